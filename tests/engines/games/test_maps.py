"""Maps of two parameters, factors with their signs, and the border between two basins."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from consilience.errors import ConsilienceError
from consilience.games import Game, factors, separatrix, stability_map, symmetric
from consilience.games.game import EXAMPLE
from consilience.verify.games import game_of
from engines.games.samples import pennies, two_by_two

GAME = Game.from_dict(EXAMPLE)
BOTH, NONE = ("cooperate", "cooperate"), ("wait", "wait")
ALLIANCE = [f"0 <= {n} <= 1" for n in ("lambda", "delta", "theta", "alpha", "beta", "rho")]
ALLIANCE += [f"{n} > 0" for n in ("R_M", "R_S", "C_M", "C_S", "V")]


def test_areas_of_a_map_are_bounded_and_borders_are_formulas() -> None:
    found = stability_map(GAME, "C", "W", (0, 10), (0, 10))
    areas: dict[tuple[tuple[str, ...], ...], float] = {
        (BOTH, NONE): 0.42,
        (BOTH,): 0.40,
        (NONE,): 0.18,
    }
    assert {item.stable for item in found.regions} == areas.keys()
    for item in found.regions:
        assert item.low <= areas[item.stable] <= item.high
        assert item.high - item.low < 0.02
        assert item.share == pytest.approx(areas[item.stable], abs=0.005)
        assert GAME.vertices({"C": item.inside[0], "W": item.inside[1]}).stable == item.stable
    for border in found.borders:
        expected = {"W = C - 4": (0.0, 1.0), "C = 4": (4.0, 0.0)}[border.formula]
        offset = border.points[:, 0] - 4 - expected[1] * border.points[:, 1]
        assert np.abs(offset).max() < 1e-9
        assert len(border.points) > 100
        assert border.party.population in {"manufacturer", "supplier"}
    assert found.labels.shape == (256, 256)
    assert found.regions[found.labels[0, 0]].stable == (BOTH,)
    assert found.to_frame().share.sum() == pytest.approx(1)


def test_four_corners_of_the_standards_alliance_in_one_picture() -> None:
    """S2.8 and S2.10: raising alpha alone leads into the window of cooperation and out of it."""
    game, _ = game_of("standards_alliance")
    found = stability_map(game, "alpha", "beta", (0, 1), (0, 1))
    assert len(found.regions) == 5
    row = found.labels[int(0.1 * 256)]
    names = [found.regions[place].stable for place in row]
    inside = [any(set(profile) == {"cooperate"} for profile in stable) for stable in names]
    assert inside.index(True) / 256 == pytest.approx(0.1253, abs=0.01)
    assert (256 - inside[::-1].index(True)) / 256 == pytest.approx(0.2621, abs=0.01)
    assert "beta = (5/6)*alpha - 0.1184" in {item.formula for item in found.borders}


def test_borders_of_other_shapes() -> None:
    game = two_by_two([["a^2 + b^2 - 1", 0], [0, 1]], [[1, 0], [0, 1]], a=0, b=0)
    circle = stability_map(game, "a", "b", (-2, 2), (-2, 2)).borders[0]
    assert circle.formula == ""
    assert np.abs((circle.points**2).sum(axis=1) - 1).max() < 1e-9
    game = two_by_two([["a*b - 1", 0], [0, 1]], [[1, 0], [0, 1]], a=0, b=0)
    turned = two_by_two([["1 - a*b", 0], [0, 1]], [[1, 0], [0, 1]], a=0, b=0)
    for one in (game, turned):
        assert stability_map(one, "a", "b", (0, 2), (0, 2)).borders[0].formula == "b = (1)/(a)"
    game = two_by_two([["a - b^3", 0], [0, 1]], [[1, 0], [0, 1]], a=0, b=0)
    assert stability_map(game, "a", "b", (0, 2), (0, 2)).borders[0].formula == "a = b^3"


def test_a_map_that_is_no_polynomial_says_so() -> None:
    game = two_by_two([["exp(a) - b", 0], [0, 1]], [[1, 0], [0, 1]], a=0, b=0)
    found = stability_map(game, "a", "b", (0, 1), (1, 3))
    assert [note.key for note in found.notes] == ["games.note.map_by_cells"]
    assert all(math.isnan(item.low) for item in found.regions)
    (border,) = found.borders
    assert np.abs(np.exp(border.points[:, 0]) - border.points[:, 1]).max() < 1e-9
    assert border.formula == "b = exp(a)"


def test_a_map_without_borders() -> None:
    (region,) = (found := stability_map(GAME, "C", "W", (5, 6), (5, 6))).regions
    assert found.borders == ()
    assert (region.share, region.low, region.high) == (1, 1, 1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"y": "C"}, "other"),
        ({"y": "c"}, "did you mean C"),
        ({"x_range": (1, 0)}, "greater than"),
        ({"x_range": (1,)}, "x_range"),
        ({"x_range": "12"}, "x_range"),
        ({"values": 5}, "mapping"),
    ],
)
def test_bad_maps_are_refused(changes: dict[str, Any], words: str) -> None:
    given: dict[str, Any] = {"x": "C", "y": "W", "x_range": (0, 1), "y_range": (0, 1)}
    with pytest.raises(ConsilienceError, match=words):
        stability_map(GAME, **(given | changes))


def test_signs_as_the_study_reports_them() -> None:
    """S2.9: city subsidy and synergy help, the gap hurts, the own subsidy cuts both ways."""
    game, _ = game_of("standards_alliance")
    found = factors(game, BOTH, assumptions=ALLIANCE)
    signs = {name: found.sign(name) for name in ("beta", "delta", "theta", "alpha", "C_S", "R_M")}
    assert signs == {
        "beta": "+",
        "delta": "+",
        "theta": "-",
        "alpha": "mixed",
        "C_S": "mixed",
        "R_M": "+",
    }
    assert [item.population for item in found.binding] == ["manufacturer"]
    assert found.sign("nothing") == "0"
    assert len(found.to_frame()) == len(found.factors)


def test_slopes_and_elasticities_against_differences() -> None:
    game, _ = game_of("standards_alliance")
    found = factors(game, BOTH)
    values = {item.name: float(item.value or 0) for item in game.parameters}

    def losses(**changed: float) -> dict[str, float]:
        eigenvalues = game.vertices(values | changed).of(*BOTH).eigenvalues
        return {item.population: -item.value for item in eigenvalues}

    now = losses()
    for item in found.factors:
        step = 1e-6
        up = losses(**{item.parameter: values[item.parameter] + step})[item.party.population]
        slope = (up - now[item.party.population]) / step
        assert item.slope_now == pytest.approx(slope, abs=1e-5)
        ratio = slope * values[item.parameter] / now[item.party.population]
        assert item.elasticity == pytest.approx(ratio, abs=1e-4)
    assert found.margin == pytest.approx(min(now.values()))


def test_signs_that_are_not_decided_and_losses_of_zero() -> None:
    game = two_by_two([["exp(a) - b", 0], [0, 1]], [["c*c*b", 0], [0, 1]], a=0, b=1, c=1)
    found = factors(game, ("r0", "c0"))
    by_name = {(item.parameter, item.party.population): item for item in found.factors}
    assert by_name["a", "row"].sign == "unknown"
    assert by_name["a", "row"].slope_now == pytest.approx(1)
    assert math.isnan(by_name["a", "row"].elasticity)
    assert by_name["b", "row"].sign == "-"
    assert by_name["b", "column"].sign == "+"
    assert found.sign("b") == "mixed"
    assert found.sign("a") == "unknown"
    assert [note.key for note in found.notes] == ["games.note.signs_unknown"]
    slope = two_by_two([["a*(exp(b) - 0.5)", 0], [0, 1]], [[1, 0], [0, 1]], a=1, b=1)
    assert factors(slope, ("r0", "c0"), assumptions=["b > 0"], effort=2).sign("a") == "unknown"
    held = factors(game, ("r0", "c0"), assumptions=["0 <= c <= 0"])
    assert held.sign("c") == "0"
    both = two_by_two([["exp(a) - b", 0], [0, 1]], [["a", 0], [0, 1]], a=1, b=1)
    assert factors(both, ("r0", "c0")).sign("a") == "unknown"


def test_the_separatrix_of_a_symmetric_coordination_game() -> None:
    game = two_by_two([[1, 0], [0, 1]], [[1, 0], [0, 1]])
    found = separatrix(game, [0.7, 0.45])
    assert found.end == ("r0", "c0")
    row, column = found.tippings
    assert row.low == pytest.approx(0.55, abs=1e-6)
    assert column.low == pytest.approx(0.3, abs=1e-6)
    assert (row.high, row.above) == (1.0, ())
    assert row.below == ("r1", "c1")
    assert np.abs(found.curve[:, 0] + found.curve[:, 2] - 1).max() < 1e-5
    assert found.curve[:, 0].min() < 0.01
    assert found.curve[:, 0].max() > 0.99
    assert found.to_frame().low.tolist() == [row.low, column.low]


def test_points_of_the_curve_end_on_both_sides() -> None:
    game, _ = game_of("standards_alliance")
    found = separatrix(game, [0.9, 0.85])
    inner = found.curve[(found.curve > 0.02).all(axis=1)]
    assert len(inner) > 20
    for shares in inner[::10]:
        beside = [[shares[0] + side, shares[2] + side] for side in (-0.01, 0.01)]
        ends = {game.trajectory(start, [500.0]).end for start in beside}
        assert len(ends) == 2


def test_three_strategies_of_one_population() -> None:
    game = symmetric([[2, 0, 0], [0, 2, 0], [0, 0, 2]])
    found = separatrix(game, [[0.5, 0.3, 0.2]])
    assert found.end == ("1",)
    first, second, third = found.tippings
    assert first.low == pytest.approx(0.375, abs=1e-6)
    assert second.high == pytest.approx(5 / 12, abs=1e-6)
    assert third.above == ("3",)
    assert found.curve.shape == (0, 3)  # the interior point is a source: there is no saddle inside
    edge = separatrix(game, [[1.0, 0.0, 0.0]])
    assert edge.end == ("1",)


def test_a_state_that_settles_nowhere() -> None:
    found = separatrix(pennies(2), [0.6, 0.5])
    assert found.end == ()
    assert [note.key for note in found.notes] == ["games.note.no_end"]
    assert found.curve.shape == (0, 4)
    assert all((item.low, item.high) == (0, 1) for item in found.tippings)


def test_a_border_through_the_centres_of_cells_is_no_region() -> None:
    game = two_by_two([["a - b", "a - b"], [0, 0]], [[1, 0], [1, 0]], a=1, b=0)
    found = stability_map(game, "a", "b", (0, 3), (0, 3))
    assert len(found.regions) == 2
    assert all(item.stable for item in found.regions)
    assert sum(item.share for item in found.regions) == pytest.approx(1)


def test_maps_say_where_mixed_points_may_be_stable_too() -> None:
    game = symmetric([["(V - C)/2", "V"], [0, "V/2"]], ["hawk", "dove"], {"V": 2, "C": 4})
    found = stability_map(game, "V", "C", (1, 3), (1, 3))
    assert "games.note.vertices_only" in [note.key for note in found.notes]
    assert "games.note.vertices_only" not in [
        note.key for note in stability_map(GAME, "C", "W", (0, 10), (0, 10)).notes
    ]
