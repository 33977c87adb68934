"""What is behind a rated membership: who gave which score, and the quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report import addresses
from consilience.report.tables import Cell, Row, Table, head

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consilience.analysis import QuoteOrigin, RatingOrigin
    from consilience.report.context import Context


def shown(context: Context, place: int, column: int) -> list[tuple[str, str]]:
    """Return the ratings behind a membership: the score, and who gave it and why."""
    return [
        (f"{item.variable} = {_number(item.value)}", _raters(context, item))
        for item in _ratings(context, place, column)
    ]


def quotes_table(context: Context, code: str) -> Table:
    """Return the quotes behind the ratings of a case, set by set."""
    found = context.evidence.memberships
    place = found.cases.index(code)
    rows: list[Row] = []
    numbers = context.quote_numbers if context.evidence.coded else {}
    for column, condition in enumerate(found.conditions):
        quotes = [one for item in _ratings(context, place, column) for one in item.quotes]
        for number, item in enumerate(quotes):
            name = condition if number == 0 else ""
            href = f"#{addresses.set_key(context, condition)}" if name else ""
            rows.append(Row((head(name, href), *_quote_cells(context, item, numbers))))
    columns = ("condition", "quote", "code", "direction", "quoted")
    return Table(
        f"{addresses.case_key(context, code)}-quotes",
        tuple(Cell(context.say(f"report.cases.{name}")) for name in columns),
        tuple(rows),
        context.say("report.caption.quotes", case=code),
        (context.say("report.cases.quotes_note"),) if rows else (),
        in_paper=False,
    )


def _quote_cells(
    context: Context, item: QuoteOrigin, numbers: Mapping[str, int]
) -> tuple[Cell, ...]:
    """Return a quote, its code, its direction and its place: a link where all quotes are listed."""
    marks = context.say("report.cases.anchor") if item.anchor else ""
    name = item.code_zh if context.language == "zh" and item.code_zh else item.code
    direction = context.say(f"report.direction.{item.direction or 'none'}")
    number = numbers.get(item.coding_id, 0)
    spot = context.say("report.cases.span", source=item.source, start=item.start, end=item.end)
    return (
        Cell(f"{context.shown(item.text)}{marks}"),
        Cell(context.shown(name)),
        Cell(direction),
        Cell(spot, f"#quote-{number}" if number else ""),
    )


def _ratings(context: Context, place: int, column: int) -> tuple[RatingOrigin, ...]:
    found = context.evidence.memberships.ratings
    return found[place][column] if found else ()


def _raters(context: Context, item: RatingOrigin) -> str:
    status = context.say(f"report.rating_status.{item.status.replace(' ', '_')}")
    scores = [f"{rater} {_number(value)}" for rater, value in item.raters]
    key = "report.cases.agreed" if item.agreed and scores else "report.cases.rated"
    rating = context.say(key, status=status, raters=context.listed(scores))
    if not item.reason:
        return rating
    return context.say("report.cases.reason", rating=rating, reason=context.shown(item.reason))


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"
