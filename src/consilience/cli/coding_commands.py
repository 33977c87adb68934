"""Coding: agreement and saturation on a plain table; the commands on a study hang beside them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli import case_commands, sheet_commands
from consilience.cli.output import (
    AsJson,
    EncodingOption,
    SheetOption,
    message_language,
    said,
    say,
    table_text,
)

if TYPE_CHECKING:
    import pandas as pd

    from consilience.results import Result

app = typer.Typer(
    help="Coding of interviews and documents; agreement and saturation also without a study.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

app.add_typer(case_commands.app, name="case")
app.add_typer(sheet_commands.app, name="sheet")

UnitTable = Annotated[Path, typer.Argument(help="A CSV or xlsx file, one row a unit.")]
SourceTable = Annotated[Path, typer.Argument(help="A CSV or xlsx file, one row a source.")]


@app.command()
def agreement(
    table: UnitTable,
    coders: Annotated[str, typer.Option(help="The columns of the coders, with commas.")],
    unit: Annotated[str, typer.Option(help="What one row is: sentence, turn, ...")] = "row",
    level: Annotated[str, typer.Option(help="nominal, ordinal, interval or ratio.")] = "nominal",
    values: Annotated[str, typer.Option(help="The whole scale in its order, with commas.")] = "",
    separator: Annotated[
        str | None, typer.Option(help="Cells hold several codes, parted by this, such as ;")
    ] = None,
    unit_names: Annotated[str | None, typer.Option(help="Column with the names of units.")] = None,
    sources: Annotated[
        str | None, typer.Option(help="Column with the source of each unit: resample sources.")
    ] = None,
    bootstraps: Annotated[int, typer.Option(help="Resamples of the intervals; 0 for none.")] = 1000,
    confidence: Annotated[float, typer.Option(help="What the intervals cover.")] = 0.95,
    seed: Annotated[int, typer.Option(help="Same seed, same intervals.")] = 0,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    disagreements: Annotated[
        bool, typer.Option("--disagreements", help="Also list the units on which coders differ.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Measure the agreement of coders by several coefficients, pooled and for each code."""
    from consilience import analysis, formats

    read = formats.read_table(table, sheet=sheet, encoding=encoding)
    several = separator is not None
    cells = formats.to_label_frame(read, _names(coders), unit_names, blanks=several)
    of_unit = None if sources is None else [str(cell).strip() for cell in read.column(sources)]
    settings: dict[str, Any] = {
        "unit": unit,
        "sources": of_unit,
        "bootstraps": bootstraps,
        "confidence": confidence,
        "seed": seed,
    }
    if separator is None:
        scale = _scale(values, cells)
        found = analysis.plain_codings.agreement(cells, level, scale, settings)
    else:
        found = analysis.plain_codings.agreement_of_codes(cells, separator, settings)
        cells = analysis.plain_codings.code_sets(cells, separator, said("no_code"))
    listed = analysis.plain_codings.disagreements(cells, unit)
    shown = _lines(found, table_text(analysis.plain_codings.with_intervals(found)))
    if disagreements:
        title = said("disagreements", count=len(listed.units))
        shown = "\n".join([shown, title, listed.to_frame().to_string(index=False)])
    say({"agreement": found.to_dict(), "disagreements": listed.to_dict()}, shown, as_json=as_json)


@app.command()
def saturation(
    table: SourceTable,
    source: Annotated[str | None, typer.Option(help="Column with the names of sources.")] = None,
    code: Annotated[
        str | None, typer.Option(help="Column with the code, where one row is one coding.")
    ] = None,
    base: Annotated[int, typer.Option(help="Base size.")] = 4,
    run: Annotated[int, typer.Option(help="Run length.")] = 2,
    threshold: Annotated[float, typer.Option(help="Largest share of new codes, 0 to 1.")] = 0.05,
    orders: Annotated[int, typer.Option(help="Random orders of the sources.")] = 1000,
    seed: Annotated[int, typer.Option(help="Same seed, same orders.")] = 0,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Say after how many sources new ones stopped to add codes."""
    from consilience import analysis, formats

    read = formats.read_table(table, sheet=sheet, encoding=encoding)
    settings: dict[str, Any] = {
        "base": base,
        "run": run,
        "threshold": threshold,
        "orders": orders,
        "seed": seed,
    }
    if code is None:
        frame = formats.to_numeric_frame(read, None, case_column=source)
        found = analysis.plain_codings.saturation_of_counts(frame, settings)
    else:
        column = source or "source"
        cells = formats.to_label_frame(read, [column, code])
        found = analysis.plain_codings.saturation_of_codings(cells, column, code, settings)
    status = said(f"saturation_{found.status.replace(' ', '_')}", statement=found.statement)
    frames = [table_text(found.to_frame()), table_text(found.sensitivity_frame())]
    say(found.to_dict(), _lines(found, "\n".join([status, *frames])), as_json=as_json)


def _names(given: str) -> list[str]:
    return [name.strip() for name in given.replace("，", ",").split(",") if name.strip()]


def _scale(given: str, cells: pd.DataFrame) -> list[Any] | None:
    """Return the scale as numbers where the codings are numbers."""
    names = _names(given)
    if not names:
        return None
    if all(kind.kind == "f" for kind in cells.dtypes):
        return [float(name) if _is_number(name) else name for name in names]
    return list(names)


def _is_number(part: str) -> bool:
    try:
        float(part)
    except ValueError:
        return False
    return True


def _lines(found: Result, shown: str) -> str:
    return "\n".join([shown, *(note.sentence(message_language()) for note in found.notes)])
