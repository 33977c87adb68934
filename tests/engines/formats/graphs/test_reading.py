"""Networks as other programs write them, and files that are broken, hostile or of another kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest

from consilience import formats
from consilience.errors import ArgumentError, ConsilienceError, DataError, UnknownNameError
from consilience.formats import GraphData, graph_data, graph_kind, read_graph, write_graph
from consilience.formats.graphs import files

GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="s" for="node" attr.name="sector" attr.type="string"><default>car</default></key>
  <key id="n" for="all" attr.name="name" attr.type="string"/>
  <key id="p" for="node" attr.name="public" attr.type="boolean"/>
  <key id="w" for="edge" attr.name="Weight" attr.type="double"/>
  <key id="g" for="node" yfiles.type="nodegraphics"/>
  <graph edgedefault="directed">
    <node id="a"><data key="n">华为</data><data key="s">通信</data><data key="p">1</data></node>
    <node id="b"><data key="n">Bosch</data><data key="p"></data>
      <data key="g"><ShapeNode><NodeLabel>drawn</NodeLabel></ShapeNode></data></node>
    <edge source="a" target="b"><data key="w">2.5</data></edge>
    <edge source="b" target="a" directed="false"/>
    <hyperedge><endpoint node="a"/></hyperedge>
  </graph>
  <graph/>
</graphml>"""
GEXF = """<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz">
  <graph defaultedgetype="directed" mode="dynamic" timeformat="double">
    <attributes class="node" mode="dynamic"><attribute id="0" title="size" type="integer">
      <default>7</default></attribute></attributes>
    <nodes>
      <node id="1" label="华为" start="2019.0"><viz:color r="1" g="1" b="1"/>
        <attvalues><attvalue for="0" value="1" end="2019"/><attvalue for="0" value="3"/></attvalues>
      </node>
      <node id="2" label="B"/><node id="3" label="C"/>
    </nodes>
    <edges>
      <edge source="1" target="2" weight="2" kind="R&amp;D">
        <spells><spell start="2019.0" end="2020.0"/><spell start="2022.0"/></spells></edge>
      <edge source="2" target="3" type="undirected" start="2019-05-01T00:00:00"/>
      <edge source="3" target="1" type="mutual" label="x"/>
    </edges>
  </graph>
</gexf>"""
PAJEK = """% from Pajek
*Network alliance
*vertices 4
1 "华为 集团" 0.1 0.2 0.5 [2019-*]
2 Bosch ic Red
3 "C [D]" [1-3]
*Arcs :1 "R&D"
1 2 3 [2019-2020,2022]
2 1
*EDGES :2 "标准"
2 3 0 w 2
3 4 1.5
*Arcslist :3
1 3 4
*Matrix :2
0 1 0 0
1 0 0 0
0 0 0 2
0 0 2 0
*Partition size
1
2
"""
DL = """dl n = 4, format = fullmatrix
labels:
"A B",C
D,E
data:
0 1 0 2
1 0 0 0
0 0 0 0
2 0 0 0
"""


def _save(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding=encoding, newline="")
    return path


def _keys(found: GraphData) -> list[str]:
    return [n.key.removeprefix("graphs.note.") for n in found.notes if "tables" not in n.key]


def _rows(found: GraphData, *columns: str) -> list[list[Any]]:
    chosen = ["from", "to", *columns]
    return [list(row) for row in found.ties[chosen].itertuples(index=False)]


def test_graphml_of_other_programs(tmp_path: Path) -> None:
    found = read_graph(_save(tmp_path / "a.graphml", GRAPHML))
    assert _rows(found, "strength", "directed") == [
        ["华为", "Bosch", 2.5, True],
        ["Bosch", "华为", 1.0, False],
    ]
    assert found.nodes.to_dict("list") == {
        "name": ["华为", "Bosch"],
        "sector": ["通信", "car"],
        "public": [True, None],
        "id": ["a", "b"],
    }
    assert _keys(found) == ["several_graphs", "hyperedges"]
    drawn = GRAPHML.replace('<data key="n">Bosch</data>', "").replace(
        '<data key="n">华为</data>',
        '<data key="g"><ShapeNode><NodeLabel>N</NodeLabel></ShapeNode></data>',
    )
    assert read_graph(_save(tmp_path / "b.graphml", drawn)).nodes["name"].tolist() == ["N", "drawn"]


