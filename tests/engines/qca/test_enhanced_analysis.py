"""Enhanced standard analysis in one call: it ends, says what it excluded, and leaves nothing."""

from __future__ import annotations

import itertools
from typing import get_args

import pandas as pd
import pytest

from consilience import qca
from consilience.demo import data_file
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.qca import enhanced
from tables import random_table

LIPSET = pd.read_csv(data_file("LF.csv"), index_col="case")
TABLES = tuple(qca.truth_table(LIPSET, name, inclusion_cut=0.8) for name in ("SURV", "~SURV"))
CASES = [
    (kind, conditions, seed)
    for kind in ("crisp", "fuzzy", "multi-value", "mixed")
    for conditions in (2, 3, 4)
    for seed in range(6)
]


def _pair(kind: str, conditions: int, seed: int) -> tuple[qca.TruthTable, qca.TruthTable]:
    data = random_table(seed, conditions, 8, kind)
    first, second = (
        qca.truth_table(data, name, inclusion_cut=(0.7, 0.4), frequency_cut=1 + seed % 2)
        for name in ("Y", "~Y")
    )
    return first, second


def _assumed(table: qca.TruthTable, found: qca.Solutions, counted: str) -> set[int]:
    """Rows that some model takes as sufficient without an observed row that counts."""
    seen = {n for n, mark in zip(table.numbers, table.out, strict=True) if mark in counted}
    used: set[int] = set()
    for model in found.models:
        used |= {*qca.remainders(table, model.terms).rows}
        # rows with an output stand in no list of remainders: look at the values themselves
        data = pd.DataFrame(table.values, columns=list(table.conditions))
        data["Y"] = [1.0] * (len(data) - 1) + [0.0] if len(data) > 1 else [1.0]
        for place, number in enumerate(table.numbers):
            if _covers(model.terms, table, place):
                used.add(number)
    return used - seen


def _covers(terms: tuple[str, ...], table: qca.TruthTable, place: int) -> bool:
    cubes = [qca.parse(term).terms for term in terms if term != "1"]
    row = dict(zip(table.conditions, table.values[place].tolist(), strict=True))
    return "1" in terms or any(
        all(
            row[item.condition] in (item.values or ((0,) if item.negated else (1,)))
            for item in term
        )
        for (term,) in cubes
    )


@pytest.mark.parametrize("contradictions", get_args(qca.Contradictions))
@pytest.mark.parametrize(("kind", "conditions", "seed"), CASES)
def test_nothing_untenable_is_left(
    kind: str, conditions: int, seed: int, contradictions: qca.Contradictions
) -> None:
    tables = _pair(kind, conditions, seed)
    brackets = bool(tables[0].multi_value.any())
    needs, never = ("A[1,2]", "A[0]*B[1]") if brackets else ("A", "~A*B")
    found = qca.enhanced_analysis(
        tables,
        "parsimonious",
        necessary=(needs, []),
        impossible=never,
        contradictions=contradictions,
    )
    assert found.settled
    counted = "01" if contradictions in {"remainder", "absorbed"} else "01C"
    first, second = (
        _assumed(table, solved, counted)
        for table, solved in zip(found.truth_tables, found.solutions, strict=True)
    )
    assert not first & second
    space = list(itertools.product(*map(range, tables[0].levels.tolist())))
    without = {n for n, row in enumerate(space, 1) if row[0] == 0}
    cannot = {n for n, row in enumerate(space, 1) if row[0] == 0 and row[1] == 1}
    assert not first & (without | cannot)
    assert not second & cannot
    marked = [
        {n for n, mark in zip(table.numbers, table.out, strict=True) if mark == "1"}
        for table in tables
    ]
    assert set(found.simultaneous) == marked[0] & marked[1]
    assert len({item.round for item in found.log}) == found.rounds - 1
    # every round excludes what the rounds before had not
    for table in tables:
        seen: set[int] = set()
        for item in found.log:
            if item.outcome == table.outcome:
                assert not seen & set(item.rows)
                seen |= set(item.rows)
    if not found.log:
        standard = qca.minimize(
            found.truth_tables[0], "parsimonious", contradictions=contradictions
        )
        assert found.solutions[0].models == standard.models


