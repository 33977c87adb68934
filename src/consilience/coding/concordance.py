"""A term wherever it stands, with the words around it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from consilience import checks
from consilience.coding.search import as_index, find, limit_notes
from consilience.errors import ArgumentError
from consilience.results import Result


@dataclass(frozen=True)
class ContextLine:
    """One occurrence: name of the text, place in code points (end exclusive), and what stands by.

    ``left`` and ``right`` are cut from the text as they stand, line breaks included.
    """

    text: str
    start: int
    end: int
    left: str
    keyword: str
    right: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Concordance(Result):
    """A term in context, in the order of the texts; ``count`` is the number of all occurrences."""

    term: str
    lines: tuple[ContextLine, ...]
    count: int

    def to_frame(self) -> pd.DataFrame:
        """Return one row an occurrence."""
        return pd.DataFrame(
            [vars(line) for line in self.lines], columns=list(ContextLine.__dataclass_fields__)
        )


def keyword_in_context(
    texts: object,
    term: str,
    width: int = 20,
    *,
    ignore_case: bool = True,
    whole_words: bool = True,
    limit: int = 1000,
) -> Concordance:
    """List the occurrences of a term with what stands left and right of them.

    Parameters
    ----------
    texts : text, list of texts, mapping of names to texts, or TextIndex
        Where to look.
    term : str of at least one character
        The term; full-width and half-width forms are the same.
    width : int, at least 0
        How many characters to show on each side.
    ignore_case, whole_words : bool
        As in ``search_texts``.
    limit : int, at least 1
        How many occurrences to list; all are counted.

    Returns
    -------
    Concordance
        One line an occurrence.

    Raises
    ------
    ArgumentError
        If texts are no texts, the term is empty, or an option is not allowed.

    Examples
    --------
    >>> found = keyword_in_context(["伙伴之间的信任决定合作", "没有信任"], "信任", 3)
    >>> [(line.left, line.keyword, line.right) for line in found.lines]
    [('之间的', '信任', '决定合'), ('没有', '信任', '')]

    References
    ----------
    Luhn (1960), Key Word-in-Context Index for Technical Literature.
    """
    owner = "keyword_in_context"
    index = as_index(texts, owner)
    around = checks.whole(width, 0, "width", owner)
    most = checks.whole(limit, 1, "limit", owner)
    case = checks.boolean(ignore_case, "ignore_case", owner)
    words = checks.boolean(whole_words, "whole_words", owner)
    if not isinstance(term, str) or not term.strip():
        raise ArgumentError("term", owner, "text", term)
    rows, counts = find(index, term, most, ignore_case=case, ignore_width=True, whole_words=words)
    lines = []
    for place, start, end in rows:
        text = index.texts[place]
        left, right = text[max(0, start - around) : start], text[end : end + around]
        lines.append(ContextLine(index.names[place], start, end, left, text[start:end], right))
    return Concordance(
        term=term,
        lines=tuple(lines),
        count=int(counts.sum()),
        parameters={
            "term": term,
            "width": around,
            "ignore_case": case,
            "whole_words": words,
            "limit": most,
        },
        notes=limit_notes(len(lines), int(counts.sum())),
        references=("luhn1960",),
    )
