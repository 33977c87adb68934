"""Which format a file of a network has, and reading and writing it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, get_args

from consilience.errors import ArgumentError, DataError, system_reason
from consilience.formats.file_kinds import content, kind
from consilience.formats.graphs.data import GraphData
from consilience.formats.graphs.dl import read_dl, write_dl
from consilience.formats.graphs.gexf import read_gexf, write_gexf
from consilience.formats.graphs.graphml import read_graphml, write_graphml
from consilience.formats.graphs.pajek import read_pajek, write_pajek
from consilience.formats.graphs.siena import read_siena, write_siena
from consilience.formats.graphs.tables import (
    read_lists,
    read_workbook,
    write_lists,
    write_workbook,
)
from consilience.network.rows import date_text
from consilience.results import Note

GraphKind = Literal["graphml", "gexf", "pajek", "dl", "csv", "xlsx", "siena"]
GRAPH_KINDS: tuple[GraphKind, ...] = get_args(GraphKind)

MAXIMUM_BYTES = 50_000_000

_SUFFIXES: dict[str, GraphKind] = {
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".net": "pajek",
    ".paj": "pajek",
    ".dl": "dl",
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    "": "siena",
    ".siena": "siena",
}
_BEGINNINGS: tuple[tuple[bytes, GraphKind], ...] = (
    (b"<graphml", "graphml"),
    (b"<gexf", "gexf"),
    (b"*vertices", "pajek"),
    (b"*network", "pajek"),
    (b"dl ", "dl"),
)
_WRITERS: dict[GraphKind, Callable[[GraphData], tuple[bytes, tuple[Note, ...]]]] = {
    "graphml": write_graphml,
    "gexf": write_gexf,
    "pajek": write_pajek,
    "dl": write_dl,
    "xlsx": write_workbook,
}


def graph_kind(path: str | os.PathLike[str]) -> GraphKind | None:
    """Return the format of a file that exists or will: by its suffix, else by how it begins.

    Parameters
    ----------
    path
        A file, or a folder of RSiena.

    Returns
    -------
    str or None
        One of :data:`GRAPH_KINDS`; None for another file.

    Raises
    ------
    DataError
        If the file cannot be read.

    Examples
    --------
    >>> graph_kind("partners.net"), graph_kind("partners.docx")
    ('pajek', None)

    References
    ----------
    The suffixes are those that the programs themselves use.
    """
    source = Path(path)
    if source.is_dir():
        return "siena"
    suffix = source.suffix.lower()
    if suffix in _SUFFIXES and not (suffix == "" and source.is_file()):
        return _SUFFIXES[suffix]
    if not source.is_file():
        return None
    beginning = content(source, "graphs")[:4000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    marked = beginning[:1] == b"<"
    for mark, found in _BEGINNINGS:
        if mark in beginning if marked else beginning.startswith(mark):
            return found
    return None


def read_graph(
    path: str | os.PathLike[str],
    *,
    nodes: str | os.PathLike[str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    ends: tuple[str, str] | None = None,
) -> GraphData:
    r"""Read a network: GraphML, GEXF, Pajek, UCINET DL, lists as CSV or xlsx, a folder of RSiena.

    Nodes are only those that the file names as nodes; a tie that leads elsewhere is refused with
    the ends that match nothing. A list of ties alone names nodes by its ties.

    Parameters
    ----------
    path
        A file of at most 50 MB, told by its suffix or how it begins, or a folder.
    nodes
        The list of nodes to a list of ties (``Id``, ``Label``, further columns).
    sheet
        Of a workbook, if it is not ``ties`` beside ``nodes``.
    encoding
        Of a text file, any name that Python knows.
    ends
        The columns with both ends of a list of ties, if not those of the usual names or the first
        two.

    Returns
    -------
    GraphData
        Nodes and ties as two tables, and notes on what was not read.

    Raises
    ------
    DataError
        If the file is missing, no network, hostile or broken, or a tie leads to no node.
    ArgumentError
        If an option does not fit the format.
    UnknownNameError
        If the sheet or the encoding is unknown.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "partners.net")
    ...     _ = path.write_text('*Vertices 2\n1 "华为"\n2 "Bosch"\n*Edges\n1 2 3\n', "utf-8")
    ...     found = read_graph(path)
    >>> found.ties[["from", "to", "strength"]].values.tolist()
    [['华为', 'Bosch', 3.0]]

    References
    ----------
    Brandes et al. (2002), GraphML Progress Report; GEXF 1.3 (Gephi); de Nooy, Mrvar and Batagelj
    (2018), Exploratory Social Network Analysis with Pajek; Borgatti, Everett and Freeman (2002),
    UCINET for Windows; Ripley et al. (2024), Manual for RSiena.
    """
    owner = "read_graph"
    _paths({"path": path, "nodes": nodes}, owner)
    source = Path(path)
    found = graph_kind(source)
    if found is None and not source.exists():
        raise DataError("tables.missing_file", file=str(source))
    is_list = found in {"csv", "xlsx", None}
    if nodes is not None and not is_list:
        raise ArgumentError("nodes", owner, "nodes_of_list", str(nodes))
    if ends is not None and not (is_list and isinstance(ends, tuple) and len(ends) == 2):
        raise ArgumentError("ends", owner, "ends_of_list", ends)
    if found == "siena":
        if not source.is_dir():
            raise DataError("tables.missing_file", file=str(source))
        return read_siena(source)
    if is_list:
        whole = found == "xlsx" and sheet is None and nodes is None and ends is None
        both = read_workbook(source) if whole else None
        listed = None if nodes is None else Path(nodes)
        return both or read_lists(source, listed, sheet, encoding, ends)
    if sheet is not None:
        raise ArgumentError("sheet", owner, "sheet_of_workbook", sheet)
    raw = content(source, "graphs", MAXIMUM_BYTES)
    if found in {"graphml", "gexf"}:
        return (read_gexf if found == "gexf" else read_graphml)(raw, source.name)
    if kind(raw) not in {"text", "utf16"}:
        raise DataError("tables.binary", file=source.name)
    reader = read_dl if found == "dl" else read_pajek
    return reader(raw, source.name, encoding)


def write_graph(
    data: GraphData,
    path: str | os.PathLike[str],
    *,
    nodes: str | os.PathLike[str] | None = None,
    waves: Sequence[str] | None = None,
) -> tuple[Note, ...]:
    """Write a network to a file; the suffix says the format.

    Parameters
    ----------
    data
        What :func:`read_graph` or :func:`graph_data` returns.
    path
        Ends in .graphml, .gexf, .net (Pajek), .dl (UCINET), .csv or .xlsx (lists); without a suffix
        or with .siena it is a folder for RSiena.
    nodes
        Where the list of nodes to a CSV list of ties goes; both have Gephi's heads then.
    waves
        The dates of RSiena's waves, in order; by default every year from the first to the last.

    Returns
    -------
    tuple of Note
        What the format cannot hold and is lost; nothing if the file holds the whole network.

    Raises
    ------
    ArgumentError
        If an option does not fit the format, or the suffix is unknown.
    DataError
        If the file cannot be written, or the network is too large for the format.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from consilience.formats import graph_data
    >>> data = graph_data({"from": ["A"], "to": ["B"], "start": ["2019-05"]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [str(note) for note in write_graph(data, pathlib.Path(folder, "partners.net"))]
    ['1 date(s) of ties are kept as years only.']

    References
    ----------
    As for :func:`read_graph`.
    """
    owner = "write_graph"
    if not isinstance(data, GraphData):
        raise ArgumentError("data", owner, "graph_data", type(data).__name__)
    _paths({"path": path, "nodes": nodes}, owner)
    target = Path(path)
    chosen = graph_kind(target) if target.is_dir() else _SUFFIXES.get(target.suffix.lower())
    if chosen is None:
        raise ArgumentError("path", owner, "graph_suffix", target.name, known=list(_SUFFIXES)[:-1])
    if nodes is not None and chosen != "csv":
        raise ArgumentError("nodes", owner, "nodes_of_list", str(nodes))
    if waves is not None and (chosen != "siena" or not all(map(_is_date, waves)) or not waves):
        raise ArgumentError("waves", owner, "waves", waves)
    if chosen == "siena":
        files, notes = write_siena(data, waves)
        _save({target / name: made for name, made in files.items()}, folder=target)
        return notes
    if chosen == "csv":
        listed = None if nodes is None else Path(nodes)
        ties, its_nodes, notes = write_lists(data, listed)
        _save({target: ties, **({} if listed is None else {listed: its_nodes})})
        return notes
    written, notes = _WRITERS[chosen](data)
    _save({target: written})
    return notes


def _paths(given: dict[str, object], owner: str) -> None:
    for name, value in given.items():
        if not isinstance(value, str | os.PathLike) and not (name == "nodes" and value is None):
            raise ArgumentError(name, owner, "text", value)


def _is_date(value: object) -> bool:
    return isinstance(value, str) and bool(date_text(value))


def _save(files: dict[Path, bytes], folder: Path | None = None) -> None:
    for path, made in files.items():
        try:
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
        except OSError as error:
            reason = system_reason(error)
            raise DataError("exchange.error.unwritable", file=path.name, reason=reason) from error
