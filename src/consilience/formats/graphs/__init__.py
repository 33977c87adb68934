"""Files of networks: read into nodes and ties, written from them, what is lost is said."""

from __future__ import annotations

from consilience.formats.graphs.data import GraphData
from consilience.formats.graphs.files import GRAPH_KINDS, graph_kind, read_graph, write_graph
from consilience.formats.graphs.frames import graph_data

__all__ = ["GRAPH_KINDS", "GraphData", "graph_data", "graph_kind", "read_graph", "write_graph"]
