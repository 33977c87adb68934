"""The nearest path of a case: against every set of moves, by hand, and resampled."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from typing import Any
from unittest import mock

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience import qca
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.kernels.memberships import term_memberships
from consilience.kernels.shares import wilson_interval
from consilience.qca import nearest_stability
from consilience.qca.remainders import cube_of
from tables import random_table

DATA = pd.DataFrame(
    {
        "A": [0.9, 0.8, 0.2, 0.1],
        "B": [0.8, 0.3, 0.6, 0.2],
        "C": [0.7, 0.9, 0.1, 0.4],
        "Y": [0.9, 0.3, 0.2, 0.1],
    },
    index=["Maps", "Chips", "Lidar", "Cloud"],
)
TABLE = qca.truth_table(DATA, "Y")
TERMS = ["A*B*C", "~A*B", "A*~C"]
KINDS = st.sampled_from(["fuzzy", "crisp", "multi-value"])


def _options(table: qca.TruthTable, place: int, current: float, target: float) -> list[float]:
    """Return where one condition can go, the place where it is among them."""
    if table.multi_value[place]:
        return [float(value) for value in range(int(table.levels[place]))]
    return [current, target, 1 - target]


def _cheapest(
    table: qca.TruthTable, term: str, vector: np.ndarray[Any, Any], found: qca.NearestPath
) -> float:
    """Return the lowest cost over all places that the conditions can go to."""
    target, fixed = found.parameters["target"], found.parameters["fixed"]
    prices = [found.parameters["costs"][name] for name in table.conditions]
    choices = [
        [vector[i]] if name in fixed else _options(table, i, vector[i], target)
        for i, name in enumerate(table.conditions)
    ]
    cube = cube_of(term, table, "test")[None, :]
    lowest = math.inf
    for places in itertools.product(*choices):
        after = np.array([places])
        if term_memberships(after, table.multi_value, cube)[0, 0] > 0.5:
            moved = np.abs(after[0] - vector)
            amounts = np.where(table.multi_value, moved > 0, moved)
            lowest = min(lowest, float((amounts * prices).sum()))
    return lowest


@settings(deadline=None, max_examples=60)
@given(
    seed=st.integers(0, 10_000),
    kind=KINDS,
    target=st.sampled_from([0.51, 0.6, 1.0]),
    fixed=st.sets(st.sampled_from("ABC"), max_size=2),
    price=st.sampled_from([0.0, 0.5, 1.0, 3.0]),
)
def test_no_set_of_moves_is_cheaper(
    seed: int, kind: str, target: float, fixed: set[str], price: float
) -> None:
    table = qca.truth_table(random_table(seed, 3, 8, kind), "Y")
    first = "A[2]" if kind == "multi-value" else "A"
    terms = [f"{first}*B", "~B*C", "~C", f"{first}*~B*~C"]
    found = qca.nearest_path(
        table, terms, "c1", fixed=sorted(fixed), costs={"B": price}, target=target
    )
    for item in found.paths:
        lowest = _cheapest(table, item.term, found.memberships, found)
        if item.blocked:
            assert math.isinf(lowest)
            assert item.rank is None
            assert set(item.blocked) <= fixed
        else:
            assert item.cost == pytest.approx(lowest, abs=1e-12)
            assert item.cost == pytest.approx(sum(move.cost for move in item.moves))
    costs = [item.cost for item in found.paths if not item.blocked]
    assert costs == pytest.approx(sorted(costs), abs=1e-9)
    nearest = {i.term for i in found.paths if not i.blocked and i.cost <= min(costs) + 1e-9}
    assert set(found.nearest) == nearest


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 10_000), kind=KINDS, target=st.floats(0.500001, 1.0))
def test_after_the_moves_the_membership_is_the_stated_one(
    seed: int, kind: str, target: float
) -> None:
    table = qca.truth_table(random_table(seed, 3, 8, kind), "Y")
    terms = ["B*~C", "~B", "1"]
    found = qca.nearest_path(table, terms, "c3", target=target)
    before = dict(zip(table.conditions, found.memberships.tolist(), strict=True))
    for item in found.paths:
        moved = before | {move.condition: move.reached for move in item.moves}
        whole = {
            name: int(value) if multi else value
            for (name, value), multi in zip(moved.items(), table.multi_value, strict=True)
        }
        again = qca.nearest_path(table, terms, whole, target=target).path(item.term)
        assert again.membership == item.membership_after > 0.5
        assert again.moves == ()
        assert item.membership == qca.path_cases(table, [item.term]).memberships[0, 2]
        if not item.moves:
            assert item.membership_after == item.membership


def test_moves_by_hand() -> None:
    found = qca.nearest_path(TABLE, TERMS, "Chips", costs={"A": 2})
    assert [(i.term, i.rank) for i in found.paths] == [("A*B*C", 1), ("A*~C", 2), ("~A*B", 3)]
    assert found.nearest == ("A*B*C",)
    (move,) = found.path("A*B*C").moves
    assert (move.condition, move.direction, move.current, move.reached) == ("B", "raise", 0.3, 0.51)
    assert move.amount == pytest.approx(0.21)
    (move,) = found.path("A*~C").moves
    assert (move.condition, move.direction, move.reached) == ("C", "lower", 0.49)
    assert [m.cost for m in found.path("~A*B").moves] == pytest.approx([0.62, 0.21])
    assert found.path("~A*B").outside == ("~A", "B")
    assert found.to_frame().loc[0, "moves"] == "B 0.30 -> 0.51"
    assert not found.notes


def test_equal_costs_are_all_named() -> None:
    case = {"A": 0.8, "B": 0.4, "C": 0.6}
    found = qca.nearest_path(TABLE, ["A*B*C", "~A*C", "A*~C", "A*~C*~B"], case)
    assert found.nearest == ("A*B*C", "A*~C", "A*~C*~B")
    assert [item.rank for item in found.paths] == [1, 1, 1, 4]
    assert [note.key for note in found.notes] == ["qca.note.nearest_ties"]
    assert found.case is None


def test_a_case_inside_needs_no_move() -> None:
    found = qca.nearest_path(TABLE, TERMS, "Maps")
    assert found.nearest == ("A*B*C",)
    assert found.paths[0].cost == 0
    assert str(found.notes[0]).startswith("the case already belongs to A*B*C")


def test_fixed_conditions_block_paths_and_are_named() -> None:
    found = qca.nearest_path(TABLE, TERMS, "Cloud", fixed="A")
    assert found.nearest == ("~A*B",)
    blocked = found.path("A*B*C")
    assert (blocked.blocked, blocked.moves, blocked.outside) == (("A",), (), ("A", "B", "C"))
    assert math.isnan(blocked.cost)
    assert math.isnan(blocked.membership_after)
    none = qca.nearest_path(TABLE, ["A*B"], "Cloud", fixed=("B", "A"))
    assert none.nearest == ()
    assert none.parameters["fixed"] == ("A", "B")
    assert str(none.notes[0]).endswith("these conditions are fixed: A, B")


def test_a_membership_of_one_half_keeps_a_case_out() -> None:
    found = qca.nearest_path(TABLE, ["A", "~A"], {"A": 0.5, "B": 0, "C": 0})
    assert found.nearest == ("A", "~A")
    assert found.paths[0].cost == pytest.approx(0.01)


def test_multi_value_conditions_change_their_value_at_the_cost_of_one() -> None:
    table = qca.truth_table(random_table(2, 3, 14, "multi-value"), "Y")
    found = qca.nearest_path(table, ["A[2]*B[1]"], {"A": 0, "B": 1, "C": 0}, costs={"A": 2})
    (move,) = found.paths[0].moves
    assert (move.direction, move.reached, move.amount, move.cost) == ("change", 2, 1, 2)
    assert found.paths[0].outside == ("A[2]",)
    with pytest.raises(ArgumentError, match="between 0 and 2, got 3"):
        qca.nearest_path(table, ["A[2]"], {"A": 3, "B": 1, "C": 0})


def test_errors_name_the_condition() -> None:
    with pytest.raises(ArgumentError, match=r'case\["B"\] of nearest_path must be a number'):
        qca.nearest_path(TABLE, TERMS, {"A": 0.4, "B": 1.2, "C": 0})
    with pytest.raises(DataError, match="no membership in B, C"):
        qca.nearest_path(TABLE, TERMS, {"A": 0.4})
    with pytest.raises(DataError, match="cost of B is -1: a cost cannot be negative"):
        qca.nearest_path(TABLE, TERMS, "Maps", costs={"B": -1})
    with pytest.raises(UnknownNameError, match="term of path must be one of"):
        qca.nearest_path(TABLE, TERMS, "Maps").path("B*A")


def _by_hand(
    data: pd.DataFrame, solutions: qca.Solutions, case: str, count: int, seed: int
) -> tuple[dict[str, int], int]:
    """Return hits and unsolved resamples, each resample solved from its own table of data."""
    table = qca.truth_table(data, "Y", **_cuts(solutions.parameters))
    base = qca.nearest_path(table, solutions.models[0].terms, case)
    vector = dict(zip(table.conditions, base.memberships.tolist(), strict=True))
    hits, unsolved = dict.fromkeys(base.nearest, 0), 0
    random = np.random.default_rng(seed)
    for _ in range(count):
        drawn = data.iloc[random.integers(0, len(data), len(data))].reset_index(drop=True)
        try:
            again = qca.truth_table(drawn, "Y", **_cuts(solutions.parameters))
        except DataError:
            unsolved += 1
            continue
        expected = solutions.parameters.get("expectations")
        models = qca.minimize(again, solutions.solution, expected).models
        unsolved += not models
        near = {
            term
            for model in models
            for term in qca.nearest_path(again, model.terms, vector).nearest
        }
        hits = {term: number + (term in near) for term, number in hits.items()}
    return hits, unsolved


def _cuts(parameters: Mapping[str, Any]) -> dict[str, Any]:
    return {name: parameters[name] for name in ("inclusion_cut", "pri_cut", "frequency_cut")}


@pytest.mark.parametrize("kind", ["conservative", "parsimonious", "intermediate"])
def test_resamples_are_those_that_anybody_would_solve(kind: qca.SolutionType) -> None:
    data = random_table(11, 3, 12, "fuzzy")
    table = qca.truth_table(data, "Y", inclusion_cut=0.7, pri_cut=0.2)
    solutions = qca.minimize(table, kind, {"A": 1} if kind == "intermediate" else None)
    found = qca.nearest_path_stability(table, solutions, "c4", resamples=40, seed=3)
    hits, unsolved = _by_hand(data, solutions, "c4", 40, 3)
    assert {item.term: item.hits for item in found.paths} == hits
    assert found.unsolved == unsolved
    assert found.solved + found.unsolved == found.resamples == 40
    for item in found.paths:
        assert item.share == item.hits / found.solved
        assert item.low <= item.share <= item.high
    assert 0 < sum(hits.values()) < 40


def test_a_case_table_without_a_solution_in_some_draws_counts_them_apart() -> None:
    data = pd.DataFrame({"A": [1, 0, 0, 0], "Y": [1, 0, 0, 0]})
    table = qca.truth_table(data, "Y")
    found = qca.nearest_path_stability(table, qca.minimize(table), "2", resamples=60)
    assert 0 < found.unsolved < 60
    assert found.paths[0].hits == found.solved
    assert found.paths[0].high == 1
    assert f"{found.unsolved} of 60" in str(found.notes[-1])


def test_draws_without_the_highest_value_of_a_condition_still_count() -> None:
    data = pd.DataFrame({"A": [0, 1, 2, 0, 1, 0], "B": [1, 0, 1, 0, 1, 0], "Y": [1, 0, 1, 0, 1, 0]})
    table = qca.truth_table(data, "Y")
    between = qca.minimize(table, "intermediate", "A[2], B[1]")
    found = qca.nearest_path_stability(table, between, {"A": 1, "B": 0}, resamples=60)
    assert found.paths[0].term == "B[1]"
    assert 0 < found.paths[0].hits <= found.solved


def test_nothing_solved_and_nothing_reachable_give_no_share() -> None:
    table = qca.truth_table({"A": [1, 0], "Y": [1, 0]}, "Y")
    solutions = qca.minimize(table)
    with mock.patch.object(nearest_stability, "_solved_again", return_value=None):
        found = qca.nearest_path_stability(table, solutions, "2", resamples=3)
    assert (found.solved, found.unsolved) == (0, 3)
    assert math.isnan(found.paths[0].share)
    assert math.isnan(found.paths[0].low)
    blocked = qca.nearest_path_stability(table, solutions, "2", fixed=["A"], resamples=9)
    assert blocked.paths == ()
    assert list(blocked.to_frame().columns) == ["term", "hits", "share", "low", "high"]


def test_more_ties_than_looked_at_are_told() -> None:
    rows = {"A": [1, 1, 0, 0] * 3, "B": [1, 1, 0, 0] * 3, "Y": [1, 1, 0, 0] * 3}
    table = qca.truth_table(rows, "Y")
    solutions = qca.minimize(table, "parsimonious")
    assert [model.terms for model in solutions.models] == [("A",), ("B",)]
    whole = qca.nearest_path_stability(table, solutions, "3", model=2, resamples=9)
    assert whole.shortened == 0
    with mock.patch.object(nearest_stability, "MOST_MODELS", 1):
        short = qca.nearest_path_stability(table, solutions, "3", model=2, resamples=9)
    assert short.shortened == short.solved
    assert short.paths[0].hits == 0 < whole.paths[0].hits
    assert short.notes[-1].key == "qca.note.nearest_shortened"


def test_solutions_must_belong_to_the_table() -> None:
    other = qca.minimize(qca.truth_table(DATA, "Y", inclusion_cut=0.9))
    with pytest.raises(DataError, match="other settings"):
        qca.nearest_path_stability(TABLE, other, "Maps")
    empty = qca.truth_table(DATA, "Y", frequency_cut=3)
    with pytest.raises(DataError, match="has no model"):
        qca.nearest_path_stability(empty, qca.minimize(empty), "Maps")


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 2, 0.0945, 0.9055)],
)
def test_wilson_interval_has_its_known_values(
    hits: int, count: int, low: float, high: float
) -> None:
    assert wilson_interval(hits, count, 0.95) == pytest.approx((low, high), abs=5e-5)


def test_other_memberships_are_minimised_again_and_the_case_moves_with_them() -> None:
    data = random_table(21, 3, 30, "fuzzy")
    table = qca.truth_table(data, "Y", inclusion_cut=0.7)
    solutions = qca.minimize(table, "parsimonious")
    powers = (0.5, 0.8, 1.0, 1.3, 2.0)
    others = [
        qca.AlternativeData("power of A", power, data.assign(A=data["A"] ** power))
        for power in powers
    ]
    found = qca.nearest_path_alternatives(table, solutions, "c4", others, fixed=["B"])
    base = qca.nearest_path(table, solutions.models[0].terms, "c4", fixed=["B"])
    assert found.nearest == base.nearest
    assert found.alternatives[2].stays
    for power, item in zip(powers, found.alternatives, strict=True):
        other = qca.truth_table(data.assign(A=data["A"] ** power), "Y", inclusion_cut=0.7)
        again = qca.minimize(other, "parsimonious")
        wanted: dict[str, float] = {}
        for model in again.models:
            near = qca.nearest_path(other, model.terms, "c4", fixed=["B"])
            wanted |= {term: near.path(term).cost for term in near.nearest}
        assert set(item.nearest) == set(wanted)
        assert item.model_count == again.model_count
        np.testing.assert_allclose(item.cost, min(wanted.values(), default=float("nan")))
        assert item.stays == (bool(base.nearest) and set(base.nearest) <= set(wanted))
    assert found.share == np.mean([item.stays for item in found.alternatives])
    assert len(found.to_frame()) == 5


def test_a_new_case_keeps_its_memberships_elsewhere() -> None:
    data = random_table(5, 3, 40, "multi-value")
    table = qca.truth_table(data, "Y", inclusion_cut=0.4)
    solutions = qca.minimize(table, "parsimonious")
    case = {"A": 2, "B": 0.0, "C": 1.0}
    same = qca.AlternativeData("nothing", "moved", data)
    empty = qca.AlternativeData("nothing", "sufficient", data.assign(Y=[0.2, *[0.0] * 39]))
    found = qca.nearest_path_alternatives(table, solutions, case, [same, empty])
    assert found.case is None
    assert found.alternatives[0].stays
    assert found.alternatives[1].model_count == 0
    assert math.isnan(found.alternatives[1].cost)
    assert "nothing sufficient" in str(found.notes[-1])
    flat = data.assign(A=data["A"].clip(0, 1))
    with pytest.raises(DataError, match="multi-value in only one"):
        qca.nearest_path_alternatives(
            table, solutions, case, [qca.AlternativeData("A", "merged", flat)]
        )


@pytest.mark.parametrize("settings", [{"path_cut": 0.76}, {"covers": "irredundant"}])
def test_the_same_data_give_the_same_solution_again(settings: dict[str, Any]) -> None:
    data = random_table(26, 4, 20, "fuzzy")
    table = qca.truth_table(data, "Y", inclusion_cut=0.75)
    solutions = qca.minimize(table, "parsimonious", **settings)
    assert solutions.model_count != qca.minimize(table, "parsimonious").model_count
    same = qca.AlternativeData("calibration", "the same", data)
    found = qca.nearest_path_alternatives(table, solutions, table.case_names[0], [same])
    assert found.alternatives[0].model_count == solutions.model_count
    assert found.share == 1
