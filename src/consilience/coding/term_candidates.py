"""Sequences of words that may deserve a place in the term list."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from consilience import checks
from consilience.coding.function_words import FUNCTION_WORDS
from consilience.coding.texts_given import read_terms, read_texts
from consilience.coding.word_counts import folded
from consilience.coding.words import cut
from consilience.results import Result


@dataclass(frozen=True)
class TermCandidate:
    """A sequence of words.

    ``cohesion`` is the least pointwise mutual information over its cuts in two, ``left`` and
    ``right`` are the entropies of what stands beside it; all in bits.
    """

    term: str
    words: int
    count: int
    texts: int
    cohesion: float
    left: float
    right: float
    score: float


@dataclass(frozen=True, kw_only=True, eq=False)
class TermCandidates(Result):
    """Candidates, the best first; equal ones by count, then spelling."""

    candidates: tuple[TermCandidate, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a candidate."""
        return pd.DataFrame(
            [vars(item) for item in self.candidates],
            columns=list(TermCandidate.__dataclass_fields__),
        )


def term_candidates(
    texts: object,
    terms: Iterable[str] = (),
    *,
    longest: int = 4,
    minimum: int = 3,
    stop: Iterable[str] = FUNCTION_WORDS,
    limit: int = 100,
) -> TermCandidates:
    """Find sequences of words that hold together and stand freely: candidates for the term list.

    A sequence holds together if its parts stand beside each other more often than their
    frequencies let expect, at its weakest joint. It stands freely if many different words stand
    left and right of it. Sequences do not cross punctuation or line breaks.

    Parameters
    ----------
    texts : text, list of texts, or mapping of names to texts
        Where to look.
    terms : list of str
        Terms that the list has already; they count as one word.
    longest : int, at least 2
        How many words a sequence may have.
    minimum : int, at least 2
        How often it must occur.
    stop : list of str
        A sequence neither begins nor ends with one of these words.
    limit : int, at least 1
        How many candidates to list.

    Returns
    -------
    TermCandidates
        The candidates with cohesion above 0. The score is the cohesion plus the smaller of both
        entropies (a convention of this program).

    Raises
    ------
    ArgumentError
        If texts are no texts, a list is no list of texts, or a number is too small.

    Examples
    --------
    >>> text = "企业需要动态能力。动态能力来自学习，所以动态能力很重要。"
    >>> [(item.term, item.count) for item in term_candidates(text).candidates]
    [('动态能力', 3)]

    References
    ----------
    Church and Hanks (1990), Word Association Norms, Mutual Information, and Lexicography; Feng,
    Chen, Deng and Zheng (2004), Accessor Variety Criteria for Chinese Word Extraction; Jin and
    Tanaka-Ishii (2006), Unsupervised Segmentation of Chinese Text by Use of Branching Entropy.
    """
    owner = "term_candidates"
    _, found = read_texts(texts, "texts", owner)
    listed = read_terms(terms, "terms", owner)
    left_out = read_terms(stop, "stop", owner)
    most = checks.whole(longest, 2, "longest", owner)
    least = checks.whole(minimum, 2, "minimum", owner)
    shown = checks.whole(limit, 1, "limit", owner)
    stopped = {folded(word) for word in left_out}
    runs = [(place, run) for place, text in enumerate(found) for run in _runs(text, listed)]
    counts = _frequent([run for _, run in runs], most, least)
    wanted = {piece for piece in counts if len(piece) > 1 and not stopped & {piece[0], piece[-1]}}
    candidates = _measured(wanted, counts, runs, most)
    candidates.sort(key=lambda item: (-item.score, -item.count, item.term))
    return TermCandidates(
        candidates=tuple(candidates[:shown]),
        parameters={
            "terms": listed,
            "longest": most,
            "minimum": least,
            "stop": left_out,
            "limit": shown,
        },
        references=("church1990", "feng2004", "jin2006"),
    )


@dataclass(frozen=True)
class _Run:
    """Words that follow each other with at most a blank between them, and what joins them."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]


_Piece = tuple[str, ...]


def _runs(text: str, terms: tuple[str, ...]) -> list[_Run]:
    plain = folded(text)
    found: list[_Run] = []
    held: list[str] = []
    gaps: list[str] = []
    last = 0
    for word in cut(text, terms):
        gap = text[last : word.start]
        if held and gap not in {"", " ", "\u00a0", "\u3000"}:
            found.append(_Run(tuple(held), tuple(gaps)))
            held, gaps = [], []
        if held:
            gaps.append(" " if gap else "")
        held.append(plain[word.start : word.end])
        last = word.end
    return [*found, _Run(tuple(held), tuple(gaps))] if held else found


def _pieces(run: _Run, length: int) -> Iterator[tuple[int, _Piece]]:
    for start in range(len(run.words) - length + 1):
        yield start, run.words[start : start + length]


def _frequent(runs: list[_Run], longest: int, minimum: int) -> dict[_Piece, int]:
    """Return how often sequences occur that are frequent enough, and each single word.

    A sequence is never more frequent than its parts, so that longer ones are only counted where
    both of theirs were frequent.
    """
    found: dict[_Piece, int] = Counter(piece for run in runs for _, piece in _pieces(run, 1))
    for length in range(2, longest + 1):
        level = Counter(
            piece
            for run in runs
            for _, piece in _pieces(run, length)
            if min(found.get(piece[:-1], 0), found.get(piece[1:], 0)) >= minimum
        )
        found.update({piece: count for piece, count in level.items() if count >= minimum})
    return found


def _measured(
    wanted: set[_Piece], counts: Mapping[_Piece, int], runs: list[tuple[int, _Run]], longest: int
) -> list[TermCandidate]:
    beside: dict[_Piece, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    spelling: dict[_Piece, Counter[str]] = defaultdict(Counter)
    texts: dict[_Piece, set[int]] = defaultdict(set)
    for place, run in runs:
        padded = ("", *run.words, "")
        for length in range(2, longest + 1):
            for start, piece in _pieces(run, length):
                if piece in wanted:
                    beside[piece][0].append(padded[start])
                    beside[piece][1].append(padded[start + length + 1])
                    spelling[piece][_joined(run, start, start + length)] += 1
                    texts[piece].add(place)
    total = sum(len(run.words) for _, run in runs)
    found = []
    for piece in sorted(wanted):
        left, right = (_branching_entropy(side) for side in beside[piece])
        cohesion = _cohesion(piece, counts, total)
        found.append(
            TermCandidate(
                term=spelling[piece].most_common(1)[0][0],
                words=len(piece),
                count=counts[piece],
                texts=len(texts[piece]),
                cohesion=cohesion,
                left=left,
                right=right,
                score=cohesion + min(left, right),
            )
        )
    return [item for item in found if item.cohesion > 0]


def _joined(run: _Run, start: int, end: int) -> str:
    gaps = ("", *run.gaps[start : end - 1])
    return "".join(gap + word for gap, word in zip(gaps, run.words[start:end], strict=True))


def _cohesion(piece: _Piece, counts: Mapping[_Piece, int], total: int) -> float:
    """Return the pointwise mutual information of the parts at the weakest joint."""
    return min(
        math.log2(counts[piece] * total / (counts[piece[:joint]] * counts[piece[joint:]]))
        for joint in range(1, len(piece))
    )


def _branching_entropy(beside: list[str]) -> float:
    """Return the entropy of the neighbours; each edge of a run counts as another neighbour."""
    kinds = Counter(beside)
    edges = kinds.pop("", 0)
    shares = [count / len(beside) for count in (*kinds.values(), *[1] * edges)]
    return max(0.0, -math.fsum(share * math.log2(share) for share in shares))
