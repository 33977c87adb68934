"""Evolution: who came and went, what stays, and where phases begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience import plots
from consilience.report import quoted
from consilience.report.blocks import Block, Details, Gallery, Listing, Paragraph, Section
from consilience.report.sections.alliance.members import (
    MOST_PRINTED,
    heads,
    member_cell,
    member_cells,
    new_remarks,
    span,
)
from consilience.report.sections.alliance.prediction import prediction_blocks
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience import network
    from consilience.analysis import EvolutionFinding
    from consilience.network.evolution.retention import Kept
    from consilience.report.context import Context

_SAY = "alliance_report"
_NUMBERS = (
    "members_count",
    "collaborations_count",
    "ties_count",
    "density",
    "entered",
    "left",
    "kept",
)


def evolution_section(context: Context, found: EvolutionFinding) -> Section:
    """Return the years, the share that stays, the phases and the roster by stage."""
    blocks: list[Block] = [
        Paragraph(retention_sentence(context, found)),
        *new_remarks(context, found),
        Gallery(_figures(found)),
        _years(context, found),
        _movements(context, found),
    ]
    if found.phases:
        blocks.append(_phases(context, found))
    if found.prediction:
        blocks += prediction_blocks(context, found.prediction)
    if found.roster:
        blocks.append(_roster(context, found.roster))
    return Section("alliance-evolution", context.say(f"{_SAY}.title.evolution"), tuple(blocks))


def retention_sentence(context: Context, found: EvolutionFinding) -> str:
    """Return which share of members and ties stays from one year to the next."""
    years, kept = found.panel.years, found.retention
    half = kept.survival.half_life
    return context.say(
        f"{_SAY}.retention",
        first=years[0].year,
        last=years[-1].year,
        members=_share(kept.all_members),
        ties=_share(kept.all_ties),
        half=context.say(f"{_SAY}.no_half_life") if np.isnan(half) else f"{half:g}",
    )


def _share(kept: Kept) -> str:
    return f"{kept.share:.0%} [{kept.low:.0%}, {kept.high:.0%}]"


def _figures(found: EvolutionFinding) -> tuple[plots.Figure, ...]:
    years = found.panel.years
    breaks = [
        (int(one.period), int(one.low), int(one.high))
        for item in found.phases
        if item.measure == "members"
        for one in item.breaks.breaks
    ]
    bars = plots.evolution_figure(
        [one.year for one in years],
        [len(one.members) for one in years],
        [len(one.entered) for one in years],
        [len(one.left) for one in years],
        breaks=breaks,
        key="figure-evolution",
    )
    curve = found.retention.survival
    if not curve.ages:
        return (bars,)
    kind = "participations" if found.panel.two_mode else "ties"
    banded = bool(np.isfinite([*curve.low, *curve.high]).all())
    stays = plots.retention_figure(
        curve.ages,
        curve.share,
        curve.low if banded else None,
        curve.high if banded else None,
        at_risk=curve.at_risk,
        of=kind,  # type: ignore[arg-type]  # (one of its words)
        key="figure-retention",
    )
    return (bars, stays)


def _years(context: Context, found: EvolutionFinding) -> Table:
    kept = {one.group: one for one in found.retention.members}
    rows = []
    for one in found.panel.years:
        share = kept.get(str(one.year))
        rows.append(
            Row(
                (
                    head(str(one.year)),
                    numeral(str(len(one.members))),
                    numeral(str(len(one.collaborations)) if found.panel.two_mode else "–"),
                    numeral(str(len(one.ties))),
                    numeral(context.number(one.density)),
                    numeral(str(len(one.entered))),
                    numeral(str(len(one.left))),
                    numeral(_share(share) if share else "–"),
                )
            )
        )
    columns = heads(context, ("year", *_NUMBERS), _NUMBERS)
    caption = context.say(f"{_SAY}.caption.years")
    return Table("table-years", columns, tuple(rows), caption, (context.say(f"{_SAY}.years_note"),))


def _movements(context: Context, found: EvolutionFinding) -> Details:
    """Return who came and who went, year by year."""
    lines = []
    for one in found.panel.years:
        for name, codes in (("entered", one.entered), ("left", one.left)):
            if codes:
                words = context.say(f"{_SAY}.{name}_in", year=one.year, count=len(codes))
                lines.append((Cell(words, kind="head"), *member_cells(context, codes).parts))
    return Details(context.say(f"{_SAY}.who_moved"), (Listing(tuple(lines)),))


def _phases(context: Context, found: EvolutionFinding) -> Table:
    rows = []
    for item in found.phases:
        state = item.breaks.state.replace(" ", "_")
        where = [
            context.say(f"{_SAY}.break_at", period=one.period, low=one.low, high=one.high)
            for one in item.breaks.breaks
        ]
        rows.append(
            Row(
                (
                    head(context.say(f"{_SAY}.series.{item.measure}")),
                    Cell(context.say(f"{_SAY}.state_{state}")),
                    numeral(f"{item.breaks.probability:.2f}"),
                    Cell(context.listed(where) or "–"),
                )
            )
        )
    columns = heads(context, ("series_head", "state", "probability", "breaks"), ("probability",))
    caption = context.say(f"{_SAY}.caption.phases")
    return Table(
        "table-phases", columns, tuple(rows), caption, (context.say(f"{_SAY}.phases_note"),)
    )


def _roster(context: Context, found: network.Roster) -> Table:
    rows = tuple(
        Row(
            (
                head(quoted.stage_label(context, one.stage)),
                member_cell(context, one.organisation),
                Cell(span(context, str(one.first), str(one.last or "")), kind="short"),
                Cell(context.say(f"{_SAY}.{'new' if one.new else 'stays'}")),
                Cell(context.say(f"{_SAY}.leaves") if one.leaves else "–"),
                Cell(span(context, one.entry, one.exit), kind="short"),
            )
        )
        for one in found.actors
    )
    columns = heads(context, ("stage", "actor", "within", "comes", "goes", "whole_time"))
    caption = context.say(f"{_SAY}.caption.roster", count=len(rows))
    return Table("table-roster", columns, rows, caption, in_paper=len(rows) <= MOST_PRINTED)
