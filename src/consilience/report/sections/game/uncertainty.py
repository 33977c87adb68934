"""How sure the target's stability is, and which of the uncertain numbers decide it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report.blocks import Block, Details, Paragraph, Section
from consilience.report.game_words import GameWords, percent, short
from consilience.report.sections.game import figures
from consilience.report.sections.game.state import chance_text, interval, probability_sentence
from consilience.report.tables import Cell, Row, Table, numeral

if TYPE_CHECKING:
    from consilience.games import Factors, SobolIndices, StabilityProbability, Tornado

_MOST_PATTERNS = 12


def uncertainty_section(words: GameWords) -> Section:
    """Return the probability of stability, what each uncertain number does, and directions."""
    found = words.found
    blocks: list[Block] = []
    if found.probability is not None:
        blocks += [Paragraph(probability_sentence(words)), _patterns(words, found.probability)]
        blocks.append(Paragraph(words.say("probability_aside"), "aside"))
    else:
        blocks.append(Paragraph(words.say("nothing_uncertain")))
    if found.tornado is not None:
        blocks += [*figures.tornado_figure(words), _tornado(words, found.tornado)]
    if found.sobol is not None and found.sobol.variance > 0:
        blocks.append(_sobol(words, found.sobol))
    if found.factors is not None:
        blocks.append(_factors(words, found.factors))
    return Section(f"{words.key}-uncertainty", words.say("title.uncertainty"), tuple(blocks))


def _patterns(words: GameWords, found: StabilityProbability) -> Table:
    rows = tuple(
        Row(
            (
                Cell(words.profiles(item.stable) if item.stable else words.say("nothing_stable")),
                words.numeral(percent(item.chance.value)),
                words.numeral(f"{percent(item.chance.low)} – {percent(item.chance.high)}"),
            )
        )
        for item in found.patterns[:_MOST_PATTERNS]
    )
    only = chance_text(words, found.only)
    return Table(
        f"table-{words.key}-patterns",
        words.columns(("stable_at_once", "probability", "interval"), ("probability", "interval")),
        rows,
        words.say("caption.patterns", count=found.samples),
        (words.say("patterns_note", only=only, target=words.profile(found.target)),),
    )


def _tornado(words: GameWords, found: Tornado) -> Table:
    rows = tuple(
        Row(
            (
                words.cell(item.parameter, first=True),
                numeral(f"{short(item.low)} – {short(item.high)}"),
                numeral(short(item.margin_low)),
                numeral(short(item.margin_high)),
                Cell(
                    words.say("and_also").join(
                        interval(words, a, b, item.low, item.high) for a, b in item.windows
                    )
                    or words.say("nowhere")
                ),
            )
        )
        for item in found.bars
    )
    return Table(
        f"table-{words.key}-tornado",
        words.columns(
            ("parameter", "possible", "margin_low", "margin_high", "stable_between"),
            ("possible", "margin_low", "margin_high"),
        ),
        rows,
        words.say("caption.tornado", margin=short(found.margin)),
        (words.say("tornado_note"),),
    )


def _sobol(words: GameWords, found: SobolIndices) -> Details:
    ordered = sorted(found.indices, key=lambda item: (-item.total, item.parameter))
    rows = tuple(
        Row(
            (
                words.cell(item.parameter, first=True),
                numeral(_between(item.first, item.first_low, item.first_high)),
                numeral(_between(item.total, item.total_low, item.total_high)),
            )
        )
        for item in ordered
    )
    table = Table(
        f"table-{words.key}-sobol",
        words.columns(("parameter", "first_order", "total_order"), ("first_order", "total_order")),
        rows,
        words.say("caption.sobol"),
        (words.say("sobol_note"),),
    )
    return Details(words.say("how_sobol"), (*figures.sobol_figure(words), table))


def _between(value: float, low: float, high: float) -> str:
    return f"{value:z.2f} [{low:z.2f}, {high:z.2f}]"


def _factors(words: GameWords, found: Factors) -> Details:
    rows = tuple(
        Row(
            (
                words.cell(item.parameter, first=True),
                Cell(words.name(item.party.population)),
                Cell(words.say(f"sign.{_SIGNS[item.sign]}")),
                Cell(item.slope or "–"),
                numeral(short(item.elasticity)),
            )
        )
        for item in found.factors
        if item.sign != "0"
    )
    table = Table(
        f"table-{words.key}-factors",
        words.columns(("parameter", "party", "sign", "slope", "elasticity"), ("elasticity",)),
        rows,
        words.say("caption.factors", target=words.profile(found.target)),
        (words.say("factors_note"),),
    )
    remarks = words.remarks(found.notes)
    return Details(words.say("how_factors"), (*remarks, table))


_SIGNS = {"+": "helps", "-": "hinders", "0": "nothing", "mixed": "mixed", "unknown": "open"}
