"""Scenarios: five of them under each kind of leader, and those of the study's collaborations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.sections.alliance.members import (
    MOST_PRINTED,
    collaboration_title,
    heads,
    member_cells,
    new_remarks,
    number_or_dash,
)
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience import network
    from consilience.analysis import ScenariosFinding
    from consilience.report.context import Context

_SAY = "alliance_report"


def scenarios_section(context: Context, found: ScenariosFinding) -> Section:
    """Return the comparison of scenarios, its findings, and the collaborations."""
    blocks: list[Block] = [
        Paragraph(context.say(f"{_SAY}.scenarios_lead")),
        *new_remarks(context, found),
        _comparison(context, found.comparison),
        _findings(context, found.comparison),
    ]
    if found.collaborations:
        blocks.append(_collaborations(context, found))
    return Section("alliance-scenarios", context.say(f"{_SAY}.title.scenarios"), tuple(blocks))


def _comparison(context: Context, found: network.ScenarioComparison) -> Table:
    numbers = ("leaders_count", "total_variance", "per_follower", "convergence_rate", "willingness")
    rows = tuple(
        Row(
            (
                head(context.say(f"network.scenario.{one.scenario}")),
                Cell(_stand(context, one.position)),
                numeral(str(one.leaders)),
                numeral(context.number(one.total_variance)),
                numeral(context.number(one.variance_per_follower)),
                numeral(context.number(one.convergence_rate)),
                numeral(context.number(one.willingness)),
            )
        )
        for one in found.rows
    )
    columns = heads(context, ("scenario_head", "stands", *numbers), numbers)
    caption = context.say(f"{_SAY}.caption.scenarios", size=found.parameters["size"])
    notes = (context.say(f"{_SAY}.formula_of_h"),)
    return Table("table-scenarios", columns, rows, caption, notes)


def _stand(context: Context, position: str) -> str:
    """Return where the leader of a scenario stands, in words."""
    steps = position.removesuffix(" from the end")
    if steps != position:
        key = {"0": "at_end", "1": "next_to_end"}.get(steps, "from_end")
        return context.say(f"{_SAY}.stand.{key}", steps=steps)
    return context.say(f"{_SAY}.stand.{position}")


def _findings(context: Context, found: network.ScenarioComparison) -> Table:
    numbers = ("better", "worse")
    rows = tuple(
        Row(
            (
                head(context.say(f"{_SAY}.question.{one.question}")),
                Cell(context.say(f"{_SAY}.{'yes' if one.holds else 'no'}"), kind="centre"),
                numeral(context.number(one.better)),
                numeral(context.number(one.worse)),
            )
        )
        for one in found.findings
    )
    columns = heads(context, ("question_head", "holds", *numbers), numbers)
    return Table("table-scenario-findings", columns, rows, context.say(f"{_SAY}.caption.findings"))


def _collaborations(context: Context, found: ScenariosFinding) -> Table:
    numbers = ("parties", "score", "willingness", "possible")
    rows = tuple(
        Row(
            (
                head(collaboration_title(context, one.collaboration)),
                numeral(str(one.parties)),
                Cell(context.say(f"network.scenario.{one.scenario}")),
                numeral(f"{one.score:.2f}"),
                member_cells(context, one.leaders),
                numeral(number_or_dash(context, one.willingness)),
                numeral(_span(context, one.worst, one.best)),
                member_cells(context, one.best_leaders),
            )
        )
        for one in found.collaborations
    )
    names = ("collaboration", "parties", "scenario_head", "score", "leads_head", *numbers[2:])
    columns = heads(context, (*names, "best_there"), numbers)
    caption = context.say(f"{_SAY}.caption.collaborations", count=len(rows), unknown=found.unknown)
    few = len(rows) <= MOST_PRINTED
    return Table("table-collaborations", columns, rows, caption, in_paper=few)


def _span(context: Context, low: float, high: float) -> str:
    """Return the willingness under the worst and the best leader."""
    return (
        "–" if np.isnan(low) else f"{number_or_dash(context, low)}–{number_or_dash(context, high)}"
    )
