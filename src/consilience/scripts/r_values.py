"""Constants and columns in the syntax of R."""

from __future__ import annotations

import math
from typing import Any

from consilience.scripts.r_syntax import Call, Constant, Node, Word


class NotConstantError(Exception):
    """A value that only running the script would tell."""


def constant(node: Node | None) -> Any:
    """Return a constant: text, number, true or false, a list, or a mapping of named values.

    Raises
    ------
    NotConstantError
        If it is none.
    """
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Call) and node.function in {"-", "+"} and len(node.arguments) == 1:
        value = constant(node.arguments[0][1])
        if isinstance(value, float):
            return -value if node.function == "-" else value
    if isinstance(node, Call) and node.function == "c":
        values = [constant(value) for _, value in node.arguments]
        names = [name for name, _ in node.arguments]
        return dict(zip(names, values, strict=True)) if all(names) and names else values
    if isinstance(node, Call) and node.function == "plogis" and len(node.arguments) == 1:
        value = constant(node.arguments[0][1])
        if isinstance(value, float):
            return 1 / (1 + math.exp(-value))
    raise NotConstantError


def column_of(node: Node) -> str:
    """Return the column or variable that a node names: ``x``, ``d$x``, ``d[["x"]][there]``.

    Raises
    ------
    NotConstantError
        If it names none.
    """
    if isinstance(node, Word):
        return node.name
    if isinstance(node, Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, Call) and node.function == "$":
        return column_of(node.arguments[1][1])
    if isinstance(node, Call) and node.function in {"[", "[["} and len(node.arguments) >= 2:
        inside = node.arguments[-1][1]
        if isinstance(inside, Constant) and isinstance(inside.value, str):
            return inside.value
        return column_of(node.arguments[0][1])
    raise NotConstantError


def is_there(node: Call) -> bool:
    """Return whether a call asks where a column has a value: ``!is.na(x)``."""
    inside = node.arguments[0][1] if node.function == "!" and node.arguments else None
    return isinstance(inside, Call) and inside.function == "is.na"


def expression_of_rows(node: Call) -> str:
    """Return the expression of ``data[compute("A", data) > 0.5, ]``, else an empty text."""
    compared = node.arguments[1][1] if node.function == "[" and len(node.arguments) > 1 else None
    if not (isinstance(compared, Call) and compared.function == ">"):
        return ""
    (_, chosen), (_, cut) = compared.arguments
    is_computed = isinstance(chosen, Call) and chosen.function == "compute" and chosen.arguments
    if not (is_computed and isinstance(chosen, Call) and constant(cut) == 0.5):
        return ""
    return str(constant(chosen.arguments[0][1]))


def flat(value: Any) -> list[float]:
    """Return one number or several, also written in a text with commas.

    Raises
    ------
    ValueError, TypeError
        If one is no number.
    """
    if isinstance(value, str):
        value = names_in(value)
    items = list(value.values()) if isinstance(value, dict) else value
    return [float(item) for item in (items if isinstance(items, list) else [items])]


def names_in(value: Any) -> list[str]:
    """Return names, given as a list or in one text with commas."""
    items = value if isinstance(value, list) else [value]
    found = []
    for item in items:
        shown = f"{item:g}" if isinstance(item, float) else str(item)
        found += [part.strip() for part in shown.split(",") if part.strip()]
    return found
