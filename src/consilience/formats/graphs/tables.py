"""Lists of ties, and of nodes, as CSV or in a workbook."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter

from consilience.errors import DataError
from consilience.formats.graphs.data import (
    SHOWN,
    SIDE,
    SIDES,
    Draft,
    GraphData,
    finished,
)
from consilience.formats.graphs.losses import lost_attributes, note
from consilience.formats.graphs.values import value_text
from consilience.formats.numerals import cell_text, read_cell
from consilience.formats.reading import read_table
from consilience.formats.table import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from consilience.formats.table import Cell, Table
    from consilience.results import Note

TIES_SHEET, NODES_SHEET = "ties", "nodes"
_FROM = ("from", "source", "organisation", "organization", "起点", "来源", "组织")
_TO = ("to", "target", "collaboration", "终点", "目标", "合作")
_IDS, _LABELS = ("id", "name", "code", "编号", "名称"), ("label", "标签")
_DIRECTION = ("directed", "type", "方向")
_OTHER = {
    "weight": "strength",
    "strength": "strength",
    "layer": "layer",
    "start": "start",
    "end": "end",
    "权重": "strength",
    "强度": "strength",
    "层": "layer",
    "开始": "start",
    "结束": "end",
}
_YES = {"directed", "true", "yes", "1", "是", "有向"}
_NO = {"undirected", "false", "no", "0", "否", "无向", "mutual", ""}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def read_lists(
    path: Path,
    nodes: Path | None,
    sheet: str | None,
    encoding: str | None,
    ends: tuple[str, str] | None,
) -> GraphData:
    """Return the network of a list of ties and, if there is one, of a list of nodes."""
    table = read_table(path, sheet=sheet, encoding=encoding)
    listed = None if nodes is None else read_table(nodes, encoding=encoding)
    return from_tables(table, listed, ends)


def read_workbook(path: Path) -> GraphData | None:
    """Return the network of a workbook with sheets of ties and of nodes; None if it is another."""
    try:
        return from_tables(read_table(path, sheet=TIES_SHEET), read_table(path, sheet=NODES_SHEET))
    except LookupError:
        return None


def from_tables(
    ties: Table, nodes: Table | None, named: tuple[str, str] | None = None
) -> GraphData:
    """Return the network of a table of ties and one of nodes.

    Without a table of nodes, those at the ends of ties are the nodes, and a row without a second
    end is a node without ties. With one, no other node is made.

    Raises
    ------
    DataError
        If an end of a tie is no node that is listed, a name is missing, a direction is unclear,
        or ends are ids here and labels there.
    """
    draft = Draft(ties.file_name)
    draft.notes += ties.notes
    if nodes is not None:
        _add_nodes(nodes, draft)
    first, second = _ends(ties) if named is None else _columns(ties, named)
    two_mode = nodes is None and second.lower() in {"collaboration", "合作"}
    direction = _found(ties, _DIRECTION)
    for place, row in enumerate(ties.cells):
        values = dict(zip(ties.columns, row, strict=True))
        ends = (_text(values.pop(first)), _text(values.pop(second)))
        one_way = _direction(values.pop(direction, ""), ties, place)
        if not ends[0]:
            raise DataError("graphs.no_end", file=ties.file_name, row=ties.rows[place])
        if nodes is None:
            _add_ends(draft, ends, two_mode=two_mode)
        if ends[1]:
            draft.add_tie(ends, _tie_values(values, ties), directed=one_way)
    if nodes is not None:
        _match(draft, nodes.file_name)
    return finished(draft)


def write_lists(data: GraphData, nodes: Path | None) -> tuple[bytes, bytes, tuple[Note, ...]]:
    """Return a list of ties and one of nodes as CSV, and what one without the other loses.

    With a list of nodes, heads are those of Gephi.
    """
    if nodes is None:
        alone = set(data.nodes["name"]) - {*data.ties["from"], *data.ties["to"]}
        rows = _rows(data.ties, {})
        rows += [[name, *[""] * (len(rows[0]) - 1)] for name in sorted(alone)]
        side = note("lost_sides", 2) if data.two_mode else ()
        lost = [one for one in lost_attributes(data) if "tie" not in one.key]
        return _csv(rows), b"", (*lost, *side)
    heads = {"from": "Source", "to": "Target", "strength": "Weight", "directed": "Type"}
    ids = _identities(data)
    tied = data.ties.assign(**{end: data.ties[end].map(ids) for end in ("from", "to")})
    listed = data.nodes.drop(columns=["name", *(["id"] if "id" in data.nodes else [])])
    listed.insert(0, "Id", list(ids.values()))
    listed.insert(1, "Label", list(ids))
    return _csv(_rows(tied, heads)), _csv(_rows(listed, {})), ()


def _identities(data: GraphData) -> dict[str, str]:
    """Return the id of each name: what the file that was read had, else the name itself."""
    names = data.nodes["name"].tolist()
    given = data.nodes["id"].tolist() if "id" in data.nodes else names
    texts = [str(one) for one in given if one is not None]
    return dict(zip(names, texts if len(set(texts)) == len(names) else names, strict=True))


def write_workbook(data: GraphData) -> tuple[bytes, tuple[Note, ...]]:
    """Return a network as a workbook with a sheet of ties and one of nodes; nothing is lost."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {**_SAFE, "in_memory": True}) as book:
        for name, table in ((TIES_SHEET, data.ties), (NODES_SHEET, data.nodes)):
            sheet = book.add_worksheet(name)
            for place, row in enumerate(_rows(table, {})):
                sheet.write_row(place, 0, ["" if cell is None else cell for cell in row])
    return made.getvalue(), ()


