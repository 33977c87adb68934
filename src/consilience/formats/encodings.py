"""From bytes to text: marks first, then strict decoding, then how plausible the text is.

The share above which a text counts as Chinese is a convention of this program.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

from consilience.errors import DataError, UnknownNameError
from consilience.results import Note

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the mark of UTF-16 and so comes before it
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
USUAL = ("utf-8", "utf-16", "gb18030", "cp1252", "latin-1", "big5", "shift_jis", "cp1251")
CHINESE_FROM = 0.7
WESTERN_FROM = 0.9
_SIGNS = {0xA1, 0xA3}  # rows of GB2312 with punctuation and full-width characters
_WESTERN = set(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿŒœŠšŽžŸ"
    "‘’“”–—€£°§«»·…±²³µ©®™½¿¡\u00a0"
)


def decode(content: bytes, file: str, encoding: str | None = None) -> tuple[str, str, list[Note]]:
    """Return the text, the name of its encoding and what the reader should know about the choice.

    Raises
    ------
    DataError
        If the bytes are no text in the encoding named, or none can be told.
    UnknownNameError
        If Python knows no such encoding.
    """
    if encoding is not None:
        return _strict(content, file, encoding), encoding, []
    for mark, name in MARKS:
        if content.startswith(mark):
            return _strict(content, file, name), name, [_note("mark", name)]
    for name in ("ascii", "utf-8"):
        found = _decoded(content, name)
        if found is not None:
            return found, "utf-8", [_note(name.replace("-", ""), "utf-8")]
    return _plausible(content, file)


def _plausible(content: bytes, file: str) -> tuple[str, str, list[Note]]:
    chinese = _decoded(content, "gb18030")
    share = 0.0 if chinese is None else _chinese_share(chinese)
    if chinese is not None and share >= CHINESE_FROM:
        return chinese, "gb18030", [_likely("gb18030", share, chinese)]
    western = _decoded(content, "cp1252")
    if western is not None and _western_share(western) >= WESTERN_FROM and share < 0.5:
        return western, "cp1252", [_likely("cp1252", _western_share(western), western)]
    raise DataError("tables.encoding_unknown", file=file, usual=USUAL)


def _strict(content: bytes, file: str, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise DataError(
            "tables.encoding_wrong", file=file, encoding=encoding, row=row, usual=USUAL
        ) from error
    except (LookupError, ValueError) as error:
        raise UnknownNameError("encoding", "read_table", encoding, USUAL) from error


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _chinese_share(text: str) -> float:
    """Return the share of common Chinese characters among those beyond ASCII.

    Bytes of accented Latin letters also form characters in GB18030, but rare ones. The second
    level of GB2312 counts half, kana and other scripts count against it.
    """
    counted = Counter(re.findall(r"[^\x00-\x7f]", text))
    weight = sum(_commonness(character) * count for character, count in counted.items())
    return weight / counted.total()


def _commonness(character: str) -> float:
    try:
        lead = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return 0.0
    if lead >= 0xD8:
        return 0.5
    return 1.0 if lead >= 0xB0 or lead in _SIGNS else -1.0


def _western_share(text: str) -> float:
    """Return the share of accented letters and usual signs among characters beyond ASCII."""
    found = re.findall(r"[^\x00-\x7f]", text)
    longest = max(len(run) for run in re.findall(r"[^\x00-\x7f]+", text))
    return sum(character in _WESTERN for character in found) / len(found) if longest <= 3 else 0.0


def _note(how: str, encoding: str) -> Note:
    return Note(f"tables.note.encoding_{how}", {"encoding": encoding})


def _likely(encoding: str, share: float, text: str) -> Note:
    words = dict.fromkeys(re.findall(r"\w*[^\W\x00-\x7f]\w*", text))
    return Note(
        f"tables.note.encoding_{encoding}",
        {"encoding": encoding, "share": share, "words": list(words)[:3]},
        "warning",
    )
