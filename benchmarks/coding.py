"""Time alpha and its intervals, beside PyPI ``krippendorff`` in the same run where it is there.

``python benchmarks/coding.py [PYTHON]`` prints one line a case in seconds of CPU (least of some
runs). PYTHON is an interpreter in which the package krippendorff is installed; it is no dependency
of this program. Both run on one thread, and their values must agree to 1e-9.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from consilience import coding

LEVELS: tuple[coding.Level, ...] = get_args(coding.Level)
BOOTSTRAP_LIMIT = 10.0
PEER_RATIO = 20.0
PEER = """
import json, sys, time
import krippendorff, numpy as np
data = np.load(sys.argv[1])
found = {}
for level in ("nominal", "ordinal", "interval", "ratio"):
    started = time.process_time()
    value = krippendorff.alpha(reliability_data=data, level_of_measurement=level)
    found[level] = (float(value), time.process_time() - started)
print(json.dumps(found))
"""
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def codings(units: int, values: int, seed: int) -> NDArray[np.float64]:
    """Three coders around a true value: 70 % right, the rest at random, 5 % missing."""
    random = np.random.default_rng(seed)
    true = random.integers(1, values + 1, units)
    other = random.integers(1, values + 1, (3, units))
    found = np.where(random.random((3, units)) < 0.7, true, other).astype(np.float64)
    found[random.random((3, units)) < 0.05] = np.nan
    return found


def least(work: Callable[[], object], runs: int = 3) -> float:
    """Return the least CPU seconds of some runs."""
    times = []
    for _ in range(runs):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def peer(data: NDArray[np.float64], python: str | None) -> dict[str, tuple[float, float]]:
    """Return value and seconds of the peer by level, or nothing where it is missing."""
    if python is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "data.npy")
        np.save(path, data)
        done = subprocess.run(
            [python, "-c", PEER, str(path)],
            env=os.environ | ONE_THREAD,
            capture_output=True,
            text=True,
            check=True,
        )
    return dict(json.loads(done.stdout))


def alphas(python: str | None) -> None:
    """Time one alpha without an interval."""
    print("alpha, 3 coders x 20 values: units level seconds  peer  ratio")
    for units in (10_000, 100_000, 1_000_000):
        data = codings(units, 20, seed=1)
        other = peer(data, python)
        for level in LEVELS:
            found = coding.krippendorff_alpha(data, level).value
            here = least(partial(coding.krippendorff_alpha, data, level))
            if not other:
                print(f"{units:9d} {level:8s} {here:8.4f}        -")
                continue
            value, there = other[level]
            assert abs(value - found) < 1e-9, (units, level, value, found)
            print(f"{units:9d} {level:8s} {here:8.4f} {there:8.2f} {there / here:7.0f}x")
            assert units < 1_000_000 or there / here >= PEER_RATIO


def intervals() -> None:
    """Time 1,000 resamples of 100,000 units, by unit and by source."""
    print("interval, 3 coders x 100,000 units, 1,000 resamples: values level drawn seconds")
    sources = [f"J{place // 2_000}" for place in range(100_000)]
    for values in (2, 20, 1_000):
        data = codings(100_000, values, seed=2)
        for level in LEVELS:
            for drawn, given in (("unit", None), ("source", sources)):
                started = time.process_time()
                coding.krippendorff_alpha(data, level, bootstraps=1_000, sources=given)
                seconds = time.process_time() - started
                print(f"{values:6d} {level:8s} {drawn:6s} {seconds:6.2f}")
                assert seconds <= BOOTSTRAP_LIMIT


def others() -> None:
    """Time the table of all coefficients, spans and saturation."""
    data = codings(100_000, 20, seed=3)
    print(f"agreement table, 100,000 units: {least(lambda: coding.agreement_table(data)):.2f} s")
    random = np.random.default_rng(4)
    start = np.arange(25_000) * 40
    spans = {
        "coder": ["Ann"] * 25_000 + ["Bo"] * 25_000,
        "code": [f"code {n}" for n in random.integers(0, 200, 50_000)],
        "start": [*start, *(start + random.integers(0, 5, 25_000))],
        "end": [*(start + 20), *(start + 30)],
    }
    alpha = least(lambda: coding.unitizing_alpha(spans, 1_000_100), 1)
    print(f"alpha for unitizing, 50,000 spans, 200 codes: {alpha:.2f} s")
    f1 = least(lambda: coding.span_f1(spans, overlap=0.5), 1)
    print(f"span F1, 50,000 spans, 200 codes: {f1:.2f} s")
    present = (random.random((500, 200)) < 0.02).astype(int)
    seconds = least(lambda: coding.saturation(present), 1)
    print(f"saturation, 500 sources x 200 codes, 1,000 orders: {seconds:.2f} s")


if __name__ == "__main__":
    alphas(sys.argv[1] if len(sys.argv) > 1 else None)
    intervals()
    others()
