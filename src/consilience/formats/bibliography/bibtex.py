"""Entries of a BibTeX file: fields by name, with nested braces, strings and accents undone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from consilience.errors import DataError

_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_NAME = re.compile(r"[\s,]*+([^\s=,{}()\"]{1,100}+)\s*+=\s*+")
_END = re.compile(r"[\s,]*+([})]|(?=@))")
_JUNK = re.compile(r"[\s,]*+[^\s,})@]*+")
_WORD = re.compile(r"[^\s,#{}()\"]+")
_JOINED = re.compile(r"\s*#\s*")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTES = re.compile(r"\\.|[{}\"]", re.DOTALL)
_KEY = re.compile(r"\s*([^,\s{}]*)\s*(,|(?=[})]))")
_SKIPPED = {"comment", "preamble"}
_MARKS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328",
    "r": "\u030a",
}  # fmt: skip
_ACCENT = re.compile(r"\\(?:([\'`^\"~=.])\s*|([cvuHkr])(?:\s+|(?=\{)))\{?\\?([A-Za-z])\}?")
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "aa": "å", "AA": "Å", "i": "i",
}  # fmt: skip
_LETTER = re.compile(r"\\(ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i)(?![A-Za-z])\s*(?:\{\})?")
_SIGN = re.compile(r"\\([&%$#_{}])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its kind, the line where it begins (from 1), and its fields by name."""

    kind: str
    line: int
    fields: dict[str, str]


def entries(text: str, file: str) -> Iterator[Entry]:
    r"""Yield the entries of a BibTeX text.

    Raises
    ------
    DataError
        If an entry is never closed.

    Examples
    --------
    >>> found = next(entries('@article{k, title = {On {V2X} in M{\\"u}nchen}, year = 2019}', "a"))
    >>> found.kind, found.fields["title"], found.fields["year"]
    ('article', 'On V2X in München', '2019')
    """
    strings = {month: month for month in _MONTHS}
    place, line, counted = 0, 1, 0
    while (found := _ENTRY.search(text, place)) is not None:
        line += text.count("\n", counted, found.start())
        counted = found.start()
        kind = found[1].lower()
        if kind in _SKIPPED:
            place = found.end()
            continue
        fields, place = _fields(text, found.end(), strings, file, line, keyed=kind != "string")
        if kind == "string":
            strings |= fields
        else:
            yield Entry(kind, line, {name: plain(value) for name, value in fields.items()})


def plain(value: str) -> str:
    """Return a value without the marks of TeX."""
    found = _ACCENT.sub(lambda match: match[3] + _MARKS[match[1] or match[2]], value)
    found = _LETTER.sub(lambda match: _LETTERS[match[1]], found)
    found = _SIGN.sub(lambda match: f"\ue000{match[1]}", found)
    found = re.sub(r"[{}]", "", found.replace("~", " ").replace("--", "–"))
    lines = (" ".join(line.split()) for line in found.replace("\ue000", "").splitlines())
    return unicodedata.normalize("NFC", "\n".join(line for line in lines if line))


def _fields(
    text: str, place: int, strings: dict[str, str], file: str, line: int, *, keyed: bool
) -> tuple[dict[str, str], int]:
    """Return the fields from the key on, and where the entry ends."""
    found: dict[str, str] = {}
    if keyed:
        key = _KEY.match(text, place)
        place = place if key is None else key.end()
    while place < len(text):
        name = _NAME.match(text, place)
        if name is None:
            end = _END.match(text, place)
            if end is not None:
                return found, end.end()
            junk = _JUNK.match(text, place)  # what cannot be read is passed over
            place = max(place + 1, junk.end() if junk else 0)
            continue
        value, place = _value(text, name.end(), strings, file, line)
        found.setdefault(name[1].lower(), value)
    raise DataError("records.error.open_entry", file=file, row=line)


def _value(text: str, place: int, strings: dict[str, str], file: str, line: int) -> tuple[str, int]:
    """Return a value, its parts joined at #, and where it ends."""
    parts: list[str] = []
    while place < len(text):
        sign = text[place]
        if sign == "{":
            part, place = _braced(text, place, file, line)
        elif sign == '"':
            part, place = _quoted(text, place, file, line)
        else:
            word = _WORD.match(text, place)
            if word is None:
                break
            part, place = strings.get(word[0].lower(), word[0]), word.end()
        parts.append(part)
        joined = _JOINED.match(text, place)
        if joined is None:
            break
        place = joined.end()
    return "".join(parts), place


def _braced(text: str, place: int, file: str, line: int) -> tuple[str, int]:
    depth = 0
    for match in _BRACES.finditer(text, place):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return text[place + 1 : match.start()], match.end()
    raise DataError("records.error.open_entry", file=file, row=line)


def _quoted(text: str, place: int, file: str, line: int) -> tuple[str, int]:
    depth = 0
    for match in _QUOTES.finditer(text, place + 1):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if match[0] == '"' and depth <= 0:
            return text[place + 1 : match.start()], match.end()
    raise DataError("records.error.open_entry", file=file, row=line)
