"""The search that all three solution types share: implicants, covers, and models with fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from consilience.kernels.memberships import model_sums, term_memberships
from consilience.qca import minimization
from consilience.qca.expression import values_text
from consilience.qca.fit import SetFit, ratio, sufficiency_fit
from consilience.qca.models import Contradictions, Model, SolutionType, Status
from consilience.qca.truth_table import TruthTable
from consilience.qca.untenable import Excluded, rows_with
from consilience.results import Note

# which outputs of rows a model must cover, and which it must not
POSITIVE: dict[Contradictions, tuple[str, ...]] = {
    "negative": ("1",),
    "positive": ("1", "C"),
    "remainder": ("1",),
}
NEGATIVE: dict[Contradictions, tuple[str, ...]] = {
    "negative": ("0", "C"),
    "positive": ("0",),
    "remainder": ("0",),
}


@dataclass(frozen=True)
class Search:
    """What all searches over one truth table share."""

    table: TruthTable
    most_models: int
    budget: int
    contradictions: Contradictions
    excluded: Excluded

    @property
    def positive(self) -> NDArray[np.int64]:
        """Values of the rows that a model must cover, shape (rows, k)."""
        return self.table.chosen(*POSITIVE[self.contradictions])

    @property
    def positive_numbers(self) -> tuple[int, ...]:
        """Numbers of the rows that a model must cover."""
        return rows_with(self.table, *POSITIVE[self.contradictions])

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


def forbidden(search: Search, solution: SolutionType) -> NDArray[np.int64]:
    """Return the cubes that no implicant of a solution may meet."""
    if solution == "parsimonious":
        negative = search.table.chosen(*NEGATIVE[search.contradictions])
        return np.concatenate([negative, search.excluded.cubes])
    return minimization.complement(search.positive, search.table.levels)


def implicant_texts(implicants: NDArray[np.int64], table: TruthTable) -> list[str]:
    """Return implicants as text; all conditions show values if one is multi-value, as in R."""
    brackets = bool(table.multi_value.any())
    return [values_text(row, table.conditions, brackets=brackets) for row in implicants.tolist()]


def models_of(
    table: TruthTable, implicants: NDArray[np.int64], covers: Iterable[tuple[int, ...]]
) -> list[Model]:
    """Return the models that covers of one size stand for, each with the fit of its terms."""
    listed = np.array(list(covers), dtype=np.int64)
    if not listed.size:
        return []
    used, places = np.unique(listed, return_inverse=True)
    models = places.reshape(listed.shape)
    rows = cast("list[list[int]]", models.tolist())
    memberships = term_memberships(table.memberships, table.multi_value, implicants[used])
    y = table.outcome_memberships
    names = implicant_texts(implicants[used], table)
    alone = [sufficiency_fit(name, x, y) for name, x in zip(names, memberships, strict=True)]
    sums, unique = model_sums(memberships, models, y)
    total = float(y.sum())
    return [
        _model(tuple(alone[term] for term in model), whole, only, total)
        for model, whole, only in zip(rows, sums.tolist(), unique.tolist(), strict=True)
    ]


def _model(terms: tuple[SetFit, ...], whole: list[float], only: list[float], total: float) -> Model:
    size, both, torn = whole
    return Model(
        terms=tuple(term.expression for term in terms),
        inclusion=ratio(both, size),
        pri=ratio(both - torn, size - torn),
        coverage=ratio(both, total),
        term_fits=tuple(
            SetFit(t.expression, t.inclusion, t.pri, t.coverage, ratio(part, total))
            for t, part in zip(terms, only, strict=True)
        ),
    )


def status_of(search: Search) -> Status:
    """Return whether a truth table can be minimised, or which side is empty."""
    outputs = set(search.table.out)
    if outputs.isdisjoint(POSITIVE[search.contradictions]):
        return "no sufficient row"
    negative = NEGATIVE[search.contradictions]
    return "every row sufficient" if outputs.isdisjoint(negative) else "solved"


def parameters_of(search: Search, solution: SolutionType) -> dict[str, object]:
    """Return every setting behind a solution."""
    return {
        **search.table.parameters,
        "solution": solution,
        "most_models": search.most_models,
        "budget": search.budget,
        "exclude": list(search.excluded.given),
        "contradictions": search.contradictions,
    }


def notes_of(
    search: Search, count: int, listed: int, *, exhausted: bool, proved: bool = True
) -> tuple[Note, ...]:
    """Return what a reader must know beside the models."""
    notes = []
    status = status_of(search)
    torn = rows_with(search.table, "C")
    if torn and search.contradictions == "positive":
        notes.append(Note("qca.note.contradictions_positive", {"rows": torn}, "warning"))
    if torn and search.contradictions == "remainder":
        notes.append(Note("qca.note.contradictions_remainder", {"rows": torn}, "warning"))
    if status == "no sufficient row":
        notes.append(Note("qca.note.no_sufficient_row", {}, "warning"))
    if status == "every row sufficient":
        notes.append(Note("qca.note.every_row_sufficient", {}, "warning"))
    if count > 1:
        notes.append(Note("qca.note.ties", {"count": count, "listed": listed}, "warning"))
    if not exhausted:
        notes.append(Note("qca.note.not_exhausted", {"count": count}, "warning"))
    if not proved:
        notes.append(Note("qca.note.not_proved", {}, "warning"))
    return tuple(notes)
