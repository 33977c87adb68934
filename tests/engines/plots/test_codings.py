"""Figures of codings, read as data: what stands in them, that nothing is lost or too wide."""

from __future__ import annotations

import dataclasses
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest

from consilience import coding, plots
from consilience.errors import ArgumentError, UnknownNameError
from consilience.plots.boxes import MOST_LINES, wrap
from consilience.plots.labels import text_width
from consilience.plots.layout import laid_out
from consilience.plots.shapes import Link, Words

LONG = "a name that is far longer than any box is wide, " * 8
CODES = {
    "code": ["D1", "T1", "c1", "c2", "c0", "D2", "T2", "T3", "loose", "T4"],
    "kind": ["dimension", "theme", "concept", "concept", "concept", "dimension", "theme", "theme",
             "concept", "theme"],
    "parent": ["", "D1", "T1", "T1", "D1", "", "D2", "", "", ""],
}  # fmt: skip
STRUCTURE = coding.data_structure(CODES, [("c2", "T2"), ("c1", "T3")])


def words(figure: plots.Figure, language: Any = "en") -> list[str]:
    return [
        plots.words(mark.label, language) for mark in figure.marks if isinstance(mark, plots.Text)
    ]


def areas(figure: plots.Figure) -> list[plots.Area]:
    return [mark for mark in figure.marks if isinstance(mark, plots.Area)]


def inside(figure: plots.Figure) -> bool:
    """Tell whether all areas and lines lie on the page."""
    places = [place for mark in figure.marks
              for place in getattr(mark, "places", ())]  # fmt: skip
    return all(0 <= x <= figure.width and 0 <= y <= figure.height for x, y in places)


def same_bytes(figure: plots.Figure) -> bool:
    return plots.to_svg(figure, "zh") == plots.to_svg(figure, "zh")


def test_every_code_of_the_structure_stands_in_the_figure() -> None:
    figure = plots.data_structure_figure(STRUCTURE, labels={"T1": "契约治理"})
    shown = words(figure)
    for code in ("D1", "D2", "c0", "loose", "T2", "T4", "契约治理"):
        assert shown.count(code) == 1
    assert "c2 ²" in shown
    assert "² also under: T2" in shown
    assert shown[:3] == ["First-order concepts", "Second-order themes", "Aggregate dimensions"]
    assert inside(figure)
    assert same_bytes(figure)


def test_words_of_grounded_theory() -> None:
    figure = plots.data_structure_figure(STRUCTURE, words="grounded theory")
    assert words(figure, "zh")[:3] == ["开放式编码", "主轴编码", "选择性编码"]


def test_structure_leads_to_codes() -> None:
    figure = plots.data_structure_figure(STRUCTURE, targets={"c1": "#code-3", "D1": "#code-1"})
    drawn = laid_out(figure, "en", "test")
    targets = [shape.target for shape in drawn.shapes if isinstance(shape, Link)]
    assert set(targets) == {"#code-3", "#code-1"}


def test_40_concepts_with_long_names_are_readable() -> None:
    rows = [("D", "dimension", "")] + [(f"T{t}", "theme", "D") for t in range(8)]
    rows += [(f"c{c}", "concept", f"T{c % 8}") for c in range(40)]
    found = coding.data_structure(pd.DataFrame(rows, columns=["code", "kind", "parent"]))
    names = {f"c{c}": "一个说起来很长的一阶概念名称" * 4 if c % 2 else LONG for c in range(40)}
    figure = plots.data_structure_figure(found, labels=names)
    texts = [m for m in figure.marks if isinstance(m, plots.Text) and m.align == "start"]
    lines = [text for text in texts if text.label != "•"]
    assert len(lines) >= 80
    assert all(text_width(str(text.label), 11) <= 330 for text in lines)
    rows_of = sorted({text.y for text in lines})
    assert all(second - first >= 14 for first, second in pairwise(rows_of))
    assert inside(figure)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ("",)),
        ("one two", ("one two",)),
        ("我们信任他们，他们也信任我们。", ("我们信任他们，", "他们也信任我", "们。")),
        ("W" * 20, ("W" * 8, "W" * 8, "W" * 4)),
        ("  many   blanks  ", ("many blanks",)),
    ],
)
def test_texts_are_broken_where_readers_expect_it(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, 84) == lines


