"""The order in which people count: 2 before 10."""

from __future__ import annotations

import re
from collections.abc import Iterable


def natural_order(names: Iterable[str]) -> list[str]:
    """Return names sorted so that numbers within them count as numbers.

    Parameters
    ----------
    names : iterable of str
        Any texts.

    Returns
    -------
    list of str
        Sorted; the same for the same names in any order.

    Raises
    ------
    TypeError
        If a name is no text.

    Examples
    --------
    >>> natural_order(["C10", "C2", "C1"])
    ['C1', 'C2', 'C10']

    References
    ----------
    A convention of this program.
    """
    return sorted(names, key=lambda name: (_pieces(name), name))


def _pieces(name: str) -> list[tuple[int, int, str]]:
    """Return text and numbers in turn; long numbers are compared by length, then digit by digit."""
    parts = re.split(r"([0-9]+)", name)
    return [
        (1, len(piece.lstrip("0")), piece.lstrip("0")) if place % 2 else (0, 0, piece)
        for place, piece in enumerate(parts)
    ]
