"""Places of nodes: near by ties is near on the page, in any order; nobody stands on another."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.plots.labels import Dot, text_box, text_width
from consilience.plots.network_places import page_places
from consilience.plots.node_names import node_names
from consilience.plots.node_order import structural_order
from consilience.plots.stress import stress_places

GRAPHS = {
    "karate": nx.karate_club_graph(),
    "star": nx.star_graph(59),
    "ring": nx.cycle_graph(30),
    "complete": nx.complete_graph(12),
    "Petersen": nx.petersen_graph(),
    "grid": nx.grid_2d_graph(5, 7),
    "two nodes": nx.path_graph(2),
    "apart": nx.disjoint_union_all([nx.path_graph(4), nx.path_graph(2), nx.empty_graph(3)]),
    "sparse": nx.gnm_random_graph(150, 200, seed=1),
}


def tied(graph: nx.Graph) -> np.ndarray:
    return np.asarray(nx.to_numpy_array(graph, weight=None) > 0)


def sorted_places(places: np.ndarray) -> np.ndarray:
    return np.array(sorted(map(tuple, places.round(1).tolist())))


@pytest.mark.parametrize("kind", GRAPHS)
def test_order_of_nodes_changes_nothing(kind: str) -> None:
    links = tied(GRAPHS[kind])
    count = len(links)
    shuffled = np.random.default_rng(0).permutation(count)
    other = links[np.ix_(shuffled, shuffled)]
    radii = np.full(count, 6.0)
    first = page_places(links, np.arange(count), radii, 640.0)
    again = page_places(other, shuffled, radii, 640.0)
    assert (again.places == first.places[shuffled]).all()
    assert again.height == first.height


@pytest.mark.parametrize("kind", sorted(set(GRAPHS) - {"apart", "sparse"}))
def test_other_names_give_the_same_picture(kind: str) -> None:
    links = tied(GRAPHS[kind])
    count = len(links)
    shuffled = np.random.default_rng(1).permutation(count)
    other = links[np.ix_(shuffled, shuffled)]
    first, again = (stress_places(matrix, np.arange(count)) for matrix in (links, other))
    assert sorted_places(first) == pytest.approx(sorted_places(again), abs=1e-6)


@pytest.mark.parametrize("kind", GRAPHS)
def test_no_symbol_stands_on_another_and_all_are_on_the_page(kind: str) -> None:
    links = tied(GRAPHS[kind])
    radii = np.full(len(links), 7.0)
    page = page_places(links, np.arange(len(links)), radii, 640.0)
    x, y = page.places.T
    apart = np.hypot(x[:, None] - x, y[:, None] - y)[~np.eye(len(x), dtype=bool)]
    assert apart.min() >= 14.0
    assert x.min() >= 7
    assert x.max() <= 640 - 7
    assert y.min() >= 7
    assert y.max() <= page.height - 7


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(5, 60))
def test_no_symbol_stands_on_another_in_random_networks(seed: int, count: int) -> None:
    links = tied(nx.gnp_random_graph(count, 2.5 / count, seed=seed))
    radii = np.full(count, 8.0)
    page = page_places(links, np.arange(count), radii, 640.0)
    x, y = page.places.T
    apart = np.hypot(x[:, None] - x, y[:, None] - y)[~np.eye(count, dtype=bool)]
    assert apart.min() >= 16.0
    assert np.isfinite(page.places).all()


def test_a_path_is_drawn_in_its_order_and_nearly_straight() -> None:
    places = stress_places(tied(nx.path_graph(8)), np.arange(8))
    steps = np.diff(places[:, 0])
    assert (steps > 0).all() or (steps < 0).all()
    assert np.ptp(places[:, 1]) < 0.25 * np.ptp(places[:, 0])


def test_drawn_distances_follow_those_by_ties() -> None:
    graph = nx.grid_2d_graph(6, 6)
    places = stress_places(tied(graph), np.arange(36))
    ways = np.asarray(nx.floyd_warshall_numpy(graph))
    x, y = places.T
    drawn = np.hypot(x[:, None] - x, y[:, None] - y)
    upper = np.triu_indices(36, 1)
    assert np.corrcoef(ways[upper], drawn[upper])[0, 1] > 0.95


def test_a_page_that_is_too_small_still_holds_everyone() -> None:
    page = page_places(tied(nx.complete_graph(30)), np.arange(30), np.full(30, 60.0), 300.0)
    assert np.isfinite(page.places).all()
    assert stress_places(np.zeros((1, 1), dtype=bool), np.arange(1)).tolist() == [[0.0, 0.0]]


def test_equal_parts_stand_in_an_order_of_their_own() -> None:
    links = tied(nx.disjoint_union_all([nx.path_graph(4), nx.star_graph(3), nx.cycle_graph(4)]))
    shuffled = np.array([8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3])
    first, again = (
        page_places(matrix, np.arange(12), np.full(12, 6.0), 640.0).places
        for matrix in (links, links[np.ix_(shuffled, shuffled)])
    )
    assert sorted_places(first) == pytest.approx(sorted_places(again), abs=0.2)


def test_structural_order_tells_apart_what_stands_apart() -> None:
    distances = np.asarray(nx.floyd_warshall_numpy(nx.star_graph(4)))
    order = structural_order(distances, np.arange(5)).tolist()
    other = structural_order(distances[::-1, ::-1], np.arange(5)).tolist()
    assert sorted(order) == list(range(5))
    assert order.index(0) == other.index(4)


def test_names_keep_clear_of_symbols_and_prefer_fewer_ties() -> None:
    dots = [Dot(100, 50, 6, "Alpha"), Dot(150, 50, 6, "Beta"), Dot(60, 50, 6, "")]
    ties = np.array([[100, 50, 150, 50], [100, 50, 60, 50], [100, 50, 100, 90]])
    places = node_names(dots, ties, (0, 0, 300, 100), 11)
    first, second, third = places
    assert third is None
    assert first is not None
    assert second is not None
    assert first.y < 50
    box, other = (
        text_box(place, text_width(dot.text, 11), 11)
        for place, dot in ((first, dots[0]), (second, dots[1]))
    )
    assert box[3] <= 44
    assert box[2] <= other[0] or box[3] <= other[1]


def test_a_name_without_room_is_left_out() -> None:
    assert node_names([Dot(10, 10, 5, "far too long")], np.zeros((0, 4)), (0, 0, 20, 20), 11) == [
        None
    ]
