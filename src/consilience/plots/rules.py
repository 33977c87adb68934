"""The signs of rules of allocation: a form and a colour for each, hollow outside of the core."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.plots.common import rectangle
from consilience.plots.figure import Area, Form, Label, Mark, Segments, Style, Symbol
from consilience.plots.network_legend import Item
from consilience.results import Note
from consilience.texts import Phrase, catalogue

MOST_RULES = 8
_NEAR, _STEP, _LIFTS = 9.0, 13.0, (-20.0, 20.0, -36.0, 36.0, -52.0, 52.0)
_LOOKS: tuple[tuple[Form, Style], ...] = (
    ("circle", "group 1"),
    ("diamond", "group 4"),
    ("square", "group 3"),
    ("triangle", "group 6"),
    ("wedge", "group 2"),
    ("star", "ink"),
    ("hexagon", "group 5"),
    ("plus", "accent"),
)


def rule_title(rule: str) -> Label:
    """Return what a rule is called: in both languages if it is the program's, else as it is."""
    key = f"value.method.{rule}"
    return Note(key) if key in catalogue("en") else rule


def rule_phrase(rule: str) -> Phrase | str:
    """Return what a rule is called, for the blank of a sentence."""
    title = rule_title(rule)
    return Phrase(title.key) if isinstance(title, Note) else title


def rule_symbol(
    place: int, at: tuple[float, float], *, inside: bool, radius: float = 4.6, detail: Label = ""
) -> Symbol:
    """Return the sign of the rule at a place of their list."""
    form, style = _LOOKS[place]
    fill: Style = style if inside else "paper"
    outline: Style = "ink" if inside else style
    return Symbol(*at, radius, form, fill, outline, 0.9 if inside else 1.8, detail=detail)


def rule_items(rules: Collection[str], outside: Collection[str]) -> list[Item]:
    """Return the legend of rules; those outside of the core say so."""
    found = []
    for place, rule in enumerate(rules):
        sign = rule_symbol(place, (0.0, 0.0), inside=rule not in outside, radius=5.0)
        title = rule_title(rule)
        if rule in outside:
            title = Note("plots.division.outside", {"rule": rule_phrase(rule)})
        found.append(Item((sign,), 14.0, title))
    return found


def read_rules(
    divisions: Mapping[str, ArrayLike], players: tuple[str, ...], owner: str
) -> dict[str, NDArray[np.float64]]:
    """Return the divisions as arrays of shape (players,).

    Raises
    ------
    ArgumentError
        If there are none or more than eight, or one is not a finite number for each player.
    """
    if not isinstance(divisions, Mapping) or not 1 <= len(divisions) <= MOST_RULES:
        raise ArgumentError("divisions", owner, "divisions", divisions, high=MOST_RULES)
    checks.names(list(divisions), "divisions", owner)
    found = {}
    for rule, values in divisions.items():
        numbers = checks.numbers(values, "divisions", owner)
        checks.same_length(numbers, np.array(players), "divisions", owner, "players")
        found[rule] = numbers
    return found


def placed_rules(
    places: Mapping[str, tuple[float, float]],
    inside: Mapping[str, bool],
    details: Mapping[str, Note],
    shift: tuple[float, float],
) -> list[Mark]:
    """Return the signs of rules; those that would cover each other stand beside their place."""
    marks: list[Mark] = []
    order = list(details)
    for group in _groups(places):
        middle = np.mean([places[rule] for rule in group], axis=0)
        others = [places[rule] for rule in places if rule not in group]
        x, y = (round(float(a) + b, 1) for a, b in zip(middle, shift, strict=True))
        spots = [(x, y)]
        if len(group) > 1:
            wide = _STEP * (len(group) - 1) / 2
            over = _free(wide + 14, (float(middle[0]), float(middle[1])), others)
            back = rectangle(x - wide - 8, y + over - 8, 2 * wide + 16, 16)
            stem = ((x, y), (x, y + over - (8 if over > 0 else -8)))
            marks.append(Segments((stem,), "ink", 0.9))
            marks.append(Symbol(x, y, 2.4, "circle", "ink"))
            marks.append(Area(back, "paper", "guide"))
            spots = [(x - wide + _STEP * number, y + over) for number in range(len(group))]
        for at, rule in zip(spots, group, strict=True):
            number = order.index(rule)
            marks.append(
                rule_symbol(number, at, inside=inside[rule], radius=5.0, detail=details[rule])
            )
    return marks


def _free(half: float, at: tuple[float, float], others: Sequence[tuple[float, float]]) -> float:
    """Return how far below (above if negative) a row of signs covers no other place."""
    for over in _LIFTS:
        if not any(abs(x - at[0]) < half and abs(y - at[1] - over) < 15 for x, y in others):
            return over
    return _LIFTS[0]


def _groups(places: Mapping[str, tuple[float, float]]) -> list[list[str]]:
    """Return rules whose signs would cover each other together."""
    found: list[list[str]] = []
    for rule, (x, y) in places.items():
        near = [
            group
            for group in found
            if any(math.hypot(x - places[n][0], y - places[n][1]) < _NEAR for n in group)
        ]
        joined = [name for group in near for name in group]
        found = [group for group in found if group not in near]
        found.append([*joined, rule])
    return found
