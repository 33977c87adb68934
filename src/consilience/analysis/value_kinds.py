"""The kinds of step that rest on the records of value."""

from __future__ import annotations

from collections.abc import Mapping

from consilience.analysis import (
    value_governance,
    value_match,
    value_pipeline,
    value_split,
    value_split_game,
    value_synergy,
)
from consilience.analysis.step_kind import StepKind
from consilience.analysis.value_match_records import MatchFinding
from consilience.analysis.value_split_records import SplitFinding

VALUE_KINDS: Mapping[str, StepKind] = {
    "split": StepKind(value_split.SPLIT, (), SplitFinding, value_split.split, rests_on="value"),
    "split_game": StepKind(
        value_split_game.SPLIT_GAME,
        ("links",),
        value_split_game.SplitGameFinding,
        value_split_game.split_game,
        rests_on="value",
    ),
    "match": StepKind(value_match.MATCH, (), MatchFinding, value_match.match, rests_on="value"),
    "synergy": StepKind(
        value_synergy.SYNERGY,
        (),
        value_synergy.SynergyFinding,
        value_synergy.synergy,
        rests_on="value",
    ),
    "governance": StepKind(
        value_governance.GOVERNANCE,
        (),
        value_governance.GovernanceFinding,
        value_governance.governance,
        rests_on="value",
    ),
    "pipeline": StepKind(
        value_pipeline.PIPELINE,
        (),
        value_pipeline.PipelineFinding,
        value_pipeline.pipeline,
        rests_on="value",
    ),
}
