"""The command that draws a game: paths, phase planes, maps, thresholds, uncertainty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from consilience.cli.game_commands import app
from consilience.cli.game_files import GamePath, Value, pairs, ranges_of, read_game
from consilience.cli.output import AsJson, EncodingOption
from consilience.cli.plain_drawings import (
    Dpi,
    LanguageOption,
    Out,
    drawing_language,
    refuse_options,
    say_figure,
)
from consilience.cli.plain_tables import names, numbers

if TYPE_CHECKING:
    from consilience.analysis.plain_game_figures import Flow
    from consilience.analysis.plain_games import Game
    from consilience.plots import Figure


@dataclass(frozen=True)
class _Asked:
    """What the figure is to show."""

    values: dict[str, str]
    starts: list[list[float]]
    until: float | None
    varied: dict[str, str]
    panels: str
    ranges: dict[str, list[str]]
    uncertain: dict[str, str]
    target: list[str]
    measure: str
    samples: int | None
    seed: int | None


@app.command()
def draw(
    game: GamePath,
    figure: Annotated[
        str,
        typer.Option(
            help="trajectories, phase, simplex, paths, map, thresholds, basins, tornado, sobol "
            "or stability."
        ),
    ],
    out: Out,
    value: Value = None,
    start: Annotated[
        list[str] | None,
        typer.Option(help="Shares of first strategies (or of all), with commas; repeat."),
    ] = None,
    until: Annotated[float | None, typer.Option(help="The last time; chosen if left out.")] = None,
    vary: Annotated[str | None, typer.Option(help="NAME=V,V,V: a curve for each value.")] = None,
    panels: Annotated[str | None, typer.Option(help="strategies or curves.")] = None,
    ranges: Annotated[
        list[str] | None, typer.Option("--range", help="NAME=LOW:HIGH; repeat for several.")
    ] = None,
    uncertain: Annotated[
        list[str] | None, typer.Option(help="As in game sobol; repeat for several.")
    ] = None,
    target: Annotated[
        str | None, typer.Option(help="A strategy of each population, with commas.")
    ] = None,
    measure: Annotated[str | None, typer.Option(help="stable, only or margin.")] = None,
    samples: Annotated[int | None, typer.Option(help="Number of starts or of rows.")] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of the starts or draws.")] = None,
    language: LanguageOption = "",
    dpi: Dpi = 300,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Draw a game as SVG, PNG or PDF."""
    from consilience.checks import choice
    from consilience.errors import ArgumentError

    chosen = drawing_language(language, "game draw")
    kind = choice(figure, _FIGURES, "--figure", "game draw")
    given = {"--start": start, "--until": until, "--vary": vary, "--panels": panels,
             "--range": ranges, "--uncertain": uncertain, "--target": target,
             "--measure": measure, "--samples": samples, "--seed": seed}  # fmt: skip
    _check(kind, given)
    if until is not None and not until > 0:
        raise ArgumentError("--until", "game draw", "above", until, limit=0)
    values, varied = pairs(value, "--value"), pairs([vary] if vary else [], "--vary")
    asked = _Asked(
        values,
        [numbers(item) for item in start or ()],
        until,
        varied,
        panels or "strategies",
        ranges_of(ranges),
        pairs(uncertain, "--uncertain"),
        names(target or "") or [],
        measure or "stable",
        samples,
        seed,
    )
    whole = read_game(game, values, encoding, [*asked.ranges, *asked.uncertain, *varied])
    say_figure(_FIGURES[kind].describe(whole, asked), out, chosen, dpi, as_json=as_json)


def _check(kind: str, given: Mapping[str, object]) -> None:
    """Refuse options that a figure has no use for, and ask for those that it needs.

    Raises
    ------
    DataError
        If there are such options.
    """
    from consilience.errors import DataError

    spec = _FIGURES[kind]
    there = [name for name, value in given.items() if value not in (None, [])]
    refuse_options(f"--figure {kind}", there, (*spec.needs, *spec.takes))
    missing = [name for name in spec.needs if name not in there]
    if missing:
        raise DataError("game_plots.missing_options", figure=kind, options=missing)


def _trajectories(game: Game, asked: _Asked) -> Figure:
    from consilience import plots
    from consilience.analysis import plain_game_figures

    given = [(name, values.split(",")) for name, values in asked.varied.items()]
    found = plain_game_figures.curves(
        game, asked.values, asked.starts, asked.until, given[0] if given else None
    )
    who = plain_game_figures.players(game)
    return plots.trajectory_figure(*found, *who, panels=asked.panels)  # type: ignore[arg-type]  # the figure refuses what is none


def _flow(game: Game, asked: _Asked) -> Flow:
    from consilience.analysis import plain_game_figures

    return plain_game_figures.flow(game, asked.values, _one_start(asked), asked.until)


