"""What the network steps of a study found, for the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consilience.analysis.alliance_actors import Actors
from consilience.analysis.alliance_boundary import Boundary
from consilience.analysis.alliance_evolution import EvolutionFinding
from consilience.analysis.alliance_leader import LeaderFinding
from consilience.analysis.alliance_resources import ResourcesFinding
from consilience.analysis.alliance_routines import RoutinesFinding
from consilience.analysis.alliance_scenarios import ScenariosFinding
from consilience.analysis.alliance_state import NetworkState
from consilience.analysis.coordination import Coordination
from consilience.results import Result


@dataclass(frozen=True)
class AllianceEvidence:
    """What the steps on the alliance found; parts whose step was not run are missing.

    Of a step that was done several times the last counts, but of ``leaders`` all do.
    """

    state: NetworkState | None = None
    actors: Actors | None = None
    boundary: Boundary | None = None
    leaders: tuple[LeaderFinding, ...] = ()
    resources: ResourcesFinding | None = None
    routines: RoutinesFinding | None = None
    scenarios: ScenariosFinding | None = None
    evolution: EvolutionFinding | None = None
    strategies: Coordination | None = None

    def results(self) -> list[Result]:
        """Return all that was found."""
        parts = (getattr(self, name) for name in dict.fromkeys(_PARTS.values()))
        return [*self.leaders, *(one for one in parts if one is not None)]


_PARTS: dict[type[Result], str] = {
    NetworkState: "state",
    Actors: "actors",
    Boundary: "boundary",
    ResourcesFinding: "resources",
    RoutinesFinding: "routines",
    ScenariosFinding: "scenarios",
    EvolutionFinding: "evolution",
    Coordination: "strategies",
}


def alliance_evidence(every: Iterable[Result]) -> AllianceEvidence | None:
    """Return what the steps on the alliance found among the findings of a study, if any was run."""
    listed = list(every)
    parts = {_PARTS[type(one)]: one for one in listed if type(one) in _PARTS}
    leaders = tuple(one for one in listed if isinstance(one, LeaderFinding))
    if not parts and not leaders:
        return None
    return AllianceEvidence(leaders=leaders, **parts)  # type: ignore[arg-type]  # (each part by its type)
