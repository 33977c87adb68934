"""The alphas for unitizing of 2016, against pairs of characters counted one by one."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience import coding
from consilience.errors import DataError

U = "Krippendorff et al. 2016 u-alpha"
BAR = "Krippendorff et al. 2016 |u-alpha"
CU = "Krippendorff et al. 2016 cu-alpha"
Unit = tuple[int, int, str]
Marked = dict[str, list[Unit]]
LENGTH = 30


def measured(marked: Marked, version: str, length: int = LENGTH) -> coding.Unitizing:
    rows = [(coder, *unit) for coder, units in marked.items() for unit in units]
    coder, start, end, code = (list(column) for column in zip(*rows, strict=True))
    table = {"coder": coder, "start": start, "end": end, "code": code}
    return coding.unitizing_alpha(
        table,
        length,
        version=version,  # type: ignore[arg-type]
        coders=list(marked),
    )


def by_characters(marked: Marked, version: str) -> dict[str, float]:
    """Alpha under "" and of each code, from every pair of characters."""
    held = {}  # of every character of a coder: what it is a part of, and the value
    for coder, units in marked.items():
        for place in range(LENGTH):
            inside = [unit for unit in units if unit[0] <= place < unit[1]]
            code = inside[0][2] if inside else ""
            held[coder, place] = ((coder, inside[0][0] if inside else place), code)
    if version == BAR:
        held = {key: (part, str(bool(code))) for key, (part, code) in held.items()}
    observed: dict[tuple[str, str], float] = defaultdict(float)
    weight: dict[tuple[str, int], float] = defaultdict(float)
    for one, other in itertools.permutations(marked, 2):
        for place in range(LENGTH):
            first, second = held[one, place][1], held[other, place][1]
            if version != CU or (first and second):
                observed[first, second] += 1
                weight[one, place] += 1
    expected: dict[tuple[str, str], float] = defaultdict(float)
    for left, right in itertools.product(weight, repeat=2):
        if held[left][0] != held[right][0]:
            expected[held[left][1], held[right][1]] += weight[left] * weight[right]
    found = {"": ratio(observed, expected, list(observed))}
    for code in {unit[2] for units in marked.values() for unit in units}:
        found[code] = ratio(observed, expected, [pair for pair in expected if pair[0] == code])
    return found


def ratio(
    observed: dict[tuple[str, str], float],
    expected: dict[tuple[str, str], float],
    rows: list[tuple[str, str]],
) -> float:
    firsts = {first for first, _ in rows}
    shares = []
    for table in (observed, expected):
        chosen = {pair: size for pair, size in table.items() if pair[0] in firsts}
        apart = sum(size for (first, second), size in chosen.items() if first != second)
        shares.append(apart / sum(chosen.values()) if chosen else math.nan)
    return 1 - shares[0] / shares[1] if shares[1] else math.nan


@st.composite
def units(draw: st.DrawFn) -> list[Unit]:
    edges = sorted(draw(st.sets(st.integers(0, LENGTH), min_size=2, max_size=7)))
    codes = draw(st.lists(st.sampled_from(["", "x", "y", "z"]), min_size=len(edges) - 1))
    cut = zip(itertools.pairwise(edges), codes, strict=False)
    return [(low, high, code) for (low, high), code in cut if code]


MARKED = st.lists(units(), min_size=2, max_size=4).filter(any).map(
    lambda found: {f"c{place}": item for place, item in enumerate(found)}
)  # fmt: skip


@given(marked=MARKED)
@settings(deadline=None, max_examples=60)
@pytest.mark.parametrize("version", [U, BAR, CU])
def test_alpha_is_that_of_all_pairs_of_characters(version: str, marked: Marked) -> None:
    found, wanted = measured(marked, version), by_characters(marked, version)
    assert found.value == pytest.approx(wanted[""], nan_ok=True)
    for item in found.codes:
        of_code = wanted[item.code]
        if version != CU:
            alone = {
                coder: [unit for unit in marks if unit[2] == item.code]
                for coder, marks in marked.items()
            }
            of_code = by_characters(alone, U)[""]
        assert item.alpha == pytest.approx(of_code, nan_ok=True)


@given(marked=MARKED)
@settings(deadline=None)
def test_names_do_not_matter(marked: Marked) -> None:
    names = {"x": "b", "y": "a", "z": "c"}
    other = {
        f"d{coder}": [(low, high, names[code]) for low, high, code in marks]
        for coder, marks in reversed(marked.items())
    }
    for version in (U, BAR, CU):
        first, second = measured(marked, version), measured(other, version)
        assert first.value == pytest.approx(second.value, nan_ok=True)
        of = {item.code: item.alpha for item in second.codes}
        for item in first.codes:
            assert item.alpha == pytest.approx(of[names[item.code]], nan_ok=True)


@given(marks=units().filter(bool), coders=st.integers(2, 4))
@settings(deadline=None)
def test_coders_who_mark_the_same_agree_fully(marks: list[Unit], coders: int) -> None:
    marked = {f"c{place}": marks for place in range(coders)}
    for version in (U, BAR, CU):
        found = measured(marked, version)
        assert found.observed_disagreement == 0
        assert found.value == 1 or found.undefined == "no variation"
    assert (found.undefined == "no variation") == (len({code for *_, code in marks}) == 1)


@pytest.mark.parametrize("version", [U, BAR, CU])
def test_random_coders_agree_by_chance_only(version: str) -> None:
    random = np.random.default_rng(5)
    values = []
    for _ in range(300):
        marked = {}
        for coder in ("Ann", "Bo", "Cy"):
            cuts = np.sort(random.choice(np.arange(1, 3000), 199, replace=False)).tolist()
            codes = random.choice(["", "x", "y"], 200)
            pieces = zip(itertools.pairwise([0, *cuts, 3000]), codes, strict=True)
            marked[coder] = [(low, high, str(code)) for (low, high), code in pieces if code]
        values.append(measured(marked, version, 3000).value)
    assert np.mean(values) == pytest.approx(0, abs=0.01)
    assert np.std(values) > 0.01


def test_codes_dealt_out_at_random_disagree_as_expected() -> None:
    """Over all ways to deal the codes to the units cu-alpha expects just what is observed."""
    bounds = {
        "Ann": [(0, 8), (8, 11), (15, 25)],
        "Bo": [(2, 9), (12, 20)],
        "Cy": [(0, 6), (18, 24)],
    }
    observed, expected = [], []
    for codes in set(itertools.permutations("xxxyyyz")):
        rest = iter(codes)
        marked = {c: [(*edges, next(rest)) for edges in held] for c, held in bounds.items()}
        found = measured(marked, CU)
        observed.append(found.observed_disagreement)
        expected.append(found.expected_disagreement)
    assert np.mean(observed) == pytest.approx(np.mean(expected))


def test_what_nobody_else_marked_does_not_count_in_cu_alpha() -> None:
    marked = {"Ann": [(0, 10, "x"), (12, 20, "y")], "Bo": [(0, 5, "x"), (20, 30, "y")]}
    found = measured(marked, CU)
    assert (found.undefined, found.codes[0].undefined) == ("no variation", "no variation")
    assert found.codes[1].undefined == "no pairs"
    assert found.coverage == pytest.approx(10 / 60)
    assert [item.coverage for item in found.codes] == [pytest.approx(10 / 15), 0]
    apart = measured({"Ann": [(0, 10, "x")], "Bo": [(10, 20, "x")]}, CU)
    assert (apart.undefined, apart.coverage) == ("no pairs", 0)
    assert math.isnan(apart.value)


def test_a_text_marked_throughout_by_all_has_no_gaps_to_tell_apart() -> None:
    marked = {"Ann": [(0, 30, "x")], "Bo": [(0, 10, "x"), (10, 30, "y")]}
    assert measured(marked, BAR).undefined == "no variation"
    assert measured(marked, U).undefined == ""


def test_the_version_is_named_with_its_papers() -> None:
    found = measured({"Ann": [(0, 10, "x")], "Bo": [(0, 8, "x")]}, BAR)
    assert (found.version, found.coverage) == (BAR, 1)
    assert BAR in str(found.notes[0])
    assert found.references == ("krippendorff2016", "krippendorff2019")


def test_spans_of_one_coder_must_lie_apart_whatever_their_codes() -> None:
    marked = {"Ann": [(0, 10, "x")], "Bo": [(0, 8, "x"), (7, 12, "y")]}
    for version in (U, BAR, CU):
        with pytest.raises(DataError, match="spans of coder Bo overlap"):
            measured(marked, version)
    assert measured(marked, "Krippendorff 2004").codes[0].code == "x"
