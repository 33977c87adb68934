"""Evolutionary games on plain files, without a study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from consilience.cli.game_files import (
    GamePath,
    Start,
    Value,
    pairs,
    read_game,
    said,
    table_text,
)
from consilience.cli.output import AsJson, EncodingOption, message_language, say
from consilience.cli.plain_tables import answer, names, numbers

if TYPE_CHECKING:
    from consilience.analysis.plain_games import Mechanism, Stability, Thresholds

app = typer.Typer(
    help="Evolutionary games on plain files, without a study.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command()
def stable(
    game: GamePath, value: Value = None, encoding: EncodingOption = None, *, as_json: AsJson = False
) -> None:
    """Say what is stable, under which conditions, and which other rest points there are."""
    from consilience.analysis import plain_games

    values = pairs(value, "--value")
    found = plain_games.stability(read_game(game, values, encoding), values)
    parts = {name: part.to_dict() for name, part in vars(found).items() if part is not None}
    say(parts, "\n".join(_stable_lines(found)), as_json=as_json)


@app.command()
def thresholds(
    game: GamePath,
    parameter: Annotated[str, typer.Argument(help="The parameter that moves.")],
    low: Annotated[str, typer.Option(help="Its lowest value.")],
    high: Annotated[str, typer.Option(help="Its highest value.")],
    value: Value = None,
    start: Start = "",
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Find between which values of a parameter what is stable, and who leaves at each end."""
    from consilience.analysis import plain_games

    values = pairs(value, "--value")
    whole = read_game(game, {**values, parameter: low}, encoding)
    found = plain_games.thresholds(whole, parameter, (low, high), values, numbers(start) or None)
    answer(found, "\n".join(_threshold_lines(found)), as_json=as_json)


@app.command()
def path(
    game: GamePath,
    start: Start,
    until: Annotated[float, typer.Option(help="The last time.")],
    rows: Annotated[int, typer.Option(help="How many times are shown.")] = 11,
    value: Value = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Follow the replicator dynamics from one start."""
    from consilience.analysis import plain_games

    values = pairs(value, "--value")
    whole = read_game(game, values, encoding)
    found = plain_games.path(whole, numbers(start), until, rows, values)
    end = said("end", profile=found.end) if found.end else said("no_end")
    answer(found, f"{table_text(found)}\n{end}", as_json=as_json)


@app.command()
def basins(
    game: GamePath,
    samples: Annotated[int, typer.Option(help="Number of starts.")] = 10_000,
    seed: Annotated[int, typer.Option(help="Seed of the starts.")] = 0,
    value: Value = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Measure from which share of all starts each stable state is reached."""
    from consilience.analysis import plain_games

    values = pairs(value, "--value")
    found = plain_games.basins(read_game(game, values, encoding), values, samples, seed)
    answer(found, table_text(found), as_json=as_json)


@app.command()
def mechanism(
    game: GamePath,
    target: Annotated[str, typer.Option(help="A strategy of each population, with commas.")],
    lever: Annotated[
        list[str], typer.Option(help="NAME=LOW:HIGH or NAME=LOW:HIGH:COST; repeat for several.")
    ],
    margin: Annotated[float, typer.Option(help="What leaving must lose at least.")] = 1e-3,
    basin: Annotated[
        float | None, typer.Option(help="The share of starts that must end at the target.")
    ] = None,
    value: Value = None,
    encoding: EncodingOption = None,
    *,
    only: Annotated[
        bool, typer.Option("--only", help="Nothing else may be stable beside the target.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Find the cheapest change of levers that makes a profile stable."""
    from consilience.analysis import plain_games

    values = pairs(value, "--value")
    levers = {name: ends.split(":") for name, ends in pairs(lever, "--lever").items()}
    found = plain_games.mechanism(
        read_game(game, values, encoding),
        names(target) or [],
        levers,
        values,
        {"margin": margin, "only": only, "basin": basin},
    )
    answer(found, "\n".join(_mechanism_lines(found)), as_json=as_json)


def _stable_lines(found: Stability) -> list[str]:
    lines = [item.motion for item in found.equations.equations if item.motion]
    lines += ["", *(item.words(message_language()) for item in found.vertices.vertices), ""]
    if found.equilibria is None:
        lines.append(said("no_values"))
    else:
        lines += [table_text(found.equilibria), ""]
    shown = found.vertices.stable
    if shown:
        lines += [said("stable", profile=profile) for profile in shown]
    elif found.equilibria is not None:
        lines.append(said("none_stable"))
    notes = [*found.vertices.notes, *(found.equilibria.notes if found.equilibria else ())]
    return [*lines, *dict.fromkeys(note.sentence(message_language()) for note in notes)]


def _threshold_lines(found: Thresholds) -> list[str]:
    lines = [table_text(found), ""]
    for window in found.windows:
        lines.append(said("window", profile=window.profile, low=window.low, high=window.high))
        for key, parties in (("below", window.binding_low), ("above", window.binding_high)):
            lines += [
                said(key, who=party.population, own=party.from_strategy, other=party.to_strategy)
                for party in parties
            ]
    for switch in found.switches:
        before, after = (f"({', '.join(end)})" for end in (switch.before, switch.after))
        lines.append(said("switch", value=switch.value, before=before, after=after))
    return lines


def _mechanism_lines(found: Mechanism) -> list[str]:
    if not found.found:
        return []
    total = said("cost", cost=found.cost)
    return [table_text(found), total, *(said("stable", profile=item) for item in found.stable)]
