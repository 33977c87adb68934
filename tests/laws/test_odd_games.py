"""Odd games: every rule of division gives numbers, or names why there are none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from consilience import value
from consilience.errors import ArgumentError

GAMES: dict[str, list[float]] = {
    "one player": [0, 5],
    "one player who loses": [0, -5],
    "two, nothing to gain": [0, 1, 2, 3],
    "two who lose together": [0, 5, 3, 2],
    "nothing at all": [0] * 8,
    "majority of three": [0, 0, 0, 1, 0, 1, 1, 1],
    "no imputation": [0, 4, 4, 2, 4, 2, 2, 1],
    "all negative": [0, -1, -2, -4, -3, -5, -5, -9],
    "everyone alike": [0, 1, 1, 3, 1, 3, 3, 6],
    "sums of 0": [0, 1, -1, 0, 2, 3, 1, 0],
}

RULES: dict[str, Callable[[Any], Any]] = {
    "shapley": value.shapley,
    "banzhaf": value.banzhaf,
    "normalized banzhaf": lambda v: value.banzhaf(v, normalized=True),
    "solidarity": value.solidarity,
    "weighted": lambda v: value.weighted_shapley(v, np.arange(1, len(v).bit_length())),
    "owen": lambda v: value.owen(v, [[0]]),
    "banzhaf-owen": lambda v: value.banzhaf_owen(v, [[0]]),
    "aumann-dreze": lambda v: value.aumann_dreze(v, [[0]]),
    "myerson": lambda v: value.myerson(v, []),
    "tau": value.tau,
    "gately": value.gately,
    "prenucleolus": value.prenucleolus,
    "nucleolus": value.nucleolus,
    "least core": value.least_core,
    "nearest core point": lambda v: value.nearest_core_point(v, np.zeros(len(v).bit_length() - 1)),
    "corrected": lambda v: value.corrected_shapley(v, {"risk": [1.0] * (len(v).bit_length() - 1)}),
}
_NO_VALUES = {
    "sum is zero",
    "not quasi-balanced",
    "no common propensity",
    "empty imputation set",
}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", GAMES)
def test_numbers_or_a_named_state(rule: str, name: str) -> None:
    v = np.array(GAMES[name], dtype=float)
    found = RULES[rule](v)
    state = getattr(found, "state", "found")
    if state in _NO_VALUES:
        assert np.isnan(found.values).all()
        assert found.notes
        return
    assert np.isfinite(found.values).all()
    if rule not in {"banzhaf", "banzhaf-owen", "myerson", "aumann-dreze"}:
        assert found.values.sum() == pytest.approx(v[-1], abs=1e-8)


def test_which_games_have_no_value() -> None:
    def state(rule: str, name: str) -> str:
        return str(RULES[rule](np.array(GAMES[name], dtype=float)).state)

    assert state("nucleolus", "no imputation") == "empty imputation set"
    assert state("nucleolus", "two who lose together") == "empty imputation set"
    assert state("tau", "majority of three") == "not quasi-balanced"
    assert state("normalized banzhaf", "nothing at all") == "sum is zero"
    assert state("prenucleolus", "no imputation") == "found"
    assert not value.core_nonempty(GAMES["majority of three"])
    assert value.core_nonempty(GAMES["one player"])


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("worths", "told"),
    [
        ([0, 1, float("nan"), 3], "finite numbers"),
        ([1.0, 1, 2, 3], "got 1"),
        ([0.0, 1, 2], "one worth for each coalition"),
        ([0.0, 1, float("inf"), 3], "finite"),
    ],
)
def test_what_is_no_game_is_refused(rule: str, worths: list[float], told: str) -> None:
    with pytest.raises(ArgumentError, match=told):
        RULES[rule](worths)


@given(
    st.dictionaries(
        st.sets(st.integers(0, 5), min_size=1).map(lambda ids: ", ".join(map(str, sorted(ids)))),
        st.integers(-9, 9),
        min_size=1,
        max_size=9,
    )
)
@settings(deadline=None)
def test_synergies_alone_give_the_shapley_value(rows: dict[str, int]) -> None:
    worths = value.worths_from_synergies(rows)
    found = value.shapley_from_synergies(rows)
    assert found.players == worths.players
    assert_allclose(found.values, value.shapley(worths).values, atol=1e-9)


def test_synergies_of_more_players_than_a_table_holds() -> None:
    ring = {f"{i}, {(i + 1) % 100}": 2.0 for i in range(100)}
    assert_allclose(value.shapley_from_synergies(ring).values, 2)
