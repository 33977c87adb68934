"""The study as one immutable value: all its records, sorted, with look-ups by code."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from consilience.errors import DataError, UnknownNameError
from consilience.study.codec import canonical, to_plain
from consilience.study.records import (
    RECORDS,
    Actor,
    ActorRole,
    CalibrationMethod,
    Case,
    Combination,
    Condition,
    ConditionRole,
    Finding,
    HalfPolicy,
    Kind,
    Profile,
    Project,
    Record,
    Score,
    Source,
    SourceKind,
    Step,
    Variable,
    finding,
    kind_of,
    new_id,
    step,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = [
    "RECORDS",
    "Actor",
    "ActorRole",
    "CalibrationMethod",
    "Case",
    "Combination",
    "Condition",
    "ConditionRole",
    "Finding",
    "HalfPolicy",
    "Kind",
    "Profile",
    "Project",
    "Record",
    "Score",
    "Source",
    "SourceKind",
    "Step",
    "Study",
    "Variable",
    "finding",
    "kind_of",
    "new_id",
    "step",
    "study_of",
]

Found = TypeVar("Found", Actor, Source, Case, Variable, Condition)


# No slots: the indexes below are kept with the snapshot once they are made.
@dataclass(frozen=True, kw_only=True)
class Study:
    """A snapshot of a whole study; make one with :func:`study_of`.

    Records are sorted by code, scores by the codes of case and variable and by wave, steps by
    position, findings by their step.
    """

    project: Project
    actors: tuple[Actor, ...] = ()
    sources: tuple[Source, ...] = ()
    cases: tuple[Case, ...] = ()
    variables: tuple[Variable, ...] = ()
    scores: tuple[Score, ...] = ()
    conditions: tuple[Condition, ...] = ()
    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()

    def actor(self, code: str) -> Actor:
        """Return the actor with this code, or raise UnknownNameError."""
        return self._named(Actor, code)

    def source(self, code: str) -> Source:
        """Return the source with this code, or raise UnknownNameError."""
        return self._named(Source, code)

    def case(self, code: str) -> Case:
        """Return the case with this code, or raise UnknownNameError."""
        return self._named(Case, code)

    def variable(self, code: str) -> Variable:
        """Return the variable with this code, or raise UnknownNameError."""
        return self._named(Variable, code)

    def condition(self, code: str) -> Condition:
        """Return the condition or outcome with this code, or raise UnknownNameError."""
        return self._named(Condition, code)

    def records(self) -> tuple[Record, ...]:
        """Return every record, those that others refer to first."""
        return (
            self.project,
            *self.actors,
            *self.sources,
            *self.cases,
            *self.variables,
            *self.scores,
            *self.conditions,
            *self.steps,
            *self.findings,
        )

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """Every record by its id."""
        return {record.id: record for record in self.records()}

    @cached_property
    def scores_by_cell(self) -> Mapping[tuple[str, str, str], Score]:
        """Every score by case id, variable id and wave."""
        return {(score.case_id, score.variable_id, score.wave): score for score in self.scores}

    def code_of(self, identifier: str) -> str:
        """Return the code of the record with this id; the id itself where there is none."""
        return str(getattr(self.by_id.get(identifier), "code", identifier))

    def content_sha256(self) -> str:
        """Return the hash of everything but ids and findings: equal content, equal hash.

        Examples
        --------
        >>> one, other = Project(code="P", title="Alliances"), Project(code="P", title="Alliances")
        >>> one.id == other.id
        False
        >>> Study(project=one).content_sha256() == Study(project=other).content_sha256()
        True
        """
        content = [
            _content(self, record) for record in self.records() if not isinstance(record, Finding)
        ]
        return hashlib.sha256(canonical(content).encode("utf-8", "surrogatepass")).hexdigest()

    def _named(self, record: type[Found], code: str) -> Found:
        index = self._by_code[record]
        if code not in index:
            raise UnknownNameError("code", f"study.{record.__name__.lower()}", code, sorted(index))
        return cast("Found", index[code])

    @cached_property
    def _by_code(self) -> Mapping[type[Record], Mapping[str, Record]]:
        groups: Mapping[type[Record], Iterable[Any]] = {
            Actor: self.actors,
            Source: self.sources,
            Case: self.cases,
            Variable: self.variables,
            Condition: self.conditions,
        }
        return {kind: {one.code: one for one in records} for kind, records in groups.items()}


def study_of(records: Iterable[Record]) -> Study:
    """Return the study that consists of these records, in any order.

    Nothing is checked but that there is one project; see :func:`consilience.study.check_study`.

    Raises
    ------
    DataError
        If there is no project or more than one.

    Examples
    --------
    >>> bridge = Case(code="C01", name="Orlando Bridge")
    >>> study_of([bridge, Project(code="P", title="Alliances")]).case("C01") == bridge
    True
    """
    groups: dict[str, list[Any]] = {kind: [] for kind in RECORDS}
    for record in records:
        groups[kind_of(record)].append(record)
    projects = groups.pop("project")
    if len(projects) != 1:
        raise DataError("study.record.one_project", count=len(projects))
    codes = {one.id: str(getattr(one, "code", "")) for group in groups.values() for one in group}
    positions = {one.id: one.position for one in groups["step"]}
    orders: Mapping[str, Callable[[Any], Any]] = {
        "score": lambda one: (
            codes.get(one.case_id, ""),
            codes.get(one.variable_id, ""),
            one.wave,
            one.id,
        ),
        "step": lambda one: (one.position, one.id),
        "finding": lambda one: (
            positions.get(one.step_id, 0),
            one.kind,
            one.outcome,
            one.condition_codes,
            one.result_json,
            one.id,
        ),
    }
    ordered = {
        f"{kind}s": tuple(sorted(group, key=orders.get(kind, lambda one: (one.code, one.id))))
        for kind, group in groups.items()
    }
    return Study(project=projects[0], **ordered)


def _content(study: Study, record: Record) -> dict[str, Any]:
    plain = {name: value for name, value in to_plain(record).items() if name != "id"}
    codes = {
        name: study.code_of(value)
        for name, value in plain.items()
        if name.endswith("_id") and value is not None
    }
    return {"kind": kind_of(record), **plain, **codes}
