"""The kinds of step on stages."""

from __future__ import annotations

from collections.abc import Mapping

from consilience.analysis.stage_capabilities import (
    CAPABILITIES,
    CapabilitiesFinding,
    capabilities,
)
from consilience.analysis.stage_fitting import STAGE_FIT, StageFitFinding, fit
from consilience.analysis.stage_segments import STAGES, StagesFinding, divide
from consilience.analysis.stage_sharing import SHARING, SharingFinding, sharing
from consilience.analysis.step_kind import StepKind

STAGE_KINDS: Mapping[str, StepKind] = {
    "stages": StepKind(STAGES, (), StagesFinding, divide, rests_on="stages"),
    "stage_fit": StepKind(STAGE_FIT, ("from",), StageFitFinding, fit, rests_on="stages"),
    "sharing": StepKind(SHARING, (), SharingFinding, sharing, rests_on="stages"),
    "capabilities": StepKind(
        CAPABILITIES, (), CapabilitiesFinding, capabilities, rests_on="codings"
    ),
}
