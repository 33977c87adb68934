"""The plan of a study as TOML text: its conditions and its protocol, without ids."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from consilience.errors import DataError, UnknownNameError
from consilience.study.base_records import Condition
from consilience.study.codec import defaults, to_plain
from consilience.study.protocol import steps_of
from consilience.study.toml import read_document, write_table
from consilience.study.validation import check_record

if TYPE_CHECKING:
    from consilience.study.model import Study
    from consilience.study.records import Step

_DEFAULTS = defaults(Condition)
_FIELDS = tuple(item.name for item in dataclasses.fields(Condition) if item.name != "id")
_LISTS = ("variables", "waves", "anchors")


def write_plan(study: Study) -> str:
    """Return the conditions and steps of a study as TOML text for people to edit.

    Examples
    --------
    >>> from consilience.study import Project, study_of
    >>> trust = Condition(code="TR", role="condition", variables=("Q1",), anchors=(1, 3.01, 5))
    >>> print(write_plan(study_of([Project(code="P", title="Alliances"), trust])))
    [[condition]]
    code = "TR"
    role = "condition"
    variables = ["Q1"]
    anchors = [1.0, 3.01, 5.0]
    """
    conditions = [write_table("[[condition]]", _shown(item)) for item in study.conditions]
    steps = [
        write_table("[[step]]", {"kind": one.kind, "settings": one.settings}) for one in study.steps
    ]
    return "\n".join((*conditions, *steps))


def read_plan(text: str, file: str = "plan.toml") -> tuple[tuple[Condition, ...], tuple[Step, ...]]:
    r"""Return the conditions and steps that a plan describes.

    Parameters
    ----------
    text
        As :func:`write_plan` writes it; what a condition leaves out has its default.
    file
        Name for error messages.

    Raises
    ------
    DataError
        If the text is no TOML, or a condition or step is wrong.
    UnknownNameError
        If a field does not exist; the nearest one is proposed.

    Examples
    --------
    >>> conditions, steps = read_plan('[[step]]\nkind = "necessity"\nsettings = {outcome = "Y"}')
    >>> conditions, steps[0].settings
    ((), {'outcome': 'Y'})
    """
    document = read_document(text, file)
    for name in document:
        if name not in {"condition", "step"}:
            raise UnknownNameError("table", file, name, ["condition", "step"])
    tables = {name: document.get(name, []) for name in ("condition", "step")}
    for name, found in tables.items():
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise DataError("study.archive.only_tables", file=file, name=name)
    conditions = tuple(
        _condition(values, f"condition[{number}]", file)
        for number, values in enumerate(tables["condition"], start=1)
    )
    return conditions, steps_of(tables["step"], file)


def _shown(condition: Condition) -> dict[str, object]:
    plain = to_plain(condition)
    return {
        name: plain[name]
        for name in _FIELDS
        if name not in _DEFAULTS or getattr(condition, name) != _DEFAULTS[name]
    }


def _condition(values: dict[str, Any], place: str, file: str) -> Condition:
    for name in values:
        if name == "log_odds":  # what it was called before version 2 of the study file
            raise DataError("study.plan.log_odds", file=file, place=place)
        if name not in _FIELDS:
            raise UnknownNameError(place, file, name, _FIELDS)
    missing = [name for name in _FIELDS if name not in _DEFAULTS and name not in values]
    if missing:
        raise DataError("study.archive.fields", file=file, place=place, fields=missing)
    ready: dict[str, Any] = {
        name: tuple(value) if name in _LISTS and isinstance(value, list) else value
        for name, value in values.items()
    }
    if "anchors" in ready and isinstance(ready["anchors"], tuple):
        ready["anchors"] = tuple(_decimal(item) for item in ready["anchors"])
    if "reverse_from" in ready:
        ready["reverse_from"] = _decimal(ready["reverse_from"])
    found = Condition(**ready)
    check_record(found)
    return found


def _decimal(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
