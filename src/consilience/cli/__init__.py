"""The command ``consilience``: one short function a command; engines load inside them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from consilience.cli import (
    audit_commands,
    codebook_commands,
    coding_commands,
    coding_span_commands,
    evidence_commands,
    exchange_commands,
    game_check_commands,
    game_commands,
    game_draw_commands,
    game_network_commands,
    game_record_commands,
    game_sweep_commands,
    game_variation_commands,
    network_commands,
    network_drawing_commands,
    network_evolution_commands,
    network_graph_commands,
    network_name_commands,
    network_project_commands,
    network_record_commands,
    network_screening_commands,
    qca_commands,
    recipe_commands,
    round_commands,
    script_commands,
    source_commands,
    stage_commands,
    stage_drawing_commands,
    study_commands,
    survey_commands,
    text_commands,
    value_commands,
    value_core_commands,
    value_drawing_commands,
    value_game_commands,
    value_partner_commands,
    value_plan_commands,
    value_record_commands,
)
from consilience.cli.output import AsJson, fail, message_language, said, say, tell
from consilience.errors import ConsilienceError, DataError, system_reason
from consilience.texts import text
from consilience.version import __version__

app = typer.Typer(
    help="From tables of cases to causal paths, with every number traced to its rows.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)


INTERRUPTED = 130  # what shells expect after Ctrl-C

# the parent of typer's own error stands for every slip in names and values of options
_USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]


_USAGE_KINDS = {"MissingParameter": "missing", "NoSuchOption": "unknown", "BadParameter": "value"}


def main() -> None:
    """Run the command; every error that a user can mend is one sentence and exit code 2."""
    try:
        code = app(standalone_mode=False)
    except ConsilienceError as error:
        fail(error.sentence(message_language()))
    except _USAGE_ERROR as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # not a slip: a question for help
            sys.stderr.write(f"{error}\n")
            sys.exit(2)
        fail(_usage_sentence(error))
    except OSError as error:
        values = {"problem": system_reason(error), "path": error.filename}
        fail(text("cli.error.system", message_language(), **values))
    if code == INTERRUPTED:
        sys.stderr.write(text("cli.error.interrupted", message_language()) + "\n")
    sys.exit(code)


def _usage_sentence(error: Exception) -> str:
    message = getattr(error, "format_message", error.__str__)
    kind = _USAGE_KINDS.get(type(error).__name__, "other")
    option = getattr(getattr(error, "param", None), "opts", [getattr(error, "option_name", "")])[0]
    values = {"message": str(message()), "option": option}
    return text(f"cli.usage.{kind}", message_language(), **values)


def _show_version(*, value: bool) -> None:
    if value:
        sys.stdout.write(f"consilience {__version__}\n")
        raise typer.Exit


@app.callback()
def start(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """From tables of cases to causal paths, with every number traced to its rows."""


@app.command()
def demo(
    folder: Annotated[Path, typer.Option(help="Where the studies and their reports go.")] = Path(
        "consilience-demo"
    ),
    *,
    as_json: AsJson = False,
) -> None:
    """Build, run and report a study of 60 real collaborations, and a constructed one with texts."""
    from consilience import workflow

    files = [str(path) for path in workflow.demo(folder, tell)]
    say({"files": files}, "\n".join(files), as_json=as_json)


@app.command()
def verify(
    case_database: Annotated[
        Path | None, typer.Option(help="The public file AllCases20220605.csv, needed for P3.")
    ] = None,
    emergency_networks: Annotated[
        Path | None, typer.Option(help="Folder with nodes.csv and edges.csv, needed for P11.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Recompute published results: target, published value, value here, verdict."""
    from consilience import verify as verification

    files = [None if path is None else str(path) for path in (case_database, emergency_networks)]
    found = list(verification.verify(*files))
    lines = [
        "\t".join(
            (
                c.target,
                c.name,
                c.published,
                c.recomputed,
                text(f"cli.verdict.{c.verdict}", message_language()),
            )
        )
        for c in found
    ]
    counts = {v: sum(c.verdict == v for c in found) for v in ("match", "differs", "not recomputed")}
    lines.append(said("verify", **{k.replace(" ", "_"): n for k, n in counts.items()}))
    if counts["not recomputed"]:
        lines.append(said("verify_missing"))
    say({"checks": [vars(c) for c in found], "counts": counts}, "\n".join(lines), as_json=as_json)
    if counts["differs"]:
        raise DataError("cli.error.verify", count=counts["differs"])


for flat in (study_commands.app, script_commands.app, audit_commands.studies):
    app.registered_commands.extend(flat.registered_commands)
qca_commands.app.registered_commands.extend(recipe_commands.app.registered_commands)
coding_commands.app.registered_commands.extend(evidence_commands.app.registered_commands)
coding_commands.app.registered_commands.extend(exchange_commands.app.registered_commands)
coding_commands.app.registered_commands.extend(audit_commands.app.registered_commands)
app.add_typer(qca_commands.app, name="qca")
for flat in (
    network_drawing_commands.app,
    network_record_commands.app,
    network_screening_commands.app,
    network_evolution_commands.app,
    network_graph_commands.app,
    network_project_commands.app,
    network_name_commands.app,
):
    network_commands.app.registered_commands.extend(flat.registered_commands)
app.add_typer(network_commands.app, name="network")
for flat in (coding_span_commands.app, text_commands.app):
    coding_commands.app.registered_commands.extend(flat.registered_commands)
for name, commands in (
    ("source", source_commands.app),
    ("codebook", codebook_commands.app),
    ("memo", coding_span_commands.memos),
    ("round", round_commands.app),
):
    coding_commands.app.add_typer(commands, name=name)
app.add_typer(coding_commands.app, name="coding")
app.add_typer(survey_commands.app, name="survey")
app.add_typer(game_commands.app, name="game")
app.add_typer(value_commands.app, name="value")
app.add_typer(stage_commands.app, name="stage")
