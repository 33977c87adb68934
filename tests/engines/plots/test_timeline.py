"""The figure of events and stages, read as data."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from consilience import plots, stages
from consilience.errors import ArgumentError, UnknownNameError

YEARS = [2001, 2002, 2003, 2004, 2005, 2006] * 5
LEVELS = ["low", "low", "low", "high", "high", "high"] * 5
# the dated events of a published case, by dimension
CASE_YEARS = [2002, 2003, 2004, 2006, 2008, 2008, 2009, 2010, 2010, 2010, 2011, 2012, 2015, 2015,
              2016, 2016, 2016, 2022]  # fmt: skip
CASE_ROWS = [*"srrrpsprppttsrtrst"]


def found(years: Any = YEARS, levels: Any = LEVELS, **settings: Any) -> stages.Segmentation:
    table = {"year": years, "dimension": ["all"] * len(years), "level": levels}
    return stages.segment(table, **settings)


def of_kind(figure: plots.Figure, kind: type[Any]) -> list[Any]:
    return [mark for mark in figure.marks if isinstance(mark, kind)]


def said(figure: plots.Figure, kind: type[Any]) -> dict[str, Any]:
    return {plots.words(m.detail, "en"): m for m in of_kind(figure, kind) if m.detail}


def labels(figure: plots.Figure, language: Any = "en") -> list[str]:
    return [plots.words(mark.label, language) for mark in of_kind(figure, plots.Text)]


def test_events_are_dots_by_year_and_dimension() -> None:
    figure = plots.timeline_figure(
        [2001, 2003, 2003, 2009], ["a", "b", "b", "a"], labels={"b": "资源"}, targets={"a": "#a"}
    )
    dots = said(figure, plots.Symbol)
    assert set(dots) == {"a, 2001: events 1", "资源, 2003: events 2", "a, 2009: events 1"}
    one, two, last = dots.values()
    assert (last.x - one.x) / (two.x - one.x) == pytest.approx(4, rel=0.01)
    assert one.y == last.y < two.y
    assert two.radius > one.radius
    assert "2" in labels(figure)
    assert "Where a stage begins" not in labels(figure)
    assert "#a" in {mark.target for mark in of_kind(figure, plots.Text)}


def test_told_stages_are_bars_and_their_overlap_is_marked() -> None:
    told = {"early": (2000, 2010), "net": (2011, 2018), "ecology": (2016, None)}
    figure = plots.timeline_figure([2002, 2020], ["a", "a"], told=told)
    bars = said(figure, plots.Area)
    first, second = bars["early: 2000 to 2010"], bars["net: 2011 to 2018"]
    assert first.places[1][0] == second.places[0][0]  # one begins where the other ends
    assert first.places[2][1] < second.places[2][1]
    assert len(bars["ecology: 2016 to …"].places) == 5  # an arrow
    bracket = said(figure, plots.Line)["2016–2018: claimed by several stages"]
    assert bracket.places[0][0] < second.places[1][0] == bracket.places[-1][0]
    assert "they overlap in 2016–2018" in plots.words(figure.caption, "en")
    assert "在 2016–2018 年重叠" in plots.words(figure.caption, "zh")
    assert {"early", "net", "ecology"} <= set(labels(figure))
    apart = plots.timeline_figure([2002], ["a"], told={"x": (2000, 2001), "y": (2002, 2002)})
    assert "overlap" not in plots.words(apart.caption, "en")


def test_a_located_boundary_is_solid_and_an_undetermined_one_dashed() -> None:
    figure = plots.timeline_figure(YEARS, LEVELS, found())
    line = next(v for k, v in said(figure, plots.Line).items() if k.startswith("Stage 2 begins in"))
    assert not line.dashes
    dots = said(figure, plots.Symbol)
    before, after = dots["low, 2003: events 5"], dots["high, 2004: events 5"]
    assert before.x < line.places[0][0] < after.x
    assert {"2004", "stage 2", "interval, located"} <= set(labels(figure))
    assert "Of the boundaries, 1 can be located" in plots.words(figure.caption, "en")
    wide = plots.timeline_figure(CASE_YEARS, CASE_ROWS, found(CASE_YEARS, CASE_ROWS, stages=3))
    lines = {k: v for k, v in said(wide, plots.Line).items() if "undetermined" in k}
    assert len(lines) == 2
    assert all(mark.dashes for mark in lines.values())
    assert "Of the boundaries, 0 can be located" in plots.words(wide.caption, "en")
    assert "能够确定的边界有 0 个" in plots.words(wide.caption, "zh")


def test_ridges_memberships_and_numbers_are_those_of_the_segmentation() -> None:
    record = found(CASE_YEARS, CASE_ROWS, stages=2)
    figure = plots.timeline_figure(CASE_YEARS, CASE_ROWS, record)
    ridge = next(m for m in of_kind(figure, plots.Area) if m.style == "middle accent")
    base = ridge.places[0][1]
    heights = np.array([base - y for _, y in ridge.places[1:-1:2]])
    expected = record.boundary_probability[0]
    assert heights / heights.max() == pytest.approx(expected / expected.max(), abs=0.01)
    soft = said(figure, plots.Area)["stage 1"]
    count = len(record.years)
    tops = [y for _, y in soft.places[: 2 * count : 2]]
    bottom = max(y for _, y in soft.places)
    assert np.array([bottom - y for y in tops]) / 60 == pytest.approx(
        record.membership[:, 0], abs=0.01
    )
    numbers = {k: v for k, v in said(figure, plots.Area).items() if "probability" in k}
    shares = [mark.places[2][1] - mark.places[0][1] for mark in numbers.values()]
    assert np.array(shares) / max(shares) == pytest.approx(
        record.number_probability / record.number_probability.max(), abs=0.01
    )
    assert [mark.style for mark in numbers.values()].count("accent") == 1


def test_words_of_intervals_stay_beside_the_years() -> None:
    years = [*range(2000, 2020)] * 6
    levels = ["a" if y < 2002 else "b" if y < 2018 else "c" for y in years]
    record = found(years, levels, stages=3)
    figure = plots.timeline_figure(years, levels, record)
    words = {plots.words(m.label, "en"): m.align for m in of_kind(figure, plots.Text)}
    assert (words["2002"], words["2018"]) == ("start", "end")


def test_a_thin_stage_has_no_number_in_the_memberships() -> None:
    years = [*range(1950, 2010)]
    record = found(years, ["a"] * 60, stages=25, most_stages=25)
    thin = [stage + 1 for stage in range(25) if record.membership[:, stage].max() < 13 / 60]
    assert thin
    figure = plots.timeline_figure(years, ["a"] * 60, record)
    bold = [m.label for m in of_kind(figure, plots.Text) if m.look == "bold"]
    assert "1" in bold
    assert not {*map(str, thin)} & {*map(str, bold)}


def test_one_stage_has_no_boundary() -> None:
    figure = plots.timeline_figure([2020], ["a"], found([2020], ["a"]))
    assert "Where a stage begins" not in labels(figure)
    assert "Probability of each number of stages" in labels(figure)
    assert "1.00" in labels(figure)


def test_crowded_years_lose_their_numbers_not_their_dots() -> None:
    years = [*range(1900, 2000)] * 2
    figure = plots.timeline_figure(years, ["a"] * 200)
    dots = said(figure, plots.Symbol)
    assert len(dots) == 100
    assert labels(figure).count("2") == 1  # in the legend
    assert all(mark.radius < 5 for mark in dots.values())


def test_names_of_short_bars_stand_where_there_is_room() -> None:
    told = {"a very long name of a stage": (2000, 2000), "and another long name": (2020, 2020),
            "x" * 200: (2010, 2010)}  # fmt: skip
    figure = plots.timeline_figure([2001], ["a"], told=told)
    names = {str(m.detail): m for m in of_kind(figure, plots.Text) if m.size == 10.0 and m.detail}
    assert names["a very long name of a stage"].align == "start"
    assert names["and another long name"].align == "end"
    assert str(names["x" * 200].label).endswith("…")


@pytest.mark.parametrize(
    ("given", "options"),
    [
        (([], []), {}),
        (([2001], []), {}),
        (([2001.5], ["a"]), {}),
        ((["2001"], ["a"]), {}),
        (([float("nan")], ["a"]), {}),
        (([2001], [""]), {}),
        (([2001], [1]), {}),
        (([2001], ["a"], "segmentation"), {}),
        (([2001], ["a"], found()), {}),
        (([1990] * 30, ["a"] * 30, found()), {}),
        (([2001], ["a"]), {"told": {}}),
        (([2001], ["a"]), {"told": [(2001, 2002)]}),
        (([2001], ["a"]), {"told": {"x": (2002, 2001)}}),
        (([2001], ["a"]), {"told": {"x": 2001}}),
        (([2001], ["a"]), {"told": {"x": ("2001", None)}}),
        (([2001], ["a"]), {"labels": {"b": "c"}}),
    ],
)
def test_timeline_figure_refuses(given: tuple[Any, ...], options: dict[str, Any]) -> None:
    with pytest.raises((ArgumentError, UnknownNameError)):
        plots.timeline_figure(*given, **options)
