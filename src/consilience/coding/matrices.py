"""Cross matrices: how often each row meets each column, with the quotes behind every count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.coding.coded import Ints, best_first, places_of, read_codings, read_mapping
from consilience.results import Note, Result

STATES = ("present", "disputed", "absent", "not mentioned", "no source")


@dataclass(frozen=True)
class MatrixCell:
    """One cell. ``codings`` are those behind ``count``, the best quote first.

    ``state`` is "present" (codings, none of them against), "disputed" (some against), "absent"
    (all against), "not mentioned" (there are sources, but no coding) or "no source".
    """

    row: str
    column: str
    state: str
    count: int
    against: int
    sources: int
    codings: tuple[str, ...]

    @property
    def best(self) -> str:
        """The coding whose quote is shown; "" where there is none."""
        return self.codings[0] if self.codings else ""


@dataclass(frozen=True, kw_only=True, eq=False)
class CrossMatrix(Result):
    """Counts of codings by row and column; all arrays have the shape (rows, columns).

    ``against`` counts the codings that speak against, ``sources`` the sources that the codings
    stand in, ``material`` those in which they could stand. ``codings`` lists the codings cell by
    cell, row by row, in each cell the best quote first.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Ints
    against: Ints
    sources: Ints
    material: Ints
    codings: tuple[str, ...]

    def cell(self, row: str, column: str) -> MatrixCell:
        """Return one cell with the codings behind it."""
        across = self.rows.index(checks.choice(row, self.rows, "row", "cell"))
        down = self.columns.index(checks.choice(column, self.columns, "column", "cell"))
        flat = across * len(self.columns) + down
        start = int(self.counts.ravel()[:flat].sum())
        count, against = int(self.counts[across, down]), int(self.against[across, down])
        return MatrixCell(
            row=row,
            column=column,
            state=STATES[int(self.states[across, down])],
            count=count,
            against=against,
            sources=int(self.sources[across, down]),
            codings=self.codings[start : start + count],
        )

    @property
    def states(self) -> Ints:
        """The place of each cell's state in STATES, shape (rows, columns)."""
        coded = np.where(self.against == 0, 0, np.where(self.against < self.counts, 1, 2))
        return np.where(self.counts > 0, coded, np.where(self.material > 0, 3, 4))

    def empty(self) -> tuple[MatrixCell, ...]:
        """Return the cells without a coding, row by row."""
        places = np.argwhere(self.counts == 0).tolist()
        return tuple(
            MatrixCell(
                row=self.rows[row],
                column=self.columns[column],
                state=STATES[3] if self.material[row, column] else STATES[4],
                count=0,
                against=0,
                sources=0,
                codings=(),
            )
            for row, column in places
        )

    def to_frame(self) -> pd.DataFrame:
        """Return the counts, one row a row."""
        return pd.DataFrame(self.counts.copy(), index=list(self.rows), columns=list(self.columns))

    def state_frame(self) -> pd.DataFrame:
        """Return the states in words."""
        words = np.array(STATES, dtype=object)[self.states]
        return pd.DataFrame(words, index=list(self.rows), columns=list(self.columns))


