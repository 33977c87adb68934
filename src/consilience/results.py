"""What every result of an engine offers.

A result is a frozen record: the numbers, the settings that made them (``parameters``), what the
reader must know beside them (``notes``) and what they rest on (``references``). It goes to JSON
and back without loss, and to a pandas frame.
"""

from __future__ import annotations

import dataclasses
import html
import json
import math
import types
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Self,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

import numpy as np

from consilience.references import citation
from consilience.texts import Language, text

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Note:
    """One sentence beside a result, by key, with the values of its blanks.

    ``level`` is ``"warning"`` where the reader could be misled without it, else ``"info"``.
    """

    key: str
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    level: Literal["info", "warning"] = "info"

    def sentence(self, language: Language = "en") -> str:
        """Return the note as one sentence."""
        return text(self.key, language, **self.values)

    def __str__(self) -> str:
        return self.sentence()


@dataclass(frozen=True, kw_only=True, eq=False)
class Result:
    """Base of every result; see the module."""

    parameters: Mapping[str, Any]
    notes: tuple[Note, ...] = ()
    references: tuple[str, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Return the main table of the result as a fresh pandas frame."""
        raise TypeError(type(self).__name__)

    def to_dict(self) -> dict[str, Any]:
        """Return the whole result as plain values that JSON can hold (NaN becomes null)."""
        return {field.name: plain(getattr(self, field.name)) for field in dataclasses.fields(self)}

    def to_json(self) -> str:
        """Return the result as one line of JSON, the same bytes for the same result."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Return the result that :meth:`to_dict` described."""
        found: Self = restored(cls, values)
        return found

    def citations(self) -> tuple[str, ...]:
        """Return the references as they stand in a list of references."""
        return tuple(citation(key) for key in self.references)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Result) or type(self) is not type(other):
            return NotImplemented
        return self.to_json() == other.to_json()

    def __hash__(self) -> int:
        return hash(self.to_json())

    def _repr_html_(self) -> str:
        table = self.to_frame().to_html(border=0, float_format=lambda value: f"{value:.3f}")
        notes = "".join(f"<li>{html.escape(str(note))}</li>" for note in self.notes)
        return f"{table}<ul>{notes}</ul>"


def plain(value: object) -> Any:
    """Return a value as JSON can hold it: arrays as lists, NaN as null, infinity as a text."""
    if isinstance(value, Result):
        return value.to_dict()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, np.ndarray):
        return _plain_array(value)
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else str(value)
    return value


def _plain_array(value: np.ndarray[Any, Any]) -> Any:
    if value.dtype.kind == "f" and not np.isfinite(value).all():
        return plain(value.tolist())
    return value.tolist()


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def restored(kind: type[Any], values: Mapping[str, Any]) -> Any:
    """Return the record of a kind that :func:`plain` described, rebuilt from its annotations.

    A field that an older version did not know has its default.
    """
    hints = _hints(cast("Hashable", kind))
    return kind(
        **{
            field.name: _typed(hints[field.name], values[field.name])
            for field in dataclasses.fields(kind)
            if field.name in values or field.default is dataclasses.MISSING
        }
    )


def _typed(hint: Any, value: Any) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        if value is None and type(None) in inner:
            return None
        return _typed(next(item for item in inner if item is not type(None)), value)
    if origin is tuple:
        return _typed_tuple(inner, value)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: _typed(inner[1], item) for key, item in value.items()}
    if origin is np.ndarray:
        return _typed_array(inner, value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return restored(hint, value)
    if hint is float:
        return float("nan") if value is None else float(value)
    return tuple(value) if hint is Any and isinstance(value, list) else value


def _typed_tuple(inner: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(_typed(inner[0], item) for item in value)
    return tuple(_typed(hint, item) for hint, item in zip(inner, value, strict=True))


def _typed_array(inner: tuple[Any, ...], value: Any) -> np.ndarray[Any, Any]:
    scalar = get_args(inner[1])[0]
    found = np.array(value, dtype=scalar)
    found.flags.writeable = False
    return found
