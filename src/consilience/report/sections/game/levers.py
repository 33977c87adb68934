"""What would make the target stable: levers, from where to where, at which cost, how surely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.game_words import GameWords, short
from consilience.report.sections.game.state import (
    chance_text,
    interval,
    share_text,
    today_windows,
)
from consilience.report.tables import Cell, Row, Table, numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.analysis import AfterChange
    from consilience.games import Change, Mechanism, Window


def mechanism_sentence(words: GameWords) -> str:
    """Return the cheapest change of levers and what comes of it, "" without levers."""
    found = words.found
    if found.mechanism is None:
        return ""
    target = words.profile(found.target)
    if not found.mechanism.found:
        return words.say("no_change_helps", target=target)
    moved = [item for item in found.mechanism.changes if item.before != item.after]
    if not moved:
        return words.say("no_change_needed", target=target) + _nudge(words)
    changes = words.context.listed(_change(words, item) for item in moved)
    cost = short(found.mechanism.cost)
    said = words.say("cheapest", changes=changes, cost=cost, target=target)
    return said + _outlook(words, found.after) + _nudge(words)


def levers_section(words: GameWords) -> Section:
    """Return levers together, each alone, and between which values each helps."""
    found = words.found
    blocks: list[Block] = [Paragraph(mechanism_sentence(words))]
    if found.mechanism is not None:
        blocks += words.remarks(found.mechanism.notes)
    blocks += [_mechanisms(words), _windows(words)]
    blocks.append(Paragraph(words.say("levers_caution"), "aside"))
    return Section(f"{words.key}-levers", words.say("title.levers"), tuple(blocks))


def _change(words: GameWords, change: Change) -> str:
    return words.say(
        "change",
        parameter=words.label(change.parameter),
        before=short(change.before),
        after=short(change.after),
    )


def _nudge(words: GameWords) -> str:
    """Return which move of one lever lets today's state lead to the target, and its effects."""
    found = words.found
    if not found.start or found.end == found.target:
        return ""
    if found.nudge is None:
        return words.say("today_never")
    change = _change(words, found.nudge.change)
    then, cost = _outlook(words, found.nudge.after), short(found.nudge.change.cost)
    return words.say("today_elsewhere") + words.say("nudge", change=change, cost=cost, then=then)


def _outlook(words: GameWords, after: AfterChange | None) -> str:
    """Return what is expected after the change: share of starts, today's end, probability."""
    found = words.found
    if after is None:
        return ""
    parts = []
    basins = after.basins.basins if after.basins else ()
    basin = next((item for item in basins if item.profile == found.target), None)
    if basin is not None:
        parts.append(words.say("then_starts", share=share_text(basin)))
    if found.start:
        same = after.end == found.target
        end = words.profile(after.end) if after.end else words.say("unknown")
        parts.append(words.say("then_today" if same else "then_today_not", end=end))
    if after.probability is not None:
        chance = chance_text(words, after.probability.stable)
        parts.append(words.say("then_probability", chance=chance))
    return words.say("then", parts=words.say("semicolon").join(parts)) if parts else ""


def _mechanisms(words: GameWords) -> Table:
    """Return a row a lever that moves: all together first, then each alone."""
    found = words.found
    rows: list[Row] = []
    both = found.mechanism
    if both is not None:
        title = "together" if len(found.levers) > 1 else "one_lever"
        rows += _rows(words, both, words.say(title))
    for one in found.alone:
        name = one.changes[0].parameter if one.changes else ""
        rows += _rows(words, one, words.say("alone", lever=words.titled(name) if name else "–"))
    return Table(
        f"table-{words.key}-mechanism",
        words.columns(
            ("how", "lever", "from", "to", "cost", "makes_stable"), ("from", "to", "cost")
        ),
        tuple(rows),
        words.say("caption.mechanism", target=words.profile(found.target)),
        (words.say("mechanism_note", margin=found.parameters.get("margin", 0.001)),),
    )


def _rows(words: GameWords, found: Mechanism, how: str) -> list[Row]:
    """Return what becomes of each lever; one row that says so where nothing helps or is needed."""
    moved = [item for item in found.changes if item.before != item.after]
    if not found.found or not moved:
        key = "not_needed" if found.found else "not_possible"
        shown = words.profiles(found.stable) if found.found else "–"
        dash = numeral("–")
        cost = numeral("0" if found.found else "–")
        return [Row((Cell(how), Cell(words.say(key)), dash, dash, cost, Cell(shown)), ruled=True)]
    return [
        Row(
            (
                Cell(how if not place else ""),
                words.cell(item.parameter),
                numeral(short(item.before)),
                numeral(short(item.after)),
                numeral(short(item.cost)),
                Cell(words.profiles(found.stable) if not place else ""),
            ),
            ruled=not place,
        )
        for place, item in enumerate(moved)
    ]


def _windows(words: GameWords) -> Table:
    """Return between which values of each lever the target is stable, and reached from today."""
    found = words.found
    rows = []
    for looked in found.thresholds:
        name = looked.parameter
        if name not in found.levers:
            continue
        windows = [item for item in looked.windows if item.profile == found.target]
        shown = [interval(words, one.low, one.high, looked.low, looked.high) for one in windows]
        rows.append(
            Row(
                (
                    words.cell(name, first=True),
                    numeral(short(found.number_of(name).number)),
                    Cell(words.say("and_also").join(shown) or words.say("nowhere")),
                    Cell(today_windows(words, name) or "–"),
                    Cell(words.say(f"monotone.{_direction(windows, looked.low, looked.high)}")),
                )
            )
        )
    return Table(
        f"table-{words.key}-levers",
        words.columns(("lever", "now", "stable_between", "today_between", "more_helps"), ("now",)),
        tuple(rows),
        words.say("caption.levers", target=words.profile(found.target)),
        (words.say("windows_note"),),
    )


def _direction(windows: Sequence[Window], low: float, high: float) -> str:
    """Return whether more of a lever helps: always, never, up to a point, or from one end only."""
    ends = [(one.low <= low, one.high >= high) for one in windows]
    if not ends:
        return "never"
    if len(ends) > 1 or ends == [(False, False)]:
        return "between"
    return {(True, True): "always", (False, True): "more", (True, False): "less"}[ends[0]]
