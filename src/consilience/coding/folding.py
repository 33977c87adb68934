"""Text without case and width, and the way back to the places of the text as it was given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

_FORMS = "[\u3000\uff01-\uffee]"
# Scripts written without blanks: their characters stand beside each other within a sentence.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U0001aff0-\U0001b16f\U00020000-\U0003ffff"
)
WORD_CHARACTER = f"(?:(?![{UNSPACED}])[^\\W_]|[\u0300-\u036f])"
_IN_WORD = re.compile(f"(?:{WORD_CHARACTER}){{2}}")


@dataclass(frozen=True, eq=False)
class Folded:
    """A text as given, its folded form, and for each character of that its place in the text.

    ``origin`` is None where every character stands at its own place. A character such as "ß",
    which folds to "ss", is the origin of two.
    """

    text: str
    folded: str
    origin: NDArray[np.int64] | None


def fold(text: str, *, case: bool, width: bool) -> Folded:
    """Return a text with the differences of case, of width, or of both taken out."""
    narrow = text.translate(_narrow()) if width and re.search(_FORMS, text) else text
    if not case:
        return Folded(text, narrow, None)
    folded = narrow.casefold()
    # no character folds to nothing, so that equal lengths mean that each kept its place
    origin = None if len(folded) == len(text) else _origin(narrow)
    return Folded(text, folded, origin)


def fold_in_place(text: str) -> str:
    """Return a text without case and width whose characters all keep their places."""
    found = fold(text, case=True, width=True)
    if found.origin is None:
        return found.folded
    return "".join(
        folded if len(folded) == 1 else character
        for character, folded in ((c, c.casefold()) for c in text.translate(_narrow()))
    )


def plain_spaces(text: str) -> str:
    """Return a text with every kind of blank and line break as one plain blank, same length."""
    return re.sub(r"\s", " ", text)


def occurrences(text: Folded, query: str, *, whole_words: bool = False) -> Iterator[int]:
    """Yield the places in the folded text at which a folded query stands, also overlapping ones.

    An occurrence covers whole characters of the text as given: "s" does not stand in "ß".
    """
    simple = text.origin is None and not whole_words
    place = text.folded.find(query)
    while place >= 0:
        if simple or _stands(text, place, len(query), whole_words=whole_words):
            yield place
        place = text.folded.find(query, place + 1)


def span(text: Folded, place: int, length: int) -> tuple[int, int]:
    """Return start and end in the text as given of a piece of the folded text."""
    if text.origin is None:
        return place, place + length
    return int(text.origin[place]), int(text.origin[place + length - 1]) + 1


def _stands(text: Folded, place: int, length: int, *, whole_words: bool) -> bool:
    if not _whole_characters(text, place, place + length):
        return False
    start, end = span(text, place, length)
    return not (whole_words and (_within(text.text, start) or _within(text.text, end)))


def _whole_characters(text: Folded, start: int, end: int) -> bool:
    return not any(
        text.origin is not None
        and 0 < edge < len(text.origin)
        and text.origin[edge - 1] == text.origin[edge]
        for edge in (start, end)
    )


def _within(text: str, place: int) -> bool:
    """Say whether a place is between two letters of a word of a script with blanks."""
    return _IN_WORD.match(text, place - 1) is not None if place else False


def _origin(text: str) -> NDArray[np.int64]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    sizes = np.ones(len(text), dtype=np.int64)
    for character in set(text):
        size = len(character.casefold())
        if size > 1:
            sizes[codes == ord(character)] = size
    return np.repeat(np.arange(len(text)), sizes)


@cache
def _narrow() -> dict[int, str]:
    """Return the plain form of every full-width and half-width character."""
    places = (0x3000, *range(0xFF01, 0xFFEF))
    forms = {place: unicodedata.normalize("NFKC", chr(place)) for place in places}
    return {place: form for place, form in forms.items() if len(form) == 1}
