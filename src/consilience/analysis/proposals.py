"""The steps that the records of a study call for and its protocol lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consilience.analysis.alliance_plan import alliance_steps
from consilience.analysis.game_plan import game_steps
from consilience.analysis.stage_plan import stage_steps
from consilience.analysis.value_plan import value_steps
from consilience.study import step

if TYPE_CHECKING:
    from consilience.study import Step, Study


def proposed_steps(study: Study) -> tuple[Step, ...]:
    """Return steps on alliance, value, stages and games that the records allow, in order.

    They stand after the steps that are there; a kind of step that is there is not proposed again.
    """
    there = {one.kind for one in study.steps}
    last = max((one.position for one in study.steps), default=0)
    wanted: list[tuple[str, dict[str, Any]]] = [(kind, {}) for kind in alliance_steps(study)]
    wanted += [*value_steps(study), *stage_steps(study), *game_steps(study)]
    new = [(kind, settings) for kind, settings in wanted if kind not in there]
    return tuple(
        step(place, kind, settings) for place, (kind, settings) in enumerate(new, start=last + 1)
    )
