"""Quotes and segments as rows of features: TF-IDF of characters, or what an encoder gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consilience.coding.ngrams import Grams, Weighted, grams, vocabulary, weighted
from consilience.coding.reasons import Reason, reasons
from consilience.coding.ridge import Floats, Ridge, Rows
from consilience.errors import ArgumentError

Encoder = Callable[[Sequence[str]], object]
Reasons = list[list[tuple[Reason, ...]]]


@dataclass(frozen=True, eq=False)
class CharacterFeatures:
    """TF-IDF of sequences of characters: the examples' rows, their sequences and rarities."""

    rows: Rows
    keys: NDArray[np.uint64]
    rarity: Floats

    @classmethod
    def of(cls, quotes: Sequence[str]) -> CharacterFeatures:
        """Return the features of the examples."""
        found = grams(quotes)
        keys, rarity = vocabulary(found)
        return cls(weighted(found, keys, rarity).rows, keys, rarity)

    def read(self, texts: Sequence[str]) -> ReadTexts:
        """Return other texts in the same features."""
        found = grams(texts)
        shares = weighted(found, self.keys, self.rarity)
        return ReadTexts(shares.rows, texts, (found, shares))


@dataclass(frozen=True, eq=False)
class EncodedFeatures:
    """What an encoder gives for the examples, centred at their mean."""

    rows: Rows
    encoder: Encoder
    mean: Floats

    @classmethod
    def of(cls, quotes: Sequence[str], encoder: Encoder) -> EncodedFeatures:
        """Return the features of the examples."""
        rows = _encoded(encoder, quotes)
        mean = rows.mean(axis=0)
        return cls(_of_length_one(rows - mean), encoder, mean)

    def read(self, texts: Sequence[str]) -> ReadTexts:
        """Return other texts in the same features."""
        rows = _encoded(self.encoder, texts)
        if rows.shape[1] != len(self.mean):
            raise ArgumentError("encoder", "suggest", "encoder", self.encoder)
        return ReadTexts(_of_length_one(rows - self.mean), texts, None)


@dataclass(frozen=True, eq=False)
class ReadTexts:
    """Texts as rows of length 1 (or 0), and their sequences of characters if these count."""

    rows: Rows
    texts: Sequence[str]
    characters: tuple[Grams, Weighted] | None

    def reasons(self, ridge: Ridge, order: NDArray[np.int64]) -> Reasons:
        """Return the words that speak for each code of the order; none behind an encoder."""
        if self.characters is None:
            return [[()] * order.shape[1]] * len(self.texts)
        return reasons(self.texts, *self.characters, ridge.weights, order)


def _encoded(encoder: Encoder, texts: Sequence[str]) -> Floats:
    given = encoder(list(texts))
    try:
        found = np.array(given, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ArgumentError("encoder", "suggest", "encoder", given) from error
    if found.ndim != 2 or len(found) != len(texts) or not np.isfinite(found).all():
        raise ArgumentError("encoder", "suggest", "encoder", given)
    return found


def _of_length_one(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0))
