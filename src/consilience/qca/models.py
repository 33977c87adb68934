"""The records of a solution: its models, and the pairs that an intermediate one lies between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as Choice

import pandas as pd

from consilience.qca.fit import SetFit
from consilience.results import Result

SolutionType = Choice["conservative", "parsimonious", "intermediate"]
Contradictions = Choice["negative", "positive", "remainder", "absorbed"]
CoverKind = Choice["minimum", "irredundant"]
Status = Choice["solved", "no sufficient row", "every row sufficient", "no consistent model"]


@dataclass(frozen=True, slots=True)
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
    """All tied models of one solution type, or all irredundant ones.

    ``model_count`` is exact if ``exhausted``; else it is a lower bound. ``alternatives`` shows the
    models in short: for each skeleton, the groups of which one member each is to be chosen.
    ``status`` names the degenerate cases: without a sufficient row there is no model; where every
    observed row is sufficient the parsimonious model is the constant "1", unless rows are
    excluded; with ``path_cut`` there may be no model of consistent paths, or none that is
    consistent as a whole. No model has fewer paths than ``fewest_paths``: the
    number that the shortest models have, or, where a note says that this is not proved, a bound
    below it.
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
    fewest_paths: int = 0
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
