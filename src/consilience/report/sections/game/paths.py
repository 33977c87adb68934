"""Where the game moves: from today's state, from a grid of starts, and from everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.game_words import GameWords, short
from consilience.report.sections.game import figures
from consilience.report.sections.game.state import today_sentence
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience.games import Basins


def paths_section(words: GameWords) -> Section:
    """Return where today's state and all others lead, and how that depends on the key parameter."""
    found = words.found
    said = today_sentence(words)
    blocks: list[Block] = [Paragraph(said)] if said else []
    blocks += figures.motion_figure(words)
    if found.basins is not None:
        blocks += [*figures.basin_figure(words), _basins(words, found.basins)]
    blocks += figures.curves_figure(words)
    if len(found.curves) > 1:
        blocks.append(_curves(words))
    blocks.append(Paragraph(words.say("paths_aside"), "aside"))
    return Section(f"{words.key}-paths", words.say("title.paths"), tuple(blocks))


def _basins(words: GameWords, found: Basins) -> Table:
    rows = [
        Row(
            (
                head(words.profile(item.profile) if item.profile else _mixed(words, item.shares)),
                words.numeral(f"{item.share:.1%}"),
                words.numeral(f"{item.standard_error:.2%}"),
            )
        )
        for item in found.basins
    ]
    if found.unsettled > 0:
        rows.append(
            Row((head(words.say("unsettled")), numeral(f"{found.unsettled:.1%}"), numeral("–")))
        )
    return Table(
        f"table-{words.key}-basins",
        words.columns(
            ("ends_at", "share_of_starts", "standard_error"), ("share_of_starts", "standard_error")
        ),
        tuple(rows),
        words.say("caption.basins", count=found.samples),
        (words.say("basins_note"),),
    )


def _mixed(words: GameWords, shares: tuple[tuple[float, ...], ...]) -> str:
    return words.say("mixed_state", shares=["/".join(short(one) for one in row) for row in shares])


def _curves(words: GameWords) -> Table:
    """Return where the path ends for values of the key parameter."""
    found = words.found
    rows = tuple(
        Row(
            (
                numeral(short(item.value)),
                Cell(words.say("today") if item.now else ""),
                Cell(words.profile(item.end) if item.end else words.say("unknown")),
            )
        )
        for item in found.curves
    )
    label = words.label(found.key)
    key = "caption.curves" if found.start else "caption.curves_middle"
    return Table(
        f"table-{words.key}-curves",
        (Cell(label, words.href(found.key), "number"), *words.columns(("beside", "ends_at"))),
        rows,
        words.say(key, parameter=label),
        (words.say("curves_note"),),
    )
