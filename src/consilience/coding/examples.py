"""Coded quotes as examples: each quote once, with all its codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consilience.coding.folding import fold_in_place
from consilience.coding.texts_given import read_texts
from consilience.errors import ArgumentError

CONTAINED = 0.5  # a convention of this program: a quote that makes up half of another is the same


@dataclass(frozen=True, eq=False)
class Examples:
    """Different quotes, in the order in which they first came.

    ``names`` are those of the first of equal quotes; ``has`` says which codes each quote carries,
    shape (quotes, codes); ``group`` numbers quotes that share their text, shape (quotes,).
    ``given`` is how many quotes there were before equal ones were joined.
    """

    names: tuple[str, ...]
    quotes: tuple[str, ...]
    codes: tuple[str, ...]
    has: NDArray[np.bool_]
    group: NDArray[np.int64]
    given: int


def read_examples(examples: object, codes: object, owner: str) -> Examples:
    """Return quotes and their codes; equal quotes become one with the codes of all of them."""
    names, texts = read_texts(examples, "examples", owner, blank=False)
    lists = _code_lists(codes, owner)
    if len(lists) != len(texts):
        raise ArgumentError(
            "codes", owner, "same_length", len(lists), other="examples", length=len(texts)
        )
    known = sorted(set().union(*lists))
    place_of = {code: place for place, code in enumerate(known)}
    first: dict[str, int] = {}
    for place, text in enumerate(texts):
        first.setdefault(same_text(text), place)
    row_of = {key: row for row, key in enumerate(first)}
    has = np.zeros((len(first), len(known)), dtype=np.bool_)
    for text, listed in zip(texts, lists, strict=True):
        has[row_of[same_text(text)], [place_of[code] for code in listed]] = True
    return Examples(
        names=tuple(names[place] for place in first.values()),
        quotes=tuple(texts[place] for place in first.values()),
        codes=tuple(known),
        has=has,
        group=_groups(list(first)),
        given=len(texts),
    )


def same_text(text: str) -> str:
    """Return a text without differences of case, width and blanks."""
    return " ".join(fold_in_place(text).split())


def _code_lists(codes: object, owner: str) -> list[set[str]]:
    if not isinstance(codes, Iterable) or isinstance(codes, str | bytes | Mapping):
        raise ArgumentError("codes", owner, "codes_each", codes)
    found = []
    for place, item in enumerate(codes, start=1):
        plain = isinstance(item, Iterable) and not isinstance(item, str | bytes | Mapping)
        listed = list(item) if plain else [item]
        if not listed or not all(isinstance(code, str) and code.strip() for code in listed):
            raise ArgumentError("codes", owner, "codes_each_at", item, place=place)
        found.append(set(listed))
    return found


def _groups(texts: list[str]) -> NDArray[np.int64]:
    """Return a number for each text, the same where one makes up much of the other."""
    group = list(range(len(texts)))

    def root(place: int) -> int:
        while group[place] != place:
            place = group[place]
        return place

    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    for rank, short in enumerate(order):
        for long in order[rank + 1 :]:
            if len(texts[short]) < CONTAINED * len(texts[long]):
                break
            if texts[short] in texts[long]:
                group[root(long)] = root(short)
    return np.unique([root(place) for place in range(len(texts))], return_inverse=True)[1]
