from __future__ import annotations

from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.calibration import direct, dual_logic
from consilience.errors import ConsilienceError
from consilience.plots import (
    Area,
    Axis,
    Bars,
    Figure,
    Line,
    Points,
    Text,
    calibration_plot,
    dual_logic_plot,
    xy_plot,
)
from consilience.plots.order import natural_order
from consilience.plots.ticks import round_ticks
from consilience.results import Note

Kind = TypeVar("Kind", Points, Line, Bars, Area, Text)


def marks_of(figure: Figure, kind: type[Kind]) -> list[Kind]:
    return [mark for mark in figure.marks if isinstance(mark, kind)]


def axis(found: Axis | None) -> Axis:
    assert found is not None
    return found


def test_xy_plot_tells_typical_from_deviant_cases() -> None:
    figure = xy_plot(
        [0.9, 0.8, 0.2, 0.1],
        [0.8, 0.3, 0.7, 0.2],
        cases=["A", "B", "C", "D"],
        x_label="path",
        y_label="Y",
    )
    groups = marks_of(figure, Points)
    assert [(mark.style, [p.name for p in mark.points]) for mark in groups] == [
        ("accent", ["A"]),
        ("contrast", ["B"]),
        ("muted", ["C"]),
        ("muted", ["D"]),
    ]
    assert isinstance(figure.description, Note)
    assert figure.description.sentence() == (
        "4 cases. Members of both sets (typical): 1. Members of path only (deviant in "
        "consistency): 1. Members of Y only (deviant in coverage): 1. Members of neither: 1."
    )


def test_xy_plot_has_the_diagonal_the_half_lines_and_the_quarter_of_deviance() -> None:
    figure = xy_plot([0.9], [0.8], cases=["A"], x_label="X", y_label="Y")
    lines = {mark.places for mark in marks_of(figure, Line)}
    assert lines == {
        ((0.0, 0.0), (1.0, 1.0)),
        ((0.5, 0.0), (0.5, 1.0)),
        ((0.0, 0.5), (1.0, 0.5)),
    }
    assert marks_of(figure, Area)[0].places == ((0.5, 0.0), (1.0, 0.0), (1.0, 0.5), (0.5, 0.5))
    assert (axis(figure.x).low, axis(figure.x).high, axis(figure.y).low, axis(figure.y).high) == (
        0.0,
        1.0,
        0.0,
        1.0,
    )


def test_xy_plot_keeps_targets_and_a_caption_of_ones_own() -> None:
    figure = xy_plot(
        [0.9], [0.8], cases=["A"], x_label="X", y_label="Y", targets=["#a"], caption="mine"
    )
    assert marks_of(figure, Points)[0].points[0].target == "#a"
    assert figure.caption == "mine"


@pytest.mark.parametrize(
    ("x", "y", "cases", "targets", "sentence"),
    [
        ([1.2], [0.5], ["A"], None, "x of xy_plot must be memberships"),
        ([float("nan")], [0.5], ["A"], None, "x of xy_plot must be free of missing values"),
        ([0.5, 0.6], [0.5], ["A", "B"], None, "y of xy_plot must be as long as x"),
        ([0.5], [0.5], ["A", "B"], None, "cases of xy_plot must be as long as x"),
        ([0.5], [0.5], ["A"], [], "targets of xy_plot must be as long as x"),
        ([0.5, 0.6], [0.5, 0.6], ["A", "A"], None, "cases of xy_plot must be names that occur"),
        ([], [], [], None, "x of xy_plot must be at least one value"),
    ],
)
def test_xy_plot_refuses_what_it_cannot_draw(
    x: list[float], y: list[float], cases: list[str], targets: list[str] | None, sentence: str
) -> None:
    with pytest.raises(ConsilienceError) as caught:
        xy_plot(x, y, cases=cases, x_label="X", y_label="Y", targets=targets)
    assert str(caught.value).startswith(sentence)


def test_calibration_plot_shows_the_curve_of_the_engine() -> None:
    raw = [1.0, 3.0, 3.0, 5.0]
    memberships = direct(raw, (1, 3.01, 5)).memberships
    figure = calibration_plot(raw, memberships, (1, 3.01, 5), name="A", profile="R")
    curve = next(mark for mark in marks_of(figure, Line) if mark.style == "accent")
    places, heights = zip(*curve.places, strict=True)
    assert list(heights) == direct(places, (1, 3.01, 5)).memberships.tolist()
    anchors = [m.places[0][0] for m in marks_of(figure, Line) if m.places[0][1] == 0.0]
    assert anchors == [1.0, 3.01, 5.0]


