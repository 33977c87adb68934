"""Compiled kernels against plain reference implementations."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from brute_force import FREE, Cube, contains, minimum_covers, prime_implicants
from consilience.kernels import compiling
from consilience.kernels.covers import DEPTH, maximal_columns, new_search, next_covers, rows_apart
from consilience.kernels.implicants import coverage_chart
from consilience.kernels.memberships import model_sums, subset_sums, term_memberships
from consilience.qca import cover_bounds, cover_search, minimization
from consilience.qca.progress import Progress, listening


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


def test_covers_are_counted_beyond_those_listed() -> None:
    chart = np.eye(3, dtype=bool).repeat(4, axis=0)
    alike = np.ones(12, dtype=np.int64)
    known = cover_search.smallest_cover(chart, 10**6)
    found = cover_search.all_ties(chart, alike, known, 5, 10**6)
    assert len(found.covers) == 5
    assert found.count == 4**3
    assert found.everywhere == []
    assert found.over


def test_too_many_columns_to_compare_give_the_same_covers(monkeypatch: pytest.MonkeyPatch) -> None:
    chart = np.random.default_rng(3).random((30, 20)) < 0.3
    chart[:20] |= np.eye(20, dtype=bool)
    wanted = minimization.minimum_covers(chart, 100, 10**6)
    monkeypatch.setattr(cover_search, "MOST_COMPARED", 0)
    assert minimization.minimum_covers(chart, 100, 10**6) == wanted


def test_a_chart_too_large_for_an_integer_programme_keeps_its_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # a ring of five: two columns are too few, though fractions of them come to 2.5
    ring = np.eye(5, dtype=bool) | np.roll(np.eye(5, dtype=bool), 1, axis=1)
    assert len(cover_bounds.by_integer_programme(ring, 2, [0, 1, 2, 3])[0]) == 3
    monkeypatch.setattr(cover_bounds, "MOST_ENTRIES", 9)
    assert cover_bounds.by_integer_programme(ring, 2, [0, 1, 2, 3]) == ([0, 1, 2, 3], 2)


def test_counts_are_exact_beyond_64_bits() -> None:
    alike = np.full(30, 1000)
    lines = np.arange(30)[None, :]
    assert cover_search.choices(alike, lines) == 1000**30


def test_what_stands_in_every_cover_is_known_though_not_all_are_listed() -> None:
    chart = np.zeros((7, 4), dtype=bool)
    chart[:6, :3] = np.eye(3, dtype=bool).repeat(2, axis=0)
    chart[6, 3] = True
    found = minimization.minimum_covers(chart, most=2, budget=10**6)
    assert (found.count, found.exhausted, found.everywhere) == (8, True, (6,))


def _by_sets(positive: list[list[int]], negative: list[list[int]]) -> set[tuple[int, ...]]:
    """Minimal hitting sets, grown one difference at a time."""
    found = set()
    for row in positive:
        sets: set[frozenset[int]] = {frozenset()}
        for other in negative:
            differs = {c for c, value in enumerate(row) if value != other[c]}
            kept = {s for s in sets if s & differs}
            grown = {s | {c} for s in sets - kept for c in differs}
            sets = kept | {s for s in grown if not any(other <= s for other in kept)}
        found |= {tuple(v if c in s else FREE for c, v in enumerate(row)) for s in sets}
    return found


def test_implicants_with_more_minimal_differences_than_one_word_holds() -> None:
    triples = np.array(list(itertools.combinations(range(11), 3)))
    chosen = np.random.default_rng(4).permutation(triples)[:90]
    negative = np.zeros((90, 11), dtype=np.int64)
    np.put_along_axis(negative, chosen, 1, axis=1)
    # all 90 differences of the first row are minimal, few of the later ones
    positive = np.array([[0] * 11, [1] * 11, [1, 1, *[0] * 9], [1] * 8 + [0] * 3])
    found = {tuple(row) for row in minimization.prime_implicants(positive, negative).tolist()}
    assert found == _by_sets(positive.tolist(), negative.tolist())


def test_searches_stopped_and_continued_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = _rows(5, 9, 60, 2)
    heard: list[Progress] = []
    whole = minimization.prime_implicants(rows[:30], rows[30:])
    chart = minimization.chart(whole, rows[:30])
    covers = minimization.minimum_covers(chart, 1000, 10**7)
    monkeypatch.setattr(compiling, "COMPILED_SLICE", 500)
    monkeypatch.setattr(minimization, "_ROOM", 7)
    monkeypatch.setattr(cover_search, "_ROOM", 3)
    with listening(heard.append):
        again = minimization.prime_implicants(rows[:30], rows[30:])
        assert minimization.minimum_covers(chart, 1000, 10**7) == covers
    np.testing.assert_array_equal(again, whole)
    assert {"implicants", "ties"} <= {report.phase for report in heard}
    assert len(heard) > 50
    for report in heard:
        assert 0 <= report.share <= 1
    rows_done = [report.done for report in heard if report.phase == "implicants"]
    assert rows_done == sorted(rows_done)
    assert rows_done[-1] == 30


def test_plain_and_compiled_kernels_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = _rows(6, 7, 40, 2)
    positive, negative = rows[:20], rows[20:]
    rng = np.random.default_rng(6)
    values, outcome = rng.random((30, 7)), rng.random(30)

    def everything() -> list[bytes]:
        found = minimization.prime_implicants(positive, negative)
        chart = minimization.chart(found, positive)
        covers = minimization.minimum_covers(chart, 1000, 10**7)
        multi = np.zeros(7, dtype=bool)
        sets = term_memberships.at_cost(0)(values, multi, found)
        sums = subset_sums.at_cost(0)(values, multi, found, outcome)
        listed = np.array(covers.listed(100))
        models = model_sums.at_cost(0)(sets, listed, outcome)
        return [found.tobytes(), repr(covers).encode(), sets.tobytes(), sums.tobytes()] + [
            part.tobytes() for part in models
        ]

    monkeypatch.setattr(compiling, "PLAIN_STEPS", 10**15)
    assert not compiling.compiles()
    plain = everything()
    monkeypatch.setattr(compiling, "PLAIN_STEPS", -1)
    assert compiling.compiles()
    assert everything() == plain


def test_an_error_in_a_plain_kernel_leaves_the_others_compiled() -> None:
    with pytest.raises(IndexError):
        coverage_chart.run_plain(np.ones((1, 1), dtype=np.int64), np.ones((1, 2), dtype=np.int64))
    assert not compiling._State.plain


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
    kept = maximal_columns(cover_search.words(chart)).tolist()
    for place, column in enumerate(sets):
        inside = [o for o, other in enumerate(sets) if o != place and column <= other]
        assert kept[place] == (not [o for o in inside if sets[o] != column or o < place])
    packed = cover_search.packed_chart(chart, np.ones(70, dtype=np.int64))
    apart = rows_apart(packed.neighbours, np.bitwise_or.reduce(packed.columns, axis=0))
    smallest = minimization.minimum_covers(chart, 10, 10**6).size
    assert 1 <= apart <= smallest
    for weights in (
        cover_bounds.even_weights(chart),
        cover_bounds.programme_weights(chart),
        rng.integers(0, 9, 70),
    ):
        assert 1 <= cover_bounds.fewest(chart, weights) <= smallest


@pytest.mark.parametrize("seed", range(5))
def test_any_weights_lead_to_the_same_covers(seed: int) -> None:
    rng = np.random.default_rng(seed)
    chart = rng.random((20, 15)) < 0.3
    chart[rng.integers(0, 20, 15), np.arange(15)] = True
    size = minimization.minimum_covers(chart, 10, 10**6).size
    found = []
    for weights in (np.zeros(15, dtype=np.int64), cover_bounds.even_weights(chart)):
        packed = cover_search.packed_chart(chart, weights)
        search = new_search(packed, size)
        room = np.empty((10_000, size), dtype=np.int64)
        count, _ = next_covers(packed, search, room, 10**7)
        assert search.place[DEPTH] < 0
        found.append({frozenset(line) for line in room[:count].tolist()})
    assert found[0] == found[1]


def test_a_smaller_cover_that_turns_up_is_taken() -> None:
    chart = np.eye(6, dtype=bool)
    chart = np.concatenate([chart, [[True] * 3 + [False] * 3], [[False] * 3 + [True] * 3]])
    known = cover_search.SmallestCover([0, 1, 2, 7], 2, cover_bounds.even_weights(chart), False)
    alike = np.ones(8, dtype=np.int64)
    found = cover_search.all_ties(chart, alike, known, 10, 10**6)
    assert found.covers == [[6, 7]]
    assert found.over


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
