"""The command that writes a study's protocol as a script."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from consilience.cli.output import AsJson, StudyPath, say

app = typer.Typer(rich_markup_mode=None)


@app.command()
def script(
    study: StudyPath,
    folder: Annotated[Path, typer.Argument(help="Where script and data file go.")],
    language: Annotated[str, typer.Option(help="python or r.")] = "python",
    *,
    as_json: AsJson = False,
) -> None:
    """Write the protocol of a study that has been run as a script of Python or R."""
    from consilience import workflow
    from consilience.study import open_study

    with open_study(study) as store:
        files = [str(path) for path in workflow.write_scripts(store.study(), language, folder)]
    say({"files": files}, "\n".join(files), as_json=as_json)
