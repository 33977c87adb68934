"""Time the value engine, beside PyPI ``coopgame-py`` in the same run where it is there.

``python benchmarks/value.py [FOLDER]`` prints CPU seconds (least of some runs). FOLDER holds an
installed coopgame-py (``pip install --target FOLDER --no-deps coopgame-py``); it is no dependency
of this program. Both run on one thread, and their values must agree to 1e-8.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy: CPU seconds of one thread
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("RAYON_NUM_THREADS", "1")

import importlib
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from consilience import stages, value

SHAPLEY_LIMITS = {20: 0.010, 25: 1.0}
NUCLEOLUS_LIMITS = {15: 0.2, 20: 1.0, 25: 15.0}
SHAPLEY_RATIO, NUCLEOLUS_RATIO = 20.0, 5.0


def least(work: Callable[[], Any], runs: int = 5) -> tuple[float, Any]:
    """Return the least CPU seconds of some runs, and the answer."""
    best, answer = np.inf, None
    for _ in range(runs):
        started = time.process_time()
        answer = work()
        best = min(best, time.process_time() - started)
    return best, answer


def game(n: int) -> NDArray[np.float64]:
    """Return squares of sizes with noise: a core, and many levels of the nucleolus."""
    sizes = np.bitwise_count(np.arange(1 << n)).astype(np.float64)
    worths = sizes**2 + np.random.default_rng(n).normal(size=1 << n)
    worths[0] = 0.0
    return worths


def versus(
    name: str, function: Callable[[Any], Any], peer: Callable[[Any], Any] | None, n: int
) -> tuple[float, float]:
    """Print one line and return the seconds here and the ratio."""
    worths = game(n)
    runs = 5 if n < 25 else 2
    here, found = least(lambda: np.asarray(function(worths)), runs)
    if peer is None:
        print(f"{name:13s} n = {n:2d}  {here:9.5f}        -")
        return here, np.inf
    other = sys.modules["coopgame"].Game(worths[1:].tolist())
    there, theirs = least(lambda: peer(other), 1 if n > 20 else 2)
    theirs = theirs["allocation"] if isinstance(theirs, dict) else theirs
    assert np.allclose(found, theirs, atol=1e-8)
    print(f"{name:13s} n = {n:2d}  {here:9.5f}  {there:9.4f}  {there / here:7.1f}x")
    return here, there / here


def games(peer: Any) -> None:
    """Time Shapley values and prenucleoli."""
    print("value         players   seconds       peer    ratio")
    for n in (10, 15, 20, 22, 25):
        here, ratio = versus("shapley", value.shapley, peer and peer.shapley, n)
        assert here <= SHAPLEY_LIMITS.get(n, np.inf)
        assert n < 20 or ratio >= SHAPLEY_RATIO
    for n in (10, 15, 18, 20, 25):
        other = None if n > 20 else peer and peer.prenucleolus
        here, ratio = versus("prenucleolus", value.prenucleolus, other, n)
        assert here <= NUCLEOLUS_LIMITS.get(n, np.inf)
        assert n < 18 or ratio >= NUCLEOLUS_RATIO


def others() -> None:
    """Time the other engines."""
    worths, random = game(20), np.random.default_rng(1)
    path = [(place, place + 1) for place in range(19)]
    print(f"Myerson, path of 20: {least(lambda: value.myerson(worths, path))[0]:.3f} s")
    weighted = least(lambda: value.weighted_shapley(worths, range(1, 21)))[0]
    print(f"weighted Shapley, 20 players: {weighted:.3f} s")
    back = random.random((1_000, 1_000))
    same = np.tile(random.random(1_000), (1_000, 1))
    for name, scores in (("random", random.random((1_000, 1_000))), ("same", same)):
        seconds, found = least(partial(value.stable_matching, scores, back), 2)
        assert found.blocking == 0
        print(f"stable matching, 1,000 x 1,000, {name} preferences, both sides: {seconds:.2f} s")
        assert seconds <= 1.0
    year = random.integers(1998, 2025, 320)
    level = np.searchsorted([2011, 2016], year, "right")
    events = {"year": year, "dimension": random.integers(0, 4, 320), "level": level}
    print(f"segmentation, 320 events: {least(lambda: stages.segment(events))[0]:.4f} s")
    weights = random.integers(1, 100, 100)
    quota = int(weights.sum()) // 2 + 1
    exact = least(lambda: value.power_index(weights, quota), 1)[0]
    print(f"Shapley-Shubik index, 100 voters, exact: {exact:.2f} s")


def coverage() -> None:
    """Print how often 95 % intervals and 90 % sets hold the truth, in simulations."""
    random = np.random.default_rng(5)
    both, own = np.triu(random.normal(size=(30, 30)), 1), random.normal(size=30)
    costs = np.sort(random.random(50) * 10)
    weights = random.integers(1, 50, 40)
    quota = int(weights.sum()) // 2 + 1
    known = {
        "airport, 50": (
            lambda sets: np.where(sets, costs, 0).max(axis=1),
            np.cumsum(np.diff(np.concatenate([[0], costs])) / np.arange(50, 0, -1)),
        ),
        "voting, 40": (
            lambda sets: sets @ weights >= quota,
            value.power_index(weights, quota).values,
        ),
        "pairs, 30": (
            lambda sets: sets @ own + ((sets @ both) * sets).sum(axis=1),
            own + (both.sum(axis=0) + both.sum(axis=1)) / 2,
        ),
    }
    for name, (function, truth) in known.items():
        found = [value.shapley_sampled(function, len(truth), 20_000, seed) for seed in range(40)]
        held = np.mean([(item.low <= truth) & (truth <= item.high) for item in found])
        print(f"sampled Shapley, {name} players: 95 % intervals hold the truth in {held:.1%}")
        assert 0.93 <= held <= 0.97
    plan = stages.event_plan((1998, 2024), [2011, 2016], errors=(0.1, 0.3, 0.5))
    for row in plan.rows:
        print(
            f"{row.events:4d} events, error {row.error:.0%}: 90 % sets hold the truth in"
            f" {row.covered:.1%}, span {row.years:.1f} years"
        )
        assert row.covered >= 0.88
    for noise in (0.3, 1.0):
        held = np.mean([_series_covered(noise, random) for _ in range(100)])
        print(f"yearly series, noise {noise}: 90 % sets hold the truth in {held:.1%}")
        assert held >= 0.88


def _series_covered(noise: float, random: np.random.Generator) -> bool:
    start = int(random.integers(4, 21))
    series = np.where(np.arange(24) >= start, 1.5, 0.0) + noise * random.normal(size=24)
    return start in stages.segment_series(series, stages=2).boundaries[0].years


def peer_of(folder: str | None) -> Any:
    """Return the peer, or nothing where it is missing."""
    if folder is None:
        return None
    sys.path.insert(0, folder)
    return importlib.import_module("coopgame")


if __name__ == "__main__":
    games(peer_of(sys.argv[1] if len(sys.argv) > 1 else None))
    others()
    coverage()
