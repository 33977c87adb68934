"""The search that all three solution types share: implicants, covers, and models with fit."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience.kernels.memberships import model_sums
from consilience.qca import minimization
from consilience.qca.expression import values_text
from consilience.qca.fit import SMALLEST, SetFit, sufficiency_fit
from consilience.qca.irredundant import irredundant_covers
from consilience.qca.models import Contradictions, CoverKind, Model, SolutionType, Status
from consilience.qca.thresholded import consistent_implicants
from consilience.qca.truth_table import TOLERANCE, TruthTable, memberships_of
from consilience.qca.untenable import Excluded, rows_with
from consilience.results import Note

# which outputs of rows a model must cover, and which it must not
POSITIVE: dict[Contradictions, tuple[str, ...]] = {
    "negative": ("1",),
    "positive": ("1", "C"),
    "remainder": ("1",),
    "absorbed": ("1",),
}
NEGATIVE: dict[Contradictions, tuple[str, ...]] = {
    "negative": ("0", "C"),
    "positive": ("0",),
    "remainder": ("0",),
    "absorbed": ("0",),
}


@dataclass(frozen=True)
class Search:
    """What all searches over one truth table share."""

    table: TruthTable
    most_models: int
    budget: int
    contradictions: Contradictions
    excluded: Excluded
    covers: CoverKind = "minimum"
    path_cut: float = 0.0
    model_cut: float = 0.0

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
        """Return the implicants that avoid the forbidden cubes, and covers of the rows by them."""
        implicants = self._implicants(forbidden)
        chart = minimization.chart(implicants, self.positive)
        if not len(chart) or not chart.any(axis=0).all():
            return implicants, minimization.Covers((), 0, 0, exhausted=True, lower=0)
        kind = irredundant_covers if self.covers == "irredundant" else minimization.minimum_covers
        return implicants, kind(chart, self.most_models, self.budget)

    def _implicants(self, forbidden: NDArray[np.int64]) -> NDArray[np.int64]:
        positive = self.positive
        if not len(positive):
            return np.empty((0, len(self.table.conditions)), dtype=np.int64)
        primes = minimization.prime_implicants(positive, forbidden)
        if self.path_cut == 0:
            return primes
        return consistent_implicants(primes, positive, self.table, self.path_cut, self.budget)


def forbidden(search: Search, solution: SolutionType) -> NDArray[np.int64]:
    """Return the cubes that no implicant of a solution may meet."""
    if solution == "parsimonious":
        negative = search.table.chosen(*NEGATIVE[search.contradictions])
        return np.concatenate([negative, search.excluded.cubes])
    inside = search.positive
    if search.contradictions == "absorbed":
        torn = search.table.chosen("C")
        barred = minimization.chart(search.excluded.cubes, torn).any(axis=0)
        inside = np.concatenate([inside, torn[~barred]])
    return minimization.complement(inside, search.table.levels)


def implicant_texts(implicants: NDArray[np.int64], table: TruthTable) -> list[str]:
    """Return implicants as text; all conditions show values if one is multi-value, as in R."""
    brackets = bool(table.multi_value.any())
    highest = int(table.levels.max(initial=2))
    literals = [
        values_text([value], [name], brackets=brackets)
        for name in table.conditions
        for value in range(highest)
    ]
    lines, places = np.nonzero(implicants >= 0)
    shown = np.array(literals, dtype=object)[places * highest + implicants[lines, places]].tolist()
    ends = np.cumsum(np.bincount(lines, minlength=len(implicants))).tolist()
    return ["*".join(shown[start:end]) or "1" for start, end in itertools.pairwise([0, *ends])]


def rows_covered(chart: NDArray[np.bool_], numbers: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Return the numbers of the rows that each implicant covers, from its line of the chart."""
    patterns, groups = minimization.classes(chart)
    found: list[tuple[int, ...]] = [()] * len(chart)
    for pattern, group in zip(patterns, groups, strict=True):
        covered = tuple(itertools.compress(numbers, pattern.tolist()))
        for member in group:
            found[member] = covered
    return tuple(found)


