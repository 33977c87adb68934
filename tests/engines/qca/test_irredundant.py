"""Irredundant covers and models, consistent paths and models: budgets, counts, notes."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from brute_force import TooManyError, irredundant_covers, minimum_covers
from consilience import qca
from consilience.errors import DataError
from consilience.qca import irredundant
from tables import random_table

# a ring of six rows: each of six implicants covers two neighbours
RING = pd.DataFrame(
    {
        "A": [0, 0, 0, 1, 1, 1, 0, 1],
        "B": [0, 1, 1, 0, 0, 1, 0, 1],
        "C": [1, 0, 1, 0, 1, 0, 0, 1],
        "Y": [1, 1, 1, 1, 1, 1, 0, 0],
    }
)


def _every_cover(covered: np.ndarray) -> set[tuple[int, ...]]:
    """All covers in which no column can be left out, by trying every choice of columns."""
    columns, rows = covered.shape
    choices = itertools.chain.from_iterable(
        itertools.combinations(range(columns), size) for size in range(1, rows + 1)
    )
    return {
        choice
        for choice in choices
        if covered[list(choice)].any(axis=0).all()
        and not any(covered[[c for c in choice if c != left]].any(axis=0).all() for left in choice)
    }


@pytest.mark.parametrize("seed", range(60))
def test_irredundant_covers_by_trying_every_choice(seed: int) -> None:
    rng = np.random.default_rng(seed)
    covered = rng.random((rng.integers(1, 10), rng.integers(1, 7))) < rng.uniform(0.2, 0.8)
    covered[0] |= ~covered.any(axis=0)
    wanted = _every_cover(covered)
    found = irredundant.irredundant_covers(covered, 10_000, 1_000_000)
    listed = found.listed(10_000)
    assert len(listed) == len(set(listed)) == found.count
    assert set(listed) == wanted
    assert found.exhausted
    assert found.size == min(map(len, wanted))
    short = irredundant.irredundant_covers(covered, 10_000, 1)
    assert {*short.listed(10_000)} <= wanted
    assert short.count <= len(wanted)
    assert short.size == len(short.listed(1)[0]) == found.size


def test_interchangeable_columns_are_counted_without_listing_them() -> None:
    # 40 rows, each covered by 100 columns that cover nothing else
    covered = np.repeat(np.eye(5, dtype=bool), 100, axis=0)
    found = irredundant.irredundant_covers(covered, 10, 1_000_000)
    assert found.count == 100**5
    assert found.exhausted
    assert len(found.skeletons) == 1
    assert len(found.listed(10)) == 10
    # more than a machine word can count
    many = irredundant.irredundant_covers(np.repeat(np.eye(40, dtype=bool), 9, axis=0), 10, 1000)
    assert many.count == 9**40
    assert many.exhausted


def test_irredundant_models_of_a_ring() -> None:
    table = qca.truth_table(RING, "Y")
    assert qca.minimize(table).model_count == 2
    found = qca.minimize(table, covers="irredundant")
    assert [len(model.terms) for model in found.models] == [3, 3, 4, 4, 4]
    assert found.exhausted
    assert found.essential == ()
    assert found.parameters["covers"] == "irredundant"
    (note,) = [note for note in found.notes if note.key == "qca.note.irredundant"]
    assert note.values == {"count": 5, "listed": 5, "fewest": 3, "shortest": 2}


def test_the_search_for_irredundant_models_ends_at_its_budget() -> None:
    table = qca.truth_table(random_table(1, 8, 40, "crisp"), "Y", inclusion_cut=0.6)
    minimum = qca.minimize(table, "parsimonious")
    found = qca.minimize(table, "parsimonious", covers="irredundant", budget=200)
    assert not found.exhausted
    assert found.model_count >= len(found.models)
    assert found.models[0].terms in {model.terms for model in minimum.models}
    keys = [note.key for note in found.notes]
    assert "qca.note.not_exhausted" in keys
    more = qca.minimize(table, "parsimonious", covers="irredundant", most_models=5)
    assert len(more.models) == 5
    assert more.model_count > found.model_count


def test_terms_of_all_models_are_not_claimed_where_the_search_ended_early() -> None:
    table = qca.truth_table(random_table(1, 8, 40, "crisp"), "Y", inclusion_cut=0.6)
    whole = qca.minimize(table, "parsimonious", covers="irredundant")
    short = qca.minimize(table, "parsimonious", covers="irredundant", budget=1)
    assert set(short.essential) <= set(whole.essential)


def test_paths_below_the_cut_become_longer_until_they_are_consistent() -> None:
    data = random_table(0, 3, 20, "fuzzy")
    table = qca.truth_table(data, "Y", inclusion_cut=0.7)
    loose = qca.minimize(table, "parsimonious")
    strict = qca.minimize(table, "parsimonious", path_cut=0.7)
    assert min(fit.inclusion for model in loose.models for fit in model.term_fits) < 0.7
    assert all(fit.inclusion >= 0.7 for model in strict.models for fit in model.term_fits)
    assert strict.parameters["path_cut"] == 0.7
    # a cut-off that every prime implicant reaches changes nothing, the order neither
    assert qca.minimize(table, "parsimonious", path_cut=0.01).models == loose.models


def test_no_consistent_model_is_a_result() -> None:
    data = random_table(5, 3, 20, "fuzzy")
    table = qca.truth_table(data, "Y", inclusion_cut=0.7)
    strict = [
        qca.minimize(table, path_cut=0.999),
        qca.minimize(table, "intermediate", {"A": 1}, path_cut=0.999),
    ]
    for found in strict:
        assert found.status == "no consistent model"
        assert found.models == ()
        assert found.model_count == 0
        assert [n.values for n in found.notes if n.key == "qca.note.no_consistent_model"] == [
            {"path_cut": 0.999, "model_cut": 0.0}
        ]


def test_models_below_the_cut_are_left_out() -> None:
    table = qca.truth_table(random_table(19, 5, 12, "fuzzy"), "Y", inclusion_cut=0.75)
    every = qca.minimize(table, "parsimonious", covers="irredundant")
    inclusions = sorted(model.inclusion for model in every.models)
    cut = inclusions[len(inclusions) // 2]
    found = qca.minimize(table, "parsimonious", covers="irredundant", path_cut=(0, cut))
    kept = [model for model in every.models if model.inclusion >= cut - 1e-9]
    assert [model.terms for model in found.models] == [model.terms for model in kept]
    assert 0 < found.model_count == len(kept) < every.model_count
    assert found.exhausted
    assert set(found.essential) == set.intersection(*({*model.terms} for model in kept))
    assert found.alternatives == tuple(tuple((t,) for t in model.terms) for model in kept)
    assert found.parameters["path_cut"] == (0.0, cut)
    none = qca.minimize(table, "parsimonious", path_cut=(0, 1.0))
    assert (none.status, none.fewest_paths) == ("no consistent model", 0)
    longer = qca.minimize(table, "parsimonious", covers="irredundant", path_cut=(0, 0.777))
    assert (every.fewest_paths, longer.fewest_paths) == (3, 4)
    short = qca.minimize(
        table, "parsimonious", covers="irredundant", path_cut=(0, 0.777), most_models=1
    )
    assert (short.exhausted, short.fewest_paths) == (False, 3)


def test_too_many_inconsistent_conjunctions_are_one_sentence() -> None:
    table = qca.truth_table(random_table(3, 6, 30, "fuzzy"), "Y", inclusion_cut=0.6)
    with pytest.raises(DataError, match="more than 5 conjunctions"):
        qca.minimize(table, "parsimonious", path_cut=0.95, budget=5)


def test_contradictions_absorbed_by_the_conservative_solution() -> None:
    # row 2 holds one case of each outcome
    data = {"A": [1, 0, 0, 0], "B": [1, 1, 1, 0], "Y": [1, 1, 0, 0]}
    table = qca.truth_table(data, "Y", inclusion_cut=(1.0, 0.5))
    assert table.out == ("0", "C", "1")
    ways = {
        way: qca.minimize(table, contradictions=way).models[0].expression
        for way in ("negative", "positive", "remainder", "absorbed")
    }
    assert ways == {"negative": "A*B", "positive": "B", "remainder": "A*B", "absorbed": "B"}
    barred = qca.minimize(table, contradictions="absorbed", exclude=[2])
    assert barred.models[0].expression == "A*B"
    (note,) = [n for n in barred.notes if n.key == "qca.note.contradictions_absorbed"]
    assert note.values == {"rows": (2,)}


def test_intermediate_models_of_different_size_are_not_called_ties() -> None:
    for seed in range(200):
        table = qca.truth_table(random_table(seed, 4, 12, "fuzzy"), "Y", inclusion_cut=0.7)
        found = qca.minimize(table, "intermediate", dict.fromkeys(table.conditions, 1))
        sizes = {len(model.terms) for model in found.models}
        keys = {note.key for note in found.notes}
        assert ("qca.note.pairs_differ" in keys) == (len(sizes) > 1)
        assert ("qca.note.ties" in keys) == (len(sizes) == 1 and len(found.models) > 1)


def test_the_derivation_gives_up_where_it_would_take_too_long() -> None:
    rows = set(itertools.product((0, 1), repeat=4))
    primes = {(*row[:3], -1) for row in rows} | {(-1, *row[1:]) for row in rows}
    with pytest.raises(TooManyError):
        minimum_covers(primes, rows, most_steps=5)
    with pytest.raises(TooManyError):
        irredundant_covers(primes, rows, most=2)
