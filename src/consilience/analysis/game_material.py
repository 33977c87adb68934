"""What the steps on games take from a study."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from consilience.analysis.material_hash import records_sha256
from consilience.study import Study


@dataclass(frozen=True)
class GameMaterial:
    """The records of a study on games: payoff tables, parameters and what these are linked to."""

    study: Study

    @cached_property
    def sha256(self) -> str:
        """The hash of all that these steps rest on."""
        study = self.study
        return records_sha256(
            (
                study.games,
                study.parameters,
                study.variables,
                study.scores,
                study.indicators,
                study.readings,
                study.organisations,
                study.worths,
                study.contributions,
            )
        )
