"""Cases behind a path: typical ones, deviant ones, and those that no path covers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal as Choice

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.kernels.memberships import term_memberships
from consilience.qca.remainders import cube_of
from consilience.qca.truth_table import TruthTable
from consilience.results import Result

Kind = Choice["typical", "deviant consistency", "deviant coverage", "irrelevant"]


@dataclass(frozen=True)
class CaseOfPath:
    """One case: its memberships in the path (or in the whole model) and in the outcome."""

    case: str
    membership: float
    outcome: float
    kind: Kind


@dataclass(frozen=True, kw_only=True, eq=False)
class PathCases(Result):
    """Cases of each path of a model, and of the whole model.

    A case is typical if it belongs (membership above .5) to the path and to the outcome, deviant
    for consistency if it belongs to the path only, deviant for coverage if it belongs to the
    outcome only, and irrelevant if it belongs to neither. ``memberships`` has the shape
    (terms, cases), ``outcome_memberships`` the shape (cases,).
    """

    outcome: str
    terms: tuple[str, ...]
    cases: tuple[str, ...]
    memberships: NDArray[np.float64]
    outcome_memberships: NDArray[np.float64]

    @cached_property
    def paths(self) -> tuple[tuple[CaseOfPath, ...], ...]:
        """All cases of each path, in the order of the table."""
        return tuple(self._cases(values) for values in self.memberships)

    @cached_property
    def model(self) -> tuple[CaseOfPath, ...]:
        """All cases of the whole model: of the union of its paths."""
        return self._cases(self.memberships.max(axis=0))

    def members(self, term: str) -> tuple[CaseOfPath, ...]:
        """Return the cases that belong to a path, highest membership first."""
        return self._members[term]

    def terms_of(self, case: str) -> tuple[str, ...]:
        """Return the paths to which a case belongs."""
        inside = self.memberships[:, self.cases.index(case)] > 0.5
        return tuple(term for term, belongs in zip(self.terms, inside, strict=True) if belongs)

    def uncovered(self) -> tuple[CaseOfPath, ...]:
        """Return the cases with the outcome that no path covers."""
        return tuple(item for item in self.model if item.kind == "deviant coverage")

    def to_frame(self) -> pd.DataFrame:
        """Return one line a path and case."""
        lines = [
            {"term": term, **vars(item)}
            for term, found in zip(self.terms, self.paths, strict=True)
            for item in found
        ]
        return pd.DataFrame(lines)

    @cached_property
    def _members(self) -> dict[str, tuple[CaseOfPath, ...]]:
        return {
            term: tuple(
                sorted(
                    (item for item in found if item.membership > 0.5),
                    key=lambda item: -item.membership,
                )
            )
            for term, found in zip(self.terms, self.paths, strict=True)
        }

    def _cases(self, values: NDArray[np.float64]) -> tuple[CaseOfPath, ...]:
        outcome = self.outcome_memberships.tolist()
        return tuple(
            CaseOfPath(case, x, y, _kind(x, y))
            for case, x, y in zip(self.cases, values.tolist(), outcome, strict=True)
        )


def path_cases(truth_table: TruthTable, terms: object) -> PathCases:
    """Return the cases behind the paths of a model.

    Parameters
    ----------
    truth_table : TruthTable
        The table that was minimised.
    terms : list of str
        Paths, as in ``Model.terms``.

    Returns
    -------
    PathCases
        For each path, all cases with memberships in [0, 1] and their kind.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a term cannot be read or names an unknown condition.

    Examples
    --------
    >>> from consilience.qca import truth_table
    >>> table = truth_table({"A": [0.9, 0.8, 0.2], "Y": [0.8, 0.3, 0.7]}, "Y")
    >>> [item.kind for item in path_cases(table, ["A"]).model]
    ['typical', 'deviant consistency', 'deviant coverage']

    References
    ----------
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods. Cambridge University Press.
    """
    if not isinstance(truth_table, TruthTable):
        raise ArgumentError("truth_table", "path_cases", "truth_table", type(truth_table).__name__)
    listed = checks.names(terms, "terms", "path_cases")
    cubes = np.array([cube_of(term, truth_table, "path_cases") for term in listed])
    found = term_memberships(truth_table.memberships, truth_table.multi_value, cubes)
    found.flags.writeable = False
    return PathCases(
        parameters={**truth_table.parameters, "terms": listed},
        references=("schneider2012",),
        outcome=truth_table.outcome,
        terms=listed,
        cases=truth_table.case_names,
        memberships=found,
        outcome_memberships=truth_table.outcome_memberships,
    )


def _kind(membership: float, outcome: float) -> Kind:
    if membership > 0.5:
        return "typical" if outcome > 0.5 else "deviant consistency"
    return "deviant coverage" if outcome > 0.5 else "irrelevant"
