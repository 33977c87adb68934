"""Run the protocol of a study: each step meets its engine and leaves one finding."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import uuid
from collections.abc import Iterator
from typing import Any

from consilience.analysis.alliance_material import AllianceMaterial
from consilience.analysis.coded_material import Material
from consilience.analysis.game_material import GameMaterial
from consilience.analysis.inputs import Found
from consilience.analysis.kinds import STEP_KINDS, check_settings, paths_in
from consilience.analysis.memberships import memberships
from consilience.analysis.stage_material import StageMaterial
from consilience.analysis.step_kind import StepKind
from consilience.analysis.value_material import ValueMaterial
from consilience.errors import DataError
from consilience.results import Result
from consilience.study import Finding, Step, Study, finding
from consilience.version import __version__

_NAMESPACE = uuid.UUID("7b1f6f0e-52f4-4c0e-9a0b-6d0f3c6a5d11")


def run(study: Study) -> Iterator[tuple[Step, Finding]]:
    """Yield each step of the protocol with what it found, in order.

    Nothing is written; all settings are checked before the first step is done.

    Parameters
    ----------
    study : Study
        A study with conditions and a protocol.

    Yields
    ------
    tuple of Step and Finding
        The same study yields the same findings, ids included.

    Raises
    ------
    ConsilienceError
        If the protocol is empty, a setting is wrong, or an engine refuses its input.
    """
    if not study.steps:
        raise DataError("analysis.no_steps", study=study.project.code)
    kinds = [check_settings(step.kind, step.settings) for step in study.steps]
    grounds: dict[str, Any] = {
        "codings": Material(study),
        "alliance": AllianceMaterial(study),
        "value": ValueMaterial(study),
        "stages": StageMaterial(study),
        "games": GameMaterial(study),
    }
    on_memberships = any(kind.rests_on == "memberships" for kind in kinds)
    found = Found(memberships(study)) if on_memberships else None
    source = found.memberships.to_json() if found else ""
    before: list[object] = []
    for step, kind in zip(study.steps, kinds, strict=True):
        asked = _asked(step, kind, before)
        ground: Any = found if kind.rests_on == "memberships" else grounds[kind.rests_on]
        result = kind.do(ground, step.settings)
        rests_on = source if kind.rests_on == "memberships" else ground.sha256
        yield step, _as_finding(study, step, result, f"{asked}{rests_on}")
        paths = paths_in(result)
        if found is not None and paths is not None:
            found, before = dataclasses.replace(found, paths=paths), [step.kind, step.settings]


def _asked(step: Step, kind: StepKind, before: list[object]) -> str:
    """Return what a step asks, with the step whose paths it builds on, as canonical text."""
    asked = [step.kind, step.settings, *([before] if kind.after_paths else [])]
    return json.dumps(asked, ensure_ascii=False, sort_keys=True)


def _as_finding(study: Study, step: Step, result: Result, source: str) -> Finding:
    described = result.to_dict()
    digest = hashlib.sha256(source.encode()).hexdigest()
    every = [item.code for item in study.conditions]
    on_memberships = STEP_KINDS[step.kind].rests_on == "memberships"
    made = finding(
        step,
        described,
        outcome=str(step.settings.get("outcome", "")),
        case_ids=tuple(case.id for case in study.units),
        condition_codes=tuple(step.settings.get("conditions", every)) if on_memberships else (),
        input_sha256=digest,
        version=__version__,
    )
    # what says the same has the same id, in every run
    name = f"{step.position}:{digest}:{__version__}:{made.result_json}"
    return dataclasses.replace(made, id=str(uuid.uuid5(_NAMESPACE, name)))
