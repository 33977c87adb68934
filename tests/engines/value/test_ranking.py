"""Skyline, TOPSIS and rank acceptability."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from consilience import value
from consilience.errors import DataError

TABLE = pd.DataFrame(
    {"fit": [0.9, 0.7, 0.6, 0.7], "trust": [0.2, 0.8, 0.5, 0.8], "risk": [0.5, 0.2, 0.4, 0.2]},
    index=["Maps", "Cloud", "City", "Twin"],
)


def test_skyline_keeps_who_is_not_beaten() -> None:
    found = value.skyline(TABLE, negative=["risk"])
    assert found.kept == ("Maps", "Cloud", "Twin")
    assert found.beaten_by == (("City", "Cloud"),)
    assert found.to_frame()["beaten by"].tolist() == ["", "", "Cloud", ""]
    assert value.skyline([[1, 1], [1, 2]]).kept == ("1",)


def test_topsis_by_hand() -> None:
    found = value.topsis(TABLE, [2, 1, 1], negative=["risk"])
    values = TABLE.to_numpy() * [1, 1, -1]
    ready = values / np.sqrt((values**2).sum(axis=0)) * [0.5, 0.25, 0.25]
    best = np.linalg.norm(ready - ready.max(axis=0), axis=1)
    worst = np.linalg.norm(ready - ready.min(axis=0), axis=1)
    assert_allclose(found.values, worst / (best + worst))
    assert found.ranks[1] == found.ranks[3] == 1
    assert found.to_frame().candidate.tolist()[0] == "Cloud"
    with pytest.raises(DataError, match="nothing to rank"):
        value.topsis([[1, 2], [1, 2]])


@pytest.mark.parametrize("model", ["sum", "topsis"])
def test_acceptability_adds_up_and_shows_who_can_be_first(model: value.RankingModel) -> None:
    found = value.rank_acceptability(TABLE.iloc[:3], negative=["risk"], model=model)
    assert_allclose(found.values.sum(axis=1), 1)
    assert found.values[2, 0] == 0
    assert np.isnan(found.central[2]).all()
    assert_allclose(found.central[:2].sum(axis=1), 1)
    assert found.central[0, 0] > found.central[1, 0]
    assert found.sure == ""
    assert [note.key for note in found.notes] == ["value.note.weights_decide"]
    assert found.to_frame().columns.tolist() == ["candidate", "rank 1", "rank 2", "rank 3"]


def test_share_of_first_ranks_is_that_of_the_weights() -> None:
    found = value.rank_acceptability([[1, 0], [0, 0.5], [0.2, 0.1]], draws=40_000)
    assert_allclose(found.values[:2, 0], [0.5, 0.5], atol=0.01)


def test_who_is_best_in_everything_is_sure() -> None:
    found = value.rank_acceptability([[1, 1], [0, 0.5]], draws=100)
    assert found.sure == "0"
    assert not found.notes
    with pytest.raises(DataError, match="nothing to rank"):
        value.rank_acceptability([[1, 1], [1, 1]])
