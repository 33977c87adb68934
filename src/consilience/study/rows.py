"""Records in the tables of an open study file: reading all of them, applying changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select

from consilience.errors import StudyError, UnknownNameError
from consilience.study.codec import canonical, from_plain, list_fields, to_plain
from consilience.study.fit import AT_ONCE, check_fit
from consilience.study.keys import SPANS
from consilience.study.model import study_of
from consilience.study.places import place_of
from consilience.study.records import RECORDS
from consilience.study.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, RowMapping

    from consilience.study.changes import Change
    from consilience.study.model import Study
    from consilience.study.records import Kind, Record

# What a person needs beside a text to code it.
_DESK: tuple[Kind, ...] = ("project", "actor", "case", "stage", "code", "link", "round", "session")


def read_study(connection: Connection) -> Study:
    """Return everything in the tables as one snapshot."""
    return study_of(
        _record(kind, row)
        for kind, table in TABLES.items()
        for row in connection.execute(select(table)).mappings()
    )


def read_desk(connection: Connection, source: str) -> Study:
    """Return what coding one source needs, with the codings of its texts.

    Raises
    ------
    UnknownNameError
        If there is no source with this code.
    """
    sources, versions = TABLES["source"], TABLES["version"]
    found = _read(connection, "source", sources.c.code == source)
    if not found:
        codes = connection.execute(select(sources.c.code)).scalars()
        raise UnknownNameError("code", "sources", source, sorted(codes))
    texts = _read(connection, "version", versions.c.source_id == found[0].id)
    ids = [one.id for one in texts]
    spans = [
        record
        for kind in SPANS
        for record in _read(connection, kind, TABLES[kind].c.version_id.in_(ids))
    ]
    rest = [record for kind in _DESK for record in _read(connection, kind, None)]
    return study_of([*rest, *found, *texts, *spans])


def _read(connection: Connection, kind: Kind, where: ColumnElement[bool] | None) -> list[Record]:
    statement = select(TABLES[kind])
    rows = connection.execute(statement if where is None else statement.where(where)).mappings()
    return [_record(kind, row) for row in rows]


def apply(connection: Connection, changes: Sequence[Change]) -> None:
    """Bring checked changes into the tables.

    What changes is taken out and put in anew, so two records may exchange their codes.

    Raises
    ------
    StudyError
        If a record is not in the file as the change says that it was.
    DataError
        If the records do not fit together afterwards.
    """
    gone: dict[Kind, list[Record]] = {}
    added: dict[Kind, list[Record]] = {}
    for change in changes:
        for record, group in ((change.before, gone), (change.after, added)):
            if record is not None:
                group.setdefault(change.kind, []).append(record)
    for kind, records in gone.items():
        _take_out(connection, kind, records)
    check_fit(connection, gone, added)
    for kind, records in added.items():
        connection.execute(insert(TABLES[kind]), [_row(record) for record in records])


def _take_out(connection: Connection, kind: Kind, records: Sequence[Record]) -> None:
    table, there = TABLES[kind], {}
    for start in range(0, len(records), AT_ONCE):
        ids = [record.id for record in records[start : start + AT_ONCE]]
        rows = connection.execute(select(table).where(table.c.id.in_(ids))).mappings()
        there.update({row["id"]: _record(kind, row) for row in rows})
    for record in records:
        if there.get(record.id) != record:
            raise StudyError("study.file.changed_meanwhile", place=place_of(record))
    statement = delete(table).where(table.c.id == bindparam("gone"))
    connection.execute(statement, [{"gone": record.id} for record in records])


def _row(record: Record) -> dict[str, Any]:
    plain = to_plain(record)
    return {**plain, **{name: canonical(plain[name]) for name in list_fields(type(record))}}


def _record(kind: Kind, row: RowMapping) -> Record:
    lists = {name: json.loads(row[name]) for name in list_fields(RECORDS[kind])}
    return from_plain(RECORDS[kind], {**row, **lists})
