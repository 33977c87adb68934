"""What does not fit in time: stages that overlap, incidents outside their stage, empty cells."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from consilience.study.codings import source_of, standing_codings
from consilience.study.concepts import codes_above
from consilience.study.dates import first_day, last_day
from consilience.study.problem import Problem, all_of
from consilience.texts import Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consilience.study.coding_records import Incident, Stage
    from consilience.study.model import Study


def process_problems(study: Study) -> Iterator[Problem]:
    """Yield stages in a wrong order or on top of each other, incidents that do not fit, gaps."""
    for stage in study.stages:
        if (
            stage.start_date
            and stage.end_date
            and first_day(stage.start_date) > last_day(stage.end_date)
        ):
            values = {"stage": _named(stage), "start": stage.start_date, "end": stage.end_date}
            yield Problem("audit.problem.stage_reversed", f"stages[{stage.code}]", values)
    in_order = sorted(study.stages, key=lambda one: (one.position, one.code))
    for before, after in pairwise(one for one in in_order if one.start_date):
        yield from _order_problems(before, after)
    for incident in study.incidents:
        yield from _incident_problems(study, incident)
    yield from _unsupported_incidents(study)
    yield from _empty_cells(study, in_order)


def _order_problems(before: Stage, after: Stage) -> Iterator[Problem]:
    place = f"stages[{before.code}, {after.code}]"
    values = {"before": _named(before), "after": _named(after), "start": after.start_date}
    if first_day(after.start_date) < first_day(before.start_date):
        dates = {**values, "earlier": after.start_date, "later": before.start_date}
        yield Problem("audit.problem.stage_order", place, dates)
    elif not before.end_date or last_day(before.end_date) >= first_day(after.start_date):
        ends = [one.end_date for one in (before, after) if one.end_date]
        if ends:
            common = {**values, "end": min(ends, key=last_day)}
            yield Problem("audit.problem.stage_overlap", place, common, "warning")
        else:
            yield Problem("audit.problem.stage_open", place, values, "warning")


def _named(stage: Stage) -> Name:
    return Name(stage.name or stage.code, stage.name_zh)


def _incident_problems(study: Study, incident: Incident) -> Iterator[Problem]:
    place, values = (
        f"incidents[{incident.code}]",
        {"incident": incident.code, "date": incident.date},
    )
    if incident.end_date and last_day(incident.end_date) < first_day(incident.date):
        reversed_ = {**values, "end": incident.end_date}
        yield Problem("audit.problem.incident_reversed", place, reversed_)
    stage = next((one for one in study.stages if one.id == incident.stage_id), None)
    if stage is not None and _outside(incident, stage):
        dates = {"stage": _named(stage), "start": stage.start_date, "end": stage.end_date}
        yield Problem("audit.problem.incident_stage", place, {**values, **dates})
    coding = next((one for one in study.codings if one.id == incident.coding_id), None)
    if coding is not None and incident.source_id not in {None, source_of(study, coding).id}:
        sources = {
            "source": study.code_of(incident.source_id or ""),
            "other": source_of(study, coding).code,
        }
        yield Problem("audit.problem.incident_quote", place, {**values, **sources})


def _outside(incident: Incident, stage: Stage) -> bool:
    begun = last_day(incident.end_date or incident.date)
    early = bool(stage.start_date) and begun < first_day(stage.start_date)
    late = bool(stage.end_date) and first_day(incident.date) > last_day(stage.end_date)
    return early or late


def _unsupported_incidents(study: Study) -> Iterator[Problem]:
    told = [one for one in study.incidents if one.source_id or one.coding_id]
    silent = [one.code for one in study.incidents if one not in told]
    total = len(study.incidents)
    yield from all_of("audit.problem.incident_no_source", "incidents", silent, total)
    if study.codings:
        unquoted = [one.code for one in told if one.coding_id is None]
        yield from all_of("audit.problem.incident_no_quote", "incidents", unquoted, total)


def _empty_cells(study: Study, stages: list[Stage]) -> Iterator[Problem]:
    """Look for stages in which nothing is quoted for a theme that is quoted in another stage."""
    above = codes_above(study)
    cells = {
        (coding.stage_id, code)
        for coding in standing_codings(study)
        if coding.stage_id is not None
        for code in above[coding.code_id]
    }
    quoted = {code for _, code in cells}
    themes = [one for one in study.codes if one.kind == "theme" and one.id in quoted]
    for stage in stages if cells else ():
        empty = [Name(one.name, one.name_zh) for one in themes if (stage.id, one.id) not in cells]
        if empty:
            values = {"stage": _named(stage), "count": len(empty), "total": len(themes)}
            values["themes"] = empty
            yield Problem("audit.problem.cell_empty", f"stages[{stage.code}]", values, "warning")
