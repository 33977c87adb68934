"""Which vertices are stable at very many sets of parameters, without solving any of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from consilience.games.evaluation import Batch
from consilience.games.polynomial import Polynomial
from consilience.games.records import Form, Profile
from consilience.games.vertices import departures

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Classifier:
    """The gains at all vertices as functions of some parameters; equal ones are computed once."""

    def __init__(self, form: Form, names: Sequence[str], fixed: Mapping[str, Fraction]) -> None:
        self.profiles: tuple[Profile, ...] = tuple(form.profiles())
        places: dict[Polynomial, int] = {}
        self._moves: list[list[tuple[int, float]]] = []
        for profile in self.profiles:
            row = []
            for _, _, gain in departures(form, profile):
                line = gain.at(fixed)
                place = places.get(line)
                if place is not None:
                    row.append((place, 1.0))
                elif -line in places:  # the same move in the other direction
                    row.append((places[-line], -1.0))
                else:
                    places[line] = len(places)
                    row.append((places[line], 1.0))
            self._moves.append(row)
        self._batch = Batch(list(places), names)

    def gains(self, columns: Floats) -> Floats:
        """Return every different gain, shape (gains, sets), for columns of shape (names, sets)."""
        return self._batch.at(columns)

    def stable(self, gains: Floats) -> Bools:
        """Return which vertices lose by every move, shape (vertices, sets)."""
        found = np.ones((len(self.profiles), gains.shape[1]), dtype=np.bool_)
        below, above = gains < 0, gains > 0
        for place, row in enumerate(self._moves):
            for number, sign in row:
                found[place] &= below[number] if sign > 0 else above[number]
        return found

    def margin(self, gains: Floats, profile: Profile) -> Floats:
        """Return what the least unwilling move away from a vertex loses, shape (sets,)."""
        row = self._moves[self.profiles.index(profile)]
        losses = [-sign * gains[number] for number, sign in row]
        return np.asarray(np.min(losses, axis=0), dtype=np.float64)


def patterns(stable: Bools) -> tuple[Bools, NDArray[np.int64]]:
    """Return the different sets of stable vertices that occur, and the number of each column.

    Sets have the shape (patterns, vertices), the most frequent one first.
    """
    packed = np.packbits(stable, axis=0).T
    keys = np.ascontiguousarray(packed).view(f"V{packed.shape[1]}")[:, 0]
    if packed.shape[1] <= 8:
        wide = np.zeros((len(packed), 8), dtype=np.uint8)
        wide[:, : packed.shape[1]] = packed
        keys = wide.view(np.uint64)[:, 0]
    _, first, inverse, counts = np.unique(
        keys, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.lexsort((first, -counts))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return stable[:, first[order]].T.copy(), rank[inverse]
