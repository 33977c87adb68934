"""Figures of games: what is drawn lies where the numbers say, and bad input is refused."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from consilience import plots
from consilience.errors import ArgumentError, ConsilienceError, DataError, UnknownNameError
from consilience.games import Game, Thresholds, stability_map, symmetric, tornado
from consilience.games.game import EXAMPLE
from consilience.plots import Area, Figure, Line, Segments, Symbol, Text, words
from consilience.plots.contours import zero_lines
from consilience.plots.game_map import chained
from consilience.plots.game_parts import broken, state_lines
from consilience.plots.labels import text_width
from consilience.verify.games import game_of
from engines.plots.game_samples import phase_of, plane, sharing, simplex_of, trajectories_of

TWO: tuple[list[str], list[list[str]]] = (
    ["maker", "supplier"],
    [["join", "wait"], ["share", "keep"]],
)
THREE: tuple[list[str], list[list[str]]] = (["a", "b", "c"], [["1", "2"], ["3", "4"], ["5", "6"]])
FLAT = np.zeros((2, 5, 5))
HALF = [0.5, 0.5, 0.5, 0.5]


def symbols(figure: Figure, form: str, style: str) -> list[tuple[float, float]]:
    """Return where signs of a form and colour stand, those of legends left out."""
    return [
        (mark.x, mark.y)
        for mark in figure.marks
        if isinstance(mark, Symbol) and (mark.form, mark.style) == (form, style) and mark.detail
    ]


def texts(figure: Figure, language: Any = "en") -> list[str]:
    return [words(mark.label, language) for mark in figure.marks if isinstance(mark, Text)]


def lines(figure: Figure, style: str) -> list[Line]:
    return [m for m in figure.marks if isinstance(m, Line) and m.style == style]


class TestTrajectories:
    def test_curves_run_through_their_shares(self) -> None:
        figure = plots.trajectory_figure(
            [0, 1, 2],
            {"s = 1": [[0.2, 0.8, 1.0, 0.0], [0.6, 0.4, 0.5, 0.5], [1.0, 0.0, 0.0, 1.0]]},
            *TWO,
        )
        first, second = (m.places for m in figure.marks if isinstance(m, Line) and m.width == 1.8
                         and len(m.places) == 3)  # fmt: skip
        low, high = second[2][1], second[0][1]  # the second population falls from 1 to 0
        assert [round((low - y) / (low - high), 2) for _, y in first] == [0.2, 0.6, 1.0]
        assert np.diff([x for x, _ in first]).tolist() == [145.0, 145.0]
        assert "maker: join" in texts(figure)
        assert "maker：join" in texts(figure, "zh")

    def test_panels_are_strategies_or_curves(self) -> None:
        game = sharing()
        by_strategy = trajectories_of(game, ["3", "7"])
        assert texts(by_strategy).count("B = 3") == 3
        assert texts(by_strategy).count("supplier: share") == 1
        by_curve = trajectories_of(game, ["3", "7"], "curves")
        assert texts(by_curve).count("B = 3") == 1
        assert texts(by_curve).count("supplier: share") == 1
        assert [len(lines(by_curve, style)) for style in ("group 1", "group 4")] == [3, 3]

    def test_all_strategies_of_a_larger_population_are_shown(self) -> None:
        figure = plots.trajectory_figure(
            [0, 1], {"start": [[0.2, 0.3, 0.5], [0.0, 0.0, 1.0]]}, ["p"], [["r", "p", "s"]]
        )
        assert [f"p: {name}" in texts(figure) for name in "rps"] == [True] * 3

    def test_equal_curves_can_all_be_seen_and_named(self) -> None:
        path = np.tile(HALF, (30, 1))
        figure = plots.trajectory_figure(range(30), {"a": path, "b": path, "c": path}, *TWO)
        told = [m for m in figure.marks if isinstance(m, Text) and m.label in ("a", "b", "c")]
        heights = sorted(mark.y for mark in told[:3])
        assert min(np.diff(heights)) >= 14
        signs = {(s.x, s.form) for s in figure.marks if isinstance(s, Symbol) and s.detail}
        assert len({x for x, _ in signs}) == len(signs)


class TestPhase:
    def test_rest_points_null_lines_and_border_lie_where_they_are(self) -> None:
        game = plane(("2*y - 1", "4*x - 1"))
        figure = phase_of(game, (0.3, 0.5))
        left, right = (f(x for x, _ in symbols(figure, "circle", "ink")) for f in (min, max))
        top, bottom = (f(y for _, y in symbols(figure, "circle", "ink")) for f in (min, max))
        (saddle,) = symbols(figure, "diamond", "pale muted")
        assert (saddle[0] - left) / (right - left) == pytest.approx(0.25, abs=1e-3)
        assert (bottom - saddle[1]) / (bottom - top) == pytest.approx(0.5, abs=1e-3)
        level = next(m for m in lines(figure, "group 1") if len(m.places) > 2)
        assert {y for _, y in level.places} == {saddle[1]}
        upright = next(m for m in lines(figure, "group 4") if len(m.places) > 2)
        assert {x for x, _ in upright.places} == {saddle[0]}
        border = next(m for m in lines(figure, "ink") if m.width == 2.4 and len(m.places) > 2)
        assert min(math.dist(place, saddle) for place in border.places) < 2
        assert len(symbols(figure, "star", "contrast")) == 1

    def test_arrows_point_where_the_state_moves(self) -> None:
        figure = plots.phase_figure(*TWO, [np.ones((5, 5)), -np.ones((5, 5))])
        (arrows,) = (m for m in figure.marks if isinstance(m, Segments) and m.head == 3.6)
        assert all(end[0] > start[0] and end[1] > start[1] for start, end in arrows.pieces)

    def test_without_motion_there_are_neither_arrows_nor_null_lines(self) -> None:
        figure = plots.phase_figure(*TWO, FLAT)
        assert not [m for m in figure.marks if isinstance(m, Segments)]
        assert not any("stands still" in text for text in texts(figure))

    def test_basins_are_coloured(self) -> None:
        ground = [[0, 0, 1], [0, 1, 1], [0, 1, -1]]
        figure = plots.phase_figure(*TWO, FLAT, ground=ground)
        areas = [m for m in figure.marks if isinstance(m, Area)]
        assert [a.style for a in areas] == ["shade", "band"] * 3
        assert areas[0].places[2][1] > areas[-1].places[2][1]  # rows from below


class TestSimplexAndCube:
    def test_mixtures_lie_between_their_corners(self) -> None:
        names = ["rock", "paper", "scissors"]
        corners = [([1, 0, 0], "ESS"), ([0, 1, 0], "ESS"), ([0, 0, 1], "ESS")]
        middle = ([0.25, 0.25, 0.5], "saddle")
        figure = plots.simplex_figure("players", names, points=[*corners, middle])
        places = np.array(symbols(figure, "circle", "ink"))
        (found,) = symbols(figure, "diamond", "pale muted")
        assert found == pytest.approx(np.array([0.25, 0.25, 0.5]) @ places, abs=0.2)
        assert math.dist(places[0], places[1]) == pytest.approx(
            math.dist(places[0], places[2]), abs=0.3
        )

    def test_cycles_and_borders_are_told_apart(self) -> None:
        cycle = simplex_of([[0, -1, 1], [1, 0, -1], [-1, 1, 0]])
        assert "other rest points: (0.333, 0.333, 0.333)." in words(cycle.description, "en")
        assert "border between basins (separatrix)" not in texts(cycle)

    def test_the_border_in_a_triangle_is_drawn_and_named(self) -> None:
        names = ["a strategy with a long name", "another one with a long name", "b"]
        border = [[0.5, 0.5, 0], [0.3, 0.3, 0.4], [0.1, 0.1, 0.8]]
        figure = plots.simplex_figure("players", names, separatrix=border)
        (line,) = (m for m in lines(figure, "ink") if m.width == 2.4 and len(m.places) == 3)
        assert len({x for x, _ in line.places}) == 1
        assert "border between basins (separatrix)" in texts(figure)
        assert "吸引域分界线" in texts(figure, "zh")
        low = [m for m in figure.marks if isinstance(m, Text) and m.label in names[:2]]
        assert [(m.x, m.align) for m in low] == [(12.0, "start"), (428.0, "end")]

    def test_crowded_corners_of_a_cube_keep_the_labels_that_find_room(self) -> None:
        rest = [([0.5 + n / 900, 0.5 - n / 900] * 3, "saddle") for n in range(90)]
        figure = plots.paths_figure(*THREE, [[[0.5] * 6]], points=rest)
        assert len(symbols(figure, "diamond", "pale muted")) == 90
        shown = [text for text in texts(figure) if text.startswith("(0.5")]
        assert 0 < len(shown) < 90
        share = [(0.4 + n // 5 / 8, 0.4 + n % 5 / 8) for n in range(25)]
        few = [([a, 1 - a, 0.5, 0.5, b, 1 - b], "saddle") for a, b in share]
        figure = plots.paths_figure(*THREE, [[[0.5] * 6, [0.51, 0.49] * 3]], points=few)
        assert any(m.dashes == (1.0, 0.0) for m in lines(figure, "guide"))  # leads to a label
        heads = [m for m in figure.marks if isinstance(m, Segments) and m.head and m.width == 1.3]
        assert heads == []  # a path too short for an arrowhead

    def test_an_end_needs_a_strategy_of_each_population(self) -> None:
        with pytest.raises(ArgumentError, match="one strategy of each of the 3 populations"):
            plots.paths_figure(*THREE, [[[0.5] * 6]], ends=[("1", "3")])

    def test_the_corners_of_the_cube_lie_apart_and_paths_go_to_their_end(self) -> None:
        corners = np.array([[c >> k & 1 for k in (2, 1, 0)] for c in range(8)])
        rows = np.stack([corners, 1 - corners], axis=2).reshape(8, 6)
        path = np.linspace([0.5] * 6, rows[7], 20)
        figure = plots.paths_figure(
            *THREE,
            [path, path[:1]],
            points=[(row, "ESS") for row in rows],
            ends=[("1", "3", "5"), ()],
        )
        places = symbols(figure, "circle", "ink")
        assert min(math.dist(a, b) for a in places for b in places if a != b) > 30
        (drawn,) = (m for m in lines(figure, "group 1") if len(m.places) > 2)
        assert min(math.dist(drawn.places[-1], place) for place in places) < 1
        assert "paths that end at (1, 1, 1): 1" in texts(figure)
        assert "paths without a known end: 1" in texts(figure)
        assert "（1、3、5）" in texts(figure, "zh")


class TestMapAndThresholds:
    def test_regions_have_letters_inside_and_words_below(self) -> None:
        found = stability_map(Game.from_dict(EXAMPLE), "C", "W", (0, 10), (0, 10))
        figure = plots.stability_map_figure(found, today=(5, 5.5))
        shown = texts(figure)
        assert [shown.count(letter) for letter in "ABCD"] == [2, 2, 3, 0]  # C is a parameter too
        assert "(cooperate, cooperate)" in shown
        (star,) = symbols(figure, "star", "contrast")
        assert star == (54 + 380 * 0.5, round(34 + 300 * 0.45, 1))
        level = [m for m in lines(figure, "ink") if len({x for x, _ in m.places}) == 1]
        assert any(m.places[0][0] == pytest.approx(54 + 380 * 0.4, abs=0.2) for m in level)

    def test_today_outside_of_the_map_is_not_drawn(self) -> None:
        found = stability_map(Game.from_dict(EXAMPLE), "C", "W", (0, 10), (0, 10))
        assert not symbols(plots.stability_map_figure(found, today=(50, 5)), "star", "contrast")

    def test_strips_carry_critical_values_and_who_leaves(self) -> None:
        game = game_of("standards_alliance")[0]
        figure = plots.threshold_figure(game.thresholds("alpha", 0, 1), today={"alpha": 0.2})
        shown = texts(figure)
        assert {"0.12528", "0.26208", "alpha"} <= set(shown)
        assert "below 0.12528: supplier moves to “do not cooperate”" in shown
        assert "above 0.26208: manufacturer moves to “do not cooperate”" in shown
        parts = [m for m in figure.marks if isinstance(m, Area)]
        assert parts[0].places[1][0] == pytest.approx(24 + 432 * 0.12528, abs=0.1)
        assert [parts[0].style == parts[2].style, parts[0].style == parts[1].style] == [True, False]
        (star,) = symbols(figure, "star", "contrast")
        assert star[0] == pytest.approx(24 + 432 * 0.2, abs=0.1)

    def test_values_near_each_other_are_moved_apart_in_their_order(self) -> None:
        figure = plots.threshold_figure(sharing().thresholds("B", -9000, 9000))
        numbers = [m for m in figure.marks if isinstance(m, Text) and m.size == 9.5]
        edges = [
            (m.x - text_width(str(m.label), 9.5) / 2, m.x + text_width(str(m.label), 9.5) / 2)
            for m in numbers
        ]
        assert len(numbers) > 3
        assert "from left to right: A | B | C | D" in texts(figure)
        assert all(a[1] < b[0] for a, b in pairwise(edges))
        assert [float(str(m.label)) for m in numbers] == sorted(
            float(str(m.label)) for m in numbers
        )


class TestRows:
    def test_basins_are_bars_with_errors(self) -> None:
        found = sharing().basins(samples=400, seed=2)
        figure = plots.basin_figure(found)
        bars = [m for m in figure.marks if isinstance(m, Area)]
        shares = sorted((item.share for item in found.basins), reverse=True)
        wide = [bar.places[1][0] - bar.places[0][0] for bar in bars]
        assert wide == pytest.approx([230 * share for share in shares], abs=0.2)
        error = found.basins[0].standard_error
        assert any(f"± {error:.1%}" in text for text in texts(figure))

    def test_a_mixed_state_is_named_by_its_shares(self) -> None:
        found = symmetric([[0, -1, 2], [2, 0, -1], [-1, 2, 0]]).basins(samples=20)
        assert "(0.333, 0.333, 0.333)" in texts(plots.basin_figure(found))

    def test_a_basin_that_no_start_reached_has_no_bar(self) -> None:
        found = symmetric([[100, 0], [0, 1]], ["a", "b"]).basins(samples=9)
        assert sorted(item.share for item in found.basins) == [0, 1]
        figure = plots.basin_figure(found)
        assert len([m for m in figure.marks if isinstance(m, Area)]) == 1
        assert "0.0% ± 0.0%" in texts(figure)

    def test_starts_that_settle_nowhere_are_shown(self) -> None:
        figure = plots.basin_figure(
            symmetric([[0, 1, -1], [-1, 0, 1], [1, -1, 0]]).basins(samples=9)
        )
        assert "no stable state reached" in texts(figure)
        assert "100.0% ± 0.0%" in texts(figure)

    def test_tornado_bars_end_at_their_margins(self) -> None:
        both = ("cooperate", "cooperate")
        found = tornado(Game.from_dict(EXAMPLE), both, {"R": (3, 5), "C": (4, 12)})
        figure = plots.tornado_figure(found)
        zero = next(m.places[0][0] for m in lines(figure, "ink") if m.width == 1.8)
        base = next(m.places[0][0] for m in lines(figure, "contrast") if len(m.dashes) == 2)
        unit = (base - zero) / found.margin
        bars = [m for m in figure.marks if isinstance(m, Area)]
        ends = sorted({round((x - zero) / unit, 1) for b in bars for x, _ in b.places})
        margins = [m for bar in found.bars for m in (bar.margin_low, bar.margin_high)]
        assert ends == sorted({round(m, 1) for m in [*margins, found.margin]})
        assert {"4", "12", "3", "5"} <= set(texts(figure))

    def test_a_parameter_of_which_more_is_not_better_is_marked(self) -> None:
        game = game_of("standards_alliance")[0]
        target = ("cooperate", "cooperate")
        bent = plots.tornado_figure(tornado(game, target, {"alpha": (0, 1)}))
        straight = plots.tornado_figure(tornado(game, target, {"beta": (0.05, 0.1)}))
        told = "stable only between two values, or nowhere"
        assert [told in texts(figure) for figure in (bent, straight)] == [True, False]

    def test_eigenvalues_point_to_their_side(self) -> None:
        figure = plots.stability_figure(Game.from_dict(EXAMPLE).vertices())
        zero = next(m.places[0][0] for m in lines(figure, "ink") if m.width == 1.6)
        bars = [m for m in figure.marks if isinstance(m, Area)]
        sides = [max(x for x, _ in bar.places) <= zero for bar in bars]
        assert sides[:4] == [True] * 4  # both stable vertices come first
        assert sides[4:] == [False] * 4
        bold = [m for m in figure.marks if isinstance(m, Text) and m.look == "bold"]
        assert [words(m.label, "en") for m in bold] == ["(cooperate, cooperate)", "(wait, wait)"]
        assert {"margin 4.5", "margin 1"} <= set(texts(figure))

    def test_most_rows_are_shown_and_the_rest_is_said(self) -> None:
        game = Game.from_dict(
            {
                "populations": [{"name": f"P{n}", "strategies": ["a", "b"]} for n in range(6)],
                "parameters": {},
                "advantages": {f"P{n}": "1" for n in range(6)},
            }
        )
        caption = words(plots.stability_figure(game.vertices()).caption, "en")
        assert caption.endswith("32 of 64 states are left out.")


@pytest.mark.parametrize(
    "call",
    [
        lambda: plots.trajectory_figure([1, 0], {"a": [HALF, HALF]}, *TWO),
        lambda: plots.trajectory_figure([0, 1], {"a": [HALF]}, *TWO),
        lambda: plots.trajectory_figure([0], {}, *TWO),
        lambda: plots.trajectory_figure([0], {str(n): [HALF] for n in range(8)}, *TWO),
        lambda: plots.trajectory_figure([0], {"a": [[0.5, 0.4, 0.5, 0.5]]}, *TWO),
        lambda: plots.trajectory_figure([0], {"a": [[math.nan, 0.5, 0.5, 0.5]]}, *TWO),
        lambda: plots.trajectory_figure([0], {"a": [[1.5, -0.5, 0.5, 0.5]]}, *TWO),
        lambda: plots.trajectory_figure([0], {"a": "half"}, *TWO),
        lambda: plots.trajectory_figure([0], {"a": [HALF]}, *TWO, panels="none"),  # type: ignore[arg-type]
        lambda: plots.trajectory_figure([0], {"a": [HALF]}, ["x", "x"], TWO[1]),
        lambda: plots.trajectory_figure([0], {"a": [HALF]}, TWO[0], [["a", "b"]]),
        lambda: plots.trajectory_figure([0], {"a": [HALF]}, TWO[0], "ab"),
        lambda: plots.trajectory_figure([0], {"a": [[0.125] * 8]}, ["p"], [list("abcdefgh")]),
        lambda: plots.phase_figure(*THREE, FLAT),
        lambda: plots.phase_figure(*TWO, FLAT[0]),
        lambda: plots.phase_figure(*TWO, "ab"),
        lambda: plots.phase_figure(*TWO, FLAT * math.nan),
        lambda: plots.phase_figure(*TWO, FLAT, points=[(HALF, "steady")]),
        lambda: plots.phase_figure(*TWO, FLAT, points=[(HALF,)]),  # type: ignore[list-item]
        lambda: plots.phase_figure(*TWO, FLAT, points="ESS"),  # type: ignore[arg-type]
        lambda: plots.phase_figure(*TWO, FLAT, paths=[HALF]),
        lambda: plots.phase_figure(*TWO, FLAT, paths="x"),
        lambda: plots.phase_figure(*TWO, FLAT, today=[0.5, 0.5]),
        lambda: plots.phase_figure(*TWO, FLAT, ground=[[0.5]]),
        lambda: plots.simplex_figure("p", ["a", "b"]),
        lambda: plots.simplex_figure("p", ["a", "b", "c"], today=[0.5, 0.5, 0.5]),
        lambda: plots.paths_figure(*THREE, []),
        lambda: plots.paths_figure(*THREE, [[[0.5] * 6]], ends=[("1", "3", "x")]),
        lambda: plots.paths_figure(*THREE, [[[0.5] * 6]], ends=[("1", "3")]),
        lambda: plots.paths_figure(*THREE, [[[0.5] * 6]], ends=[(), ()]),
        lambda: plots.stability_map_figure(None),  # type: ignore[arg-type]
        lambda: plots.threshold_figure([]),
        lambda: plots.threshold_figure([1]),  # type: ignore[list-item]
        lambda: plots.basin_figure(None),  # type: ignore[arg-type]
        lambda: plots.tornado_figure({}),  # type: ignore[arg-type]
        lambda: plots.sobol_figure("x"),  # type: ignore[arg-type]
        lambda: plots.stability_figure(None),  # type: ignore[arg-type]
        lambda: plots.stability_figure(Game.from_dict(EXAMPLE).vertices(), basins=3),  # type: ignore[arg-type]
    ],
)
def test_bad_input_is_one_sentence(call: Any) -> None:
    with pytest.raises(ConsilienceError) as raised:
        call()
    for language in ("en", "zh"):
        assert raised.value.sentence(language).count("\n") == 0


def test_other_bad_input_of_results_is_refused() -> None:
    game = Game.from_dict(EXAMPLE)
    found = game.thresholds("C", 0, 10)
    with pytest.raises(UnknownNameError, match="one of C"):
        plots.threshold_figure(found, today={"W": 1})
    with pytest.raises(ArgumentError, match="finite"):
        plots.threshold_figure(found, today={"C": math.inf})
    with pytest.raises(ArgumentError, match="once"):
        plots.threshold_figure([found, found])
    plan = stability_map(game, "C", "W", (0, 10), (0, 10))
    for today in ((1,), (1, 2, 3), (1, math.nan)):
        with pytest.raises(ArgumentError, match="today"):
            plots.stability_map_figure(plan, today=today)
    free = Game.from_dict({**EXAMPLE, "parameters": {"R": None, "C": 5, "W": 5}})
    with pytest.raises(DataError, match="value of every parameter"):
        plots.stability_figure(free.vertices())


def test_too_many_sets_have_no_letters() -> None:
    found = Game.from_dict(EXAMPLE).thresholds("C", 0, 10)
    part = found.intervals[0]
    many = [
        Thresholds(
            **{**vars(found), "parameter": f"p{n}",
               "intervals": (type(part)(part.low, part.high, ((str(n), "x"),)),)}
        )
        for n in range(27)
    ]  # fmt: skip
    assert "Z" in texts(plots.threshold_figure(many[:26]))
    with pytest.raises(ArgumentError, match="at most 26"):
        plots.threshold_figure(many)


class TestParts:
    def test_zero_lines_join_cells_and_close(self) -> None:
        y, x = np.mgrid[-2:2:41j, -2:2:41j]
        (circle,) = zero_lines(1 - x**2 - y**2)
        assert circle[0] == circle[-1]
        radii = [math.hypot(a / 10 - 2, b / 10 - 2) for a, b in circle]
        assert radii == pytest.approx([1.0] * len(radii), abs=0.01)
        assert max(math.dist(a, b) for a, b in pairwise(circle)) < 1.5

    def test_crossing_lines_stay_two(self) -> None:
        found = zero_lines(np.array([[1.0, -1.0], [-1.0, 1.0]]))
        assert found == [[(0.5, 0.0), (0.0, 0.5)], [(1.0, 0.5), (0.5, 1.0)]]
        assert zero_lines(np.ones((3, 3))) == []

    def test_points_of_curves_are_chained_whatever_their_order(self) -> None:
        places = [(float(n), 0.0) for n in (3, 0, 2, 5, 1, 4, 90)]
        assert chained(places, 2) == [[(float(n), 0.0) for n in (5, 4, 3, 2, 1, 0)], [(90.0, 0.0)]]

    def test_long_names_are_broken_at_spaces_and_states_between_strategies(self) -> None:
        assert broken("withdraw all support", 80) == ["withdraw all", "support"]
        assert broken("提供财政补贴与政策支持", 66) == ["提供财政补贴", "与政策支持"]
        assert broken("one two three four five", 40)[1].endswith("…")
        lines_of = [note.sentence("zh") for note in state_lines(("合作", "等待", "继续观望"), 80)]
        assert lines_of == ["（合作、等待、", "继续观望）"]
        assert len(state_lines(("a" * 9, "b" * 9, "c" * 9), 80)) == 3
