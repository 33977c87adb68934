"""The steps that the alliance of a study calls for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.study import step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consilience.study import Step, Study


def proposed_steps(study: Study) -> tuple[Step, ...]:
    """Return the steps on the network that the records allow and the protocol lacks, in order.

    None without organisations. They stand after the steps that are there.
    """
    there = {one.kind for one in study.steps}
    last = max((one.position for one in study.steps), default=0)
    kinds = [kind for kind in _kinds(study) if kind not in there]
    return tuple(step(place, kind, {}) for place, kind in enumerate(kinds, start=last + 1))


def _kinds(study: Study) -> Iterator[str]:
    if not study.organisations:
        return
    tied = bool(study.ties or study.participations)
    yield from ("network", "actors")
    if len({one.sector for one in study.organisations if one.sector}) > 1:
        yield "boundary"
    if tied:
        yield "leader"
    if study.holdings:
        yield "resources"
    if study.adoptions:
        yield "routines"
    dates = [(one.start_date, one.end_date) for one in study.ties]
    dates += [(one.start_date, one.end_date) for one in study.participations]
    if any(start or end for start, end in dates):
        yield "evolution"
    if study.collaborations:
        yield "scenarios"
    if tied:
        yield "strategies"
