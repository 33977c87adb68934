"""Directional expectations as R QCA takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consilience.errors import DataError
from consilience.scripts.quoting import r_text, r_value
from consilience.scripts.r_names import RNames


def expectations_argument(
    expectations: Mapping[str, Sequence[int]], conditions: Sequence[str], names: RNames
) -> str:
    """Return the argument ``dir.exp``: one value a condition, or one conjunction.

    Raises
    ------
    DataError
        If a conjunction stands beside another expectation: R QCA heeds only the last conjunction.
    """
    conjunctions = [name for name in expectations if name not in conditions]
    if conjunctions and len(expectations) > 1:
        raise DataError("scripts.r.conjunctions", expectations=list(expectations))
    if conjunctions:
        return f"dir.exp = {r_text(names.expression(conjunctions[0]))}"
    values = [";".join(map(str, expectations.get(name, ["-"]))) for name in conditions]
    return f"dir.exp = {r_value(values)}"
