"""Changes of records: what an event consists of, and how a wish becomes changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consilience.errors import DataError, StudyError
from consilience.study.coding_records import SourceVersion
from consilience.study.places import place_of
from consilience.study.records import RECORDS, Finding, Kind, Record, Step, kind_of
from consilience.study.validation import check_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consilience.study.model import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One record before and after: new where ``before`` is None, removed where ``after`` is."""

    kind: Kind
    before: Record | None
    after: Record | None

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.record.id

    @property
    def record(self) -> Record:
        """The record as it will be, or as it was where it goes.

        Raises
        ------
        DataError
            If there is neither.
        """
        found = self.after or self.before
        if found is None:
            raise DataError("study.record.empty_change", kind=self.kind)
        return found


def put(study: Study, records: Iterable[Record]) -> tuple[Change, ...]:
    """Return the changes that bring these records into a study: by id, new ones or other versions.

    Parameters
    ----------
    study
        The study as it is.
    records
        Records to add or, where the study has a record with the same id, to put in its place. What
        is there already makes no change.

    Raises
    ------
    DataError
        If one of them is not a record.

    Examples
    --------
    >>> from consilience.study import Case, Project, Study
    >>> study = Study(project=Project(code="P", title="Alliances"))
    >>> [change.record.code for change in put(study, [study.project, Case(code="C01", name="A")])]
    ['C01']
    """
    found = []
    for record in records:
        _refuse_other(record)
        before = study.by_id.get(record.id)
        if before != record:
            found.append(Change(kind=kind_of(record), before=before, after=record))
    return tuple(found)


def add(records: Iterable[Record]) -> tuple[Change, ...]:
    """Return the changes that add new records, without looking at the study.

    The file refuses them if it has a record with the same id or key.

    Examples
    --------
    >>> from consilience.study import Case
    >>> [change.before for change in add([Case(code="C01", name="A")])]
    [None]
    """
    return tuple(Change(kind=kind_of(record), before=None, after=record) for record in records)


def remove(study: Study, records: Iterable[Record]) -> tuple[Change, ...]:
    """Return the changes that take records out of a study; a step's findings go with it.

    Raises
    ------
    DataError
        If one of them is not a record.
    StudyError
        If the study does not have one of them.

    Examples
    --------
    >>> from consilience.study import Case, Project, Study
    >>> study = Study(project=Project(code="P", title="A"), cases=(Case(code="C01", name="A"),))
    >>> [change.after for change in remove(study, study.cases)]
    [None]
    """
    going: dict[str, Record] = {}
    for record in records:
        _refuse_other(record)
        if record.id not in study.by_id:
            raise StudyError("study.file.not_there", place=place_of(record))
        going[record.id] = study.by_id[record.id]
    steps = {record.id for record in going.values() if isinstance(record, Step)}
    going.update({one.id: one for one in study.findings if one.step_id in steps})
    return tuple(
        Change(kind=kind_of(record), before=record, after=None) for record in going.values()
    )


def replace_findings(study: Study, step_id: str, findings: Iterable[Finding]) -> tuple[Change, ...]:
    """Return the changes that leave a step with exactly these findings, whatever their ids.

    A finding that says the same as one that is there keeps that one's id and makes no change.

    Raises
    ------
    StudyError
        If a finding belongs to another step.
    """
    present = {_said(one): one for one in study.findings if one.step_id == step_id}
    wanted = {_said(one): one for one in findings}
    strangers = [place_of(one) for one in wanted.values() if one.step_id != step_id]
    if strangers:
        raise StudyError("study.file.other_step", places=strangers)
    gone = [one for said, one in present.items() if said not in wanted]
    new = [one for said, one in wanted.items() if said not in present]
    return (
        *(Change(kind="finding", before=one, after=None) for one in gone),
        *(Change(kind="finding", before=None, after=one) for one in new),
    )


def check_changes(changes: Sequence[Change]) -> None:
    """Refuse changes that cannot be one event.

    Raises
    ------
    DataError
        If a change is empty, of another kind or id than its records, if a record is changed
        twice, or if a new version is wrong by itself.
    StudyError
        If there is none.
    """
    if not changes:
        raise StudyError("study.file.no_change")
    seen: set[str] = set()
    for change in changes:
        versions = [one for one in (change.before, change.after) if one is not None]
        for one in versions:
            _refuse_other(one)
            if kind_of(one) != change.kind or one.id != change.id:
                raise DataError("study.record.mixed_change", place=place_of(one))
        if change.id in seen:
            raise DataError("study.record.changed_twice", place=place_of(change.record))
        seen.add(change.id)
        _refuse_new_text(change)
        if change.after is not None:
            check_record(change.after)


def _refuse_new_text(change: Change) -> None:
    before, after = change.before, change.after
    if not isinstance(before, SourceVersion) or not isinstance(after, SourceVersion):
        return
    if before.text != after.text:
        raise StudyError("study.record.immutable", place=place_of(after))


def _refuse_other(record: object) -> None:
    if not isinstance(record, tuple(RECORDS.values())):
        raise DataError("study.record.no_record", got=repr(record))


def _said(finding: Finding) -> tuple[object, ...]:
    return (
        finding.step_id,
        finding.kind,
        finding.outcome,
        finding.result_json,
        finding.case_ids,
        finding.condition_codes,
        finding.input_sha256,
        finding.version,
        finding.seed,
    )
