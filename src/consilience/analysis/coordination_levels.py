"""What the rules of coordination look at: the findings of all levels, and networks a little off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import networkx as nx
import numpy as np

from consilience import network
from consilience.analysis import (
    alliance_actors,
    alliance_boundary,
    alliance_evolution,
    alliance_leader,
    alliance_resources,
    alliance_routines,
)
from consilience.analysis.alliance_actors import Actors
from consilience.analysis.alliance_boundary import Boundary
from consilience.analysis.alliance_evolution import EvolutionFinding
from consilience.analysis.alliance_leader import LEADER, LeaderFinding, leader_graph
from consilience.analysis.alliance_material import AllianceMaterial
from consilience.analysis.alliance_network import SHARED, AllianceNetwork, alliance_network
from consilience.analysis.alliance_resources import ResourcesFinding
from consilience.analysis.alliance_routines import RoutinesFinding
from consilience.analysis.inputs import Settings, chosen
from consilience.errors import DataError
from consilience.results import Note, Result

Found = TypeVar("Found", bound=Result)
_LOSSES, _FEW_LOSSES, _MANY = 20, 5, 150  # fewer networks beyond so many organisations
_SHARE_LOST = 0.1
_SAME = 1e-9

_NOT_THERE = {  # what a step says where the study has nothing for it
    "alliance.no_ties",
    "alliance.no_groups",
    "alliance.no_holdings",
    "alliance.no_adoptions",
    "alliance.no_dates",
}


@dataclass(frozen=True)
class Levels:
    """The findings of all levels; those that the study has no data for are None."""

    whole: AllianceNetwork
    led: nx.Graph
    actors: Actors
    boundary: Boundary | None
    leader: LeaderFinding | None
    resources: ResourcesFinding | None
    routines: RoutinesFinding | None
    evolution: EvolutionFinding | None
    tie_strength: float
    seed: int
    each: int
    notes: tuple[Note, ...]

    def results(self) -> tuple[Result, ...]:
        """Return the findings that are there."""
        parts = (
            self.actors,
            self.boundary,
            self.leader,
            self.resources,
            self.routines,
            self.evolution,
        )
        return tuple(one for one in parts if one is not None)

    @cached_property
    def plain(self) -> nx.Graph:
        """The whole network without direction and strength."""
        return nx.Graph(self.whole.graph.to_undirected(as_view=True))

    @cached_property
    def leaders(self) -> tuple[Any, ...]:
        """Who leads today, else the first best set; none where nobody reaches everyone."""
        if self.leader is None:
            return ()
        if self.leader.current is not None:
            return () if self.leader.current.unreached else self.leader.current.leaders
        return self.leader.best.sets[0] if self.leader.best.sets else ()

    @cached_property
    def changed(self) -> tuple[nx.Graph, ...]:
        """The led network with ties counted otherwise, and with a share of them lost at random."""
        ties = list(self.led.edges(data="weight"))
        strengths = [weight for *_, weight in ties]
        found = []
        if np.ptp(strengths) > 0:
            found = [_mapped(self.led, lambda _: 1.0), _mapped(self.led, np.sqrt)]
        rng = np.random.default_rng(self.seed)
        lost = max(1, round(_SHARE_LOST * len(ties)))
        for _ in range(_LOSSES if len(self.led) <= _MANY else _FEW_LOSSES):
            gone = rng.choice(len(ties), lost, replace=False)
            fewer = self.led.copy()
            fewer.remove_edges_from([ties[place][:2] for place in gone])
            found.append(fewer)
        return tuple(found)

    def gains(
        self, leaders: tuple[Any, ...], change: Callable[[nx.Graph], tuple[Any, nx.Graph]]
    ) -> list[float]:
        """Return by which share a change lowers H in each changed network where leaders reach all.

        ``change`` returns the leaders and the network after it.
        """
        found = []
        for graph, before in zip(self.changed, self._before(leaders), strict=True):
            if np.isfinite(before):
                found.append(1 - variance(change(graph)[1], change(graph)[0]) / before)
        return [0.0 if abs(one) < _SAME else one for one in found]

    def _before(self, leaders: tuple[Any, ...]) -> list[float]:
        """Return H of each changed network as it is, worked out once."""
        if leaders not in self._known:
            self._known[leaders] = [variance(graph, leaders) for graph in self.changed]
        return self._known[leaders]

    @cached_property
    def _known(self) -> dict[tuple[Any, ...], list[float]]:
        return {}


def variance(graph: nx.Graph, leaders: tuple[Any, ...]) -> float:
    """Return H of a network under its leaders."""
    return network.coherence(graph, leaders).total_variance


def with_tie(graph: nx.Graph, a: str, b: str, strength: float) -> nx.Graph:
    """Return a network with one more tie."""
    found = graph.copy()
    before = found.get_edge_data(a, b, {}).get("weight", 0.0)
    found.add_edge(a, b, weight=before + strength)
    return found


def levels_of(material: AllianceMaterial, settings: Settings, each: int) -> Levels:
    """Return what the steps on all levels find, with the settings that they share.

    ``each`` is of how many candidates a rule works out the effects.

    Raises
    ------
    ConsilienceError
        If a setting is wrong. A step that the study has no data for is left out, with a note.
    """
    shared, led = chosen(settings, SHARED), chosen(settings, LEADER)
    told: list[Note] = []

    def tried(
        name: str, do: Callable[[AllianceMaterial, Settings], Found], own: Settings
    ) -> Found | None:
        try:
            return do(material, own)
        except DataError as error:
            if error.key not in _NOT_THERE:
                raise
            told.append(Note(f"alliance.not_asked.{name}"))
            return None

    leader = tried("leader", alliance_leader.leader, led)
    return Levels(
        whole=alliance_network(material, shared, "strategies"),
        led=leader_graph(material, led) if leader else nx.Graph(),
        actors=alliance_actors.actors(material, shared),
        boundary=tried(
            "boundary", alliance_boundary.boundary, {**shared, **chosen(settings, ("seed",))}
        ),
        leader=leader,
        resources=tried("resources", alliance_resources.resources, chosen(settings, ("at",))),
        routines=tried("routines", alliance_routines.routines, shared),
        evolution=tried("evolution", alliance_evolution.evolution, {}),
        tie_strength=float(settings.get("tie_strength", 1.0)),
        seed=int(settings.get("seed", 0)),
        each=each,
        notes=tuple(told),
    )


def _mapped(graph: nx.Graph, change: Callable[[float], Any]) -> nx.Graph:
    found = graph.copy()
    for _, _, data in found.edges(data=True):
        data["weight"] = float(change(data["weight"]))
    return found
