"""Who takes part in each stage, with the dates of entry and exit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from consilience import checks
from consilience.errors import ArgumentError
from consilience.network.evolution.histories import (
    UNKNOWN,
    History,
    outermost,
    read_history,
)
from consilience.results import Note, Result


@dataclass(frozen=True)
class Actor:
    """One organisation in one stage.

    ``first`` and ``last`` are the first and last year of the stage in which it takes part, ``last``
    none where both go on. It is ``new`` if it took part in no earlier year, and ``leaves`` if it
    takes part in no later one (never said of the last year that the table and the stages tell of).
    ``roles`` and ``collaborations`` are those of the stage, sorted. ``entry`` and ``exit`` are its
    earliest start and latest end of all, as the table has them; ``""`` where one is open.
    """

    stage: str
    organisation: str
    first: int
    last: int | None
    new: bool
    leaves: bool
    roles: tuple[str, ...]
    collaborations: tuple[str, ...]
    entry: str
    exit: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Roster(Result):
    """The actors of each stage, in the order of stages, then by entry and name.

    ``outside`` are organisations that take part in no year of any stage.
    """

    stages: tuple[str, ...]
    actors: tuple[Actor, ...]
    outside: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row an organisation and stage."""
        columns = list(Actor.__dataclass_fields__)
        return pd.DataFrame([vars(actor) for actor in self.actors], columns=columns)


def roster(data: Any, stages: Mapping[str, tuple[int, int | None]]) -> Roster:
    """List who takes part in each stage: since when, until when, in which role.

    Parameters
    ----------
    data
        A table of participations or ties, as in :func:`panel`; ``role`` of a participation or
        ``layer`` of a tie, where there is one.
    stages
        A mapping of the name of each stage to its first and last year; the last year of a stage
        that goes on is none. Stages may share years.

    Returns
    -------
    Roster
        One record an organisation and stage, with years of entry and exit.

    Raises
    ------
    ArgumentError
        If the data are no table, or a stage is no pair of years.
    DataError
        If a column, a name or a date is missing or wrong, or an end is before its start.

    Examples
    --------
    >>> joined = {"organisation": ["Core", "City"], "collaboration": ["plant", "plant"],
    ...           "role": ["lead firm", "government"], "start": ["1998", "2009-03"],
    ...           "end": ["", "2015"]}
    >>> found = roster(joined, {"start": (1998, 2010), "growth": (2011, None)})
    >>> [(a.stage, a.organisation, a.first, a.last, a.new, a.leaves) for a in found.actors][:2]
    [('start', 'Core', 1998, 2010, True, False), ('start', 'City', 2009, 2010, True, False)]

    References
    ----------
    Langley (1999), Strategies for Theorizing from Process Data, for stages as brackets in time.
    """
    owner = "roster"
    brackets = _brackets(stages, owner)
    named = [year for bracket in brackets.values() for year in bracket if year is not None]
    history = read_history(data, None, "data", owner, beyond=named)
    by_member = _members(history)
    listed = [
        actor
        for name, (first, last) in brackets.items()
        for actor in _stage(history, by_member, name, first, last)
    ]
    inside = {actor.organisation for actor in listed}
    outside = tuple(sorted(set(by_member) - inside))
    notes = (Note("network.note.no_stage", {"count": len(outside), "members": outside}),)
    return Roster(
        stages=tuple(brackets),
        actors=tuple(listed),
        outside=outside,
        parameters={"stages": {name: list(bracket) for name, bracket in brackets.items()}},
        notes=(*history.notes, *(notes if outside else ())),
        references=("langley1999",),
    )


def _brackets(stages: Any, owner: str) -> dict[str, tuple[int, int | None]]:
    if not isinstance(stages, Mapping) or not stages:
        raise ArgumentError("stages", owner, "stage_brackets", stages)
    found: dict[str, tuple[int, int | None]] = {}
    for name, bracket in stages.items():
        whole = isinstance(bracket, tuple | list) and len(bracket) == 2
        if not isinstance(name, str) or not name.strip() or not whole:
            raise ArgumentError("stages", owner, "stage_brackets", stages)
        first = checks.whole(bracket[0], 1, "stages", owner)
        last = None if bracket[1] is None else checks.whole(bracket[1], 1, "stages", owner)
        if last is not None and first > last:
            raise ArgumentError("stages", owner, "stage_brackets", stages)
        found[name] = (first, last)
    return found


def _members(history: History) -> dict[str, list[int]]:
    """Return the places of the pairs of each organisation."""
    found: dict[str, list[int]] = {}
    for place, pair in enumerate(history.pairs):
        for member in pair[: 1 if history.two_mode else 2]:
            found.setdefault(member, []).append(place)
    return found


def _stage(
    history: History, by_member: dict[str, list[int]], stage: str, first: int, last: int | None
) -> list[Actor]:
    years = np.array(history.years)
    inside = (years >= first) & (years <= (years[-1] if last is None else last))
    found = []
    for member, pairs in by_member.items():
        there = np.asarray(history.present[pairs].any(axis=0))
        when = years[there & inside]
        if not len(when):
            continue
        labels = np.unique(history.label[pairs][:, inside])
        shared = {
            history.pairs[place][1]
            for place in pairs
            if history.two_mode and history.present[place, inside].any()
        }
        actor = Actor(
            stage=stage,
            organisation=member,
            first=int(when[0]),
            last=None if last is None and when[-1] == years[-1] else int(when[-1]),
            new=not there[years < when[0]].any(),
            leaves=bool(when[-1] < years[-1]) and not there[years > when[-1]].any(),
            roles=tuple(sorted(history.labels[place] for place in labels if place != UNKNOWN)),
            collaborations=tuple(sorted(shared)),
            entry=outermost((history.first_dates[place] for place in pairs), 0),
            exit=outermost((history.last_dates[place] for place in pairs), 1),
        )
        found.append(actor)
    return sorted(found, key=lambda actor: (actor.first, actor.organisation))
