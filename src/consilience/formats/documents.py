"""Documents as running text: txt, md, docx, pdf, srt and vtt, told by their bytes."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.formats import isolation
from consilience.formats.encodings import decode, decode_lenient
from consilience.formats.file_kinds import MAXIMUM_BYTES, MAXIMUM_MEMBERS, content, kind
from consilience.formats.speakers import Turn, turns
from consilience.formats.subtitles import running_text, subtitle_kind
from consilience.formats.unpacking import MAXIMUM_UNPACKED, checked_archive
from consilience.results import Note

DocumentKind = Literal["txt", "md", "docx", "pdf", "srt", "vtt"]
LineEnds = Literal["paragraph", "wrapped"]

_LOCKED = "EncryptedPackage".encode("utf-16-le")
_DATA = {"sav", "stata", "r_data", "parquet", "sqlite"}
_WARNED = {"insertions", "deletions", "embedded", "symbols"}
_MARKDOWN = (".md", ".markdown")
_SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much a document may need; what needs more is refused with one sentence.

    Attributes
    ----------
    file_bytes, unpacked_bytes
        Of the file, and of the XML in it.
    memory_bytes, seconds
        Of the process that parses docx and pdf, where the system can limit a process.
    characters, pages
        Of the text, and of a pdf.
    """

    file_bytes: int = MAXIMUM_BYTES
    unpacked_bytes: int = MAXIMUM_UNPACKED
    memory_bytes: int = isolation.MEMORY
    seconds: int = isolation.SECONDS
    characters: int = 10_000_000
    pages: int = 10_000

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            checks.whole(value, 1, name, "Limits")


@dataclass(frozen=True, kw_only=True)
class Document:
    """The text of one file, as imported, and what was told or left out.

    Attributes
    ----------
    text
        Line ends are LF and a byte order mark is off; nothing else is changed, and no Unicode
        normalisation is done. Cells of a table's row stand apart by tabs; a page of a pdf begins
        with a form feed.
    turns
        Of a transcript, in order, apart from each other; empty where no speakers were found.
    line_ends
        ``"wrapped"`` where lines end at the edge of a page (pdf), else ``"paragraph"``; what
        :func:`consilience.coding.segments` wants to know.
    encoding
        Of text files; else empty.
    sha256
        Of the file's bytes.
    title
        A guess: the first heading of Markdown, else the file's name without its ending.
    notes
        What was assumed, dropped, or could not be read.
    """

    text: str
    turns: tuple[Turn, ...]
    kind: DocumentKind
    line_ends: LineEnds
    encoding: str
    file_name: str
    sha256: str
    title: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class _Read:
    """What one of the readers found."""

    text: str
    kind: DocumentKind
    encoding: str = ""
    turns: tuple[Turn, ...] | None = None
    notes: tuple[Note, ...] = ()


def read_document(
    path: str | os.PathLike[str], *, encoding: str | None = None, limits: Limits | None = None
) -> Document:
    r"""Read the text of a document: txt, Markdown, docx, pdf, or subtitles (srt, vtt).

    The format is told from the bytes; the ending of the name only tells Markdown from other text.
    Speakers are told from labels such as ``张工：``, ``Interviewer:`` or ``[00:12:03] Li Wei:``.
    docx and pdf are parsed in a process of their own, with limits.

    Parameters
    ----------
    path
        Of the file.
    encoding
        Of a text file, any name that Python knows. Else it is told: a byte order mark, UTF-8,
        UTF-16, GB18030, Big5 or Windows-1252, and a note says how sure that is.
    limits
        What the file may need at most; by default at most 200 MB, 10 million characters, 10,000
        pages, 1 GB of memory and 60 seconds.

    Returns
    -------
    Document
        Text, turns with their places in it, and notes.

    Raises
    ------
    DataError
        If the file is missing, empty, damaged, locked, hostile, without text, too large, or of
        another format; the sentence says what to do.
    ArgumentError
        If an argument is not of its type.
    UnknownNameError
        If Python knows no such encoding.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "J11.txt")
    ...     _ = path.write_bytes("问：为什么合作？\n张工：信任。\n问：还有呢？".encode("gbk"))
    ...     document = read_document(path)
    >>> document.encoding, [(turn.speaker, turn.start, turn.end) for turn in document.turns]
    ('gb18030', [('问', 0, 8), ('张工', 9, 15), ('问', 16, 22)])

    References
    ----------
    ECMA-376 (2016) for docx, W3C WebVTT (2019) for vtt. What counts as a label of a speaker, where
    tables and notes stand in the text, and the limits are conventions of this program.
    """
    if not isinstance(path, str | os.PathLike):
        raise ArgumentError("path", "read_document", "text", path)
    if encoding is not None and not (isinstance(encoding, str) and encoding):
        raise ArgumentError("encoding", "read_document", "text", encoding)
    allowed = Limits() if limits is None else limits
    if not isinstance(allowed, Limits):
        raise ArgumentError("limits", "read_document", "limits", limits)
    source = Path(path)
    found = content(source, "documents", allowed.file_bytes)
    read = _read(found, source.name, encoding, allowed)
    text, repaired = _repaired(read.text)
    if not text.strip():
        raise DataError("documents.empty", file=source.name)
    if len(text) > allowed.characters:
        raise _too_much("too_long", source.name, allowed)
    spoken = turns(text) if read.turns is None else read.turns
    return Document(
        text=text,
        turns=spoken,
        kind=read.kind,
        line_ends="wrapped" if read.kind == "pdf" else "paragraph",
        encoding=read.encoding,
        file_name=source.name,
        sha256=hashlib.sha256(found).hexdigest(),
        title=_title(text, source, read.kind),
        notes=(*read.notes, *repaired, *_on_speakers(spoken)),
    )


