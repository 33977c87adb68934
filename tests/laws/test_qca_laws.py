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
