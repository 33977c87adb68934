"""The actor level: what each organisation has, whom it reaches, and what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
import pandas as pd

from consilience import network
from consilience.analysis.alliance_holdings import held_amounts, held_twice, years_held
from consilience.analysis.alliance_material import AllianceMaterial, once
from consilience.analysis.alliance_network import (
    SHARED,
    AllianceNetwork,
    NetworkChoice,
    alliance_network,
)
from consilience.analysis.alliance_state import merged, notes_of
from consilience.results import Note, Result

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consilience.analysis.inputs import Settings

ACTORS = (*SHARED, "sigma")
_HOLES = ("constraint", "effective_size", "efficiency", "hierarchy")
_STEEPEST = 3


@dataclass(frozen=True)
class Actor:
    """One organisation; numbers are NaN where undefined or not known.

    ``partners`` counts those it is tied to, ``collaborations`` what it takes part in and
    ``groups_reached`` the other groups among its partners. ``mass`` is what it holds (1 for all if
    the study has no holdings), ``potential`` its potential in the network; ``uphill`` and
    ``downhill`` count partners with more and with less, and the steepest three are named.
    ``niche_breadth`` is Levins'; ``state_potential`` its share of state and growth. ``fragile``
    says why the network or its place in it hangs by a thread: "no tie", "one tie", "cut vertex"
    (without it, others would be cut off).
    """

    organisation: str
    group: str
    partners: int
    collaborations: int
    groups_reached: int
    strength: float
    closeness: float
    betweenness: float
    eigenvector: float
    information: float
    coreness: int
    clustering: float
    constraint: float
    effective_size: float
    efficiency: float
    hierarchy: float
    mass: float
    potential: float
    uphill: int
    downhill: int
    steepest_uphill: tuple[str, ...]
    steepest_downhill: tuple[str, ...]
    niche_breadth: float
    state_potential: float
    fragile: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Actors(Result):
    """Every organisation of the network, in the order of codes.

    ``sigma`` is the range of the potential, ``mass_of`` what mass is: "holdings", or "one" where
    the study has no holdings.
    """

    choice: NetworkChoice
    actors: tuple[Actor, ...]
    sigma: float
    mass_of: str

    def to_frame(self) -> pd.DataFrame:
        """Return one row an organisation."""
        frame = pd.DataFrame([vars(actor) for actor in self.actors], columns=_COLUMNS)
        for name in ("steepest_uphill", "steepest_downhill", "fragile"):
            frame[name] = [", ".join(cell) for cell in frame[name]]
        return frame

    def of(self, organisation: str) -> Actor:
        """Return what is said of one organisation."""
        return next(actor for actor in self.actors if actor.organisation == organisation)


_COLUMNS = list(Actor.__dataclass_fields__)


@once
def actors(material: AllianceMaterial, settings: Settings) -> Actors:
    """Describe every organisation of the network."""
    found = alliance_network(material, settings, "actors")
    centralities = network.centralities(found.graph)
    holes = {name: getattr(network, name)(found.graph) for name in _HOLES}
    held, held_notes = held_amounts(material, found.graph, found.choice.at)
    mass = held.sum(axis=1) if held.to_numpy().any() else pd.Series(1.0, index=held.index)
    potential, reach_notes = _potential(found.graph, mass.to_dict(), settings.get("sigma"))
    breadth = network.niche_breadth(held) if held.to_numpy().any() else None
    growing, growth_notes = _state_potential(material, found)
    columns = {
        **_columns(centralities),
        **{name: dict(zip(one.nodes, one.values, strict=True)) for name, one in holes.items()},
        "mass": mass.to_dict(),
        "potential": dict(zip(potential.nodes, potential.potential, strict=True)),
        "niche_breadth": dict(zip(breadth.members, breadth.values, strict=True)) if breadth else {},
        "state_potential": growing,
    }
    plain, cut = found.graph.to_undirected(as_view=True), _cut_vertices(found.graph)
    rows = [_actor(node, found, plain, columns, cut) for node in found.graph]
    parts = (centralities, *holes.values(), potential, breadth)
    return Actors(
        choice=found.choice,
        actors=tuple(rows),
        sigma=potential.sigma,
        mass_of="holdings" if breadth else "one",
        parameters=dict(settings),
        notes=(*found.notes, *held_notes, *reach_notes, *growth_notes, *notes_of(*parts)),
        references=(*merged(*parts), *(("zhu1997",) if growing else ())),
    )


def _potential(
    graph: nx.Graph, mass: dict[Any, float], sigma: float | None
) -> tuple[network.TopologicalPotential, tuple[Note, ...]]:
    """Return the potentials; where the best range reaches nobody, with that of equal masses."""
    found = network.topological_potential(graph, mass, sigma=sigma)
    if sigma is not None or found.hops >= 1:
        return found, ()
    equal = network.topological_potential(graph)
    told = Note("alliance.note.sigma", {"sigma": equal.sigma})
    return network.topological_potential(graph, mass, sigma=equal.sigma), (told,)


def _columns(found: network.Centralities) -> dict[str, dict[Any, Any]]:
    names = (
        "strength",
        "closeness",
        "betweenness",
        "eigenvector",
        "information",
        "coreness",
        "clustering",
    )
    return {name: dict(zip(found.nodes, getattr(found, name), strict=True)) for name in names}


def _actor(
    node: str,
    found: AllianceNetwork,
    plain: nx.Graph,
    columns: Mapping[str, Mapping[Any, Any]],
    cut: frozenset[str],
) -> Actor:
    partners = [other for other in plain[node] if other != node]
    numbers = {name: values.get(node, float("nan")) for name, values in columns.items()}
    height = columns["potential"]
    steps = sorted(partners, key=lambda other: (-abs(height[other] - height[node]), other))
    up = [other for other in steps if _above(height[other], height[node])]
    down = [other for other in steps if _above(height[node], height[other])]
    reached = {found.groups[other] for other in partners} - {found.groups[node], ""}
    return Actor(
        organisation=node,
        group=found.groups[node],
        partners=len(partners),
        collaborations=len(found.collaborations[node]),
        groups_reached=len(reached),
        coreness=int(numbers.pop("coreness")),
        **{name: float(value) for name, value in numbers.items()},
        uphill=len(up),
        downhill=len(down),
        steepest_uphill=tuple(up[:_STEEPEST]),
        steepest_downhill=tuple(down[:_STEEPEST]),
        fragile=_fragile(len(partners), cut=node in cut),
    )


def _above(one: float, other: float) -> bool:
    """Return whether a potential exceeds another by more than rounding."""
    return one - other > 1e-12 * max(abs(one), abs(other))


def _fragile(partners: int, *, cut: bool) -> tuple[str, ...]:
    few = {0: ("no tie",), 1: ("one tie",)}.get(partners, ())
    return (*few, *(("cut vertex",) if cut else ()))


def _cut_vertices(graph: nx.Graph) -> frozenset[str]:
    return frozenset(nx.articulation_points(nx.Graph(graph.to_undirected(as_view=True))))


def _state_potential(
    material: AllianceMaterial, found: AllianceNetwork
) -> tuple[dict[str, float], tuple[Note, ...]]:
    """Return each organisation's share of state and growth between the last two periods."""
    years = years_held(material, found.choice.at)
    if len(years) < 2:
        return {}, ()
    values = {"first": years[-2], "last": years[-1]}
    before, state = held_twice(material, found.graph, *years[-2:])
    growth = (state - before) / (int(years[-1]) - int(years[-2]))
    if (state + growth < 0).any() or not (state + growth).sum() > 0:
        return {}, (Note("alliance.note.no_state_potential", values, "warning"),)
    shares = network.state_potential(state.to_numpy(), growth.to_numpy(), members=list(state.index))
    told = Note("alliance.note.state_potential", values)
    return dict(zip(shares.members, shares.values, strict=True)), (told,)
