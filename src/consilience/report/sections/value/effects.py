"""What each division of the benefit does to the stability of a game."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from consilience.analysis import game_table
from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.game_words import name_in_game
from consilience.report.sections.value.words import game_name, heads, parties, share
from consilience.report.tables import Cell, Row, Table, head, numeral
from consilience.report.value_words import SAY, rule_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from consilience.analysis import SplitGameFinding
    from consilience.analysis.split_stability import Profiles, SplitEffect, SplitLink, SplitRoom
    from consilience.report.context import Context


def effects_section(context: Context, found: SplitGameFinding, number: int) -> Section:
    """Return the game under each division; ``number`` counts from 1."""
    blocks: list[Block] = [
        Paragraph(effects_sentence(context, found)),
        Paragraph(context.say(f"{SAY}.effects_how"), "aside"),
        *context.remarks(found.notes),
        _links(context, found, number),
        _effects(context, found, number),
    ]
    title = context.say(f"{SAY}.title.effects", game=_title(context, found.game))
    return Section(f"value-effects-{number}", title, tuple(blocks))


def effects_sentence(context: Context, found: SplitGameFinding) -> str:
    """Return which divisions would keep what is stable, and which would lose it."""
    effects = found.stability.effects
    lost = [rule_name(context, one.division) for one in effects if one.lost]
    kept = [rule_name(context, one.division) for one in effects if not one.lost]
    told = {"game": _title(context, found.game), "benefit": game_name(context, found.collaboration)}
    if found.stability.before is None:
        return context.say(f"{SAY}.effects_no_before", **told)
    if not lost:
        return context.say(f"{SAY}.effects_none", count=len(kept), **told)
    key = "effects_lost" if kept else "effects_all"
    return context.say(f"{SAY}.{key}", lost=lost, kept=kept, **told)


def _title(context: Context, code: str) -> str:
    one = context.study.game(code)
    return context.shown((one.title_zh if context.language == "zh" else "") or one.title)


def _links(context: Context, found: SplitGameFinding, number: int) -> Table:
    rows = tuple(
        Row(
            (
                head(one.parameter),
                Cell(parties(context, [one.player])),
                Cell(_measure(context, one)),
            )
        )
        for one in found.stability.links
    )
    columns = heads(context, ("parameter", "party", "measure"))
    caption = context.say(f"{SAY}.caption.links")
    return Table(f"table-value-links-{number}", columns, rows, caption)


def _measure(context: Context, one: SplitLink) -> str:
    return context.say(f"{SAY}.measure.{one.measure}")


def _effects(context: Context, found: SplitGameFinding, number: int) -> Table:
    before = found.stability.before
    every = (*((before,) if before else ()), *found.stability.effects)
    rows = [row for one in every for row in _rows(context, found, one)]
    names = ("rule", "verdict", "stable", "basin", "change", "parameter", "value", "room", "mover")
    return Table(
        f"table-value-effects-{number}",
        heads(context, names, ("value",)),
        tuple(rows),
        context.say(f"{SAY}.caption.effects"),
        (context.say(f"{SAY}.effects_note"),),
        context.say(f"{SAY}.links.effects"),
    )


def _rows(context: Context, found: SplitGameFinding, one: SplitEffect) -> list[Row]:
    """Return a line for each parameter that the division sets; the first says what is stable."""
    inside = "in" if one.division in found.in_core else "out"
    first = (
        head(rule_name(context, one.division) if one.division else context.say(f"{SAY}.today")),
        Cell(context.say(f"{SAY}.verdict.{inside}") if one.division else "–"),
        Cell(_profiles(context, found, one.stable)),
        Cell(context.listed(share(basin) for basin in one.basins) or "–"),
        Cell(_change(context, found, one)),
    )
    blank = (head(""), *(Cell(""),) * 4)
    target = _worths_href(context, found) if one.division else ""
    return [
        Row(
            (
                *(blank if place else first),
                Cell(room.parameter),
                numeral(f"{room.value:.3f}", target),
                Cell(f"{room.low:.3f} – {room.high:.3f}", kind="short"),
                Cell(_movers(context, found, room)),
            ),
            ruled=not place,
        )
        for place, room in enumerate(one.rooms)
    ]


def _worths_href(context: Context, found: SplitGameFinding) -> str:
    """Return where the worths of the division stand: by coalition if it is shown, else the rows."""
    split = context.evidence.value.split if context.evidence.value else None
    for place, game in enumerate(split.games if split else (), start=1):
        if game.collaboration == found.collaboration:
            return f"#value-split-{place}-worths"
    return "#table-value-worths"


def _profiles(context: Context, found: SplitGameFinding, profiles: Profiles) -> str:
    if not profiles:
        return context.say(f"{SAY}.nothing_stable")
    named = _names(context, found.game)
    shown = (f"({context.listed(map(named, names))})" for names in profiles)
    return context.say(f"{SAY}.semicolon").join(shown)


def _change(context: Context, found: SplitGameFinding, one: SplitEffect) -> str:
    said = []
    if one.lost:
        said.append(context.say(f"{SAY}.lost", profiles=_profiles(context, found, one.lost)))
    if one.gained:
        said.append(context.say(f"{SAY}.gained", profiles=_profiles(context, found, one.gained)))
    if one.end:
        said.append(context.say(f"{SAY}.leads", profile=_profiles(context, found, (one.end,))))
    return context.say(f"{SAY}.semicolon").join(said) or "–"


def _movers(context: Context, found: SplitGameFinding, room: SplitRoom) -> str:
    """Return who changes his mind at either end."""
    named = _names(context, found.game)
    ends = {"below": room.leave_below, "above": room.leave_above}
    said = (
        context.say(f"{SAY}.{end}", populations=list(map(named, names)))
        for end, names in ends.items()
        if names
    )
    return context.say(f"{SAY}.semicolon").join(said) or "–"


def _names(context: Context, code: str) -> Callable[[str], str]:
    """Return what parties and strategies are called in the language of the report."""
    return partial(name_in_game, context, game_table(context.study.game(code)))
