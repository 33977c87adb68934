"""Commands that bring games into a study, list them and write them out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from consilience.cli.coding_output import ActorOption, make
from consilience.cli.game_commands import app
from consilience.cli.game_files import GamePath, said
from consilience.cli.import_output import say_dry_run
from consilience.cli.output import (
    AsJson,
    EncodingOption,
    SheetOption,
    StudyPath,
    message_language,
    say,
)


@app.command(name="import")
def import_(
    study: StudyPath,
    game: GamePath,
    code: Annotated[str, typer.Option(help="Code of the game; else the file's name.")] = "",
    title: Annotated[str, typer.Option(help="What the game is about.")] = "",
    title_zh: Annotated[str, typer.Option(help="The same in Chinese.")] = "",
    parameters: Annotated[
        Path | None, typer.Option(help="CSV or xlsx, one row a parameter.")
    ] = None,
    columns: Annotated[
        Path | None, typer.Option(help="TOML file: what the columns of parameters hold.")
    ] = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    actor: ActorOption = "",
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what it would do.")] = False,
    as_json: AsJson = False,
) -> None:
    """Import a game and what its parameters rest on; the engine checks every cell before."""
    from consilience import game_workflow
    from consilience.study import open_study

    given = game_workflow.GameImport(
        path=game,
        code=code,
        title=title,
        title_zh=title_zh,
        parameters=parameters,
        columns=columns,
        sheet=sheet,
        encoding=encoding,
        coder=actor,
    )
    with open_study(study) as store:
        edit = game_workflow.plan_game(store.study(), given)
        values = {"code": edit.values["code"], **game_workflow.counts(edit)}
        lines = [said("records", **values)]
        if dry_run:
            say_dry_run(edit, values, lines, (), as_json=as_json)
            return
        make(store, edit, actor, as_json=as_json, values=values, lines=lines)


@app.command(name="list")
def list_(study: StudyPath, *, as_json: AsJson = False) -> None:
    """List the games of a study: parties, strategies, parameters."""
    from consilience import game_workflow
    from consilience.study import open_study

    with open_study(study) as store:
        rows = game_workflow.game_rows(store.study())
    lines = []
    for row in rows:
        parties = [f"{name} ({' / '.join(played)})" for name, played in row["parties"].items()]
        title = row["title_zh"] if message_language() == "zh" else ""
        lines.append(f"{row['code']}  {title or row['title']}")
        lines += [f"  {party}" for party in parties]
        lines.append(said("parameters", names=row["parameters"]))
    say({"games": rows}, "\n".join(lines) or said("no_games"), as_json=as_json)


@app.command()
def export(
    study: StudyPath,
    code: Annotated[str, typer.Argument(help="Code of the game.")],
    file: Annotated[Path, typer.Argument(help="Where it goes, as TOML.")],
) -> None:
    """Write the payoff table of a game of a study, as the game commands read it."""
    from consilience.study import open_study

    with open_study(study) as store:
        table = store.study().game(code).table
    file.write_text(f"{table}\n", encoding="utf-8")
    say(str(file), said("written", file=file), as_json=False)
