"""Commands that bring records of value into a study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from consilience.cli.coding_output import ActorOption, make
from consilience.cli.import_output import say_dry_run, told_import
from consilience.cli.output import AsJson, EncodingOption, SheetOption, StudyPath
from consilience.cli.value_commands import app


@app.command(name="import")
def import_(
    study: StudyPath,
    file: Annotated[Path, typer.Argument(help="CSV or xlsx, one record a row, or a matrix.")],
    shape: Annotated[
        str,
        typer.Option(
            "--as",
            help="What a row is: propositions, worths, contributions, indicators, readings, "
            "sharing, transitions, measures.",
        ),
    ],
    columns: Annotated[Path | None, typer.Option(help="TOML file: what columns hold.")] = None,
    source: Annotated[str, typer.Option(help="Code of the source; else the file's name.")] = "",
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    actor: ActorOption = "",
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what it would do.")] = False,
    as_json: AsJson = False,
) -> None:
    """Import records of value; every row ends as a record or in the log of exclusions."""
    from consilience import network_workflow
    from consilience.study import open_study

    given = network_workflow.AllianceFile(
        path=file, shape=shape, columns=columns, source=source, sheet=sheet, encoding=encoding
    )
    with open_study(study) as store:
        before = store.study()
        table, mapping = network_workflow.read_value(given)
        plan = network_workflow.plan_value(before, table, mapping, given, actor)
        values, lines = told_import(before, plan, mapping)
        notes = [(table.file_name, note) for note in table.notes]
        if dry_run:
            say_dry_run(plan.edit, values, lines, notes, as_json=as_json)
            return
        make(store, plan.edit, actor, as_json=as_json, values=values, lines=lines, of_files=notes)
