"""Change over the waves of a panel, and clusters without time."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import consilience
from consilience import qca
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.qca.fit import Relation

EXPORTS = pd.read_csv(
    Path(consilience.__file__).parent / "data" / "SCHLF.csv", index_col=0, keep_default_na=False
)
PATHS = "EMP*~MA*STOCK + OCCUP"
HAND = pd.DataFrame(
    {
        "firm": ["U", "U", "U", "V", "V", "V", "W", "W"],
        "year": [1, 2, 3, 1, 2, 3, 1, 3],
        "A": [0.8, 0.6, 0.4, 0.2, 0.9, 0.9, 0.7, 0.2],
        "B": [0.1, 0.9, 0.9, 0.2, 0.3, 0.2, 0.7, 0.3],
        "Y": [0.9, 0.3, 0.4, 0.1, 0.9, 1.0, 0.8, 0.1],
    }
)


def test_entries_exits_and_moves_by_hand() -> None:
    found = qca.panel_change(HAND, "A + B", "Y", unit="firm", wave="year")
    seen = [
        (item.wave, item.units, item.members, item.entered, item.left) for item in found.path("A")
    ]
    assert seen == [
        ("1", 3, ("U", "W"), (), ()),
        ("2", 2, ("U", "V"), ("V",), ()),
        ("3", 3, ("V",), (), ("U",)),
    ]
    moves = [(m.unit, m.before, m.after, m.paths_before, m.paths_after) for m in found.moves]
    assert moves == [
        ("U", "1", "2", ("A",), ("A", "B")),
        ("V", "1", "2", (), ("A",)),
        ("U", "2", "3", ("A", "B"), ("B",)),
    ]
    assert (found.moves[0].outcome_before, found.moves[0].outcome_after) == (0.9, 0.3)
    assert [str(note) for note in found.notes][1].endswith("can be seen: W")
    assert np.isnan(found.memberships[:, 2, 1]).all()
    inclusions = [item.inclusion for item in found.path("A")]
    trend = found.trends[0]
    assert trend.term == "A"
    np.testing.assert_allclose(trend.inclusion, (inclusions[2] - inclusions[0]) / 2)
    np.testing.assert_allclose(trend.share, (1 / 3 - 2 / 3) / 2)
    assert list(found.to_frame().columns[:4]) == ["term", "wave", "units", "members"]


def test_fit_of_each_wave_is_that_of_its_rows() -> None:
    found = qca.panel_change(
        EXPORTS, "EMP*~MA*STOCK + OCCUP", "~EXPORT", unit="COUNTRY", wave="YEAR"
    )
    assert found.notes == ()
    for item in found.paths:
        part = EXPORTS[EXPORTS["YEAR"].astype(str) == item.wave]
        whole = qca.fit(part, item.term, "~EXPORT").whole
        np.testing.assert_allclose(
            (item.inclusion, item.pri, item.coverage), (whole.inclusion, whole.pri, whole.coverage)
        )
        assert item.units == 19
    for trend in found.trends:
        waves = [item.inclusion for item in found.path(trend.term)]
        np.testing.assert_allclose(trend.inclusion, np.polyfit(range(4), waves, 1)[0])
    flow = found.path("OCCUP")
    for before, after in itertools.pairwise(flow):
        assert {*before.members, *after.entered} - {*after.left} == set(after.members)


def test_a_trend_needs_two_values() -> None:
    data = HAND.assign(A=[0.0, 0.6, 0.0, 0.0, 0.9, 0.0, 0.0, 0.0])
    found = qca.panel_change(data, "A", "Y", unit="firm", wave="year")
    assert math.isnan(found.trends[0].inclusion)
    np.testing.assert_allclose(found.trends[0].share, 0)
    with pytest.raises(ArgumentError):
        qca.panel_change(data, qca.Expression(()), "Y", unit="firm", wave="year")


def test_clusters_are_fitted_alone() -> None:
    data = EXPORTS.assign(bloc=["east" if n % 3 else "west" for n in range(len(EXPORTS))])
    relations: tuple[Relation, ...] = ("sufficiency", "necessity")
    for relation in relations:
        found = qca.cluster_fit(data, "EMP + OCCUP", "EXPORT", cluster="bloc", relation=relation)
        for item in found.clusters:
            part = data[data["bloc"] == item.name]
            whole = qca.fit(part, "EMP + OCCUP", "EXPORT", relation=relation).whole
            np.testing.assert_allclose(
                (item.consistency, item.coverage), (whole.inclusion, whole.coverage)
            )
        c = np.array([item.consistency for item in found.clusters])
        np.testing.assert_allclose(found.distance, np.sqrt(((c / c.sum() - 0.5) ** 2).sum()))
        np.testing.assert_allclose(sum(found.share), 1)
    by_year = qca.cluster_fit(EXPORTS, "EMP", "EXPORT", cluster="YEAR")
    panel = qca.panel_fit(EXPORTS, "EMP", "EXPORT", unit="COUNTRY", wave="YEAR")
    assert by_year.clusters == panel.waves
    assert by_year.distance == panel.between_distance
    assert len(by_year.to_frame()) == 5


def test_degenerate_clusters_are_named() -> None:
    data = {"g": ["a", "a", "b"], "A": [0.0, 0.0, 0.4], "Y": [0.1, 0.2, 0.3]}
    found = qca.cluster_fit(data, "A", "Y", cluster="g")
    assert math.isnan(found.distance)
    assert all(map(math.isnan, found.share))
    assert [note.key.split(".")[-1] for note in found.notes] == [
        "cluster_undefined",
        "cluster_no_distance",
    ]
    for column, error in (("A", DataError), ("K", UnknownNameError)):
        with pytest.raises(error):
            qca.cluster_fit(data, "A", "Y", cluster=column)
    for groups, sentence in ((["a", "a", "a"], "two clusters"), (["a", None, "b"], "row 2")):
        with pytest.raises(DataError, match=sentence):
            qca.cluster_fit({**data, "g": groups}, "A", "Y", cluster="g")
