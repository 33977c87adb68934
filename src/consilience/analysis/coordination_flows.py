"""Rules of coordination on what flows: resources, routines, and members who stay or leave."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import numpy as np

from consilience import network
from consilience.analysis.coordination_levels import Levels
from consilience.analysis.coordination_records import Measured, Strategy, WhatIf, strategy
from consilience.analysis.coordination_rules import Limits

_NAN = float("nan")
_SHOWN = 5
_THRESHOLDS = (-0.2, -0.1, 0.0, 0.1, 0.2)


def fill_need(levels: Levels, limits: Limits) -> Iterator[Strategy]:
    """Let the nearest supplier fill a need, the one with more of it of several as near."""
    found = levels.resources
    if found is None:
        return
    height = {one.organisation: one.potential for one in levels.actors.actors}
    for need in found.gaps.needs:
        if need.missing <= limits["missing"] or not need.suppliers:
            continue
        far = nx.single_source_shortest_path_length(levels.plain, need.organisation)
        supplier = min(
            need.suppliers,
            key=lambda one: (
                not one.offered,
                far.get(one.organisation, np.inf),
                -one.amount,
                one.organisation,
            ),
        )
        after = max(0.0, need.missing - supplier.amount)
        slope = height.get(supplier.organisation, _NAN) - height.get(need.organisation, _NAN)
        gain = (need.missing - after) / need.missing / len(found.gaps.needs)
        kind = "fill_need" if supplier.offered else "ask_holder"
        yield strategy(
            kind,
            "actor",
            (need.organisation, supplier.organisation),
            (
                Measured("missing", need.missing, limits["missing"], "resources"),
                Measured("potential_difference", slope, 0.0, "actors"),
            ),
            effect=WhatIf("missing", need.missing, after, gain, _NAN, _NAN),
            node=need.organisation,
            supplier=supplier.organisation,
            resource=need.resource,
            missing=need.missing,
            hops=far.get(supplier.organisation, 0),
        )


def look_outside(levels: Levels, limits: Limits) -> Iterator[Strategy]:
    """Look outside the alliance for what nobody in it has."""
    if levels.resources is None:
        return
    for need in levels.resources.gaps.needs:
        if need.missing > limits["missing"] and not need.suppliers:
            yield strategy(
                "look_outside",
                "global",
                (need.organisation,),
                (Measured("missing", need.missing, limits["missing"], "resources"),),
                node=need.organisation,
                resource=need.resource,
                missing=need.missing,
            )


def share_double(levels: Levels, limits: Limits) -> Iterator[Strategy]:
    """Share or put to another use what several hold though nobody needs it."""
    if levels.resources is None:
        return
    doubles = {resource for _, resource in levels.resources.gaps.doubles}
    for one in levels.resources.gaps.resources:
        if one.resource in doubles and len(one.holders) >= limits["holders"]:
            yield strategy(
                "share_double",
                "global",
                one.holders,
                (Measured("holders", float(len(one.holders)), limits["holders"], "resources"),),
                resource=one.resource,
                count=len(one.holders),
                holders=one.holders[:_SHOWN],
            )


def spread_routine(levels: Levels, limits: Limits) -> Iterator[Strategy]:
    """Carry a routine on where it would spread further, in the way that is advised."""
    found, limit = levels.routines, limits["routine_growth"]
    if found is None:
        return
    for routine, outlook in zip(found.replication.routines, found.outlooks, strict=True):
        growth = outlook.spread.share - routine.share
        ahead = [
            str(node)
            for node, step in zip(outlook.spread.nodes, outlook.spread.adopted_at, strict=True)
            if step == 1
        ]
        if growth < limit or not ahead or outlook.advice.advice == "neither":
            continue
        tried = [_growth(levels, outlook.spread, routine.adopters, by) for by in _THRESHOLDS]
        yield strategy(
            "copy_routine" if outlook.advice.advice == "exact copy" else "adapt_routine",
            "global",
            tuple(ahead),
            (Measured("routine_growth", growth, limit, "routines"),),
            effect=WhatIf(
                "routine_share",
                routine.share,
                outlook.spread.share,
                growth,
                min(tried),
                max(tried),
            ),
            sureness=float(np.mean([one >= limit for one in tried])),
            routine=routine.routine,
            ahead=ahead[:_SHOWN],
            share=routine.share,
            later=outlook.spread.share,
        )


def keep_members(levels: Levels, limits: Limits) -> Iterator[Strategy]:
    """Find out why members leave where too few stay from one year to the next."""
    if levels.evolution is None or not levels.evolution.retention.members:
        return
    last, left = levels.evolution.retention.members[-1], levels.evolution.panel.years[-1].left
    if last.share < limits["retention"]:
        yield strategy(
            "keep_members",
            "global",
            left,
            (
                Measured("retention", last.share, limits["retention"], "evolution"),
                Measured("retention_low", last.low, limits["retention"], "evolution"),
                Measured("retention_high", last.high, limits["retention"], "evolution"),
            ),
            sureness=1.0 if last.high < limits["retention"] else _NAN,
            year=last.group,
            share=last.share,
            count=len(left),
            left=left[:_SHOWN],
        )


def _growth(
    levels: Levels, spread: network.RoutineSpread, adopters: tuple[str, ...], by: float
) -> float:
    """Return how far a routine grows, as a share of members, with other thresholds."""
    usual = np.array(spread.parameters["thresholds"], dtype=np.float64)
    moved = np.clip(usual + by, 0.0, 1.0)
    worth = list(spread.parameters["worth"])
    # what a routine is worth to each is known: its fit then stands for the better of both ways
    again = network.routine_spread(levels.whole.graph, adopters, moved, fit=worth)
    return again.share - len(adopters) / len(again.nodes)
