"""What the methods paragraph says of games."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report.game_words import GameWords

if TYPE_CHECKING:
    from consilience.analysis import GameEvidence
    from consilience.report.context import Context


def game_methods(context: Context, found: GameEvidence) -> list[str]:
    """Return sentences with the settings that were really used."""
    games = [GameWords(context, one, number) for number, one in enumerate(found.games, start=1)]
    return [said for words in games for said in _of(words)]


def _of(words: GameWords) -> list[str]:
    found = words.found
    told = {"parties": len(found.populations), "parameters": len(found.numbers)}
    said = [words.say("methods.game", title=words.title, **told)]
    if found.thresholds:
        said.append(words.say("methods.thresholds", count=len(found.thresholds)))
    if found.basins is not None:
        seed = found.basins.parameters["seed"]
        said.append(words.say("methods.basins", samples=found.basins.samples, seed=seed))
    if found.probability is not None:
        count = len(found.probability.parameters["uncertain"])
        draws, seed = found.probability.samples, found.probability.parameters["seed"]
        said.append(words.say("methods.uncertainty", draws=draws, count=count, seed=seed))
    if found.mechanism is not None and found.mechanism.found:
        key = "mechanism" if found.mechanism.proven else "mechanism_searched"
        margin = found.mechanism.parameters["margin"]
        said.append(words.say(f"methods.{key}", levers=found.levers, margin=margin))
    constructed = [name for name, one in words.records.items() if one.origin == "constructed"]
    if constructed:
        said.append(words.say("methods.constructed", names=constructed))
    return said
