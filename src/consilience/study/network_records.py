"""The records of an alliance: organisations, what they do together, their ties and resources.

Dates are a year, a month or a day, empty where they are unknown or, for an end, still to come.
``source_id`` and ``row`` say which row of which file tells it (row 1 is the header), ``coding_id``
which quote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from consilience.study.ids import new_id

HoldingKind = Literal["held", "needed", "offered"]
AdoptionMode = Literal["", "exact", "adapted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A firm, university, agency or other member of the network.

    ``names`` are its other names, as records print them. ``parent_id`` is the organisation that
    it belongs to, ``case_id`` the case of the study that it is; attributes are sorted (name,
    value).
    """

    id: str = field(default_factory=new_id)
    code: str
    name: str
    name_zh: str = ""
    names: tuple[str, ...] = ()
    sector: str = ""
    country: str = ""
    parent_id: str | None = None
    case_id: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Collaboration:
    """What organisations take part in: a project, an alliance, a working group, a patent.

    ``size`` is the number of parties and ``structure`` the scenario that a person confirmed, None
    and empty where nobody did. A collaboration that is ``excluded`` is in no analysis; the text
    says why.
    """

    id: str = field(default_factory=new_id)
    code: str
    title: str
    kind: str = "project"
    layer: str = ""
    start_date: str = ""
    end_date: str = ""
    country: str = ""
    sector: str = ""
    size: int | None = None
    structure: str = ""
    description: str = ""
    excluded: str = ""
    source_id: str | None = None
    row: int | None = None
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """That an organisation takes part in a collaboration, in a role, from a date to a date.

    ``leads`` is what a person stated or confirmed; ``printed_name`` is the organisation's name in
    the row that says so.
    """

    id: str = field(default_factory=new_id)
    organisation_id: str
    collaboration_id: str
    role: str = ""
    leads: bool = False
    start_date: str = ""
    end_date: str = ""
    printed_name: str = ""
    source_id: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A tie between two organisations in a layer, such as R&D, standards, equity, data, supply.

    ``strength`` is above 0: the larger, the closer the two work together. A ``directed`` tie says
    that the first listens to the second.
    """

    id: str = field(default_factory=new_id)
    from_id: str
    to_id: str
    layer: str = ""
    directed: bool = False
    strength: float = 1.0
    start_date: str = ""
    end_date: str = ""
    source_id: str | None = None
    row: int | None = None
    coding_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A kind of resource: data, algorithms, chips, road rights, test sites, money, standards."""

    id: str = field(default_factory=new_id)
    code: str
    label: str = ""
    label_zh: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """How much of a resource an organisation holds, needs or offers; ``amount`` is at least 0."""

    id: str = field(default_factory=new_id)
    organisation_id: str
    resource_id: str
    kind: HoldingKind = "held"
    amount: float = 1.0
    period: str = ""
    source_id: str | None = None
    row: int | None = None
    coding_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """That an organisation took over a routine of the network, as it is or adapted to itself."""

    id: str = field(default_factory=new_id)
    organisation_id: str
    routine: str
    routine_zh: str = ""
    date: str = ""
    mode: AdoptionMode = ""
    source_id: str | None = None
    row: int | None = None
    coding_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameDecision:
    """What a person decided about two names: the same organisation or not.

    ``score`` is the program's, 0 to 1, and ``rule`` what proposed the pair; None and empty where
    nothing did.
    """

    id: str = field(default_factory=new_id)
    first: str
    second: str
    same: bool
    score: float | None = None
    rule: str = ""
    reason: str = ""
    actor_id: str | None = None
    created_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A row of a source that became no record, and why.

    ``printed`` is how the row reads, ``collaboration_id`` what a duplicate is a duplicate of.
    """

    id: str = field(default_factory=new_id)
    source_id: str
    row: int
    printed: str = ""
    reason: str
    collaboration_id: str | None = None
