"""Thousands of random tables, everything derived from the definitions by trying all cubes.

Crisp, fuzzy, multi-value and mixed conditions; contradictions in all four ways, frequency cuts and
excluded rows; prime and consistent implicants, minimum and irredundant covers with all ties,
counterfactual rows of every pair, fit to 1e-9. The larger tables are marked slow.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, get_args

import numpy as np
import pytest
from numpy.typing import NDArray

from brute_force import (
    FREE,
    Cube,
    TooManyError,
    contains,
    implicants,
    irredundant_covers,
    minimum_covers,
    minterms,
    outermost,
    prime_implicants,
    region_between,
)
from consilience import qca
from consilience.qca.remainders import cube_of
from tables import random_table

KINDS = ("crisp", "fuzzy", "multi-value", "mixed")
MARKS = {
    "negative": ("1", "0C"),
    "positive": ("1C", "0"),
    "remainder": ("1", "0"),
    "absorbed": ("1", "0"),
}
FAST = [(kind, k, runs) for kind in KINDS for k, runs in ((1, 20), (2, 60), (3, 100), (4, 60))]
SLOW = [
    (kind, k, runs)
    for kind in KINDS
    for k, runs in ((3, 110), (4, 120), (5, 45), (6, 15), (7, 8), (8, 4))
]
Models = set[frozenset[Cube]]


@dataclass(frozen=True)
class Question:
    """A truth table, how it is to be minimised, and what the definitions need to know of it."""

    table: qca.TruthTable
    contradictions: qca.Contradictions
    positive: set[Cube]
    negative: set[Cube]
    inside: set[Cube]
    excluded: set[Cube]

    @property
    def levels(self) -> list[int]:
        return [int(level) for level in self.table.levels]

    @property
    def space(self) -> list[Cube]:
        return list(itertools.product(*map(range, self.levels)))

    def numbers(self, rows: Iterable[Cube]) -> list[int]:
        place = {row: number for number, row in enumerate(self.space, start=1)}
        return sorted(place[row] for row in rows)

    def allowed(self, solution: qca.SolutionType) -> set[Cube]:
        return self.inside if solution == "conservative" else {*self.space} - self.negative

    def ask(
        self, solution: qca.SolutionType, expected: object = None, **more: Any
    ) -> qca.Solutions:
        return qca.minimize(
            self.table,
            solution,
            expected,
            exclude=self.numbers(self.excluded),
            contradictions=self.contradictions,
            **more,
        )


def _question(kind: str, conditions: int, seed: int) -> Question:
    rng = np.random.default_rng(seed)
    data = random_table(
        seed, conditions, int(rng.integers(3, min(6 + 3 * conditions, 24 - conditions))), kind
    )
    upper = float(rng.choice([0.6, 0.8, 1.0]))
    table = qca.truth_table(
        data,
        str(rng.choice(["Y", "~Y"])),
        inclusion_cut=(upper, float(rng.choice([0.3, upper]))),
        pri_cut=float(rng.choice([0.0, 0.5])),
        frequency_cut=int(rng.choice([1, 1, 2])),
    )
    contradictions = get_args(qca.Contradictions)[int(rng.integers(4))]
    must, must_not = (_marked(table, marks) for marks in MARKS[contradictions])
    space = itertools.product(*map(range, table.levels.tolist()))
    excluded = {row for row in space if row not in must and rng.random() < rng.choice([0.0, 0.3])}
    absorbed = _marked(table, "C") - excluded if contradictions == "absorbed" else set()
    return Question(table, contradictions, must, must_not | excluded, must | absorbed, excluded)


def _marked(table: qca.TruthTable, marks: str) -> set[Cube]:
    rows = map(tuple, table.values.tolist())
    return {row for row, mark in zip(rows, table.out, strict=True) if mark in marks}


def _cubes(terms: Sequence[str], table: qca.TruthTable) -> frozenset[Cube]:
    return frozenset(tuple(cube_of(term, table, "test").tolist()) for term in terms)


@pytest.mark.parametrize(("kind", "conditions", "runs"), FAST)
def test_small_tables(kind: str, conditions: int, runs: int) -> None:
    _check_all(kind, conditions, range(runs))


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "conditions", "runs"), SLOW)
def test_large_tables(kind: str, conditions: int, runs: int) -> None:
    _check_all(kind, conditions, range(1000, 1000 + runs))


def _check_all(kind: str, conditions: int, seeds: range) -> None:
    """Make every check on every table; a few have more ties than trying everything can list."""
    left_out = 0
    for seed in seeds:
        asked = _question(kind, conditions, seed)
        _check_outputs(asked.table)
        checks = [
            partial(check, asked, solution)
            for check in (_check_covers, _check_irredundant, _check_consistent_implicants)
            for solution in ("conservative", "parsimonious")
        ]
        for check in (*checks, partial(_check_intermediate, asked)):
            try:
                check(seed)
            except TooManyError:
                left_out += 1
    assert left_out <= 7 * len(seeds) / 2


def _check_outputs(table: qca.TruthTable) -> None:
    upper, lower = np.broadcast_to(table.parameters["inclusion_cut"], 2)
    for row, out, n in zip(table.values.tolist(), table.out, table.n, strict=True):
        x = _membership(tuple(row), table)
        inclusion, pri, _ = _fit(x, table.outcome_memberships)
        enough = inclusion >= upper - 1e-9 and pri >= table.parameters["pri_cut"] - 1e-9
        between = lower - 1e-9 <= inclusion < upper - 1e-9
        wanted = "1" if enough else "C" if between else "0"
        assert out == ("?" if n < table.parameters["frequency_cut"] else wanted)


def _check_covers(asked: Question, solution: qca.SolutionType, _seed: int) -> None:
    positive, allowed = asked.positive, asked.allowed(solution)
    primes = prime_implicants(positive, allowed, asked.levels)
    found = asked.ask(solution)
    assert _cubes(found.prime_implicants, asked.table) == primes
    smallest = _covers(primes, positive)
    _check_models(found, asked, smallest)
    common = frozenset.intersection(*smallest) if smallest else frozenset()
    assert _cubes(found.essential, asked.table) == common
    for term, rows in zip(found.prime_implicants, found.covered_rows, strict=True):
        (cube,) = _cubes([term], asked.table)
        assert list(rows) == asked.numbers(row for row in positive if contains(cube, row))


def _check_irredundant(asked: Question, solution: qca.SolutionType, _seed: int) -> None:
    primes = prime_implicants(asked.positive, asked.allowed(solution), asked.levels)
    every = irredundant_covers(primes, asked.positive)
    found = asked.ask(solution, covers="irredundant")
    _check_models(found, asked, every)
    common = frozenset.intersection(*every) if every else frozenset()
    assert _cubes(found.essential, asked.table) == common


def _check_models(found: qca.Solutions, asked: Question, wanted: Models) -> None:
    models = [_cubes(model.terms, asked.table) for model in found.models]
    assert found.exhausted
    assert len(models) == len(set(models)) == found.model_count
    assert set(models) == wanted
    if found.solution != "intermediate":
        assert [len(m) for m in models] == sorted(len(m) for m in models)
    y = asked.table.outcome_memberships
    for model in found.models[:5]:
        parts = [_membership(cube_of(t, asked.table, "test"), asked.table) for t in model.terms]
        whole = np.max(parts, axis=0)
        measured = (model.inclusion, model.pri, model.coverage)
        np.testing.assert_allclose(measured, _fit(whole, y), rtol=0, atol=1e-9)
        for place, term in enumerate(model.term_fits):
            fit = (term.inclusion, term.pri, term.coverage)
            np.testing.assert_allclose(fit, _fit(parts[place], y), rtol=0, atol=1e-9)
            rest = np.max([0 * y, *parts[:place], *parts[place + 1 :]], axis=0)
            unique = (np.minimum(whole, y).sum() - np.minimum(rest, y).sum()) / y.sum()
            np.testing.assert_allclose(term.unique_coverage, unique, rtol=0, atol=1e-9)


def _check_consistent_implicants(asked: Question, solution: qca.SolutionType, seed: int) -> None:
    cut = (0.7, 0.85, 1.0)[seed % 3]
    y = asked.table.outcome_memberships
    found, inside = implicants(asked.positive, asked.allowed(solution), asked.levels)
    passing = [_fit(_membership(c, asked.table), y)[0] >= cut - 1e-9 for c in found]
    kept = [cube for cube, passes in zip(found, passing, strict=True) if passes]
    wanted = outermost(kept, inside[passing]) if kept else set()
    got = asked.ask(solution, path_cut=cut)
    assert _cubes(got.prime_implicants, asked.table) == wanted
    covered = all(any(contains(cube, row) for cube in wanted) for row in asked.positive)
    models = _covers(wanted, asked.positive) if covered else set()
    assert {_cubes(model.terms, asked.table) for model in got.models} == models
    if not asked.positive:
        assert got.status == "no sufficient row"
    else:
        assert (got.status == "no consistent model") == (not covered)


def _check_intermediate(asked: Question, seed: int) -> None:
    rng = np.random.default_rng(seed)
    expected = {
        place: (int(rng.integers(level)),)
        for place, level in enumerate(asked.levels)
        if rng.random() < 0.7
    }
    table, levels, positive = asked.table, asked.levels, asked.positive
    named = {table.conditions[i]: values[0] for i, values in expected.items()}
    longs = _covers(prime_implicants(positive, asked.inside, levels), positive)
    shorts = _covers(prime_implicants(positive, asked.allowed("parsimonious"), levels), positive)
    if len(longs) * len(shorts) > 30:
        raise TooManyError
    found = asked.ask("intermediate", named)
    pairs = {(_cubes(p.conservative, table), _cubes(p.parsimonious, table)): p for p in found.pairs}
    assert set(pairs) == set(itertools.product(longs, shorts))
    observed = _marked(table, "01C")
    models: Models = set()
    for (long, short), pair in pairs.items():
        region = region_between(long, short, levels, expected)
        models |= _covers(prime_implicants(positive, region, levels), positive)
        easy = region - observed
        assert list(qca.remainders(table, pair.terms).rows) == asked.numbers(easy)
        assumed = set().union(*(minterms(cube, levels) for cube in short)) - observed
        difficult = assumed - region
        rows = {*qca.remainders(table, pair.parsimonious).rows}
        assert sorted(rows - {*qca.remainders(table, pair.terms).rows}) == asked.numbers(difficult)
    _check_models(found, asked, models)


def _covers(primes: set[Cube], positive: set[Cube]) -> Models:
    return minimum_covers(primes, positive, most_steps=3000)


def _membership(
    cube: Sequence[int] | NDArray[np.int64], table: qca.TruthTable
) -> NDArray[np.float64]:
    x = np.ones(len(table.case_names))
    for place, value in enumerate(cube):
        if value != FREE:
            column = table.memberships[:, place]
            if table.multi_value[place]:
                part = (column == value).astype(float)
            else:
                part = column if value else 1 - column
            x = np.minimum(x, part)
    return x


def _fit(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float, float]:
    both, torn = np.minimum(x, y).sum(), np.minimum(x, np.minimum(y, 1 - y)).sum()
    pri = (both - torn) / (x.sum() - torn) if x.sum() - torn > 1e-12 else float("nan")
    return both / x.sum(), pri, both / y.sum()
