"""Time the QCA core against its bars, and R QCA in the same run where it is installed.

``python benchmarks/qca.py [--r-library FOLDER] [PART ...]`` prints one line a measure: what was
measured, the bar, and whether it is met. Parts: ties, implicants, intermediate, table, sweep, cold;
all of them if none is named. Seconds are processor time, the least of some runs with compiled code
warm, so that other work on the machine counts little; the cold start is time on the clock.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from consilience import qca
from consilience.qca.minimization import prime_implicants

SEEDS = (1, 2, 3)
EXPECTED = {"C1": 1, "C2": 1, "C3": 0}
R_LIMIT = 60
R_SCRIPT = """
suppressMessages(library(QCA))
arguments <- commandArgs(TRUE)
data <- read.csv(arguments[1], row.names = 1)
table <- truthTable(data, outcome = "Y", incl.cut = 0.8, n.cut = 1)
started <- sum(proc.time()[1:2])
one <- identical(arguments[2], "one")
options <- if (one) list(first.min = TRUE) else list()
found <- do.call(minimize, c(list(table, include = "?"), options))
cat(sum(proc.time()[1:2]) - started, length(found$solution), "\\n")
"""
MILLION = """
import resource, sys, time
import numpy as np, pandas as pd
rng = np.random.default_rng(2)
data = pd.DataFrame(rng.integers(1, 100, (1_000_000, 7)) / 100, columns=list("ABCDEFY"))
data.loc[data.to_numpy()[:, 0] == 0.5, "A"] = 0.51
from consilience import qca
from consilience.qca.minimization import prime_implicants
qca.truth_table(data.iloc[:2000], "Y")
started = time.process_time()
qca.truth_table(data, "Y")
seconds = time.process_time() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(seconds, peak, data.to_numpy().nbytes / 2**20)
"""
COLD = """
import consilience.qca as qca
data = {"A": [1, 1, 0, 0, 1], "B": [1, 0, 1, 0, 1], "C": [0, 0, 1, 1, 1], "Y": [1, 1, 1, 0, 1]}
qca.necessity(data, "Y")
table = qca.truth_table(data, "Y")
qca.configurations(qca.minimize(table, "intermediate", "A"))
"""


def clusters(conditions: int, cases: int, seed: int) -> pd.DataFrame:
    """Cases around 12 prototypes, 12 % of bits flipped, outcome of three terms, 5 % noise."""
    rng = np.random.default_rng(seed)
    prototypes = rng.integers(0, 2, (12, conditions))
    bits = prototypes[rng.integers(0, 12, cases)] ^ (rng.random((cases, conditions)) < 0.12)
    outcome = np.zeros(cases, dtype=bool)
    for _ in range(3):
        chosen = rng.choice(conditions, min(3, conditions), replace=False)
        outcome |= (bits[:, chosen] == rng.integers(0, 2, len(chosen))).all(axis=1)
    outcome ^= rng.random(cases) < 0.05
    values = np.column_stack([bits, outcome]).astype(float)
    names = [f"C{n}" for n in range(1, conditions + 1)]
    return pd.DataFrame(values, columns=[*names, "Y"])


def least(work: Callable[[], object], runs: int = 5) -> float:
    """Return the least processor seconds of some runs, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def show(name: str, seconds: float, bar: float | None, more: str = "") -> None:
    verdict = "-" if bar is None else ("met" if seconds <= bar else "MISSED")
    limit = "      -" if bar is None else f"{bar:7.3f}"
    print(f"{name:44s} {seconds:8.4f} s  bar {limit}  {verdict:6s} {more}", flush=True)


