"""Networks in and out by command: files, projections, the network of a study."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from consilience.formats import read_graph
from consilience.study import Pseudonym, Record, Study, create_study, study_of
from engines.study.samples import coded_study
from shells.commands import run

MEMBERS = """organisation,collaboration,role,start,end
华为,开放地图,lead,2019,2021
Bosch,开放地图,member,2019,
Bosch,Chip forum,lead,2020,
Arm,Chip forum,member,2020,
Arm,开放地图,member,2021,2021
City,Chip forum,member,2022,
"""
TIES = "Source,Target,layer,Weight,Type\n1,2,R&D,2,Undirected\n2,3,R&D,1,Directed\n1,3,data,4,\n"
NODES = "Id,Label,sector\n1,华为,IT\n2,B,car\n3,C,car\n4,D,\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("members.csv", MEMBERS), ("ties.csv", TIES), ("nodes.csv", NODES)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run("network", "convert", "ties.csv", "net.gexf", "--nodes", "nodes.csv")[0] == 0
    return tmp_path


def _stored(path: Path, study: Study) -> None:
    with create_study(path, study.project) as store:
        records = [one for one in study.records() if one != study.project]
        if records:
            store.add("import", records)


def _refused(*words: str) -> str:
    code, out, err = run("network", *words)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    return err


def test_convert_says_what_is_there_and_what_is_lost(folder: Path) -> None:
    code, out, _ = run("network", "convert", "net.gexf", "net.net")
    assert code == 0
    assert out == "net.net: 4 nodes, 3 ties\nAttributes of nodes are not kept: sector, id.\n"
    told = json.loads(run("network", "convert", "net.gexf", "net.dl", "--json")[1])
    assert told["layers"] == ["R&D", "data"]
    assert told["attributes"] == ["sector", "id"]
    assert {note["key"] for note in told["notes"]} == {
        "graphs.note.lost_attributes",
        "graphs.note.lost_direction",
    }
    assert read_graph(folder / "net.net").ties["directed"].tolist() == [True, False, False]
    both = ("--nodes-out", "again.csv")
    assert run("network", "convert", "net.gexf", "list.csv", *both, language="zh")[0] == 0
    assert (folder / "again.csv").read_text("utf-8-sig").splitlines()[1] == "1,华为,IT"


def test_convert_to_waves_that_are_named(folder: Path) -> None:
    code, _, err = run("network", "convert", "members.csv", "waves", "--waves", "2019,2021")
    assert code == 0, err
    assert (folder / "waves" / "network1-wave2.dat").read_text() == "1 0\n1 1\n1 1\n0 0\n"


def test_ends_that_match_nothing_are_told(folder: Path) -> None:
    (folder / "bad.csv").write_text("Source,Target\n1,9\n", encoding="utf-8")
    said = _refused("convert", "bad.csv", "x.net", "--nodes", "nodes.csv")
    assert "1 end(s) of ties in bad.csv match no id in nodes.csv: 9" in said
    assert not (folder / "x.net").exists()


@pytest.mark.usefixtures("folder")
def test_measures_take_files_of_networks_and_their_attributes() -> None:
    code, out, err = run("network", "measures", "net.gexf", "--groups-by", "id", "--json")
    assert code == 0, err
    told = json.loads(out)
    assert told["structure"]["nodes"] == 4
    assert told["ei_index"]["value"] == 1.0
    code, out, err = run("network", "lead", "net.gexf", "--largest-part", "--json")
    assert json.loads(out)["best"]["sets"] == [["华为"]], err
    assert "2 node(s) have no" not in err
    code, out, _ = run("network", "scenario", "net.gexf", "--json")
    assert code == 0


def test_each_layer_is_measured_alone(folder: Path) -> None:
    assert run("network", "convert", "net.gexf", "list.csv", "--nodes-out", "n.csv")[0] == 0
    assert (folder / "n.csv").exists()
    for name in ("net.gexf", "list.csv"):
        code, out, err = run("network", "measures", name, "--layers", "data", "--json")
        assert code == 0, err
        assert json.loads(out)["structure"]["ties"] == 1
        assert "did you mean data" in _refused("measures", name, "--layers", "date")
    assert "column of members.csv" in _refused("lead", "members.csv", "--layers", "R&D")


def test_notes_of_a_file_are_told_beside_the_answer(folder: Path) -> None:
    (folder / "z.net").write_text("*Vertices 3\n*Edges\n1 2\n2 3\n1 3 0\n", encoding="utf-8")
    code, out, err = run("network", "scenario", "z.net", "--json")
    assert code == 0
    assert json.loads(out)["kind"] == "centre divergence"
    assert err == "1 tie(s) of strength 0 left out.\n"


def test_options_of_lists_and_unknown_attributes_are_refused(folder: Path) -> None:
    assert "leave out --strength, --directed" in _refused(
        "lead", "net.gexf", "--strength", "Weight", "--directed"
    )
    assert "did you mean sector" in _refused("measures", "net.gexf", "--groups-by", "sectr")
    assert "there is none yet" in _refused("measures", "ties.csv", "--groups-by", "sector")
    assert "1 node(s) have no group" in _refused("measures", "net.gexf", "--groups-by", "sector")
    assert run("network", "convert", "members.csv", "two.net")[0] == 0
    assert "project it first" in _refused("lead", "two.net")
    assert "is not a two-mode network" in _refused("project", "net.gexf")
    (folder / "none.csv").write_text("organisation,collaboration\nA,\n", encoding="utf-8")
    assert "names nobody" in _refused("project", "none.csv")


def test_project_weighs_keeps_and_writes(folder: Path) -> None:
    words = ("project", "members.csv", "--weight", "newman", "--out", "p.graphml")
    code, out, err = run("network", *words)
    assert code == 0, err
    assert out.startswith("4 organisations in 2 collaborations (6 participations): 5 ties\n")
    assert "60% of all ties" in out
    written = read_graph(folder / "p.graphml").ties
    assert written["strength"].tolist() == [0.5, 0.5, 1.0, 0.5, 0.5]
    options = ("--backbone", "disparity", "--level", "0.45", "--json")
    told = json.loads(run("network", "project", "members.csv", *options)[1])
    assert told["organisations"] == 4
    assert sum(told["backbone"]["kept"]) < 5
    assert told["file"] is None
    sparse = run("network", "project", "members.csv", "--backbone", "sdsm", "--out", "s.csv")
    assert "The backbone keeps 0 of 5 ties" in sparse[1]
    assert len(read_graph(folder / "s.csv").nodes) == 4


@pytest.mark.usefixtures("folder")
def test_project_keeps_to_roles_times_and_sides() -> None:
    leads = json.loads(run("network", "project", "members.csv", "--role", "lead", "--json")[1])
    assert leads["participations"] == 2
    late = json.loads(run("network", "project", "members.csv", "--at", "2022", "--json")[1])
    assert late["projection"]["nodes"] == ["Bosch", "Arm", "City"]
    side = ("--side", "collaborations", "--since", "2019", "--until", "2020", "--json")
    other = json.loads(run("network", "project", "members.csv", *side)[1])
    assert other["projection"]["nodes"] == ["开放地图", "Chip forum"]
    assert "did you mean newman" in _refused("project", "members.csv", "--weight", "nwman")
    run("network", "convert", "members.csv", "two.gexf")
    again = json.loads(run("network", "project", "two.gexf", "--json")[1])
    assert again["participations"] == 6


def test_a_yearly_list_with_other_columns_is_projected(folder: Path) -> None:
    rows = "alliance,year,org\nAI,2019,A\nAI,2019,B\nAI,2020,B\nEdge,2020,B\nEdge,2020,C\n"
    (folder / "yearly.csv").write_text(rows, encoding="utf-8")
    columns = ("project", "yearly.csv", "--organisation", "org", "--collaboration", "alliance")
    told = json.loads(run("network", *columns, "--at", "2020", "--json")[1])
    assert told["projection"]["nodes"] == ["B", "C"]
    told = json.loads(run("network", *columns, "--json")[1])
    assert (told["organisations"], told["collaborations"]) == (3, 2)
    assert "did you mean org" in _refused("project", "yearly.csv", "--organisation", "orgs")


def test_the_network_of_a_study_goes_to_a_file(folder: Path) -> None:
    study = coded_study()
    _stored(folder / "s.consilience", study)
    code, out, err = run("network", "export", "s.consilience", "ties.graphml")
    assert code == 0, err
    ties = read_graph(folder / "ties.graphml")
    assert out.startswith(f"ties.graphml: {len(study.organisations)} nodes, 2 ties")
    assert set(ties.nodes["code"]) == {one.code for one in study.organisations}
    assert {"sector", "country", "name_zh"} <= set(ties.attributes())
    assert set(ties.layers) == {one.layer for one in study.ties}
    layer = study.ties[0].layer
    told = run("network", "export", "s.consilience", "one.net", "--layer", layer, "--json")[1]
    assert json.loads(told)["ties"] == 1
    assert run("network", "export", "s.consilience", "two.gexf", "--two-mode")[0] == 0
    two = read_graph(folder / "two.gexf")
    assert two.two_mode
    assert len(two.ties) == 2
    code, out, _ = run("network", "export", "s.consilience", "p.csv", "--weight", "count")
    assert "Strength of ties: the number of things shared." in out
    assert len(read_graph(folder / "p.csv").ties) == 1
    kept = ("--weight", "count", "--backbone", "sdsm", "--level", "1", "--json")
    told = run("network", "export", "s.consilience", "b.gexf", *kept)[1]
    assert json.loads(told)["ties"] == 1


@pytest.mark.parametrize("kind", [(), ("--two-mode",), ("--weight", "count")])
def test_an_export_has_pseudonyms_for_the_names_on_the_list(
    folder: Path, kind: tuple[str, ...]
) -> None:
    study = coded_study()
    both = {one.organisation_id for one in study.participations}
    name = next(one.name for one in study.organisations if one.id in both)
    listed = Pseudonym(name=name, replacement="Firm Omega")
    others = [one for one in study.records() if not isinstance(one, Pseudonym)]
    _stored(folder / "s.consilience", study_of([*others, listed]))
    export = ("network", "export", "s.consilience")
    code, out, err = run(*export, "masked.graphml", *kind)
    assert code == 0, err
    written = (folder / "masked.graphml").read_text(encoding="utf-8")
    assert name not in written
    assert "Firm Omega" in written
    assert name not in out
    assert "--with-names keeps them" in out
    assert run(*export, "named.graphml", *kind, "--with-names")[0] == 0
    written = (folder / "named.graphml").read_text(encoding="utf-8")
    assert name in written
    assert "Firm Omega" not in written


def test_export_takes_one_network_at_a_time(folder: Path) -> None:
    study = coded_study()
    alone = study_of([study.project])
    for name, made in (("s.consilience", study), ("empty.consilience", alone)):
        _stored(folder / name, made)
    one = ("export", "s.consilience", "x.net")
    assert "name one of them" in _refused(*one, "--weight", "count", "--two-mode")
    assert "name one of them" in _refused(*one, "--backbone", "sdsm")
    assert "layer of multiplex" in _refused(*one, "--layer", "nothing").replace("layers", "layer")
    assert "no recorded ties" in _refused("export", "empty.consilience", "x.net")
    assert "names nobody" in _refused("export", "empty.consilience", "x.net", "--two-mode")
    assert "names nobody" in _refused("export", "empty.consilience", "x.net", "--weight", "count")


def test_names_that_repeat_get_their_code(folder: Path) -> None:
    study = coded_study()
    first, second = study.organisations[:2]
    wanted = f"{first.name} ({first.code})"
    joined = study.collaborations[0]
    changed: list[Record] = [
        dataclasses.replace(second, name=first.name),
        dataclasses.replace(joined, title=wanted),
    ]
    kept = [one for one in study.records() if one.id not in {second.id, joined.id}]
    _stored(folder / "s.consilience", study_of([*kept, *changed]))
    assert run("network", "export", "s.consilience", "two.gexf", "--two-mode")[0] == 0
    names = set(read_graph(folder / "two.gexf").nodes["name"])
    assert {wanted, f"{first.name} ({second.code})"} <= names
    assert f"{wanted} ({joined.code})" in names
