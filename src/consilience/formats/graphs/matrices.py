"""Ties as a matrix or as pairs writes them: zero is no tie, what is symmetric has no direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience.errors import DataError
from consilience.formats.graphs.data import records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from consilience.formats.graphs.data import Draft, GraphData

Pairs = dict[tuple[str, str], float]


def add_pairs(
    draft: Draft,
    pairs: Mapping[tuple[str, str], float],
    values: Mapping[str, str],
    *,
    two_mode: bool,
) -> None:
    """Add ties with the strength of each pair, all with the same layer and dates."""
    mutual = not two_mode and is_mutual(pairs)
    done: set[tuple[str, str]] = set()
    for ends, strength in pairs.items():
        if strength and not (mutual and ends[::-1] in done):
            done.add(ends)
            one_way = not mutual and not two_mode
            draft.add_tie(ends, {**values, "strength": strength}, directed=one_way)


def is_mutual(pairs: Mapping[tuple[str, str], float]) -> bool:
    """Return whether every tie is as strong in the other direction."""
    return all(pairs.get((b, a), 0.0) == strength for (a, b), strength in pairs.items())


def pairs_of(rows: Sequence[str], columns: Sequence[str], cells: NDArray[np.float64]) -> Pairs:
    """Return the cells of a matrix that are not zero, by the names of row and column."""
    return {
        (rows[row], columns[column]): float(cells[row, column])
        for row, column in zip(*np.nonzero(cells), strict=True)
    }


def layer_pairs(data: GraphData, layer: str) -> Pairs:
    """Return the strengths of a layer; what is tied without direction is there both ways.

    Rows between the same two add up. Two-mode ties lead one way.
    """
    found: Pairs = {}
    two_mode = data.two_mode
    for tie in records(data.ties[data.ties["layer"] == layer]):
        a, b = tie["from"], tie["to"]
        both = not tie["directed"] and not two_mode and a != b
        for ends in ((a, b), (b, a)) if both else ((a, b),):
            found[ends] = found.get(ends, 0.0) + tie["strength"]
    return found


def numbers(words: Sequence[str], file: str, row: int) -> list[float]:
    """Return words as numbers, or refuse the row of the file."""
    try:
        return [float(word) for word in words]
    except ValueError as error:
        raise DataError("graphs.line", file=file, row=row, got=" ".join(words)[:60]) from error
