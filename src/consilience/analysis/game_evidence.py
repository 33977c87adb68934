"""What the steps on games found, for the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consilience.analysis.game_finding import GameFinding
from consilience.results import Result


@dataclass(frozen=True)
class GameEvidence:
    """What the steps on games found, one entry a step."""

    games: tuple[GameFinding, ...]

    def results(self) -> list[Result]:
        """Return all that was found."""
        return list(self.games)


def game_evidence(every: Iterable[Result]) -> GameEvidence | None:
    """Return what these steps found among the findings of a study, if any was run."""
    found = tuple(one for one in every if isinstance(one, GameFinding))
    return GameEvidence(found) if found else None
