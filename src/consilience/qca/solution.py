"""Conservative, parsimonious and intermediate solutions, with every tied model."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args
from typing import Literal as Choice

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.kernels.memberships import term_memberships
from consilience.qca import minimization
from consilience.qca.expectations import read_expectations
from consilience.qca.expression import values_text
from consilience.qca.fit import SetFit, sufficiency_fit, sufficiency_fits
from consilience.qca.remainders import cube_of
from consilience.qca.truth_table import TruthTable
from consilience.results import Note, Result

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.qca.expectations import Expectations

SolutionType = Choice["conservative", "parsimonious", "intermediate"]
Status = Choice["solved", "no sufficient row", "every row sufficient"]


@dataclass(frozen=True)
class Model:
    """One model: a disjunction of paths, with its fit.

    ``term_fits`` follows ``terms``. ``origin`` names, for an intermediate model, the pairs of
    conservative and parsimonious models that lead to it ("C1P2").
    """

    terms: tuple[str, ...]
    inclusion: float
    pri: float
    coverage: float
    term_fits: tuple[SetFit, ...]
    origin: tuple[str, ...] = ()

    @property
    def expression(self) -> str:
        """The model as one expression."""
        return " + ".join(self.terms)


@dataclass(frozen=True)
class Pair:
    """A conservative and a parsimonious model, and the terms between them.

    ``terms`` are the terms of the conservative model without the conditions that the parsimonious
    model does not need and that stand against the expectations.
    """

    name: str
    conservative: tuple[str, ...]
    parsimonious: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Solutions(Result):
    """All tied models of one solution type.

    ``model_count`` is exact if ``exhausted``; else it is a lower bound. ``alternatives`` shows the
    models in short: for each skeleton, the groups of which one member each is to be chosen.
    ``status`` names the degenerate cases: without a sufficient row there is no model; where every
    observed row is sufficient the parsimonious model is the constant "1".
    """

    outcome: str
    conditions: tuple[str, ...]
    solution: SolutionType
    status: Status
    models: tuple[Model, ...]
    model_count: int
    exhausted: bool
    prime_implicants: tuple[str, ...]
    essential: tuple[str, ...]
    alternatives: tuple[tuple[tuple[str, ...], ...], ...]
    covered_rows: tuple[tuple[int, ...], ...]
    pairs: tuple[Pair, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Return one line a path of a model: model, term, inclusion, PRI, coverages."""
        lines = [
            {"model": number, **vars(item)}
            for number, model in enumerate(self.models, start=1)
            for item in model.term_fits
        ]
        columns = ["model", "expression", "inclusion", "pri", "coverage", "unique_coverage"]
        return pd.DataFrame(lines, columns=columns)


def minimize(
    truth_table: TruthTable,
    solution: SolutionType = "conservative",
    expectations: object = None,
    *,
    most_models: int = 10_000,
    budget: int = 2_000_000,
) -> Solutions:
    """Minimise a truth table and return every model with the fewest paths.

    The conservative (complex) solution uses no remainder, the parsimonious one any remainder that
    makes it shorter, the intermediate one only easy counterfactuals: remainders that the
    parsimonious model uses and that agree with the expectations. Rows marked "C" count as not
    sufficient, rows marked "?" as remainders.

    Parameters
    ----------
    truth_table : TruthTable
        What :func:`truth_table` returned.
    solution : {"conservative", "parsimonious", "intermediate"}
        Which remainders may be used.
    expectations : mapping, list or str
        For the intermediate solution: the expected value of each condition, as in
        ``{"A": 1, "B": 0}`` or ``"A, ~B"``; conditions left out have no expectation.
    most_models : int
        At most so many models are listed, at least 1; the count goes on.
    budget : int
        Search nodes for the proof that all ties are found, at least 1.

    Returns
    -------
    Solutions
        Models in a fixed order, each with inclusion, PRI and coverage in [0, 1]. If the search
        ended early, ``exhausted`` is false and a note says so.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If the solution type is unknown, or expectations are missing, unknown or contradictory.

    Examples
    --------
    >>> from consilience.qca import truth_table
    >>> data = {"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 1, 0]}
    >>> minimize(truth_table(data, "Y"), "parsimonious").models[0].expression
    'A + B'

    References
    ----------
    Ragin, C. C. (2008). Redesigning Social Inquiry. University of Chicago Press.
    Baumgartner, M. and Thiem, A. (2017). Model Ambiguities in Configurational Comparative
    Research. Sociological Methods and Research 46(4).
    Murakami, K. and Uno, T. (2014). Efficient Algorithms for Dualizing Large-Scale Hypergraphs.
    Discrete Applied Mathematics 170.
    """
    if not isinstance(truth_table, TruthTable):
        raise ArgumentError("truth_table", "minimize", "truth_table", type(truth_table).__name__)
    checks.choice(solution, get_args(SolutionType), "solution", "minimize")
    checks.whole(most_models, 1, "most_models", "minimize")
    checks.whole(budget, 1, "budget", "minimize")
    search = _Search(truth_table, most_models, budget)
    if solution == "intermediate":
        expected = read_expectations(expectations, truth_table)
        return _intermediate(search, expected)
    implicants, covers = search.between(_forbidden(truth_table, solution))
    return _solutions(search, solution, implicants, covers)


