"""The intermediate solution: only easy counterfactuals, for every pair of models."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consilience.qca import minimization
from consilience.qca.expectations import Expectations, expectations_record
from consilience.qca.models import Model, Pair, Solutions, SolutionType
from consilience.qca.progress import tell
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

_KINDS: tuple[SolutionType, SolutionType] = ("conservative", "parsimonious")
_Found = tuple[NDArray[np.int64], minimization.Covers]


def intermediate(search: Search, expected: Expectations) -> Solutions:
    """Return the intermediate solutions of all pairs of tied models."""
    table = search.table
    whole: dict[SolutionType, _Found] = {
        kind: search.between(forbidden(search, kind)) for kind in _KINDS
    }
    pairs, models, searches = _pairs(search, whole, expected)
    most = search.most_models
    listed = models[:most]
    texts = sorted({term for model in models for term in model.terms})
    exhausted = all(covers.exhausted for _, covers in whole.values())
    exhausted = exhausted and len(pairs) == math.prod(c.count for _, c in whole.values())
    exhausted = exhausted and all(c.exhausted and c.count <= most for c in searches)
    proved = all(covers.proved for covers in searches)
    fewest = min((len(model.terms) for model in models), default=0)
    if not proved:
        fewest = min(covers.lower for covers in searches if covers.skeletons)
    return Solutions(
        fewest_paths=fewest,
        parameters={
            **parameters_of(search, "intermediate"),
            "expectations": expectations_record(expected, table),
        },
        notes=notes_of(
            search,
            listed,
            len(models),
            exhausted=exhausted,
            bound=None if proved else fewest,
        ),
        references=("ragin2008", "dusa2019"),
        outcome=table.outcome,
        conditions=table.conditions,
        solution="intermediate",
        status=status_of(search, models),
        models=tuple(listed),
        model_count=len(models),
        exhausted=exhausted,
        prime_implicants=tuple(texts),
        essential=tuple(in_all(models)) if exhausted else (),
        alternatives=one_by_one(models),
        covered_rows=_rows_of_terms(search, models, texts),
        pairs=tuple(pairs),
    )


def _pairs(
    search: Search,
    whole: dict[SolutionType, _Found],
    expected: Expectations,
) -> tuple[list[Pair], list[Model], list[minimization.Covers]]:
    """Return all pairs of models, the distinct models between them, and the covers of each pair.

    Pairs with the same terms between them share their covers.
    """
    table = search.table
    most = search.most_models
    left, right = (whole[kind][1].listed(most) for kind in _KINDS)
    between = _between(whole["conservative"][0], whole["parsimonious"][0], expected, table)
    names = [implicant_texts(whole[kind][0], table) for kind in _KINDS]
    texts = implicant_texts(between.terms, table)
    solved: dict[tuple[int, ...], tuple[minimization.Covers, list[Model]]] = {}
    origins: dict[tuple[str, ...], tuple[Model, list[str]]] = {}
    pairs: list[Pair] = []
    total = min(most, len(left) * len(right))
    numbered = itertools.product(enumerate(left, 1), enumerate(right, 1))
    for (c, complex_one), (p, short) in itertools.islice(numbered, most):
        key = between.of(complex_one, short)
        if key not in solved:
            tell("pairs", len(pairs), total, len(origins))
            forbidden_cubes = minimization.complement(between.terms[list(key)], table.levels)
            implicants, covers = search.between(forbidden_cubes)
            solved[key] = covers, listed_models(search, implicants, covers)
        name = f"C{c}P{p}"
        pairs.append(
            Pair(
                name,
                tuple(names[0][i] for i in complex_one),
                tuple(names[1][i] for i in short),
                tuple(texts[i] for i in key),
            )
        )
        for model in solved[key][1]:
            origins.setdefault(model.terms, (model, []))[1].append(name)
    tell("pairs", total, total, len(origins))
    return pairs, _with_origins(origins), [covers for covers, _ in solved.values()]


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


@dataclass(frozen=True)
class _Between:
    """The intermediate term of every nested pair of a conservative and a parsimonious term.

    ``nested`` holds, for each such pair, the place of its term in ``terms``, -1 where the terms
    are not nested; ``alone`` the place of the conservative term itself. ``terms`` are sorted.
    """

    terms: NDArray[np.int64]
    nested: NDArray[np.int64]
    alone: NDArray[np.int64]

    def of(self, complex_one: tuple[int, ...], short: tuple[int, ...]) -> tuple[int, ...]:
        """Return the terms between two models; a conservative term without a pair stays whole."""
        found = self.nested[np.ix_(complex_one, short)]
        lonely = self.alone[list(complex_one)][(found < 0).all(axis=1)]
        return tuple(sorted({*found[found >= 0].tolist(), *lonely.tolist()}))


def _between(
    complex_terms: NDArray[np.int64],
    short_terms: NDArray[np.int64],
    expected: Expectations,
    table: TruthTable,
) -> _Between:
    """Return the intermediate terms (Ragin 2008, chapter 9), one for each nested pair of terms.

    At stake are the conditions of the conservative term that the parsimonious term does not have.
    An expectation is met if no value at stake is against it. A condition at stake is dropped if
    expectations name it and none of these is met; every other condition stays.
    """
    helps = _helping_values(expected, table)
    named = ~np.atleast_2d(helps.all(axis=2))
    conditions = np.arange(len(table.conditions))
    found = [complex_terms]
    where = []
    for term in complex_terms:
        inside = np.flatnonzero(((short_terms < 0) | (short_terms == term)).all(axis=1))
        stake = (term >= 0) & (short_terms[inside] < 0)
        agrees = helps[:, conditions, np.maximum(term, 0)]
        met = (agrees | ~stake[:, None, :]).all(axis=2)
        kept = (named & met[:, :, None]).any(axis=1)
        dropped = stake & named.any(axis=0) & ~kept
        found.append(np.where(dropped, minimization.FREE, term))
        where.append(inside)
    terms, places = np.unique(np.concatenate(found), axis=0, return_inverse=True)
    places = places.ravel()
    nested = np.full((len(complex_terms), len(short_terms)), -1, dtype=np.int64)
    parts = np.split(places, np.cumsum([len(part) for part in found])[:-1])
    for line, inside, part in zip(nested, where, parts[1:], strict=True):
        line[inside] = part
    return _Between(terms, nested, parts[0])


def _rows_of_terms(
    search: Search, models: list[Model], texts: list[str]
) -> tuple[tuple[int, ...], ...]:
    if not models:
        return ()
    cubes = np.array([cube_of(name, search.table, "minimize") for name in texts])
    chart = minimization.chart(cubes, search.positive)
    return rows_covered(chart, search.positive_numbers)
