"""Commands that bring records of cooperation into a study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from consilience.cli.coding_output import ActorOption, make
from consilience.cli.import_output import say_dry_run, told_import
from consilience.cli.output import AsJson, EncodingOption, SheetOption, StudyPath

app = typer.Typer(rich_markup_mode=None)


@app.command(name="import")
def import_(
    study: StudyPath,
    file: Annotated[Path, typer.Argument(help="CSV, xlsx, or an export of references.")],
    shape: Annotated[
        str | None,
        typer.Option(
            "--as",
            help="What a row is: memberships, projects, ties, organisations, resources, routines.",
        ),
    ] = None,
    columns: Annotated[Path | None, typer.Option(help="TOML file: what columns hold.")] = None,
    source: Annotated[str, typer.Option(help="Code of the source; else the file's name.")] = "",
    since: Annotated[str, typer.Option(help="Leave out what ended before this date.")] = "",
    until: Annotated[str, typer.Option(help="Leave out what began after this date.")] = "",
    at_least_parties: Annotated[int, typer.Option(help="Least number of parties.")] = 1,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    actor: ActorOption = "",
    *,
    dated: Annotated[bool, typer.Option("--dated", help="Leave out what has no date.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what it would do.")] = False,
    as_json: AsJson = False,
) -> None:
    """Import records of an alliance; every row ends as a record or in the log of exclusions."""
    from consilience import network_workflow
    from consilience.study import open_study

    criteria = network_workflow.criteria_of(since, until, at_least_parties, dated=dated)
    given = network_workflow.AllianceFile(
        path=file, shape=shape, columns=columns, source=source, sheet=sheet, encoding=encoding
    )
    with open_study(study) as store:
        before = store.study()
        table, mapping = network_workflow.read_alliance(given)
        plan = network_workflow.plan_alliance(before, table, mapping, criteria, source)
        values, lines = told_import(before, plan, mapping)
        notes = [(table.file_name, note) for note in table.notes]
        if not dry_run:
            make(
                store,
                plan.edit,
                actor,
                as_json=as_json,
                values=values,
                lines=lines,
                of_files=notes,
            )
            return
    say_dry_run(plan.edit, values, lines, notes, as_json=as_json)
