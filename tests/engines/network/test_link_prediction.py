"""Link prediction: scores against networkx and plain loops, ranking by hand, nothing from later."""

from __future__ import annotations

import itertools
import math
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from scipy import optimize, special

import consilience
from consilience import network
from consilience.errors import ArgumentError, DataError
from consilience.network.evolution.candidates import Snapshots
from consilience.network.evolution.histories import read_history
from consilience.network.evolution.logistic import PRIOR_MEAN, PRIOR_SPREAD, fit_logistic
from consilience.network.evolution.ranking import ranking
from consilience.network.evolution.scores import pair_scores, role_scores

ALLIANCES = Path(consilience.__file__).parent / "data" / "lf-alliances"


def _ties(graph: nx.Graph, year: int = 2020) -> pd.DataFrame:
    rows = [(str(a), str(b), year, "") for a, b in graph.edges]
    return pd.DataFrame(rows, columns=["from", "to", "start", "end"])


def _lists(*years: str) -> pd.DataFrame:
    """Return yearly lists: "ax bx" are a and b in x; years from 2020."""
    rows = [
        (pair[0], pair[1], year, year)
        for year, pairs in enumerate(years, 2020)
        for pair in pairs.split()
    ]
    return pd.DataFrame(rows, columns=["organisation", "collaboration", "start", "end"])


def test_scores_of_ties_are_those_of_networkx() -> None:
    graph = nx.relabel_nodes(nx.karate_club_graph(), str)
    snapshot = Snapshots(read_history(_ties(graph), None, "data", "test"), "test")[0]
    found = pair_scores(snapshot)
    pairs = [
        (snapshot.rows[a], snapshot.columns[b])
        for a, b in zip(snapshot.first, snapshot.second, strict=True)
    ]
    assert len(pairs) == 34 * 33 // 2 - graph.number_of_edges()
    for name, of_networkx in (
        ("degree product", nx.preferential_attachment),
        ("jaccard", nx.jaccard_coefficient),
        ("adamic-adar", nx.adamic_adar_index),
        ("resource allocation", nx.resource_allocation_index),
    ):
        wanted = [value for *_, value in of_networkx(graph, pairs)]
        assert found[name] == pytest.approx(wanted), name
    common = [len(list(nx.common_neighbors(graph, a, b))) for a, b in pairs]
    assert found["common neighbours"] == pytest.approx(common)
    degrees = [graph.degree[a] * graph.degree[b] for a, b in pairs]
    assert found["cosine"] == pytest.approx(common / np.sqrt(degrees))
    matrix = nx.to_numpy_array(graph, nodelist=list(snapshot.rows), weight=None)
    rate = 0.5 / np.linalg.eigvalsh(matrix).max()
    walks: Any = sum(np.linalg.matrix_power(rate * matrix, k) for k in range(2, 60))
    assert found["katz"] == pytest.approx(walks[snapshot.first, snapshot.second])
    values, vectors = np.linalg.eigh(matrix)
    top = np.argsort(-np.abs(values))[:3]
    low = (vectors[:, top] * values[top]) @ vectors[:, top].T
    assert found["low rank"] == pytest.approx(low[snapshot.first, snapshot.second])
    assert (found["recent entries"] == 0).all()


