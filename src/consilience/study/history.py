"""The event log: every change with its inverse, undo and redo, and the audit that replays it.

An event is written in the same transaction as its change. Undo writes the inverse of an event as
a new event, redo the inverse of that one, so the log only ever grows and nothing is forgotten.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import insert, or_, select

from consilience.errors import StudyError
from consilience.study.changes import Change, check_changes
from consilience.study.codec import canonical, from_plain, to_plain
from consilience.study.model import study_of
from consilience.study.places import place_of
from consilience.study.problem import Problem
from consilience.study.records import RECORDS
from consilience.study.rows import apply, read_study
from consilience.study.schema import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from consilience.study.model import Study
    from consilience.study.records import Kind, Record

CREATION = 1  # number of the event that made the study; it cannot be undone
_State = dict[str, tuple["Kind", dict[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of the log.

    ``at`` is the time in UTC (ISO 8601). ``payload`` and ``inverse`` are JSON lists with kind, id
    and record after and before the change (null where there is none). ``undoes`` is the number of
    the event whose inverse this one is.
    """

    number: int
    at: str
    actor: str | None
    operation: str
    payload: str
    inverse: str
    undoes: int | None

    def changes(self) -> tuple[Change, ...]:
        """Return what the event changed."""
        entries = zip(json.loads(self.inverse), json.loads(self.payload), strict=True)
        return tuple(
            Change(
                kind=new["kind"],
                before=_decoded(new["kind"], old["record"]),
                after=_decoded(new["kind"], new["record"]),
            )
            for old, new in entries
        )


def write_event(
    connection: Connection,
    operation: str,
    changes: Sequence[Change],
    *,
    actor: str | None,
    undoes: int | None = None,
) -> Event:
    """Apply changes and log them, within the transaction of the connection.

    Raises
    ------
    StudyError
        If there is no change, or if a record has been changed by someone else meanwhile.
    DataError
        If a record is wrong, or if the records do not fit together afterwards.
    """
    check_changes(changes)
    apply(connection, changes)
    values: dict[str, Any] = {
        "at": datetime.now(UTC).isoformat(timespec="microseconds"),
        "actor": actor,
        "operation": operation,
        "payload": _encoded((change, change.after) for change in changes),
        "inverse": _encoded((change, change.before) for change in changes),
        "undoes": undoes,
    }
    statement = insert(EVENTS).values(values).returning(EVENTS.c.number)
    return Event(number=connection.execute(statement).scalar_one(), **values)


def read_events(
    connection: Connection, after: int = 0, about: Sequence[str] = ()
) -> Iterator[Event]:
    """Yield the events with a number above ``after``, in order; with ids only those naming one."""
    statement = select(EVENTS).where(EVENTS.c.number > after).order_by(EVENTS.c.number)
    if about:
        texts = (EVENTS.c.payload, EVENTS.c.inverse)
        named = (column.contains(one, autoescape=True) for one in about for column in texts)
        statement = statement.where(or_(*named))
    for row in connection.execute(statement).mappings():
        yield Event(**row)


def turn_back(
    connection: Connection, operation: Literal["undo", "redo"], *, actor: str | None
) -> Event:
    """Write the event that undoes the last change, or that redoes the change last undone.

    Raises
    ------
    StudyError
        If there is nothing to undo or to redo.
    """
    done, undone = _chains(connection)
    chain = done if operation == "undo" else undone
    if not chain:
        raise StudyError(f"study.file.nothing_to_{operation}")
    target = next(read_events(connection, after=chain[-1] - 1))
    changes = [
        Change(kind=change.kind, before=change.after, after=change.before)
        for change in target.changes()
    ]
    return write_event(connection, operation, changes, actor=actor, undoes=target.number)


def study_at(connection: Connection, number: int) -> Study:
    """Return the study as it stood after the event with this number, from the log alone.

    Raises
    ------
    StudyError
        If there is no such event.
    """
    state: _State = {}
    last = 0
    for event in read_events(connection):
        if event.number > number:
            break
        _play(state, event)
        last = event.number
    if last != number:
        raise StudyError("study.file.no_event", number=number)
    return study_of(from_plain(RECORDS[kind], plain) for kind, plain in state.values())


def audit(connection: Connection) -> tuple[Problem, ...]:
    """Replay the log from nothing and compare with the tables.

    Returns
    -------
    tuple of Problem
        Empty where both agree; else every event that does not follow from those before it, and
        every record that differs.
    """
    state: _State = {}
    found = [
        Problem("study.problem.audit_event", f"events[{event.number}]")
        for event in read_events(connection)
        if not _play(state, event)
    ]
    tables = {record.id: record for record in read_study(connection).records()}
    found += [
        Problem("study.problem.audit_not_in_log", place_of(record))
        for identifier, record in sorted(tables.items())
        if identifier not in state
    ]
    for identifier, (kind, plain) in sorted(state.items()):
        record = from_plain(RECORDS[kind], plain)
        if identifier not in tables:
            found.append(Problem("study.problem.audit_not_in_tables", place_of(record)))
        elif tables[identifier] != record:
            found.append(Problem("study.problem.audit_differs", place_of(record)))
    return tuple(found)


def _chains(connection: Connection) -> tuple[list[int], list[int]]:
    """Return the events that undo and redo would take back, the next one last."""
    done: list[int] = []
    undone: list[int] = []
    columns = (EVENTS.c.number, EVENTS.c.operation, EVENTS.c.undoes)
    rows = connection.execute(
        select(*columns).where(EVENTS.c.number > CREATION).order_by(EVENTS.c.number)
    )
    for number, operation, undoes in rows:
        if undoes is None:
            done.append(number)
            undone.clear()
        elif operation == "undo":
            done.pop()
            undone.append(number)
        else:
            undone.pop()
            done.append(number)
    return done, undone


def _play(state: _State, event: Event) -> bool:
    """Bring an event into the state; tell whether it follows from what is there."""
    follows = True
    entries = zip(json.loads(event.inverse), json.loads(event.payload), strict=True)
    for old, new in entries:
        identifier = new["id"]
        before = state.pop(identifier, None)
        follows &= (before[1] if before else None) == old["record"]
        if new["record"] is not None:
            state[identifier] = (new["kind"], new["record"])
    return follows


def _encoded(entries: Iterable[tuple[Change, Record | None]]) -> str:
    return canonical(
        [
            {"kind": change.kind, "id": change.id, "record": to_plain(record) if record else None}
            for change, record in entries
        ]
    )


def _decoded(kind: Kind, plain: dict[str, Any] | None) -> Record | None:
    return None if plain is None else from_plain(RECORDS[kind], plain)
