"""Time the QCA core, and R QCA in the same run where Rscript and its package QCA are there.

``python benchmarks/qca.py [R library]`` prints one line a case: seconds here (least of three,
compiled code warm), seconds of R's minimize(), and their ratio.
"""

from __future__ import annotations

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

R_LIMIT = 120
R_SCRIPT = """
suppressMessages(library(QCA))
arguments <- commandArgs(TRUE)
data <- read.csv(arguments[1], row.names = 1)
table <- truthTable(data, outcome = "Y", incl.cut = 0.8, n.cut = 1)
started <- proc.time()[["elapsed"]]
one <- identical(arguments[2], "one")
options <- if (one) list(first.min = TRUE) else list()
found <- do.call(minimize, c(list(table, include = "?"), options))
cat(proc.time()[["elapsed"]] - started, length(found$solution), "\\n")
"""


def clusters(conditions: int, cases: int, seed: int, *, fuzzy: bool = False) -> pd.DataFrame:
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
    if fuzzy:
        values = np.abs(values - np.round(rng.random(values.shape) * 0.45, 2))
    names = [f"C{n}" for n in range(1, conditions + 1)]
    return pd.DataFrame(values, columns=[*names, "Y"])


def least(work: Callable[[], object], runs: int = 3) -> float:
    """Return the least seconds of some runs, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


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


def minimizers(library: str | None) -> None:
    """Time all tied parsimonious models with fit, against R's (all models, or one)."""
    print("conditions cases implicants models complete seconds  R seconds  ratio (R mode)")
    for conditions, cases in ((8, 50), (8, 200), (12, 50), (12, 200), (15, 50), (20, 50)):
        data = clusters(conditions, cases, seed=1)
        table = qca.truth_table(data, "Y")
        found = qca.minimize(table, "parsimonious")
        here = least(lambda table=table: qca.minimize(table, "parsimonious"))  # type: ignore[misc]
        mode = "all" if conditions * cases <= 8 * 200 else "one"
        there = r_seconds(data, library, mode) if conditions <= 16 else None
        ratio = f"{there:9.2f} {there / here:8.0f}x ({mode})" if there else "        - "
        print(
            f"{conditions:10d} {cases:5d} {len(found.prime_implicants):10d} "
            f"{found.model_count:6d} {found.exhausted!s:8s} {here:7.4f} {ratio}"
        )


def truth_tables() -> None:
    """Time a truth table of a million fuzzy cases."""
    data = clusters(6, 1_000_000, seed=2, fuzzy=True)
    print(f"truth table, 1,000,000 x 6 fuzzy: {least(lambda: qca.truth_table(data, 'Y'), 1):.2f} s")


if __name__ == "__main__":
    minimizers(sys.argv[1] if len(sys.argv) > 1 else None)
    truth_tables()
