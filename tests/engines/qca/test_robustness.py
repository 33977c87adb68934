"""Robustness: what stays when cut-offs move and cases leave."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience import qca
from consilience.errors import DataError
from consilience.qca.dataset import calibrated, memberships
from consilience.qca.robustness_runs import MOST_TIES
from consilience.qca.robustness_tests import plan_of
from consilience.qca.solution_logic import relation_of, shared_expression
from tables import random_table

DATA = random_table(11, 3, 24, "fuzzy")
CUTS_ONLY = qca.RobustnessTests(leave_one_out=False)
NOTHING = qca.RobustnessTests(inclusion_cuts=(), frequency_cuts=(), leave_one_out=False)


def _union(terms: tuple[str, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    if not terms:
        return np.zeros(len(DATA))
    if terms == ("1",):
        return np.ones(len(DATA))
    return memberships(qca.parse(" + ".join(terms)), calibrated(DATA, ["A", "B", "C"], "test"))


def test_each_test_is_the_analysis_under_that_setting() -> None:
    tests = qca.RobustnessTests(inclusion_cuts=(0.6, 0.7, 0.75))
    found = qca.robustness(DATA, "Y", inclusion_cut=0.7, tests=tests)
    settings = [(run.setting, run.value) for run in found.tests]
    assert settings[:3] == [
        ("inclusion_cut", "0.6"),
        ("inclusion_cut", "0.75"),
        ("frequency_cut", "2"),
    ]
    assert [value for name, value in settings if name == "case"] == list(DATA.index)
    for run in found.tests:
        data = DATA.drop(index=run.value) if run.setting == "case" else DATA
        cuts = {"inclusion_cut": 0.7, "frequency_cut": 1}
        if run.setting != "case":
            cuts[run.setting] = float(run.value) if "." in run.value else int(run.value)
        wanted = qca.minimize(qca.truth_table(data, "Y", **cuts), "parsimonious")  # type: ignore[arg-type]  # cuts by name
        assert run.model_count == wanted.model_count
        if run.terms:
            assert run.terms in {model.terms for model in wanted.models}
        assert run.same == (set(run.terms) == set(found.terms))


def test_fit_and_cases_follow_their_definitions() -> None:
    found = qca.robustness(DATA, "Y", inclusion_cut=0.7)
    y = DATA["Y"].to_numpy()
    first, others = _union(found.terms), [_union(run.terms) for run in found.tests]
    least, most = np.min(others, axis=0), np.max(others, axis=0)
    core = np.minimum(first, least)

    def ratio(a: float, b: float) -> float:
        return a / b if b else float("nan")

    overlap = ratio(float(np.minimum(first, most).sum()), float(np.maximum(first, most).sum()))
    np.testing.assert_allclose(found.fit.overlap_maximum, overlap)
    covered = ratio(float(np.minimum(core, y).sum()), float(np.minimum(first, y).sum()))
    np.testing.assert_allclose(found.fit.coverage, covered)
    shaky = {c for c, x, t in zip(DATA.index, first, least, strict=True) if min(x, 1 - t) > 0.5}
    assert shaky >= {*found.cases.shaky_typical, *found.cases.shaky_deviant}
    robust = {c for c, x, v in zip(DATA.index, core, y, strict=True) if x > 0.5 and v > 0.5}
    assert robust == set(found.cases.robust_typical)
    for term, share in zip(found.terms, found.survival, strict=True):
        assert share == np.mean([term in run.terms for run in found.tests])


def test_a_law_without_exception_is_robust_to_everything() -> None:
    bits = np.array([[n >> 1 & 1, n & 1] for n in range(4)] * 5, dtype=float)
    data = pd.DataFrame(bits, columns=["A", "B"]).assign(Y=bits[:, 0])
    tests = qca.RobustnessTests(frequency_cuts=(1, 2, 3), pri_cuts=(0.5, 0.9))
    found = qca.robustness(data, "Y", tests=tests)
    assert found.terms == ("A",)
    assert found.survival == (1.0,)
    assert found.cases.rank == 1
    assert found.fit == qca.RobustnessFit(1.0, 1.0, 1.0, 1.0)
    assert [(r.low, r.high) for r in found.ranges] == [(0.75, 0.9), (0.0, 0.9), (1.0, 3.0)]
    assert found.cases.ratio_typical == 1.0
    assert math.isnan(found.cases.ratio_deviant)
    assert found.notes == ()


def test_a_range_ends_where_the_model_changes() -> None:
    found = qca.robustness(
        DATA,
        "Y",
        inclusion_cut=0.7,
        tests=qca.RobustnessTests(inclusion_cuts=(0.0, 0.69, 0.7, 0.71, 1.0), leave_one_out=False),
    )
    span = found.ranges[0]
    same = {float(run.value): run.same for run in found.tests if run.setting == "inclusion_cut"}
    assert span.initial == 0.7
    inside = [value for value in same if span.low <= value <= span.high]
    assert all(same[value] for value in inside)
    assert span.low > 0.0
    assert span.high < 1.0


def test_tests_without_solution_are_named() -> None:
    data = pd.DataFrame({"A": [1, 0, 0], "Y": [1, 0, 0]}, index=["one", "two", "three"])
    tests = qca.RobustnessTests(frequency_cuts=(1,), inclusion_cuts=(0.8,))
    found = qca.robustness(data, "Y", tests=tests)
    assert [run.terms for run in found.tests] == [(), ("A",), ("A",)]
    assert "case one" in str(found.notes[0])


def test_what_cannot_be_tested_is_refused() -> None:
    with pytest.raises(DataError, match="nothing is tried"):
        qca.robustness(DATA, "Y", inclusion_cut=0.7, tests=NOTHING)
    with pytest.raises(DataError, match="no initial solution"):
        qca.robustness(DATA, "Y", inclusion_cut=1.0, pri_cut=1.0)


def test_a_condition_may_be_called_outcome() -> None:
    data = DATA.rename(columns={"A": "outcome"})
    found = qca.robustness(data, "Y", inclusion_cut=0.7, tests=CUTS_ONLY)
    plain = qca.robustness(DATA, "Y", inclusion_cut=0.7, tests=CUTS_ONLY)
    assert len(found.terms) == len(plain.terms)


def test_other_solutions_can_be_tested() -> None:
    found = qca.robustness(
        DATA, "Y", inclusion_cut=0.7, solution="intermediate", expectations="A, B"
    )
    assert found.parameters["solution"] == "intermediate"
    assert len(found.tests) == 4 + 1 + len(DATA)


def _only(**fields: Any) -> qca.RobustnessTests:
    return dataclasses.replace(NOTHING, **fields)


def _alone(**fields: Any) -> qca.Robustness:
    return qca.robustness(DATA, "Y", inclusion_cut=0.7, tests=_only(**fields))


def _is_solution(run: qca.AlternativeSolution, wanted: qca.Solutions) -> None:
    assert run.model_count == wanted.model_count
    assert run.terms in {model.terms for model in wanted.models} | {()}
    every = [set(model.terms) for model in wanted.models]
    for term in run.in_some:
        assert any(term in model for model in every)
    for term in run.in_every:
        assert all(term in model for model in every)


def test_subsets_and_subsamples_are_analysed_alone() -> None:
    names = list(DATA.index)
    found = _alone(subsets={"early": names[:12], "late": names[12:]}, subsamples=5, share=0.75)
    kinds = [(run.kind, run.value) for run in found.tests]
    assert kinds[:2] == [("subset", "early"), ("subset", "late")]
    assert [value for kind, value in kinds if kind == "subsample"] == ["1", "2", "3", "4", "5"]
    for run, part in zip(found.tests, (DATA.iloc[:12], DATA.iloc[12:]), strict=False):
        table = qca.truth_table(part, "Y", inclusion_cut=0.7)
        _is_solution(run, qca.minimize(table, "parsimonious"))
    other = _alone(subsamples=5, share=0.75, seed=1)
    same = _alone(subsamples=3, share=0.75)
    assert found.tests[2:5] == same.tests  # each has random numbers of its own
    assert found.tests[2:] != other.tests


def test_subsamples_are_drawn_without_replacement() -> None:
    plan = plan_of(_only(subsamples=40, share=0.6), {}, tuple(DATA.index), ("A",), ("A",))
    drawn = [trial.rows for trial in plan]
    assert all(rows is not None and len(set(rows)) == len(rows) == 14 for rows in drawn)
    assert len(set(drawn)) == 40
    with pytest.raises(DataError, match="fewer than two cases"):
        _alone(subsamples=1, share=0.01)


def test_other_conditions_are_analysed() -> None:
    found = qca.robustness(
        DATA,
        "Y",
        ["A", "B"],
        inclusion_cut=0.7,
        tests=_only(drop_conditions=True, condition_sets=[["A", "C"], ["C", "B", "A"]]),
    )
    assert [run.value for run in found.tests] == ["B", "A", "A, C", "A, B, C"]
    for run in found.tests:
        table = qca.truth_table(DATA, "Y", run.value.split(", "), inclusion_cut=0.7)
        _is_solution(run, qca.minimize(table, "parsimonious"))


def test_expectations_follow_the_conditions() -> None:
    tests = _only(drop_conditions=True)
    found = qca.robustness(
        DATA,
        "Y",
        inclusion_cut=0.7,
        solution="intermediate",
        expectations={"A": 1, "B*C": 1},
        tests=tests,
    )
    for run, left in zip(found.tests, ("A", "B", "C"), strict=True):
        table = qca.truth_table(DATA.drop(columns=left), "Y", inclusion_cut=0.7)
        expected: dict[str, object] = {"A": {}, "B": {"A": 1}, "C": {"A": 1}}[left]  # type: ignore[assignment]  # by condition
        if left == "A":
            expected = {"B*C": 1}
        _is_solution(run, qca.minimize(table, "intermediate", expected))


@pytest.mark.parametrize(
    ("kind", "expected"), [("crisp", "A, ~B*C"), ("multi-value", "C[0], A[2]*B[0]")]
)
def test_conjunctures_expected_hold_in_every_test_that_has_their_conditions(
    kind: str, expected: str
) -> None:
    data = random_table(54, 4, 10, kind)
    found = qca.robustness(
        data,
        "Y",
        solution="intermediate",
        expectations=expected,
        tests=_only(inclusion_cuts=[0.799], drop_conditions=True),
    )
    assert found.tests[0].same
    without_d = next(run for run in found.tests if run.value == "A, B, C")
    table = qca.truth_table(data.drop(columns="D"), "Y")
    _is_solution(without_d, qca.minimize(table, "intermediate", expected))


def test_other_data_without_the_highest_value_keep_the_expectation_of_it() -> None:
    data = random_table(3, 3, 14, "multi-value")
    lower = qca.AlternativeData("groups", "two", data.assign(A=data["A"].clip(0, 1)))
    found = qca.robustness(
        data,
        "Y",
        solution="intermediate",
        expectations={"A": 2},
        inclusion_cut=0.7,
        tests=_only(alternatives=[lower]),
    )
    assert found.tests[0].status == "solved"
    assert found.tests[0].terms


def test_alternative_data_are_analysed_with_their_own_memberships() -> None:
    other = DATA.assign(A=DATA["A"] ** 2).iloc[::-1].iloc[2:]
    before = other.copy()
    found = _alone(
        alternatives=[
            qca.AlternativeData("power", 2.0, other, initial=1.0),
            qca.AlternativeData("power", 1.5, DATA.assign(A=DATA["A"] ** 1.5), initial=1.0),
            qca.AlternativeData("name", "same data", DATA),
        ]
    )
    pd.testing.assert_frame_equal(other, before)
    assert [(run.setting, run.value) for run in found.tests] == [
        ("power", "2"),
        ("power", "1.5"),
        ("name", "same data"),
    ]
    assert found.tests[2].same
    assert found.tests[2].overlap == 1.0
    run = found.tests[0]
    table = qca.truth_table(other, "Y", inclusion_cut=0.7)
    _is_solution(run, qca.minimize(table, "parsimonious"))
    whole = qca.fit(other, " + ".join(run.terms), "Y").whole
    np.testing.assert_allclose((run.inclusion, run.pri), (whole.inclusion, whole.pri))
    span = found.ranges[0]
    assert (span.setting, span.initial, span.tested) == ("power", 1.0, (1.0, 1.5, 2.0))
    mixed = DATA.copy()
    mixed.loc[other.index] = other
    sets = [
        memberships(qca.parse(" + ".join(r.terms)), calibrated(d, ["A", "B", "C"], "test"))
        for r, d in zip(found.tests, (mixed, DATA.assign(A=DATA["A"] ** 1.5), DATA), strict=True)
    ]
    first, most = _union(found.terms), np.max(sets, axis=0)
    overlap = np.minimum(first, most).sum() / np.maximum(first, most).sum()
    np.testing.assert_allclose(found.fit.overlap_maximum, overlap)


def test_settings_are_combined() -> None:
    half = list(DATA.index[::2])
    found = _alone(
        inclusion_cuts=(0.6, 0.7, 0.8),
        frequency_cuts=(2,),
        subsets={"half": half},
        condition_sets=[["A", "B"]],
        alternatives=[qca.AlternativeData("root of A", "yes", DATA.assign(A=DATA["A"] ** 0.5))],
        combined=["inclusion_cut", "frequency_cut", "subset", "conditions", "data"],
    )
    single = [run for run in found.tests if run.kind != "combined"]
    both = [run for run in found.tests if run.kind == "combined"]
    assert len(single) == 2 + 1 + 1 + 1 + 1
    assert len(both) == 3 * 2**4 - 1 - len(single)
    assert (both[0].setting, both[0].value) == ("inclusion_cut & frequency_cut", "0.6 & 2")
    last = both[-1]
    assert last.value == "0.8 & 2 & half & A, B & yes"
    table = qca.truth_table(
        DATA.assign(A=DATA["A"] ** 0.5).loc[half], "Y", ["A", "B"], 0.8, frequency_cut=2
    )
    _is_solution(last, qca.minimize(table, "parsimonious"))


def test_kinds_sum_up_their_tests() -> None:
    settings: dict[str, dict[str, Any]] = {
        "inclusion_cut": {"inclusion_cuts": (0.6, 0.8, 1.0)},
        "case": {"leave_one_out": True},
        "subsample": {"subsamples": 7},
    }
    found = _alone(leave_one_out=True, inclusion_cuts=(0.6, 0.8, 1.0), subsamples=7)
    assert [item.kind for item in found.kinds] == ["inclusion_cut", "case", "subsample"]
    for item in found.kinds:
        runs = [run for run in found.tests if run.kind == item.kind]
        assert item.tests == len(runs)
        counts = [item.same, item.equal, item.subset, item.superset, item.other, item.none]
        assert sum(counts) == item.tests
        assert item.same == sum(run.same for run in runs)
        assert item.none == sum(not run.terms for run in runs)
        alone = _alone(**settings[item.kind])
        assert str(alone.fit) == str(item.fit)  # a NaN is no other number
        assert alone.cases.rank == item.rank
        assert alone.survival == item.survival


def test_the_core_holds_what_all_tests_share() -> None:
    found = _alone(leave_one_out=True)
    sets = [_union(found.terms), *(_union(run.terms) for run in found.tests)]
    assert found.core is not None
    shared = np.min(sets, axis=0)
    np.testing.assert_array_equal(shared > 0.5, _union(tuple(found.core.split(" + "))) > 0.5)
    assert _alone(inclusion_cuts=(1.0,)).core == "0"


def test_a_tied_model_counts_as_the_same_however_many_tie() -> None:
    data = random_table(2, 8, 20, "crisp")
    cut = {"inclusion_cut": 0.8}
    first = qca.minimize(qca.truth_table(data, "Y", **cut), "parsimonious")  # type: ignore[arg-type]  # by name
    assert first.model_count > MOST_TIES
    last = len(first.models)
    tests = _only(inclusion_cuts=(0.85,))
    found = qca.robustness(data, "Y", model=last, tests=tests)
    assert found.tests[0].model_count == first.model_count
    assert found.tests[0].same
    assert found.tests[0].relation == "same"
    assert found.survival == found.survival_some == (1.0,) * len(found.terms)
    assert min(found.survival_every) < 1.0


def test_more_ties_than_are_looked_at_are_said() -> None:
    data = random_table(2, 8, 20, "crisp")
    found = qca.robustness(data, "Y", tests=_only(leave_one_out=True))
    unseen = [run for run in found.tests if run.model_count > MOST_TIES and not run.same]
    assert unseen
    assert f"in {len(unseen)} tests more models tie" in str(found.notes[-1])


def test_multi_value_conditions_keep_their_values_in_every_part() -> None:
    data = random_table(5, 3, 30, "multi-value")
    name = next(column for column in data.columns if data[column].max() > 1)
    low = list(data.index[data[name] < 2])
    found = qca.robustness(
        data,
        "Y",
        inclusion_cut=0.6,
        tests=_only(
            subsets={"low": low},
            alternatives=[
                qca.AlternativeData("top", "merged", data.assign(**{name: data[name].clip(0, 1)}))
            ],
        ),
    )
    for run in found.tests:
        assert all("[" in term for term in run.terms if term != "1")


@pytest.mark.parametrize(
    "executor",
    [
        lambda: ThreadPoolExecutor(2),
        lambda: ProcessPoolExecutor(2, mp_context=get_context("spawn")),
    ],
    ids=["threads", "processes"],
)
def test_every_executor_gives_the_same_bytes(executor: Callable[[], Executor]) -> None:
    alone = _alone(leave_one_out=True, subsamples=120)
    tests = _only(leave_one_out=True, subsamples=120)
    steps: list[tuple[int, int]] = []
    with executor() as pool:
        found = qca.robustness(
            DATA,
            "Y",
            inclusion_cut=0.7,
            tests=tests,
            executor=pool,
            progress=lambda done, count: steps.append((done, count)),
        )
    assert found.to_json() == alone.to_json()
    assert steps == [(50, 144), (100, 144), (144, 144)]


@pytest.mark.parametrize("pool", [None, 1])
def test_what_progress_raises_ends_the_work(pool: int | None) -> None:
    seen: list[int] = []

    def stop(done: int, _: int) -> None:
        seen.append(done)
        raise KeyboardInterrupt

    with ThreadPoolExecutor(1) as threads, pytest.raises(KeyboardInterrupt):
        qca.robustness(
            DATA,
            "Y",
            inclusion_cut=0.7,
            tests=_only(subsamples=400),
            executor=threads if pool else None,
            progress=stop,
        )
    assert seen == [50]


LEVELS = (("A", 2, False), ("B", 2, False), ("C", 3, True))
SMALL_TERMS = [
    "A[1]",
    "A[0]",
    "B[1]",
    "A[1]*B[1]",
    "A[0]*C[2]",
    "C[0]",
    "C[1]",
    "C[2]",
    "B[0]*C[1]",
]


def _configurations(terms: Sequence[str]) -> set[tuple[int, int, int]]:
    literals = [
        {item.condition: item.values[0] for item in qca.parse(term).terms[0]} for term in terms
    ]
    return {
        (a, b, c)
        for a, b, c in itertools.product(range(2), range(2), range(3))
        if any(
            all({"A": a, "B": b, "C": c}[name] == value for name, value in term.items())
            for term in literals
        )
    }


@given(
    st.lists(st.sampled_from(SMALL_TERMS), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from(SMALL_TERMS), min_size=1, max_size=4, unique=True),
)
def test_relations_are_those_of_the_sets_of_configurations(
    first: list[str], second: list[str]
) -> None:
    one, other = _configurations(first), _configurations(second)
    wanted = "other"
    if other <= one:
        wanted = "subset"
    if one <= other:
        wanted = "equal" if one == other else "superset"
    if set(first) == set(second):
        wanted = "same"
    assert relation_of(first, second, LEVELS) == wanted
    shared = shared_expression([first, second], LEVELS)
    assert shared is not None
    assert _configurations(shared.split(" + ") if shared != "0" else []) == one & other


def test_an_intersection_that_is_too_long_is_not_written() -> None:
    levels = tuple((f"C{n}", 2, False) for n in range(24))
    pairs = [[f"C{n}", f"C{n + 1}"] for n in range(0, 24, 2)]
    assert shared_expression(pairs, levels) is None
    assert relation_of(["A"], [], LEVELS) == "none"
    assert shared_expression([["1"], ["A[1]"]], LEVELS) == "A[1]"
