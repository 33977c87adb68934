"""Commands on which collaborations are in a study and why, and on what was told of them."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from consilience.cli.coding_output import ActorOption, make
from consilience.cli.output import AsJson, StudyPath, message_language, say
from consilience.texts import text

if TYPE_CHECKING:
    import pandas as pd

    from consilience.analysis.inclusion import Inclusion, RowFate

app = typer.Typer(rich_markup_mode=None)

Code = Annotated[str, typer.Argument(help="Code of the collaboration.")]
CsvOption = Annotated[Path | None, typer.Option("--csv", help="CSV file to write the list to.")]


@app.command()
def inclusion(
    study: StudyPath,
    csv: CsvOption = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="List the rows that are kept, too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what became of every row that was imported: read, duplicate, excluded and why, kept."""
    from consilience.analysis.inclusion import inclusion as flow_of
    from consilience.study import open_study

    with open_study(study) as store:
        found = flow_of(store.study())
    lines = _flow_lines(found)
    lines += [_row_line(one) for one in found.rows if every or one.state != "kept"]
    if csv is not None:
        write_csv(csv, found.to_frame())
        lines.append(told("written", path=csv))
    say(dataclasses.asdict(found), "\n".join(lines), as_json=as_json)


@app.command()
def exclude(
    study: StudyPath,
    code: Code,
    reason: Annotated[str, typer.Option(help="Why.")],
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Leave a collaboration out of every analysis, with the reason; it stays in the study."""
    from consilience.study import edits, open_study

    with open_study(study) as store:
        edit = edits.exclude_collaboration(store.study(), code, reason)
        make(store, edit, actor, as_json=as_json)


@app.command()
def include(
    study: StudyPath, code: Code, actor: ActorOption = "", *, as_json: AsJson = False
) -> None:
    """Take a collaboration that was excluded into the analyses again."""
    from consilience.study import edits, open_study

    with open_study(study) as store:
        make(store, edits.include_collaboration(store.study(), code), actor, as_json=as_json)


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """Write a frame as a CSV file that no spreadsheet takes for formulas."""
    from consilience.report.exports.comma import to_csv
    from consilience.report.tables import Cell, Row, Table

    rows = tuple(
        Row(tuple(Cell(_shown(value)) for value in row))
        for row in frame.itertuples(index=False, name=None)
    )
    table = Table("list", tuple(Cell(str(name)) for name in frame.columns), rows, "")
    path.write_text(to_csv(table), encoding="utf-8", newline="")


def told(key: str, **values: object) -> str:
    """Return a sentence of these commands; the values fill its named blanks."""
    return text(f"records.said.{key}", message_language(), **values)


def _shown(value: object) -> str:
    return "" if value is None or value != value else str(value)  # noqa: PLR0124 (NaN)


def _flow_lines(found: Inclusion) -> list[str]:
    if not found.flows:
        return [told("no_records")]
    lines = []
    for flow in found.flows:
        lines.append(told("flow", **dataclasses.asdict(flow)))
        for reason, count in flow.reasons:
            words = text(f"records.reason.{reason}", message_language())
            lines.append(told("reason", count=count, reason=words))
    excluded = len(found.excluded_collaborations)
    lines.append(told("totals", collaborations=found.collaborations, excluded=excluded))
    return lines


def _row_line(one: RowFate) -> str:
    from consilience.study.edits import told_reason

    key = {"kept": "kept_row", "excluded by a person": "person_row"}.get(one.state, "left_row")
    if one.of:
        key = "duplicate_row"
    values = dataclasses.asdict(one) | {"reason": told_reason(one.reason, message_language())}
    return told(key, **values)
