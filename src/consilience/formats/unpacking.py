"""An archive of XML (a workbook, a Word document), measured byte by byte before it is parsed.

The sizes that an archive declares may lie. So every member is unpacked in small pieces and
counted, and the parser gets a fresh archive of the counted bytes instead of the file. Nothing is
ever written to a folder, and only XML is unpacked: pictures stay packed.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import Literal

from consilience.errors import DataError

MAXIMUM_UNPACKED = 100_000_000
MAXIMUM_RATIO = 200
RATIO_FROM = 1_000_000
_PIECE = 1 << 16
# What zipfile raises for a broken archive, and for a way of packing that it does not know.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)

Area = Literal["tables", "documents", "graphs"]


@dataclass(frozen=True)
class _Refusal:
    """What sentences of refusal need: whose sentences, which file, how much is allowed."""

    area: Area
    file: str
    limit: int

    def error(self, key: str, member: str = "") -> DataError:
        return DataError(
            f"{self.area}.{key}",
            file=self.file,
            limit=self.limit / 10**6,
            ratio=MAXIMUM_RATIO,
            member=member,
        )


def checked_archive(content: bytes, file: str, area: Area, limit: int | None = None) -> bytes:
    """Return an archive with the XML members of a file, each as large as it really is.

    Raises
    ------
    DataError
        With a sentence of the area, if the archive unpacks to more than ``limit`` bytes, repeats
        a member, names a place outside itself, declares XML entities, is locked with a password,
        or is broken.
    """
    refusal = _Refusal(area, file, MAXIMUM_UNPACKED if limit is None else limit)
    safe = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = [item for item in archive.infolist() if _is_read(item.filename)]
            _refuse_declared(listed, refusal)
            with zipfile.ZipFile(safe, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
                _copy(archive, listed, copy, refusal)
    except BROKEN as error:
        if isinstance(error, DataError):
            raise
        raise refusal.error("broken_zip") from error
    return safe.getvalue()


def _is_read(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _refuse_declared(listed: list[zipfile.ZipInfo], refusal: _Refusal) -> None:
    """Refuse honest bombs at once, by the sizes that they declare."""
    if sum(member.file_size for member in listed) > refusal.limit:
        raise refusal.error("zip_bomb")
    if len({member.filename for member in listed}) < len(listed):
        raise refusal.error("broken_zip")
    for member in listed:
        if ".." in member.filename.replace("\\", "/").split("/"):
            raise refusal.error("broken_zip")
        _refuse_ratio(member.file_size, member.compress_size, refusal)


def _copy(
    archive: zipfile.ZipFile,
    listed: list[zipfile.ZipInfo],
    copy: zipfile.ZipFile,
    refusal: _Refusal,
) -> None:
    total = 0
    for member in listed:
        unpacked = io.BytesIO()
        with archive.open(member) as source:
            while piece := source.read(_PIECE):
                total += len(piece)
                unpacked.write(piece)
                if total > refusal.limit:
                    raise refusal.error("zip_bomb")
                _refuse_ratio(unpacked.tell(), member.compress_size, refusal)
        found = unpacked.getvalue()
        if b"<!DOCTYPE" in found or b"<!ENTITY" in found or b"\x00" in found:
            raise refusal.error("xml_entities", member.filename)
        copy.writestr(zipfile.ZipInfo(member.filename), found, zipfile.ZIP_DEFLATED, 1)


def _refuse_ratio(size: int, compressed: int, refusal: _Refusal) -> None:
    if size > RATIO_FROM and size > MAXIMUM_RATIO * max(compressed, 1):
        raise refusal.error("zip_bomb")
