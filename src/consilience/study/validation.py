"""The one place where records are checked before they enter a study."""

from __future__ import annotations

import json
import math
import re
import uuid
from datetime import date, datetime
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from consilience.errors import DataError, UnknownNameError
from consilience.study.codec import canonical, field_types, is_optional, number_type, to_plain
from consilience.study.places import place_of
from consilience.study.records import RECORDS, Kind, Step, kind_of
from consilience.study.together import check_together

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consilience.study.model import Study
    from consilience.study.records import Record

_RANGES: Mapping[str, tuple[float, float]] = {
    "minutes": (0, math.inf),
    "characters": (0, math.inf),
    "documents": (0, math.inf),
    "row": (1, math.inf),
    "number": (1, math.inf),
    "start": (0, math.inf),
    "size": (1, math.inf),
    "amount": (0, math.inf),
    "intensity": (1, 3),
    "importance": (1, 3),
    "confidence": (1, 3),
}
_FROM_ONE = ("steps[", "citations[")  # kinds whose positions count from 1
_NOT_EMPTY = (
    *("code", "title", "name", "kind", "column", "source_code", "measure", "replacement"),
    *("guideline", "item", "routine", "first", "second", "factor", "mechanism", "table"),
)
_NEEDED: Mapping[str, str] = {  # a field that only some kinds of record cannot leave empty
    "resolutions[": "reason",
    "exclusions[": "reason",
    "terms[": "text",
    "incidents[": "date",
    "readings[": "period",
    "transitions[": "stage",
    "measures[": "dimension",
}
_ANY_AMOUNT = ("worths[", "propositions[")  # kinds whose amounts and strengths may be negative
_HOLDS_IDS = re.compile("_ids$")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_COLOUR = re.compile("(#[0-9A-Fa-f]{6})?")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def check_study(study: Study) -> None:
    """Refuse a study with a wrong record, a repeated code, a dangling reference or a case loop.

    Raises
    ------
    DataError
        The first thing that is wrong, with its place.
    UnknownNameError
        If a field names a choice that does not exist.
    """
    rows: dict[Kind, list[Mapping[str, Any]]] = {kind: [] for kind in RECORDS}
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


def _check_field(value: Any, name: str, hint: Any, owner: str) -> None:
    place = f"{owner}.{name}"
    if value is None and is_optional(hint):
        return
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            raise UnknownNameError(name, owner, str(value), filter(None, get_args(hint)))
    elif hint is bool:
        if not isinstance(value, bool):
            raise DataError("study.record.truth", place=place, got=repr(value))
    elif get_origin(hint) is tuple:
        _check_tuple(value, get_args(hint)[0], place)
    elif str in {hint, *get_args(hint)}:
        check_text(value, place)
        _check_special_text(value, name, place)
    else:
        _check_number(value, place, whole=number_type(hint) is int)
        _check_range(value, name, place)


def _check_range(value: float, name: str, place: str) -> None:
    low, high = _RANGES.get(name, (-math.inf, math.inf))
    if name in {"amount", "strength"} and place.startswith(_ANY_AMOUNT):
        low, high = (-1, 1) if name == "strength" else (-math.inf, math.inf)
    elif name == "strength" and value <= 0:
        raise DataError("study.record.above", place=place, low=0, got=value)
    if name == "position" and place.startswith(_FROM_ONE):
        low = 1
    if name == "value" and place.startswith("ratings["):
        low, high = 0, 1
    if value < low:
        raise DataError("study.record.at_least", place=place, low=low, got=value)
    if value > high:
        raise DataError("study.record.at_most", place=place, high=high, got=value)


def _check_tuple(values: object, hint: Any, place: str) -> None:
    if not isinstance(values, tuple):
        raise DataError("study.record.tuple", place=place, got=repr(values))
    for number, value in enumerate(values, start=1):
        within = f"{place}[{number}]"
        if hint is float:
            _check_number(value, within, whole=False)
        elif hint is str:
            check_text(value, within)
            if _HOLDS_IDS.search(place):
                _check_uuid(value, within)
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
        _check_uuid(value, place)
    needed = name in _NOT_EMPTY or _NEEDED.get(place[: place.find("[") + 1]) == name
    if needed and (not value or value != value.strip()):
        raise DataError("study.record.not_empty", place=place, got=repr(value))
    if name.endswith("_json"):
        _check_json(value, place)
    if name == "colour" and not _COLOUR.fullmatch(value):
        raise DataError("study.record.colour", place=place, got=repr(value))
    if value and (name == "date" or name.endswith("_date")) and not _is_date(value):
        raise DataError("study.record.date", place=place, got=repr(value))
    if value and name.endswith("_at") and not _is_time(value):
        raise DataError("study.record.time", place=place, got=repr(value))


def _check_uuid(value: str, place: str) -> None:
    try:
        known = str(uuid.UUID(value)) == value
    except ValueError:
        known = False
    if not known:
        raise DataError("study.record.uuid", place=place, got=repr(value))


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return bool(_DATE.fullmatch(value))


def _is_time(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


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