def test_too_long_a_text_is_cut_with_an_ellipsis() -> None:
    found = wrap(LONG, 60)
    assert len(found) == MOST_LINES
    assert found[-1].endswith("…")
    assert all(text_width(line, 11) <= 60 for line in found)
    assert len(wrap("x", 1)) == 1


RELATIONS = {
    "from": ["a", "b", "a", "c", "d", "e", "e"],
    "to": ["b", "c", "c", "d", "a", "e", "c"],
    "label": ["opens", "leads to", "", "needs", "renews", "", "a very long name of a relation"],
    "stage": ["s1", "s1", "s1", "s2", "", "", "s2"],
}


def test_model_shows_every_code_and_relation() -> None:
    model = coding.code_model(RELATIONS)
    figure = plots.code_model_figure(
        model, labels={"a": "信任"}, relations={"opens": "促成"}, stages={"s1": "起步期"}
    )
    shown = words(figure, "zh")
    for name in ("信任", "b", "c", "d", "e", "促成 (起步期)", "renews"):
        assert any(name in one for one in shown), name
    assert figure.description.sentence("en").count("→") == 7  # type: ignore[union-attr]  # (a note)
    assert inside(figure)
    assert same_bytes(figure)


def test_boxes_of_a_model_do_not_overlap() -> None:
    rng = np.random.default_rng(3)
    ends = [(f"k{a}", f"k{b}") for a, b in rng.integers(0, 14, (30, 2)).tolist()]
    figure = plots.code_model_figure(coding.code_model(pd.DataFrame(ends, columns=["from", "to"])))
    boxes = [mark.places for mark in areas(figure) if mark.style == "pale accent"]
    assert len(boxes) == len({end for pair in ends for end in pair})
    for one, other in combinations(boxes, 2):
        apart = one[1][0] <= other[0][0] or other[1][0] <= one[0][0]
        assert apart or one[2][1] <= other[0][1] or other[2][1] <= one[0][1]
    assert inside(figure)


def test_two_relations_between_the_same_codes_are_one_arrow_with_both_names() -> None:
    twice = {"from": ["a", "a"], "to": ["b", "b"], "label": ["opens", "limits"]}
    shown = words(plots.code_model_figure(coding.code_model(twice)))
    assert {"opens", "limits"} <= set(shown)
    stage = {"from": ["a"], "to": ["b"], "stage": ["s1"]}
    assert "(s1)" in words(plots.code_model_figure(coding.code_model(stage)))


def test_a_theme_stands_lower_than_its_dimension_when_that_is_higher() -> None:
    codes = {"code": ["D", "T"], "kind": ["dimension", "theme"], "parent": ["", "D"]}
    figure = plots.data_structure_figure(coding.data_structure(codes), labels={"D": LONG})
    assert inside(figure)
    empty = {"code": ["D"], "kind": ["dimension"], "parent": [""]}
    assert "D" in words(plots.data_structure_figure(coding.data_structure(empty)))


def test_chains_show_a_band_for_every_stage() -> None:
    chains = coding.process_chains(RELATIONS, ["s1", "s2", "s3"])
    figure = plots.chains_figure(chains, labels={"a": LONG}, stages={"s1": "起步期"})
    bands = [mark for mark in areas(figure) if mark.style == "band"]
    assert len(bands) == 4
    shown = words(figure)
    assert {"起步期", "s2", "s3", "All stages", "no chain", "leads to"} <= set(shown)
    assert inside(figure)
    assert same_bytes(figure)
    ring = coding.process_chains({"from": ["a", "b"], "to": ["b", "a"]})
    assert "a → b → a" in plots.chains_figure(ring).description.sentence("en")  # type: ignore[union-attr]  # (a note)


CODED = pd.DataFrame(
    [
        (f"q{n}", row, column, "J1", direction)
        for n, (row, column, direction) in enumerate(
            [("r1", "c1", "for")] * 6
            + [("r1", "c2", "for")] * 2
            + [
                ("r2", "c1", "for"),
                ("r2", "c2", "against"),
                ("r3", "c1", ""),
                ("r3", "c1", "against"),
            ]
        )
    ],
    columns=["coding", "row", "column", "source", "direction"],
)