@dataclass(frozen=True)
class _Search:
    """What all searches over one truth table share."""

    table: TruthTable
    most_models: int
    budget: int

    @property
    def positive(self) -> NDArray[np.int64]:
        return self.table.chosen("1")

    def between(
        self, forbidden: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], minimization.Covers]:
        """Return prime implicants and minimum covers that avoid the forbidden cubes."""
        positive = self.positive
        if not len(positive):
            empty = np.empty((0, len(self.table.conditions)), dtype=np.int64)
            return empty, minimization.Covers((), 0, 0, exhausted=True, proved=True)
        implicants = minimization.prime_implicants(positive, forbidden)
        chart = minimization.chart(implicants, positive)
        return implicants, minimization.minimum_covers(chart, self.most_models, self.budget)


def _forbidden(table: TruthTable, solution: SolutionType) -> NDArray[np.int64]:
    if solution == "parsimonious":
        return table.chosen("0", "C")
    return minimization.complement(table.chosen("1"), table.levels)


def implicant_texts(implicants: NDArray[np.int64], table: TruthTable) -> list[str]:
    """Return implicants as text; all conditions show values if one is multi-value, as in R."""
    brackets = bool(table.multi_value.any())
    return [values_text(row, table.conditions, brackets=brackets) for row in implicants.tolist()]


def _models(
    table: TruthTable,
    implicants: NDArray[np.int64],
    covers: Iterable[tuple[int, ...]],
    origin: tuple[str, ...] = (),
) -> list[Model]:
    texts = implicant_texts(implicants, table)
    memberships = term_memberships(table.memberships, table.multi_value, implicants)
    y = table.outcome_memberships
    found = []
    for cover in covers:
        parts = [memberships[index] for index in cover]
        names = [texts[index] for index in cover]
        whole = sufficiency_fit("", np.max(parts, axis=0), y)
        fits = sufficiency_fits(names, parts, y)
        found.append(Model(tuple(names), whole.inclusion, whole.pri, whole.coverage, fits, origin))
    return found


def _solutions(
    search: _Search,
    solution: SolutionType,
    implicants: NDArray[np.int64],
    covers: minimization.Covers,
) -> Solutions:
    table = search.table
    texts = implicant_texts(implicants, table)
    listed = sorted(covers.listed(search.most_models))
    chart = minimization.chart(implicants, search.positive)
    numbers = [n for n, mark in zip(table.numbers, table.out, strict=True) if mark == "1"]
    status = _status(table)
    return Solutions(
        parameters=_parameters(search, solution),
        notes=_notes(status, covers.count, len(listed), exhausted=covers.exhausted),
        references=("ragin2008", "baumgartner2017", "murakami2014"),
        outcome=table.outcome,
        conditions=table.conditions,
        solution=solution,
        status=status,
        models=tuple(_models(table, implicants, listed)),
        model_count=covers.count,
        exhausted=covers.exhausted,
        prime_implicants=tuple(texts),
        essential=_essential(covers, texts),
        alternatives=tuple(
            tuple(tuple(texts[i] for i in members) for members in skeleton)
            for skeleton in covers.skeletons
        ),
        covered_rows=tuple(
            tuple(n for n, hit in zip(numbers, line, strict=True) if hit) for line in chart
        ),
    )


def _intermediate(search: _Search, expected: Expectations) -> Solutions:
    table = search.table
    whole = {
        kind: search.between(_forbidden(table, kind)) for kind in ("conservative", "parsimonious")
    }
    pairs, models = _pairs(search, whole, expected)
    texts = sorted({term for model in models for term in model.terms})
    everywhere = [t for t in texts if all(t in model.terms for model in models)]
    exhausted = all(covers.exhausted for _, covers in whole.values())
    exhausted = exhausted and len(pairs) == math.prod(c.count for _, c in whole.values())
    status = _status(table)
    return Solutions(
        parameters={
            **_parameters(search, "intermediate"),
            "expectations": {name: list(values) for name, values in sorted(expected.items())},
        },
        notes=_notes(status, len(models), len(models), exhausted=exhausted),
        references=("ragin2008", "dusa2019"),
        outcome=table.outcome,
        conditions=table.conditions,
        solution="intermediate",
        status=status,
        models=tuple(models),
        model_count=len(models),
        exhausted=exhausted,
        prime_implicants=tuple(texts),
        essential=tuple(everywhere),
        alternatives=tuple(tuple((term,) for term in model.terms) for model in models),
        covered_rows=_rows_of_terms(search, models, texts),
        pairs=tuple(pairs),
    )


