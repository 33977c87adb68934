"""Parameters of fit: how far one set is a subset or a superset of another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as Choice
from typing import get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.qca.dataset import (
    calibrated,
    memberships,
    outcome_memberships,
    read_outcome,
    term_membership,
)
from consilience.qca.expression import Expression, expression_of, term_text
from consilience.results import Note, Result

Relation = Choice["sufficiency", "necessity"]
SMALLEST = 1e-12  # a sum of memberships up to it is rounding, and nothing to divide by


@dataclass(frozen=True)
class SetFit:
    """Fit of one set X with the outcome Y; NaN where a ratio is undefined (0/0).

    For sufficiency ``inclusion`` is sum(min(x, y))/sum(x) and ``coverage`` sum(min(x, y))/sum(y);
    for necessity they change places. ``relevance`` is RoN and stands for necessity only;
    ``unique_coverage`` stands for the terms of a disjunction in sufficiency only.
    """

    expression: str
    inclusion: float
    pri: float
    coverage: float
    unique_coverage: float = float("nan")
    relevance: float = float("nan")


@dataclass(frozen=True, kw_only=True, eq=False)
class Fit(Result):
    """Fit of an expression and of its terms; the whole expression stands in ``whole``."""

    outcome: str
    relation: str
    whole: SetFit
    terms: tuple[SetFit, ...]

    @property
    def inclusion(self) -> float:
        """Inclusion (consistency) of the whole expression."""
        return self.whole.inclusion

    @property
    def pri(self) -> float:
        """Proportional reduction in inconsistency of the whole expression."""
        return self.whole.pri

    @property
    def coverage(self) -> float:
        """Coverage of the whole expression."""
        return self.whole.coverage

    @property
    def relevance(self) -> float:
        """Relevance of necessity (RoN) of the whole expression."""
        return self.whole.relevance

    def to_frame(self) -> pd.DataFrame:
        """Return one line a term, and the whole expression last."""
        return pd.DataFrame([vars(item) for item in (*self.terms, self.whole)])


def fit(
    data: object,
    expression: str | Expression,
    outcome: str,
    relation: Relation = "sufficiency",
    *,
    cases: str | None = None,
) -> Fit:
    """Measure how well an expression is sufficient or necessary for an outcome.

    Parameters
    ----------
    data : data frame or mapping of columns
        Memberships in [0, 1] (multi-value: whole numbers), one row a case, no gaps.
    expression : str or Expression
        A sum of products such as ``"A*~B + C"``.
    outcome : str
        ``"Y"``, ``"~Y"`` (its negation) or ``"Y[2]"``.
    relation : {"sufficiency", "necessity"}
        Which subset relation is measured.
    cases : str, optional
        Column with the case names; else the index.

    Returns
    -------
    Fit
        Inclusion, PRI and coverage in [0, 1] for every term (shape (terms,)) and for the whole;
        unique coverage with sufficiency, RoN with necessity.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a name is unknown, a cell is missing or outside [0, 1], or the outcome is constant.

    Examples
    --------
    >>> data = {"A": [0.9, 0.6, 0.2], "B": [0.4, 0.8, 0.1], "Y": [0.8, 0.7, 0.3]}
    >>> found = fit(data, "A + B", "Y")
    >>> round(found.inclusion, 3), round(found.coverage, 3)
    (0.895, 0.944)

    References
    ----------
    Ragin, C. C. (2006). Set Relations in Social Research. Political Analysis 14(3).
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods. Cambridge University Press.
    """
    checks.choice(relation, get_args(Relation), "relation", "fit")
    read, wanted = expression_of(expression), read_outcome(outcome, "fit")
    named = tuple(dict.fromkeys((*read.conditions, *wanted.conditions)))
    table = calibrated(data, named, "fit", cases)
    y = outcome_memberships(wanted, table)
    parts = [term_membership(term, table) for term in read.terms]
    names = [term_text(term) for term in read.terms]
    whole = memberships(read, table)
    if relation == "necessity":
        terms = tuple(necessity_fit(name, x, y) for name, x in zip(names, parts, strict=True))
        total = necessity_fit(str(read), whole, y)
    else:
        terms = sufficiency_fits(names, parts, y)
        total = sufficiency_fit(str(read), whole, y)
    return Fit(
        parameters={"expression": str(read), "outcome": outcome, "relation": relation},
        notes=undefined_notes((*terms, total)),
        references=("ragin2006", "schneider2012"),
        outcome=outcome,
        relation=relation,
        whole=total,
        terms=terms,
    )


def sufficiency_fit(name: str, x: NDArray[np.float64], y: NDArray[np.float64]) -> SetFit:
    """Return the fit of X as a subset of Y."""
    both = float(np.minimum(x, y).sum())
    torn = float(np.minimum(np.minimum(x, y), 1 - y).sum())
    size = float(x.sum())
    return SetFit(
        name, ratio(both, size), ratio(both - torn, size - torn), ratio(both, float(y.sum()))
    )


def sufficiency_fits(
    names: list[str], parts: list[NDArray[np.float64]], y: NDArray[np.float64]
) -> tuple[SetFit, ...]:
    """Return the fit of each term of a disjunction, with what only that term covers."""
    found = []
    whole = np.minimum(np.max(parts, axis=0, initial=0.0), y).sum() if parts else 0.0
    for index, (name, x) in enumerate(zip(names, parts, strict=True)):
        others = parts[:index] + parts[index + 1 :]
        rest = np.max(others, axis=0) if others else np.zeros(len(y))
        unique = ratio(float(whole - np.minimum(rest, y).sum()), float(y.sum()))
        alone = sufficiency_fit(name, x, y)
        found.append(SetFit(name, alone.inclusion, alone.pri, alone.coverage, unique))
    return tuple(found)


def necessity_fit(name: str, x: NDArray[np.float64], y: NDArray[np.float64]) -> SetFit:
    """Return the fit of X as a superset of Y, with RoN."""
    both = float(np.minimum(x, y).sum())
    torn = float(np.minimum(np.minimum(x, y), 1 - x).sum())
    size = float(y.sum())
    relevance = ratio(float((1 - x).sum()), float((1 - np.minimum(x, y)).sum()))
    return SetFit(
        name,
        ratio(both, size),
        ratio(both - torn, size - torn),
        ratio(both, float(x.sum())),
        relevance=relevance,
    )


def ratio(part: float, whole: float) -> float:
    """Return part/whole, or NaN where there is nothing to divide by."""
    return part / whole if whole > SMALLEST else float("nan")


def undefined_notes(found: tuple[SetFit, ...]) -> tuple[Note, ...]:
    """Return a note for every set in which no case has any membership."""
    empty = [item.expression for item in found if np.isnan(item.inclusion)]
    return (Note("qca.note.undefined", {"sets": empty}, "warning"),) if empty else ()
