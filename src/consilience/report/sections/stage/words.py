"""Stages, dimensions, rows of profiles and records in the words and addresses of the report."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from consilience.analysis.stage_profiles import WHOLE
from consilience.report import addresses, quoted
from consilience.report.tables import Cell, head
from consilience.stages import PROCESS_MODELS

if TYPE_CHECKING:
    from consilience.report.context import Context

SAY = "stage_report"
MOST_LINKS = 40  # of one cell: more are no longer read
_WORDS = {
    *(stage for stages in PROCESS_MODELS.values() for stage in stages),
    *("economic", "social", "ecological"),
    *("staff", "customers", "partners", "environment", "public"),
}


def heads(
    context: Context, names: Iterable[str], numbers: Collection[str] = ()
) -> tuple[Cell, ...]:
    """Return the heads of a table's columns; those in ``numbers`` hold numbers."""
    return tuple(
        Cell(context.say(f"{SAY}.{name}"), kind="number" if name in numbers else "text")
        for name in names
    )


def event_word(context: Context, word: str) -> str:
    """Return what a dimension of events, or the code or stage that they fall under, is called."""
    if word in context.material.codes:
        return quoted.code_label(context, word)
    if any(stage.code == word for stage in context.study.stages):
        return quoted.stage_label(context, word)
    return process_word(context, word)


def process_word(context: Context, word: str) -> str:
    """Return what a stage of a process model, a type of value or a beneficiary is called."""
    if word in _WORDS:
        return context.say(f"{SAY}.word.{word}")
    return context.shown(word) or "–"


def stage_number(context: Context, names: tuple[str, ...], number: int) -> str:
    """Return what the stage with a number (from 1) is called: its name in the study, if known."""
    if names:
        return quoted.stage_label(context, names[number - 1])
    return context.say(f"{SAY}.stage_number", number=number)


def stage_said(context: Context, names: tuple[str, ...], number: int) -> str:
    """Return what a stage with a number is called within a sentence."""
    shown = stage_number(context, names, number)
    return context.say(f"{SAY}.stage_said", name=shown) if names else shown


def row_cell(context: Context, row: str, *, first: bool = False) -> Cell:
    """Return a case as a link to its card, a period, or the alliance as a whole."""
    target = f"#{addresses.case_key(context, row)}" if row in context.case_places else ""
    shown = row_name(context, row)
    return head(shown, target) if first else Cell(shown, target)


def row_name(context: Context, row: str) -> str:
    """Return what a row of a profile is called."""
    return context.say(f"{SAY}.whole") if row == WHOLE else row


def linked(context: Context, places: Iterable[tuple[str, str]]) -> Cell:
    """Return names with their addresses in one cell, forty at most, or a dash."""
    listed = list(places)
    parts = [Cell(name, f"#{key}" if key else "") for name, key in listed[:MOST_LINKS]]
    if len(listed) > MOST_LINKS:
        parts.append(Cell(context.say(f"{SAY}.more", count=len(listed) - MOST_LINKS)))
    return Cell("" if parts else "–", parts=tuple(parts))
