"""Matching: propositions, stable matchings, optimal assignments, consortia."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from consilience import value
from consilience.errors import DataError, UnknownNameError
from consilience.value import choices


def _tables(seed: int) -> tuple[Any, Any]:
    random = np.random.default_rng(seed)
    shape = tuple(random.integers(1, 5, 2))
    rows = random.integers(0, 5, shape).astype(float)
    columns = random.integers(0, 5, shape).astype(float)
    rows[random.random(shape) < 0.2] = np.nan
    return rows, columns


def _matchings(shape: tuple[int, int], room: int, other: int) -> list[set[tuple[int, int]]]:
    cells = list(product(range(shape[0]), range(shape[1])))
    found = []
    for size in range(len(cells) + 1):
        for chosen in combinations(cells, size):
            rows = [sum(cell[0] == i for cell in chosen) for i in range(shape[0])]
            columns = [sum(cell[1] == j for cell in chosen) for j in range(shape[1])]
            if max(rows) <= room and max(columns) <= other:
                found.append(set(chosen))
    return found


@pytest.mark.parametrize("seed", range(30))
def test_matchings_are_stable_and_the_best_for_their_side(seed: int) -> None:
    random = np.random.default_rng(seed)
    size = int(random.integers(2, 4))
    rows, columns = random.permuted(np.tile(np.arange(size), (2, size, 1)), axis=2).astype(float)
    columns = columns.T
    found = value.stable_matching(rows, columns)
    assert found.blocking == 0
    assert value.blocking_pairs(found.pairs, rows, columns).pairs == ()
    stable = []
    for matching in _matchings((size, size), 1, 1):
        named = [(str(i), str(j)) for i, j in matching]
        if not value.blocking_pairs(named, rows, columns).pairs:
            stable.append(matching)
    assert found.unique == (len(stable) == 1)
    for i, j in ((int(a), int(b)) for a, b in found.pairs):
        partners = [rows[i, b] for matching in stable for a, b in matching if a == i]
        assert rows[i, j] == max(partners)
    for i, j in ((int(a), int(b)) for a, b in found.column_pairs):
        partners = [columns[a, j] for matching in stable for a, b in matching if b == j]
        assert columns[i, j] == max(partners)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize(("room", "other"), [(1, 1), (2, 1), (1, 3), (2, 2)])
def test_many_to_many_has_no_blocking_pair(seed: int, room: int, other: int) -> None:
    rows, columns = _tables(seed)
    found = value.stable_matching(rows, columns, row_capacity=room, column_capacity=other)
    assert found.blocking == 0
    for pairs in (found.pairs, found.column_pairs):
        again = value.blocking_pairs(pairs, rows, columns, row_capacity=room, column_capacity=other)
        assert again.pairs == again.unacceptable == ()


def test_example_of_gale_and_shapley_1962() -> None:
    """Example 2: three by three, each side gets its first choices in its own matching."""
    rows = [[3, 2, 1], [1, 3, 2], [2, 1, 3]]
    columns = [[1, 2, 3], [3, 1, 2], [2, 3, 1]]
    found = value.stable_matching(rows, columns)
    assert found.pairs == (("0", "0"), ("1", "1"), ("2", "2"))
    assert found.column_pairs == (("0", "2"), ("1", "0"), ("2", "1"))
    assert not found.unique


def test_named_sides_gaps_and_indifference() -> None:
    rows = pd.DataFrame({"Chips": [1.0, np.nan], "Maps": [1.0, np.nan]}, index=["Cars", "City"])
    found = value.stable_matching(rows, column_capacity=[1, 2])
    assert found.pairs == (("Cars", "Chips"),)
    assert found.unmatched_rows == ("City",)
    assert found.unmatched_columns == ("Maps",)
    assert [note.key for note in found.notes] == ["value.note.indifferent"]
    assert list(found.to_frame().columns) == ["row", "column", "best for rows", "best for columns"]
    mixed = pd.DataFrame({"Chips": [1, None]}, index=["Cars", "City"], dtype=object)
    assert value.stable_matching(mixed).pairs == (("Cars", "Chips"),)


def test_a_matching_of_ones_own_is_checked() -> None:
    found = value.blocking_pairs([("0", "0")], [[np.nan, 1]])
    assert found.unacceptable == (("0", "0"),)
    assert found.pairs == (("0", "1"),)
    assert found.to_frame().to_numpy().tolist() == [["0", "1"]]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(("room", "other"), [(1, 1), (2, 1)])
def test_all_optimal_assignments_are_listed(seed: int, room: int, other: int) -> None:
    random = np.random.default_rng(seed)
    shape = (int(random.integers(1, 4)), int(random.integers(1, 4)))
    scores = random.integers(-1, 4, shape).astype(float)
    scores[random.random(shape) < 0.1] = np.nan
    usable = [m for m in _matchings(shape, room, other) if all(scores[cell] > 0 for cell in m)]
    totals = [sum(scores[cell] for cell in m) for m in usable]
    wanted = sorted(
        tuple(sorted((str(i), str(j)) for i, j in m))
        for m, total in zip(usable, totals, strict=True)
        if total == max(totals)
    )
    found = value.optimal_assignment(scores, row_capacity=room, column_capacity=other, most=999)
    assert found.total == max(totals)
    assert list(found.matchings) == wanted
    assert found.complete


@pytest.mark.parametrize("n", [6, 8])
def test_optimum_equals_brute_force(n: int) -> None:
    from itertools import permutations  # noqa: PLC0415

    scores = np.random.default_rng(n).random((n, n))
    best = max(scores[range(n), order].sum() for order in permutations(range(n)))
    assert_allclose(value.optimal_assignment(scores).total, best)


def test_ties_beyond_the_list_and_large_tables_are_told() -> None:
    few = value.optimal_assignment(np.ones((4, 4)), most=5)
    assert not few.complete
    assert len(few.matchings) == 5
    assert len(few.to_frame()) == 20
    large = value.optimal_assignment(np.eye(60))
    assert large.total == 60
    assert [note.key for note in large.notes] == ["value.note.more_ties"]


def _all_sets(
    held: Any, needs: Any, fit: Any, costs: Any, most: int
) -> list[tuple[float, tuple[str, ...]]]:
    count = len(held)
    return [
        (
            float(sum(fit[a, b] for a, b in combinations(chosen, 2)) - costs[list(chosen)].sum()),
            tuple(map(str, chosen)),
        )
        for size in range(1, most + 1)
        for chosen in combinations(range(count), size)
        if (held[list(chosen)].sum(axis=0) >= needs).all() and not {0, 1} <= set(chosen)
    ]


@pytest.mark.parametrize("seed", range(20))
def test_consortia_are_all_sets_near_the_best(seed: int) -> None:
    random = np.random.default_rng(seed)
    count = int(random.integers(3, 7))
    held = random.integers(0, 3, (count, 2))
    upper = np.triu(random.integers(-2, 5, (count, count)), 1)
    fit, costs = upper + upper.T, random.integers(0, 3, count)
    within = float(random.integers(0, 3))
    found = value.consortium(
        held,
        {"0": 2, "1": 1},
        fit,
        size=(1, count - 1),
        costs=costs,
        conflicts=[("0", "1")],
        within=within,
        most=500,
    )
    sets = _all_sets(held, np.array([2, 1]), fit, costs, count - 1)
    best = max((total for total, _ in sets), default=0)
    wanted = sorted((-total, names) for total, names in sets if total >= best - within)
    assert [(-item.value, item.members) for item in found.sets] == wanted
    assert found.state == ("found" if sets else found.state)
    for item in found.sets:
        rows = [int(name) for name in item.members]
        assert_allclose(item.spare, held[rows].sum(axis=0) - [2, 1])


def test_fit_of_a_frame_goes_by_name() -> None:
    held = pd.DataFrame({"data": [1, 1, 0]}, index=["Maps", "Cloud", "Foundry"])
    fit = pd.DataFrame(
        [[0, 9, 1], [9, 0, 2], [1, 2, 0]],
        index=["Foundry", "Maps", "Cloud"],
        columns=["Foundry", "Maps", "Cloud"],
    )
    found = value.consortium(held, {"data": 1}, fit, size=(2, 2))
    assert found.sets[0].members == ("Maps", "Foundry")
    assert found.sets[0].value == 9


def test_consortium_says_why_there_is_none() -> None:
    held = pd.DataFrame({"data": [1, 0], "chips": [0, 1]}, index=["Maps", "Foundry"])
    short = value.consortium(held, {"data": 2})
    assert short.state == "needs cannot be covered"
    assert short.short == ("data",)
    barred = value.consortium(held, {"data": 1, "chips": 1}, conflicts=[("Maps", "Foundry")])
    assert barred.state == "rules exclude every set"
    assert barred.sets == ()
    assert len(barred.to_frame()) == 0


def test_more_consortia_than_listed_are_told() -> None:
    found = value.consortium(np.ones((5, 1)), {"0": 2}, most=3)
    assert len(found.sets) == 3
    assert not found.complete
    assert [note.key for note in found.notes] == ["value.note.more_sets"]


def test_a_programme_that_fails_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failed:
        status = 1

    monkeypatch.setattr("scipy.optimize.milp", lambda *_, **__: Failed())
    with pytest.raises(DataError, match="could not be solved"):
        value.consortium(np.ones((2, 1)), {"0": 1})
    assert choices.Choices(np.empty((0, 2)), complete=True).complete


def test_proposition_fit_and_gaps() -> None:
    names = ["Maps", "Chips"]
    offers = pd.DataFrame({"data": [0.9, 0.2], "chips": [0, 0.8]}, index=names)
    needs = pd.DataFrame({"data": [0.5, 0.4], "chips": [1, 0]}, index=names)
    found = value.proposition_fit(offers, needs, [1, 3])
    assert np.isnan(found.scores[0, 0])
    assert_allclose(found.scores[0, 1], (0.2 + 3 * 0.8) / (0.5 + 3))
    assert_allclose(found.scores[1, 0], 1)
    gaps = [(need.member, need.kind, need.best_offer) for need in found.needs if not need.suppliers]
    assert gaps == [("Maps", "data", 0.2), ("Maps", "chips", 0.8)]
    assert found.needs[-1].suppliers == ("Maps",)
    assert found.to_frame().index.tolist() == names


def test_who_needs_nothing_is_told() -> None:
    found = value.proposition_fit([[1, 1]], [[0, 0], [1, 0]])
    assert found.scores.tolist() == [[0], [1]]
    assert [note.key for note in found.notes] == ["value.note.no_needs"]


def test_own_offer_does_not_fill_a_gap() -> None:
    both = pd.DataFrame({"data": [1.0]}, index=["Maps"])
    (need,) = value.proposition_fit(both, both).needs
    assert need.suppliers == ()
    assert need.best_offer == 0


def test_goals() -> None:
    goals = pd.DataFrame({"open": [1, -1, 0], "fast": [0.5, 0.5, 0]}, index=list("ABC"))
    found = value.goal_fit(goals)
    assert_allclose(found.congruence[0, 1], 0.5 / 1.5)
    assert_allclose(found.conflict[0, 1], 1 / 1.5)
    assert_allclose(np.diag(found.congruence), 1)
    assert found.congruence[2, 1] == found.conflict[2, 1] == 0
    assert len(found.to_frame()) == 3


def test_unknown_resource_is_named() -> None:
    with pytest.raises(UnknownNameError, match="did you mean data"):
        value.consortium(pd.DataFrame({"data": [1]}), {"Data": 1})
