"""Leaders in several networks of the same organisations: ranks, best sets, what is left out."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from scipy import stats

from consilience import network
from consilience.errors import ArgumentError, DataError, UnknownNameError

JOINED = network.two_mode(
    {
        "organisation": [*"ABCDBCEAFFGGHI"],
        "collaboration": [*"xxxxyyyzzyyzqq"],
    }
)


def test_projections_are_asked_as_each_would_be_alone() -> None:
    found = network.leader_agreement(JOINED)
    assert found.candidates == tuple("ABCDEFG")
    assert "2 organisation(s)" in str(found.notes[0])
    part = network.two_mode({"organisation": [*"ABCDBCEAFFGG"], "collaboration": [*"xxxxyyyzzyyz"]})
    graphs = {
        weight: network.project(part, weight=weight).graph()
        for weight in ("count", "binary", "newman", "jaccard")
    }
    for place, (name, graph) in enumerate(graphs.items()):
        assert found.networks[place] == name
        single = network.single_leaders(graph, rates=False)
        assert dict(zip(single.nodes, single.total_variance, strict=True)) == pytest.approx(
            dict(zip(found.candidates, found.total_variance[place], strict=True))
        )
        assert set(found.best[place]) == set(network.best_leaders(graph).sets)
    whole = network.best_leaders(part.graph(), candidates=list(part.organisations))
    assert found.networks[4] == "two-mode"
    assert set(found.best[4]) == set(whole.sets)
    assert sum(count for _, count in found.times_best) == sum(map(len, found.best))
    assert found.times_best[0][1] == max(count for _, count in found.times_best)


def test_ranks_are_compared_by_spearman() -> None:
    found = network.leader_agreement(JOINED)
    for a in range(5):
        for b in range(5):
            wanted = stats.spearmanr(
                found.total_variance[a].round(9), found.total_variance[b].round(9)
            ).statistic
            assert found.rank_correlation[a, b] == pytest.approx(wanted)
    assert found.least_correlation == found.rank_correlation.min()
    table = found.to_frame()
    assert table.mean_rank.is_monotonic_increasing
    assert (table.best_rank <= table.mean_rank).all()
    assert set(found.networks) < set(table.columns)


def test_pairs_of_leaders_and_networks_of_ones_own() -> None:
    star, path = nx.star_graph(4), nx.path_graph(5)
    found = network.leader_agreement({"star": star, "path": path}, 2)
    assert found.best[1] == tuple(network.best_leaders(path, 2).sets)
    ring = nx.cycle_graph(5)
    same = network.leader_agreement({"ring": ring, "all": nx.complete_graph(5)})
    assert np.isnan(same.least_correlation)
    assert len(same.times_best) == 5
    one_way = nx.DiGraph([(1, 0), (2, 0), (3, 2), (4, 2)])
    directed = network.leader_agreement({"star": star, "one way": one_way})
    assert directed.best[1] == ((0,),)
    assert np.isinf(directed.total_variance[1, 1])
    apart = network.leader_agreement({"star": star, "apart": nx.empty_graph(5)})
    assert apart.best[1] == ()
    assert np.isinf(apart.total_variance[1]).all()


def test_networks_that_do_not_belong_together() -> None:
    star = nx.star_graph(4)
    with pytest.raises(
        DataError, match=r"other nodes than the first network \(1 differ, such as 4"
    ):
        network.leader_agreement({"star": star, "short": nx.path_graph(4)})
    with pytest.raises(ArgumentError, match="at least two networks"):
        network.leader_agreement({"star": star})
    with pytest.raises(ArgumentError, match="at least two networks"):
        network.leader_agreement({1: star, 2: star})
    with pytest.raises(ArgumentError, match="between 1 and 4"):
        network.leader_agreement({"star": star, "path": nx.path_graph(5)}, 5)
    with pytest.raises(UnknownNameError):
        network.leader_agreement(JOINED, weight="euro")
    nobody = network.two_mode({"organisation": ["A"], "collaboration": ["x"], "start": [2019]})
    with pytest.raises(ArgumentError, match="at least 2 nodes"):
        network.leader_agreement(nobody)
