"""Values of parameters: the game's own, replaced by those that a call gives, all exact."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.games.expressions import exact
from consilience.games.polynomial import Polynomial, symbols_of
from consilience.games.records import Form, as_float
from consilience.results import Note

Number = float | int | str | Fraction
Values = Mapping[str, Number] | None


def known_values(form: Form, values: object, owner: str) -> dict[str, Fraction]:
    """Return the values that the game has and those that were given, by parameter.

    Raises
    ------
    ArgumentError
        If the values are no mapping of names to numbers.
    UnknownNameError
        If a name is no parameter of the game.
    """
    given = {} if values is None else values
    if not isinstance(given, Mapping):
        raise ArgumentError("values", owner, "mapping", values)
    names = [item.name for item in form.parameters]
    found = {item.name: item.value for item in form.parameters if item.value is not None}
    for name, written in given.items():
        if name not in names:
            raise UnknownNameError("values", owner, str(name), names)
        value = exact(written)
        if value is None:
            raise ArgumentError(f"values[{name}]", owner, "number", written)
        found[name] = value
    return found


def all_values(
    form: Form,
    values: object,
    owner: str,
    but: Collection[str] = (),
    *,
    levels: bool = False,
) -> dict[str, Fraction]:
    """Return known values of every parameter that moves the game, ``but`` some.

    With ``levels`` also of those on which only the level of payoffs depends.

    Raises
    ------
    DataError
        If some parameter has no value.
    """
    known = known_values(form, values, owner)
    found = {name: value for name, value in known.items() if name not in but}
    needed = paid(form) if levels else moving(form)
    missing = [name for name in needed if name not in found and name not in but]
    if missing:
        raise DataError("games.values_missing", owner=owner, names=missing)
    return found


def moving(form: Form) -> list[str]:
    """Return the parameters on which payoff differences depend, in the order of the game."""
    symbols = symbols_of(item for row in form.gains for item in row)
    return [item.name for item in form.parameters if item.name in symbols]


def paid(form: Form) -> list[str]:
    """Return the parameters on which payoffs depend, in the order of the game."""
    symbols = symbols_of(item for row in form.utilities for item in row)
    return [item.name for item in form.parameters if item.name in symbols]


def numeric_gains(form: Form, values: Mapping[str, Fraction]) -> list[list[Polynomial]]:
    """Return the gains as polynomials in the shares alone."""
    return [[item.at(values) for item in row] for row in form.gains]


def range_notes(form: Form, values: Mapping[str, Fraction]) -> tuple[Note, ...]:
    """Return a note for each value that lies outside of what the game says about it."""
    found = []
    for item in form.parameters:
        value = values.get(item.name)
        if value is None:
            continue
        low, high = (bound for bound in (item.low, item.high))
        if (low is not None and value < low) or (high is not None and value > high):
            blanks = {"name": item.name, "value": as_float(value)}
            found.append(Note("games.note.out_of_range", blanks, "warning"))
    return tuple(found)


def shown_values(values: Mapping[str, Fraction]) -> dict[str, float]:
    """Return values as they stand in the parameters of a result."""
    return {name: as_float(value) for name, value in values.items()}
