"""Theory evaluation: what a theory and a solution say together, and which cases bear on it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal as Choice
from typing import get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import DataError
from consilience.qca.dataset import calibrated, memberships, outcome_memberships, read_outcome
from consilience.qca.expression import Expression, Term, expression_of, negate, parse
from consilience.qca.fit import sufficiency_fit, undefined_notes
from consilience.results import Note, Result

TheoryCaseKind = Choice[
    "covered most likely",
    "covered least likely",
    "uncovered most likely",
    "uncovered least likely",
    "inconsistent most likely",
    "inconsistent least likely",
    "consistent most likely",
    "consistent least likely",
]
_OWNER = "theory_evaluation"
_SETS = ("T*E", "~T*E", "T*~E", "~T*~E")


@dataclass(frozen=True)
class TheoryIntersection:
    """One intersection of the theory T and the solution E, with its fit and its cases.

    ``expression`` is Boolean: terms that no case can belong to (``A*~A``) are dropped. ``kinds``
    names the cases with the outcome and those without it.
    """

    name: str
    expression: str
    inclusion: float
    pri: float
    coverage: float
    kinds: tuple[TheoryCaseKind, TheoryCaseKind]
    with_outcome: tuple[str, ...]
    without_outcome: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class TheoryEvaluation(Result):
    """The four intersections of a theory T and a solution E: T*E, ~T*E, T*~E, ~T*~E.

    ``memberships`` has the shape (4, cases), ``outcome_memberships`` the shape (cases,).
    ``half_cases`` have a membership of exactly .5 in T or E and belong to no intersection.
    """

    theory: str
    solution: str
    outcome: str
    intersections: tuple[TheoryIntersection, ...]
    cases: tuple[str, ...]
    memberships: NDArray[np.float64]
    outcome_memberships: NDArray[np.float64]
    half_cases: tuple[str, ...]

    def members(self, kind: str) -> tuple[str, ...]:
        """Return the cases of a kind, such as ``"uncovered most likely"``."""
        wanted = checks.choice(kind, get_args(TheoryCaseKind), "kind", "members")
        item = next(item for item in self.intersections if wanted in item.kinds)
        return (item.with_outcome, item.without_outcome)[item.kinds.index(wanted)]

    def to_frame(self) -> pd.DataFrame:
        """Return one line an intersection."""
        lines = [
            {
                "set": item.name,
                "expression": item.expression,
                "inclusion": item.inclusion,
                "pri": item.pri,
                "coverage": item.coverage,
                "with_outcome": ", ".join(item.with_outcome),
                "without_outcome": ", ".join(item.without_outcome),
            }
            for item in self.intersections
        ]
        return pd.DataFrame(lines)


def theory_evaluation(
    data: object,
    theory: str | Expression,
    solution: str | Expression,
    outcome: str,
    *,
    cases: str | None = None,
) -> TheoryEvaluation:
    """Compare a theory with an empirical solution in four intersections.

    Cases in the theory T are most likely cases, the others least likely. With the outcome they
    are covered by the solution E or uncovered. Without it they are inconsistent if they belong to
    E, and consistent if they do not.

    Parameters
    ----------
    data : data frame or mapping of columns
        Memberships in [0, 1] (multi-value: whole numbers), one row a case, no gaps.
    theory : str or Expression
        When the outcome is expected, such as ``"A*B + C"``.
    solution : str or Expression
        The empirical solution, as in ``Model.expression``.
    outcome : str
        ``"Y"``, ``"~Y"`` or ``"Y[2]"``.
    cases : str, optional
        Column with the case names; else the index.

    Returns
    -------
    TheoryEvaluation
        Four intersections with inclusion, PRI and coverage in [0, 1] (sufficiency) and their
        cases. Memberships are the minimum of those in T or 1 - T and in E or 1 - E. Every case
        without a membership of exactly .5 in T or E belongs to one intersection.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If an expression cannot be read, names the outcome, no condition or an unknown one, a
        cell is missing or outside [0, 1], or the outcome is constant.

    Examples
    --------
    >>> data = {"A": [0.9, 0.8, 0.2], "B": [0.7, 0.2, 0.9], "Y": [0.9, 0.7, 0.1]}
    >>> found = theory_evaluation(data, "A*B", "A", "Y")
    >>> [item.expression for item in found.intersections]
    ['A*B', 'A*~B', '0', '~A']
    >>> found.members("covered most likely"), found.members("covered least likely")
    (('1',), ('2',))

    References
    ----------
    Ragin, C. C. (1987). The Comparative Method. University of California Press.
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods. Cambridge University Press,
    chapter 11.
    """
    wanted = read_outcome(outcome, _OWNER)
    read = (
        _with_conditions(expression_of(theory), wanted, "theory"),
        _with_conditions(expression_of(solution), wanted, "solution"),
    )
    named = dict.fromkeys((*read[0].conditions, *read[1].conditions, *wanted.conditions))
    table = calibrated(data, named, _OWNER, cases)
    y = outcome_memberships(wanted, table)
    t, e = (memberships(item, table) for item in read)
    sets = _intersections(t, e)
    halves = _named(table.cases, (t == 0.5) | (e == 0.5))
    neither = _named(table.cases, (t == 0.5) | (e == 0.5) | (y == 0.5))
    fits = tuple(sufficiency_fit(name, x, y) for name, x in zip(_SETS, sets, strict=True))
    y.flags.writeable = False
    return TheoryEvaluation(
        parameters={"theory": str(read[0]), "solution": str(read[1]), "outcome": str(wanted)},
        notes=(
            *((Note("qca.note.theory_half", {"cases": neither}, "warning"),) if neither else ()),
            *undefined_notes(fits),
        ),
        references=("ragin1987", "schneider2012"),
        theory=str(read[0]),
        solution=str(read[1]),
        outcome=str(wanted),
        intersections=tuple(
            TheoryIntersection(
                fit.expression,
                str(expression),
                fit.inclusion,
                fit.pri,
                fit.coverage,
                _kinds(fit.expression),
                _named(table.cases, (x > 0.5) & (y > 0.5)),
                _named(table.cases, (x > 0.5) & (y < 0.5)),
            )
            for fit, expression, x in zip(fits, _expressions(*read), sets, strict=True)
        ),
        cases=table.cases,
        memberships=sets,
        outcome_memberships=y,
        half_cases=halves,
    )


def _intersections(t: NDArray[np.float64], e: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return memberships in theory and solution, in one without the other, and in neither."""
    pairs = ((t, e), (1 - t, e), (t, 1 - e), (1 - t, 1 - e))
    found = np.array([np.minimum(*pair) for pair in pairs])
    found.flags.writeable = False
    return found


