"""Who could join whom next: the pairs that are absent in a year, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consilience.errors import DataError
from consilience.network.evolution.histories import UNKNOWN, Flags, History

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

_MOST = 2_000_000


@dataclass(frozen=True)
class Snapshot:
    """The network of one year as a matrix, and its candidates.

    ``tied`` has a row an organisation that is there and a column a collaboration that is there (of
    ties between organisations: both ways, rows and columns alike). ``begun`` holds what has begun
    this year. Candidates are the absent pairs, ``first`` their rows and ``second`` their columns.
    ``joins`` says which of them are there a year later, ``outside`` how many new pairs of that year
    are none of them; of the last year nobody knows.
    """

    place: int
    two_mode: bool
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    tied: Floats
    begun: Floats
    labels: Floats
    first: Places
    second: Places
    joins: Flags
    outside: int


class Snapshots:
    """The snapshots of a history, one a year, made when they are asked for and kept."""

    def __init__(self, history: History, owner: str) -> None:
        self._history, self._owner = history, owner
        self._sides = _sides(history)
        self._made: dict[int, Snapshot] = {}

    def __getitem__(self, place: int) -> Snapshot:
        if place not in self._made:
            self._made[place] = _snapshot(self._history, *self._sides, place, self._owner)
        return self._made[place]


@dataclass(frozen=True)
class _Side:
    """The names of one side, and the place of each pair among them."""

    names: tuple[str, ...]
    of: Places


def _sides(history: History) -> tuple[_Side, _Side]:
    both = [pair[side] for side in (0, 1) for pair in history.pairs]
    found = []
    for side in (0, 1):
        named = [pair[side] for pair in history.pairs] if history.two_mode else both
        names = tuple(sorted(set(named)))
        place = {name: number for number, name in enumerate(names)}
        found.append(_Side(names, np.array([place[pair[side]] for pair in history.pairs])))
    return found[0], found[1]


def _snapshot(history: History, left: _Side, right: _Side, place: int, owner: str) -> Snapshot:
    now = history.present[:, place]
    begun = now & ~history.present[:, place - 1] if place else np.zeros_like(now)
    rows, columns = (np.unique(side.of[now]) for side in (left, right))
    if not history.two_mode:
        rows = columns = np.union1d(rows, columns)
    if len(rows) * len(columns) > _MOST:
        blanks = {"owner": owner, "count": len(rows) * len(columns), "limit": _MOST}
        raise DataError("network.evolution.many_candidates", **blanks)
    tied = _matrix(history, left, right, now)[np.ix_(rows, columns)]
    absent = tied == 0 if history.two_mode else np.triu(tied == 0, 1)
    first, second = np.nonzero(absent)
    later = place + 1 < len(history.years)
    after = history.present[:, place + 1] & ~now if later else np.zeros_like(now)
    new = _matrix(history, left, right, after)[np.ix_(rows, columns)]
    joins = new[first, second] > 0
    return Snapshot(
        place=place,
        two_mode=history.two_mode,
        rows=tuple(left.names[row] for row in rows),
        columns=tuple(right.names[column] for column in columns),
        tied=tied,
        begun=_matrix(history, left, right, begun)[np.ix_(rows, columns)],
        labels=_labels(history, left, place)[rows],
        first=first,
        second=second,
        joins=joins,
        outside=int(after.sum()) - int(joins.sum()),
    )


def _matrix(history: History, left: _Side, right: _Side, flags: Flags) -> Floats:
    found = np.zeros((len(left.names), len(right.names)))
    found[left.of[flags], right.of[flags]] = 1.0
    return found if history.two_mode else np.maximum(found, found.T)


def _labels(history: History, left: _Side, place: int) -> Floats:
    """Return which roles each organisation has in a year, shape (organisations, roles)."""
    found = np.zeros((len(left.names), len(history.labels) if history.two_mode else 0))
    if history.two_mode:
        pairs = np.flatnonzero(history.label[:, place] != UNKNOWN)
        found[left.of[pairs], history.label[pairs, place]] = 1.0
    return found
