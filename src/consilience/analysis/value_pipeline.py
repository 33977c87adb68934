"""The pipeline of projects from discovery to creation: stages, gates, and time in each stage."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as day
from itertools import combinations, pairwise
from statistics import median
from typing import TYPE_CHECKING

import pandas as pd

from consilience import checks
from consilience.errors import DataError
from consilience.results import Note, Result
from consilience.study.dates import first_day, last_day

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings
    from consilience.analysis.value_material import ValueMaterial
    from consilience.study import Study, Transition

PIPELINE = ("order", "at")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_YEAR = 365.25  # days

Dated = tuple[str, str]  # a stage, and the date on which it was entered
Ways = Mapping[str, list[Dated]]  # of each collaboration, in order of time


@dataclass(frozen=True)
class Stay:
    """The time of a project in a stage; ``until`` is "" where it is still there.

    ``years`` counts from the first day that each date allows; ``least`` and ``most`` are what dates
    that name only a year or a month leave open.
    """

    stage: str
    since: str
    until: str
    years: float
    least: float
    most: float


@dataclass(frozen=True)
class PipelineProject:
    """One collaboration: the stage it is in, and how it came there.

    ``skipped`` are stages before that it never entered; ``back`` says that it once went back.
    """

    collaboration: str
    stage: str
    stays: tuple[Stay, ...]
    skipped: tuple[str, ...]
    back: bool


@dataclass(frozen=True)
class Gate:
    """The way from one stage to the next: how many entered the first, how many went on.

    ``years`` is the median of those who entered both, ``low`` and ``high`` the ends; NaN for none.
    """

    before: str
    after: str
    entered: int
    passed: int
    years: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class PipelineFinding(Result):
    """Where every collaboration of the study stands at a date.

    ``stages`` are in order, ``counts`` says how many are in each; ``without`` have no dated stage.
    """

    at: str
    stages: tuple[str, ...]
    counts: tuple[int, ...]
    projects: tuple[PipelineProject, ...]
    gates: tuple[Gate, ...]
    without: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a collaboration and stage."""
        rows = [
            {"collaboration": one.collaboration, "now": one.stage, **vars(stay)}
            for one in self.projects
            for stay in one.stays
        ]
        return pd.DataFrame(rows)


def pipeline(material: ValueMaterial, settings: Settings) -> PipelineFinding:
    """Say in which stage each project is, since when, and how long stages took."""
    study = material.study
    at = _at(study, settings)
    ways = _ways(study, at)
    if not ways:
        raise DataError("value_study.no_transitions", at=at or "–")
    stages = _order(ways, settings)
    projects = tuple(_project(code, way, stages, at) for code, way in ways.items())
    kept = [one.code for one in study.collaborations if not one.excluded]
    assumed = () if "order" in settings else (Note("value_study.note.stage_order"),)
    until = () if "at" in settings else (Note("value_study.note.at", {"at": at}),)
    return PipelineFinding(
        at=at,
        stages=stages,
        counts=tuple(sum(one.stage == stage for one in projects) for stage in stages),
        projects=projects,
        gates=tuple(_gate(ways, stages, before, after) for before, after in pairwise(stages)),
        without=tuple(code for code in kept if code not in ways),
        parameters=dict(settings),
        notes=(*until, *assumed),
    )


def _at(study: Study, settings: Settings) -> str:
    """Return the date asked for, or the last one on which something entered a stage."""
    if "at" not in settings:
        return max((one.date for one in study.transitions), default="", key=last_day)
    written = str(settings["at"])
    if not _DATE.fullmatch(written):
        raise DataError("value_study.at", got=written)
    return written


def _ways(study: Study, at: str) -> dict[str, list[Dated]]:
    """Return the dated stages of each collaboration that counts, in order of time."""
    kept = {one.id: one.code for one in study.collaborations if not one.excluded}
    found: dict[str, list[Dated]] = {}
    for one in sorted(study.transitions, key=_when):
        if one.collaboration_id in kept and first_day(one.date) <= last_day(at):
            found.setdefault(kept[one.collaboration_id], []).append((one.stage, one.date))
    return dict(sorted(found.items()))


def _when(one: Transition) -> tuple[str, str]:
    return first_day(one.date), last_day(one.date)


def _order(ways: Ways, settings: Settings) -> tuple[str, ...]:
    """Return the stages as asked for, else in the order in which projects mostly enter them."""
    firsts = [list(dict.fromkeys(stage for stage, _ in way)) for way in ways.values()]
    stages = list(dict.fromkeys(stage for way in firsts for stage in way))
    if "order" in settings:
        asked = checks.names(settings["order"], "order", "pipeline")
        missing = [stage for stage in stages if stage not in asked]
        if missing:
            raise DataError("value_study.stages_missing", stages=missing)
        return asked
    ahead = {stage: [0, 0] for stage in stages}
    for way in firsts:
        for before, after in combinations(way, 2):
            ahead[before][0] += 1
            ahead[before][1] += 1
            ahead[after][1] += 1
    return tuple(sorted(stages, key=lambda stage: (-ahead[stage][0] / max(ahead[stage][1], 1),)))


def _project(code: str, way: list[Dated], stages: tuple[str, ...], at: str) -> PipelineProject:
    places = [stages.index(stage) for stage, _ in way]
    entered = {stage for stage, _ in way}
    ends = [*(date for _, date in way[1:]), ""]
    return PipelineProject(
        collaboration=code,
        stage=way[-1][0],
        stays=tuple(
            _stay(stage, since, until, at) for (stage, since), until in zip(way, ends, strict=True)
        ),
        skipped=tuple(name for name in stages[: places[-1]] if name not in entered),
        back=any(later < earlier for earlier, later in pairwise(places)),
    )


def _stay(stage: str, since: str, until: str, at: str) -> Stay:
    return Stay(stage, since, until, *_years(since, until or at))


def _years(since: str, until: str) -> tuple[float, float, float]:
    """Return the years between two dates, and what dates without a day leave open."""
    least = _days(last_day(since), first_day(until))
    middle = _days(first_day(since), first_day(until))
    return middle, min(least, middle), max(_days(first_day(since), last_day(until)), middle)


def _days(start: str, end: str) -> float:
    return max((day.fromisoformat(end) - day.fromisoformat(start)).days, 0) / _YEAR


def _gate(
    ways: Mapping[str, list[Dated]], stages: tuple[str, ...], before: str, after: str
) -> Gate:
    beyond = stages[stages.index(after) :]
    starts = {
        code: next(date for stage, date in way if stage == before)
        for code, way in ways.items()
        if any(stage == before for stage, _ in way)
    }
    years, passed = [], 0
    for code, since in starts.items():
        later = [one for one in ways[code] if first_day(one[1]) >= first_day(since)]
        passed += any(stage in beyond for stage, _ in later)
        ends = [date for stage, date in later if stage == after]
        years += [_years(since, ends[0])[0]] if ends else []
    spread = (median(years), min(years), max(years)) if years else (float("nan"),) * 3
    return Gate(before, after, len(starts), passed, *spread)
