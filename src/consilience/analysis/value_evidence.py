"""What the steps on value found, for the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consilience.analysis.value_governance import GovernanceFinding
from consilience.analysis.value_match_records import MatchFinding
from consilience.analysis.value_pipeline import PipelineFinding
from consilience.analysis.value_split_game import SplitGameFinding
from consilience.analysis.value_split_records import SplitFinding
from consilience.analysis.value_synergy import SynergyFinding
from consilience.results import Result


@dataclass(frozen=True)
class ValueEvidence:
    """What the steps on value found; parts whose step was not run are missing.

    Of a step that was done several times the last counts, but of ``matches``, ``synergies`` and
    ``split_games`` all do.
    """

    split: SplitFinding | None = None
    split_games: tuple[SplitGameFinding, ...] = ()
    matches: tuple[MatchFinding, ...] = ()
    synergies: tuple[SynergyFinding, ...] = ()
    governance: GovernanceFinding | None = None
    pipeline: PipelineFinding | None = None

    def results(self) -> list[Result]:
        """Return all that was found."""
        single = (self.split, self.governance, self.pipeline)
        several = (*self.split_games, *self.matches, *self.synergies)
        return [one for one in (*single, *several) if one is not None]


def value_evidence(every: Iterable[Result]) -> ValueEvidence | None:
    """Return what these steps found among the findings of a study, if any was run."""
    listed = list(every)
    last = {type(one): one for one in listed}
    found = ValueEvidence(
        split=last.get(SplitFinding),  # type: ignore[arg-type]  # (each part by its type)
        split_games=tuple(one for one in listed if isinstance(one, SplitGameFinding)),
        matches=tuple(one for one in listed if isinstance(one, MatchFinding)),
        synergies=tuple(one for one in listed if isinstance(one, SynergyFinding)),
        governance=last.get(GovernanceFinding),  # type: ignore[arg-type]  # (each part by its type)
        pipeline=last.get(PipelineFinding),  # type: ignore[arg-type]  # (each part by its type)
    )
    return found if found.results() else None
