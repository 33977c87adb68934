"""What holds where a given configuration is present: necessity, and the paths that contain it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.qca.dataset import (
    Calibrated,
    calibrated,
    memberships,
    outcome_memberships,
    read_outcome,
)
from consilience.qca.expression import Expression, parse, term_text
from consilience.qca.necessity import Necessity, necessity
from consilience.qca.path_relations import Path, agree, read_path
from consilience.results import Note, Result

_OWNER = "conditional_necessity"


@dataclass(frozen=True, kw_only=True, eq=False)
class ConditionalNecessity(Result):
    """Necessity among the ``cases`` that belong to ``given``, out of ``total`` cases."""

    given: str
    cases: tuple[str, ...]
    total: int
    necessity: Necessity

    @property
    def n(self) -> int:
        """Number of cases that belong to the given configuration."""
        return len(self.cases)

    def to_frame(self) -> pd.DataFrame:
        """Return one line an expression, as :class:`Necessity` does."""
        return self.necessity.to_frame()


@dataclass(frozen=True, kw_only=True, eq=False)
class PathsGiven(Result):
    """Paths sorted by what they say of the given literals.

    ``containing`` paths name them all. ``open`` paths deny none of them but leave out at least one;
    they hold for such cases too. ``excluded`` paths deny one.
    """

    given: str
    containing: tuple[str, ...]
    open: tuple[str, ...]
    excluded: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one line a path."""
        groups = {"containing": self.containing, "open": self.open, "excluded": self.excluded}
        lines = [(term, name) for name, found in groups.items() for term in found]
        return pd.DataFrame(lines, columns=["term", "group"])


def conditional_necessity(
    data: object,
    outcome: str,
    given: str,
    conditions: object = None,
    inclusion_cut: float = 0.9,
    relevance_cut: float = 0.0,
    coverage_cut: float = 0.0,
    *,
    depth: int | None = None,
    cases: str | None = None,
) -> ConditionalNecessity:
    """Find what is necessary for an outcome among the cases that belong to a configuration.

    A case belongs if its membership in ``given`` exceeds .5; the others are left out, and
    necessity is measured as :func:`necessity` does. To cut the cases instead of weighting them is
    a convention of this program: the measures keep their meaning, but they rest on fewer cases.

    Parameters
    ----------
    data : data frame or mapping of columns
        Memberships in [0, 1] (multi-value: whole numbers from 0), one row a case, no gaps.
    outcome : str
        ``"Y"``, ``"~Y"`` or ``"Y[2]"``.
    given : str
        An expression such as ``"AD"`` or ``"AD*~CC"``, without the outcome.
    conditions : list of str, optional
        All columns but the outcome and those that ``given`` names, if not given.
    inclusion_cut, relevance_cut, coverage_cut : float in [0, 1]
        Lowest inclusion, RoN and coverage.
    depth : int, optional
        Most literals of a conjunction or disjunction; all conditions if not given.
    cases : str, optional
        Column with the case names; else the index.

    Returns
    -------
    ConditionalNecessity
        The cases that belong, and their :class:`Necessity` with fits in [0, 1].

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If no case belongs, all that belong have the same outcome, or as in :func:`necessity`.

    Examples
    --------
    >>> data = {
    ...     "A": [0.9, 0.8, 0.7, 0.2],
    ...     "B": [0.3, 0.9, 0.6, 0.1],
    ...     "C": [0.1, 0.2, 0.9, 0.3],
    ...     "Y": [0.2, 0.7, 0.6, 0.9],
    ... }
    >>> found = conditional_necessity(data, "Y", "A")
    >>> found.n, [item.expression for item in found.necessity.passing]
    (3, ['B'])

    References
    ----------
    Ragin, C. C. (2006). Set Relations in Social Research. Political Analysis 14(3).
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods. Cambridge University Press.
    """
    wanted, asked = _given(given, _OWNER), read_outcome(outcome, _OWNER)
    frame = checks.frame(data, "data", _OWNER)
    if cases is not None:
        checks.known_names(cases, frame.columns, "cases", _OWNER)
    named = (*wanted.conditions, *asked.conditions)
    others = [name for name in frame.columns if name not in {*named, cases}]
    listed = checks.known_names(
        others if conditions is None else conditions, frame.columns, "conditions", _OWNER
    )
    checks.known_names(wanted.conditions, frame.columns, "given", _OWNER)
    if set(wanted.conditions) & set(asked.conditions):
        raise DataError("qca.relations.outcome_given", outcome=outcome, given=str(wanted))
    table = calibrated(frame, dict.fromkeys((*listed, *named)), _OWNER, cases)
    inside = _belonging(table, wanted, asked)
    found = necessity(
        frame.loc[inside],
        outcome,
        listed,
        inclusion_cut,
        relevance_cut,
        coverage_cut,
        depth=depth,
        cases=cases,
    )
    counts = {"given": str(wanted), "cases": int(inside.sum()), "total": len(frame)}
    return ConditionalNecessity(
        parameters={**found.parameters, "given": str(wanted)},
        notes=(Note("qca.note.relations_given", counts), *found.notes),
        references=found.references,
        given=str(wanted),
        cases=tuple(name for name, on in zip(table.cases, inside, strict=True) if on),
        total=len(frame),
        necessity=found,
    )