def test_graphml_within_nodes_is_read_flat(tmp_path: Path) -> None:
    nested = (
        "<graphml><graph><node id='a'><graph><node id='b'/></graph></node>"
        "<edge source='a' target='b'/></graph></graphml>"
    )
    found = read_graph(_save(tmp_path / "a.xml", nested))
    assert found.nodes["name"].tolist() == ["a", "b"]
    assert _keys(found) == ["nested"]


def test_gexf_with_times_and_changing_attributes(tmp_path: Path) -> None:
    found = read_graph(_save(tmp_path / "a.gexf", GEXF))
    assert _rows(found, "layer", "strength", "start", "end", "directed") == [
        ["华为", "B", "R&D", 2.0, "2019", "2020", True],
        ["华为", "B", "R&D", 2.0, "2022", "", True],
        ["B", "C", "", 1.0, "2019-05-01", "", False],
        ["C", "华为", "", 1.0, "", "", False],
    ]
    assert found.nodes["size"].tolist() == [3, 7, 7]
    assert _keys(found) == ["changing", "drawing"]


def test_pajek_with_relations_times_lists_and_matrices(tmp_path: Path) -> None:
    found = read_graph(_save(tmp_path / "a.net", PAJEK))
    assert found.nodes["name"].tolist() == ["华为 集团", "Bosch", "C [D]", "4"]
    assert found.nodes["start"].tolist() == ["2019", None, None, None]
    assert _rows(found, "layer", "strength", "start", "end", "directed") == [
        ["华为 集团", "Bosch", "R&D", 3.0, "2019", "2020", True],
        ["华为 集团", "Bosch", "R&D", 3.0, "2022", "2022", True],
        ["Bosch", "华为 集团", "R&D", 1.0, "", "", True],
        ["C [D]", "4", "标准", 1.5, "", "", False],
        ["华为 集团", "C [D]", "3", 1.0, "", "", True],
        ["华为 集团", "4", "3", 1.0, "", "", True],
        ["华为 集团", "Bosch", "标准", 1.0, "", "", False],
        ["C [D]", "4", "标准", 2.0, "", "", False],
    ]
    assert set(_keys(found)) == {"drawing", "times", "parts", "no_strength"}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_texts_come_in_every_usual_encoding(encoding: str, tmp_path: Path) -> None:
    found = read_graph(_save(tmp_path / "a.net", PAJEK, encoding))
    assert found.nodes["name"][0] == "华为 集团"
    named = read_graph(tmp_path / "a.net", encoding=encoding)
    assert named.nodes["name"][0] == "华为 集团"


def test_two_mode_pajek(tmp_path: Path) -> None:
    text = '*Vertices 4 2\n1 "A"\n2 "B"\n3 "x"\n4 "y"\n*Edges\n1 3\n4 2 2\n*Matrix\n0 1\n0 0\n'
    found = read_graph(_save(tmp_path / "a.net", text))
    assert found.two_mode
    assert _rows(found, "strength") == [["A", "x", 1.0], ["B", "y", 2.0], ["A", "y", 1.0]]


