"""Tables of nodes and ties, as the engines take them, as a network that can be written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from consilience import checks
from consilience.formats.graphs.data import TIE_COLUMNS, Draft, GraphData, finished
from consilience.network.rows import is_missing, read_names


def graph_data(ties: Any, nodes: Any = None, *, name: str = "network") -> GraphData:
    """Return tables of ties and of nodes as a network that can be written to a file.

    Parameters
    ----------
    ties
        A table, one row a tie: ``from``, ``to``; if there, ``layer``, ``strength`` (above 0),
        ``start``, ``end``, ``directed``; further columns are attributes of ties. May be empty
        where there are nodes.
    nodes
        A table, one row a node: ``name`` (each once), further columns are attributes; with ``side``
        (organisation or collaboration) it is a two-mode network. By default, the ends of ties.
    name
        What sentences call the network.

    Returns
    -------
    GraphData
        Nodes and ties, and no notes.

    Raises
    ------
    ArgumentError
        If there is no table.
    DataError
        If a column or a name is missing, a name stands twice, a tie leads to no node, a strength is
        negative or a date is none.

    Examples
    --------
    >>> found = graph_data({"from": ["A", "A"], "to": ["B", "C"], "layer": ["data", "R&D"]})
    >>> found.layers, found.nodes["name"].tolist(), found.two_mode
    (('data', 'R&D'), ['A', 'B', 'C'], False)

    References
    ----------
    The columns are conventions of this program.
    """
    owner = "graph_data"
    draft = Draft(name, numbered=True)
    if nodes is not None:
        table = checks.frame(nodes, "nodes", owner)
        for label, values in zip(read_names(table, "name"), table.to_dict("records"), strict=True):
            draft.add_node(label, _attributes(values, ("name",)))
        if _is_empty(ties):
            return finished(draft)
    table = checks.frame(ties, "ties", owner)
    ends = (read_names(table, "from"), read_names(table, "to"))
    for end in (*ends[0], *ends[1]) if nodes is None else ():
        draft.nodes.setdefault(end, {})
    for first, second, values in zip(*ends, table.to_dict("records"), strict=True):
        attributes = _attributes(values, ("from", "to", "directed"))
        directed = bool(values.get("directed", False))
        draft.add_tie((first, second), attributes, directed=directed)
    return finished(draft)


def _is_empty(ties: Any) -> bool:
    if isinstance(ties, Mapping):
        return not any(len(cells) for cells in ties.values())
    return isinstance(ties, pd.DataFrame) and ties.empty


def _attributes(values: dict[Any, Any], without: tuple[str, ...]) -> dict[str, Any]:
    """Return values by text names, gaps as None; the names of ties' columns stay theirs."""
    return {
        str(key) if key in TIE_COLUMNS else _free(str(key)): None if is_missing(value) else value
        for key, value in values.items()
        if key not in without
    }


def _free(name: str) -> str:
    return f"{name} (attribute)" if name in {"label", "weight"} else name
