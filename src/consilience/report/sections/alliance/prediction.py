"""Link prediction: how well each score foretold the years, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience.report.blocks import Block, Paragraph
from consilience.report.sections.alliance.members import collaboration_title, heads, member_cell
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience import network
    from consilience.report.context import Context

_SAY = "alliance_report"


def prediction_blocks(context: Context, found: network.LinkPrediction) -> list[Block]:
    """Return the base rate, what each score did beside it, and the likeliest pairs."""
    tests = len(found.tests)
    lead = context.say(f"{_SAY}.foretold", tests=tests, base_rate=found.base_rate)
    blocks: list[Block] = [Paragraph(lead), _predictors(context, found)]
    if found.predicted:
        blocks.append(_predicted(context, found))
    return blocks


def _predictors(context: Context, found: network.LinkPrediction) -> Table:
    numbers = ("auc", "average_precision", "over_base")
    rows = tuple(
        Row(
            (
                head(context.say(f"network.predictor.{one.score}")),
                numeral(_interval(context, one.auc, one.auc_low, one.auc_high)),
                numeral(
                    _interval(
                        context,
                        one.average_precision,
                        one.average_precision_low,
                        one.average_precision_high,
                    )
                ),
                numeral(f"{one.average_precision / found.base_rate:.1f}"),
            )
        )
        for one in found.predictors
    )
    columns = heads(context, ("predictor", *numbers), numbers)
    caption = context.say(f"{_SAY}.caption.predictors")
    return Table("table-predictors", columns, rows, caption)


def _interval(context: Context, value: float, low: float, high: float) -> str:
    if np.isnan(low):
        return context.number(value)
    return context.say(f"{_SAY}.interval", value=value, low=low, high=high)


def _predicted(context: Context, found: network.LinkPrediction) -> Table:
    """Return the likeliest pairs: two organisations, or one and a collaboration."""
    rows = tuple(
        Row(
            (
                member_cell(context, one.first, first=True),
                _second(context, one.second),
                numeral("–" if np.isnan(one.probability) else f"{one.probability:.1%}"),
            )
        )
        for one in found.predicted
    )
    columns = heads(context, ("actor", "what", "likely"), ("likely",))
    caption = context.say(f"{_SAY}.caption.predicted", year=found.next_year)
    notes = (context.say(f"{_SAY}.likely_note"),)
    return Table("table-predicted", columns, rows, caption, notes)


def _second(context: Context, code: str) -> Cell:
    if code in context.alliance.places:
        return member_cell(context, code)
    return Cell(collaboration_title(context, code))
