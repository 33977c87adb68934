"""Commands on games whose parameters vary: maps, factors, tipping points, uncertainty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from consilience.cli.game_check_commands import Assume, Effort
from consilience.cli.game_commands import app
from consilience.cli.game_files import GamePath, Start, Value, pairs, read_game, said, table_text
from consilience.cli.output import AsJson, EncodingOption
from consilience.cli.plain_tables import answer, names, numbers

if TYPE_CHECKING:
    from consilience.analysis.plain_games import Game

Target = Annotated[str, typer.Option(help="A strategy of each population, with commas.")]
Uncertain = Annotated[
    list[str],
    typer.Option(
        help="NAME=LOW:HIGH, or NAME=normal:MEAN:SD, lognormal:MEDIAN:SIGMA, "
        "triangular:LOW:MODE:HIGH, beta:A:B, values:V:V:V; repeat for several."
    ),
]
Seed = Annotated[int, typer.Option(help="Seed of the draws.")]


@app.command("map")
def stability_map(
    game: GamePath,
    x: Annotated[str, typer.Argument(help="The first parameter.")],
    y: Annotated[str, typer.Argument(help="The second parameter.")],
    x_range: Annotated[str, typer.Option(help="LOW:HIGH of the first.")],
    y_range: Annotated[str, typer.Option(help="LOW:HIGH of the second.")],
    value: Value = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Divide the plane of two parameters by what is stable, with the borders as formulas."""
    from consilience.analysis import plain_games

    values = pairs(value, "--value")
    spans = x_range.split(":"), y_range.split(":")
    whole = _with(game, {x: spans[0][0], y: spans[1][0]}, values, encoding)
    found = plain_games.stability_map(whole, x, y, *spans, values)
    lines = [
        said("border", formula=item.formula, who=item.party.population)
        for item in found.borders
        if item.formula
    ]
    answer(found, "\n".join([table_text(found), "", *lines]), as_json=as_json)


@app.command()
def factors(
    game: GamePath,
    target: Target,
    assume: Assume = None,
    value: Value = None,
    effort: Effort = 200,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Say of each parameter whether it makes the target more stable, and how strongly."""
    from consilience.analysis import plain_games

    values = pairs(value, "--value")
    whole = read_game(game, values, encoding)
    given = (whole, names(target) or [], values, assume or [])
    found = plain_games.factors(*given, effort=effort)
    answer(found, table_text(found), as_json=as_json)


@app.command()
def tipping(
    game: GamePath,
    start: Start,
    value: Value = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Say where today's state leads, and how far each share is from leading elsewhere."""
    from consilience.analysis import plain_games

    values = pairs(value, "--value")
    found = plain_games.separatrix(read_game(game, values, encoding), numbers(start), values)
    end = said("end", profile=found.end) if found.end else said("no_end")
    answer(found, f"{table_text(found)}\n{end}", as_json=as_json)


@app.command()
def border(
    game: GamePath,
    steps: Annotated[int, typer.Option(help="Lines of the grid in each direction.")] = 16,
    value: Value = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Find the border between basins as points, for two to four parties of two strategies."""
    from consilience.analysis import plain_games

    values = pairs(value, "--value")
    found = plain_games.border_surface(read_game(game, values, encoding), values, steps=steps)
    answer(found, table_text(found), as_json=as_json)


@app.command()
def simulate(
    game: GamePath,
    start: Start,
    until: Annotated[float, typer.Option(help="The last time.")],
    dynamics: Annotated[
        str,
        typer.Option(
            help="replicator, logit, best response, replicator-mutator, mutation, ito or delay."
        ),
    ],
    level: Annotated[
        float | None, typer.Option(help="Noise, mutation rate or delay, as the dynamics needs.")
    ] = None,
    runs: Annotated[int, typer.Option(help="How many paths of ito.")] = 1,
    prospect: Annotated[
        str,
        typer.Option(
            help="Payoffs valued as REFERENCE:GAINS:LOSSES:AVERSION, as 0:0.88:0.88:2.25."
        ),
    ] = "",
    seed: Seed = 0,
    value: Value = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Follow the same game under other dynamics than the replicator's."""
    from consilience.analysis import plain_games

    values = pairs(value, "--value")
    found = plain_games.simulate(
        plain_games.valued(read_game(game, values, encoding), prospect),
        numbers(start),
        plain_games.times_until(until),
        dynamics,  # type: ignore[arg-type]  # the engine refuses what is none
        values,
        level=level,
        runs=runs,
        seed=seed,
    )
    answer(found, table_text(found), as_json=as_json)


@app.command()
def probability(
    game: GamePath,
    target: Target,
    uncertain: Uncertain,
    samples: Annotated[int, typer.Option(help="Number of draws.")] = 100_000,
    seed: Seed = 0,
    value: Value = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Estimate how likely the target is stable, where parameters are uncertain."""
    from consilience.analysis import plain_games

    values, spreads = pairs(value, "--value"), pairs(uncertain, "--uncertain")
    found = plain_games.stability_probability(
        _with(game, dict.fromkeys(spreads, "0"), values, encoding),
        names(target) or [],
        {name: plain_games.spread_of(spread) for name, spread in spreads.items()},
        values,
        samples=samples,
        seed=seed,
    )
    lines = [
        said(key, value=chance.value, low=chance.low, high=chance.high)
        for key, chance in (("probability", found.stable), ("probability_only", found.only))
    ]
    answer(found, "\n".join([table_text(found), *lines]), as_json=as_json)


@app.command()
def sobol(
    game: GamePath,
    target: Target,
    uncertain: Uncertain,
    measure: Annotated[str, typer.Option(help="stable, only, margin or basin.")] = "stable",
    samples: Annotated[
        int | None, typer.Option(help="Rows of each block, a power of 2; 8192, or 256 for basin.")
    ] = None,
    seed: Seed = 0,
    value: Value = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Estimate which uncertain parameters decide whether the target is stable."""
    from consilience.analysis import plain_games

    values, spreads = pairs(value, "--value"), pairs(uncertain, "--uncertain")
    found = plain_games.sobol_indices(
        _with(game, dict.fromkeys(spreads, "0"), values, encoding),
        names(target) or [],
        {name: plain_games.spread_of(spread) for name, spread in spreads.items()},
        values,
        measure=measure,  # type: ignore[arg-type]  # the engine refuses what is none
        samples=samples,
        seed=seed,
    )
    answer(found, table_text(found), as_json=as_json)


@app.command()
def tornado(
    game: GamePath,
    target: Target,
    ranges: Annotated[list[str], typer.Option("--range", help="NAME=LOW:HIGH; repeat.")],
    value: Value = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Move one parameter at a time through its range and look at the margin of the target."""
    from consilience.analysis import plain_games

    values = pairs(value, "--value")
    ends = {name: written.split(":") for name, written in pairs(ranges, "--range").items()}
    found = plain_games.tornado(
        read_game(game, values, encoding), names(target) or [], ends, values
    )
    answer(found, table_text(found), as_json=as_json)


def _with(
    game: GamePath, varying: dict[str, str], values: dict[str, str], encoding: str | None
) -> Game:
    """Read a game; a plain table also has the parameters that vary."""
    return read_game(game, {**varying, **values}, encoding)
