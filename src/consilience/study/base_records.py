"""The records of a study's tables: project, people, cases, sources, variables, scores, conditions.

Every record has a UUID as its ``id``, by which other records refer to it; people see its
``code``. A record checks nothing by itself: :mod:`consilience.study.validation` does, at the one
place where records enter a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from consilience.study.ids import new_id
from consilience.texts import Language

ActorRole = Literal["researcher", "coder", "interviewee", "respondent", "program"]
SourceKind = Literal["interview", "internal", "external", "observation", "table"]
ConditionRole = Literal["condition", "outcome"]
Combination = Literal["single", "mean", "available mean", "sum", "minimum", "maximum", "difference"]
CalibrationMethod = Literal["direct", "indirect", "thresholds", "rubric", "none"]
Profile = Literal["R", "fsQCA"]
HalfPolicy = Literal["keep", "add", "drop"]
NotMentioned = Literal["leave out", "absent"]
CodeWords = Literal["Gioia", "grounded theory"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What the study is about; a study has exactly one.

    ``language`` is the language of its reports, ``outcome`` the code of the outcome that the
    question asks for, ``code_words`` what its levels of codes are called: first-order concepts,
    second-order themes and aggregate dimensions, or open, axial and selective codes.
    """

    id: str = field(default_factory=new_id)
    code: str
    title: str
    description: str = ""
    language: Language = "en"
    unit_of_analysis: str = ""
    outcome: str = ""
    code_words: CodeWords = "Gioia"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person or a program that did something in the study."""

    id: str = field(default_factory=new_id)
    code: str
    name: str
    role: ActorRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where evidence comes from: an interview, documents, an observation, a table.

    One source may stand for several ``documents`` of a ``document_type``, such as news reports.
    ``minutes`` (an interview's length) is at least 0, ``characters`` counts the Unicode code points
    of its text, ``sha256`` is the hash of the file's bytes. ``case_ids`` are the cases that it
    speaks of, ``actor_ids`` the people who speak.
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
    document_type: str = ""
    documents: int | None = None
    case_ids: tuple[str, ...] = ()
    actor_ids: tuple[str, ...] = ()


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
    not_mentioned: NotMentioned = "leave out"