def test_calibration_plot_counts_the_cases_at_each_value() -> None:
    figure = calibration_plot([1, 3, 3, 3], [0.05, 0.5, 0.5, 0.5], (1, 3, 5), name="A")
    bars = marks_of(figure, Bars)[0].bars
    heights = [bar.top - bar.base for bar in bars]
    assert [bar.x for bar in bars] == [1.0, 3.0]
    assert heights[1] == pytest.approx(3 * heights[0])
    assert not [mark for mark in marks_of(figure, Line) if mark.style == "accent"]
    assert len(marks_of(figure, Points)[0].points) == 2


def test_calibration_plot_makes_room_for_multi_value_sets_and_constant_values() -> None:
    figure = calibration_plot([4, 4], [2, 2], (), name="A")
    assert axis(figure.y).high == 2.0
    assert axis(figure.y).ticks == (0.0, 1.0, 2.0)
    assert axis(figure.x).low < 4 < axis(figure.x).high


@pytest.mark.parametrize(
    ("raw", "memberships", "anchors", "sentence"),
    [
        ([1, float("inf")], [0.1, 0.2], (1, 2, 3), "raw of calibration_plot must be finite"),
        ([1, 2], [0.1], (1, 2, 3), "memberships of calibration_plot must be as long as raw"),
        ([1, 2], [0.1, 0.2], (1, 2), "direct calibration takes 3 anchors"),
    ],
)
def test_calibration_plot_refuses_what_it_cannot_draw(
    raw: list[float], memberships: list[float], anchors: tuple[float, ...], sentence: str
) -> None:
    with pytest.raises(ConsilienceError) as caught:
        calibration_plot(raw, memberships, anchors, name="A", profile="R")
    assert str(caught.value).startswith(sentence)


def test_dual_logic_plot_names_all_quadrants_even_empty_ones() -> None:
    found = dual_logic([7, 2, 6], [0, 3, 4], joint_cut=5, asymmetry_cut=1, cases=["A", "B", "C"])
    figure = dual_logic_plot(found, x_label="joint", y_label="unequal", targets=["#a", "#b", "#c"])
    words = [
        mark.label.sentence() for mark in marks_of(figure, Text) if isinstance(mark.label, Note)
    ]
    assert words == ["embedded logic (1)", "power logic (1)", "both (1)", "neither (0)"]
    drawn = {p.name: mark.style for mark in marks_of(figure, Points) for p in mark.points}
    assert drawn == {"A": "accent", "B": "contrast", "C": "muted"}
    assert axis(figure.x).low < 2
    assert axis(figure.x).high > 7


def test_dual_logic_plot_of_equal_dyads_still_has_an_axis() -> None:
    found = dual_logic([1, 1], [2, 2], cases=["A", "B"])
    figure = dual_logic_plot(found, x_label="joint", y_label="unequal")
    assert axis(figure.x).ticks == (1.0,)
    assert axis(figure.x).low < 1 < axis(figure.x).high


def test_dual_logic_plot_refuses_another_number_of_targets() -> None:
    found = dual_logic([1, 2], [2, 1], cases=["A", "B"])
    with pytest.raises(ConsilienceError, match="targets of dual_logic_plot must be as long as x"):
        dual_logic_plot(found, x_label="joint", y_label="unequal", targets=["#a"])


@settings(deadline=None)
@given(
    st.floats(-1e6, 1e6),
    st.floats(1e-6, 1e6),
    st.integers(2, 9),
)
def test_round_ticks_are_few_rising_and_inside(low: float, width: float, most: int) -> None:
    high = low + width
    if high - low < 1e-9 * max(abs(low), abs(high)):
        return
    found = round_ticks(low, high, most)
    assert len(found) <= most
    assert list(found) == sorted(set(found))
    assert all(low - 1e-6 * width <= tick <= high + 1e-6 * width for tick in found)


@given(st.lists(st.text(alphabet="C0129a", max_size=5)))
def test_natural_order_sorts_and_counts(names: list[str]) -> None:
    found = natural_order(names)
    assert sorted(found) == sorted(names)
    assert natural_order(reversed(names)) == found


@given(st.lists(st.integers(0, 10**30), min_size=1, unique=True))
def test_natural_order_counts_numbers_of_any_length(numbers: list[int]) -> None:
    assert natural_order(f"C{n}" for n in numbers) == [f"C{n}" for n in sorted(numbers)]