def test_lipset_needs_more_than_one_round() -> None:
    found = qca.enhanced_analysis(TABLES)
    assert found.settled
    assert found.log[0].contradictory == (10, 12, 14, 16, 17, 21, 25, 29)
    assert [item.outcome for item in found.log[:2]] == ["SURV", "~SURV"]
    frame = found.to_frame()
    assert list(frame.columns) == ["round", "outcome", "kind", "row"]
    assert set(frame["row"]) == set(found.exclude[0]) | set(found.exclude[1])


def test_intermediate_solutions_take_a_pair_of_expectations() -> None:
    present = dict.fromkeys(TABLES[0].conditions, 1)
    absent = dict.fromkeys(TABLES[0].conditions, 0)
    found = qca.enhanced_analysis(
        TABLES, "intermediate", (present, absent), necessary=(["LIT", "STB"], ())
    )
    assert found.settled
    assert found.solutions[0].models[0].expression == "DEV*URB*LIT*STB + DEV*LIT*~IND*STB"
    with pytest.raises(ArgumentError, match="a pair"):
        qca.enhanced_analysis(TABLES, "intermediate", present)


def test_rows_sufficient_for_both_count_as_negative_or_stay() -> None:
    data = pd.DataFrame(
        {
            "A": [0.9, 0.6, 0.2, 0.1],
            "B": [0.4, 0.7, 0.3, 0.8],
            "Y": [0.6, 0.4, 0.1, 0.9],
        }
    )
    tables = tuple(qca.truth_table(data, name, inclusion_cut=0.75) for name in ("Y", "~Y"))
    both = {"negative": qca.enhanced_analysis(tables)}
    both["keep"] = qca.enhanced_analysis(tables, simultaneous="keep")
    assert both["keep"].simultaneous == both["negative"].simultaneous != ()
    for way, found in both.items():
        marks = dict(zip(found.truth_tables[0].numbers, found.truth_tables[0].out, strict=True))
        mark = "0" if way == "negative" else "1"
        assert {marks[row] for row in found.simultaneous} == {mark}
        keys = [note.key for note in found.notes]
        assert ("qca.note.simultaneous_negative" in keys) == (way == "negative")
        assert ("qca.note.simultaneous" in keys) == (way == "keep")
    # what follows a solution finds the table that it was made from
    found = both["negative"]
    assert qca.untenable(found.truth_tables, found.solutions).exclude == ()


def test_an_expression_that_a_sufficient_row_meets_is_excluded_row_by_row() -> None:
    # DEV*~URB*LIT*~IND*STB is sufficient: URB is absent there
    found = qca.enhanced_analysis(TABLES, necessary=("URB", ()))
    assert found.settled
    assert all(isinstance(item, int) for item in found.exclude[0])
    whole = qca.enhanced_analysis(TABLES, necessary=("LIT", ()))
    assert "~LIT" in whole.exclude[0]


def test_the_last_round_may_come_too_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enhanced, "MOST_ROUNDS", 1)
    found = qca.enhanced_analysis(TABLES)
    assert not found.settled
    assert found.rounds == 1
    assert "qca.note.enhanced_unsettled" in [note.key for note in found.notes]


def test_unlisted_models_are_mentioned() -> None:
    data = random_table(1, 6, 20, "crisp")
    tables = tuple(qca.truth_table(data, name) for name in ("Y", "~Y"))
    found = qca.enhanced_analysis(tables, most_models=1)
    listed = any(item.model_count > 1 for item in found.solutions)
    assert listed == ("qca.note.untenable_listed" in [note.key for note in found.notes])
    assert listed


def test_what_cannot_be_asked() -> None:
    with pytest.raises(DataError, match="not the negation"):
        qca.enhanced_analysis((TABLES[0], TABLES[0]))
    with pytest.raises(UnknownNameError, match="impossible"):
        qca.enhanced_analysis(TABLES, impossible="K*A")
