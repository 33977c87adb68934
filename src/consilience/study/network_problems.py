"""What does not fit in the alliance: lone members, dates the wrong way, numbers that differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from consilience.study.dates import first_day, last_day
from consilience.study.problem import Problem, all_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consilience.study.model import Study
    from consilience.study.network_records import Collaboration, Participation


def network_problems(study: Study) -> Iterator[Problem]:
    """Yield what does not fit in organisations, collaborations, participations and ties."""
    yield from _organisation_problems(study)
    parties: dict[str, list[Participation]] = defaultdict(list)
    for one in study.participations:
        parties[one.collaboration_id].append(one)
    for collaboration in study.collaborations:
        yield from _collaboration_problems(study, collaboration, parties[collaboration.id])
    alone = [
        one.code
        for one in study.collaborations
        if not one.excluded and len({party.organisation_id for party in parties[one.id]}) < 2
    ]
    total = len(study.collaborations)
    yield from all_of("audit.problem.collaboration_alone", "collaborations", alone, total)
    yield from _tie_problems(study)


def _organisation_problems(study: Study) -> Iterator[Problem]:
    names: dict[str, list[str]] = defaultdict(list)
    for one in study.organisations:
        for name in {name.casefold() for name in (one.name, *one.names)}:
            names[name].append(one.code)
    for name, codes in names.items():
        if len(codes) > 1:
            place = f"organisations[{', '.join(codes)}]"
            values = {"organisations": codes, "name": name}
            yield Problem("audit.problem.organisation_twice", place, values, "warning")
    tied = {one.organisation_id for one in study.participations}
    tied |= {end for one in study.ties for end in (one.from_id, one.to_id)}
    apart = [one.code for one in study.organisations if one.id not in tied]
    total = len(study.organisations)
    yield from all_of("audit.problem.organisation_apart", "organisations", apart, total)


def _collaboration_problems(
    study: Study, collaboration: Collaboration, parties: list[Participation]
) -> Iterator[Problem]:
    place, start, end = (
        f"collaborations[{collaboration.code}]",
        collaboration.start_date,
        collaboration.end_date,
    )
    values = {"collaboration": collaboration.code}
    if _reversed(start, end):
        dates = {**values, "start": start, "end": end}
        yield Problem("audit.problem.collaboration_reversed", place, dates)
    count = len({party.organisation_id for party in parties})
    if collaboration.size is not None and collaboration.size != count:
        sizes = {**values, "size": collaboration.size, "count": count}
        yield Problem("audit.problem.collaboration_size", place, sizes, "warning")
    for party in parties:
        member = {**values, "organisation": study.code_of(party.organisation_id)}
        dates = {**member, "start": party.start_date, "end": party.end_date}
        if _reversed(party.start_date, party.end_date):
            yield Problem("audit.problem.participation_reversed", place, dates)
        elif _reversed(start, party.end_date) or _reversed(party.start_date, end):
            yield Problem("audit.problem.participation_outside", place, dates, "warning")


def _tie_problems(study: Study) -> Iterator[Problem]:
    pairs = Counter(
        (*sorted((one.from_id, one.to_id)), one.layer, one.start_date)
        for one in study.ties
        if not one.directed
    )
    for one in study.ties:
        ends = {"a": study.code_of(one.from_id), "b": study.code_of(one.to_id)}
        values = {**ends, "layer": one.layer or "-"}
        place = f"ties[{ends['a']} - {ends['b']}]"
        if one.from_id == one.to_id:
            yield Problem("audit.problem.tie_loop", place, values, "warning")
        if _reversed(one.start_date, one.end_date):
            dates = {**values, "start": one.start_date, "end": one.end_date}
            yield Problem("audit.problem.tie_reversed", place, dates)
        both = (*sorted((one.from_id, one.to_id)), one.layer, one.start_date)
        if not one.directed and one.from_id > one.to_id and pairs[both] > 1:
            yield Problem("audit.problem.tie_twice", place, values, "warning")


def _reversed(start: str, end: str) -> bool:
    return bool(start and end) and first_day(start) > last_day(end)
