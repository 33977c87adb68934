"""What the numbers of a selection count: the standard says code points, programs differ.

Some programs count UTF-16 units (an emoji is two), some count a line break of Windows as one sign
or one of their own as two, some count the mark at the beginning of a file, some mean the last sign
by the end. The convention belongs to the program that wrote the file, so it is told once from all
selections: from quotes that stand beside them, else from selections that lead out of their text,
else from words that would be cut. Without any sign the standard holds, with exclusive ends, as
programs write them. These rules are a convention of this program.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

Unit = Literal["code points", "utf-16"]
LineBreaks = Literal["as they are", "one", "two"]
End = Literal["exclusive", "inclusive"]
Sign = Literal["quotes", "outside", "words", "standard", "given"]

_SAMPLE = 40  # texts that decide
_SPANS = 2000  # selections that decide, over all texts
_QUOTE = 8  # signs from which a shortened quote tells anything
_CUTS = 3  # words that must be cut before other counting is tried
_CARRIAGE, _FEED, _ASTRAL = 13, 10, 0xFFFF


@dataclass(frozen=True)
class Counting:
    """A way of counting: what is one step, and whether the end belongs to the selection."""

    unit: Unit = "code points"
    line_breaks: LineBreaks = "as they are"
    mark: bool = False
    end: End = "exclusive"


@dataclass(frozen=True)
class Decision:
    """How selections are counted, the sign that told so, and how many spoke for it, of how many."""

    counting: Counting
    sign: Sign
    count: int = 0
    total: int = 0


@dataclass
class Marked:
    """A text and the selections in it, as a file gives them.

    ``mark`` says whether a byte order mark was taken from its beginning; ``quotes`` are the words
    beside each selection, "" where there are none.
    """

    text: str
    mark: bool = False
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)


def places(
    marked: Marked, counting: Counting
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Return where selections begin and end in code points, and which lie in their text.

    Examples
    --------
    >>> starts, ends, inside = places(Marked("🚗 trust", starts=[3], ends=[8]), Counting("utf-16"))
    >>> int(starts[0]), int(ends[0]), bool(inside[0])
    (2, 7, True)
    """
    starts = np.array(marked.starts, dtype=np.int64)
    ends = np.array(marked.ends, dtype=np.int64) + (counting.end == "inclusive")
    length = len(marked.text)
    if not _is_plain(marked, counting):
        counted = _counted(marked, counting)
        inside = (starts >= counted[0]) & (ends <= counted[-1]) & (starts < ends)
        return np.searchsorted(counted, starts), np.searchsorted(counted, ends), inside
    return starts, ends, (starts >= 0) & (ends <= length) & (starts < ends)


def decide(texts: Sequence[Marked], unit: Unit | None = None, end: End | None = None) -> Decision:
    """Return how the selections of a file are counted.

    Parameters
    ----------
    texts
        Every text with its selections.
    unit, end
        What the caller knows; None where it is to be told.
    """
    usual = Counting(unit or "code points", end=end or "exclusive")
    sample = _sample(texts)
    if not sample:
        return Decision(usual, "given" if unit or end else "standard")
    base = _tested(sample, usual)
    if base.quotes == 2 * base.quoted > 0 and not base.outside:
        return Decision(usual, "quotes", base.quoted, base.quoted)
    best, found, sign = usual, base, _usual_sign(base)
    for counting in _ways(sample, unit, end):
        tested = _tested(sample, counting)
        better = _better(tested, found)
        if better:
            best, found, sign = counting, tested, better
    counts = {
        "quotes": (found.agreeing, found.quoted),
        "outside": (base.outside - found.outside, found.total),
        "words": (base.cuts - found.cuts, found.total),
    }
    if sign == "standard" and (unit or end):
        sign = "given"
    return Decision(best, sign, *counts.get(sign, (0, found.total)))


@dataclass(frozen=True)
class _Tested:
    """How a way of counting fits: quotes score 2 where they agree whole, 1 where in part."""

    quotes: int
    agreeing: int
    quoted: int
    outside: int
    cuts: int
    total: int


def _usual_sign(base: _Tested) -> Sign:
    return "quotes" if base.quotes else "standard"


