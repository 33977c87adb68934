"""Finite populations: fixation and stationary distributions against the whole chain."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from scipy import sparse

from consilience.errors import ConsilienceError
from consilience.games import chains, fixation_probability, stationary_distribution
from consilience.games.chains import _solved, compositions, moves_of, ranks, reduced, stationary

DILEMMA = [[3.0, 0.0], [5.0, 1.0]]
ROCK = np.array([[0, -1, 1.2], [1, 0, -1], [-1, 1, 0]])


def chain(matrix: Any, size: int, ratio: Any) -> float:
    """Solve for the fixation probabilities of the birth-death chain as a linear system."""
    (a, b), (c, d) = matrix
    system, right = np.eye(size + 1), np.zeros(size + 1)
    right[size] = 1
    for i in range(1, size):
        mutant = (a * (i - 1) + b * (size - i)) / (size - 1)
        resident = (c * i + d * (size - i - 1)) / (size - 1)
        down = ratio(mutant, resident)
        system[i, i - 1] = -down / (1 + down)
        system[i, i + 1] = -1 / (1 + down)
    return float(np.linalg.solve(system, right)[1])


@pytest.mark.parametrize("size", [2, 5, 30])
@pytest.mark.parametrize("beta", [0.0, 0.05, 1.0])
def test_fixation_is_that_of_the_chain(size: int, beta: float) -> None:
    wanted = chain(DILEMMA, size, lambda a, b: np.exp(-beta * (a - b)))
    assert float(fixation_probability(DILEMMA, size, strength=beta)) == pytest.approx(wanted)
    if beta < 1:
        wanted = chain(DILEMMA, size, lambda a, b: (1 - beta + beta * b) / (1 - beta + beta * a))
        found = fixation_probability(DILEMMA, size, strength=beta, process="moran")
        assert found.value == pytest.approx(wanted)


def test_without_selection_every_member_has_the_same_chance() -> None:
    found = fixation_probability(DILEMMA, 40, mutants=7, strength=0)
    assert found.value == pytest.approx(7 / 40)
    assert found.neutral == 7 / 40


def test_one_third_law() -> None:
    """Nowak and others 2004: in large populations and weak selection 1/3 decides."""
    for share, better in ((0.3, True), (0.36, False)):  # unstable share of mutants
        matrix = [[1.0, 0.0], [0.0, share / (1 - share)]]  # both earn the same at that share
        found = fixation_probability(matrix, 1_000, strength=1e-5)
        assert (found.value > found.neutral) == better


def test_huge_populations_do_not_overflow() -> None:
    assert fixation_probability(DILEMMA, 10_000, strength=10).value < 1e-300
    assert fixation_probability(DILEMMA, 10_000, mutant=1, resident=0).value > 0.5


def test_fitness_must_be_positive() -> None:
    with pytest.raises(ConsilienceError, match="fitness of"):
        fixation_probability([[-3, -3], [1, 1]], 10, process="moran", strength=0.9)
    with pytest.raises(ConsilienceError, match="between 0 and 1"):
        fixation_probability(DILEMMA, 10, process="moran", strength=2)
    with pytest.raises(ConsilienceError, match="whole number between"):
        fixation_probability(DILEMMA, 10**7)


def test_states_are_numbered_in_their_order() -> None:
    for size, kinds in ((7, 2), (6, 3), (4, 4)):
        states = compositions(size, kinds)
        assert len({tuple(row) for row in states}) == len(states)
        assert (states.sum(axis=1) == size).all()
        assert ranks(states, size).tolist() == list(range(len(states)))


def test_moves_are_those_of_the_definition() -> None:
    size, beta, mutation = 5, 0.7, 0.05
    states = compositions(size, 3)
    moves = moves_of(ROCK, states, beta, mutation).toarray()
    index = {tuple(row): place for place, row in enumerate(states.tolist())}
    for state, place in index.items():
        for old, new in itertools.permutations(range(3), 2):
            if state[old] == 0:
                continue
            counts = np.array(state, dtype=float)
            earned = [(counts @ ROCK[k] - ROCK[k, k]) / (size - 1) for k in range(3)]
            copied = 1 / (1 + np.exp(-beta * (earned[new] - earned[old])))
            chance = (1 - mutation) * state[new] / (size - 1) * copied + mutation / 2
            target = list(state)
            target[old] -= 1
            target[new] += 1
            assert moves[place, index[tuple(target)]] == pytest.approx(state[old] / size * chance)


def test_stationary_distribution_is_left_as_it_is() -> None:
    found = stationary_distribution(ROCK.tolist(), 12, mutation=0.02, strength=2)
    moves = moves_of(ROCK, found.states, 2.0, 0.02).toarray()
    whole = moves + np.diag(1 - moves.sum(axis=1))
    assert found.probabilities @ whole == pytest.approx(found.probabilities, abs=1e-14)
    assert found.probabilities == pytest.approx(reduced(moves), rel=1e-9)
    assert found.average.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    "matrix", [[[6, 6], [0, 0]], [[0, 0], [6, 6]], [[-2, 6], [0, 3]], [[3, 0], [0, 3]]]
)
def test_rare_states_are_no_trouble(matrix: list[list[float]]) -> None:
    found = stationary_distribution(matrix, 60, mutation=1e-3, strength=5)
    moves = moves_of(np.array(matrix, dtype=float), found.states, 5.0, 1e-3)
    wanted = reduced(moves.toarray())
    assert found.probabilities == pytest.approx(wanted, rel=1e-5)


def test_large_chains_that_lose_their_balance_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "_REDUCED_UP_TO", 10)
    with pytest.raises(ConsilienceError, match="not solved"):
        stationary_distribution([[3, 0], [0, 3]], 60, mutation=1e-3, strength=5)


def test_rare_mutations_are_the_limit() -> None:
    limit = stationary_distribution(ROCK.tolist(), 20, strategies=["r", "p", "s"])
    near = stationary_distribution(ROCK.tolist(), 20, mutation=1e-6)
    assert limit.average == pytest.approx(near.average, abs=1e-4)
    assert limit.states.tolist() == [[20, 0, 0], [0, 20, 0], [0, 0, 20]]
    assert limit.to_frame().strategy.tolist() == ["r", "p", "s"]
    strong = stationary_distribution(DILEMMA, 100, strength=10)
    assert strong.average == pytest.approx([0, 1], abs=1e-12)


def test_too_many_states_are_refused() -> None:
    with pytest.raises(ConsilienceError, match="more than 200000 states"):
        stationary_distribution(ROCK.tolist(), 1_000, mutation=0.1)
    with pytest.raises(ConsilienceError, match="1 names for 2"):
        stationary_distribution(DILEMMA, 10, strategies=["a"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"matrix": None}, "square table"),
        ({"matrix": [[1, 2]]}, "square table"),
        ({"matrix": [[1, 2], [3]]}, "square table"),
        ({"resident": 0}, "another column than mutant"),
        ({"mutant": 2}, "between 0 and 1"),
        ({"mutants": 10}, "between 1 and 9"),
    ],
)
def test_bad_questions_get_one_sentence(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ConsilienceError, match=words):
        fixation_probability(**{"matrix": DILEMMA, "size": 10, **arguments})
    with pytest.raises(ConsilienceError, match="greater than 0"):
        stationary_distribution(DILEMMA, 5, mutation=0)


def test_frames() -> None:
    frame = fixation_probability(DILEMMA, 10).to_frame()
    assert list(frame.columns) == ["fixation", "neutral"]


def test_a_state_that_is_never_seen_cannot_be_the_one_that_is_fixed() -> None:
    """From 0 everything goes to 1 and stays among 1 and 2: with 0 fixed the rest is singular."""
    moves = sparse.csr_array(np.array([[0, 1.0, 0], [0, 0, 0.5], [0, 0.5, 0]]))
    flow = (moves.T - sparse.diags_array(moves.sum(axis=1))).tocsc()
    assert _solved(flow, 0) is None
    assert stationary(moves, 0).tolist() == [0, 0.5, 0.5]
