"""Dated participations or ties as every measure of evolution takes them: pairs by years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.network.rows import read_labels, read_names, read_spells
from consilience.results import Note

if TYPE_CHECKING:
    import pandas as pd

Pair = tuple[str, str]
Flags = NDArray[np.bool_]

TWO_MODE, ONE_MODE = ("organisation", "collaboration"), ("from", "to")

_LONGEST = 400  # years
UNKNOWN = -1


@dataclass(frozen=True)
class History:
    """Which pairs were tied in which years.

    A pair is an organisation and a collaboration (``two_mode``), else two organisations.
    ``present`` has a row a pair and a column a year. ``since`` holds the year in which the tie has
    begun that is present then, ``UNKNOWN`` where nobody knows; ``label`` the place in ``labels`` of
    the role (or layer) of the pair in that year, ``UNKNOWN`` where there is none. ``first_dates``
    and ``last_dates`` are the earliest start and the latest end of each pair as they are written,
    ``""`` where one is open.
    """

    two_mode: bool
    directed: bool
    yearly_lists: bool
    years: tuple[int, ...]
    pairs: tuple[Pair, ...]
    first_dates: tuple[str, ...]
    last_dates: tuple[str, ...]
    present: Flags
    since: NDArray[np.int64]
    labels: tuple[str, ...]
    label: NDArray[np.int64]
    notes: tuple[Note, ...]

    def pairs_in(self, place: int) -> tuple[Pair, ...]:
        """Return the pairs of a year, by its place."""
        return self.chosen(self.present[:, place])

    def chosen(self, flags: Flags) -> tuple[Pair, ...]:
        """Return the pairs whose flag is set."""
        return tuple(self.pairs[place] for place in np.flatnonzero(flags))

    def members_in(self, place: int) -> tuple[str, ...]:
        """Return the organisations that have a tie in a year, by its place."""
        return self.members_of(self.pairs_in(place))

    def members_of(self, pairs: tuple[Pair, ...]) -> tuple[str, ...]:
        """Return the organisations of some pairs, in order."""
        if self.two_mode:
            return tuple(sorted({organisation for organisation, _ in pairs}))
        return tuple(sorted({member for pair in pairs for member in pair}))


@dataclass(frozen=True)
class _Row:
    pair: Pair
    dates: tuple[str, str]
    label: str

    @property
    def start(self) -> int | None:
        """The first year, none where it is unknown."""
        return int(self.dates[0][:4]) if self.dates[0] else None

    @property
    def end(self) -> int | None:
        """The last year, none where it goes on."""
        return int(self.dates[1][:4]) if self.dates[1] else None


def read_history(
    data: Any, span: Any, name: str, owner: str, *, beyond: Iterable[int] = ()
) -> History:
    """Return the history that a table of participations or ties tells.

    Its years are those of the span, else all that the table names, with those ``beyond``.

    Raises
    ------
    ArgumentError
        If the table is none, or the span is no pair of years.
    DataError
        If a column, name or date is missing or wrong, or no row has a date.
    """
    frame = checks.frame(data, name, owner)
    ends = _columns(frame, owner)
    two_mode, directed = ends == TWO_MODE, _directed(frame)
    rows, loops = _rows(frame, ends, directed=directed)
    if not rows:
        raise DataError("network.evolution.no_rows")
    whole = _range(rows, beyond)
    first, last = _span(span, whole, owner)
    whole = (min(whole[0], first), max(whole[1], last))
    lists = all(row.start == row.end is not None for row in rows)
    pairs = tuple(dict.fromkeys(row.pair for row in rows))
    labels = tuple(dict.fromkeys(row.label for row in rows if row.label))
    present, label, unknown = _filled(rows, pairs, labels, whole)
    if lists:
        unknown |= _first_lists(present, pairs, two_mode=two_mode)
    since = _begun(present, unknown, whole[0])
    cut = slice(first - whole[0], last - whole[0] + 1)
    first_dates, last_dates = (_written(rows, pairs, side) for side in (0, 1))
    return History(
        two_mode=two_mode,
        directed=directed,
        yearly_lists=lists,
        years=tuple(range(first, last + 1)),
        pairs=pairs,
        first_dates=first_dates,
        last_dates=last_dates,
        present=present[:, cut],
        since=since[:, cut],
        labels=labels,
        label=label[:, cut],
        notes=_notes(rows, loops),
    )


def _columns(frame: pd.DataFrame, owner: str) -> tuple[str, str]:
    for ends in (TWO_MODE, ONE_MODE):
        if set(ends) <= set(frame.columns):
            if not {"start", "end"} & set(frame.columns):
                raise DataError("network.evolution.no_dates")
            return ends
    raise DataError("network.evolution.columns", owner=owner, found=list(frame.columns))


def _directed(frame: pd.DataFrame) -> bool:
    """Return whether any tie has a direction; the others then count both ways."""
    if set(TWO_MODE) <= set(frame.columns) or "directed" not in frame.columns:
        return False
    cells = frame["directed"].tolist()
    for row, cell in enumerate(cells, start=1):
        if not isinstance(cell, bool | np.bool_):
            raise DataError("network.evolution.directed", row=row, got=str(cell))
    return any(cells)


def _rows(frame: pd.DataFrame, ends: Pair, *, directed: bool) -> tuple[list[_Row], int]:
    pairs = list(zip(*(read_names(frame, column) for column in ends), strict=True))
    spells = read_spells(frame)
    labels = read_labels(frame, "role" if ends == TWO_MODE else "layer")
    one_way = frame["directed"].tolist() if directed else [True] * len(frame)
    found: list[_Row] = []
    loops = 0
    for pair, *dates, label, way in zip(
        pairs, spells.start, spells.end, labels, one_way, strict=True
    ):
        if ends == ONE_MODE and pair[0] == pair[1]:
            loops += 1
            continue
        ordered = pair if ends == TWO_MODE or directed else (min(pair), max(pair))
        both = (ordered,) if way else (ordered, ordered[::-1])
        found += [_Row(item, (dates[0], dates[1]), label) for item in both]
    return found, loops


def _range(rows: list[_Row], beyond: Iterable[int]) -> tuple[int, int]:
    """Return the first and last year that any row names, or that is asked for."""
    years = [year for row in rows for year in (row.start, row.end) if year is not None]
    if not years:
        raise DataError("network.evolution.no_dates")
    years += beyond
    if max(years) - min(years) >= _LONGEST:
        raise DataError("network.evolution.too_long", first=min(years), last=max(years))
    return min(years), max(years)


def _span(span: Any, whole: tuple[int, int], owner: str) -> tuple[int, int]:
    if span is None:
        return whole
    if not isinstance(span, tuple | list) or len(span) != 2:
        raise ArgumentError("span", owner, "span", span)
    first, last = (checks.whole(year, 1, "span", owner) for year in span)
    if first > last or last - first >= _LONGEST or first > whole[1] or last < whole[0]:
        raise ArgumentError("span", owner, "span_within", span, low=whole[0], high=whole[1])
    return first, last


def _filled(
    rows: list[_Row], pairs: tuple[Pair, ...], labels: tuple[str, ...], whole: tuple[int, int]
) -> tuple[Flags, NDArray[np.int64], Flags]:
    """Return presence, labels, and the years that rows of unknown start reach back to."""
    shape = (len(pairs), whole[1] - whole[0] + 1)
    present, unknown = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    label = np.full(shape, UNKNOWN, dtype=np.int64)
    place, kind = ({item: n for n, item in enumerate(items)} for items in (pairs, labels))
    for row in rows:
        begin = 0 if row.start is None else row.start - whole[0]
        stop = shape[1] if row.end is None else row.end - whole[0] + 1
        pair = place[row.pair]
        present[pair, begin:stop] = True
        unknown[pair, begin] |= row.start is None
        if row.label:
            part = label[pair, begin:stop]
            part[part == UNKNOWN] = kind[row.label]
    return present, label, unknown


def _written(rows: list[_Row], pairs: tuple[Pair, ...], side: int) -> tuple[str, ...]:
    """Return the earliest start (side 0) or latest end (side 1) of each pair as written."""
    found: dict[Pair, list[str]] = {pair: [] for pair in pairs}
    for row in rows:
        found[row.pair].append(row.dates[side])
    return tuple(outermost(dates, side) for dates in found.values())


def outermost(dates: Iterable[str], side: int) -> str:
    """Return the first (side 0) or last (side 1) of dates, ``""`` where one is open."""
    listed = sorted(dates)
    return listed[-1 if side else 0] if all(listed) else ""


def _first_lists(present: Flags, pairs: tuple[Pair, ...], *, two_mode: bool) -> Flags:
    """Return who stands on the first list of a collaboration: nobody knows since when."""
    first = np.zeros_like(present)
    groups = [pair[1] if two_mode else "" for pair in pairs]
    begun: dict[str, int] = dict.fromkeys(groups, int(present.shape[1]))
    for group, row in zip(groups, present, strict=True):
        begun[group] = min(begun[group], int(row.argmax()))
    for place, group in enumerate(groups):
        first[place, begun[group]] = present[place, begun[group]]
    return first


def _begun(present: Flags, unknown: Flags, first: int) -> NDArray[np.int64]:
    """Return the year in which the tie of each year has begun."""
    since = np.full(present.shape, UNKNOWN, dtype=np.int64)
    current = np.full(len(present), UNKNOWN, dtype=np.int64)
    before = np.zeros(len(present), dtype=np.bool_)
    for place in range(present.shape[1]):
        now = present[:, place]
        current[now & ~before] = first + place
        current[unknown[:, place]] = UNKNOWN
        since[now, place] = current[now]
        before = now
    return since


def _notes(rows: list[_Row], loops: int) -> tuple[Note, ...]:
    found = [Note("network.note.loops", {"count": loops})] if loops else []
    open_sides = Counter((row.start is None, row.end is None) for row in rows)
    unknown = open_sides[True, False] + open_sides[True, True]
    if unknown:
        found.append(Note("network.note.unknown_starts", {"count": unknown}))
    return tuple(found)
