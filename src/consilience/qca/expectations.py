"""Directional expectations: which value of a condition theory expects to help the outcome."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from consilience import checks
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.qca.expression import Literal, parse

if TYPE_CHECKING:
    from consilience.qca.truth_table import TruthTable

# a comma within brackets stands between values of one condition
_SEPARATOR = re.compile(r"[+;，；]|,(?![^\[{]*[\]}])")

Expectations = dict[str, tuple[int, ...]]


def read_expectations(given: object, table: TruthTable) -> Expectations:
    """Return the expected values of each condition; conditions without expectation are left out.

    Parameters
    ----------
    given : mapping, list or str
        ``{"A": 1, "B": 0, "C": None}``, ``["A", "~B"]``, ``"A, ~B"``, ``"A[2]"``, or one value
        (0, 1, ..., "-") a condition in the order of the table.
    table : TruthTable
        The table whose conditions are meant.

    Returns
    -------
    dict of str to tuple of int
        Expected values by condition.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If nothing is given, a name or value does not exist, or a condition is expected both
        present and absent.
    """
    if given is None:
        raise ArgumentError("expectations", "minimize", "expectations", given)
    if isinstance(given, Mapping):
        pairs = [_by_name(str(name), value) for name, value in given.items()]
    elif isinstance(given, str):
        pairs = [_by_text(part) for part in _SEPARATOR.split(given) if part.strip()]
    elif isinstance(given, Iterable):
        pairs = _by_position(list(given), table)
    else:
        raise ArgumentError("expectations", "minimize", "expectations", given)
    found: Expectations = {}
    for name, values in pairs:
        if name not in table.conditions:
            raise UnknownNameError("expectations", "minimize", name, table.conditions)
        if values:
            found[name] = tuple(sorted({*found.get(name, ()), *values}))
    _refuse_impossible(found, table)
    return found


def _by_name(name: str, value: object) -> tuple[str, tuple[int, ...]]:
    if value is None or value == "-":
        return name, ()
    if isinstance(value, Iterable) and not isinstance(value, str):
        return name, tuple(checks.whole(item, 0, "expectations", "minimize") for item in value)
    if isinstance(value, str) and value in {"present", "absent"}:
        return name, (1,) if value == "present" else (0,)
    if isinstance(value, str) and value.isdecimal():
        return name, (int(value),)
    return name, (checks.whole(value, 0, "expectations", "minimize"),)


def _by_text(part: object) -> tuple[str, tuple[int, ...]]:
    if not isinstance(part, str):
        raise ArgumentError("expectations", "minimize", "text", part)
    terms = parse(part).terms
    if len(terms) != 1 or len(terms[0]) != 1:
        raise ArgumentError("expectations", "minimize", "expectations", part)
    return _by_literal(terms[0][0])


def _by_literal(literal: Literal) -> tuple[str, tuple[int, ...]]:
    if literal.values and literal.negated:
        raise ArgumentError("expectations", "minimize", "expectations", str(literal))
    return literal.condition, literal.values or ((0,) if literal.negated else (1,))


def _by_position(given: list[object], table: TruthTable) -> list[tuple[str, tuple[int, ...]]]:
    names = [
        item for item in given if isinstance(item, str) and item != "-" and not item.isdecimal()
    ]
    if names or not given:
        return [_by_text(item) for item in given]
    if len(given) != len(table.conditions):
        raise ArgumentError(
            "expectations",
            "minimize",
            "same_length",
            given,
            other="conditions",
            length=len(table.conditions),
        )
    return [_by_name(name, value) for name, value in zip(table.conditions, given, strict=True)]


def _refuse_impossible(found: Expectations, table: TruthTable) -> None:
    for name, values in found.items():
        where = table.conditions.index(name)
        levels = int(table.levels[where])
        if max(values) >= levels:
            raise ArgumentError(
                "expectations",
                "minimize",
                "interval_whole",
                f"{name}[{max(values)}]",
                low=0,
                high=levels - 1,
            )
        if len(values) == levels:
            raise DataError("qca.expectations.contradictory", condition=name)
