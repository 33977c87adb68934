"""Mechanism: the cheapest change of levers, and what is no change at all."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from consilience.errors import ConsilienceError
from consilience.games import symmetric
from consilience.games.basins import basin_share
from consilience.verify.games import game_of
from engines.games.samples import two_by_two

BOTH = ("cooperate", "cooperate")


def test_one_subsidy_is_raised_to_the_window() -> None:
    game, _ = game_of("standards_alliance")
    found = game.mechanism(BOTH, {"alpha": (0, 1)}, {"alpha": 0}, margin=1e-6)
    assert found.found
    assert found.proven
    (change,) = found.changes
    assert change.after == pytest.approx(0.12528, abs=1e-6)
    assert found.cost == pytest.approx(0.12528, abs=1e-6)
    assert BOTH in found.stable
    assert found.to_frame().parameter.tolist() == ["alpha"]


def test_the_only_stable_state_costs_more() -> None:
    game, _ = game_of("standards_alliance")
    levers = {"alpha": (0, 1), "beta": (0, 1)}
    some = game.mechanism(BOTH, levers, {"alpha": 0})
    only = game.mechanism(BOTH, levers, {"alpha": 0}, only=True)
    assert only.stable == (BOTH,)
    assert some.cost < only.cost
    assert only.cost == pytest.approx(0.3 + 1e-3 / 6, abs=1e-4)


def test_the_cheapest_mix_against_a_grid() -> None:
    """Two levers, whose costs decide which one moves; a grid of exact verdicts is no cheaper."""
    game = two_by_two([["s - c", "s - 2*c"], [0, 0]], [["s", 0], [0, "c"]], s=1, c=2)
    grid = list(itertools.product(np.linspace(0, 6, 25), np.linspace(0, 4, 17)))
    for only, costs in itertools.product((False, True), ((1, 1), (1, 3), (3, 1))):
        levers = {"s": (0, 6, costs[0]), "c": (0, 4, costs[1])}
        found = game.mechanism(("r0", "c0"), levers, margin=0.01, only=only)
        assert found.found
        spent = []
        for s, c in grid:
            stable = game.vertices({"s": float(s), "c": float(c)}).stable
            if ("r0", "c0") in stable and (len(stable) == 1 or not only):
                spent.append(costs[0] * abs(s - 1) + costs[1] * abs(c - 2))
        assert found.cost <= min(spent) + 0.1
        assert found.cost >= min(spent) - 0.5 * max(costs)


def test_bent_gains_are_searched_and_say_so() -> None:
    game, _ = game_of("standards_alliance")
    levers = {"delta": (0, 1), "lambda": (0, 1)}
    found = game.mechanism(BOTH, levers, {"delta": "0.4"})
    assert found.found
    assert not found.proven
    assert [note.key for note in found.notes] == ["games.note.not_proven"]
    assert found.margin >= 1e-3
    assert found.cost == pytest.approx(0.1403, abs=1e-3)
    alone = game.mechanism(BOTH, {"delta": (0, 1), "rho": (0, 1)}, {"beta": "0.3"}, only=True)
    assert not alone.found


def test_where_nothing_helps_that_is_said() -> None:
    game, _ = game_of("standards_alliance")
    found = game.mechanism(BOTH, {"alpha": (0, 1)}, {"delta": "0.3"})
    assert not found.found
    assert np.isnan(found.cost)
    assert found.changes == ()
    assert found.margin < 0
    assert [note.key for note in found.notes] == ["games.note.no_mechanism"]


def test_what_is_stable_already_costs_nothing() -> None:
    game = symmetric([["a", 0], [0, 1]], ["r", "s"], {"a": 1})
    found = game.mechanism("r", {"a": (0, 2)})
    assert found.cost == 0
    assert found.stable == (("r",), ("s",))
    assert not game.mechanism("r", {"a": (0, 2)}, only=True).found


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"target": ("cooperate",)}, "one strategy of each of the 2"),
        ({"target": 5}, "one strategy of each of the 2"),
        ({"target": ("cooperate", "wait")}, "wait"),
        ({"levers": {}}, "a mapping of parameters"),
        ({"levers": {"alfa": (0, 1)}}, "did you mean alpha"),
        ({"levers": {"alpha": 1}}, "a mapping of parameters"),
        ({"levers": {"alpha": (0, "x")}}, "a mapping of parameters"),
        ({"levers": {"alpha": (0.5, 1)}}, "a mapping of parameters"),
        ({"levers": {"alpha": (0, 1, -1)}}, "a mapping of parameters"),
        ({"margin": 0}, "greater than 0"),
        ({"only": "yes"}, "true or false"),
    ],
)
def test_bad_questions_get_one_sentence(arguments: dict[str, Any], words: str) -> None:
    game, _ = game_of("standards_alliance")
    with pytest.raises(ConsilienceError, match=words):
        game.mechanism(**{"target": BOTH, "levers": {"alpha": (0, 1)}, **arguments})


def test_a_goal_for_the_basin() -> None:
    """In the window of the own subsidy the basin grows and shrinks again, between 4 % and 6 %."""
    game, _ = game_of("standards_alliance")
    levers = {"alpha": (0, 1)}
    found = game.mechanism(BOTH, levers, {"alpha": 0}, basin=0.05)
    assert found.found
    assert found.basin >= 0.05
    assert not found.proven
    (change,) = found.changes
    assert 0.13 < change.after < 0.19
    before = game.mechanism(BOTH, levers, {"alpha": 0})
    assert np.isnan(before.basin)
    assert before.cost < found.cost
    easy = game.mechanism(BOTH, levers, {"alpha": 0}, basin=0.0)
    assert easy.proven
    assert easy.cost == before.cost
    assert not game.mechanism(BOTH, levers, {"alpha": 0}, basin=0.2).found


def test_the_basin_of_what_is_not_stable_is_empty() -> None:
    game, _ = game_of("standards_alliance")
    known = {item.name: item.value for item in game.parameters if item.value is not None}
    assert basin_share(game.form, {**known, "alpha": Fraction(0)}, (0, 0)) == 0
    share = game.basins({"alpha": "0.2"}, samples=20_000).of(*BOTH).share
    few = basin_share(game.form, {**known, "alpha": Fraction(1, 5)}, (0, 0))
    assert few == pytest.approx(share, abs=0.03)
