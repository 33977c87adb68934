"""Rows of files about an alliance: who takes part in what, ties, members, resources, routines.

``row`` is where a line stands in its file, the header being row 1, and ``printed`` how it reads.
``fault`` says why a row cannot become a record, in the words of :data:`REASONS`; it is empty where
nothing is wrong. Dates are as in the records.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilience.study.network_records import AdoptionMode, HoldingKind
from consilience.texts import Language, text

REASONS = (
    "duplicate",
    "repeated code",
    "no party",
    "too few parties",
    "no collaboration",
    "no date",
    "outside the years",
    "unreadable date",
    "ends before start",
    "unreadable number",
    "unreadable name",
    "unknown word",
    "no name",
    "no resource",
    "no amount",
    "no routine",
    "tie with itself",
    "told otherwise",
    "no kind",
    "no coalition",
    "no factor",
    "no indicator",
    "no period",
    "no title",
    "no stage",
    "no dimension",
    "no mechanism",
    "unknown case",
    "unknown stage",
    "unknown collaboration",
    "unknown coding",
    "ambiguous name",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An organisation as a row prints it, its role, and whether it leads (None: not said)."""

    name: str
    role: str = ""
    leads: bool | None = None
    country: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What every row has."""

    row: int
    printed: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectLine(Line):
    """One collaboration a row, with its parties; ``identifier`` is a DOI or the like."""

    title: str = ""
    code: str = ""
    identifier: str = ""
    kind: str = ""
    layer: str = ""
    start: str = ""
    end: str = ""
    country: str = ""
    sector: str = ""
    description: str = ""
    size: int | None = None
    structure: str = ""
    parties: tuple[Party, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipLine(Line):
    """One party of one collaboration a row; the dates are those of the membership."""

    party: Party
    title: str = ""
    code: str = ""
    kind: str = ""
    layer: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TieLine(Line):
    """One tie a row."""

    first: str = ""
    second: str = ""
    layer: str = ""
    directed: bool = False
    strength: float = 1.0
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationLine(Line):
    """One organisation a row; empty fields say nothing."""

    name: str = ""
    code: str = ""
    name_zh: str = ""
    names: tuple[str, ...] = ()
    sector: str = ""
    country: str = ""
    parent: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingLine(Line):
    """One resource of one member; a row of a matrix gives several lines."""

    organisation: str = ""
    resource: str = ""
    kind: HoldingKind = "held"
    amount: float = 1.0
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionLine(Line):
    """One routine that a member took over a row."""

    organisation: str = ""
    routine: str = ""
    date: str = ""
    mode: AdoptionMode = ""


AllianceLine = (
    ProjectLine | MembershipLine | TieLine | OrganisationLine | HoldingLine | AdoptionLine
)
Shape = Literal["projects", "memberships", "ties", "organisations", "resources", "routines"]


def fault(reason: str, got: str = "") -> str:
    """Return the fault of a row: its reason, and what stood there."""
    return f"{reason}: {got}" if got else reason


def told_reason(reason: str, language: Language = "en") -> str:
    """Return the reason of an exclusion as people read it; a person's own words stay as they are.

    Examples
    --------
    >>> told_reason("unreadable date: soon", "zh")
    '日期无法识别：soon'
    """
    name, _, got = reason.partition(": ")
    if name not in REASONS:
        return reason
    words = text(f"records.reason.{name}", language)
    return text("records.with_got", language, reason=words, got=got) if got else words
