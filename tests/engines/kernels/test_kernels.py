"""Compiled kernels against plain reference implementations."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from brute_force import FREE, Cube, contains, minimum_covers, prime_implicants
from consilience.kernels.covers import maximal_columns, rows_apart
from consilience.kernels.implicants import coverage_chart, prime_masks
from consilience.kernels.memberships import model_sums, subset_sums, term_memberships
from consilience.qca import minimization


def _rows(
    seed: int, conditions: int, count: int, levels: int
) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    rng = np.random.default_rng(seed)
    found = np.unique(rng.integers(0, levels, (count, conditions)), axis=0)
    rng.shuffle(found)
    return found


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(("conditions", "count", "levels"), [(4, 10, 2), (5, 20, 2), (4, 14, 3)])
def test_prime_implicants(seed: int, conditions: int, count: int, levels: int) -> None:
    rows = _rows(seed, conditions, count, levels)
    positive, negative = rows[::2], rows[1::2]
    found = minimization.prime_implicants(positive, negative)
    everything = set(itertools.product(range(levels), repeat=conditions))
    allowed = everything - {tuple(row) for row in negative.tolist()}
    wanted = prime_implicants({tuple(r) for r in positive.tolist()}, allowed, [levels] * conditions)
    assert {tuple(row) for row in found.tolist()} == wanted
    assert len(found) == len(wanted)


@pytest.mark.parametrize("seed", range(20))
def test_negative_cubes_stand_for_all_their_rows(seed: int) -> None:
    rows = _rows(seed, 5, 20, 2)
    positive = rows[::2]
    cubes = minimization.complement(positive, np.full(5, 2))
    single = np.array(
        [r for r in itertools.product((0, 1), repeat=5) if list(r) not in positive.tolist()]
    )
    by_cubes = minimization.prime_implicants(positive, cubes)
    by_rows = minimization.prime_implicants(positive, single)
    np.testing.assert_array_equal(by_cubes, by_rows)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("levels", [2, 3])
def test_complement_is_disjoint_and_complete(seed: int, levels: int) -> None:
    rng = np.random.default_rng(seed)
    cubes = rng.integers(FREE, levels, (4, 4))
    outside = [tuple(c) for c in minimization.complement(cubes, np.full(4, levels)).tolist()]
    for row in itertools.product(range(levels), repeat=4):
        inside = any(contains(tuple(c), row) for c in cubes.tolist())
        assert sum(contains(c, row) for c in outside) == (0 if inside else 1)


@pytest.mark.parametrize("seed", range(30))
def test_minimum_covers(seed: int) -> None:
    rng = np.random.default_rng(seed)
    chart = rng.random((9, 7)) < 0.35
    chart[rng.integers(0, 9, 7), np.arange(7)] = True
    found = minimization.minimum_covers(chart, most=1000, budget=10**6)
    listed = set(found.listed(1000))
    for size in range(1, 8):
        wanted = {
            c for c in itertools.combinations(range(9), size) if chart[list(c)].any(axis=0).all()
        }
        if wanted:
            break
    assert listed == wanted
    assert found.count == len(wanted)
    assert found.exhausted
    assert found.proved


def test_a_search_that_is_cut_short_says_so() -> None:
    rng = np.random.default_rng(1)
    chart = rng.random((60, 40)) < 0.12
    chart[rng.integers(0, 60, 40), np.arange(40)] = True
    found = minimization.minimum_covers(chart, most=10, budget=3)
    assert not found.exhausted
    for cover in found.listed(10):
        assert chart[list(cover)].any(axis=0).all()
    whole = minimization.minimum_covers(chart, most=10**6, budget=10**7)
    assert whole.exhausted
    assert found.size >= whole.size


def test_covers_are_counted_beyond_those_stored() -> None:
    chart = np.eye(3, dtype=bool).repeat(2, axis=0)
    chart = np.concatenate([chart, chart])
    stored, count, nodes = minimization._search(minimization._packed(chart), 3, 5, 10**6)
    assert len(stored) == 5
    assert count == 4**3
    assert nodes > 5


def test_many_implicants_outgrow_the_first_buffer() -> None:
    rows = _rows(5, 9, 60, 2)
    found, masks = prime_masks(rows[:30], rows[30:])
    assert len(found) == len(masks) > 64


@pytest.mark.parametrize("seed", range(10))
def test_memberships_and_sums(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.random((12, 3))
    values[:, 2] = rng.integers(0, 3, 12)
    multi = np.array([False, False, True])
    terms = rng.integers(FREE, 2, (6, 3))
    outcome = rng.random(12)
    memberships = term_memberships(values, multi, terms)
    sums = subset_sums(values, multi, terms, outcome)
    for place, term in enumerate(terms.tolist()):
        for case in range(12):
            parts = [
                float(values[case, c] == v)
                if multi[c]
                else (values[case, c] if v else 1 - values[case, c])
                for c, v in enumerate(term)
                if v != FREE
            ]
            assert memberships[place, case] == min(parts, default=1.0)
        x = memberships[place]
        wanted = [
            x.sum(),
            np.minimum(x, outcome).sum(),
            np.minimum(np.minimum(x, outcome), 1 - outcome).sum(),
        ]
        np.testing.assert_allclose(sums[place], wanted, atol=1e-12)


def test_coverage_chart() -> None:
    implicants = np.array([[1, FREE], [FREE, FREE], [0, 2]])
    rows = np.array([[1, 2], [0, 2], [0, 0]])
    wanted = [[contains(tuple(i), tuple(r)) for r in rows.tolist()] for i in implicants.tolist()]
    assert coverage_chart(implicants, rows).tolist() == wanted


def test_reference_covers_agree_with_themselves() -> None:
    primes: set[Cube] = {(1, FREE), (FREE, 1)}
    assert minimum_covers(primes, {(1, 0), (0, 1)}) == {frozenset(primes)}


@pytest.mark.parametrize("seed", range(10))
def test_sums_of_models(seed: int) -> None:
    rng = np.random.default_rng(seed)
    memberships, outcome = rng.random((6, 9)).round(1), rng.random(9).round(1)
    models = np.array(list(itertools.combinations(range(6), 3)))
    sums, alone = model_sums(memberships, models, outcome)
    for place, model in enumerate(models.tolist()):
        union = memberships[model].max(axis=0)
        both = np.minimum(union, outcome)
        wanted = [union.sum(), both.sum(), np.minimum(both, 1 - outcome).sum()]
        np.testing.assert_allclose(sums[place], wanted, atol=1e-12)
        for term, found in zip(model, alone[place].tolist(), strict=True):
            rest = memberships[[other for other in model if other != term]].max(axis=0)
            without = np.minimum(rest, outcome).sum()
            np.testing.assert_allclose(found, both.sum() - without, atol=1e-12)


@pytest.mark.parametrize("seed", range(10))
def test_maximal_columns_and_rows_apart(seed: int) -> None:
    rng = np.random.default_rng(seed)
    chart = rng.random((15, 70)) < 0.3
    chart[rng.integers(0, 15, 70), np.arange(70)] = True
    chart[3] = chart[2]
    sets = [frozenset(np.flatnonzero(column).tolist()) for column in chart]
    kept = maximal_columns(minimization._words(chart)).tolist()
    for place, column in enumerate(sets):
        inside = [o for o, other in enumerate(sets) if o != place and column <= other]
        assert kept[place] == (not [o for o in inside if sets[o] != column or o < place])
    problem = minimization._packed(chart)
    apart = rows_apart(problem.neighbours, np.bitwise_or.reduce(problem.columns, axis=0))
    assert 1 <= apart <= minimization.minimum_covers(chart, 10, 10**6).size


@pytest.mark.parametrize("seed", range(20))
def test_minimum_covers_over_many_words(seed: int) -> None:
    rng = np.random.default_rng(seed)
    chart = rng.random((12, 150)) < 0.5
    chart[rng.integers(0, 12, 150), np.arange(150)] = True
    found = minimization.minimum_covers(chart, most=5000, budget=10**7)
    sizes = range(1, 13)
    covers = (
        {c for c in itertools.combinations(range(12), n) if chart[list(c)].any(axis=0).all()}
        for n in sizes
    )
    assert set(found.listed(5000)) == next(found for found in covers if found)
