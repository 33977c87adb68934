"""Resource gaps: what is needed, who has it, and what nobody has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from consilience.network.resources.holdings import Holdings, read_holdings
from consilience.results import Note, Result

NeedStatus = Literal["own", "offered", "held", "gap"]


@dataclass(frozen=True)
class Supplier:
    """Who could supply a need, and how much; ``offered`` or only held."""

    organisation: str
    amount: float
    offered: bool


@dataclass(frozen=True)
class Need:
    """One need: amounts needed, held by the organisation itself, and missing (at least 0).

    ``status`` is ``"own"`` (nothing is missing), ``"offered"`` (others offer it), ``"held"``
    (others have it, but nobody offers it) or ``"gap"`` (nobody else has it). ``open`` is what is
    missing even if all that others offer came here.
    """

    period: str
    organisation: str
    resource: str
    needed: float
    held: float
    missing: float
    open: float
    status: NeedStatus
    suppliers: tuple[Supplier, ...]


@dataclass(frozen=True)
class ResourceState:
    """One resource in a period: amounts over all members, and who holds and who needs it.

    ``open`` is what is missing of all needs together beyond what is offered.
    """

    period: str
    resource: str
    needed: float
    held: float
    offered: float
    open: float
    holders: tuple[str, ...]
    needers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class ResourceGaps(Result):
    """All needs and all resources, period by period; see :func:`resource_gaps`.

    ``doubles`` are resources that several hold though nobody needs them, ``single`` those that
    are needed and that one member alone has: each as (period, resource).
    """

    needs: tuple[Need, ...]
    resources: tuple[ResourceState, ...]
    gaps: int
    doubles: tuple[tuple[str, str], ...]
    single: tuple[tuple[str, str], ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a need, with its suppliers in one cell."""
        names = "period organisation resource needed held missing open status"
        columns = names.split()
        rows = [
            {
                **{name: getattr(need, name) for name in columns},
                "suppliers": ", ".join(item.organisation for item in need.suppliers),
            }
            for need in self.needs
        ]
        return pd.DataFrame(rows, columns=[*columns, "suppliers"])


def resource_gaps(holdings: Any) -> ResourceGaps:
    r"""List for every need who could supply it, or that it is a gap.

    What a member misses is :math:`\max(0, needed - held)`. Its suppliers are the others who
    offer the resource, the largest offer first, then those who hold it without offering it. How
    offers are divided among several needs is left open: each need is compared with all offers, and
    each resource with all needs together (a convention of this program).

    Parameters
    ----------
    holdings
        A table, one row a holding: ``organisation``, ``resource``, ``kind`` (held, needed or
        offered), and if there are any ``amount`` (at least 0; 1 without the column) and ``period``
        (a text; a row without one counts in each).

    Returns
    -------
    ResourceGaps
        Needs and resources by period, each in the order of the table.

    Raises
    ------
    ArgumentError
        If there is no table.
    DataError
        If a column is missing, or an amount is missing, negative, infinite or no number.
    UnknownNameError
        If a kind is unknown.

    Examples
    --------
    >>> found = resource_gaps({
    ...     "organisation": ["OEM", "Maps", "OEM"],
    ...     "resource": ["maps", "maps", "lidar"],
    ...     "kind": ["needed", "offered", "needed"],
    ... })
    >>> [(need.resource, need.status) for need in found.needs], found.gaps
    ([('maps', 'offered'), ('lidar', 'gap')], 1)

    References
    ----------
    Sirmon, Hitt and Ireland (2007), Managing Firm Resources in Dynamic Environments to Create
    Value.
    """
    read = read_holdings(holdings, "resource_gaps")
    needs = tuple(need for period in read.periods for need in _needs(read, period))
    states = tuple(state for period in read.periods for state in _states(read, period))
    return ResourceGaps(
        needs=needs,
        resources=states,
        gaps=sum(need.status == "gap" for need in needs),
        doubles=tuple(
            (item.period, item.resource)
            for item in states
            if len(item.holders) > 1 and not item.needers
        ),
        single=tuple(
            (item.period, item.resource)
            for item in states
            if len(item.holders) == 1 and item.needers
        ),
        parameters={},
        notes=_notes(needs),
        references=("sirmon2007",),
    )


def _needs(read: Holdings, period: str) -> list[Need]:
    needed, held, offered = (read.amounts[kind, period] for kind in ("needed", "held", "offered"))
    found = []
    for who, what in zip(*np.nonzero(needed), strict=True):
        missing = max(0.0, float(needed[who, what] - held[who, what]))
        others = [place for place in range(len(read.organisations)) if place != who]
        suppliers = [
            Supplier(read.organisations[place], float(column[place, what]), wanted)
            for column, wanted in ((offered, True), (held, False))
            for place in sorted(others, key=lambda place: -column[place, what])
            if column[place, what] > 0 and (wanted or not offered[place, what])
        ]
        offers = sum(item.amount for item in suppliers if item.offered)
        found.append(
            Need(
                period=period,
                organisation=read.organisations[who],
                resource=read.resources[what],
                needed=float(needed[who, what]),
                held=float(held[who, what]),
                missing=missing,
                open=max(0.0, missing - offers),
                status=_status(missing, suppliers),
                suppliers=tuple(suppliers),
            )
        )
    return found


def _status(missing: float, suppliers: list[Supplier]) -> NeedStatus:
    if missing == 0:
        return "own"
    if not suppliers:
        return "gap"
    return "offered" if any(item.offered for item in suppliers) else "held"


def _states(read: Holdings, period: str) -> list[ResourceState]:
    needed, held, offered = (read.amounts[kind, period] for kind in ("needed", "held", "offered"))
    missing = np.maximum(needed - held, 0).sum(axis=0)
    names = np.array(read.organisations, dtype=object)
    found = []
    for what, resource in enumerate(read.resources):
        has = (held[:, what] > 0) | (offered[:, what] > 0)
        found.append(
            ResourceState(
                period=period,
                resource=resource,
                needed=float(needed[:, what].sum()),
                held=float(held[:, what].sum()),
                offered=float(offered[:, what].sum()),
                open=max(0.0, float(missing[what] - offered[:, what].sum())),
                holders=tuple(names[has]),
                needers=tuple(names[needed[:, what] > 0]),
            )
        )
    return found


def _notes(needs: tuple[Need, ...]) -> tuple[Note, ...]:
    if not needs:
        return (Note("network.note.no_needs"),)
    gaps = [f"{need.resource} ({need.organisation})" for need in needs if need.status == "gap"]
    values = {"count": len(gaps), "needs": gaps[:5]}
    return (Note("network.note.gaps", values, "warning"),) * bool(gaps)
