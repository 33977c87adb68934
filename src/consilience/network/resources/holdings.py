"""What members hold, need and offer, as it comes in a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import UnknownNameError
from consilience.network.resources.amounts import column_amounts
from consilience.network.rows import places, read_labels, read_names

HoldingKind = Literal["held", "needed", "offered"]


@dataclass(frozen=True)
class Holdings:
    """Amounts by kind and period; each array has shape (organisations, resources).

    ``periods`` are in order; a row without a period counts in each of them.
    """

    organisations: tuple[str, ...]
    resources: tuple[str, ...]
    periods: tuple[str, ...]
    amounts: Mapping[tuple[HoldingKind, str], NDArray[np.float64]]

    def whole(self, kind: HoldingKind) -> NDArray[np.float64]:
        """Return the largest amounts of any period."""
        return np.asarray(np.max([self.amounts[kind, period] for period in self.periods], axis=0))


def read_holdings(table: object, owner: str) -> Holdings:
    """Return the holdings of a table; rows of the same organisation, resource and kind add up.

    Raises
    ------
    ArgumentError
        If there is no table.
    DataError
        If a column is missing, or a cell cannot be read, with its row.
    UnknownNameError
        If a kind is unknown.
    """
    frame = checks.frame(table, "holdings", owner)
    members, who = places(read_names(frame, "organisation"))
    resources, what = places(read_names(frame, "resource"))
    kinds = read_names(frame, "kind")
    known = get_args(HoldingKind)
    for kind in kinds:
        if kind not in known:
            raise UnknownNameError("kind", owner, kind, known)
    amount = column_amounts(frame, "amount") if "amount" in frame else np.ones(len(frame))
    when = read_labels(frame, "period")
    periods = tuple(sorted({period for period in when if period})) or ("",)
    found = {
        (kind, period): np.zeros((len(members), len(resources)))
        for kind in known
        for period in periods
    }
    for row, (kind, label) in enumerate(zip(kinds, when, strict=True)):
        for period in (label,) if label else periods:
            found[kind, period][who[row], what[row]] += amount[row]
    return Holdings(members, resources, periods, found)
