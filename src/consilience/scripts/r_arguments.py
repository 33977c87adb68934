"""Arguments of the functions of R QCA: by name or by place, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consilience import qca
from consilience.scripts.r_syntax import Call, Node, Word
from consilience.scripts.r_values import constant, flat, names_in

CURRENT_NAMES = {
    "eqmcc": "minimize",
    "incl.cut1": "incl.cut",
    "rowdom": "row.dom",
    "direxp": "dir.exp",
}
PLACES = {
    "truthTable": ("data", "outcome", "conditions", "incl.cut", "n.cut", "pri.cut", "exclude"),
    "minimize": ("input", "include", "dir.exp", "details"),
    "superSubset": ("data", "outcome", "conditions", "relation", "incl.cut", "cov.cut", "ron.cut"),
    "pofind": ("data", "outcome", "conditions", "relation"),
    "calibrate": ("x", "type", "method", "thresholds", "logistic", "idm"),
    "findInterval": ("x", "vec"),
}
_ORDERS = (("e", "c", "i"), ("e1", "c1", "i1", "i2", "c2", "e2"))


def matched(name: str, node: Call) -> dict[str, Node]:
    """Return the arguments of a call by name; those without one by their place."""
    given = {CURRENT_NAMES.get(key, key): value for key, value in node.arguments if key}
    if name == "minimize" and "data" in given and "input" not in given:
        given["input"] = given["data"]
    free = [place for place in PLACES[name] if place not in given]
    positional = [value for key, value in node.arguments if not key]
    return given | dict(zip(free, positional, strict=False))


def anchors_of(value: Any) -> tuple[float, ...]:
    """Return thresholds in our order, whatever their names or form.

    Raises
    ------
    ValueError, StopIteration
        If they are no numbers, or their names are unknown.
    """
    if isinstance(value, str):
        parts = [part.split("=") for part in names_in(value)]
        named = {part[0].strip(): float(part[-1]) for part in parts}
        value = named if all(len(part) == 2 for part in parts) else [float(p[0]) for p in parts]
    if isinstance(value, dict):
        order = next(names for names in _ORDERS if set(names) == set(value))
        return tuple(float(value[name]) for name in order)
    return tuple(float(item) for item in flat(value))


def expectations_of(
    value: Any, conditions: Sequence[str], aliases: Mapping[str, str]
) -> dict[str, Any]:
    """Return directional expectations, given by value or by name, as a step holds them.

    Raises
    ------
    ValueError
        If their number is not that of the conditions.
    """
    words = {"1": "present", "0": "absent"}
    parts = names_in(value)
    values = all(part == "-" or set(part) <= set("0123456789;") for part in parts)
    if values:
        if len(parts) != len(conditions):
            raise ValueError(parts)
        pairs = zip(conditions, parts, strict=True)
        return {
            name: words.get(part, [int(item) for item in part.split(";")])
            for name, part in pairs
            if part != "-"
        }
    found: dict[str, Any] = {}
    for part in parts:
        for term in qca.parse(part).terms:
            literal = term[0]
            name = aliases.get(literal.condition, literal.condition)
            if len(term) > 1:
                found[part] = 1
            elif literal.values:
                found[name] = list(literal.values)
            else:
                found[name] = "absent" if literal.negated else "present"
    return found


def formula(node: Node) -> str:
    """Return an outcome that is written with or without quotes."""
    if isinstance(node, Call) and node.function == "~" and len(node.arguments) == 1:
        return f"~{formula(node.arguments[0][1])}"
    return node.name if isinstance(node, Word) else str(constant(node))
