"""A study's protocol as a script, and settings of R as a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from consilience.cli.output import AsJson, StudyPath, message_language, say

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


@app.command(name="from-r")
def from_r(
    script: Annotated[Path, typer.Argument(help="A script of R that uses the package QCA.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Read settings of R as a plan for a study; what is not understood is listed."""
    from consilience import scripts
    from consilience.formats.encodings import decode

    words, _, _ = decode(script.read_bytes(), script.name)
    found = scripts.read_r_settings(words)
    left = [item.sentence(message_language()) for item in found.not_understood]
    lines = [*(f"# {sentence}" for sentence in left), found.plan.removesuffix("\n")]
    say({"plan": found.plan, "not_understood": left}, "\n".join(lines), as_json=as_json)