@pytest.mark.parametrize(
    ("text", "ties"),
    [
        (DL, [["A B", "C", "", 1.0, False], ["A B", "E", "", 2.0, False]]),
        (
            "DL N=3\nFORMAT=EDGELIST1\nLABELS EMBEDDED\nDATA:\n华为 B 2\nB C\n",
            [["华为", "B", "", 2.0, True], ["B", "C", "", 1.0, True]],
        ),
        (
            "dl n=3 format=nodelist1\nlabels:\nA,B,C\ndata:\n1 2 3\n2 1\n3 1\n",
            [["A", "B", "", 1.0, False], ["A", "C", "", 1.0, False]],
        ),
        (
            (
                "dl nr=2, nc=3 format=edgelist2\nrow labels:\nA,B\n"
                "col labels:\nx,y,z\ndata:\n1 3 2\n2 1\n"
            ),
            [["A", "z", "", 2.0, False], ["B", "x", "", 1.0, False]],
        ),
        (
            (
                "dl nr=2 nc=2 format=nodelist2\nrow labels embedded\n"
                "column labels embedded\ndata:\nA x y\nB x\n"
            ),
            [["A", "x", "", 1.0, False], ["A", "y", "", 1.0, False], ["B", "x", "", 1.0, False]],
        ),
        (
            (
                "dl n=2 nm=2\nlabels embedded\nmatrix labels:\nR&D,data\ndata:\nA B\nA 0 1\nB 1 0\n"
                "A B\nA 0 0\nB 3 0\n"
            ),
            [["A", "B", "R&D", 1.0, False], ["B", "A", "data", 3.0, True]],
        ),
        (
            "dl n=2 nm=2 format=edgelist1\nlabels:\nA,B\ndata:\n1 2\n!\n2 1\n",
            [["A", "B", "1", 1.0, True], ["B", "A", "2", 1.0, True]],
        ),
        ("dl nr=1 nc=2\ndata:\n0 4\n", [["r1", "c2", "", 4.0, False]]),
    ],
)
def test_dl_in_its_many_forms(text: str, ties: list[Any], tmp_path: Path) -> None:
    found = read_graph(_save(tmp_path / "a.dl", text))
    assert _rows(found, "layer", "strength", "directed") == ties
    assert found.two_mode is ("nr=" in text)


def test_dl_says_who_is_never_named(tmp_path: Path) -> None:
    text = "dl n=5 format=edgelist1\nlabels embedded:\ndata:\nA B\n"
    assert _keys(read_graph(_save(tmp_path / "a.dl", text))) == ["unnamed"]


def test_lists_of_gephi_are_matched_by_id_or_by_label(tmp_path: Path) -> None:
    nodes = _save(
        tmp_path / "nodes.csv", "Id,Label,size,public,name\n1,华为,3,TRUE,x\n2,B,,FALSE,y\n"
    )
    ties = _save(
        tmp_path / "ties.csv", "Source,Target,Type,Weight\n1,2,Undirected,2\n2,1,Directed,\n"
    )
    found = read_graph(ties, nodes=nodes)
    assert _rows(found, "strength", "directed") == [
        ["华为", "B", 2.0, False],
        ["B", "华为", 1.0, True],
    ]
    assert found.nodes["size"].tolist() == [3, None]
    assert found.nodes["public"].tolist() == [True, False]
    assert found.nodes["id"].tolist() == ["1", "2"]
    assert found.nodes["name (attribute)"].tolist() == ["x", "y"]
    write_graph(found, tmp_path / "t.csv", nodes=tmp_path / "n.csv")
    assert (tmp_path / "t.csv").read_text("utf-8-sig").splitlines()[1].startswith("1,2,")
    again = read_graph(tmp_path / "t.csv", nodes=tmp_path / "n.csv")
    pd.testing.assert_frame_equal(again.nodes, found.nodes, check_like=True)
    by_label = _save(tmp_path / "labels.csv", "Source;Target\n华为;B\n")
    again = read_graph(by_label, nodes=nodes)
    assert _rows(again) == [["华为", "B"]]
    assert "by_label" in _keys(again)


def test_ends_that_match_nothing_are_listed_and_never_made(tmp_path: Path) -> None:
    nodes = _save(tmp_path / "nodes.csv", "Id,Label\n1,华为\n2,B\n")
    ties = _save(tmp_path / "ties.csv", "Source,Target\n1,B\n1,9\n华为,2\n")
    sentence = (
        r"3 end\(s\) of ties in ties.csv match no id in nodes.csv: B, 9, 华为 \(2 of them match"
    )
    with pytest.raises(DataError, match=sentence):
        read_graph(ties, nodes=nodes)


