"""What a file is, told by its first bytes, and the bytes themselves."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from consilience.errors import DataError
from consilience.formats.unpacking import Area

MAXIMUM_BYTES = 200_000_000
MAXIMUM_MEMBERS = 10_000

_BEGINNINGS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (b"$FL2", "sav"),
    (b"$FL3", "sav"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"\x1f\x8b", "compressed"),
    (b"BZh", "compressed"),
    (b"7z\xbc\xaf", "compressed"),
    (b"Rar!", "compressed"),
    (b"\xfd7zXZ", "compressed"),
    (b"PAR1", "parquet"),
    (b"RDX", "r_data"),
    (b"<stata_dta>", "stata"),
    (b"{\\rtf", "rtf"),
    (b"<!doctype html", "html"),
    (b"<html", "html"),
)
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def content(path: Path, area: Area = "tables", limit: int = MAXIMUM_BYTES) -> bytes:
    """Return the bytes of a file; the area says whose sentence refuses a large one.

    Raises
    ------
    DataError
        If there is no such file, it is no file, it is too large, or it can't be read.
    """
    try:
        if path.is_dir():
            raise DataError("tables.directory", file=path.name or str(path))
        if not path.exists():
            raise DataError("tables.missing_file", file=str(path))
        if not path.is_file():
            raise DataError("tables.no_file", file=path.name)
        if path.stat().st_size > limit:
            raise DataError(f"{area}.too_large", file=path.name, limit=limit / 10**6)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, DataError):
            raise
        raise DataError("tables.unreadable", file=path.name, reason=str(error)) from error


def kind(found: bytes) -> str:
    """Return ``"text"``, ``"xlsx"`` or the name of a format that is no table of ours."""
    if found.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(found)
    beginning = found[:64].lstrip().lower()
    for mark, name in _BEGINNINGS:
        if found.startswith(mark) or (name == "html" and beginning.startswith(mark)):
            return name
    if b"\x00" in found and not found.startswith(_TEXT_MARKS):
        return _kind_with_nul(found)
    return "text"


def members(found: bytes) -> int:
    """Return at least how many members a zip archive lists, without opening it."""
    return found.count(b"PK\x01\x02")


def _kind_of_zip(found: bytes) -> str:
    if members(found) > MAXIMUM_MEMBERS:
        return "zip_members"
    try:
        with zipfile.ZipFile(io.BytesIO(found)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "broken_zip"
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return "docx"
        return "xlsb" if "xl/workbook.bin" in names else "xlsx"
    return "ods" if {"mimetype", "content.xml"} <= names else "zip"


def _kind_with_nul(found: bytes) -> str:
    # Delimiters and line ends of UTF-16 have their zero bytes all at even or all at odd places.
    high, low = found[0::2].count(0), found[1::2].count(0)
    return "utf16" if len(found) % 2 == 0 and min(high, low) == 0 else "binary"
