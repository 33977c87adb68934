"""The signs of rules of allocation: a form and a colour for each, hollow outside of the core."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.plots.figure import Form, Label, Style, Symbol
from consilience.plots.network_legend import Item
from consilience.results import Note
from consilience.texts import Phrase, catalogue

MOST_RULES = 8
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
