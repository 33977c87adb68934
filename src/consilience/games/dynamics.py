"""One game under other dynamics: logit, best response, mutation, noise, delay."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.games.game import Game
from consilience.games.motion import Field, field_of, motion_of
from consilience.games.payoff_table import form_argument
from consilience.games.polynomial import Polynomial
from consilience.games.records import REFERENCES, Form
from consilience.games.trajectories import (
    MOST_STEPS,
    Numbers,
    Start,
    labels,
    starts_of,
    times_of,
)
from consilience.games.values import Values, all_values, numeric_gains, range_notes, shown_values
from consilience.kernels import dynamics as kernels
from consilience.results import Note, Result

Dynamics = Literal[
    "replicator", "logit", "best response", "replicator-mutator", "mutation", "ito", "delay"
]
Floats = NDArray[np.float64]
_MOST = 50_000_000  # steps of all runs together
_STEP_COST = 100  # steps of inner loops in one of a motion, about
_SLICE = 4_000_000  # numbers of noise at a time
_BEST_STEP = 1e-3
_KINDS = {
    "logit": kernels.LOGIT,
    "best response": kernels.BEST,
    "replicator-mutator": kernels.MUTATOR,
    "mutation": kernels.MUTATION,
}
_SOURCES = {
    "replicator": ("dormand1980",),
    "logit": ("fudenberg1998",),
    "best response": ("gilboa1991",),
    "replicator-mutator": ("hadeler1981",),
    "mutation": ("hofbauer1998",),
    "ito": ("foster1990", "fudenberg1992"),
    "delay": ("yi1997",),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Simulation(Result):
    """Shares over time, a run a row: shape (runs, times, strategies).

    Runs differ for ``"ito"`` only. ``mean`` and ``deviation`` are taken over the runs, shape
    (times, strategies).
    """

    populations: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    dynamics: Dynamics
    times: Floats
    shares: Floats
    mean: Floats
    deviation: Floats

    def near(self, *profile: str, within: float = 0.01) -> float:
        """Return the share of runs whose last state is within so much of a vertex."""
        columns, place = [], 0
        for names, name in zip(self.strategies, profile, strict=True):
            columns.append(place + names.index(name))
            place += len(names)
        return float((self.shares[:, -1, columns] >= 1 - within).all(axis=1).mean())

    def to_frame(self) -> pd.DataFrame:
        """Return one row a time: the mean share of each strategy over the runs."""
        frame = pd.DataFrame(self.mean, columns=labels(self.populations, self.strategies))
        frame.insert(0, "time", self.times)
        return frame


def simulate(
    game: Game,
    start: Start,
    times: Numbers,
    dynamics: Dynamics = "replicator",
    values: Values = None,
    *,
    level: float | None = None,
    runs: int = 1,
    seed: int = 0,
) -> Simulation:
    r"""Follow one of seven dynamics of the same game from one start.

    No step leaves the simplex: states are mixed or moved in logarithms of shares.

    Parameters
    ----------
    game
        The game.
    start
        As in :meth:`Game.trajectory`: shares between 0 and 1.
    times
        Increasing times of at least 0.
    dynamics
        ``"replicator"``; ``"logit"``: :math:`\dot x_s = e^{u_s/\eta} / \sum_r e^{u_r/\eta} - x_s`;
        ``"best response"``: the same for :math:`\eta \to 0`, ties keep their proportions;
        ``"replicator-mutator"``: offspring, in number as payoffs say, mutate, :math:`\dot x_s =
        \sum_r x_r u_r q_{rs} - x_s \bar u`, payoffs of at least 0; ``"mutation"``: mutation apart
        from payoffs, :math:`\dot x_s = x_s (u_s - \bar u) + \mu \sum_{r \ne s} (x_r - x_s) /
        (n-1)`;
        ``"ito"``: noise in payoffs of all strategies but the last, :math:`dx_s = x_s [(u_s - \bar
        u) dt + \sigma (dW_s - \sum_r x_r dW_r)]`; ``"delay"``: the replicator with payoffs of
        :math:`\tau` ago, the start before 0.
    values
        As in :meth:`Game.equilibria`.
    level
        What the dynamics needs: :math:`\eta` above 0 (logit), the mutation rate between 0 and 1
        (:math:`q_{rs} = \mu / (n - 1)`), :math:`\sigma` of at least 0 (ito), :math:`\tau` above 0
        (delay); None for the replicator and best response.
    runs
        How many paths of ``"ito"``, at least 1; the others have one.
    seed
        Seed of the noise, at least 0.

    Returns
    -------
    Simulation
        Shares of shape (runs, times, strategies), their mean and standard deviation.

    Raises
    ------
    ArgumentError
        If an argument is of the wrong form or outside of its range.
    DataError
        If a value is missing, a path takes too many steps, or a payoff is below 0 where offspring
        mutate.
    UnknownNameError
        If a name is no parameter, or the dynamics is unknown.

    Examples
    --------
    >>> from consilience.games.game import EXAMPLE
    >>> game = Game.from_dict(EXAMPLE)
    >>> simulate(game, [0.5, 0.4], [9], "logit", level=0.5).mean[0, [0, 2]].round(3)
    array([1., 1.])
    >>> simulate(game, [0.3, 0.1], [9], "ito", level=2, runs=400).near("cooperate", "cooperate") > 0
    True

    References
    ----------
    Fudenberg and Levine (1998), The Theory of Learning in Games; Gilboa and Matsui (1991), Social
    Stability and Equilibrium; Hadeler (1981), Stable Polymorphisms in a Selection Model with
    Mutation; Foster and Young (1990), Stochastic Evolutionary Game Dynamics; Fudenberg and Harris
    (1992), Evolutionary Dynamics with Aggregate Shocks; Yi and Zuwang (1997), Effect of Time Delay
    and Evolutionarily Stable Strategy.
    """
    owner = "simulate"
    form = form_argument(game, owner)
    row = starts_of(form, [start], owner)
    moments = times_of(times, owner)
    kind = checks.choice(dynamics, get_args(Dynamics), "dynamics", owner)
    size = _level(kind, level, owner)
    count = checks.whole(runs, 1, "runs", owner)
    if kind != "ito" and count != 1:
        raise ArgumentError("runs", owner, "one_run", runs)
    drawn = checks.whole(seed, 0, "seed", owner)
    known = all_values(form, values, owner, levels=kind == "replicator-mutator")
    shares = _followed(form, known, kind, size, (row, moments, count, drawn))
    arrays = shares, shares.mean(axis=0), shares.std(axis=0)
    for array in arrays:
        array.flags.writeable = False
    return Simulation(
        populations=tuple(item.name for item in form.populations),
        strategies=tuple(item.strategies for item in form.populations),
        dynamics=kind,
        times=moments,
        shares=arrays[0],
        mean=arrays[1],
        deviation=arrays[2],
        parameters={
            "values": shown_values(known),
            "start": row[0].tolist(),
            "dynamics": kind,
            "level": None if level is None else size,
            "runs": count,
            "seed": drawn,
        },
        notes=(*form.notes, *range_notes(form, known), *_edge_notes(kind, row)),
        references=(*REFERENCES, *_SOURCES[kind]),
    )


def _level(kind: Dynamics, given: object, owner: str) -> float:
    """Return what a dynamics needs; 0 where it needs nothing."""
    if kind in {"replicator", "best response"}:
        if given is not None:
            raise ArgumentError("level", owner, "no_level", given)
        return 0.0
    if given is None:
        raise DataError("games.level_missing", dynamics=kind)
    if kind in {"replicator-mutator", "mutation"}:
        return checks.interval(given, 0, 1, "level", owner)
    found = checks.number(given, "level", owner)
    if found < 0 or (found == 0 and kind != "ito"):
        raise ArgumentError("level", owner, "above", given, limit=0)
    return found


def _followed(
    form: Form,
    known: Mapping[str, Fraction],
    kind: Dynamics,
    level: float,
    task: tuple[Floats, Floats, int, int],
) -> Floats:
    row, moments, runs, seed = task
    if kind == "replicator":
        motion = motion_of(form, known)
        shares, ends = motion.follow(row, moments, trap=False, most_steps=MOST_STEPS)
        if (ends == -2).any():
            raise DataError("games.too_many_steps", most=MOST_STEPS)
        return shares
    field = field_of(form, _payoffs(form, known, kind))
    if kind == "ito":
        return _noisy(field, row[0], moments, level, runs, seed)
    if kind == "delay":
        return _delayed(field, row, moments, level)
    return _relaxed(field, row, moments, kind, level)


def _payoffs(form: Form, known: Mapping[str, Fraction], kind: Dynamics) -> list[list[Polynomial]]:
    """Return payoffs themselves where their level matters, else what exceeds the last strategy."""
    if kind == "replicator-mutator":
        return [[item.at(known) for item in row] for row in form.utilities]
    return numeric_gains(form, known)


def _width(longest: float, moments: Floats, runs: int) -> float:
    """Return the width of equal steps, refused where they would be too many."""
    if moments[-1] / longest * runs > _MOST:
        raise DataError("games.too_many_steps", most=_MOST)
    return longest


def _relaxed(field: Field, row: Floats, moments: Floats, kind: Dynamics, level: float) -> Floats:
    slopes = {
        "logit": 1 + field.speed / max(level, 1e-300),
        "best response": 1.0,
        "replicator-mutator": field.speed + level,
        "mutation": field.speed + level,
    }
    longest = _BEST_STEP if kind == "best response" else 0.05 / slopes[kind]
    width = _width(longest, moments, 1)
    steps = int(moments[-1] / width) + len(moments)
    tie = 1e-12 * field.speed if kind == "best response" else level
    follow = kernels.relaxed.at_cost(steps * _STEP_COST)
    shares, state = follow(
        row, moments, field.populations, field.factors, field.matrix, _KINDS[kind], tie, width
    )
    if state == kernels.NEGATIVE:
        raise DataError("games.negative_payoff")
    return np.asarray(shares)


def _noisy(
    field: Field, row: Floats, moments: Floats, sigma: float, runs: int, seed: int
) -> Floats:
    width = _width(0.02 / (field.speed + sigma**2), moments, runs)
    steps = max(math.ceil(moments[-1] / width), 1)
    width = moments[-1] / steps if moments[-1] else width
    places = np.rint(moments / width).astype(np.int64)
    size = max(_SLICE // (steps * len(row)), 1)
    parts = [min(size, runs - done) for done in range(0, runs, size)]
    follow = kernels.noisy.at_cost(runs * steps * _STEP_COST)
    found = []
    for part, child in zip(parts, np.random.SeedSequence(seed).spawn(len(parts)), strict=True):
        noise = np.random.default_rng(child).standard_normal((part, steps, len(row)))
        model = field.populations, field.factors, field.matrix
        found.append(follow(row, places, *model, sigma, width, noise))
    return np.concatenate(found)


def _delayed(field: Field, row: Floats, moments: Floats, delay: float) -> Floats:
    back = max(math.ceil(delay * field.speed / 0.05), 8)
    width = _width(delay / back, moments, 1)
    steps = int(moments[-1] / width) + 2
    follow = kernels.delayed.at_cost(steps * _STEP_COST)
    model = field.populations, field.factors, field.matrix
    return np.asarray(follow(row, moments, *model, back, width))


def _edge_notes(kind: Dynamics, row: Floats) -> tuple[Note, ...]:
    stays = kind in {"replicator", "ito", "delay"} and bool((row == 0).any())
    return (Note("games.note.start_on_edge", {"count": 1}, "warning"),) * stays
