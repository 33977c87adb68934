"""Agreement on spans that coders marked freely: span F1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from consilience import checks
from consilience.coding.measuring import read_unit
from consilience.coding.span_tables import read_spans
from consilience.errors import ArgumentError
from consilience.results import Note, Result

Ints = NDArray[np.int64]
ROUNDING = 1e-9


@dataclass(frozen=True)
class CodeSpans:
    """Spans of one code: how many each pair of coders marked, and how many match."""

    code: str
    f1: float
    matches: int
    spans: int


@dataclass(frozen=True, kw_only=True, eq=False)
class SpanAgreement(Result):
    """Span F1: twice the matches over all spans, summed over every two coders.

    ``spans`` counts the spans of both coders of a pair, for all pairs. ``f1`` is NaN where nobody
    marked anything.
    """

    f1: float
    matches: int
    spans: int
    codes: tuple[CodeSpans, ...]
    coders: tuple[str, ...]

    def __float__(self) -> float:
        return self.f1

    def to_frame(self) -> pd.DataFrame:
        """Return one row a code, and all codes together first."""
        whole = CodeSpans("pooled", self.f1, self.matches, self.spans)
        return pd.DataFrame([vars(item) for item in (whole, *self.codes)])


def span_f1(
    codings: object, *, overlap: float = 1.0, coders: object = None, unit: str = "free span"
) -> SpanAgreement:
    """Measure how many spans two coders share, without correction for chance.

    Spans match if they are of the same source and code and their common part is at least
    ``overlap`` of their joint length. Every span matches at most one other; of all ways to match
    them, one with the most matches counts.

    Parameters
    ----------
    codings : data frame or mapping of columns
        One row a coding: ``coder``, ``start``, ``end`` (whole numbers, end exclusive), and
        ``source`` and ``code`` where there are several.
    overlap : float, between 0 (exclusive) and 1
        1 for equal spans only.
    coders : list of str, optional
        All who coded, also those who marked nothing; those of the table by default.
    unit : str
        The unit of analysis, for the parameters.

    Returns
    -------
    SpanAgreement
        F1 in [0, 1]: 2 matches / (spans of one + spans of the other), summed over all pairs of
        coders, pooled and for each code.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a column is missing, a span empty or no whole number, or there are not two coders.

    Examples
    --------
    >>> codings = {
    ...     "coder": ["Ann", "Ann", "Bo", "Bo"],
    ...     "start": [0, 50, 0, 52],
    ...     "end": [10, 60, 10, 60],
    ...     "code": ["trust", "power", "trust", "power"],
    ... }
    >>> span_f1(codings).f1, span_f1(codings, overlap=0.5).f1
    (0.5, 1.0)

    References
    ----------
    Hripcsak and Rothschild (2005), Agreement, the F-Measure, and Reliability in Information
    Retrieval.
    """
    owner = "span_f1"
    least = checks.interval(overlap, 0.0, 1.0, "overlap", owner)
    if least == 0:
        raise ArgumentError("overlap", owner, "above", overlap, limit=0)
    spans = read_spans(codings, coders, owner)
    matches, sizes = np.zeros(len(spans.codes), np.int64), np.zeros(len(spans.codes), np.int64)
    for code in range(len(spans.codes)):
        marked = [spans.by_source(code, coder) for coder in range(len(spans.coders))]
        for first, one in enumerate(marked):
            for other in marked[first + 1 :]:
                shared = one.keys() & other.keys()
                matches[code] += sum(_matches(one[s], other[s], least) for s in shared)
                sizes[code] += sum(len(found) for found in (*one.values(), *other.values()))
    return SpanAgreement(
        f1=_f1(int(matches.sum()), int(sizes.sum())),
        matches=int(matches.sum()),
        spans=int(sizes.sum()),
        codes=tuple(
            CodeSpans(code, _f1(found, size), found, size)
            for code, found, size in zip(spans.codes, matches.tolist(), sizes.tolist(), strict=True)
        ),
        coders=spans.coders,
        parameters={"unit": read_unit(unit, owner), "overlap": least},
        notes=(Note("coding.note.no_chance"),),
        references=("hripcsak2005",),
    )


def _f1(matches: int, spans: int) -> float:
    return 2 * matches / spans if spans else float("nan")


def _matches(one: Ints, other: Ints, least: float) -> int:
    """Return the largest number of spans that can be matched one to one."""
    common = _common(one, other)
    joint = (one[:, 1] - one[:, 0])[:, None] + (other[:, 1] - other[:, 0])[None, :] - common
    allowed = common >= least * joint - ROUNDING
    rows, columns = linear_sum_assignment(allowed, maximize=True)
    return int(allowed[rows, columns].sum())


def _common(one: Ints, other: Ints) -> Ints:
    """Return how much of every two spans is common."""
    low = np.maximum(one[:, None, 0], other[None, :, 0])
    high = np.minimum(one[:, None, 1], other[None, :, 1])
    found: Ints = np.maximum(high - low, 0)
    return found