def coverage(**more: Any) -> plots.Figure:
    sources = {"r1": ["J1"], "r2": ["J1"], "r3": ["J1"], "r4": []}
    found = coding.cross_matrix(CODED, list(sources), ["c1", "c2"], row_sources=sources)
    return plots.coverage_figure(found, **more)


def test_cells_tell_their_state() -> None:
    figure = coverage(row_labels={"r1": LONG}, column_labels={"c1": "x" * 40})
    styles = [mark.style for mark in areas(figure)][:8]
    assert styles == [
        "accent",
        "middle accent",
        "pale accent",
        "contrast",
        "pale contrast",
        "paper",
        "pale muted",
        "pale muted",
    ]
    assert {"6", "2", "1", "1 | 1", "×", "not mentioned", "no source speaks of it"} <= set(
        words(figure)
    )
    assert figure.description.values["silent"] == 1  # type: ignore[union-attr]  # (a note)
    assert inside(figure)
    assert same_bytes(figure)


def test_groups_of_columns_stand_apart_and_cells_lead_on() -> None:
    figure = coverage(column_groups={"c1": "A", "c2": "B"}, targets={("r1", "c1"): "#cell"})
    first, second = (mark.places for mark in areas(figure)[:2])
    assert second[0][0] > first[1][0]
    assert areas(figure)[0].target == "#cell"


def test_saturation_shows_curve_band_and_where_it_is_reached() -> None:
    interviews = {"J1": ["a", "b"], "J2": ["c"], "J3": ["a"], "J4": [], "J5": ["b"]}
    found = coding.saturation(interviews, base=2, run=2, orders=50)
    figure = plots.saturation_figure(found)
    kinds = [type(mark).__name__ for mark in figure.marks]
    assert kinds == ["Bars", "Area", "Line", "Line", "Line", "Points"]
    assert figure.marks[4].places[-1] == (5.0, 3.0)  # type: ignore[union-attr]  # (the curve)
    assert figure.x is not None
    assert figure.x.ticks == (1.0, 2.0, 3.0, 4.0, 5.0)
    alone = plots.saturation_figure(coding.saturation(interviews, base=4, run=3, orders=0))
    assert [type(mark).__name__ for mark in alone.marks] == ["Bars", "Line", "Points"]
    one = plots.saturation_figure(coding.saturation({"J1": ["a"]}, base=1, run=1))
    assert same_bytes(one)


@pytest.mark.parametrize(
    "describe",
    [
        plots.data_structure_figure,
        plots.chains_figure,
        plots.code_model_figure,
        plots.coverage_figure,
        plots.saturation_figure,
    ],
)
def test_other_things_are_refused(describe: Any) -> None:
    refused: tuple[Any, ...] = (None, 5, {}, "x")
    for bad in refused:
        with pytest.raises(ArgumentError):
            describe(bad)


def test_labels_of_nothing_are_refused() -> None:
    with pytest.raises(UnknownNameError):
        plots.data_structure_figure(STRUCTURE, labels={"c9": "x"})
    with pytest.raises(UnknownNameError):
        plots.data_structure_figure(STRUCTURE, targets={"c9": "x"})
    with pytest.raises(UnknownNameError):
        plots.data_structure_figure(STRUCTURE, words="gioia")
    with pytest.raises(UnknownNameError):
        plots.code_model_figure(coding.code_model(RELATIONS), labels={"z": "x"})
    with pytest.raises(UnknownNameError):
        plots.chains_figure(coding.process_chains(RELATIONS), stages={"z": "x"})
    with pytest.raises(UnknownNameError):
        coverage(row_labels={"z": "x"})


@pytest.mark.parametrize("name", ["png", "pdf"])
def test_pictures_are_made_in_both_languages(name: Any) -> None:
    figure = plots.data_structure_figure(STRUCTURE, labels={"c1": "<script> 信任"})
    for language in ("en", "zh"):
        assert plots.picture(figure, name, language, dpi=40)
    assert "<script>" not in plots.to_svg(figure)
    drawn = laid_out(dataclasses.replace(figure, key="other"), "en", "test")
    assert any(isinstance(shape, Words) for shape in drawn.shapes)
