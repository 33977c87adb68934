"""Parties, topics and amounts of value in the words and addresses of the report."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import numpy as np

from consilience.report.sections.alliance.members import (
    collaboration_title,
    member_key,
    member_name,
)
from consilience.report.tables import Cell, head
from consilience.report.value_words import SAY

if TYPE_CHECKING:
    from consilience.report.context import Context


def heads(
    context: Context, names: Iterable[str], numbers: Collection[str] = ()
) -> tuple[Cell, ...]:
    """Return the heads of a table's columns; those in ``numbers`` hold numbers."""
    return tuple(
        Cell(context.say(f"{SAY}.head.{name}"), kind="number" if name in numbers else "text")
        for name in names
    )


def party_href(context: Context, code: str) -> str:
    """Return where an organisation stands: its card in the network, else the list of parties."""
    if context.evidence.alliance:
        return f"#{member_key(context, code)}"
    return f"#value-party-{context.alliance.places[code]}"


def party_cell(context: Context, code: str, *, first: bool = False) -> Cell:
    """Return an organisation as a link."""
    shown, target = member_name(context, code), party_href(context, code)
    return head(shown, target) if first else Cell(shown, target)


def party_cells(context: Context, codes: Iterable[str]) -> Cell:
    """Return organisations in one cell, or a dash."""
    parts = tuple(party_cell(context, code) for code in codes)
    return Cell("" if parts else "–", parts=parts)


def parties(context: Context, codes: Iterable[str]) -> str:
    """Return the names of organisations as one text."""
    return context.listed(member_name(context, code) for code in codes)


def coalition(context: Context, codes: Iterable[str]) -> str:
    """Return the names of a coalition, joined by a sign that no list has."""
    return " + ".join(member_name(context, code) for code in codes)


def game_name(context: Context, collaboration: str) -> str:
    """Return what is divided: a collaboration, or the benefit of the whole alliance."""
    if not collaboration:
        return context.say(f"{SAY}.whole")
    return collaboration_title(context, collaboration)


def game_title(context: Context, collaboration: str) -> str:
    """Return the same where it begins a line."""
    name = game_name(context, collaboration)
    return name if collaboration else name[:1].upper() + name[1:]


def amount(value: float, scale: float) -> str:
    """Return an amount with as many decimals as its scale asks for; a dash for none."""
    if not np.isfinite(value):
        return "–"
    size = abs(scale)
    digits = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 10 else 3
    return f"{value:z,.{digits}f}"


def with_range(context: Context, value: float, scale: float, ends: tuple[float, ...]) -> str:
    """Return an amount, and within which ends it may lie, if they are known."""
    shown = amount(value, scale)
    if not ends:
        return shown
    low, high = (amount(end, scale) for end in ends)
    return context.say(f"{SAY}.with_range", value=shown, low=low, high=high)


def share(value: float) -> str:
    """Return a share as a percentage; a dash for none."""
    return f"{value:.0%}" if np.isfinite(value) else "–"
