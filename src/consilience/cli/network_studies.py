"""The network of a study, where commands on networks take a study file for a list of ties."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from consilience.cli.network_files import read_graph
from consilience.cli.output import message_language

NetworkPath = Annotated[
    Path,
    typer.Argument(help="A CSV or xlsx file, one row a tie; a file of a network; or a study."),
]
Base = Annotated[str, typer.Option(help="Of a study: ties, participations or both.")]
Layers = Annotated[str, typer.Option(help="Of a study: only these layers, with commas.")]
Weight = Annotated[
    str, typer.Option(help="Of a study, shared collaborations: count, binary, newman or jaccard.")
]
At = Annotated[str, typer.Option(help="Of a study: a date, or always; else its last year.")]

_STUDY = b"SQLite format 3\x00"


def graph_of_file(
    path: Path,
    columns: tuple[str | None, str | None, str | None],
    sheet: str | None,
    encoding: str | None,
    *,
    directed: bool,
    choice: tuple[str, str, str, str],
) -> Any:
    """Return the network of a study, with base, layers, weight and date, or of another file.

    Raises
    ------
    ConsilienceError
        If the file cannot be read, or has options that are not for its kind.
    """
    from consilience.errors import DataError

    names = ("base", "layers", "weight", "at")
    settings = {name: value for name, value in zip(names, choice, strict=True) if value}
    if not _is_study(path):
        only = _listed(settings.pop("layers", ""))
        if settings:
            options = [f"--{name}" for name in settings]
            raise DataError("alliance.study_options", file=path.name, options=options)
        return read_graph(path, columns, sheet, encoding, directed=directed, only=only)
    options = ["--source", "--target", "--strength", "--sheet", "--encoding", "--directed"]
    of_lists = zip(options, (*columns, sheet, encoding, directed), strict=True)
    given = [name for name, value in of_lists if value]
    if given:
        raise DataError("alliance.list_options", file=path.name, options=given)
    return _graph_of_study(path, settings)


def choice_of(graph: Any) -> dict[str, Any]:
    """Return which network of a study was looked at, for the JSON of an answer."""
    return {"choice": graph.graph["choice"]} if "choice" in graph.graph else {}


def _is_study(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_STUDY)) == _STUDY
    except OSError:  # whoever reads the file says what is wrong with it
        return False


def _listed(given: str) -> list[str]:
    return [name.strip() for name in given.replace("，", ",").split(",") if name.strip()]


def _graph_of_study(path: Path, settings: dict[str, Any]) -> Any:
    from consilience.analysis import AllianceMaterial, alliance_network
    from consilience.results import plain
    from consilience.study import open_study

    with open_study(path) as store:
        study = store.study()
    if "layers" in settings:
        settings["layers"] = _listed(settings["layers"])
    found = alliance_network(AllianceMaterial(study), settings, "network")
    for note in found.notes:
        sys.stderr.write(note.sentence(message_language()) + "\n")
    graph = found.graph
    for one in study.organisations:
        if one.code in graph:
            said = {"sector": one.sector, "country": one.country, **dict(one.attributes)}
            graph.nodes[one.code].update({name: value for name, value in said.items() if value})
    graph.graph["choice"] = plain(found.choice)
    return graph
