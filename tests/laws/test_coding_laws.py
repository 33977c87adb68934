"""Laws of agreement and saturation: names and orders change nothing, perfection is one."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from consilience import coding

Rows = list[list[int | None]]
CODINGS = st.one_of(st.integers(0, 3), st.integers(0, 3), st.none())
COEFFICIENTS: tuple[Callable[..., coding.Agreement], ...] = (
    coding.krippendorff_alpha,
    coding.fleiss_kappa,
    coding.gwet_ac1,
    coding.brennan_prediger,
    coding.percent_agreement,
)


@st.composite
def tables(draw: st.DrawFn, most_coders: int = 4, *, gaps: bool = True) -> Rows:
    """Codings of some units by some coders, at least one of them given."""
    coders, units = draw(st.integers(2, most_coders)), draw(st.integers(1, 8))
    value = CODINGS if gaps else st.integers(0, 3)
    found = [[draw(value) for _ in range(units)] for _ in range(coders)]
    assume(any(item is not None for row in found for item in row))
    return found


def same(first: float, second: float) -> bool:
    both = math.isnan(first) and math.isnan(second)
    return both or math.isclose(first, second, rel_tol=1e-9, abs_tol=1e-9)


def value(coefficient: Callable[..., coding.Agreement], rows: object, *more: Any) -> float:
    return coefficient(rows, *more).value


@given(rows=tables(), random=st.randoms(use_true_random=False))
@settings(deadline=None)
def test_order_and_names_of_coders_and_units_change_nothing(rows: Rows, random: Any) -> None:
    coders = random.sample(range(len(rows)), len(rows))
    units = random.sample(range(len(rows[0])), len(rows[0]))
    moved = {f"name {place}": [rows[place][unit] for unit in units] for place in coders}
    for coefficient in COEFFICIENTS:
        assert same(value(coefficient, rows), value(coefficient, moved))
    for level in get_args(coding.Level):
        first, second = (value(coding.krippendorff_alpha, table, level) for table in (rows, moved))
        assert same(first, second)


@given(rows=tables(), labels=st.permutations(["law", "trust", "cost", "power"]))
@settings(deadline=None)
def test_new_labels_change_nothing_nominal(rows: Rows, labels: list[str]) -> None:
    named = [[None if item is None else labels[item] for item in row] for row in rows]
    for coefficient in COEFFICIENTS:
        assert same(value(coefficient, rows), value(coefficient, named))


@given(rows=tables(), shift=st.integers(-50, 50), factor=st.integers(1, 20))
@settings(deadline=None)
def test_alpha_keeps_to_what_its_level_means(rows: Rows, shift: int, factor: int) -> None:
    def moved(change: Callable[[int], float]) -> list[list[float | None]]:
        return [[None if item is None else change(item) for item in row] for row in rows]

    def alpha(table: object, level: str) -> float:
        return value(coding.krippendorff_alpha, table, level)

    assert same(alpha(rows, "ordinal"), alpha(moved(lambda item: float(item**3)), "ordinal"))
    linear = moved(lambda item: float(factor * item + shift))
    assert math.isclose(alpha(rows, "interval"), alpha(linear, "interval"), abs_tol=1e-7) or (
        math.isnan(alpha(linear, "interval"))
    )
    assert same(alpha(rows, "ratio"), alpha(moved(lambda item: float(factor * item)), "ratio"))


@given(rows=tables())
@settings(deadline=None)
def test_coefficients_are_one_exactly_if_all_coders_agree(rows: Rows) -> None:
    units = [{item for item in column if item is not None} for column in zip(*rows, strict=True)]
    perfect = all(len(found) <= 1 for found in units)
    found = [coefficient(rows) for coefficient in COEFFICIENTS]
    found += [coding.krippendorff_alpha(rows, level) for level in get_args(coding.Level)]
    for item in found:
        if item.undefined:
            assert math.isnan(item.value)
            assert item.notes
        else:
            assert (item.value == 1) == perfect
            assert item.value <= 1


@given(rows=tables(most_coders=2, gaps=False))
@settings(deadline=None)
def test_two_coders_without_gaps(rows: Rows) -> None:
    """Fleiss is Scott's pi; alpha mends it by the sample size; kappa is never below it."""
    alpha, fleiss = coding.krippendorff_alpha(rows), coding.fleiss_kappa(rows)
    kappa, percent = coding.cohen_kappa(rows), coding.percent_agreement(rows)
    assert percent.value == pytest.approx(np.mean(np.array(rows[0]) == np.array(rows[1])))
    if fleiss.undefined:
        assert alpha.undefined == fleiss.undefined
        return
    codings = 2 * len(rows[0])
    assert same(alpha.value, 1 - (1 - fleiss.value) * (codings - 1) / codings)
    assert kappa.value >= fleiss.value - 1e-9
    plain = 1 - np.eye(4)
    weighted = coding.cohen_kappa(rows, plain, values=[0, 1, 2, 3])
    assert same(weighted.value, kappa.value)


