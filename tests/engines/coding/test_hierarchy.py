"""The data structure: a codebook of any depth in three levels, and what does not fit."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

from consilience import coding
from consilience.coding.hierarchy import CodeTree
from consilience.errors import ArgumentError, DataError, UnknownNameError

Row = tuple[str, str, str]
PLAIN: tuple[Row, ...] = (
    ("D", "dimension", ""),
    ("T1", "theme", "D"),
    ("c1", "concept", "T1"),
    ("c2", "in vivo", "T1"),
    ("T2", "theme", "D"),
    ("c3", "concept", "T2"),
)


def codebook(rows: Sequence[Row]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["code", "kind", "parent"])


def gaps(rows: Sequence[Row], members: Sequence[tuple[str, str]] = ()) -> set[tuple[str, str]]:
    return {(gap.kind, gap.code) for gap in coding.data_structure(codebook(rows), members).gaps}


def test_every_code_stands_once_below_the_one_it_belongs_to() -> None:
    found = coding.data_structure(codebook(PLAIN))
    assert [(node.code, node.under) for node in found.nodes] == [
        ("D", ""),
        ("T1", "D"),
        ("c1", "T1"),
        ("c2", "T1"),
        ("T2", "D"),
        ("c3", "T2"),
    ]
    assert found.shape == (3, 2, 1)
    assert found.gaps == ()
    assert found.below("T1") == ("c1", "c2")


def test_21_concepts_make_8_themes_and_3_dimensions() -> None:
    rows: list[Row] = [(f"D{d}", "dimension", "") for d in range(3)]
    rows += [(f"T{t}", "theme", f"D{t % 3}") for t in range(8)]
    rows += [(f"c{c}", "concept", f"T{c % 8}") for c in range(21)]
    found = coding.data_structure(codebook(rows))
    assert found.shape == (21, 8, 3)
    assert len(found.to_frame()) == 21


def test_folders_between_levels_do_not_count() -> None:
    rows = [
        ("D", "dimension", ""),
        ("F", "folder", "D"),
        ("T", "theme", "F"),
        ("c", "concept", "T"),
    ]
    assert coding.data_structure(codebook(rows)).below("D") == ("T",)


def test_a_code_within_its_own_level_is_part_of_the_topmost() -> None:
    rows = [*PLAIN, ("c1a", "concept", "c1"), ("c1b", "in vivo", "c1a"), ("T1a", "theme", "T1")]
    found = coding.data_structure(codebook([*rows, ("c9", "concept", "T1a")]))
    parts = {node.code: node.parts for node in found.nodes}
    assert parts["c1"] == ("c1a", "c1b")
    assert parts["T1"] == ("T1a",)
    assert "c9" in found.below("T1")
    assert [note.key for note in found.notes] == ["evidence.note.parts"]


def test_second_places_are_named_beside_the_first() -> None:
    found = coding.data_structure(codebook(PLAIN), [("c1", "T2"), ("T1", "D")])
    (node,) = [node for node in found.nodes if node.code == "c1"]
    assert (node.under, node.also) == ("T1", ("T2",))
    assert [one.code for one in found.nodes].count("c1") == 1
    assert next(one for one in found.nodes if one.code == "T1").also == ()
    assert [note.key for note in found.notes] == ["evidence.note.several_places"]


def test_a_link_gives_a_place_to_a_code_without_parent() -> None:
    rows = [*PLAIN, ("loose", "concept", "")]
    assert ("concept without theme", "loose") in gaps(rows)
    assert ("concept without theme", "loose") not in gaps(rows, [("loose", "T2")])


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (("x", "concept", ""), "concept without theme"),
        (("x", "concept", "D"), "concept without theme"),
        (("x", "theme", ""), "theme without dimension"),
        (("x", "theme", "D"), "theme without concept"),
        (("x", "dimension", ""), "dimension without theme"),
        (("x", "theme", "c1"), "misplaced"),
        (("x", "dimension", "T1"), "misplaced"),
        (("x", "free", "T1"), "free code"),
    ],
)
def test_what_does_not_fit_is_listed(row: Row, kind: str) -> None:
    assert (kind, "x") in gaps([*PLAIN, row])
    assert (kind, "x") not in gaps(PLAIN)


def test_frame_shows_themes_and_dimensions_that_hold_nothing() -> None:
    rows = [*PLAIN, ("T9", "theme", "D"), ("D9", "dimension", ""), ("c9", "concept", "D9")]
    frame = coding.data_structure(codebook([*rows, ("D8", "dimension", "")])).to_frame()
    assert ["", "T9", "D"] in frame[["concept", "theme", "dimension"]].to_numpy().tolist()
    assert ["", "", "D8"] in frame[["concept", "theme", "dimension"]].to_numpy().tolist()
    assert ["c9", "", "D9"] in frame[["concept", "theme", "dimension"]].to_numpy().tolist()


def test_codes_below_a_dimension_come_after_its_themes() -> None:
    rows = [("D", "dimension", ""), ("c", "concept", "D"), ("T", "theme", "D")]
    assert coding.data_structure(codebook(rows)).below("D") == ("T", "c")


def test_heads_follow_parents_and_links() -> None:
    kinds = {code: kind for code, kind, _ in PLAIN}
    parents = {code: parent for code, _, parent in PLAIN}
    tree = CodeTree(kinds, parents, [("c1", "T2")])
    assert tree.heads("c1", "theme") == ("T1", "T2")
    assert tree.heads("c1", "dimension") == ("D",)
    assert tree.heads("D", "concept") == ()


@pytest.mark.parametrize(
    "rows",
    [
        [("a", "theme", "b"), ("b", "theme", "a")],
        [("a", "concept", "a")],
        [("f", "folder", "g"), ("g", "folder", "f")],
    ],
)
def test_a_code_within_itself_is_refused(rows: list[Row]) -> None:
    with pytest.raises(DataError, match="lies within itself"):
        coding.data_structure(codebook(rows))


def test_unknown_names_and_kinds_are_refused() -> None:
    with pytest.raises(UnknownNameError, match="did you mean T1"):
        coding.data_structure(codebook([*PLAIN, ("x", "concept", "T 1")]))
    with pytest.raises(UnknownNameError, match="kind"):
        coding.data_structure(codebook([("x", "category", "")]))
    with pytest.raises(ArgumentError, match="occur once"):
        coding.data_structure(codebook([*PLAIN, PLAIN[2]]))
    with pytest.raises(ArgumentError, match="pairs"):
        coding.data_structure(codebook(PLAIN), [("c1", "T1", "T2")])


def test_levels_have_three_names() -> None:
    with pytest.raises(UnknownNameError):
        coding.data_structure(codebook(PLAIN)).codes("themes")  # type: ignore[arg-type]  # (a slip)
