"""The study as one immutable value: all its records, sorted, with look-ups by code."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from consilience.errors import DataError, UnknownNameError
from consilience.study.base_records import (
    Actor,
    Case,
    Condition,
    Project,
    Score,
    Source,
    Variable,
)
from consilience.study.codec import canonical
from consilience.study.coding_records import (
    Citation,
    Claim,
    Code,
    CodeLink,
    Coding,
    Incident,
    Memo,
    Pseudonym,
    Rating,
    ReportingAnswer,
    Resolution,
    Round,
    Session,
    SourceVersion,
    Stage,
    Suggestion,
    Term,
)
from consilience.study.game_records import GameParameter, PayoffGame
from consilience.study.network_records import (
    Adoption,
    Collaboration,
    Exclusion,
    Holding,
    NameDecision,
    Organisation,
    Participation,
    Resource,
    Tie,
)
from consilience.study.ordering import Labels, ordered
from consilience.study.records import RECORDS, Finding, Record, Step, kind_of
from consilience.study.value_records import (
    Contribution,
    GovernanceMeasure,
    Indicator,
    Proposition,
    Reading,
    SharingAct,
    Transition,
    Worth,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Found = TypeVar(
    "Found",
    Actor,
    Source,
    Case,
    Organisation,
    Collaboration,
    Variable,
    Condition,
    Stage,
    Round,
    Session,
    Indicator,
    PayoffGame,
)


# No slots: the indexes below are kept with the snapshot once they are made.
@dataclass(frozen=True, kw_only=True)
class Study:
    """A snapshot of a whole study; make one with :func:`study_of`.

    Records are sorted by code, scores by the codes of case and variable and by wave, codes within
    their parent by position, codings by source and place, steps by position, findings by step.
    """

    project: Project
    actors: tuple[Actor, ...] = ()
    cases: tuple[Case, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    sources: tuple[Source, ...] = ()
    versions: tuple[SourceVersion, ...] = ()
    stages: tuple[Stage, ...] = ()
    variables: tuple[Variable, ...] = ()
    scores: tuple[Score, ...] = ()
    codes: tuple[Code, ...] = ()
    links: tuple[CodeLink, ...] = ()
    rounds: tuple[Round, ...] = ()
    sessions: tuple[Session, ...] = ()
    codings: tuple[Coding, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    memos: tuple[Memo, ...] = ()
    ratings: tuple[Rating, ...] = ()
    incidents: tuple[Incident, ...] = ()
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    terms: tuple[Term, ...] = ()
    pseudonyms: tuple[Pseudonym, ...] = ()
    answers: tuple[ReportingAnswer, ...] = ()
    collaborations: tuple[Collaboration, ...] = ()
    participations: tuple[Participation, ...] = ()
    ties: tuple[Tie, ...] = ()
    resources: tuple[Resource, ...] = ()
    holdings: tuple[Holding, ...] = ()
    adoptions: tuple[Adoption, ...] = ()
    decisions: tuple[NameDecision, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    worths: tuple[Worth, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    readings: tuple[Reading, ...] = ()
    acts: tuple[SharingAct, ...] = ()
    transitions: tuple[Transition, ...] = ()
    measures: tuple[GovernanceMeasure, ...] = ()
    games: tuple[PayoffGame, ...] = ()
    parameters: tuple[GameParameter, ...] = ()
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

    def organisation(self, code: str) -> Organisation:
        """Return the organisation with this code, or raise UnknownNameError."""
        return self._named(Organisation, code)

    def collaboration(self, code: str) -> Collaboration:
        """Return the collaboration with this code, or raise UnknownNameError."""
        return self._named(Collaboration, code)

    def variable(self, code: str) -> Variable:
        """Return the variable with this code, or raise UnknownNameError."""
        return self._named(Variable, code)

    def condition(self, code: str) -> Condition:
        """Return the condition or outcome with this code, or raise UnknownNameError."""
        return self._named(Condition, code)

    def stage(self, code: str) -> Stage:
        """Return the stage with this code, or raise UnknownNameError."""
        return self._named(Stage, code)

    def round(self, code: str) -> Round:
        """Return the coding round with this code, or raise UnknownNameError."""
        return self._named(Round, code)

    def session(self, code: str) -> Session:
        """Return the coding session with this code, or raise UnknownNameError."""
        return self._named(Session, code)

    def indicator(self, code: str) -> Indicator:
        """Return the indicator with this code, or raise UnknownNameError."""
        return self._named(Indicator, code)

    def game(self, code: str) -> PayoffGame:
        """Return the game with this code, or raise UnknownNameError."""
        return self._named(PayoffGame, code)

    def records(self) -> tuple[Record, ...]:
        """Return every record, those that others refer to first."""
        groups = (getattr(self, entry.name) for entry in fields(self)[1:])
        return (self.project, *(record for group in groups for record in group))

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """Every record by its id."""
        return {record.id: record for record in self.records()}

    @cached_property
    def scores_by_cell(self) -> Mapping[tuple[str, str, str], Score]:
        """Every score by case id, variable id and wave."""
        return {(score.case_id, score.variable_id, score.wave): score for score in self.scores}

    @cached_property
    def units(self) -> tuple[Case, ...]:
        """The cases that are analysed: all but those that only hold other cases.

        A case with cases within it and without a score or rating of its own is a group (a
        convention of this program).
        """
        groups = {case.parent_id for case in self.cases}
        rated = {one.case_id for one in self.scores} | {one.case_id for one in self.ratings}
        return tuple(case for case in self.cases if case.id not in groups - rated)

    @cached_property
    def ratings_by_cell(self) -> Mapping[tuple[str, str], Rating]:
        """The rating that counts by case id and variable id: the agreed one, or the only one."""
        found = {
            cell: [one for one in group if one.agreed] or group
            for cell, group in self.ratings_of_cell.items()
        }
        return {cell: group[0] for cell, group in found.items() if len(group) == 1}

    @cached_property
    def ratings_of_cell(self) -> Mapping[tuple[str, str], Sequence[Rating]]:
        """All ratings by case id and variable id."""
        found: dict[tuple[str, str], list[Rating]] = {}
        for rating in self.ratings:
            found.setdefault((rating.case_id, rating.variable_id), []).append(rating)
        return found

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
        labels = Labels(self.records())
        content = [
            {"kind": kind_of(record), **labels.content(record)}
            for record in self.records()
            if not isinstance(record, Finding)
        ]
        return hashlib.sha256(canonical(content).encode("utf-8", "surrogatepass")).hexdigest()

    def _named(self, record: type[Found], code: str) -> Found:
        index = self._by_code[record]
        if code not in index:
            kind = next(kind for kind, one in RECORDS.items() if one is record)
            raise UnknownNameError("code", f"study.{kind}", code, sorted(index))
        return cast("Found", index[code])

    @cached_property
    def _by_code(self) -> Mapping[type[Record], Mapping[str, Record]]:
        groups: Mapping[type[Record], Iterable[Any]] = {
            Actor: self.actors,
            Source: self.sources,
            Case: self.cases,
            Organisation: self.organisations,
            Collaboration: self.collaborations,
            Variable: self.variables,
            Condition: self.conditions,
            Stage: self.stages,
            Round: self.rounds,
            Session: self.sessions,
            Indicator: self.indicators,
            PayoffGame: self.games,
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
    groups = {f"{kind}s": group for kind, group in ordered(records).items()}
    projects = groups.pop("projects")
    if len(projects) != 1:
        raise DataError("study.record.one_project", count=len(projects))
    return Study(project=projects[0], **groups)
