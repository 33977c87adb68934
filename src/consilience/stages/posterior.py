"""What the events or the series of a history say about its stages: posteriors and their words."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from consilience import checks
from consilience.errors import ArgumentError
from consilience.kernels import divisions
from consilience.results import Note, Result

Floats = NDArray[np.float64]

_SHARP = 3  # a boundary known to a year either way spans three years
_CLEAR = 0.9  # membership below it in every stage: stages overlap


@dataclass(frozen=True)
class Boundary:
    """The first year of a stage, as far as the events tell.

    ``years`` are the most probable ones that hold the credible mass together, ``low`` and ``high``
    their ends, ``modes`` the most probable year, or all tied ones. ``state`` is ``"located"`` if
    the ends are at most two years apart, and nearer than in a history of as many years without any
    event; else ``"undetermined"``.
    """

    stage: int
    state: str
    modes: tuple[int, ...]
    probability: float
    low: int
    high: int
    years: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Segmentation(Result):
    """The posterior of the number of stages, and of the boundaries given ``stages`` of them.

    ``number_probability`` is that of 1, 2, ... stages, read-only, shape (most_stages,).
    ``boundary_probability`` has a row a boundary and a column a year; ``membership`` a row a year
    and a column a stage: how probably the year lies in it. ``overlap`` are the years that belong to
    no stage with 0.9 or more. ``events`` counts what was observed: events, or the numbers of a
    series, which has no ``levels``.
    """

    years: tuple[int, ...]
    dimensions: tuple[str, ...]
    levels: tuple[str, ...]
    events: int
    stages: int
    number_probability: Floats
    boundaries: tuple[Boundary, ...]
    boundary_probability: Floats
    membership: Floats
    overlap: tuple[int, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a boundary; one that is undetermined has no year."""
        rows = [
            (item.stage, item.state, item.probability, item.low, item.high)
            for item in self.boundaries
        ]
        found = pd.DataFrame(rows, columns=["stage", "state", "probability", "low", "high"])
        years = [item.modes[0] if item.state == "located" else None for item in self.boundaries]
        found.insert(2, "year", pd.Series(years, dtype="Int64"))
        return found


@dataclass(frozen=True)
class Settings:
    """What is asked: the most stages, the number to describe, the mass of sets of years."""

    most: int
    stages: int | None
    credible: float


def read_settings(
    most_stages: int, stages: int | None, credible: float, years: int, owner: str
) -> Settings:
    """Return checked settings; there are at most as many stages as years."""
    most = min(checks.whole(most_stages, 1, "most_stages", owner), years)
    chosen = None if stages is None else checks.whole(stages, 1, "stages", owner)
    if chosen is not None and chosen > most:
        raise ArgumentError("stages", owner, "interval_whole", chosen, low=1, high=most)
    mass = checks.number(credible, "credible", owner)
    if not 0 < mass < 1:
        raise ArgumentError("credible", owner, "between", mass, low=0, high=1)
    return Settings(most, chosen, mass)


def segmented(
    stretches: list[Floats],
    names: dict[str, tuple[Any, ...]],
    observed: int,
    settings: Settings,
    words: tuple[dict[str, Any], tuple[Note, ...], tuple[str, ...]],
) -> Segmentation:
    """Return the posterior, averaged over priors, each with the log probability of all stretches.

    ``names`` are years, dimensions and levels; ``words`` parameters, notes and references.
    """
    years = names["years"]
    sums = [divisions.sums(found, settings.most) for found in stretches]
    joint = _joint([forward for forward, _ in sums])
    numbers = joint.sum(axis=0)
    count = int(np.argmax(numbers)) + 1 if settings.stages is None else settings.stages
    share = joint[:, count - 1] / joint[:, count - 1].sum()
    starts = np.tensordot(share, [divisions.begins(*pair, count) for pair in sums], axes=1)
    bare = _bare(len(years), count)
    found = [
        _boundary(stage, row, years, (settings.credible, without))
        for stage, (row, without) in enumerate(zip(starts, bare, strict=True), 2)
    ]
    membership = _membership(starts)
    unclear = membership.max(axis=1) < _CLEAR
    parameters, notes, references = words
    return Segmentation(
        years=years,
        dimensions=names["dimensions"],
        levels=names["levels"],
        events=observed,
        stages=count,
        number_probability=_frozen(numbers),
        boundaries=tuple(found),
        boundary_probability=_frozen(starts),
        membership=_frozen(membership),
        overlap=tuple(itertools.compress(years, unclear.tolist())),
        parameters=parameters,
        notes=(*_notes(found, numbers, observed, series=not names["levels"]), *notes),
        references=references,
    )


