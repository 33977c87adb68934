"""Files of other programs: tables, documents and networks, read and written."""

from __future__ import annotations

from consilience.formats.documents import Document, Limits, read_document
from consilience.formats.fsqca import fsqca_csv
from consilience.formats.graphs import (
    GRAPH_KINDS,
    GraphData,
    graph_data,
    graph_kind,
    read_graph,
    write_graph,
)
from consilience.formats.import_plan import CellReport, ImportPlan, plan_import
from consilience.formats.labels import to_label_frame
from consilience.formats.mapping import ColumnMapping, map_columns, suggest_mapping
from consilience.formats.numeric import to_numeric_frame
from consilience.formats.preview import ColumnPreview, Preview, preview
from consilience.formats.reading import read_table, table_from_frame
from consilience.formats.speakers import Turn
from consilience.formats.table import Table
from consilience.formats.waves import ScoreColumn, recognised_waves

__all__ = [
    "GRAPH_KINDS",
    "CellReport",
    "ColumnMapping",
    "ColumnPreview",
    "Document",
    "GraphData",
    "ImportPlan",
    "Limits",
    "Preview",
    "ScoreColumn",
    "Table",
    "Turn",
    "fsqca_csv",
    "graph_data",
    "graph_kind",
    "map_columns",
    "plan_import",
    "preview",
    "read_document",
    "read_graph",
    "read_table",
    "recognised_waves",
    "suggest_mapping",
    "table_from_frame",
    "to_label_frame",
    "to_numeric_frame",
    "write_graph",
]
