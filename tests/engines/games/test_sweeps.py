"""One question at many sets of parameters: the same bytes on every executor and after a stop."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from fractions import Fraction
from typing import Any

import networkx as nx
import numpy as np
import pytest

from consilience.errors import ConsilienceError
from consilience.games import (
    BasinShares,
    Game,
    NetworkRuns,
    PathEnds,
    StableStates,
    Sweep,
    simulate,
    simulate_network,
    sweep,
    symmetric,
)
from consilience.games.game import EXAMPLE

GAME = Game.from_dict(EXAMPLE)
DONATION = symmetric([["b - c", "-c"], ["b", 0]], ["give", "keep"], {"b": 3, "c": 1})
CLUB = nx.karate_club_graph()
ASKED: dict[str, tuple[Game, Any, Any]] = {
    "stable": (GAME, {"R": range(12), "C": [4, "9/2"]}, StableStates()),
    "basins": (GAME, {"R": ["1/3", 4, 5]}, BasinShares(samples=8_000, seed=2)),
    "paths": (GAME, {"R": [4, 5], "W": [1, 2]}, PathEnds([[0.1, 0.2], [0.5, 0.5]], 3)),
    "noise": (GAME, [{"R": 4}, {"R": 5}] * 8, PathEnds([[0.1, 0.2]], 1, "ito", 1.0, 5)),
    "network": (DONATION, {"b": [2, 9]}, NetworkRuns(CLUB, [0.5, 0.5], sweeps=15_000, runs=3)),
}


class Elsewhere:
    """What has ``submit`` and is no executor of concurrent.futures: futures that work late."""

    class Future:
        def __init__(self, work: Callable[[], Any]) -> None:
            self.result, self.cancelled = work, False

        def cancel(self) -> None:
            self.cancelled = True

    def __init__(self) -> None:
        self.futures: list[Elsewhere.Future] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Elsewhere.Future:
        self.futures.append(self.Future(lambda: fn(*args)))
        return self.futures[-1]


@pytest.fixture(scope="module")
def pools() -> Iterator[list[Any]]:
    with ProcessPoolExecutor(2) as processes, ThreadPoolExecutor(2) as threads:
        yield [processes, threads, Elsewhere()]


@pytest.mark.parametrize("question", ASKED)
def test_every_executor_and_every_stop_gives_the_same_bytes(
    pools: list[Any], question: str
) -> None:
    game, sets, what = ASKED[question]
    whole = sweep(game, sets, what)
    assert whole.complete
    assert all(sweep(game, sets, what, executor=pool) == whole for pool in pools)
    done = []

    def stop(part: Sweep) -> bool:
        done.append(part.done)
        return False

    part, rounds = None, 0
    while part is None or not part.complete:
        before = 0 if part is None else part.done
        part = sweep(game, sets, what, progress=stop, resume=part)
        part = Sweep.from_dict(json.loads(part.to_json()))
        assert part.done > before
        rounds += 1
    assert done[-1] == whole.total
    assert rounds > 1 or question in {"stable", "paths"}
    assert part == whole
    assert part.to_frame().equals(whole.to_frame())


def test_stable_states_are_those_of_the_vertices_also_at_ties() -> None:
    found = sweep(GAME, {"R": [4, 5, "11/2"], "W": [0, 1]}, values={"C": 5})
    assert found.names == ("R", "W")
    assert found.settings.tolist() == [[4, 0], [4, 1], [5, 0], [5, 1], [5.5, 0], [5.5, 1]]
    for (r, w), row in zip(found.settings.tolist(), found.measures.tolist(), strict=True):
        vertices = GAME.vertices({"R": r, "W": w, "C": 5}).vertices
        assert row == [float(item.kind == "ESS") for item in vertices]
    hawks = symmetric([[1, 1], [1, "a"]], ["hawk", "dove"], {"a": 0})
    tied = sweep(hawks, {"a": [0, 1, 2]})  # at 0 hawks resist doves although they tie against hawks
    assert tied.measures.tolist() == [[1, 0], [0, 0], [0, 1]]


def test_basin_shares_are_those_of_basins() -> None:
    found = sweep(GAME, {"R": [3, 4]}, BasinShares(samples=500, seed=3))
    for r, row in zip((3, 4), found.measures, strict=True):
        basins = GAME.basins({"R": r}, samples=500, seed=3)
        assert row[0] == basins.of("cooperate", "cooperate").share
        assert row.sum() == pytest.approx(1)
    own = Game.from_dict(
        {
            "populations": [{"name": "firm", "strategies": ["yes", "no"]}],
            "parameters": {"k": "1/2"},
            "advantages": {"firm": "k - x"},
        }
    )
    mixed = sweep(own, {"k": ["1/2", 2]}, BasinShares(samples=100)).to_frame()
    assert mixed["mixed"].tolist() == [1, 0]
    assert mixed["yes"].tolist() == [0, 1]


def test_paths_are_those_of_simulate_from_each_start() -> None:
    starts = [[0.2, 0.7], [0.6, 0.3]]
    found = sweep(GAME, {"W": [2, 6]}, PathEnds(starts, 2.0)).to_frame()
    assert found["start"].tolist() == [1, 2, 1, 2]
    logit = sweep(GAME, {"W": [2, 6]}, PathEnds(starts, 2.0, "logit", 0.5)).to_frame()
    for place, (w, start) in enumerate((w, start) for w in (2, 6) for start in starts):
        path = GAME.trajectory(start, [2.0], {"W": w})
        assert found.iloc[place, 2:].tolist() == path.shares[-1].tolist()
        other = simulate(GAME, start, [2.0], "logit", {"W": w}, level=0.5)
        assert logit.iloc[place, 2:].tolist() == other.mean[-1].tolist()


def test_network_runs_are_those_of_simulate_network() -> None:
    what = NetworkRuns(CLUB, [0.4, 0.6], "death-birth", mutation=0.01, sweeps=8, runs=3, seed=6)
    found = sweep(DONATION, {"b": [2, 9]}, what)
    matrix = [[8.0, -1.0], [9.0, 0.0]]
    alone = simulate_network(
        CLUB, matrix, [0.4, 0.6], rule="death-birth", mutation=0.01, sweeps=8, runs=3, seed=6
    )
    assert found.measures[3:].tolist() == alone.shares[:, -1].tolist()
    assert found.names == ("b", "run")
    assert not found.notes  # b cancels out where all meet all, not here
    once = sweep(DONATION, {}, what)
    assert once.total == 3
    with pytest.raises(ConsilienceError, match="needs values of b"):
        sweep(symmetric([["b", 0], [0, 0]], None, {"b": None}), {}, what)
    with pytest.raises(ConsilienceError, match="meet in pairs"):
        sweep(GAME, {}, what)


def test_rows_without_an_answer_are_empty_and_said() -> None:
    broken = Game.from_dict(
        {
            "populations": [{"name": "firm", "strategies": ["yes", "no"]}],
            "parameters": {"k": {"value": 1, "low": 0, "high": 2}},
            "advantages": {"firm": "1/k - x*0"},
        }
    )
    questions: list[Any] = [
        StableStates(),
        BasinShares(samples=10),
        PathEnds([[0.5]], 1),
        PathEnds([[0.5]], 1, "logit", 1),
    ]
    for what in questions:
        found = sweep(broken, {"k": [-1, 0, 1, 5]}, what)
        assert np.isnan(found.measures).any(axis=1).tolist() == [False, True, False, False]
        keys = [note.key for note in found.notes]
        assert keys.count("games.note.out_of_range") == 2
        assert keys[-1] == "games.note.sweep_unanswered"
        assert Sweep.from_dict(json.loads(found.to_json())) == found


def test_what_progress_hears_and_raises() -> None:
    heard: list[tuple[int, int]] = []
    elsewhere = Elsewhere()
    sets = {"R": range(1_200)}

    def listen(part: Sweep) -> None:
        heard.append((part.done, part.total))
        assert part.to_frame().shape == (part.done, 5)
        assert part.complete == (part.done == part.total)

    sweep(GAME, sets, progress=listen)
    assert heard == [(500, 1_200), (1_000, 1_200), (1_200, 1_200)]

    def fail(part: Sweep) -> None:
        raise KeyError(part.done)

    with pytest.raises(KeyError):
        sweep(GAME, sets, executor=elsewhere, progress=fail)
    assert [item.cancelled for item in elsewhere.futures] == [True, True, True]


def test_only_parts_of_the_same_sweep_go_on() -> None:
    sets = {"R": range(600)}
    part = sweep(GAME, sets, progress=lambda _: False)
    assert not part.complete
    others: list[Callable[[], Sweep]] = [
        lambda: sweep(GAME, {"R": range(601)}, resume=part),
        lambda: sweep(GAME, sets, values={"C": 4}, resume=part),
        lambda: sweep(GAME, sets, BasinShares(), resume=part),
        lambda: sweep(GAME, {"R": [Fraction(1, 3) + 10**-18 * k for k in range(600)]}, resume=part),
        lambda: sweep(DONATION, {"b": range(600)}, resume=part),
    ]
    for other in others:
        with pytest.raises(ConsilienceError, match="another sweep"):
            other()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"sets": [{"R": 1}, {"C": 1}]}, "same parameters"),
        ({"sets": {"R": range(2_000), "C": range(2_000)}}, "1 to 1000000 rows"),
        ({"sets": {"R": range(2_000)}, "what": PathEnds([[0.5, 0.5]] * 600, 1)}, "1 to 1000000"),
        ({"sets": {"R": []}}, "list"),
        ({"sets": {"R": ["x"]}}, "finite number"),
        ({"sets": {"Q": [1]}}, "must be one of"),
        ({"sets": 5}, "mapping of parameters"),
        ({"progress": 4}, "one argument"),
        ({"resume": 4}, "sweep returns"),
        ({"what": "stable"}, "StableStates"),
        ({"what": BasinShares(samples=0)}, "samples"),
        ({"what": BasinShares(horizon=0)}, "horizon"),
        ({"what": PathEnds([[0.5]], 1)}, "start"),
        ({"what": PathEnds([[0.5, 0.5]], 1, level=2)}, "level"),
        ({"what": PathEnds([[0.5, 0.5]], 1, "walk")}, "dynamics"),  # type: ignore[arg-type]
        ({"what": PathEnds([[0.5, 0.5]], -1)}, "times"),
    ],
)
def test_what_does_not_fit_is_refused(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ConsilienceError, match=words):
        sweep(**{"game": GAME, "sets": {"R": [1, 2]}, **arguments})
