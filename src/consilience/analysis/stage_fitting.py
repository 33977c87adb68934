"""The step that says in which stage of a process model each case, or each period, is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from consilience import checks, stages
from consilience.analysis.stage_profiles import (
    ROWS,
    SOURCES,
    ProfilePart,
    SourceOfProfile,
    parts_of,
)
from consilience.errors import ArgumentError, DataError
from consilience.results import Note, Result

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings
    from consilience.analysis.stage_material import StageMaterial

STAGE_FIT = ("from", "model", "items", "ideals", "rows", "ambiguous")
_OWNER = "stage_fit"
_MODELS: Mapping[str, str] = {"acts": "sharing", "incidents": "resources"}
_SHARES = ("acts", "incidents", "codings")


@dataclass(frozen=True)
class WeakestItems:
    """What a case or period lacks most for its next stage: the items with the least value."""

    row: str
    next_stage: str
    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class StageFitFinding(Result):
    """The membership of each case or period in the stages of a model, and what it rests on.

    ``model`` is empty where ideals were given. ``left_out`` are the rows that lack an item.
    """

    source: str
    model: str
    rows: str
    fit: stages.StageFit
    parts: tuple[ProfilePart, ...]
    weakest: tuple[WeakestItems, ...]
    left_out: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a case or period: memberships and diagnosis."""
        return self.fit.to_frame()


def fit(material: StageMaterial, settings: Settings) -> StageFitFinding:
    """Diagnose the stage of each case, or of each period of the whole alliance.

    Raises
    ------
    ConsilienceError
        If a setting does not fit, or nothing is told of the items.
    """
    source = checks.choice(settings["from"], SOURCES, "from", _OWNER)
    rows = checks.choice(settings.get("rows", "case"), ROWS, "rows", _OWNER)
    if source == "memberships" and rows == "period":
        raise ArgumentError("rows", _OWNER, "rows_of_memberships", rows)
    model, ideals = _model(source, settings)
    speaks = _speaks(model, ideals, settings, source)
    _known(material, source, speaks)
    parts = [
        replace(part, stage=stage)
        for part in parts_of(
            material, source, rows, tuple(dict.fromkeys(item for item, _ in speaks))
        )
        for stage in [dict(speaks)[part.item]]
    ]
    table, left_out = _profiles(parts, speaks, shares=source in _SHARES)
    found = stages.stage_fit(
        table,
        model or pd.DataFrame.from_dict(ideals, orient="index"),
        ambiguous=settings.get("ambiguous", 0.1),
    )
    lacking = (Note("stage_steps.note.lacking", {"rows": left_out}, "warning"),) if left_out else ()
    return StageFitFinding(
        source=source,
        model=model,
        rows=rows,
        fit=found,
        parts=tuple(part for part in parts if part.row not in left_out),
        weakest=tuple(_weakest(found, parts)),
        left_out=left_out,
        parameters={**settings, **found.parameters},
        notes=(*found.notes, *lacking),
        references=found.references,
    )


def _model(source: str, settings: Settings) -> tuple[str, dict[str, dict[str, Any]]]:
    """Return the name of the process model, or the ideals that stand in its place."""
    if "ideals" in settings:
        ideals = settings["ideals"]
        if "model" in settings or "items" in settings:
            raise ArgumentError("ideals", _OWNER, "without_model", ideals)
        if not _is_grid(ideals):
            raise ArgumentError("ideals", _OWNER, "ideal_stages", ideals)
        return "", {str(one["stage"]): dict(one["profile"]) for one in ideals}
    named = settings.get("model", _MODELS.get(source))
    if named is None:
        raise DataError("analysis.setting_missing", step=_OWNER, setting="model")
    return checks.choice(named, tuple(stages.PROCESS_MODELS), "model", _OWNER), {}


