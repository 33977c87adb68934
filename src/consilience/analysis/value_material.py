"""What the steps on value take from a study."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from consilience.analysis.material_hash import records_sha256
from consilience.study import Study


@dataclass(frozen=True)
class ValueMaterial:
    """The records of a study on value: propositions, worths, indicators, sharing, governance."""

    study: Study

    @cached_property
    def sha256(self) -> str:
        """The hash of all that these steps rest on."""
        study = self.study
        return records_sha256(
            (
                study.organisations,
                study.collaborations,
                study.propositions,
                study.worths,
                study.contributions,
                study.indicators,
                study.readings,
                study.acts,
                study.transitions,
                study.measures,
                study.games,
                study.parameters,
            )
        )
