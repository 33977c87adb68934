"""What the steps on stages take from a study."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from consilience.analysis.material_hash import records_sha256
from consilience.study import Study


@dataclass(frozen=True)
class StageMaterial:
    """The records of a study on stages: dated events, stages, readings and codings."""

    study: Study

    @cached_property
    def sha256(self) -> str:
        """The hash of all that these steps rest on."""
        study = self.study
        return records_sha256(
            (
                study.cases,
                study.stages,
                study.incidents,
                study.indicators,
                study.readings,
                study.codings,
                study.acts,
            )
        )
