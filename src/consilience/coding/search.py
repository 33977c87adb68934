"""Search of many texts for any piece of text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.coding.folding import Folded, fold, occurrences, span
from consilience.coding.texts_given import read_texts
from consilience.errors import ArgumentError
from consilience.results import Note, Result


class TextIndex:
    """Texts to be searched many times: what the first search prepares, later ones use again.

    ``texts`` are one text, a list of texts or a mapping of names to texts.
    """

    def __init__(self, texts: object) -> None:
        self.names, self.texts = read_texts(texts, "texts", "TextIndex")
        self._folded: dict[tuple[bool, bool], tuple[Folded, ...]] = {}

    def folded(self, *, case: bool, width: bool) -> tuple[Folded, ...]:
        """Return the texts without differences of case or width."""
        key = (case, width)
        if key not in self._folded:
            self._folded[key] = tuple(fold(text, case=case, width=width) for text in self.texts)
        return self._folded[key]


@dataclass(frozen=True, kw_only=True, eq=False)
class TextHits(Result):
    """Where a query stands: the first ones, in the order of the texts and of their places.

    ``text`` (a place in ``names``, from 0), ``start`` and ``end`` (exclusive, in code points) have
    shape (hits listed,). ``count`` is the number of all hits, ``counts`` that of each text, shape
    (texts,).
    """

    query: str
    names: tuple[str, ...]
    text: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    count: int
    counts: NDArray[np.int64]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a hit: name of the text, start and end."""
        names = [self.names[place] for place in self.text.tolist()]
        return pd.DataFrame({"text": names, "start": self.start, "end": self.end})


def search_texts(
    texts: object,
    query: str,
    *,
    ignore_case: bool = False,
    ignore_width: bool = False,
    whole_words: bool = False,
    limit: int = 1000,
) -> TextHits:
    """Find every place at which a piece of text stands, also one Chinese character or an emoji.

    Hits may overlap. Nothing is taken for the same but what the options name: neither simplified
    and traditional characters nor composed and decomposed accents.

    Parameters
    ----------
    texts : text, list of texts, mapping of names to texts, or TextIndex
        Give a ``TextIndex`` to search the same texts often.
    query : str of at least one character
        What to find.
    ignore_case : bool
        Find letters of either case, by full case folding: "STRASSE" finds "Straße". A hit always
        covers whole characters: "s" is not found in "ß".
    ignore_width : bool
        Find full-width and half-width forms too: "AI" finds "ＡＩ".
    whole_words : bool
        Leave out hits within a longer word: "art" in "party". Characters of scripts without
        blanks, such as Chinese, end no word and are always found.
    limit : int, at least 1
        How many hits to list; all are counted.

    Returns
    -------
    TextHits
        Names, starts and ends of the first hits, and how many there are.

    Raises
    ------
    ArgumentError
        If texts are no texts, the query is empty, or an option is not allowed.

    Examples
    --------
    >>> found = search_texts({"J1": "联盟需要信任。😀信任"}, "信任")
    >>> found.count, found.start.tolist(), found.end.tolist()
    (2, [4, 8], [6, 10])

    References
    ----------
    The Unicode Consortium (2024), The Unicode Standard, section 3.13 (case folding) and annex 11
    (width). That a hit covers whole characters is a convention of this program.
    """
    owner = "search_texts"
    index = as_index(texts, owner)
    options = {
        "ignore_case": checks.boolean(ignore_case, "ignore_case", owner),
        "ignore_width": checks.boolean(ignore_width, "ignore_width", owner),
        "whole_words": checks.boolean(whole_words, "whole_words", owner),
    }
    most = checks.whole(limit, 1, "limit", owner)
    if not isinstance(query, str) or not query:
        raise ArgumentError("query", owner, "text", query)
    rows, counts = find(index, query, most, **options)
    fixed = np.array(rows, dtype=np.int64).reshape(-1, 3).T.copy()
    fixed.flags.writeable = counts.flags.writeable = False
    return TextHits(
        query=query,
        names=index.names,
        text=fixed[0],
        start=fixed[1],
        end=fixed[2],
        count=int(counts.sum()),
        counts=counts,
        parameters={"query": query, **options, "limit": most},
        notes=limit_notes(len(rows), int(counts.sum())),
        references=("unicode2024",),
    )


def as_index(texts: object, owner: str) -> TextIndex:
    """Return texts that can be searched."""
    if isinstance(texts, TextIndex):
        return texts
    return TextIndex(dict(zip(*read_texts(texts, "texts", owner), strict=True)))


def find(
    index: TextIndex,
    query: str,
    limit: int,
    *,
    ignore_case: bool = False,
    ignore_width: bool = False,
    whole_words: bool = False,
) -> tuple[list[tuple[int, int, int]], NDArray[np.int64]]:
    """Return the first hits as (text, start, end), and how many hits each text has."""
    wanted = fold(query, case=ignore_case, width=ignore_width).folded
    rows: list[tuple[int, int, int]] = []
    counts = np.zeros(len(index.texts), dtype=np.int64)
    overlaps = _overlaps_itself(wanted)
    for place, text in enumerate(index.folded(case=ignore_case, width=ignore_width)):
        if wanted not in text.folded:
            continue
        if len(rows) == limit and text.origin is None and not (whole_words or overlaps):
            counts[place] = text.folded.count(wanted)
            continue
        found = occurrences(text, wanted, whole_words=whole_words)
        listed = list(islice(found, limit - len(rows)))
        rows += [(place, *span(text, start, len(wanted))) for start in listed]
        counts[place] = len(listed) + sum(1 for _ in found)
    return rows, counts


def limit_notes(listed: int, count: int) -> tuple[Note, ...]:
    """Return that a list is not whole, if it is not."""
    return (Note("words.note.limit", {"listed": listed, "count": count}),) if listed < count else ()


def _overlaps_itself(query: str) -> bool:
    return any(query.startswith(query[start:]) for start in range(1, len(query)))
