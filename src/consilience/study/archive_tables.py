"""Records as CSV text, one row a record, with other records by their codes.

The cells hold the data as they are, for machines and for a diff: a text that begins with = is not
defused, so import these files into a spreadsheet as text.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, cast, get_args

from consilience.errors import DataError
from consilience.study.codec import (
    canonical,
    field_types,
    is_optional,
    list_fields,
    number_type,
    to_plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Fields that archives of older layouts do not have.
LATER_FIELDS: Mapping[str, tuple[str, ...]] = {
    "Source": ("document_type", "documents", "case_ids", "actor_ids"),
    "Incident": ("organisation_id",),
}
_NO_LIMIT = 2**31 - 1  # characters in one cell


def write_rows(record: type, records: Iterable[object], codes: Mapping[str, str]) -> str:
    """Return records of one kind as CSV text.

    Parameters
    ----------
    record
        The kind.
    records
        The records.
    codes
        The code of every record that these refer to, by id.
    """
    lines = [_line(_header(record))]
    for one in records:
        plain = to_plain(one)
        lines.append(_line([_cell(name, value, codes) for name, value in plain.items()]))
    return "".join(lines)


def read_rows(record: type, text: str, file: str) -> list[tuple[int, dict[str, Any]]]:
    """Return line and plain values of every row; references are still codes.

    Parameters
    ----------
    record
        The kind.
    text
        As :func:`write_rows` wrote it.
    file
        Name for error messages.

    Raises
    ------
    DataError
        With file and line: another header, a cell too many or too few, or no number.
    """
    header = _header(record)
    rows = _rows(text, file)
    first = rows[0][1] if rows else []
    later = {_column(name) for name in LATER_FIELDS.get(record.__name__, ())}
    if first not in (header, [name for name in header if name not in later]):
        raise DataError("study.archive.header", file=file, expected=header, got=first)
    names = [name for name in field_types(record) if _column(name) in first]
    return [(line, _plain(record, names, cells, file, line)) for line, cells in rows[1:]]


def _header(record: type) -> list[str]:
    return [_column(name) for name in field_types(record)]


def _column(name: str) -> str:
    return f"{name.removesuffix('_ids')}s" if name.endswith("_ids") else name.removesuffix("_id")


def _cell(name: str, value: object, codes: Mapping[str, str]) -> str:
    if value is None:
        return ""
    if name.endswith("_id"):
        return codes[str(value)]
    if name.endswith("_ids") and name != "anchor_ids":  # those are of any kind
        return canonical([codes[one] for one in cast("list[str]", value)])
    return value if isinstance(value, str) else canonical(value)


def _line(cells: Iterable[str]) -> str:
    return f"{','.join(_quoted(cell) for cell in cells)}\n"


def _quoted(cell: str) -> str:
    # Not the csv module's writer: it leaves a lone carriage return bare, which ends a row.
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set(',"\r\n') else cell


def _rows(text: str, file: str) -> list[tuple[int, list[str]]]:
    """Return every row with the line where it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    limit = csv.field_size_limit(_NO_LIMIT)
    found = []
    try:
        line = 1
        for cells in reader:
            found.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        values = {"file": file, "line": reader.line_num, "reason": str(error)}
        raise DataError("study.archive.syntax_line", **values) from error
    finally:
        csv.field_size_limit(limit)
    return found


def _plain(
    record: type, names: Sequence[str], cells: Sequence[str], file: str, line: int
) -> dict[str, Any]:
    kinds, several = field_types(record), list_fields(record)
    if len(cells) != len(names):
        values = {"file": file, "line": line, "expected": len(names), "got": len(cells)}
        raise DataError("study.archive.cells", **values)
    found = {}
    for name, cell in zip(names, cells, strict=True):
        try:
            found[name] = _value(cell, kinds[name], several=name in several)
        except ValueError as error:
            values = {"file": file, "line": line, "field": name, "got": repr(cell)}
            raise DataError("study.archive.cell", **values) from error
    return found


def _value(cell: str, hint: Any, *, several: bool) -> Any:
    number = number_type(hint)
    if not cell and is_optional(hint):
        return None
    if several:
        items = json.loads(cell)
        inner = str if get_args(hint)[0] is str else list
        if not isinstance(items, list) or not all(isinstance(one, inner) for one in items):
            raise ValueError(cell)
        return items
    if hint is bool:
        if cell not in {"true", "false"}:
            raise ValueError(cell)
        return cell == "true"
    return cell if number is None else number(cell)
