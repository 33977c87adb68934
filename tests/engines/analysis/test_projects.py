"""Each collaboration by itself: parties in order, network, willingness, suggestions, agreement."""

from __future__ import annotations

import math
from typing import Any

import networkx as nx
import pytest

from consilience import network
from consilience.analysis import project_willingness as willing
from consilience.analysis.leader_words import leader_words
from consilience.analysis.project_networks import project_network
from consilience.analysis.project_parties import ProjectParties, project_parties
from consilience.analysis.project_suggestions import ProjectSuggestions, project_suggestions
from consilience.analysis.suggestion_agreement import suggestion_agreement
from consilience.study import Collaboration, Organisation, Project, Study, Tie, study_of
from consilience.study.edits import (
    Criteria,
    Party,
    ProjectLine,
    TableFile,
    confirm_collaboration,
    exclude_collaboration,
    import_projects,
)
from consilience.study.edits.edit import Edit


def study(*rows: dict[str, Any]) -> Study:
    """Return a study of projects; parties as "role:Name*", a star for one who leads."""
    lines = []
    for number, row in enumerate(rows, start=2):
        parties = []
        for written in row["parties"]:
            role, _, name = written.rpartition(":")
            parties.append(
                Party(name=name.rstrip("*"), role=role, leads=name.endswith("*") or None)
            )
        told = {"title": f"Project {number}", **row, "parties": tuple(parties)}
        lines.append(ProjectLine(row=number, **told))
    empty = Study(project=Project(code="P", title="T"))
    file = TableFile(file_name="p.csv", sha256="a")
    return made(empty, import_projects(empty, file, lines, Criteria()).edit)


def made(before: Study, edit: Edit) -> Study:
    records = {one.id: one for one in before.records()}
    records |= {one.id: one.after for one in edit.changes if one.after is not None}
    return study_of(records.values())


def with_ties(before: Study, *ties: tuple[Any, ...]) -> Study:
    found = [
        Tie(
            from_id=before.organisation(a).id,
            to_id=before.organisation(b).id,
            strength=strength,
            start_date=start,
            end_date=end,
        )
        for a, b, strength, start, end in ties
    ]
    return study_of([*before.records(), *found])


def only(found: Study) -> ProjectParties:
    (one,) = project_parties(found)
    return one


def edges(found: Study, *, told: bool = True) -> tuple[str, set[frozenset[str]]]:
    own = project_network(only(found), told=told)
    return own.basis, {frozenset(edge) for edge in own.graph.edges}


def pairs(*written: str) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in written}


def test_parties_stand_in_the_order_of_their_row_with_all_their_names() -> None:
    before = study({"parties": ["Z*", "home:A", "M"]})
    found = only(before)
    assert found.codes == ("Z", "A", "M")
    assert found.leaders == ("Z",)
    assert found.with_role("home") == ("A",)
    extra = Organisation(code="B", name="B")
    late = study_of([*before.records(), extra])
    assert only(late).codes == ("Z", "A", "M")
    assert project_parties(made(before, exclude_collaboration(before, "P0001", "no"))) == ()


def test_ties_count_where_they_join_all_parties_and_meet_in_time() -> None:
    row = {"parties": ["A", "B", "C"], "start": "2019", "end": "2020"}
    joined = with_ties(
        study(row),
        ("A", "B", 2.0, "", ""),
        ("B", "C", 1.0, "2020", ""),
        ("B", "A", 1.0, "", "2019"),
    )
    basis, found = edges(joined)
    assert (basis, found) == ("ties", pairs("AB", "BC"))
    assert project_network(only(joined)).graph["A"]["B"]["weight"] == 3.0
    apart = with_ties(study(row), ("A", "B", 2.0, "", ""))
    assert edges(apart) == ("taking part", pairs("AB", "BC", "AC"))
    early = with_ties(study(row), ("A", "B", 1.0, "", "2018"), ("B", "C", 1.0, "2021", ""))
    assert edges(early)[0] == "taking part"


