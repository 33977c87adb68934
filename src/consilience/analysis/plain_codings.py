"""Agreement and saturation on plain tables, as the commands offer them without a study."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from consilience import coding
from consilience.errors import DataError


def agreement(
    cells: pd.DataFrame, level: str, values: list[str] | None, settings: dict[str, Any]
) -> coding.AgreementTable:
    """Return the agreement of a table with one row a unit and one column a coder."""
    return coding.agreement_table(cells.T, level, values=values, **settings)  # type: ignore[arg-type]  # the engine names the allowed levels


def with_intervals(found: coding.AgreementTable) -> pd.DataFrame:
    """Return the table with the interval of each coefficient in its cell."""
    frame = found.to_frame()
    for name in found.pooled.coefficients:
        if f"{name} low" in frame:
            ends = zip(frame[name], frame[f"{name} low"], frame[f"{name} high"], strict=True)
            cells = [f"{middle:.3f} [{low:.3f}, {high:.3f}]" for middle, low, high in ends]
            frame[name] = [cell.replace("nan", "-") for cell in cells]
            frame = frame.drop(columns=[f"{name} low", f"{name} high"])
    return frame


def disagreements(cells: pd.DataFrame, unit: str) -> coding.Disagreements:
    """Return the units of such a table on which coders differ."""
    return coding.disagreements(cells.T, unit=unit)


def code_sets(cells: pd.DataFrame, separator: str, nothing: str) -> pd.DataFrame:
    """Return the codes of each cell in one order; ``nothing`` stands for a cell without a code."""

    def ordered(cell: str | None) -> str | None:
        if cell is None:
            return None
        return f"{separator} ".join(sorted(_codes(cell, separator))) or nothing

    return cells.map(ordered)


def agreement_of_codes(
    cells: pd.DataFrame, separator: str, settings: dict[str, Any]
) -> coding.AgreementTable:
    """Return the agreement where a cell holds several codes: "" for none, None for not coded."""
    return coding.code_agreement(presence(cells, separator), **settings)


def presence(cells: pd.DataFrame, separator: str) -> dict[str, pd.DataFrame]:
    """Return, for each code, which coder gave it to which unit; NaN where not coded."""
    if not separator:
        raise DataError("coding.separator")
    given = cells.map(lambda cell: None if cell is None else _codes(cell, separator))
    codes = sorted({code for column in given for found in given[column] for code in found or ()})
    if not codes:
        raise DataError("coding.no_codes")
    return {code: given.map(_holds(code)).T for code in codes}


def saturation_of_counts(frame: pd.DataFrame, settings: dict[str, Any]) -> coding.Saturation:
    """Return the saturation of a table with one row a source and one column a code."""
    return coding.saturation(frame.fillna(0), **settings)


def saturation_of_codings(
    cells: pd.DataFrame, source: str, code: str, settings: dict[str, Any]
) -> coding.Saturation:
    """Return the saturation of a table with one row a coding; sources in order of appearance.

    A row without a code names a source in which nothing was coded.
    """
    found: dict[str, list[str]] = {}
    for name, given in zip(cells[source], cells[code], strict=True):
        if name is None:
            raise DataError("coding.no_source", column=source)
        codes = found.setdefault(str(name), [])
        if given is not None:
            codes.append(str(given))
    return coding.saturation(found, **settings)


def _holds(code: str) -> Callable[[frozenset[str] | None], float]:
    return lambda found: np.nan if found is None else float(code in found)


def _codes(cell: str, separator: str) -> frozenset[str]:
    return frozenset(part.strip() for part in cell.split(separator) if part.strip())
