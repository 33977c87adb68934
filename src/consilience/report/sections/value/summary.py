"""What the summary says of value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report.sections.value.effects import effects_sentence
from consilience.report.sections.value.governance import governance_sentence
from consilience.report.sections.value.matching import needs_sentence, pairs_sentence
from consilience.report.sections.value.pipeline import pipeline_sentence
from consilience.report.sections.value.split_words import game_key, game_words
from consilience.report.sections.value.synergy import sentences
from consilience.report.tables import Cell

if TYPE_CHECKING:
    from consilience.analysis import ValueEvidence
    from consilience.report.context import Context

_GAMES = 3  # of which the summary speaks


def value_items(context: Context, found: ValueEvidence) -> list[tuple[Cell, ...]]:
    """Return the key findings, each with a link to its evidence."""
    items: list[tuple[str, str]] = []
    for number, match in enumerate(found.matches, start=1):
        items.append((pairs_sentence(context, match), f"value-match-{number}"))
        items.append((needs_sentence(context, match), f"value-match-{number}"))
    if found.pipeline:
        items.append((pipeline_sentence(context, found.pipeline), "value-pipeline"))
    for number, synergy in enumerate(found.synergies, start=1):
        items += [(one, f"value-synergy-{number}") for one in sentences(context, synergy)]
    for place, game in enumerate(found.split.games[:_GAMES] if found.split else (), start=1):
        items.append((game_words(context, game), game_key(place)))
    for number, effects in enumerate(found.split_games, start=1):
        items.append((effects_sentence(context, effects), f"value-effects-{number}"))
    if found.governance:
        items.append((governance_sentence(context, found.governance), "value-governance"))
    evidence = context.say("report.summary.evidence")
    return [(Cell(sentence), Cell(evidence, f"#{place}")) for sentence, place in items]
