"""Stages of resource action: collocation, then integration, then reconstruction."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.network.rows import read_dates, read_names
from consilience.results import Note, Result

ResourceAction = Literal["collocation", "integration", "reconstruction"]
ACTIONS: tuple[ResourceAction, ...] = get_args(ResourceAction)

_SAME = 1e-9
_LONGEST = 1_000  # years; more is a slip of the pen


@dataclass(frozen=True)
class ActionPeriod:
    """One period: its first and last year, and the count and share of each of ``ACTIONS``.

    ``leading`` are the actions whose share comes within ``lead`` of the largest; ``stage`` is the
    only one of them, else ``"ambiguous"``; ``"none"`` without actions (shares are NaN then).
    """

    first: int
    last: int
    counts: tuple[int, ...]
    shares: tuple[float, ...]
    leading: tuple[str, ...]
    stage: str


@dataclass(frozen=True, kw_only=True, eq=False)
class ResourceStages(Result):
    """The stages of resource action over time; see :func:`resource_stage`.

    ``current`` is the stage of the last period with actions, since the year ``since`` without
    another one between; ``next_move`` the action that comes next, ``""`` while the stage is
    ambiguous.
    """

    periods: tuple[ActionPeriod, ...]
    current: str
    since: int
    next_move: str

    def to_frame(self) -> pd.DataFrame:
        """Return one row a period: its years, the share of each action, the stage."""
        rows = [
            {
                "first": period.first,
                "last": period.last,
                **dict(zip(ACTIONS, period.shares, strict=True)),
                "stage": period.stage,
            }
            for period in self.periods
        ]
        return pd.DataFrame(rows)


def resource_stage(actions: Any, *, years: int = 1, lead: float = 0.1) -> ResourceStages:
    """Name the stage of resource action of each period: what most actions of it do.

    Members first bring resources together (collocation), then combine them (integration), then
    renew their make-up (reconstruction), after which new ones are brought together. A period has
    the stage of its most frequent action if that leads the second by more than ``lead`` of all
    actions; else it is ambiguous. The next move is the stage that follows. That rule, and the round
    of stages, are a convention of this program.

    Parameters
    ----------
    actions
        A table, one row an action: ``action`` (collocation, integration or reconstruction),
        ``start`` (2019, 2019-05 or 2019-05-12) and, if there are any, ``end``. An action counts in
        each year from its start to its end; rows without a start are left out, and a note says so.
    years
        Length of a period in years, at least 1; periods begin with the first action.
    lead
        By which share the first action must lead the second, in [0, 1].

    Returns
    -------
    ResourceStages
        All periods from the first action to the last, the current stage and the next move.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or there is no table.
    DataError
        If a column is missing, a date is none, an end comes before its start, or no action has a
        date.
    UnknownNameError
        If an action is unknown.

    Examples
    --------
    >>> found = resource_stage({
    ...     "action": ["collocation", "collocation", "integration", "integration"],
    ...     "start": ["2019", "2020", "2020", "2021-03"],
    ... })
    >>> [period.stage for period in found.periods], found.current, found.next_move
    (['collocation', 'ambiguous', 'integration'], 'integration', 'reconstruction')

    References
    ----------
    Sirmon, Hitt and Ireland (2007), Managing Firm Resources in Dynamic Environments to Create
    Value; Baker and Nelson (2005), Creating Something from Nothing; Teece (2007), Explicating
    Dynamic Capabilities.
    """
    owner = "resource_stage"
    frame = checks.frame(actions, "actions", owner)
    length = checks.whole(years, 1, "years", owner)
    margin = checks.interval(lead, 0, 1, "lead", owner)
    kinds = [_action(name, owner) for name in read_names(frame, "action")]
    spans = _spans(frame)
    counts, begin = _counts(kinds, spans, length)
    periods = tuple(
        _period(begin + place * length, length, row, margin) for place, row in enumerate(counts)
    )
    stages = [period for period in periods if period.stage != "none"]
    current = stages[-1].stage
    run = len(stages)
    while run and stages[run - 1].stage == current:
        run -= 1
    following = dict(zip(ACTIONS, (*ACTIONS[1:], ACTIONS[0]), strict=True))
    return ResourceStages(
        periods=periods,
        current=current,
        since=stages[run].first,
        next_move=next((move for stage, move in following.items() if stage == current), ""),
        parameters={"years": length, "lead": margin},
        notes=_notes(spans, stages),
        references=("sirmon2007", "baker2005", "teece2007"),
    )


def _action(name: str, owner: str) -> int:
    for place, action in enumerate(ACTIONS):
        if name == action:
            return place
    raise UnknownNameError("action", owner, name, ACTIONS)


def _spans(frame: pd.DataFrame) -> list[tuple[int, int] | None]:
    """Return the first and last year of each action, None without a start."""
    if "start" not in frame.columns:
        raise DataError("network.no_column", column="start", available=list(frame.columns[:12]))
    found: list[tuple[int, int] | None] = []
    dates = zip(read_dates(frame, "start"), read_dates(frame, "end"), strict=True)
    for row, (start, end) in enumerate(dates, start=1):
        if start and end and end < start[: len(end)]:
            raise DataError("network.end_before_start", start=start, end=end, row=row)
        found.append((int(start[:4]), int((end or start)[:4])) if start else None)
    if not any(found):
        raise DataError("network.no_dates")
    return found


def _counts(
    kinds: list[int], spans: list[tuple[int, int] | None], length: int
) -> tuple[NDArray[np.int64], int]:
    """Return the count of each action in each period, and the first year of the first one."""
    dated = [(kind, *span) for kind, span in zip(kinds, spans, strict=True) if span]
    begin, stop = min(item[1] for item in dated), max(item[2] for item in dated)
    if stop - begin >= _LONGEST:
        raise ArgumentError(
            "actions", "resource_stage", "within_years", f"{begin}-{stop}", high=_LONGEST
        )
    found = np.zeros(((stop - begin) // length + 1, len(ACTIONS)), dtype=np.int64)
    for kind, first, last in dated:
        found[(first - begin) // length : (last - begin) // length + 1, kind] += 1
    return found, begin


def _period(first: int, length: int, counts: NDArray[np.int64], margin: float) -> ActionPeriod:
    total = int(counts.sum())
    shares = tuple(float(count / total) if total else float("nan") for count in counts)
    near = [
        name
        for name, share in zip(ACTIONS, shares, strict=True)
        if share >= max(shares) - margin - _SAME
    ]
    stage = ("none", near[0] if near else "none", "ambiguous")[min(len(near), 2)]
    return ActionPeriod(
        first=first,
        last=first + length - 1,
        counts=tuple(counts.tolist()),
        shares=shares,
        leading=tuple(near),
        stage=stage,
    )


def _notes(spans: list[tuple[int, int] | None], stages: list[ActionPeriod]) -> tuple[Note, ...]:
    notes = []
    if None in spans:
        notes.append(Note("network.note.undated", {"count": spans.count(None)}))
    if stages[-1].stage == "ambiguous":
        leading = list(stages[-1].leading)
        notes.append(Note("network.note.ambiguous_stage", {"actions": leading}, "warning"))
    clear = [ACTIONS.index(item.stage) for item in stages if item.stage in ACTIONS]
    back = sum(after == before - 1 for before, after in pairwise(clear))
    if back:
        notes.append(Note("network.note.stages_back", {"count": back}))
    return tuple(notes)
