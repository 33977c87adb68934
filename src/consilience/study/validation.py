"""The one place where records are checked before they enter a study."""

from __future__ import annotations

import json
import math
import re
import uuid
from collections import defaultdict
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from consilience.errors import DataError, UnknownNameError
from consilience.study.codec import canonical, field_types, is_optional, number_type, to_plain
from consilience.study.records import Step, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from consilience.study.model import Study
    from consilience.study.records import Kind, Record

# The fields that make a record of each kind unique besides its id.
KEYS: Mapping[Kind, tuple[str, ...]] = {
    "project": ("id",),
    "actor": ("code",),
    "source": ("code",),
    "case": ("code",),
    "variable": ("code",),
    "score": ("case_id", "variable_id", "wave"),
    "condition": ("code",),
    "step": ("position",),
    "finding": ("id",),
}
# The fields that hold another record's id, and the kind of that record.
REFERENCES: Mapping[Kind, Mapping[str, Kind]] = {
    "case": {"parent_id": "case"},
    "score": {"case_id": "case", "variable_id": "variable", "source_id": "source"},
    "finding": {"step_id": "step"},
}
_AT_LEAST: Mapping[str, float] = {"minutes": 0, "characters": 0, "row": 1, "position": 1}
_NOT_EMPTY = ("code", "title", "name", "kind", "column")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def check_study(study: Study) -> None:
    """Refuse a study with a wrong record, a repeated code, a dangling reference or a case loop.

    Raises
    ------
    DataError
        The first thing that is wrong, with its place.
    UnknownNameError
        If a field names a choice that does not exist.
    """
    rows: dict[Kind, list[Mapping[str, Any]]] = {kind: [] for kind in KEYS}
    for record in study.records():
        check_record(record)
        rows[kind_of(record)].append(to_plain(record))
    check_together(rows)


def check_record(record: Record) -> None:
    """Refuse a record whose fields alone already show that it is wrong.

    Raises
    ------
    DataError
        If a field has a wrong type, is empty, not finite or out of its range.
    UnknownNameError
        If a field names a choice that does not exist.

    Examples
    --------
    >>> from consilience.study.records import Case
    >>> check_record(Case(code="", name="Orlando Bridge"))
    Traceback (most recent call last):
    ...
    consilience.errors.DataError: cases[].code must have at least one character and no space at
    either end, got ''
    """
    place = place_of(record)
    for name, hint in field_types(type(record)).items():
        _check_field(getattr(record, name), name, hint, place)
    if isinstance(record, Step):
        if not isinstance(record.settings, dict):
            raise DataError("study.record.no_mapping", place=f"{place}.settings")
        _check_settings(record.settings, f"{place}.settings")


def check_together(rows: Mapping[Kind, Sequence[Mapping[str, Any]]]) -> None:
    """Refuse rows that cannot stand in one study.

    Each row holds at least the fields that :func:`identity` names. A kind that is absent is not
    looked at, so the caller may leave out what did not change.
    """
    if "project" in rows and len(rows["project"]) != 1:
        raise DataError("study.record.one_project", count=len(rows["project"]))
    for kind, group in rows.items():
        for names in dict.fromkeys((("id",), KEYS[kind])):
            _refuse_repeated(kind, names, group)
    for kind, fields in REFERENCES.items():
        for name, target in fields.items():
            if target in rows:
                _refuse_dangling(kind, name, rows.get(kind, ()), rows[target])
    loops = parent_loops({row["id"]: row["parent_id"] for row in rows.get("case", ())})
    if loops:
        codes = sorted(row["code"] for row in rows["case"] if row["id"] in loops)
        raise DataError("study.record.loop", cases=codes)


def identity(kind: Kind) -> tuple[str, ...]:
    """Return the fields of a kind that say which record it is and to which others it refers."""
    shown = ("row", "column") if kind == "score" else ()
    return tuple(dict.fromkeys(("id", *KEYS[kind], *REFERENCES.get(kind, {}), *shown)))


def place_of(record: Record) -> str:
    """Return where a record stands, as people read it.

    Examples
    --------
    >>> from consilience.study.records import Case
    >>> place_of(Case(code="C03", name="Orlando Bridge"))
    'cases[C03]'
    """
    return _place(
        kind_of(record), {name: getattr(record, name) for name in field_types(type(record))}
    )


