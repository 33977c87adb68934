"""What holds for every figure, in both languages: words within the page, none on another."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from itertools import combinations

import pytest

from consilience.plots import Figure, to_svg
from consilience.plots.labels import Box, Place, text_box, text_width
from consilience.plots.layout import laid_out
from consilience.plots.shapes import Link, Words
from consilience.texts import LANGUAGES, Language
from engines.plots.samples import FIGURE_KINDS, every_figure

KINDS = FIGURE_KINDS


@pytest.fixture(scope="module")
def figures() -> Mapping[str, Figure]:
    return every_figure()


@pytest.fixture(scope="module")
def again() -> Mapping[str, Figure]:
    return every_figure()


def words_of(figure: Figure, language: Language) -> list[Words]:
    shapes = laid_out(figure, language, "test").shapes
    inner = [
        part for shape in shapes for part in (shape.shapes if isinstance(shape, Link) else (shape,))
    ]
    return [part for part in inner if isinstance(part, Words)]


def box_of(words: Words) -> Box:
    # letters are narrower than the estimate from above that the layout rests on
    wide = 0.9 * text_width("".join(run.words for run in words.runs), words.size)
    left, top, right, bottom = text_box(Place(0, 0, words.align), wide, words.size)
    if words.turned:  # a quarter to the left: to the right becomes upwards
        left, top, right, bottom = top, -right, bottom, -left
    return words.x + left, words.y + top, words.x + right, words.y + bottom


def shown(words: Words) -> str:
    return "".join(run.words for run in words.runs)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_words_stand_on_others(
    figures: Mapping[str, Figure], kind: str, language: Language
) -> None:
    boxes = [(shown(words), box_of(words)) for words in words_of(figures[kind], language)]
    collisions = [
        (one, other)
        for (one, a), (other, b) in combinations(boxes, 2)
        if a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5 and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5
    ]
    assert collisions == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_words_lie_within_the_page(
    figures: Mapping[str, Figure], kind: str, language: Language
) -> None:
    drawing = laid_out(figures[kind], language, "test")
    outside = [
        shown(words)
        for words in words_of(figures[kind], language)
        for left, top, right, bottom in [box_of(words)]
        if left < 0 or top < 0 or right > drawing.width or bottom > drawing.height
    ]
    assert outside == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_is_well_formed_and_says_what_it_is(
    figures: Mapping[str, Figure], again: Mapping[str, Figure], kind: str, language: Language
) -> None:
    root = ET.fromstring(to_svg(figures[kind], language))  # noqa: S314  (our own bytes)
    assert root[0].text
    assert root[1].text
    assert to_svg(figures[kind], language) == to_svg(again[kind], language)
    letters = [
        float(item.get("font-size", "11")) for item in root.iter() if item.tag.endswith("text")
    ]
    assert min(letters) >= 8
