"""Spans of a text found again in another version of it, by quote and context."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd
from rapidfuzz.distance import Indel

from consilience import checks
from consilience.coding.alignment import Alignment
from consilience.errors import ArgumentError
from consilience.results import Note, Result
from consilience.texts import Language
from consilience.texts import text as sentence_of

How = Literal["unchanged", "moved", "edited", "ambiguous", "changed", "removed"]

CONTEXT = 40
# A quote that stands elsewhere is taken to have moved there if it is long, or its context is alike.
LONG_QUOTE = 8
ALIKE = 0.5
CLEARLY = 0.1
_MOST_PLACES = 1000


@dataclass(frozen=True)
class Anchor:
    """A span of the old text and its place in the new one.

    ``how`` is ``"unchanged"``, ``"moved"`` or ``"edited"`` where a place was found, else
    ``"ambiguous"``, ``"changed"`` or ``"removed"``, and ``new_start`` and ``new_end`` are None.
    ``score`` in [0, 1] says how like the old and the new words are.
    """

    start: int
    end: int
    new_start: int | None
    new_end: int | None
    score: float
    how: How

    def reason(self, language: Language = "en") -> str:
        """Return as one sentence how the place was found, or why there is none."""
        return sentence_of(f"coding.anchor.{self.how}", language, score=self.score)


@dataclass(frozen=True, kw_only=True, eq=False)
class Reanchoring(Result):
    """An anchor for each span, in the order of the spans."""

    anchors: tuple[Anchor, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a span; places that were not found are missing."""
        columns = ["start", "end", "new_start", "new_end", "score", "how"]
        table = pd.DataFrame([vars(item) for item in self.anchors], columns=columns)
        return table.astype({"new_start": "Int64", "new_end": "Int64"})


def reanchor(
    old_text: str, new_text: str, spans: Iterable[tuple[int, int]], *, threshold: float = 0.6
) -> Reanchoring:
    r"""Find spans of a text again in another version of it.

    Both versions are aligned by lines, and where lines differ by sentences, words and characters.
    A span whose words stand where the alignment puts it is unchanged. Else its exact words are
    looked for where the new version has something that the old one had not, and several such
    places are told apart by the 40 characters before and after. Else the aligned place counts as
    edited if it is alike enough. What remains has no place, and a reason.

    Parameters
    ----------
    old_text, new_text : str
        The two versions.
    spans : iterable of pairs of int
        Start and end (exclusive) in the old text, in code points, from 0 to its length.
    threshold : float in [0, 1]
        How alike the words of an edited passage must be at least: twice the characters that both
        share in order, over the characters of both.

    Returns
    -------
    Reanchoring
        ``anchors``, an ``Anchor`` each, in the order of the spans.

    Raises
    ------
    ArgumentError
        If an argument is not of its type, or a span is empty or leaves the old text.

    Examples
    --------
    >>> old = "Trust matters.\nPower matters.\n"
    >>> new = "Interview.\nTrust matters.\nPower still matters.\n"
    >>> found = reanchor(old, new, [(0, 14), (15, 29)])
    >>> [(item.how, item.new_start, item.new_end) for item in found.anchors]
    [('unchanged', 11, 25), ('edited', 26, 46)]

    References
    ----------
    Brush, Bargeron, Gupta and Cadiz (2001), Robust Annotation Positioning in Digital Documents. The
    order of the steps, the lengths and the thresholds are conventions of this program.
    """
    owner = "reanchor"
    for name, value in (("old_text", old_text), ("new_text", new_text)):
        if not isinstance(value, str):
            raise ArgumentError(name, owner, "text", value)
    least = checks.interval(threshold, 0.0, 1.0, "threshold", owner)
    wanted = _read_spans(spans, len(old_text))
    alignment = Alignment(old_text, new_text)
    anchors = tuple(_anchor(old_text, new_text, span, alignment, least) for span in wanted)
    lost = sum(item.new_start is None for item in anchors)
    return Reanchoring(
        anchors=anchors,
        parameters={"threshold": least, "context": CONTEXT},
        notes=(Note("coding.note.lost_spans", {"lost": lost, "spans": len(anchors)}, "warning"),)
        if lost
        else (),
        references=("brush2001",),
    )


def _read_spans(spans: object, length: int) -> list[tuple[int, int]]:
    if not isinstance(spans, Iterable) or isinstance(spans, str | bytes):
        raise ArgumentError("spans", "reanchor", "spans", spans, place=1)
    found: list[tuple[int, int]] = []
    for place, item in enumerate(spans, start=1):
        pair = tuple(item) if isinstance(item, tuple | list) else ()
        whole = len(pair) == 2 and all(type(edge) is int for edge in pair)
        if not whole or not 0 <= pair[0] < pair[1] <= length:
            raise ArgumentError("spans", "reanchor", "spans", item, place=place)
        found.append((pair[0], pair[1]))
    return found


def _anchor(
    old: str, new: str, span: tuple[int, int], alignment: Alignment, threshold: float
) -> Anchor:
    quote = old[slice(*span)]
    start = alignment.place(span[0], is_end=False)
    end = max(start, alignment.place(span[1], is_end=True))
    if new[start:end] == quote:
        return Anchor(*span, start, end, 1.0, "unchanged")
    places = _free_places(quote, new, alignment)
    if places:
        moved = _best(old, new, span, places)
        if moved is None:
            return Anchor(*span, None, None, 1.0, "ambiguous")
        return Anchor(*span, moved, moved + len(quote), 1.0, "moved")
    words = new[start:end].strip()
    start = end - len(new[start:end].lstrip())
    score = Indel.normalized_similarity(quote.strip(), words) if words else 0.0
    if words and score >= threshold:
        return Anchor(*span, start, start + len(words), score, "edited")
    return Anchor(*span, None, None, score, "changed" if words else "removed")


def _free_places(quote: str, new: str, alignment: Alignment) -> list[int]:
    """Return where the quote stands in the new text, but not as another passage of the old one."""
    found: list[int] = []
    place = new.find(quote) if quote.strip() else -1
    for _ in range(_MOST_PLACES):
        if place < 0:
            break
        if not alignment.is_shared(place, len(quote)):
            found.append(place)
        place = new.find(quote, place + len(quote))
    return found


def _best(old: str, new: str, span: tuple[int, int], places: list[int]) -> int | None:
    """Return the place whose context is clearly the most like; none if that can't be said."""
    size = span[1] - span[0]
    before, after = old[max(span[0] - CONTEXT, 0) : span[0]], old[span[1] : span[1] + CONTEXT]
    likeness = {
        place: Indel.normalized_similarity(before, new[max(place - CONTEXT, 0) : place])
        + Indel.normalized_similarity(after, new[place + size : place + size + CONTEXT])
        for place in places
    }
    first, *others = sorted(places, key=lambda place: -likeness[place])
    if others and likeness[first] - likeness[others[0]] < 2 * CLEARLY:
        return None
    return first if size >= LONG_QUOTE or likeness[first] >= 2 * ALIKE else None
