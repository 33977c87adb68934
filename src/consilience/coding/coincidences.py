"""How long values of freely marked units meet, as the alphas for unitizing of 2016 count it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Continuum:
    """Units of all coders, those of one coder apart; ``sizes`` of the pieces between all edges.

    ``coder``, ``code``, ``first`` and ``last`` have shape (units,): a unit covers the pieces from
    ``first`` to before ``last``.
    """

    coders: int
    codes: int
    coder: Ints
    code: Ints
    first: Ints
    last: Ints
    sizes: Floats

    def as_one(self, code: int | None = None) -> Continuum:
        """Return the units of one code, or of all, as if there was no other code."""
        keep = np.full(len(self.code), True) if code is None else self.code == code
        coder, first, last = (found[keep] for found in (self.coder, self.first, self.last))
        return Continuum(self.coders, 1, coder, np.zeros_like(coder), first, last, self.sizes)


@dataclass(frozen=True, eq=False)
class Coincidences:
    """For each value, shape (values,): length, length met by the same value, length of own pairs.

    Lengths are summed over ordered pairs of coders. Pairs of a unit with itself are own pairs;
    chance is taken over all others.
    """

    total: Floats
    same: Floats
    own: Floats

    def disagreement(self) -> tuple[float, float]:
        """Return observed and expected disagreement of all values; NaN where none meet."""
        size = float(self.total.sum())
        if size == 0:
            return float("nan"), float("nan")
        expected = (size**2 - (self.total**2).sum()) / (size**2 - self.own.sum())
        return 1 - float(self.same.sum()) / size, float(expected)

    def by_value(self) -> list[tuple[float, float]]:
        """Return observed and expected disagreement of each value with the others."""
        size = self.total.sum()
        found = []
        for total, same, own in zip(self.total, self.same, self.own, strict=True):
            if total == 0:
                found.append((float("nan"), float("nan")))
            else:
                expected = total * (size - total) / (total * size - own)
                found.append((1 - float(same / total), float(expected)))
        return found


def cut(coder: Ints, code: Ints, edges: Ints, counts: tuple[int, int], length: int) -> Continuum:
    """Return units with ``edges`` of shape (units, 2); ``counts`` are coders and codes."""
    bounds = np.unique(np.concatenate([[0, length], edges.ravel()]))
    first, last = np.searchsorted(bounds, edges.T)
    return Continuum(*counts, coder, code, first, last, np.diff(bounds).astype(np.float64))


def overlapping(continuum: Continuum) -> int | None:
    """Return a coder with units that overlap, None if there is none."""
    order = np.lexsort((continuum.first, continuum.coder))
    coder, first, last = (
        found[order] for found in (continuum.coder, continuum.first, continuum.last)
    )
    wrong = (coder[1:] == coder[:-1]) & (first[1:] < last[:-1])
    return int(coder[1:][wrong][0]) if wrong.any() else None


def with_gaps(continuum: Continuum) -> Coincidences:
    """Return how units and gaps meet; the last value is the gap.

    A gap has no structure: its own pairs are those of each character with itself.
    """
    others = continuum.coders - 1
    _, piece = _pieces(continuum)
    empty = continuum.coders - np.bincount(piece, minlength=len(continuum.sizes))
    lengths = others * _lengths(continuum)
    total = _sums(continuum.code, lengths, continuum.codes)
    own = _sums(continuum.code, lengths**2, continuum.codes)
    gap = continuum.sizes @ empty
    return Coincidences(
        np.append(total, others * gap),
        np.append(_same(continuum), continuum.sizes @ (empty * (empty - 1))),
        np.append(own, others**2 * gap),
    )


def between_units(continuum: Continuum) -> Coincidences:
    """Return how units meet units; what only one coder marked does not count."""
    _, piece = _pieces(continuum)
    marked = np.bincount(piece, minlength=len(continuum.sizes))
    reached = np.concatenate([[0], np.cumsum(continuum.sizes * np.maximum(marked - 1, 0))])
    shared = reached[continuum.last] - reached[continuum.first]
    return Coincidences(
        _sums(continuum.code, shared, continuum.codes),
        _same(continuum),
        _sums(continuum.code, shared**2, continuum.codes),
    )


def coverage(continuum: Continuum, shared: Coincidences) -> tuple[float, list[float]]:
    """Return the share of the continuum, and of each code's length, where units meet units."""
    others = continuum.coders - 1
    lengths = _sums(continuum.code, _lengths(continuum), continuum.codes)
    everything = continuum.coders * others * continuum.sizes.sum()
    return float(shared.total.sum() / everything), (shared.total / (others * lengths)).tolist()


def _pieces(continuum: Continuum) -> tuple[Ints, Ints]:
    """Return the code and the piece of every piece of every unit."""
    count = continuum.last - continuum.first
    shift = np.cumsum(count) - count - continuum.first
    return np.repeat(continuum.code, count), np.arange(count.sum()) - np.repeat(shift, count)


def _lengths(continuum: Continuum) -> Floats:
    bounds = np.concatenate([[0], np.cumsum(continuum.sizes)])
    found: Floats = bounds[continuum.last] - bounds[continuum.first]
    return found


def _same(continuum: Continuum) -> Floats:
    """Return for each code the length where it meets itself, over ordered pairs of coders."""
    code, piece = _pieces(continuum)
    held, times = np.unique(code * len(continuum.sizes) + piece, return_counts=True)
    code, piece = np.divmod(held, len(continuum.sizes))
    pairs = continuum.sizes[piece] * (times * (times - 1))
    return _sums(code, pairs, continuum.codes)


def _sums(places: Ints, weights: Floats, size: int) -> Floats:
    return np.bincount(places, weights, size).astype(np.float64)
