"""How the questions of a sweep are answered, one chunk of sets of parameters after the other."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.games.basins import basins
from consilience.games.dynamics import simulate
from consilience.games.game import Game
from consilience.games.network_imitation import (
    Imitation,
    Model,
    Start,
    imitation_of,
    run_of,
    start_of,
    ties_of,
)
from consilience.games.records import Form, as_float
from consilience.games.sweep_questions import BasinShares, NetworkRuns, PathEnds, StableStates
from consilience.games.trajectories import labels, starts_of, times_of, trajectories
from consilience.games.vertices import departures, kind_at

Floats = NDArray[np.float64]
Item = tuple[Mapping[str, Fraction], int]  # values of all parameters; which start or run
Row = list[float]
OWNER = "sweep"


@dataclass(frozen=True)
class Plan:
    """How a question is answered.

    ``do`` takes ``shared`` and some items and returns a row of ``columns`` each. Each set of
    parameters has ``repeats`` items, numbered in a column ``repeated`` if it has a name. ``size``
    is how many items make a chunk; it depends on the question only. ``shown`` describes the
    question in the result. ``levels``: not only differences of payoffs matter.
    """

    do: Callable[[Any, Sequence[Item]], list[Row]]
    shared: Any
    columns: tuple[str, ...]
    size: int
    shown: Mapping[str, Any]
    references: tuple[str, ...] = ()
    repeats: int = 1
    repeated: str = ""
    levels: bool = False


def plan_of(form: Form, given: object) -> Plan:
    """Return how a question is answered.

    Raises
    ------
    ArgumentError
        If it is no question, or a setting is out of range.
    DataError
        If starts or network do not fit.
    """
    if isinstance(given, StableStates):
        shown = {"what": "StableStates"}
        return Plan(_stable, form, _vertex_names(form), 500, shown)
    if isinstance(given, BasinShares):
        return _plan_of_basins(form, given)
    if isinstance(given, PathEnds):
        return _plan_of_paths(form, given)
    if isinstance(given, NetworkRuns):
        return _plan_of_networks(form, given)
    raise ArgumentError("what", OWNER, "sweep_question", type(given).__name__)


def _vertex_names(form: Form) -> tuple[str, ...]:
    return tuple(", ".join(form.names(profile)) for profile in form.profiles())


def _answered(columns: int, do: Callable[..., Row], *arguments: Any) -> Row:
    """Return a row, NaN where there is no answer at these values."""
    try:
        return do(*arguments)
    except DataError:
        return [math.nan] * columns


def _stable(form: Form, items: Sequence[Item]) -> list[Row]:
    profiles = list(form.profiles())
    moves = [[gain for _, _, gain in departures(form, profile)] for profile in profiles]

    def row(values: Mapping[str, Fraction]) -> Row:
        return [
            float(kind_at(form, profile, values, gains) == "ESS")
            for profile, gains in zip(profiles, moves, strict=True)
        ]

    return [_answered(len(profiles), row, values) for values, _ in items]


def _plan_of_basins(form: Form, given: BasinShares) -> Plan:
    count = checks.whole(given.samples, 1, "samples", OWNER)
    seed = checks.whole(given.seed, 0, "seed", OWNER)
    until = None if given.horizon is None else checks.number(given.horizon, "horizon", OWNER)
    if until is not None and until <= 0:
        raise ArgumentError("horizon", OWNER, "above", given.horizon, limit=0)
    shown = {"what": "BasinShares", "samples": count, "seed": seed, "horizon": until}
    columns = (*_vertex_names(form), "mixed", "unsettled")
    size = max(20_000 // count, 1)
    shared = (form, count, seed, until)
    return Plan(_basin_rows, shared, columns, size, shown, ("dormand1980",))


def _basin_rows(shared: tuple[Form, int, int, float | None], items: Sequence[Item]) -> list[Row]:
    form, count, seed, until = shared
    names = [form.names(profile) for profile in form.profiles()]

    def row(values: Mapping[str, Fraction]) -> Row:
        found = basins(form, values, count, seed, until, OWNER)
        shares = {item.profile: item.share for item in found.basins if item.profile}
        mixed = sum(item.share for item in found.basins if not item.profile)
        return [*(shares.get(name, 0.0) for name in names), mixed, found.unsettled]

    return [_answered(len(names) + 2, row, values) for values, _ in items]


def _plan_of_paths(form: Form, given: PathEnds) -> Plan:
    starts = starts_of(form, given.starts, OWNER)
    (until,) = times_of([given.until], OWNER).tolist()
    asked = dataclasses.replace(given, until=until)
    shown = {"what": "PathEnds", **vars(asked), "starts": starts.tolist()}
    names = [item.name for item in form.populations]
    columns = tuple(labels(names, [item.strategies for item in form.populations]))
    return Plan(
        do=_path_rows,
        shared=(form, [_parted(form, row) for row in starts], asked),
        columns=columns,
        size=100 if given.dynamics in {"replicator", "logit"} else 10,
        shown=shown,
        references=("dormand1980",) if given.dynamics == "replicator" else (),
        repeats=len(starts),
        repeated="start",
        levels=given.dynamics == "replicator-mutator",
    )


def _parted(form: Form, row: Floats) -> list[Floats]:
    return np.split(row, np.cumsum(form.sizes)[:-1])


def _path_rows(
    shared: tuple[Form, list[list[Floats]], PathEnds], items: Sequence[Item]
) -> list[Row]:
    form, starts, asked = shared
    found: list[Row] = []
    for _, group in itertools.groupby(items, key=lambda item: id(item[0])):
        same = list(group)
        values, rows = same[0][0], [starts[number] for _, number in same]
        if asked.dynamics == "replicator" and asked.level is None and asked.runs == 1:
            found += _replicated(form, rows, asked.until, values)
        else:
            size = sum(form.sizes)
            found += [_answered(size, _simulated, form, row, asked, values) for row in rows]
    return found


def _replicated(
    form: Form, rows: list[list[Floats]], until: float, values: Mapping[str, Fraction]
) -> list[Row]:
    try:
        shares = trajectories(form, rows, [until], values, OWNER).shares[:, -1]
    except DataError:
        return [[math.nan] * sum(form.sizes) for _ in rows]
    found: list[Row] = shares.tolist()
    return found


def _simulated(
    form: Form, row: list[Floats], asked: PathEnds, values: Mapping[str, Fraction]
) -> Row:
    found = simulate(
        Game(form),
        row,
        [asked.until],
        asked.dynamics,
        values,
        level=asked.level,
        runs=asked.runs,
        seed=asked.seed,
    )
    last: Row = found.mean[-1].tolist()
    return last


def _plan_of_networks(form: Form, given: NetworkRuns) -> Plan:
    powers = [part for item in form.utilities[0] for part in item.collected(form.shares)]
    if len(form.populations) > 1 or any(sum(e for _, e in part) > 1 for part in powers):
        raise DataError("games.sweep_pairs")
    nodes, first, partners, ties = ties_of(given.graph, given.weight, OWNER)
    net = (first, partners, ties)
    how = imitation_of(given.rule, given.payoffs, given.strength, given.mutation, OWNER)
    count = checks.whole(given.sweeps, 1, "sweeps", OWNER)
    runs = checks.whole(given.runs, 1, "runs", OWNER)
    seed = checks.whole(given.seed, 0, "seed", OWNER)
    begun = start_of(given.start, nodes, form.sizes[0], OWNER)
    shown = {"weight": given.weight, "sweeps": count, "runs": runs, "seed": seed}
    network = hashlib.sha256(b"".join(part.tobytes() for part in (*net, begun))).hexdigest()
    return Plan(
        do=_network_rows,
        shared=_Net(form, net, how, begun, count, np.random.SeedSequence(seed).spawn(runs)),
        columns=form.populations[0].strategies,
        size=max(1_000_000 // (len(nodes) * count), 1),
        shown={"what": "NetworkRuns", "network": network, **vars(how), **shown},
        references=("szabo1998", "ohtsuki2006", "nowak1992"),
        repeats=runs,
        repeated="run",
        levels=True,
    )


@dataclass(frozen=True)
class _Net:
    form: Form
    rows: tuple[NDArray[np.int64], NDArray[np.int32], Floats]
    how: Imitation
    start: Start
    sweeps: int
    seeds: list[np.random.SeedSequence]


def _network_rows(net: _Net, items: Sequence[Item]) -> list[Row]:
    corners = [net.form.corner(profile) for profile in net.form.profiles()]

    def row(values: Mapping[str, Fraction], run: int) -> Row:
        payoffs = [
            [as_float(item.at(values).at(corner).constant() or Fraction(0)) for corner in corners]
            for item in net.form.utilities[0]
        ]
        model = Model(*net.rows, np.array(payoffs), net.how)
        path, _ = run_of(model, net.start, net.sweeps, net.seeds[run])
        shares: Row = (path[-1] / path[-1].sum()).tolist()
        return shares

    return [_answered(len(corners), row, *item) for item in items]
