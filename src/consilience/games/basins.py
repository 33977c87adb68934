"""Basins of attraction: from which share of all starts each stable state is reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.games.motion import Motion, motion_of
from consilience.games.records import REFERENCES, Form, Profile
from consilience.games.rest_points import equilibria
from consilience.games.values import all_values, range_notes, shown_values
from consilience.results import Note, Result

CHUNK = 10_000
HORIZON = 10_000.0
MOST_STEPS = 2_000
_FEW = 1_000
_NEAR = 1e-3

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Basin:
    """A stable state and the share of starts that end there, with its standard error.

    ``profile`` names the strategies of a vertex; it is empty for a mixed state.
    """

    profile: tuple[str, ...]
    shares: tuple[tuple[float, ...], ...]
    share: float
    standard_error: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Basins(Result):
    """The basins of all stable states; ``unsettled`` is the share of starts that reached none."""

    populations: tuple[str, ...]
    basins: tuple[Basin, ...]
    unsettled: float
    samples: int

    def of(self, *profile: str) -> Basin:
        """Return the basin of a vertex."""
        return next(item for item in self.basins if item.profile == profile)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a stable state."""
        rows = [
            {
                "state": ", ".join(item.profile) or str(item.shares),
                "share": item.share,
                "standard error": item.standard_error,
            }
            for item in self.basins
        ]
        return pd.DataFrame(rows, columns=["state", "share", "standard error"])


def basins(
    form: Form, values: object, samples: object, seed: object, horizon: object, owner: str
) -> Basins:
    """Return the basins of attraction; see :meth:`Game.basins`."""
    count = checks.whole(samples, 1, "samples", owner)
    start = checks.whole(seed, 0, "seed", owner)
    known = all_values(form, values, owner)
    motion = motion_of(form, known)
    until = HORIZON / motion.speed if horizon is None else checks.number(horizon, "horizon", owner)
    if until <= 0:
        raise ArgumentError("horizon", owner, "above", horizon, limit=0)
    mixed = _mixed(form, known, owner)
    sizes = [CHUNK] * (count // CHUNK) + [count % CHUNK] * bool(count % CHUNK)
    seeds = np.random.SeedSequence(start).spawn(len(sizes))
    totals = np.zeros(len(motion.traps) + len(mixed))
    for size, child in zip(sizes, seeds, strict=True):
        totals += _counted(motion, mixed, size, child, until)
    unsettled = 1 - float(totals.sum()) / count
    notes = [*form.notes, *range_notes(form, known)]
    if unsettled > 0:
        blanks = {"share": unsettled, "horizon": until}
        notes.append(Note("games.note.unsettled", blanks, "warning"))
    return Basins(
        populations=tuple(item.name for item in form.populations),
        basins=tuple(_found(motion, mixed, totals / count, count)),
        unsettled=float(unsettled),
        samples=count,
        parameters={
            "values": shown_values(known),
            "samples": count,
            "seed": start,
            "horizon": float(until),
            "dynamics": "replicator",
        },
        notes=tuple(notes),
        references=(*REFERENCES, "dormand1980"),
    )


def basin_share(form: Form, known: Mapping[str, Fraction], profile: Profile) -> float:
    """Return the share of 1,000 starts, always the same, that end at a vertex."""
    motion = motion_of(form, known)
    if profile not in motion.traps:
        return 0.0
    counts = _counted(motion, [], _FEW, np.random.SeedSequence(0), HORIZON / motion.speed)
    return float(counts[motion.traps.index(profile)]) / _FEW


def uniform_starts(form: Form, count: int, seed: np.random.SeedSequence) -> Floats:
    """Return starts spread evenly over all shares, shape (count, strategies)."""
    rng = np.random.default_rng(seed)
    parts = []
    for size in form.sizes:
        drawn = rng.standard_exponential((count, size))
        parts.append(drawn / drawn.sum(axis=1, keepdims=True))
    return np.concatenate(parts, axis=1)


def _mixed(form: Form, known: Mapping[str, Fraction], owner: str) -> list[Floats]:
    """Return stable states that no box traps: mixed ones, where they can be stable at all."""
    if not form.depends_on_itself:
        return []
    points = equilibria(form, dict(known), owner).stable
    return [np.concatenate(point.shares) for point in points if point.mixed]


def _counted(
    motion: Motion,
    mixed: list[Floats],
    size: int,
    seed: np.random.SeedSequence,
    horizon: float,
) -> Floats:
    starts = uniform_starts(motion.form, size, seed)
    paths, ends = motion.follow(starts, np.array([horizon]), trap=True, most_steps=MOST_STEPS)
    counts = [float((ends == place).sum()) for place in range(len(motion.traps))]
    free = paths[ends < 0, -1]
    counts += [float((np.abs(free - state).max(axis=1) < _NEAR).sum()) for state in mixed]
    return np.array(counts)


def _found(motion: Motion, mixed: list[Floats], shares: Floats, count: int) -> list[Basin]:
    sizes = motion.form.sizes
    cuts = np.cumsum(sizes)[:-1]
    corners = [
        np.concatenate([np.eye(n)[k] for n, k in zip(sizes, profile, strict=True)])
        for profile in motion.traps
    ]
    names = [motion.form.names(profile) for profile in motion.traps] + [()] * len(mixed)
    return [
        Basin(
            profile=name,
            shares=tuple(tuple(row.tolist()) for row in np.split(state, cuts)),
            share=float(share),
            standard_error=float(np.sqrt(share * (1 - share) / count)),
        )
        for name, state, share in zip(names, [*corners, *mixed], shares, strict=True)
    ]
