"""Forms of input, degenerate cases and cut searches of the QCA core."""

from __future__ import annotations

import math
from types import SimpleNamespace
from unittest import mock

import numpy as np
import pandas as pd
import pytest

from consilience import qca
from consilience.errors import ArgumentError, ConsilienceError, DataError, UnknownNameError
from consilience.qca import minimization
from tables import random_table

LIPSET_LIKE = random_table(4, 3, 14, "fuzzy")
TABLE = qca.truth_table(LIPSET_LIKE, "Y", inclusion_cut=0.6)
MULTI = qca.truth_table(random_table(2, 3, 14, "multi-value"), "Y", inclusion_cut=0.6)


FORMS: list[object] = [
    {"A": 1, "B": 0, "C": None},
    {"A": "present", "B": "absent", "C": "-"},
    {"A": [1], "B": "0"},
    ["A", "~B"],
    "A, ~B",
    "A + ~B",
    "A；~B",
    [1, 0, "-"],
    ["1", "0", "-"],
    "A[1], B[0]",
]


@pytest.mark.parametrize("given", FORMS)
def test_expectations_in_every_form_mean_the_same(given: object) -> None:
    wanted = qca.minimize(TABLE, "intermediate", {"A": 1, "B": 0})
    assert qca.minimize(TABLE, "intermediate", given).to_json() == wanted.to_json()


def test_no_expectation_at_all_leaves_the_conservative_solution() -> None:
    forms: tuple[object, ...] = ({}, "", ["-", "-", "-"])
    for given in forms:
        found = qca.minimize(TABLE, "intermediate", given)
        wanted = qca.minimize(TABLE, "conservative")
        assert {m.terms for m in found.models} == {m.terms for m in wanted.models}


IMPOSSIBLE: list[object] = [
    None,
    5,
    {"K": 1},
    {"A": 2},
    {"A": [0, 1]},
    "A, ~A",
    "A*~A",
    "~A[1]",
    [1, 0],
    ["A", 1],
    {"A": -1},
    {"A": "high"},
]


@pytest.mark.parametrize("given", IMPOSSIBLE)
def test_expectations_that_cannot_be_are_refused(given: object) -> None:
    with pytest.raises(ConsilienceError):
        qca.minimize(TABLE, "intermediate", given)


def test_expectations_of_multi_value_conditions() -> None:
    one = qca.minimize(MULTI, "intermediate", {"A": [1, 2]})
    other = qca.minimize(MULTI, "intermediate", "A[1,2]")
    assert one.to_json() == other.to_json()
    with pytest.raises(ArgumentError):
        qca.minimize(MULTI, "intermediate", "A[3]")
    with pytest.raises(DataError, match="every value"):
        qca.minimize(MULTI, "intermediate", {"A": [0, 1, 2]})


def test_case_names_may_stand_in_a_column() -> None:
    named = LIPSET_LIKE.reset_index(names="case")
    table = qca.truth_table(named, "Y", ["A", "B", "C"], cases="case")
    assert table.case_names == tuple(LIPSET_LIKE.index)
    assert qca.truth_table(named, "Y", cases="case").conditions == ("A", "B", "C")
    unnamed = qca.truth_table(LIPSET_LIKE.reset_index(drop=True), "Y")
    assert unnamed.case_names[:2] == ("1", "2")


def test_a_multi_value_condition_needs_a_value_in_an_expression() -> None:
    data = pd.DataFrame({"A": [0.0, 1.0, 2.0], "Y": [0.1, 0.6, 0.9]})
    assert qca.fit(data, "A[1,2]", "Y").inclusion == pytest.approx(0.75)
    assert qca.fit(data, "~A[0]", "Y").inclusion == pytest.approx(0.75)
    with pytest.raises(DataError, match=r"A\[1\]"):
        qca.fit(data, "A", "Y")
    crisp = data.assign(A=[0.0, 1.0, 1.0])
    assert qca.fit(crisp, "A[0,1]", "Y").coverage == 1.0
    assert qca.fit(crisp, "A[0]", "Y").inclusion == pytest.approx(0.1)


def test_a_multi_value_outcome() -> None:
    data = pd.DataFrame({"A": [0, 1, 1, 0], "Y": [0, 1, 2, 0]})
    assert qca.truth_table(data, "Y[0]").rows["out"].tolist() == ["1", "0"]
    assert qca.truth_table(data, "~Y[0]").rows["out"].tolist() == ["0", "1"]


def test_unknown_names_say_where_they_stand() -> None:
    with pytest.raises(UnknownNameError, match="columns of fit"):
        qca.fit(LIPSET_LIKE, "K", "Y")
    with pytest.raises(UnknownNameError, match="outcome of truth_table"):
        qca.truth_table(LIPSET_LIKE, "Z")
    with pytest.raises(DataError, match="nothing to explain"):
        qca.necessity(LIPSET_LIKE.assign(Y=0.3), "Y")


