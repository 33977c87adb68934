"""Organisations, collaborations and their records in the words and addresses of the report."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, cast

from consilience.report import quoted
from consilience.report.blocks import Details
from consilience.report.tables import Cell, head

if TYPE_CHECKING:
    from consilience.report.blocks import Block
    from consilience.report.context import Context
    from consilience.results import Note, Result
    from consilience.study import (
        Adoption,
        Holding,
        Incident,
        Participation,
        Reading,
        Resource,
        SharingAct,
        Source,
        Tie,
    )

    Told = Participation | Tie | Holding | Adoption | Incident | SharingAct | Reading

MOST_TIES = 2_000  # of the list of ties: more are no longer read
MOST_PRINTED = 60  # rows of a table in a paper: longer ones stand in the report only
_OPEN_NOTES = 2
_SAY = "alliance_report"


def member_name(context: Context, code: str) -> str:
    """Return what an organisation is called in the language of the report."""
    found = context.study.organisation(code)
    chosen = found.name_zh if context.language == "zh" else found.name
    return context.shown(chosen or found.name)


def member_key(context: Context, code: str) -> str:
    """Return the identifier of an organisation's card."""
    return f"actor-{context.alliance.places[code]}"


def member_cell(context: Context, code: str, *, first: bool = False) -> Cell:
    """Return an organisation as a link to its card."""
    shown, target = member_name(context, code), f"#{member_key(context, code)}"
    return head(shown, target) if first else Cell(shown, target)


def member_cells(context: Context, codes: Iterable[str | int], most: int | None = None) -> Cell:
    """Return organisations in one cell, or a dash; beyond ``most`` only how many more."""
    listed = [str(code) for code in codes]
    parts = [member_cell(context, code) for code in listed[:most]]
    if len(listed) > len(parts):
        parts.append(Cell(context.say(f"{_SAY}.and_more", count=len(listed) - len(parts))))
    return Cell("" if parts else "–", parts=tuple(parts))


def member_names(context: Context, codes: Iterable[str]) -> dict[str, str]:
    """Return what organisations are called, by code."""
    return {code: member_name(context, code) for code in codes}


def member_targets(context: Context, codes: Iterable[str]) -> dict[str, str]:
    """Return where organisations lead to: their cards."""
    return {code: f"#{member_key(context, code)}" for code in codes}


def tie_href(context: Context, first: str, second: str) -> str:
    """Return where the records behind a tie stand; the first one's card if it is not listed."""
    pair = (first, second) if first <= second else (second, first)
    if pair in context.alliance.pairs and len(context.alliance.pairs) <= MOST_TIES:
        return f"#{tie_key(context, first, second)}"
    return f"#{member_key(context, first)}"


def ties_href(context: Context) -> str:
    """Return where all ties stand: their list, or the organisations' cards if it is too long."""
    listed = context.alliance.network and len(context.alliance.pairs) <= MOST_TIES
    return "#alliance-ties" if listed else "#alliance-actors"


def tie_key(context: Context, first: str, second: str) -> str:
    """Return the identifier of a tie's row."""
    places = sorted(context.alliance.places[code] for code in (first, second))
    return f"tie-{places[0]}-{places[1]}"


def collaboration_title(context: Context, code: str) -> str:
    """Return a collaboration's code and title."""
    title = context.shown(context.study.collaboration(code).title)
    return title if title == code else context.say("report.coded", name=title, code=code)


def heads(
    context: Context, names: Iterable[str], numbers: Collection[str] = ()
) -> tuple[Cell, ...]:
    """Return the heads of a table's columns; those in ``numbers`` hold numbers."""
    return tuple(
        Cell(context.say(f"{_SAY}.{name}"), kind="number" if name in numbers else "text")
        for name in names
    )


def new_remarks(context: Context, found: Result) -> tuple[Block, ...]:
    """Return the notes of a finding that the section on the whole network does not show.

    Warnings stand open; notes do up to two, more are folded.
    """
    state = context.evidence.alliance.state if context.evidence.alliance else None
    shown = state.notes if state is not None and state is not found else ()
    notes = _once(note for note in found.notes if note not in shown)
    plain = [note for note in notes if note.level == "info"]
    if len(plain) <= _OPEN_NOTES:
        return context.remarks(notes)
    title = context.say(f"{_SAY}.notes", count=len(plain))
    open_ones = context.remarks(note for note in notes if note.level != "info")
    return (*open_ones, Details(title, context.remarks(plain)))


def _once(notes: Iterable[Note]) -> list[Note]:
    return list({note.sentence(): note for note in notes}.values())


def dates(context: Context, one: Participation) -> tuple[str, str]:
    """Return from when to when somebody takes part; the collaboration's dates if not said."""
    code = context.study.code_of(one.collaboration_id)
    within = context.study.collaboration(code)
    return one.start_date or within.start_date, one.end_date or within.end_date


def number_or_dash(context: Context, value: float) -> str:
    """Return a number as the report writes it, a dash where there is none."""
    return context.number(value) if math.isfinite(value) else "–"


def resource_label(context: Context, resource: Resource) -> str:
    """Return what a resource is called in the language of the report."""
    chosen = resource.label_zh if context.language == "zh" else resource.label
    return context.shown(chosen or resource.code)


def routine_label(context: Context, routine: str) -> str:
    """Return what a routine is called in the language of the report."""
    chinese = context.alliance.chinese_routines if context.language == "zh" else {}
    return context.shown(chinese.get(routine, routine))


def span(context: Context, start: str, end: str) -> str:
    """Return from when to when; what is not known stays open."""
    if not start and not end:
        return "–"
    return start if start == end else context.say(f"{_SAY}.span", start=start, end=end)


def place(context: Context, record: Told) -> Cell:
    """Return the quote, or the row of the file, that says so."""
    coding = getattr(record, "coding_id", None)
    if coding and context.evidence.coded and coding in context.quote_numbers:
        found = quoted.coding_of(context, coding)
        return quoted.place_cell(context, found, context.quote_numbers)
    if record.source_id is None:
        return Cell("–")
    source = cast("Source", context.study.by_id[record.source_id])
    file = context.shown(source.file_name or source.title) or source.code
    row = getattr(record, "row", None)
    if row is None:
        return Cell(file)
    return Cell(context.say(f"{_SAY}.row", file=file, row=row))
