"""What commands on networks share: options, and reading ties and groups from plain files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.output import message_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.formats import Table

TiesPath = Annotated[
    Path, typer.Argument(help="A CSV or xlsx file, one row a tie; or a file of a network.")
]
Source = Annotated[str | None, typer.Option(help="Column of the first name; else the first.")]
Target = Annotated[str | None, typer.Option(help="Column of the second name; else the second.")]
Strength = Annotated[
    str | None, typer.Option(help="Column of the strength; each row counts 1 if left out.")
]
Directed = Annotated[bool, typer.Option("--directed", help="The first name listens to the second.")]
GroupsBy = Annotated[
    str | None, typer.Option("--groups-by", help="Attribute of nodes that is their group.")
]
GroupsPath = Annotated[
    Path | None, typer.Option("--groups", help="A CSV or xlsx file, one row a member: name, group.")
]


def read_graph(
    path: Path,
    columns: tuple[str | None, str | None, str | None],
    sheet: str | None,
    encoding: str | None,
    *,
    directed: bool,
    layer: str | None = None,
    only: Sequence[str] = (),
) -> Any:
    """Return the network of a file, all of it or ``only`` some layers.

    Of a list, source, target, strength and layer are names of columns, and layers are told by the
    column of that name; a file of another program has its own.
    """
    from consilience import formats
    from consilience.analysis import networks

    if formats.graph_kind(path) not in {"csv", "xlsx", None}:
        options = {"--source": columns[0], "--target": columns[1], "--strength": columns[2]}
        more = {"--layer": layer, "--directed": directed}
        given = [name for name, value in {**options, **more}.items() if value]
        return _graph_of_file(path, given, sheet, encoding, only)
    table = formats.read_table(path, sheet=sheet, encoding=encoding)
    source, target, strength = columns
    first, second = texts_of(table, source, 0), texts_of(table, target, 1)
    values = None if strength is None else _strengths(table, strength)
    named = layer or ("layer" if only else None)
    layers = None if named is None else texts_of(table, named, 0)
    graph = networks.graph_of(first, second, values, layers, directed=directed)
    return networks.with_layers(graph, only) if only else graph


def _graph_of_file(
    path: Path, given: list[str], sheet: str | None, encoding: str | None, only: Sequence[str]
) -> Any:
    from consilience import formats
    from consilience.analysis import projections
    from consilience.errors import DataError

    if given:
        raise DataError("network.list_options", file=path.name, options=given)
    read = formats.read_graph(path, sheet=sheet, encoding=encoding)
    if read.two_mode:
        raise DataError("network.project_first", file=path.name)
    for note in read.notes:
        if note.key.startswith("graphs."):
            sys.stderr.write(note.sentence(message_language()) + "\n")
    return projections.graph_of_ties(read.ties, read.nodes, only)


def attribute_groups(graph: Any, name: str | None) -> dict[str, str] | None:
    """Return the group of each node by an attribute that its file gives; None without a name.

    Raises
    ------
    UnknownNameError
        If no node has such an attribute.
    """
    from consilience.errors import UnknownNameError

    if name is None:
        return None
    known = sorted({key for _, said in graph.nodes(data=True) for key in said})
    if name not in known:
        raise UnknownNameError("--groups-by", "network measures", name, known)
    return {node: str(said) for node, said in graph.nodes(data=name) if said is not None}


def texts_of(table: Table, name: str | None, place: int) -> list[str]:
    """Return the cells of a column as texts: of that name, else the one at that place.

    Raises
    ------
    DataError
        If the table has too few columns.
    """
    from consilience.errors import DataError

    if name is None and place >= len(table.columns):
        raise DataError("network.two_columns", file=table.file_name)
    return [str(cell) for cell in table.column(name or table.columns[place])]


def _strengths(table: Table, name: str) -> list[object]:
    from consilience.formats.numeric import readings

    read = zip(table.column(name), readings(table, name), strict=True)
    return [cell if found.kind == "text" else found.value for cell, found in read]


def read_groups(path: Path | None, encoding: str | None) -> dict[str, str] | None:
    """Return the group of each member of a file, or None without a file.

    Raises
    ------
    DataError
        If a member stands in it twice, or it has only one column.
    """
    from consilience import formats
    from consilience.errors import DataError

    if path is None:
        return None
    table = formats.read_table(path, encoding=encoding)
    names = [name.strip() for name in texts_of(table, None, 0)]
    repeated = [name for name in names if names.count(name) > 1]
    if repeated:
        raise DataError("network.group_twice", file=table.file_name, name=repeated[0])
    labels = [label.strip() for label in texts_of(table, None, 1)]
    return dict(zip(names, labels, strict=True))
