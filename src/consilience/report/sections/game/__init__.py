"""The sections of a report on games."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.game_words import GameWords
from consilience.report.sections.game import state
from consilience.report.sections.game.levers import levers_section, mechanism_sentence
from consilience.report.sections.game.paths import paths_section
from consilience.report.sections.game.rest import rest_section
from consilience.report.sections.game.table import table_section
from consilience.report.sections.game.thresholds import thresholds_section
from consilience.report.sections.game.uncertainty import uncertainty_section

if TYPE_CHECKING:
    from consilience.analysis import GameEvidence
    from consilience.report.context import Context


def game_sections(context: Context, found: GameEvidence) -> Iterator[Section]:
    """Yield a section for each game, from what it says down to the numbers it rests on."""
    for number, one in enumerate(found.games, start=1):
        yield game_section(GameWords(context, one, number))


def game_section(words: GameWords) -> Section:
    """Return everything on one game."""
    found = words.found
    sentences = [
        state.stable_sentence(words),
        state.today_sentence(words),
        state.probability_sentence(words),
        mechanism_sentence(words),
    ]
    blocks: list[Block] = [Paragraph(said) for said in sentences if said]
    blocks += [Paragraph(words.say("caution"), "aside"), *words.remarks(found.notes)]
    blocks.append(state.state_table(words))
    if found.levers and not found.missing:
        blocks.append(levers_section(words))
    if not found.missing:
        blocks += [thresholds_section(words), paths_section(words)]
    blocks.append(rest_section(words))
    if not found.missing:
        blocks.append(uncertainty_section(words))
    blocks.append(table_section(words))
    return Section(words.key, words.say("title.game", title=words.title), tuple(blocks))
