"""A regression as a side panel: what it says, beside what the paths say, and never merged."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from consilience import qca
from consilience.qca.symmetric import INTERCEPT
from consilience.report import addresses
from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience.report.context import Context

_MEASURES = ("estimate", "standard_error", "t", "p_value")
_WHOLE = ("r_squared", "adjusted_r_squared")


def regression_section(context: Context, found: qca.SymmetricRegression) -> Section:
    """Return the coefficients, and in how many paths each condition is present or absent."""
    blocks: tuple[Block, ...] = (
        Paragraph(context.say("report.regression.lead", outcome=found.outcome)),
        _table(context, found),
        *context.remarks(found.notes),
        Paragraph(context.say("report.regression.honest", outcome=found.outcome), "aside"),
    )
    return Section("regression", context.say("report.title.regression"), blocks)


def _table(context: Context, found: qca.SymmetricRegression) -> Table:
    sides = _sides(context, found.outcome)
    columns = (
        Cell(context.say("report.regression.regressor")),
        *(Cell(context.say(f"report.regression.{name}"), kind="number") for name in _MEASURES),
        Cell(context.say("report.regression.interval"), kind="number"),
        Cell(context.say("report.regression.paths")),
    )
    rows = [_row(context, item, sides) for item in found.coefficients]
    rows += [
        Row(
            (
                head(context.say(f"report.regression.{name}")),
                numeral(context.number(getattr(found, name)), "#memberships"),
                *(numeral("") for _ in range(4)),
                Cell(""),
            ),
            ruled=name == _WHOLE[0],
        )
        for name in _WHOLE
    ]
    return Table(
        "regression-table",
        columns,
        tuple(rows),
        context.say("report.caption.regression", outcome=found.outcome),
        (context.say("report.regression.note", cases=found.n, free=found.degrees_of_freedom),),
        context.say("report.necessity.links"),
    )


def _row(context: Context, item: qca.Coefficient, sides: Mapping[str, tuple[int, int]]) -> Row:
    plain = "*" not in item.name
    whole = item.name == INTERCEPT
    href = "#memberships" if whole or not plain else addresses.set_href(context, item.name)
    name = context.say("report.regression.intercept") if whole else item.name
    cells = [head(name, href)]
    cells += [_number(context, float(getattr(item, measure)), href) for measure in _MEASURES]
    defined = not math.isnan(item.low)
    interval = f"[{item.low:.3f}, {item.high:.3f}]" if defined else "–"
    present, absent = sides.get(item.name, (0, 0))
    said = context.say("report.regression.sides", present=present, absent=absent)
    shown = said if item.name in sides else "–"
    return Row((*cells, numeral(interval, href), Cell(shown, kind="short")))


def _number(context: Context, value: float, href: str) -> Cell:
    return numeral("–" if math.isnan(value) else context.number(value), href)


def _sides(context: Context, outcome: str) -> dict[str, tuple[int, int]]:
    """Return in how many paths of the leading model each condition is present and absent."""
    for item, paths in context.with_paths():
        if item.outcome == outcome and paths.leading.models:
            terms = [_literals(term) for term in paths.leading.models[0].terms]
            return {
                name: (sum(name in t for t in terms), sum(f"~{name}" in t for t in terms))
                for name in paths.truth_table.conditions
            }
    return {}


def _literals(term: str) -> set[str]:
    return set() if term == "1" else {str(item) for item in qca.parse(term).terms[0]}
