"""Commands that hold what a paper says about a game against the game."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from consilience.cli.game_commands import app
from consilience.cli.game_files import GamePath, Value, pairs, read_game, said, table_text
from consilience.cli.output import AsJson, EncodingOption, message_language, report_language, say
from consilience.cli.plain_tables import answer, names
from consilience.errors import DataError

if TYPE_CHECKING:
    from consilience.results import Result

Assume = Annotated[
    list[str] | None, typer.Option(help='An inequality, such as "0 < a < 1"; repeat for several.')
]
Effort = Annotated[int, typer.Option(help="Into how many parts ranges are cut for one question.")]


@app.command()
def scenarios(
    game: GamePath,
    assume: Assume = None,
    value: Value = None,
    effort: Effort = 200,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """List what can be stable at once as parameters vary, with a witness or a proof for each."""
    from consilience.analysis import plain_games

    values = pairs(value, "--value")
    whole = read_game(game, values, encoding, assume or [])
    found = plain_games.scenarios(whole, assume or [], values, effort=effort)
    answer(found, table_text(found), as_json=as_json)


@app.command()
def check(
    game: GamePath,
    scenario: Annotated[
        list[str] | None,
        typer.Option(help='NAME: INEQUALITY; INEQUALITY, such as "1: R > C; W > 0"; repeat.'),
    ] = None,
    claim: Annotated[
        list[str] | None,
        typer.Option(help="STRATEGY,STRATEGY: KIND; a share may stand for a strategy; repeat."),
    ] = None,
    assume: Assume = None,
    value: Value = None,
    effort: Effort = 200,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Check scenarios (inequalities) and claims (kinds of rest points) as a paper lists them."""
    from consilience.analysis import plain_games

    values = pairs(value, "--value")
    rows = {name: parts.split(";") for name, parts in map(_divided, scenario or [])}
    named = [*(assume or []), *(part for parts in rows.values() for part in parts)]
    whole = read_game(game, values, encoding, named)
    found: dict[str, Result] = {}
    if rows:
        found["scenarios"] = plain_games.check_scenarios(whole, rows, assume or [], effort=effort)
    if claim:
        entries = [{"point": names(point), "kind": kind} for point, kind in map(_divided, claim)]
        found["claims"] = plain_games.check_claims(whole, entries, values)
    if not found:
        raise DataError("games.check_nothing")
    notes = [note for part in found.values() for note in part.notes]
    said_notes = dict.fromkeys(note.sentence(message_language()) for note in notes)
    lines = [*(table_text(part) for part in found.values()), *said_notes, *_covered(found)]
    say({name: part.to_dict() for name, part in found.items()}, "\n".join(lines), as_json=as_json)


@app.command()
def tables(
    game: GamePath,
    output: Annotated[Path, typer.Option(help="A .docx, .xlsx, .tex or .md file.")],
    language: Annotated[str, typer.Option(help="en or zh.")] = "en",
    value: Value = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Write payoffs, replicator equations and conditions as tables for a paper."""
    from consilience.report.exports.game_tables import export_game

    values = pairs(value, "--value")
    shown = report_language(language)
    content = export_game(
        read_game(game, values, encoding), output.suffix.lstrip(".").lower(), shown, values
    )
    output.write_bytes(content)
    say({"file": str(output)}, said("written", file=output), as_json=as_json)


def _divided(written: str) -> tuple[str, str]:
    name, colon, rest = written.replace("\uff1a", ":").partition(":")
    if not colon:
        raise DataError("games.check_colon", written=written)
    return name.strip(), rest.strip()


def _covered(found: dict[str, Result]) -> list[str]:
    if "scenarios" not in found:
        return []
    part = found["scenarios"].to_dict()
    answers = {name: said(f"answer_{part[name]}") for name in ("exclusive", "exhaustive")}
    return [said("covered", **answers)]
