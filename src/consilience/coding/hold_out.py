"""How often suggestions are right for coded quotes that were held out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consilience.coding.ridge import Floats, Ridge, held_out, ranked
from consilience.kernels.shares import wilson_interval

TOP = 3
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Share:
    """A share of held-out quotes with its Wilson interval, and the same share without reading.

    ``base`` is what always naming the most frequent codes of all quotes would reach.
    """

    value: float
    low: float
    high: float
    base: float


@dataclass(frozen=True)
class CodeHoldOut:
    """What suggestions find of one code.

    ``first`` and ``top`` are the shares of its quotes for which it was the first suggestion, or
    among the first three. ``precision`` is the share of right ones among its first suggestions,
    NaN where it never was first; ``f1`` the harmonic mean of precision and ``first``.
    """

    code: str
    examples: int
    first: Share
    top: Share
    precision: float
    f1: float


@dataclass(frozen=True)
class HoldOut:
    """Accuracy for quotes that were held out, all codes together and each alone.

    ``first`` and ``top`` are the shares of quotes for which the first suggestion, or one of the
    first three, is a code that they carry. ``macro_f1`` is the mean F1 of the codes, beside that
    of always naming the most frequent code. ``examples`` were held out, ``groups`` of them differ
    in their text: the intervals rest on these.
    """

    examples: int
    groups: int
    first: Share
    top: Share
    macro_f1: float
    base_macro_f1: float
    codes: tuple[CodeHoldOut, ...]


@dataclass(frozen=True, eq=False)
class _Tally:
    """In how many repeats each code came first, or among the first, for each quote.

    ``first`` and ``top`` have shape (quotes, codes); ``some``, in how many any right code was
    among the first, has shape (quotes,).
    """

    first: Floats
    top: Floats
    some: Floats

    def __add__(self, other: _Tally) -> _Tally:
        return _Tally(self.first + other.first, self.top + other.top, self.some + other.some)


@dataclass(frozen=True, eq=False)
class Plan:
    """How quotes are held out."""

    folds: int
    repeats: int
    confidence: float
    seed: int


def hold_out(
    ridge: Ridge, has: Bools, group: Ints, codes: tuple[str, ...], plan: Plan
) -> HoldOut | None:
    """Return the accuracy over repeated folds, or nothing where all quotes share their text."""
    if len(np.unique(group)) < 2:
        return None
    random = np.random.default_rng(plan.seed)
    empty = np.zeros(has.shape)
    found = _Tally(empty, empty, np.zeros(len(has)))
    for _ in range(plan.repeats):
        fold = stratified_folds(has, group, plan.folds, random)
        found += _tally(ranked(held_out(ridge, fold), TOP), _evidence(ridge, fold), has)
    most = np.tile(ranked(has.sum(axis=0, dtype=np.float64)[None, :], TOP), (len(has), 1))
    base = _tally(most, np.ones(len(has), np.bool_), has)
    return _measured(found, base, has, group, codes, plan)


def stratified_folds(has: Bools, group: Ints, folds: int, random: np.random.Generator) -> Ints:
    """Deal groups to folds so that each code is spread evenly, from the rarest on."""
    members = np.bincount(group)
    held = np.zeros((len(members), has.shape[1]), dtype=np.int64)
    np.add.at(held, group, has)
    left = np.ones(len(members), dtype=np.bool_)
    count = min(folds, len(members))
    dealt, sizes = np.zeros((count, has.shape[1]), np.int64), np.zeros(count, np.int64)
    fold_of = np.empty(len(members), dtype=np.int64)
    order = np.argsort(has.sum(axis=0), kind="stable").tolist()
    for code in [*order, None]:
        wanted = left if code is None else left & (held[:, code] > 0)
        for place in random.permutation(np.flatnonzero(wanted)):
            crowded = sizes if code is None else dealt[:, code]
            fold = int(np.lexsort((sizes, crowded))[0])
            fold_of[place], left[place] = fold, False
            dealt[fold] += held[place]
            sizes[fold] += members[place]
    return fold_of[group]


def _evidence(ridge: Ridge, fold: Ints) -> Bools:
    """Say which quotes have anything in common with those outside their fold."""
    return np.asarray(((ridge.alike > 0) & (fold[:, None] != fold)).any(axis=1))


def _tally(order: Ints, evidence: Bools, has: Bools) -> _Tally:
    rows = np.arange(len(has))
    first, top = np.zeros(has.shape), np.zeros(has.shape)
    first[rows, order[:, 0]] = evidence
    top[rows[:, None], order] = evidence[:, None]
    return _Tally(first, top, (top * has).max(axis=1))


def _measured(
    found: _Tally, base: _Tally, has: Bools, group: Ints, codes: tuple[str, ...], plan: Plan
) -> HoldOut:
    known = np.asarray(has.any(axis=1))

    def share(right: Floats, other: Floats, among: Bools) -> Share:
        value, without = float(right[among].mean()) / plan.repeats, float(other[among].mean())
        count = len(np.unique(group[among]))
        low, high = wilson_interval(value * count, count, plan.confidence)
        return Share(value, low, high, without)

    right, other = found.first * has, base.first * has
    precision, f1 = _precision_and_f1(found, has, plan.repeats)
    rows = [
        CodeHoldOut(
            code=code,
            examples=int(has[:, place].sum()),
            first=share(found.first[:, place], base.first[:, place], has[:, place]),
            top=share(found.top[:, place], base.top[:, place], has[:, place]),
            precision=float(precision[place]),
            f1=float(f1[place]),
        )
        for place, code in enumerate(codes)
    ]
    return HoldOut(
        examples=int(known.sum()),
        groups=len(np.unique(group[known])),
        first=share(right.sum(axis=1), other.sum(axis=1), known),
        top=share(found.some, base.some, known),
        macro_f1=float(f1.mean()),
        base_macro_f1=float(_precision_and_f1(base, has, 1)[1].mean()),
        codes=tuple(rows),
    )


def _precision_and_f1(tally: _Tally, has: Bools, repeats: int) -> tuple[Floats, Floats]:
    known = np.asarray(has.any(axis=1))
    right, named = (tally.first * has).sum(axis=0), tally.first[known].sum(axis=0)
    precision = np.divide(right, named, out=np.full(len(right), np.nan), where=named > 0)
    return precision, 2 * right / (named + repeats * has.sum(axis=0))
