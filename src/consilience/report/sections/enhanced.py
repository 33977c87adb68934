"""The enhanced standard analysis: what was excluded as untenable, and what remains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience import qca
    from consilience.report.context import Context

_KINDS = ("contradictory", "against_necessity", "impossible")
_MEASURES = ("inclusion", "pri", "coverage")


def enhanced_section(context: Context, found: qca.EnhancedAnalysis) -> Section:
    """Return the rounds with the rows that they excluded, and the models without these."""
    key = "report.enhanced.settled" if found.settled else "report.enhanced.unsettled"
    solution = context.say(f"report.title.{found.solutions[0].solution}")
    blocks: list[Block] = [
        Paragraph(context.say(key, rounds=found.rounds, solution=solution)),
        *context.remarks(found.notes),
    ]
    if found.log:
        blocks.append(_excluded(context, found))
    blocks.append(_models(context, found))
    return Section("enhanced", context.say("report.title.enhanced"), tuple(blocks))


def _excluded(context: Context, found: qca.EnhancedAnalysis) -> Table:
    rows = tuple(
        Row(
            (
                head(str(item.round)),
                Cell(item.outcome),
                Cell(context.say(f"report.enhanced.{kind}")),
                Cell(context.listed(str(number) for number in getattr(item, kind))),
            )
        )
        for item in found.log
        for kind in _KINDS
        if getattr(item, kind)
    )
    columns = ("round", "outcome", "kind", "rows")
    return Table(
        "enhanced-excluded",
        tuple(Cell(context.say(f"report.enhanced.{name}")) for name in columns),
        rows,
        context.say("report.caption.excluded"),
        (context.say("report.enhanced.rows_note"),),
        in_paper=False,
    )


def _models(context: Context, found: qca.EnhancedAnalysis) -> Table:
    rows = tuple(
        Row(
            (
                head(solution.outcome),
                Cell(model.expression, kind="expression"),
                *(
                    numeral(context.number(getattr(model, name)), "#memberships")
                    for name in _MEASURES
                ),
            )
        )
        for solution in found.solutions
        for model in solution.models
    )
    return Table(
        "enhanced-models",
        (
            Cell(context.say("report.enhanced.outcome")),
            Cell(context.say("report.solution.model")),
            *(Cell(context.say(f"report.fit.solution_{m}"), kind="number") for m in _MEASURES),
        ),
        rows,
        context.say("report.caption.enhanced"),
        links=context.say("report.necessity.links"),
    )
