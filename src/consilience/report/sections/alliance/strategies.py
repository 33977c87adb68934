"""Strategies of coordination, ranked, each with the numbers that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.sections.alliance.members import heads, member_names, new_remarks
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience.analysis import Coordination, Strategy
    from consilience.report.context import Context

_SAY = "alliance_report"
_LEVELS = {
    "global": "#alliance-whole",
    "local": "#alliance-local",
    "actor": "#alliance-actors",
}


def strategies_section(context: Context, found: Coordination) -> Section:
    """Return what to do first, why, what would come of it, and how sure that is."""
    names = member_names(context, context.alliance.places)
    rows = tuple(
        Row(
            (
                head(str(one.rank)),
                Cell(context.shown(one.sentence(context.language, names))),
                Cell(context.say(f"{_SAY}.level_{one.level}"), _LEVELS[one.level]),
                Cell(_reasons(context, one)),
                Cell(_effect(context, one)),
                numeral("–" if np.isnan(one.sureness) else f"{one.sureness:.0%}"),
            )
        )
        for one in found.strategies
    )
    columns = heads(
        context, ("rank", "strategy", "level", "because", "what_if", "sureness"), ("sureness",)
    )
    table = Table(
        "table-strategies",
        columns,
        rows,
        context.say(f"{_SAY}.caption.strategies"),
        (context.say(f"{_SAY}.strategies_note"),),
    )
    lead = Paragraph(context.say(f"{_SAY}.strategies_lead", count=len(rows)))
    blocks: tuple[Block, ...] = (lead, *new_remarks(context, found), table)
    return Section("alliance-strategies", context.say(f"{_SAY}.title.strategies"), blocks)


def _reasons(context: Context, one: Strategy) -> str:
    return context.listed(
        context.say(
            f"{_SAY}.reason",
            measure=context.say(f"alliance.measure.{item.measure}"),
            value=f"{item.value:.3g}",
            threshold=f"{item.threshold:.3g}",
        )
        for item in one.measured
    )


def _effect(context: Context, one: Strategy) -> str:
    if one.effect is None:
        return "–"
    said = context.say(
        f"{_SAY}.effect",
        quantity=context.say(f"alliance.measure.{one.effect.quantity}"),
        before=f"{one.effect.before:.3g}",
        after=f"{one.effect.after:.3g}",
    )
    if np.isnan(one.effect.low):
        return said
    low, high = one.effect.low, one.effect.high
    return said + context.say(f"{_SAY}.effect_range", low=low, high=high)
