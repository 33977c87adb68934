"""Break points: planted ones are found, none is invented, and the sums are those of brute force."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from scipy import stats

from consilience import network
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.network.evolution import stretches

Series = NDArray[np.float64]


def _level(rng: np.random.Generator, size: int, place: int) -> Series:
    values = rng.normal(size=size)
    values[place:] += 5
    return values


def _rate(rng: np.random.Generator, size: int, place: int) -> Series:
    means = np.where(np.arange(size) < place, 6.0, 26.0)
    return rng.poisson(means).astype(np.float64)


def _growth(rng: np.random.Generator, size: int, place: int) -> Series:
    steps = np.where(np.arange(size) < place, 0.0, 5.0)
    return np.asarray(steps.cumsum() + rng.normal(size=size))


@pytest.mark.parametrize("history", [_level, _rate, _growth])
def test_planted_breaks_are_found(
    history: Callable[[np.random.Generator, int, int], Series],
) -> None:
    hits = inside = 0
    size = 25
    for seed in range(100):
        rng = np.random.default_rng(seed)
        place = int(rng.integers(size // 4, 3 * size // 4))
        found = network.phase_breaks(history(rng, size, place))
        hits += any(abs(int(item.period) - place) <= 1 for item in found.breaks)
        inside += any(str(place) in item.periods for item in found.breaks)
    assert hits >= 95
    assert inside >= 90


def test_a_break_planted_in_dated_ties_is_found_through_the_panel() -> None:
    hits = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        turn = int(rng.integers(2006, 2016))
        starts = [
            year for year in range(2000, 2022) for _ in range(rng.poisson(5 if year < turn else 22))
        ]
        rows = pd.DataFrame({"from": "hub", "to": [f"n{n}" for n in range(len(starts))]})
        rows["start"], rows["end"] = starts, [year + int(rng.geometric(0.15)) for year in starts]
        history = network.panel(rows, span=(2000, 2021))
        found = network.phase_breaks(history, measure="ties_begun")
        assert found.periods[0] == "2001"
        hits += any(abs(int(item.period) - turn) <= 1 for item in found.breaks)
    assert hits >= 95


def test_breaks_are_seldom_claimed_where_there_are_none() -> None:
    claims = {"noise": 0, "line": 0, "drift": 0}
    for seed in range(100):
        rng = np.random.default_rng(seed)
        noise = rng.normal(size=20)
        series = {"noise": noise, "line": np.arange(20.0) + noise, "drift": noise.cumsum()}
        for name, values in series.items():
            claims[name] += network.phase_breaks(values).state == "break"
    assert claims["noise"] <= 2
    assert claims["line"] <= 2
    assert claims["drift"] <= 25  # a random walk is the hardest: it does have levels by chance


def test_two_breaks_are_told_from_one() -> None:
    rng = np.random.default_rng(2)
    values = np.repeat([0.0, 6.0, 1.0], 9) + rng.normal(size=27)
    found = network.phase_breaks(values)
    assert [item.period for item in found.breaks] == ["9", "18"]
    assert found.to_frame().period.tolist() == ["9", "18"]
    assert [(phase.first, phase.last) for phase in found.phases] == [
        ("0", "8"),
        ("9", "17"),
        ("18", "26"),
    ]
    assert found.number_probability.argmax() == 2
    assert found.begin_probability[[9, 18]].min() > 0.9
    one = network.phase_breaks(values, most_breaks=1)
    assert len(one.breaks) == 1


def test_short_series_say_that_little_can_be_told() -> None:
    rng = np.random.default_rng(4)
    widths = {}
    for size in (8, 32):
        values = np.repeat([0.0, 3.0], size // 2) + rng.normal(size=size)
        found = network.phase_breaks(values)
        widths[size] = found.begin_probability.max()
        assert ("8 periods only" in " ".join(map(str, found.notes))) == (size == 8)
    assert widths[8] < widths[32]
    vague = network.phase_breaks([1, 5, 2, 4, 6, 3, 7, 6, 9, 5, 8, 6], shapes="level")
    assert vague.state == "undecided"
    assert "undecided" in " ".join(map(str, vague.notes))
    assert vague.breaks[0].state == "undetermined"
    assert "Give no single year" in str(vague.notes[-1])


def test_a_series_that_never_changes_has_no_break() -> None:
    found = network.phase_breaks([7.0] * 12)
    assert (found.state, found.probability, found.breaks) == ("no break", 0, ())
    assert found.phases[0].slope == 0
    assert "never changes" in str(found.notes[0])
    line = network.phase_breaks(np.arange(30.0))
    assert line.state == "no break"
    assert line.shape_probability[1] > 0.9


def test_the_sums_are_those_of_brute_force() -> None:
    values = np.array([0.3, -0.2, 0.1, 1.9, 2.4, 2.2, 1.8])
    found = network.phase_breaks(values, most_breaks=2, shortest=2)
    scaled = (values - values.mean()) / values.std()
    models = list(
        itertools.product(
            stretches.SHAPES,
            zip(stretches.PERSISTENCES, (4 / 7, 2 / 7, 1 / 7), strict=True),
            stretches.NOISES,
        )
    )
    weight: dict[tuple[int, ...], float] = {}
    for number, prior in ((0, 0.5), (1, 1 / 3), (2, 1 / 6)):
        cuts = [
            cut
            for cut in itertools.combinations(range(1, 7), number)
            if min(np.diff([0, *cut, 7])) >= 2
        ]
        for cut in cuts:
            total = 0.0
            for shape, (persistence, likely), noise in models:
                parts = [
                    _probability(scaled[a:b], shape, persistence, noise, len(scaled))
                    for a, b in itertools.pairwise([0, *cut, 7])
                ]
                total += likely * math.prod(parts)
            weight[cut] = prior / len(cuts) * total
    whole = sum(weight.values())
    for number in range(3):
        wanted = sum(w for cut, w in weight.items() if len(cut) == number) / whole
        assert found.number_probability[number] == pytest.approx(wanted, rel=1e-9)
    begins = [sum(w for cut, w in weight.items() if n in cut) / whole for n in range(7)]
    assert found.begin_probability == pytest.approx(begins, rel=1e-9, abs=1e-15)


def _probability(values: Series, shape: str, persistence: float, noise: float, size: int) -> float:
    """Return the density of a normal vector whose covariance is written out."""
    steps = np.arange(len(values)) - (len(values) - 1) / 2
    gaps = np.abs(np.subtract.outer(steps, steps))
    covariance = noise**2 / (1 - persistence**2) * persistence**gaps
    covariance = covariance + stretches.SPREAD**2
    if shape == "trend":
        covariance = covariance + 12 * (stretches.SPREAD / size) ** 2 * np.outer(steps, steps)
    return float(stats.multivariate_normal(np.zeros(len(values)), covariance).pdf(values))


def test_units_and_origin_do_not_matter() -> None:
    values = _level(np.random.default_rng(1), 15, 6)
    one, other = network.phase_breaks(values), network.phase_breaks(1_000 - 250 * values)
    assert one.number_probability == pytest.approx(other.number_probability, abs=1e-12)
    assert one.breaks[0].periods == other.breaks[0].periods


def test_panels_and_series_bring_their_names() -> None:
    series = pd.Series([1.0, 1, 1, 9, 9, 9], index=range(2015, 2021))
    assert network.phase_breaks(series).breaks[0].period == "2018"
    rows = pd.DataFrame({"from": ["a", "a"], "to": ["b", "c"], "start": [2015, 2018]})
    rows["end"] = [2015, 2019]
    panel = network.panel(rows)
    assert network.phase_breaks(panel).periods == ("2015", "2016", "2017", "2018", "2019")
    with pytest.raises(DataError, match="density has no value in 2016"):
        network.phase_breaks(panel, measure="density")
    with pytest.raises(UnknownNameError):
        network.phase_breaks(panel, measure="tie")


def test_what_does_not_fit_is_refused() -> None:
    good = [1.0, 2, 1, 2, 5, 6, 5, 6]
    for wrong in (
        {"periods": [1, 2]},
        {"periods": 5},
        {"periods": "abcdefgh"},
        {"credible": 1.0},
    ):
        with pytest.raises(ArgumentError):
            network.phase_breaks(good, **wrong)
    with pytest.raises(UnknownNameError):
        network.phase_breaks(good, shapes=["curve"])  # type: ignore[list-item]  # wrong on purpose
    with pytest.raises(DataError, match="at least 10"):
        network.phase_breaks(good, shortest=5)
    with pytest.raises(ArgumentError, match="at most 400"):
        network.phase_breaks(np.arange(401.0))
    single = network.phase_breaks(good, shortest=1)
    assert single.breaks[0].period == "4"
