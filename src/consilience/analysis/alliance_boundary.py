"""The local level: ties across the boundaries of sectors, and who holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks, network
from consilience.analysis.alliance_material import AllianceMaterial, once
from consilience.analysis.alliance_network import (
    SHARED,
    AllianceNetwork,
    NetworkChoice,
    alliance_network,
)
from consilience.analysis.alliance_rows import AllianceRows
from consilience.analysis.alliance_state import merged, notes_of
from consilience.analysis.subnetworks import tied_pairs
from consilience.results import Note, Result

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings

BOUNDARY = (*SHARED, "permutations", "seed", "most")
_MOST_DYADS = 50
_PERMUTATIONS = ((1_000_000, 999), (20_000_000, 99))  # up to so many pairs of partners


@dataclass(frozen=True)
class CrossDyad:
    """Two organisations of different groups that are tied.

    ``strength`` is that of the stronger direction: a tie without direction counts once.
    ``layers`` are those in which they are; ``since`` and ``until`` the first and last year of
    their ties ("" where it is not known or has not come), ``rows`` how many records say so.
    """

    first: str
    second: str
    first_group: str
    second_group: str
    strength: float
    layers: tuple[str, ...]
    since: str
    until: str
    rows: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Boundary(Result):
    """Ties across groups, among the organisations whose group is known.

    ``mixing`` has shape (groups, groups): ties between two groups, in the order of ``group_names``;
    symmetric unless the network is directed. ``spanning`` is the share of organisations with a tie
    to another group, ``spanners`` are these by how many other groups they reach. ``dyads`` are the
    strongest of ``crossing`` tied pairs across groups. ``ungrouped`` organisations have no group.
    """

    choice: NetworkChoice
    ei: network.EIIndex
    brokerage: network.Brokerage
    group_names: tuple[str, ...]
    mixing: NDArray[np.int64]
    spanning: float
    crossing: int
    dyads: tuple[CrossDyad, ...]
    ungrouped: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row an organisation: group, E-I index and brokerage roles."""
        roles: pd.DataFrame = self.brokerage.to_frame()
        return roles.assign(ei_index=self.ei.node_values)


@once
def boundary(material: AllianceMaterial, settings: Settings) -> Boundary:
    """Look at the ties across groups: how many, which, and who brokers them."""
    owner = "boundary"
    found = alliance_network(material, settings, owner)
    graph, groups = found.grouped()
    seed = checks.whole(settings.get("seed", 0), 0, "seed", owner)
    most = checks.whole(settings.get("most", _MOST_DYADS), 1, "most", owner)
    asked = settings.get("permutations", _draws(graph))
    permutations = checks.whole(asked, 0, "permutations", owner)
    ei = network.ei_index(graph, groups, permutations=permutations, seed=seed)
    roles = network.brokerage(graph, groups, permutations=permutations, seed=seed)
    names = tuple(sorted(set(groups.values())))
    across = _across(graph, groups)
    spanners = {node for pair in across for node in pair}
    outside = tuple(node for node in found.graph if node not in groups)
    return Boundary(
        choice=found.choice,
        ei=ei,
        brokerage=roles,
        group_names=names,
        mixing=_mixing(graph, groups, names),
        spanning=len(spanners) / len(groups),
        crossing=len(across),
        dyads=tuple(_dyads(material, found, across, most)),
        ungrouped=outside,
        parameters=dict(settings),
        notes=(*found.notes, *_notes(outside, found, permutations, settings), *notes_of(ei, roles)),
        references=merged(ei, roles),
    )


def _draws(graph: nx.Graph) -> int:
    """Return how many permutations are tried: fewer in large networks, where each takes long."""
    degree = np.array([d for _, d in graph.degree()], dtype=np.float64)
    pairs = float((degree**2).sum())
    return next((draws for limit, draws in _PERMUTATIONS if pairs <= limit), 0)


def _across(graph: nx.Graph, groups: dict[str, str]) -> dict[tuple[str, str], float]:
    """Return the strength of each tied pair of different groups: that of the stronger direction."""
    return {
        (a, b): strength for (a, b), strength in tied_pairs(graph).items() if groups[a] != groups[b]
    }


def _dyads(
    material: AllianceMaterial,
    found: AllianceNetwork,
    across: dict[tuple[str, str], float],
    most: int,
) -> list[CrossDyad]:
    rows = AllianceRows(material.study)
    order = sorted(across, key=lambda pair: (-across[pair], pair))
    return [_dyad(a, b, across[a, b], found, rows) for a, b in order[:most]]


def _dyad(a: str, b: str, strength: float, found: AllianceNetwork, rows: AllianceRows) -> CrossDyad:
    behind = rows.of_pair(a, b, base=found.choice.base, layers=found.choice.layers)
    names = [
        name for name, graph in found.layers.items() if graph.has_edge(a, b) or graph.has_edge(b, a)
    ]
    return CrossDyad(
        first=a,
        second=b,
        first_group=found.groups[a],
        second_group=found.groups[b],
        strength=strength,
        layers=tuple(names),
        since=behind.since,
        until=behind.until,
        rows=len(behind.ids),
    )


def _mixing(graph: nx.Graph, groups: dict[str, str], names: tuple[str, ...]) -> NDArray[np.int64]:
    place = {name: number for number, name in enumerate(names)}
    found = np.zeros((len(names), len(names)), dtype=np.int64)
    for a, b in graph.edges:
        one, other = place[groups[a]], place[groups[b]]
        found[one, other] += 1
        if not graph.is_directed() and one != other:
            found[other, one] += 1
    found.flags.writeable = False
    return found


def _notes(
    outside: tuple[str, ...], found: AllianceNetwork, permutations: int, settings: Settings
) -> list[Note]:
    notes = []
    if outside:
        values = {"count": len(outside), "groups": found.choice.groups}
        notes.append(Note("alliance.note.ungrouped", values, "warning"))
    if "permutations" not in settings and permutations < _PERMUTATIONS[0][1]:
        notes.append(Note("alliance.note.few_permutations", {"count": permutations}, "warning"))
    return notes
