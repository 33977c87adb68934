"""From a payoff table, as a mapping or a matrix, to the form that the analysis needs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from consilience import checks
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.games.expressions import NAME, exact, parse
from consilience.games.polynomial import Polynomial, constant, symbol, symbols_of
from consilience.games.records import Form, Parameter, Population, Profile
from consilience.games.units import unit_notes
from consilience.results import Note

MOST_PROFILES = 4_096
_KEYS = ("populations", "parameters", "definitions", "payoffs", "advantages", "names_zh")
_LETTERS = ("x", "y", "z", "w")


def form_of(table: object, owner: str) -> Form:
    """Return the form of a game given as a mapping."""
    given = _mapping(table, "table", owner, _KEYS)
    parameters = _parameters(given.get("parameters", {}), owner)
    definitions = _texts_by_name(given.get("definitions", {}), "definitions", owner)
    taken = {item.name for item in parameters} | definitions.keys()
    populations = _populations(given.get("populations"), taken, owner)
    _check_names(given.get("names_zh", {}), populations, owner)
    draft = Form(populations, parameters, ())
    plain = [item.name for item in parameters] + list(draft.shares)
    known = _defined({name: symbol(name) for name in plain}, definitions, owner)
    if ("payoffs" in given) == ("advantages" in given):
        raise DataError("games.table.payoffs_or_advantages")
    if "payoffs" in given:
        utilities = expected(draft, _cells(draft, given["payoffs"], known, owner))
    else:
        utilities = _advantages(draft, given["advantages"], known, owner)
    _refuse_closed_shares(draft, utilities)
    form = Form(populations, parameters, utilities)
    used = symbols_of(item for row in utilities for item in row)
    return replace(form, notes=(*idle_notes(form, used), *unit_notes(form)))


def form_of_matrix(
    rows: Sequence[Sequence[object]], names: tuple[str, ...], parameters: object, owner: str
) -> Form:
    """Return the form of one population that meets itself."""
    found = _parameters(parameters, owner)
    taken = {item.name for item in found}
    population = Population("population", names, _own_shares(0, 1, len(names), taken))
    draft = Form((population,), found, ())
    known = {name: symbol(name) for name in taken}
    utilities = []
    for row, name in zip(rows, names, strict=True):
        earned = constant(0)
        for place, cell in enumerate(row):
            payoff = _payoff(cell, known, f"{name} / {names[place]}")
            earned += payoff * draft.share(0, place)
        utilities.append(earned)
    form = Form((population,), found, (tuple(utilities),))
    notes = (*idle_notes(form, symbols_of(utilities)), *unit_notes(form))
    return replace(form, notes=notes)


def _mapping(value: object, name: str, owner: str, keys: Sequence[str] = ()) -> dict[str, Any]:
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise ArgumentError(name, owner, "mapping", value)
    for key in value if keys else ():
        if key not in keys:
            raise UnknownNameError(name, owner, key, keys)
    return dict(value)


def _list(value: object, name: str, owner: str) -> list[Any]:
    if isinstance(value, str | Mapping) or not isinstance(value, Sequence) or not len(value):
        raise ArgumentError(name, owner, "list", value)
    return list(value)


def _populations(given: object, taken: set[str], owner: str) -> tuple[Population, ...]:
    entries = [
        _mapping(item, "populations", owner, ("name", "strategies", "shares"))
        for item in _list(given, "populations", owner)
    ]
    names = checks.names([item.get("name") for item in entries], "name", owner)
    found = []
    for place, (name, entry) in enumerate(zip(names, entries, strict=True)):
        strategies = checks.names(entry.get("strategies"), "strategies", owner)
        if len(strategies) < 2 or not all(item.strip() for item in (name, *strategies)):
            raise DataError("games.table.strategies", population=name or place + 1)
        shares = entry.get("shares")
        if shares is None:
            chosen = _own_shares(place, len(entries), len(strategies), taken)
        else:
            chosen = checks.names(shares, "shares", owner)
            _check_shares(chosen, strategies, name, taken)
        taken = taken | set(chosen)
        found.append(Population(name, strategies, chosen))
    if math.prod(len(item.strategies) for item in found) > MOST_PROFILES:
        raise DataError("games.table.too_many_profiles", most=MOST_PROFILES)
    return tuple(found)


def _check_names(given: object, populations: Sequence[Population], owner: str) -> None:
    """Refuse Chinese names that are no texts, or of what is neither population nor strategy."""
    known = dict.fromkeys(name for item in populations for name in (item.name, *item.strategies))
    for name, written in _mapping(given, "names_zh", owner, tuple(known)).items():
        if not isinstance(written, str):
            raise ArgumentError(f"names_zh[{name}]", owner, "text", written)


def _own_shares(place: int, count: int, strategies: int, taken: set[str]) -> tuple[str, ...]:
    """Return x, y, z, w for few populations of two strategies, else x_1_1, x_1_2, ..."""
    if strategies == 2:
        found = [_LETTERS[place] if count <= len(_LETTERS) else f"x_{place + 1}"]
    else:
        found = [f"x_{place + 1}_{number}" for number in range(1, strategies)]
    while taken & set(found):
        found = [f"{name}_" for name in found]
    return tuple(found)


def _check_shares(
    shares: tuple[str, ...], strategies: tuple[str, ...], population: str, taken: set[str]
) -> None:
    if len(shares) != len(strategies) - 1:
        raise DataError("games.table.shares", population=population, count=len(strategies) - 1)
    for name in shares:
        if not NAME.fullmatch(name) or name in taken:
            raise DataError("games.table.share_name", population=population, name=name)


def _parameters(given: object, owner: str) -> tuple[Parameter, ...]:
    found = []
    for name, entry in _mapping(given, "parameters", owner).items():
        if not NAME.fullmatch(name):
            raise DataError("games.table.parameter_name", name=name)
        found.append(_parameter(name, entry, owner))
    return tuple(found)


def _parameter(name: str, entry: object, owner: str) -> Parameter:
    if not isinstance(entry, Mapping):
        return Parameter(name, _number(entry, name, "value"))
    fields = _mapping(entry, name, owner, ("value", "low", "high", "unit", "meaning"))
    value, low, high = (_number(fields.get(key), name, key) for key in ("value", "low", "high"))
    bounds = [item for item in (low, value, high) if item is not None]
    if bounds != sorted(bounds):
        raise DataError("games.table.parameter_range", name=name)
    unit, meaning = (fields.get(key, "") for key in ("unit", "meaning"))
    if not isinstance(unit, str) or not isinstance(meaning, str):
        raise DataError("games.table.parameter_words", name=name)
    return Parameter(name, value, low, high, unit, meaning)


def _number(given: object, name: str, key: str) -> Fraction | None:
    if given is None:
        return None
    value = exact(given)
    if value is None:
        raise DataError("games.table.parameter_value", name=name, key=key, got=given)
    return value


def _texts_by_name(given: object, name: str, owner: str) -> dict[str, str]:
    found = _mapping(given, name, owner)
    for key, value in found.items():
        if not NAME.fullmatch(key) or not isinstance(value, str):
            raise DataError("games.table.definition", name=key)
    return found


def _defined(
    known: dict[str, Polynomial], definitions: dict[str, str], owner: str
) -> dict[str, Polynomial]:
    for name, written in definitions.items():
        if name in known:
            raise ArgumentError("definitions", owner, "no_duplicates", name, repeated=[name])
        known = {**known, name: parse(written, known, name)}
    return known


def _cells(
    form: Form, given: object, known: Mapping[str, Polynomial], owner: str
) -> dict[Profile, tuple[Polynomial, ...]]:
    found: dict[Profile, tuple[Polynomial, ...]] = {}
    for row, item in enumerate(_list(given, "payoffs", owner), start=1):
        entry = _mapping(item, "payoffs", owner, ("profile", "payoff"))
        profile = _profile(form, entry.get("profile"), row, owner)
        names = form.names(profile)
        if profile in found:
            raise DataError("games.table.profile_twice", row=row, profile=names)
        payoffs = _by_population(form, entry.get("payoff"), f"payoffs[{row}].payoff", owner)
        if len(payoffs) != len(form.populations):
            values = {"got": len(payoffs), "count": len(form.populations)}
            raise DataError("games.table.payoff_count", row=row, profile=names, **values)
        found[profile] = tuple(
            _payoff(value, known, f"{one.name} ({', '.join(names)})")
            for one, value in zip(form.populations, payoffs, strict=True)
        )
    missing = [profile for profile in form.profiles() if profile not in found]
    if missing:
        first = form.names(missing[0])
        raise DataError("games.table.profile_missing", count=len(missing), profile=first)
    return found


def _profile(form: Form, given: object, row: int, owner: str) -> Profile:
    listed = _by_population(form, given, f"payoffs[{row}].profile", owner)
    if len(listed) != len(form.populations):
        values = {"got": len(listed), "count": len(form.populations)}
        raise DataError("games.table.profile_length", row=row, **values)
    found = []
    for population, name in zip(form.populations, listed, strict=True):
        if name not in population.strategies:
            raise DataError(
                "games.table.strategy",
                row=row,
                got=name,
                population=population.name,
                available=population.strategies,
            )
        found.append(population.strategies.index(name))
    return tuple(found)


def _by_population(form: Form, given: object, name: str, owner: str) -> list[Any]:
    """Return a list of something for each population, given as that or by their names."""
    if isinstance(given, Mapping):
        names = [item.name for item in form.populations]
        for key in given:
            if key not in names:
                raise UnknownNameError(name, owner, str(key), names)
        return [given.get(one) for one in names]
    return _list(given, name, owner)


def _payoff(given: object, known: Mapping[str, Polynomial], cell: str) -> Polynomial:
    if isinstance(given, str):
        return parse(given, known, cell)
    value = exact(given)
    if value is None:
        raise DataError("games.expression.no_number", cell=cell, got=given)
    return constant(value)


def expected(
    form: Form, cells: Mapping[Profile, tuple[Polynomial, ...]]
) -> tuple[tuple[Polynomial, ...], ...]:
    """Return the mean payoff of each strategy against the shares of the other populations."""
    totals = [[constant(0)] * size for size in form.sizes]
    for profile, payoffs in cells.items():
        for place, payoff in enumerate(payoffs):
            weighted = payoff
            for other, strategy in enumerate(profile):
                if other != place:
                    weighted *= form.share(other, strategy)
            totals[place][profile[place]] += weighted
    return tuple(map(tuple, totals))


def cells_of(form: Form) -> dict[Profile, tuple[Polynomial, ...]] | None:
    """Return the payoffs of each profile, or None where they depend on shares in another way."""
    cells = {
        profile: tuple(
            row[own].at(form.corner(profile))
            for row, own in zip(form.utilities, profile, strict=True)
        )
        for profile in form.profiles()
    }
    return cells if expected(form, cells) == form.utilities else None


def _advantages(
    form: Form, given: object, known: Mapping[str, Polynomial], owner: str
) -> tuple[tuple[Polynomial, ...], ...]:
    """Return payoffs of which the first exceeds the second by what is given."""
    found = _mapping(given, "advantages", owner, [item.name for item in form.populations])
    rows = []
    for population in form.populations:
        if len(population.strategies) != 2 or population.name not in found:
            raise DataError("games.table.advantage", population=population.name)
        cell = population.name
        rows.append((_payoff(found[population.name], known, cell), constant(0)))
    return tuple(rows)


def _refuse_closed_shares(form: Form, utilities: tuple[tuple[Polynomial, ...], ...]) -> None:
    """Refuse payoffs in which shares stand other than as a polynomial."""
    shares = set(form.shares)
    for population, row in zip(form.populations, utilities, strict=True):
        for item in row:
            for monomial in item.terms:
                for atom, exponent in monomial:
                    plain = isinstance(atom, str)
                    own = atom in shares if plain else bool(symbols_of(atom.arguments) & shares)  # type: ignore[union-attr]  # not plain
                    if own and (not plain or exponent.denominator != 1 or exponent < 0):
                        raise DataError("games.table.share_power", population=population.name)


def idle_notes(form: Form, used: frozenset[str]) -> tuple[Note, ...]:
    """Return notes on parameters that occur nowhere, and on those that cancel out."""
    names = [item.name for item in form.parameters]
    moving = symbols_of(item for row in form.gains for item in row)
    unused = [name for name in names if name not in used]
    cancelled = [name for name in names if name in used and name not in moving]
    found = []
    if unused:
        found.append(Note("games.note.unused", {"names": unused}, "warning"))
    if cancelled:
        found.append(Note("games.note.cancelled", {"names": cancelled}, "warning"))
    return tuple(found)
