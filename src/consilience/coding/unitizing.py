"""Agreement on spans that coders marked freely: alpha for unitizing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.coding.measuring import read_unit
from consilience.coding.span_tables import Spans, read_lengths, read_spans
from consilience.errors import DataError
from consilience.results import Note, Result

Version = Literal["Krippendorff 2004"]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class CodeUnitizing:
    """Alpha for unitizing of one code; ``undefined`` names why alpha is NaN, "" otherwise."""

    code: str
    alpha: float
    observed_disagreement: float
    expected_disagreement: float
    undefined: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Unitizing(Result):
    """Alpha for unitizing over all codes, and for each; ``version`` names the definition.

    ``length`` is that of the whole continuum, all sources joined; ``unmarked`` the share of it
    that nobody marked with any code.
    """

    version: str
    value: float
    undefined: str
    observed_disagreement: float
    expected_disagreement: float
    codes: tuple[CodeUnitizing, ...]
    coders: tuple[str, ...]
    length: int
    unmarked: float

    def __float__(self) -> float:
        return self.value

    def to_frame(self) -> pd.DataFrame:
        """Return one row a code, and all codes together first."""
        whole = CodeUnitizing(
            "pooled",
            self.value,
            self.observed_disagreement,
            self.expected_disagreement,
            self.undefined,
        )
        return pd.DataFrame([vars(item) for item in (whole, *self.codes)])


def unitizing_alpha(
    codings: object,
    lengths: object,
    *,
    version: Version = "Krippendorff 2004",
    coders: object = None,
    unit: str = "character",
) -> Unitizing:
    """Measure agreement on free spans by Krippendorff's alpha for unitizing.

    Several definitions go by that name and differ in value, so a report must state the version.
    This one is that of 2004: squared differences of boundaries where two spans overlap, squared
    lengths of spans that lie in a gap of the other coder. Each code is a continuum of its own.

    Parameters
    ----------
    codings : data frame or mapping of columns
        As for ``span_f1``. Spans of one coder and code must not overlap in a source.
    lengths : int of at least 1, or mapping of sources to lengths
        How long the text is, in the unit of ``start`` and ``end``; with several sources, of each.
        Sources are joined to one continuum.
    version : {"Krippendorff 2004"}
        The definition.
    coders : list of str, optional
        All who coded, also those who marked nothing; those of the table by default.
    unit : str
        In what start, end and lengths count.

    Returns
    -------
    Unitizing
        Alpha over all codes and for each, at most 1.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a column or length is missing, a span is empty or beyond the end, or spans of one coder
        and code overlap.

    Examples
    --------
    >>> codings = {"coder": ["i", "i", "j"], "start": [10, 60, 12], "end": [30, 70, 30]}
    >>> round(unitizing_alpha(codings, 100).value, 3)
    0.757

    References
    ----------
    Krippendorff (2004), *Content Analysis*, second edition, section 11.6.
    """
    owner = "unitizing_alpha"
    chosen = checks.choice(version, get_args(Version), "version", owner)
    spans = read_spans(codings, coders, owner)
    sizes = read_lengths(lengths, spans, owner)
    length = sum(sizes.values())
    edges = _joined(spans, sizes)
    found = []
    for place, code in enumerate(spans.codes):
        marked = _continuum(spans, place, edges)
        observed, expected = _disagreements(marked, length)
        value, reason = _alpha(observed, expected)
        found.append(CodeUnitizing(code, value, observed, expected, reason))
    observed = sum(item.observed_disagreement for item in found)
    expected = sum(item.expected_disagreement for item in found)
    value, reason = _alpha(observed, expected)
    return Unitizing(
        version=chosen,
        value=value,
        undefined=reason,
        observed_disagreement=observed,
        expected_disagreement=expected,
        codes=tuple(found),
        coders=spans.coders,
        length=length,
        unmarked=_unmarked(edges, length),
        parameters={"unit": read_unit(unit, owner), "version": chosen, "lengths": sizes},
        notes=(Note("coding.note.unitizing_version", {"version": chosen}),),
        references=("krippendorff2004",),
    )


def _joined(spans: Spans, sizes: Mapping[str, int]) -> Ints:
    """Return start and end of every span on the joined sources, shape (spans, 2)."""
    starts = dict(zip(sizes, np.cumsum([0, *sizes.values()])[:-1].tolist(), strict=True))
    shift = np.array([starts[name] for name in spans.sources])[spans.source]
    return np.column_stack([spans.start + shift, spans.end + shift])


def _continuum(spans: Spans, code: int, edges: Ints) -> list[Ints]:
    """Return the spans of a code, one array a coder, in order."""
    found = []
    for coder, name in enumerate(spans.coders):
        marked = edges[spans.of(code, coder)]
        marked = marked[np.argsort(marked[:, 0], kind="stable")]
        if (marked[1:, 0] < marked[:-1, 1]).any():
            raise DataError("coding.overlapping", coder=name, code=spans.codes[code])
        found.append(marked)
    return found


def _unmarked(edges: Ints, length: int) -> float:
    """Return the share of the continuum that nobody marked with anything."""
    ordered = edges[np.argsort(edges[:, 0], kind="stable")]
    reached = np.maximum.accumulate(ordered[:, 1])
    before = np.concatenate([[0], reached[:-1]])
    covered = np.maximum(ordered[:, 1] - np.maximum(ordered[:, 0], before), 0).sum()
    return 1 - float(covered) / length


def _gaps(marked: Ints, length: int) -> NDArray[np.float64]:
    """Return the lengths of the gaps between the spans of one coder."""
    edges = np.concatenate([[0], marked.ravel(), [length]]).reshape(-1, 2)
    sizes = edges[:, 1] - edges[:, 0]
    found: NDArray[np.float64] = sizes[sizes > 0].astype(np.float64)
    return found


def _disagreements(marked: list[Ints], length: int) -> tuple[float, float]:
    """Return observed and expected disagreement of one code."""
    coders = len(marked)
    observed = sum(
        _differences(one, other)
        for first, one in enumerate(marked)
        for second, other in enumerate(marked)
        if first != second
    )
    observed *= 2 / (coders * (coders - 1) * length**2)
    sizes = np.concatenate([one[:, 1] - one[:, 0] for one in marked]).astype(np.float64)
    empty = np.concatenate([_gaps(one, length) for one in marked])
    own = (len(sizes) - 1) / 3 * (2 * sizes**3 - 3 * sizes**2 + sizes)
    room = np.array([(empty[empty >= size] - size + 1).sum() for size in sizes])
    pairs = coders * length * (coders * length - 1) - (sizes * (sizes - 1)).sum()
    expected = 2 / length * (own + sizes**2 * room).sum() / pairs
    return float(observed), float(expected)


def _differences(one: Ints, other: Ints) -> float:
    """Return half the differences of boundaries that overlap, and the spans that lie in a gap.

    Over both orders of two coders every pair of overlapping spans then counts once.
    """
    low = np.searchsorted(other[:, 1], one[:, 0], "right")
    high = np.searchsorted(other[:, 0], one[:, 1], "left")
    count = np.maximum(high - low, 0)
    mine = np.repeat(np.arange(len(one)), count)
    theirs = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count - low, count)
    away = (one[mine] - other[theirs]).astype(np.float64) ** 2
    alone = (one[count == 0, 1] - one[count == 0, 0]).astype(np.float64) ** 2
    return float(away.sum() / 2 + alone.sum())


def _alpha(observed: float, expected: float) -> tuple[float, str]:
    if expected > 0:
        return 1 - observed / expected, ""
    return float("nan"), "no variation"
