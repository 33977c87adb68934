"""The records of value: propositions, worths, contributions, indicators, sharing, governance.

``source_id`` and ``row`` say which row of which file tells it (row 1 is the header), ``coding_id``
which quote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from consilience.study.ids import new_id

PropositionKind = Literal["offer", "need", "goal", "constraint"]
SharingMode = Literal["", "passive", "proactive", "leading"]
SharedValue = Literal["", "economic", "social", "ecological"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """What an organisation offers, needs or wants of an alliance, or what it insists on.

    ``topic`` is the kind of resource or the goal, by which offers meet needs. ``strength`` is a
    membership in [0, 1], of a goal a stance from -1 (against) to 1 (for). A constraint says what
    a partner must offer at least of its topic, or, with a ``partner_id``, with whom it does not
    work.
    """

    id: str = field(default_factory=new_id)
    code: str
    organisation_id: str
    kind: PropositionKind
    topic: str = ""
    topic_zh: str = ""
    description: str = ""
    description_zh: str = ""
    strength: float = 1.0
    partner_id: str | None = None
    source_id: str | None = None
    row: int | None = None
    coding_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What a coalition of organisations earns by itself, by one estimate.

    ``low`` and ``high`` bound the amount where an expert (``actor_id``) gave a triangle, None where
    the amount is exact. Without a ``collaboration_id`` the worth is of the whole alliance.
    """

    id: str = field(default_factory=new_id)
    code: str
    member_ids: tuple[str, ...]
    amount: float
    low: float | None = None
    high: float | None = None
    unit: str = ""
    collaboration_id: str | None = None
    actor_id: str | None = None
    source_id: str | None = None
    row: int | None = None
    coding_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """How much an organisation bears of a factor of the division.

    Factors are such as risk, input, effort and spill-over, a claim on what is there, or a weight.
    """

    id: str = field(default_factory=new_id)
    organisation_id: str
    factor: str
    factor_zh: str = ""
    amount: float
    collaboration_id: str | None = None
    source_id: str | None = None
    row: int | None = None
    coding_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """Something observed period by period, which belongs to a subsystem.

    Subsystems are such as resource synergy, relationship synergy and value co-creation.
    ``rising`` says that more is better; ``low`` and ``high`` bound its scale, None where the
    observed range does.
    """

    id: str = field(default_factory=new_id)
    code: str
    label: str = ""
    label_zh: str = ""
    subsystem: str = ""
    subsystem_zh: str = ""
    rising: bool = True
    low: float | None = None
    high: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The value of an indicator in a period, of a case or, without one, of the whole alliance."""

    id: str = field(default_factory=new_id)
    indicator_id: str
    period: str
    case_id: str | None = None
    value: float
    source_id: str | None = None
    row: int | None = None
    coding_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingAct:
    """That an organisation shared value: how, of which type, and with whom.

    ``beneficiary`` is such as staff, customers, partners, environment or public.
    """

    id: str = field(default_factory=new_id)
    code: str
    title: str
    title_zh: str = ""
    date: str = ""
    end_date: str = ""
    organisation_id: str | None = None
    mode: SharingMode = ""
    value: SharedValue = ""
    beneficiary: str = ""
    case_id: str | None = None
    stage_id: str | None = None
    source_id: str | None = None
    row: int | None = None
    coding_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """That a collaboration entered a stage of its way on a date, such as discovery or creation."""

    id: str = field(default_factory=new_id)
    collaboration_id: str
    stage: str
    stage_zh: str = ""
    date: str
    source_id: str | None = None
    row: int | None = None
    coding_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernanceMeasure:
    """A row of the governance plan: a mechanism in a dimension, who answers for it, and how far.

    ``owner_id`` is the organisation that answers for it, ``trigger`` what sets it off,
    ``indicator`` what shows that it works; empty where it is not settled.
    """

    id: str = field(default_factory=new_id)
    code: str
    dimension: str
    mechanism: str
    description: str = ""
    description_zh: str = ""
    owner_id: str | None = None
    trigger: str = ""
    trigger_zh: str = ""
    indicator: str = ""
    indicator_zh: str = ""
    status: str = ""
    source_id: str | None = None
    row: int | None = None
    coding_id: str | None = None