def paths_given(terms: object, given: str) -> PathsGiven:
    """Sort the paths of a model by whether they contain the given literals.

    Parameters
    ----------
    terms : list of str
        Paths, as in ``Model.terms``, at least one.
    given : str
        A conjunction such as ``"AD*~CC"``. In a sum such as ``"AD + CC"`` a path contains the whole
        if it contains one of its terms, and is excluded if it denies every one.

    Returns
    -------
    PathsGiven
        Three groups, each in the order of the model; every path is in one of them.

    Raises
    ------
    ArgumentError, DataError
        If a term or ``given`` cannot be read as conjunctions of single values.

    Examples
    --------
    >>> found = paths_given(["A*B", "~A*C", "C*D"], "A")
    >>> found.containing, found.open, found.excluded
    (('A*B',), ('C*D',), ('~A*C',))

    References
    ----------
    Ragin, C. C. (2008). Redesigning Social Inquiry. University of Chicago Press.
    """
    listed = checks.names(terms, "terms", "paths_given")
    read = _given(given, "paths_given")
    wanted = [read_path(term_text(term), "given", "paths_given") for term in read.terms]
    groups: dict[str, list[str]] = {"containing": [], "open": [], "excluded": []}
    for term in listed:
        path = read_path(term, "terms", "paths_given")
        groups[_group(path, wanted)].append(term)
    return PathsGiven(
        parameters={"terms": listed, "given": str(read)},
        references=("ragin2008",),
        given=str(read),
        containing=tuple(groups["containing"]),
        open=tuple(groups["open"]),
        excluded=tuple(groups["excluded"]),
    )


def _given(given: object, owner: str) -> Expression:
    if not isinstance(given, str):
        raise ArgumentError("given", owner, "text", given)
    return parse(given)


def _belonging(table: Calibrated, wanted: Expression, asked: Expression) -> NDArray[np.bool_]:
    """Return which cases belong; refuse none at all and an outcome that no longer varies."""
    inside = memberships(wanted, table) > 0.5
    if not inside.any():
        raise DataError("qca.relations.no_case", given=str(wanted))
    names = tuple(name for name, on in zip(table.cases, inside, strict=True) if on)
    outcome_memberships(asked, replace(table, cases=names, values=table.values[inside]))
    return inside


def _group(path: Path, wanted: Sequence[Path]) -> str:
    if any(_contains(path, literals) for literals in wanted):
        return "containing"
    return "excluded" if all(_denies(path, literals) for literals in wanted) else "open"


def _contains(path: Path, wanted: Path) -> bool:
    return all(agree(path.get(name), literal) for name, literal in wanted.items())


def _denies(path: Path, wanted: Path) -> bool:
    return any(name in path and not agree(path[name], wanted[name]) for name in wanted)
