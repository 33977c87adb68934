"""What the steps on stages found, for the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consilience.analysis.stage_capabilities import CapabilitiesFinding
from consilience.analysis.stage_fitting import StageFitFinding
from consilience.analysis.stage_segments import StagesFinding
from consilience.analysis.stage_sharing import SharingFinding
from consilience.results import Result


@dataclass(frozen=True)
class StageEvidence:
    """What the steps on stages found, each as often as it was done."""

    divisions: tuple[StagesFinding, ...] = ()
    fits: tuple[StageFitFinding, ...] = ()
    sharing: tuple[SharingFinding, ...] = ()
    capabilities: tuple[CapabilitiesFinding, ...] = ()

    def results(self) -> list[Result]:
        """Return all that was found."""
        return [*self.divisions, *self.fits, *self.sharing, *self.capabilities]


def stage_evidence(every: Iterable[Result]) -> StageEvidence | None:
    """Return what these steps found among the findings of a study, if any was run."""
    listed = list(every)
    found = StageEvidence(
        divisions=tuple(one for one in listed if isinstance(one, StagesFinding)),
        fits=tuple(one for one in listed if isinstance(one, StageFitFinding)),
        sharing=tuple(one for one in listed if isinstance(one, SharingFinding)),
        capabilities=tuple(one for one in listed if isinstance(one, CapabilitiesFinding)),
    )
    return found if found.results() else None
