"""The steps that the records on value call for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from consilience.study import Study


def value_steps(study: Study) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield kinds of step with their settings, in order; none without records."""
    kinds = {one.kind for one in study.propositions if one.topic}
    if {"offer", "need"} <= kinds:
        yield "match", {}
    if _read(study):
        yield "synergy", {}
    if study.worths:
        yield "split", {}
    if study.measures:
        yield "governance", {}
    if study.transitions:
        yield "pipeline", {}


def _read(study: Study) -> bool:
    """Return whether an indicator of a subsystem has a reading."""
    inside = {one.id for one in study.indicators if one.subsystem}
    return any(one.indicator_id in inside for one in study.readings)
