"""In which order records stand, and what they are called by their keys, whatever their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consilience.study.codec import canonical, to_plain
from consilience.study.keys import KEYS, REFERENCES
from consilience.study.records import RECORDS, Step, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from consilience.study.records import Kind, Record


class Labels:
    """What the records of a study are called by their keys.

    A key refers to other records by their labels, so equal content gives equal labels. A record
    that has nothing but its id as key is called by all that it says.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = {record.id: record for record in records}
        self._labels: dict[str, str] = {}

    def label(self, identifier: str | None) -> str:
        """Return the label of the record with this id; the id itself where there is none."""
        if identifier is None:
            return ""
        if identifier not in self._labels:
            self._labels[identifier] = identifier  # for a record that lies within itself
            record = self._records.get(identifier)
            if record is not None:
                self._labels[identifier] = self._made(record)
        return self._labels[identifier]

    def key(self, record: Record) -> tuple[Any, ...]:
        """Return the key of a record, with labels in place of ids."""
        kind = kind_of(record)
        return tuple(self._said(kind, name, getattr(record, name)) for name in KEYS[kind])

    def content(self, record: Record) -> dict[str, Any]:
        """Return what a record says, with labels in place of ids."""
        kind = kind_of(record)
        plain = {name: value for name, value in to_plain(record).items() if name != "id"}
        return {name: self._said(kind, name, value) for name, value in plain.items()}

    def _made(self, record: Record) -> str:
        if KEYS[kind_of(record)] == ("id",):
            return canonical(self.content(record))
        key = self.key(record)
        return str(key[0]) if len(key) == 1 else canonical(key)

    def _said(self, kind: Kind, name: str, value: Any) -> Any:
        if name != "anchor_ids" and name not in REFERENCES.get(kind, {}):
            return value
        if isinstance(value, list | tuple):
            return [self.label(one) for one in value]
        return self.label(value)


def ordered(records: Iterable[Record]) -> Mapping[Kind, tuple[Any, ...]]:
    """Return the records of each kind in their order: that of their keys, or of the reader."""
    groups: dict[Kind, list[Record]] = {kind: [] for kind in RECORDS}
    every = list(records)
    for record in every:
        groups[kind_of(record)].append(record)
    labels = Labels(every)
    orders = _orders(labels, {one.id: one.position for one in every if isinstance(one, Step)})
    return {
        kind: tuple(sorted(group, key=orders.get(kind, lambda one: (*labels.key(one), one.id))))
        for kind, group in groups.items()
    }


def _orders(
    labels: Labels, positions: Mapping[str, int]
) -> Mapping[Kind, Callable[[Any], tuple[Any, ...]]]:
    return {
        "code": lambda one: (labels.label(one.parent_id), one.position, one.name, one.id),
        "stage": lambda one: (one.position, one.code, one.id),
        "memo": lambda one: (one.created_at, one.title, one.text, one.id),
        "resolution": lambda one: (labels.label(one.id), one.id),
        "suggestion": lambda one: (labels.label(one.id), one.id),
        "incident": lambda one: (one.date, one.code, one.id),
        "finding": lambda one: (
            positions.get(one.step_id, 0),
            one.kind,
            one.outcome,
            one.condition_codes,
            one.result_json,
            one.id,
        ),
    }
