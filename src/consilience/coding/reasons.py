"""The words of a segment that speak for a code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consilience.coding.ngrams import LONGEST, Grams, Weighted
from consilience.coding.words import Word, cut

SHOWN = 3


@dataclass(frozen=True)
class Reason:
    """A word of the segment, where it first stands, and how much of the score rests on it."""

    word: str
    start: int
    end: int
    weight: float


def reasons(
    texts: Sequence[str],
    found: Grams,
    shares: Weighted,
    weights: NDArray[np.float64],
    order: NDArray[np.int64],
) -> list[list[tuple[Reason, ...]]]:
    """Return for each text and each code of its order, shape (texts, codes), its reasons.

    What a sequence of characters adds to the score is dealt evenly to its characters, and the
    characters of a word add up. Words that speak against the code are no reasons.
    """
    every = [cut(text) for text in texts]
    by_rank = []
    for codes in order.T:
        sums = np.concatenate([[0.0], np.cumsum(_by_character(found, shares, weights, codes))])
        by_rank.append(
            [
                _strongest(text, words, sums[first : first + len(text) + 1])
                for text, words, first in zip(texts, every, found.first.tolist(), strict=False)
            ]
        )
    return [list(ranks) for ranks in zip(*by_rank, strict=True)]


def _by_character(
    found: Grams, shares: Weighted, weights: NDArray[np.float64], codes: NDArray[np.int64]
) -> NDArray[np.float64]:
    known = shares.feature >= 0
    start, size = found.start[known], found.size[known]
    added = shares.share[known] * weights[shares.feature[known], codes[found.text[known]]] / size
    counted = np.zeros(len(found.place))
    for step in range(LONGEST):
        covers = size > step
        counted += np.bincount(start[covers] + step, added[covers], minlength=len(counted))
    whole = np.zeros(int(found.first[-1]))
    whole[found.place] = counted
    return whole


def _strongest(text: str, words: list[Word], sums: NDArray[np.float64]) -> tuple[Reason, ...]:
    held: dict[str, Reason] = {}
    for item in words:
        word = text[item.start : item.end]
        weight = float(sums[item.end] - sums[item.start])
        before = held.setdefault(word.casefold(), Reason(word, item.start, item.end, 0.0))
        whole = before.weight + weight
        held[word.casefold()] = Reason(before.word, before.start, before.end, whole)
    speaking = [item for item in held.values() if item.weight > 0]
    return tuple(sorted(speaking, key=lambda item: (-item.weight, item.start))[:SHOWN])
