"""Where a membership comes from: scores with their cells, ratings with their quotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from consilience.study import code_path, quote, source_of

if TYPE_CHECKING:
    from consilience.study import Coding, Rating, RawValue, Study


@dataclass(frozen=True)
class ScoreOrigin:
    """One score behind a membership, and the cell of the source that says so."""

    variable: str
    wave: str
    value: float
    source: str
    row: int
    column: str


@dataclass(frozen=True)
class QuoteOrigin:
    """One quote behind a rating: its source and span, its code in both languages.

    ``start`` and ``end`` count the code points of the source's text; ``anchor`` marks the quote
    that typifies the score.
    """

    coding_id: str
    source: str
    start: int
    end: int
    text: str
    code: str
    code_zh: str
    direction: str
    intensity: int | None
    importance: int | None
    anchor: bool


@dataclass(frozen=True)
class RatingOrigin:
    """One line of a membership sheet behind a membership.

    ``value`` is the score that counts, None where it is not mentioned; ``raters`` are the scores
    that single raters gave. ``agreed`` tells whether the raters agreed on it or one rated alone.
    """

    variable: str
    value: float | None
    status: str
    agreed: bool
    reason: str
    raters: tuple[tuple[str, float | None], ...]
    quotes: tuple[QuoteOrigin, ...]


def score_origins(study: Study, item: RawValue) -> tuple[ScoreOrigin, ...]:
    """Return the scores behind a raw value."""
    return tuple(
        ScoreOrigin(
            study.code_of(score.variable_id),
            score.wave,
            score.value,
            study.code_of(score.source_id),
            score.row,
            score.column,
        )
        for score in item.scores
    )


def rating_origins(study: Study, item: RawValue) -> tuple[RatingOrigin, ...]:
    """Return the lines of membership sheets behind a raw value."""
    return tuple(_rating_origin(study, rating) for rating in item.ratings)


def quote_origin(study: Study, coding: Coding, *, anchor: bool = False) -> QuoteOrigin:
    """Return a coding with what a reader needs to find it."""
    path = code_path(study, coding.code_id)
    return QuoteOrigin(
        coding_id=coding.id,
        source=source_of(study, coding).code,
        start=coding.start,
        end=coding.end,
        text=quote(study, coding),
        code=path[-1].name,
        code_zh=path[-1].name_zh,
        direction=coding.direction,
        intensity=coding.intensity,
        importance=coding.importance,
        anchor=anchor,
    )


def _rating_origin(study: Study, rating: Rating) -> RatingOrigin:
    alike = study.ratings_of_cell[rating.case_id, rating.variable_id]
    named = dict.fromkeys([rating.anchor_id, *rating.evidence_ids])
    codings = [cast("Coding", study.by_id[one]) for one in named if one is not None]
    return RatingOrigin(
        variable=study.code_of(rating.variable_id),
        value=rating.value,
        status=rating.status,
        agreed=rating.agreed,
        reason=rating.reason,
        raters=tuple(
            (study.code_of(one.actor_id), one.value)
            for one in alike
            if one.actor_id is not None and not one.agreed
        ),
        quotes=tuple(
            quote_origin(study, one, anchor=one.id == rating.anchor_id) for one in codings
        ),
    )
