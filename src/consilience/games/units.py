"""Whether what is added in a payoff is measured in the same unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from consilience.games.polynomial import Monomial, Polynomial
from consilience.games.records import Form
from consilience.results import Note

_NONE = {"1", "-", "%", "share", "ratio", "rate", "probability", "无", "比例", "无量纲"}
_COMPOSED = set("/*·^× ")
Unit = tuple[tuple[str, int], ...]


def unit_notes(form: Form) -> tuple[Note, ...]:
    """Return a note for each population whose payoffs add terms of different units.

    Terms with a parameter whose unit is not given, or composed of others, are left aside, and
    terms without a parameter too.
    """
    units = {item.name: item.unit.strip() for item in form.parameters}
    found = []
    for population, row in zip(form.populations, form.utilities, strict=True):
        kinds = _units(row, units)
        if len(kinds) > 1:
            shown = [_text(unit) for unit in kinds]
            blanks = {"population": population.name, "units": shown}
            found.append(Note("games.note.units", blanks, "warning"))
    return tuple(found)


def _units(row: Iterable[Polynomial], units: Mapping[str, str]) -> list[Unit]:
    """Return the different units of the terms, in the order in which they occur."""
    found = dict.fromkeys(
        _unit(monomial, units) for polynomial in row for monomial in polynomial.terms
    )
    return [unit for unit in found if unit is not None]


def _unit(monomial: Monomial, units: Mapping[str, str]) -> Unit | None:
    """Return the unit of one term, None where it is not known."""
    powers: dict[str, int] = {}
    known = False
    for atom, exponent in monomial:
        unit = units.get(atom) if isinstance(atom, str) else ""
        if unit is None:  # a share
            continue
        if not unit or not isinstance(exponent, int) or _COMPOSED & set(unit):
            return None
        known = True
        if unit.casefold() not in _NONE:
            powers[unit] = powers.get(unit, 0) + exponent
    left = tuple(sorted((unit, power) for unit, power in powers.items() if power))
    return left if known else None


def _text(unit: Unit) -> str:
    shown = [name if power == 1 else f"{name}^{power}" for name, power in unit]
    return " ".join(shown) or "1"
