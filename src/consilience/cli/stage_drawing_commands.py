"""Drawings of stages on plain tables, without a study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.output import AsJson, EncodingOption
from consilience.cli.plain_drawings import (
    Dpi,
    LanguageOption,
    Out,
    drawing_language,
    refuse_options,
    say_figure,
)
from consilience.cli.plain_tables import numbers
from consilience.cli.stage_commands import app, frame_of_rows, whole
from consilience.texts import text

if TYPE_CHECKING:
    from consilience.plots import Figure
    from consilience.texts import Language

_EVENTS = ("--year", "--dimension", "--level", "--stages", "--span", "--told", "--events-only")
_USES = {"timeline": _EVENTS, "fit": ("--model", "--ideals")}


@app.command()
def draw(
    table: Annotated[Path, typer.Argument(help="One row an event; for fit: one row a case.")],
    out: Out,
    figure: Annotated[str, typer.Option(help="timeline or fit.")] = "timeline",
    year: Annotated[str, typer.Option(help="Column of the year.")] = "",
    dimension: Annotated[str, typer.Option(help="Column of the dimension.")] = "",
    level: Annotated[str, typer.Option(help="Column of the coded level.")] = "",
    stages: Annotated[
        int | None, typer.Option(help="Number of stages; the most probable if left out.")
    ] = None,
    span: Annotated[str, typer.Option(help="First and last year, with a comma.")] = "",
    told: Annotated[
        Path | None, typer.Option(help="Stages as told: columns stage, first, last.")
    ] = None,
    model: Annotated[
        str, typer.Option(help="fit: growth, value (if left out), resources or sharing.")
    ] = "",
    ideals: Annotated[Path | None, typer.Option(help="fit: a table of ideal profiles.")] = None,
    language: LanguageOption = "",
    dpi: Dpi = 300,
    encoding: EncodingOption = None,
    *,
    events_only: Annotated[
        bool, typer.Option("--events-only", help="Without the segmentation.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Draw events with the boundaries that they speak for, or how cases fit stages."""
    from consilience.checks import choice

    kind = choice(figure, _USES, "--figure", "stage draw")
    chosen = drawing_language(language, "stage draw")
    options = {
        "--year": year,
        "--dimension": dimension,
        "--level": level,
        "--stages": stages,
        "--span": span,
        "--told": told,
        "--events-only": events_only,
        "--model": model,
        "--ideals": ideals,
    }
    given = [name for name, item in options.items() if item not in {None, "", False}]
    refuse_options(f"--figure {kind}", given, _USES[kind])
    if kind == "fit":
        made = _fit(table, model, ideals, encoding, chosen)
    else:
        unused = [name for name in ("--level", "--stages", "--span") if name in given]
        refuse_options("--events-only", unused if events_only else [], ())
        settings: dict[str, Any] = {"stages": stages}
        if span:
            settings["span"] = tuple(whole(item) for item in numbers(span))
        columns = (year or "year", dimension or "dimension", level)
        made = _timeline(table, columns, told, encoding, None if events_only else settings)
    say_figure(made, out, chosen, dpi, as_json=as_json)


def _timeline(
    table: Path,
    columns: tuple[str, str, str],
    told: Path | None,
    encoding: str | None,
    settings: dict[str, Any] | None,
) -> Figure:
    from consilience import formats, plots
    from consilience.analysis import plain_stages

    cells = formats.to_label_frame(formats.read_table(table, encoding=encoding))
    found = plain_stages.timeline(cells, columns, settings)
    bars = None
    if told is not None:
        read = formats.read_table(told, encoding=encoding)
        bars = plain_stages.told_stages(formats.to_label_frame(read))
    return plots.timeline_figure(found.years, found.rows, found.segmentation, told=bars)


def _fit(
    table: Path, model: str, ideals: Path | None, encoding: str | None, language: Language
) -> Figure:
    from consilience import plots
    from consilience.analysis import plain_stages

    wanted = (model or "value") if ideals is None else frame_of_rows(ideals, encoding)
    found = plain_stages.stage_fit(frame_of_rows(table, encoding), wanted)
    measure = text("plots.stage_membership", language)
    return plots.matrix_figure(
        found.membership, found.cases, found.stages, measure=measure, key="fit"
    )