def _with_conditions(expression: Expression, outcome: Expression, name: str) -> Expression:
    if not expression.conditions:
        raise DataError("qca.theory.no_condition", name=name, got=str(expression))
    for item in outcome.conditions:
        if item in expression.conditions:
            raise DataError("qca.outcome.among_conditions", owner=_OWNER, outcome=item)
    return expression


def _expressions(theory: Expression, solution: Expression) -> tuple[Expression, ...]:
    """Return the four intersections, without terms that are empty in Boolean logic."""
    order = list(dict.fromkeys((*theory.conditions, *solution.conditions)))
    not_theory, not_solution = _complement(theory), _complement(solution)
    pairs = (
        (theory, solution),
        (not_theory, solution),
        (theory, not_solution),
        (not_theory, not_solution),
    )
    return tuple(_ordered(_intersection(*pair), order) for pair in pairs)


def _ordered(expression: Expression, order: list[str]) -> Expression:
    """Return the same terms with their literals in the order of the conditions."""
    return Expression(
        tuple(
            tuple(sorted(term, key=lambda item: order.index(item.condition)))
            for term in expression.terms
        )
    )


def _complement(expression: Expression) -> Expression:
    # term by term: what is empty is dropped before the next factor, which keeps long ones short
    factors = (negate(Expression((term,))) for term in expression.terms)
    return functools.reduce(_intersection, factors)


def _intersection(first: Expression, second: Expression) -> Expression:
    if not (first.terms and second.terms):
        return Expression(())
    both = parse(f"({first})*({second})")
    return Expression(tuple(term for term in both.terms if not _is_empty(term)))


def _is_empty(term: Term) -> bool:
    """Return whether the literals of some condition exclude each other."""
    for condition in {item.condition for item in term}:
        literals = [item for item in term if item.condition == condition]
        positive = [set(item.values or (1,)) for item in literals if not item.negated]
        negative = [set(item.values or (1,)) for item in literals if item.negated]
        if positive and not set.intersection(*positive).difference(*negative):
            return True
    return False


def _kinds(name: str) -> tuple[TheoryCaseKind, TheoryCaseKind]:
    kinds: dict[str, tuple[TheoryCaseKind, TheoryCaseKind]] = {
        "T*E": ("covered most likely", "inconsistent most likely"),
        "~T*E": ("covered least likely", "inconsistent least likely"),
        "T*~E": ("uncovered most likely", "consistent most likely"),
        "~T*~E": ("uncovered least likely", "consistent least likely"),
    }
    return kinds[name]


def _named(cases: tuple[str, ...], inside: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(cases[i] for i in np.flatnonzero(inside))