def _is_grid(ideals: Any) -> bool:
    """Say whether these are stages in order, each once, with the same items."""
    if not isinstance(ideals, list | tuple) or not ideals:
        return False
    if not all(isinstance(one, Mapping) and set(one) == {"stage", "profile"} for one in ideals):
        return False
    owns = [one["profile"] for one in ideals]
    alike = all(isinstance(own, Mapping) and own and set(own) == set(owns[0]) for own in owns)
    return alike and len({str(one["stage"]) for one in ideals}) == len(ideals)


def _speaks(
    model: str, ideals: Mapping[str, Mapping[str, Any]], settings: Settings, source: str
) -> list[tuple[str, str]]:
    """Return each item with the stage that it speaks for, "" for all."""
    if ideals:
        return [(item, "") for item in next(iter(ideals.values()))]
    wanted = stages.PROCESS_MODELS[model]
    given = settings.get("items")
    if given is None and source in _MODELS:
        given = {stage: [stage] for stage in wanted}
    if given is None:
        raise DataError("analysis.setting_missing", step=_OWNER, setting="items")
    if not isinstance(given, Mapping) or set(given) != set(wanted):
        raise ArgumentError("items", _OWNER, "items_of_stages", given, stages=list(wanted))
    found = [
        (item, stage) for stage in wanted for item in checks.names(given[stage], "items", _OWNER)
    ]
    if len({item for item, _ in found}) < len(found):
        raise ArgumentError("items", _OWNER, "one_stage_each", given)
    return found


def _known(material: StageMaterial, source: SourceOfProfile, speaks: list[tuple[str, str]]) -> None:
    """Refuse items that the study does not know; a stage of the model may have no event yet."""
    name = "items" if speaks[0][1] else "ideals"
    items = [item for item, _ in speaks]
    checks.known_names(items, _names(material, source, speaks), name, _OWNER)


def _names(
    material: StageMaterial, source: SourceOfProfile, speaks: list[tuple[str, str]]
) -> list[str]:
    study = material.study
    if source == "acts":
        return list(stages.PROCESS_MODELS["sharing"])
    if source == "codings":
        return list(material.coded.codes)
    if source == "readings":
        return [one.code for one in study.indicators]
    if source == "memberships":
        return [one.code for one in study.conditions]
    known = {one.dimension for one in study.incidents if one.dimension}
    return sorted(known | {stage for _, stage in speaks if stage})


def _profiles(
    parts: list[ProfilePart], speaks: list[tuple[str, str]], *, shares: bool
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return one row a case or period; shares of a stage add up, degrees are averaged."""
    items = [item for item, _ in speaks]
    rows = list(dict.fromkeys(part.row for part in parts))
    values = {(part.row, part.item): part.value for part in parts}
    whole = [row for row in rows if all((row, item) in values for item in items)]
    left_out = tuple(row for row in rows if row not in whole)
    if not whole:
        raise DataError("stage_steps.no_whole_profile", rows=left_out)
    columns = list(dict.fromkeys(stage or item for item, stage in speaks))
    held = {
        column: [item for item, stage in speaks if (stage or item) == column] for column in columns
    }
    table = [
        [
            sum(values[row, item] for item in held[column]) / (1 if shares else len(held[column]))
            for column in columns
        ]
        for row in whole
    ]
    return pd.DataFrame(table, index=whole, columns=columns).clip(upper=1.0), left_out


def _weakest(found: stages.StageFit, parts: list[ProfilePart]) -> list[WeakestItems]:
    """Return what each row lacks most: by the ideals, or the least items of the next stage."""
    result = []
    for one in found.diagnoses:
        own = [part for part in parts if (part.row, part.stage) == (one.case, one.next_stage)]
        least = min((part.value for part in own), default=1.0)
        named = [part.item for part in own if part.value <= least + 1e-12 and least < 1]
        if one.next_stage:
            result.append(WeakestItems(one.case, one.next_stage, tuple(named) or one.weakest))
    return result
