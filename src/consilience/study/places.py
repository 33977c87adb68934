"""Where a record stands, as people read it in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consilience.study.codec import field_types
from consilience.study.records import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consilience.study.records import Kind, Record

_SHOWN = ("code", "name", "position", "title", "row", "text", "item", "routine", "first", "id")


def place_of(record: Record) -> str:
    """Return where a record stands.

    Examples
    --------
    >>> from consilience.study.records import Case
    >>> place_of(Case(code="C03", name="Orlando Bridge"))
    'cases[C03]'
    """
    fields = {name: getattr(record, name) for name in field_types(type(record))}
    return place_of_row(kind_of(record), fields)


def place_of_row(kind: Kind, row: Mapping[str, Any]) -> str:
    """Return where a record stands, from its fields."""
    match kind:
        case "project":
            return kind
        case "score":
            return f"scores[{row['column']}:{row['row']}]"
        case "coding" | "suggestion":
            return f"{kind}s[{row['start']}-{row['end']}]"
        case "version":
            return f"versions[{row['number']}]"
        case "reading":
            return f"readings[{row['period']}]"
        case "transition":
            return f"transitions[{row['date']}]"
        case "contribution":
            return f"contributions[{row['factor']}]"
        case _:
            shown = next(str(row[name]) for name in _SHOWN if name in row)
            return f"{kind}s[{shown}]"


def shown_fields(kind: Kind) -> tuple[str, ...]:
    """Return the fields besides the key that a place needs."""
    return {"score": ("row", "column"), "memo": ("title",)}.get(kind, ())