@given(rows=tables(most_coders=2, gaps=False))
@settings(deadline=None)
def test_brennan_prediger_of_two_values_is_pabak(rows: Rows) -> None:
    binary = [[item % 2 for item in row if item is not None] for row in rows]
    found = coding.brennan_prediger(binary, values=[0, 1]).value
    assert found == pytest.approx(2 * coding.percent_agreement(binary).value - 1)


@given(rows=tables())
@settings(deadline=None)
def test_units_coded_once_say_nothing_about_alpha(rows: Rows) -> None:
    lonely = [[*row, 3 if place == 0 else None] for place, row in enumerate(rows)]
    for level in get_args(coding.Level):
        first, second = (value(coding.krippendorff_alpha, t, level) for t in (rows, lonely))
        assert same(first, second)


@given(rows=tables(), seed=st.integers(0, 50))
@settings(deadline=None, max_examples=30)
def test_intervals_do_not_depend_on_the_order_of_units(rows: Rows, seed: int) -> None:
    turned = [row[::-1] for row in rows]
    first = coding.krippendorff_alpha(rows, bootstraps=30, seed=seed).interval
    second = coding.krippendorff_alpha(turned, bootstraps=30, seed=seed).interval
    assert first is not None
    assert second is not None
    assert same(first.low, second.low)
    assert same(first.high, second.high)
    assert first.undefined == second.undefined


@given(rows=tables())
@settings(deadline=None)
def test_the_list_of_disagreements_is_complete(rows: Rows) -> None:
    found = coding.disagreements(rows)
    units = [{item for item in column if item is not None} for column in zip(*rows, strict=True)]
    wanted = [str(place) for place, given in enumerate(units, start=1) if len(given) > 1]
    assert [item.unit for item in found.units] == wanted
    pairs = sum(
        math.comb(sum(item is not None for item in column), 2) for column in zip(*rows, strict=True)
    )
    assert sum(item.count for item in found.confusions) == pairs


SPANS = st.lists(st.integers(0, 40), min_size=2, max_size=8, unique=True).map(
    lambda edges: list(zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False))
)


def codings(marked: dict[str, list[tuple[int, int]]]) -> dict[str, list[Any]]:
    rows = [(coder, *span) for coder, spans in marked.items() for span in spans]
    coder, start, end = (list(column) for column in zip(*rows, strict=True))
    return {"coder": coder, "start": start, "end": end}


@given(ann=SPANS, bo=SPANS)
@settings(deadline=None)
def test_spans_agree_fully_exactly_if_they_are_the_same(
    ann: list[tuple[int, int]], bo: list[tuple[int, int]]
) -> None:
    table, turned = codings({"Ann": ann, "Bo": bo}), codings({"Bo": ann, "Ann": bo})
    alpha, f1 = coding.unitizing_alpha(table, 40), coding.span_f1(table)
    assert same(alpha.value, coding.unitizing_alpha(turned, 40).value)
    assert f1.f1 == coding.span_f1(turned).f1
    assert (f1.f1 == 1) == (ann == bo)
    assert (alpha.value == 1) == (ann == bo)
    loose = [coding.span_f1(table, overlap=share).f1 for share in (1.0, 0.7, 0.4, 0.1)]
    assert loose == sorted(loose)


PRESENCE = st.lists(st.sets(st.sampled_from("abcdefgh")), min_size=1, max_size=12)


@given(sources=PRESENCE, base=st.integers(1, 5), run=st.integers(1, 3), seed=st.integers(0, 9))
@settings(deadline=None)
def test_curves_rise_to_all_codes_and_the_statement_holds(
    sources: list[set[str]], base: int, run: int, seed: int
) -> None:
    codes = {f"J{n}": sorted(found) for n, found in enumerate(sources)}
    assume(any(codes.values()))
    found = coding.saturation(codes, base=base, run=run, threshold=0, orders=20, seed=seed)
    everything = set().union(*sources)
    assert found.cumulative.tolist() == sorted(found.cumulative)
    assert found.cumulative[-1] == found.high[-1] == found.low[-1] == len(everything)
    assert found.new.sum() == len(everything)
    if found.reached:
        assert found.reached >= base
        assert found.new[found.reached : found.reached + run].sum() == 0
    strict = [item.reached for item in found.sensitivity if item.threshold == 0]
    loose = [item.reached for item in found.sensitivity if item.threshold == 0.05]
    for tight, wide in zip(strict, loose, strict=True):
        assert not tight or 0 < wide <= tight
