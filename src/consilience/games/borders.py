"""Where in the plane of two parameters the set of stable vertices changes, and who decides it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from consilience.games.classified import Classifier
from consilience.games.evaluation import Batch
from consilience.games.polynomial import Polynomial, constant
from consilience.games.printing import polynomial_text
from consilience.games.records import Form, as_float
from consilience.games.thresholds import Party
from consilience.games.vertices import departures

_LINES, _STEPS, _HALVINGS = 129, 512, 45
_BESIDE = 1e-7  # of the range: there the sets on both sides of a border are compared
Floats = NDArray[np.float64]
Spans = tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]


@dataclass(frozen=True)
class Border:
    """A curve on which a move is neither gain nor loss, where that changes what is stable.

    ``profile`` and ``party`` name one vertex and the move. ``formula`` solves the curve for one of
    the parameters where it is linear in it, else "". ``points`` has the shape (points, 2).
    """

    profile: tuple[str, ...]
    party: Party
    formula: str
    points: Floats


def borders(
    form: Form,
    classifier: Classifier,
    names: tuple[str, str],
    spans: Spans,
    known: Mapping[str, Fraction],
) -> tuple[Border, ...]:
    """Return the borders between regions, each once."""
    seen: set[Polynomial] = set()
    found = []
    for profile in form.profiles():
        for number, other, gain in departures(form, profile):
            line = gain.at(known)
            if line in seen or -line in seen or line.constant() is not None:
                continue
            seen.add(line)
            points = _points(line, classifier, names, spans)
            if len(points):
                strategies = form.populations[number].strategies
                move = strategies[profile[number]], strategies[other]
                found.append(
                    Border(
                        profile=form.names(profile),
                        party=Party(form.populations[number].name, *move),
                        formula=_formula(line, names),
                        points=points,
                    )
                )
    return tuple(found)


def _points(
    line: Polynomial, classifier: Classifier, names: tuple[str, str], spans: Spans
) -> Floats:
    """Return points of the curve on 129 columns and 129 rows at which the stable set changes."""
    batch = Batch([line], names)
    parts = [
        _along(batch, classifier, axis, spans) for axis in (1, 0) if names[axis] in line.symbols()
    ]
    points = np.concatenate(parts)
    points = points[np.lexsort((points[:, 1], points[:, 0]))]
    points.flags.writeable = False
    return points


def _along(batch: Batch, classifier: Classifier, axis: int, spans: Spans) -> Floats:
    """Return the zeros along lines on which only the parameter of one axis moves."""
    ends = [(as_float(low), as_float(high)) for low, high in spans]
    fixed = np.linspace(*ends[1 - axis], _LINES)
    steps = np.linspace(*ends[axis], _STEPS)

    def at(moving: Floats, still: Floats) -> Floats:
        return np.array([still, moving] if axis == 1 else [moving, still])

    grid = batch.at(at(np.tile(steps, _LINES), np.repeat(fixed, _STEPS)))[0].reshape(_LINES, _STEPS)
    rows, columns = np.nonzero((grid[:, :-1] > 0) != (grid[:, 1:] > 0))
    low, high, still = steps[columns], steps[columns + 1], fixed[rows]
    left = grid[rows, columns] > 0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        same = (batch.at(at(middle, still))[0] > 0) == left
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    middle = (low + high) / 2
    near = (ends[axis][1] - ends[axis][0]) * _BESIDE
    before, after = (
        classifier.stable(classifier.gains(at(middle + side, still))) for side in (-near, near)
    )
    inside = (middle - near > ends[axis][0]) & (middle + near < ends[axis][1])
    changes = (before != after).any(axis=0) & inside
    return np.asarray(at(middle, still).T[changes])


def _formula(line: Polynomial, names: tuple[str, str]) -> str:
    """Return the curve solved for the second parameter, else the first, where that is linear."""
    for name in reversed(names):
        parts = line.collected([name])
        linear = set(parts) <= {(), ((name, 1),)} and ((name, 1),) in parts
        slope = parts.get(((name, 1),), constant(0))
        if linear and name not in slope.symbols() | parts.get((), constant(0)).symbols():
            rest = -parts.get((), constant(0))
            divisor = slope.constant()
            if divisor is not None:
                return f"{name} = {polynomial_text(rest * constant(1 / divisor))}"
            if 2 * sum(factor < 0 for factor in slope.terms.values()) > len(slope.terms):
                rest, slope = -rest, -slope
            return f"{name} = ({polynomial_text(rest)})/({polynomial_text(slope)})"
    return ""
