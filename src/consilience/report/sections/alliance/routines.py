"""Routines: how far each is replicated, how it would spread, as it is or adapted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.sections.alliance.members import (
    heads,
    member_cells,
    new_remarks,
    routine_label,
)
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience.analysis import RoutinesFinding
    from consilience.report.context import Context

_SAY = "alliance_report"


def routines_section(context: Context, found: RoutinesFinding) -> Section:
    """Return adopters, the predicted spread and the advice for each routine."""
    lead = context.say(
        f"{_SAY}.routines_lead",
        count=len(found.replication.routines),
        members=found.replication.members,
        share=found.replication.share,
    )
    blocks: tuple[Block, ...] = (
        Paragraph(lead),
        *new_remarks(context, found),
        _table(context, found),
    )
    return Section("alliance-routines", context.say(f"{_SAY}.title.routines"), blocks)


def _table(context: Context, found: RoutinesFinding) -> Table:
    ahead = {one.routine: one for one in found.outlooks}
    rows = []
    for one in found.replication.routines:
        outlook = ahead.get(one.routine)
        rows.append(
            Row(
                (
                    head(routine_label(context, one.routine)),
                    numeral(f"{one.share:.0%}"),
                    numeral("–" if np.isnan(one.exact_share) else f"{one.exact_share:.0%}"),
                    numeral(f"{outlook.spread.share:.0%}" if outlook else "–"),
                    Cell(context.say(f"{_SAY}.advice_{outlook.advice.advice}") if outlook else "–"),
                    member_cells(context, one.adopters),
                )
            )
        )
    numbers = ("share_now", "exact_share", "predicted")
    columns = heads(context, ("routine", *numbers, "advice", "adopters"), numbers)
    caption = context.say(f"{_SAY}.caption.routines")
    notes = (context.say(f"{_SAY}.routines_note"),)
    return Table("table-routines", columns, tuple(rows), caption, notes)