def test_chinese_heads_two_modes_and_alone(tmp_path: Path) -> None:
    text = "组织,合作,强度,开始,角色\n华为,地图,2,2019,lead\nB,地图,,,\nC,,,,\n"
    found = read_graph(_save(tmp_path / "a.csv", text, "gb18030"))
    assert found.two_mode
    assert dict(zip(found.nodes["name"], found.nodes["side"], strict=True)) == {
        "华为": "organisation",
        "地图": "collaboration",
        "B": "organisation",
        "C": "organisation",
    }
    assert _rows(found, "strength", "start", "角色") == [
        ["华为", "地图", 2.0, "2019", "lead"],
        ["B", "地图", 1.0, "", None],
    ]
    plain = read_graph(_save(tmp_path / "b.csv", "a,b,方向\nx,y,有向\ny,z,否\n"))
    assert plain.ties["directed"].tolist() == [True, False]


def test_an_ordinary_workbook_is_a_list_of_ties(tmp_path: Path) -> None:
    pd.DataFrame({"from": ["A"], "to": ["B"], "strength": [2]}).to_excel(
        tmp_path / "a.xlsx", index=False
    )
    assert _rows(read_graph(tmp_path / "a.xlsx"), "strength") == [["A", "B", 2.0]]
    assert _rows(read_graph(tmp_path / "a.xlsx", sheet="Sheet1")) == [["A", "B"]]
    with pytest.raises(UnknownNameError, match="sheet"):
        read_graph(tmp_path / "a.xlsx", sheet="Ties")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_xml_comes_in_the_encoding_that_it_declares(encoding: str, tmp_path: Path) -> None:
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?>'
    text += '<graphml><graph><node id="华为"/></graph></graphml>'
    found = read_graph(_save(tmp_path / "a.graphml", text, encoding))
    assert found.nodes["name"].tolist() == ["华为"]


def test_a_folder_of_plain_matrices_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "glasgow"
    folder.mkdir()
    _save(folder / "friends-1.dat", "0 1 NA\n0 0 11\n10 0 0\n")
    _save(folder / "friends-2.dat", "0 1 0\n1 0 0\n0 0 0\n")
    _save(folder / "covariates.dat", "1 2.5\n2 NA\n1 0\n")
    found = read_graph(folder)
    assert _rows(found, "layer", "directed") == [
        ["1", "2", "friends-1", True],
        ["2", "3", "friends-1", True],
        ["1", "2", "friends-2", False],
    ]
    assert found.nodes["covariate 2"].tolist() == [2.5, None, 0.0]
    assert _keys(found) == ["gaps", "structural"]
    _save(folder / "friends-1.dat", "0 1 0 0\n1 0 1 0\n")
    (folder / "friends-2.dat").unlink()
    (folder / "covariates.dat").unlink()
    assert read_graph(folder).two_mode


