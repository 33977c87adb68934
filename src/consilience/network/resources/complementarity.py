"""Complementary resources: what each member would add to each other one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.network.resources.holdings import read_holdings
from consilience.results import Note, Result

ComplementarityMethod = Literal["coverage", "overlap"]

_SAME = 1e-12
_REFERENCES = {"coverage": ("harrison2001",), "overlap": ("harrison2001", "pianka1973")}


@dataclass(frozen=True, kw_only=True, eq=False)
class Complementarity(Result):
    """What each member (column) adds to each other one (row), read-only, shape (members, members).

    Values are in [0, 1], NaN where neither has anything. ``best`` are, for each member, those who
    add most to it, all tied ones; none where nobody adds anything.
    """

    members: tuple[str, ...]
    values: NDArray[np.float64]
    best: tuple[tuple[str, ...], ...]

    def to_frame(self) -> pd.DataFrame:
        """Return the square table: rows gain, columns add."""
        return pd.DataFrame(self.values, index=list(self.members), columns=list(self.members))


def resource_complementarity(
    holdings: Any, *, method: ComplementarityMethod = "coverage"
) -> Complementarity:
    r"""Measure which resources each member would bring to each other one.

    With :math:`R_i` the resources that i has: new coverage
    :math:`|R_j \setminus R_i| / |R_i \cup R_j|` of j for i, not symmetric: 0 if j has nothing
    new, 1 if i has nothing. Or 1 less Pianka's overlap of the amounts, symmetric. That
    complementarity, which has many meanings, is one of these two is a convention of this program.

    Parameters
    ----------
    holdings
        A table, one row a holding: ``organisation``, ``resource``, ``kind`` (held, needed or
        offered), and if there are any ``amount`` (at least 0; 1 without the column) and ``period``.
        Who offers a resource has it; the larger amount of the two counts, and the largest of all
        periods. What is needed does not count.
    method
        ``"coverage"`` or ``"overlap"``.

    Returns
    -------
    Complementarity
        A square table of the organisations in the order of the table.

    Raises
    ------
    ArgumentError
        If there is no table.
    DataError
        If a column is missing, or an amount is missing, negative, infinite or no number.
    UnknownNameError
        If the method or a kind is unknown.

    Examples
    --------
    >>> held = {"organisation": ["OEM", "OEM", "Chips"], "resource": ["cars", "data", "data"],
    ...         "kind": ["held", "held", "offered"]}
    >>> found = resource_complementarity(held)
    >>> found.values, found.best
    (array([[0. , 0. ],
           [0.5, 0. ]]), ((), ('OEM',)))

    References
    ----------
    Harrison, Hitt, Hoskisson and Ireland (2001), Resource Complementarity in Business Combinations;
    Pianka (1973), The Structure of Lizard Communities, for the overlap.
    """
    owner = "resource_complementarity"
    read = read_holdings(holdings, owner)
    chosen = checks.choice(method, get_args(ComplementarityMethod), "method", owner)
    amounts = np.maximum(read.whole("held"), read.whole("offered"))
    values = _coverage(amounts > 0) if chosen == "coverage" else _apart(amounts)
    values.flags.writeable = False
    empty = [name for name, row in zip(read.organisations, amounts, strict=True) if not row.any()]
    notes = (Note("network.note.nothing_held", {"members": empty[:5], "count": len(empty)}),)
    return Complementarity(
        members=read.organisations,
        values=values,
        best=tuple(_best(read.organisations, row) for row in values),
        parameters={"method": chosen},
        notes=notes * bool(empty),
        references=_REFERENCES[chosen],
    )


def _coverage(has: NDArray[np.bool_]) -> NDArray[np.float64]:
    held = has.astype(np.float64)
    both, own = held @ held.T, held.sum(axis=1)
    new, either = own[None, :] - both, own[:, None] + own[None, :] - both
    found = np.full(both.shape, np.nan)
    np.divide(new, either, out=found, where=either > 0)
    return found


def _apart(amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 1 less Pianka's overlap: 1 beside a member without resources."""
    largest = amounts.max(axis=1, keepdims=True)
    length = np.linalg.norm(amounts / np.where(largest > 0, largest, 1), axis=1, keepdims=True)
    unit = amounts / np.where(largest > 0, largest * length, 1)
    found = 1 - np.clip(unit @ unit.T, 0, 1)
    np.fill_diagonal(found, 0.0)
    empty = ~(largest > 0).ravel()
    found[np.ix_(empty, empty)] = np.nan
    return np.asarray(found)


def _best(members: tuple[str, ...], row: NDArray[np.float64]) -> tuple[str, ...]:
    known = np.nan_to_num(row)
    most = known.max()
    if most <= _SAME:
        return ()
    return tuple(members[place] for place in np.flatnonzero(known >= most - _SAME))