def cross_matrix(
    codings: object,
    rows: object,
    columns: object,
    *,
    row_sources: object = None,
    column_sources: object = None,
) -> CrossMatrix:
    """Count codings by row and column, and tell what is silent from what is denied.

    Parameters
    ----------
    codings : table
        One row a coding and cell: ``coding``, ``row``, ``column``, ``source``; if known
        ``exemplar``, ``direction``, ``importance``, ``intensity`` and ``length``, as for
        ``evidence_table``. A coding counts once in a cell.
    rows, columns : list of str
        All rows and columns, in order, also those without a coding.
    row_sources, column_sources : mapping of str to lists of str, optional
        The sources in which a row (a column) could have been mentioned, such as those of a case.
        A row or column left out has none. What could be mentioned in a cell is what both have in
        common; without either, every source of the table.

    Returns
    -------
    CrossMatrix
        Counts of shape (rows, columns), and every coding behind them.

    Raises
    ------
    ArgumentError, UnknownNameError
        If a column is missing, a cell not allowed, or a name none of the rows or columns.

    Examples
    --------
    >>> codings = {
    ...     "coding": ["q1", "q2"], "row": ["C1", "C1"], "column": ["trust", "law"],
    ...     "source": ["J1", "J1"], "direction": ["for", "against"],
    ... }
    >>> of = {"C1": ["J1"], "C2": ["J2"], "C3": []}
    >>> found = cross_matrix(codings, ["C1", "C2", "C3"], ["trust", "law"], row_sources=of)
    >>> found.state_frame().values.tolist()
    [['present', 'absent'], ['not mentioned', 'not mentioned'], ['no source', 'no source']]

    References
    ----------
    Eisenhardt (1989), Building Theories from Case Study Research; Miles and Huberman (1994),
    Qualitative Data Analysis.
    """
    owner = "cross_matrix"
    table = read_codings(codings, ("coding", "row", "column", "source"), owner)
    down = checks.names(rows, "rows", owner)
    across = checks.names(columns, "columns", owner)
    source, known = pd.factorize(table["source"])
    cells = Cells(
        ids=table["coding"].to_numpy(),
        coding=pd.factorize(table["coding"])[0].astype(np.int64),
        row=places_of(table["row"], down, "row", owner),
        column=places_of(table["column"], across, "column", owner),
        source=source.astype(np.int64),
        against=(table["direction"] == "against").to_numpy(),
        order=best_first(table),
    )
    given = (row_sources, column_sources)
    if given == (None, None):
        material = np.full((len(down), len(across)), len(known), dtype=np.int64)
        return matrix_of(cells, down, across, material, (Note("evidence.note.every_source"),))
    of = tuple(
        None if one is None else read_mapping(one, name, owner)
        for one, name in zip(given, ("row_sources", "column_sources"), strict=True)
    )
    for names, mapping, name in zip(
        (down, across), of, ("row_sources", "column_sources"), strict=True
    ):
        for key in mapping or ():
            checks.choice(key, names, name, owner)
    return matrix_of(cells, down, across, material_of(down, across, of[0], of[1]))


@dataclass(frozen=True)
class Cells:
    """Codings in cells, one entry a coding and cell, all of shape (entries,).

    ``coding``, ``row``, ``column`` and ``source`` are numbers from 0, ``order`` holds the entries
    in the order in which their quotes are shown.
    """

    ids: NDArray[np.object_]
    coding: Ints
    row: Ints
    column: Ints
    source: Ints
    against: NDArray[np.bool_]
    order: Ints


def matrix_of(
    cells: Cells,
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    material: Ints,
    notes: tuple[Note, ...] = (),
) -> CrossMatrix:
    """Return the matrix of codings that were checked; see :func:`cross_matrix`."""
    shape = (len(rows), len(columns))
    where = cells.row * len(columns) + cells.column
    order = cells.order[np.argsort(where[cells.order], kind="stable")]
    order = order[~_repeated(where[order], cells.coding[order])]
    cell = where[order]
    sources = _counted(cell[~_repeated(cell, cells.source[order])], shape)
    return CrossMatrix(
        rows=rows,
        columns=columns,
        counts=_counted(cell, shape),
        against=_counted(cell[cells.against[order]], shape),
        sources=sources,
        material=_fixed(np.maximum(material, sources)),
        codings=tuple(cells.ids[order].tolist()),
        parameters={"rows": shape[0], "columns": shape[1]},
        notes=notes,
        references=("eisenhardt1989", "miles1994"),
    )


def _repeated(first: Ints, second: Ints) -> NDArray[np.bool_]:
    """Tell which pairs have occurred before."""
    key = first * (int(second.max()) + 1) + second
    return pd.Series(key).duplicated().to_numpy()


def _counted(cells: Ints, shape: tuple[int, int]) -> Ints:
    return _fixed(np.bincount(cells, minlength=shape[0] * shape[1]).astype(np.int64).reshape(shape))


def _fixed(found: Ints) -> Ints:
    found.flags.writeable = False
    return found


def material_of(
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    of_rows: Mapping[str, tuple[str, ...]] | None,
    of_columns: Mapping[str, tuple[str, ...]] | None,
) -> Ints:
    """Return in how many sources each cell could be mentioned; None: in those of the other side."""
    given = [of.values() for of in (of_rows, of_columns) if of is not None]
    every = sorted({one for values in given for several in values for one in several})
    left, right = _incidence(rows, of_rows, every), _incidence(columns, of_columns, every)
    return (left @ right.T).astype(np.int64)


def _incidence(
    names: tuple[str, ...], of: Mapping[str, tuple[str, ...]] | None, every: list[str]
) -> NDArray[np.float64]:
    if of is None:
        return np.ones((len(names), len(every)))
    found = np.zeros((len(names), len(every)))
    place = {name: number for number, name in enumerate(every)}
    for number, name in enumerate(names):
        found[number, [place[one] for one in of.get(name, ())]] = 1
    return found
