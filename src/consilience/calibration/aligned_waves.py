"""Several waves of a survey side by side: one row a case, one column a wave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.calibration.answers import with_gaps
from consilience.errors import ArgumentError, DataError
from consilience.results import Note, Result


@dataclass(frozen=True)
class MissingWave:
    """A case without a row, or without every value, in a wave."""

    case: str
    wave: str


@dataclass(frozen=True, kw_only=True, eq=False)
class AlignedWaves(Result):
    """Values of every case in every wave, shape (cases, waves, columns); NaN for gaps.

    ``missing`` lists the cases that have no row, or a gap in one, by wave; ``complete`` the cases
    with all values in all waves.
    """

    cases: tuple[str, ...]
    waves: tuple[str, ...]
    columns: tuple[str, ...]
    values: NDArray[np.float64]
    missing: tuple[MissingWave, ...]
    complete: tuple[str, ...]

    def of(self, column: str) -> pd.DataFrame:
        """Return one column: a row a case, a column a wave."""
        name = checks.choice(column, self.columns, "column", "of")
        found = self.values[:, :, self.columns.index(name)].copy()
        return pd.DataFrame(found, index=list(self.cases), columns=list(self.waves))

    def to_frame(self) -> pd.DataFrame:
        """Return one row a case, one column a value and wave ("trust 2024")."""
        names = [f"{column} {wave}" for wave in self.waves for column in self.columns]
        wide = self.values.reshape(len(self.cases), -1).copy()
        return pd.DataFrame(wide, index=pd.Index(list(self.cases), name="case"), columns=names)


def align_waves(
    data: object, *, case: str, wave: str, columns: object = None, waves: object = None
) -> AlignedWaves:
    """Put the waves of a survey side by side, and say who is missing when.

    Parameters
    ----------
    data : table with one row a case and wave
        A case occurs once in a wave: bring several respondents together first (``aggregate``).
    case, wave : str
        The columns that name the case and the wave (texts or whole numbers).
    columns : list of str, optional
        The columns with values (numbers, NaN for gaps); all others by default.
    waves : list of str, optional
        The waves in their order in time. By default numbers rise and texts stand in the order in
        which they occur.

    Returns
    -------
    AlignedWaves
        One value a case, wave and column.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a column is missing, a name empty, a case twice in a wave, or a value no number.

    Examples
    --------
    >>> data = {
    ...     "firm": ["Maps", "Maps", "Chips"], "year": [2024, 2025, 2024], "trust": [3.0, 4.0, 2.5],
    ... }
    >>> found = align_waves(data, case="firm", wave="year")
    >>> found.to_frame()
           trust 2024  trust 2025
    case
    Maps          3.0         4.0
    Chips         2.5         NaN
    >>> found.missing[0].case, found.missing[0].wave
    ('Chips', '2025')

    References
    ----------
    Menard (2002), *Longitudinal Research*.
    """
    owner = "align_waves"
    table = checks.frame(data, "data", owner)
    (case_column,) = checks.known_names([case], table.columns, "case", owner)
    (wave_column,) = checks.known_names([wave], table.columns, "wave", owner)
    if case_column == wave_column:
        raise ArgumentError("wave", owner, "other_column", wave, other="case")
    rest = [name for name in table.columns if name not in {case_column, wave_column}]
    named = checks.known_names(rest if columns is None else columns, rest, "columns", owner)
    numbers = with_gaps(table[list(named)], "data", owner).to_numpy(dtype=np.float64)
    of_case = [_label(item, case_column, owner) for item in table[case_column].tolist()]
    of_wave = [_label(item, wave_column, owner) for item in table[wave_column].tolist()]
    cases, order = tuple(dict.fromkeys(of_case)), _order(table[wave_column], of_wave, waves, owner)
    values = np.full((len(cases), len(order), len(named)), np.nan)
    taken: set[tuple[str, str]] = set()
    case_place = {name: place for place, name in enumerate(cases)}
    wave_place = {name: place for place, name in enumerate(order)}
    for row, place in zip(numbers, zip(of_case, of_wave, strict=True), strict=True):
        if place in taken:
            raise DataError("calibration.case_twice", case=place[0], wave=place[1])
        taken.add(place)
        values[case_place[place[0]], wave_place[place[1]]] = row
    gaps = np.isnan(values).any(axis=2)
    missing = tuple(
        MissingWave(cases[row], order[column]) for row, column in np.argwhere(gaps).tolist()
    )
    values.flags.writeable = False
    return AlignedWaves(
        cases=cases,
        waves=order,
        columns=named,
        values=values,
        missing=missing,
        complete=tuple(n for n, gap in zip(cases, gaps.any(axis=1), strict=True) if not gap),
        parameters={"case": case_column, "wave": wave_column},
        notes=_notes(missing, len(cases)),
        references=("menard2002",),
    )


def _label(item: object, column: str, owner: str) -> str:
    """Return the name of a case or wave; 2024.0 is 2024."""
    if isinstance(item, float) and item.is_integer():
        item = int(item)
    if isinstance(item, bool) or not isinstance(item, str | int) or item == "":
        raise ArgumentError(column, owner, "labels", item)
    return str(item)


def _order(column: pd.Series, labels: list[str], waves: object, owner: str) -> tuple[str, ...]:
    found = list(dict.fromkeys(labels))
    if waves is not None:
        named = checks.names(waves, "waves", owner)
        checks.known_names(found, named, "waves", owner)
        return named
    if pd.api.types.is_numeric_dtype(column):
        found.sort(key=float)
    return tuple(found)


def _notes(missing: tuple[MissingWave, ...], cases: int) -> tuple[Note, ...]:
    if not missing:
        return ()
    values = {"missing": len({item.case for item in missing}), "cases": cases}
    return (Note("calibration.note.waves_missing", values, "warning"),)
