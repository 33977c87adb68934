"""The results of suggestions."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from consilience.coding.hold_out import HoldOut, Share
from consilience.coding.reasons import Reason
from consilience.results import Result


@dataclass(frozen=True)
class LikeQuote:
    """A coded quote that is like the segment: its name, its text, and the cosine of both."""

    name: str
    quote: str
    likeness: float


@dataclass(frozen=True)
class Suggestion:
    """A code for a segment, with the words that speak for it and the nearest quotes that have it.

    ``score`` orders the codes of one segment; it is no probability.
    """

    code: str
    score: float
    reasons: tuple[Reason, ...]
    like: tuple[LikeQuote, ...]


@dataclass(frozen=True)
class SegmentSuggestions:
    """The suggestions for one segment, best first; none where it is like no coded quote."""

    segment: str
    ranked: tuple[Suggestion, ...]


@dataclass(frozen=True)
class CodeExamples:
    """How many different quotes a code has, and if these are enough to suggest it."""

    code: str
    examples: int
    suggested: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Suggestions(Result):
    """Suggestions for each segment, what each code rests on, and how far to trust them.

    ``accuracy`` is None where no code has enough examples, or all quotes share their text.
    """

    segments: tuple[SegmentSuggestions, ...]
    codes: tuple[CodeExamples, ...]
    accuracy: HoldOut | None

    def to_frame(self) -> pd.DataFrame:
        """Return one row a suggestion, the best of each segment first."""
        rows = [
            {
                "segment": item.segment,
                "rank": rank,
                "code": found.code,
                "score": found.score,
                "reasons": ", ".join(reason.word for reason in found.reasons),
                "like": ", ".join(quote.name for quote in found.like),
            }
            for item in self.segments
            for rank, found in enumerate(item.ranked, start=1)
        ]
        columns = ["segment", "rank", "code", "score", "reasons", "like"]
        return pd.DataFrame(rows, columns=columns)

    def accuracy_frame(self) -> pd.DataFrame:
        """Return one row a code, all codes together first: shares, intervals, base rates."""
        shares = [
            f"{name}{part}" for name in ("first", "top") for part in ("", " low", " high", " base")
        ]
        columns = ["code", "examples", *shares, "precision", "f1"]
        found = self.accuracy
        if found is None:
            return pd.DataFrame(columns=columns)
        whole = ("pooled", found.examples, found.first, found.top, float("nan"), found.macro_f1)
        rows = [
            whole,
            *((c.code, c.examples, c.first, c.top, c.precision, c.f1) for c in found.codes),
        ]
        return pd.DataFrame(
            [(code, n, *_flat(one), *_flat(top), *more) for code, n, one, top, *more in rows],
            columns=columns,
        )


def _flat(share: Share) -> tuple[float, float, float, float]:
    return share.value, share.low, share.high, share.base