def _read(found: bytes, file: str, encoding: str | None, limits: Limits) -> _Read:
    if not found.strip(b"\x00 \t\r\n"):
        raise DataError("documents.empty", file=file)
    what = kind(found)
    if what == "docx":
        return _docx(found, file, limits)
    if what == "pdf":
        return _pdf(found, file, limits)
    if what in {"text", "utf16"} or (what == "binary" and encoding):
        return _plain(found, file, encoding)
    if what == "xls" and _LOCKED in found:
        what = "locked"
    raise DataError(
        f"documents.{'data' if what in _DATA else what}", file=file, limit=MAXIMUM_MEMBERS
    )


def _plain(found: bytes, file: str, encoding: str | None) -> _Read:
    text, used, notes = (
        decode(found, file, encoding, "read_document") if encoding else decode_lenient(found, file)
    )
    if "\x00" in text:
        raise DataError("documents.binary", file=file)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    subtitles = subtitle_kind(text)
    if not subtitles:
        markdown = file.lower().endswith(_MARKDOWN)
        return _Read(text, "md" if markdown else "txt", used, notes=tuple(notes))
    text, spoken, dropped = running_text(text)
    on_blocks = [Note("documents.note.blocks", {"count": dropped})] if dropped else []
    which: DocumentKind = "vtt" if subtitles == "vtt" else "srt"
    return _Read(text, which, used, spoken, (*notes, *on_blocks))


def _docx(found: bytes, file: str, limits: Limits) -> _Read:
    archive = checked_archive(found, file, "documents", limits.unpacked_bytes)
    answer = _answer("docx_worker", archive, file, limits)
    notes = [
        Note(f"documents.note.{key}", {"count": count}, "warning" if key in _WARNED else "info")
        for key, count in sorted(answer["counts"].items())
    ]
    if not answer["text"].strip() and "pictures" in answer["counts"]:
        raise DataError("documents.no_text", file=file)
    return _Read(answer["text"], "docx", notes=tuple(notes))


def _pdf(found: bytes, file: str, limits: Limits) -> _Read:
    answer = _answer("pdf_worker", found, file, limits)
    pages: list[str] = answer["pages"]
    blank = [n for n, page in enumerate(pages, start=1) if not page.strip()]
    if len(blank) == len(pages):
        raise DataError("documents.no_text", file=file)
    notes = [Note("documents.note.pages", {"count": len(pages)})]
    for key, numbers in (("broken_pages", answer["broken"]), ("blank_pages", blank)):
        if numbers:
            shown = [*numbers[:_SHOWN], "..."] if len(numbers) > _SHOWN else numbers
            values = {"pages": shown, "count": len(numbers)}
            notes.append(Note(f"documents.note.{key}", values, "warning"))
    text = "\n\f".join(pages).replace("\r\n", "\n").replace("\r", "\n")
    return _Read(text, "pdf", notes=tuple(notes))


def _answer(parser: isolation.Parser, found: bytes, file: str, limits: Limits) -> dict[str, Any]:
    answer = isolation.answer(
        parser,
        found,
        {"characters": limits.characters, "pages": limits.pages},
        memory=limits.memory_bytes,
        seconds=limits.seconds,
    )
    if "problem" in answer:
        raise _too_much(answer["problem"], file, limits)
    return answer


def _too_much(problem: str, file: str, limits: Limits) -> DataError:
    return DataError(
        f"documents.{problem}",
        file=file,
        characters=limits.characters,
        pages=limits.pages,
        memory=limits.memory_bytes / 10**6,
        seconds=limits.seconds,
    )


def _repaired(text: str) -> tuple[str, list[Note]]:
    """Return a text that can be stored: what is no character (half a pair, zero) reads �."""
    mended, count = re.subn(r"[\x00\ud800-\udfff]", "\ufffd", text)
    note = Note("documents.note.no_character", {"count": count}, "warning")
    return (mended, [note]) if count else (text, [])


def _title(text: str, source: Path, what: DocumentKind) -> str:
    heading = re.search(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", text, re.MULTILINE) if what == "md" else None
    return heading[1] if heading else source.stem


def _on_speakers(spoken: tuple[Turn, ...]) -> list[Note]:
    names = list(dict.fromkeys(turn.speaker for turn in spoken if turn.speaker))
    if not names:
        return []
    shown = [*names[:_SHOWN], "..."] if len(names) > _SHOWN else names
    return [Note("documents.note.speakers", {"names": shown, "turns": len(spoken)})]
