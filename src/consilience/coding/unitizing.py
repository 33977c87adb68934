"""Agreement on spans that coders marked freely: alpha for unitizing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.coding import coincidences
from consilience.coding.measuring import read_unit
from consilience.coding.span_tables import Spans, read_lengths, read_spans
from consilience.errors import DataError
from consilience.results import Note, Result

Version = Literal[
    "Krippendorff 2004",
    "Krippendorff et al. 2016 u-alpha",
    "Krippendorff et al. 2016 |u-alpha",
    "Krippendorff et al. 2016 cu-alpha",
]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class CodeUnitizing:
    """Alpha for unitizing of one code; ``undefined`` names why alpha is NaN, "" otherwise.

    ``coverage`` is the share of the code's length that alpha rests on: 1 but in cu-alpha.
    """

    code: str
    alpha: float
    observed_disagreement: float
    expected_disagreement: float
    undefined: str
    coverage: float = 1.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Unitizing(Result):
    """Alpha for unitizing over all codes, and for each; ``version`` names the definition.

    ``length`` is that of the whole continuum, all sources joined; ``unmarked`` the share of it
    that nobody marked with any code; ``coverage`` the share, over coders, that alpha rests on: 1
    but in cu-alpha.
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
    coverage: float

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
            self.coverage,
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

    - 2004: squared differences of boundaries where two spans overlap, squared lengths of spans
      that lie in a gap of the other coder. Each code is a continuum of its own.
    - 2016, u-alpha: one nominal alpha for where spans lie and which code they have. Every coder
      cuts the continuum into units (spans with a code) and gaps. Observed disagreement is the share
      of the length, over all ordered pairs of coders, on which the two differ; expected
      disagreement the same over all pairs of characters of any coders and places, but those within
      one and the same unit. A gap has no structure: there only a character is not paired with
      itself.
    - 2016, ``|u-alpha``: u-alpha with one code for all units, so marked against not marked.
    - 2016, cu-alpha: which code, where two or more coders marked; gaps do not count. A unit weighs
      as much as its length that the other coders marked too, on average over them. The alpha of
      each code is (k)u-alpha: this code against all others.

    In u-alpha and ``|u-alpha`` the alpha of a code is that of its spans alone, all else being a
    gap; a convention of this program.

    Parameters
    ----------
    codings : data frame or mapping of columns
        As for ``span_f1``. Spans of one coder and code must not overlap in a source; in the
        versions of 2016 no two spans of one coder, whatever their codes.
    lengths : int of at least 1, or mapping of sources to lengths
        How long the text is, in the unit of ``start`` and ``end``; with several sources, of each.
        Sources are joined to one continuum.
    version : str
        "Krippendorff 2004", "Krippendorff et al. 2016 u-alpha", "Krippendorff et al. 2016
        |u-alpha" or "Krippendorff et al. 2016 cu-alpha".
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
        If a column or length is missing, a span is empty or beyond the end, spans of one coder
        and code overlap, or the version is unknown.

    Examples
    --------
    >>> codings = {"coder": ["i", "i", "j"], "start": [10, 60, 12], "end": [30, 70, 30]}
    >>> round(unitizing_alpha(codings, 100).value, 3)
    0.757
    >>> version = "Krippendorff et al. 2016 u-alpha"
    >>> round(unitizing_alpha(codings, 100, version=version).value, 3)
    0.679

    References
    ----------
    Krippendorff (2004), *Content Analysis*, second edition, section 11.6.
    Krippendorff, Mathet, Bouvry & Widlöcher (2016), On the reliability of unitizing textual
    continua: further developments, *Quality & Quantity* 50, 2347-2364.
    Krippendorff (2019), *Content Analysis*, fourth edition, section 12.6.
    """
    owner = "unitizing_alpha"
    chosen = checks.choice(version, get_args(Version), "version", owner)
    spans = read_spans(codings, coders, owner)
    sizes = read_lengths(lengths, spans, owner)
    length = sum(sizes.values())
    edges = _joined(spans, sizes)
    whole, found = (
        _by_boundaries(spans, edges, length)
        if chosen == "Krippendorff 2004"
        else _by_coincidence(spans, edges, length, chosen)
    )
    return Unitizing(
        version=chosen,
        value=whole.alpha,
        undefined=whole.undefined,
        observed_disagreement=whole.observed_disagreement,
        expected_disagreement=whole.expected_disagreement,
        codes=tuple(found),
        coders=spans.coders,
        length=length,
        unmarked=_unmarked(edges, length),
        coverage=whole.coverage,
        parameters={"unit": read_unit(unit, owner), "version": chosen, "lengths": sizes},
        notes=(Note("coding.note.unitizing_version", {"version": chosen}),),
        references=(
            ("krippendorff2004",)
            if chosen == "Krippendorff 2004"
            else ("krippendorff2016", "krippendorff2019")
        ),
    )


def _by_boundaries(
    spans: Spans, edges: Ints, length: int
) -> tuple[CodeUnitizing, list[CodeUnitizing]]:
    """Return alpha of 2004 over all codes, and for each."""
    found = []
    for place, code in enumerate(spans.codes):
        marked = _continuum(spans, place, edges)
        found.append(_measured(code, _disagreements(marked, length)))
    observed = sum(item.observed_disagreement for item in found)
    expected = sum(item.expected_disagreement for item in found)
    return _measured("pooled", (observed, expected)), found


def _by_coincidence(
    spans: Spans, edges: Ints, length: int, version: Version
) -> tuple[CodeUnitizing, list[CodeUnitizing]]:
    """Return an alpha of 2016 over all codes, and for each."""
    counts = (len(spans.coders), len(spans.codes))
    units = coincidences.cut(spans.coder, spans.code, edges, counts, length)
    if (wrong := coincidences.overlapping(units)) is not None:
        raise DataError("coding.overlapping_units", coder=spans.coders[wrong])
    if version == "Krippendorff et al. 2016 cu-alpha":
        shared = coincidences.between_units(units)
        share, shares = coincidences.coverage(units, shared)
        each = zip(spans.codes, shared.by_value(), shares, strict=True)
        whole = _measured("pooled", shared.disagreement(), share)
        return whole, [_measured(*item) for item in each]
    all_units = units if version == "Krippendorff et al. 2016 u-alpha" else units.as_one()
    whole = _measured("pooled", coincidences.with_gaps(all_units).disagreement())
    return whole, [
        _measured(code, coincidences.with_gaps(units.as_one(place)).disagreement())
        for place, code in enumerate(spans.codes)
    ]


def _measured(code: str, disagreement: tuple[float, float], coverage: float = 1.0) -> CodeUnitizing:
    value, reason = _alpha(*disagreement)
    return CodeUnitizing(code, value, *disagreement, reason, coverage)


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
    return float("nan"), "no pairs" if np.isnan(expected) else "no variation"
