"""Networks on plain lists of ties, as the commands offer them without a study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd

from consilience import checks, network
from consilience.analysis.subnetworks import part_of
from consilience.errors import DataError
from consilience.network import (
    BestLeaders,
    Brokerage,
    Centralities,
    Coherence,
    EIIndex,
    LeaderSensitivity,
    Scenario,
    SingleLeaders,
    Structure,
    TieGains,
    TopologicalPotential,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.results import Note, Result

_TIES_SHOWN = 5
_RATES_UP_TO = 300  # each rate of convergence is an eigenvalue problem of its own
_HOLES = ("constraint", "effective_size", "efficiency", "hierarchy")


@dataclass(frozen=True)
class Lead:
    """Who should lead: the scenario, the best leaders, how sure that is, and what would help.

    ``current`` and ``help`` are about the leaders named, else about the first best set; there are
    none where no set reaches everyone. ``sensitivity`` is that of sets of one size. ``pair`` are
    the best two together, where one leader was asked for and there are more than two members.
    """

    scenario: Scenario | None
    best: BestLeaders
    pair: BestLeaders | None
    singles: SingleLeaders
    sensitivity: LeaderSensitivity
    current: Coherence | None
    help: TieGains | None

    def results(self) -> dict[str, Result]:
        """Return the parts that are there, by name."""
        return {name: part for name, part in vars(self).items() if part is not None}


@dataclass(frozen=True)
class Measures:
    """The whole network, its nodes (one row each), and what groups make of it, if there are any."""

    structure: Structure
    centralities: Centralities
    nodes: pd.DataFrame
    brokerage: Brokerage | None
    ei_index: EIIndex | None
    notes: tuple[Note, ...]


def graph_of(
    first: Sequence[str],
    second: Sequence[str],
    strengths: Sequence[object] | None = None,
    layers: Sequence[str] | None = None,
    *,
    directed: bool = False,
) -> nx.Graph:
    """Return the network of a list of ties; a row without a second name is a member without ties.

    Rows with the same two names (and layer) add up.

    Raises
    ------
    DataError
        If a row has no first name.
    """
    graph = nx.MultiDiGraph() if directed else nx.MultiGraph()
    values: list[object] = [None] * len(first) if strengths is None else list(strengths)
    named = [None] * len(first) if layers is None else [layer.strip() for layer in layers]
    rows = zip(first, second, values, named, strict=True)
    for row, (a, b, strength, layer) in enumerate(rows, start=1):
        one, other = a.strip(), b.strip()
        if not one:
            raise DataError("network.no_name", row=row)
        graph.add_node(one)
        if other:
            about = {"weight": strength, "layer": layer}
            graph.add_edge(one, other, **{k: v for k, v in about.items() if v is not None})
    return graph


def with_layers(graph: nx.Graph, layers: Sequence[str]) -> nx.Graph:
    """Return all nodes of a network with the ties of some layers.

    Raises
    ------
    UnknownNameError
        If no tie is of such a layer.
    """
    known = dict.fromkeys(said or "" for _, _, said in graph.edges(data="layer"))
    chosen = checks.known_names(layers, known, "--layers", "network")
    kept = graph.copy()
    kept.remove_edges_from(
        [
            edge[:-1]
            for edge in graph.edges(keys=True, data="layer")
            if (edge[-1] or "") not in chosen
        ]
    )
    return kept


def largest_part(graph: nx.Graph) -> nx.Graph:
    """Return the largest part of a network, the first of several as large."""
    parts = nx.connected_components(graph.to_undirected(as_view=True))
    largest: set[str] = max(parts, key=len)
    return part_of(graph, largest)


def lead(graph: nx.Graph, size: int, leaders: Sequence[str] | None) -> Lead:
    """Return who should lead a network, and how the leaders named do beside them."""
    best = network.best_leaders(graph, size)
    chosen = leaders or (best.sets[0] if best.sets else None)
    current = network.coherence(graph, chosen) if chosen else None
    reached = current is not None and not current.unreached and not graph.is_directed()
    return Lead(
        scenario=network.scenario(graph) if graph.number_of_nodes() > 2 else None,
        best=best,
        pair=network.best_leaders(graph, 2) if size == 1 and len(graph) > 2 else None,
        singles=network.single_leaders(graph, rates=len(graph) <= _RATES_UP_TO),
        sensitivity=network.leader_sensitivity(graph, size),
        current=current,
        help=network.tie_gains(graph, chosen, top=_TIES_SHOWN) if chosen and reached else None,
    )


def potential(graph: nx.Graph) -> TopologicalPotential:
    """Return the potential of each member of a network."""
    return network.topological_potential(graph)


def scenario(graph: nx.Graph) -> Scenario:
    """Return the scenario that a network is nearest to."""
    return network.scenario(graph)


def measures(graph: nx.Graph, groups: dict[str, str] | None) -> Measures:
    """Return the measures of a network and of its nodes; with groups, brokerage and E-I too.

    Who has a group but no tie joins the network as a member without ties.
    """
    if groups is not None:
        graph = graph.copy()
        graph.add_nodes_from(groups)
    centralities = network.centralities(graph)
    table = centralities.to_frame().set_index("node")
    holes = {name: getattr(network, name)(graph) for name in _HOLES}
    for name, found in holes.items():
        table[name] = pd.Series(found.values, index=list(found.nodes))
    potential = network.topological_potential(graph)
    table["potential"] = pd.Series(potential.potential, index=list(potential.nodes))
    structure = network.structure(graph, groups)
    brokerage = None if groups is None else network.brokerage(graph, groups)
    ei_index = None if groups is None else network.ei_index(graph, groups)
    parts = (structure, *holes.values(), potential, brokerage, ei_index)
    notes = {str(note): note for part in parts if part for note in part.notes}
    return Measures(
        structure=structure,
        centralities=centralities,
        nodes=table.reset_index(),
        brokerage=brokerage,
        ei_index=ei_index,
        notes=tuple(notes.values()),
    )
