"""Words of Chinese and other text, with the user's own terms kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience.coding.folding import WORD_CHARACTER, fold, occurrences, plain_spaces, span
from consilience.coding.texts_given import read_terms
from consilience.errors import ArgumentError
from consilience.results import Result

if TYPE_CHECKING:
    import rjieba

_SPACED_WORD = re.compile(f"{WORD_CHARACTER}+(?:['’\\-]{WORD_CHARACTER}+)*")
_SPOKEN = re.compile(r"[^\W_]")


class Word(NamedTuple):
    """One word of a text: where it stands (code points, end exclusive), and if it is a term."""

    start: int
    end: int
    term: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Words(Result):
    """The words of a text in order, without blanks and punctuation.

    ``words`` are as they stand in the text; ``start`` and ``end`` (exclusive) are their places in
    code points, ``term`` says which are of the term list; all of shape (words,).
    """

    words: tuple[str, ...]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    term: NDArray[np.bool_]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a word."""
        columns = {"word": self.words, "start": self.start, "end": self.end, "term": self.term}
        return pd.DataFrame(columns)


def words(text: str, terms: Iterable[str] = ()) -> Words:
    """Cut a text into words; terms of the list stay whole.

    Chinese is cut by dictionary and, for words that it lacks, by a hidden Markov model (rjieba).
    Words of scripts with blanks are runs of letters and digits; an apostrophe or a hyphen within
    one belongs to it. Blanks, punctuation and symbols are no words.

    Parameters
    ----------
    text : str
        The text; it may be empty.
    terms : list of str
        Terms to keep whole, whatever the dictionary says; case, width and kind of blank do not
        matter. Where terms overlap, the longest counts, then the first (a convention of this
        program). A term in letters is found as whole words only.

    Returns
    -------
    Words
        Words, starts and ends, shape (words,).

    Raises
    ------
    ArgumentError
        If the text is no text, or the terms are no list of texts that are not blank.

    Examples
    --------
    >>> words("知识搜寻动态能力很重要").words
    ('知识', '搜寻', '动态', '能力', '很', '重要')
    >>> words("知识搜寻动态能力很重要", ["动态能力", "知识搜寻动态能力"]).words
    ('知识搜寻动态能力', '很', '重要')

    References
    ----------
    Sproat, Shih, Gale and Chang (1996), A Stochastic Finite-State Word-Segmentation Algorithm for
    Chinese.
    """
    owner = "words"
    if not isinstance(text, str):
        raise ArgumentError("text", owner, "text", text)
    listed = read_terms(terms, "terms", owner)
    found = cut(text, listed)
    places = np.array([(word.start, word.end) for word in found], dtype=np.int64).reshape(-1, 2)
    starts, ends = places.T.copy()
    marked = np.array([word.term for word in found], dtype=np.bool_)
    for array in (starts, ends, marked):
        array.flags.writeable = False
    return Words(
        words=tuple(text[word.start : word.end] for word in found),
        start=starts,
        end=ends,
        term=marked,
        parameters={"terms": listed},
        references=("sproat1996",),
    )


def cut(text: str, terms: tuple[str, ...] = ()) -> list[Word]:
    """Return the words of a text in order."""
    found: list[Word] = []
    last = 0
    for start, end in [*_terms(text, terms), (len(text), len(text))]:
        found += _plain_words(text[last:start], last)
        if end > start:
            found.append(Word(start, end, term=True))
        last = end
    return found


def _terms(text: str, terms: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where terms stand, none overlapping another, in order of their places."""
    if not terms:
        return []
    folded = fold(plain_spaces(text), case=True, width=True)
    queries = {fold(plain_spaces(term), case=True, width=True).folded for term in terms}
    every = {
        span(folded, place, len(query))
        for query in queries
        for place in occurrences(folded, query, whole_words=True)
    }
    taken = np.zeros(len(text), dtype=np.bool_)
    found = []
    for start, end in sorted(every, key=lambda item: (item[0] - item[1], item[0])):
        if not taken[start:end].any():
            taken[start:end] = True
            found.append((start, end))
    return sorted(found)


def _plain_words(text: str, offset: int) -> Iterator[Word]:
    """Yield the words that the segmenter finds; it never cuts within a word of letters."""
    within: set[int] = set()
    for match in _SPACED_WORD.finditer(text):
        within.update(range(match.start() + 1, match.end()))
    start = 0
    for token, _, end in _segmenter().tokenize(text):
        if end not in within:
            if token.isalnum() or _SPOKEN.search(text, start, end):
                yield Word(offset + start, offset + end, term=False)
            start = end


@cache
def _segmenter() -> rjieba.Jieba:
    """Return a segmenter of our own: nobody else's added words change it."""
    import rjieba  # noqa: PLC0415  (its dictionary takes a moment to load)

    return rjieba.Jieba()
