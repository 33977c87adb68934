"""Names that are spelled almost alike, and whether that may be a slip."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

REVIEW = 0.8  # pairs less alike are not shown
_SHORTEST = 6
_ALIKE = 75
_MOST_NEAR = 3


def slips(cores: list[str]) -> Iterator[tuple[int, int, float, bool]]:
    """Yield places of names that are spelled alike, how alike, and whether it looks like a slip.

    Only names with the same digits are compared. A name that is near to many others is not
    misspelt.
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, core in enumerate(cores):
        if len(core) >= _SHORTEST:
            groups[tuple(re.findall(r"\d", core))].append(place)
    several = [places for places in groups.values() if len(places) > 1]
    pairs = [pair for places in several for pair in _alike(places, cores)]
    near = Counter(place for pair in pairs for place in pair)
    for a, b in pairs:
        single = max(near[a], near[b]) <= _MOST_NEAR
        ratio = round(fuzz.ratio(cores[a], cores[b]) / 100, 4)
        yield a, b, ratio, single and _few_slips(cores[a], cores[b])


def _alike(places: list[int], cores: list[str]) -> Iterator[tuple[int, int]]:
    texts = [cores[place] for place in places]
    likeness = process.cdist(
        texts, texts, scorer=fuzz.ratio, score_cutoff=100 * REVIEW, dtype=np.uint8
    )
    first, second = np.nonzero(np.triu(likeness, k=1))
    for a, b in zip(first.tolist(), second.tolist(), strict=True):
        if _slip(texts[a], texts[b]):
            yield places[a], places[b]


def _slip(one: str, other: str) -> bool:
    """Return whether two names may differ by a slip: no word is another one."""
    first, second = _only_in(one, other), _only_in(other, one)
    if not first or not second:  # a word more: another place, department, ...
        return False
    return fuzz.ratio(first, second) >= _ALIKE


def _few_slips(one: str, other: str) -> bool:
    """Return whether names begin alike and differ by one slip in at least eight letters.

    Words of four letters or fewer are words of their own: car, card.
    """
    slips = OSA.distance(one, other)
    short = min(len(_only_in(one, other)), len(_only_in(other, one))) < 5
    return not short and one[0] == other[0] and slips <= min(len(one), len(other)) / 8


def _only_in(one: str, other: str) -> str:
    known = set(other.split())
    return " ".join(word for word in one.split() if word not in known)
