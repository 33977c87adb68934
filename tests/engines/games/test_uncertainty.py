"""Parameters that are not known exactly: probabilities, indices, tornado."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from consilience.errors import ConsilienceError
from consilience.games import Game, sobol_indices, stability_probability, tornado
from consilience.games.classified import Classifier, patterns
from consilience.games.game import EXAMPLE
from consilience.games.uncertain import uncertain_of
from consilience.verify.games import game_of
from engines.games.samples import many, two_by_two

GAME = Game.from_dict(EXAMPLE)
BOTH = ("cooperate", "cooperate")
Floats = NDArray[np.float64]


def one_party(gain: str, **parameters: Any) -> Game:
    """One population that earns ``gain`` more by "yes" than by "no"."""
    return Game.from_dict(
        {
            "populations": [{"name": "firm", "strategies": ["yes", "no"]}],
            "parameters": parameters,
            "advantages": {"firm": gain},
        }
    )


def named(game: Game, classifier: Classifier, stable: Any) -> tuple[tuple[str, ...], ...]:
    pairs = zip(classifier.profiles, stable, strict=True)
    return tuple(game.form.names(profile) for profile, yes in pairs if yes)


@pytest.mark.parametrize(
    ("spread", "reference"),
    [
        ((2, 5), stats.uniform(2, 3)),
        ({"distribution": "uniform", "low": "1/2", "high": 1}, stats.uniform(0.5, 0.5)),
        ({"distribution": "triangular", "low": 1, "mode": 2, "high": 5}, stats.triang(0.25, 1, 4)),
        ({"distribution": "triangular", "low": 1, "mode": 1, "high": 5}, stats.triang(0, 1, 4)),
        ({"distribution": "normal", "mean": 3, "sd": 2}, stats.norm(3, 2)),
        ({"distribution": "lognormal", "median": 3, "sigma": 0.5}, stats.lognorm(0.5, scale=3)),
        ({"distribution": "beta", "a": 2, "b": 3}, stats.beta(2, 3)),
        ({"distribution": "beta", "a": 2, "b": 3, "low": 1, "high": 5}, stats.beta(2, 3, 1, 4)),
    ],
)
def test_quantiles_are_those_of_the_distribution(spread: Any, reference: Any) -> None:
    (found,), _ = uncertain_of(GAME.form, {"R": spread}, None, "test")
    shares = np.linspace(0.001, 0.999, 41)
    assert found.quantiles(shares) == pytest.approx(reference.ppf(shares), rel=1e-9)


def test_observed_values_are_drawn_as_they_are() -> None:
    (found,), _ = uncertain_of(GAME.form, {"R": {"values": [3, 1, 2, 2]}}, None, "test")
    assert found.quantiles(np.array([0.0, 0.3, 0.6, 1.0])).tolist() == [1, 2, 2, 3]
    assert found.described() == {"values": [1, 2, 2, 3]}


def test_verdicts_are_those_of_the_vertices() -> None:
    rng = np.random.default_rng(5)
    game, _ = game_of("data_sharing")
    names = [item.name for item in game.parameters]
    base = np.array([float(item.value or 0) for item in game.parameters])
    columns = base[:, None] * rng.uniform(0.3, 2.5, (len(names), 40))
    classifier = Classifier(game.form, names, {})
    stable = classifier.stable(classifier.gains(columns))
    for place, values in enumerate(columns.T):
        found = game.vertices(dict(zip(names, values.tolist(), strict=True)))
        mine = [
            game.form.names(p)
            for p, yes in zip(classifier.profiles, stable[:, place], strict=True)
            if yes
        ]
        assert tuple(mine) == found.stable
        margin = classifier.margin(classifier.gains(columns[:, [place]]), classifier.profiles[0])
        worst = max(item.value for item in found.vertices[0].eigenvalues)
        assert margin[0] == pytest.approx(-worst)


@pytest.mark.parametrize("size", [3, 9])
def test_patterns_of_few_and_of_many_vertices(size: int) -> None:
    stable = np.random.default_rng(size).random((size * size, 200)) < 1.5 / size**2
    rows, numbers = patterns(stable)
    assert (stable == rows[numbers].T).all()
    assert len({tuple(row) for row in rows.tolist()}) == len(rows)
    counts = np.bincount(numbers)
    assert (np.diff(counts) <= 0).all()


def test_probability_against_the_exact_one() -> None:
    found = stability_probability(GAME, BOTH, {"C": (3, 10)}, samples=40_000, seed=3)
    assert found.stable.low <= 6.5 / 7 <= found.stable.high
    assert found.only.low <= 1 / 7 <= found.only.high
    assert found.stable.high - found.stable.low == pytest.approx(
        3.92 * found.stable.standard_error, rel=0.01
    )
    assert sum(item.chance.value for item in found.patterns) == pytest.approx(1)
    assert found.to_frame().probability.is_monotonic_decreasing
    assert found.undefined == 0


def test_probability_of_a_large_game_and_of_chunks() -> None:
    payoffs = np.random.default_rng(2).integers(0, 9, (9, 9, 2)).astype(float)
    table = many(payoffs)
    sure = table.vertices().stable
    game = two_by_two([["a", 0], [0, 1]], [[1, 0], [0, 1]], a=1)
    found = stability_probability(game, ("r0", "c0"), {"a": (-1, 1)}, samples=100_001)
    assert found.stable.low <= 0.5 <= found.stable.high
    assert sum(item.chance.value for item in found.patterns) == pytest.approx(1)
    classifier = Classifier(table.form, [], {})
    stable = classifier.stable(classifier.gains(np.zeros((0, 1))))[:, 0]
    assert (
        tuple(
            table.form.names(p) for p, yes in zip(classifier.profiles, stable, strict=True) if yes
        )
        == sure
    )


def test_what_is_not_defined_is_counted_and_said() -> None:
    game = one_party("log(a) + 3", a=1)
    found = stability_probability(game, ("yes",), {"a": (-1, 1)}, samples=4_000)
    assert found.undefined == pytest.approx(0.5, abs=0.05)
    assert [note.key for note in found.notes] == ["games.note.undefined"]
    indices = sobol_indices(game, "yes", {"a": (-1, 1)}, samples=64, measure="margin")
    assert [note.key for note in indices.notes] == ["games.note.undefined"]


def test_indices_of_a_sum_and_of_a_product() -> None:
    spread = {"a": (-1, 1), "b": (-1, 1)}
    total = sobol_indices(one_party("a + 2*b", a=0, b=0), "yes", spread, measure="margin")
    for name, share in (("a", 0.2), ("b", 0.8)):
        item = total.of(name)
        assert item.first == pytest.approx(share, abs=0.02)
        assert item.total == pytest.approx(share, abs=0.02)
        assert item.first_low <= share <= item.first_high
        assert item.total_low <= share <= item.total_high
    assert total.variance == pytest.approx(5 / 3, rel=0.01)
    product = sobol_indices(one_party("a*b", a=0, b=0), "yes", spread, measure="margin")
    for item in product.indices:
        assert item.first == pytest.approx(0, abs=0.03)
        assert item.total == pytest.approx(1, abs=0.03)


def test_indices_of_verdicts() -> None:
    """1 where a + b > 0 for a in (-1, 1) and b in (-0.5, 0.5): Var E[.|a] = 1/6 of 1/4 by hand."""
    game = one_party("a + b", a=0, b=0)
    found = sobol_indices(game, "yes", {"a": (-1, 1), "b": (-0.5, 0.5)}, samples=2**15)
    assert found.mean == pytest.approx(0.5, abs=0.01)
    assert found.of("a").first == pytest.approx(2 / 3, abs=0.03)
    assert found.of("b").first == pytest.approx(1 / 12, abs=0.03)
    assert found.of("b").total == pytest.approx(1 / 3, abs=0.03)
    assert found.to_frame().parameter.tolist() == ["a", "b"]
    assert {item.key for item in found.notes} == set()


def test_a_verdict_that_never_changes_has_no_indices() -> None:
    found = sobol_indices(GAME, BOTH, {"R": (4, 5)}, measure="only", samples=64)
    assert math.isnan(found.of("R").total)
    assert [note.key for note in found.notes] == ["games.note.no_variance"]
    assert found.variance == 0


def test_indices_of_the_basin_against_its_closed_form() -> None:
    """One party: x grows above k, so that 1 - k of all starts end at yes; W plays no part."""
    game = one_party("(x - k)*W", k="1/2", W=1)
    spread = {"k": (0.2, 0.8), "W": (1, 2)}
    found = sobol_indices(game, "yes", spread, measure="basin", samples=64)
    assert found.mean == pytest.approx(0.5, abs=0.02)
    assert found.variance == pytest.approx(0.6**2 / 12, rel=0.1)
    assert found.of("k").total == pytest.approx(1, abs=0.05)
    assert found.of("W").total == pytest.approx(0, abs=0.01)
    usual = sobol_indices(game, "yes", {"k": (0.2, 0.8)}, measure="basin")
    assert usual.parameters["samples"] == 256
    bad = one_party("x - k + 1/W - 1", k="1/2", W=1)
    lost = sobol_indices(bad, "yes", {"W": {"values": [0, 1]}}, measure="basin", samples=4)
    assert "games.note.undefined" in {note.key for note in lost.notes}
    assert lost.mean == pytest.approx(0.25, abs=0.02)


def test_the_only_stable_vertex_depends_on_other_parameters() -> None:
    spread = {"R": (3, 7)}
    stable = sobol_indices(GAME, BOTH, spread, samples=256)
    only = sobol_indices(GAME, BOTH, spread, samples=256, measure="only")
    assert stable.mean == 1
    assert only.mean == pytest.approx(0.5, abs=0.05)


def test_tornado_shows_the_window_of_the_subsidy() -> None:
    game, _ = game_of("standards_alliance")
    found = tornado(game, BOTH, {"alpha": (0, 1), "R_M": (3, 5), "theta": (0, "1/2")})
    bars = {item.parameter: item for item in found.bars}
    (window,) = bars["alpha"].windows
    assert window == pytest.approx((0.12528, 0.26208))
    assert not bars["alpha"].one_sided
    assert bars["R_M"].one_sided
    assert [item.swing for item in found.bars] == sorted(
        (b.swing for b in found.bars), reverse=True
    )
    assert [note.key for note in found.notes] == ["games.note.not_monotone"]
    at_high = game.vertices({"theta": "1/2"}).of(*BOTH).eigenvalues
    assert bars["theta"].margin_high == pytest.approx(-max(item.value for item in at_high))
    assert "stable in" in found.to_frame()
    assert found.margin > 0


@pytest.mark.parametrize(
    ("uncertain", "words"),
    [
        ({"R": (1, 1)}, "do not fit"),
        ({"R": (2, 1)}, "do not fit"),
        ({"R": (1, 2, 3)}, "low, high"),
        ({"R": "12"}, "low, high"),
        ({"R": ("a", 2)}, "number"),
        ({"R": {"distribution": "normal", "mean": 1}}, "needs mean, sd"),
        ({"R": {"distribution": "normal", "mean": 1, "sd": 1, "low": 0}}, "needs mean, sd"),
        ({"R": {"distribution": "normal", "mean": 1, "sd": 0}}, "do not fit"),
        ({"R": {"distribution": "norma"}}, "did you mean normal"),
        ({"R": {"distribution": "triangular", "low": 0, "mode": 3, "high": 2}}, "do not fit"),
        ({"R": {"values": [1, float("nan")]}}, "finite"),
        ({"Z": (1, 2)}, "uncertain of stability_probability"),
        ({}, "uncertain of stability_probability"),
    ],
)
def test_spreads_that_do_not_fit(uncertain: Any, words: str) -> None:
    with pytest.raises(ConsilienceError, match=words):
        stability_probability(GAME, BOTH, uncertain, samples=10)


@pytest.mark.parametrize("samples", [3, 1, 0, 2**21, 6.0])
def test_rows_are_a_power_of_two(samples: Any) -> None:
    with pytest.raises(ConsilienceError):
        sobol_indices(GAME, BOTH, {"R": (1, 2)}, samples=samples)


@pytest.mark.parametrize("ranges", [{}, 5, {"R": (2, 1)}, {"R": (1,)}, {"R": "12"}, {"Z": (1, 2)}])
def test_ranges_that_do_not_fit(ranges: Any) -> None:
    with pytest.raises(ConsilienceError):
        tornado(GAME, BOTH, ranges)


def test_values_of_the_others_are_needed() -> None:
    game = two_by_two([["a", 0], [0, "b"]], [[1, 0], [0, 1]], a=None, b=None)
    with pytest.raises(ConsilienceError, match="needs values of b"):
        stability_probability(game, ("r0", "c0"), {"a": (0, 1)})
    with pytest.raises(ConsilienceError, match="values of stability_probability"):
        stability_probability(game, ("r0", "c0"), {"a": (0, 1)}, 5)  # type: ignore[arg-type]
    for names in itertools.permutations(("a", "b")):
        spread: Any = dict.fromkeys(names, (0, 1))
        assert stability_probability(game, ("r0", "c0"), spread, samples=9).stable.value == 1
