"""Panels over time: who belongs to which path in which wave, who moves, and how fit changes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience.errors import ArgumentError
from consilience.qca.dataset import outcome_memberships, read_outcome, term_membership
from consilience.qca.expression import Expression, expression_of, term_text
from consilience.qca.fit import sufficiency_fit
from consilience.qca.panel import balance_notes, panel_of
from consilience.results import Note, Result

_OWNER = "panel_change"


@dataclass(frozen=True)
class PathInWave:
    """A path in one wave: its members (above .5), who entered and who left, and its fit.

    A unit has entered if it was observed outside the path in the wave before, and has left if it
    was observed inside then and is observed outside now. ``inclusion``, ``pri`` and ``coverage``
    are NaN where undefined (0/0).
    """

    term: str
    wave: str
    units: int
    members: tuple[str, ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]
    inclusion: float
    pri: float
    coverage: float


@dataclass(frozen=True)
class PathTrend:
    """Slopes over the waves, least squares, in units a wave; NaN with fewer than two values."""

    term: str
    inclusion: float
    coverage: float
    share: float


@dataclass(frozen=True)
class UnitMove:
    """A unit whose paths differ between two neighbouring waves; outcomes are its memberships."""

    unit: str
    before: str
    after: str
    paths_before: tuple[str, ...]
    paths_after: tuple[str, ...]
    outcome_before: float
    outcome_after: float


@dataclass(frozen=True, kw_only=True, eq=False)
class PanelChange(Result):
    """Change over the waves of a panel.

    ``paths`` holds each path in each wave, ``trends`` one slope a path, ``moves`` the units that
    moved, by wave. ``memberships`` has the shape (paths, units, waves), ``outcome_memberships``
    the shape (units, waves); NaN where a unit was not observed.
    """

    outcome: str
    terms: tuple[str, ...]
    units: tuple[str, ...]
    waves: tuple[str, ...]
    paths: tuple[PathInWave, ...]
    trends: tuple[PathTrend, ...]
    moves: tuple[UnitMove, ...]
    memberships: NDArray[np.float64]
    outcome_memberships: NDArray[np.float64]

    def path(self, term: str) -> tuple[PathInWave, ...]:
        """Return a path in all its waves."""
        return tuple(item for item in self.paths if item.term == term)

    def to_frame(self) -> pd.DataFrame:
        """Return one line a path and wave."""
        lists = ("members", "entered", "left")
        return pd.DataFrame(
            [
                {**vars(item), **{name: ", ".join(getattr(item, name)) for name in lists}}
                for item in self.paths
            ]
        )


def panel_change(
    data: object, expression: str | Expression, outcome: str, *, unit: str, wave: str
) -> PanelChange:
    """Tell how the paths of a solution change over the waves of a panel.

    Membership is above .5. That a trend is a straight line over the numbers of the waves (1, 2,
    ...) is a convention of this program, as is what counts as entering and leaving.

    Parameters
    ----------
    data : data frame or mapping of columns
        Long form: one row a unit in a wave, memberships in [0, 1] (multi-value: whole numbers),
        no gaps. Rows may lack; none may occur twice.
    expression : str or Expression
        The solution; each of its products is one path, such as ``"A*~B + C"``.
    outcome : str
        ``"Y"``, ``"~Y"`` or ``"Y[2]"``.
    unit, wave : str
        Columns that name the unit and the wave of each row; at least two of each.

    Returns
    -------
    PanelChange
        Members, entries, exits and fit in [0, 1] of each path in each wave, trends of fit and of
        the share of members, and the units that moved.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        As :func:`panel_fit`, or if the expression has no product.

    Examples
    --------
    >>> data = {
    ...     "firm": ["Maps", "Maps", "Chips", "Chips"],
    ...     "year": [2020, 2021, 2020, 2021],
    ...     "A": [0.8, 0.3, 0.4, 0.7],
    ...     "B": [0.2, 0.9, 0.4, 0.1],
    ...     "Y": [0.9, 0.8, 0.4, 0.3],
    ... }
    >>> found = panel_change(data, "A + B", "Y", unit="firm", wave="year")
    >>> [(item.wave, item.members, item.entered, item.left) for item in found.path("A")]
    [('2020', ('Maps',), (), ()), ('2021', ('Chips',), ('Chips',), ('Maps',))]
    >>> [(move.unit, move.paths_before, move.paths_after) for move in found.moves]
    [('Maps', ('A',), ('B',)), ('Chips', (), ('A',))]

    References
    ----------
    Garcia-Castro, R. and Ariño, M. A. (2016). A General Approach to Panel Data Set-Theoretic
    Research. Journal of Advances in Management Sciences and Information Systems 2.
    """
    read, wanted = expression_of(expression), read_outcome(outcome, _OWNER)
    if not read.conditions:
        raise ArgumentError("expression", _OWNER, "not_empty", str(read))
    named = tuple(dict.fromkeys((*read.conditions, *wanted.conditions)))
    table, units, waves = panel_of(data, named, unit, wave, _OWNER)
    shape = (len(units.categories), len(waves.categories))
    terms = tuple(term_text(term) for term in read.terms)
    x = np.array([_grid(term_membership(term, table), units, waves, shape) for term in read.terms])
    y = _grid(outcome_memberships(wanted, table), units, waves, shape)
    names, times = tuple(units.categories), tuple(waves.categories)
    paths = [_in_wave(terms, names, times, x, y, p, w) for p, w in np.ndindex(len(terms), shape[1])]
    return PanelChange(
        parameters={
            "expression": str(read),
            "outcome": str(wanted),
            "unit": unit,
            "wave": wave,
        },
        notes=(*balance_notes(len(units), shape[0] * shape[1]), *_notes(y, names)),
        references=("garciacastro2016", "ragin2006"),
        outcome=str(wanted),
        terms=terms,
        units=names,
        waves=times,
        paths=tuple(paths),
        trends=tuple(_trend(term, [item for item in paths if item.term == term]) for term in terms),
        moves=tuple(_moves(terms, names, times, x, y)),
        memberships=_locked(x),
        outcome_memberships=_locked(y),
    )


def _grid(
    values: NDArray[np.float64],
    units: pd.Categorical[str],
    waves: pd.Categorical[str],
    shape: tuple[int, int],
) -> NDArray[np.float64]:
    found = np.full(shape, np.nan)
    found[units.codes, waves.codes] = values
    return found


def _in_wave(
    terms: tuple[str, ...],
    units: tuple[str, ...],
    waves: tuple[str, ...],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    path: int,
    wave: int,
) -> PathInWave:
    now = x[path, :, wave]
    seen = np.isfinite(now)
    before = x[path, :, wave - 1] if wave else np.full(len(now), np.nan)
    both = seen & np.isfinite(before)
    fit = sufficiency_fit(terms[path], now[seen], y[seen, wave])
    return PathInWave(
        term=terms[path],
        wave=waves[wave],
        units=int(seen.sum()),
        members=_named(units, seen & (now > 0.5)),
        entered=_named(units, both & (now > 0.5) & ~(before > 0.5)),
        left=_named(units, both & ~(now > 0.5) & (before > 0.5)),
        inclusion=fit.inclusion,
        pri=fit.pri,
        coverage=fit.coverage,
    )


def _trend(term: str, waves: list[PathInWave]) -> PathTrend:
    return PathTrend(
        term,
        inclusion=_slope([item.inclusion for item in waves]),
        coverage=_slope([item.coverage for item in waves]),
        share=_slope([len(item.members) / item.units for item in waves]),
    )


def _slope(values: list[float]) -> float:
    found = np.array(values)
    there = np.flatnonzero(np.isfinite(found))
    if len(there) < 2:
        return float("nan")
    steps = there - there.mean()
    return float((steps @ found[there]) / (steps @ steps))


def _moves(
    terms: tuple[str, ...],
    units: tuple[str, ...],
    waves: tuple[str, ...],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
) -> Iterator[UnitMove]:
    inside = x > 0.5
    seen = np.isfinite(y)
    for (w, before), (u, unit) in itertools.product(enumerate(waves[:-1]), enumerate(units)):
        changed = (inside[:, u, w] != inside[:, u, w + 1]).any()
        if seen[u, w] and seen[u, w + 1] and changed:
            yield UnitMove(
                unit,
                before,
                waves[w + 1],
                _named(terms, inside[:, u, w]),
                _named(terms, inside[:, u, w + 1]),
                float(y[u, w]),
                float(y[u, w + 1]),
            )


def _notes(y: NDArray[np.float64], units: tuple[str, ...]) -> tuple[Note, ...]:
    """Return a note on units that were never observed in two neighbouring waves."""
    seen = np.isfinite(y)
    followed = np.asarray((seen[:, :-1] & seen[:, 1:]).any(axis=1))
    alone = _named(units, ~followed)
    return (Note("qca.note.panel_no_moves", {"units": alone}, "warning"),) if alone else ()


def _named(names: tuple[str, ...], marks: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(names[place] for place in np.flatnonzero(marks).tolist())


def _locked(values: NDArray[np.float64]) -> NDArray[np.float64]:
    values.flags.writeable = False
    return values
