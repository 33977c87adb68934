"""Records that people name by the beginning of their id."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from consilience.errors import DataError
from consilience.study.coding_records import Coding, Memo, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable

Found = TypeVar("Found", Coding, Memo, Suggestion)
SHORT = 8  # signs of an id that people see


def with_id(records: Iterable[Found], name: str) -> Found:
    """Return the record with this id, or with an id that begins so.

    Raises
    ------
    DataError
        If several ids begin so, or none.
    """
    found = [one for one in records if one.id.startswith(name)] if name else []
    if len(found) > 1:
        raise DataError("edits.error.several_ids", name=name, count=len(found))
    if not found:
        raise DataError("edits.error.no_id", name=name)
    return found[0]
