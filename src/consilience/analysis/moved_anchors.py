"""What if an anchor stood elsewhere: the same cases, calibrated with moved anchors."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks, qca
from consilience.errors import ArgumentError, DataError

SHARES = (-0.5, -0.4, -0.3, -0.2, -0.1, 0.1, 0.2, 0.3, 0.4, 0.5)
ANCHOR_NAMES: Mapping[int, tuple[str, ...]] = {
    3: ("full_out", "crossover", "full_in"),
    6: (
        "left_full_out",
        "left_crossover",
        "left_full_in",
        "right_full_in",
        "right_crossover",
        "right_full_out",
    ),
}
_OWNER = "robustness"

Anchors = tuple[float, ...]
Calibrate = Callable[[str, Anchors], NDArray[np.float64]]


@dataclass(frozen=True)
class Movable:
    """The anchors of one set, and the raw values of the cases, shape (n,)."""

    anchors: Anchors
    raw: NDArray[np.float64]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the anchors; those of thresholds and groups are numbered from 1."""
        count = len(self.anchors)
        numbered = tuple(f"anchor_{place}" for place in range(1, count + 1))
        return ANCHOR_NAMES.get(count, numbered)


def anchor_alternatives(
    frame: pd.DataFrame,
    movable: Mapping[str, Movable],
    calibrate: Calibrate,
    shares: Sequence[float],
    other: Mapping[str, Any],
) -> tuple[qca.AlternativeData, ...]:
    """Return the memberships under each other anchor, one change at a time.

    Parameters
    ----------
    frame : data frame
        Memberships under the anchors as they are, one row a case.
    movable : mapping of str to Movable
        The columns whose anchors can move.
    calibrate : function
        Makes memberships of a column from anchors, shape (n,); NaN where a case drops out.
    shares : list of numbers in (-1, 1)
        By which each anchor moves, of its distance to the next one.
    other : mapping
        Other anchors by column, as in :func:`anchor_robustness`.
    """
    steps = [_share(share) for share in _numbers(shares, "anchor_shares")]
    given = list(_by_name(movable, other))
    moved = [change for name in movable for change in _by_shares(name, movable[name], steps)]
    return tuple(
        dataclasses.replace(
            item, data=frame.assign(**{name: calibrate(name, points)}).dropna(subset=[name])
        )
        for name, points, item in (*moved, *given)
    )


_Change = tuple[str, Anchors, qca.AlternativeData]


def _by_shares(name: str, movable: Movable, steps: Sequence[float]) -> Iterator[_Change]:
    for place in range(len(movable.anchors)):
        for share in steps:
            low, high = _room(movable, place)
            value = movable.anchors[place] + share * (high if share > 0 else low)
            if value != movable.anchors[place]:
                yield _moved(
                    name, movable, place, float(f"{value:.12g}")
                )  # 0.4975, as one reads it


def _room(movable: Movable, place: int) -> tuple[float, float]:
    """Return the distances of an anchor to the next lower and the next higher one."""
    points = sorted(movable.anchors)
    if len(points) == 1:
        return points[0] - float(movable.raw.min()), float(movable.raw.max()) - points[0]
    gaps = np.diff(points).tolist()
    where = points.index(movable.anchors[place])
    if place and movable.anchors[place] == movable.anchors[place - 1]:
        where += 1  # the two inner anchors of a bell may coincide
    return gaps[max(where - 1, 0)], gaps[min(where, len(gaps) - 1)]


def _by_name(movable: Mapping[str, Movable], other: Mapping[str, Any]) -> Iterator[_Change]:
    if not isinstance(other, Mapping):
        raise ArgumentError("anchors", _OWNER, "other_anchors", type(other).__name__)
    for name, wanted in other.items():
        checks.known_names(name, movable, "anchors", _OWNER)
        item = movable[name]
        if isinstance(wanted, Mapping):
            for anchor, values in wanted.items():
                place = item.names.index(checks.choice(anchor, item.names, "anchors", _OWNER))
                single = isinstance(values, int | float)
                for value in _numbers([values] if single else values, "anchors"):
                    yield _moved(name, item, place, value)
        else:
            for points in _whole_lists(wanted):
                shown = ", ".join(f"{point:.15g}" for point in points)
                yield name, points, qca.AlternativeData(f"{name} anchors", shown, None)


def _whole_lists(wanted: object) -> Iterable[Anchors]:
    if isinstance(wanted, str) or not isinstance(wanted, Sequence):
        raise ArgumentError("anchors", _OWNER, "other_anchors", type(wanted).__name__)
    return [_numbers(points, "anchors") for points in wanted]


def _moved(name: str, movable: Movable, place: int, value: float) -> _Change:
    points = (*movable.anchors[:place], value, *movable.anchors[place + 1 :])
    setting, before = f"{name} {movable.names[place]}", float(movable.anchors[place])
    return name, points, qca.AlternativeData(setting, value, None, initial=before)


def _numbers(values: object, name: str) -> Anchors:
    if isinstance(values, list | tuple) and not values:
        return ()
    return tuple(checks.numbers(values, name, _OWNER).tolist())


def _share(share: float) -> float:
    if not -1 < share < 1:
        raise DataError("analysis.anchor_share", got=share)
    return share
