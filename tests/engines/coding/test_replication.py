"""Replication, chains and models of codes, and grounding."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from consilience import coding
from consilience.coding.relations import MOST
from consilience.errors import ArgumentError, UnknownNameError

GROUPS = {"A1": "A", "A2": "A", "A3": "A", "B1": "B", "B2": "B", "S": "S"}


def shown(*pairs: str, code: str = "c", direction: str = "") -> pd.DataFrame:
    rows = [(f"{code}{n}", code, case, direction) for n, case in enumerate(pairs)]
    return pd.DataFrame(rows, columns=["coding", "code", "case", "direction"])


def test_literal_replication_needs_two_cases_of_a_group() -> None:
    found = coding.replication(shown("A1", "A1", "A3", "B1", "S"), GROUPS, ["c"]).of("c")
    assert [(g.group, g.cases, g.showing, g.literal) for g in found.groups] == [
        ("A", 3, ("A1", "A3"), "replicated"),
        ("B", 2, ("B1",), "single"),
        ("S", 1, ("S",), "replicated"),
    ]
    assert (found.cases, found.theoretical) == (4, "no prediction")


@pytest.mark.parametrize(
    ("cases", "verdict"),
    [
        (("A1", "A2"), "confirmed"),
        (("A1",), "not confirmed"),
        (("A1", "A2", "B1"), "not confirmed"),
        (("B1", "B2"), "not confirmed"),
    ],
)
def test_theoretical_replication_compares_with_what_was_predicted(
    cases: tuple[str, ...], verdict: str
) -> None:
    found = coding.replication(shown(*cases), GROUPS, ["c"], {"c": ["A"]})
    assert found.of("c").theoretical == verdict
    assert found.of("c").predicted == ("A",)


def test_a_concept_predicted_nowhere_must_show_nowhere() -> None:
    table = shown("A1", code="other")
    assert coding.replication(table, GROUPS, ["c", "other"], {"c": []}).of("c").theoretical == (
        "confirmed"
    )


def test_codings_against_a_concept_do_not_show_it() -> None:
    found = coding.replication(shown("A1", "A2", direction="against"), GROUPS, ["c"])
    assert found.of("c").cases == 0
    assert found.to_frame().to_numpy().tolist() == [["c", 0, 0, 0, 0, "no prediction"]]


@pytest.mark.parametrize("cases", [{}, [], {"A1": ""}, {"A1": 1}, {1: "A"}, None])
def test_groups_are_names_by_case(cases: object) -> None:
    with pytest.raises(ArgumentError, match="names of their groups"):
        coding.replication(shown("A1"), cases, ["c"])


def test_a_prediction_names_known_concepts_and_groups() -> None:
    for bad in ({"d": ["A"]}, {"c": ["D"]}):
        with pytest.raises(UnknownNameError, match="predictions"):
            coding.replication(shown("A1"), GROUPS, ["c"], bad)


def relations(*edges: str, stage: str = "") -> pd.DataFrame:
    """Return relations such as "a>b"."""
    rows = [(*edge.split(">"), f"to {edge[-1]}", stage) for edge in edges]
    return pd.DataFrame(rows, columns=["from", "to", "label", "stage"])


def ways(*edges: str) -> list[tuple[str, bool]]:
    found = coding.process_chains(relations(*edges))
    return [("".join(chain.codes), chain.closed) for chain in found.chains]


def test_three_stages_of_four_links_are_three_chains() -> None:
    stages = ["birth", "growth", "maturity"]
    table = pd.concat([relations("a>b", "b>c", "c>d", "d>e", stage=stage) for stage in stages])
    found = coding.process_chains(table, [*stages, "decline"])
    assert [(chain.stage, "".join(chain.codes)) for chain in found.chains] == [
        (stage, "abcde") for stage in stages
    ]
    assert found.chains[0].labels == ("to b", "to c", "to d", "to e")
    assert found.empty == ("decline",)


def test_every_way_through_a_branch_is_a_chain() -> None:
    assert ways("a>b", "b>c", "b>d", "e>b") == [
        ("abc", False),
        ("abd", False),
        ("ebc", False),
        ("ebd", False),
    ]


def test_rings_are_cut_at_their_first_code() -> None:
    assert ways("a>b", "b>a") == [("ab", True)]
    assert ways("a>a") == [("a", True)]
    assert ways("s>a", "a>b", "b>a", "b>e") == [("sab", True), ("sabe", False)]


def test_more_ways_than_a_reader_follows_are_cut_with_a_note() -> None:
    edges = [f"{a}{i}>{b}{i + 1}" for i in range(9) for a in "xy" for b in "xy"]
    table = pd.DataFrame([edge.split(">") for edge in edges], columns=["from", "to"])
    found = coding.process_chains(table)
    assert len(found.chains) == MOST
    assert [note.key for note in found.notes] == ["evidence.note.more_chains"]


def test_stages_may_be_none_and_must_be_known() -> None:
    assert coding.process_chains(relations("a>b"), []).stages == ()
    assert coding.process_chains(relations("a>b", stage="x")).stages == ("x",)
    with pytest.raises(UnknownNameError, match="stage"):
        coding.process_chains(relations("a>b", stage="x"), ["y"])
    with pytest.raises(ArgumentError, match="text"):
        coding.process_chains(relations("a>"))


def test_nodes_and_edges_of_a_model_equal_the_relations() -> None:
    table = relations("a>b", "a>c", "b>d", "c>d", "a>d", "a>d")
    found = coding.code_model(table)
    found_edges = [(e.start, e.end, e.label, e.stage) for e in found.edges]
    assert found_edges == [tuple(row) for row in table.to_numpy().tolist()]
    assert {node.code: node.layer for node in found.nodes} == {"a": 0, "b": 1, "c": 1, "d": 2}
    assert found.feedback == ()


def test_rings_give_feedback_and_still_layers() -> None:
    found = coding.code_model(relations("a>b", "b>c", "c>a", "d>d", "c>e"))
    assert found.feedback == (2, 3)
    assert {node.code: node.layer for node in found.nodes} == {
        "a": 0,
        "b": 1,
        "c": 2,
        "d": 0,
        "e": 3,
    }


CODES = {
    "code": ["D", "T", "c1", "c2", "part"],
    "kind": ["dimension", "theme", "concept", "concept", "in vivo"],
    "parent": ["", "D", "T", "T", "c1"],
}
QUOTES = pd.DataFrame(
    [
        ("q1", "c1", "J1", "interview", "C1"),
        ("q2", "part", "D1", "internal", "C2"),
        ("q3", "T", "J1", "interview", "C1"),
    ],
    columns=["coding", "code", "source", "kind", "case"],
)


def weak(codes: Any = None, codings: pd.DataFrame = QUOTES) -> set[tuple[str, str]]:
    return {(w.kind, w.code) for w in coding.grounding(codes or CODES, codings).warnings}


def test_parts_ground_the_concept_that_holds_them() -> None:
    assert weak() == {("no quote", "c2")}


def test_thin_concepts_are_named_with_what_they_stand_on() -> None:
    found = coding.grounding(CODES, QUOTES[:1])
    assert [(w.kind, w.code, w.names) for w in found.warnings] == [
        ("no quote", "c2", ()),
        ("one quote", "c1", ("q1",)),
        ("one source", "c1", ("J1",)),
        ("one case", "c1", ("C1",)),
        ("one kind", "c1", ("interview",)),
    ]
    assert [w.kind for w in found.of("one case")] == ["one case"]
    assert not coding.grounding(CODES, QUOTES[:1].drop(columns="case")).of("one case")


def test_a_theme_that_came_before_its_concepts_is_theory_first() -> None:
    made = ["2024-05", "2024-02-01", "2024-03-01", "2024-01-01", ""]
    assert weak({**CODES, "created": made}) == {("no quote", "c2")}
    made = ["2024-05", "2024-02-01", "2024-03-01", "2024-02-02", ""]
    found = coding.grounding({**CODES, "created": made}, QUOTES)
    assert [(w.code, w.names) for w in found.of("theory first")] == [("T", ("c1", "c2"))]


def test_a_day_is_not_earlier_than_an_hour_of_it() -> None:
    made = ["", "2024-02-01", "2024-02-01T09:00:00Z", "2024-02-03", ""]
    assert ("theory first", "T") not in weak({**CODES, "created": made})


def test_concepts_need_a_definition() -> None:
    said = ["", "", "what it means", " ", ""]
    assert ("no definition", "c2") in weak({**CODES, "definition": said})
    assert ("no definition", "c1") not in weak({**CODES, "definition": said})
    assert ("no definition", "part") not in weak({**CODES, "definition": said})
