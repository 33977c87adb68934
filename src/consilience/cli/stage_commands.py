"""Stages on plain tables, without a study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.output import (
    AsJson,
    EncodingOption,
    table_text,
)
from consilience.cli.plain_tables import answer, numbers, shown

if TYPE_CHECKING:
    import pandas as pd

app = typer.Typer(
    help="Where stages begin, and which one a case is in, on plain tables, without a study.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command()
def segment(
    events: Annotated[Path, typer.Argument(help="A table, one row an event.")],
    year: Annotated[str, typer.Option(help="Column of the year.")] = "year",
    dimension: Annotated[str, typer.Option(help="Column of the dimension.")] = "dimension",
    level: Annotated[str, typer.Option(help="Column of the coded level.")] = "level",
    stages: Annotated[
        int | None, typer.Option(help="Number of stages; the most probable if left out.")
    ] = None,
    span: Annotated[str, typer.Option(help="First and last year, with a comma.")] = "",
    encoding: EncodingOption = None,
    *,
    coded_within_stages: Annotated[
        bool, typer.Option("--coded-within-stages", help="Coders knew the stages.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Divide a history by its coded events, with a set of years for every boundary."""
    from consilience import formats
    from consilience.analysis import plain_stages

    columns = (year, dimension, level)
    read = formats.read_table(events, encoding=encoding)
    settings: dict[str, Any] = {"stages": stages, "coded_within_stages": coded_within_stages}
    if span:
        settings["span"] = tuple(whole(item) for item in numbers(span))
    cells = formats.to_label_frame(read, list(columns))
    found = plain_stages.segment(cells, columns, settings)
    answer(found, shown(found), as_json=as_json)


@app.command()
def partition(
    series: Annotated[Path, typer.Argument(help="A table, one row a period, in order.")],
    stages: Annotated[int, typer.Option(help="Number of stages.")],
    encoding: EncodingOption = None,
    *,
    standardize: Annotated[
        bool, typer.Option("--standardize", help="Take out the units of the indicators.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Divide a series of numbers so that the scatter within stages is least."""
    from consilience.analysis import plain_stages

    found = plain_stages.partition(frame_of_rows(series, encoding), stages, standardize=standardize)
    answer(found, shown(found), as_json=as_json)


@app.command()
def fit(
    profiles: Annotated[Path, typer.Argument(help="A table, one row a case, numbers in [0, 1].")],
    model: Annotated[
        str, typer.Option(help="growth, value, resources or sharing: columns are its stages.")
    ] = "value",
    ideals: Annotated[
        Path | None, typer.Option(help="A table of ideal profiles instead, one row a stage.")
    ] = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Say which stage each case is in, or that it is ambiguous."""
    from consilience.analysis import plain_stages

    wanted = model if ideals is None else frame_of_rows(ideals, encoding)
    found = plain_stages.stage_fit(frame_of_rows(profiles, encoding), wanted)
    table = found.to_frame().rename_axis("case").reset_index()
    lines = table_text(table)
    answer(found, lines, as_json=as_json)


def whole(number: Any) -> Any:
    """Return a number as a whole one if it is."""
    return int(number) if isinstance(number, float) and number == int(number) else number


def frame_of_rows(path: Path, encoding: str | None) -> pd.DataFrame:
    """Return the numbers of a table whose first column names the rows."""
    from consilience import formats

    read = formats.read_table(path, encoding=encoding)
    return formats.to_numeric_frame(read, read.columns[1:], read.columns[0])