def choices_of(
    covers: minimization.Covers, texts: list[str]
) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return the skeletons of covers as text: one group of interchangeable terms a class."""
    named: dict[tuple[int, ...], tuple[str, ...]] = {}
    for members in itertools.chain.from_iterable(covers.skeletons):
        if members not in named:
            named[members] = tuple(texts[i] for i in members)
    return tuple(tuple(named[members] for members in skeleton) for skeleton in covers.skeletons)


def models_of(
    table: TruthTable, implicants: NDArray[np.int64], covers: NDArray[np.int64]
) -> list[Model]:
    """Return the models that covers of one size stand for, each with the fit of its terms."""
    stands = np.zeros(len(implicants), dtype=bool)
    stands[covers] = True
    models = (np.cumsum(stands) - 1)[covers]
    memberships = memberships_of(table, implicants[stands])
    y = table.outcome_memberships
    names = implicant_texts(implicants[stands], table)
    alone = [sufficiency_fit(name, x, y) for name, x in zip(names, memberships, strict=True)]
    sums, unique = model_sums.at_cost(models.size * len(y))(memberships, models, y)
    size, both, torn = sums.T
    return [
        Model(*parts)
        for parts in zip(
            _lines(np.array(names, dtype=object)[models]),
            _ratios(both, size),
            _ratios(both - torn, size - torn),
            _ratios(both, np.full(len(models), y.sum())),
            _lines(_term_fits(models, alone, unique / y.sum())),
            strict=True,
        )
    ]


def listed_models(
    search: Search, implicants: NDArray[np.int64], covers: minimization.Covers
) -> list[Model]:
    """Return the models of the listed covers that are consistent enough, the shortest first."""
    found = [
        model
        for same_size in covers.of_each_size(search.most_models)
        for model in models_of(search.table, implicants, same_size)
    ]
    if search.model_cut == 0:  # a model of temporal codes may have no member, and no inclusion
        return found
    return [model for model in found if model.inclusion >= search.model_cut - TOLERANCE]


def in_all(models: Sequence[Model]) -> list[str]:
    """Return the terms that stand in every one of the models, in order."""
    texts = sorted({term for model in models for term in model.terms})
    return [text for text in texts if all(text in model.terms for model in models)]


def one_by_one(models: Sequence[Model]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return each model as a skeleton of its own."""
    return tuple(tuple((term,) for term in model.terms) for model in models)


def _ratios(part: NDArray[np.float64], whole: NDArray[np.float64]) -> list[float]:
    found = np.full(len(part), np.nan)
    return cast("list[float]", np.divide(part, whole, out=found, where=whole > SMALLEST).tolist())


def _lines(items: NDArray[np.object_]) -> Iterator[tuple[Any, ...]]:
    return zip(*items.T.tolist(), strict=True)


def _term_fits(
    models: NDArray[np.int64], alone: list[SetFit], unique: NDArray[np.float64]
) -> NDArray[np.object_]:
    """Return the fit of every term in its model; what is equal is one record, made once."""
    which, values = pd.factorize(unique.ravel())
    places, keys = pd.factorize(models.ravel() * len(values) + which)
    records = np.empty(len(keys), dtype=object)
    for place, (term, value) in enumerate(zip(*np.divmod(keys, len(values)), strict=True)):
        records[place] = replace(alone[term], unique_coverage=float(values[value]))
    return records[places].reshape(models.shape)


def status_of(search: Search, models: Sequence[Model]) -> Status:
    """Return whether a truth table could be minimised, and if not, why."""
    outputs = set(search.table.out)
    if outputs.isdisjoint(POSITIVE[search.contradictions]):
        return "no sufficient row"
    if not models:
        return "no consistent model"
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
        "covers": search.covers,
        "path_cut": (search.path_cut, search.model_cut) if search.model_cut else search.path_cut,
    }


def notes_of(
    search: Search,
    models: Sequence[Model],
    count: int,
    *,
    exhausted: bool,
    bound: int | None = None,
) -> tuple[Note, ...]:
    """Return what a reader must know beside the models.

    ``bound`` is a number of paths that no model falls below, where no model that low is known.
    """
    notes = []
    status = status_of(search, models)
    torn = rows_with(search.table, "C")
    if torn and search.contradictions != "negative":
        key = f"qca.note.contradictions_{search.contradictions}"
        notes.append(Note(key, {"rows": torn}, "warning"))
    if status == "no sufficient row":
        notes.append(Note("qca.note.no_sufficient_row", {}, "warning"))
    if status == "every row sufficient":
        notes.append(Note("qca.note.every_row_sufficient", {}, "warning"))
    if status == "no consistent model":
        values = {"path_cut": search.path_cut, "model_cut": search.model_cut}
        notes.append(Note("qca.note.no_consistent_model", values, "warning"))
    if count > 1:
        notes.append(_ties(search, models, count))
    if not exhausted:
        notes.append(Note("qca.note.not_exhausted", {"count": count}, "warning"))
    if bound is not None:
        notes.append(Note("qca.note.not_proved", {"bound": bound}, "warning"))
    return tuple(notes)


def _ties(search: Search, models: Sequence[Model], count: int) -> Note:
    sizes = [len(model.terms) for model in models]
    values = {"count": count, "listed": len(models)}
    if search.covers == "irredundant":
        values |= {"fewest": min(sizes), "shortest": sizes.count(min(sizes))}
        return Note("qca.note.irredundant", values, "warning")
    if min(sizes) < max(sizes):
        values |= {"fewest": min(sizes), "most": max(sizes)}
        return Note("qca.note.pairs_differ", values, "warning")
    return Note("qca.note.ties", values, "warning")
