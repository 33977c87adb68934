"""The governance plan of a study: which mechanism is settled in which dimension, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from consilience import value
from consilience.analysis.inputs import Settings, chosen
from consilience.errors import DataError
from consilience.results import Result

if TYPE_CHECKING:
    from consilience.analysis.value_material import ValueMaterial

GOVERNANCE = ("dimensions", "mechanisms", "weights")


@dataclass(frozen=True, kw_only=True, eq=False)
class GovernanceFinding(Result):
    """The plan, checked; ``codes`` are those of its measures, in their order."""

    codes: tuple[str, ...]
    plan: value.GovernancePlan

    def to_frame(self) -> pd.DataFrame:
        """Return one row a cell of the grid."""
        return self.plan.to_frame()


def governance(material: ValueMaterial, settings: Settings) -> GovernanceFinding:
    """Check the governance plan against its grid of dimensions and mechanisms."""
    study = material.study
    if not study.measures:
        raise DataError("value_study.no_measures", study=study.project.code)
    rows = [
        {
            "dimension": one.dimension,
            "mechanism": one.mechanism,
            "owner": study.code_of(one.owner_id) if one.owner_id else "",
            "trigger": one.trigger or one.trigger_zh,
            "indicator": one.indicator or one.indicator_zh,
            "status": one.status,
        }
        for one in study.measures
    ]
    plan = value.governance_plan(pd.DataFrame(rows), **chosen(settings, GOVERNANCE))
    return GovernanceFinding(
        codes=tuple(one.code for one in study.measures),
        plan=plan,
        parameters=dict(settings),
        notes=plan.notes,
        references=plan.references,
    )
