"""The plane of two parameters, divided by which vertices are stable, with bounds on each part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience.errors import ArgumentError
from consilience.games.borders import Border, borders
from consilience.games.classified import Classifier, patterns
from consilience.games.game import Game
from consilience.games.payoff_table import form_argument
from consilience.games.polynomial import Polynomial, constant, symbol
from consilience.games.records import REFERENCES, Form, as_float
from consilience.games.subdivision import bernstein, halved, power_form
from consilience.games.thresholds import bounds, check_parameter
from consilience.games.values import Number, Values, all_values, shown_values
from consilience.games.vertices import departures, mixed_notes
from consilience.results import Note, Result

HALVINGS = 8  # of each side: 256 x 256 cells
# Cells are looked at beside their centres, or a border that runs through centres (y = x) would make
# a region of its own where payoffs tie.
_BESIDE = (0.5 + 1e-4, 0.5 - 1.7e-4)
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class MapRegion:
    """A set of vertices that are stable at once, and its part of the plane.

    ``share`` counts cells by their centres; the true part lies between ``low`` and ``high``, which
    are proved (both NaN where payoffs are no polynomials). ``inside`` is a point of the region.
    """

    stable: tuple[tuple[str, ...], ...]
    share: float
    low: float
    high: float
    inside: tuple[float, float]


@dataclass(frozen=True, kw_only=True, eq=False)
class StabilityMap(Result):
    """The regions, the largest first, and the borders between them.

    ``labels`` has the number of the region of each cell, shape (256, 256), rows from the low to the
    high end of y, columns of x.
    """

    x: str
    y: str
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    regions: tuple[MapRegion, ...]
    borders: tuple[Border, ...]
    labels: NDArray[np.int64]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a region."""
        rows = [
            {
                "stable": "; ".join(f"({', '.join(names)})" for names in item.stable) or "-",
                "share": item.share,
                "low": item.low,
                "high": item.high,
                f"inside at {self.x}": item.inside[0],
                f"inside at {self.y}": item.inside[1],
            }
            for item in self.regions
        ]
        return pd.DataFrame(rows)


def stability_map(
    game: Game,
    x: str,
    y: str,
    x_range: Sequence[Number],
    y_range: Sequence[Number],
    values: Values = None,
) -> StabilityMap:
    """Divide the plane of two parameters by which vertices are evolutionarily stable.

    Rectangles are quartered until their verdict is proved by bounds of the payoff differences
    (Bernstein coefficients) or they are 1/256 of the ranges wide.

    Parameters
    ----------
    game
        The game.
    x, y
        Two different parameters.
    x_range, y_range
        The low and the high end of each, finite, low below high.
    values
        As in :meth:`Game.equilibria`, for the other parameters.

    Returns
    -------
    StabilityMap
        Regions with their share of the plane between proved bounds, borders as formulas (where
        they are linear in one of the two) and as points, the region of each cell.

    Raises
    ------
    ArgumentError
        If an argument is of the wrong form, ends are reversed or both parameters are the same.
    DataError
        If a value is missing.
    UnknownNameError
        If a name is no parameter.

    Examples
    --------
    >>> from consilience.games.game import EXAMPLE
    >>> found = stability_map(Game.from_dict(EXAMPLE), "C", "W", (0, 10), (0, 10))
    >>> [(len(item.stable), round(item.share, 2)) for item in found.regions]
    [(2, 0.42), (1, 0.4), (1, 0.18)]
    >>> [item.formula for item in found.borders]
    ['W = C - 4', 'C = 4']

    References
    ----------
    Friedman (1991), Evolutionary Games in Economics; Garloff (1993), The Bernstein Algorithm.
    """
    owner = "stability_map"
    form = form_argument(game, owner)
    check_parameter(form, x, owner)
    check_parameter(form, y, owner)
    if x == y:
        raise ArgumentError("y", owner, "other_column", y, other=x)
    spans = (_span(x_range, "x_range", owner), _span(y_range, "y_range", owner))
    known = all_values(form, values, owner, but=(x, y))
    classifier = Classifier(form, [x, y], known)
    regions, labels, exact = _regions(form, classifier, (x, y), spans, known)
    lines = borders(form, classifier, (x, y), spans, known)
    labels.flags.writeable = False
    return StabilityMap(
        x=x,
        y=y,
        x_range=(as_float(spans[0][0]), as_float(spans[0][1])),
        y_range=(as_float(spans[1][0]), as_float(spans[1][1])),
        regions=regions,
        borders=lines,
        labels=labels,
        parameters={"values": shown_values(known), "cells": [2**HALVINGS] * 2},
        notes=(
            *form.notes,
            *mixed_notes(form),
            *(Note("games.note.map_by_cells", {}, "warning"),) * (not exact),
        ),
        references=(*REFERENCES, "garloff1993"),
    )


