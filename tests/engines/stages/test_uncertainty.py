"""Coders who slip, and series of indicators: exact against enumeration, and covering the truth."""

from __future__ import annotations

from itertools import combinations, pairwise, product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import integrate, special, stats

from consilience import stages
from consilience.errors import DataError
from consilience.stages.miscoding import error_of, log_probability
from consilience.stages.series import _stretches

EVENTS = pd.DataFrame(
    {
        "year": [2001, 2001, 2002, 2004, 2005, 2006],
        "dimension": list("ababab"),
        "level": list("xxyyyy"),
    }
)


def _all_true_codes(seen: list[int], levels: int, prior: float, error: float) -> float:
    """The probability of a sequence of codes, by the sum over all true ones."""
    total = 0.0
    for true in product(range(levels), repeat=len(seen)):
        counts = np.bincount(true, minlength=levels)
        own = special.gammaln(levels * prior) - special.gammaln(levels * prior + len(true))
        own += (special.gammaln(prior + counts) - special.gammaln(prior)).sum()
        slips = [(1 - error) * (a == b) + error / levels for a, b in zip(seen, true, strict=True)]
        total += float(np.exp(own) * np.prod(slips))
    return total


@given(
    st.lists(st.integers(0, 2), min_size=1, max_size=6),
    st.floats(0.2, 8),
    st.floats(0.01, 0.9),
)
@settings(deadline=None, max_examples=40)
def test_slips_are_summed_out_exactly(seen: list[int], prior: float, error: float) -> None:
    counts = np.bincount(seen, minlength=3)[None, None, :]
    found = log_probability(counts, prior, error)
    assert np.exp(found[0]) == pytest.approx(_all_true_codes(seen, 3, prior, error), rel=1e-9)


def test_no_slips_and_many_events() -> None:
    counts = np.array([[[400, 30, 0]], [[0, 0, 0]]])
    found = log_probability(counts, 1.0, 1e-12)
    plain = special.gammaln(3) - special.gammaln(433) + special.gammaln([401, 31, 1]).sum()
    assert_allclose(found, [plain, 0], rtol=1e-9)
    assert np.isfinite(log_probability(np.array([[[900, 800]]]), 0.5, 0.3)).all()


def test_error_behind_an_agreement() -> None:
    assert error_of(None, "agreement", "segment") is None
    assert error_of(0.64, "agreement", "segment") == pytest.approx(0.2)
    random = np.random.default_rng(3)
    true = random.integers(0, 3, 200_000)
    coders = [
        np.where(random.random(true.size) < 0.2, random.integers(0, 3, true.size), true)
        for _ in range(2)
    ]
    agreed = (coders[0] == coders[1]).mean()
    assert (agreed - 1 / 3) / (2 / 3) == pytest.approx(0.64, abs=0.01)


def test_the_less_coders_agree_the_wider_the_boundary() -> None:
    random = np.random.default_rng(1)
    year = random.integers(2000, 2020, 40)
    level = np.where(year < 2010, "a", "b")
    table = {"year": year, "dimension": ["all"] * 40, "level": level}
    found = [stages.segment(table, stages=2, agreement=k) for k in (1.0, 0.8, 0.4, 0.1)]
    years = [len(item.boundaries[0].years) for item in found]
    assert years == sorted(years)
    assert years[-1] > 2 * years[0]
    plain = stages.segment(table, stages=2)
    assert_allclose(found[0].boundary_probability, plain.boundary_probability, rtol=1e-9)
    assert found[1].parameters["agreement"] == 0.8
    assert "brennan1981" in found[1].references


@pytest.mark.parametrize("kappa", [0.81, 0.36])
def test_sets_cover_the_truth_when_the_agreement_is_known(kappa: float) -> None:
    random = np.random.default_rng(7)
    error, covered, runs = 1 - np.sqrt(kappa), 0, 60
    for _ in range(runs):
        start = int(random.integers(2003, 2018))
        year = random.integers(2000, 2020, 40)
        true = (year >= start).astype(int)
        level = np.where(random.random(40) < error, random.integers(0, 2, 40), true)
        table = {"year": year, "dimension": random.integers(0, 2, 40), "level": level}
        found = stages.segment(table, stages=2, span=(2000, 2019), agreement=kappa)
        covered += start in found.boundaries[0].years
    assert covered / runs >= 0.88


def test_plan_by_agreement_is_the_plan_by_error() -> None:
    common: dict[str, Any] = {"events": [20], "runs": 5}
    by_error = stages.event_plan((2001, 2010), [2006], errors=[0.2], **common)
    by_agreement = stages.event_plan((2001, 2010), [2006], agreements=[0.64], **common)
    assert by_error.rows[0].agreement == pytest.approx(0.64)
    assert by_agreement.rows[0].within_a_year == by_error.rows[0].within_a_year
    perfect = stages.event_plan((2001, 2010), [2006], agreements=[1], **common)
    assert perfect.rows[0].error == 0


def test_tied_years_locate_no_boundary() -> None:
    found = stages.event_plan((2001, 2030), [2016], events=[1], errors=[0], dimensions=1, runs=10)
    assert found.rows[0].within_a_year == 0
    assert found.enough == (0,)