@pytest.mark.parametrize(
    ("read", "write", "name"),
    [
        (nx.read_graphml, nx.write_graphml, "a.graphml"),
        (nx.read_gexf, nx.write_gexf, "a.gexf"),
        (nx.read_pajek, nx.write_pajek, "a.net"),
    ],
)
def test_networkx_and_we_understand_each_other(
    read: Callable[[str], nx.Graph],
    write: Callable[[nx.Graph, str], None],
    name: str,
    tmp_path: Path,
) -> None:
    path = str(tmp_path / name)
    word = "member" if name == "a.net" else "成员"  # networkx does not know Pajek's mark of UTF-8
    graph = nx.relabel_nodes(nx.karate_club_graph(), lambda n: f"{word} {n}")
    write(graph, path)
    found = read_graph(path)
    ours = nx.Graph()
    ours.add_nodes_from(found.nodes["name"])
    ours.add_weighted_edges_from(found.ties[["from", "to", "strength"]].itertuples(index=False))
    assert set(ours) == set(graph)
    assert {frozenset(e[:2]): e[2] for e in ours.edges(data="weight")} == {
        frozenset(e[:2]): e[2] for e in graph.edges(data="weight")
    }
    write_graph(found, path)
    theirs = nx.Graph(read(path))
    if name != "a.net":
        theirs = nx.relabel_nodes(theirs, dict(theirs.nodes(data="label")))
    assert {frozenset(e[:2]): float(e[2]) for e in theirs.edges(data="weight")} == {
        frozenset(e[:2]): e[2] for e in graph.edges(data="weight")
    }


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
BROKEN: list[tuple[str, str, str]] = [
    (
        "a.graphml",
        "<?xml version='1.0'?>" + BOMB + "<graphml>&b;</graphml>",
        "declares XML entities",
    ),
    ("a.gexf", BOMB + "<gexf/>", "declares XML entities"),
    ("a.graphml", "<graphml><graph>", "not well-formed XML"),
    ("a.graphml", "", "not well-formed XML"),
    ("a.graphml", "<gexf/>", "is not graphml: its root is gexf"),
    ("a.gexf", "<graphml/>", "is not gexf: its root is graphml"),
    ("a.graphml", "<graphml/>", "holds no node"),
    ("a.graphml", "<graphml><graph/></graphml>", "holds no node"),
    ("a.gexf", "<gexf/>", "holds no node"),
    ("a.graphml", "<graphml><graph><node/></graph></graphml>", "an element without id in line 1"),
    ("a.gexf", "<gexf><graph><node label='a'/></graph></gexf>", "an element without id"),
    (
        "a.graphml",
        "<graphml><graph><node id='a'/><node id='a'/></graph></graphml>",
        "has the node a twice",
    ),
    (
        "a.graphml",
        "<graphml><graph><node id='a'/><edge source='a' target='ghost'/></graph></graphml>",
        r"ties to 1 id\(s\) that no node has: ghost",
    ),
    (
        "a.graphml",
        "<graphml><graph><node id='a'><data key='k'>1</data></node></graph></graphml>",
        "uses the attribute k, which it does not declare",
    ),
    (
        "a.gexf",
        (
            "<gexf><graph><node id='a'><attvalues><attvalue for='9' value='1'/></attvalues></node>"
            "</graph></gexf>"
        ),
        "uses the attribute 9",
    ),
    (
        "a.graphml",
        (
            "<graphml><key id='k' for='node' attr.name='n' attr.type='int'/><graph><node id='a'>"
            "<data key='k'>many</data></node></graph></graphml>"
        ),
        "says that n is of the type int, but has many",
    ),
    (
        "a.graphml",
        (
            "<graphml><key id='k' for='node' attr.name='n' attr.type='boolean'/><graph>"
            "<node id='a'><data key='k'>maybe</data></node></graph></graphml>"
        ),
        "of the type boolean, but has maybe",
    ),
    (
        "a.gexf",
        "<gexf><graph><node id='a'/><edge source='a' target='a' weight='-2'/></graph></gexf>",
        "between a and a whose strength is -2",
    ),
    (
        "a.gexf",
        "<gexf><graph><node id='a'/><edge source='a' target='a' weight='strong'/></graph></gexf>",
        "whose strength is strong",
    ),
    (
        "a.gexf",
        "<gexf><graph><node id='a'/><edge source='a' target='a' start='soon'/></graph></gexf>",
        "has the date soon",
    ),
    ("a.net", "1 2 3\n", "cannot be read in row 1"),
    ("a.net", "*Vertices\n", "cannot be read in row 1"),
    ("a.net", "*Vertices two\n", "cannot be read in row 1"),
    ("a.net", "*Vertices 999999999\n", "more than the 200000 nodes"),
    ("a.net", "*Vertices 0\n", "holds no node"),
    ("a.net", "*Vertices 2\n3 x\n", "cannot be read in row 2: 3 x"),
    ("a.net", "*Vertices 2\n*Arcs\n1\n", "cannot be read in row 3"),
    ("a.net", "*Vertices 2\n*Arcs\n1 3\n", "cannot be read in row 3"),
    ("a.net", "*Vertices 2\n*Arcs\n1 2 -1\n", "whose strength is -1"),
    ("a.net", "*Vertices 2\n*Arcs\n1 2 nan\n", "whose strength is nan"),
    ("a.net", "*Vertices 2\n*Matrix\n0 x\n0 0\n", "cannot be read in row 3: 0 x"),
    ("a.net", "*Vertices 2\n*Matrix\n0 1\n", "has no matrix of 2 x 2"),
    ("a.net", "*Vertices 2\n* 1\n", "cannot be read in row 2"),
    ("a.net", "\0\1\2", "zero bytes"),
    ("a.dl", "n=2\ndata:\n0 1\n1 0\n", "is no DL file"),
    ("a.dl", "dl n=2\n0 1\n1 0\n", "is no DL file"),
    (
        "a.dl",
        "dl n=2 format=upperhalf\ndata:\n1\n",
        "has the format upperhalf; read are fullmatrix",
    ),
    ("a.dl", "dl n=99999999\ndata:\n0\n", "more than the 20000 nodes"),
    ("a.dl", "dl n=two\ndata:\n0\n", "more than the 20000 nodes"),
    ("a.dl", "dl n=20000\ndata:\n0\n", "more than the 20000 nodes"),
    ("a.dl", "dl\ndata:\n0 1\n", "more than the 20000 nodes"),
    ("a.dl", "dl n=2\nlabels:\nA\ndata:\n0 1\n1 0\n", "does not have 2 different labels"),
    ("a.dl", "dl n=2\nlabels:\nA,A\ndata:\n0 1\n1 0\n", "does not have 2 different labels"),
    ("a.dl", "dl n=2 nm=2\nmatrix labels:\nA\ndata:\n0 1\n", "does not have 2 different labels"),
    ("a.dl", "dl n=2\ndata:\n0 1\n1\n", "has no matrix of 2 x 2 x 1"),
    ("a.dl", "dl n=2\ndata:\n0 x\n1 0\n", "cannot be read in row 3: 0 x"),
    ("a.dl", "dl n=2 format=edgelist1\ndata:\n1 2 3 4\n", "cannot be read in row 3"),
    ("a.dl", "dl n=2 format=edgelist1\ndata:\n1 5\n", "cannot be read in row 3: 1 5"),
    ("a.dl", "dl n=2 format=edgelist1\ndata:\n1 2 x\n", "cannot be read in row 3"),
    ("a.dl", "dl n=2 nm=3 format=edgelist1\ndata:\n1 2\n", "does not have 3 different labels"),
    ("a.csv", "from,to\n,B\n", "has no name in row 2"),
    ("a.csv", "from\nA\n", "needs two columns"),
    ("a.csv", "from,to,directed\nA,B,maybe\n", "has maybe as direction in row 2"),
    ("a.csv", "from,to,strength\nA,B,-1\n", "whose strength is -1"),
    ("a.csv", "from,to,strength\nA,B,much\n", "whose strength is much"),
    ("a.csv", "from,to,start\nA,B,2019-13\n", "has the date 2019-13"),
    ("a.csv", "organisation,collaboration\nA,x\nx,y\n", "x names both an organisation and"),
]


