"""The records of a robustness test."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from consilience.qca.models import Status
from consilience.results import Result


@dataclass(frozen=True)
class AlternativeSolution:
    """The solution under one change of settings.

    ``terms`` is, of its tied models, the one most similar to the initial solution; ``overlap`` is
    that similarity, sum(min)/sum(max) of the memberships, in [0, 1].
    """

    setting: str
    value: str
    status: Status
    model_count: int
    terms: tuple[str, ...]
    same: bool
    overlap: float
    inclusion: float
    pri: float
    coverage: float


@dataclass(frozen=True)
class SensitivityRange:
    """Tested values around the initial one over which the initial model stays a solution."""

    setting: str
    initial: float
    low: float
    high: float
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


@dataclass(frozen=True, kw_only=True, eq=False)
class Robustness(Result):
    """Robustness of one model.

    ``survival`` follows ``terms``: the share of the tests in which that term stays.
    """

    outcome: str
    terms: tuple[str, ...]
    tests: tuple[AlternativeSolution, ...]
    survival: tuple[float, ...]
    ranges: tuple[SensitivityRange, ...]
    fit: RobustnessFit
    cases: RobustnessCases

    def to_frame(self) -> pd.DataFrame:
        """Return one line a test solution."""
        return pd.DataFrame([{**vars(t), "terms": " + ".join(t.terms)} for t in self.tests])
