"""Every number of the QCA core against a derivation by brute force, on random tables."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest

from brute_force import (
    Cube,
    cube_memberships,
    inclusion,
    intermediate_models,
    minimum_covers,
    pri,
    prime_implicants,
    relevance,
)
from consilience import qca
from consilience.errors import DataError
from consilience.qca.remainders import cube_of
from tables import random_table

CASES = [
    (kind, conditions, cases, seed)
    for kind in ("crisp", "fuzzy", "multi-value")
    for conditions, cases in ((2, 6), (3, 8), (4, 12), (4, 30))
    for seed in range(12)
]


def _sets(table: qca.TruthTable) -> tuple[set[Cube], set[Cube], set[Cube]]:
    rows = [tuple(row) for row in table.values.tolist()]
    positive = {row for row, mark in zip(rows, table.out, strict=True) if mark == "1"}
    negative = {row for row, mark in zip(rows, table.out, strict=True) if mark == "0"}
    everything = set(itertools.product(*[range(level) for level in table.levels.tolist()]))
    return positive, negative, everything


def _cubes(terms: tuple[str, ...], table: qca.TruthTable) -> frozenset[Cube]:
    return frozenset(tuple(cube_of(term, table, "test").tolist()) for term in terms)


@pytest.mark.parametrize(("kind", "conditions", "cases", "seed"), CASES)
def test_truth_table(kind: str, conditions: int, cases: int, seed: int) -> None:
    data = random_table(seed, conditions, cases, kind)
    table = qca.truth_table(data, "Y", inclusion_cut=0.7, pri_cut=0.4)
    names = list(table.conditions)
    values, outcome = data[names].to_numpy(), data["Y"].tolist()
    multi = table.multi_value.tolist()
    corner = [
        tuple(int(v) if m else int(v > 0.5) for v, m in zip(case, multi, strict=True))
        for case in values
    ]
    assert {tuple(row) for row in table.values.tolist()} == set(corner)
    for place, row in enumerate(map(tuple, table.values.tolist())):
        x = cube_memberships(row, values, multi)
        members = [case for case, home in zip(data.index, corner, strict=True) if home == row]
        assert list(table.cases[place]) == members
        assert table.n[place] == len(members)
        np.testing.assert_allclose(table.inclusion[place], inclusion(x, outcome), atol=1e-9)
        np.testing.assert_allclose(table.pri[place], pri(x, outcome), atol=1e-9)
        passes = inclusion(x, outcome) >= 0.7 - 1e-9 and pri(x, outcome) >= 0.4 - 1e-9
        assert table.out[place] == ("1" if passes else "0")


@pytest.mark.parametrize(("kind", "conditions", "cases", "seed"), CASES)
def test_solutions(kind: str, conditions: int, cases: int, seed: int) -> None:
    table = qca.truth_table(random_table(seed, conditions, cases, kind), "Y", inclusion_cut=0.6)
    positive, negative, everything = _sets(table)
    sides: dict[qca.SolutionType, set[Cube]] = {
        "conservative": positive,
        "parsimonious": everything - negative,
    }
    for solution, allowed in sides.items():
        found = qca.minimize(table, solution)
        primes = prime_implicants(positive, allowed, table.levels.tolist())
        assert _cubes(found.prime_implicants, table) == primes
        models = [_cubes(model.terms, table) for model in found.models]
        assert len(models) == len(set(models)) == found.model_count
        assert set(models) == minimum_covers(primes, positive)
        assert found.exhausted
        common = frozenset.intersection(*models) if models else frozenset()
        assert _cubes(found.essential, table) == common


@pytest.mark.parametrize(("kind", "conditions", "cases", "seed"), CASES)
def test_intermediate(kind: str, conditions: int, cases: int, seed: int) -> None:
    table = qca.truth_table(random_table(seed, conditions, cases, kind), "Y", inclusion_cut=0.6)
    positive, negative, _ = _sets(table)
    rng = np.random.default_rng(seed)
    expected = {
        name: int(rng.integers(0, level))
        for name, level in zip(table.conditions, table.levels.tolist(), strict=True)
        if rng.random() < 0.8
    }
    found = qca.minimize(table, "intermediate", expected)
    where = {table.conditions.index(name): (value,) for name, value in expected.items()}
    models = [_cubes(model.terms, table) for model in found.models]
    assert len(models) == len(set(models))
    if positive:
        wanted = intermediate_models(positive, negative, table.levels.tolist(), where)
        assert set(models) == wanted
    else:
        assert found.status == "no sufficient row"
        assert not models


@pytest.mark.parametrize(("kind", "conditions", "cases", "seed"), CASES[::3])
def test_fit_of_models(kind: str, conditions: int, cases: int, seed: int) -> None:
    data = random_table(seed, conditions, cases, kind)
    table = qca.truth_table(data, "~Y", inclusion_cut=0.6)
    outcome = (1 - data["Y"]).tolist()
    values, multi = data[list(table.conditions)].to_numpy(), table.multi_value.tolist()
    for model in qca.minimize(table, "parsimonious").models:
        parts = [
            cube_memberships(tuple(cube_of(t, table, "test").tolist()), values, multi)
            for t in model.terms
        ]
        whole = [max(v) for v in zip(*parts, strict=True)]
        assert math.isclose(model.inclusion, inclusion(whole, outcome), abs_tol=1e-9)
        assert math.isclose(model.coverage, inclusion(outcome, whole), abs_tol=1e-9)
        np.testing.assert_allclose(model.pri, pri(whole, outcome), atol=1e-9)
        for place, part in enumerate(model.term_fits):
            others = parts[:place] + parts[place + 1 :]
            rest = [max(v) for v in zip(*others, strict=True)] if others else [0.0] * len(outcome)
            unique = inclusion(outcome, whole) - inclusion(outcome, rest)
            assert math.isclose(part.coverage, inclusion(outcome, parts[place]), abs_tol=1e-9)
            assert math.isclose(part.unique_coverage, unique, abs_tol=1e-9)
            np.testing.assert_allclose(part.inclusion, inclusion(parts[place], outcome), atol=1e-9)
        measured = qca.fit(data, model.expression, "~Y") if model.terms != ("1",) else None
        if measured is not None:
            assert math.isclose(measured.inclusion, model.inclusion, abs_tol=1e-9)
            assert math.isclose(measured.coverage, model.coverage, abs_tol=1e-9)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("kind", ["crisp", "fuzzy", "multi-value"])
def test_necessity(kind: str, seed: int) -> None:
    data = random_table(seed, 3, 15, kind)
    found = qca.necessity(data, "Y", inclusion_cut=0.75, relevance_cut=0.2, coverage_cut=0.3)
    table = qca.truth_table(data, "Y")
    names = list(found.conditions)
    values, outcome = data[names].to_numpy(), data["Y"].tolist()
    multi = table.multi_value.tolist()
    levels = [3 if m else 2 for m in multi]
    passing: dict[str, dict[Cube, list[float]]] = {"and": {}, "or": {}}
    for cube in itertools.product(*[(-1, *range(level)) for level in levels]):
        used = [i for i, v in enumerate(cube) if v >= 0]
        if not used:
            continue
        single = [
            cube_memberships(tuple(v if i == j else -1 for j, v in enumerate(cube)), values, multi)
            for i in used
        ]
        for word, choose in (("and", min), ("or", max)):
            x = [choose(v) for v in zip(*single, strict=True)]
            coverage = inclusion(x, outcome)
            if (
                inclusion(outcome, x) >= 0.75 - 1e-9
                and relevance(x, outcome) >= 0.2 - 1e-9
                and coverage >= 0.3 - 1e-9
            ):
                passing[word][cube] = x
    minimal = {
        c
        for c in passing["or"]
        if not any(
            o != c and all(p in (-1, v) for p, v in zip(o, c, strict=True)) for o in passing["or"]
        )
    }
    sign = {"*": found.conjunctions, " + ": found.disjunctions}
    wanted = {"*": set(passing["and"]), " + ": minimal}
    for mark, fits in sign.items():
        got = {
            tuple(cube_of(item.expression.replace(" + ", "*"), table, "test").tolist())
            for item in fits
        }
        assert got == {c for c in wanted[mark] if sum(v >= 0 for v in c) > 1}
    for item in found.single:
        cube = tuple(cube_of(item.expression, table, "test").tolist())
        x = cube_memberships(cube, values, multi)
        np.testing.assert_allclose(item.inclusion, inclusion(outcome, x), atol=1e-9)
        np.testing.assert_allclose(item.relevance, relevance(x, outcome), atol=1e-9)


def test_two_cut_offs_mark_contradictions_also_with_a_frequency_cut() -> None:
    # R QCA 3.23 and 3.25.1 call row 2 a contradiction and row 3, the true one, negative
    data = pd.DataFrame(
        {
            "A": [0, 0, 0, 1, 1, 1, 1, 1],
            "B": [0, 1, 1, 0, 0, 0, 1, 1],
            "Y": [0, 0, 0, 1, 1, 0, 1, 1],
        }
    )
    table = qca.truth_table(data, "Y", inclusion_cut=(0.8, 0.5), frequency_cut=2)
    assert dict(zip(table.numbers, table.out, strict=True)) == {1: "?", 2: "0", 3: "C", 4: "1"}
    ways: dict[qca.Contradictions, list[str]] = {
        "negative": ["A*B"],
        "positive": ["A"],
        "remainder": ["A"],
        "absorbed": ["A"],
    }
    for way, wanted in ways.items():
        found = qca.minimize(table, "parsimonious", contradictions=way)
        assert [model.expression for model in found.models] == wanted


def test_the_negated_outcome_is_the_complement() -> None:
    # R QCA's pof() drops the negation of an outcome that is held in a variable: .862, not .524
    small = {"A": [0.9, 0.8, 0.3, 0.2, 0.6], "B": [0.7, 0.9, 0.4, 0.1, 0.8]}
    small |= {"Y": [0.8, 0.9, 0.4, 0.2, 0.6]}
    outcome = "~Y"
    found = qca.fit(small, "A*B", outcome, "necessity")
    assert math.isclose(found.inclusion, 1.1 / 2.1, abs_tol=1e-12)
    data = random_table(3, 3, 20, "fuzzy")
    negated = data.assign(N=1 - data["Y"])
    direct, held = qca.fit(data, "A*B", "~Y"), qca.fit(negated, "A*B", "N")
    assert math.isclose(direct.inclusion, held.inclusion, abs_tol=1e-12)


def test_more_configurations_than_numbers_are_refused() -> None:
    data = pd.DataFrame(np.tile([[1.0], [0.0]], (1, 64)), columns=[f"C{n}" for n in range(64)])
    with pytest.raises(DataError, match="62"):
        qca.truth_table(data, "C63")
    few = qca.truth_table(data, "C63", [f"C{n}" for n in range(62)])
    assert few.numbers == (1, 2**62)
    assert [m.expression for m in qca.minimize(few, "parsimonious", most_models=3).models] == [
        "C0",
        "C1",
        "C2",
    ]


def test_a_table_in_which_every_case_is_at_one_half() -> None:
    data = pd.DataFrame({"A": [0.5, 0.5], "Y": [0.2, 0.9]})
    table = qca.truth_table(data, "Y")
    assert len(table.rows) == 0
    assert table.half_cases == ("1", "2")
    assert qca.minimize(table).status == "no sufficient row"