def test_scores_of_participations_follow_paths_of_three() -> None:
    rng = np.random.default_rng(0)
    pairs = [f"{a}{b}" for a in "abcdefgh" for b in "vwxyz" if rng.random() < 0.4]
    history = read_history(_lists(" ".join(pairs), " ".join([*pairs, "aq"])), None, "d", "t")
    snapshot = Snapshots(history, "t")[0]
    found = pair_scores(snapshot)
    size = {item: sum(item in pair for pair in pairs) for item in "abcdefghvwxyz"}
    tied = set(pairs)
    for place, (row, column) in enumerate(zip(snapshot.first, snapshot.second, strict=True)):
        member, where = snapshot.rows[row], snapshot.columns[column]
        paths = [
            (other, via)
            for other, via in itertools.product("abcdefgh", "vwxyz")
            if {member + via, other + via, other + where} <= tied
        ]
        assert found["common neighbours"][place] == len(paths)
        assert found["resource allocation"][place] == pytest.approx(
            sum(1 / (size[other] * size[via]) for other, via in paths)
        )
        assert found["adamic-adar"][place] == pytest.approx(
            sum(1 / (math.log(size[other]) * math.log(size[via])) for other, via in paths)
        )
        shared = {
            via: sum({o + via, o + where} <= tied for o in "abcdefgh")
            for via in "vwxyz"
            if member + via in tied
        }
        assert found["cosine"][place] == pytest.approx(
            sum(n / math.sqrt(size[via] * size[where]) for via, n in shared.items())
        )
        assert found["jaccard"][place] == pytest.approx(
            sum(n / (size[via] + size[where] - n) for via, n in shared.items())
        )
    matrix = snapshot.tied
    rate = 0.5 / np.linalg.svd(matrix, compute_uv=False)[0]
    walks: Any = sum(
        rate ** (2 * k + 1) * matrix @ np.linalg.matrix_power(matrix.T @ matrix, k)
        for k in range(1, 40)
    )
    assert found["katz"] == pytest.approx(walks[snapshot.first, snapshot.second])
    assert snapshot.outside == 1
    assert not snapshot.joins.any()


def test_roles_count_by_what_their_holders_did_before() -> None:
    rows = _lists("ax bx cy", "ax ay bx cy", "ax ay bx cy dx", "ax")
    rows["role"] = [
        "lead" if name in {"a", "d"} else "" if name == "c" else "member"
        for name in rows.organisation
    ]
    history = read_history(rows, None, "d", "t")
    snapshots = Snapshots(history, "t")
    assert (role_scores(snapshots, 0) == 0).all()
    second = dict(
        zip(
            [snapshots[1].rows[a] for a in snapshots[1].first],
            role_scores(snapshots, 1),
            strict=True,
        )
    )
    usual = 1 / 3  # of three candidates in the first year one joined
    assert second["b"] == pytest.approx(100 * usual / 101)
    assert second["c"] == pytest.approx(usual)
    third = dict(
        zip(
            [snapshots[2].rows[a] for a in snapshots[2].first],
            role_scores(snapshots, 2),
            strict=True,
        )
    )
    assert third["d"] == pytest.approx((1 + 100 * 1 / 5) / 101)


def test_ranking_measures_by_hand_and_by_pairs() -> None:
    scores = np.array([0.9, 0.5, 0.5, 0.5, 0.1, 0.1])
    joins = np.array([False, True, False, True, False, True])
    ones = np.ones(6)
    auc, precision, at_top = ranking(scores, joins).measures(ones, 3)
    pairs = [(a > b) + 0.5 * (a == b) for a in scores[joins] for b in scores[~joins]]
    assert auc == pytest.approx(np.mean(pairs))
    # the block of .5 ends with 2 of 4, the block of .1 with 3 of 6
    assert precision == pytest.approx((2 * 2 / 4 + 1 * 3 / 6) / 3)
    assert at_top == pytest.approx(2 * 2 / 3 / 3)
    doubled = np.array([2.0, 0, 1, 1, 3, 1])
    repeated = np.repeat(np.arange(6), doubled.astype(int))
    plain = ranking(scores[repeated], joins[repeated]).measures(np.ones(8), 4)
    assert ranking(scores, joins).measures(doubled, 4) == pytest.approx(plain)
    assert ranking(scores, joins).measures(ones, 50)[2] == pytest.approx(1 / 2)
    assert np.isnan(ranking(scores, ~joins & joins).measures(ones, 3)).all()
    assert np.isnan(ranking(scores, joins | ~joins).measures(ones, 3)).all()
    perfect = ranking(joins.astype(float), joins).measures(ones, 3)
    assert perfect == (1, 1, 1)


