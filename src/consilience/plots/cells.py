"""Numbers on a grid as coloured cells of a panel."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from consilience.errors import ArgumentError
from consilience.plots.common import rectangle
from consilience.plots.figure import Area, Mark, Style
from consilience.plots.panels import Panel


def cells_of(given: object, name: str, owner: str) -> NDArray[np.int64]:
    """Return whole numbers on a grid."""
    found = np.asarray(given)
    if found.ndim != 2 or not found.size or found.dtype.kind not in "iu":
        raise ArgumentError(name, owner, "cell_numbers", given)
    return found.astype(np.int64)


def cell_marks(panel: Panel, cells: NDArray[np.int64], styles: Sequence[Style]) -> list[Mark]:
    """Return cells of a panel as rectangles, rows from below; equal neighbours are one.

    A number below 0 has no colour. Rectangles reach a little over the next row, so that no seam
    shows between them.
    """
    rows, columns = cells.shape
    wide, high = panel.width / columns, panel.height / rows
    marks: list[Mark] = []
    row = 0
    while row < rows:
        end = row + 1
        while end < rows and (cells[end] == cells[row]).all():
            end += 1
        cuts = [0, *(np.flatnonzero(np.diff(cells[row])) + 1).tolist(), columns]
        top = panel.bottom - end * high
        over = 0.5 if row else 0.0
        for left, right in pairwise(cuts):
            if cells[row, left] >= 0:
                box = rectangle(
                    panel.left + left * wide, top, (right - left) * wide, (end - row) * high + over
                )
                marks.append(Area(box, styles[cells[row, left] % len(styles)]))
        row = end
    return marks
