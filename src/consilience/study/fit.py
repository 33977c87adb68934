"""Whether changed records fit to what a study file holds, without reading all of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from consilience.study.codec import list_fields, to_plain
from consilience.study.keys import KEYS, REFERENCES, SPANS, TREES
from consilience.study.places import shown_fields
from consilience.study.records import RECORDS
from consilience.study.schema import TABLES
from consilience.study.together import (
    referred,
    refuse_dangling,
    refuse_loops,
    refuse_other_count,
    refuse_outside,
    refuse_repeated,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection

    from consilience.study.records import Kind, Record

AT_ONCE = 500  # values in one question to the database
_Rows = list[dict[str, Any]]


def check_fit(
    connection: Connection,
    gone: Mapping[Kind, Sequence[Record]],
    added: Mapping[Kind, Sequence[Record]],
) -> None:
    """Refuse records that do not fit to those in the file.

    The same is asked as of a whole study by :func:`consilience.study.together.check_together`, but
    only of records that the change can touch.

    Parameters
    ----------
    connection
        Open file, from which the records that go have been taken out already.
    gone, added
        Records that go and that come, by kind; a changed record is in both.

    Raises
    ------
    DataError
        If they do not fit.
    """
    new = {kind: [to_plain(record) for record in records] for kind, records in added.items()}
    if "project" in gone or "project" in added:
        count = connection.execute(select(func.count()).select_from(TABLES["project"])).scalar_one()
        refuse_other_count(count + len(new.get("project", ())))
    for kind, rows in new.items():
        refuse_repeated(kind, [*_like(connection, kind, rows), *rows])
    _check_new_references(connection, new)
    _check_old_references(connection, gone, new)
    for kind in TREES:
        if kind in new:
            fields = ("id", "parent_id", *KEYS[kind])
            refuse_loops(kind, [*_rows(connection, kind, fields, None), *new[kind]])
    for kind in SPANS:
        if kind in new:
            refuse_outside(kind, new[kind], _lengths(connection, new, new[kind]))


def _like(connection: Connection, kind: Kind, rows: _Rows) -> Iterator[dict[str, Any]]:
    """Yield the rows of the file with an id, or a key, of these rows, and some more.

    A text may have thousands of codings, so the starts of spans are asked for as well.
    """
    fields = tuple(dict.fromkeys(("id", *KEYS[kind], *shown_fields(kind))))
    ids = {row["id"] for row in rows}
    yield from _rows_where(connection, kind, fields, "id", ids)
    first = KEYS[kind][0]
    if first != "id":
        starts = {row["start"] for row in rows} if kind in SPANS else set()
        where = TABLES[kind].c.start.in_(starts) if 0 < len(starts) <= AT_ONCE else None
        alike = _rows_where(connection, kind, fields, first, {row[first] for row in rows}, where)
        yield from (row for row in alike if row["id"] not in ids)


def _check_new_references(connection: Connection, new: Mapping[Kind, _Rows]) -> None:
    for kind, rows in new.items():
        for name, target in REFERENCES.get(kind, {}).items():
            wanted = {identifier for row in rows for identifier in referred(row, name)}
            wanted -= {row["id"] for row in new.get(target, ())}
            there = _rows_where(connection, target, ("id",), "id", wanted)
            refuse_dangling(kind, name, rows, wanted - {row["id"] for row in there})


def _check_old_references(
    connection: Connection, gone: Mapping[Kind, Sequence[Record]], new: Mapping[Kind, _Rows]
) -> None:
    lost = {
        kind: {record.id for record in records} - {row["id"] for row in new.get(kind, ())}
        for kind, records in gone.items()
    }
    for kind, fields in REFERENCES.items():
        for name, target in fields.items():
            if lost.get(target):
                shown = tuple(dict.fromkeys(("id", name, *KEYS[kind], *shown_fields(kind))))
                if name.endswith("_ids"):
                    rows = _rows(connection, kind, shown, None)
                else:
                    rows = _rows_where(connection, kind, shown, name, lost[target])
                refuse_dangling(kind, name, rows, lost[target])


def _lengths(connection: Connection, new: Mapping[Kind, _Rows], spans: _Rows) -> dict[str, int]:
    found = {row["id"]: len(row["text"]) for row in new.get("version", ())}
    table = TABLES["version"]
    question = select(table.c.id, func.length(table.c.text).label("length"))
    for part in _parts({row["version_id"] for row in spans} - found.keys()):
        statement = question.where(table.c.id.in_(part))
        found |= {row.id: row.length for row in connection.execute(statement)}
    return found


def _rows_where(
    connection: Connection,
    kind: Kind,
    fields: tuple[str, ...],
    name: str,
    values: Collection[Any],
    also: ColumnElement[bool] | None = None,
) -> Iterator[dict[str, Any]]:
    column = TABLES[kind].c[name]
    for part in _parts(values):
        where = column.in_(part)
        yield from _rows(connection, kind, fields, where if also is None else where & also)


def _rows(
    connection: Connection,
    kind: Kind,
    fields: tuple[str, ...],
    where: ColumnElement[bool] | None,
) -> Iterator[dict[str, Any]]:
    statement = select(*(TABLES[kind].c[name] for name in dict.fromkeys(fields)))
    several = set(list_fields(RECORDS[kind])) & set(fields)
    for row in connection.execute(statement if where is None else statement.where(where)):
        found = dict(row._mapping)  # noqa: SLF001  (SQLAlchemy's public name for it)
        yield found | {name: json.loads(found[name]) for name in several}


def _parts(values: Collection[Any]) -> Iterator[list[Any]]:
    found = sorted(values)
    for start in range(0, len(found), AT_ONCE):
        yield found[start : start + AT_ONCE]
