"""The text of a source: within the document, in the archive, or within a Word or PDF file."""

from __future__ import annotations

import codecs
import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from consilience.errors import DataError
from consilience.formats.documents import read_document
from consilience.formats.encodings import decode_lenient
from consilience.formats.markup import Element, attribute, child, words

if TYPE_CHECKING:
    from consilience.formats.refi_qda.reading_state import State

_PATHS = ("richTextPath", "path", "currentPath")
_SHORTEST = 2  # signs; some programs leave one sign beside the Word file that holds the text


@dataclass(frozen=True)
class SourceText:
    """A text as it stands in the file, without the mark at its beginning.

    ``sha256`` is the hash of the bytes that it was read from.
    """

    text: str
    mark: bool = False
    sha256: str = ""


def text_of(element: Element, place: str, state: State, outer: Element | None = None) -> SourceText:
    """Return the text of a source; the empty text where the file holds none.

    ``outer`` is the PDF, picture or recording whose text the element represents.
    """
    content = child(element, "PlainTextContent")
    found = (
        _clean(words(element, "PlainTextContent"), place, state) if content is not None else None
    )
    path = attribute(element, "plainTextPath")
    if (found is None or not found.text) and path:
        found = _of_member(path, place, state) or found
    if found is None or len(found.text) < _SHORTEST:
        document = _of_document(element, outer, place, state)
        if document is not None and (found is None or len(document.text) > len(found.text)):
            state.ledger.remark("decided", "text_of_document", place)
            return document
    return found or SourceText("")


def file_hash(element: Element, state: State) -> tuple[str, str]:
    """Return the name and the hash of the file of a source, "" where it is not in the archive."""
    for name in (*_PATHS, "plainTextPath"):
        path = attribute(element, name)
        if path:
            base = path.replace("\\", "/").rpartition("/")[2]
            member = state.container.find(path) if state.container.is_archive else None
            if member is None:
                return base, ""
            state.members_read.add(member)
            return base, hashlib.sha256(state.container.member(member)).hexdigest()
    return "", ""


def _of_member(path: str, place: str, state: State) -> SourceText | None:
    member = state.container.find(path) if state.container.is_archive else None
    if member is None:
        state.ledger.remark("not held", "text_missing", place, path=path)
        return None
    state.members_read.add(member)
    content = state.container.member(member)
    try:
        text, encoding, _ = decode_lenient(content, member)
    except DataError:
        state.ledger.remark("not held", "text_unreadable", place, path=member)
        return None
    if encoding not in {"utf-8", "utf-8-sig"}:
        state.ledger.remark("decided", "text_encoding", place, encoding=encoding)
    marked = content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    found = _clean(text, place, state)
    digest = hashlib.sha256(content).hexdigest()
    return SourceText(found.text, marked or found.mark, digest)


def _of_document(
    element: Element, outer: Element | None, place: str, state: State
) -> SourceText | None:
    """Return the text of the Word or PDF file of a source, if it is in the archive."""
    for one in (element, outer):
        for name in _PATHS:
            path = attribute(one, name) if one is not None else ""
            member = state.container.find(path) if path and state.container.is_archive else None
            if member is not None and member.lower().endswith((".docx", ".pdf")):
                return _of_bytes(member, place, state)
    return None


def _of_bytes(member: str, place: str, state: State) -> SourceText | None:
    """Read a Word or PDF file as the import of documents does, in a process of its own."""
    content = state.container.member(member)
    state.members_read.add(member)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, f"document.{member.rpartition('.')[2]}")
        copy.write_bytes(content)
        try:
            found = read_document(copy)
        except DataError as error:
            state.ledger.refusal(place, error)
            return None
    return SourceText(found.text, sha256=hashlib.sha256(content).hexdigest())


def _clean(text: str, place: str, state: State) -> SourceText:
    """Return a text that the study can hold: no mark, no NUL."""
    marked = text.startswith("\ufeff")
    found = text.removeprefix("\ufeff")
    if "\x00" in found:
        state.ledger.remark("changed", "text_nul", place, count=found.count("\x00"))
        found = found.replace("\x00", "\ufffd")
    return SourceText(found, marked)