@pytest.mark.parametrize(("name", "text", "sentence"), BROKEN)
def test_a_broken_file_gets_one_sentence(
    name: str, text: str, sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(ConsilienceError, match=sentence) as caught:
        read_graph(_save(tmp_path / name, text))
    assert "\n" not in caught.value.sentence("zh")
    assert caught.value.sentence("zh") != caught.value.sentence("en")


def test_a_bomb_of_depth_or_size_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = "<graphml>" + "<graph>" * 10_000 + "</graph>" * 10_000 + "</graphml>"
    with pytest.raises(DataError, match="not well-formed XML"):
        read_graph(_save(tmp_path / "a.graphml", deep))
    monkeypatch.setattr(files, "MAXIMUM_BYTES", 1000)
    with pytest.raises(DataError, match=r"larger than 0\.001 MB"):
        read_graph(tmp_path / "a.graphml")


def test_xml_reads_no_other_file(tmp_path: Path) -> None:
    _save(tmp_path / "secret.txt", "secret")
    text = f'<!DOCTYPE g [<!ENTITY s SYSTEM "{tmp_path}/secret.txt">]><graphml>&s;</graphml>'
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(DataError, match="declares XML entities"):
            read_graph(_save(tmp_path / "a.graphml", text, encoding))


def test_broken_folders_get_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    with pytest.raises(DataError, match="holds no matrix"):
        read_graph(folder)
    _save(folder / "w.dat", "0 1\n1\n")
    with pytest.raises(DataError, match="not of the same actors"):
        read_graph(folder)
    _save(folder / "w.dat", "0 1\n1 0\n")
    _save(folder / "v.dat", "0\n")
    with pytest.raises(DataError, match="not of the same actors"):
        read_graph(folder)
    (folder / "v.dat").unlink()
    _save(folder / "covariates.dat", "1\n")
    with pytest.raises(DataError, match="not of the same actors"):
        read_graph(folder)
    _save(folder / "covariates.dat", "1\n1 2\n")
    with pytest.raises(DataError, match="cannot be read in row 2"):
        read_graph(folder)
    _save(folder / "actors.csv", "number,name,side\n1,A,\n")
    with pytest.raises(DataError, match="not of the same actors"):
        read_graph(folder)


def test_a_node_without_an_id_is_named(tmp_path: Path) -> None:
    ties = _save(tmp_path / "ties.csv", "Source,Target\n1,1\n")
    with pytest.raises(DataError, match="has no name in row 3"):
        read_graph(ties, nodes=_save(tmp_path / "nodes.csv", "Id,size\n1,2\n,3\n"))
    with pytest.raises(DataError, match="has the node 1 twice"):
        read_graph(ties, nodes=_save(tmp_path / "nodes.csv", "Id,size\n1,2\n1,3\n"))


def test_kinds_are_told_by_suffix_or_by_how_a_file_begins(tmp_path: Path) -> None:
    assert graph_kind(tmp_path) == "siena"
    assert graph_kind(_save(tmp_path / "a.txt", DL)) == "dl"
    assert graph_kind(_save(tmp_path / "b.txt", "\ufeff\n*Vertices 1\n")) == "pajek"
    assert graph_kind(_save(tmp_path / "c.xml", GRAPHML)) == "graphml"
    assert graph_kind(_save(tmp_path / "d", GEXF)) == "gexf"
    assert graph_kind(_save(tmp_path / "e.txt", "from\tto\nA\tB\n")) is None
    assert _rows(read_graph(tmp_path / "e.txt")) == [["A", "B"]]
    assert read_graph(tmp_path / "a.txt").nodes["name"][0] == "A B"


def test_an_attribute_of_the_name_of_a_strength_stands_beside_it(tmp_path: Path) -> None:
    two = '<data key="w">2.5</data><data key="v">9</data>'
    text = GRAPHML.replace('<data key="w">2.5</data>', two)
    key = '<key id="v" for="edge" attr.name="value" attr.type="int"/><graph edge'
    found = read_graph(_save(tmp_path / "a.graphml", text.replace("<graph edge", key, 1)))
    assert found.ties["strength"].tolist() == [2.5, 1.0]
    assert found.ties["value (attribute)"].tolist() == [9, None]


def test_months_of_gexf_end_on_their_last_day(tmp_path: Path) -> None:
    dates = {"start": ["2020-02", ""], "end": ["2020-02", "2021"]}
    write_graph(graph_data({"from": ["A", "A"], "to": ["B", "B"], **dates}), tmp_path / "a.gexf")
    written = (tmp_path / "a.gexf").read_text("utf-8")
    assert 'start="2020-02-01" end="2020-02-29"' in written
    assert 'end="2021-12-31"' in written
    assert read_graph(tmp_path / "a.gexf").ties["end"].tolist() == ["2020-02", "2021"]


def test_labels_that_repeat_leave_the_ids(tmp_path: Path) -> None:
    text = '*Vertices 3\n1 "same"\n2 "same"\n3 "other"\n*Edges\n1 2\n'
    found = read_graph(_save(tmp_path / "a.net", text))
    assert found.nodes["name"].tolist() == ["1", "2", "3"]
    assert found.nodes["label"].tolist() == ["same", "same", "other"]
    assert _keys(found) == ["labels"]


def test_wrong_calls_get_one_sentence(tmp_path: Path) -> None:
    tie = {"from": ["A"], "to": ["B"]}
    data = graph_data(tie)
    dl = _save(tmp_path / "a.dl", DL)
    calls: list[tuple[type[Exception], str, Callable[[], Any]]] = [
        (DataError, "there is no file", lambda: read_graph(tmp_path / "none.net")),
        (DataError, "there is no file", lambda: read_graph(tmp_path / "none")),
        (DataError, "there is no file", lambda: read_graph(tmp_path / "none.foo")),
        (ArgumentError, "path of read_graph", lambda: read_graph(None)),  # type: ignore[arg-type]
        (ArgumentError, "nodes of read_graph", lambda: read_graph(dl, nodes=dl)),
        (ArgumentError, "ends of read_graph", lambda: read_graph(dl, ends=("a", "b"))),
        (ArgumentError, "sheet of read_graph", lambda: read_graph(dl, sheet="x")),
        (UnknownNameError, "encoding", lambda: read_graph(dl, encoding="klingon")),
        (ArgumentError, "data of write_graph", lambda: write_graph(None, dl)),  # type: ignore[arg-type]
        (ArgumentError, "path of write_graph", lambda: write_graph(data, tmp_path / "a.doc")),
        (ArgumentError, "nodes of write_graph", lambda: write_graph(data, dl, nodes=dl)),
        (ArgumentError, "waves of write_graph", lambda: write_graph(data, dl, waves=["2019"])),
        (ArgumentError, "waves", lambda: write_graph(data, tmp_path / "w", waves=["soon"])),
        (DataError, "cannot be written", lambda: write_graph(data, tmp_path / "no" / "a.net")),
        (ArgumentError, "ties of graph_data", lambda: graph_data(5)),
        (DataError, "no column from", lambda: graph_data({"a": ["A"]})),
        (
            DataError,
            "that no node has: B",
            lambda: graph_data(tie, {"name": ["A"]}),
        ),
        (DataError, "has the node A twice", lambda: graph_data({}, {"name": ["A", "A"]})),
    ]
    for kind, sentence, call in calls:
        with pytest.raises(kind, match=sentence):
            call()


def test_networks_too_large_for_a_format_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = graph_data(
        {"from": ["A", "B"], "to": ["B", "C"], "layer": ["x", "y"], "start": [1900, 2000]}
    )
    with pytest.raises(DataError, match="would have 101 waves"):
        write_graph(data, tmp_path / "waves")
    monkeypatch.setattr("consilience.formats.graphs.siena.MOST_ACTORS", 2)
    with pytest.raises(DataError, match="more than the 2 nodes"):
        write_graph(data, tmp_path / "waves")
    monkeypatch.setattr("consilience.formats.graphs.dl.MOST_CELLS", 2)
    with pytest.raises(DataError, match="more than the 20000 nodes"):
        write_graph(data, tmp_path / "a.dl")


def test_a_table_of_nodes_keeps_attributes_of_reserved_names() -> None:
    nodes = {"name": ["A", "B"], "label": ["a", "b"], "weight": [1.0, float("nan")]}
    found = graph_data({"from": ["A"], "to": ["B"], "weight": [3]}, nodes)
    assert found.nodes.columns.tolist() == ["name", "label (attribute)", "weight (attribute)"]
    assert found.nodes["weight (attribute)"].tolist() == [1.0, None]
    assert found.ties["strength"].tolist() == [1.0]
    assert found.ties["weight (attribute)"].tolist() == [3]
    assert formats.GraphData is GraphData
