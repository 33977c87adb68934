"""What the figures of games share: tables of shares, rest points by their class, paths, states."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.games.stability import Kind
from consilience.plots.canvas import SIZE
from consilience.plots.figure import Form, Label, Line, Mark, Segments, Style, Symbol, words
from consilience.plots.labels import fitted, text_width, wrapped
from consilience.plots.network_legend import Item
from consilience.results import Note
from consilience.texts import LANGUAGES

Floats = NDArray[np.float64]
_SUM = 1e-6  # by which shares may miss 1
_STEP = 1.2  # pixels: closer places of a path are left out
_HEAD = 7.0
_KINDS = tuple(kind for kind in get_args(Kind) if kind)
# Filled is stable, open is not; every class has a form of its own.
_LOOKS: Mapping[str, tuple[Form, Style, float]] = {
    "ESS": ("circle", "ink", 5.4),
    "asymptotically stable": ("hexagon", "accent", 5.4),
    "centre": ("square", "middle accent", 4.2),
    "saddle": ("diamond", "pale muted", 5.0),
    "source": ("circle", "paper", 4.8),
    "unstable": ("triangle", "paper", 4.4),
    "degenerate": ("wedge", "pale contrast", 4.4),
}


@dataclass(frozen=True)
class Players:
    """The populations of a game and their strategies."""

    populations: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> int:
        """How many strategies there are in all."""
        return sum(map(len, self.strategies))

    @property
    def firsts(self) -> tuple[int, ...]:
        """The column of the first strategy of each population."""
        sizes = [0, *map(len, self.strategies)]
        return tuple(int(place) for place in np.cumsum(sizes)[:-1])

    def sums(self, shares: Floats) -> Floats:
        """Return the sum of shares within each population, along the last axis."""
        return np.add.reduceat(shares, self.firsts, axis=-1)


def players_of(populations: object, strategies: object, owner: str) -> Players:
    """Return populations with at least two strategies each.

    Raises
    ------
    ArgumentError
        If names are missing or doubled, or there are not as many lists of strategies.
    """
    found = checks.names(populations, "populations", owner)
    if isinstance(strategies, str | Mapping) or not isinstance(strategies, Sequence):
        raise ArgumentError("strategies", owner, "strategies_each", strategies, count=len(found))
    listed = tuple(checks.names(names, "strategies", owner) for names in strategies)
    if len(listed) != len(found) or any(len(names) < 2 for names in listed):
        raise ArgumentError("strategies", owner, "strategies_each", strategies, count=len(found))
    return Players(found, listed)


def shaped(players: Players, sizes: tuple[int, ...], owner: str) -> Players:
    """Refuse a game that has other numbers of strategies than a figure can show."""
    if tuple(map(len, players.strategies)) != sizes:
        shown = list(players.strategies)
        raise ArgumentError("strategies", owner, "strategy_counts", shown, counts=list(sizes))
    return players


def shares_of(given: object, players: Players, name: str, owner: str, axes: int) -> Floats:
    """Return shares of all strategies, which stand along the last axis.

    Raises
    ------
    ArgumentError
        If they are no such table, lie outside [0, 1], or do not sum to 1 within a population.
    """
    blanks = {"columns": players.columns}
    try:
        found = np.array(given, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ArgumentError(name, owner, "strategy_shares", given, **blanks) from error
    if found.ndim != axes or not found.size or found.shape[-1] != players.columns:
        raise ArgumentError(name, owner, "strategy_shares", str(found.shape), **blanks)
    # written so that NaN is refused too
    inside = (found >= -_SUM).all() and (found <= 1 + _SUM).all()
    if not inside or not (np.abs(players.sums(found) - 1) <= _SUM).all():
        raise ArgumentError(name, owner, "strategy_shares", given, **blanks)
    return np.clip(found, 0.0, 1.0)


@dataclass(frozen=True)
class RestPoints:
    """Rest points with the shares of all strategies, and the class of each."""

    shares: Floats
    kinds: tuple[str, ...]


def points_of(points: object, players: Players, owner: str) -> RestPoints:
    """Return rest points, given as pairs of shares and class; none are fine.

    Raises
    ------
    ArgumentError, UnknownNameError
        If they are no pairs, shares are wrong, or a class is unknown.
    """
    if not isinstance(points, Sequence) or isinstance(points, str):
        raise ArgumentError("points", owner, "rest_points", points)
    rows, kinds = [], []
    for pair in points:
        if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2:
            raise ArgumentError("points", owner, "rest_points", pair)
        rows.append(shares_of(pair[0], players, "points", owner, 1))
        kinds.append(checks.choice(pair[1], _KINDS, "points", owner))
    return RestPoints(np.array(rows).reshape(len(rows), players.columns), tuple(kinds))


def optional_shares(
    given: object, players: Players, name: str, owner: str, axes: int
) -> Floats | None:
    """Return shares as :func:`shares_of`, None where there are none."""
    if isinstance(given, Sequence | np.ndarray) and not len(given):
        return None
    return shares_of(given, players, name, owner, axes)


def paths_of(given: object, players: Players, owner: str) -> list[Floats]:
    """Return paths, each of shape (times, strategies); none are fine."""
    if not isinstance(given, Sequence | np.ndarray) or isinstance(given, str):
        raise ArgumentError("paths", owner, "strategy_shares", given, columns=players.columns)
    return [shares_of(path, players, "paths", owner, 2) for path in given]


def told_by_class(codes: Sequence[str], kinds: Sequence[str]) -> dict[str, list[str]]:
    """Return which rest points are stable, which are saddles, and the others, for a description."""
    groups = {"ESS": "stable", "asymptotically stable": "stable", "saddle": "saddles"}
    found: dict[str, list[str]] = {"stable": [], "saddles": [], "others": []}
    for code, kind in zip(codes, kinds, strict=True):
        found[groups.get(kind, "others")].append(code)
    return {name: listed or ["–"] for name, listed in found.items()}


def point_symbol(kind: str, x: float, y: float, detail: Label = "") -> Symbol:
    """Return the sign of a rest point of a class."""
    form, style, radius = _LOOKS[kind]
    return Symbol(x, y, radius, form, style, "ink", 1.2, detail=detail)


def point_items(kinds: Sequence[str]) -> list[Item]:
    """Return the classes that occur, with their names."""
    return [
        Item((point_symbol(kind, 0, 0),), 13.0, Note(f"game_plots.kind.{kind.replace(' ', '_')}"))
        for kind in _LOOKS
        if kind in kinds
    ]


def today_symbol(x: float, y: float) -> Symbol:
    """Return the sign of today's state."""
    return Symbol(x, y, 5.4, "star", "contrast", "paper", 0.8, detail=Note("game_plots.today"))


