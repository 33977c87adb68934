"""Two-step QCA: remote conditions make the context in which proximate ones work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as Choice
from typing import get_args

import numpy as np
import pandas as pd

from consilience import checks
from consilience.errors import DataError
from consilience.qca.dataset import calibrated, memberships, outcome_memberships, read_outcome
from consilience.qca.expression import parse, values_text
from consilience.qca.fit import SetFit, necessity_fit, sufficiency_fit
from consilience.qca.minimization import FREE, complement
from consilience.qca.models import Solutions
from consilience.qca.necessity import necessity
from consilience.qca.search import POSITIVE
from consilience.qca.solution import minimize
from consilience.qca.truth_table import TruthTable, truth_table
from consilience.results import Note, Result

Version = Choice["necessity", "sufficiency"]
RELEVANCE_CUT = 0.5  # of a necessary context; a convention of this program
_OWNER = "two_step"


@dataclass(frozen=True)
class Context:
    """One context, with the second step within it.

    ``fit`` is that of the first step. ``name`` stands for the context in the truth table and the
    solutions of the second step. ``enabled`` names the paths of the first parsimonious model in
    which the context is present.
    """

    expression: str
    name: str
    fit: SetFit
    truth_table: TruthTable
    conservative: Solutions
    parsimonious: Solutions
    enabled: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class TwoStep(Result):
    """Contexts made of remote conditions, and the proximate paths within each."""

    outcome: str
    version: str
    remote: tuple[str, ...]
    proximate: tuple[str, ...]
    contexts: tuple[Context, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one line a context and path of its first parsimonious model."""
        lines = [
            {"context": item.expression, **vars(fit)}
            for item in self.contexts
            for model in item.parsimonious.models[:1]
            for fit in model.term_fits
        ]
        columns = ["context", "expression", "inclusion", "pri", "coverage", "unique_coverage"]
        return pd.DataFrame(lines, columns=columns)


def two_step(
    data: object,
    outcome: str,
    remote: object,
    proximate: object,
    *,
    version: Version = "necessity",
    first_cut: float | None = None,
    inclusion_cut: float = 0.8,
    pri_cut: float = 0.0,
    frequency_cut: int = 1,
) -> TwoStep:
    """Find contexts among the remote conditions, then proximate paths within each.

    In the version of 2019 (``"necessity"``) a context is a remote condition, or a minimal
    disjunction of some, that is necessary for the outcome and not trivial. In the second step no
    remainder without the context may be assumed: that would contradict its necessity. In the
    version of 2006 (``"sufficiency"``) contexts are the terms of the parsimonious solution of the
    remote conditions alone, at a lower cut-off: they make the outcome possible, not more. In both
    the context enters the second truth table as one condition beside the proximate ones. That it
    does, and the values of the cut-offs, are conventions of this program.

    Parameters
    ----------
    data : data frame or mapping of columns
        Memberships in [0, 1] (multi-value: whole numbers), one row a case, no gaps.
    outcome : str
        ``"Y"``, ``"~Y"`` or ``"Y[2]"``.
    remote, proximate : list of str
        Conditions of the first and of the second step; no condition is both.
    version : {"necessity", "sufficiency"}
        What makes a context.
    first_cut : float in [0, 1], optional
        Inclusion of necessity from which there is a context (.9 if not given), or of sufficiency
        from which a row of the first truth table counts (.7 if not given).
    inclusion_cut, pri_cut : float in [0, 1]
        Of the second step.
    frequency_cut : int
        Of both steps, at least 1.

    Returns
    -------
    TwoStep
        Contexts with their fit in [0, 1], their truth table, conservative and parsimonious
        solution. No context is a result, with a note.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a name is unknown or in both lists, a cell is no membership, or a cut-off is out of
        range.

    Examples
    --------
    >>> data = {
    ...     "R": [0.9, 0.8, 0.9, 0.7, 0.2, 0.1],
    ...     "P": [0.8, 0.9, 0.2, 0.3, 0.9, 0.2],
    ...     "Y": [0.9, 0.7, 0.3, 0.2, 0.2, 0.1],
    ... }
    >>> found = two_step(data, "Y", ["R"], ["P"])
    >>> [(item.expression, item.parsimonious.models[0].expression) for item in found.contexts]
    [('R', 'CONTEXT*P')]

    References
    ----------
    Schneider, C. Q. and Wagemann, C. (2006). Reducing Complexity in Qualitative Comparative
    Analysis (QCA): Remote and Proximate Factors and the Consolidation of Democracy. European
    Journal of Political Research 45(5).
    Schneider, C. Q. (2019). Two-Step QCA Revisited: The Necessity of Context Conditions. Quality
    and Quantity 53(3).
    """
    checks.choice(version, get_args(Version), "version", _OWNER)
    frame = checks.frame(data, "data", _OWNER)
    first = checks.known_names(remote, frame.columns, "remote", _OWNER)
    second = checks.known_names(proximate, frame.columns, "proximate", _OWNER)
    both = [name for name in first if name in second]
    if both:
        raise DataError("qca.two_step.both", conditions=both)
    lower = checks.interval(
        {"necessity": 0.9, "sufficiency": 0.7}[version] if first_cut is None else first_cut,
        *(0, 1, "first_cut", _OWNER),
    )
    if version == "necessity":
        expressions = _necessary(frame, outcome, first, lower)
    else:
        expressions = _enabling(frame, outcome, first, lower, frequency_cut)
    cuts = (inclusion_cut, pri_cut, frequency_cut)
    wanted = read_outcome(outcome, _OWNER)
    contexts = tuple(_context(frame, outcome, text, second, version, cuts) for text in expressions)
    return TwoStep(
        parameters={
            "outcome": str(wanted),
            "remote": first,
            "proximate": second,
            "version": version,
            "first_cut": lower,
            "inclusion_cut": inclusion_cut,
            "pri_cut": pri_cut,
            "frequency_cut": frequency_cut,
        },
        notes=_notes(contexts, version, lower),
        references=("schneider2006", "schneider2019b"),
        outcome=str(wanted),
        version=version,
        remote=first,
        proximate=second,
        contexts=contexts,
    )


