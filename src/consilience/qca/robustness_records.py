"""The records of a robustness test."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from consilience.qca.models import Status
from consilience.qca.solution_logic import Relation
from consilience.results import Result


@dataclass(frozen=True)
class AlternativeSolution:
    """The solution of one repetition.

    ``kind`` is the kind of test: "inclusion_cut", "pri_cut", "frequency_cut", "case", "subset",
    "subsample", "conditions", "data" or "combined"; ``setting`` and ``value`` say what was
    changed. ``terms`` is, of the tied models, the initial one if it is among them (``same``), else
    the one most similar to it. ``relation`` tells how it lies to the initial model in logic.
    ``overlap`` is the similarity, sum(min)/sum(max) of the memberships, in [0, 1]. ``in_some`` and
    ``in_every`` name the initial terms that stand in at least one and in every tied model.
    """

    kind: str
    setting: str
    value: str
    status: Status
    model_count: int
    terms: tuple[str, ...]
    same: bool
    relation: Relation
    overlap: float
    inclusion: float
    pri: float
    coverage: float
    in_some: tuple[str, ...]
    in_every: tuple[str, ...]


@dataclass(frozen=True)
class SensitivityRange:
    """Tested values around the initial one over which the initial model stays a solution.

    ``below`` and ``above`` are the nearest tested values at which it is no solution any more; None
    if it stays as far as was tested.
    """

    setting: str
    initial: float
    low: float
    high: float
    below: float | None
    above: float | None
    tested: tuple[float, ...]


@dataclass(frozen=True)
class RobustnessFit:
    """Fit-oriented parameters of Oana and Schneider; the nearer to 1, the more robust.

    ``coverage`` is coverage of the robust core over that of the initial solution, ``inclusion``
    inclusion of the initial solution over that of the core; ``overlap_minimum`` and
    ``overlap_maximum`` compare the initial solution with the intersection and with the union of
    the test solutions.
    """

    inclusion: float
    coverage: float
    overlap_minimum: float
    overlap_maximum: float


@dataclass(frozen=True)
class RobustnessCases:
    """Case-oriented parameters of Oana and Schneider, and the cases behind them.

    Shaky cases belong to the initial solution but not to all test solutions, possible ones to
    some test solution only. ``rank`` is 1 (neither shaky nor possible cases) to 4 (both).
    """

    robust_typical: tuple[str, ...]
    robust_deviant: tuple[str, ...]
    shaky_typical: tuple[str, ...]
    shaky_deviant: tuple[str, ...]
    possible_typical: tuple[str, ...]
    possible_deviant: tuple[str, ...]
    ratio_typical: float
    ratio_deviant: float
    rank: int


@dataclass(frozen=True)
class RobustnessOfKind:
    """What one kind of test gives: how many solutions lie how to the initial model.

    The counts ``same`` to ``none`` (no solution) sum to ``tests``. ``survival`` follows the terms
    of the initial model; ``fit`` and ``rank`` rest on the tests of this kind alone.
    """

    kind: str
    tests: int
    same: int
    equal: int
    subset: int
    superset: int
    other: int
    none: int
    survival: tuple[float, ...]
    fit: RobustnessFit
    rank: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Robustness(Result):
    """Robustness of one model.

    ``survival`` follows ``terms``: the share of the tests in which that term stays, in the tied
    model that is compared; ``survival_some`` and ``survival_every`` count the tests in which it
    stands in at least one and in every tied model. ``core`` is the intersection of the initial
    and all test solutions as an expression, without terms that no case can belong to ("0" if
    none is left, None if it is too long to be written out).
    """

    outcome: str
    terms: tuple[str, ...]
    tests: tuple[AlternativeSolution, ...]
    survival: tuple[float, ...]
    survival_some: tuple[float, ...]
    survival_every: tuple[float, ...]
    kinds: tuple[RobustnessOfKind, ...]
    ranges: tuple[SensitivityRange, ...]
    core: str | None
    fit: RobustnessFit
    cases: RobustnessCases

    def to_frame(self) -> pd.DataFrame:
        """Return one line a test solution."""
        return pd.DataFrame([_line(item) for item in self.tests])


def _line(item: AlternativeSolution) -> dict[str, object]:
    return {
        **vars(item),
        "terms": " + ".join(item.terms),
        "in_some": " + ".join(item.in_some),
        "in_every": " + ".join(item.in_every),
    }
