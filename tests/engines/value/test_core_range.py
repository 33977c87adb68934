"""The least and the most of each player in the core."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import optimize

from consilience import value
from consilience.errors import DataError
from engines.value.games import GLOVES, MAJORITY, convex_game, random_game


def all_at_once(v: Any, aim: Any) -> float:
    """Return the least of an aim over the core, from all coalitions together."""
    n = len(v).bit_length() - 1
    rows = np.array([[mask >> i & 1 for i in range(n)] for mask in range(1, len(v) - 1)])
    found = optimize.linprog(
        aim, A_ub=-rows, b_ub=-np.array(v[1:-1]), A_eq=np.ones((1, n)), b_eq=[v[-1]],
        bounds=(None, None),
    )  # fmt: skip
    return float("nan") if found.x is None else float(np.dot(aim, found.x))


@pytest.mark.parametrize("seed", range(12))
def test_ends_are_those_of_all_coalitions_together(seed: int) -> None:
    v = random_game(5, seed)
    v[-1] += (seed % 4) * abs(v).max()  # with and without a core
    found = value.core_range(v)
    assert found.nonempty == bool(value.core_nonempty(v))
    low = [all_at_once(v, aim) for aim in np.eye(5)]
    high = [-all_at_once(v, -aim) for aim in np.eye(5)]
    scale = abs(v).max()
    assert_allclose(found.low / scale, np.array(low) / scale, atol=1e-7)
    assert_allclose(found.high / scale, np.array(high) / scale, atol=1e-7)


def test_in_a_convex_game_the_ends_are_marginal_contributions() -> None:
    v = convex_game(6, 3)
    found = value.core_range(v)
    assert_allclose(found.low, v[1 << np.arange(6)], atol=1e-7)
    assert_allclose(found.high, v[-1] - v[63 - (1 << np.arange(6))], atol=1e-7)
    assert list(found.to_frame().columns) == ["player", "low", "high"]


def test_a_thin_core_an_empty_one_and_one_player() -> None:
    thin = value.core_range(GLOVES)
    assert_allclose(thin.low, [0, 0, 1], atol=1e-8)
    assert_allclose(thin.high, thin.low, atol=1e-8)
    empty = value.core_range(MAJORITY, players=["A", "B", "C"])
    assert not empty.nonempty
    assert np.isnan(empty.low).all()
    assert [note.key for note in empty.notes] == ["value.note.no_core_range"]
    alone = value.core_range([0, -3])
    assert alone.low.tolist() == alone.high.tolist() == [-3]
    assert not alone.notes
    with pytest.raises(ValueError, match="read-only"):
        alone.low[0] = 1


def test_units_and_order_of_players_change_nothing() -> None:
    v = convex_game(5, 8)
    found = value.core_range(v)
    large = value.core_range(1e9 * v)
    assert_allclose(large.low / 1e9, found.low, atol=1e-7)
    order = [3, 0, 4, 1, 2]
    turned = np.array(
        [v[sum(1 << order[i] for i in range(5) if mask >> i & 1)] for mask in range(32)]
    )
    assert_allclose(value.core_range(turned).high, found.high[order], atol=1e-7)


def test_a_programme_without_an_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules["consilience.value.core_range"]
    answers = iter([(0.0, None), (1.0, SimpleNamespace(weights=np.ones(1), coalitions=[3]))])
    monkeypatch.setattr(module, "first_level", lambda _: next(answers))
    with pytest.raises(DataError, match="could not be solved"):
        value.core_range([0, 1, 1, 2, 1, 2, 2, 4])