def test_the_combination_is_where_its_posterior_is_highest() -> None:
    rng = np.random.default_rng(1)
    features = rng.normal(size=(300, 2)) * [1, 30] + [5, 0]
    joins = rng.random(300) < special.expit(-2 + features[:, 0] - 5)
    found = fit_logistic(features, joins)

    def loss(weights: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
        scaled = (features - features.mean(axis=0)) / features.std(axis=0)
        line = weights[0] + scaled @ weights[1:]
        prior = ((weights[1:] - PRIOR_MEAN) ** 2).sum() / (2 * PRIOR_SPREAD**2)
        return float(np.logaddexp(0, line).sum() - line[joins].sum() + prior)

    best = optimize.minimize(loss, np.zeros(3), tol=1e-10).x
    assert found.weights == pytest.approx(best, abs=1e-5)
    assert found.probability(features).sum() == pytest.approx(joins.sum())
    flat = fit_logistic(np.column_stack([features[:, 0], np.ones(300)]), joins)
    assert flat.weights[2] == pytest.approx(PRIOR_MEAN)


def _growing(seed: int, years: int = 8) -> pd.DataFrame:
    """Return participations that grow by paths of three: what the scores look for."""
    rng = np.random.default_rng(seed)
    tied = rng.random((40, 12)) < 0.12
    tied[:, 0] |= ~tied.any(axis=1)
    start = np.where(tied, 2010, 0)
    for year in range(2011, 2010 + years):
        now = (start > 0).astype(float)
        near = now @ (now.T @ now)
        chance = np.where(now > 0, 0, near / near.max() * 0.2)
        start[rng.random(tied.shape) < chance] = year
    places = np.argwhere(start > 0)
    rows = [(f"o{a:02d}", f"c{b:02d}", int(start[a, b]), "") for a, b in places]
    return pd.DataFrame(rows, columns=["organisation", "collaboration", "start", "end"])


def test_what_was_planted_is_found_ahead_of_time() -> None:
    found = network.link_prediction(_growing(3), draws=50)
    best = found.predictors[0]
    named = {item.score: item for item in found.predictors}
    assert named["logistic"].auc > 0.65
    assert named["logistic"].auc_low > 0.5
    assert best.average_precision > 1.5 * found.base_rate
    for item in found.predictors:
        assert item.auc_low <= item.auc <= item.auc_high
        assert item.auc == pytest.approx(np.mean([auc for auc, *_ in item.by_year]))
    assert found.features == ("common neighbours", "recent entries")
    assert found.weights[0] > 0.5
    expected = sum(test.expected for test in found.tests)
    assert expected == pytest.approx(sum(test.joins for test in found.tests), rel=0.4)
    chances = [item.probability for item in found.predicted]
    assert chances == sorted(chances, reverse=True)
    assert found.predicted[0].rank == 1
    assert len(found.predicted) == 10
    assert found.next_year == 2018
    assert len(found.to_frame()) == len(found.predictors)


def test_a_role_that_foretells_joins_gets_its_weight() -> None:
    rng = np.random.default_rng(0)
    rows = [(f"o{a:02d}", f"c{a % 8}", 2010, "lead" if a < 12 else "member") for a in range(60)]
    for a, b in itertools.product(range(60), range(8)):
        years = np.flatnonzero(rng.random(6) < (0.08 if a < 12 else 0.01)) + 2011
        if b != a % 8 and len(years):
            rows.append((f"o{a:02d}", f"c{b}", int(years[0]), "lead" if a < 12 else "member"))
    data = pd.DataFrame(rows, columns=["organisation", "collaboration", "start", "role"])
    found = network.link_prediction(data, draws=5)
    assert found.features == ("common neighbours", "recent entries", "role")
    assert found.weights[2] > max(found.weights[:2])
    named = {item.score: item.auc for item in found.predictors}
    assert named["role"] > 0.65
    without = network.link_prediction(data.drop(columns="role"), draws=5)
    assert named["logistic"] > {p.score: p.auc for p in without.predictors}["logistic"] + 0.02


def test_ten_real_alliances_are_foretold_as_the_theory_page_says() -> None:
    rows = pd.read_csv(ALLIANCES / "memberships.csv", dtype=str)
    data = rows.rename(columns={"org": "organisation", "alliance": "collaboration", "tier": "role"})
    found = network.link_prediction(data.assign(start=rows.year, end=rows.year), draws=100)
    assert [(test.year, test.joins) for test in found.tests] == [(2022, 17), (2023, 10), (2024, 6)]
    best = found.predictors[0]
    assert best.score == "logistic"
    assert best.auc == pytest.approx(0.829, abs=0.001)
    assert best.average_precision == pytest.approx(0.057, abs=0.001)
    assert best.average_precision_low > found.base_rate


def test_noise_is_no_better_than_chance() -> None:
    rng = np.random.default_rng(8)
    rows = [
        (f"o{a}", f"c{b}", int(rng.integers(2010, 2017)), "")
        for a in range(30)
        for b in range(10)
        if rng.random() < 0.5 or b == a % 10
    ]
    data = pd.DataFrame(rows, columns=["organisation", "collaboration", "start", "end"])
    data.loc[
        data.organisation.str[1:].astype(int) % 10 == data.collaboration.str[1:].astype(int),
        "start",
    ] = 2010
    found = network.link_prediction(data, draws=50)
    named = {item.score: item for item in found.predictors}
    assert 0.4 < named["logistic"].auc < 0.6
    assert named["logistic"].average_precision < 2 * found.base_rate


def test_nothing_of_later_years_helps_earlier_ones() -> None:
    data = _growing(5)
    whole = network.link_prediction(data, draws=5)
    cut = network.link_prediction(data, span=(2010, 2015), draws=5)
    shared = len(cut.tests)
    assert whole.tests[:shared] == cut.tests
    later = {item.score: item.by_year[:shared] for item in whole.predictors}
    assert {item.score: item.by_year for item in cut.predictors} == later


def test_ties_between_organisations_are_foretold_too() -> None:
    graph = nx.barabasi_albert_graph(60, 2, seed=4)
    rows = [(f"n{a}", f"n{b}", 2010 + max(a, b) // 20, "") for a, b in graph.edges]
    rng = np.random.default_rng(0)
    tied = {tuple(sorted(edge)) for edge in graph.edges}
    for year in range(2013, 2018):  # friends of friends tie up
        near = nx.to_numpy_array(graph, weight=None)
        near = near @ near
        for a, b in itertools.combinations(range(60), 2):
            if (a, b) not in tied and rng.random() < 0.02 * near[a, b]:
                tied.add((a, b))
                graph.add_edge(a, b)
                rows.append((f"n{a}", f"n{b}", year, ""))
    data = pd.DataFrame(rows, columns=["from", "to", "start", "end"])
    found = network.link_prediction(data, span=(2012, 2017), draws=20, top=5)
    named = {item.score: item for item in found.predictors}
    assert found.features == ("common neighbours", "recent entries", "degree product")
    assert named["common neighbours"].auc > 0.7
    assert named["logistic"].auc > 0.7
    assert all(item.first < item.second for item in found.predicted)
    with pytest.raises(DataError, match="undirected networks only"):
        network.link_prediction(data.assign(directed=True))


def test_where_little_can_be_learnt() -> None:
    few = network.link_prediction(_lists("ax bx ay cz", "ax bx by ay cz", "ax by"), draws=5)
    assert few.features == ()
    assert [test.year for test in few.tests] == [2021]
    assert math.isnan(few.predicted[0].probability)
    assert math.isnan(few.tests[0].expected)
    said = " ".join(map(str, few.notes))
    assert "Only 1 joins" in said
    assert "fewer than 10 joins" in said
    alone = network.link_prediction(_lists("ax by", "ax by ay"), draws=1, seed=3)
    assert math.isnan(alone.predictors[0].auc_low) or alone.predictors[0].auc_low >= 0
    small = {item.score: item for item in few.predictors}
    assert small["low rank"].auc == 0.5  # three singular values are all there are
    full = network.link_prediction(_lists("ax by az", "ax by ay az", "ax"), draws=2)
    assert full.predicted == ()
    with pytest.raises(DataError, match="nothing to learn"):
        network.link_prediction(_lists("ax by", "ax by"))
    wide = pd.DataFrame({"from": "hub", "to": [f"n{n}" for n in range(1_500)], "start": 2020})
    with pytest.raises(DataError, match="up to 2000000 pairs"):
        network.link_prediction(wide)
    with pytest.raises(ArgumentError, match="level of link_prediction"):
        network.link_prediction(_lists("ax by", "ax by ay"), level=1)
