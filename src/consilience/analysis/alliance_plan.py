"""The steps that the alliance of a study calls for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consilience.study import Study


def alliance_steps(study: Study) -> Iterator[str]:
    """Yield kinds of step in order; none without organisations."""
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
