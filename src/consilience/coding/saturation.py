"""Saturation: after which source others add next to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.coding.new_codes import (
    Ints,
    new_codes,
    presence,
    random_orders,
    reached_after,
    windows,
)
from consilience.errors import ArgumentError
from consilience.results import Note, Result

BASES, RUNS, THRESHOLDS = (4, 5, 6), (2, 3), (0.0, 0.05)
ORDER_SHARE = 0.8  # a convention of this program: a note warns where fewer orders are saturated
Fixed = TypeVar("Fixed", bound=NDArray[Any])


@dataclass(frozen=True)
class Run:
    """One run of sources, counted from 1: how many codes it added, beside those of the base.

    ``ratio`` is new codes over codes of the base; NaN where the base has none.
    """

    first: int
    last: int
    new: int
    ratio: float


@dataclass(frozen=True)
class Setting:
    """The statement under other settings; ``reached`` is 0 where it is not reached."""

    base: int
    run: int
    threshold: float
    reached: int
    statement: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Saturation(Result):
    """When new codes ceased, in the given order and in random orders.

    ``status`` is "reached", "not reached", "too few sources" or "empty base". ``reached`` is the
    number of sources before the first run at or below the threshold, 0 where there is none, and
    ``statement`` says it as ``"6+2"``: after 6 sources, confirmed by a run of 2. ``new`` and
    ``cumulative`` count codes source by source, shape (sources,). ``low``, ``median`` and ``high``
    are the band of the cumulative count over random orders, shape (sources,), empty without them;
    ``order_share`` is the share of random orders that reach saturation and ``order_reached`` low
    end, median and high end of where they do (NaN where none does).
    """

    sources: tuple[str, ...]
    status: str
    reached: int
    statement: str
    base_codes: int
    new: NDArray[np.int64]
    cumulative: NDArray[np.int64]
    runs: tuple[Run, ...]
    low: NDArray[np.float64]
    median: NDArray[np.float64]
    high: NDArray[np.float64]
    order_share: float
    order_reached: tuple[float, ...]
    sensitivity: tuple[Setting, ...]

    @property
    def later(self) -> int:
        """How many codes first appear after ``reached`` sources; 0 where it is not reached."""
        return int(self.new[self.reached :].sum()) if self.reached else 0

    def to_frame(self) -> pd.DataFrame:
        """Return one row a source: new codes, codes so far, and the band of random orders."""
        found = pd.DataFrame(
            {"source": self.sources, "new": self.new, "cumulative": self.cumulative}
        )
        if len(self.median):
            found = found.assign(low=self.low, median=self.median, high=self.high)
        return found

    def sensitivity_frame(self) -> pd.DataFrame:
        """Return one row a setting of base, run and threshold."""
        return pd.DataFrame([vars(item) for item in self.sensitivity])


def saturation(
    codes_by_source: object,
    *,
    base: int = 4,
    run: int = 2,
    threshold: float = 0.05,
    orders: int = 1000,
    confidence: float = 0.9,
    seed: int = 0,
) -> Saturation:
    """Say after how many sources new ones stopped to add codes, and how sure that is.

    The codes of the first ``base`` sources are what is known. Then runs of ``run`` sources follow,
    each one source later than the one before. The first run whose new codes are at most
    ``threshold`` of the base ends the search.

    This is saturation of codes: whether their meaning is understood is another question.

    Parameters
    ----------
    codes_by_source : mapping of sources to lists of codes, or table
        In the order in which the sources were analysed. A table has one row a source (named by
        the index) and one column a code; the cells are counts of at least 0, above 0 for a code
        that the source has.
    base, run : int, at least 1
        Base size and run length.
    threshold : float, between 0 and 1
        The largest share of new information.
    orders : int, at least 0
        Random orders of the sources, for the band; 0 for none.
    confidence : float, between 0 and 1
        What the band covers, at each number of sources.
    seed : int, at least 0
        Same seed, same orders.

    Returns
    -------
    Saturation
        Curve, runs, statement, band, and the statement under other settings (a convention of this
        program: base 4, 5, 6, run 2, 3, threshold 0 and .05, and the settings given).

    Raises
    ------
    ArgumentError, DataError
        If a source repeats, a count is no number of at least 0, no source has a code, or a setting
        is not allowed.

    Examples
    --------
    >>> interviews = {
    ...     "J1": ["trust", "power"], "J2": ["trust", "law"], "J3": ["law"], "J4": ["cost"],
    ...     "J5": ["speed"], "J6": ["trust"], "J7": ["power"],
    ... }
    >>> found = saturation(interviews)
    >>> found.statement, found.new.tolist()
    ('5+2', [2, 1, 0, 1, 1, 0, 0])

    References
    ----------
    Guest, Namey and Chen (2020), A Simple Method to Assess and Report Thematic Saturation in
    Qualitative Research; Hennink, Kaiser and Marconi (2017), Code Saturation Versus Meaning
    Saturation.
    """
    owner = "saturation"
    sources, present = presence(codes_by_source, owner)
    size = checks.whole(base, 1, "base", owner)
    length = checks.whole(run, 1, "run", owner)
    limit = checks.interval(threshold, 0.0, 1.0, "threshold", owner)
    settings = _order_settings(orders, confidence, seed, owner)
    new = new_codes(present, np.arange(len(sources))[None, :])[0]
    reached = int(reached_after(new[None, :], size, length, limit)[0])
    drawn = random_orders(present, settings["orders"], settings["seed"])
    tail = (1 - settings["confidence"]) / 2
    band = _band(drawn, tail)
    share, order_reached = _over_orders(reached_after(drawn, size, length, limit), tail)
    status = _status(new, size, length, reached)
    return Saturation(
        sources=sources,
        status=status,
        reached=reached,
        statement=_statement(reached, length),
        base_codes=int(new[:size].sum()),
        new=_fixed(new),
        cumulative=_fixed(np.cumsum(new)),
        runs=_runs(new, size, length),
        low=band[0],
        median=band[1],
        high=band[2],
        order_share=share,
        order_reached=order_reached,
        sensitivity=_sensitivity(new, size, length, limit),
        parameters={
            "unit": "source",
            "base": size,
            "run": length,
            "threshold": limit,
            **settings,
        },
        notes=_notes(status, sources, size, length, share),
        references=("guest2020", "hennink2017"),
    )


def _order_settings(orders: object, confidence: object, seed: object, owner: str) -> dict[str, Any]:
    covered = checks.number(confidence, "confidence", owner)
    if not 0 < covered < 1:
        raise ArgumentError("confidence", owner, "between", confidence, low=0, high=1)
    return {
        "orders": checks.whole(orders, 0, "orders", owner),
        "confidence": covered,
        "seed": checks.whole(seed, 0, "seed", owner),
    }


def _runs(new: Ints, base: int, run: int) -> tuple[Run, ...]:
    if len(new) < base + run:
        return ()
    known = int(new[:base].sum())
    return tuple(
        Run(
            first=base + place + 1,
            last=base + place + run,
            new=found,
            ratio=found / known if known else float("nan"),
        )
        for place, found in enumerate(windows(new[None, :], base, run)[0].tolist())
    )


def _band(new: Ints, tail: float) -> NDArray[np.float64]:
    """Return low, median and high of the codes so far over random orders, shape (3, sources)."""
    if not len(new):
        return _fixed(np.empty((3, 0)))
    return _fixed(np.quantile(np.cumsum(new, axis=1), [tail, 0.5, 1 - tail], axis=0))


def _over_orders(reached: Ints, tail: float) -> tuple[float, tuple[float, ...]]:
    """Return the share of orders that are saturated, and where they are."""
    found = reached[reached > 0]
    if not len(found):
        return (0.0 if len(reached) else float("nan")), (float("nan"),) * 3
    low, middle, high = np.quantile(found, [tail, 0.5, 1 - tail]).tolist()
    return len(found) / len(reached), (low, middle, high)


def _sensitivity(new: Ints, base: int, run: int, threshold: float) -> tuple[Setting, ...]:
    settings = [
        (size, length, limit)
        for size in sorted({*BASES, base})
        for length in sorted({*RUNS, run})
        for limit in sorted({*THRESHOLDS, threshold})
    ]
    found = []
    for size, length, limit in settings:
        reached = int(reached_after(new[None, :], size, length, limit)[0])
        found.append(Setting(size, length, limit, reached, _statement(reached, length)))
    return tuple(found)


def _statement(reached: int, run: int) -> str:
    return f"{reached}+{run}" if reached else ""


def _status(new: Ints, base: int, run: int, reached: int) -> str:
    if len(new) < base + run:
        return "too few sources"
    if not new[:base].sum():
        return "empty base"
    return "reached" if reached else "not reached"


def _notes(
    status: str, sources: tuple[str, ...], base: int, run: int, share: float
) -> tuple[Note, ...]:
    found = [Note("coding.note.code_saturation")]
    if status == "too few sources":
        values = {"sources": len(sources), "needed": base + run}
        found.insert(0, Note("coding.note.too_few_sources", values, "warning"))
    elif status == "empty base":
        found.insert(0, Note("coding.note.empty_base", {"base": base}, "warning"))
    elif share < ORDER_SHARE and status == "reached":
        found.insert(0, Note("coding.note.order_matters", {"share": share}, "warning"))
    return tuple(found)


def _fixed(found: Fixed) -> Fixed:
    found.flags.writeable = False
    return found
