"""Answers of a questionnaire as numbers: one row a respondent, one column an item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.results import Note


@dataclass(frozen=True, eq=False)
class Answers:
    """Answers of the respondents who gave all of them, shape (respondents, items).

    ``kept`` is true for those respondents, shape (all respondents,).
    """

    items: tuple[str, ...]
    values: NDArray[np.float64]
    kept: NDArray[np.bool_]

    def notes(self) -> tuple[Note, ...]:
        """Return a note on respondents that are left out."""
        left_out = int((~self.kept).sum())
        if not left_out:
            return ()
        values = {"left_out": left_out, "total": len(self.kept)}
        return (Note("calibration.note.incomplete", values),)


def read_answers(data: object, name: str, owner: str, *, least: int = 1) -> Answers:
    """Return the complete rows of a table of answers; gaps are NaN or None.

    Respondents with a gap are left out of all items.
    """
    table = checks.frame(data, name, owner)
    if len(table.columns) < least:
        raise ArgumentError(name, owner, "columns", len(table.columns), least=least)
    values = np.column_stack([_column(table[item], item, owner) for item in table.columns])
    kept: NDArray[np.bool_] = np.asarray(~np.isnan(values).any(axis=1))
    if kept.sum() < 2:
        raise ArgumentError(name, owner, "complete_rows", int(kept.sum()), least=2)
    return Answers(tuple(table.columns), values[kept], kept)


def with_gaps(data: object, name: str, owner: str) -> pd.DataFrame:
    """Return a table of numbers in which NaN stands for a gap."""
    table = checks.frame(data, name, owner)
    columns = {item: _column(table[item], item, owner) for item in table.columns}
    return pd.DataFrame(columns, index=table.index)


def read_groups(groups: object, count: int, owner: str) -> NDArray[np.object_]:
    """Return the group of every respondent, as texts."""
    if not isinstance(groups, Iterable) or isinstance(groups, str | bytes):
        raise ArgumentError("groups", owner, "respondent_groups", groups)
    found = list(groups)
    for place, item in enumerate(found, start=1):
        if not isinstance(item, str) or not item:
            raise ArgumentError("groups", owner, "text_at", item, place=place)
    checks.same_length(np.array(found), np.empty(count), "groups", owner, "respondents")
    if len(set(found)) < 2:
        raise ArgumentError("groups", owner, "two_groups", len(set(found)))
    return np.array(found, dtype=object)


def _column(column: pd.Series, name: str, owner: str) -> NDArray[np.float64]:
    """Return one column as numbers; NaN, None and NA are gaps, all else must be finite."""
    gaps = column.isna().to_numpy()
    found = np.full(len(column), np.nan)
    if not gaps.all():
        found[~gaps] = checks.numbers(column[~gaps].tolist(), name, owner)
    return found
