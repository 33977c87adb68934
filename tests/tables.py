"""Random calibrated tables for tests: crisp, fuzzy and multi-value, seeded."""

from __future__ import annotations

import numpy as np
import pandas as pd


def random_table(seed: int, conditions: int, cases: int, kind: str) -> pd.DataFrame:
    """Return conditions A, B, ... and the outcome Y, which varies; no fuzzy value is exactly .5.

    The kind "mixed" has multi-value, fuzzy and crisp conditions in turn, and a fuzzy outcome.
    """
    rng = np.random.default_rng(seed)
    columns = {}
    for place in range(conditions):
        name = chr(ord("A") + place)
        if (kind == "multi-value" and place == 0) or (kind == "mixed" and place % 3 == 0):
            columns[name] = rng.integers(0, 3, cases).astype(float)
            columns[name][0] = 2
        elif kind == "fuzzy" or (kind == "mixed" and place % 3 == 1):
            columns[name] = _fuzzy(rng, cases)
        else:
            columns[name] = rng.integers(0, 2, cases).astype(float)
    columns["Y"] = (
        _fuzzy(rng, cases)
        if kind in {"fuzzy", "mixed"}
        else rng.integers(0, 2, cases).astype(float)
    )
    columns["Y"][:2] = (1.0, 0.0)
    return pd.DataFrame(columns, index=[f"c{n}" for n in range(1, cases + 1)])


def _fuzzy(rng: np.random.Generator, cases: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    found = rng.integers(0, 100, cases) / 100
    return np.where(found == 0.5, 0.51, found)
