"""What a division of the benefit does to the game that partners play."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from consilience.cli.game_files import Value, pairs, read_game
from consilience.cli.output import AsJson, EncodingOption, message_language, say
from consilience.cli.plain_tables import numbers
from consilience.cli.value_commands import app
from consilience.cli.value_files import (
    core_lines,
    frame_of,
    said,
    sentences,
    table_text,
    texts_and_number,
)
from consilience.texts import text

if TYPE_CHECKING:
    from consilience.analysis.plain_value import SplitInGame
    from consilience.analysis.split_stability import SplitEffect


@app.command()
def stability(
    worths: Annotated[Path, typer.Argument(help="A table with the columns coalition, worth.")],
    game: Annotated[Path, typer.Argument(help="The game as JSON or TOML.")],
    share: Annotated[
        list[str],
        typer.Option(help="PARAMETER=PLAYER, or PARAMETER=surplus:PLAYER, amount:PLAYER; repeat."),
    ],
    value: Value = None,
    start: Annotated[
        str, typer.Option(help="Today's share of each first strategy, with commas.")
    ] = "",
    divisions: Annotated[
        Path | None, typer.Option(help="Own divisions: one row a player, one column a division.")
    ] = None,
    encoding: EncodingOption = None,
    *,
    synergies: Annotated[
        bool, typer.Option("--synergies", help="Own worths and synergies in place of worths.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Put divisions of the benefit into a game, and say which strategies are stable then."""
    from consilience.analysis import plain_split, plain_value

    values = pairs(value, "--value")
    found = plain_value.split_in_game(
        plain_split.worths_of(texts_and_number(worths, encoding), synergies=synergies),
        read_game(game, values, encoding),
        pairs(share, "--share"),
        values,
        numbers(start) or None,
        None if divisions is None else frame_of(divisions, encoding),
    )
    say(found.to_dict(), "\n".join(_lines(found)), as_json=as_json)


def _lines(found: SplitInGame) -> list[str]:
    language = message_language()
    named = {name: found.title(name, language) for name in found.verdicts}
    now = text("value.said.now", language)
    frame = found.stability.to_frame()
    frame["division"] = [named.get(name, now) for name in frame["division"]]
    lines = [table_text(frame), ""]
    before = found.stability.before
    if before is not None:
        lines += _effect_lines(before, now)
    for effect in found.stability.effects:
        lines += _effect_lines(effect, named[effect.division])
    return [*lines, "", *core_lines(found.verdicts, named), *sentences(found.stability)]


def _effect_lines(effect: SplitEffect, name: str) -> list[str]:
    lines = [
        said("reached", division=name, profile=profile, share=100 * basin)
        for profile, basin in zip(effect.stable, effect.basins, strict=True)
    ]
    if not effect.stable:
        lines.append(said("nothing_stable", division=name))
    lines += [said("lost", division=name, profile=profile) for profile in effect.lost]
    lines += [said("gained", division=name, profile=profile) for profile in effect.gained]
    if effect.end:
        lines.append(said("leads", division=name, profile=effect.end))
    return lines