def today_item() -> Item:
    """Return what today's sign means."""
    return Item((replace(today_symbol(0, 0), detail=""),), 14.0, Note("game_plots.today"))


def path_marks(
    places: Sequence[tuple[float, float]],
    style: Style,
    width: float = 1.2,
    dashes: tuple[float, ...] = (),
) -> list[Mark]:
    """Return a path with an arrowhead half-way along; a path that stays put is none."""
    kept = thinned(places)
    if len(kept) < 2:
        return []
    lengths = np.cumsum([math.dist(a, b) for a, b in pairwise(kept)])
    marks: list[Mark] = [Line(tuple(kept), style, width, dashes)]
    if lengths[-1] > 2 * _HEAD:
        at = int(np.searchsorted(lengths, lengths[-1] / 2))
        start, end = kept[at], kept[at + 1]
        marks.append(Segments(((_before(start, end), end),), style, width, head=_HEAD))
    return marks


def _before(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """Return the place before an end from which an arrowhead that ends there begins."""
    share = _HEAD / math.dist(start, end)
    return end[0] - share * (end[0] - start[0]), end[1] - share * (end[1] - start[1])


def thinned(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the places of a line without those that lie on their forerunner."""
    kept = [places[0]]
    for place in places[1:]:
        if math.dist(place, kept[-1]) >= _STEP:
            kept.append(place)
    if kept[-1] != places[-1]:
        kept[len(kept) - (len(kept) > 1) :] = [places[-1]]
    return kept


def state_note(profile: Sequence[str]) -> Note:
    """Return a strategy of each population as one state."""
    return Note("game_plots.state.whole", {"names": list(profile)})


def state_lines(profile: Sequence[str], width: float, size: float = SIZE) -> list[Note]:
    """Return a state in lines that are at most so wide; a longer name is cut."""
    whole = state_note(profile)
    if widest(whole, size) <= width:
        return [whole]
    pieces = [fitted(name, width - 2 * size, size) for name in profile]
    rows = wrapped(pieces, "\n", width - 2 * size, size)
    keys = ["first", *["middle"] * (len(rows) - 2), "last"] if len(rows) > 1 else ["whole"]
    return [
        Note(f"game_plots.state.{key}", {"names": row.split("\n")})
        for key, row in zip(keys, rows, strict=True)
    ]


def widest(label: Label, size: float = SIZE) -> float:
    """Return how wide a label is in the language in which it is wider."""
    return max(text_width(words(label, language), size) for language in LANGUAGES)


def broken(text: str, width: float, size: float = SIZE, most: int = 2) -> list[str]:
    """Return a text in lines that are at most so wide, at spaces if it can; the rest is cut."""
    rest = text
    lines: list[str] = []
    while text_width(rest, size) > width and len(lines) < most - 1:
        count = len(rest)
        while count > 1 and text_width(rest[:count], size) > width:
            count -= 1
        space = rest.rfind(" ", 0, count + 1)
        cut = space if space > count // 2 else count
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*lines, fitted(rest, width, size)]


def share_label(population: str, strategy: str, width: float, size: float = SIZE) -> Note:
    """Return the name of the share of a strategy, its longer part cut where it must be."""
    room = width - 2 * size
    names = [population, strategy]
    longer = int(text_width(strategy, size) > text_width(population, size))
    other = text_width(names[1 - longer], size)
    names[longer] = fitted(names[longer], max(room - other, room / 2), size)
    names[1 - longer] = fitted(names[1 - longer], room / 2 if other > room / 2 else room, size)
    return Note("game_plots.share", {"population": names[0], "strategy": names[1]})


def corner_code(shares: Sequence[float] | Floats) -> str:
    """Return first shares as a text, such as (1, 0, 0.25)."""
    return f"({', '.join(f'{share:.3g}' for share in shares)})"
