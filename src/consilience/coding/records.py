"""The results of agreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from consilience import checks
from consilience.results import Result

Undefined = Literal["", "no pairs", "no variation", "one value"]


@dataclass(frozen=True)
class Interval:
    """A percentile interval from resampled units or sources.

    ``undefined`` counts the resamples in which the coefficient was undefined: they are left out.
    Both ends are NaN if the coefficient was undefined in all of them.
    """

    low: float
    high: float
    confidence: float
    bootstraps: int
    undefined: int
    resampled: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Agreement(Result):
    """One coefficient: 1 - observed / expected disagreement.

    ``value`` is NaN where the coefficient is undefined; ``undefined`` then names the reason:
    "no pairs" (no unit was coded twice), "no variation" (only one value occurs) or "one value"
    (the scale has only one), and a note says it as a sentence. ``units`` were coded by at least
    two coders, ``single`` by fewer. ``values`` is the scale as text. ``float(found)`` is the value.
    """

    coefficient: str
    value: float
    undefined: Undefined
    observed_disagreement: float
    expected_disagreement: float
    interval: Interval | None
    coders: tuple[str, ...]
    units: int
    single: int
    values: tuple[str, ...]

    def __float__(self) -> float:
        return self.value

    def to_frame(self) -> pd.DataFrame:
        """Return one row with the coefficient, its interval and the counts."""
        low, high = (self.interval.low, self.interval.high) if self.interval else (None, None)
        row = {
            "coefficient": self.coefficient,
            "value": self.value,
            "low": low,
            "high": high,
            "units": self.units,
            "coders": len(self.coders),
            "unit": self.parameters["unit"],
        }
        return pd.DataFrame([row])


@dataclass(frozen=True)
class CodeAgreement:
    """Agreement on one code as a decision (this code, or not), or on all together ("pooled").

    ``units`` were coded at least twice (pooled over several codes: decisions).
    ``share`` is the share of codings that give the code (pooled: NaN where every unit has one of
    several values). ``absent`` is the share of units with two codings or more to which nobody
    gave it. ``coefficients`` and ``intervals`` go by the name of the coefficient; NaN and an
    entry of ``undefined`` stand where one is undefined.
    """

    code: str
    units: int
    share: float
    absent: float
    coefficients: Mapping[str, float]
    intervals: Mapping[str, Interval]
    undefined: Mapping[str, Undefined]


@dataclass(frozen=True, kw_only=True, eq=False)
class AgreementTable(Result):
    """Several coefficients for all codes together, and for each code alone."""

    pooled: CodeAgreement
    codes: tuple[CodeAgreement, ...]
    coders: tuple[str, ...]

    def of(self, code: str) -> CodeAgreement:
        """Return the agreement on one code."""
        wanted = checks.choice(code, [item.code for item in self.codes], "code", "of")
        return next(item for item in self.codes if item.code == wanted)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a code, the pooled row first."""
        rows = []
        for item in (self.pooled, *self.codes):
            row: dict[str, object] = {"code": item.code, "units": item.units}
            row |= {"share": item.share, "absent": item.absent}
            for name, value in item.coefficients.items():
                row[name] = value
                if name in item.intervals:
                    row[f"{name} low"] = item.intervals[name].low
                    row[f"{name} high"] = item.intervals[name].high
            rows.append(row)
        return pd.DataFrame(rows)


@dataclass(frozen=True)
class Disagreement:
    """One unit on which coders differ: what each of them gave ("" for not coded)."""

    unit: str
    codings: tuple[str, ...]


@dataclass(frozen=True)
class Confusion:
    """How often one coder gave a value where another gave a value."""

    first: str
    second: str
    given: str
    other: str
    count: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Disagreements(Result):
    """The units on which coders differ, in the order of the table, and who mistakes what for what.

    ``confusions`` counts the values of every two coders, also equal ones.
    """

    coders: tuple[str, ...]
    values: tuple[str, ...]
    units: tuple[Disagreement, ...]
    confusions: tuple[Confusion, ...]

    def confusion(self, first: str, second: str) -> pd.DataFrame:
        """Return the cross table of two coders: rows for the first, columns for the second."""
        one = checks.choice(first, self.coders, "first", "confusion")
        two = checks.choice(second, self.coders, "second", "confusion")
        place = {value: number for number, value in enumerate(self.values)}
        counts = np.zeros((len(place), len(place)), dtype=np.int64)
        for item in self.confusions:
            if (item.first, item.second) == (one, two):
                counts[place[item.given], place[item.other]] += item.count
            elif (item.second, item.first) == (one, two):
                counts[place[item.other], place[item.given]] += item.count
        return pd.DataFrame(counts, index=list(place), columns=list(place))

    def to_frame(self) -> pd.DataFrame:
        """Return one row a unit on which coders differ, one column a coder."""
        rows = [(item.unit, *item.codings) for item in self.units]
        return pd.DataFrame(rows, columns=["unit", *self.coders])
