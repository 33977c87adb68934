"""Time the game engine, and scipy in the same run where it does the same.

``python benchmarks/games.py`` prints one line a case: CPU seconds here (least of three, one thread;
the first call, which loads compiled code, beside), those of the peer and their ratio.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy: CPU seconds of one thread

import math
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

from consilience import games
from consilience.games.motion import motion_of
from consilience.verify.games import game_of

Floats = NDArray[np.float64]
PEER_PATHS = 50


def timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def show(name: str, work: Callable[[], object], peer: float | None = None) -> None:
    first = timed(work)
    ours = min(timed(work) for _ in range(3))
    compared = "" if peer is None else f"  peer {peer:9.3f}  ratio {peer / ours:8.1f}"
    print(f"{name:48} {ours:9.4f}  first {first:8.3f}{compared}", flush=True)


def lsoda(motion: Callable[[float, Floats], list[float]], starts: Floats) -> float:
    """CPU seconds of a loop over solve_ivp for 10,000 starts, from the first 50."""

    def loop() -> None:
        for start in starts[:PEER_PATHS]:
            solve_ivp(motion, (0, 50), start, method="LSODA", rtol=1e-6, atol=1e-9)

    return min(timed(loop) for _ in range(3)) * len(starts) / PEER_PATHS


def sharing(values: dict[str, float]) -> Callable[[float, Floats], list[float]]:
    """The equations of the data-sharing game as a script writes them, constants worked out."""
    v = values
    benefit, linked = v["p"] * (v["B"] + v["M"]), v["lam"] * v["W"]
    base = v["L"] - v["Cg"] + 2 * v["p"] * v["M"]
    supplier, demander = v["ts"] * v["Es"] + v["Cs"], v["td"] * v["Ed"] + v["Cd"]
    other = v["W"] - linked

    def motion(_: float, state: Floats) -> list[float]:
        x, y, z = state
        return [
            x * (1 - x) * (base - benefit * (y + z)),
            y * (1 - y) * (benefit * x + linked * z - supplier),
            z * (1 - z) * (benefit * x + other * y - demander),
        ]

    return motion


def paths() -> None:
    game, _ = game_of("data_sharing")
    known = {item.name: item.value for item in game.parameters if item.value is not None}
    first = np.random.default_rng(0).random((10_000, 3))
    starts = np.stack([first, 1 - first], axis=2).reshape(len(first), 6)
    peer = lsoda(sharing({name: float(value) for name, value in known.items()}), first)
    motion = motion_of(game.form, known)
    work = partial(motion.follow, starts, np.array([50.0]), trap=False, most_steps=10_000)
    show("10,000 paths of three parties to t = 50", work, peer)
    show("basins to 0.1 %: 250,000 starts", partial(game.basins, samples=250_000))
    show("switches of today's path", partial(game.thresholds, "B", 0, 20, start=[0.4, 0.35, 0.45]))


def tables() -> None:
    game, table = game_of("air_pollution")
    given = table["game"]
    show("24 parameters: read, vertices, equations", lambda: symbols(given))
    show("all rest points of three parties", partial(game.equilibria, table["values"]["stage4"]))
    show(
        "thresholds of one parameter",
        partial(game.thresholds, "CA", 1, 90, table["values"]["stage4"]),
    )
    four = np.random.default_rng(1).normal(size=(2, 2, 2, 2, 4))
    profiles = [
        {"profile": [f"{k}" for k in place], "payoff": four[place].tolist()}
        for place in np.ndindex(2, 2, 2, 2)
    ]
    parties = [{"name": name, "strategies": ["0", "1"]} for name in "abcd"]
    big = games.Game.from_dict({"populations": parties, "payoffs": profiles})
    show("all rest points of four parties", big.equilibria)


def symbols(given: dict[str, object]) -> None:
    game = games.Game.from_dict(given)
    game.vertices()
    game.equations()


def uncertain() -> None:
    game, _ = game_of("data_sharing")
    target = ("support", "share", "take part")
    spread: dict[str, Any] = {
        item.name: (0.8 * float(item.value), 1.2 * float(item.value))
        for item in game.parameters
        if item.value is not None
    }
    work = partial(games.stability_probability, game, target, spread, samples=1_000_000)
    show("1,000,000 sets of 13 parameters classified", work)
    air, table = game_of("air_pollution")
    values = table["values"]["stage3"]
    chosen = [name for name, value in values.items() if value][:16]
    spread = {name: sorted((0.8 * values[name], 1.2 * values[name])) for name in chosen}
    full = ("treat pollution", "take part", "regulate")
    show("Sobol indices of 16 parameters", partial(games.sobol_indices, air, full, spread, values))
    show("map of two parameters", partial(games.stability_map, game, "B", "W", (0, 20), (0, 40)))
    rates = ["eA", "gamma", "alpha", "beta", "delta", "epsilon", "zeta", "eta", "theta", "lambda"]
    rates += ["kappa", "gov"]
    assumed = [f"{item.name} > 0" for item in air.parameters if item.name != "CH"]
    assumed += [f"{name} < 1" for name in rates]
    show("scenario table of 24 parameters", partial(games.scenarios, air, assumed))


ROCK = np.array([[0, -1, 1.2], [1, 0, -1], [-1, 1, 0]])
SNOW = np.array([[2.0, 1.0], [3.0, 0.0]])


def imitation() -> None:
    """Updates of one member at a time."""
    start = [167, 167, 166]
    peer = of_peer("monte carlo")
    work = partial(games.simulate_population, ROCK, start, mutation=0.01, updates=1_000_000)
    show("1,000,000 updates, 500 members, 3 strategies", work, peer)
    net = nx.barabasi_albert_graph(100_000, 4, seed=1)
    graph = nx.to_scipy_sparse_array(net)
    for name, matrix in (("weak dilemma", [[1, 0], [1.05, 0]]), ("snowdrift", [[2, 1], [3, 0]])):
        work = partial(games.simulate_network, graph, matrix, [0.5, 0.5], sweeps=40, runs=1)
        show(f"4,000,000 Fermi updates, 100,000 nodes, {name}", work)
    ties = graph.astype(float)
    ties.data = 1.0 + (ties.indices + np.repeat(np.arange(100_000), np.diff(ties.indptr))) % 3
    for rule in ("fermi", "death-birth", "best"):
        work = partial(
            games.simulate_network, ties, [[2, 1], [3, 0]], [0.5, 0.5], rule=rule, sweeps=5, runs=1
        )
        show(f"500,000 updates along ties of strengths, {rule}", work)


def chains() -> None:
    show(
        "1,000 fixations in snowdrift, 500 members",
        lambda: [games.fixation_probability(SNOW, 500) for _ in range(1_000)],
        of_peer("fixation"),
    )
    for size in (50, 400):
        work = partial(games.stationary_distribution, ROCK, size, mutation=0.01)
        states = math.comb(size + 2, 2)
        peer = of_peer("stationary") if size == 50 else None
        show(f"stationary distribution, {states:,} states", work, peer)
    for name, graph in (
        ("scale-free", nx.barabasi_albert_graph(1_000, 4, seed=1)),
        ("small-world", nx.watts_strogatz_graph(1_000, 8, 0.1, seed=1)),
    ):
        show(f"critical ratio, 1,000 nodes, {name}", partial(games.critical_ratio, graph))


def of_peer(task: str) -> float | None:
    """CPU seconds of EGTtools where it is installed (under the GPL: a peer, never a dependency)."""
    try:
        from egttools.analytical import PairwiseComparison  # noqa: PLC0415  (see above)
        from egttools.games import Matrix2PlayerGameHolder  # noqa: PLC0415
        from egttools.numerical import PairwiseComparisonNumerical  # noqa: PLC0415
        from egttools.utils import calculate_stationary_distribution  # noqa: PLC0415
    except ImportError:
        return None
    game = Matrix2PlayerGameHolder(len(ROCK), ROCK)
    if task == "monte carlo":
        process = PairwiseComparisonNumerical(500, game, 1_000)
        start = np.array([167, 167, 166])
        run = partial(process.run_with_mutation, 100_000, 1.0, 0.01, start)
        return min(timed(run) for _ in range(3)) * 10
    if task == "fixation":
        pair = Matrix2PlayerGameHolder(2, SNOW)  # which the chain does not keep alive
        chain = PairwiseComparison(500, pair)
        run = partial(chain.calculate_fixation_probability, 0, 1, 1.0)
        return min(timed(run) for _ in range(20)) * 1_000
    chain = PairwiseComparison(50, game)

    def solve() -> None:
        calculate_stationary_distribution(chain.calculate_transition_matrix(1.0, 0.01).toarray().T)

    return timed(solve)


if __name__ == "__main__":
    tables()
    paths()
    uncertain()
    chains()
    imitation()
