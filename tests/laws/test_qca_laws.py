"""Laws that hold for every table: De Morgan, relabelling, recoding, negation, nesting."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience import qca
from consilience.qca.dataset import calibrated, memberships
from tables import random_table

KINDS = st.sampled_from(["crisp", "fuzzy", "multi-value"])
SEEDS = st.integers(0, 10_000)
LITERALS = st.sampled_from(["A", "~A", "B", "~B", "C", "~C"])
TERMS = st.lists(LITERALS, min_size=1, max_size=3, unique=True).map("*".join)
EXPRESSIONS = st.lists(TERMS, min_size=1, max_size=3).map(" + ".join)


def _sets(found: qca.Solutions) -> set[frozenset[frozenset[str]]]:
    return {frozenset(frozenset(term.split("*")) for term in model.terms) for model in found.models}


@given(text=EXPRESSIONS, other=EXPRESSIONS, seed=SEEDS)
@settings(deadline=None)
def test_de_morgan(text: str, other: str, seed: int) -> None:
    data = calibrated(random_table(seed, 3, 10, "fuzzy"), None, "test")
    one, two = qca.parse(text), qca.parse(other)
    x, y = memberships(one, data), memberships(two, data)
    np.testing.assert_allclose(memberships(qca.negate(one), data), 1 - x, atol=1e-12)
    either = qca.parse(f"({text}) + ({other})")
    both = qca.parse(f"({text})*({other})")
    np.testing.assert_allclose(memberships(either, data), np.maximum(x, y), atol=1e-12)
    np.testing.assert_allclose(memberships(both, data), np.minimum(x, y), atol=1e-12)
    np.testing.assert_allclose(
        memberships(qca.negate(both), data),
        memberships(qca.parse(f"~({text}) + ~({other})"), data),
        atol=1e-12,
    )


@given(seed=SEEDS, kind=KINDS, order=st.permutations(["A", "B", "C", "D"]))
@settings(deadline=None, max_examples=40)
def test_renaming_and_reordering_change_only_names(seed: int, kind: str, order: list[str]) -> None:
    data = random_table(seed, 4, 14, kind)
    names = {"A": "信任", "B": "Q2.1", "C": "z_z", "D": "A"}
    renamed = data[[*order, "Y"]].rename(columns=names)
    for solution in ("conservative", "parsimonious"):
        first = qca.minimize(qca.truth_table(data, "Y", inclusion_cut=0.6), solution)
        second = qca.minimize(qca.truth_table(renamed, "Y", inclusion_cut=0.6), solution)
        wanted = {
            frozenset(
                frozenset(
                    ("~" if part[0] == "~" else "")
                    + names[part.lstrip("~").split("[")[0]]
                    + ("[" + part.split("[")[1] if "[" in part else "")
                    for part in term
                )
                for term in model
            )
            for model in (_sets(first) if first.status == "solved" else set())
        }
        if first.status == "solved":
            assert _sets(second) == wanted
        assert second.model_count == first.model_count


@given(seed=SEEDS, kind=st.sampled_from(["crisp", "fuzzy"]))
@settings(deadline=None, max_examples=40)
def test_recoding_a_condition_flips_its_sign(seed: int, kind: str) -> None:
    data = random_table(seed, 3, 14, kind)
    flipped = data.assign(A=1 - data["A"])
    first = qca.minimize(qca.truth_table(data, "Y", inclusion_cut=0.6), "parsimonious")
    second = qca.minimize(qca.truth_table(flipped, "Y", inclusion_cut=0.6), "parsimonious")
    swap = {"A": "~A", "~A": "A"}
    wanted = {
        frozenset(frozenset(swap.get(part, part) for part in term) for term in model)
        for model in _sets(first)
    }
    assert _sets(second) == wanted


@given(seed=SEEDS, kind=KINDS)
@settings(deadline=None, max_examples=40)
def test_negated_outcome_is_the_complement(seed: int, kind: str) -> None:
    data = random_table(seed, 3, 12, kind)
    negated = data.assign(Y=1 - data["Y"])
    first, second = qca.truth_table(data, "~Y"), qca.truth_table(negated, "Y")
    pd.testing.assert_frame_equal(first.rows, second.rows)


@given(seed=SEEDS, kind=KINDS)
@settings(deadline=None, max_examples=40)
def test_solutions_are_nested(seed: int, kind: str) -> None:
    data = random_table(seed, 3, 14, kind)
    table = qca.truth_table(data, "Y", inclusion_cut=0.6)
    expected = dict.fromkeys(table.conditions, 1)
    found = {
        "conservative": qca.minimize(table),
        "intermediate": qca.minimize(table, "intermediate", expected),
        "parsimonious": qca.minimize(table, "parsimonious"),
    }
    sufficient = {n for n, mark in zip(table.numbers, table.out, strict=True) if mark == "1"}
    refused = {n for n, mark in zip(table.numbers, table.out, strict=True) if mark == "0"}
    used: dict[str, list[set[int]]] = {}
    for name, solutions in found.items():
        for model in solutions.models:
            observed = {
                n
                for term, rows in zip(
                    solutions.prime_implicants, solutions.covered_rows, strict=True
                )
                if term in model.terms
                for n in rows
            }
            assert observed == sufficient
            assumed = set(qca.remainders(table, model.terms).rows)
            assert not assumed & refused
            used.setdefault(name, []).append(assumed)
    assert all(not assumed for assumed in used.get("conservative", []))
    for assumed in used.get("intermediate", []):
        assert any(assumed <= more for more in used["parsimonious"])


@given(seed=SEEDS)
@settings(deadline=None, max_examples=30)
def test_fit_is_between_0_and_1_and_coverage_turns_with_the_relation(seed: int) -> None:
    data = random_table(seed, 3, 10, "fuzzy")
    enough, needed = qca.fit(data, "A*B", "Y"), qca.fit(data, "A*B", "Y", "necessity")
    assert 0 <= enough.inclusion <= 1
    assert 0 <= enough.coverage <= 1
    np.testing.assert_allclose(enough.inclusion, needed.coverage)
    np.testing.assert_allclose(enough.coverage, needed.inclusion)
    assert 0 <= needed.relevance <= 1


def _relabelled(term: str, swap: dict[str, str]) -> frozenset[str]:
    return frozenset(swap.get(part, part) for part in term.split("*"))


def _all_solutions(
    data: pd.DataFrame, expected: dict[str, int], outcome: str = "Y"
) -> list[qca.Solutions]:
    table = qca.truth_table(data, outcome, inclusion_cut=0.6)
    return [
        qca.minimize(table),
        qca.minimize(table, "parsimonious"),
        qca.minimize(table, "intermediate", expected),
        qca.minimize(table, "parsimonious", covers="irredundant"),
        qca.minimize(table, "parsimonious", path_cut=0.75),
    ]


def _same_but_for_names(
    first: list[qca.Solutions], second: list[qca.Solutions], swap: dict[str, str]
) -> None:
    for one, other in zip(first, second, strict=True):
        assert one.status == other.status
        assert one.model_count == other.model_count
        models = {
            frozenset(_relabelled(term, swap) for term in model.terms): model
            for model in one.models
        }
        others = {
            frozenset(frozenset(term.split("*")) for term in model.terms): model
            for model in other.models
        }
        assert set(models) == set(others)
        for key, model in models.items():
            fit = (model.inclusion, model.pri, model.coverage)
            again = (others[key].inclusion, others[key].pri, others[key].coverage)
            np.testing.assert_allclose(fit, again, rtol=0, atol=1e-9)


@given(seed=SEEDS, kind=st.sampled_from(["crisp", "fuzzy"]), where=st.sampled_from("ABC"))
@settings(deadline=None, max_examples=12)
def test_recoding_changes_only_signs_in_every_solution(seed: int, kind: str, where: str) -> None:
    data = random_table(seed, 3, 12, kind)
    flipped = data.assign(**{where: 1 - data[where]})
    expected = {"A": 1, "B": 0}
    opposite = expected | ({where: 1 - expected[where]} if where in expected else {})
    swap = {where: f"~{where}", f"~{where}": where}
    _same_but_for_names(_all_solutions(data, expected), _all_solutions(flipped, opposite), swap)


@given(seed=SEEDS, order=st.permutations([0, 1, 2]), value=st.integers(0, 2))
@settings(deadline=None, max_examples=12)
def test_relabelling_values_changes_only_labels(seed: int, order: list[int], value: int) -> None:
    data = random_table(seed, 3, 14, "multi-value")
    data.loc[data.index[:3], "A"] = [0.0, 1.0, 2.0]
    relabelled = data.assign(A=data["A"].map(dict(enumerate(order))).astype(float))
    swap = {f"A[{old}]": f"A[{new}]" for old, new in enumerate(order)}
    first = _all_solutions(data, {"A": value, "C": 1})
    _same_but_for_names(first, _all_solutions(relabelled, {"A": order[value], "C": 1}), swap)


@given(seed=SEEDS, kind=KINDS)
@settings(deadline=None, max_examples=12)
def test_the_negated_outcome_in_every_form(seed: int, kind: str) -> None:
    data = random_table(seed, 3, 12, kind)
    held = "~Y"
    negated = data.assign(Y=1 - data["Y"])
    named = data.drop(columns="Y").assign(N=1 - data["Y"])
    for ask in (qca.truth_table, qca.necessity):
        frames = [
            ask(data, "~Y").to_frame(),
            ask(data, held).to_frame(),
            ask(negated, "Y").to_frame(),
            ask(named, "N").to_frame(),
        ]
        for frame in frames[1:]:
            pd.testing.assert_frame_equal(frames[0], frame)
    pd.testing.assert_frame_equal(
        qca.truth_table(negated, "~Y").rows, qca.truth_table(data, "Y").rows, atol=1e-12
    )
    if kind != "multi-value":
        direct, other = qca.fit(data, "A*~B", held), qca.fit(named, "A*~B", "N")
        assert vars(direct.whole) == vars(other.whole) or np.isnan(direct.inclusion)


@given(text=EXPRESSIONS, seed=SEEDS)
@settings(deadline=None, max_examples=40)
def test_fit_of_a_negation_is_the_fit_of_the_complement(text: str, seed: int) -> None:
    data = random_table(seed, 3, 10, "fuzzy")
    x = memberships(qca.parse(text), calibrated(data, None, "test"))
    held = data.assign(X=1 - x)
    for relation in ("sufficiency", "necessity"):
        negated = qca.fit(data, qca.negate(qca.parse(text)), "Y", relation).whole
        column = qca.fit(held, "X", "Y", relation).whole
        for name in ("inclusion", "pri", "coverage", "relevance"):
            one, other = getattr(negated, name), getattr(column, name)
            np.testing.assert_allclose(one, other, rtol=0, atol=1e-9)
    # x within y to the full says that not-y lies within not-x to the full
    enough = qca.fit(data, text, "Y").inclusion
    needed = qca.fit(data, qca.negate(qca.parse(text)), "~Y", "necessity").inclusion
    assert (enough > 1 - 1e-12) == (needed > 1 - 1e-12)


@given(seed=SEEDS, kind=KINDS, shuffle=st.integers(0, 100))
@settings(deadline=None, max_examples=12)
def test_the_order_of_cases_changes_nothing(seed: int, kind: str, shuffle: int) -> None:
    data = random_table(seed, 3, 12, kind)
    moved = data.sample(frac=1, random_state=shuffle)
    first, second = qca.truth_table(data, "Y"), qca.truth_table(moved, "Y")
    assert (first.numbers, first.out) == (second.numbers, second.out)
    assert [set(names) for names in first.cases] == [set(names) for names in second.cases]
    expected = {"A": 1}
    _same_but_for_names(_all_solutions(data, expected), _all_solutions(moved, expected), {})


@given(seed=SEEDS, kind=KINDS, times=st.integers(2, 3))
@settings(deadline=None, max_examples=12)
def test_all_cases_several_times_change_only_the_counts(seed: int, kind: str, times: int) -> None:
    data = random_table(seed, 3, 9, kind)
    copies = [data.set_axis([f"{name} {n}" for name in data.index]) for n in range(times)]
    more = pd.concat(copies)
    first = qca.truth_table(data, "Y", inclusion_cut=0.6)
    second = qca.truth_table(more, "Y", inclusion_cut=0.6, frequency_cut=times)
    assert second.n.tolist() == [times * n for n in first.n.tolist()]
    assert (first.numbers, first.out) == (second.numbers, second.out)
    np.testing.assert_allclose(first.inclusion, second.inclusion, rtol=0, atol=1e-12)
    np.testing.assert_allclose(first.pri, second.pri, rtol=0, atol=1e-9)
    expected = {"B": 0}
    _same_but_for_names(_all_solutions(data, expected), _all_solutions(more, expected), {})
    one, other = qca.necessity(data, "Y").to_frame(), qca.necessity(more, "Y").to_frame()
    pd.testing.assert_frame_equal(one, other, rtol=0, atol=1e-9)


@given(seed=SEEDS, kind=st.sampled_from(["crisp", "multi-value"]), which=st.integers(0, 11))
@settings(deadline=None, max_examples=12)
def test_a_crisp_case_like_another_changes_its_own_row_only(
    seed: int, kind: str, which: int
) -> None:
    data = random_table(seed, 3, 12, kind)
    more = pd.concat([data, data.iloc[[which]].set_axis(["new"])])
    first, second = qca.truth_table(data, "Y"), qca.truth_table(more, "Y")
    assert first.numbers == second.numbers
    home = [data.index[which] in names for names in first.cases].index(True)
    for place in range(len(first.numbers)):
        assert second.n[place] == first.n[place] + (place == home)
        if place != home or first.inclusion[place] in {0.0, 1.0}:
            assert second.inclusion[place] == first.inclusion[place]
            assert second.out[place] == first.out[place]
        else:
            toward = data["Y"].iloc[which]
            assert abs(second.inclusion[place] - toward) < abs(first.inclusion[place] - toward)


@given(seed=SEEDS, kind=KINDS)
@settings(deadline=None, max_examples=12)
def test_irredundant_models_hold_the_minimum_ones_and_nothing_superfluous(
    seed: int, kind: str
) -> None:
    table = qca.truth_table(random_table(seed, 4, 10, kind), "Y", inclusion_cut=0.6)
    for solution in ("conservative", "parsimonious"):
        fewest = qca.minimize(table, solution)
        every = qca.minimize(table, solution, covers="irredundant")
        assert {model.terms for model in fewest.models} <= {m.terms for m in every.models}
        assert set(every.essential) <= set(fewest.essential)
        rows = dict(zip(every.prime_implicants, every.covered_rows, strict=True))
        for model in every.models:
            whole = set().union(*(rows[term] for term in model.terms))
            for left in model.terms:
                rest = set().union(*(rows[term] for term in model.terms if term != left))
                assert rest < whole
