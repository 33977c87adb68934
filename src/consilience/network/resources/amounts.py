"""Tables of amounts: one row a member, one column a kind of resource or a collaboration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError

if TYPE_CHECKING:
    import pandas as pd


def read_amounts(
    table: object, name: str, owner: str
) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """Return the members and their amounts, shape (members, columns), finite and at least 0.

    Raises
    ------
    ArgumentError
        If there is no table, or a member has two rows.
    DataError
        If an amount is missing, negative, infinite or no number, with its column.
    """
    frame = checks.frame(table, name, owner)
    members = tuple(str(label) for label in frame.index)
    repeated = sorted({label for label in members if members.count(label) > 1})
    if repeated:
        raise ArgumentError(name, owner, "no_duplicates", members, repeated=repeated)
    columns = [column_amounts(frame, column) for column in frame.columns]
    return members, np.column_stack(columns)


def column_amounts(frame: pd.DataFrame, column: str) -> NDArray[np.float64]:
    """Return the amounts of a column, finite and at least 0, shape (rows,).

    Raises
    ------
    DataError
        If an amount is missing, negative, infinite or no number.
    """
    try:
        found = checks.numbers(frame[column].tolist(), column, "amounts")
    except ArgumentError as error:
        raise DataError("network.amount", column=column) from error
    if (found < 0).any():
        raise DataError("network.amount", column=column)
    return found
