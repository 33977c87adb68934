"""Directional expectations: which value of a condition theory expects to help the outcome."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from consilience import checks
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.qca.expression import Literal, parse, term_text

if TYPE_CHECKING:
    from consilience.qca.truth_table import TruthTable

# a comma within brackets stands between values of one condition
_SEPARATOR = re.compile(r"[+;，；]|,(?![^\[{]*[\]}])")

Expectation = dict[str, tuple[int, ...]]
Expectations = tuple[Expectation, ...]


def read_expectations(given: object, table: TruthTable) -> Expectations:
    """Return what is expected: the values of one condition each, or of a conjunction.

    Parameters
    ----------
    given : mapping, list or str
        ``{"A": 1, "B": 0, "C": None}``, ``["A", "~B"]``, ``"A, ~B"``, ``"A[2]"``, or one value
        (0, 1, ..., "-") a condition in the order of the table. A conjunction is written
        ``"A, ~B*C"`` or ``{"A": 1, "~B*C": 1}``.
    table : TruthTable
        The table whose conditions are meant.

    Returns
    -------
    tuple of dict of str to tuple of int
        Expected values by condition, one dict an expectation: all single conditions in the order
        of their names, then the conjunctions. An expectation that another one contains is left
        out (``A + A*B`` is ``A``); conditions without expectation too.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If nothing is given, a name or value does not exist, a condition is expected both
        present and absent, or a conjunction is expected not to help.
    """
    if given is None:
        raise ArgumentError("expectations", "minimize", "expectations", given)
    if isinstance(given, Mapping):
        found = [_by_name(str(name), value, table) for name, value in given.items()]
    elif isinstance(given, str):
        found = [_by_text(part) for part in _SEPARATOR.split(given) if part.strip()]
    elif isinstance(given, Iterable):
        found = _by_position(list(given), table)
    else:
        raise ArgumentError("expectations", "minimize", "expectations", given)
    singles: Expectation = {}
    conjunctions: list[Expectation] = []
    for expectation in found:
        unknown = [name for name in expectation if name not in table.conditions]
        if unknown:
            raise UnknownNameError("expectations", "minimize", unknown[0], table.conditions)
        if len(expectation) > 1:
            conjunctions.append(expectation)
            continue
        for name, values in expectation.items():
            if values:
                singles[name] = tuple(sorted({*singles.get(name, ()), *values}))
    _refuse_impossible([singles, *conjunctions], table)
    kept = _without_contained([{name: singles[name]} for name in sorted(singles)], conjunctions)
    order = table.conditions
    return tuple({name: item[name] for name in order if name in item} for item in kept)


def expectations_record(expected: Expectations, table: TruthTable) -> dict[str, list[int]]:
    """Return expectations as a result keeps them, in a form that is read as the same ones."""
    record: dict[str, list[int]] = {}
    for expectation in expected:
        if len(expectation) == 1:
            record |= {name: list(values) for name, values in expectation.items()}
        else:
            literals = (_literal(name, values, table) for name, values in expectation.items())
            record[term_text(tuple(literals))] = [1]
    return record


def _literal(name: str, values: tuple[int, ...], table: TruthTable) -> Literal:
    if table.multi_value[table.conditions.index(name)]:
        return Literal(name, values=values)
    return Literal(name, negated=values == (0,))


def _by_name(name: str, value: object, table: TruthTable) -> Expectation:
    values = _values(value)
    if name in table.conditions or "*" not in name:
        return {name: values}
    if values not in {(), (1,)}:
        raise ArgumentError("expectations", "minimize", "expectations", f"{name}: {value}")
    return _by_text(name) if values else {}


def _values(value: object) -> tuple[int, ...]:
    if value is None or value == "-":
        return ()
    if isinstance(value, Iterable) and not isinstance(value, str):
        return tuple(checks.whole(item, 0, "expectations", "minimize") for item in value)
    if isinstance(value, str) and value in {"present", "absent"}:
        return (1,) if value == "present" else (0,)
    if isinstance(value, str) and value.isdecimal():
        return (int(value),)
    return (checks.whole(value, 0, "expectations", "minimize"),)


def _by_text(part: object) -> Expectation:
    if not isinstance(part, str):
        raise ArgumentError("expectations", "minimize", "text", part)
    terms = parse(part).terms
    if len(terms) != 1:
        raise ArgumentError("expectations", "minimize", "expectations", part)
    found: Expectation = {}
    for literal in terms[0]:
        if literal.values and literal.negated:
            raise ArgumentError("expectations", "minimize", "expectations", str(literal))
        values = literal.values or ((0,) if literal.negated else (1,))
        shared = tuple(v for v in found.get(literal.condition, values) if v in values)
        if not shared:
            raise ArgumentError("expectations", "minimize", "expectations", part)
        found[literal.condition] = shared
    return found


def _by_position(given: list[object], table: TruthTable) -> list[Expectation]:
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
    return [{name: _values(value)} for name, value in zip(table.conditions, given, strict=True)]


def _without_contained(
    singles: list[Expectation], conjunctions: list[Expectation]
) -> list[Expectation]:
    kept = [*singles]
    for one in sorted(conjunctions, key=lambda item: (len(item), sorted(item.items()))):
        if not any(_contains(other, one) for other in kept):
            kept.append(one)
    return kept


def _contains(outer: Expectation, inner: Expectation) -> bool:
    shared = all(name in inner for name in outer)
    return shared and all(set(inner[name]) <= set(values) for name, values in outer.items())


def _refuse_impossible(found: list[Expectation], table: TruthTable) -> None:
    for name, values in itertools.chain.from_iterable(item.items() for item in found):
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