def _necessary(frame: pd.DataFrame, outcome: str, remote: tuple[str, ...], cut: float) -> list[str]:
    found = necessity(frame, outcome, remote, cut, RELEVANCE_CUT)
    return [item.expression for item in (*found.passing, *found.disjunctions)]


def _enabling(
    frame: pd.DataFrame, outcome: str, remote: tuple[str, ...], cut: float, frequency: int
) -> list[str]:
    table = truth_table(frame, outcome, remote, cut, 0.0, frequency)
    models = minimize(table, "parsimonious").models
    terms = dict.fromkeys(term for model in models for term in model.terms)
    return [term for term in terms if term != "1"]


def _context(
    frame: pd.DataFrame,
    outcome: str,
    expression: str,
    proximate: tuple[str, ...],
    version: Version,
    cuts: tuple[float, float, int],
) -> Context:
    wanted, read = read_outcome(outcome, _OWNER), parse(expression)
    table = calibrated(frame, dict.fromkeys((*read.conditions, *wanted.conditions)), _OWNER)
    x, y = memberships(read, table), outcome_memberships(wanted, table)
    name = "CONTEXT"
    while name in frame.columns:
        name += "_"
    rows = truth_table(frame.assign(**{name: x}), outcome, (name, *proximate), *cuts)
    exclude = _without_context(rows) if version == "necessity" else None
    short = minimize(rows, "parsimonious", exclude=exclude)
    return Context(
        expression,
        name,
        (necessity_fit if version == "necessity" else sufficiency_fit)(expression, x, y),
        rows,
        minimize(rows),
        short,
        tuple(t for m in short.models[:1] for t in m.terms if _is_present(t, name)),
    )


def _without_context(table: TruthTable) -> list[str] | None:
    """Return the remainders without the context, as expressions; none if there are no such."""
    present = np.full((1, len(table.conditions)), FREE, dtype=np.int64)
    present[0, 0] = 1
    observed = table.chosen("0", "C", *POSITIVE["positive"])
    cubes = complement(np.concatenate([present, observed]), table.levels)
    brackets = bool(table.multi_value.any())
    found = [values_text(row, table.conditions, brackets=brackets) for row in cubes.tolist()]
    return found or None


def _is_present(term: str, name: str) -> bool:
    literals = parse(term).terms[0] if term != "1" else ()
    return any(
        item.condition == name and not item.negated and item.values != (0,) for item in literals
    )


def _notes(contexts: tuple[Context, ...], version: Version, cut: float) -> tuple[Note, ...]:
    if not contexts:
        values = {"cut": cut}
        return (Note(f"qca.note.two_step_no_context_{version}", values, "warning"),)
    notes = [Note(f"qca.note.two_step_{version}")]
    others = [item.expression for item in contexts if not item.enabled]
    if others:
        notes.append(Note("qca.note.two_step_no_path", {"contexts": others}, "warning"))
    return tuple(notes)
