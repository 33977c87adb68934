"""How a code came to be what it is: its part of the event log, and what of the log may be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from consilience.study.codec import to_plain
from consilience.study.coding_records import Code, Coding, Memo, Suggestion
from consilience.study.codings import study_seen_by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.study.changes import Change
    from consilience.study.history import Event
    from consilience.study.model import Study
    from consilience.study.store import StudyStore


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field before and after; None before a record was there, and after it went."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEvent:
    """What one event of the log did to a code.

    ``fields`` are those of the code itself, ``codings_added`` and ``codings_removed`` count the
    codings that came under it and left it.
    """

    number: int
    at: str
    actor: str
    operation: str
    fields: tuple[FieldChange, ...]
    links: int
    codings_added: int
    codings_removed: int


def code_history(
    store: StudyStore, code_id: str, coder_id: str | None = None
) -> tuple[CodeEvent, ...]:
    """Return what happened to a code, from the event log: who, when, what, from what to what.

    Parameters
    ----------
    store
        The open study file.
    code_id
        Id of the code; it may be gone by now.
    coder_id
        Id of the actor who looks: what others did in a blind, open round is left out.
    """
    study = store.study()
    hidden = _Hidden(study, coder_id)
    found = []
    for event in store.events(about=[code_id]):
        changes = [one for one in event.changes() if not hidden.covers(one)]
        entry = _entry(study, event, changes, code_id)
        if entry.fields or entry.links or entry.codings_added or entry.codings_removed:
            found.append(entry)
    return tuple(found)


def seen_events(store: StudyStore, coder_id: str | None = None) -> tuple[Event, ...]:
    """Return the log without what others coded in a blind round that is still open."""
    study = store.study()
    hidden = _Hidden(study, coder_id)
    if not hidden.names:
        return store.events()
    named = {one.number for one in store.events(about=hidden.names)}
    return tuple(
        one
        for one in store.events()
        if one.number not in named or not all(hidden.covers(change) for change in one.changes())
    )


class _Hidden:
    """Which changes a person may not see."""

    def __init__(self, study: Study, coder_id: str | None) -> None:
        blind = [one for one in study.rounds if one.blind and one.state == "open"]
        self.coders = {one for item in blind for one in item.coder_ids} - {coder_id}
        rounds = {one.id for one in blind}
        self.sessions = {
            one.id for one in study.sessions if one.round_id in rounds and one.actor_id != coder_id
        }
        seen = study_seen_by(study, coder_id)
        self._memos = {one.id for one in study.memos} - {one.id for one in seen.memos}
        self.names = [*self.sessions, *self.coders, *self._memos]

    def covers(self, change: Change) -> bool:
        """Tell whether a change is one of a hidden coding, suggestion or memo."""
        record = change.record
        if isinstance(record, Coding):
            return record.session_id in self.sessions
        if isinstance(record, Suggestion | Memo) and record.actor_id in self.coders:
            return True
        return record.id in self._memos


def _entry(study: Study, event: Event, changes: Iterable[Change], code_id: str) -> CodeEvent:
    fields: tuple[FieldChange, ...] = ()
    links = added = removed = 0
    for change in changes:
        before, after = change.before, change.after
        if isinstance(change.record, Code) and change.id == code_id:
            fields = _fields(study, before, after)
        elif change.kind == "link":
            links += any(
                code_id in {getattr(one, "from_id", ""), getattr(one, "to_id", "")}
                for one in (before, after)
            )
        elif isinstance(change.record, Coding):
            was, is_now = (getattr(one, "code_id", None) == code_id for one in (before, after))
            added += is_now and not was
            removed += was and not is_now
    return CodeEvent(
        number=event.number,
        at=event.at,
        actor=event.actor or "",
        operation=event.operation,
        fields=fields,
        links=links,
        codings_added=added,
        codings_removed=removed,
    )


def _fields(study: Study, before: object, after: object) -> tuple[FieldChange, ...]:
    old = {} if before is None else to_plain(before)
    new = {} if after is None else to_plain(after)
    found = []
    for name in (one for one in {**old, **new} if one not in {"id", "created_at"}):
        one, other = old.get(name), new.get(name)
        if one != other and (one or other):
            pair = [_shown(study, name, value) for value in (one, other)]
            found.append(FieldChange(field=name, before=pair[0], after=pair[1]))
    return tuple(found)


def _shown(study: Study, name: str, value: Any) -> Any:
    """Return a value with the parent's name in place of its id."""
    return getattr(study.by_id.get(value), "name", value) if name == "parent_id" else value