@pytest.mark.parametrize(
    ("parties", "structure", "found"),
    [
        (["A", "B*", "C"], "centre divergence", pairs("AB", "BC")),
        (["A", "home:B", "C"], "centre divergence", pairs("AB", "BC")),
        (["A", "B", "C"], "centre divergence", pairs("AB", "AC")),
        (["C", "A", "B"], "coexistence and symbiosis", pairs("AC", "AB")),
        (["host:H*", "A", "home:B", "C"], "principal-agent", pairs("AB", "BC", "AH")),
        (["host:H", "A*", "C", "D", "E"], "principal-agent", pairs("AC", "AD", "CE", "CH")),
        (["host:H*", "A", "C"], "principal-agent", pairs("AH", "AC")),
        (["host:H", "A", "C*"], "principal-agent", pairs("CH", "AC")),
        (["host:H", "host:I"], "principal-agent", pairs("HI")),
        (
            ["home:A", "home:B", "host:H", "I"],
            "group sailing",
            pairs("AB", "AH", "AI", "BH", "BI"),
        ),
        (["A*", "B*", "C"], "group sailing", pairs("AB", "AC", "BC")),
        (["A", "B", "C"], "group sailing", pairs("AB", "AC", "BC")),
        (["host:A", "host:B", "host:C"], "group sailing", pairs("AB", "AC", "BC")),
        (["A", "B", "C"], "interconnection", pairs("AB", "AC", "BC")),
    ],
)
def test_a_structure_gives_the_network(
    parties: list[str], structure: str, found: set[frozenset[str]]
) -> None:
    assert edges(study({"parties": parties, "structure": structure})) == ("structure", found)


def test_a_told_structure_is_the_one_that_the_engine_sees() -> None:
    parties = [*(f"home:{x}" for x in "ABCD"), *(f"host:{x}" for x in "WXYZ")]
    for kind in network.KINDS:
        own = project_network(only(study({"parties": parties, "structure": kind})))
        assert network.scenario(own.graph).kind == kind


def test_leaders_of_the_templates_are_as_willing_as_in_the_comparison() -> None:
    compared = network.scenario_comparison(7).rows
    rows = {(str(one.scenario), one.position): one for one in compared}
    seven = ["A", "B", "C", "D", "E", "F", "host:G"]
    for place, kind, position in (
        (0, "principal-agent", "agent"),
        (6, "principal-agent", "host principal"),
        (0, "centre divergence", "hub"),
        (3, "coexistence and symbiosis", "3 from the end"),
        (2, "interconnection", "any"),
    ):
        parties = [f"{name}*" if at == place else name for at, name in enumerate(seven)]
        (one,) = willing.project_willingness(study({"parties": parties, "structure": kind}))
        assert one.willingness == pytest.approx(rows[kind, position].willingness)


def test_roles_give_the_network_where_nothing_else_does() -> None:
    sailing = study({"parties": ["home:A", "home:B", "host:H"]})
    assert edges(sailing) == ("roles", pairs("AB", "AH", "BH"))
    star = study({"parties": ["home:A", "host:H", "supplier:S"], "structure": "interconnection"})
    assert edges(star, told=False) == ("roles", pairs("AH", "AS"))
    assert edges(star)[0] == "structure"


def test_willingness_is_that_of_the_engine_under_those_who_lead() -> None:
    (one,) = willing.project_willingness(
        study({"parties": ["A", "B*", "C", "D"], "structure": "coexistence and symbiosis"})
    )
    chain = nx.path_graph(["A", "B", "C", "D"])
    led = network.coherence(chain, "B")
    assert (one.followed, one.leaders, one.structure) == (
        "stated",
        ("B",),
        "coexistence and symbiosis",
    )
    assert one.willingness == pytest.approx(led.willingness)
    assert one.total_variance == pytest.approx(led.total_variance)
    assert one.convergence_rate == pytest.approx(led.convergence_rate)
    assert one.weakest == ("D",)
    assert one.best_leaders == ("B", "C")
    assert one.best == pytest.approx(led.willingness)


