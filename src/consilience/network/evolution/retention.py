"""What share of ties and members stays from year to year, and how ties decay."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.kernels.shares import wilson_interval
from consilience.network.evolution.histories import UNKNOWN, History, read_history
from consilience.network.evolution.survival import Survival, survival
from consilience.results import Note, Result

_MANY = 5  # an organisation with as many ties or more is in the last group


@dataclass(frozen=True)
class Kept:
    """How many of some ties (or members) are still there a year later, with Wilson's interval.

    ``group`` is what they have in common: a year, a role, a number of ties. ``closed`` of those
    lost belonged to a collaboration that has no participant a year later.
    """

    group: str
    at_risk: int
    kept: int
    closed: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Retention(Result):
    """What stays from one year to the next.

    ``ties`` and ``members`` have one entry a year but the last, ``all_ties`` and ``all_members``
    put the years together. ``by_label`` divides ties by their role (of ties between organisations:
    their layer), ``by_ties`` by how many ties the organisation has in that year (of two: the one
    with fewer). ``constant_half_life`` is the half-life in years if ties were lost at one rate:
    log(1/2) / log(share of ties kept), with its interval; ``survival`` does not suppose that.
    """

    ties: tuple[Kept, ...]
    members: tuple[Kept, ...]
    all_ties: Kept
    all_members: Kept
    by_label: tuple[Kept, ...]
    by_ties: tuple[Kept, ...]
    constant_half_life: float
    constant_half_life_low: float
    constant_half_life_high: float
    survival: Survival

    def to_frame(self) -> pd.DataFrame:
        """Return one row a share: by year, of all years, by role or layer, by number of ties."""
        parts: tuple[tuple[str, Iterable[Kept]], ...] = (
            ("ties by year", (*self.ties, self.all_ties)),
            ("members by year", (*self.members, self.all_members)),
            ("ties by label", self.by_label),
            ("ties by number", self.by_ties),
        )
        rows = [{"of": name, **vars(item)} for name, items in parts for item in items]
        return pd.DataFrame(rows)


def retention(data: Any, *, span: tuple[int, int] | None = None, level: float = 0.95) -> Retention:
    r"""Say what share of ties and members stays from year to year, and how long ties last.

    The survival of ties is the product-limit estimate over years,
    :math:`S(a) = \prod_{j \le a} (1 - d_j / n_j)`, with :math:`d_j` of :math:`n_j` ties in their
    j-th year gone in the next. A tie of unknown age is left out of it (not of the shares); a tie
    that began before the first year counts from that year on, at its true age; a tie of the last
    year is censored there. In yearly lists (each row starts and ends in one year) nobody knows the
    age of who stands on the first list of a collaboration. A tie that comes back is a new spell.

    Parameters
    ----------
    data, span
        As in :func:`panel`; ``role`` of participations or ``layer`` of ties, where there is one.
    level
        Level of the intervals, between 0 and 1.

    Returns
    -------
    Retention
        Shares in [0, 1] with Wilson's intervals; NaN where nobody was at risk. The intervals take
        ties as independent of each other, and a note says so.

    Raises
    ------
    ArgumentError
        If an argument does not fit.
    DataError
        If a column, a name or a date is missing or wrong, or an end is before its start.

    Examples
    --------
    >>> ties = {"from": ["OEM"] * 4, "to": ["Chip", "Cloud", "Maps", "City"],
    ...         "start": [2018, 2018, 2018, 2019], "end": [2019, 2021, "", 2019]}
    >>> found = retention(ties)
    >>> [(item.group, item.kept, item.at_risk) for item in found.ties]
    [('2018', 3, 3), ('2019', 2, 4), ('2020', 2, 2)]
    >>> found.survival.share, found.survival.still_there
    ((0.75, 0.5, 0.5), 2)

    References
    ----------
    Kaplan and Meier (1958), Nonparametric Estimation from Incomplete Observations; Wilson (1927),
    Probable Inference, the Law of Succession, and Statistical Inference; Burt (2000), Decay
    Functions.
    """
    owner = "retention"
    history = read_history(data, span, "data", owner)
    sure = checks.number(level, "level", owner)
    if not 0 < sure < 1:
        raise ArgumentError("level", owner, "between", level, low=0, high=1)
    here, gone = history.present[:, :-1], ~history.present[:, 1:]
    closed = _closed(history)
    groups = [str(year) for year in history.years[:-1]]
    ties = _tally(here, gone, closed, np.broadcast_to(np.arange(len(groups)), here.shape), groups)
    whole = _sum(ties)
    members = [_members(history, place) for place in range(len(groups))]
    labels = _tally(here, gone, closed, history.label[:, :-1], history.labels)
    numbers = _tally(here, gone, closed, *_numbers_of_ties(history))
    half, half_low, half_high = _half_lives(whole, sure)
    return Retention(
        ties=tuple(_kept(item, sure) for item in ties),
        members=tuple(_kept(item, sure) for item in members),
        all_ties=_kept(whole, sure),
        all_members=_kept(_sum(members), sure),
        by_label=tuple(_kept(item, sure) for item in labels),
        by_ties=tuple(_kept(item, sure) for item in numbers if item.at_risk),
        constant_half_life=half,
        constant_half_life_low=half_low,
        constant_half_life_high=half_high,
        survival=survival(history, sure),
        parameters={
            "span": [history.years[0], history.years[-1]],
            "level": sure,
            "yearly_lists": history.yearly_lists,
        },
        notes=(*history.notes, *_notes(history)),
        references=("kaplan1958", "wilson1927", "burt2000"),
    )


@dataclass(frozen=True)
class _Count:
    group: str
    at_risk: int
    kept: int
    closed: int = 0


def _kept(item: _Count, level: float) -> Kept:
    share = item.kept / item.at_risk if item.at_risk else float("nan")
    interval = wilson_interval(item.kept, item.at_risk, level)
    return Kept(item.group, item.at_risk, item.kept, item.closed, share, *interval)


def _sum(items: list[_Count]) -> _Count:
    names = ("at_risk", "kept", "closed")
    return _Count("all", *(sum(getattr(item, name) for item in items) for name in names))


def _tally(
    here: NDArray[np.bool_],
    gone: NDArray[np.bool_],
    closed: NDArray[np.bool_],
    group: NDArray[np.int64],
    names: Iterable[str],
) -> list[_Count]:
    """Count ties by their group, all arrays of shape (pairs, years - 1)."""
    found = []
    for place, name in enumerate(names):
        at_risk = here & (group == place)
        counts = (at_risk, at_risk & ~gone, at_risk & closed)
        found.append(_Count(name, *(int(item.sum()) for item in counts)))
    return found


def _closed(history: History) -> NDArray[np.bool_]:
    """Return which ties are there for the last time before their collaboration has nobody."""
    here, after = history.present[:, :-1], history.present[:, 1:]
    if not history.two_mode:
        return np.zeros_like(here)
    names = [where for _, where in history.pairs]
    place = {name: number for number, name in enumerate(dict.fromkeys(names))}
    rows = np.array([place[name] for name in names])
    alive = np.zeros((len(place), after.shape[1]), dtype=np.bool_)
    np.logical_or.at(alive, rows, after)
    return np.asarray(here & ~alive[rows])


def _members(history: History, place: int) -> _Count:
    now, after = (set(history.members_in(place + step)) for step in (0, 1))
    return _Count(str(history.years[place]), len(now), len(now & after))


def _numbers_of_ties(history: History) -> tuple[NDArray[np.int64], list[str]]:
    """Return the group of each tie by its organisation's number of ties, and the groups' names."""
    found = np.full((len(history.pairs), len(history.years) - 1), UNKNOWN, dtype=np.int64)
    ends = 1 if history.two_mode else 2
    for place in range(found.shape[1]):
        now = np.flatnonzero(history.present[:, place])
        count = Counter(member for row in now for member in history.pairs[row][:ends])
        for row in now:
            fewest = min(count[member] for member in history.pairs[row][:ends])
            found[row, place] = min(fewest, _MANY) - 1
    return found, [*map(str, range(1, _MANY)), f"{_MANY}+"]


def _half_lives(whole: _Count, level: float) -> tuple[float, float, float]:
    share = whole.kept / whole.at_risk if whole.at_risk else float("nan")
    low, high = (_half_life(value) for value in wilson_interval(whole.kept, whole.at_risk, level))
    return _half_life(share), low, high


def _half_life(share: float) -> float:
    if not 0 < share < 1:
        return {0.0: 0.0, 1.0: math.inf}.get(share, float("nan"))
    return math.log(1 / 2) / math.log(share)


def _notes(history: History) -> tuple[Note, ...]:
    if len(history.years) == 1:
        return (Note("network.note.one_year", {"year": history.years[0]}, "warning"),)
    return (Note("network.note.independent_ties"),)
