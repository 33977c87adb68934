"""The dated events of a study as the division into stages takes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import pandas as pd

from consilience import checks
from consilience.errors import DataError

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings
    from consilience.analysis.stage_material import StageMaterial
    from consilience.study import Coding, Incident

LevelOfEvent = Literal["dimension", "theme", "concept", "stage"]
LEVELS: tuple[LevelOfEvent, ...] = get_args(LevelOfEvent)
_OWNER = "stages"
_ONE = "all"


@dataclass(frozen=True)
class StageEvent:
    """An incident: its year, its dimension, what is counted in it, the stage that it is told in.

    ``level`` is empty, and the incident not counted, where the study does not say it.
    """

    incident: str
    year: int
    dimension: str
    level: str
    told: str


def stage_events(material: StageMaterial, settings: Settings) -> tuple[StageEvent, ...]:
    """Return the incidents of the chosen dimensions and case, by date and code.

    Raises
    ------
    DataError
        If no incident is left.
    UnknownNameError
        If a dimension, the case or the level is unknown.
    """
    study = material.study
    level = checks.choice(settings.get("level", "dimension"), LEVELS, "level", _OWNER)
    known = sorted({one.dimension for one in study.incidents if one.dimension})
    wanted = chosen_dimensions(known, settings)
    cases = material.of_case(settings["case"]) if "case" in settings else None
    kept = [
        one
        for one in sorted(study.incidents, key=lambda one: (one.date, one.code))
        if one.dimension in wanted and (cases is None or one.case_id in cases)
    ]
    found = tuple(_event(material, one, level) for one in kept)
    if not any(event.level for event in found):
        raise DataError("stage_steps.no_events", level=level)
    return found


def chosen_dimensions(known: list[str], settings: Settings) -> tuple[str, ...]:
    """Return the dimensions that a step names, all by default."""
    if "dimensions" not in settings:
        return tuple(known)
    return checks.known_names(settings["dimensions"], known, "dimensions", _OWNER)


def as_table(events: tuple[StageEvent, ...], level: str) -> pd.DataFrame:
    """Return the counted events as the engine takes them.

    Where the dimension itself is what is counted, all events are of one dimension.
    """
    rows = [
        (event.year, _ONE if level == "dimension" else event.dimension, event.level)
        for event in events
        if event.level
    ]
    return pd.DataFrame(rows, columns=["year", "dimension", "level"])


def compared_again(material: StageMaterial, events: tuple[StageEvent, ...]) -> tuple[str, ...]:
    """Return what divides the stages here and is compared from stage to stage by another step."""
    if not material.study.codes:
        return ()
    divides = [name for event in events for name in (event.dimension, event.level)]
    compared = set(_compared(material))
    return tuple(name for name in dict.fromkeys(divides) if name in compared)


def _compared(material: StageMaterial) -> Iterator[str]:
    """Yield the codes that steps compare from stage to stage, with those above them."""
    tree, codes = material.coded.tree, material.coded.codes
    for step in material.comparing:
        levels = {_axis(step.settings)} if step.kind == "matrix" else {"dimension"}
        named = [one for one in step.settings.get("codes", ()) if one in codes]
        for code in named or codes:
            if named or tree.level[code] in levels or "code" in levels:
                yield from tree.all_above(code)


def _axis(settings: Settings) -> str:
    """Return what a matrix holds against the stages."""
    axes = (settings.get("rows", "concept"), settings.get("columns", "case"))
    return str(axes[0] if axes[1] == "stage" else axes[1])


def _event(material: StageMaterial, one: Incident, level: LevelOfEvent) -> StageEvent:
    study = material.study
    told = study.code_of(one.stage_id) if one.stage_id else ""
    named = {"dimension": one.dimension, "stage": told}
    shown = named[level] if level in named else _coded_as(material, one, level)
    return StageEvent(one.code, int(one.date[:4]), one.dimension, shown, told)


def _coded_as(material: StageMaterial, one: Incident, level: str) -> str:
    """Return the theme or concept under which the quote of an incident stands; "" for none."""
    if one.coding_id is None:
        return ""
    quote: Any = material.study.by_id[one.coding_id]
    coding: Coding = quote
    heads = material.coded.tree.heads(material.coded.code_names[coding.code_id], level)
    return heads[0] if heads else ""