def _place(kind: Kind, row: Mapping[str, Any]) -> str:
    if kind == "project":
        return kind
    if kind == "score":
        return f"scores[{row['column']}:{row['row']}]"
    return f"{kind}s[{row.get('code', row.get('position', row['id']))}]"


def _check_field(value: Any, name: str, hint: Any, owner: str) -> None:
    place = f"{owner}.{name}"
    if value is None and is_optional(hint):
        return
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            raise UnknownNameError(name, owner, str(value), get_args(hint))
    elif get_origin(hint) is tuple:
        _check_tuple(value, get_args(hint)[0], place)
    elif str in {hint, *get_args(hint)}:
        check_text(value, place)
        _check_special_text(value, name, place)
    else:
        _check_number(value, place, whole=number_type(hint) is int)
        if value < _AT_LEAST.get(name, -math.inf):
            raise DataError("study.record.at_least", place=place, low=_AT_LEAST[name], got=value)


def _check_tuple(values: object, hint: Any, place: str) -> None:
    if not isinstance(values, tuple):
        raise DataError("study.record.tuple", place=place, got=repr(values))
    for number, value in enumerate(values, start=1):
        within = f"{place}[{number}]"
        if hint is float:
            _check_number(value, within, whole=False)
        elif hint is str:
            check_text(value, within)
        else:
            if not isinstance(value, tuple) or len(value) != 2:
                raise DataError("study.record.pair", place=within, got=repr(value))
            for part in value:
                check_text(part, within)
    if get_origin(hint) is tuple and list(values) != sorted(dict(values).items()):
        raise DataError("study.record.sorted_pairs", place=place)


def check_text(value: object, place: str) -> None:
    """Refuse what is not a text, or a text that no file can keep.

    Raises
    ------
    DataError
        With the place.
    """
    if not isinstance(value, str):
        raise DataError("study.record.text", place=place, got=repr(value))
    if _UNSTORABLE.search(value):
        raise DataError("study.record.unstorable", place=place, got=ascii(value))


def _check_special_text(value: str, name: str, place: str) -> None:
    if name == "id" or name.endswith("_id"):
        try:
            known = str(uuid.UUID(value)) == value
        except ValueError:
            known = False
        if not known:
            raise DataError("study.record.uuid", place=place, got=repr(value))
    if name in _NOT_EMPTY and (not value or value != value.strip()):
        raise DataError("study.record.not_empty", place=place, got=repr(value))
    if name.endswith("_json"):
        _check_json(value, place)


def _check_json(value: str, place: str) -> None:
    try:
        same = canonical(json.loads(value)) == value
    except ValueError:
        same = False
    if not same:
        raise DataError("study.record.not_canonical", place=place, got=repr(value[:60]))


def _check_number(value: object, place: str, *, whole: bool) -> None:
    if isinstance(value, bool) or not isinstance(value, Integral if whole else Real):
        key = "study.record.whole" if whole else "study.record.number"
        raise DataError(key, place=place, got=repr(value))
    if not math.isfinite(value):
        raise DataError("study.record.number", place=place, got=repr(value))


def _check_settings(value: object, place: str) -> None:
    if value is None:
        raise DataError("study.record.null_setting", place=place)
    if isinstance(value, dict):
        for name, item in value.items():
            _check_settings(item, f"{place}.{name}")
    elif isinstance(value, list):
        for number, item in enumerate(value, start=1):
            _check_settings(item, f"{place}[{number}]")


def _refuse_repeated(kind: Kind, names: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> None:
    places: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for row in rows:
        places[tuple(row[name] for name in names)].append(_place(kind, row))
    for found in places.values():
        if len(found) > 1:
            raise DataError("study.record.repeated", places=found, fields=names)


def _refuse_dangling(
    kind: Kind, name: str, rows: Iterable[Mapping[str, Any]], targets: Iterable[Mapping[str, Any]]
) -> None:
    known = {row["id"] for row in targets} | {None}
    for row in rows:
        if row[name] not in known:
            place, target = f"{_place(kind, row)}.{name}", REFERENCES[kind][name]
            raise DataError("study.record.dangling", place=place, target=target, got=row[name])


def parent_loops(parents: Mapping[str, str | None]) -> frozenset[str]:
    """Return the ids of the cases that lie within themselves, given each case's parent.

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
