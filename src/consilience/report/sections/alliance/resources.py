"""Resources: who lacks what and who could supply it, niches, and the stage of resource action."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience import plots
from consilience.report.blocks import Block, Gallery, Paragraph, Section
from consilience.report.sections.alliance.members import (
    heads,
    member_cell,
    member_cells,
    member_names,
    new_remarks,
    number_or_dash,
    resource_label,
)
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience import network
    from consilience.analysis import ResourcesFinding
    from consilience.report.context import Context

_SAY = "alliance_report"
_MOST_DRAWN = 40
_ACTIONS = ("collocation", "integration", "reconstruction")


def resources_section(context: Context, found: ResourcesFinding) -> Section:
    """Return needs and suppliers, all resources, niches, and the stages of resource action."""
    blocks: list[Block] = [
        Paragraph(gaps_sentence(context, found)),
        *new_remarks(context, found),
        _needs(context, found),
        _resources(context, found),
    ]
    if found.breadth:
        blocks.append(_niches(context, found))
    if found.overlap and 1 < len(found.overlap.members) <= _MOST_DRAWN:
        blocks.append(Gallery((_overlap(context, found.overlap),)))
    if found.stages:
        blocks += _stages(context, found.stages)
    return Section("alliance-resources", context.say(f"{_SAY}.title.resources"), tuple(blocks))


def gaps_sentence(context: Context, found: ResourcesFinding) -> str:
    """Return how many needs there are, and how many nobody can meet."""
    needs = [one for one in found.gaps.needs if one.status != "own"]
    return context.say(
        f"{_SAY}.needs",
        count=len(needs),
        gaps=sum(one.status == "gap" for one in needs),
        doubles=len(found.gaps.doubles),
        single=len(found.gaps.single),
    )


def resource_name(context: Context, code: str) -> str:
    """Return what a resource is called in the language of the report."""
    found = next((one for one in context.study.resources if one.code == code), None)
    return code if found is None else resource_label(context, found)


def _needs(context: Context, found: ResourcesFinding) -> Table:
    numbers = ("needed", "held", "missing")
    rows = tuple(
        Row(
            (
                member_cell(context, one.organisation, first=True),
                Cell(resource_name(context, one.resource)),
                *(numeral(f"{getattr(one, name):g}") for name in numbers),
                Cell(context.say(f"{_SAY}.status_{one.status}")),
                member_cells(context, [each.organisation for each in one.suppliers]),
            )
        )
        for one in found.gaps.needs
    )
    columns = heads(context, ("actor", "resource", *numbers, "status", "suppliers"), numbers)
    caption = context.say(f"{_SAY}.caption.needs")
    return Table("table-needs", columns, rows, caption, links=context.say(f"{_SAY}.links.needs"))


def _resources(context: Context, found: ResourcesFinding) -> Table:
    numbers = ("held", "offered", "needed", "open")
    rows = tuple(
        Row(
            (
                head(resource_name(context, one.resource)),
                *(numeral(f"{getattr(one, name):g}") for name in numbers),
                member_cells(context, one.holders),
                member_cells(context, one.needers),
            )
        )
        for one in found.gaps.resources
    )
    columns = heads(context, ("resource", *numbers, "holders", "needers"), numbers)
    caption = context.say(f"{_SAY}.caption.resources")
    return Table("table-resources", columns, rows, caption, (context.say(f"{_SAY}.open_note"),))


def _niches(context: Context, found: ResourcesFinding) -> Table:
    parts = {"breadth": found.breadth, "suitability": found.suitability, "momentum": found.momentum}
    values = {
        name: dict(zip(one.members, one.values.tolist(), strict=True)) if one else {}
        for name, one in parts.items()
    }
    best = (
        dict(zip(found.complementarity.members, found.complementarity.best, strict=True))
        if found.complementarity
        else {}
    )
    rows = tuple(
        Row(
            (
                member_cell(context, code, first=True),
                *(
                    numeral(number_or_dash(context, values[name].get(code, np.nan)))
                    for name in values
                ),
                member_cells(context, best.get(code, ())),
            )
        )
        for code in (found.breadth.members if found.breadth else ())
    )
    columns = heads(context, ("actor", *values, "complement"), tuple(values))
    caption = context.say(f"{_SAY}.caption.niches")
    return Table("table-niches", columns, rows, caption, (context.say(f"{_SAY}.niches_note"),))


def _overlap(context: Context, found: network.NicheOverlap) -> plots.Figure:
    names = member_names(context, found.members)
    return plots.matrix_figure(
        found.values,
        list(found.members),
        list(found.members),
        measure=context.say(f"{_SAY}.overlap_measure"),
        labels=names,
        key="figure-overlap",
    )


def _stages(context: Context, found: network.ResourceStages) -> list[Block]:
    stage = context.say(f"{_SAY}.stage_{found.current}")
    sentence = context.say(f"{_SAY}.stage_now", stage=stage, since=found.since)
    if found.next_move:
        move = context.say(f"{_SAY}.stage_{found.next_move}")
        sentence += context.say(f"{_SAY}.next_move", move=move)
    rows = tuple(
        Row(
            (
                head(str(one.first) if one.first == one.last else f"{one.first}–{one.last}"),
                *(numeral(str(count)) for count in one.counts),
                Cell(context.say(f"{_SAY}.stage_{one.stage}")),
            )
        )
        for one in found.periods
    )
    names = tuple(f"stage_{name}" for name in _ACTIONS)
    columns = heads(context, ("period", *names, "stage"), names)
    caption = context.say(f"{_SAY}.caption.stages")
    notes = (context.say(f"{_SAY}.stages_note"),)
    return [Paragraph(sentence), Table("table-stages", columns, rows, caption, notes)]
