"""Sampled Shapley values: right on average, with intervals that cover."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from numpy.typing import NDArray

from consilience import value
from consilience.errors import DataError

Floats = NDArray[np.float64]


def airport(n: int) -> tuple[Callable[[Any], Any], Floats]:
    """What the largest plane costs; each piece of the runway is shared by who needs it."""
    costs = np.sort(np.random.default_rng(1).random(n) * 10)
    pieces = np.diff(np.concatenate([[0], costs])) / np.arange(n, 0, -1)
    return lambda sets: np.where(sets, costs, 0).max(axis=1), np.cumsum(pieces)


def votes(n: int) -> tuple[Callable[[Any], Any], Floats]:
    """Weighted voting."""
    weights = np.random.default_rng(2).integers(1, 50, n)
    quota = int(weights.sum()) // 2 + 1
    return lambda sets: sets @ weights >= quota, value.power_index(weights, quota).values


def pairs(n: int) -> tuple[Callable[[Any], Any], Floats]:
    """Own worths and synergies of pairs, which both share."""
    random = np.random.default_rng(3)
    both, own = np.triu(random.normal(size=(n, n)), 1), random.normal(size=n)
    return (
        lambda sets: sets @ own + ((sets @ both) * sets).sum(axis=1),
        own + (both.sum(axis=0) + both.sum(axis=1)) / 2,
    )


@pytest.mark.parametrize(("make", "n"), [(airport, 50), (votes, 40), (pairs, 30)])
def test_intervals_cover(make: Callable[[int], tuple[Any, Floats]], n: int) -> None:
    function, truth = make(n)
    covered = []
    for seed in range(40):
        found = value.shapley_sampled(function, n, 20_000, seed)
        covered.append((found.low <= truth) & (truth <= found.high))
        assert_allclose(found.values.sum(), function(np.ones((1, n), dtype=bool))[0], atol=1e-9)
    assert 0.93 <= np.mean(covered) <= 0.97


def test_errors_shrink_with_the_budget() -> None:
    function, truth = pairs(30)
    few, many = (value.shapley_sampled(function, 30, budget) for budget in (2_000, 32_000))
    assert few.errors.mean() / many.errors.mean() == pytest.approx(4, rel=0.2)
    assert np.abs(many.values - truth).max() < 5 * many.errors.max()
    assert many.evaluations <= 32_000


def test_chunks_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    function, _ = airport(12)
    asked = []

    def counted(sets: Any) -> Any:
        asked.append(len(sets))
        return function(sets)

    whole = value.shapley_sampled(counted, 12, 1_000)
    assert sum(asked) == whole.evaluations
    monkeypatch.setattr("consilience.value.sampling._CELLS", 500)
    parts = value.shapley_sampled(function, 12, 1_000)
    assert parts.orders == whole.orders


def test_a_contribution_that_never_changes_is_told() -> None:
    found = value.shapley_sampled(lambda sets: sets[:, :2].all(axis=1), 5, 300)
    assert [note.key for note in found.notes] == ["value.note.unchanged"]
    assert found.low[4] < 0 < found.high[4]
    assert np.asarray(found)[4] == 0


def test_functions_that_are_no_game_get_one_sentence() -> None:
    with pytest.raises(DataError, match="must return 0 for nobody, got 1"):
        value.shapley_sampled(lambda sets: np.ones(len(sets)), 5, 300)
    with pytest.raises(DataError, match="must return finite numbers, got nan"):
        value.shapley_sampled(lambda sets: np.full(len(sets), np.nan), 5, 300)
    with pytest.raises(DataError, match=r"2 worths for 2 coalitions, got shape \(\)"):
        value.shapley_sampled(lambda _: 3, 5, 300)