def test_undefined_fit_is_said_and_not_a_number() -> None:
    data = pd.DataFrame({"A": [0.0, 0.0], "Y": [0.2, 0.9]})
    found = qca.fit(data, "A", "Y")
    assert math.isnan(found.inclusion)
    assert math.isnan(found.pri)
    assert "undefined" in str(found.notes[0])
    again = qca.Fit.from_dict(found.to_dict())
    assert math.isnan(again.inclusion)


def test_degenerate_tables_have_named_results() -> None:
    nothing = qca.truth_table(LIPSET_LIKE, "Y", inclusion_cut=1.0, pri_cut=1.0)
    kinds: tuple[qca.SolutionType, ...] = ("conservative", "parsimonious", "intermediate")
    for solution in kinds:
        found = qca.minimize(nothing, solution, "A")
        assert (found.status, found.models, found.model_count) == ("no sufficient row", (), 0)
        assert found.to_frame().empty
    everything = qca.truth_table(LIPSET_LIKE, "Y", inclusion_cut=0.0)
    found = qca.minimize(everything, "parsimonious")
    assert found.status == "every row sufficient"
    assert [model.expression for model in found.models] == ["1"]
    assert qca.path_cases(everything, ["1"]).model[0].membership == 1.0
    between = qca.minimize(everything, "intermediate", "A")
    assert qca.configurations(between).configurations


def test_a_long_list_of_models_is_cut_and_said() -> None:
    bits = np.array([[(n >> k) & 1 for k in range(8)] for n in (0, 255, 15, 240, 51, 204)])
    data = pd.DataFrame(bits, columns=list("ABCDEFGH")).assign(Y=[1, 1, 0, 0, 0, 0])
    table = qca.truth_table(data, "Y")
    whole = qca.minimize(table, "parsimonious")
    some = qca.minimize(table, "parsimonious", most_models=2)
    assert len(some.models) == 2
    assert some.model_count == whole.model_count > 2
    pairs = qca.minimize(table, "intermediate", {"A": 1}, most_models=1)
    assert len(pairs.pairs) == 1
    assert not pairs.exhausted
    assert any("cut short" in str(note) for note in pairs.notes)


def test_the_smallest_cover_is_proved_by_an_integer_programme_where_the_search_ends_early() -> None:
    rng = np.random.default_rng(3)
    chart = rng.random((40, 30)) < 0.15
    chart[rng.integers(0, 40, 30), np.arange(30)] = True
    short = minimization.minimum_covers(chart, most=10, budget=50)
    whole = minimization.minimum_covers(chart, most=10, budget=10**7)
    assert short.size == whole.size
    assert short.proved


def test_a_programme_without_an_answer_in_time_proves_nothing() -> None:
    chart = np.random.default_rng(3).random((40, 30)) < 0.3
    chart[:30] |= np.eye(30, dtype=bool)
    with mock.patch("scipy.optimize.milp", return_value=SimpleNamespace(x=None)):
        found = minimization.minimum_covers(chart, most=10, budget=3)
        ring = random_table(6, 5, 40, "crisp")
        unproved = qca.minimize(qca.truth_table(ring, "Y"), "parsimonious", budget=1)
        large = qca.truth_table(random_table(29, 10, 100, "crisp"), "Y")
        helping = dict.fromkeys("ABCDEFGHIJ", 1)
        between = qca.minimize(large, "intermediate", helping, most_models=1, budget=1)
    assert not found.proved
    assert not found.exhausted
    assert found.lower < found.size
    for solved in (unproved, between):
        assert solved.fewest_paths < len(solved.models[0].terms)
        assert f"at least {solved.fewest_paths} are needed" in " ".join(map(str, solved.notes))
    for cover in found.listed(10):
        assert chart[list(cover)].any(axis=0).all()


def test_pairs_of_models_are_cut_and_said() -> None:
    bits = [[n >> 2 & 1, n >> 1 & 1, n & 1] for n in range(8)]
    ring = pd.DataFrame(bits, columns=list("ABC")).assign(Y=[0, 1, 1, 1, 1, 1, 1, 0])
    table = qca.truth_table(ring, "Y")
    assert qca.minimize(table).model_count == 2
    found = qca.minimize(table, "intermediate", {"A": 1}, most_models=2)
    assert len(found.pairs) == 2
    assert not found.exhausted


