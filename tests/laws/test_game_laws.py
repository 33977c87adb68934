"""Laws of games: they hold for every payoff table."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from consilience.games import Game, symmetric
from engines.games.samples import many

Floats = NDArray[np.float64]

SHAPES = ((2, 2, 2), (3, 2, 2), (2, 2, 2, 3), (2, 3, 2, 3), (2, 2, 2, 2, 4))
shapes = st.sampled_from(SHAPES)
seeds = st.integers(0, 10**6)


def payoffs_of(shape: tuple[int, ...], seed: int) -> Floats:
    return np.random.default_rng(seed).integers(-12, 13, shape) / 4


def motion(payoffs: Floats, flat: Floats) -> Floats:
    """The replicator dynamics in the shares of all strategies but the last, from the table."""
    sizes = payoffs.shape[:-1]
    shares, place = [], 0
    for size in sizes:
        part = flat[place : place + size - 1]
        shares.append(np.append(part, 1 - part.sum()))
        place += size - 1
    found = []
    for number, own in enumerate(shares):
        earned = payoffs[..., number]
        for other in reversed(range(len(sizes))):
            if other != number:
                earned = np.tensordot(earned, shares[other], axes=(other, 0))
        found.append((own * (earned - own @ earned))[:-1])
    return np.concatenate(found)


def jacobian(payoffs: Floats, flat: Floats) -> Floats:
    step, columns = 1e-5, []
    for place in range(len(flat)):
        up, down = flat.copy(), flat.copy()
        up[place] += step
        down[place] -= step
        columns.append((motion(payoffs, up) - motion(payoffs, down)) / (2 * step))
    return np.array(columns).T


@given(shapes, seeds)
@settings(max_examples=40, deadline=None)
def test_eigenvalues_at_vertices_are_those_of_the_jacobian(
    shape: tuple[int, ...], seed: int
) -> None:
    payoffs = payoffs_of(shape, seed)
    sizes = shape[:-1]
    found = many(payoffs).vertices().vertices
    corners = itertools.product(*(range(size) for size in sizes))
    for vertex, corner in zip(found, corners, strict=True):
        pairs = zip(sizes, corner, strict=True)
        flat = np.concatenate([np.eye(size)[place][:-1] for size, place in pairs])
        wanted = np.sort(np.linalg.eigvals(jacobian(payoffs, flat)).real)
        mine = np.sort([item.value for item in vertex.eigenvalues])
        assert mine == pytest.approx(wanted, abs=1e-6)


@given(shapes, seeds)
@settings(max_examples=15, deadline=None)
def test_eigenvalues_at_mixed_points_are_those_of_the_jacobian(
    shape: tuple[int, ...], seed: int
) -> None:
    payoffs = payoffs_of(shape, seed) + np.random.default_rng(seed).normal(size=shape) / 100
    for point in many(payoffs).equilibria().points:
        flat = np.concatenate([row[:-1] for row in point.shares])
        wanted = np.linalg.eigvals(jacobian(payoffs, flat))
        mine = np.array(point.real) + 1j * np.array(point.imaginary)
        for value in mine:
            assert np.abs(wanted - value).min() < 1e-3
        assert mine.sum() == pytest.approx(wanted.sum(), abs=1e-4)


@given(st.sampled_from(SHAPES[:4]), seeds)
@settings(max_examples=20, deadline=None)
def test_order_of_populations_and_strategies_changes_nothing(
    shape: tuple[int, ...], seed: int
) -> None:
    payoffs = payoffs_of(shape, seed)
    rng = np.random.default_rng(seed)
    count = len(shape) - 1
    order = rng.permutation(count)
    turned = np.transpose(payoffs, (*order, count))[..., order]
    sizes = turned.shape[:-1]
    orders = [rng.permutation(size) for size in sizes]
    turned = turned[np.ix_(*orders, np.arange(count))]

    def back(shares: tuple[tuple[float, ...], ...]) -> list[list[float]]:
        rows: list[list[float]] = [[]] * count
        for place, (row, inner) in enumerate(zip(shares, orders, strict=True)):
            original = [0.0] * len(row)
            for position, old in enumerate(inner):
                original[old] = row[position]
            rows[order[place]] = original
        return rows

    first = many(payoffs).equilibria().points
    second = many(turned).equilibria().points
    assert len(first) == len(second)
    for point in second:
        if not point.dimension:
            near = [
                other
                for other in first
                if np.abs(np.concatenate(other.shares) - np.concatenate(back(point.shares))).max()
                < 1e-7
            ]
            assert len(near) == 1
            assert near[0].kind == point.kind
            assert near[0].nash == point.nash


@given(st.lists(st.integers(-4, 4), min_size=9, max_size=9))
@settings(max_examples=60, deadline=None)
def test_an_ess_is_asymptotically_stable(cells: list[int]) -> None:
    """Taylor and Jonker 1978; Hofbauer, Schuster and Sigmund 1979."""
    rows = [cells[:3], cells[3:6], cells[6:]]
    for point in symmetric(rows).equilibria().points:
        if point.kind == "ESS":
            assert max(point.real) < 1e-9
            assert point.nash


@given(st.fractions(max_denominator=50), st.fractions(max_denominator=50))
@settings(max_examples=60, deadline=None)
def test_numbers_of_a_table_stay_what_they_are(a: Fraction, b: Fraction) -> None:
    game = Game.from_dict(
        {
            "populations": [{"name": "one", "strategies": ["r", "s"]}],
            "parameters": {"a": str(a), "b": str(b)},
            "advantages": {"one": "a - b"},
        }
    )
    (found,) = game.vertices().of("r").eigenvalues
    assert Fraction(found.exact) == b - a
