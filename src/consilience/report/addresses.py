"""The addresses within a report: what can be linked to, and the cells that do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from consilience import qca
from consilience.plots.order import natural_order
from consilience.report.tables import Cell, CellKind

if TYPE_CHECKING:
    from consilience.analysis import Paths
    from consilience.report.context import Context


def case_key(context: Context, code: str) -> str:
    """Return the identifier of a case's card."""
    return f"case-{context.case_places[code]}"


def case_cell(context: Context, code: str) -> Cell:
    """Return a case's code as a link to its card."""
    return Cell(code, f"#{case_key(context, code)}")


def case_cells(context: Context, codes: Iterable[str]) -> Cell:
    """Return cases in natural order in one cell, or a dash."""
    parts = tuple(case_cell(context, code) for code in natural_order(codes))
    return Cell("" if parts else "–", parts=parts)


def set_key(context: Context, code: str) -> str:
    """Return the identifier of the section of a condition or outcome."""
    return f"set-{context.evidence.memberships.conditions.index(code) + 1}"


def outcome_key(context: Context, outcome: str) -> str:
    """Return the identifier of an outcome's section, with which all its places begin."""
    places = [item.outcome for item in context.evidence.outcomes]
    return f"outcome-{places.index(outcome) + 1}"


def row_key(context: Context, outcome: str, number: int) -> str:
    """Return the identifier of a truth table row among its cases."""
    return f"{outcome_key(context, outcome)}-row-{number}"


def path_key(context: Context, paths: Paths, term: str) -> str:
    """Return the identifier of a path's card."""
    terms = paths.cases.terms if paths.cases else ()
    return f"{outcome_key(context, paths.outcome)}-path-{terms.index(term) + 1}"


def path_cell(context: Context, paths: Paths, term: str, kind: CellKind = "head") -> Cell:
    """Return a path as a link to its card, with its name if it has one."""
    name = paths.names[term].of(context.language) if term in paths.names else ""
    shown = context.say("report.coded", name=name, code=term) if name else term
    return Cell(shown, f"#{path_key(context, paths, term)}", kind)


def all_paths_key(context: Context, outcome: str) -> str:
    """Return the identifier of the table of all cases by all paths."""
    return f"{outcome_key(context, outcome)}-all-paths"


def set_href(context: Context, expression: str) -> str:
    """Return where the memberships in a set stand: its own section, or the table of all."""
    conditions = qca.parse(expression).conditions
    return f"#{set_key(context, conditions[0])}" if len(conditions) == 1 else "#memberships"


def expression_cell(context: Context, paths: Paths, terms: Iterable[str]) -> Cell:
    """Return a model with each of its paths as a link, joined with plus signs."""
    parts = tuple(Cell(term, f"#{path_key(context, paths, term)}", "expression") for term in terms)
    return Cell("" if parts else "–", kind="expression", parts=parts)
