"""What the standard has no field for, as lines that people read and this program reads back.

Below a line ``[consilience]`` at the end of a description stand the fields as TOML::

    The partners keep their word.

    [consilience]
    kind = "concept"
    include = "statements about kept promises"

Other programs show and keep them as part of the description.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from consilience.study.toml import write_value

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADING = "[consilience]"
_MOST = 10**12


def with_block(text: str, fields: Mapping[str, Any]) -> str:
    r"""Return a text with fields below it; those that are empty are left out.

    Examples
    --------
    >>> print(with_block("Kept promises", {"kind": "theme", "include": ""}))
    Kept promises
    <BLANKLINE>
    [consilience]
    kind = "theme"
    """
    said = {name: value for name, value in fields.items() if not _is_empty(value)}
    if not said and _HEADING not in text:
        return text
    lines = [f"{name} = {write_value(value)}" for name, value in said.items()]
    block = "\n".join([_HEADING, *lines])
    return f"{text}\n\n{block}" if text else block


def _is_empty(value: object) -> bool:
    return value is None or value is False or value in ("", (), [])


def without_block(text: str) -> tuple[str, dict[str, Any]]:
    r"""Return a text and the fields below it; a block that cannot be read stays in the text.

    Examples
    --------
    >>> without_block('Kept promises\n\n[consilience]\nkind = "theme"')
    ('Kept promises', {'kind': 'theme'})
    """
    for between in ("\n\n", "\r\n\r\n", ""):  # some programs write line breaks of their own
        before, heading, lines = text.rpartition(f"{between}{_HEADING}")
        if heading and (between or not before):
            break
    else:
        return text, {}
    try:
        fields = tomllib.loads(lines)
    except (tomllib.TOMLDecodeError, RecursionError):
        return text, {}
    return (text, {}) if "\\u0000" in lines.lower() else (before, fields)


def whole(value: object) -> int | None:
    """Return a field as a whole number that a study can hold, None where it is none."""
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value < _MOST else None
