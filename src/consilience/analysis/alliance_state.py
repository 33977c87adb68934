"""The global level: the network as a whole, and layer by layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from consilience import network
from consilience.analysis.alliance_material import AllianceMaterial, once
from consilience.analysis.alliance_network import SHARED, NetworkChoice, alliance_network
from consilience.results import Note, Result

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from consilience.analysis.inputs import Settings

NETWORK = SHARED


@dataclass(frozen=True)
class LayerState:
    """One layer in numbers, among the same organisations as the whole network."""

    layer: str
    structure: network.Structure


@dataclass(frozen=True, kw_only=True, eq=False)
class NetworkState(Result):
    """The network of an alliance as a whole.

    ``layers`` and ``overlap`` say the same of each layer, and how far layers tie the same pairs;
    there are none where the network has one layer.
    """

    choice: NetworkChoice
    whole: network.Structure
    layers: tuple[LayerState, ...]
    overlap: network.LayerOverlap | None

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
    overlap = network.layer_overlap(_as_multiplex(found.layers)) if several else None
    return NetworkState(
        choice=found.choice,
        whole=whole,
        layers=tuple(layers),
        overlap=overlap,
        parameters=dict(settings),
        notes=(*found.notes, *whole.notes),
        references=merged(whole, overlap),
    )


def merged(*parts: Result | None) -> tuple[str, ...]:
    """Return what several results rest on, each once."""
    return tuple(dict.fromkeys(key for part in parts if part for key in part.references))


def notes_of(*parts: Result | None) -> tuple[Note, ...]:
    """Return the notes of several results, each once."""
    return tuple({str(note): note for part in parts if part for note in part.notes}.values())


def _as_multiplex(layers: Mapping[str, nx.Graph]) -> network.Multiplex:
    rows = [(a, b, name) for name, graph in layers.items() for a, b in graph.edges]
    return network.multiplex(pd.DataFrame(rows, columns=["from", "to", "layer"]))
