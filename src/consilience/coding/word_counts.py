"""How often words occur, and how evenly over the texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.coding.folding import fold_in_place, plain_spaces
from consilience.coding.texts_given import read_terms, read_texts
from consilience.coding.words import cut
from consilience.results import Result


@dataclass(frozen=True, kw_only=True, eq=False)
class WordCounts(Result):
    """Words by frequency, the most frequent first, equal ones by their spelling.

    ``counts`` has shape (words, texts), ``total`` and ``dispersion`` have shape (words,), and
    ``sizes``, the number of all words of each text before any was left out, shape (texts,).
    Dispersion is Gries' deviation of proportions: near 0 where a word is spread as the texts are
    long, near 1 where it stands in one short text only.
    """

    words: tuple[str, ...]
    names: tuple[str, ...]
    counts: NDArray[np.int64]
    total: NDArray[np.int64]
    dispersion: NDArray[np.float64]
    sizes: NDArray[np.int64]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a word: count, number of texts, dispersion, then the count in each text.

        The texts are columns named ``in NAME``.
        """
        found = pd.DataFrame(
            {
                "word": self.words,
                "count": self.total,
                "texts": (self.counts > 0).sum(axis=1),
                "dispersion": self.dispersion,
            }
        )
        each = pd.DataFrame(self.counts, columns=[f"in {name}" for name in self.names])
        return pd.concat([found, each], axis=1)


def word_counts(
    texts: object,
    terms: Iterable[str] = (),
    *,
    stop: Iterable[str] = (),
    shortest: int = 1,
    minimum: int = 1,
) -> WordCounts:
    """Count the words of texts; terms of the list count as one word.

    Case and width do not matter: "Trust" and "trust" are one word, shown in lower case.

    Parameters
    ----------
    texts : text, list of texts, or mapping of names to texts
        Whose words to count.
    terms : list of str
        Terms to keep whole, see ``words``.
    stop : list of str
        Words to leave out, such as ``FUNCTION_WORDS``.
    shortest : int, at least 1
        Leave out words of fewer characters.
    minimum : int, at least 1
        Leave out words that occur less often in all texts together.

    Returns
    -------
    WordCounts
        Frequencies by text, total and dispersion.

    Raises
    ------
    ArgumentError
        If texts are no texts, a list is no list of texts, or a number is too small.

    Examples
    --------
    >>> found = word_counts({"J1": "信任很重要，信任！", "J2": "合作"}, stop=["很"])
    >>> found.to_frame()[["word", "count", "in J1", "in J2"]].values.tolist()
    [['信任', 2, 2, 0], ['合作', 1, 0, 1], ['重要', 1, 1, 0]]

    References
    ----------
    Gries (2008), Dispersions and Adjusted Frequencies in Corpora.
    """
    owner = "word_counts"
    names, found = read_texts(texts, "texts", owner)
    listed = read_terms(terms, "terms", owner)
    left_out = read_terms(stop, "stop", owner)
    length = checks.whole(shortest, 1, "shortest", owner)
    least = checks.whole(minimum, 1, "minimum", owner)
    every = [Counter(folded_words(text, listed)) for text in found]
    sizes = np.array([counter.total() for counter in every], dtype=np.int64)
    whole = Counter(word for counter in every for word in counter.elements())
    stopped = {folded(word) for word in left_out}
    kept = [
        word
        for word, count in sorted(whole.items(), key=lambda item: (-item[1], item[0]))
        if word not in stopped and len(word) >= length and count >= least
    ]
    counts = np.array([[c[word] for c in every] for word in kept], dtype=np.int64)
    counts = counts.reshape(len(kept), len(names))
    dispersion = _deviation_of_proportions(counts, sizes)
    for array in (counts, dispersion, sizes, total := counts.sum(axis=1)):
        array.flags.writeable = False
    return WordCounts(
        words=tuple(kept),
        names=names,
        counts=counts,
        total=total,
        dispersion=dispersion,
        sizes=sizes,
        parameters={"terms": listed, "stop": left_out, "shortest": length, "minimum": least},
        references=("gries2008", "sproat1996"),
    )


def folded(word: str) -> str:
    """Return the form under which a word or term is counted."""
    return fold_in_place(plain_spaces(word))


def folded_words(text: str, terms: tuple[str, ...]) -> list[str]:
    """Return the words of a text in the form under which they are counted."""
    plain = folded(text)
    return [plain[word.start : word.end] for word in cut(text, terms)]


def _deviation_of_proportions(
    counts: NDArray[np.int64], sizes: NDArray[np.int64]
) -> NDArray[np.float64]:
    expected = sizes / max(int(sizes.sum()), 1)
    observed = counts / counts.sum(axis=1, keepdims=True)
    return np.asarray(np.abs(observed - expected).sum(axis=1) / 2)
