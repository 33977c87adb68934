"""The network of an alliance: which ties count, when, how much, and whom they join."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

import networkx as nx

from consilience import checks, network
from consilience.analysis.alliance_material import AllianceMaterial
from consilience.analysis.inputs import Settings
from consilience.analysis.subnetworks import part_of
from consilience.errors import ArgumentError, DataError
from consilience.network.projection import ProjectionWeight
from consilience.network.rows import read_window
from consilience.results import Note

if TYPE_CHECKING:
    import pandas as pd

Base = Literal["both", "participations", "ties"]
Part = Literal["all", "largest"]
Direction = Literal["kept", "ignored"]
SHARED = ("base", "layers", "weight", "direction", "at", "backbone", "groups", "part", "at_least")
ALWAYS = "always"


@dataclass(frozen=True)
class NetworkChoice:
    """Which network a step looked at.

    ``base`` says which ties count: those that the study states, those that come of taking part in
    the same collaborations, or both, whose strengths then add up. ``layers`` are those that were
    taken, ``weight`` how a shared collaboration counts, ``direction`` whether the direction of
    stated ties counts, ``at`` the date ("" for all times together) and ``backbone`` the level of
    the projection's backbone, if one was taken. ``part``: everyone, or the largest part that holds
    together; ``outside`` organisations are then left out, as those are that take part in fewer than
    ``at_least`` collaborations.
    """

    base: Base
    layers: tuple[str, ...]
    weight: str
    direction: Direction
    at: str
    backbone: float | None
    groups: str
    part: Part
    at_least: int
    nodes: int
    ties: int
    outside: int


@dataclass(frozen=True)
class AllianceNetwork:
    """The network of a choice: all layers together, and each by itself.

    Every graph has the same nodes, the codes of the members; ``weight`` is the strength of a tie.
    ``groups`` holds the group of each node, "" where the study does not say. ``collaborations``
    are those that each node takes part in.
    """

    choice: NetworkChoice
    graph: nx.Graph
    layers: Mapping[str, nx.Graph]
    groups: Mapping[str, str]
    collaborations: Mapping[str, tuple[str, ...]]
    notes: tuple[Note, ...]

    def grouped(self) -> tuple[nx.Graph, dict[str, str]]:
        """Return the network among those whose group is known, and their groups.

        Raises
        ------
        DataError
            If that is nobody.
        """
        known = {node: group for node, group in self.groups.items() if group}
        if not known:
            raise DataError("alliance.no_groups", groups=self.choice.groups)
        return part_of(self.graph, known), known

    def among(self, nodes: Iterable[str]) -> AllianceNetwork:
        """Return the network of some nodes, their ties with each other."""
        kept = [node for node in self.graph if node in set(nodes)]
        graph = part_of(self.graph, kept)
        return replace(
            self,
            choice=replace(self.choice, nodes=len(kept), ties=graph.number_of_edges()),
            graph=graph,
            layers={name: part_of(one, kept) for name, one in self.layers.items()},
            groups={node: self.groups[node] for node in kept},
            collaborations={node: self.collaborations[node] for node in kept},
        )


def alliance_network(
    material: AllianceMaterial, settings: Settings, owner: str, *, part: Part = "all"
) -> AllianceNetwork:
    """Return the network of an alliance that the settings choose.

    Parameters
    ----------
    material : AllianceMaterial
        The tables of a study.
    settings : mapping
        ``base``: both, participations or ties; ``layers``: all; ``weight`` of the projection:
        count, binary, newman or jaccard; ``direction`` of stated ties: kept or ignored; ``at``: a
        year, month or day, or ``"always"`` (default: the last year in which something begins);
        ``backbone``: level of the projection's backbone; ``groups``: sector, country or an
        attribute; ``part``: all or largest; ``at_least``: only those who take part in so many
        collaborations at the date.
    owner : str
        Who asks, for error messages.
    part : {"all", "largest"}
        What ``part`` is if the settings do not say.

    Raises
    ------
    ConsilienceError
        If there is no organisation, or a setting is wrong.
    """
    asked = _asked(material, settings, owner, part)
    members = material.members(asked.at)
    if not members:
        raise DataError("alliance.nobody", at=asked.at)
    pieces = [*_stated(material, asked), *_projected(material, asked)]
    whole = _summed(members, [graph for layer, graph, _ in pieces if layer is None])
    layers = {
        name: _summed(members, [graph for layer, graph, _ in pieces if layer == name])
        for name in asked.layers
    }
    notes = [*_notes(material, settings, asked), *(note for piece in pieces for note in piece[2])]
    together = _collaborations(material, asked)
    busy = [name for name in whole if len(together.get(name, ())) >= asked.at_least]
    if not busy:
        raise DataError("alliance.nobody_joined", at=asked.at, least=asked.at_least)
    if len(busy) < len(members):
        told = {"count": len(members) - len(busy), "least": asked.at_least}
        notes.append(Note("alliance.note.at_least", told))
    kept = _kept(part_of(whole, busy), asked.part)
    if len(kept) < len(busy):
        notes.append(Note("alliance.note.outside", {"count": len(busy) - len(kept)}, "warning"))
    whole = part_of(whole, kept)
    layers = {name: part_of(graph, kept) for name, graph in layers.items()}
    group = material.group_of(asked.groups)
    return AllianceNetwork(
        choice=replace(
            asked,
            nodes=len(kept),
            ties=whole.number_of_edges(),
            outside=len(members) - len(kept),
        ),
        graph=whole,
        layers=layers,
        groups={node: group[node] for node in whole},
        collaborations={node: together.get(node, ()) for node in whole},
        notes=tuple({str(note): note for note in notes}.values()),
    )


def date_of(material: AllianceMaterial, at: object, owner: str) -> str:
    """Return the date of a network: "" for always, the last year of the records if not given."""
    if at is None:
        return material.latest_year
    return "" if at == ALWAYS else read_window(at, None, None, owner)[0]


_Piece = tuple[str | None, nx.Graph, tuple[Note, ...]]  # a layer (None: all together) and its ties


def _asked(material: AllianceMaterial, settings: Settings, owner: str, part: Part) -> NetworkChoice:
    base = checks.choice(settings.get("base", "both"), get_args(Base), "base", owner)
    available = _layers(material, base)
    layers = settings.get("layers")
    level = settings.get("backbone")
    groups = settings.get("groups", "sector")
    if level is not None and base == "ties":
        raise ArgumentError("backbone", owner, "without_ties_base", level)
    return NetworkChoice(
        base=base,
        layers=available
        if layers is None
        else checks.known_names(layers, available, "layers", owner),
        weight=checks.choice(
            settings.get("weight", "count"), get_args(ProjectionWeight), "weight", owner
        ),
        direction=checks.choice(
            settings.get("direction", "kept"), get_args(Direction), "direction", owner
        ),
        at=date_of(material, settings.get("at"), owner),
        backbone=None if level is None else checks.interval(level, 0, 1, "backbone", owner),
        groups=checks.choice(groups, material.group_names, "groups", owner),
        part=checks.choice(settings.get("part", part), get_args(Part), "part", owner),
        at_least=checks.whole(settings.get("at_least", 0), 0, "at_least", owner),
        nodes=0,
        ties=0,
        outside=0,
    )


def _layers(material: AllianceMaterial, base: Base) -> tuple[str, ...]:
    """Return the layers of a base, those of stated ties first."""
    stated = [] if base == "participations" else list(material.ties["layer"])
    shared = [] if base == "ties" else list(material.participations["layer"])
    return tuple(dict.fromkeys((*stated, *shared)))


def _stated(material: AllianceMaterial, asked: NetworkChoice) -> list[_Piece]:
    """Return the ties that the study states: all together, then layer by layer."""
    frame = _rows(material.ties, asked.layers)
    if asked.base == "participations" or frame.empty:
        return []
    if asked.direction == "ignored":
        frame = frame.assign(directed=False)
    found = network.multiplex(frame, nodes=list(material.organisations), at=asked.at or None)
    pieces: list[_Piece] = [(None, found.aggregated(), found.notes)]
    return [*pieces, *((name, found.graph(name), ()) for name in found.layers)]


def _projected(material: AllianceMaterial, asked: NetworkChoice) -> list[_Piece]:
    """Return the ties of those who share a collaboration: all together, then layer by layer."""
    frame = _rows(material.participations, asked.layers)
    if asked.base == "ties" or frame.empty:
        return []
    names = [name for name in asked.layers if (frame["layer"] == name).any()]
    whole = _projection(frame, asked)
    pieces: list[_Piece] = [(None, whole[0], whole[1])]
    if len(names) == 1:
        return [*pieces, (names[0], whole[0], ())]
    parts = ((name, frame[frame["layer"] == name]) for name in names)
    return [*pieces, *((name, _projection(own, asked)[0], ()) for name, own in parts)]


def _projection(frame: pd.DataFrame, asked: NetworkChoice) -> tuple[nx.Graph, tuple[Note, ...]]:
    both = network.two_mode(frame, at=asked.at or None)
    weight: Any = asked.weight
    found = network.project(both, weight=weight)
    graph = found.graph()
    if asked.backbone is None or not len(both.pairs):
        return graph, found.notes
    spine = network.backbone(both, method="sdsm", level=asked.backbone)
    kept = spine.graph()
    graph.remove_edges_from([pair for pair in graph.edges if not kept.has_edge(*pair)])
    return graph, (*found.notes, *spine.notes)


def _rows(frame: pd.DataFrame, layers: tuple[str, ...]) -> pd.DataFrame:
    return frame[frame["layer"].isin(layers)]


def _summed(members: Iterable[str], graphs: list[nx.Graph]) -> nx.Graph:
    """Return the sum of networks; a tie without direction counts both ways in a directed one."""
    directed = any(graph.is_directed() for graph in graphs)
    found = nx.DiGraph() if directed else nx.Graph()
    found.add_nodes_from(members)
    for graph in graphs:
        for a, b, data in graph.edges(data=True):
            both = directed and not graph.is_directed() and a != b
            for one, other in ((a, b), (b, a)) if both else ((a, b),):
                before = found.get_edge_data(one, other, {}).get("weight", 0.0)
                found.add_edge(one, other, weight=before + data["weight"])
    return found


def _kept(graph: nx.Graph, part: Part) -> list[str]:
    if part == "all" or not graph:
        return list(graph)
    parts = nx.connected_components(graph.to_undirected(as_view=True))
    largest: set[str] = max(parts, key=len)
    return [node for node in graph if node in largest]


def _collaborations(material: AllianceMaterial, asked: NetworkChoice) -> dict[str, tuple[str, ...]]:
    """Return what each organisation takes part in at the date, whatever ties count."""
    frame = material.participations
    if frame.empty:
        return {}
    found = network.two_mode(frame, at=asked.at or None).to_frame()
    return {str(name): tuple(own) for name, own in found.groupby("organisation")["collaboration"]}


def _notes(material: AllianceMaterial, settings: Settings, asked: NetworkChoice) -> list[Note]:
    notes = []
    if asked.at and settings.get("at") is None:
        notes.append(Note("alliance.note.at", {"at": asked.at}))
    both = not material.ties.empty and not material.participations.empty
    if asked.base == "both" and both:
        notes.append(Note("alliance.note.both", {"weight": asked.weight}, "warning"))
    return notes
