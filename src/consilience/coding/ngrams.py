"""Texts as weights of their sequences of one to three characters (TF-IDF)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from consilience.coding.folding import fold_in_place, plain_spaces

LONGEST = 3
_BITS = np.uint64(21)  # hold any code point, so that three characters make one whole number
_BLANK = np.uint64(ord(" ") + 1)
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Grams:
    """Every sequence of characters in some texts, all of shape (sequences,).

    ``key`` is the sequence as a number, ``text`` the text in which it stands, ``start`` its place
    among the characters that count, ``size`` its number of characters. ``place`` says where each
    character that counts stands in all texts laid end to end, and ``first`` where each text
    begins there, with the end of the last, shape (texts + 1,).
    """

    key: NDArray[np.uint64]
    text: Ints
    start: Ints
    size: Ints
    place: Ints
    first: Ints


@dataclass(frozen=True, eq=False)
class Weighted:
    """Texts as rows of length 1 (or 0), and each sequence's feature and share in its text's row.

    ``feature`` is -1 for sequences that the examples don't have; shape (sequences,).
    """

    rows: sparse.csr_array
    feature: Ints
    share: Floats


def grams(texts: Sequence[str]) -> Grams:
    """Return the sequences of one to three characters, without case, width and kinds of blank.

    Blanks in a row count as one, those at either end of a text not at all.
    """
    plain = [plain_spaces(fold_in_place(text)) for text in texts]
    whole = "".join(plain).encode("utf-32-le", "surrogatepass")
    every = np.frombuffer(whole, dtype=np.uint32).astype(np.uint64) + np.uint64(1)
    first = np.concatenate([[0], np.cumsum([len(text) for text in plain], dtype=np.int64)])
    every_owner = np.repeat(np.arange(len(plain)), np.diff(first))
    counted = np.flatnonzero(_counts(every != _BLANK, every_owner, first))
    codes, owner = every[counted], every_owner[counted]
    found = []
    for size in range(1, LONGEST + 1):
        count = max(len(codes) - size + 1, 0)
        key = np.zeros(count, dtype=np.uint64)
        spoken = np.zeros(count, dtype=np.bool_)
        for place in range(size):
            piece = codes[place : place + count]
            key = (key << _BITS) | piece
            spoken |= piece != _BLANK
        within = owner[:count] == owner[size - 1 : size - 1 + count]
        start = np.flatnonzero(within & spoken)
        found.append((key[start], owner[start], start, np.full(len(start), size)))
    key = np.concatenate([item[0] for item in found])
    text, start, sizes = (np.concatenate([item[k] for item in found]) for k in (1, 2, 3))
    return Grams(key, text, start, sizes, counted, first)


def _counts(spoken: NDArray[np.bool_], owner: Ints, first: Ints) -> NDArray[np.bool_]:
    """Say which characters count: all but blanks, and of blanks the last between two others."""
    if not len(spoken):
        return spoken
    before = np.concatenate([[0], np.cumsum(spoken)])
    begun = before[:-1] > before[first[owner]]
    joins = np.append(spoken[1:] & (owner[1:] == owner[:-1]), [False])
    return np.asarray(spoken | (begun & joins))


def vocabulary(examples: Grams) -> tuple[NDArray[np.uint64], Floats]:
    """Return the sequences of the examples, sorted, and their inverse document frequencies."""
    keys, feature = np.unique(examples.key, return_inverse=True)
    texts = len(examples.first) - 1
    pairs = np.unique(feature * texts + examples.text)
    frequency = np.bincount(pairs // texts, minlength=len(keys))
    return keys, np.log((1 + texts) / (1 + frequency)) + 1


def weighted(found: Grams, keys: NDArray[np.uint64], rarity: Floats) -> Weighted:
    """Return TF-IDF rows of Euclidean length 1: (1 + ln count) x inverse document frequency."""
    texts, size = len(found.first) - 1, len(keys)
    feature = np.minimum(np.searchsorted(keys, found.key), size - 1)
    feature[keys[feature] != found.key] = -1
    known = feature >= 0
    pairs, which, counts = np.unique(
        found.text[known] * size + feature[known], return_inverse=True, return_counts=True
    )
    row, column = pairs // size, pairs % size
    values = (1 + np.log(counts)) * rarity[column]
    lengths = np.sqrt(np.bincount(row, values**2, minlength=texts))
    values /= lengths[row]
    share = np.zeros(len(feature))
    share[known] = (values / counts)[which]
    rows = sparse.csr_array((values, (row, column)), shape=(texts, size))
    return Weighted(rows, feature, share)
