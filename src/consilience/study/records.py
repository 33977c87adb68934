"""Every kind of record in a study: tables, texts and codings, network, value, games, protocol.

A record is a frozen value with a UUID as its ``id``. The modules ``base_records``,
``coding_records``, ``network_records``, ``value_records`` and ``game_records`` hold most of them,
steps and findings stand here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from consilience.study.base_records import Actor, Case, Condition, Project, Score, Source, Variable
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
from consilience.study.ids import new_id
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
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the protocol; ``position`` counts from 1.

    The settings are held as canonical JSON, so that equal settings are equal text; make a step
    from a mapping with :func:`step`.
    """

    id: str = field(default_factory=new_id)
    position: int
    kind: str
    settings_json: str = "{}"

    @property
    def settings(self) -> dict[str, Any]:
        """The settings as a fresh mapping."""
        found: dict[str, Any] = json.loads(self.settings_json)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a step found, with the cases and conditions behind it and the hash of its input.

    The result is held as canonical JSON; make a finding from plain values with :func:`finding`.
    """

    id: str = field(default_factory=new_id)
    step_id: str
    kind: str
    outcome: str
    result_json: str
    case_ids: tuple[str, ...] = ()
    condition_codes: tuple[str, ...] = ()
    input_sha256: str
    version: str
    seed: int | None = None

    @property
    def result(self) -> Any:
        """The result as fresh plain values."""
        return json.loads(self.result_json)


Record = (
    Project
    | Actor
    | Case
    | Organisation
    | Source
    | SourceVersion
    | Stage
    | Variable
    | Score
    | Code
    | CodeLink
    | Round
    | Session
    | Coding
    | Resolution
    | Memo
    | Rating
    | Incident
    | Claim
    | Citation
    | Suggestion
    | Term
    | Pseudonym
    | ReportingAnswer
    | Collaboration
    | Participation
    | Tie
    | Resource
    | Holding
    | Adoption
    | NameDecision
    | Exclusion
    | Proposition
    | Worth
    | Contribution
    | Indicator
    | Reading
    | SharingAct
    | Transition
    | GovernanceMeasure
    | PayoffGame
    | GameParameter
    | Condition
    | Step
    | Finding
)
Kind = Literal[
    "project",
    "actor",
    "case",
    "organisation",
    "source",
    "version",
    "stage",
    "variable",
    "score",
    "code",
    "link",
    "round",
    "session",
    "coding",
    "resolution",
    "memo",
    "rating",
    "incident",
    "claim",
    "citation",
    "suggestion",
    "term",
    "pseudonym",
    "answer",
    "collaboration",
    "participation",
    "tie",
    "resource",
    "holding",
    "adoption",
    "decision",
    "exclusion",
    "proposition",
    "worth",
    "contribution",
    "indicator",
    "reading",
    "act",
    "transition",
    "measure",
    "game",
    "parameter",
    "condition",
    "step",
    "finding",
]

# In the order in which records may enter an empty file: what is referred to comes first.
RECORDS: Mapping[Kind, type[Record]] = {
    "project": Project,
    "actor": Actor,
    "case": Case,
    "organisation": Organisation,
    "source": Source,
    "version": SourceVersion,
    "stage": Stage,
    "variable": Variable,
    "score": Score,
    "code": Code,
    "link": CodeLink,
    "round": Round,
    "session": Session,
    "coding": Coding,
    "resolution": Resolution,
    "memo": Memo,
    "rating": Rating,
    "incident": Incident,
    "claim": Claim,
    "citation": Citation,
    "suggestion": Suggestion,
    "term": Term,
    "pseudonym": Pseudonym,
    "answer": ReportingAnswer,
    "collaboration": Collaboration,
    "participation": Participation,
    "tie": Tie,
    "resource": Resource,
    "holding": Holding,
    "adoption": Adoption,
    "decision": NameDecision,
    "exclusion": Exclusion,
    "proposition": Proposition,
    "worth": Worth,
    "contribution": Contribution,
    "indicator": Indicator,
    "reading": Reading,
    "act": SharingAct,
    "transition": Transition,
    "measure": GovernanceMeasure,
    "game": PayoffGame,
    "parameter": GameParameter,
    "condition": Condition,
    "step": Step,
    "finding": Finding,
}
_KINDS: Mapping[type[Record], Kind] = {record: kind for kind, record in RECORDS.items()}


def kind_of(record: Record) -> Kind:
    """Return the name of a record's kind.

    Examples
    --------
    >>> kind_of(Case(code="C01", name="Orlando Bridge"))
    'case'
    """
    return _KINDS[type(record)]


def step(position: int, kind: str, settings: Mapping[str, Any]) -> Step:
    """Return a step of the protocol with its settings in canonical form.

    Parameters
    ----------
    position
        Place in the protocol, from 1.
    kind
        What is done, such as ``"necessity"``.
    settings
        Text, finite numbers, true or false, lists and mappings of these; no null (TOML has none).

    Raises
    ------
    DataError
        If a setting is of another kind.

    Examples
    --------
    >>> step(1, "necessity", {"outcome": "DEV", "consistency": 0.9}).settings_json
    '{"consistency":0.9,"outcome":"DEV"}'
    """
    return Step(position=position, kind=kind, settings_json=canonical(dict(settings)))


def finding(
    source: Step,
    result: Any,
    *,
    outcome: str,
    case_ids: tuple[str, ...] = (),
    condition_codes: tuple[str, ...] = (),
    input_sha256: str,
    version: str,
    seed: int | None = None,
) -> Finding:
    """Return a finding of a step, of the step's kind, with its result in canonical form.

    Parameters
    ----------
    source
        The step that found it.
    result
        Plain JSON values; NaN is not among them.
    outcome, case_ids, condition_codes
        What the finding rests on.
    input_sha256, version, seed
        What makes it repeatable.

    Raises
    ------
    DataError
        If the result cannot be held as JSON.

    Examples
    --------
    >>> first = step(1, "necessity", {})
    >>> finding(first, [0.93], outcome="DEV", input_sha256="", version="0.1.0").result
    [0.93]
    """
    return Finding(
        step_id=source.id,
        kind=source.kind,
        outcome=outcome,
        result_json=canonical(result),
        case_ids=case_ids,
        condition_codes=condition_codes,
        input_sha256=input_sha256,
        version=version,
        seed=seed,
    )
