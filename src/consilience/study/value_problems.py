"""What does not fit in value and games: numbers out of their range, gaps, dates the wrong way."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from consilience.study.dates import first_day, last_day
from consilience.study.problem import Problem, all_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consilience.study.model import Study


def value_problems(study: Study) -> Iterator[Problem]:
    """Yield what does not fit in propositions, worths, indicators, sharing, transitions, games."""
    yield from _proposition_problems(study)
    yield from _worth_problems(study)
    yield from _reading_problems(study)
    untold = [one.code for one in study.acts if not (one.mode and one.value)]
    yield from all_of("audit.problem.act_unsorted", "acts", untold, len(study.acts))
    yield from _transition_problems(study)
    yield from _parameter_problems(study)


def _proposition_problems(study: Study) -> Iterator[Problem]:
    for one in study.propositions:
        place, values = f"propositions[{one.code}]", {"proposition": one.code}
        if not one.topic and not one.partner_id:
            yield Problem("audit.problem.proposition_empty", place, values)
        if one.strength < 0 and one.kind != "goal":
            yield Problem("audit.problem.proposition_negative", place, values)
        if one.partner_id == one.organisation_id:
            yield Problem("audit.problem.proposition_self", place, values)


def _worth_problems(study: Study) -> Iterator[Problem]:
    same: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for one in study.worths:
        place, values = f"worths[{one.code}]", {"worth": one.code}
        same[frozenset(one.member_ids), one.collaboration_id, one.actor_id].append(one.code)
        if not one.member_ids:
            yield Problem("audit.problem.worth_empty", place, values)
        low = one.amount if one.low is None else one.low
        high = one.amount if one.high is None else one.high
        if not low <= one.amount <= high:
            yield Problem(
                "audit.problem.worth_outside", place, {**values, "low": low, "high": high}
            )
    for codes in same.values():
        if len(codes) > 1:
            place = f"worths[{', '.join(codes)}]"
            yield Problem("audit.problem.worth_twice", place, {"worths": codes})


def _reading_problems(study: Study) -> Iterator[Problem]:
    read = {one.indicator_id for one in study.readings}
    unread = [one.code for one in study.indicators if one.id not in read]
    yield from all_of("audit.problem.indicator_unread", "indicators", unread, len(study.indicators))
    scales = {one.id: one for one in study.indicators}
    for one in study.readings:
        scale = scales[one.indicator_id]
        below = scale.low is not None and one.value < scale.low
        if below or (scale.high is not None and one.value > scale.high):
            values = {"indicator": scale.code, "period": one.period, "value": one.value}
            place = f"readings[{scale.code} {one.period}]"
            yield Problem("audit.problem.reading_outside", place, values)


def _transition_problems(study: Study) -> Iterator[Problem]:
    if not study.transitions:
        return
    dated = {one.collaboration_id for one in study.transitions}
    kinds = {one.kind for one in study.collaborations if one.id in dated}
    kept = [one for one in study.collaborations if one.kind in kinds and not one.excluded]
    without = [one.code for one in kept if one.id not in dated]
    yield from all_of("audit.problem.collaboration_stageless", "transitions", without, len(kept))
    for one in study.transitions:
        start = study.by_id[one.collaboration_id].start_date  # type: ignore[union-attr]
        if start and last_day(one.date) < first_day(start):
            code = study.code_of(one.collaboration_id)
            values = {"collaboration": code, "date": one.date, "start": start}
            place = f"transitions[{code} {one.date}]"
            yield Problem("audit.problem.transition_early", place, values, "warning")


def _parameter_problems(study: Study) -> Iterator[Problem]:
    for one in study.parameters:
        values = {"parameter": one.name, "game": study.code_of(one.game_id)}
        place = f"parameters[{values['game']} {one.name}]"
        links = [one.variable_id, one.indicator_id]
        if len([link for link in (*links, one.value or None) if link]) > 1:
            yield Problem("audit.problem.parameter_twice", place, values)
        if one.origin == "cited" and not one.reference:
            yield Problem("audit.problem.parameter_uncited", place, values, "warning")
