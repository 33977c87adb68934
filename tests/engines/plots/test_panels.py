"""Figures over time and of candidates, read as data."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest

from consilience import network, plots
from consilience.errors import ArgumentError, UnknownNameError


def of_kind(figure: plots.Figure, kind: type[Any]) -> list[Any]:
    return [mark for mark in figure.marks if isinstance(mark, kind)]


def labels(figure: plots.Figure) -> list[str]:
    return [plots.words(mark.label, "en") for mark in of_kind(figure, plots.Text)]


def curve(leader: Any, times: Any = (0, 1, 2, 4)) -> network.ConsensusCurve:
    return network.consensus_curve(nx.path_graph(5), leader, times)


def test_each_choice_of_leaders_has_a_curve_in_both_panels() -> None:
    figure = plots.consensus_figure({"end": curve(0), "middle": curve(2)})
    lines = [mark for mark in of_kind(figure, plots.Line) if mark.detail]
    assert [mark.detail for mark in lines] == ["end", "middle", "end", "middle"]
    assert all(len(mark.places) == 4 for mark in lines)
    assert lines[0].places[-1][1] < lines[1].places[-1][1]  # the end is farther: higher up
    told = figure.caption.values  # type: ignore[union-attr]  # (a note)
    assert told["first"] == "middle"
    assert {"end", "middle", "Mean distance to the leaders"} <= set(labels(figure))
    looks = {(mark.style, mark.dashes) for mark in lines}
    assert len(looks) == 2


def test_seven_equal_curves_show_all_their_signs() -> None:
    figure = plots.consensus_figure({f"c{n}": curve(0, range(60)) for n in range(7)})
    signs = {(mark.form, mark.x) for mark in of_kind(figure, plots.Symbol) if mark.detail}
    assert len({form for form, _ in signs}) == 7
    assert len({x for _, x in signs}) == len(signs)
    one = plots.consensus_figure({"at the start": curve(0, [0.0])})
    assert len(of_kind(one, plots.Symbol)) == 3


@pytest.mark.parametrize("wrong", [{}, None, {"a": 1}, {f"c{n}": 1 for n in range(8)}])
def test_what_is_no_curve_is_refused(wrong: Any) -> None:
    with pytest.raises(ArgumentError, match="1 to 7 names to consensus curves"):
        plots.consensus_figure(wrong)


def test_candidates_stand_in_their_order_with_their_ranges() -> None:
    figure = plots.leader_figure(
        ["OEM", "Chip", "Maps"], [2.0, 3.0, 4.0], [1.0, 3.0, 2.0], [3.0, 3.0, 5.0],
        marked=["Chip"], labels={"Maps": "高德"}, targets={"OEM": "#oem"},
    )  # fmt: skip
    dots = [mark for mark in of_kind(figure, plots.Symbol) if mark.detail]
    assert [mark.form for mark in dots] == ["circle", "diamond", "circle"]
    assert [mark.y for mark in dots] == sorted(mark.y for mark in dots)
    assert dots[0].x < dots[1].x < dots[2].x
    assert dots[0].target == "#oem"
    ranges = [mark for mark in of_kind(figure, plots.Line) if mark.detail]
    assert len(ranges) == 2
    assert ranges[0].places[0][0] < dots[0].x < ranges[0].places[1][0]
    assert {"OEM", "Chip", "高德", "leads today", "range when the network is changed"} <= set(
        labels(figure)
    )
    assert str(dots[0].detail) == "OEM: 2.000, from 1.000 to 3.000"


def test_many_candidates_are_cut_and_said() -> None:
    names = [f"F{n}" for n in range(40)]
    figure = plots.leader_figure(names, np.arange(40.0), measure="willingness")
    assert len([mark for mark in of_kind(figure, plots.Symbol) if mark.detail]) == 30
    assert "10 of 40 are left out" in plots.words(figure.caption, "en")
    assert "range when the network is changed" not in labels(figure)
    assert plots.words(figure.title, "zh") == "候选领导者比较：willingness"


@pytest.mark.parametrize(
    ("given", "options"),
    [
        (([], []), {}),
        ((["A"], [1.0, 2.0]), {}),
        ((["A"], [float("inf")]), {}),
        ((["A"], ["1"]), {}),
        ((["A", "A"], [1.0, 2.0]), {}),
        ((["A"], [1.0], [2.0], [3.0]), {}),
        ((["A"], [1.0], [0.0], [0.5]), {}),
        ((["A"], [1.0], [0.0]), {}),
        ((["A"], [1.0], None, [2.0]), {}),
        ((["A"], [1.0]), {"marked": ["B"]}),
        ((["A"], [1.0]), {"labels": {"B": "b"}}),
    ],
)
def test_leader_figure_refuses(given: tuple[Any, ...], options: dict[str, Any]) -> None:
    with pytest.raises((ArgumentError, UnknownNameError)):
        plots.leader_figure(*given, **options)


def test_members_entries_and_exits_are_bars_and_breaks_are_lines() -> None:
    figure = plots.evolution_figure(
        [2019, 2020, 2021], [3, 5, 4], [3, 2, 0], [0, 0, 1], breaks=[(2020, 2019, 2021)]
    )
    bars = {
        str(mark.detail): abs(mark.places[0][1] - mark.places[2][1])
        for mark in of_kind(figure, plots.Area)
        if mark.detail
    }
    assert set(bars) == {
        "2019: members 3",
        "2020: members 5",
        "2021: members 4",
        "2019: entries 3",
        "2020: entries 2",
        "2021: exits 1",
    }
    assert bars["2020: members 5"] / bars["2019: members 3"] == pytest.approx(5 / 3, rel=0.01)
    assert bars["2019: entries 3"] / bars["2021: exits 1"] == pytest.approx(3, rel=0.03)
    lines = [mark for mark in of_kind(figure, plots.Line) if mark.detail]
    assert [mark.detail for mark in lines] == ["2020 (2019–2021)"]
    bands = [mark for mark in of_kind(figure, plots.Area) if mark.style == "shade"]
    assert len(bands) == 1
    assert bands[0].places[0][0] < lines[0].places[0][0] < bands[0].places[1][0]
    assert "-1" not in labels(figure)  # exits count upwards from 0 too


def test_many_years_are_bars_without_numbers() -> None:
    years = list(range(1990, 2020))
    figure = plots.evolution_figure(years, [40] * 30, [2] * 30, [2] * 30)
    assert "plots.evolution.break" not in [str(mark) for mark in figure.marks]
    assert labels(figure).count("40") <= 1
    lone = plots.evolution_figure([2020], [0], [0], [0], breaks=[(2020, 2020, 2020)])
    assert len([mark for mark in of_kind(lone, plots.Line) if mark.detail]) == 1


def test_near_breaks_are_named_in_the_caption_only() -> None:
    years = list(range(1990, 2020))
    breaks = [(2001, 2001, 2001), (2002, 2002, 2002)]
    figure = plots.evolution_figure(years, [1] * 30, [0] * 30, [0] * 30, breaks=breaks)
    bold = [mark.label for mark in of_kind(figure, plots.Text) if mark.look == "bold"]
    assert bold == ["2001"]
    assert "2001, 2002" in plots.words(figure.caption, "en")


@pytest.mark.parametrize(
    ("given", "breaks"),
    [
        (([], [], [], []), ()),
        (([2020, 2019], [1, 1], [1, 0], [0, 0]), ()),
        (([2020, 2020], [1, 1], [1, 0], [0, 0]), ()),
        (([2020.5], [1], [1], [0]), ()),
        (([2020], [1, 2], [1], [0]), ()),
        (([2020], [-1], [1], [0]), ()),
        (([2020], [1], [float("nan")], [0]), ()),
        (([2020], [1], [1], ["0"]), ()),
        (([2020], [1], [1], [0]), [(2020, 2021, 2022)]),
        (([2020], [1], [1], [0]), [(2020, 2020)]),
    ],
)
def test_evolution_figure_refuses(given: tuple[Any, ...], breaks: Any) -> None:
    with pytest.raises(ArgumentError):
        plots.evolution_figure(*given, breaks=breaks)


def test_retention_falls_in_steps_from_one() -> None:
    figure = plots.retention_figure([1, 3], [0.8, 0.4], [0.7, 0.3], [0.9, 0.5], at_risk=[10, 4])
    line = next(mark for mark in of_kind(figure, plots.Line) if mark.style == "accent")
    heights = [y for _, y in line.places]
    assert len(line.places) == 5
    assert heights == sorted(heights)
    assert heights[0] == heights[1]
    band = next(mark for mark in of_kind(figure, plots.Area))
    assert len(band.places) == 10
    assert {"10", "4", "Number observed"} <= set(labels(figure))
    assert "at 3 years half are gone" in plots.words(figure.description, "en")
    still = plots.retention_figure([0, 2], [1.0, 0.9])
    assert "half" not in plots.words(still.description, "en")
    assert not of_kind(still, plots.Area)
    ties = plots.retention_figure([1], [0.5], of="ties")
    assert plots.words(ties.title, "zh") == "1 年间关系的留存"


@pytest.mark.parametrize(
    ("given", "options"),
    [
        (([], []), {}),
        (([2, 1], [0.5, 0.4]), {}),
        (([-1], [0.5]), {}),
        (([1], [1.2]), {}),
        (([1], [float("nan")]), {}),
        (([1], [0.5, 0.4]), {}),
        (([1], [0.5], [0.6], [0.7]), {}),
        (([1], [0.5], [0.4]), {}),
        (([1], [0.5], None, [0.9]), {}),
        (([1], [0.5]), {"at_risk": [1, 2]}),
        (([1], [0.5]), {"at_risk": [-1]}),
        (([1], [0.5]), {"of": "tie"}),
    ],
)
def test_retention_figure_refuses(given: tuple[Any, ...], options: dict[str, Any]) -> None:
    with pytest.raises((ArgumentError, UnknownNameError)):
        plots.retention_figure(*given, **options)


def test_cells_are_darker_the_farther_from_0() -> None:
    values = [[10.0, 5.0, 2.0, 0.5], [-9.0, -2.0, float("nan"), float("inf")]]
    figure = plots.matrix_figure(
        values, ["A", "B"], ["a", "b", "c", "d"], measure="z", digits=1, labels={"A": "甲"},
        targets={"A": "#a"},
    )  # fmt: skip
    cells = of_kind(figure, plots.Area)
    assert [cell.style for cell in cells] == [
        "accent", "middle accent", "pale accent", "band",
        "contrast", "pale contrast", "paper", "accent",
    ]  # fmt: skip
    shown = labels(figure)
    assert {"10.0", "-9.0", "–", "∞", "甲", "≥ 7.5", "≤ -5.0"} <= set(shown)
    assert str(cells[0].detail) == "甲, a: z 10.0"
    assert [mark.target for mark in of_kind(figure, plots.Text) if mark.target] == ["#a"]


def test_many_rows_are_cut_and_zeros_have_no_shade() -> None:
    figure = plots.matrix_figure(
        np.zeros((70, 1)), [f"r{n}" for n in range(70)], ["c"], measure="n"
    )
    assert {mark.style for mark in of_kind(figure, plots.Area)} == {"paper"}
    assert "10 of 70 rows are left out" in plots.words(figure.caption, "en")
    assert "-∞" in labels(plots.matrix_figure([[float("-inf")]], ["r"], ["c"], measure="n"))


@pytest.mark.parametrize(
    ("values", "options"),
    [
        ([[1.0]], {"rows": ["A", "B"]}),
        ([1.0], {}),
        ([["x"]], {}),
        ([[1.0]], {"rows": []}),
        ([[1.0]], {"digits": -1}),
        ([[1.0]], {"labels": {"Z": "z"}}),
    ],
)
def test_matrix_figure_refuses(values: Any, options: dict[str, Any]) -> None:
    with pytest.raises((ArgumentError, UnknownNameError)):
        plots.matrix_figure(
            values,
            options.pop("rows", ["A"]),
            ["a"],
            measure="z",
            **options,
        )
