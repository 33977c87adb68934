"""Drawings of networks on plain lists of ties, without a study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.network_files import (
    Directed,
    GroupsPath,
    Source,
    Strength,
    Target,
    TiesPath,
    read_graph,
    read_groups,
    texts_of,
)
from consilience.cli.output import AsJson, EncodingOption, SheetOption
from consilience.cli.plain_drawings import Dpi, LanguageOption, drawing_language, say_figure

if TYPE_CHECKING:
    from consilience.plots import Figure

app = typer.Typer(rich_markup_mode=None)


@app.command()
def draw(
    ties: TiesPath,
    picture: Annotated[Path, typer.Argument(help="Ends in .svg, .png or .pdf.")],
    groups: GroupsPath = None,
    leader: Annotated[
        list[str] | None, typer.Option(help="Who stands within a ring; repeat for several.")
    ] = None,
    label: Annotated[
        list[str] | None,
        typer.Option(help="Who is named; repeat for several. All or the largest if left out."),
    ] = None,
    source: Source = None,
    target: Target = None,
    strength: Strength = None,
    layer: Annotated[str | None, typer.Option(help="Column of the layer of each tie.")] = None,
    around: Annotated[
        str | None, typer.Option(help="Draw this member among its partners, by potential.")
    ] = None,
    language: LanguageOption = "",
    dpi: Dpi = 300,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    two_mode: Annotated[
        bool, typer.Option("--two-mode", help="Organisations and what they take part in.")
    ] = False,
    panels: Annotated[
        bool, typer.Option("--panels", help="A panel for each layer; needs --layer.")
    ] = False,
    directed: Directed = False,
    as_json: AsJson = False,
) -> None:
    """Draw a network as SVG, PNG or PDF."""
    from consilience import plots

    chosen = drawing_language(language, "network draw")
    _refuse(
        {"--two-mode": two_mode, "--around": around, "--panels": panels},
        {
            "--leader": leader,
            "--label": label,
            "--strength": strength,
            "--layer": layer,
            "--directed": directed,
        },
    )
    named, known = label or None, read_groups(groups, encoding)
    if two_mode:
        rows = _rows(ties, source, target, sheet, encoding)
        figure = plots.two_mode_figure(rows, groups=known, names=named)
    else:
        columns = source, target, strength
        graph = read_graph(ties, columns, sheet, encoding, directed=directed, layer=layer)
        graph.add_nodes_from(known or {})
        figure = _figure(graph, known, leader or (), named, around, panels=panels)
    say_figure(figure, picture, chosen, dpi, as_json=as_json)


# What each kind of drawing leaves out, so that no option is passed over in silence.
_WITHOUT = {
    "--two-mode": ("--leader", "--strength", "--layer", "--directed", "--around", "--panels"),
    "--around": ("--leader", "--label", "--layer", "--two-mode", "--panels"),
    "--panels": ("--label", "--two-mode", "--around"),
}


def _refuse(kinds: dict[str, object], options: dict[str, object]) -> None:
    """Refuse options that the kind of drawing has no use for.

    Raises
    ------
    DataError
        If there are some.
    """
    from consilience.errors import DataError

    given = [name for name, value in {**options, **kinds}.items() if value]
    for kind in kinds:
        unused = [name for name in _WITHOUT[kind] if name in given]
        if kind in given and unused:
            raise DataError("plots.options", kind=kind, options=unused)


def _rows(
    path: Path, source: str | None, target: str | None, sheet: str | None, encoding: str | None
) -> dict[str, list[str]]:
    from consilience import formats

    table = formats.read_table(path, sheet=sheet, encoding=encoding)
    return {
        "organisation": texts_of(table, source, 0),
        "collaboration": texts_of(table, target, 1),
    }


def _figure(
    graph: Any,
    groups: dict[str, str] | None,
    leaders: Any,
    names: list[str] | None,
    around: str | None,
    *,
    panels: bool,
) -> Figure:
    from consilience import plots
    from consilience.analysis import networks

    if around is not None:
        found = networks.potential(graph)
        return plots.ego_figure(graph, around, potential=found, groups=groups)
    if panels:
        return plots.layers_figure(graph, groups=groups, leaders=leaders)
    return plots.network_figure(graph, groups=groups, leaders=leaders, names=names)
