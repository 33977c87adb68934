"""Exports with one field a line: RIS, Web of Science, RefWorks, EndNote, NoteExpress, CNKI.

Each is scanned to records: the line where the record begins, and the values of each tag. A line
without a tag continues the value before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

TagFormat = Literal["ris", "wos", "wos table", "refworks", "endnote", "noteexpress", "cnki"]


@dataclass(frozen=True, slots=True)
class TagRecord:
    """One record: the line where it begins (from 1), and the values of each tag in order."""

    line: int
    values: Mapping[str, list[str]]

    def all(self, *tags: str) -> list[str]:
        """Return the values of the first of the tags that has any."""
        return next((self.values[tag] for tag in tags if self.values.get(tag)), [])

    def first(self, *tags: str) -> str:
        """Return the first value of the first of the tags that has any; "" for none."""
        return next(iter(self.all(*tags)), "")


@dataclass(frozen=True, slots=True)
class _Style:
    """How lines with a tag look, which tag begins a record, and which ends it."""

    tag: re.Pattern[str]
    begins: frozenset[str]
    ends: frozenset[str] = frozenset()
    lines_apart: bool = False  # whether lines that continue are values of their own


_STYLES: Mapping[str, _Style] = {
    "ris": _Style(
        re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*))?$"), frozenset({"TY"}), frozenset({"ER"})
    ),
    "wos": _Style(
        re.compile(r"([A-Z][A-Z0-9])(?: (.*))?$"), frozenset({"PT"}), frozenset({"ER", "EF"}), True
    ),
    "refworks": _Style(re.compile(r"([A-Z][A-Z0-9]) ?(.*)$"), frozenset({"RT"})),
    "endnote": _Style(re.compile(r"%(.)(?: (.*))?$"), frozenset({"0"})),
    "noteexpress": _Style(
        re.compile(r"\{([A-Za-z/ ]+)\} ?:[ \t]*(.*)$"), frozenset({"Reference Type"})
    ),
    "cnki": _Style(
        re.compile(r"([A-Za-z]+(?:-[^:：]{1,12})?)\s?[:：][ \t]*(.*)$"),
        frozenset({"DataType", "SrcDatabase"}),
    ),
}
_FIRST: tuple[tuple[TagFormat, re.Pattern[str]], ...] = (
    ("ris", re.compile(r"TY  ?- ?[A-Z]")),
    ("wos table", re.compile(r"PT\tA[UB]\t")),
    ("wos", re.compile(r"(?:FN [^,;\t]+$|PT [A-Z]\s*$)")),
    ("refworks", re.compile(r"RT [A-Z]")),
    ("endnote", re.compile(r"%0 ")),
    ("noteexpress", re.compile(r"\{Reference Type\} ?:")),
    ("cnki", re.compile(r"(?:SrcDatabase-来源库|DataType|Title-题名)\s?[:：]")),
)
_LOOKED_AT = 20
_Parts = dict[str, list[list[str]]]  # of each value of each tag, its lines


def tag_format(text: str) -> TagFormat | None:
    """Return the format of a text, told by its first lines; None if it is none of these."""
    lines = [line.strip("\ufeff \r") for line in text[:20_000].splitlines()]
    filled = [line for line in lines if line][:_LOOKED_AT]
    for name, pattern in _FIRST:
        # only RIS has lines of its provider before the first record
        if any(pattern.match(line) for line in filled[: None if name == "ris" else 1]):
            return name
    return None


def tag_records(text: str, style: TagFormat) -> Iterator[TagRecord]:
    r"""Yield the records of a text in a format.

    Examples
    --------
    >>> text = "TY  - JOUR\nTI  - V2X\nAD  - Huawei\nAD  - Bosch\nER  -\n"
    >>> [one.all("AD") for one in tag_records(text, "ris")]
    [['Huawei', 'Bosch']]
    """
    if style == "wos table":
        yield from _table_records(text)
        return
    rule = _STYLES[style]
    values: _Parts = {}
    begun, tag = 0, ""
    for number, line in enumerate(text.splitlines(), start=1):
        found = rule.tag.match(line.strip("\ufeff").rstrip())
        if found is None:
            _continue(values, tag, line, apart=rule.lines_apart)
            continue
        tag, value = found[1].partition("-")[0] if style == "cnki" else found[1], found[2] or ""
        starts = not begun if style == "cnki" else tag in rule.begins
        starts |= tag in rule.begins and tag in values
        if starts or tag in rule.ends:
            if begun:
                yield _record(begun, values)
            values, begun = defaultdict(list), number if starts else 0
        if begun:
            values[tag].append([value.strip()])
    if begun:
        yield _record(begun, values)


def _continue(values: _Parts, tag: str, line: str, *, apart: bool) -> None:
    words = line.strip()
    if not words or not values.get(tag):
        return
    if apart:
        values[tag].append([words])
    else:
        values[tag][-1].append(words)


def _record(line: int, values: _Parts) -> TagRecord:
    joined = {tag: [" ".join(parts) for parts in found] for tag, found in values.items()}
    return TagRecord(line, joined)


def _table_records(text: str) -> Iterator[TagRecord]:
    lines = text.splitlines()
    header = next(number for number, line in enumerate(lines) if line.strip())
    tags = [tag.strip("\ufeff ") for tag in lines[header].split("\t")]
    for number, line in enumerate(lines[header + 1 :], start=header + 2):
        if line.strip():
            cells = zip(tags, line.split("\t"), strict=False)
            yield TagRecord(number, {tag: [cell] for tag, cell in cells if cell.strip()})
