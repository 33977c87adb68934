"""Paths of shares over time under the replicator dynamics, and where they end for certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.games.motion import TOLERANCE, Motion, motion_of
from consilience.games.records import REFERENCES, Form
from consilience.games.values import all_values, range_notes, shown_values
from consilience.results import Note, Result

MOST_STEPS = 200_000
_SUM = 1e-9

Floats = NDArray[np.float64]
Numbers = Sequence[float] | Floats
Start = Sequence[float | Numbers] | Sequence[Floats] | Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Trajectory(Result):
    """The path from one start.

    ``shares`` has a row a time and a column a strategy, populations one after the other; shape
    (times, strategies). ``end``: the stable vertex to which the last state goes for certain, ()
    where that is not known.
    """

    populations: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    times: Floats
    shares: Floats
    end: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a time: the time and the share of each strategy."""
        frame = pd.DataFrame(self.shares, columns=labels(self.populations, self.strategies))
        frame.insert(0, "time", self.times)
        return frame


@dataclass(frozen=True, kw_only=True, eq=False)
class Trajectories(Result):
    """The paths from several starts; ``shares`` has the shape (starts, times, strategies)."""

    populations: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    times: Floats
    shares: Floats
    ends: tuple[tuple[str, ...], ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a start and time."""
        starts, times, count = self.shares.shape
        frame = pd.DataFrame(
            self.shares.reshape(starts * times, count),
            columns=labels(self.populations, self.strategies),
        )
        frame.insert(0, "time", np.tile(self.times, starts))
        frame.insert(0, "start", np.repeat(np.arange(1, starts + 1), times))
        return frame


def labels(populations: Sequence[str], strategies: Sequence[Sequence[str]]) -> list[str]:
    """Return a name for each strategy that no other one has."""
    pairs = zip(populations, strategies, strict=True)
    return [f"{population}: {name}" for population, names in pairs for name in names]


def trajectory(form: Form, start: object, times: object, values: object, owner: str) -> Trajectory:
    """Return the path from one start; see :meth:`Game.trajectory`."""
    found = trajectories(form, [start], times, values, owner)
    return Trajectory(
        populations=found.populations,
        strategies=found.strategies,
        times=found.times,
        shares=found.shares[0],
        end=found.ends[0],
        parameters=found.parameters,
        notes=found.notes,
        references=found.references,
    )


def trajectories(
    form: Form, starts: object, times: object, values: object, owner: str
) -> Trajectories:
    """Return the paths from several starts; see :meth:`Game.trajectories`."""
    rows = starts_of(form, starts, owner)
    moments = times_of(times, owner)
    known = all_values(form, values, owner)
    motion = motion_of(form, known)
    shares, ends = motion.follow(rows, moments, trap=False, most_steps=MOST_STEPS)
    if (ends == -2).any():
        raise DataError("games.too_many_steps", most=MOST_STEPS)
    shares.flags.writeable = False
    return Trajectories(
        populations=tuple(item.name for item in form.populations),
        strategies=tuple(item.strategies for item in form.populations),
        times=moments,
        shares=shares,
        ends=end_names(motion, motion.trapped(shares[:, -1])),
        parameters={
            "values": shown_values(known),
            "starts": rows.tolist(),
            "dynamics": "replicator",
            "tolerance": TOLERANCE,
        },
        notes=(*form.notes, *range_notes(form, known), *_edge_notes(rows)),
        references=(*REFERENCES, "dormand1980"),
    )


def end_names(motion: Motion, ends: NDArray[np.int64]) -> tuple[tuple[str, ...], ...]:
    """Return the profile at which each start ends, () for none."""
    names = [motion.form.names(profile) for profile in motion.traps]
    return tuple(names[end] if end >= 0 else () for end in ends)


def starts_of(form: Form, starts: object, owner: str) -> Floats:
    """Return starts as rows of the shares of all strategies, shape (starts, strategies)."""
    if isinstance(starts, str) or not isinstance(starts, Sequence | np.ndarray) or not len(starts):
        raise ArgumentError("starts", owner, "list", starts)
    return np.array([_start(form, start, owner) for start in starts])


def _start(form: Form, start: object, owner: str) -> list[float]:
    count = len(form.populations)
    if isinstance(start, str) or not isinstance(start, Sequence | np.ndarray):
        raise ArgumentError("start", owner, "start", start, count=count)
    if len(start) != count:
        raise ArgumentError("start", owner, "start", start, count=count)
    found: list[float] = []
    for population, given in zip(form.populations, start, strict=True):
        size = len(population.strategies)
        if isinstance(given, Sequence | np.ndarray) and not isinstance(given, str):
            shares = checks.memberships(given, "start", owner)
            if len(shares) != size or abs(shares.sum() - 1) > _SUM:
                raise DataError("games.start_sum", population=population.name, count=size)
            found += (shares / shares.sum()).tolist()
        elif size == 2:
            first = checks.interval(given, 0, 1, "start", owner)
            found += [first, 1 - first]
        else:
            raise DataError("games.start_sum", population=population.name, count=size)
    return found


def times_of(times: object, owner: str) -> Floats:
    """Return increasing times of at least 0."""
    found = checks.numbers(times, "times", owner)
    if found[0] < 0 or (np.diff(found) <= 0).any():
        raise ArgumentError("times", owner, "increasing_times", times)
    return found


def _edge_notes(rows: Floats) -> tuple[Note, ...]:
    count = int((rows == 0).any(axis=1).sum())
    return (Note("games.note.start_on_edge", {"count": count}, "warning"),) * bool(count)