def _span(given: object, name: str, owner: str) -> tuple[Fraction, Fraction]:
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) != 2:
        raise ArgumentError(name, owner, "ends", given)
    return bounds(given[0], given[1], owner)


def _regions(
    form: Form,
    classifier: Classifier,
    names: tuple[str, str],
    spans: tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]],
    known: Mapping[str, Fraction],
) -> tuple[tuple[MapRegion, ...], NDArray[np.int64], bool]:
    """Return regions and the region of each cell; false where no bounds are proved."""
    side = 2**HALVINGS
    steps = [
        as_float(low) + as_float(high - low) * (np.arange(side) + place) / side
        for (low, high), place in zip(spans, _BESIDE, strict=True)
    ]
    centres = np.array([np.tile(steps[0], side), np.repeat(steps[1], side)])
    rows, labels = patterns(classifier.stable(classifier.gains(centres)))
    shares = np.bincount(labels) / side**2
    proved = _proved(form, names, spans, known, rows)
    found = []
    for place, (row, share) in enumerate(zip(rows, shares, strict=True)):
        first = _deepest(labels.reshape(side, side) == place)
        pairs = zip(classifier.profiles, row, strict=True)
        low, high = (float("nan"),) * 2 if proved is None else (proved[0][place], proved[1])
        found.append(
            MapRegion(
                stable=tuple(form.names(profile) for profile, stable in pairs if stable),
                share=float(share),
                low=low,
                high=min(low + high, 1.0),
                inside=(float(steps[0][first[1]]), float(steps[1][first[0]])),
            )
        )
    return tuple(found), labels.reshape(side, side).astype(np.int64), proved is not None


def _deepest(inside: Bools) -> tuple[int, int]:
    """Return the row and column of a cell whose neighbours on all sides are inside for longest."""
    left = inside
    while True:
        framed = np.pad(left, 1, constant_values=False)
        inner = (
            framed[1:-1, 1:-1]
            & framed[:-2, 1:-1]
            & framed[2:, 1:-1]
            & framed[1:-1, :-2]
            & framed[1:-1, 2:]
        )
        if not inner.any():
            row, column = np.argwhere(left)[0]
            return int(row), int(column)
        left = inner


def _proved(
    form: Form,
    names: tuple[str, str],
    spans: tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]],
    known: Mapping[str, Fraction],
    rows: Bools,
) -> tuple[list[float], float] | None:
    """Return the area that is proved for each pattern, and that which is left open."""
    placed = {
        name: constant(low) + symbol(name) * constant(high - low)
        for name, (low, high) in zip(names, spans, strict=True)
    }
    moves = [
        [gain.at(known).substitute(placed) for _, _, gain in departures(form, profile)]
        for profile in form.profiles()
    ]
    gains = [gain for row in moves for gain in row]
    if not all(_is_polynomial(gain) for gain in gains):
        return None
    cuts = np.cumsum([len(row) for row in moves])[:-1]
    boxes = np.stack(bernstein([power_form(gain, names) for gain in gains]))[None]
    low, width = np.zeros((1, 2)), np.ones(2)
    area = [0.0] * len(rows)
    for _ in range(HALVINGS):
        for axis in (0, 1):
            boxes, low = halved(boxes, low, axis, width)
            width[axis] /= 2
        sure, stable = _verdicts(boxes, cuts)
        for place, row in enumerate(rows):
            area[place] += float((sure & (stable == row).all(axis=1)).sum() * width.prod())
        boxes, low = boxes[~sure], low[~sure]
    return area, float(len(boxes) * width.prod())


def _is_polynomial(gain: Polynomial) -> bool:
    return all(
        isinstance(atom, str) and isinstance(exponent, int) and exponent > 0
        for monomial in gain.terms
        for atom, exponent in monomial
    )


def _verdicts(boxes: Floats, cuts: NDArray[np.int64]) -> tuple[Bools, Bools]:
    """Return of which boxes the verdict is proved, and which vertices are stable in each."""
    below = boxes.max(axis=(2, 3)) < 0
    above = boxes.min(axis=(2, 3)) >= 0
    all_lose = np.stack([part.all(axis=1) for part in np.split(below, cuts, axis=1)], axis=1)
    one_gains = np.stack([part.any(axis=1) for part in np.split(above, cuts, axis=1)], axis=1)
    return np.asarray((all_lose | one_gains).all(axis=1)), all_lose
