"""From bytes to text: marks first, then strict decoding, then how plausible the text is.

The share above which a text counts as Chinese is a convention of this program.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import Literal

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
DAMAGED_AT_MOST = 20
# Where common characters begin, where rare ones do, and rows of punctuation and full-width letters.
_ROWS = {"gb2312": (0xB0, 0xD8, {0xA1, 0xA3}), "big5": (0xA4, 0xC9, {0xA1, 0xA2})}
_WESTERN = set(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿŒœŠšŽžŸ"
    "‘’“”–—€£°§«»·…±²³µ©®™½¿¡\u00a0"
)


def decode(
    content: bytes, file: str, encoding: str | None = None, owner: str = "read_table"
) -> tuple[str, str, list[Note]]:
    """Return the text, the name of its encoding and what the reader should know about the choice.

    Raises
    ------
    DataError
        If the bytes are no text in the encoding named, or none can be told.
    UnknownNameError
        If Python knows no such encoding.
    """
    if encoding is not None:
        return _strict(content, file, encoding, owner), encoding, []
    for mark, name in MARKS:
        if content.startswith(mark):
            return _strict(content, file, name, owner), name, [_note("mark", name)]
    for name in ("ascii", "utf-8"):
        found = _decoded(content, name)
        if found is not None:
            return found, "utf-8", [_note(name.replace("-", ""), "utf-8")]
    return _plausible(content, file)


def _plausible(content: bytes, file: str) -> tuple[str, str, list[Note]]:
    mainland, taiwan = (_chinese(content, name) for name in ("gb18030", "big5"))
    # Japanese in EUC-JP reads as common Chinese in Big5; Big5 hardly ever fits EUC-JP.
    is_taiwan = taiwan[0] > mainland[0] and _decoded(content, "euc_jp") is None
    share, chinese, name = taiwan if is_taiwan else mainland
    if share >= CHINESE_FROM:
        return chinese, name, [_likely(name, share, chinese)]
    western = _decoded(content, "cp1252")
    if western is not None and _western_share(western) >= WESTERN_FROM and share < 0.5:
        return western, "cp1252", [_likely("cp1252", _western_share(western), western)]
    raise DataError("tables.encoding_unknown", file=file, usual=USUAL)


def _chinese(content: bytes, encoding: str) -> tuple[float, str, str]:
    """Return how much reads as common Chinese in an encoding, the text, and the encoding."""
    found = _decoded(content, encoding)
    return (
        (0.0, "", encoding) if found is None else (_chinese_share(found, encoding), found, encoding)
    )


def decode_lenient(content: bytes, file: str) -> tuple[str, str, list[Note]]:
    """Return the text as :func:`decode` does, also UTF-16 without a mark and with a few bad bytes.

    For running text only: a table must not be guessed at. UTF-8 or GB18030 of which at most one
    character beyond ASCII in twenty is damaged is read with the sign \ufffd in these places.

    Raises
    ------
    DataError
        If no encoding can be told.
    """
    wide = _without_mark(content) if b"\x00" in content else None
    if wide is not None:
        return wide
    try:
        return decode(content, file, None, "read_document")
    except DataError:
        likely = _without_mark(content) or _damaged(content)
        if likely is None:
            raise
        return likely


def _without_mark(content: bytes) -> tuple[str, str, list[Note]] | None:
    """Return the text as UTF-16 if nearly all of it then is ASCII or common Chinese."""
    if len(content) % 2 or content.startswith(tuple(mark for mark, _ in MARKS)):
        return None
    for name in ("utf-16-le", "utf-16-be"):
        text = _decoded(content, name)
        if text and sum(map(_is_usual, text)) >= WESTERN_FROM * len(text):
            return text, name, [_note("utf16", name, "warning")]
    return None


def _is_usual(character: str) -> bool:
    return " " <= character <= "~" or character in "\t\r\n" or _commonness(character, "gb2312") > 0


def _damaged(content: bytes) -> tuple[str, str, list[Note]] | None:
    for name in ("utf-8", "gb18030"):
        text = content.decode(name, errors="replace")
        lost, beyond = text.count("\ufffd"), sum(character > "\x7f" for character in text)
        likely = name == "utf-8" or _chinese_share(text, name) >= CHINESE_FROM
        if likely and lost * DAMAGED_AT_MOST <= beyond:
            row = text.count("\n", 0, text.index("\ufffd")) + 1
            values = {"encoding": name, "count": lost, "row": row}
            return text, name, [Note("tables.note.encoding_damaged", values, "warning")]
    return None


def _strict(content: bytes, file: str, encoding: str, owner: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise DataError(
            "tables.encoding_wrong", file=file, encoding=encoding, row=row, usual=USUAL
        ) from error
    except (LookupError, ValueError) as error:
        raise UnknownNameError("encoding", owner, encoding, USUAL) from error


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _chinese_share(text: str, encoding: str) -> float:
    """Return the share of common Chinese characters among those beyond ASCII.

    Bytes of accented Latin letters also form characters in GB18030 and Big5, but rare ones. The
    second level of either character set counts half, kana and other scripts count against it.
    """
    counted = Counter(re.findall(r"[^\x00-\x7f]", text))
    plain = "big5" if encoding == "big5" else "gb2312"
    weight = sum(_commonness(character, plain) * count for character, count in counted.items())
    return weight / counted.total()


def _commonness(character: str, encoding: str) -> float:
    try:
        lead = character.encode(encoding)[0]
    except UnicodeEncodeError:
        return 0.0
    common, rare, signs = _ROWS[encoding]
    if lead >= rare:
        return 0.5
    return 1.0 if lead >= common or lead in signs else -1.0


def _western_share(text: str) -> float:
    """Return the share of accented letters and usual signs among characters beyond ASCII."""
    found = re.findall(r"[^\x00-\x7f]", text)
    longest = max(len(run) for run in re.findall(r"[^\x00-\x7f]+", text))
    return sum(character in _WESTERN for character in found) / len(found) if longest <= 3 else 0.0


def _note(how: str, encoding: str, level: Literal["info", "warning"] = "info") -> Note:
    return Note(f"tables.note.encoding_{how}", {"encoding": encoding}, level)


def _likely(encoding: str, share: float, text: str) -> Note:
    words = dict.fromkeys(re.findall(r"\w*[^\W\x00-\x7f]\w*", text))
    return Note(
        f"tables.note.encoding_{encoding}",
        {"encoding": encoding, "share": share, "words": list(words)[:3]},
        "warning",
    )
