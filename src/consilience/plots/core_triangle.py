"""The divisions of three players as a triangle: the core as a region of it, rules as signs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from consilience import checks
from consilience.errors import ArgumentError
from consilience.plots.canvas import SIZE
from consilience.plots.common import names_of, rectangle
from consilience.plots.figure import Area, Figure, Line, Mark, Segments, Symbol, Text
from consilience.plots.labels import fitted, text_width
from consilience.plots.network_legend import Item, flow
from consilience.plots.row_names import name_lines, row_name
from consilience.plots.rules import placed_rules, read_rules, rule_items, rule_phrase
from consilience.plots.three_players import CORNERS, Floats, ThreePlayers
from consilience.results import Note
from consilience.texts import LANGUAGES

_MARGIN, _NAMES, _SHORT, _HEAD, _BEYOND, _ROOM = 14.0, 150.0, 84.0, 46.0, 12.0, 60.0


def core_figure(
    worths: ArrayLike,
    divisions: Mapping[str, ArrayLike],
    players: Sequence[str] = ("1", "2", "3"),
    *,
    labels: Mapping[str, str] | None = None,
    key: str = "core",
) -> Figure:
    """Describe the core of a game of three players, and where rules of allocation lie in it.

    A corner gives one player all that together is more than alone; a line across is what one
    player can get at most before the other two would rather be on their own.

    Parameters
    ----------
    worths : array of shape (8,)
        The worth of each coalition; bit i of the place is player i, and the first one is 0.
    divisions : mapping of str to array of shape (3,)
        One to eight rules by name, as in :func:`division_figure`.
    players : sequence of str, shape (3,)
        The players.
    labels : mapping of str, optional
        What players are called.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        The triangle of imputations, the core as a shaded region (a line or a ring where it has no
        room), a sign a rule: hollow outside of the core. Rules on one place stand above or below
        it, beside one another; a rule that does not give out all there is has no place, and the
        legend says so. An empty core, and a game without imputations, are said.

    Raises
    ------
    ArgumentError
        If there are not eight finite worths that begin with 0, not three players, or a division is
        not three finite numbers.

    Examples
    --------
    >>> figure = core_figure([0, 0, 0, 1, 0, 1, 1, 1], {"shapley": [1 / 3, 1 / 3, 1 / 3]})
    >>> figure.title.sentence()
    'Three players: the core is empty'

    References
    ----------
    Shapley, L. S. (1967). On Balanced Sets and Cores. Naval Research Logistics Quarterly 14(4).
    """
    owner = "core_figure"
    v = _worths(worths, owner)
    names = checks.names(players, "players", owner)
    if len(names) != 3:
        raise ArgumentError("players", owner, "three_players", list(names))
    rules = read_rules(divisions, names, owner)
    called = list(names_of(names, labels, owner).values())
    game = ThreePlayers(v, v[[1, 2, 4]], [called[0], called[1], called[2]])
    inside = {rule: game.holds(values) for rule, values in rules.items()}
    state = "none" if game.surplus < -game.rounding else "whole" if game.core else "empty"
    whole = {rule: values for rule, values in rules.items() if game.divides(values)}
    places = {rule: game.place(values) for rule, values in whole.items()}
    shift, width, height = _page(places, game)
    marks: list[Mark] = []
    if game.surplus > game.rounding:
        marks += _triangle(game, shift, places)
    marks += _core(game, shift)
    outside = [rule for rule in rules if not inside[rule]]
    items = [*_rule_items(rules, outside, whole, game), *_items(game)]
    if state != "whole":
        head = Note(f"plots.core.{state}_short")
        marks.append(Text(_MARGIN, 20.0, head, "start", "bold"))
    details = {rule: _amounts(rule, values, called) for rule, values in rules.items()}
    if state == "none":  # no triangle to place them in: the amounts in words
        short = [fitted(name, _SHORT, SIZE) for name in called]
        words = [_amounts(rule, values, short) for rule, values in rules.items()]
        items = [replace(item, label=one) for item, one in zip(items, words, strict=False)]
        width = max(width, *(_widest(one) + 2 * _MARGIN + 24 for one in words))
        height = _HEAD - 8
    else:
        marks += placed_rules(places, inside, details, shift)
    legend, deep = flow(items, _MARGIN, height, width - 2 * _MARGIN)
    counts = {
        "players": called,
        "rules": [rule_phrase(rule) for rule in rules],
        "total": float(v[7]),
        "surplus": float(game.surplus),
        "lacking": float(-game.surplus),
        "inside": [rule_phrase(rule) for rule in rules if inside[rule]] or "–",
    }
    return Figure(
        key=key,
        title=Note(f"plots.core.title_{state}", counts),
        description=Note(f"plots.core.description_{state}", counts),
        caption=Note(f"plots.core.caption_{state}", counts),
        x=None,
        y=None,
        marks=(*marks, *legend),
        width=width,
        height=height + deep + 6,
    )


def _worths(worths: ArrayLike, owner: str) -> Floats:
    found = checks.numbers(worths, "worths", owner)
    if len(found) != 8 or found[0] != 0:
        raise ArgumentError("worths", owner, "eight_worths", found.tolist())
    return found


def _amounts(rule: str, values: Floats, names: Sequence[str]) -> Note:
    """Return what a rule gives each player."""
    listed = [f"{name} {value:.4g}" for name, value in zip(names, values.tolist(), strict=True)]
    return Note("plots.core.rule", {"rule": rule_phrase(rule), "amounts": listed})


def _widest(note: Note) -> float:
    """Return how wide a sentence is in the language in which it is wider."""
    return max(text_width(note.sentence(language), SIZE) for language in LANGUAGES)


def _page(
    places: Mapping[str, tuple[float, float]], game: ThreePlayers
) -> tuple[tuple[float, float], float, float]:
    """Return how far all is shifted, the width, and where the legend begins."""
    triangle = game.surplus > game.rounding
    corners = CORNERS.tolist() if triangle else [[0.0, 0.0]]
    xs, ys = zip(*corners, *places.values(), *game.core, strict=True)
    lines = [name_lines(name, _NAMES) for name in game.names]
    wide = max(text_width(line, SIZE) for listed in lines for line in listed)
    side = max(wide / 2, _ROOM)
    high = 12.5 * max(map(len, lines)) + 18 if triangle else 0.0
    notes = [Note("plots.core.empty_short"), Note("plots.core.none_short")]
    least = max(map(_widest, notes))
    left, top = _MARGIN + side - min(xs), _HEAD + high - min(ys)
    width = max(max(xs) + left + side + _MARGIN, least + 2 * _MARGIN + 40, 300.0)
    return (left, top), width, max(ys) + top + high + 16


def _triangle(
    game: ThreePlayers, shift: tuple[float, float], places: Mapping[str, tuple[float, float]]
) -> list[Mark]:
    """Return the triangle; its corners are named above and below all that stands in it."""
    left, top = shift
    corners = tuple((x + left, y + top) for x, y in CORNERS.tolist())
    marks: list[Mark] = [Area(corners, "paper", "ink")]
    heights = [y + top for _, y in places.values()]
    highest, lowest = min([corners[0][1], *heights]), max([corners[1][1], *heights])
    for player, (x, _) in enumerate(corners):
        amount = float(game.own[player] + game.surplus)
        detail = Note("plots.core.corner", {"player": game.names[player], "amount": amount})
        half = 6.25 * len(name_lines(game.names[player], _NAMES))
        near, far = (highest - 12, -half - 12) if player == 0 else (lowest + 21, half + 4)
        marks.append(Text(x, near, f"{amount:,.6g}", "middle", size=9.5, detail=detail))
        at = (x, near + far)
        marks += row_name(
            game.names[player], at, width=_NAMES, align="middle", look="bold", detail=detail
        )
    return marks


def _core(game: ThreePlayers, shift: tuple[float, float]) -> list[Mark]:
    """Return the core, and the limits that the pairs of players set."""
    left, top = shift
    marks: list[Mark] = []
    places = tuple((x + left, y + top) for x, y in game.core)
    detail = Note("plots.core.core")
    if len(places) > 2:
        marks.append(Area(places, "pale accent", "accent", detail=detail))
    elif len(places) == 2:
        marks.append(Line(places, "accent", 5.0, detail=detail))
    elif places:
        marks.append(Symbol(*places[0], 8.0, "circle", "pale accent", "accent", 2.0, detail=detail))
    return [*marks, *_limits(game, shift)]


def _limits(game: ThreePlayers, shift: tuple[float, float]) -> list[Mark]:
    """Return a dashed line for each pair, from a little before the triangle to a little after."""
    found: list[Mark] = []
    if game.surplus <= game.rounding:
        return found
    corners = CORNERS + np.array(shift)
    for player in range(3):
        share = float(game.most[player]) / game.surplus
        if not 0 <= share < 1:
            continue
        others = [n for n in range(3) if n != player]
        ends = [share * corners[player] + (1 - share) * corners[other] for other in others]
        beyond = _BEYOND * (ends[1] - ends[0]) / np.linalg.norm(ends[1] - ends[0])
        ends = [ends[0] - beyond, ends[1] + beyond]
        pieces = tuple((round(float(x), 1), round(float(y), 1)) for x, y in ends)
        worth = float(game.v[7] - game.most[player] - game.own[player])
        told = {"pair": [game.names[n] for n in others], "worth": worth}
        detail = Note("plots.core.limit", told)
        found.append(Segments(((pieces[0], pieces[1]),), "muted", 1.2, (5.0, 3.0), detail=detail))
    return found


def _rule_items(
    rules: Mapping[str, Floats],
    outside: Sequence[str],
    whole: Collection[str],
    game: ThreePlayers,
) -> list[Item]:
    """Return the legend of rules; those that give out less or more than there is say so."""
    found = []
    for item, (rule, values) in zip(rule_items(rules, outside), rules.items(), strict=True):
        told = {"rule": rule_phrase(rule), "sum": float(values.sum()), "total": float(game.v[7])}
        label = item.label if rule in whole else Note("plots.core.not_whole", told)
        found.append(replace(item, label=label))
    return found


def _items(game: ThreePlayers) -> list[Item]:
    found = []
    core = Note("plots.core.core")
    if len(game.core) > 2:
        shape = Area(rectangle(-8, -5, 16, 10), "pale accent", "accent")
        found.append(Item((shape,), 18.0, core))
    elif len(game.core) == 2:
        found.append(Item((Line(((-11, 0), (11, 0)), "accent", 5.0),), 24.0, core))
    elif game.core:
        ring = Symbol(0, 0, 8.0, "circle", "pale accent", "accent", 2.0)
        found.append(Item((ring,), 18.0, core))
    if _limits(game, (0.0, 0.0)):
        line = Line(((-11, 0), (11, 0)), "muted", 1.2, (5.0, 3.0))
        found.append(Item((line,), 24.0, Note("plots.core.limits")))
    return found