def test_without_a_leader_all_best_ones_are_named() -> None:
    (one,) = willing.project_willingness(study({"parties": ["A", "B", "C"]}))
    assert (one.followed, one.leaders, one.basis) == ("best", (), "taking part")
    assert one.best_leaders == ("A", "B", "C")
    assert one.weakest == ()
    assert one.structure == "interconnection"
    (star,) = willing.project_willingness(study({"parties": ["home:A", "host:H", "host:I"]}))
    assert (star.best_leaders, star.weakest) == (("A",), ("H", "I"))
    assert star.willingness == pytest.approx(2.0)


def test_where_nobody_follows_there_is_no_willingness(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"parties": ["A"]}, {"parties": ["A*", "B*"]}, {"parties": ["A", "B"]}]
    found = willing.project_willingness(study(*rows))
    assert [one.followed for one in found] == ["nobody follows", "nobody follows", "best"]
    assert [one.willingness for one in found[:2]] == [None, None]
    assert found[2].structure == ""
    monkeypatch.setattr(willing, "LARGEST", 1)
    (large,) = willing.project_willingness(study({"parties": ["A", "B"]}))
    assert (large.followed, large.willingness) == ("too large", None)


def test_ties_with_strengths_change_willingness() -> None:
    plain = study({"parties": ["A*", "B"]})
    one = willing.project_willingness(with_ties(plain, ("A", "B", 4.0, "", "")))[0]
    assert one.willingness == pytest.approx(8.0)
    assert one.basis == "ties"


def test_the_frame_has_a_row_a_collaboration() -> None:
    found = willing.project_willingness(study({"parties": ["A", "B"]}, {"parties": ["C"]}))
    frame = willing.willingness_frame(found)
    assert list(frame.collaboration) == ["P0001", "P0002"]
    assert frame.best_leaders[0] == "A, B"
    assert math.isnan(frame.willingness[1])
    assert willing.willingness_frame(()).empty


@pytest.mark.parametrize(
    ("text", "leaders"),
    [
        ("The project is led by Bosch.", {"Bosch": "led by Bosch"}),
        ("Led jointly by the Bosch, SAP and Huawei", {"Bosch", "SAP", "Huawei"}),
        ("Bosch leads the consortium with SAP", {"Bosch": "Bosch leads"}),
        ("SAP and Bosch took the lead", {"SAP", "Bosch"}),
        ("Lead partner: SAP. Partners: Bosch", {"SAP": "Lead partner: SAP"}),
        ("under the leadership of SAP", {"SAP"}),
        ("SAP (lead) and Bosch", {"SAP": "SAP (lead)"}),
        ("SAP acts as the coordinator", {"SAP"}),
        ("coordinated by SAP", {"SAP"}),
        ("由华为牵头，中兴参与", {"华为": "华为牵头"}),
        ("由华为和中兴共同牵头", {"华为", "中兴"}),
        ("华为、中兴联合主导", {"华为", "中兴"}),
        ("以华为为主导，中兴配合", {"华为": "华为为主导"}),
        ("在华为的带领下", {"华为"}),
        ("牵头单位：华为；参与单位：中兴", {"华为": "牵头单位：华为"}),
        ("华为作为牵头单位", {"华为"}),
        ("华为有限公司牵头", {"华为"}),
        ("中兴由华为发起", {"华为"}),
        ("SAP was led by nobody; Bosch misleads", set()),
        ("Boschian leads", set()),
        ("SAP led by nobody", set()),
        ("华为参与，不牵头", set()),
        ("", set()),
    ],
)
def test_words_say_who_leads(text: str, leaders: Any) -> None:
    names = {name: [name] for name in ("Bosch", "SAP", "Huawei", "华为", "中兴")}
    found = {one.party: one.words for one in leader_words(text, names)}
    assert set(found) == set(leaders)
    if isinstance(leaders, dict):
        assert found == leaders


def test_the_surest_words_and_the_longest_name_count() -> None:
    names = {"a": ["Bosch"], "b": ["Bosch Rexroth", "B"]}
    found = leader_words("initiated by Bosch Rexroth. It is led by Bosch Rexroth", names)
    assert [(one.party, one.score) for one in found] == [("b", 0.95)]
    assert leader_words("led by X", {"a": [], "b": ["X"]}) == ()


