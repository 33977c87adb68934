"""The figures of a game, with the names of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience import plots
from consilience.analysis import gains_on_grid, study_game
from consilience.report.blocks import Gallery
from consilience.report.game_words import GameWords, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from consilience.games import Thresholds
    from consilience.plots import Figure

_MOST_STRIPS = 8
_MOST_SETS = 26  # letters of the figure


def threshold_strips(words: GameWords, looked: Sequence[Thresholds]) -> list[Gallery]:
    """Return strips of the first parameters whose sets of stable states have letters enough."""
    chosen: list[Thresholds] = []
    sets: set[object] = set()
    for one in looked[:_MOST_STRIPS]:
        sets |= {item.stable for item in one.intervals}
        if len(sets) > _MOST_SETS:
            break
        chosen.append(words.renamed(one))
    if not chosen:
        return []
    today = {one.parameter: words.found.number_of(one.parameter).number for one in chosen}
    return _shown(plots.threshold_figure(chosen, today=today, key=f"figure-{words.key}-thresholds"))


def map_figure(words: GameWords) -> list[Gallery]:
    """Return the map of two parameters with today's values."""
    found = words.found
    if found.map is None:
        return []
    today = [found.number_of(name).number for name in (found.map.x, found.map.y)]
    key = f"figure-{words.key}-map"
    return _shown(plots.stability_map_figure(words.renamed(found.map), today=today, key=key))


def motion_figure(words: GameWords) -> list[Gallery]:
    """Return phase plane, triangle or cube with rest points, paths, border and today's state."""
    found, key = words.found, f"figure-{words.key}-motion"
    if found.paths is None:
        return []
    names = [words.name(name) for name in found.populations]
    strategies = [[words.name(one) for one in row] for row in found.strategies]
    points = _points(words)
    today = _today(words)
    border = found.separatrix.curve if found.separatrix else ()
    sizes = tuple(len(row) for row in found.strategies)
    if sizes == (2, 2):
        game = study_game(words.context.study, found.code)
        return _shown(
            plots.phase_figure(
                names,
                strategies,
                gains_on_grid(game.game, game.values),
                points=points,
                paths=found.paths.shares,
                separatrix=border,
                today=today,
                key=key,
            )
        )
    if sizes == (3,):
        return _shown(
            plots.simplex_figure(
                names[0],
                strategies[0],
                points=points,
                paths=found.paths.shares,
                separatrix=border,
                today=today,
                key=key,
            )
        )
    if sizes != (2, 2, 2):
        return []
    ends = [[words.name(one) for one in end] for end in found.paths.ends]
    cube = plots.paths_figure(
        names, strategies, found.paths.shares, points=points, ends=ends, today=today, key=key
    )
    return _shown(cube)


def curves_figure(words: GameWords) -> list[Gallery]:
    """Return the shares over time for values of the key parameter."""
    found = words.found
    if not found.curves:
        return []
    now = words.say("today")
    curves = {
        (
            f"{item.parameter} = {short(item.value)}" + (f" ({now})" if item.now else "")
            if item.parameter
            else now
        ): item.path.shares
        for item in found.curves
    }
    figure = plots.trajectory_figure(
        found.curves[0].path.times,
        curves,
        [words.name(name) for name in found.populations],
        [[words.name(one) for one in row] for row in found.strategies],
        key=f"figure-{words.key}-curves",
    )
    return _shown(figure)


def basin_figure(words: GameWords) -> list[Gallery]:
    """Return the shares of starts that reach each stable state."""
    found = words.found.basins
    if found is None or not found.basins:
        return []
    return _shown(plots.basin_figure(words.renamed(found), key=f"figure-{words.key}-basins"))


def tornado_figure(words: GameWords) -> list[Gallery]:
    """Return what each uncertain number does to the margin."""
    found = words.found.tornado
    if found is None:
        return []
    return _shown(plots.tornado_figure(words.renamed(found), key=f"figure-{words.key}-tornado"))


def sobol_figure(words: GameWords) -> list[Gallery]:
    """Return which uncertain numbers decide."""
    found = words.found.sobol
    if found is None:
        return []
    return _shown(plots.sobol_figure(words.renamed(found), key=f"figure-{words.key}-sobol"))


def stability_figure(words: GameWords) -> list[Gallery]:
    """Return what each party gains or loses by leaving each vertex."""
    found = words.found
    if found.missing:
        return []
    basins = words.renamed(found.basins) if found.basins else None
    figure = plots.stability_figure(
        words.renamed(found.vertices), basins=basins, key=f"figure-{words.key}-stability"
    )
    return _shown(figure)


def _shown(figure: Figure) -> list[Gallery]:
    return [Gallery((figure,))]


def _points(words: GameWords) -> list[tuple[NDArray[np.float64], str]]:
    found = words.found.equilibria
    points = found.points if found else ()
    return [(np.concatenate(item.shares), item.kind) for item in points]


def _today(words: GameWords) -> tuple[float, ...]:
    return tuple(share for row in words.found.start for share in row)
