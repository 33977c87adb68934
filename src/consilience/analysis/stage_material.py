"""What the steps on stages take from a study."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from consilience.analysis.coded_material import Material
from consilience.analysis.material_hash import records_sha256
from consilience.study import Study

if TYPE_CHECKING:
    from consilience.study import Step


@dataclass(frozen=True)
class StageMaterial:
    """The records of a study on stages: dated events, stages, readings, sharing and codings."""

    study: Study

    @cached_property
    def coded(self) -> Material:
        """The codings that count, under the names that findings use."""
        return Material(self.study)

    @cached_property
    def comparing(self) -> tuple[Step, ...]:
        """The steps of the protocol that compare codes from stage to stage."""
        return tuple(
            step
            for step in self.study.steps
            if step.kind == "capabilities"
            or (step.kind == "matrix" and "stage" in {*step.settings.values()})
        )

    @cached_property
    def sha256(self) -> str:
        """The hash of all that these steps rest on."""
        study = self.study
        kinds = (
            *(study.cases, study.stages, study.incidents, study.acts),
            *(study.indicators, study.readings),
            *(study.codes, study.links, study.codings, study.sources, study.versions),
            *(study.rounds, study.sessions, study.resolutions),
            *(study.conditions, study.variables, study.scores, study.ratings),
            self.comparing,
        )
        return records_sha256(kinds)

    def of_case(self, code: str) -> frozenset[str]:
        """Return the ids of a case and of those within it.

        Raises
        ------
        UnknownNameError
            If there is no such case.
        """
        found = {self.study.case(code).id}
        while more := {c.id for c in self.study.cases if c.parent_id in found} - found:
            found |= more
        return frozenset(found)
