"""The division of the benefit: what each rule gives to whom, and who would leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.sections.value.figures import division_figures
from consilience.report.sections.value.record_places import contribution_href, worth_href
from consilience.report.sections.value.split_words import game_key, game_words
from consilience.report.sections.value.words import (
    amount,
    coalition,
    game_name,
    game_title,
    heads,
    parties,
    party_cell,
    party_cells,
    share,
    with_range,
)
from consilience.report.tables import Cell, Row, Table, head, numeral
from consilience.report.value_words import SAY, factor_name, rule_name

if TYPE_CHECKING:
    from consilience.analysis import GameSplit, RuleDivision, SplitFinding
    from consilience.report.context import Context

_LISTED = 3  # coalitions that would leave
_BY_BEARING = ("corrected", "contribution", "nash", "weighted", "talmud")


def split_section(context: Context, found: SplitFinding) -> Section:
    """Return, game by game, the divisions with their verdicts and what they rest on."""
    blocks: list[Block] = [
        Paragraph(context.say(f"{SAY}.split_lead")),
        Paragraph(context.say(f"{SAY}.rules"), "aside"),
        *context.remarks(found.notes),
    ]
    blocks += [_game(context, game, place) for place, game in enumerate(found.games, start=1)]
    return Section("value-split", context.say(f"{SAY}.title.split"), tuple(blocks))


def _game(context: Context, game: GameSplit, place: int) -> Section:
    key = game_key(place)
    blocks: list[Block] = [Paragraph(game_words(context, game))]
    if game.rules:
        blocks += division_figures(context, game, key)
        blocks += [_divisions(context, game, key), _verdicts(context, game, key)]
    if any(one.experts for one in game.rules):
        blocks.append(_experts(context, game, key))
    blocks.append(_worths(context, game, key))
    if game.bears:
        blocks.append(_bears(context, game, key))
    return Section(key, game_title(context, game.collaboration), tuple(blocks))


def _divisions(context: Context, game: GameSplit, key: str) -> Table:
    """Return what each rule gives to whom; each number leads to the worths behind it."""
    told = [one for one in game.rules if one.values]
    worths = f"#{key}-worths"
    rows = []
    for place, player in enumerate(game.players):
        cells = [numeral(amount(game.own[place], game.total), worths)]
        for one in told:
            ends = (one.low[place], one.high[place]) if one.low else ()
            shown = with_range(context, one.values[place], game.total, ends)
            target = f"#{key}-bears" if one.rule in _BY_BEARING and game.bears else worths
            cells.append(numeral(shown, target))
        rows.append(Row((party_cell(context, player, first=True), *cells)))
    verdicts = (Cell(context.say(f"{SAY}.verdict.{one.verdict}"), kind="number") for one in told)
    last = Row((head(context.say(f"{SAY}.head.verdict")), numeral("–"), *verdicts), ruled=True)
    columns = (
        *heads(context, ("party", "alone"), ("alone",)),
        *(Cell(rule_name(context, one.rule), kind="number") for one in told),
    )
    notes = [context.say(f"{SAY}.divisions_note")]
    if any(one.low for one in told):
        kind = "range_draws" if game.draws else "range_gaps"
        notes.append(context.say(f"{SAY}.{kind}", draws=game.draws))
    if game.factors:
        names = [factor_name(context, one) for one in game.factors]
        notes.append(context.say(f"{SAY}.factors", factors=names))
    caption = context.say(f"{SAY}.caption.divisions", game=game_name(context, game.collaboration))
    links = context.say(f"{SAY}.links.divisions")
    return Table(f"{key}-divisions", columns, (*rows, last), caption, tuple(notes), links)


def _verdicts(context: Context, game: GameSplit, key: str) -> Table:
    rows = tuple(
        Row(
            (
                head(rule_name(context, one.rule), f"#{key}-worths"),
                Cell(_verdict(context, one)),
                party_cells(context, one.below_own),
                Cell(_leaving(context, one, game.total)),
                Cell(_nearest(context, game, one)),
                numeral(share(one.stable)),
            )
        )
        for one in game.rules
    )
    names = ("rule", "verdict", "below", "leaving", "nearest", "sure")
    caption = context.say(f"{SAY}.caption.verdicts", game=game_name(context, game.collaboration))
    notes = (context.say(f"{SAY}.verdicts_note"),)
    return Table(f"{key}-verdicts", heads(context, names, ("sure",)), rows, caption, notes)


def _verdict(context: Context, one: RuleDivision) -> str:
    if one.state != "found":
        return context.say(f"{SAY}.no_division.{one.state.replace(' ', '_').replace('-', '_')}")
    return context.say(f"{SAY}.verdict.{one.verdict}")


def _leaving(context: Context, one: RuleDivision, scale: float) -> str:
    """Return who would gain most by leaving, and how many more there are."""
    shown = [
        context.say(
            f"{SAY}.gains",
            coalition=coalition(context, each.coalition),
            gain=amount(each.gain, scale),
        )
        for each in one.objections[:_LISTED]
    ]
    more = one.objection_count - len(shown)
    if more > 0:
        shown.append(context.say(f"{SAY}.more", count=more))
    return context.say(f"{SAY}.semicolon").join(shown) or "–"


def _nearest(context: Context, game: GameSplit, one: RuleDivision) -> str:
    if not one.nearest:
        return "–"
    shown = (
        context.say(f"{SAY}.gets", party=parties(context, [player]), amount=amount(got, game.total))
        for player, got in zip(game.players, one.nearest, strict=True)
    )
    said = context.listed(shown)
    if game.core is None or game.core.nonempty:
        return said
    return context.say(f"{SAY}.least_core", division=said)


def _experts(context: Context, game: GameSplit, key: str) -> Table:
    """Return what each rule gives by the worths of each expert alone."""
    names = list(dict.fromkeys(each.expert for one in game.rules for each in one.experts))
    rows = []
    for one in game.rules:
        said = {each.expert: each for each in one.experts}
        for place, player in enumerate(game.players):
            values = [
                numeral(amount(said[name].values[place], game.total), f"#{key}-worths")
                if name in said
                else numeral("–")
                for name in names
            ]
            first = rule_name(context, one.rule) if place == 0 else ""
            rows.append(Row((head(first), party_cell(context, player), *values), ruled=place == 0))
        told = [
            Cell(context.say(f"{SAY}.verdict.{'in' if said[name].in_core else 'out'}")
                 if name in said else "–", kind="number")
            for name in names
        ]  # fmt: skip
        rows.append(Row((head(""), Cell(context.say(f"{SAY}.head.verdict")), *told)))
    columns = (
        *heads(context, ("rule", "party")),
        *(Cell(context.shown(name), kind="number") for name in names),
    )
    caption = context.say(f"{SAY}.caption.experts", game=game_name(context, game.collaboration))
    return Table(f"{key}-experts", columns, tuple(rows), caption)


def _worths(context: Context, game: GameSplit, key: str) -> Table:
    rows = [
        Row(
            (
                head(coalition(context, one.coalition)),
                numeral(amount(one.amount, game.total if game.rules else one.amount)),
                Cell("–" if one.low == one.high else f"{one.low:,g} – {one.high:,g}", kind="short"),
                Cell("", parts=tuple(Cell(code, worth_href(context, code)) for code in one.rows)),
            )
        )
        for one in game.worths
    ]
    unknown = context.say(f"{SAY}.unknown")
    rows += [
        Row((head(coalition(context, one)), numeral(unknown), Cell("–"), Cell("–")))
        for one in game.missing
    ]
    names = ("coalition", "amount", "bounds", "rows")
    caption = context.say(f"{SAY}.caption.game_worths", game=game_name(context, game.collaboration))
    links = context.say(f"{SAY}.links.worths")
    return Table(f"{key}-worths", heads(context, names, ("amount",)), tuple(rows), caption,
                 links=links)  # fmt: skip


def _bears(context: Context, game: GameSplit, key: str) -> Table:
    """Return what each player bears; each number leads to its row."""
    names = list(dict.fromkeys(one.factor for one in game.bears))
    said = {(one.player, one.factor): one for one in game.bears}
    rows = tuple(
        Row(
            (
                party_cell(context, player, first=True),
                *(
                    numeral(
                        f"{said[player, name].amount:,g}",
                        contribution_href(context, player, name, said[player, name].of),
                    )
                    if (player, name) in said
                    else numeral("–")
                    for name in names
                ),
            )
        )
        for player in game.players
    )
    columns = (
        *heads(context, ("party",)),
        *(Cell(factor_name(context, name), kind="number") for name in names),
    )
    caption = context.say(f"{SAY}.caption.bears", game=game_name(context, game.collaboration))
    links = context.say(f"{SAY}.links.bears")
    return Table(f"{key}-bears", columns, rows, caption, links=links)
