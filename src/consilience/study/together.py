"""What several records must be to each other, to stand in one study."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from consilience.errors import DataError
from consilience.study.keys import KEYS, REFERENCES, SPANS, TREES
from consilience.study.places import place_of_row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from consilience.study.records import Kind


def check_together(rows: Mapping[Kind, Sequence[Mapping[str, Any]]]) -> None:
    """Refuse rows that cannot stand in one study.

    Parameters
    ----------
    rows
        Every record of the study as plain values, by kind.

    Raises
    ------
    DataError
        If an id or key occurs twice, a reference leads nowhere, a case or code lies within
        itself, a span does not lie in its text, or there is not one project.
    """
    refuse_other_count(len(rows["project"]))
    for kind, group in rows.items():
        refuse_repeated(kind, group)
    ids = {kind: {row["id"] for row in group} for kind, group in rows.items()}
    for kind, fields in REFERENCES.items():
        for name, target in fields.items():
            wanted = {found for row in rows[kind] for found in referred(row, name)}
            refuse_dangling(kind, name, rows[kind], wanted - ids[target])
    for kind in TREES:
        refuse_loops(kind, rows[kind])
    lengths = {row["id"]: len(row["text"]) for row in rows["version"]}
    for kind in SPANS:
        refuse_outside(kind, rows[kind], lengths)


def refuse_other_count(count: int) -> None:
    """Refuse a study without a project or with several."""
    if count != 1:
        raise DataError("study.record.one_project", count=count)


def refuse_repeated(kind: Kind, rows: Iterable[Mapping[str, Any]]) -> None:
    """Refuse rows with the same id or the same key."""
    found = list(rows)
    for names in dict.fromkeys((("id",), KEYS[kind])):
        places: dict[tuple[Any, ...], list[str]] = defaultdict(list)
        for row in found:
            places[tuple(row[name] for name in names)].append(place_of_row(kind, row))
        for same in places.values():
            if len(same) > 1:
                raise DataError("study.record.repeated", places=same, fields=names)


def refuse_dangling(
    kind: Kind, name: str, rows: Iterable[Mapping[str, Any]], lost: Collection[str]
) -> None:
    """Refuse the first row whose field refers to a record that is lost."""
    if not lost:
        return
    for row in rows:
        for identifier in referred(row, name):
            if identifier in lost:
                place, target = f"{place_of_row(kind, row)}.{name}", REFERENCES[kind][name]
                raise DataError("study.record.dangling", place=place, target=target, got=identifier)


def referred(row: Mapping[str, Any], name: str) -> Iterator[str]:
    """Yield the ids in a field that holds one, none or several."""
    value = row[name]
    if isinstance(value, list):
        yield from value
    elif value is not None:
        yield value


def refuse_loops(kind: Kind, rows: Iterable[Mapping[str, Any]]) -> None:
    """Refuse records that lie within themselves."""
    by_id = {row["id"]: row for row in rows}
    loops = parent_loops({one: row["parent_id"] for one, row in by_id.items()})
    if loops:
        names = sorted(place_of_row(kind, by_id[one]) for one in loops)
        raise DataError("study.record.loop", places=names)


def refuse_outside(
    kind: Kind, rows: Iterable[Mapping[str, Any]], lengths: Mapping[str, int]
) -> None:
    """Refuse spans that are empty or end after their text; ``lengths`` by version id."""
    for row in rows:
        length = lengths[row["version_id"]]
        if not row["start"] < row["end"] <= length:
            values = {"start": row["start"], "end": row["end"], "length": length}
            raise DataError("study.record.outside", place=place_of_row(kind, row), **values)


def parent_loops(parents: Mapping[str, str | None]) -> frozenset[str]:
    """Return the ids of the records that lie within themselves, given each one's parent.

    Examples
    --------
    >>> sorted(parent_loops({"a": "b", "b": "a", "c": "a", "d": None}))
    ['a', 'b']
    """
    looping: set[str] = set()
    for start in parents:
        path, here = [start], parents[start]
        while here is not None and here not in path:
            path.append(here)
            here = parents.get(here)
        if here is not None:
            looping.update(path[path.index(here) :])
    return frozenset(looping)