def _better(tested: _Tested, found: _Tested) -> Sign | None:
    """Return the sign by which a way of counting fits better than the best so far, if it does."""
    if tested.quotes != found.quotes:
        return "quotes" if tested.quotes > found.quotes else None
    if tested.outside != found.outside:
        return "outside" if tested.outside < found.outside else None
    if found.cuts >= _CUTS and 2 * tested.cuts <= found.cuts:
        return "words"
    return None


def _sample(texts: Sequence[Marked]) -> list[Marked]:
    """Return the texts that decide: those in which ways of counting differ come first."""
    used = [one for one in texts if one.starts]
    telling = [one for one in used if one.mark or _is_telling(one.text)]
    rest = [one for one in used if not (one.mark or _is_telling(one.text))]
    chosen = [*telling, *rest][:_SAMPLE]
    each = max(1, _SPANS // max(1, len(chosen)))
    return [
        replace(one, starts=one.starts[-each:], ends=one.ends[-each:], quotes=one.quotes[-each:])
        for one in chosen
    ]


def _is_telling(text: str) -> bool:
    return "\r" in text or (not text.isascii() and max(text) > chr(_ASTRAL))


def _ways(sample: Sequence[Marked], unit: Unit | None, end: End | None) -> Iterator[Counting]:
    """Yield the ways of counting in which the texts of a sample differ, the usual ones first."""
    codes = [_codes(one.text) for one in sample]
    wide = any((one > _ASTRAL).any() for one in codes)
    returns = any((one == _CARRIAGE).any() for one in codes)
    feeds = any((one == _FEED).any() for one in codes)
    units: Iterable[Unit] = (
        [unit] if unit else ["code points", "utf-16"] if wide else ["code points"]
    )
    breaks: list[LineBreaks] = ["as they are"]
    breaks += ["one"] if returns else ["two"] if feeds else []
    marks = [False, True] if any(one.mark for one in sample) else [False]
    ends: Iterable[End] = [end] if end else ["exclusive", "inclusive"]
    for by_end, by_mark, by_break, by_unit in product(ends, marks, breaks, units):
        yield Counting(by_unit, by_break, by_mark, by_end)


def _tested(sample: Sequence[Marked], counting: Counting) -> _Tested:
    score = agreeing = quoted = outside = cuts = total = 0
    for marked in sample:
        starts, ends, inside = places(marked, counting)
        empty = np.array(marked.starts) == np.array(marked.ends)
        outside += int((~inside & ~empty).sum())
        total += len(starts)
        cuts += _cut_words(marked.text, np.concatenate([starts[inside], ends[inside]]))
        spans = zip(starts.tolist(), ends.tolist(), inside.tolist(), marked.quotes, strict=True)
        for start, end, within, said in spans:
            if said:
                quoted += 1
                agreement = _agreement(marked.text[start:end], said) if within else 0
                score += agreement
                agreeing += agreement > 0
    return _Tested(score, agreeing, quoted, outside, cuts, total)


def _agreement(found: str, said: str) -> int:
    """Return 2 where a quote says what the text says, 1 where it is its beginning, else 0."""
    text, quote = _squeezed(found), _squeezed(said)
    if text == quote:
        return 2
    begun = quote.rstrip(".…")
    return int(len(begun) >= _QUOTE and text.startswith(begun))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _cut_words(text: str, at: NDArray[np.int64]) -> int:
    within = set(at[(at > 0) & (at < len(text))].tolist())
    return sum(text[place - 1].isalnum() and text[place].isalnum() for place in within)


def _is_plain(marked: Marked, counting: Counting) -> bool:
    """Tell whether counting is that of the text itself."""
    if counting.mark and marked.mark:
        return False
    if counting.line_breaks != "as they are":
        return False
    return counting.unit == "code points" or marked.text.isascii()


def _counted(marked: Marked, counting: Counting) -> NDArray[np.int64]:
    """Return the number that stands for each place of a text, its end included."""
    codes = _codes(marked.text)
    widths = np.ones(len(codes), dtype=np.int64)
    if counting.unit == "utf-16":
        widths[codes > _ASTRAL] = 2
    if counting.line_breaks == "one":
        widths[:-1][(codes[:-1] == _CARRIAGE) & (codes[1:] == _FEED)] = 0
    if counting.line_breaks == "two":
        after = np.concatenate([[0], codes[:-1]])
        widths[(codes == _FEED) & (after != _CARRIAGE)] = 2
    begin = int(counting.mark and marked.mark)
    return np.concatenate([[begin], begin + np.cumsum(widths)])


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
