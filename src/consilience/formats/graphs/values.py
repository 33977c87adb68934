"""Attributes of nodes and ties, as files type them: texts, numbers, true or false."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from consilience.errors import DataError
from consilience.formats.markup import writable
from consilience.network.rows import is_missing

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from consilience.formats.graphs.data import GraphData

Kind = Literal["text", "whole", "number", "boolean"]

_WHOLE = {"int", "integer", "long", "short", "byte"}
_NUMBER = {"float", "double"}
_TRUE, _FALSE = {"true", "1", "yes"}, {"false", "0", "no"}


def read_value(text: str, kind: str, name: str, file: str) -> Any:
    """Return a value of a type that the file names; None for an empty number."""
    said, stripped = kind.lower(), text.strip()
    if said not in {*_WHOLE, *_NUMBER, "boolean"}:
        return text
    if not stripped:
        return None
    try:
        if said == "boolean":
            return _boolean(stripped)
        return int(stripped) if said in _WHOLE else float(stripped)
    except ValueError as error:
        raise DataError("graphs.value", file=file, name=name, kind=kind, got=text[:40]) from error


def _boolean(text: str) -> bool:
    if text.lower() not in _TRUE | _FALSE:
        raise ValueError(text)
    return text.lower() in _TRUE


def kind_of(cells: Collection[Any]) -> Kind:
    """Return the narrowest type that holds every cell which is not empty."""
    types = {_type(cell) for cell in cells if not is_missing(cell)}
    if len(types) == 1:
        return types.pop()
    return "number" if types == {"whole", "number"} else "text"


def _type(cell: Any) -> Kind:
    if isinstance(cell, bool | np.bool_):
        return "boolean"
    if isinstance(cell, int | np.integer):
        return "whole"
    return "number" if isinstance(cell, float | np.floating) else "text"


def values_of(table: pd.DataFrame, without: Collection[str]) -> dict[str, Kind]:
    """Return the type of each column that is an attribute."""
    return {name: kind_of(table[name].tolist()) for name in table.columns if name not in without}


def value_text(cell: Any) -> str | None:
    """Return a value as files write it; None where there is none."""
    if cell is None or (not isinstance(cell, str) and is_missing(cell)):
        return None
    if isinstance(cell, bool | np.bool_):
        return "true" if cell else "false"
    if isinstance(cell, float | np.floating):
        return repr(float(cell))
    return writable(str(cell))


def tie_values(data: GraphData) -> pd.DataFrame:
    """Return the ties as most programs call what they have; layer and dates only if there are any.

    An attribute of the name that the strength gets is set aside.
    """
    ties = data.ties.rename(columns={"strength": "weight"})
    empty = [name for name in ("layer", "start", "end") if not any(ties[name])]
    return ties.drop(columns=empty)
