"""Networks in and out: files of networks, projections, the network of a study as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.output import (
    AsJson,
    EncodingOption,
    SheetOption,
    StudyPath,
    message_language,
    say,
    table_text,
)
from consilience.texts import text

if TYPE_CHECKING:
    import pandas as pd

    from consilience.analysis.projections import Projected, Window
    from consilience.results import Note
    from consilience.study import Study

app = typer.Typer(rich_markup_mode=None)

Out = Annotated[
    Path, typer.Argument(help=".graphml, .gexf, .net, .dl, .csv, .xlsx; a folder for RSiena.")
]
NodesIn = Annotated[Path | None, typer.Option("--nodes", help="List of nodes to a list of ties.")]
NodesOut = Annotated[
    Path | None, typer.Option("--nodes-out", help="Where the list of nodes to a CSV list goes.")
]
Waves = Annotated[str, typer.Option(help="Dates of RSiena's waves, with commas; else years.")]
Weight = Annotated[str, typer.Option(help="count, binary, newman or jaccard.")]
Backbone = Annotated[str, typer.Option(help="Keep ties beyond chance: disparity or sdsm.")]
Level = Annotated[float, typer.Option(help="Largest p of a tie that is kept.")]
At = Annotated[str, typer.Option(help="Only what holds at this date.")]
Since = Annotated[str, typer.Option(help="Only what holds at some time from this date on.")]
Until = Annotated[str, typer.Option(help="Only what holds at some time up to this date.")]

_ROWS = 10


@app.command()
def convert(
    network: Annotated[Path, typer.Argument(help="A file of a network, or a folder of RSiena.")],
    out: Out,
    nodes: NodesIn = None,
    nodes_out: NodesOut = None,
    waves: Waves = "",
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Write the file of a network in another format, and say what that format cannot hold."""
    from consilience import formats

    read = formats.read_graph(network, nodes=nodes, sheet=sheet, encoding=encoding)
    lost = formats.write_graph(read, out, nodes=nodes_out, waves=_listed(waves))
    values = {
        "file": str(out),
        "nodes": len(read.nodes),
        "ties": len(read.ties),
        "layers": list(read.layers),
        "two_mode": read.two_mode,
        "attributes": list(read.attributes()),
        "tie_attributes": list(read.tie_attributes()),
    }
    _say(values, [_said("converted", **values)], (*read.notes, *lost), as_json=as_json)


