"""Cases from a table."""

from __future__ import annotations

import pandas as pd
import pytest

from consilience.analysis import case_records
from consilience.errors import ConsilienceError
from engines.analysis.rated import rated_study

STUDY = rated_study()
TABLE = {
    "案例": ["M", "C1", "N1"],
    "name": ["Map alliance", "", "new"],
    "上级": ["", "M", "G"],
    "抽样理由": ["leads", None, ""],
    "sector": ["", "OEM", "city"],
}


def test_cases_are_added_and_completed() -> None:
    lead, known, new = case_records(STUDY, pd.DataFrame(TABLE))
    assert (lead.name, lead.sampling_reason, lead.parent_id, lead.attributes) == (
        "Map alliance", "leads", None, ()
    )  # fmt: skip
    assert (known.id, known.name, known.parent_id) == (STUDY.case("C1").id, "case C1", lead.id)
    assert known.attributes == (("sector", "OEM"),)
    assert new.parent_id == STUDY.case("G").id
    kept = pd.DataFrame({"case": ["C2"]})
    assert case_records(STUDY, kept) == (STUDY.case("C2"),)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"案例": ["M", "", "N1"]}, "row 1 has no code of a case"),
        ({"案例": ["M", "M", "N1"]}, "row 1: case M occurs twice"),
        ({"上级": ["", "Z", ""]}, "parent of cases[C1] must be one of"),
    ],
)
def test_slips(change: dict[str, list[str]], sentence: str) -> None:
    with pytest.raises(ConsilienceError) as caught:
        case_records(STUDY, pd.DataFrame({**TABLE, **change}))
    assert sentence in str(caught.value)


def test_a_table_without_cases() -> None:
    with pytest.raises(ConsilienceError, match="column of table of cases must be one of firm"):
        case_records(STUDY, pd.DataFrame({"firm": ["A"]}))
