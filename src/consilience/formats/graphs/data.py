"""A network as it stands in a file: nodes with attributes, ties with layer, strength and dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from consilience.errors import DataError
from consilience.network.rows import date_text, is_missing
from consilience.results import Note

TIE_COLUMNS = ("from", "to", "layer", "strength", "start", "end", "directed")
SIDE = "side"
SIDES = ("organisation", "collaboration")
SHOWN = 5

# How programs call what a tie has; compared without case.
_CALLED = {
    "weight": "strength",
    "strength": "strength",
    "value": "strength",
    "layer": "layer",
    "relation": "layer",
    "start": "start",
    "end": "end",
}


@dataclass(frozen=True, kw_only=True, eq=False)
class GraphData:
    """Nodes and ties of a file as two tables, and what the reader should know about it.

    Attributes
    ----------
    nodes
        One row a node: ``name``, each once, then attributes (texts, numbers, true or false; None
        where there is none). A two-mode network has ``side``: organisation or collaboration.
    ties
        One row a tie: ``from``, ``to``, ``layer``, ``strength`` (above 0), ``start``, ``end``,
        ``directed``, as the engines take them, then attributes.
    """

    nodes: pd.DataFrame
    ties: pd.DataFrame
    file_name: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def two_mode(self) -> bool:
        """Whether nodes are of two sides and every tie leads from the first to the second."""
        if SIDE not in self.nodes.columns or set(self.nodes[SIDE]) != set(SIDES):
            return False
        side = dict(zip(self.nodes["name"], self.nodes[SIDE], strict=True))
        first, second = (self.ties[end].map(side) for end in ("from", "to"))
        return bool((first == SIDES[0]).all() and (second == SIDES[1]).all())

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers in the order of the ties."""
        return tuple(dict.fromkeys(self.ties["layer"]))

    def attributes(self) -> tuple[str, ...]:
        """Return the names of the attributes of nodes."""
        return tuple(name for name in self.nodes.columns if name != "name")

    def tie_attributes(self) -> tuple[str, ...]:
        """Return the names of the attributes of ties."""
        return tuple(name for name in self.ties.columns if name not in TIE_COLUMNS)


@dataclass
class Draft:
    """A file while it is read: nodes by id, ties by the ids of their ends.

    Where nodes are only counted (``numbered``), their ids say nothing beside their labels.
    """

    file: str
    numbered: bool = False
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    ties: list[dict[str, Any]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def note(self, key: str, count: int = 1, **values: object) -> None:
        """Add a note, if there is anything to say; the values fill its blanks."""
        if count:
            self.notes.append(Note(f"graphs.note.{key}", {"count": count, **values}))

    def add_node(self, key: str, attributes: Mapping[str, Any]) -> None:
        """Add a node, or refuse a second one of the same id."""
        if key in self.nodes:
            raise DataError("graphs.node_twice", file=self.file, node=key)
        self.nodes[key] = dict(attributes)

    def add_tie(
        self, ends: tuple[str, str], attributes: Mapping[str, Any], *, directed: bool
    ) -> None:
        """Add a tie; attributes of the usual names are its strength, layer and dates."""
        tie: dict[str, Any] = {"from": ends[0], "to": ends[1], "directed": directed}
        for name, value in attributes.items():
            called = _CALLED.get(name.casefold(), name)
            if called in tie:
                called = f"{name} (attribute)"
            tie[called] = value
        self.ties.append(tie)


def finished(draft: Draft) -> GraphData:
    """Return what was read as two tables: nodes go by their labels where these tell them apart.

    Raises
    ------
    DataError
        If there is no node, a tie leads nowhere, or a strength is negative or no number.
    """
    if not draft.nodes:
        raise DataError("graphs.no_nodes", file=draft.file)
    refuse_unknown(draft, draft.nodes)
    names = _names(draft)
    columns = dict.fromkeys(key for node in draft.nodes.values() for key in node)
    nodes: dict[str, list[Any]] = {"name": [names[key] for key in draft.nodes]}
    for column in columns:
        nodes[column] = [node.get(column) for node in draft.nodes.values()]
    made = [_tie(tie, names, draft) for tie in draft.ties]
    kept = [tie for tie in made if tie["strength"] != 0]
    draft.note("no_strength", len(made) - len(kept))
    return GraphData(
        nodes=frame(nodes),
        ties=tie_frame(kept),
        file_name=draft.file,
        notes=tuple(draft.notes),
    )


def refuse_unknown(draft: Draft, known: Iterable[str]) -> None:
    """Refuse ties that lead to no node: none is ever made for them."""
    listed = set(known)
    unknown = dict.fromkeys(
        tie[end] for tie in draft.ties for end in ("from", "to") if tie[end] not in listed
    )
    if unknown:
        shown = [*list(unknown)[:SHOWN], *(["..."] if len(unknown) > SHOWN else [])]
        raise DataError("graphs.unknown_ends", file=draft.file, count=len(unknown), ids=shown)


def tie_frame(ties: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return ties as a table with all columns that a tie has."""
    listed = list(ties)
    more = dict.fromkeys(key for tie in listed for key in tie if key not in TIE_COLUMNS)
    columns = {name: [tie.get(name) for tie in listed] for name in (*TIE_COLUMNS, *more)}
    return frame(columns).astype({"strength": np.float64, "directed": np.bool_})


def frame(columns: Mapping[str, list[Any]]) -> pd.DataFrame:
    """Return columns as a table in which every cell keeps its type."""
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return each row of a table by the names of its columns."""
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def _names(draft: Draft) -> dict[str, str]:
    """Return the name of each node: its label, if all have one and no two the same; else its id."""
    labels = {key: str(node.pop("label", "") or "").strip() for key, node in draft.nodes.items()}
    if all(labels.values()) and len(set(labels.values())) == len(labels):
        counted = draft.numbered or all(key == f"n{place}" for place, key in enumerate(labels))
        if not counted and any(label != key for key, label in labels.items()):
            for key, node in draft.nodes.items():
                node["id"] = key
        return labels
    if any(labels.values()):
        for key, node in draft.nodes.items():
            node["label"] = labels[key] or None
        draft.note("labels", sum(map(bool, labels.values())))
    return {key: key for key in draft.nodes}


def _tie(tie: Mapping[str, Any], names: Mapping[str, str], draft: Draft) -> dict[str, Any]:
    strength = tie.get("strength")
    strength = 1.0 if is_missing(strength) else strength
    if isinstance(strength, bool) or not isinstance(strength, int | float):
        strength = _number(str(strength))
    if not 0 <= strength < np.inf:
        ends = [names[tie[end]] for end in ("from", "to")]
        raise DataError(
            "graphs.strength", file=draft.file, a=ends[0], b=ends[1], got=tie.get("strength")
        )
    layer = tie.get("layer")
    return {
        **tie,
        "from": names[tie["from"]],
        "to": names[tie["to"]],
        "layer": "" if is_missing(layer) else str(layer).strip(),
        "strength": float(strength),
        "start": _date(tie.get("start"), draft),
        "end": _date(tie.get("end"), draft),
    }


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _date(value: Any, draft: Draft) -> str:
    found = date_text(value)
    if found is None and isinstance(value, str):
        # With a time of day, or as other programs number years: 2019.0
        year = _number(value)
        found = date_text(value.strip()[:10] if value.strip()[10:11] == "T" else year)
        found = None if found == "" else found
    if found is None:
        raise DataError("graphs.date", file=draft.file, got=str(value))
    return found
