"""The ties of the network, each with the rows of the files that it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.sections.alliance.members import (
    MOST_TIES,
    collaboration_title,
    dates,
    member_cell,
    place,
    span,
    tie_key,
)
from consilience.report.tables import Cell, Row, Table, numeral
from consilience.study import Participation, Tie

if TYPE_CHECKING:
    from consilience.analysis import AllianceNetwork
    from consilience.report.context import Context

_SAY = "alliance_report"
_COLUMNS = ("first", "second", "strength", "behind", "time", "source")


def ties_section(context: Context, found: AllianceNetwork) -> Section:
    """Return every tie with the records behind it; beyond 2,000 ties the cards of actors do."""
    title = context.say(f"{_SAY}.title.ties")
    pairs = context.alliance.pairs
    if len(pairs) > MOST_TIES:
        words = context.say(f"{_SAY}.too_many_ties", count=len(pairs), limit=MOST_TIES)
        return Section("alliance-ties", title, (Paragraph(words),))
    rows = [
        row
        for (first, second), strength in pairs.items()
        for row in _rows(context, found, (first, second), strength)
    ]
    table = Table(
        "table-ties",
        tuple(
            Cell(context.say(f"{_SAY}.{name}"), kind="number" if name == "strength" else "text")
            for name in _COLUMNS
        ),
        tuple(rows),
        context.say(f"{_SAY}.caption.ties", count=len(pairs)),
        in_paper=False,
    )
    blocks: tuple[Block, ...] = (Paragraph(context.say(f"{_SAY}.ties_lead")), table)
    return Section("alliance-ties", title, blocks)


def _rows(
    context: Context, found: AllianceNetwork, pair: tuple[str, str], strength: float
) -> list[Row]:
    """Return a line for each record behind a tie; the first names the tie."""
    choice = found.choice
    behind = context.alliance.rows.of_pair(*pair, base=choice.base, layers=choice.layers)
    lines = [_tie(context, one) for one in behind.ties]
    lines += _shared(context, behind.participations)
    first = (
        member_cell(context, pair[0], first=True),
        member_cell(context, pair[1]),
        numeral(f"{strength:.4g}"),
    )
    blank = (Cell("", kind="head"), Cell(""), numeral(""))
    key = tie_key(context, *pair)
    return [
        Row((*(blank if n else first), *line), key="" if n else key) for n, line in enumerate(lines)
    ] or [Row((*first, Cell("–"), Cell("–"), Cell("–")), key=key)]


def _tie(context: Context, identifier: str) -> tuple[Cell, ...]:
    one = cast("Tie", context.study.by_id[identifier])
    words = context.say(f"{_SAY}.tie", layer=one.layer or "–", strength=one.strength)
    return (
        Cell(words),
        Cell(span(context, one.start_date, one.end_date), kind="short"),
        place(context, one),
    )


def _shared(context: Context, identifiers: tuple[str, ...]) -> list[tuple[Cell, ...]]:
    """Return a line for each collaboration that both take part in."""
    groups: dict[str, list[Participation]] = {}
    for identifier in identifiers:
        one = cast("Participation", context.study.by_id[identifier])
        groups.setdefault(context.study.code_of(one.collaboration_id), []).append(one)
    return [
        (
            Cell(collaboration_title(context, code)),
            Cell(_times(context, ones), kind="short"),
            Cell("", parts=tuple(place(context, one) for one in ones)),
        )
        for code, ones in groups.items()
    ]


def _times(context: Context, ones: list[Participation]) -> str:
    """Return the time in which both take part; each may have several rows."""
    known: dict[str, list[tuple[str, str]]] = {}
    for one in ones:
        known.setdefault(one.organisation_id, []).append(dates(context, one))
    starts = [min(start for start, _ in found) for found in known.values()]
    ends = [[end for _, end in found] for found in known.values()]
    closed = [max(found) for found in ends if all(found)]
    return span(context, max(starts), min(closed, default=""))
