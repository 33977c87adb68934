from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.calibration import dual_logic
from consilience.errors import DataError
from consilience.plots import (
    Axis,
    Figure,
    Point,
    Points,
    Text,
    calibration_plot,
    dual_logic_plot,
    to_svg,
    xy_plot,
)
from consilience.plots.labels import Dot, place_labels, text_box, text_width

SVG = "{http://www.w3.org/2000/svg}"


def drawn(figure: Figure) -> ET.Element:
    return ET.fromstring(to_svg(figure))  # noqa: S314  (our own bytes)


def figures() -> list[Figure]:
    found = dual_logic([7, 2, 6, 3], [0, 3, 4, 1], cases=["A", "B", "C", "D"])
    return [
        xy_plot([0.9, 0.2], [0.8, 0.6], cases=["A", "B"], x_label="X", y_label="Y"),
        calibration_plot([1, 3, 5], [0.05, 0.5, 0.95], (1, 3, 5), name="A", profile="R"),
        dual_logic_plot(found, x_label="joint", y_label="unequal"),
    ]


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_figure_is_well_formed_titled_and_the_same_twice(place: int, language: str) -> None:
    figure = figures()[place]
    shown = to_svg(figure, "zh" if language == "zh" else "en")
    root = ET.fromstring(shown)  # noqa: S314  (our own bytes)
    assert shown == to_svg(figures()[place], "zh" if language == "zh" else "en")
    named = str(root.get("aria-labelledby")).split()
    assert [root[0].get("id"), root[1].get("id")] == named
    assert root[0].tag == f"{SVG}title"
    assert root[0].text
    assert root[1].tag == f"{SVG}desc"
    assert root[1].text
    assert root.get("role") == "img"


@pytest.mark.parametrize("place", range(3))
def test_numbers_have_at_most_two_decimals_and_no_minus_zero(place: int) -> None:
    shown = to_svg(figures()[place])
    numbers = re.findall(r'(?:x|y|cx|cy|points|d|width|height)="([^"]*)"', shown)
    assert not [item for item in numbers if re.search(r"\.\d{3}|-0(?![.\d])|nan|inf|e-", item)]


def test_hostile_names_stay_text() -> None:
    name = "<script>alert(1)</script>\"'&"
    figure = xy_plot(
        [0.9], [0.8], cases=[name], x_label="<b>", y_label="&", targets=['#"><script>']
    )
    shown = to_svg(figure)
    assert "<script" not in shown
    assert "<b>" not in shown
    root = drawn(figure)
    link = next(root.iter(f"{SVG}a"))
    assert link.get("href") == '#"><script>'
    assert str(link.get("aria-label")).startswith(name)


def test_a_figure_with_links_does_not_hide_them_from_screen_readers() -> None:
    figure = xy_plot([0.9], [0.8], cases=["A"], x_label="X", y_label="Y", targets=["#a"])
    assert drawn(figure).get("role") == "group"


def test_cases_on_one_place_are_one_larger_dot_with_a_link_each() -> None:
    figure = xy_plot(
        [0.9] * 6,
        [0.8] * 6,
        cases=["C10", "C2", "C3", "C4", "C5", "C6"],
        x_label="X",
        y_label="Y",
        targets=[f"#{n}" for n in range(6)],
    )
    root = drawn(figure)
    assert len(list(root.iter(f"{SVG}circle"))) == 1
    label = next(text for text in root.iter(f"{SVG}text") if text.find(f"{SVG}a") is not None)
    assert "".join(label.itertext()) == "C2, C3, C4, C5, +2"
    assert [link.get("href") for link in label.iter(f"{SVG}a")] == ["#1", "#2", "#3", "#4"]


def test_long_names_are_cut_beside_the_dot_and_whole_in_its_title() -> None:
    figure = xy_plot([0.5], [0.5], cases=["x" * 500], x_label="X", y_label="Y")
    root = drawn(figure)
    shown = [text.text for text in root.iter(f"{SVG}text") if "x" in str(text.text)]
    assert shown == ["x" * 13 + "…"]
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert f"{'x' * 500}: 0.500, 0.500" in titles


def test_names_keep_clear_of_words_in_the_figure() -> None:
    place = Point(0.5, 0.5, "NAME")
    word = Text(0.52, 0.5, "WORDS IN THE WAY", "start")
    axis = Axis("", 0.0, 1.0, ())
    alone = Figure("k", "t", "d", "c", axis, axis, (Points((place,)),))
    crowded = Figure("k", "t", "d", "c", axis, axis, (word, Points((place,))))
    found = [
        next(t for t in drawn(figure).iter(f"{SVG}text") if t.text == "NAME")
        for figure in (alone, crowded)
    ]
    assert found[0].get("text-anchor") is None
    assert found[1].get("text-anchor") == "end"


def test_only_a_figure_can_be_drawn() -> None:
    with pytest.raises(DataError) as caught:
        to_svg("figure")  # type: ignore[arg-type]  # (what a user might pass)
    assert str(caught.value).startswith("figure of to_svg must be a figure")


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 300), st.floats(0, 300), st.sampled_from(["A", "C12", "联盟"])),
        max_size=25,
    )
)
def test_names_never_cover_one_another_or_a_dot_and_stay_inside(
    places: list[tuple[float, float, str]],
) -> None:
    dots = [Dot(x, y, 3.0, name) for x, y, name in places]
    found = place_labels(dots, (0, 0, 300, 300), 11)
    boxes = [
        text_box(place, text_width(dot.text, 11), 11)
        for dot, place in zip(dots, found, strict=True)
        if place
    ]
    for n, box in enumerate(boxes):
        assert box[0] >= 0
        assert box[1] >= 0
        assert box[2] <= 300
        assert box[3] <= 300
        assert not any(overlap(box, other) for other in boxes[n + 1 :])
    for dot, place in zip(dots, found, strict=True):
        if place:
            box = text_box(place, text_width(dot.text, 11), 11)
            others = [(d.x - 3, d.y - 3, d.x + 3, d.y + 3) for d in dots if d is not dot]
            assert not any(overlap(box, other) for other in others)


def test_lines_follow_the_data_upwards() -> None:
    root = drawn(figures()[1])
    lines = [line for line in root.iter(f"{SVG}polyline") if line.get("stroke-width") == "1.6"]
    heights = [float(pair.split(",")[1]) for pair in str(lines[0].get("points")).split()]
    assert all(before >= after for before, after in pairwise(heights))
