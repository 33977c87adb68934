"""Calls of minimize() in R."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consilience.results import Result
from consilience.scripts.quoting import r_call, r_text, r_value
from consilience.scripts.r_expectations import expectations_argument
from consilience.scripts.r_lines import RWriter


def minimized(writer: RWriter, result: Result, solution: str) -> str:
    """Write the truth table and a solution of it; return its variable."""
    table = writer.table(result)
    arguments = [table, *minimize_arguments(writer, result.parameters, solution, table)]
    return writer.assign(solution, r_call("minimize", arguments))


def minimize_arguments(
    writer: RWriter, given: Mapping[str, Any], solution: str, table: str
) -> list[str]:
    """Return the arguments of minimize() after the truth table."""
    found = ["details = TRUE"]
    treated = given["contradictions"] if isinstance(given["inclusion_cut"], tuple | list) else ""
    included = ["?"] if solution != "conservative" else []
    if treated == "absorbed" or (treated == "remainder" and included):
        included.append("C")
    if included:
        found.append(f"include = {r_text(', '.join(included))}")
    if treated == "positive":
        found.append('explain = "1, C"')
    if solution == "intermediate":
        conditions = [str(name) for name in given["conditions"]]
        found.append(expectations_argument(given["expectations"], conditions, writer.names))
    if given["exclude"] and solution != "conservative":
        found.append(f"exclude = {_excluded(writer, given['exclude'], table)}")
    return [*found, *(["all.sol = TRUE"] if given["covers"] == "irredundant" else [])]


def _excluded(writer: RWriter, given: Sequence[object], table: str) -> str:
    numbers = [item for item in given if not isinstance(item, str)]
    texts = [writer.names.expression(item) for item in given if isinstance(item, str)]
    found = [r_value(numbers)] if numbers else []
    found += [f"findRows(expression = {r_text(item)}, obj = {table})" for item in texts]
    return found[0] if len(found) == 1 else f"unique(c({', '.join(found)}))"