@pytest.mark.parametrize(("seed", "kind"), [(2, "fuzzy"), (88, "crisp")])
def test_ties_of_one_pair_of_models_are_cut_and_said(seed: int, kind: str) -> None:
    table = qca.truth_table(random_table(seed, 4, 10, kind), "Y", inclusion_cut=0.75)
    whole = qca.minimize(table, "intermediate", {"A": 1, "B": 1})
    assert (len(whole.pairs), whole.model_count, whole.exhausted) == (1, 2, True)
    some = qca.minimize(table, "intermediate", {"A": 1, "B": 1}, most_models=1)
    assert (len(some.models), some.exhausted) == (1, False)
    assert "qca.note.not_exhausted" in {note.key for note in some.notes}
    assert some.essential == ()  # the model that is not listed may lack any term


def test_a_negated_value_is_never_read_as_that_value() -> None:
    data = {"A": [0, 1, 2, 2, 1, 0], "B": [1, 0, 1, 0, 1, 0], "Y": [1, 0, 1, 1, 0, 0]}
    table = qca.truth_table(data, "Y")
    found = [qca.path_cases(table, [term]) for term in ("~B[1]", "B[0]", "~B")]
    assert [item.memberships.tolist() for item in found] == [found[1].memberships.tolist()] * 3
    assert qca.nearest_path(table, ["~B[1]*A[2]"], "1").paths[0].outside == ("A[2]", "B[0]")
    for term in ("~A[1]", "~A[1]*B[0]"):
        with pytest.raises(ArgumentError, match="conjunctions of the conditions"):
            qca.remainders(table, [term])
    for term in ("A", "~A*B[1]"):
        with pytest.raises(DataError, match="write which value is meant"):
            qca.nearest_path(table, [term], "1")


def test_what_a_fit_and_a_list_of_cases_show() -> None:
    found = qca.fit(LIPSET_LIKE, "A*B + C", "Y", "necessity")
    assert list(found.to_frame()["expression"]) == ["A*B", "C", "A*B + C"]
    assert found.relevance == found.whole.relevance
    cases = qca.path_cases(TABLE, ["A*B", "C"])
    assert set(cases.to_frame()["term"]) == {"A*B", "C"}
    for term in cases.terms:
        members = cases.members(term)
        assert [m.membership for m in members] == sorted(
            (m.membership for m in members), reverse=True
        )
        for member in members:
            assert term in cases.terms_of(member.case)
    assert all(item.kind == "deviant coverage" for item in cases.uncovered())


def test_remainders_of_many_conditions_are_not_listed_one_by_one() -> None:
    data = pd.DataFrame(np.eye(21), columns=[f"C{n}" for n in range(21)]).assign(Y=[1] + [0] * 20)
    table = qca.truth_table(data, "Y")
    with pytest.raises(DataError, match="1048576"):
        qca.remainders(table, ["C0"])
    far = qca.truth_table(data, "~Y")
    solutions = qca.minimize(table), qca.minimize(far)
    assert qca.asymmetry((table, far), solutions).compared == 21


def test_shapes_of_row_numbers() -> None:
    with pytest.raises(ArgumentError):
        qca.row_numbers(np.array([[0, 1]]), np.array([2]))


def test_asymmetry_names_rows_that_are_sufficient_for_both() -> None:
    data = pd.DataFrame({"A": [0.6, 0.6, 0.1], "Y": [0.5, 0.5, 0.4]})
    tables = qca.truth_table(data, "Y", inclusion_cut=0.5), qca.truth_table(data, "~Y")
    found = qca.asymmetry(tables, (qca.minimize(tables[0]), qca.minimize(tables[1])))
    assert found.simultaneous_rows == (1, 2)
    assert "not to be interpreted" in str(found.notes[0])
    assert found.to_frame()["mirrored"].tolist() == [False]


def test_asymmetry_where_one_side_has_no_model() -> None:
    tables = tuple(qca.truth_table(LIPSET_LIKE, o, inclusion_cut=1.0) for o in ("Y", "~Y"))
    found = qca.asymmetry(tables, tuple(qca.minimize(table) for table in tables))
    assert not found.mirrored
    assert found.shared_terms == ()


def test_core_conditions_in_some_tied_models_are_ambiguous() -> None:
    frame = random_table(2, 4, 12, "crisp")
    found = qca.minimize(qca.truth_table(frame, "Y"), "intermediate", {"A": 1, "B": 1, "C": 1})
    tables = [qca.configurations(found, n + 1) for n in range(len(found.models))]
    roles = {cell.role for t in tables for c in t.configurations for cell in c.cells}
    assert roles <= {"core", "ambiguous", "peripheral"}
    for table in tables:
        labels = [column.label for column in table.configurations]
        assert len(set(labels)) == len(labels)
        shown = table.to_frame()
        assert list(shown.columns) == labels
        for column in table.configurations:
            for name in table.conditions:
                cell = column.cell(name)
                assert (cell is None) == (shown.loc[name, column.label] == "")
