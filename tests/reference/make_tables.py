"""Write the random tables that R QCA and this program analyse: python make_tables.py."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "tables"
NAMES = "ABCDEG"
SIZES = ((3, 8), (3, 20), (4, 12), (4, 24), (4, 40), (5, 15), (5, 30), (5, 60), (6, 20), (6, 45))
KINDS = ("crisp", "fuzzy", "multi", "sparse")


def main() -> None:
    """Write one table for each kind and size; the same bytes every time."""
    FOLDER.mkdir(exist_ok=True)
    for kind_number, kind in enumerate(KINDS):
        for number, (conditions, cases) in enumerate(SIZES, start=1):
            random = np.random.default_rng([2026, kind_number, number])
            rows = _table(kind, conditions, cases, random)
            _write(FOLDER / f"{kind}_{number:02d}.csv", conditions, rows)


def _table(
    kind: str, conditions: int, cases: int, random: np.random.Generator
) -> NDArray[np.float64]:
    levels = np.full(conditions, 2)
    if kind == "multi":
        levels[: 1 + conditions // 3] = 3
    # Few prototypes with noise: real tables leave most rows of the truth table unobserved.
    prototypes = random.integers(
        levels, size=(max(4, cases // (6 if kind == "sparse" else 3)), conditions)
    )
    corner = prototypes[random.integers(len(prototypes), size=cases)]
    noise = random.random(corner.shape) < 0.1
    corner = np.where(noise, random.integers(levels, size=corner.shape), corner)
    corner[:3] = np.minimum(np.arange(3)[:, None], levels - 1)  # every level occurs
    outcome = _planted(corner, levels, random) ^ (random.random(cases) < 0.06)
    if kind in {"fuzzy", "sparse"}:
        return np.column_stack([_blurred(corner, random), _blurred(outcome[:, None], random)])
    return np.column_stack([corner, outcome]).astype(np.float64)


def _planted(
    corner: NDArray[np.int64], levels: NDArray[np.int64], random: np.random.Generator
) -> NDArray[np.bool_]:
    found = np.zeros(len(corner), dtype=np.bool_)
    for _ in range(2):
        chosen = random.permutation(len(levels))[:2]
        wanted = random.integers(levels)[chosen]
        found |= (corner[:, chosen] == wanted).all(axis=1)
    return found


def _blurred(corner: NDArray[np.generic], random: np.random.Generator) -> NDArray[np.float64]:
    """Return memberships with two decimals on the same side of .5, never .5 itself."""
    distance = np.round(random.beta(1.2, 3.0, size=corner.shape) * 0.49, 2)
    found = np.abs(corner.astype(np.float64) - np.minimum(distance, 0.49))
    return np.asarray(np.round(found, 2), dtype=np.float64)


def _write(path: Path, conditions: int, rows: NDArray[np.float64]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["case", *NAMES[:conditions], "Y"])
        for number, row in enumerate(rows.tolist(), start=1):
            writer.writerow([f"c{number:02d}", *(f"{value:g}" for value in row)])


if __name__ == "__main__":
    main()
