"""Which share of the members has taken over each routine, and how: as it is, or adapted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from consilience import checks
from consilience.errors import UnknownNameError
from consilience.network.rows import read_dates, read_labels, read_names
from consilience.results import Note, Result

_MODES = ("exact", "adapted", "")


@dataclass(frozen=True)
class Replication:
    """One routine: its adopters, their share of all members, and how they took it over.

    ``exact_share`` is that of adopters whose way is known, NaN where none is. ``years`` and
    ``adopted`` are the years with an adoption and the adopters up to each; undated ones count in
    ``adopters`` only.
    """

    routine: str
    adopters: tuple[str, ...]
    share: float
    exact: int
    adapted: int
    unknown: int
    exact_share: float
    years: tuple[int, ...]
    adopted: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class RoutineReplication(Result):
    """How far each routine is replicated; ``share`` is the mean over routines, in [0, 1]."""

    routines: tuple[Replication, ...]
    members: int
    share: float

    def to_frame(self) -> pd.DataFrame:
        """Return one row a routine."""
        rows = [
            {
                "routine": item.routine,
                "adopters": len(item.adopters),
                "share": item.share,
                "exact": item.exact,
                "adapted": item.adapted,
                "unknown": item.unknown,
                "exact_share": item.exact_share,
                "first": item.years[0] if item.years else "",
            }
            for item in self.routines
        ]
        return pd.DataFrame(rows)


def routine_replication(adoptions: Any, members: Iterable[str] | None = None) -> RoutineReplication:
    """Measure which share of the members has taken over each routine, as it is or adapted.

    Parameters
    ----------
    adoptions
        A table, one row an adoption: ``organisation``, ``routine`` and, if there are any, ``date``
        (2019, 2019-05 or 2019-05-12) and ``mode`` (exact, adapted or empty). Of several rows for
        the same organisation and routine the earliest counts, an undated one last.
    members
        All organisations that could adopt; by default those in the table.

    Returns
    -------
    RoutineReplication
        Each routine in the order of the table: adopters, share of members, ways, and the adopters
        by year. The first adopter counts as an adopter (a convention of this program).

    Raises
    ------
    ArgumentError
        If there is no table, or the members are no list of names.
    DataError
        If a column or a name is missing, or a date is none.
    UnknownNameError
        If a mode is unknown, or an organisation is none of the members.

    Examples
    --------
    >>> found = routine_replication({
    ...     "organisation": ["OEM", "Maps", "Chips"], "routine": ["test"] * 3,
    ...     "date": ["2019", "2020", "2020"], "mode": ["exact", "adapted", "exact"],
    ... }, ["OEM", "Maps", "Chips", "Cloud"])
    >>> one = found.routines[0]
    >>> one.share, one.exact_share.__round__(3), one.years, one.adopted
    (0.75, 0.667, (2019, 2020), (1, 3))

    References
    ----------
    Szulanski and Winter (2002), Getting It Right the Second Time.
    """
    owner = "routine_replication"
    frame = checks.frame(adoptions, "adoptions", owner)
    rows = _rows(frame, owner)
    known = tuple(dict.fromkeys(organisation for _, organisation in rows))
    everyone = known if members is None else checks.names(members, "members", owner)
    for organisation in known:
        if organisation not in everyone:
            raise UnknownNameError("adoptions", owner, organisation, everyone)
    routines = tuple(dict.fromkeys(routine for routine, _ in rows))
    found = tuple(_replication(routine, rows, len(everyone)) for routine in routines)
    undated = sum(not date for date, _ in rows.values())
    notes = (Note("network.note.undated_adoptions", {"count": undated}),) * bool(undated)
    return RoutineReplication(
        routines=found,
        members=len(everyone),
        share=float(np.mean([item.share for item in found])),
        parameters={"members": None if members is None else everyone},
        notes=notes,
        references=("szulanski2002",),
    )


def _rows(frame: pd.DataFrame, owner: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Return date and mode of each routine and organisation, the earliest of several rows."""
    names, routines = read_names(frame, "organisation"), read_names(frame, "routine")
    dates, modes = read_dates(frame, "date"), read_labels(frame, "mode")
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for row in zip(routines, names, dates, modes, strict=True):
        routine, name, date, mode = row
        if mode not in _MODES:
            raise UnknownNameError("mode", owner, mode, _MODES[:2])
        before = found.setdefault((routine, name), (date, mode))
        if date and (not before[0] or date < before[0]):
            found[routine, name] = date, mode
    return found


def _replication(
    routine: str, rows: dict[tuple[str, str], tuple[str, str]], members: int
) -> Replication:
    mine = {name: row for (other, name), row in rows.items() if other == routine}
    exact, adapted, unknown = (sum(mode == way for _, mode in mine.values()) for way in _MODES)
    years, counts = np.unique(
        [int(date[:4]) for date, _ in mine.values() if date], return_counts=True
    )
    return Replication(
        routine=routine,
        adopters=tuple(mine),
        share=len(mine) / members,
        exact=exact,
        adapted=adapted,
        unknown=unknown,
        exact_share=exact / (exact + adapted) if exact + adapted else float("nan"),
        years=tuple(int(year) for year in years),
        adopted=tuple(counts.cumsum().tolist()),
    )
