"""The border between basins of several parties, as points on the lines of a grid."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.games.game import Game
from consilience.games.motion import Motion, motion_of
from consilience.games.payoff_table import form_argument
from consilience.games.records import REFERENCES
from consilience.games.trajectories import end_names
from consilience.games.values import Values, all_values, shown_values
from consilience.results import Note, Result

_MOST = 200_000  # starts of the first look
_HALVINGS = 24
_HORIZON = 1e5
_MOST_STEPS = 20_000
_TOLERANCE = 1e-9
Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class BorderSurface(Result):
    """Points between basins: shares of all first strategies, shape (points, populations).

    Each was found by moving one population's share, the number in ``moved``; just ``below`` it on
    this line a path ends at one vertex and just ``above`` at another, () where it settles nowhere.
    ``spacing`` is the distance between neighbouring lines of the grid.
    """

    populations: tuple[str, ...]
    points: Floats
    moved: tuple[int, ...]
    below: tuple[tuple[str, ...], ...]
    above: tuple[tuple[str, ...], ...]
    spacing: float

    def to_frame(self) -> pd.DataFrame:
        """Return one row a point."""
        found = pd.DataFrame(self.points, columns=list(self.populations))
        found["moved"] = [self.populations[place] for place in self.moved]
        found["below"] = [", ".join(end) for end in self.below]
        found["above"] = [", ".join(end) for end in self.above]
        return found


def border_surface(game: Game, values: Values = None, *, steps: int = 16) -> BorderSurface:
    """Find the border between basins of populations of two strategies, such as three parties.

    Along every line of a grid, in the direction of each share, paths from 2 * steps states are
    followed; where neighbours end elsewhere, the border between them is halved to 1e-8 (a
    convention of this program). Parts of a basin thinner than that are missed.

    Parameters
    ----------
    game
        A game of two to four populations of two strategies each.
    values
        As in :meth:`Game.equilibria`.
    steps
        Lines of the grid in each direction, at least 2.

    Returns
    -------
    BorderSurface
        Points of the border with the ends on both sides; none where all paths end alike.

    Raises
    ------
    ArgumentError
        If steps is no whole number of at least 2.
    DataError
        If populations do not fit, there would be too many lines, or a value is missing.
    UnknownNameError
        If a name is no parameter.

    Examples
    --------
    >>> from consilience.games.game import EXAMPLE
    >>> found = border_surface(Game.from_dict(EXAMPLE), {"C": 7}, steps=4)
    >>> found.to_frame().head(2).round(3)
       manufacturer  supplier         moved       below                 above
    0         0.920     0.125  manufacturer  wait, wait  cooperate, cooperate
    1         0.709     0.375  manufacturer  wait, wait  cooperate, cooperate

    References
    ----------
    Hofbauer and Sigmund (1998), Evolutionary Games and Population Dynamics.
    """
    owner = "border_surface"
    form = form_argument(game, owner)
    lines = checks.whole(steps, 2, "steps", owner)
    count = len(form.populations)
    if set(form.sizes) != {2} or not 2 <= count <= 4:
        raise DataError("games.surface_populations")
    if 2 * count * lines**count > _MOST:
        raise ArgumentError("steps", owner, "surface_steps", steps, most=_MOST)
    known = all_values(form, values, owner)
    motion = motion_of(form, known)
    parts = [_along(motion, place, count, lines) for place in range(count)]
    points = np.concatenate([part[0] for part in parts])
    points.flags.writeable = False
    below, above = (
        end_names(motion, np.concatenate([part[side] for part in parts])) for side in (1, 2)
    )
    note = Note("games.note.surface_grid", {"steps": lines, "width": 1 / (2 * lines)})
    return BorderSurface(
        populations=tuple(item.name for item in form.populations),
        points=points,
        moved=tuple(place for place, part in enumerate(parts) for _ in part[0]),
        below=below,
        above=above,
        spacing=1 / lines,
        parameters={"values": shown_values(known), "steps": lines},
        notes=(*form.notes, note),
        references=(*REFERENCES, "hofbauer1998", "dormand1980"),
    )


def _along(motion: Motion, place: int, count: int, steps: int) -> tuple[Floats, Places, Places]:
    """Return the points of the border on all lines in one direction, and the ends beside them."""
    ticks = (np.arange(steps) + 0.5) / steps
    cross = np.array(list(itertools.product(ticks, repeat=count - 1)))
    fine = (np.arange(2 * steps) + 0.5) / (2 * steps)

    def ends(line: Places, moved: Floats) -> Places:
        shares = np.insert(cross[line], place, moved, axis=1)
        starts = np.stack([shares, 1 - shares], axis=2).reshape(len(shares), 2 * count)
        until = np.array([_HORIZON / motion.speed])
        _, found = motion.follow(
            starts, until, trap=True, most_steps=_MOST_STEPS, tolerance=_TOLERANCE
        )
        return np.maximum(found, -1)

    every = np.repeat(np.arange(len(cross)), len(fine))
    table = ends(every, np.tile(fine, len(cross))).reshape(len(cross), len(fine))
    line, left = np.nonzero(table[:, :-1] != table[:, 1:])
    low, high = fine[left], fine[left + 1]
    below, above = table[line, left], table[line, left + 1]
    for _ in range(_HALVINGS if len(line) else 0):
        middle = (low + high) / 2
        reached = ends(line, middle)
        same = reached == below
        low, high = np.where(same, middle, low), np.where(same, high, middle)
        above = np.where(same, above, reached)
    return np.insert(cross[line], place, (low + high) / 2, axis=1), below, above
