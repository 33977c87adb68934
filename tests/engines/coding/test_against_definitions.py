"""Coefficients beside their definitions, written down pair by pair."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from typing import get_args

import numpy as np
import pytest
from numpy.typing import NDArray

from consilience import coding

Floats = NDArray[np.float64]


def table(seed: int, coders: int = 3, units: int = 30, values: int = 4) -> Floats:
    """Random codings around a true value, one in five missing."""
    random = np.random.default_rng(seed)
    true = random.integers(0, values, units)
    other = random.integers(0, values, (coders, units))
    found = np.where(random.random((coders, units)) < 0.6, true, other).astype(np.float64)
    found[random.random((coders, units)) < 0.2] = np.nan
    return found


def given(data: Floats) -> list[list[float]]:
    """Return the codings of each unit."""
    return [[value for value in column if not math.isnan(value)] for column in data.T.tolist()]


def alpha(data: Floats, level: str) -> float:
    """Krippendorff 2011, from pairs."""
    units = [column for column in given(data) if len(column) > 1]
    pooled = [value for column in units for value in column]
    count = Counter(pooled)

    def apart(a: float, b: float) -> float:
        if level == "nominal":
            return float(a != b)
        if level == "interval":
            return (a - b) ** 2
        if level == "ratio":
            return ((a - b) / (a + b)) ** 2 if a + b else 0.0
        low, high = sorted((a, b))
        between = sum(count[value] for value in count if low <= value <= high)
        return (between - (count[a] + count[b]) / 2) ** 2

    observed = sum(
        apart(a, b) / (len(column) - 1)
        for column in units
        for a, b in itertools.permutations(column, 2)
    ) / len(pooled)
    pairs = itertools.permutations(pooled, 2)
    expected = sum(apart(a, b) for a, b in pairs) / (len(pooled) * (len(pooled) - 1))
    return 1 - observed / expected


def pair_agreement(data: Floats, weight: Floats) -> float:
    """Mean weighted agreement of the pairs of a unit, over units with two codings or more."""
    shares = [
        np.mean([weight[int(a), int(b)] for a, b in itertools.combinations(column, 2)])
        for column in given(data)
        if len(column) > 1
    ]
    return float(np.mean(shares))


def unit_shares(data: Floats, values: int) -> Floats:
    """Mean share of each value over units that were coded at all."""
    columns = [column for column in given(data) if column]
    found = [[column.count(value) / len(column) for value in range(values)] for column in columns]
    return np.asarray(np.mean(found, axis=0))


def weights_named(name: str, values: int) -> Floats:
    places = np.arange(values, dtype=np.float64)
    apart: Floats = np.abs(places[:, None] - places[None, :])
    if name == "linear":
        return np.asarray(1 - apart / apart.max())
    if name == "quadratic":
        return np.asarray(1 - apart**2 / (apart**2).max())
    if name == "ordinal":
        pairs = apart * (apart + 1) / 2
        return np.asarray(1 - pairs / pairs.max())
    return np.eye(values)


@pytest.mark.parametrize("level", get_args(coding.Level))
@pytest.mark.parametrize("seed", range(4))
def test_alpha(level: coding.Level, seed: int) -> None:
    data = table(seed, coders=2 + seed)
    assert coding.krippendorff_alpha(data, level).value == pytest.approx(alpha(data, level))


@pytest.mark.parametrize("name", ["identity", "linear", "quadratic", "ordinal"])
@pytest.mark.parametrize("seed", range(3))
def test_gwet_brennan_prediger_and_fleiss(name: str, seed: int) -> None:
    values = 4
    data = table(seed, coders=3, values=values)
    weight, weights = weights_named(name, values), None if name == "identity" else name
    observed, share = pair_agreement(data, weight), unit_shares(data, values)
    chance = weight.sum() / (values * (values - 1)) * (share * (1 - share)).sum()
    ac = coding.gwet_ac1(data, weights)
    assert ac.value == pytest.approx((observed - chance) / (1 - chance))
    uniform = weight.sum() / values**2
    found = coding.brennan_prediger(data, weights).value
    assert found == pytest.approx((observed - uniform) / (1 - uniform))
    if name == "identity":
        fleiss = (observed - (share**2).sum()) / (1 - (share**2).sum())
        assert coding.fleiss_kappa(data).value == pytest.approx(fleiss)
        assert coding.percent_agreement(data).value == pytest.approx(observed)


@pytest.mark.parametrize("name", ["identity", "linear", "quadratic", "ordinal"])
def test_cohen(name: str) -> None:
    values = 4
    data = table(7, coders=2, units=60, values=values)
    weight, weights = weights_named(name, values), None if name == "identity" else name
    both = data[:, ~np.isnan(data).any(axis=0)].astype(int)
    observed = weight[both[0], both[1]].mean()
    first, second = (np.bincount(row, minlength=values) / both.shape[1] for row in both)
    chance = first @ weight @ second
    found = coding.cohen_kappa(data, weights)
    assert found.value == pytest.approx((observed - chance) / (1 - chance))
    assert found.parameters["weights"] == name


def test_unanimous_is_the_share_of_units_without_dissent() -> None:
    data = table(3, coders=4)
    units = [column for column in given(data) if len(column) > 1]
    wanted = np.mean([len(set(column)) == 1 for column in units])
    assert coding.percent_agreement(data, "unanimous").value == pytest.approx(wanted)


def unitizing(marked: list[list[tuple[int, int]]], length: int) -> float:
    """Krippendorff 2004, section by section: spans and gaps of every coder."""
    sections = []
    for spans in marked:
        edges = sorted({0, length, *(edge for span in spans for edge in span)})
        sections.append([
            (low, high - low, (low, high) in spans)
            for low, high in itertools.pairwise(edges)
        ])  # fmt: skip
    coders = len(marked)
    observed = 0.0
    for first, second in itertools.permutations(range(coders), 2):
        for (b, size, span), (c, other, theirs) in itertools.product(
            sections[first], sections[second]
        ):
            if span and theirs and -size < b - c < other:
                observed += (b - c) ** 2 + (b + size - c - other) ** 2
            elif span and not theirs and c <= b and b + size <= c + other:
                observed += size**2
            elif not span and theirs and b <= c and c + other <= b + size:
                observed += other**2
    observed /= coders * (coders - 1) * length**2
    everything = [section for one in sections for section in one]
    count = sum(span for *_, span in everything)
    above = 0.0
    for _, size, span in everything:
        if span:
            above += (count - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
            above += size**2 * sum(
                gap - size + 1 for _, gap, other in everything if not other and gap >= size
            )
    below = coders * length * (coders * length - 1)
    below -= sum(size * (size - 1) for _, size, span in everything if span)
    return 1 - observed / (2 / length * above / below)


@pytest.mark.parametrize("seed", range(6))
def test_unitizing(seed: int) -> None:
    random = np.random.default_rng(seed)
    length, coders = 60, 2 + seed % 2
    marked = []
    for _ in range(coders):
        edges = np.sort(random.choice(length + 1, 6, replace=False)).tolist()
        marked.append(list(zip(edges[::2], edges[1::2], strict=True)))
    rows = [(f"c{n}", *span) for n, spans in enumerate(marked) for span in spans]
    codings = dict(zip(("coder", "start", "end"), map(list, zip(*rows, strict=True)), strict=True))
    found = coding.unitizing_alpha(codings, length)
    assert found.value == pytest.approx(unitizing(marked, length))
    marks = {place for spans in marked for low, high in spans for place in range(low, high)}
    assert found.unmarked == pytest.approx(1 - len(marks) / length)
