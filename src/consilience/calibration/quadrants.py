"""Embedded logic and power logic: the quadrants of joint and asymmetric dependence."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from consilience import checks
from consilience.calibration.dependence import case_names
from consilience.errors import DataError
from consilience.results import Note, Result

QUADRANTS = ("embedded logic", "power logic", "both", "neither")


@dataclass(frozen=True, kw_only=True, eq=False)
class DualLogic(Result):
    """The quadrant of every dyad.

    ``quadrant`` holds one of ``"embedded logic"`` (joint dependence high, asymmetry low),
    ``"power logic"`` (asymmetry high, joint dependence low), ``"both"`` and ``"neither"`` for
    each dyad of ``cases``; ``members`` names the cases of all four, empty ones too. ``dominant``
    is the logic with more dyads of its own, ``"embedded logic"``, ``"power logic"`` or
    ``"neither"`` when they tie. ``trend`` is Spearman's rank correlation of the two measures (NaN
    if one is constant).
    """

    cases: tuple[str, ...]
    joint: NDArray[np.float64]
    asymmetry: NDArray[np.float64]
    quadrant: tuple[str, ...]
    members: Mapping[str, tuple[str, ...]]
    dominant: str
    trend: float

    def to_frame(self) -> pd.DataFrame:
        """Return one row a dyad."""
        return pd.DataFrame(
            {
                "joint": self.joint,
                "asymmetry": self.asymmetry,
                "quadrant": self.quadrant,
            },
            index=pd.Index(self.cases, name="case"),
        )


def dual_logic(
    joint: ArrayLike,
    asymmetry: ArrayLike,
    *,
    joint_cut: float | None = None,
    asymmetry_cut: float | None = None,
    cases: Iterable[str] | None = None,
) -> DualLogic:
    """Place dyads by joint and asymmetric dependence: embedded logic, power logic, both, neither.

    Embeddedness (joint dependence) and power (asymmetry) are two dimensions that can go
    together. A value counts as high when it is above its cut; the cuts default to the medians of
    the sample. The quadrants and the cuts are a convention of this program.

    Parameters
    ----------
    joint
        Joint dependence of each dyad, shape (n,).
    asymmetry
        Asymmetric dependence of each dyad without sign, at least 0, shape (n,).
    joint_cut, asymmetry_cut
        Values above these are high; by default the medians.
    cases
        Names of the dyads, each once; 1, 2, ... by default.

    Returns
    -------
    DualLogic
        The quadrant of every dyad, the cases of all four quadrants, the dominant logic and the
        trend.

    Raises
    ------
    ArgumentError
        If a number is missing or not finite, or lengths differ.
    DataError
        If an asymmetry is negative.

    Examples
    --------
    >>> found = dual_logic([7, 2, 6, 3], [0, 3, 4, 1], cases=["A", "B", "C", "D"])
    >>> found.quadrant
    ('embedded logic', 'power logic', 'both', 'neither')
    >>> found.dominant
    'neither'

    References
    ----------
    Gulati and Sytch (2007), Dependence Asymmetry and Joint Dependence.
    """
    together = checks.numbers(joint, "joint", "dual_logic")
    unequal = checks.numbers(asymmetry, "asymmetry", "dual_logic")
    checks.same_length(unequal, together, "asymmetry", "dual_logic", "joint")
    if (unequal < 0).any():
        place = int(np.argmax(unequal < 0))
        raise DataError("calibration.signed_asymmetry", got=float(unequal[place]), place=place + 1)
    names = case_names(cases, len(together), "dual_logic")
    cuts = _cut(together, joint_cut, "joint_cut"), _cut(unequal, asymmetry_cut, "asymmetry_cut")
    labels = _quadrants(together > cuts[0], unequal > cuts[1])
    trend = _rank_correlation(together, unequal)
    return DualLogic(
        cases=names,
        joint=together,
        asymmetry=unequal,
        quadrant=labels,
        members={
            name: tuple(case for case, label in zip(names, labels, strict=True) if label == name)
            for name in QUADRANTS
        },
        dominant=_dominant(labels),
        trend=trend,
        parameters={"joint_cut": cuts[0], "asymmetry_cut": cuts[1]},
        notes=(Note("calibration.note.no_trend"),) if math.isnan(trend) else (),
        references=("gulati2007",),
    )


def _cut(values: NDArray[np.float64], cut: float | None, name: str) -> float:
    return float(np.median(values)) if cut is None else checks.number(cut, name, "dual_logic")


def _quadrants(embedded: NDArray[np.bool_], power: NDArray[np.bool_]) -> tuple[str, ...]:
    chosen = np.select(
        [embedded & ~power, power & ~embedded, embedded & power], QUADRANTS[:3], QUADRANTS[3]
    )
    return tuple(chosen.tolist())


def _dominant(labels: tuple[str, ...]) -> str:
    lead = labels.count("embedded logic") - labels.count("power logic")
    return "embedded logic" if lead > 0 else "power logic" if lead < 0 else "neither"


def _rank_correlation(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    ranks = [pd.Series(item).rank().to_numpy() - (len(item) + 1) / 2 for item in (first, second)]
    spread = math.sqrt(float((ranks[0] ** 2).sum() * (ranks[1] ** 2).sum()))
    return float((ranks[0] * ranks[1]).sum()) / spread if spread else math.nan
