"""Nucleolus and prenucleolus: published values, certificates, degenerate games."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from consilience import value
from consilience.errors import DataError
from consilience.value import lexicographic
from consilience.value.game import Game, subset_sums
from consilience.value.span import Span
from engines.value.games import GLOVES, MAJORITY, convex_game, excess_list, random_game


def _tables() -> list[tuple[str, list[float]]]:
    random = np.random.default_rng(3)
    weights = random.integers(1, 9, 9)
    sums = subset_sums(weights)
    sizes = np.bitwise_count(np.arange(512)).astype(np.float64)
    return [
        ("random", random_game(9, 1).tolist()),
        ("votes", (sums >= 25).astype(float).tolist()),
        ("claims", np.maximum(0, sums - 20.0).tolist()),
        ("symmetric", (sizes**2).tolist()),
        ("additive", sums.astype(float).tolist()),
        ("nothing", [0.0] * 512),
    ]


@pytest.mark.parametrize(
    ("estate", "wanted"),
    [(100, [100 / 3] * 3), (200, [50, 75, 75]), (300, [50, 100, 150])],
)
def test_talmud(estate: float, wanted: list[float]) -> None:
    """Aumann and Maschler 1985."""
    found = value.nucleolus(value.bankruptcy_game(estate, [100, 200, 300]))
    assert_allclose(found, wanted)
    assert found.certified


def test_gloves_and_majority() -> None:
    assert_allclose(value.nucleolus(GLOVES), [0, 0, 1], atol=1e-12)
    assert_allclose(value.prenucleolus(MAJORITY), [1 / 3] * 3)


@pytest.mark.parametrize(("name", "v"), _tables())
def test_every_answer_is_certified(name: str, v: list[float]) -> None:
    for function in (value.prenucleolus, value.nucleolus):
        found = function(v)
        assert found.state == "found" or name == "random"
        if found.state == "found":
            assert found.certified, name
            assert found.residual < 1e-12
            assert_allclose(found.values.sum(), v[-1], atol=1e-9)


def test_levels_are_the_largest_excesses_and_balance() -> None:
    v = random_game(5, 9)
    found = value.prenucleolus(v)
    excesses = excess_list(v, found.values)
    assert_allclose(found.levels[0].excess, excesses[0])
    first = found.levels[0]
    loads = [
        sum(w for names, w in zip(first.coalitions, first.weights, strict=True) if str(i) in names)
        for i in range(5)
    ]
    assert_allclose(loads, loads[0])
    assert [level.excess for level in found.levels] == sorted(
        (level.excess for level in found.levels), reverse=True
    )


@pytest.mark.parametrize("seed", range(12))
def test_no_step_is_lexicographically_better(seed: int) -> None:
    v = random_game(4, seed)
    best = value.prenucleolus(v).values
    here = np.round(excess_list(v, best), 9).tolist()
    random = np.random.default_rng(seed)
    for scale in (1e-3, 0.1, 1, 5):
        for _ in range(50):
            step = random.normal(size=4)
            other = best + scale * (step - step.mean())
            assert np.round(excess_list(v, other), 9).tolist() >= here


def test_prenucleolus_and_nucleolus_differ_where_the_floor_binds() -> None:
    v = [0, 0, 0, 9, 0, 0, 0, 6]
    free, floored = value.prenucleolus(v), value.nucleolus(v)
    assert free.values[2] < 0
    assert_allclose(floored.values, [3, 3, 0], atol=1e-12)
    assert any(level.at_floor == ("2",) for level in floored.levels)
    assert floored.certified


def test_own_worths_of_another_order_of_magnitude_do_not_matter() -> None:
    small = random_game(5, 4)
    large = small + 1e9 * np.bitwise_count(np.arange(32))
    assert_allclose(
        value.prenucleolus(large).values - 1e9, value.prenucleolus(small).values, atol=1e-5
    )


def test_empty_imputation_set_is_a_named_result() -> None:
    found = value.nucleolus([0, 2, 3, 4])
    assert found.state == "empty imputation set"
    assert np.isnan(found.values).all()
    assert not found.certified
    assert "1 more than together" in str(found.notes[0])
    assert value.prenucleolus([0, 2, 3, 4]).values.tolist() == [1.5, 2.5]


def test_a_programme_without_answer_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = SimpleNamespace(success=False)
    monkeypatch.setattr("scipy.optimize.linprog", lambda *_, **__: failed)
    with pytest.raises(DataError, match="could not be solved"):
        value.prenucleolus(MAJORITY)


def test_a_certificate_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = value.nucleolus.__globals__["_refined"]

    def wrong(game: Game, stages: list[lexicographic.Stage]) -> tuple[object, object]:
        values, levels = real(game, stages)
        return values + np.array([1.0, -1.0, 0.0]), levels

    monkeypatch.setitem(value.nucleolus.__globals__, "_refined", wrong)
    found = value.prenucleolus(MAJORITY)
    assert not found.certified
    assert found.residual == pytest.approx(1)
    assert [note.key for note in found.notes] == ["value.note.uncertain"]


def test_span_is_exact() -> None:
    game = Game(tuple("abcd"), np.zeros(16))
    span = Span(game)
    assert span.add(0b1111)
    assert span.add(0b0011)
    assert not span.add(0b1100)
    assert span.rank == 2
    held = np.flatnonzero(span.holds(np.arange(16))).tolist()
    assert held == [0, 0b0011, 0b1100, 0b1111]


@pytest.mark.parametrize("n", [10, 12])
def test_many_players_with_rows_that_join_later(n: int) -> None:
    v = convex_game(n, 2) if n == 10 else random_game(n, 2)
    found = value.prenucleolus(v)
    assert found.certified
    assert_allclose(found.values.sum(), v[-1])