def test_likelihood_of_a_stretch_is_that_of_the_model() -> None:
    """One value is a Student t of the prior; two are integrated over mean and variance."""
    values, noise = np.array([[0.7], [-0.4]]), 0.5
    found = _stretches(values, noise)
    scale = np.sqrt(noise**2 * (1 + 1 / noise**2))
    assert found[0, 1] == pytest.approx(stats.t.logpdf(0.7, 4, 0, scale))

    def density(mean: float, variance: float) -> float:
        own = stats.invgamma.pdf(variance, 2, scale=2 * noise**2)
        own *= stats.norm.pdf(mean, 0, np.sqrt(variance / noise**2))
        return float(own * stats.norm.pdf([0.7, -0.4], mean, np.sqrt(variance)).prod())

    whole, _ = integrate.dblquad(density, 1e-3, 60, -25, 25, epsrel=1e-6)
    assert found[0, 2] == pytest.approx(np.log(whole), abs=1e-3)
    assert found[1, 1] == -np.inf


def test_series_equals_the_sum_over_all_divisions() -> None:
    values = [1.0, 1.4, 0.8, 3.9, 4.4, 2.0]
    found = stages.segment_series(values, stages=2, most_stages=3, noise=[0.2, 0.8])
    scaled = (np.array(values) - np.mean(values)) / np.std(values)
    numbers, second = np.zeros(3), np.zeros(6)
    for noise in (0.2, 0.8):
        logs = _stretches(scaled[:, None], noise)
        for k in (1, 2, 3):
            divisions = list(combinations(range(1, 6), k - 1))
            for inner in divisions:
                ends = (0, *inner, 6)
                weight = np.exp(sum(logs[a, b] for a, b in pairwise(ends)))
                numbers[k - 1] += weight / len(divisions)
                if k == 2:
                    second[inner[0]] += weight
    assert_allclose(found.number_probability, numbers / numbers.sum(), rtol=1e-9)
    assert_allclose(found.boundary_probability[0], second / second.sum(), rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize(("noise", "indicators"), [(0.3, 1), (1.0, 1), (1.0, 3)])
def test_sets_of_series_cover_the_truth(noise: float, indicators: int) -> None:
    random = np.random.default_rng(11)
    covered, runs = 0, 150
    for _ in range(runs):
        start = int(random.integers(4, 21))
        levels = np.where(np.arange(24)[:, None] >= start, 1.5, 0.0)
        series = levels + noise * random.normal(size=(24, indicators))
        found = stages.segment_series(series, stages=2, most_stages=2)
        covered += start in found.boundaries[0].years
    assert covered / runs >= 0.88


def test_series_without_a_step_shows_none() -> None:
    random = np.random.default_rng(2)
    found = [stages.segment_series(random.normal(size=25)).number_probability for _ in range(40)]
    mean = np.mean(found, axis=0)
    assert mean.argmax() == 0
    assert max(row[1:].max() for row in found) < 0.5  # noise never shows steps for sure
    step = np.r_[random.normal(size=12), random.normal(size=12) + 8]
    assert stages.segment_series(step, range(2000, 2024)).boundaries[0].modes == (2012,)


def test_series_of_a_frame_units_and_words() -> None:
    table = pd.DataFrame(
        {"sales": [1, 2, 1, 9, 8, 9], "patents": [300.0, 310, 300, 500, 510, 500]},
        index=[2001, 2002, 2003, 2005, 2006, 2007],
    )
    found = stages.segment_series(table, compared=["sales", "trust"])
    assert found.boundaries[0].modes == (2005,)
    assert found.dimensions == ("sales", "patents")
    assert found.levels == ()
    assert [note.values["names"] for note in found.notes] == [["sales"]]
    metric = stages.segment_series(table * [1000, 0.001])
    assert_allclose(metric.boundary_probability, found.boundary_probability, rtol=1e-6)
    columns = {"sales": table.sales.tolist(), "patents": table.patents.tolist()}
    assert stages.segment_series(columns).years == (0, 1, 2, 3, 4, 5)
    named = stages.segment_series(pd.Series([1.0, 9.0], index=["2001", "2002"]))
    assert named.years == (2001, 2002)
    with pytest.raises(DataError, match="the indicator sales never changes"):
        stages.segment_series(table.assign(sales=3.0))


def test_undetermined_boundary_has_no_year_in_the_table() -> None:
    found = stages.segment_series(np.random.default_rng(0).normal(size=20), stages=2)
    assert found.boundaries[0].state == "undetermined"
    assert found.to_frame()["year"].isna().all()
    assert "cannot be told from 20 years" in str(found.notes[0])
    located = stages.segment_series([0.0, 0.1, 0, 9, 9.1, 9])
    assert located.to_frame()["year"].tolist() == [3]


def test_partition_warns_of_circularity() -> None:
    table = pd.DataFrame({"sales": [1, 2, 9, 8]})
    found = stages.fisher(table, 2, compared=["sales"])
    assert [note.key for note in found.notes] == ["stages.note.circular_indicators"]
    assert not stages.fisher(table, 2, compared=["trust"]).notes
