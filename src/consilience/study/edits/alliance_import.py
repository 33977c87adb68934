"""What bringing a file about an alliance into a study comes to, collected row by row.

A file is known by its source. What it said before and no longer says goes; every row of it ends
as a record or as an exclusion with its reason.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from consilience.errors import DataError
from consilience.results import Note
from consilience.study.base_records import Source
from consilience.study.changes import put, remove
from consilience.study.edits.alliance_lines import REASONS, Line
from consilience.study.edits.alliance_names import Members
from consilience.study.edits.edit import Edit
from consilience.study.keys import REFERENCES
from consilience.study.network_records import (
    Adoption,
    Collaboration,
    Exclusion,
    Holding,
    Participation,
    Tie,
)
from consilience.study.records import kind_of
from consilience.study.value_records import (
    Contribution,
    GovernanceMeasure,
    Proposition,
    Reading,
    SharingAct,
    Transition,
    Worth,
)
from consilience.texts import Phrase

if TYPE_CHECKING:
    from consilience.study.model import Study
    from consilience.study.records import Record

FromFile = (
    Collaboration
    | Participation
    | Tie
    | Holding
    | Adoption
    | Exclusion
    | Proposition
    | Worth
    | Contribution
    | Reading
    | SharingAct
    | Transition
    | GovernanceMeasure
)
_FROM_FILE = get_args(FromFile)
_SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class AllianceImport:
    """What an import would do: its changes as one edit, and what became of every row.

    ``excluded`` are the rows that become no record, in order. ``new_organisations`` are the names
    of those that the study does not have; ``matched`` are names as printed that were taken for an
    organisation spelled nearly so.
    """

    edit: Edit
    source: Source
    rows: int
    kept_rows: int
    excluded: tuple[Exclusion, ...]
    added: int
    changed: int
    removed: int
    new_organisations: tuple[str, ...]
    matched: tuple[tuple[str, str], ...]

    def reasons(self) -> dict[str, int]:
        """Return how many rows were left out, by reason without what stood there."""
        return dict(Counter(one.reason.partition(": ")[0] for one in self.excluded))


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """The file that rows come from: its code as a source ("" for the name), name and hash."""

    file_name: str
    sha256: str
    code: str = ""


class Draft:
    """The records and exclusions of one file while its rows are gone through."""

    def __init__(self, study: Study, file: TableFile) -> None:
        self.study = study
        self.source = source_of_file(study, file)
        self.members = Members(study)
        self._records: dict[str, Record] = {}
        self._kept: set[int] = set()
        self._left_out: dict[int, Exclusion] = {}
        self._partly: list[int] = []
        self._earlier_rows = {
            one.row: one for one in study.exclusions if one.source_id == self.source.id
        }

    def is_own(self, record: FromFile) -> bool:
        """Return whether a record of the study comes from an earlier state of this file."""
        return record.source_id == self.source.id

    def keep(self, line: Line, *records: Record) -> None:
        """Take the records that a row becomes."""
        self._kept.add(line.row)
        self._records.update((one.id, one) for one in records)

    def bring(self, record: Record) -> None:
        """Take a record that rows refer to and that no row is about."""
        self._records[record.id] = record

    def leave_out(self, line: Line, reason: str, twin: str | None = None) -> None:
        """Note why a row becomes no record, and what it is a duplicate of."""
        known = self._earlier_rows.get(line.row)
        found = Exclusion(
            source_id=self.source.id,
            row=line.row,
            printed=line.printed,
            reason=reason.strip(),
            collaboration_id=twin,
        )
        if known is not None:
            found = dataclasses.replace(found, id=known.id)
        self._left_out.setdefault(line.row, found)
        self._partly.append(line.row)

    def finish(self, notes: Iterable[Note] = ()) -> AllianceImport:
        """Return what all rows come to.

        Raises
        ------
        DataError
            If the study has another file under the source's code, of which nothing is in this one.
        """
        excluded = [one for row, one in sorted(self._left_out.items()) if row not in self._kept]
        organisations = list(self.members.changed.values())
        told = [*self._records.values(), *excluded]
        based = any(getattr(one, "source_id", None) == self.source.id for one in told)
        wanted = [*([self.source] if based else ()), *organisations, *told]
        gone = self._gone({one.id: one for one in wanted})
        changes = (*remove(self.study, gone), *put(self.study, wanted))
        named = [change for change in changes if not isinstance(change.record, Source)]
        counts = Counter(
            "removed" if one.after is None else "changed" if one.before else "added"
            for one in named
        )
        values = {
            "file": self.source.file_name,
            "count": len(self._kept),
            "excluded": len(excluded),
        }
        return AllianceImport(
            edit=Edit(
                key="import_alliance",
                values=values,
                changes=changes,
                notes=(*notes, *self._notes(gone)),
            ),
            source=self.source,
            rows=len(self._kept | self._left_out.keys()),
            kept_rows=len(self._kept),
            excluded=tuple(excluded),
            added=counts["added"],
            changed=counts["changed"],
            removed=counts["removed"],
            new_organisations=tuple(self.members.new),
            matched=tuple(sorted(self.members.matched.items())),
        )

    def _gone(self, wanted: Mapping[str, Record]) -> list[FromFile]:
        """Return what an earlier state of the file said; what others build on stays."""
        every = self.study.records()
        own = [one for one in every if isinstance(one, _FROM_FILE) and self.is_own(one)]
        gone = [one for one in own if one.id not in wanted]
        told, left = ([r for r in rs if not isinstance(r, Exclusion)] for rs in (own, gone))
        if told and len(left) == len(told) and self._kept:
            raise DataError("records.error.other_file", code=self.source.code)
        replaced = {one.id for one in gone} | wanted.keys()
        staying = [one for one in every if one.id not in replaced]
        needed = {of for one in (*staying, *wanted.values()) for of in _collaborations(one)}
        return [one for one in gone if one.id not in needed]

    def _notes(self, gone: list[FromFile]) -> list[Note]:
        notes = []
        shown = [one.code for one in gone if isinstance(one, Collaboration)]
        if gone and not all(isinstance(one, Exclusion) for one in gone):
            values = {"count": len(gone), "file": self.source.file_name, "codes": shown[:_SHOWN]}
            key = "gone_with" if shown else "gone"
            notes.append(Note(f"records.note.{key}", values, "warning"))
        partly = [row for row in self._partly if row in self._kept]
        if partly:
            rows = sorted(set(partly))
            reasons = {self._left_out[row].reason.partition(": ")[0]: None for row in rows}
            said = [Phrase(f"records.reason.{one}") for one in reasons if one in REASONS]
            values = {"count": len(partly), "rows": rows[:_SHOWN], "reasons": said}
            notes.append(Note("records.note.partly", values, "warning"))
        return notes


def _collaborations(record: Record) -> list[str | None]:
    """Return the ids of the collaborations that a record refers to."""
    fields = REFERENCES.get(kind_of(record), {})
    return [getattr(record, name) for name, to in fields.items() if to == "collaboration"]


def source_of_file(study: Study, file: TableFile) -> Source:
    """Return the source that a study has for a file, as it is now; a new one if it has none.

    Raises
    ------
    DataError
        If its code is that of something else.
    """
    before = _known_source(study, file)
    if before is None:
        code = _code(file)
        before = Source(code=code, title=file.file_name, kind="table")
    return dataclasses.replace(before, sha256=file.sha256, file_name=file.file_name)


def _known_source(study: Study, file: TableFile) -> Source | None:
    """Return the source that the study has for a file: by a given code, content, or file name."""
    code = _code(file)
    same = [one for one in study.sources if one.sha256 == file.sha256 and one.kind == "table"]
    named = [one for one in study.sources if one.code == code]
    if file.code:
        same = named  # a file may tell of several things, each under a code of its own
    if not (same or named):
        return None
    found = (same or named)[0]
    scored = any(one.source_id == found.id for one in study.scores)
    if found.kind != "table" or (scored and found.sha256 != file.sha256):
        raise DataError("records.error.source_taken", code=found.code)
    return found


def _code(file: TableFile) -> str:
    return file.code or file.file_name.rpartition(".")[0].strip() or file.file_name
