"""Random tables and hostile names for the tests of scripts."""

from __future__ import annotations

import numpy as np
import pandas as pd

HOSTILE = [
    'A"); system("touch injected")#',
    "B'); import os; os.system('touch injected')#",
    "line\nbreak'''",
    'back\\slash"',
    "=1+1",
    "信任",
    "\u2028x\x85y\u202ez",
]


def random_table(seed: int, kind: str) -> pd.DataFrame:
    """Return 12 to 40 cases with 3 to 5 conditions A, B, ... and an outcome Y."""
    random = np.random.default_rng(seed)
    cases, conditions = int(random.integers(12, 41)), int(random.integers(3, 6))
    names = ["A", "B", "C", "D", "E"][:conditions]
    values = random.integers(0, 2, (cases, conditions + 1)).astype(float)
    if kind == "fuzzy":
        values = abs(values - random.integers(0, 30, values.shape) / 100)
    if kind == "multi":
        values[:, 0] = random.integers(0, 3, cases)
    values[:2, -1] = (0.0, 1.0)
    index = pd.Index([f"c{place:02}" for place in range(cases)], name="case")
    return pd.DataFrame(values, index=index, columns=[*names, "Y"])
