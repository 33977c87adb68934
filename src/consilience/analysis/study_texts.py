"""The texts of a study, searched and counted, and codes proposed for what is not coded yet."""

from __future__ import annotations

from dataclasses import dataclass

from consilience import coding
from consilience.analysis.coding_units import Unit, units_of
from consilience.errors import DataError
from consilience.study import (
    Coding,
    Source,
    Study,
    Suggestion,
    newest_versions,
    quote,
    standing_codings,
)
from consilience.study.edits import full_name

MODEL = "character n-grams 1-3, TF-IDF, ridge"


@dataclass(frozen=True)
class ProposedCode:
    """A code for a segment: what is to be kept of it, and why the program thinks so.

    ``words`` speak for it, ``like`` are coded quotes that are most like the segment.
    """

    suggestion: Suggestion
    text: str
    words: tuple[str, ...]
    like: tuple[str, ...]


@dataclass(frozen=True)
class ProposedCodes:
    """Proposed codes, best first for each segment, and what they rest on with its accuracy."""

    proposals: tuple[ProposedCode, ...]
    result: coding.Suggestions


def texts_of(study: Study, source: Source | None = None) -> dict[str, str]:
    """Return the newest texts of a study, or that of one source, by the code of the source."""
    found = {study.code_of(one): version.text for one, version in newest_versions(study).items()}
    kept = dict(sorted(found.items()))
    return kept if source is None else {source.code: kept.get(source.code, "")}


def search_study(
    study: Study, words: str, width: int = 40, limit: int = 1000
) -> coding.Concordance:
    """Find some words in the texts of a study, with what stands beside them.

    Raises
    ------
    ArgumentError
        If there is nothing to find, or no text.
    """
    return coding.keyword_in_context(texts_of(study), words, width, whole_words=False, limit=limit)


def words_of_study(
    study: Study, source: Source | None = None, minimum: int = 2, shortest: int = 2
) -> coding.WordCounts:
    """Count the words of the texts of a study, without function words; its terms stay whole.

    Raises
    ------
    ArgumentError
        If there is no text.
    """
    return coding.word_counts(
        texts_of(study, source),
        [one.text for one in study.terms],
        stop=coding.FUNCTION_WORDS,
        shortest=shortest,
        minimum=minimum,
    )


def suggest_codes(
    study: Study,
    source: Source,
    unit: Unit = "sentence",
    *,
    coder_id: str | None = None,
    least: int = 10,
) -> ProposedCodes:
    """Propose codes for the segments of a source that nobody coded, from the quotes that are.

    Parameters
    ----------
    study
        The study as the coder may see it; see :func:`consilience.study.study_seen_by`.
    source
        Its newest text is divided into segments.
    unit
        What a segment is.
    coder_id
        Who asks: their codings of a round that is still open are examples too.
    least
        Fewest different quotes with which a code is proposed.

    Raises
    ------
    DataError
        If the source has no text, nothing is coded, or everything in the source is.
    """
    version = newest_versions(study).get(source.id)
    if version is None:
        raise DataError("edits.error.no_text", sources=[source.code])
    examples = _examples(study, coder_id)
    if not examples:
        raise DataError("edits.error.no_examples")
    coded = [one for one in examples if one.version_id == version.id]
    places = {
        str(number): place
        for number, place in enumerate(units_of(source, version, unit), start=1)
        if not any(one.start < place[1] and place[0] < one.end for one in coded)
    }
    if not places:
        raise DataError("edits.error.all_coded", source=source.code)
    names = {one.id: full_name(study, one) for one in study.codes}
    codes = {name: one for one, name in names.items()}
    found = coding.suggest(
        {one.id: quote(study, one) for one in examples},
        [names[one.code_id] for one in examples],
        {number: version.text[start:end] for number, (start, end) in places.items()},
        min_examples=least,
    )
    proposals = [
        ProposedCode(
            Suggestion(
                version_id=version.id,
                start=places[segment.segment][0],
                end=places[segment.segment][1],
                code_id=codes[one.code],
                score=one.score,
                model=MODEL,
                actor_id=coder_id,
            ),
            version.text[slice(*places[segment.segment])],
            tuple(reason.word for reason in one.reasons),
            tuple(like.quote for like in one.like),
        )
        for segment in found.segments
        for one in segment.ranked
    ]
    return ProposedCodes(tuple(proposals), found)


def _examples(study: Study, coder_id: str | None) -> list[Coding]:
    """Return the codings that count, and those that the coder has made in open rounds."""
    counted = standing_codings(study)
    rounds = {one.id for one in study.rounds if one.state == "open"}
    own = {one.id for one in study.sessions if one.round_id in rounds and one.actor_id == coder_id}
    newest = {one.id for one in newest_versions(study).values()}
    recent = [one for one in study.codings if one.version_id in newest]
    return [*counted, *(one for one in recent if one.session_id in own)]
