"""What commands on plain tables share: options, reading, answering."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.output import (
    message_language,
    say,
    table_text,
)
from consilience.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from consilience import formats
    from consilience.results import Result

Outcome = Annotated[str, typer.Option(help="Y, ~Y (negation) or Y[2] (multi-value).")]
Conditions = Annotated[str, typer.Option(help="Names with commas; all other columns if left out.")]
CaseColumn = Annotated[str | None, typer.Option(help="Column with the case names.")]
InclusionCut = Annotated[float, typer.Option(help="Lowest inclusion (consistency), 0 to 1.")]
PriCut = Annotated[float, typer.Option(help="Lowest PRI, 0 to 1.")]
ScriptOption = Annotated[str, typer.Option(help="Show a script instead: python or r.")]
FrequencyCut = Annotated[int, typer.Option(help="Fewest cases of a row.")]


def frame_of(
    table: Path,
    columns: list[str] | None,
    cases: str | None,
    sheet: str | None,
    encoding: str | None,
    *,
    needed: str = "",
) -> pd.DataFrame:
    """Return the columns of a table as numbers, by case; refuse a needed one that holds texts."""
    from consilience import formats

    read = formats.read_table(table, sheet=sheet, encoding=encoding)
    found = formats.to_numeric_frame(read, columns, case_column=cases)
    if needed in read.columns and needed not in found:
        formats.to_numeric_frame(read, [needed], case_column=cases)
    return found


def require_columns(read: formats.Table, columns: Sequence[str]) -> None:
    """Refuse a table that lacks a column, by the words of its file."""
    for name in columns:
        if name not in read.columns:
            values = {"name": name, "columns": list(read.columns)}
            raise DataError("tables.no_named_column", file=read.file_name, **values)


def memberships(
    table: Path,
    outcome: str,
    conditions: str,
    cases: str | None,
    sheet: str | None,
    encoding: str | None,
) -> pd.DataFrame:
    """Return the columns of the outcome and the conditions."""
    named = names(conditions)
    name = outcome.lstrip("~").split("[")[0]
    columns = None if named is None else [*named, name]
    return frame_of(table, columns, cases, sheet, encoding, needed=name)


def names(given: str) -> list[str] | None:
    """Return names written with commas, or nothing."""
    return [name.strip() for name in given.replace("，", ",").split(",") if name.strip()] or None


def numbers(given: str) -> list[Any]:
    """Return numbers written with commas."""
    return [float(part) if _is_number(part) else part for part in names(given) or []]


def _is_number(part: str) -> bool:
    try:
        float(part)
    except ValueError:
        return False
    return True


def shown(found: Result) -> str:
    """Return a result as a table for people."""
    return table_text(found.to_frame())


def answer(found: Result, lines: str, *, as_json: bool) -> None:
    """Write a result with its notes."""
    notes = [note.sentence(message_language()) for note in found.notes]
    say(found.to_dict(), "\n".join([lines, *notes]), as_json=as_json)


def file_of(
    path: Path, frame: pd.DataFrame, sheet: str | None, encoding: str | None
) -> tuple[formats.Table, str | None]:
    """Return the table that a frame was read from, and its column with the case names."""
    from consilience import formats

    read = formats.read_table(path, sheet=sheet, encoding=encoding)
    label = str(frame.index.name)
    return read, label if label in read.columns else None


def say_script(
    language: str,
    found: Result,
    file: tuple[formats.Table, str | None],
    column: str = "value",
    *,
    as_json: bool,
) -> None:
    """Write the script that makes a result again."""
    from consilience import scripts

    table, cases = file
    if scripts.script_language(language) == "r":
        made = scripts.r_script(
            found, file=table, case_column=cases, column=column, language=message_language()
        )
    else:
        made = scripts.python_script(found, file=table, case_column=cases, column=column)
    say({"script": made}, made.removesuffix("\n"), as_json=as_json)
