"""What the summary says of games."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report.game_words import GameWords
from consilience.report.sections.game import state
from consilience.report.sections.game.levers import mechanism_sentence
from consilience.report.tables import Cell

if TYPE_CHECKING:
    from consilience.analysis import GameEvidence
    from consilience.report.context import Context


def game_items(context: Context, found: GameEvidence) -> list[tuple[Cell, ...]]:
    """Return the key findings, each with a link to its evidence."""
    evidence = context.say("report.summary.evidence")
    items: list[tuple[Cell, ...]] = []
    for number, one in enumerate(found.games, start=1):
        words = GameWords(context, one, number)
        gap = context.say("report.gap") if context.language == "en" else ""
        first = gap.join(
            said for said in (state.stable_sentence(words), state.today_sentence(words)) if said
        )
        told = [
            (context.say("game_report.of_game", title=words.title, said=first), words.key),
            *((said, f"{words.key}-thresholds") for said in state.lever_sentences(words)),
            (mechanism_sentence(words), f"{words.key}-levers"),
            (state.probability_sentence(words), f"{words.key}-uncertainty"),
        ]
        items += [(Cell(said), Cell(evidence, f"#{place}")) for said, place in told if said]
    return items
