"""Codes suggested for new segments from the quotes that a person has coded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from consilience import checks
from consilience.coding.examples import Examples, read_examples
from consilience.coding.features import CharacterFeatures, EncodedFeatures, Encoder
from consilience.coding.hold_out import TOP, HoldOut, Plan, hold_out
from consilience.coding.ridge import Floats, Ridge, fitted, products, ranked
from consilience.coding.suggestion_records import (
    CodeExamples,
    LikeQuote,
    SegmentSuggestions,
    Suggestion,
    Suggestions,
)
from consilience.coding.texts_given import read_texts
from consilience.errors import ArgumentError
from consilience.results import Note

LIKE = 2
_BLOCK = 500  # segments at a time, so that memory stays small
_REFERENCES = ("hoerl1970", "rifkin2004", "kohavi1995", "sechidis2011", "wilson1927")


def suggest(
    examples: object,
    codes: object,
    segments: object,
    *,
    min_examples: int = 10,
    folds: int = 5,
    repeats: int = 10,
    confidence: float = 0.95,
    seed: int = 0,
    encoder: Encoder | None = None,
) -> Suggestions:
    """Suggest up to three codes for each segment, with reasons and with their own accuracy.

    A suggestion is never a coding: a person decides. Nothing leaves the machine.

    Texts become weights of their sequences of one to three characters (TF-IDF), which serves
    Chinese and English alike; a ridge regression, one code against the rest, orders the codes.
    Equal quotes are joined to one with the codes of all. The accuracy is that on the user's own
    quotes by repeated stratified folds; quotes of which one makes up much of the other are always
    held out together.

    Parameters
    ----------
    examples : list of texts, or mapping of names to texts
        Coded quotes.
    codes : list of str, or of lists of str
        The code or codes of each quote, as long as ``examples``.
    segments : text, list of texts, or mapping of names to texts
        What to suggest codes for.
    min_examples : int, at least 1
        A code with fewer different quotes is not suggested.
    folds : int, at least 2
        In how many parts the quotes are held out in turn.
    repeats : int, at least 1
        How often, each time with other folds.
    confidence : float, above 0 and below 1
        What the intervals of the accuracy cover.
    seed : int, at least 0
        Same seed, same folds.
    encoder : function of a list of texts to numbers, shape (texts, features), optional
        Takes the place of TF-IDF, such as a sentence encoder on this machine; then no words are
        given as reasons. Its rows are centred at the mean of the examples.

    Returns
    -------
    Suggestions
        For each segment codes with score, reasons and the nearest quotes; the accuracy beside its
        base rate; the codes that stay silent.

    Raises
    ------
    ArgumentError
        If texts or codes are none, do not fit each other, or a setting is not allowed.

    Examples
    --------
    >>> trust = [f"伙伴之间相互信任，信守承诺 {n}" for n in range(10)]
    >>> cost = [f"研发成本太高，资金不足 {n}" for n in range(10)]
    >>> found = suggest(trust + cost, ["trust"] * 10 + ["cost"] * 10, ["我们信任这个伙伴"])
    >>> found.segments[0].ranked[0].code, found.segments[0].ranked[0].reasons[0].word
    ('trust', '信任')
    >>> found.accuracy.first.value, found.accuracy.first.base
    (1.0, 0.5)

    References
    ----------
    Salton and Buckley (1988), Term-Weighting Approaches in Automatic Text Retrieval; Hoerl and
    Kennard (1970), Ridge Regression; Rifkin and Klautau (2004), In Defense of One-Vs-All
    Classification; Kohavi (1995), A Study of Cross-Validation and Bootstrap; Sechidis, Tsoumakas
    and Vlahavas (2011), On the Stratification of Multi-Label Data; Wilson (1927), Probable
    Inference.
    """
    owner = "suggest"
    given = read_examples(examples, codes, owner)
    names, texts = read_texts(segments, "segments", owner)
    least = checks.whole(min_examples, 1, "min_examples", owner)
    plan = Plan(
        folds=checks.whole(folds, 2, "folds", owner),
        repeats=checks.whole(repeats, 1, "repeats", owner),
        confidence=_confidence(confidence, owner),
        seed=checks.whole(seed, 0, "seed", owner),
    )
    if encoder is not None and not callable(encoder):
        raise ArgumentError("encoder", owner, "callable", encoder)
    counts = given.has.sum(axis=0)
    speaks = counts >= least
    known = tuple(
        CodeExamples(code, int(count), bool(kept))
        for code, count, kept in zip(given.codes, counts, speaks, strict=True)
    )
    accuracy, found = None, [SegmentSuggestions(name, ()) for name in names]
    if speaks.any():
        ground = _ground(given, speaks, encoder)
        accuracy = hold_out(ground.ridge, ground.has, given.group, ground.codes, plan)
        found = _suggestions(names, texts, ground)
    return Suggestions(
        segments=tuple(found),
        codes=known,
        accuracy=accuracy,
        parameters={
            "min_examples": least,
            **vars(plan),
            "features": "characters" if encoder is None else "encoder",
        },
        notes=_notes(given, known, accuracy, found, least),
        references=(*(("salton1988",) if encoder is None else ()), *_REFERENCES),
    )


@dataclass(frozen=True, eq=False)
class _Ground:
    """What the suggestions for any segment rest on; ``has`` and ``codes`` without silent codes."""

    given: Examples
    has: NDArray[np.bool_]
    codes: tuple[str, ...]
    features: CharacterFeatures | EncodedFeatures
    ridge: Ridge


def _ground(given: Examples, speaks: NDArray[np.bool_], encoder: Encoder | None) -> _Ground:
    features = (
        CharacterFeatures.of(given.quotes)
        if encoder is None
        else EncodedFeatures.of(given.quotes, encoder)
    )
    has = given.has[:, speaks]
    codes = tuple(compress(given.codes, speaks.tolist()))
    return _Ground(given, has, codes, features, fitted(features.rows, has))


def _suggestions(
    names: tuple[str, ...], texts: tuple[str, ...], ground: _Ground
) -> list[SegmentSuggestions]:
    found: list[SegmentSuggestions] = []
    for start in range(0, len(texts), _BLOCK):
        held = slice(start, start + _BLOCK)
        block = zip(names[held], _of_block(texts[held], ground), strict=True)
        found += [SegmentSuggestions(name, ranked_codes) for name, ranked_codes in block]
    return found


def _of_block(texts: tuple[str, ...], ground: _Ground) -> Iterator[tuple[Suggestion, ...]]:
    read = ground.features.read(texts)
    scores = np.asarray(read.rows @ ground.ridge.weights) + ground.ridge.constant
    order = ranked(scores, TOP)
    alike = products(read.rows, ground.features.rows)
    why = read.reasons(ground.ridge, order)
    for place, text in enumerate(texts):
        if not text.strip() or not (alike[place] > 0).any():
            yield ()
            continue
        yield tuple(
            Suggestion(
                code=ground.codes[code],
                score=float(scores[place, code]),
                reasons=reason,
                like=_like(alike[place], code, ground),
            )
            for code, reason in zip(order[place].tolist(), why[place], strict=True)
        )


def _like(alike: Floats, code: int, ground: _Ground) -> tuple[LikeQuote, ...]:
    """Return the quotes with a code that are most like a segment."""
    having = np.flatnonzero(ground.has[:, code])
    nearest = having[ranked(alike[None, having], LIKE)[0]].tolist()
    given = ground.given
    return tuple(
        LikeQuote(given.names[row], given.quotes[row], float(alike[row]))
        for row in nearest
        if alike[row] > 0
    )


def _confidence(value: object, owner: str) -> float:
    found = checks.number(value, "confidence", owner)
    if not 0 < found < 1:
        raise ArgumentError("confidence", owner, "between", value, low=0, high=1)
    return found


def _notes(
    given: Examples,
    codes: tuple[CodeExamples, ...],
    accuracy: HoldOut | None,
    found: list[SegmentSuggestions],
    least: int,
) -> tuple[Note, ...]:
    silent = [f"{item.code} ({item.examples})" for item in codes if not item.suggested]
    speaking = len(codes) - len(silent)
    notes = [Note("suggest.note.person_decides")]
    if silent:
        notes.append(Note("suggest.note.silent", {"codes": silent, "least": least}, "warning"))
    if given.given > len(given.quotes):
        values = {"given": given.given, "different": len(given.quotes)}
        notes.append(Note("suggest.note.joined", values))
    if accuracy and accuracy.examples < len(given.quotes):
        values = {"left": len(given.quotes) - accuracy.examples}
        notes.append(Note("suggest.note.left_out", values, "warning"))
    if speaking == 1:
        notes.append(Note("suggest.note.one_code", {}, "warning"))
    elif accuracy and accuracy.first.low <= accuracy.first.base:
        first = vars(accuracy.first)
        notes.append(Note("suggest.note.no_gain", first, "warning"))
    if speaking and accuracy is None:
        notes.append(Note("suggest.note.no_accuracy", {}, "warning"))
    unlike = sum(not item.ranked for item in found)
    if speaking and unlike:
        notes.append(Note("suggest.note.unlike", {"count": unlike}))
    return tuple(notes)