def _pairs(
    search: _Search,
    whole: dict[str, tuple[NDArray[np.int64], minimization.Covers]],
    expected: Expectations,
) -> tuple[list[Pair], list[Model]]:
    """Return all pairs of models and the distinct intermediate models, with their origins."""
    table = search.table
    complex_ones, short_ones = whole["conservative"][0], whole["parsimonious"][0]
    solved: dict[frozenset[bytes], list[Model]] = {}
    origins: dict[tuple[str, ...], tuple[Model, list[str]]] = {}
    pairs: list[Pair] = []
    for c, left in enumerate(sorted(whole["conservative"][1].listed(search.most_models)), 1):
        for p, right in enumerate(sorted(whole["parsimonious"][1].listed(search.most_models)), 1):
            if len(pairs) == search.most_models:
                return pairs, _with_origins(origins)
            between = _terms_between(
                complex_ones[list(left)], short_ones[list(right)], _expected_rows(expected, table)
            )
            key = frozenset(row.tobytes() for row in between)
            if key not in solved:
                implicants, covers = search.between(minimization.complement(between, table.levels))
                solved[key] = _models(table, implicants, sorted(covers.listed(search.most_models)))
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


def _expected_rows(expected: Expectations, table: TruthTable) -> NDArray[np.bool_]:
    """Return which values may be dropped, shape (k, most levels): those against an expectation."""
    against = np.zeros((len(table.conditions), int(table.levels.max())), dtype=bool)
    for name, values in expected.items():
        where = table.conditions.index(name)
        against[where] = True
        against[where, list(values)] = False
    return against


def _terms_between(
    complex_terms: NDArray[np.int64], short_terms: NDArray[np.int64], against: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Return the intermediate terms (Ragin 2008, chapter 9), one for each nested pair of terms.

    A condition of the conservative term stays if the parsimonious term has it, if nothing is
    expected of it, or if its value is the expected one.
    """
    found = []
    for term in complex_terms:
        nested = False
        for short in short_terms:
            if ((short >= 0) & (short != term)).any():
                continue
            nested = True
            dropped = (term >= 0) & (short < 0) & against[np.arange(len(term)), np.maximum(term, 0)]
            found.append(np.where(dropped, minimization.FREE, term))
        if not nested:
            found.append(term)
    return np.unique(np.array(found, dtype=np.int64).reshape(-1, len(against)), axis=0)


def _rows_of_terms(
    search: _Search, models: list[Model], texts: list[str]
) -> tuple[tuple[int, ...], ...]:
    table = search.table
    sufficient = [mark == "1" for mark in table.out]
    found = []
    for name in texts:
        cube = cube_of(name, table, "minimize")
        hit = minimization.chart(cube[None, :], table.values)[0]
        found.append(
            tuple(n for n, on, h in zip(table.numbers, sufficient, hit, strict=True) if on and h)
        )
    return tuple(found) if models else ()


def _status(table: TruthTable) -> Status:
    if "1" not in table.out:
        return "no sufficient row"
    return "solved" if {"0", "C"} & set(table.out) else "every row sufficient"


def _essential(covers: minimization.Covers, texts: list[str]) -> tuple[str, ...]:
    """Return the implicants that stand in every model."""
    alone = [
        {members[0] for members in skeleton if len(members) == 1} for skeleton in covers.skeletons
    ]
    return tuple(texts[i] for i in sorted(set.intersection(*alone))) if alone else ()


def _parameters(search: _Search, solution: SolutionType) -> dict[str, object]:
    return {
        **search.table.parameters,
        "solution": solution,
        "most_models": search.most_models,
        "budget": search.budget,
    }


def _notes(status: Status, count: int, listed: int, *, exhausted: bool) -> tuple[Note, ...]:
    notes = []
    if status == "no sufficient row":
        notes.append(Note("qca.note.no_sufficient_row", {}, "warning"))
    if status == "every row sufficient":
        notes.append(Note("qca.note.every_row_sufficient", {}, "warning"))
    if count > 1:
        notes.append(Note("qca.note.ties", {"count": count, "listed": listed}, "warning"))
    if not exhausted:
        notes.append(Note("qca.note.not_exhausted", {"count": count}, "warning"))
    return tuple(notes)
