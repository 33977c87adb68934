"""What the divisions of a game say, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report.sections.value.words import amount, game_title, parties
from consilience.report.value_words import SAY, rule_name

if TYPE_CHECKING:
    from consilience.analysis import GameSplit, RuleDivision
    from consilience.report.context import Context


def game_key(place: int) -> str:
    """Return the identifier of a game's part; games count from 1."""
    return f"value-split-{place}"


def stable_rules(game: GameSplit) -> list[RuleDivision]:
    """Return the divisions that lie in the core."""
    return [one for one in game.rules if one.verdict == "in"]


def _spread_sentence(context: Context, game: GameSplit) -> str:
    """Return how far the rules differ: of whom most, from which share to which."""
    found = [one.values for one in game.rules if one.values]
    if len(found) < 2 or not game.total:
        return ""
    columns = list(zip(game.players, zip(*found, strict=True), strict=True))
    player, values = max(columns, key=lambda item: max(item[1]) - min(item[1]))
    low, high = sorted((min(values) / game.total, max(values) / game.total))
    name = parties(context, [player])
    return context.say(f"{SAY}.spread", party=name, low=low, high=high, rules=len(found))


def _experts_sentence(context: Context, game: GameSplit) -> str:
    """Return how far one rule differs by whose worths it divides: of whom most."""
    one = next((one for one in game.rules if len(one.experts) > 1), None)
    if one is None:
        return ""
    columns = zip(
        game.players, zip(*(each.values for each in one.experts), strict=True), strict=True
    )
    player, values = max(columns, key=lambda item: max(item[1]) - min(item[1]))
    return context.say(
        f"{SAY}.experts",
        count=len(one.experts),
        rule=rule_name(context, one.rule),
        party=parties(context, [player]),
        low=amount(min(values), game.total),
        high=amount(max(values), game.total),
    )


def _core_sentence(context: Context, game: GameSplit) -> str:
    """Return whether a division exists from which nobody would gain by leaving."""
    if game.core is None:
        return ""
    if not game.core.nonempty:
        return context.say(f"{SAY}.core_empty", lacking=amount(game.core.lacking, game.total))
    inside = [rule_name(context, one.rule) for one in stable_rules(game)]
    if not inside:
        return context.say(f"{SAY}.core_missed")
    return context.say(f"{SAY}.core_found", rules=inside)


def _sure_sentence(context: Context, game: GameSplit) -> str:
    """Return how sure the stable divisions are, where worths are estimates."""
    if not game.draws:
        return ""
    drawn = [one for one in game.rules if one.stable == one.stable]
    most = max(one.stable for one in drawn)
    best = [rule_name(context, one.rule) for one in drawn if one.stable == most]
    return context.say(f"{SAY}.sure", draws=game.draws, rules=best, share=most)


def _state_sentence(context: Context, game: GameSplit) -> str:
    """Return what is divided, and what is known of the worths."""
    name = game_title(context, game.collaboration)
    known = context.say(f"{SAY}.state.{game.state.replace(' ', '_')}")
    if game.core is None:
        told = {"game": name, "count": len(game.players), "known": known}
        return context.say(f"{SAY}.undivided", **told)
    return context.say(
        f"{SAY}.together",
        game=name,
        count=len(game.players),
        total=amount(game.total, game.total),
        own=amount(sum(game.own), game.total),
        unit=f" {game.unit}" if game.unit else "",
        known=known,
    )


def game_words(context: Context, game: GameSplit) -> str:
    """Return what is divided, whether anybody would leave, how sure that is, how rules differ."""
    parts = (_state_sentence, _core_sentence, _sure_sentence, _spread_sentence, _experts_sentence)
    said = [one for one in (part(context, game) for part in parts) if one]
    return {"en": " ", "zh": ""}[context.language].join(said)
