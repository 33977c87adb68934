"""Run the protocol of a study: each step meets its engine and leaves one finding."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import uuid
from collections.abc import Iterator

from consilience.analysis.memberships import memberships
from consilience.analysis.steps import check_settings
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
    found = memberships(study)
    source = found.to_json()
    for step, kind in zip(study.steps, kinds, strict=True):
        yield step, _as_finding(study, step, kind.do(found, step.settings), source)


def _as_finding(study: Study, step: Step, result: Result, source: str) -> Finding:
    described = result.to_dict()
    asked = json.dumps([step.kind, step.settings], ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(f"{asked}{source}".encode()).hexdigest()
    every = [item.code for item in study.conditions]
    made = finding(
        step,
        described,
        outcome=str(step.settings.get("outcome", "")),
        case_ids=tuple(case.id for case in study.cases),
        condition_codes=tuple(step.settings.get("conditions", every)),
        input_sha256=digest,
        version=__version__,
    )
    # what says the same has the same id, in every run
    name = f"{step.position}:{digest}:{__version__}:{made.result_json}"
    return dataclasses.replace(made, id=str(uuid.uuid5(_NAMESPACE, name)))
