"""Yearly indicators divided into as many stages, with all ties."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from consilience.report.blocks import Block, Paragraph
from consilience.report.sections.stage.records import indicator_name
from consilience.report.sections.stage.words import SAY, heads, stage_number
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience.analysis import StagesFinding
    from consilience.report.context import Context


def series_blocks(context: Context, found: StagesFinding, key: str) -> list[Block]:
    """Return every partition of the indicators that is best, and the scatter that is left."""
    if found.series is None:
        return []
    partition = found.series.partition
    tied = len(partition.starts)
    rows = tuple(
        Row(
            (
                head(context.say(f"{SAY}.partition", number=number)),
                Cell(stage_number(context, found.names, stage)),
                numeral(partition.periods[start], "#stage-readings"),
                numeral(partition.periods[stop - 1], "#stage-readings"),
            ),
            ruled=stage == 1 and number > 1,
        )
        for number, starts in enumerate(partition.starts, start=1)
        for stage, (start, stop) in enumerate(pairwise([*starts, len(partition.periods)]), start=1)
    )
    names = [indicator_name(context, context.study.indicator(c)) for c in found.series.indicators]
    told = {
        "indicators": names,
        "explained": partition.explained,
        "stages": len(partition.losses),
        "tied": tied,
    }
    columns = heads(context, ("which", "stage", "first", "last"), ("first", "last"))
    table = Table(
        f"table-{key}-series",
        columns,
        rows,
        context.say(f"{SAY}.caption.series"),
        (context.say(f"{SAY}.series_note"),),
        context.say(f"{SAY}.links.readings"),
    )
    sentence = "series_tied" if tied > 1 else "series"
    return [Paragraph(context.say(f"{SAY}.{sentence}", **told)), table]