def _rows(table: pd.DataFrame, heads: dict[str, str]) -> list[list[Any]]:
    """Return the head and the rows of a table; directions as Gephi says them where heads do."""
    columns = []
    for name in table.columns:
        cells = table[name].tolist()
        if heads.get(name) == "Type":
            cells = ["Directed" if cell else "Undirected" for cell in cells]
        columns.append([heads.get(name, name), *(_plain(cell) for cell in cells)])
    return [list(row) for row in zip(*columns, strict=True)]


def _plain(cell: Any) -> Any:
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    return cell if is_number and cell == cell else value_text(cell)  # noqa: PLR0124 (NaN)


def _csv(rows: Iterable[Sequence[Any]]) -> bytes:
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return ("\ufeff" + made.getvalue()).encode()


def _guarded(cell: Any) -> Any:
    """Return a text so that no spreadsheet takes it for a formula; :func:`_text` turns it back."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _text(cell: Cell) -> str:
    text = cell_text(cell).strip()
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text


def _found(table: Table, names: Sequence[str]) -> str:
    by_name = {column.lower(): column for column in reversed(table.columns)}
    return next((by_name[name] for name in names if name in by_name), "")


def _ends(table: Table) -> tuple[str, str]:
    """Return the columns of both ends: by their usual names, else the first two."""
    first, second = _found(table, _FROM), _found(table, _TO)
    if first and second:
        return first, second
    if len(table.columns) < 2:
        raise DataError("network.two_columns", file=table.file_name)
    return table.columns[0], table.columns[1]


def _columns(table: Table, named: tuple[str, str]) -> tuple[str, str]:
    for name in named:
        table.column(name)  # refuses a column that is not there
    return named


def _add_nodes(table: Table, draft: Draft) -> None:
    identity = _found(table, _IDS) or table.columns[0]
    label = _found(table, _LABELS)
    read = {name: _column(table, name) for name in table.columns if name != identity}
    for place, cell in enumerate(table.column(identity)):
        key = _text(cell)
        if not key:
            raise DataError("graphs.no_end", file=table.file_name, row=table.rows[place])
        values = {name: cells[place] for name, cells in read.items() if name != label}
        known = {"label": _text(table.column(label)[place])} if label else {}
        draft.add_node(key, {**known, **_reserved(values)})


def _reserved(values: dict[str, Any]) -> dict[str, Any]:
    names = {name: f"{name} (attribute)" for name in values if name in {"name", "label"}}
    return {names.get(name, name): value for name, value in values.items()}


def _add_ends(draft: Draft, ends: tuple[str, str], *, two_mode: bool) -> None:
    for end, side in zip(ends, SIDES, strict=True):
        if end and end not in draft.nodes:
            draft.add_node(end, {SIDE: side} if two_mode else {})
        elif end and two_mode and draft.nodes[end][SIDE] != side:
            raise DataError("network.both_sides", name=end)


def _column(table: Table, name: str) -> list[Any]:
    """Return a column of attributes: numbers if every cell is one, else texts."""
    cells = table.column(name)
    read = [read_cell(cell, table.decimal) for cell in cells]
    filled = [one for one, cell in zip(read, cells, strict=True) if not is_blank(cell)]
    if filled and all(one.kind == "number" for one in filled):
        return [None if one.kind != "number" else _whole(one.value) for one in read]
    texts = [None if is_blank(cell) else _text(cell) for cell in cells]
    said = {text for text in texts if text is not None}
    if said and said <= {"true", "false", "TRUE", "FALSE"}:
        return [None if text is None else text.lower() == "true" for text in texts]
    return texts


def _whole(value: float) -> int | float:
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def _direction(cell: Cell, table: Table, place: int) -> bool:
    said = _text(cell).lower()
    if said not in _YES | _NO:
        blanks = {"file": table.file_name, "row": table.rows[place], "got": said}
        raise DataError("graphs.direction", **blanks)
    return said in _YES


def _tie_values(values: dict[str, Cell], table: Table) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, cell in values.items():
        called = _OTHER.get(name.lower(), name)
        if is_blank(cell):
            found[called] = None
        elif called == "strength":
            read = read_cell(cell, table.decimal)
            found[called] = read.value if read.kind == "number" else cell
        else:
            found[called] = _text(cell)
    return found


def _match(draft: Draft, nodes: str) -> None:
    """Let ties lead to labels where they don't lead to ids, or say which lead to neither."""
    used = Counter(tie[end] for tie in draft.ties for end in ("from", "to"))
    unknown = [key for key in used if key not in draft.nodes]
    if not unknown:
        return
    labels = Counter(str(node.get("label") or "") for node in draft.nodes.values())
    ids = {str(node.get("label") or ""): key for key, node in draft.nodes.items()}
    lost = [key for key in unknown if labels[key] != 1]
    if lost or len(unknown) < len(used):
        shown = [*unknown[:SHOWN], *(["..."] if len(unknown) > SHOWN else [])]
        blanks = {"file": draft.file, "nodes": nodes, "count": len(unknown), "ids": shown}
        raise DataError("graphs.unmatched", labels=len(unknown) - len(lost), **blanks)
    for tie in draft.ties:
        tie["from"], tie["to"] = ids[tie["from"]], ids[tie["to"]]
    draft.note("by_label", len(used))
