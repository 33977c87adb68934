"""The global level: the network as a whole, and layer by layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from consilience import checks, network
from consilience.analysis.alliance_material import AllianceMaterial, once
from consilience.analysis.alliance_network import SHARED, NetworkChoice, alliance_network
from consilience.results import Note, Result

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from consilience.analysis.inputs import Settings

NETWORK = (*SHARED, "references", "seed")
_SMALL = 2_000  # ties; beyond, a hundred random networks take long
_REFERENCES = 100


@dataclass(frozen=True)
class LayerState:
    """One layer in numbers, among the same organisations as the whole network."""

    layer: str
    structure: network.Structure


@dataclass(frozen=True, kw_only=True, eq=False)
class NetworkState(Result):
    """The network of an alliance as a whole.

    ``layers`` and ``overlap`` say the same of each layer, and how far layers tie the same pairs;
    there are none where the network has one layer or no tie. ``small_world`` compares with random
    networks, if that was asked for, ``core`` names core and periphery.
    """

    choice: NetworkChoice
    whole: network.Structure
    layers: tuple[LayerState, ...]
    overlap: network.LayerOverlap | None
    core: network.CorePeriphery
    small_world: network.SmallWorld | None

    def to_frame(self) -> pd.DataFrame:
        """Return one row a measure, one column for the whole and one a layer."""
        found = {"whole": self.whole, **{one.layer: one.structure for one in self.layers}}
        columns = {
            name: one.to_frame().set_index("measure")["value"] for name, one in found.items()
        }
        return pd.DataFrame(columns).rename_axis("measure").reset_index()


@once
def state(material: AllianceMaterial, settings: Settings) -> NetworkState:
    """Describe the network of an alliance as a whole."""
    found = alliance_network(material, settings, "network")
    groups = found.groups if all(found.groups.values()) else None
    whole = network.structure(found.graph, groups)
    several = len(found.layers) > 1
    layers = [
        LayerState(name, network.structure(graph, groups))
        for name, graph in (found.layers.items() if several else ())
    ]
    tied = several and bool(found.graph.number_of_edges())
    overlap = network.layer_overlap(_as_multiplex(found.layers)) if tied else None
    core = network.core_periphery(found.graph)
    small_world, told = _small_world(found.graph, settings)
    return NetworkState(
        choice=found.choice,
        whole=whole,
        layers=tuple(layers),
        overlap=overlap,
        core=core,
        small_world=small_world,
        parameters=dict(settings),
        notes=(*found.notes, *told, *notes_of(whole, core, small_world)),
        references=merged(whole, overlap, core, small_world),
    )


def _small_world(
    graph: nx.Graph, settings: Settings
) -> tuple[network.SmallWorld | None, tuple[Note, ...]]:
    """Return the comparison with random networks; of a large network only if asked for."""
    large = graph.number_of_edges() > _SMALL
    asked = settings.get("references", 0 if large else _REFERENCES)
    count = checks.whole(asked, 0, "references", "network")
    seed = checks.whole(settings.get("seed", 0), 0, "seed", "network")
    if count == 0:
        told = Note("alliance.note.no_small_world", {"ties": graph.number_of_edges()})
        return None, (told,) if "references" not in settings else ()
    if not graph.number_of_edges():
        return None, ()
    return network.small_world(graph, references=count, seed=seed), ()


def merged(*parts: Result | None) -> tuple[str, ...]:
    """Return what several results rest on, each once."""
    return tuple(dict.fromkeys(key for part in parts if part for key in part.references))


def notes_of(*parts: Result | None) -> tuple[Note, ...]:
    """Return the notes of several results, each once."""
    return tuple({str(note): note for part in parts if part for note in part.notes}.values())


def _as_multiplex(layers: Mapping[str, nx.Graph]) -> network.Multiplex:
    rows = [(a, b, name) for name, graph in layers.items() for a, b in graph.edges]
    return network.multiplex(pd.DataFrame(rows, columns=["from", "to", "layer"]))
