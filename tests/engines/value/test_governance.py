"""The governance plan: completeness by weight, and what is missing by name."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from consilience import value
from consilience.errors import DataError
from consilience.value.governance import DIMENSIONS, MECHANISMS

COLUMNS = ["dimension", "mechanism", "owner", "trigger", "indicator", "status"]
FULL = pd.DataFrame(
    [
        (dimension, mechanism, "OEM", "new standard", "share adopted", "in force")
        for dimension, mechanism in itertools.product(DIMENSIONS, MECHANISMS)
    ],
    columns=COLUMNS,
)


def test_a_full_plan_is_complete() -> None:
    found = value.governance_plan(FULL)
    assert found.completeness == pytest.approx(1)
    assert found.in_force == pytest.approx(1)
    assert found.without_indicator == ()
    assert found.notes == ()
    assert len(found.cells) == len(found.to_frame()) == 12
    assert_allclose(sum(cell.weight for cell in found.cells), 1)


def test_a_missing_item_lowers_the_score_by_its_weight() -> None:
    weights = {"benefit distribution": 3, "share": 2, "security": 0}
    for dimension, mechanism in itertools.product(DIMENSIONS, MECHANISMS):
        at = (FULL.dimension == dimension) & (FULL.mechanism == mechanism)
        wanted = (2 if dimension == "share" else 1) / 4
        wanted *= {"benefit distribution": 3, "security": 0}.get(mechanism, 1) / 5
        without = value.governance_plan(FULL[~at], weights=weights)
        assert without.completeness == pytest.approx(1 - wanted)
        (cell,) = [item for item in without.cells if item.missing]
        assert (cell.dimension, cell.mechanism, cell.measures) == (dimension, mechanism, 0)
        assert cell.missing == ("owner", "trigger", "indicator", "status")
        bare = FULL.assign(owner=np.where(at, "", FULL.owner))
        found = value.governance_plan(bare, weights=weights)
        assert found.completeness == pytest.approx(1 - wanted / 4)
        assert [item.missing for item in found.cells if item.missing] == [("owner",)]


def test_measures_of_one_cell_add_up_and_status_counts() -> None:
    table = pd.DataFrame(
        [
            ("build", "security", "OEM", None, np.nan, "planned"),
            ("build", "security", "", " leak ", "hours to mend", "suspended"),
        ],
        columns=COLUMNS,
    )
    found = value.governance_plan(table)
    assert found.completeness == pytest.approx(1 / 12)
    assert found.in_force == 0
    assert found.measures[1].trigger == "leak"
    assert found.without_indicator == MECHANISMS[:3]
    assert [note.key for note in found.notes] == ["value.note.no_indicator"]
    (cell,) = [item for item in found.cells if item.measures]
    assert (cell.measures, cell.missing) == (2, ())


def test_a_blank_status_is_missing() -> None:
    found = value.governance_plan(FULL.assign(status=""))
    assert found.completeness == pytest.approx(3 / 4)
    assert {cell.missing for cell in found.cells} == {("status",)}


def test_chinese_names() -> None:
    row = ["共建", "利益分配", "主机厂", "季度结算", "分成比例", "已实施"]
    found = value.governance_plan(pd.DataFrame([row], columns=COLUMNS))
    (measure,) = found.measures
    assert (measure.dimension, measure.mechanism) == ("build", "benefit distribution")
    assert measure.status == "in force"
    assert found.in_force == pytest.approx(1 / 12)


def test_another_checklist() -> None:
    names = ["conflict coordination", "supervision", "exit"]
    table = pd.DataFrame([["all", names[0], "A", "quarrel", "days", "agreed"]], columns=COLUMNS)
    found = value.governance_plan(table, mechanisms=names, dimensions="all", weights={"exit": 2})
    assert found.completeness == pytest.approx(1 / 4)
    assert found.without_indicator == ("supervision", "exit")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"dimension": "compete"}, "row 1 of the plan has compete as dimension"),
        ({"mechanism": ""}, "as mechanism: write one of standards coordination"),
        ({"status": "done"}, "has done as status: write one of planned"),
        ({"owner": 5}, "needs a text in the column owner, got 5"),
    ],
)
def test_a_wrong_row_is_named(change: dict[str, object], message: str) -> None:
    row: dict[str, object] = {**dict(zip(COLUMNS, FULL.iloc[0], strict=True)), **change}
    with pytest.raises(DataError, match=message):
        value.governance_plan(pd.DataFrame([row]))


def test_weights_of_nothing_are_refused() -> None:
    nothing = {"discuss": 0, "build": 0, "share": 0}
    with pytest.raises(DataError, match="all weigh 0"):
        value.governance_plan(FULL, weights=nothing)