def test_long_texts_and_many_names_take_no_long_time() -> None:
    names = {str(n): [f"Firm {n} Co."] for n in range(300)}
    text = "led by " * 5_000 + ", ".join(name for listed in names.values() for name in listed)
    assert len(leader_words(text, names)) == 300
    assert leader_words("和" * 50_000 + "Firm 1 Co." + " " * 50_000, names) == ()


def best(found: Study) -> ProjectSuggestions:
    (one,) = project_suggestions(found)
    return one


def test_suggestions_name_their_words_or_rules() -> None:
    found = best(
        study(
            {
                "parties": ["lead:A", "Bosch", "C"],
                "title": "A supply chain",
                "description": "led by Bosch with 12 partners and 3 firms",
            }
        )
    )
    told = [(one.part, one.value, one.rule) for one in found.suggestions]
    assert told == [
        ("leader", "Bosch", "words"),
        ("leader", "A", "role"),
        ("size", "3", "parties"),
        ("size", "12", "number in the text"),
        ("structure", "coexistence and symbiosis", "words"),
        ("structure", "interconnection", "taking part"),
    ]
    assert (found.leader, found.size, found.structure) == (
        ("Bosch",),
        3,
        "coexistence and symbiosis",
    )
    assert found.confirmed == ()
    assert "12 partners" in {one.words for one in found.suggestions}


def test_suggestions_from_roles_order_and_ties() -> None:
    home = best(study({"parties": ["host:H", "home:A"]}))
    assert [(one.value, one.rule) for one in home.suggestions if one.part == "leader"] == [
        ("A", "home party"),
        ("H", "first listed"),
    ]
    assert home.structure == ""
    alone = best(study({"parties": ["A"]}))
    assert (alone.leader, alone.structure) == ((), "")
    star = with_ties(
        study({"parties": ["A", "B", "C", "D"]}), *(("A", x, 1.0, "", "") for x in "BCD")
    )
    assert (best(star).structure, best(star).suggestions[-1].rule) == ("centre divergence", "ties")
    sailing = best(study({"parties": ["home:A", "home:B", "home:C", "host:H"]}))
    assert sailing.suggestions[-1].rule == "roles"


def test_agreement_compares_with_what_was_confirmed() -> None:
    rows: list[dict[str, Any]] = [
        {"parties": ["A", "Bo", "C"], "description": "led by Bo"},
        {"parties": ["D", "E", "F"]},
        {"parties": ["G", "H", "I"]},
    ]
    before = study(*rows)
    suggested = project_suggestions(before)
    assert [one.units for one in suggestion_agreement(before, suggested)] == [0, 0, 0]
    for code, leaders, size in (("P0001", ["Bo"], 3), ("P0002", ["E", "D"], 4), ("P0003", [], 3)):
        before = made(
            before,
            confirm_collaboration(
                before, code, leaders=leaders, size=size, structure="interconnection"
            ),
        )
    found = {one.part: one for one in suggestion_agreement(before, project_suggestions(before))}
    assert (found["leader"].units, found["leader"].same) == (3, 1)
    assert found["leader"].kappa is not None
    # three units, one the same; values Bo, D, G against Bo, "D, E", nobody: expected 1/9
    assert found["leader"].kappa.value == pytest.approx((1 / 3 - 1 / 9) / (1 - 1 / 9))
    assert (found["size"].units, found["size"].same) == (3, 2)
    assert found["size"].alpha is not None
    assert found["structure"].kappa is not None
    assert found["structure"].kappa.undefined
    assert project_suggestions(before)[0].confirmed == ("leader", "size", "structure")


def test_a_collaboration_without_parties_has_nothing_to_say() -> None:
    lone = Collaboration(code="X", title="Alone")
    found = study_of([Project(code="P", title="T"), lone])
    assert best(found).size == 0
    assert willing.project_willingness(found)[0].followed == "nobody follows"
