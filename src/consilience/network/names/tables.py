"""A table of organisations and their other names, as people give it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from consilience.errors import ArgumentError


def name_table(given: object, name: str, owner: str) -> dict[str, tuple[str, ...]]:
    """Return each organisation with all its names, its own first; a list has no other names."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise ArgumentError(name, owner, "name_table", given)
    wholes = list(given)
    others = given.values() if isinstance(given, Mapping) else [()] * len(wholes)
    table = {}
    for whole, more in zip(wholes, others, strict=True):
        if isinstance(more, str) or not isinstance(more, Iterable):
            raise ArgumentError(name, owner, "name_table", more)
        listed = (whole, *more)
        if not all(isinstance(one, str) and one.strip() for one in listed):
            raise ArgumentError(name, owner, "name_table", listed)
        table[whole] = tuple(dict.fromkeys(listed))
    return table
