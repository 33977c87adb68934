"""The steps that the records on stages call for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from consilience.stages import PROCESS_MODELS

if TYPE_CHECKING:
    from consilience.study import Study


def stage_steps(study: Study) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield kinds of step with their settings, in order; none without records."""
    events = [one for one in study.incidents if one.dimension]
    if len({one.dimension for one in events}) > 1 and len({one.date[:4] for one in events}) > 1:
        yield "stages", {}
    if any(one.dimension in PROCESS_MODELS["resources"] for one in events):
        yield "stage_fit", {"from": "incidents", "rows": "period"}
    if any(one.mode for one in study.acts):
        yield "stage_fit", {"from": "acts", "rows": "period"}
    if study.acts:
        yield "sharing", {}
    dimensions = any(one.kind == "dimension" for one in study.codes)
    if dimensions and any(one.stage_id for one in study.codings):
        yield "capabilities", {}
