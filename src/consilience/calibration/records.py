"""The results of calibration: memberships with the settings that made them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import DTypeLike, NDArray

from consilience.results import Note, Result

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True, eq=False)
class Calibrated(Result):
    """Memberships in a set, one a case.

    ``values`` are the raw values and ``memberships`` the calibrated ones, both read-only and of
    shape (n,). ``numpy.asarray`` gives the memberships.
    """

    values: NDArray[np.float64]
    memberships: NDArray[np.float64]

    def __array__(
        self, dtype: DTypeLike | None = None, *, copy: bool | None = None
    ) -> NDArray[Any]:
        return np.array(self.memberships, dtype=dtype, copy=copy)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a case: the raw value and the membership."""
        return pd.DataFrame({"value": self.values, "membership": self.memberships})


@dataclass(frozen=True, kw_only=True, eq=False)
class HalfMemberships(Result):
    """Memberships after a decision on those of exactly .5.

    ``memberships`` has the length of the input, shape (n,); ``kept`` is false where a case is to
    be left out; ``places`` are the positions of exactly .5, counted from 1. ``numpy.asarray``
    gives the memberships.
    """

    memberships: NDArray[np.float64]
    kept: NDArray[np.bool_]
    places: tuple[int, ...]

    def __array__(
        self, dtype: DTypeLike | None = None, *, copy: bool | None = None
    ) -> NDArray[Any]:
        return np.array(self.memberships, dtype=dtype, copy=copy)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a case: the membership and whether the case is kept."""
        return pd.DataFrame({"membership": self.memberships, "kept": self.kept})


@dataclass(frozen=True, kw_only=True, eq=False)
class Skew(Result):
    """How the cases of a set lie around the crossover point.

    ``share_above`` is the share of cases with a membership above .5; ``above``, ``below`` and
    ``half`` count the cases.
    """

    share_above: float
    above: int
    below: int
    half: int

    def to_frame(self) -> pd.DataFrame:
        """Return one row with the share and the counts."""
        columns = ("share_above", "above", "below", "half")
        return pd.DataFrame({name: [getattr(self, name)] for name in columns})


@dataclass(frozen=True, kw_only=True, eq=False)
class Anchors(Result):
    """The three anchors of direct calibration, in the unit of the raw values.

    ``numpy.asarray`` gives them in the order that ``direct`` takes.
    """

    full_out: float
    crossover: float
    full_in: float

    def __array__(
        self, dtype: DTypeLike | None = None, *, copy: bool | None = None
    ) -> NDArray[Any]:
        found = np.array([self.full_out, self.crossover, self.full_in], dtype=np.float64)
        return np.array(found, dtype=dtype, copy=copy)

    def to_frame(self) -> pd.DataFrame:
        """Return one row an anchor."""
        names = ["full_out", "crossover", "full_in"]
        return pd.DataFrame({"anchor": names, "value": np.asarray(self)})


def calibrated(
    values: NDArray[np.float64],
    memberships: NDArray[np.float64],
    *,
    parameters: Mapping[str, Any],
    notes: tuple[Note, ...],
    references: tuple[str, ...],
) -> Calibrated:
    """Return the record with its memberships read-only."""
    memberships.flags.writeable = False
    return Calibrated(
        values=values,
        memberships=memberships,
        parameters=parameters,
        notes=notes,
        references=references,
    )