def _joint(forwards: list[Floats]) -> Floats:
    """Return the posterior of concentration (row) and 1, 2, ... stages (column)."""
    years, most = forwards[0].shape[1] - 1, len(forwards[0]) - 1
    divisions = [
        special.gammaln(years) - special.gammaln(k) - special.gammaln(years - k + 1)
        for k in range(1, most + 1)
    ]
    logs = np.array([forward[1:, -1] for forward in forwards]) - np.array(divisions)
    return np.asarray(special.softmax(logs), dtype=np.float64)


def _bare(years: int, count: int) -> Floats:
    """Return the probability of each first year where there are no events, shape (count - 1, n)."""
    alike = np.where(np.triu(np.ones((years + 1, years + 1)), 1) > 0, 0.0, -np.inf)
    return divisions.begins(*divisions.sums(alike, count), count)


def _boundary(
    stage: int, row: Floats, years: tuple[int, ...], beside: tuple[float, Floats]
) -> Boundary:
    """Return a boundary by its row of probabilities, the mass, and the row without events.

    In a short history few years are left for a boundary: a narrow set alone says nothing.
    """
    mass, without = beside
    held = divisions.credible(row, mass)
    low, high = years[int(held[0])], years[int(held[-1])]
    wide = high - low + 1
    told = wide == 1 or wide <= min(_SHARP, int(np.ptp(divisions.credible(without, mass))))
    top = np.flatnonzero(row >= row.max() - 1e-12).tolist()
    return Boundary(
        stage,
        "located" if told else "undetermined",
        tuple(years[place] for place in top),
        float(row.max()),
        low,
        high,
        tuple(years[place] for place in held.tolist()),
    )


def _membership(starts: Floats) -> Floats:
    """Return how probably each year lies in each stage: begun, and the next one not."""
    begun = np.vstack([np.ones(starts.shape[1]), starts.cumsum(axis=1), np.zeros(starts.shape[1])])
    return np.asarray(np.clip(begun[:-1] - begun[1:], 0.0, 1.0).T, dtype=np.float64)


def _notes(
    boundaries: list[Boundary], numbers: Floats, observed: int, *, series: bool
) -> list[Note]:
    key = "stages.note.undetermined_series" if series else "stages.note.undetermined"
    found = [
        Note(key, {"stage": b.stage, "low": b.low, "high": b.high, "events": observed}, "warning")
        for b in boundaries
        if b.state == "undetermined"
    ]
    best = float(numbers.max())
    if best < 0.5:
        values = {"number": int(np.argmax(numbers)) + 1, "probability": best}
        found.append(Note("stages.note.number_unsure", values, "warning"))
    return found


def compared_notes(defining: tuple[str, ...], compared: Any, owner: str) -> tuple[Note, ...]:
    """Return a warning where indicators that define stages are those compared across them."""
    if isinstance(compared, str) or not hasattr(compared, "__iter__"):
        raise ArgumentError("compared", owner, "names", compared)
    given = list(compared)
    if not all(isinstance(name, str) and name.strip() for name in given):
        raise ArgumentError("compared", owner, "names", given)
    shared = [name for name in defining if name in given]
    return (
        (Note("stages.note.circular_indicators", {"names": shared}, "warning"),) if shared else ()
    )


def _frozen(values: Floats) -> Floats:
    found = np.array(values, dtype=np.float64)
    found.flags.writeable = False
    return found
