"""Projections and backbones as the commands offer them, on plain tables or of a study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

import networkx as nx
import pandas as pd

from consilience import checks, network
from consilience.analysis import alliance
from consilience.errors import DataError
from consilience.network import Backbone, Projection, TwoMode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consilience.network.backbone import BackboneMethod, Correction
    from consilience.network.projection import ProjectionWeight, Side
    from consilience.results import Note
    from consilience.study import Collaboration, Organisation, Study


class Window(TypedDict, total=False):
    """The time that counts: at one date, or at some time between two."""

    at: str | None
    since: str | None
    until: str | None


@dataclass(frozen=True)
class Projected:
    """A two-mode network, a projection of it, and the backbone, if one was asked for."""

    two_mode: TwoMode
    projection: Projection
    backbone: Backbone | None

    @property
    def notes(self) -> tuple[Note, ...]:
        """What a reader should know, each once."""
        parts = (self.projection, self.backbone)
        notes = {str(note): note for part in parts if part for note in part.notes}
        return tuple(notes.values())

    def ties(self) -> pd.DataFrame:
        """Return the ties of the projection that the backbone keeps: from, to, strength."""
        found = self.projection.to_frame().rename(columns={"a": "from", "b": "to"})
        if self.backbone is None:
            return found
        kept = set(map(frozenset, self.backbone.graph().edges))
        chosen = [frozenset(ends) in kept for ends in zip(found["from"], found["to"], strict=True)]
        return found[chosen].reset_index(drop=True)


def projected(
    participations: pd.DataFrame,
    *,
    window: Window,
    roles: Sequence[str] | None = None,
    weight: ProjectionWeight = "count",
    side: Side = "organisations",
    method: BackboneMethod | None = None,
    level: float = 0.05,
    correction: Correction | None = None,
) -> Projected:
    """Return the projection of a table of participations, and its backbone by a method."""
    both = network.two_mode(participations, **window, roles=roles or None)
    one = network.project(both, weight=weight, side=side)
    if method is None:
        return Projected(both, one, None)
    basis = both if method == "sdsm" else one.graph()
    kept = network.backbone(basis, method=method, level=level, correction=correction, side=side)
    return Projected(both, one, kept)


def graph_of_ties(
    ties: pd.DataFrame, nodes: pd.DataFrame, only: Sequence[str] = ()
) -> nx.MultiGraph:
    """Return the ties of a file, or of some layers, as a network; nodes have attributes.

    Raises
    ------
    UnknownNameError
        If there is no such layer.
    """
    if only:
        chosen = checks.known_names(only, dict.fromkeys(ties["layer"]), "--layers", "network")
        ties = ties[ties["layer"].isin(chosen)]
    graph = nx.MultiDiGraph() if ties["directed"].any() else nx.MultiGraph()
    for node in nodes.to_dict("records"):
        said = {str(key): value for key, value in node.items() if key != "name"}
        graph.add_node(node["name"], **{k: v for k, v in said.items() if v is not None})
    for tie in ties.to_dict("records"):
        about = {"weight": tie["strength"], **({"layer": tie["layer"]} if tie["layer"] else {})}
        graph.add_edge(tie["from"], tie["to"], **about)
        if graph.is_directed() and not tie["directed"] and tie["from"] != tie["to"]:
            graph.add_edge(tie["to"], tie["from"], **about)
    return graph


def tie_tables(
    study: Study, layer: str | None, window: Window
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the recorded ties of a study as tables of ties and of nodes, nodes by their names.

    Raises
    ------
    DataError
        If the study has no ties.
    UnknownNameError
        If there is no such layer.
    """
    if not study.ties:
        raise DataError("network.no_recorded_ties")
    names = _names(study.organisations)
    layered = network.multiplex(
        alliance.ties(study), layers=None if layer is None else [layer], **window
    )
    ties = layered.to_frame()
    ties["from"], ties["to"] = ties["from"].map(names), ties["to"].map(names)
    return ties, _organisations(study.organisations, names)


def recorded(study: Study) -> pd.DataFrame:
    """Return the participations of a study.

    Raises
    ------
    DataError
        If there are none.
    """
    found = alliance.participations(study)
    if found.empty:
        raise DataError("network.no_participations", file=study.project.title)
    return found


def two_mode_tables(study: Study, window: Window) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the participations of a study as tables of ties and of nodes of two sides."""
    both = network.two_mode(recorded(study), **window)
    joined = {one.code: one for one in study.collaborations}
    kept = [joined[code] for code in both.collaborations]
    names, titles = _names(study.organisations), _titles(kept)
    taken = set(names.values())
    titles = {code: f"{t} ({code})" if t in taken else t for code, t in titles.items()}
    ties = both.to_frame()
    tied = {"from": ties["organisation"].map(names), "to": ties["collaboration"].map(titles)}
    organisations = _organisations(study.organisations, names).assign(side="organisation")
    collaborations = pd.DataFrame(
        [
            {
                "name": titles[one.code],
                "code": one.code,
                "kind": one.kind,
                "layer": one.layer,
                "sector": one.sector,
                "country": one.country,
                "side": "collaboration",
            }
            for one in kept
        ]
    )
    return pd.DataFrame(tied), pd.concat([organisations, collaborations], ignore_index=True)


def projected_tables(study: Study, found: Projected) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the ties of a projection of a study as tables of ties and of nodes by their names."""
    names = _names(study.organisations)
    ties = found.ties()
    ties["from"], ties["to"] = ties["from"].map(names), ties["to"].map(names)
    inside = set(found.projection.nodes)
    kept = [one for one in study.organisations if one.code in inside]
    return ties, _organisations(kept, names)


def _names(organisations: Iterable[Organisation]) -> dict[str, str]:
    """Return the name of each organisation by its code; one that another has too gets the code."""
    return _unique([(one.code, one.name) for one in organisations])


def _titles(collaborations: Iterable[Collaboration]) -> dict[str, str]:
    return _unique([(one.code, one.title) for one in collaborations])


def _unique(named: list[tuple[str, str]]) -> dict[str, str]:
    names = [name for _, name in named]
    return {
        code: name if name and names.count(name) == 1 else f"{name} ({code})".strip()
        for code, name in named
    }


def _organisations(organisations: Iterable[Organisation], names: dict[str, str]) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for one in organisations:
        said = {
            "name": names[one.code],
            "code": one.code,
            "name_zh": one.name_zh,
            "sector": one.sector,
            "country": one.country,
        }
        rows.append({**{key: value for key, value in one.attributes if key not in said}, **said})
    frame = pd.DataFrame(rows)
    order = ["name", "code", "name_zh", "sector", "country"]
    filled = [name for name in order if frame[name].any()]
    return frame[[*filled, *(name for name in frame.columns if name not in order)]]
