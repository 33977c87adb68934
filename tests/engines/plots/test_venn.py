"""Venn diagrams: the topology of the curves, the colours of the regions, their labels."""

from __future__ import annotations

import numpy as np
import pytest

from consilience import plots, qca
from consilience.errors import ConsilienceError
from consilience.plots import Area, Figure, Text
from consilience.plots.venn_shapes import curves, intersection, patterns, regions
from consilience.results import Note
from engines.plots.samples import frame, table

COUNTS = range(1, 6)


def grid(steps: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return places on and around the diagram, row by row."""
    axis = np.linspace(-0.05, 1.05, steps)
    return np.column_stack([found.ravel() for found in np.meshgrid(axis, axis)])


def parts(mask: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> list[int]:
    """Return the sizes of the connected parts of a picture, found by flooding."""
    left, sizes = {tuple(place) for place in np.argwhere(mask).tolist()}, []
    while left:
        front, size = [left.pop()], 1
        while front:
            row, column = front.pop()
            for place in (
                (row + 1, column),
                (row - 1, column),
                (row, column + 1),
                (row, column - 1),
            ):
                if place in left:
                    left.remove(place)
                    front.append(place)
                    size += 1
        sizes.append(size)
    return sizes


@pytest.mark.parametrize("count", COUNTS)
def test_every_combination_of_sets_is_one_connected_region(count: int) -> None:
    steps = 420
    found = patterns(count, grid(steps)).reshape(steps, steps)
    assert set(found.ravel().tolist()) == set(range(2**count))
    for pattern in range(2**count):
        assert len([size for size in parts(found == pattern) if size > 3]) == 1, pattern


@pytest.mark.parametrize("count", COUNTS)
def test_labels_stand_in_their_own_regions_with_room(count: int) -> None:
    found = regions(count)
    places = np.array([(region.x, region.y) for region in found])
    assert patterns(count, places).tolist() == list(range(2**count))
    outline = curves(count).reshape(-1, 2)
    for region in found[1:]:
        nearest = np.linalg.norm(outline - (region.x, region.y), axis=1).min()
        assert region.room == pytest.approx(nearest)
        assert region.room > 0.02


def inside(polygon: np.ndarray[tuple[int, ...], np.dtype[np.float64]], x: float, y: float) -> bool:
    """Tell whether a place lies in a polygon, by counting the edges to its right."""
    crossings = 0
    for (x1, y1), (x2, y2) in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize("count", COUNTS)
def test_painting_larger_intersections_later_colours_every_region(count: int) -> None:
    random = np.random.default_rng(count)
    places = random.random((250, 2))
    polygons = {pattern: intersection(count, pattern) for pattern in range(1, 2**count)}
    order = sorted(polygons, key=lambda pattern: (pattern.bit_count(), pattern))
    for (x, y), expected in zip(places, patterns(count, places), strict=True):
        painted = 0
        for pattern in order:
            if inside(polygons[pattern], x, y):
                painted = pattern
        assert painted == expected


def areas_of(figure: Figure) -> list[Area]:
    return [mark for mark in figure.marks if isinstance(mark, Area) and mark.detail]


@pytest.mark.parametrize("count", COUNTS)
def test_a_region_stands_for_each_row_with_its_output_and_cases(count: int) -> None:
    found = table(count, 30)
    figure = plots.venn(found, targets={number: f"#row-{number}" for number in found.numbers})
    areas = areas_of(figure)
    assert len(areas) == 2**count
    styles = {"1": "accent", "0": "pale contrast", "C": "pale muted", "?": "band"}
    by_row = {area.detail.values["row"]: area for area in areas if isinstance(area.detail, Note)}
    assert set(by_row) == set(range(1, 2**count + 1))
    for number, area in by_row.items():
        if number not in found.numbers:
            assert (area.style, area.target) == ("paper", "")
            continue
        place = found.numbers.index(number)
        assert (area.style, area.target) == (styles[found.out[place]], f"#row-{number}")
        assert isinstance(area.detail, Note)
        assert area.detail.values["cases"] == found.cases[place]
        assert area.detail.values["count"] == int(found.n[place])


def test_regions_show_row_and_count_and_mark_what_colour_would_not_tell() -> None:
    data = frame(2, 30)
    found = qca.truth_table(data, "Y", inclusion_cut=(1.0, 0.0), frequency_cut=2)
    figure = plots.venn(found)
    words = [str(mark.label) for mark in figure.marks if isinstance(mark, Text)]
    for place, number in enumerate(found.numbers):
        assert str(number) in words
        mark = found.out[place] if found.out[place] in "C?" else ""
        assert f"{found.n[place]}{mark}" in words
    assert {"C"} <= set(found.out)


def test_names_of_sets_are_those_given() -> None:
    figure = plots.venn(table(2, 20), labels={"C1": "joint dependence"})
    words = [mark.label for mark in figure.marks if isinstance(mark, Text) and mark.look == "bold"]
    assert "joint dependence" in words
    assert "C2" in words


@pytest.mark.parametrize(
    ("found", "labels", "sentence"),
    [
        (table(6, 40), None, "a Venn diagram shows at most 5 conditions, and there are 6"),
        (
            table(3, 40, levels=3),
            None,
            "a Venn diagram shows conditions that are present or absent",
        ),
        (table(2, 20), {"X": "x"}, "labels of venn must be one of C1, C2, got X"),
        ("table", None, "truth_table of venn must be a truth table"),
        (None, None, "truth_table of venn must be a truth table"),
    ],
)
def test_venn_refuses_what_it_cannot_draw(
    found: qca.TruthTable, labels: dict[str, str] | None, sentence: str
) -> None:
    with pytest.raises(ConsilienceError) as caught:
        plots.venn(found, labels=labels)
    assert str(caught.value).startswith(sentence)
