"""The intermediate solution: only easy counterfactuals, for every pair of models."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from consilience.qca import minimization
from consilience.qca.expectations import Expectations, expectations_record
from consilience.qca.models import Model, Pair, Solutions, SolutionType
from consilience.qca.remainders import cube_of
from consilience.qca.search import (
    Search,
    forbidden,
    implicant_texts,
    in_all,
    listed_models,
    notes_of,
    one_by_one,
    parameters_of,
    rows_covered,
    status_of,
)
from consilience.qca.truth_table import TruthTable

_Found = tuple[NDArray[np.int64], minimization.Covers]


def intermediate(search: Search, expected: Expectations) -> Solutions:
    """Return the intermediate solutions of all pairs of tied models."""
    table = search.table
    kinds: tuple[SolutionType, SolutionType] = ("conservative", "parsimonious")
    whole: dict[SolutionType, _Found] = {
        kind: search.between(forbidden(search, kind)) for kind in kinds
    }
    pairs, models = _pairs(search, whole, expected)
    texts = sorted({term for model in models for term in model.terms})
    exhausted = all(covers.exhausted for _, covers in whole.values())
    exhausted = exhausted and len(pairs) == math.prod(c.count for _, c in whole.values())
    return Solutions(
        fewest_paths=min((len(model.terms) for model in models), default=0),
        parameters={
            **parameters_of(search, "intermediate"),
            "expectations": expectations_record(expected, table),
        },
        notes=notes_of(search, models, len(models), exhausted=exhausted),
        references=("ragin2008", "dusa2019"),
        outcome=table.outcome,
        conditions=table.conditions,
        solution="intermediate",
        status=status_of(search, models),
        models=tuple(models),
        model_count=len(models),
        exhausted=exhausted,
        prime_implicants=tuple(texts),
        essential=tuple(in_all(models)),
        alternatives=one_by_one(models),
        covered_rows=_rows_of_terms(search, models, texts),
        pairs=tuple(pairs),
    )


def _pairs(
    search: Search,
    whole: dict[SolutionType, _Found],
    expected: Expectations,
) -> tuple[list[Pair], list[Model]]:
    """Return all pairs of models and the distinct intermediate models, with their origins."""
    table = search.table
    complex_ones, short_ones = whole["conservative"][0], whole["parsimonious"][0]
    helps = _helping_values(expected, table)
    solved: dict[frozenset[bytes], list[Model]] = {}
    origins: dict[tuple[str, ...], tuple[Model, list[str]]] = {}
    pairs: list[Pair] = []
    for c, left in enumerate(sorted(whole["conservative"][1].listed(search.most_models)), 1):
        for p, right in enumerate(sorted(whole["parsimonious"][1].listed(search.most_models)), 1):
            if len(pairs) == search.most_models:
                return pairs, _with_origins(origins)
            between = _terms_between(complex_ones[list(left)], short_ones[list(right)], helps)
            key = frozenset(row.tobytes() for row in between)
            if key not in solved:
                implicants, covers = search.between(minimization.complement(between, table.levels))
                solved[key] = listed_models(search, implicants, covers)
            name = f"C{c}P{p}"
            pairs.append(
                Pair(
                    name,
                    tuple(implicant_texts(complex_ones[list(left)], table)),
                    tuple(implicant_texts(short_ones[list(right)], table)),
                    tuple(implicant_texts(between, table)),
                )
            )
            for model in solved[key]:
                origins.setdefault(model.terms, (model, []))[1].append(name)
    return pairs, _with_origins(origins)


def _with_origins(origins: dict[tuple[str, ...], tuple[Model, list[str]]]) -> list[Model]:
    return [
        Model(m.terms, m.inclusion, m.pri, m.coverage, m.term_fits, tuple(names))
        for m, names in origins.values()
    ]


def _helping_values(expected: Expectations, table: TruthTable) -> NDArray[np.bool_]:
    """Return which values agree with which expectation, shape (expectations, k, most levels)."""
    helps = np.ones((len(expected), len(table.conditions), int(table.levels.max())), dtype=bool)
    for place, expectation in enumerate(expected):
        for name, values in expectation.items():
            where = table.conditions.index(name)
            helps[place, where] = False
            helps[place, where, list(values)] = True
    return helps


def _terms_between(
    complex_terms: NDArray[np.int64], short_terms: NDArray[np.int64], helps: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Return the intermediate terms (Ragin 2008, chapter 9), one for each nested pair of terms.

    At stake are the conditions of the conservative term that the parsimonious term does not have.
    An expectation is met if no value at stake is against it. A condition at stake is dropped if
    expectations name it and none of these is met; every other condition stays.
    """
    named = ~np.atleast_2d(helps.all(axis=2))
    places = np.arange(helps.shape[1])
    found = []
    for term in complex_terms:
        nested = False
        for short in short_terms:
            if ((short >= 0) & (short != term)).any():
                continue
            nested = True
            stake = (term >= 0) & (short < 0)
            met = (helps[:, places, np.maximum(term, 0)] | ~stake).all(axis=1)
            dropped = stake & named.any(axis=0) & ~named[met].any(axis=0)
            found.append(np.where(dropped, minimization.FREE, term))
        if not nested:
            found.append(term)
    return np.unique(np.array(found, dtype=np.int64).reshape(-1, len(places)), axis=0)


def _rows_of_terms(
    search: Search, models: list[Model], texts: list[str]
) -> tuple[tuple[int, ...], ...]:
    if not models:
        return ()
    cubes = np.array([cube_of(name, search.table, "minimize") for name in texts])
    chart = minimization.chart(cubes, search.positive)
    return rows_covered(chart, search.positive_numbers)