@app.command()
def project(
    participations: Annotated[
        Path, typer.Argument(help="Organisation, collaboration, one row each; or a two-mode file.")
    ],
    weight: Weight = "count",
    side: Annotated[str, typer.Option(help="organisations or collaborations.")] = "organisations",
    backbone: Backbone = "",
    level: Level = 0.05,
    correction: Annotated[
        str, typer.Option(help="none, bonferroni or benjamini-hochberg; else as is usual.")
    ] = "",
    role: Annotated[list[str] | None, typer.Option(help="Only this role; repeatable.")] = None,
    at: At = "",
    since: Since = "",
    until: Until = "",
    organisation: Annotated[str | None, typer.Option(help="Its column, by another name.")] = None,
    collaboration: Annotated[str | None, typer.Option(help="Its column, by another name.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where the network goes, as in convert.")] = None,
    nodes_out: NodesOut = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Tie organisations that take part in the same, and keep what is beyond chance."""
    from consilience import formats
    from consilience.analysis import projections

    named = (organisation or "organisation", collaboration or "collaboration")
    ends = named if organisation or collaboration else None
    read = formats.read_graph(participations, sheet=sheet, encoding=encoding, ends=ends)
    is_list = formats.graph_kind(participations) in {"csv", "xlsx", None}
    rows = _participations(read, is_list=is_list)
    found = projections.projected(
        rows,
        window=_window(at, since, until),
        roles=role,
        weight=weight,  # type: ignore[arg-type] # the engine checks it
        side=side,  # type: ignore[arg-type] # the engine checks it
        method=backbone or None,  # type: ignore[arg-type] # the engine checks it
        level=level,
        correction=correction or None,  # type: ignore[arg-type] # the engine checks it
    )
    ties, names = found.ties(), list(found.projection.nodes)
    lost: tuple[Note, ...] = ()
    if out is not None:
        lost = formats.write_graph(formats.graph_data(ties, {"name": names}), out, nodes=nodes_out)
    values = {**_projected_values(found), "file": None if out is None else str(out)}
    lines = _projected_lines(found, ties)
    _say(values, lines, (*read.notes, *found.notes, *lost), as_json=as_json)


@app.command()
def export(
    study: StudyPath,
    out: Out,
    layer: Annotated[str | None, typer.Option(help="Only recorded ties of this layer.")] = None,
    weight: Annotated[
        str, typer.Option(help="Project participations instead: count, binary, newman or jaccard.")
    ] = "",
    backbone: Backbone = "",
    level: Level = 0.05,
    at: At = "",
    since: Since = "",
    until: Until = "",
    nodes_out: NodesOut = None,
    waves: Waves = "",
    *,
    two_mode: Annotated[
        bool, typer.Option("--two-mode", help="Who takes part in what, without projection.")
    ] = False,
    include_blind: Annotated[
        bool, typer.Option("--include-blind", help="Also blind rounds that are still open.")
    ] = False,
    with_names: Annotated[
        bool, typer.Option("--with-names", help="Do not replace the names on the study's list.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write the network of a study to a file: its ties, its participations or their projection."""
    from consilience import formats
    from consilience.analysis import projections
    from consilience.errors import DataError
    from consilience.study import open_study, shared

    if sum(map(bool, (layer, weight, two_mode))) > 1 or (backbone and not weight):
        raise DataError("network.export_options")
    with open_study(study) as store:
        given = shared(store.study(), include_blind=include_blind, pseudonyms=not with_names)
    opened = given.study
    window = _window(at, since, until)
    notes: tuple[Note, ...] = ()
    if weight:
        ties, nodes, notes = _projected_study(opened, window, weight, backbone, level)
    elif two_mode:
        ties, nodes = projections.two_mode_tables(opened, window)
    else:
        ties, nodes = projections.tie_tables(opened, layer, window)
    data = formats.graph_data(ties, nodes, name=opened.project.title)
    lost = formats.write_graph(data, out, nodes=nodes_out, waves=_listed(waves))
    values = {
        "file": str(out),
        "nodes": len(data.nodes),
        "ties": len(data.ties),
        "layers": list(data.layers),
        "two_mode": data.two_mode,
        "blind_rounds": list(given.blind_rounds),
        "names_replaced": sum(use.count > 0 for use in given.pseudonyms),
    }
    lines = [_said("converted", **values)]
    if values["names_replaced"]:
        lines.append(_said("names_replaced", count=values["names_replaced"]))
    _say(values, lines, (*notes, *lost), as_json=as_json)


def _projected_study(
    study: Study, window: Window, weight: str, backbone: str, level: float
) -> tuple[pd.DataFrame, pd.DataFrame, tuple[Note, ...]]:
    """Return ties and nodes of the projection of a study, and what is to be said of it."""
    from consilience.analysis import projections

    found = projections.projected(
        projections.recorded(study),
        window=window,
        weight=weight,  # type: ignore[arg-type] # the engine checks it
        method=backbone or None,  # type: ignore[arg-type] # the engine checks it
        level=level,
    )
    return *projections.projected_tables(study, found), found.notes


def _participations(read: Any, *, is_list: bool) -> pd.DataFrame:
    from consilience.errors import DataError

    if not is_list and not read.two_mode:
        raise DataError("network.not_two_mode", file=read.file_name)
    if not len(read.ties):
        raise DataError("network.no_participations", file=read.file_name)
    frame: pd.DataFrame = read.ties.rename(columns={"from": "organisation", "to": "collaboration"})
    if "year" in frame.columns and not any(frame["start"]) and not any(frame["end"]):
        frame = frame.assign(start=frame["year"], end=frame["year"])  # a list of members a year
    return frame


def _window(at: str, since: str, until: str) -> Window:
    return {"at": at or None, "since": since or None, "until": until or None}


def _listed(given: str) -> list[str] | None:
    return [part.strip() for part in given.replace("，", ",").split(",") if part.strip()] or None


def _projected_values(found: Projected) -> dict[str, Any]:
    return {
        "organisations": len(found.two_mode.organisations),
        "collaborations": len(found.two_mode.collaborations),
        "participations": len(found.two_mode.pairs),
        "projection": found.projection.to_dict(),
        "backbone": None if found.backbone is None else found.backbone.to_dict(),
    }


def _projected_lines(found: Projected, ties: pd.DataFrame) -> list[str]:
    strongest = ties.sort_values("strength", ascending=False, kind="stable").head(_ROWS)
    counts = {
        name: value for name, value in _projected_values(found).items() if isinstance(value, int)
    }
    shown = table_text(strongest)
    return [_said("projected", **counts, ties=len(ties)), *([shown] if len(ties) else [])]


def _say(
    values: dict[str, Any], lines: list[str], notes: tuple[Note, ...], *, as_json: bool
) -> None:
    from consilience.results import plain

    said = list(dict.fromkeys(note.sentence(message_language()) for note in notes))
    say({**values, "notes": plain(notes)}, "\n".join([*lines, *said]), as_json=as_json)


def _said(key: str, **values: object) -> str:
    """Return a sentence; the values fill its named blanks."""
    return text(f"network.said.{key}", message_language(), **values)
