"""The file itself: a zip with project.qde and sources (.qdpx), or one XML document (.qdc, .qde).

Nothing is ever written to a folder, and no path outside the archive is followed. Every member is
unpacked in pieces and counted, because the sizes that an archive declares may lie.
"""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast
from urllib.parse import unquote

from consilience.errors import DataError, system_reason
from consilience.formats.unpacking import BROKEN, MAXIMUM_RATIO, RATIO_FROM

if TYPE_CHECKING:
    from types import TracebackType

MAXIMUM_MEMBERS = 20_000
MAXIMUM_DIRECTORY = 20_000_000  # bytes that the list of members takes
MAXIMUM_XML = 200_000_000
MAXIMUM_MEMBER = 200_000_000
MAXIMUM_UNPACKED = 1_000_000_000
SIDE_FILE = "consilience.json"
_PIECE = 1 << 16
_END_RECORD = b"PK\x05\x06"


class Container:
    """An open file of the standard; closes what it opened."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._unpacked = 0
        self._archive: zipfile.ZipFile | None = None
        try:
            self._stream = path.open("rb")
        except OSError as error:
            reason = system_reason(error)
            raise DataError("exchange.error.unreadable", file=str(path), reason=reason) from error
        try:
            self._open()
        except BaseException:
            self.__exit__(None, None, None)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._archive is not None:
            self._archive.close()
        self._stream.close()

    @property
    def is_archive(self) -> bool:
        """Whether the file is a zip: a project, not a bare document."""
        return self._archive is not None

    def document(self) -> bytes:
        """Return the XML document."""
        if self._archive is None:
            self._stream.seek(0)
            found = self._stream.read(MAXIMUM_XML + 1)
            if len(found) > MAXIMUM_XML:
                raise self._error("too_large", limit=MAXIMUM_XML // 10**6)
            return found
        name = self.find("project.qde") or self._only_document()
        return self.member(name, MAXIMUM_XML)

    def member(self, name: str, limit: int = MAXIMUM_MEMBER) -> bytes:
        """Return the bytes of a member."""
        listed = self._members[name]
        pieces, size = [], 0
        try:
            with cast("zipfile.ZipFile", self._archive).open(listed) as source:
                while piece := source.read(_PIECE):
                    size += len(piece)
                    self._unpacked += len(piece)
                    self._refuse_size(size, listed.compress_size, limit)
                    pieces.append(piece)
        except BROKEN as error:
            if isinstance(error, DataError):
                raise
            raise self._error("broken_zip") from error
        return b"".join(pieces)

    def find(self, reference: str) -> str | None:
        """Return the member that a path of the document means, None where there is none.

        The prefix ``internal://`` may be missing, the folder of the sources may have any case or
        be left out, and slashes may lean either way.
        """
        for path in dict.fromkeys((reference, unquote(reference))):
            wanted = _flat(path.removeprefix("internal://"))
            for name in (wanted, f"sources/{wanted}"):
                if name in self._by_path:
                    return self._by_path[name]
            if "://" in wanted or wanted.startswith("/"):
                return None
            alike = self._by_file.get(wanted.rpartition("/")[2], ())
            if len(alike) == 1:
                return alike[0]
        return None

    def unread(self, read: set[str]) -> list[str]:
        """Return the members that nothing has asked for, in order."""
        if self._archive is None:
            return []
        return sorted(name for name in self._members if name not in read)

    def _open(self) -> None:
        if self._stream.read(4) not in {b"PK\x03\x04", _END_RECORD}:
            return
        self._refuse_directory()
        try:
            self._archive = zipfile.ZipFile(self._stream)
        except BROKEN as error:
            raise self._error("broken_zip") from error
        files = [one for one in self._archive.infolist() if not one.is_dir()]
        self._members = {one.filename: one for one in files}
        self._refuse_listed(files)
        self._by_path: dict[str, str] = {}
        self._by_file: dict[str, list[str]] = {}
        for name in self._members:
            self._by_path.setdefault(_flat(name), name)
            self._by_file.setdefault(_flat(name).rpartition("/")[2], []).append(name)

    def _refuse_directory(self) -> None:
        """Refuse a list of members that is too long before it is read."""
        size = self._stream.seek(0, 2)
        self._stream.seek(max(0, size - (1 << 16) - 22))
        tail = self._stream.read()
        place = tail.rfind(_END_RECORD)
        if place < 0 or len(tail) < place + 22:
            raise self._error("broken_zip")
        count, length = struct.unpack("<HI", tail[place + 10 : place + 16])
        if count > MAXIMUM_MEMBERS or length > MAXIMUM_DIRECTORY:
            raise self._error("zip_members", limit=MAXIMUM_MEMBERS)

    def _refuse_listed(self, files: list[zipfile.ZipInfo]) -> None:
        if len(files) > MAXIMUM_MEMBERS:
            raise self._error("zip_members", limit=MAXIMUM_MEMBERS)
        if len(self._members) < len(files):
            raise self._error("broken_zip")
        for one in files:
            parts = one.filename.replace("\\", "/").split("/")
            if ".." in parts or parts[0] == "" or ":" in parts[0]:
                raise self._error("zip_path", member=one.filename)

    def _refuse_size(self, size: int, packed: int, limit: int) -> None:
        bomb = size > RATIO_FROM and size > MAXIMUM_RATIO * max(packed, 1)
        if bomb or size > limit or self._unpacked > MAXIMUM_UNPACKED:
            values = {"limit": MAXIMUM_UNPACKED // 10**6, "ratio": MAXIMUM_RATIO}
            raise self._error("zip_bomb", **values)

    def _only_document(self) -> str:
        """Return the one document of an archive whose document has another name."""
        found = [name for name in self._members if name.lower().endswith((".qde", ".qdc"))]
        if len(found) != 1:
            raise self._error("no_document")
        return found[0]

    def _error(self, key: str, **values: object) -> DataError:
        return DataError(f"exchange.error.{key}", file=self.name, **values)


def _flat(path: str) -> str:
    return path.strip().replace("\\", "/").removeprefix("./").lower()