def _one_start(asked: _Asked) -> list[float] | None:
    from consilience.errors import DataError

    if len(asked.starts) > 1:
        raise DataError("game_plots.one_start", count=len(asked.starts))
    return asked.starts[0] if asked.starts else None


def _phase(game: Game, asked: _Asked) -> Figure:
    from consilience import plots
    from consilience.analysis import plain_game_figures

    found = _flow(game, asked)
    return plots.phase_figure(
        found.populations,
        found.strategies,
        plain_game_figures.gains_on_grid(game, asked.values),
        points=found.points,
        paths=found.paths,
        separatrix=found.border,
        ground=found.ground,
        today=found.today,
    )


def _simplex(game: Game, asked: _Asked) -> Figure:
    from consilience import plots

    found = _flow(game, asked)
    return plots.simplex_figure(
        found.populations[0],
        found.strategies[0],
        points=found.points,
        paths=found.paths,
        separatrix=found.border,
        today=found.today,
    )


def _paths(game: Game, asked: _Asked) -> Figure:
    from consilience import plots

    found = _flow(game, asked)
    return plots.paths_figure(
        found.populations,
        found.strategies,
        found.paths,
        points=found.points,
        ends=found.ends,
        today=found.today,
    )


def _map(game: Game, asked: _Asked) -> Figure:
    from consilience import plots
    from consilience.analysis import plain_games
    from consilience.errors import DataError

    if len(asked.ranges) != 2:
        raise DataError("game_plots.two_ranges", count=len(asked.ranges))
    (x, x_ends), (y, y_ends) = asked.ranges.items()
    found = plain_games.stability_map(game, x, y, x_ends, y_ends, asked.values)
    today = _today(game, asked)
    pair = (today[x], today[y]) if x in today and y in today else None
    return plots.stability_map_figure(found, today=pair)


def _thresholds(game: Game, asked: _Asked) -> Figure:
    from consilience import plots
    from consilience.analysis import plain_games

    start = _one_start(asked)
    found = [
        plain_games.thresholds(game, name, (ends[0], ends[1]), asked.values, start)
        for name, ends in asked.ranges.items()
    ]
    return plots.threshold_figure(found, today=_today(game, asked))


def _today(game: Game, asked: _Asked) -> dict[str, float]:
    from consilience.analysis import plain_game_figures

    return plain_game_figures.values_today(game, asked.values, list(asked.ranges))


def _basins(game: Game, asked: _Asked) -> Figure:
    from consilience import plots
    from consilience.analysis import plain_games

    count = 10_000 if asked.samples is None else asked.samples
    return plots.basin_figure(plain_games.basins(game, asked.values, count, asked.seed or 0))


def _tornado(game: Game, asked: _Asked) -> Figure:
    from consilience import plots
    from consilience.analysis import plain_games

    found = plain_games.tornado(game, asked.target, asked.ranges, asked.values)
    return plots.tornado_figure(found)


def _sobol(game: Game, asked: _Asked) -> Figure:
    from consilience import plots
    from consilience.analysis import plain_games

    found = plain_games.sobol_indices(
        game,
        asked.target,
        {name: plain_games.spread_of(spread) for name, spread in asked.uncertain.items()},
        asked.values,
        measure=asked.measure,  # type: ignore[arg-type]  # the engine refuses what is none
        samples=8_192 if asked.samples is None else asked.samples,
        seed=asked.seed or 0,
    )
    return plots.sobol_figure(found)


def _stability(game: Game, asked: _Asked) -> Figure:
    from consilience import plots
    from consilience.analysis import plain_games

    found = plain_games.stability(game, asked.values)
    count = asked.samples
    basins = (
        None if count is None else plain_games.basins(game, asked.values, count, asked.seed or 0)
    )
    return plots.stability_figure(found.vertices, basins=basins)


@dataclass(frozen=True)
class _Spec:
    """How a figure is made, the options that it needs, and those that it can use."""

    describe: Callable[[Game, _Asked], Figure]
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()


_FIGURES: Mapping[str, _Spec] = {
    "trajectories": _Spec(_trajectories, ("--start",), ("--until", "--vary", "--panels")),
    "phase": _Spec(_phase, takes=("--start", "--until")),
    "simplex": _Spec(_simplex, takes=("--start", "--until")),
    "paths": _Spec(_paths, takes=("--start", "--until")),
    "map": _Spec(_map, ("--range",)),
    "thresholds": _Spec(_thresholds, ("--range",), ("--start",)),
    "basins": _Spec(_basins, takes=("--samples", "--seed")),
    "tornado": _Spec(_tornado, ("--range", "--target")),
    "sobol": _Spec(_sobol, ("--uncertain", "--target"), ("--measure", "--samples", "--seed")),
    "stability": _Spec(_stability, takes=("--samples", "--seed")),
}
