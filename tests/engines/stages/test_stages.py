"""Stages: optimal partitions, segmentation of events, fit to process models, plans."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import special

from consilience import stages
from consilience.errors import DataError

# S3's dated events: year, dimension, stage in which the study tells them (the most favourable code)
TOLD = (
    (2002, "strategy", 1),
    (2003, "resources", 1),
    (2004, "resources", 1),
    (2006, "resources", 1),
    (2008, "performance", 1),
    (2008, "strategy", 1),
    (2009, "performance", 1),
    (2010, "performance", 1),
    (2010, "resources", 1),
    (2010, "resources", 1),
    (2011, "technology", 2),
    (2012, "technology", 2),
    (2015, "strategy", 2),
    (2015, "resources", 2),
    (2016, "technology", 2),
    (2016, "resources", 2),
    (2016, "strategy", 3),
    (2022, "technology", 3),
)
EVENTS = pd.DataFrame(list(TOLD), columns=["year", "dimension", "level"])


def _scatter(values: Any, starts: tuple[int, ...]) -> float:
    parts = np.split(np.asarray(values, dtype=float), starts[1:])
    return float(sum(((part - part.mean(axis=0)) ** 2).sum() for part in parts))


@given(
    st.lists(st.integers(-3, 3), min_size=1, max_size=8),
    st.integers(1, 8),
)
@settings(deadline=None)
def test_fisher_equals_brute_force_with_all_ties(series: list[int], k: int) -> None:
    k = min(k, len(series))
    divisions = [(0, *inner) for inner in combinations(range(1, len(series)), k - 1)]
    losses = [_scatter(series, starts) for starts in divisions]
    wanted = [
        starts
        for starts, loss in zip(divisions, losses, strict=True)
        if loss <= min(losses) + 1e-9 * max(_scatter(series, (0,)), 1e-12)
    ]
    found = stages.fisher(series, k)
    assert list(found.starts) == wanted
    assert found.losses[-1] == pytest.approx(min(losses), abs=1e-9)
    assert found.complete


def test_fisher_of_several_indicators() -> None:
    table = pd.DataFrame(
        {"sales": [1, 1, 9, 9], "patents": [100.0, 300, 310, 90]}, index=list("abcd")
    )
    assert stages.fisher(table, 2).starts != stages.fisher(table, 2, standardize=True).starts
    found = stages.fisher(table, 2, standardize=True)
    assert found.starts == ((0, 2),)
    assert found.to_frame().to_numpy().tolist() == [[1, 1, "a", "b"], [1, 2, "c", "d"]]
    assert 0 < found.explained < 1
    named = stages.fisher([1, 5], 2, periods=["2001", "2002"])
    assert named.periods == ("2001", "2002")
    assert stages.fisher(pd.Series([1.0, 5], index=["x", "y"]), 1).periods == ("x", "y")


def test_fisher_lists_no_more_than_asked() -> None:
    found = stages.fisher([2] * 9, 3, most=5)
    assert len(found.starts) == 5
    assert not found.complete
    assert found.explained == 0
    assert [note.key for note in found.notes] == ["stages.note.more_tied"]
    tied = stages.fisher([0, 1, 2], 2)
    assert [note.key for note in tied.notes] == ["stages.note.tied"]
    assert not stages.fisher([0, 0, 9], 2).notes


def _evidence(levels: list[str], kinds: list[str], grades: int, prior: float) -> float:
    """The log probability of a stretch, dimension by dimension."""
    total = 0.0
    for kind in set(kinds):
        own = [level for level, of in zip(levels, kinds, strict=True) if of == kind]
        counts = np.array([own.count(level) for level in set(own)])
        total += special.gammaln(grades * prior) - special.gammaln(grades * prior + len(own))
        total += float((special.gammaln(prior + counts) - special.gammaln(prior)).sum())
    return total


def _enumerated(events: pd.DataFrame, most: int, priors: list[float]) -> tuple[Any, Any]:
    """Posterior of the number, and of the first boundary given two stages, by all divisions."""
    first, last = events.year.min(), events.year.max()
    grades, years = events.level.nunique(), range(first, last + 1)
    numbers, second = np.zeros(most), np.zeros(len(years))
    for prior in priors:
        for k in range(1, most + 1):
            divisions = list(combinations(years[1:], k - 1))
            for starts in divisions:
                place = np.searchsorted(starts, events.year, side="right")
                weight = sum(
                    _evidence(
                        events.level[place == stage].tolist(),
                        events.dimension[place == stage].tolist(),
                        grades,
                        prior,
                    )
                    for stage in range(k)
                )
                numbers[k - 1] += np.exp(weight) / len(divisions)
                if k == 2:
                    second[starts[0] - first] += np.exp(weight)
    return numbers / numbers.sum(), second / second.sum()


def test_segmentation_equals_the_sum_over_all_divisions() -> None:
    random = np.random.default_rng(4)
    events = pd.DataFrame(
        {
            "year": random.integers(2000, 2008, 14),
            "dimension": random.choice(["a", "b"], 14),
            "level": random.choice(["x", "y", "z"], 14),
        }
    )
    numbers, second = _enumerated(events, 4, [0.5, 2.0])
    found = stages.segment(events, stages=2, most_stages=4, concentration=[0.5, 2])
    assert_allclose(found.number_probability, numbers, rtol=1e-9)
    assert_allclose(found.boundary_probability[0], second, rtol=1e-9, atol=1e-12)
    assert_allclose(found.membership.sum(axis=1), 1)
    assert_allclose(found.membership[:, 1], np.cumsum(second), atol=1e-12)


def test_no_sharp_second_boundary_from_eighteen_events() -> None:
    found = stages.segment(EVENTS, stages=3, span=(1998, 2024), coded_within_stages=True)
    first, second = found.boundaries
    assert first.modes == (2011,)
    assert second.state == "undetermined"
    assert (second.low, second.high) == (2011, 2024)
    assert found.number_probability[2] < 0.5
    keys = [note.key for note in found.notes]
    assert keys.count("stages.note.undetermined") == 2
    assert "stages.note.number_unsure" in keys
    assert "stages.note.circular" in keys
    assert "2011 to 2024" in str(found.notes[1])
    assert 2016 in found.overlap
    assert found.to_frame().state.tolist() == ["undetermined", "undetermined"]


def test_many_sharp_events_locate_every_boundary() -> None:
    random = np.random.default_rng(1)
    year = random.integers(1998, 2025, 200)
    level = np.where(year < 2011, "a", np.where(year < 2016, "b", "c"))
    found = stages.segment({"year": year, "dimension": ["all"] * 200, "level": level})
    assert found.stages == 3
    assert [item.modes for item in found.boundaries] == [(2011,), (2016,)]
    assert [item.state for item in found.boundaries] == ["located", "located"]
    assert not found.notes
    assert not found.overlap


@pytest.mark.parametrize(("years", "number"), [(3, 2), (4, 2), (4, 3), (6, 3), (8, 6)])
def test_events_that_say_nothing_locate_no_boundary_of_a_short_history(
    years: int, number: int
) -> None:
    """Few years leave few places for a boundary: that is no knowledge of where it is."""
    when = list(range(2001, 2001 + years))
    same = {"year": when, "dimension": ["all"] * years, "level": ["one"] * years}
    found = stages.segment(same, stages=number, most_stages=number)
    assert {item.state for item in found.boundaries} == {"undetermined"}
    assert found.to_frame()["year"].isna().all()


def test_a_short_history_with_clear_events_has_its_year() -> None:
    events = pd.DataFrame({"year": [1, 2, 3] * 20, "dimension": "all", "level": list("aab") * 20})
    assert stages.segment(events, stages=2).to_frame()["year"].tolist() == [3]
    forced = stages.segment(events.head(3), stages=3)
    assert forced.to_frame()["year"].tolist() == [2, 3]


def test_one_stage_has_no_boundary() -> None:
    same = {"year": [2000, 2005, 2010] * 9, "dimension": ["a"] * 27, "level": ["x"] * 27}
    found = stages.segment(same)
    assert found.stages == 1
    assert found.boundaries == ()
    assert_allclose(found.membership, 1)
    one = stages.segment({"year": [2000], "dimension": [1], "level": [2]})
    assert one.number_probability.tolist() == [1]


@pytest.mark.parametrize("error", [0.1, 0.5])
def test_sets_of_years_cover_the_truth(error: float) -> None:
    found = stages.event_plan((1998, 2024), [2011, 2016], events=[40, 160], errors=[error])
    assert min(row.covered for row in found.rows) >= 0.88


def test_plan_says_how_many_events_are_enough() -> None:
    found = stages.event_plan(
        (1998, 2024), [2011, 2016], events=[17, 80], errors=[0.1, 0.9], runs=20
    )
    assert found.enough == (80, 0)
    assert found.rows[1].years < found.rows[0].years
    assert len(found.to_frame()) == 4


def test_history_that_is_too_long_or_outside_is_refused() -> None:
    with pytest.raises(DataError, match="spans 1002 years"):
        stages.segment(EVENTS, span=(1023, 2024))
    with pytest.raises(DataError, match="an event of 2022 lies outside"):
        stages.segment(EVENTS, span=(1998, 2020))
    with pytest.raises(DataError, match="row 2 of column year must hold a whole year, got nan"):
        stages.segment({"year": [2001, np.nan], "dimension": ["a"] * 2, "level": ["x"] * 2})


def test_ideal_profiles_fit_and_halfway_is_ambiguous() -> None:
    profiles = pd.DataFrame(
        {
            "assessment": [1, 0, 0, 0.5],
            "bridging": [0, 1, 0, 0.5],
            "aggregation": [0, 0, 1, 0],
        },
        index=["A", "B", "C", "D"],
    )
    found = stages.stage_fit(profiles, "value")
    assert_allclose(np.diag(found.membership[:3]), 1)
    assert [item.state for item in found.diagnoses] == ["clear"] * 3 + ["ambiguous"]
    assert found.diagnoses[3].stages == ("assessment", "bridging")
    assert found.diagnoses[0].next_stage == "bridging"
    assert found.diagnoses[0].weakest == ("bridging",)
    assert found.diagnoses[2].next_stage == ""
    assert [note.key for note in found.notes] == ["stages.note.ambiguous"]
    assert found.to_frame().diagnosis.tolist()[3] == "assessment, bridging"


def test_own_ideals_weights_and_what_the_next_stage_lacks() -> None:
    ideals = pd.DataFrame({"trust": [0.2, 0.8], "rules": [0.5, 0.5]}, index=["early", "late"])
    found = stages.stage_fit({"rules": [0.5], "trust": [0.3]}, ideals, [3, 1], ambiguous=0)
    assert_allclose(found.membership, [[1 - np.sqrt(0.75 * 0.01), 1 - np.sqrt(0.75 * 0.25)]])
    assert found.diagnoses[0].weakest == ("trust",)
    assert not found.notes
    ahead = stages.stage_fit({"rules": [0.9], "trust": [0.9]}, ideals, [0, 1])
    assert ahead.diagnoses[0].weakest == ()
    assert {name for model in stages.PROCESS_MODELS.values() for name in model} >= {
        "incubation",
        "aggregation",
        "reconstruction",
        "leading",
    }


def test_stages_as_told_overlap_or_leave_gaps() -> None:
    told = {"informatization": (1998, 2010), "networking": (2011, 2018), "ecology": (2016, None)}
    (overlap,) = stages.stage_overlaps(told).found
    assert (overlap.first, overlap.second) == ("networking", "ecology")
    assert (overlap.low, overlap.high, overlap.shared) == (2016, 2018, True)
    gap = stages.stage_overlaps({"a": (2000, 2003), "b": (2006, 2008)})
    assert gap.to_frame().to_numpy().tolist() == [["a", "b", 2004, 2005, False]]
    clean = stages.stage_overlaps({"a": (2000, 2003), "b": (2004, None)})
    assert clean.found == ()
    assert not clean.notes
    both = stages.stage_overlaps({"a": (2000, None), "b": (2004, None)})
    assert both.found[0].high is None