def r_seconds(data: pd.DataFrame, library: str | None, mode: str) -> float | None:
    """Return the seconds of R's minimize(), or nothing where it fails, is missing or too slow."""
    if shutil.which("Rscript") is None:
        return None
    environment = os.environ | ({"R_LIBS": library} if library else {})
    with tempfile.TemporaryDirectory() as folder:
        table, script = Path(folder, "data.csv"), Path(folder, "run.R")
        data.to_csv(table)
        script.write_text(R_SCRIPT, encoding="utf-8")
        try:
            done = subprocess.run(
                ["Rscript", str(script), str(table), mode],
                env=environment,
                capture_output=True,
                text=True,
                timeout=R_LIMIT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None
    return float(done.stdout.split()[0]) if done.returncode == 0 and done.stdout else None


def ties(library: str | None) -> None:
    """All tied parsimonious models with fit; R's all models at 8 conditions, its one at 12."""
    bars = {(8, 200): 0.03, (12, 200): 0.10, (15, 50): 0.05, (15, 200): None, (20, 50): None}
    modes = {(8, 200): "all", (12, 200): "one", (15, 200): "one"}
    for (conditions, cases), bar in bars.items():
        for seed in SEEDS:
            data = clusters(conditions, cases, seed)
            table = qca.truth_table(data, "Y")
            found = qca.minimize(table, "parsimonious")
            here = least(lambda table=table: qca.minimize(table, "parsimonious"))  # type: ignore[misc]
            more = f"{found.model_count} models, all found: {found.exhausted}"
            mode = modes.get((conditions, cases)) if seed == 1 else None
            there = r_seconds(data, library, mode) if mode else None
            if there:
                more += f"; R ({mode}) {there:.2f} s, {there / here:.0f} times"
            elif mode:
                more += f"; R ({mode}) without a result in {R_LIMIT} s"
            show(f"ties, k={conditions} N={cases} seed {seed}", here, bar, more)


def implicants() -> None:
    """All prime implicants alone, and the whole call with covers, bound and fit."""
    for conditions, cases, alone, whole in ((20, 1000, 1.0, None), (25, 200, 0.3, 10.0)):
        for seed in SEEDS:
            table = qca.truth_table(clusters(conditions, cases, seed), "Y")
            positive, negative = table.chosen("1"), table.chosen("0", "C")
            found = prime_implicants(positive, negative)
            name = f"k={conditions} N={cases} seed {seed}"
            search = lambda p=positive, n=negative: prime_implicants(p, n)  # noqa: E731  (one call to time)
            show(f"implicants, {name}", least(search, 3), alone, f"{len(found)} implicants")
            started = time.process_time()
            solved = qca.minimize(table, "parsimonious")
            paths = min(len(model.terms) for model in solved.models)
            more = f"{paths} paths, gap {paths - solved.fewest_paths}; {solved.model_count} models"
            seconds = time.process_time() - started
            show(f"whole call, {name}", seconds, whole, f"{more}, all found: {solved.exhausted}")


def intermediate() -> None:
    """Intermediate solutions at any number of conditions, beside the parsimonious ones."""
    for conditions, cases in ((15, 50), (20, 50), (20, 200), (25, 50), (25, 200), (30, 50)):
        table = qca.truth_table(clusters(conditions, cases, 1), "Y")
        short = least(lambda table=table: qca.minimize(table, "parsimonious"), 1)  # type: ignore[misc]
        started = time.process_time()
        found = qca.minimize(table, "intermediate", EXPECTED)
        seconds = time.process_time() - started
        more = f"parsimonious {short:.2f} s; {found.model_count} models of {len(found.pairs)} pairs"
        show(f"intermediate, k={conditions} N={cases}", seconds, None, more)


def truth_tables() -> None:
    """A million fuzzy cases in a fresh process, and its peak memory."""
    done = subprocess.run(
        [sys.executable, "-c", MILLION], capture_output=True, text=True, check=True
    )
    seconds, peak, size = map(float, done.stdout.split())
    more = f"peak of the process {peak:.0f} MiB, {peak - size:.0f} above its input (bar 512)"
    show("truth table, 1,000,000 x 6 fuzzy", seconds, 1.0, more)


def sweep() -> None:
    """A thousand truth tables with their solutions, cut-offs and cases moved."""
    rng = np.random.default_rng(0)
    data = pd.DataFrame(rng.integers(1, 100, (100, 7)) / 100, columns=list("ABCDEFY"))
    data.Y = np.minimum(data.A, data.B).clip(0.05, 0.9) + 0.05

    def thousand() -> None:
        for run in range(1000):
            some = data.drop(index=run % 100)
            table = qca.truth_table(some, "Y", inclusion_cut=0.7 + run % 20 / 100)
            qca.minimize(table, "parsimonious")

    show("sweep, 1,000 runs, k=6 N=100", least(thousand, 1), 5.0)


def cold() -> None:
    """The first result of a small study in a fresh process, on the clock."""
    times = []
    for _ in range(4):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", COLD], capture_output=True, check=True)
        times.append(time.perf_counter() - started)
    show("first result in a fresh process", min(times[1:]), 1.0)


def main() -> None:
    parts: dict[str, Callable[[], None]] = {
        "ties": lambda: ties(given.r_library),
        "implicants": implicants,
        "intermediate": intermediate,
        "table": truth_tables,
        "sweep": sweep,
        "cold": cold,
    }
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--r-library")
    reader.add_argument("parts", nargs="*", choices=["all", *parts], default="all")
    given = reader.parse_args()
    for part in parts if "all" in given.parts else given.parts:
        parts[part]()


if __name__ == "__main__":
    main()
