"""Drawings of networks, read as data: what is tied, grouped, led, named, and refused."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

import networkx as nx
import numpy as np
import pypdfium2
import pytest
from scipy import sparse

from consilience import network, plots
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.plots.canvas import COLOURS
from consilience.plots.network_drawing import kinds_of
from consilience.texts import LANGUAGES
from engines.plots.samples import ORGANISATIONS, alliance, large_network

LONG = "a name that is far longer than any column is wide, " * 4
HOSTILE = "<script>alert(1)</script>\"'& ]]>"


def of_kind(figure: plots.Figure, kind: type[Any]) -> list[Any]:
    return [mark for mark in figure.marks if isinstance(mark, kind)]


def names(figure: plots.Figure) -> list[str]:
    return [mark.label for mark in of_kind(figure, plots.Text) if isinstance(mark.label, str)]


def legend(figure: plots.Figure) -> list[str]:
    notes = [mark.label for mark in of_kind(figure, plots.Text) if not isinstance(mark.label, str)]
    return [plots.words(note, "en") for note in notes]


def nodes(figure: plots.Figure) -> list[plots.Symbol]:
    """Return the symbols of nodes: those that say something."""
    return [mark for mark in of_kind(figure, plots.Symbol) if mark.detail]


def ties(figure: plots.Figure) -> list[plots.Segments]:
    return [mark for mark in of_kind(figure, plots.Segments) if mark.detail]


def test_every_node_and_tie_is_drawn_and_said() -> None:
    graph = nx.florentine_families_graph()
    graph.add_node("Pucci")
    figure = plots.network_figure(graph, leaders=["Medici"], targets={"Medici": "#medici"})
    assert len(nodes(figure)) == 16
    assert len(ties(figure)) == 20
    assert set(names(figure)) == set(graph.nodes)
    said = {plots.words(mark.detail, "en") for mark in nodes(figure)}
    assert "Medici: partners 6, strength 6" in said
    assert "Pucci: partners 0, strength 0" in said
    assert [mark.target for mark in nodes(figure) if mark.target] == ["#medici"]
    rings = [mark for mark in of_kind(figure, plots.Circle) if mark.sign == "open"]
    assert len(rings) == 2  # the leader and the legend
    bold = [mark.label for mark in of_kind(figure, plots.Text) if mark.look == "bold"]
    assert bold == ["Medici"]
    assert plots.words(figure.description, "en").endswith("Guadagni (4), Strozzi (4).")


def test_ties_join_the_middles_and_arrows_end_before_the_symbol() -> None:
    graph = nx.path_graph(["A", "B"])
    figure = plots.network_figure(graph)
    assert set(ties(figure)[0].pieces[0]) == {(mark.x, mark.y) for mark in nodes(figure)}
    marks = list(figure.marks)
    assert marks.index(ties(figure)[0]) < min(marks.index(mark) for mark in nodes(figure))
    arrows = plots.network_figure(nx.DiGraph(graph.edges))
    head = ties(arrows)[0].pieces[0][1]
    gap = min(np.hypot(head[0] - mark.x, head[1] - mark.y) for mark in nodes(arrows))
    assert gap > nodes(arrows)[0].radius


def test_same_bytes_for_the_same_network_in_any_order() -> None:
    graph = alliance()
    other = nx.MultiGraph()
    other.add_nodes_from(reversed(list(graph.nodes)))
    other.add_edges_from([(b, a, data) for a, b, data in reversed(list(graph.edges(data=True)))])
    groups = {name: f"g{n % 4}" for n, name in enumerate(ORGANISATIONS)}
    first, second = (
        plots.to_svg(plots.network_figure(one, groups=groups, leaders=["华为"]), "zh")
        for one in (graph, other)
    )
    assert first == second
    large = large_network(120)
    turned = nx.Graph(list(reversed(list(large.edges))))
    turned.add_nodes_from(large)
    figures = [plots.network_figure(one) for one in (large, turned)]
    assert plots.to_svg(figures[0]) == plots.to_svg(figures[1])


def test_groups_have_form_and_colour_and_the_ninth_shares_the_last() -> None:
    graph = nx.cycle_graph(20)
    groups = [f"g{min(n // 2, 9)}" for n in range(20)]
    figure = plots.network_figure(graph, groups=groups)
    looks = {(mark.form, mark.style) for mark in nodes(figure)}
    assert len(looks) == 8
    assert "other groups" in legend(figure)
    kinds = kinds_of(["b", "a", "b", "c"])
    assert [kind.form for kind in kinds.values()] == ["circle", "square", "triangle"]
    many = kinds_of([f"g{n}" for n in range(9)] + ["g8"])
    assert many["g8"].name == "g8"
    assert many["g7"].name == many["g6"].name == ""


def test_colours_of_groups_differ_in_lightness_or_form_and_ink_stands_out_on_paper() -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return float(np.dot([0.2126, 0.7152, 0.0722], linear))

    paper = luminance(COLOURS["paper"])
    for text in ("ink", "accent", "contrast"):
        assert (paper + 0.05) / (luminance(COLOURS[text]) + 0.05) >= 4.5
    kinds = kinds_of([f"g{n}" for n in range(8)])
    assert len({kind.form for kind in kinds.values()}) == 8
    assert len({COLOURS[kind.style] for kind in kinds.values()}) == 8


def test_size_shows_a_measure_as_area() -> None:
    graph = nx.path_graph(["A", "B", "C"])
    sizes = {"A": 1.0, "B": 4.0, "C": 0.0}
    figure = plots.network_figure(graph, sizes=sizes, size_label="patents")
    radius = {plots.words(mark.detail, "en")[0]: mark.radius for mark in nodes(figure)}
    assert radius["C"] < radius["A"] < radius["B"]
    assert "patents: 0 to 4" in legend(figure)
    assert any("· patents 4" in plots.words(mark.detail, "en") for mark in nodes(figure))
    assert len({mark.radius for mark in nodes(plots.network_figure(nx.cycle_graph(5)))}) == 1


def test_width_shows_strength_dashes_the_layer_and_heads_the_direction() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("A", "B", weight=9.0, layer="data")
    graph.add_edge("B", "A", weight=1.0, layer="supply")
    graph.add_edge("A", "C", weight=1.0, layer="supply")
    figure = plots.network_figure(graph)
    by_words = {plots.words(mark.detail, "en"): mark for mark in ties(figure)}
    strong, weak = by_words["A → B: strength 9 · data"], by_words["B → A: strength 1 · supply"]
    assert strong.width > weak.width
    assert strong.dashes != weak.dashes
    assert strong.head > 0
    assert strong.pieces[0] != weak.pieces[0][::-1]  # side by side, not on one another
    assert {"strength: 1 to 9", "listens to"} <= set(legend(figure))
    assert {"data", "supply"} <= set(names(figure))
    undirected = plots.network_figure(nx.Graph([("A", "B", {"weight": 2})]))
    assert ties(undirected)[0].head == 0
    assert legend(undirected) == []


def test_ties_without_a_layer_and_beyond_the_fifth_layer_are_named_so() -> None:
    graph = nx.MultiGraph()
    for number in range(7):
        graph.add_edge(f"N{number}", f"N{number + 1}", layer=f"layer {number}")
    graph.add_edge("N0", "N7")
    figure = plots.network_figure(graph)
    assert "other layers" in legend(figure)
    two = plots.network_figure(nx.MultiGraph([("A", "B", {"layer": "x"}), ("B", "C", {})]))
    assert "no layer named" in legend(two)


def test_large_networks_name_the_largest_and_share_elements() -> None:
    figure = plots.network_figure(large_network(), leaders=["Company 7"])
    shown = [name for name in names(figure) if name.startswith("Company")]
    assert 15 <= len(shown) <= 40
    assert "Company 7" in shown
    assert plots.words(figure.caption, "en").endswith(f"{len(shown)} are named.")
    assert len(of_kind(figure, plots.Segments)) < 10
    assert len(plots.to_svg(figure)) < 120_000
    dense = plots.network_figure(nx.gnp_random_graph(90, 0.6, seed=1))
    assert len(plots.to_svg(dense)) < 120_000
    weighted = nx.gnp_random_graph(90, 0.6, seed=1)
    nx.set_edge_attributes(
        weighted, {pair: n % 5 + 1 for n, pair in enumerate(weighted.edges)}, "weight"
    )
    styles = {mark.style for mark in of_kind(plots.network_figure(weighted), plots.Segments)}
    assert {"guide", "pale muted"} <= styles


def test_names_may_be_chosen() -> None:
    graph = nx.star_graph(["Hub", "A", "B", "C"])
    assert names(plots.network_figure(graph, names=1)) == ["Hub"]
    assert names(plots.network_figure(graph, names=["B"])) == ["B"]
    assert names(plots.network_figure(graph, names=0)) == []
    assert set(names(plots.network_figure(graph, labels={"Hub": "中心"}))) == {
        "中心",
        "A",
        "B",
        "C",
    }


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_smallest_networks(count: int) -> None:
    figure = plots.network_figure(nx.path_graph(count))
    assert len(nodes(figure)) == count
    assert figure.height < 200


def test_matrices_are_networks_too() -> None:
    matrix = sparse.csr_array(np.array([[0, 2.0, 0], [2.0, 0, 1.0], [0, 1.0, 0]]))
    figure = plots.network_figure(matrix)
    assert set(names(figure)) == {"0", "1", "2"}
    assert len(ties(figure)) == 2


def test_self_loops_are_left_out() -> None:
    graph = nx.MultiGraph([("A", "A", {"layer": "x"}), ("A", "B", {"layer": "x"})])
    assert len(ties(plots.network_figure(graph))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_stay_text(language: Any) -> None:
    graph = nx.MultiGraph([(HOSTILE, "B", {"layer": HOSTILE})])
    groups = {HOSTILE: HOSTILE, "B": "b"}
    targets = {HOSTILE: '#"><script>'}
    rows = {"organisation": [HOSTILE], "collaboration": [HOSTILE]}
    for figure in (
        plots.network_figure(graph, groups=groups, targets=targets),
        plots.layers_figure(graph, groups=groups, targets=targets),
        plots.ego_figure(graph, HOSTILE, groups=groups, targets=targets),
        plots.two_mode_figure(rows, targets=targets),
        plots.leader_figure([HOSTILE], [1.0], targets=targets, measure=HOSTILE),
        plots.matrix_figure([[1.0]], [HOSTILE], ["x"], measure=HOSTILE, targets=targets),
    ):
        shown = plots.to_svg(figure, language)
        assert "<script" not in shown
        root = ET.fromstring(shown)  # noqa: S314  (our own bytes)
        assert '#"><script>' in {item.get("href") for item in root.iter() if item.get("href")}
        numbers = re.findall(r' (?:x|y|cx|cy|r|points|d)="([^"]*)"', shown)
        assert not [item for item in numbers if re.search(r"\.\d{3}|-0(?![.\d])|nan|inf|e-", item)]


def test_pictures_hold_networks_too() -> None:
    figure = plots.network_figure(nx.path_graph(["A", "B", "C"], create_using=nx.DiGraph))
    assert plots.picture(figure, "png", dpi=40)[1:4] == b"PNG"
    shown = plots.picture(figure, "pdf")
    assert shown == plots.picture(figure, "pdf")
    with pypdfium2.PdfDocument(shown) as document:
        words = document[0].get_textpage().get_text_range()
    assert {"A", "B", "C"} <= set(words.split())  # white edges leave names as text


def test_long_names_are_cut_and_whole_when_pointed_at() -> None:
    graph = nx.path_graph([LONG, "B", "C"])
    graph.add_node(f"alone {LONG}")
    figure = plots.network_figure(graph)
    shown = [name for name in names(figure) if name.endswith("…")]
    assert len(shown) == 2
    assert any(LONG.strip() in plots.words(mark.detail, "en") for mark in nodes(figure))


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"groups": {"A": "x"}}, "no group"),
    ({"groups": ["x"]}, "as long as"),
    ({"groups": 3}, "groups"),
    ({"groups": {"A": 1.5, "B": "x"}}, "group of a node"),
    ({"groups": {"A": "x", "B": "x", "Z": "x"}}, "groups"),
    ({"sizes": {"A": 1.0}}, "no size, the first is B"),
    ({"sizes": [1, 2]}, "sizes"),
    ({"sizes": {"A": -1, "B": 1}}, "at least 0"),
    ({"sizes": {"A": float("nan"), "B": 1}}, "finite"),
    ({"sizes": {"A": "1", "B": 1}}, "finite"),
    ({"leaders": ["Z"]}, "leaders"),
    ({"leaders": ["A", "A"]}, "repeated: A"),
    ({"labels": {"Z": "z"}}, "labels"),
    ({"names": -1}, "at least 0"),
    ({"names": ["Z"]}, "names"),
]


@pytest.mark.parametrize(("options", "words"), REFUSED)
def test_what_is_amiss_is_said(options: dict[str, Any], words: str) -> None:
    with pytest.raises((ArgumentError, DataError, UnknownNameError), match=words):
        plots.network_figure(nx.path_graph(["A", "B"]), **options)


def test_what_is_no_network_or_too_large_is_refused() -> None:
    networks: list[Any] = [None, [], nx.Graph(), np.eye(3)]
    for wrong in networks:
        with pytest.raises((ArgumentError, DataError)):
            plots.network_figure(wrong)
    with pytest.raises(DataError, match="up to 1000 nodes; this one has 1001"):
        plots.network_figure(nx.empty_graph(1001))
    with pytest.raises(DataError, match="finite number of at least 0"):
        plots.network_figure(nx.Graph([("A", "B", {"weight": -1})]))


def test_layers_stand_at_the_same_places() -> None:
    figure = plots.layers_figure(alliance(), leaders=["华为"])
    panels = [mark for mark in of_kind(figure, plots.Area) if mark.outline == "guide"]
    assert len(panels) == 5
    placed = [
        sorted(
            (round(mark.x - panel.places[0][0], 1), round(mark.y - panel.places[0][1], 1))
            for mark in nodes(figure)
            if panel.places[0][0] <= mark.x <= panel.places[2][0]
            and panel.places[0][1] <= mark.y <= panel.places[2][1]
        )
        for panel in panels
    ]
    assert all(len(one) == 12 for one in placed)
    for one in placed[1:]:
        assert np.allclose(one, placed[0], atol=0.11)
    heads = [text for text in legend(figure) if re.search(r"\(\d+\)$", text)]
    assert sum(int(re.findall(r"\d+", text)[-1]) for text in heads) == alliance().number_of_edges()
    pale = [mark for mark in nodes(figure) if mark.style == "pale muted"]
    assert all(plots.words(mark.detail, "en").endswith(" 0") for mark in pale)
    assert pale


def test_layers_need_layers() -> None:
    with pytest.raises(DataError, match="there are 0"):
        plots.layers_figure(nx.path_graph(3))
    many = nx.MultiGraph([("A", "B", {"layer": str(n)}) for n in range(13)])
    with pytest.raises(DataError, match="there are 13"):
        plots.layers_figure(many)
    named = plots.layers_figure(nx.MultiGraph([("A", "B", {"layer": "x"}), ("B", "C", {})]))
    assert "no layer named" in legend(named)
    large = nx.MultiGraph(nx.gnm_random_graph(60, 90, seed=1))
    nx.set_edge_attributes(large, "x", "layer")
    assert plots.layers_figure(large).width > 460


def test_two_modes_are_told_apart_even_under_one_name() -> None:
    rows = {
        "organisation": ["A", "A", "B", "P", "C"],
        "collaboration": ["P", "P", "P", "Q", None],
    }
    figure = plots.two_mode_figure(rows, targets={"P": "#p"})
    said = sorted(plots.words(mark.detail, "en") for mark in nodes(figure))
    assert said == [
        "A: collaborations 1",
        "B: collaborations 1",
        "C: collaborations 0",
        "P: collaborations 1",
        "P: organisations 2",
        "Q: organisations 1",
    ]
    squares = {mark.form for mark in nodes(figure) if "organisations" in str(mark.detail)}
    assert squares == {"square"}
    assert {"collaboration", "organisation", "collaborations: 0 to 1"} == set(legend(figure))


def test_two_mode_groups_and_names() -> None:
    firms = [f"F{n}" for n in range(70)]
    rows = {
        "organisation": [*firms, "F3", "F4"],
        "collaboration": ["P"] * 40 + ["Q"] * 30 + ["Q", "Q"],
    }
    groups = {name: "ab"[n % 2] for n, name in enumerate(firms)}
    figure = plots.two_mode_figure(rows, groups=groups)
    assert {"F3", "F4", "P", "Q", "a", "b"} == set(names(figure))
    assert plots.words(figure.caption, "en").endswith("Names: 4.")
    assert {"P", "Q", "F9"} == set(names(plots.two_mode_figure(rows, names=["F9"])))
    assert {"P", "Q", "F3"} == set(names(plots.two_mode_figure(rows, names=1)))
    labelled = plots.two_mode_figure(rows, names=0, labels={"P": "项目"})
    assert {"项目", "Q"} == set(names(labelled))


@pytest.mark.parametrize(
    ("rows", "options", "words"),
    [
        ({"organisation": ["A"]}, {}, "collaboration"),
        ({"organisation": [""], "collaboration": ["P"]}, {}, "row 1"),
        ({"organisation": [float("nan")], "collaboration": ["P"]}, {}, "row 1"),
        ({"organisation": [], "collaboration": []}, {}, "at least one"),
        (3, {}, "table"),
        ({"organisation": ["A"], "collaboration": ["P"]}, {"groups": {}}, "no group"),
        ({"organisation": ["A"], "collaboration": ["P"]}, {"groups": {"A": 1, "B": 2}}, "groups"),
        ({"organisation": ["A"], "collaboration": ["P"]}, {"labels": {"B": "b"}}, "labels"),
        ({"organisation": ["A"], "collaboration": ["P"]}, {"names": ["B"]}, "names"),
        ({"organisation": ["A"], "collaboration": ["P"]}, {"names": -2}, "names"),
    ],
)
def test_two_mode_refuses(rows: Any, options: dict[str, Any], words: str) -> None:
    with pytest.raises((ArgumentError, DataError, UnknownNameError), match=words):
        plots.two_mode_figure(rows, **options)


def test_partners_stand_above_or_below_by_their_potential() -> None:
    graph = nx.karate_club_graph()
    found = network.topological_potential(graph)
    figure = plots.ego_figure(graph, 2, potential=found)
    height = dict(zip(map(str, found.nodes), found.potential, strict=True))
    places = {str(mark.detail).split(":")[0]: mark.y for mark in nodes(figure)}
    assert len(places) == 11
    own = places.pop("2")
    for name, y in places.items():
        assert (y < own) == (height[name] > height["2"])
    arrows = [mark for mark in of_kind(figure, plots.Segments) if mark.head]
    assert len(arrows) == 10 + 1  # and the legend
    for mark in arrows[:-1]:
        (_, start), (_, end) = mark.pieces[0]
        assert start < end  # downhill is down the page
    told = figure.description.values  # type: ignore[union-attr]  # (a note)
    assert told["higher"] + told["lower"] == 10
    assert {"downhill", "between partners"} <= set(legend(figure))


def test_partners_without_potential_stand_by_strength() -> None:
    graph = nx.Graph()
    for n in range(70):
        graph.add_edge("Hub", f"P{n}", weight=n + 1)
    figure = plots.ego_figure(graph, "Hub", targets={"P69": "#p"})
    assert len(nodes(figure)) == 61
    assert "10 more are left out" in plots.words(figure.caption, "en")
    top = min(nodes(figure), key=lambda mark: mark.y)
    assert top.detail == "P69"
    assert top.target == "#p"
    rows = sorted(mark.y for mark in nodes(figure))
    assert min(np.diff(rows[::2])) >= 10
    alone = plots.ego_figure(nx.empty_graph(["A", "B"]), "A", groups={"A": "x", "B": "y"})
    assert len(nodes(alone)) == 1


def test_equal_potentials_have_no_arrow() -> None:
    graph = nx.complete_graph(4)
    figure = plots.ego_figure(graph, 0, potential=network.topological_potential(graph))
    assert not [mark for mark in of_kind(figure, plots.Segments)[:-2] if mark.head]


def test_slopes_are_one_arrow_a_pair_whatever_the_layers() -> None:
    graph = nx.MultiDiGraph()
    for layer in ("data", "supply"):
        graph.add_edge("A", "B", layer=layer, weight=2)
    graph.add_edge("B", "A", layer="data", weight=1)
    graph.add_edge("C", "A", layer="data", weight=1)
    graph.add_edge("A", "D", layer="data", weight=1)
    figure = plots.ego_figure(graph, "B", potential=network.topological_potential(graph))
    assert (
        len([mark for mark in of_kind(figure, plots.Segments) if mark.head]) == 2
    )  # and the legend
    assert "strength: 1 to 5" in legend(figure)
    assert "data" not in names(figure)


def test_ego_refuses() -> None:
    graph = nx.path_graph(4)
    with pytest.raises(UnknownNameError, match="node"):
        plots.ego_figure(graph, 9)
    other = network.topological_potential(nx.path_graph(3))
    with pytest.raises(ArgumentError, match="potential"):
        plots.ego_figure(graph, 0, potential=other)
    wrong: Any = [1, 2, 3, 4]
    with pytest.raises(ArgumentError, match="potential"):
        plots.ego_figure(graph, 0, potential=wrong)
