"""Year by year: who is there, who has come, who has gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience.network.evolution.histories import History, Pair, read_history
from consilience.results import Note, Result


@dataclass(frozen=True)
class Year:
    """One year of a network; every list is sorted.

    ``ties`` are the pairs that are tied, an organisation and a collaboration, or two organisations.
    ``entered`` were not there the year before (``returned``: but earlier), ``retained`` were, and
    ``left`` were and are no more. ``begun`` and ``ended`` say the same of ties. In the first year
    all of these are empty.
    """

    year: int
    members: tuple[str, ...]
    collaborations: tuple[str, ...]
    ties: tuple[Pair, ...]
    density: float
    entered: tuple[str, ...]
    returned: tuple[str, ...]
    left: tuple[str, ...]
    retained: tuple[str, ...]
    begun: tuple[Pair, ...]
    ended: tuple[Pair, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Panel(Result):
    """A network year by year. ``two_mode`` says whether ties join organisations to collaborations.

    ``first_seen`` and ``last_seen`` are the first and last year with a tie of each of ``members``,
    who are sorted; returns between them are in ``years``.
    """

    two_mode: bool
    directed: bool
    years: tuple[Year, ...]
    members: tuple[str, ...]
    first_seen: tuple[int, ...]
    last_seen: tuple[int, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a year with the numbers; a share that has no base is NaN."""
        return pd.DataFrame(
            [
                {**_row(item, place), "mean_degree": self._mean_degree(item)}
                for place, item in enumerate(self.years)
            ]
        )

    def _mean_degree(self, item: Year) -> float:
        ends = 1 if self.two_mode or self.directed else 2
        return ends * len(item.ties) / len(item.members) if item.members else float("nan")


MEASURES = (
    "members",
    "collaborations",
    "ties",
    "density",
    "mean_degree",
    "entries",
    "returns",
    "exits",
    "retained",
    "retention",
    "ties_begun",
    "ties_ended",
)


def panel(data: Any, *, span: tuple[int, int] | None = None) -> Panel:
    """Follow a network year by year: who is there, who has come, who has gone, who has stayed.

    Parameters
    ----------
    data
        A table, one row a participation (columns ``organisation``, ``collaboration``) or a tie
        (``from``, ``to``, optional ``directed``), with ``start`` and ``end``: a year, month or
        day; an empty start is unknown, an empty end goes on. A row is there in each year from that
        of its start to that of its end. A yearly list of members has start = end.
    span
        First and last year of the panel; those that the table names by default. Up to 400 years.

    Returns
    -------
    Panel
        One record a year, with names. In the first year nobody enters: who was there before is not
        known. Density is the share of possible pairs that are tied: of the organisations and
        collaborations of the year, or of pairs of its organisations.

    Raises
    ------
    ArgumentError
        If the data are no table, or the span is no pair of years that meets the table.
    DataError
        If a column, a name or a date is missing or wrong, or an end is before its start.

    Examples
    --------
    >>> lists = {"organisation": ["OEM", "Chip", "OEM", "Maps"], "collaboration": ["road"] * 4,
    ...          "start": [2020, 2020, 2021, 2021], "end": [2020, 2020, 2021, 2021]}
    >>> later = panel(lists).years[1]
    >>> later.retained, later.entered, later.left
    (('OEM',), ('Maps',), ('Chip',))

    References
    ----------
    Doreian and Stokman (1997), Evolution of Social Networks.
    """
    history = read_history(data, span, "data", "panel")
    years = tuple(_year(history, place) for place in range(len(history.years)))
    seen = _seen(history)
    return Panel(
        two_mode=history.two_mode,
        directed=history.directed,
        years=years,
        members=tuple(seen),
        first_seen=tuple(first for first, _ in seen.values()),
        last_seen=tuple(last for _, last in seen.values()),
        parameters={"span": [history.years[0], history.years[-1]]},
        notes=(*history.notes, *_gaps(history), Note("network.note.first_year")),
        references=("doreian1997",),
    )


def series_of(found: Panel, measure: str) -> NDArray[np.float64]:
    """Return a measure of each year, NaN where it has no base, shape (years,)."""
    return found.to_frame()[measure].to_numpy(dtype=np.float64)


def _year(history: History, place: int) -> Year:
    now = history.present[:, place]
    before = history.present[:, place - 1] if place else now
    ties, earlier = history.chosen(now), history.chosen(before)
    members, previous = (history.members_of(pairs) for pairs in (ties, earlier))
    ever = history.chosen(np.asarray(history.present[:, :place].any(axis=1)))
    entered = tuple(sorted({*members} - {*previous}))
    collaborations = sorted({where for _, where in ties}) if history.two_mode else []
    return Year(
        year=history.years[place],
        members=members,
        collaborations=tuple(collaborations),
        ties=tuple(sorted(ties)),
        density=_density(history, len(ties), len(members), len(collaborations)),
        entered=entered,
        returned=tuple(sorted({*entered} & {*history.members_of(ever)})),
        left=tuple(sorted({*previous} - {*members})),
        retained=tuple(sorted({*previous} & {*members})) if place else (),
        begun=tuple(sorted(history.chosen(now & ~before))),
        ended=tuple(sorted(history.chosen(before & ~now))),
    )


def _density(history: History, ties: int, members: int, collaborations: int) -> float:
    possible = members * (members - 1) / (1 if history.directed else 2)
    if history.two_mode:
        possible = members * collaborations
    return ties / possible if possible else float("nan")


def _seen(history: History) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for place, year in enumerate(history.years):
        for member in history.members_in(place):
            found[member] = (found.get(member, (year, year))[0], year)
    return dict(sorted(found.items()))


def _row(item: Year, place: int) -> dict[str, Any]:
    nothing = float("nan")
    before = len(item.retained) + len(item.left)
    return {
        "year": item.year,
        "members": len(item.members),
        "collaborations": len(item.collaborations),
        "ties": len(item.ties),
        "density": item.density,
        "mean_degree": nothing,
        "entries": len(item.entered) if place else nothing,
        "returns": len(item.returned) if place else nothing,
        "exits": len(item.left) if place else nothing,
        "retained": len(item.retained) if place else nothing,
        "retention": len(item.retained) / before if before else nothing,
        "ties_begun": len(item.begun) if place else nothing,
        "ties_ended": len(item.ended) if place else nothing,
    }


def _gaps(history: History) -> tuple[Note, ...]:
    """Say which collaborations vanish for some years and come back: a list may be missing."""
    if not history.two_mode:
        return ()
    there: dict[str, NDArray[np.bool_]] = {}
    for (_, where), row in zip(history.pairs, history.present, strict=True):
        there[where] = there.get(where, np.zeros_like(row)) | row
    broken = [where for where, row in there.items() if _has_hole(row)]
    if not broken:
        return ()
    return (Note("network.note.missing_lists", {"count": len(broken), "names": broken}, "warning"),)


def _has_hole(row: NDArray[np.bool_]) -> bool:
    places = np.flatnonzero(row)
    return len(places) > 0 and int(places[-1] - places[0]) + 1 > len(places)
