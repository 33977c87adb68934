"""The records of a study: what people wrote down, each as a frozen value.

Every record has a UUID as its ``id``, by which other records refer to it; people see its
``code``. A record checks nothing by itself: :mod:`consilience.study.validation` does, at the one
place where records enter a file.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from consilience.study.codec import canonical
from consilience.texts import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

ActorRole = Literal["researcher", "coder", "interviewee", "respondent", "program"]
SourceKind = Literal["interview", "internal", "external", "observation", "table"]
ConditionRole = Literal["condition", "outcome"]
Combination = Literal["single", "mean", "available mean", "sum", "minimum", "maximum", "difference"]
CalibrationMethod = Literal["direct", "indirect", "thresholds", "rubric", "none"]
Profile = Literal["R", "fsQCA"]
HalfPolicy = Literal["keep", "add", "drop"]


def new_id() -> str:
    """Return a fresh random UUID as text.

    >>> len(new_id())
    36
    """
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What the study is about; a study has exactly one.

    ``language`` is the language of its reports, ``outcome`` the code of the outcome that the
    question asks for.
    """

    id: str = field(default_factory=new_id)
    code: str
    title: str
    description: str = ""
    language: Language = "en"
    unit_of_analysis: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person or a program that did something in the study."""

    id: str = field(default_factory=new_id)
    code: str
    name: str
    role: ActorRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where evidence comes from: an interview, a document, a table.

    ``minutes`` (an interview's length) is at least 0, ``characters`` counts Unicode code points,
    ``sha256`` is the hash of the file's bytes.
    """

    id: str = field(default_factory=new_id)
    code: str
    title: str
    kind: SourceKind
    period: str = ""
    minutes: float | None = None
    characters: int | None = None
    sha256: str = ""
    file_name: str = ""
    provenance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One unit of analysis. A case may lie within another; attributes are sorted (name, value)."""

    id: str = field(default_factory=new_id)
    code: str
    name: str
    parent_id: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    sampling_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """Something that is scored for every case, with the range that its scale allows."""

    id: str = field(default_factory=new_id)
    code: str
    label: str = ""
    minimum: float | None = None
    maximum: float | None = None
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The value of a variable for a case, at a wave, and the cell of the source that says so.

    ``row`` counts from 1 in the source's file, where the header is row 1. There is one score for
    each case, variable and wave.
    """

    id: str = field(default_factory=new_id)
    case_id: str
    variable_id: str
    wave: str = ""
    value: float
    source_id: str
    row: int
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How a condition or the outcome is made from scores, and how it is calibrated.

    ``variables`` are codes. Of ``waves`` the first that has a score is taken, for each variable by
    itself; no waves means the one score without a wave. With ``reverse_from`` a score s becomes
    reverse_from - s before scores are combined; ``"mean"`` needs all scores, ``"available mean"``
    one of them at least; ``"difference"`` is the first variable less the second. ``half`` says
    what is done with memberships of exactly .5, ``reason`` why the anchors stand where they stand.
    """

    id: str = field(default_factory=new_id)
    code: str
    label: str = ""
    label_zh: str = ""
    role: ConditionRole
    variables: tuple[str, ...]
    waves: tuple[str, ...] = ()
    combine: Combination = "single"
    reverse_from: float | None = None
    method: CalibrationMethod = "direct"
    anchors: tuple[float, ...] = ()
    profile: Profile = "R"
    half: HalfPolicy = "keep"
    reason: str = ""


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


Record = Project | Actor | Source | Case | Variable | Score | Condition | Step | Finding
Kind = Literal[
    "project", "actor", "source", "case", "variable", "score", "condition", "step", "finding"
]

# In the order in which records may enter an empty file: what is referred to comes first.
RECORDS: Mapping[Kind, type[Record]] = {
    "project": Project,
    "actor": Actor,
    "source": Source,
    "case": Case,
    "variable": Variable,
    "score": Score,
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
