"""Enhanced standard analysis: excluded rows, contradictions, conjunctions, untenable rows."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import get_args

import numpy as np
import pandas as pd
import pytest

from brute_force import (
    FREE,
    Cube,
    contains,
    minimum_covers,
    minterms,
    prime_implicants,
)
from consilience import qca
from consilience.demo import data_file
from consilience.errors import ArgumentError, ConsilienceError, DataError
from consilience.qca.remainders import cube_of
from tables import random_table

CASES = [
    (kind, conditions, seed)
    for kind in ("crisp", "fuzzy", "multi-value")
    for conditions in (2, 3, 4)
    for seed in range(8)
]
# which outputs must and must not be covered, from the words of the documentation
MARKS = {
    "negative": ("1", "0C"),
    "positive": ("1C", "0"),
    "remainder": ("1", "0"),
    "absorbed": ("1", "0"),
}
LIPSET = pd.read_csv(data_file("LF.csv"), index_col="case")
DEMOCRACY = qca.truth_table(LIPSET, "SURV", inclusion_cut=0.8)
BREAKDOWN = qca.truth_table(LIPSET, "~SURV", inclusion_cut=0.8)


def _table(kind: str, conditions: int, seed: int, outcome: str = "Y") -> qca.TruthTable:
    data = random_table(seed, conditions, 10, kind)
    return qca.truth_table(data, outcome, inclusion_cut=(0.8, 0.4), pri_cut=0.2)


def _rows(table: qca.TruthTable, marks: str) -> set[Cube]:
    rows = map(tuple, table.values.tolist())
    return {row for row, mark in zip(rows, table.out, strict=True) if mark in marks}


def _space(table: qca.TruthTable) -> list[Cube]:
    return list(itertools.product(*[range(level) for level in table.levels.tolist()]))


def _number(row: Cube, table: qca.TruthTable) -> int:
    return _space(table).index(row) + 1


def _cubes(terms: Sequence[str], table: qca.TruthTable) -> frozenset[Cube]:
    return frozenset(tuple(cube_of(term, table, "test").tolist()) for term in terms)


def _models(found: qca.Solutions, table: qca.TruthTable) -> set[frozenset[Cube]]:
    return {_cubes(model.terms, table) for model in found.models}


def _covered(found: qca.Solutions, table: qca.TruthTable) -> set[Cube]:
    levels = table.levels.tolist()
    cubes = {cube for model in _models(found, table) for cube in model}
    return set().union(*(minterms(cube, levels) for cube in cubes))


def _some_remainders(table: qca.TruthTable, positive: set[Cube], seed: int) -> set[Cube]:
    rng = np.random.default_rng(seed)
    return {row for row in _space(table) if row not in positive and rng.random() < 0.4}


def _wanted(table: qca.TruthTable, positive: set[Cube], allowed: set[Cube]) -> set[frozenset[Cube]]:
    return minimum_covers(prime_implicants(positive, allowed, table.levels.tolist()), positive)


Expectation = Mapping[int, Sequence[int]]


def _term_between(long: Cube, short: Cube, expected: Sequence[Expectation]) -> Cube:
    """A literal at stake stays if unnamed, or named by an expectation that nothing denies."""
    stake = {i for i, value in enumerate(long) if value != FREE and short[i] == FREE}
    met = [e for e in expected if all(long[i] in e[i] for i in stake & set(e))]
    named = {i for e in expected for i in e}
    saved = {i for e in met for i in e}
    return tuple(FREE if i in stake & named - saved else value for i, value in enumerate(long))


def _intermediate(
    table: qca.TruthTable,
    positive: set[Cube],
    negative: set[Cube],
    expected: Sequence[Expectation],
    absorbed: set[Cube],
) -> set[frozenset[Cube]]:
    models: set[frozenset[Cube]] = set()
    longs = _wanted(table, positive, positive | absorbed)
    shorts = _wanted(table, positive, set(_space(table)) - negative)
    for long, short in itertools.product(longs, shorts):
        easy: set[Cube] = set()
        for term in long:
            nested = [other for other in short if contains(other, term)]
            between = [_term_between(term, other, expected) for other in nested] or [term]
            easy |= set().union(*(minterms(cube, table.levels.tolist()) for cube in between))
        models |= _wanted(table, positive, positive | easy)
    return models


def _random_expectations(table: qca.TruthTable, seed: int) -> tuple[list[Expectation], str]:
    """Return single expectations and conjunctions, and the same as text."""
    rng = np.random.default_rng(seed)
    levels = table.levels.tolist()
    expected: list[Expectation] = []
    for place, level in enumerate(levels):
        if rng.random() < 0.4:
            expected.append({place: (int(rng.integers(level)),)})
    for _ in range(int(rng.integers(1, 4))):
        size = int(rng.integers(2, len(levels) + 1))
        places = sorted(rng.choice(len(levels), size, replace=False).tolist())
        expected.append({i: (int(rng.integers(levels[i])),) for i in places})
    texts = [
        "*".join(f"{table.conditions[i]}[{values[0]}]" for i, values in item.items())
        for item in expected
    ]
    # A + A*B is A
    kept = [e for e in expected if not any(o != e and o.items() <= e.items() for o in expected)]
    return kept, ", ".join(texts)


@pytest.mark.parametrize("contradictions", get_args(qca.Contradictions))
@pytest.mark.parametrize(("kind", "conditions", "seed"), CASES)
def test_solutions_with_exclusions(
    kind: str, conditions: int, seed: int, contradictions: qca.Contradictions
) -> None:
    table = _table(kind, conditions, seed)
    must, must_not = (_rows(table, marks) for marks in MARKS[contradictions])
    excluded = _some_remainders(table, must, seed)
    numbers = [_number(row, table) for row in excluded]
    everything = set(_space(table))
    expected, text = _random_expectations(table, seed)
    absorbed = _rows(table, "C") - excluded if contradictions == "absorbed" else set()
    wanted = {
        "conservative": _wanted(table, must, must | absorbed),
        "parsimonious": _wanted(table, must, everything - must_not - excluded),
        "intermediate": _intermediate(table, must, must_not | excluded, expected, absorbed),
    }
    for solution in get_args(qca.SolutionType):
        found = qca.minimize(
            table,
            solution,
            text if solution == "intermediate" else None,
            exclude=numbers,
            contradictions=contradictions,
        )
        assert _models(found, table) == (wanted[solution] if must else set())
        assert not _covered(found, table) & (excluded | must_not)
        assert found.parameters["exclude"] == sorted(numbers)
        assert found.parameters["contradictions"] == contradictions
        for term, rows in zip(found.prime_implicants, found.covered_rows, strict=True):
            (cube,) = _cubes([term], table)
            assert list(rows) == sorted(_number(r, table) for r in must if contains(cube, r))


@pytest.mark.parametrize(("kind", "conditions", "seed"), CASES)
def test_an_expression_excludes_its_configurations(kind: str, conditions: int, seed: int) -> None:
    table = _table(kind, conditions, seed)
    text = "A[0]*B[1] + A[1,2]*B[0]" if table.multi_value[0] else "A*~B + ~A*B"
    named = {row for row in _space(table) if (row[0] > 0) != (row[1] > 0)}
    positive = _rows(table, "1")
    refused = sorted(_number(row, table) for row in named & positive)
    if refused:
        with pytest.raises(DataError) as caught:
            qca.minimize(table, "parsimonious", exclude=text)
        assert caught.value.values["rows"] == refused
        return
    numbers = [_number(row, table) for row in named]
    found = qca.minimize(table, "parsimonious", exclude=text)
    again = qca.minimize(table, "parsimonious", exclude=[*numbers, text])
    assert found.models == again.models
    assert _models(found, table) == _wanted(
        table, positive, set(_space(table)) - _rows(table, "0C") - named
    )


@pytest.mark.parametrize(("kind", "conditions", "seed"), CASES[::2])
def test_laws_of_exclusion(kind: str, conditions: int, seed: int) -> None:
    table = _table(kind, conditions, seed)
    plain = qca.minimize(table, "parsimonious")
    named = qca.minimize(table, "parsimonious", exclude=(), contradictions="negative")
    assert plain.to_json() == named.to_json()
    rest = [_number(row, table) for row in set(_space(table)) - _rows(table, "1")]
    _, text = _random_expectations(table, seed)
    conservative = _models(qca.minimize(table), table)
    assert _models(qca.minimize(table, "parsimonious", exclude=rest), table) == conservative
    between = qca.minimize(table, "intermediate", text, exclude=np.array(rest, dtype=np.int64))
    assert _models(between, table) == conservative


@pytest.mark.parametrize(("kind", "conditions", "seed"), CASES[::2])
def test_what_a_result_records_of_expectations_gives_the_same_result(
    kind: str, conditions: int, seed: int
) -> None:
    table = _table(kind, conditions, seed)
    _, text = _random_expectations(table, seed)
    found = qca.minimize(table, "intermediate", text)
    again = qca.minimize(table, "intermediate", found.parameters["expectations"])
    assert again.to_json() == found.to_json()


def test_many_conditions_are_excluded_by_cubes() -> None:
    names = [f"C{n}" for n in range(60)]
    data = pd.DataFrame([[1.0] * 61, [0.0] * 61], columns=[*names, "Y"])
    table = qca.truth_table(data, "Y")
    text = " + ".join(f"C{n}*~C{n + 1}" for n in range(58))
    found = qca.minimize(table, "parsimonious", exclude=text)
    assert [model.expression for model in found.models] == ["*".join(names[1:59])]
    # all present but the last one: only C59 tells that row apart
    last = qca.minimize(table, "parsimonious", exclude=2**60 - 1)
    assert [model.expression for model in last.models] == ["C59"]


# the values below: R QCA 3.25.1, minimize(tt, include = "?", exclude, dir.exp) and findRows()
def test_lipset_with_excluded_rows() -> None:
    found = qca.minimize(DEMOCRACY, "parsimonious", exclude=[10, 12, 14])
    assert {model.expression for model in found.models} == {
        "DEV*~IND + DEV*URB*STB",
        "DEV*~IND + URB*LIT*IND*STB",
    }


@pytest.mark.parametrize(
    ("expected", "wanted"),
    [
        ("~LIT*IND", "DEV*URB*STB + DEV*~IND*STB"),
        ("DEV, STB, ~LIT*IND", "DEV*URB*STB + DEV*~IND*STB"),
        ("DEV*STB", "DEV*URB*LIT*IND*STB + DEV*~URB*LIT*~IND*STB"),
        ({"~URB*IND": "present"}, "DEV*URB*LIT*IND*STB + DEV*~URB*LIT*~IND*STB"),
    ],
)
def test_lipset_with_conjunctions(expected: object, wanted: str) -> None:
    found = qca.minimize(DEMOCRACY, "intermediate", expected)
    assert [model.expression for model in found.models] == [wanted]


def test_every_conjunction_counts_where_r_counts_the_last_one_only() -> None:
    found = qca.minimize(DEMOCRACY, "intermediate", "~DEV*~URB, ~IND*LIT")
    assert [model.expression for model in found.models] == ["URB*STB + DEV*LIT*~IND*STB"]
    # R QCA 3.25.1 forgets ~DEV*~URB and keeps DEV in the first path
    last = qca.minimize(DEMOCRACY, "intermediate", "~IND*LIT")
    assert [model.expression for model in last.models] == ["DEV*URB*STB + DEV*LIT*~IND*STB"]


def test_untenable_rows_of_lipset() -> None:
    tables = DEMOCRACY, BREAKDOWN
    both = [qca.minimize(table, "parsimonious") for table in tables]
    found = qca.untenable(tables, both)
    assert found.contradictory == (10, 12, 14, 16, 17, 21, 25, 29)
    assert found.simultaneous == ()
    assert found.exclude == found.contradictory
    assert not found.notes
    again = [qca.minimize(table, "parsimonious", exclude=found.exclude) for table in tables]
    assert not set(qca.untenable(tables, again).contradictory) & set(found.contradictory)


@pytest.mark.parametrize("contradictions", get_args(qca.Contradictions))
@pytest.mark.parametrize(("kind", "conditions", "seed"), CASES[::2])
def test_untenable_rows_by_definition(
    kind: str, conditions: int, seed: int, contradictions: qca.Contradictions
) -> None:
    tables = tuple(_table(kind, conditions, seed, outcome) for outcome in ("Y", "~Y"))
    first = tables[0]
    solved = [qca.minimize(t, "parsimonious", contradictions=contradictions) for t in tables]
    needs, never = ("A[1,2] + B", "~A[2]*~B") if first.multi_value[0] else ("A + B", "A*~B")
    found = qca.untenable(tables, solved, necessary=[needs], impossible=never)
    marks = "01" if contradictions in {"remainder", "absorbed"} else "01C"
    assumed = [
        {_number(row, t) for row in _covered(s, t) - _rows(t, marks)}
        for t, s in zip(tables, solved, strict=True)
    ]
    space = _space(first)
    without = {n for n, row in enumerate(space, 1) if row[0] == 0 and row[1] == 0}
    cannot = {
        n
        for n, row in enumerate(space, 1)
        if row[1] == 0 and (row[0] != 2 if first.multi_value[0] else row[0] == 1)
    }
    sufficient = [{_number(row, t) for row in _rows(t, "1")} for t in tables]
    assert set(found.contradictory) == assumed[0] & assumed[1]
    assert set(found.simultaneous) == sufficient[0] & sufficient[1]
    assert set(found.against_necessity) == assumed[0] & without
    assert set(found.impossible) == assumed[0] & cannot
    again = qca.minimize(
        first, "parsimonious", exclude=found.exclude, contradictions=contradictions
    )
    alone = qca.untenable(first, again, necessary=needs, impossible=never)
    assert not {*alone.against_necessity, *alone.impossible} & set(found.exclude)
    assert alone.contradictory == alone.simultaneous == ()
    assert len(found.to_frame()) == sum(
        len(rows)
        for rows in (
            found.contradictory,
            found.simultaneous,
            found.against_necessity,
            found.impossible,
        )
    )
    for line in found.to_frame().itertuples(index=False):
        assert space[line[1] - 1] == tuple(line[2:])


def test_rows_sufficient_for_both_are_named_and_cannot_be_excluded() -> None:
    data = pd.DataFrame({"A": [0.6, 0.6, 0.2], "Y": [0.55, 0.45, 0.1]})
    tables = [qca.truth_table(data, outcome, inclusion_cut=0.75) for outcome in ("Y", "~Y")]
    found = qca.untenable(tables, [qca.minimize(table) for table in tables])
    assert found.simultaneous == (2,)
    assert found.exclude == ()
    assert [note.key for note in found.notes] == ["qca.note.simultaneous"]
    with pytest.raises(DataError, match="must cover: 2"):
        qca.minimize(tables[0], exclude=found.simultaneous)


def test_only_listed_models_are_looked_at_and_a_note_says_so() -> None:
    data = pd.DataFrame({"A": [1, 0], "B": [1, 0], "Y": [1, 0]})
    table = qca.truth_table(data, "Y")
    found = qca.untenable(table, qca.minimize(table, "parsimonious", most_models=1))
    keys = [note.key for note in found.notes]
    assert keys == ["qca.note.untenable_one_side", "qca.note.untenable_listed"]


def test_notes_say_how_contradictions_count() -> None:
    data = pd.DataFrame({"A": [1, 1, 0, 0], "Y": [1, 0, 0, 0]})
    table = qca.truth_table(data, "Y", inclusion_cut=(0.8, 0.4))
    assert table.out == ("0", "C")
    found = qca.minimize(table, "parsimonious", contradictions="positive")
    assert [model.expression for model in found.models] == ["A"]
    assert [note.key for note in found.notes] == ["qca.note.contradictions_positive"]
    assert qca.minimize(table).status == "no sufficient row"
    left = qca.minimize(table, contradictions="remainder")
    assert left.notes[0].key == "qca.note.contradictions_remainder"
    with pytest.raises(DataError, match="must cover: 2"):
        qca.minimize(table, exclude=2, contradictions="positive")


@pytest.mark.parametrize(
    "exclude", [0, 33, True, 1.5, "", "DEV*", "K", "DEV[2]", "DEV*~DEV", [1, None], {"DEV": 1}]
)
def test_exclusions_that_cannot_be_are_refused(exclude: object) -> None:
    with pytest.raises(ConsilienceError):
        qca.minimize(DEMOCRACY, "parsimonious", exclude=exclude)


def test_expressions_over_multi_value_conditions_name_their_values() -> None:
    table = _table("multi-value", 4, 0)
    with pytest.raises(DataError, match=r"A\[1\]"):
        qca.minimize(table, "parsimonious", exclude="A*B")
    wide = pd.DataFrame({f"C{n}": [2.0, 1.0, 0.0] for n in range(11)} | {"Y": [1, 0, 0]})
    text = "*".join(f"C{n}[1,2]" for n in range(11))
    with pytest.raises(DataError, match="2000"):
        qca.minimize(qca.truth_table(wide, "Y"), "parsimonious", exclude=text)


@pytest.mark.parametrize(
    "given",
    ["A*~A", "A*Z", "A*B[2]", {"A*B": 0}, {"A*B": "absent"}, "A + B*(C + D)", "A[0,1]*B", "~(A*B)"],
)
def test_conjunctions_that_cannot_be_are_refused(given: object) -> None:
    with pytest.raises(ConsilienceError):
        qca.minimize(_table("crisp", 4, 1), "intermediate", given)


def test_an_expectation_that_another_one_contains_is_left_out() -> None:
    table = _table("crisp", 4, 1)
    given = {"A": 1, "A*B": 1, "~B*C": 1, "~B*C*D": [1], "C*D": None}
    found = qca.minimize(table, "intermediate", given)
    assert found.parameters["expectations"] == {"A": [1], "~B*C": [1]}


def test_untenable_refuses_sides_that_do_not_belong_together() -> None:
    one, other = qca.minimize(DEMOCRACY), qca.minimize(BREAKDOWN)
    with pytest.raises(DataError, match="not the negation"):
        qca.untenable((DEMOCRACY, DEMOCRACY), (one, one))
    with pytest.raises(DataError, match="other settings"):
        qca.untenable((DEMOCRACY, BREAKDOWN), (other, one))
    with pytest.raises(DataError, match="2 tables and 1 solutions"):
        qca.untenable((DEMOCRACY, BREAKDOWN), one)
    fewer = qca.truth_table(LIPSET[["DEV", "SURV"]], "~SURV")
    with pytest.raises(ArgumentError, match="same cases"):
        qca.untenable((DEMOCRACY, fewer), (one, qca.minimize(fewer)))


def test_untenable_refuses_tables_that_cannot_be_listed() -> None:
    data = pd.DataFrame(np.tile([[1.0], [0.0]], (1, 22)), columns=[f"C{n}" for n in range(22)])
    table = qca.truth_table(data, "C21")
    with pytest.raises(DataError, match="1048576"):
        qca.untenable(table, qca.minimize(table))
