"""Texts as sources of a study: new ones, and new versions of texts that are there."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consilience.errors import DataError, StudyError
from consilience.results import Note
from consilience.study.base_records import Source
from consilience.study.changes import put
from consilience.study.codec import canonical
from consilience.study.coding_records import SourceVersion
from consilience.study.codings import newest_versions
from consilience.study.edits.edit import Edit

if TYPE_CHECKING:
    from consilience.study.coding_records import Coding, Suggestion
    from consilience.study.model import Study
    from consilience.study.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text of a file, and who speaks where: start, end, speaker, second of the recording.

    ``sha256`` is the hash of the file's bytes.
    """

    text: str
    turns: tuple[tuple[int, int, str, float | None], ...] = ()
    file_name: str = ""
    sha256: str = ""


def add_sources(study: Study, found: Sequence[tuple[Source, Text]]) -> Edit:
    """Add sources with their texts as one change.

    A source that the register knows already, without a text, gets it; what the register says
    stays. A file that some source was made of before adds nothing, which a note says.

    Parameters
    ----------
    study
        The study.
    found
        Each source with its text; the hash, name and characters of the file are filled in.

    Raises
    ------
    DataError
        If a source has a text already, of another file, or two get the same code.
    """
    texts = {one.source_id for one in study.versions}
    known = {one.code: one for one in study.sources}
    hashes = {one.sha256: one.code for one in study.sources if one.sha256 and one.id in texts}
    records: list[Record] = []
    again: list[str] = []
    added: list[str] = []
    for given, text in found:
        if text.sha256 and text.sha256 in hashes:
            again.append(f"{text.file_name} ({hashes[text.sha256]})")
            continue
        before = known.get(given.code)
        if given.code in added or (before is not None and before.id in texts):
            raise DataError("edits.error.source_exists", code=given.code)
        source = _with_text(given if before is None else _joined(before, given), text)
        records += [source, _version(source.id, 1, text)]
        added.append(source.code)
        hashes[text.sha256] = source.code
    notes = (Note("edits.note.there_already", {"files": again}),) if again else ()
    return Edit(
        key="add_sources",
        values={"count": len(added), "sources": added},
        changes=put(study, records),
        notes=notes,
    )


def new_version(
    study: Study, source: Source, text: Text, moved: Mapping[str, tuple[int, int]], note: str = ""
) -> Edit:
    """Give a source a corrected text, as its next version; codings that were found again move.

    Codings that are not in ``moved`` stay on the version where they stand.

    Parameters
    ----------
    study
        The whole study, hidden codings too.
    source, text
        The source, and its corrected text.
    moved
        Start and end in the new text, by the id of the coding or suggestion.
    note
        What was corrected.

    Raises
    ------
    StudyError
        If the source is in a round that is still open: coders would then code different texts.
    DataError
        If the source has no text yet.
    """
    newest = newest_versions(study).get(source.id)
    if newest is None:
        raise DataError("edits.error.no_text", sources=[source.code])
    for one in study.rounds:
        if one.state == "open" and source.id in one.source_ids:
            raise StudyError("edits.error.text_in_round", source=source.code, round=one.code)
    values = {"source": source.code, "file": text.file_name}
    if newest.text == text.text:
        return Edit(key="replace_text", values=values, changes=())
    version = dataclasses.replace(_version(source.id, newest.number + 1, text), note=note)
    spans: tuple[Coding | Suggestion, ...] = (*study.codings, *study.suggestions)
    changed = [
        dataclasses.replace(one, version_id=version.id, start=place[0], end=place[1])
        for one in spans
        if (place := moved.get(one.id)) is not None
    ]
    records = [_with_text(source, text), version, *changed]
    return Edit(key="replace_text", values=values, changes=put(study, records))


def _version(source_id: str, number: int, text: Text) -> SourceVersion:
    return SourceVersion(
        source_id=source_id,
        number=number,
        text=text.text,
        sha256=hashlib.sha256(text.text.encode()).hexdigest(),
        turns_json=canonical([list(turn) for turn in text.turns]),
    )


def _with_text(source: Source, text: Text) -> Source:
    return dataclasses.replace(
        source, sha256=text.sha256, file_name=text.file_name, characters=len(text.text)
    )


def _joined(before: Source, given: Source) -> Source:
    """Return a registered source with what the register left open."""
    filled = {
        name: getattr(before, name) or getattr(given, name)
        for name in ("period", "minutes", "document_type", "documents", "case_ids", "actor_ids")
    }
    return dataclasses.replace(before, **filled)
