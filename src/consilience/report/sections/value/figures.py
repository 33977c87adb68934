"""The figures of value: divisions, the core, matching, order degrees, obstacles, governance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience import plots
from consilience.report.blocks import Gallery
from consilience.report.sections.alliance.members import member_name
from consilience.report.sections.value.words import party_href
from consilience.report.value_words import SAY, rule_name, subsystem_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.analysis import GameSplit, GovernanceFinding, MatchFinding, SynergyFinding
    from consilience.plots import Figure
    from consilience.report.context import Context

_MOST_RULES, _MOST_PARTIES, _MOST_SUBSYSTEMS = 8, 30, 7
_TRIANGLE = 3  # players whose core can be drawn


def division_figures(context: Context, game: GameSplit, key: str) -> list[Gallery]:
    """Return what each rule gives to whom, and of three players the core; none without rules."""
    told = [one for one in game.rules if one.values][:_MOST_RULES]
    if not told or len(game.players) > _MOST_PARTIES:
        return []
    divisions = {rule_name(context, one.rule): one.values for one in told}
    labels = _labels(context, game.players)
    figures = [
        plots.division_figure(
            game.players,
            divisions,
            game.own,
            outside=[rule_name(context, one.rule) for one in told if one.verdict == "out"],
            core_empty=game.core is not None and not game.core.nonempty,
            labels=labels,
            targets={code: party_href(context, code) for code in game.players},
            key=f"figure-{key}",
        )
    ]
    rational = {rule_name(context, one.rule): one.values for one in told if one.rational}
    if len(game.players) == _TRIANGLE and not game.missing and rational:
        figures.append(
            plots.core_figure(
                _worths(game), rational, game.players, labels=labels, key=f"figure-{key}-core"
            )
        )
    return [Gallery((one,)) for one in figures]


def _worths(game: GameSplit) -> list[float]:
    """Return the worths of all coalitions; bit i of the place is player i."""
    said = {frozenset(one.coalition): one.amount for one in game.worths}
    inside = [
        frozenset(code for place, code in enumerate(game.players) if mask >> place & 1)
        for mask in range(1 << len(game.players))
    ]
    return [said.get(one, 0.0) for one in inside]


def matching_figure(context: Context, found: MatchFinding, key: str) -> list[Gallery]:
    """Return the stable matching; none where nobody is matched, or where too many are."""
    pairs = [(one.column, one.row) for one in found.pairs if one.stable]
    if not pairs or max(len(found.rows), len(found.columns)) > _MOST_PARTIES:
        return []
    codes = dict.fromkeys((*found.rows, *found.columns))
    figure = plots.matching_figure(
        found.columns,
        found.rows,
        pairs,
        found.row_values.T,
        gaps=_without_supply(found),
        labels=_labels(context, codes),
        targets={code: party_href(context, code) for code in codes},
        key=f"figure-{key}",
    )
    return [Gallery((figure,))]


def _without_supply(found: MatchFinding) -> list[str]:
    """Return the rows of which no need is met."""
    met = {one.member for one in found.needs if one.status == "met"}
    open_ = {one.member for one in found.needs} - met
    return [code for code in found.rows if code in open_]


def synergy_figures(context: Context, found: SynergyFinding, key: str) -> list[Gallery]:
    """Return order degrees with coordination and its band, and the obstacle degrees."""
    names = [subsystem_name(context, one) for one in found.degrees.subsystems]
    if len(names) > _MOST_SUBSYSTEMS or len(set(names)) < len(names):
        return []
    ends = (None, None) if found.band is None else (found.band.low, found.band.high)
    degrees = plots.order_degree_figure(
        found.periods,
        names,
        np.clip(found.degrees.values, 0, 1),
        None if found.corrected is None else found.corrected.coordination,
        *ends,
        key=f"figure-{key}",
    )
    obstacles = plots.matrix_figure(
        found.obstacles.values,
        found.periods,
        names,
        measure=context.say(f"{SAY}.caption.obstacles"),
        targets={
            period: f"#{key}-period-{place}" for place, period in enumerate(found.periods, start=1)
        },
        key=f"figure-{key}-obstacles",
    )
    return [Gallery((degrees,)), *([Gallery((obstacles,))] if len(names) > 1 else [])]


def governance_figure(found: GovernanceFinding) -> Figure:
    """Return the grid of the governance plan."""
    return plots.governance_figure(found.plan, key="figure-value-governance")


def _labels(context: Context, codes: Iterable[str]) -> dict[str, str]:
    return {code: member_name(context, code) for code in codes}
