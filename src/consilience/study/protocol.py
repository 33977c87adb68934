"""The protocol as TOML text: what is done, step by step, for a reader and for a rerun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consilience.errors import DataError
from consilience.study.codec import canonical
from consilience.study.ids import new_id
from consilience.study.records import Step
from consilience.study.toml import read_tables, write_table
from consilience.study.validation import check_record

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIELDS = {"id", "position", "kind", "settings"}


def to_toml(steps: Iterable[Step]) -> str:
    """Return steps as TOML text, in the order of their positions.

    Raises
    ------
    DataError
        If a step is wrong.

    Examples
    --------
    >>> from consilience.study import Step, step
    >>> identifier = "9f0b7a58-5f0a-4d53-b4d0-0e8c1a9d3c11"
    >>> print(to_toml([Step(id=identifier, position=1, kind="necessity",
    ...                     settings_json='{"inclusion":0.9}')]))
    [[step]]
    id = "9f0b7a58-5f0a-4d53-b4d0-0e8c1a9d3c11"
    position = 1
    kind = "necessity"
    settings = {inclusion = 0.9}
    """
    found = sorted(steps, key=lambda one: one.position)
    for one in found:
        check_record(one)
    return "\n".join(
        write_table(
            "[[step]]",
            {"id": one.id, "position": one.position, "kind": one.kind, "settings": one.settings},
        )
        for one in found
    )


def from_toml(text: str, file: str = "protocol.toml") -> tuple[Step, ...]:
    r"""Return the steps that a TOML text describes.

    Parameters
    ----------
    text
        As :func:`to_toml` writes it; ``id`` and ``settings`` may be left out, and a step without
        a ``position`` stands where it is in the text.
    file
        Name for error messages.

    Raises
    ------
    DataError
        If the text is no TOML or a step is wrong.

    Examples
    --------
    >>> [step] = from_toml('[[step]]\nkind = "necessity"\nsettings = {inclusion = 0.9}')
    >>> step.position, step.kind, step.settings
    (1, 'necessity', {'inclusion': 0.9})
    """
    return steps_of(read_tables(text, "step", file), file)


def steps_of(tables: Iterable[dict[str, Any]], file: str) -> tuple[Step, ...]:
    """Return the steps that TOML tables describe; see :func:`from_toml`."""
    found = []
    for number, values in enumerate(tables, start=1):
        if "kind" not in values or not values.keys() <= _FIELDS:
            wrong = sorted(values.keys() - _FIELDS) or ["kind"]
            place = f"step[{number}]"
            raise DataError("study.archive.fields", file=file, place=place, fields=wrong)
        one = Step(
            id=values.get("id", new_id()),
            position=values.get("position", number),
            kind=values["kind"],
            settings_json=canonical(values.get("settings", {})),
        )
        check_record(one)
        found.append(one)
    return tuple(found)
