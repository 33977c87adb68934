"""A workbook's archive, measured byte by byte before anything parses it.

The sizes that an archive declares may lie. So every member is unpacked in small pieces and
counted, and the parser gets a fresh archive of the counted bytes instead of the file.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from consilience.errors import DataError

MAXIMUM_UNPACKED = 100_000_000
MAXIMUM_RATIO = 200
RATIO_FROM = 1_000_000
_PIECE = 1 << 16
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def checked_archive(content: bytes, file: str) -> bytes:
    """Return an archive with the XML members of a workbook, each as large as it really is.

    Raises
    ------
    DataError
        If the archive unpacks to too much, repeats a member, declares XML entities, is locked
        with a password, or is broken.
    """
    safe = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_declared(archive.infolist(), file)
            with zipfile.ZipFile(safe, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
                _copy(archive, copy, file)
    except _BROKEN as error:
        if isinstance(error, DataError):
            raise
        raise DataError("tables.broken_zip", file=file) from error
    return safe.getvalue()


def _refuse_declared(listed: list[zipfile.ZipInfo], file: str) -> None:
    """Refuse honest bombs at once, by the sizes that they declare."""
    if sum(member.file_size for member in listed) > MAXIMUM_UNPACKED:
        raise _bomb(file)
    if len({member.filename for member in listed}) < len(listed):
        raise DataError("tables.broken_zip", file=file)
    for member in listed:
        _refuse_ratio(member.file_size, member.compress_size, file)


def _copy(archive: zipfile.ZipFile, copy: zipfile.ZipFile, file: str) -> None:
    total = 0
    for member in archive.infolist():
        if not member.filename.endswith((".xml", ".rels")):
            continue
        unpacked = io.BytesIO()
        with archive.open(member) as source:
            while piece := source.read(_PIECE):
                total += len(piece)
                unpacked.write(piece)
                if total > MAXIMUM_UNPACKED:
                    raise _bomb(file)
                _refuse_ratio(unpacked.tell(), member.compress_size, file)
        found = unpacked.getvalue()
        if b"<!DOCTYPE" in found or b"<!ENTITY" in found or b"\x00" in found:
            raise DataError("tables.xml_entities", file=file, member=member.filename)
        copy.writestr(zipfile.ZipInfo(member.filename), found, zipfile.ZIP_DEFLATED, 1)


def _refuse_ratio(size: int, compressed: int, file: str) -> None:
    if size > RATIO_FROM and size > MAXIMUM_RATIO * max(compressed, 1):
        raise _bomb(file)


def _bomb(file: str) -> DataError:
    limit = MAXIMUM_UNPACKED // 10**6
    return DataError("tables.zip_bomb", file=file, limit=limit, ratio=MAXIMUM_RATIO)
