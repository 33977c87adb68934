"""What the methods paragraph says of value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report.value_words import SAY, rule_name, subsystem_name

if TYPE_CHECKING:
    from consilience.analysis import (
        MatchFinding,
        SplitFinding,
        SynergyFinding,
        ValueEvidence,
    )
    from consilience.report.context import Context


def value_methods(context: Context, found: ValueEvidence) -> list[str]:
    """Return sentences with the settings that were really used."""
    said = [_match(context, one) for one in found.matches]
    said += [_synergy(context, one) for one in found.synergies]
    if found.split:
        said += _split(context, found.split)
    said += [
        context.say(f"{SAY}.methods.effects", game=one.game, links=len(one.stability.links))
        for one in found.split_games
    ]
    if found.governance:
        grid = found.governance.plan.parameters
        sizes = {name: len(grid[name]) for name in ("dimensions", "mechanisms")}
        said.append(context.say(f"{SAY}.methods.governance", **sizes))
    if found.pipeline:
        at = found.pipeline.at
        said.append(context.say(f"{SAY}.methods.pipeline", at=at, count=len(found.pipeline.stages)))
    return said


def _match(context: Context, one: MatchFinding) -> str:
    return context.say(
        f"{SAY}.methods.match",
        rows=len(one.rows),
        columns=len(one.columns),
        goals=one.goal_weight,
        draws=one.draws,
    )


def _synergy(context: Context, one: SynergyFinding) -> str:
    method = str(one.degrees.parameters["method"])
    return context.say(
        f"{SAY}.methods.synergy",
        indicators=len(one.degrees.indicators),
        subsystems=[subsystem_name(context, name) for name in one.degrees.subsystems],
        periods=len(one.periods),
        weights=context.say(f"{SAY}.weighting.{method}"),
    )


def _split(context: Context, found: SplitFinding) -> list[str]:
    rules = dict.fromkeys(one.rule for game in found.games for one in game.rules)
    if not rules:
        return []
    worths = sum(len(game.worths) for game in found.games)
    names = [rule_name(context, rule) for rule in rules]
    said = [context.say(f"{SAY}.methods.split", worths=worths, games=len(found.games), rules=names)]
    drawn = next((game for game in found.games if game.draws), None)
    if drawn:
        level = found.parameters.get("confidence", 0.9)
        said.append(context.say(f"{SAY}.methods.draws", draws=drawn.draws, level=level))
    return said
