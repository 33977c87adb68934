"""The pipeline: in which stage every project is, since when, and how gates were passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.sections.value.record_places import transition_href
from consilience.report.sections.value.words import game_name, heads
from consilience.report.tables import Cell, Row, Table, head, numeral
from consilience.report.value_words import SAY, stage_title

if TYPE_CHECKING:
    from consilience.analysis import Gate, PipelineFinding, PipelineProject, Stay
    from consilience.report.context import Context


def pipeline_section(context: Context, found: PipelineFinding) -> Section:
    """Return every project with its stages, the gates, and who has no stage."""
    blocks: list[Block] = [
        Paragraph(pipeline_sentence(context, found)),
        *context.remarks(found.notes),
        _projects(context, found),
    ]
    if found.gates:
        blocks.append(_gates(context, found))
    if found.without:
        names = [game_name(context, code) for code in found.without]
        told = context.say(f"{SAY}.stageless", count=len(names), projects=names)
        blocks.append(Paragraph(told))
    return Section("value-pipeline", context.say(f"{SAY}.title.pipeline"), tuple(blocks))


def pipeline_sentence(context: Context, found: PipelineFinding) -> str:
    """Return how many projects are in which stage, and how many have none."""
    counted = [
        context.say(f"{SAY}.in_stage", stage=stage_title(context, stage), count=count)
        for stage, count in zip(found.stages, found.counts, strict=True)
    ]
    return context.say(
        f"{SAY}.pipeline",
        at=found.at,
        count=len(found.projects),
        stages=counted,
        without=len(found.without),
    )


def _projects(context: Context, found: PipelineFinding) -> Table:
    rows = tuple(_project(context, one) for one in found.projects)
    columns = heads(context, ("project", "now", "since", "years", "way", "remark"), ("years",))
    caption = context.say(f"{SAY}.caption.pipeline")
    notes = (context.say(f"{SAY}.pipeline_note", at=found.at),)
    return Table("table-value-pipeline", columns, rows, caption, notes,
                 context.say(f"{SAY}.links.pipeline"))  # fmt: skip


def _project(context: Context, one: PipelineProject) -> Row:
    last = one.stays[-1]
    target = transition_href(context, one.collaboration, last.stage, last.since)
    way = tuple(_step(context, one, stay) for stay in one.stays)
    remarks = []
    if one.skipped:
        names = [stage_title(context, name) for name in one.skipped]
        remarks.append(context.say(f"{SAY}.skipped", stages=names))
    if one.back:
        remarks.append(context.say(f"{SAY}.back"))
    return Row(
        (
            head(game_name(context, one.collaboration)),
            Cell(stage_title(context, one.stage), target),
            Cell(last.since, target, "short"),
            numeral(_years(context, last)),
            Cell("", parts=way),
            Cell(context.say(f"{SAY}.semicolon").join(remarks) or "–"),
        )
    )


def _step(context: Context, one: PipelineProject, stay: Stay) -> Cell:
    said = context.say(
        f"{SAY}.stay", stage=stage_title(context, stay.stage), since=stay.since,
        years=_years(context, stay),
    )  # fmt: skip
    return Cell(said, transition_href(context, one.collaboration, stay.stage, stay.since))


def _years(context: Context, stay: Stay) -> str:
    """Return years, with the ends that dates without a day leave open."""
    if stay.most - stay.least < 0.05:
        return f"{stay.years:.1f}"
    return context.say(f"{SAY}.between", low=stay.least, high=stay.most)


def _gates(context: Context, found: PipelineFinding) -> Table:
    rows = tuple(_gate(context, one) for one in found.gates)
    numbers = ("entered", "passed", "median")
    columns = heads(context, ("gate", *numbers, "extent"), numbers)
    caption = context.say(f"{SAY}.caption.gates")
    return Table("table-value-gates", columns, rows, caption, (context.say(f"{SAY}.gates_note"),))


def _gate(context: Context, one: Gate) -> Row:
    named = {"before": stage_title(context, one.before), "after": stage_title(context, one.after)}
    known = np.isfinite(one.years)
    return Row(
        (
            head(context.say(f"{SAY}.gate", **named), "#table-value-pipeline"),
            numeral(str(one.entered)),
            numeral(str(one.passed)),
            numeral(f"{one.years:.1f}" if known else "–"),
            Cell(f"{one.low:.1f} – {one.high:.1f}" if known else "–", kind="short"),
        )
    )
