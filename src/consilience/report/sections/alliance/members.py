"""Organisations, collaborations and their records in the words and addresses of the report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from consilience.report import quoted
from consilience.report.tables import Cell, head

if TYPE_CHECKING:
    import networkx as nx

    from consilience.report.blocks import Remarks
    from consilience.report.context import Context
    from consilience.results import Note, Result
    from consilience.study import Adoption, Holding, Participation, Tie

MOST_TIES = 2_000  # of the list of ties: more are no longer read
_SAY = "alliance_report"


def member_name(context: Context, code: str) -> str:
    """Return what an organisation is called in the language of the report."""
    found = context.study.organisation(code)
    chosen = found.name_zh if context.language == "zh" else found.name
    return context.shown(chosen or found.name)


def member_key(context: Context, code: str) -> str:
    """Return the identifier of an organisation's card."""
    return f"actor-{context.organisation_places[code]}"


def member_cell(context: Context, code: str, *, first: bool = False) -> Cell:
    """Return an organisation as a link to its card."""
    shown, target = member_name(context, code), f"#{member_key(context, code)}"
    return head(shown, target) if first else Cell(shown, target)


def member_cells(context: Context, codes: Iterable[str | int]) -> Cell:
    """Return organisations in one cell, or a dash."""
    parts = tuple(member_cell(context, str(code)) for code in codes)
    return Cell("" if parts else "–", parts=parts)


def member_names(context: Context, codes: Iterable[str]) -> dict[str, str]:
    """Return what organisations are called, by code."""
    return {code: member_name(context, code) for code in codes}


def member_targets(context: Context, codes: Iterable[str]) -> dict[str, str]:
    """Return where organisations lead to: their cards."""
    return {code: f"#{member_key(context, code)}" for code in codes}


def listed_ties(graph: nx.Graph) -> Mapping[tuple[str, str], float]:
    """Return the tied pairs of a network in the order of codes, with the stronger direction."""
    found: dict[tuple[str, str], float] = {}
    for a, b, strength in graph.edges(data="weight"):
        pair = (a, b) if a <= b else (b, a)
        found[pair] = max(found.get(pair, 0.0), strength)
    return dict(sorted(found.items()))


def tie_href(context: Context, first: str, second: str) -> str:
    """Return where the records behind a tie stand; the first one's card if ties are not listed."""
    drawn = context.drawn_network
    if drawn is None or drawn.graph.number_of_edges() > MOST_TIES:
        return f"#{member_key(context, first)}"
    return f"#{tie_key(context, first, second)}"


def tie_key(context: Context, first: str, second: str) -> str:
    """Return the identifier of a tie's row."""
    places = sorted(context.organisation_places[code] for code in (first, second))
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


def new_remarks(context: Context, found: Result) -> tuple[Remarks, ...]:
    """Return the notes of a finding that the section on the whole network does not show."""
    state = context.evidence.alliance.state if context.evidence.alliance else None
    shown = state.notes if state is not None and state is not found else ()
    return context.remarks(_once(note for note in found.notes if note not in shown))


def _once(notes: Iterable[Note]) -> list[Note]:
    return list({note.sentence(): note for note in notes}.values())


def span(context: Context, start: str, end: str) -> str:
    """Return from when to when; what is not known stays open."""
    if not start and not end:
        return "–"
    return start if start == end else context.say(f"{_SAY}.span", start=start, end=end)


def place(context: Context, record: Participation | Tie | Holding | Adoption) -> Cell:
    """Return the quote, or the row of the file, that says so."""
    coding = getattr(record, "coding_id", None)
    if coding and context.evidence.coded:
        numbers = quoted.quote_numbers(context)
        if coding in numbers:
            return quoted.place_cell(context, quoted.coding_of(context, coding), numbers)
    if record.source_id is None:
        return Cell("–")
    source = next(one for one in context.study.sources if one.id == record.source_id)
    file = context.shown(source.file_name or source.title) or source.code
    if record.row is None:
        return Cell(file)
    return Cell(context.say(f"{_SAY}.row", file=file, row=record.row))
