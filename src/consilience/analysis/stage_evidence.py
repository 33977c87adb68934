"""What the steps on stages found, for the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consilience.results import Result


@dataclass(frozen=True)
class StageEvidence:
    """What the steps on stages found; parts whose step was not run are missing."""

    def results(self) -> list[Result]:
        """Return all that was found."""
        return []


def stage_evidence(every: Iterable[Result]) -> StageEvidence | None:
    """Return what these steps found among the findings of a study, if any was run."""
    return StageEvidence() if not list(every) else None
