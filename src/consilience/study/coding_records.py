"""The records of texts and what people made of them: codes, codings, memos, ratings, claims.

A span is ``start`` and ``end`` in Unicode code points of a text version, the end exclusive. Times
are ISO 8601 in UTC, empty where they are not known; dates may be a year, a month or a day.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Literal

from consilience.study.ids import new_id

CodeKind = Literal["concept", "theme", "dimension", "in vivo", "free", "folder"]
LinkKind = Literal["member", "relation"]
UnitOfCoding = Literal["character", "sentence", "paragraph", "turn", "span"]
RoundState = Literal["open", "released"]
Direction = Literal["", "for", "against"]
MemoKind = Literal["", "code", "theory", "method", "case", "reflexive"]
RatingStatus = Literal["present", "absent", "not mentioned"]
CitationKind = Literal["quote", "source", "mention"]
SuggestionOutcome = Literal["open", "accepted", "rejected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceVersion:
    """The text of a source. It never changes; a corrected text is the next version.

    ``number`` counts from 1, ``sha256`` is the hash of the text in UTF-8, ``turns_json`` holds who
    speaks where: lists of start, end, speaker and second of the recording (null where unknown).
    """

    id: str = field(default_factory=new_id)
    source_id: str
    number: int = 1
    text: str
    sha256: str
    turns_json: str = "[]"
    note: str = ""

    @property
    def turns(self) -> list[Any]:
        """Start, end, speaker and second of each turn."""
        found: list[Any] = json.loads(self.turns_json)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of the codebook; its name is unique among the codes under the same parent.

    First-order concepts lie under second-order themes, these under aggregate dimensions; in the
    words of grounded theory open, axial and selective codes. A folder only groups. Among the codes
    of a parent ``position`` gives the order, ``colour`` is empty or ``#RRGGBB``.
    """

    id: str = field(default_factory=new_id)
    name: str
    name_zh: str = ""
    parent_id: str | None = None
    kind: CodeKind = "concept"
    position: int = 0
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    colour: str = ""
    created_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLink:
    """A second place of a code (``"member"``: it also belongs to the other) or a relation.

    A relation has a label, such as ``leads to``, and may hold in one stage only.
    """

    id: str = field(default_factory=new_id)
    from_id: str
    to_id: str
    kind: LinkKind = "member"
    label: str = ""
    label_zh: str = ""
    stage_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage of the process; the dates are both inclusive, empty where open or not dated."""

    id: str = field(default_factory=new_id)
    code: str
    name: str
    name_zh: str = ""
    position: int = 0
    start_date: str = ""
    end_date: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Coding of the same sources by several coders.

    Where it is blind, nobody sees the codings of another coder before it is released. ``unit``
    is what agreement is counted on. No codes means the whole codebook.
    """

    id: str = field(default_factory=new_id)
    code: str
    description: str = ""
    unit: UnitOfCoding = "sentence"
    source_ids: tuple[str, ...] = ()
    code_ids: tuple[str, ...] = ()
    coder_ids: tuple[str, ...] = ()
    blind: bool = True
    state: RoundState = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A coder at work, within a round or by themselves."""

    id: str = field(default_factory=new_id)
    code: str
    actor_id: str
    round_id: str | None = None
    blind: bool = False
    started_at: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """A span of a text under a code.

    ``direction`` says whether it speaks for or against what the code names; ``intensity`` and
    ``importance`` are 1 to 3. ``case_id`` is needed where the source speaks of several cases,
    ``exemplar`` marks the quote to show.
    """

    id: str = field(default_factory=new_id)
    version_id: str
    start: int
    end: int
    code_id: str
    actor_id: str | None = None
    session_id: str | None = None
    case_id: str | None = None
    stage_id: str | None = None
    direction: Direction = ""
    intensity: int | None = None
    importance: int | None = None
    exemplar: bool = False
    note: str = ""
    created_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What was decided about codings that disagree, and why.

    ``result_ids`` are the codings that stand: some of those compared, or new ones; none means that
    nothing is coded there.
    """

    id: str = field(default_factory=new_id)
    round_id: str
    coding_ids: tuple[str, ...]
    result_ids: tuple[str, ...] = ()
    reason: str
    actor_id: str | None = None
    created_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """A note of the researchers; ``anchor_ids`` are the records it is about, of any kind."""

    id: str = field(default_factory=new_id)
    title: str
    text: str
    kind: MemoKind = ""
    anchor_ids: tuple[str, ...] = ()
    actor_id: str | None = None
    created_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """A line of a membership sheet: how far a case is in the set that a variable names.

    ``value`` is 0 to 1, None where nothing is said. Each rater gives one; the ``agreed`` one is
    what the analysis takes. ``anchor_id`` is the coding that typifies the score, ``evidence_ids``
    are all codings that it rests on.
    """

    id: str = field(default_factory=new_id)
    case_id: str
    variable_id: str
    actor_id: str | None = None
    agreed: bool = False
    value: float | None = None
    status: RatingStatus = "present"
    anchor_id: str | None = None
    evidence_ids: tuple[str, ...] = ()
    confidence: int | None = None
    reason: str = ""
    created_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that happened on a date, told by a source; ``organisation_id`` is who did it.

    A resource action has the ``dimension`` collocation, integration or reconstruction.
    """

    id: str = field(default_factory=new_id)
    code: str
    title: str
    title_zh: str = ""
    date: str
    end_date: str = ""
    case_id: str | None = None
    source_id: str | None = None
    coding_id: str | None = None
    stage_id: str | None = None
    dimension: str = ""
    organisation_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A number that the manuscript states about the study, to be checked against it.

    ``measure`` is what is counted, such as ``interviews`` or ``interview minutes``; ``place`` is
    where the manuscript says so.
    """

    id: str = field(default_factory=new_id)
    code: str
    measure: str
    value: float
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place of the manuscript that cites a source by its code, whether it is registered or not.

    ``position`` counts from 1 through the manuscript. ``code_id`` is the concept that the quote
    stands for, ``stage`` and ``place`` are the manuscript's own words.
    """

    id: str = field(default_factory=new_id)
    position: int
    source_code: str
    kind: CitationKind = "source"
    place: str = ""
    stage: str = ""
    code_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A code that the program proposed for a span, and what a person made of it."""

    id: str = field(default_factory=new_id)
    version_id: str
    start: int
    end: int
    code_id: str
    score: float
    model: str
    outcome: SuggestionOutcome = "open"
    actor_id: str | None = None
    created_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of the field that stays one word when Chinese text is cut into words."""

    id: str = field(default_factory=new_id)
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pseudonym:
    """A name that is replaced wherever texts and quotes leave the study."""

    id: str = field(default_factory=new_id)
    name: str
    replacement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingAnswer:
    """The answer to an item of a reporting guideline, such as COREQ 10."""

    id: str = field(default_factory=new_id)
    guideline: str
    item: str
    text: str
