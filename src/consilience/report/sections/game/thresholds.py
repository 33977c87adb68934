"""Between which values of each parameter what is stable, who leaves beyond, and the map of two."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from consilience.report.blocks import Block, Details, Paragraph, Section
from consilience.report.game_words import GameWords, short
from consilience.report.sections.game import figures
from consilience.report.sections.game.state import lever_sentences
from consilience.report.tables import Cell, Row, Table, numeral

if TYPE_CHECKING:
    from consilience.analysis import LookedAt
    from consilience.games import StabilityMap, StableInterval, Thresholds, Window


def thresholds_section(words: GameWords) -> Section:
    """Return the critical values of all parameters that have some, and the map of two of them."""
    found = words.found
    pairs = list(zip(found.ranges, found.thresholds, strict=True))
    deciding = [(span, one) for span, one in pairs if one.critical or one.switches]
    quiet = [span.parameter for span, one in pairs if not (one.critical or one.switches)]
    blocks: list[Block] = [Paragraph(said) for said in lever_sentences(words)]
    if quiet:
        names = list(words.labels(quiet).values())
        blocks.append(Paragraph(words.say("quiet", names=names, count=len(quiet))))
    if deciding:
        blocks += figures.threshold_strips(words, [one for _, one in deciding])
        blocks.append(_intervals(words, deciding))
    if any(one.switches for _, one in deciding):
        blocks.append(_switches(words, [one for _, one in deciding if one.switches]))
    if found.map is not None:
        blocks += _map(words, found.map)
    blocks.append(_ranges(words))
    notes = [note for _, one in deciding for note in one.notes if note not in found.notes]
    blocks += words.remarks({note.sentence(): note for note in notes}.values())
    return Section(f"{words.key}-thresholds", words.say("title.thresholds"), tuple(blocks))


def _intervals(words: GameWords, deciding: list[tuple[LookedAt, Thresholds]]) -> Table:
    rows = tuple(
        _interval(words, looked, item, first=not place)
        for _, looked in deciding
        for place, item in enumerate(looked.intervals)
    )
    return Table(
        f"table-{words.key}-thresholds",
        words.columns(
            ("parameter", "from", "to", "stable", "leaves_below", "leaves_above"), ("from", "to")
        ),
        rows,
        words.say("caption.thresholds"),
        (words.say("thresholds_note"),),
    )


def _interval(words: GameWords, looked: Thresholds, item: StableInterval, *, first: bool) -> Row:
    """Return one interval with those who end it: whose profile is stable here and not beyond."""
    ending = [one for one in looked.windows if one.profile in item.stable]
    below = [one for one in ending if one.low == item.low]
    above = [one for one in ending if one.high == item.high]
    name = words.cell(looked.parameter, first=True) if first else Cell("", kind="head")
    return Row(
        (
            name,
            numeral(short(item.low)),
            numeral(short(item.high)),
            Cell(words.profiles(item.stable)),
            Cell(_who(words, below, low=True)),
            Cell(_who(words, above, low=False)),
        ),
        ruled=first,
    )


def _who(words: GameWords, windows: list[Window], *, low: bool) -> str:
    parties = [one for item in windows for one in (item.binding_low if low else item.binding_high)]
    return words.parties(dict.fromkeys(parties), "would_change") or "–"


def _switches(words: GameWords, looked: list[Thresholds]) -> Table:
    """Return the values at which the path from today's state comes to end elsewhere."""
    rows = tuple(
        Row(
            (
                words.cell(one.parameter, first=True),
                numeral(short(item.value)),
                Cell(words.profile(item.before)),
                Cell(words.profile(item.after)),
            )
        )
        for one in looked
        for item in one.switches
    )
    columns = words.columns(("parameter", "at", "ends_below", "ends_above"), ("at",))
    return Table(f"table-{words.key}-switches", columns, rows, words.say("caption.switches"))


def _map(words: GameWords, found: StabilityMap) -> list[Block]:
    rows = tuple(
        Row(
            (
                Cell(words.profiles(item.stable) if item.stable else words.say("nothing_stable")),
                words.numeral(f"{item.share:.1%}"),
                numeral("–" if math.isnan(item.low) else f"{item.low:.1%} – {item.high:.1%}"),
                numeral(short(item.inside[0])),
                numeral(short(item.inside[1])),
            )
        )
        for item in found.regions
    )
    heads = words.columns(("stable", "area", "area_bounds"), ("area", "area_bounds"))
    symbols = tuple(
        Cell(words.say("head.inside", name=name), kind="number") for name in (found.x, found.y)
    )
    x, y = words.label(found.x), words.label(found.y)
    table = Table(
        f"table-{words.key}-map",
        (*heads, *symbols),
        rows,
        words.say("caption.map", x=x, y=y),
        (words.say("map_note"),),
    )
    formulas = [item.formula for item in found.borders if item.formula]
    borders = words.say("borders", formulas=formulas)
    return [*figures.map_figure(words), table, *([Paragraph(borders, "aside")] if formulas else [])]


def _ranges(words: GameWords) -> Details:
    """Return in which range each parameter was looked at, and why there."""
    rows = tuple(
        Row(
            (
                words.cell(span.parameter, first=True),
                numeral(short(span.low)),
                numeral(short(span.high)),
                Cell(words.say(f"range.{span.source}")),
            )
        )
        for span in words.found.ranges
    )
    columns = words.columns(("parameter", "from", "to", "range_from"), ("from", "to"))
    caption = words.say("caption.ranges")
    table = Table(f"table-{words.key}-ranges", columns, rows, caption, in_paper=False)
    return Details(words.say("how_ranges"), (table,))
