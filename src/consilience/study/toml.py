"""Plain values as TOML text; the standard library only reads it."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

from consilience.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def write_value(value: object) -> str:
    """Return a value as it stands after the equals sign.

    Parameters
    ----------
    value
        Text, a whole or finite number, true or false, a list or a mapping of these.

    Raises
    ------
    DataError
        If it is something else.

    Examples
    --------
    >>> write_value({"cuts": [0.8, 1], "结果": "高"})
    '{cuts = [0.8, 1], "结果" = "高"}'
    """
    if isinstance(value, dict):
        return f"{{{', '.join(_pair(name, item) for name, item in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(write_value(item) for item in value)}]"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, bool | int | float):
        return json.dumps(value, allow_nan=False)
    raise DataError("study.archive.no_toml", got=repr(value))


def write_table(heading: str, values: Mapping[str, object]) -> str:
    """Return a table with its heading, such as ``[project]`` or ``[[step]]``."""
    return "".join(f"{line}\n" for line in (heading, *(_pair(*item) for item in values.items())))


def decoded(data: bytes, file: str) -> str:
    """Return the text of a UTF-8 file, with or without a mark at its beginning.

    Raises
    ------
    DataError
        If it is not UTF-8; it names the file and the line.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise DataError("study.archive.no_utf8", file=file, line=line) from error


def read_tables(text: str, name: str, file: str) -> list[dict[str, Any]]:
    """Return the tables of one name, ``[[name]]``, from a TOML text.

    Raises
    ------
    DataError
        If the text is no TOML or holds something else; it names the file and, where the text is
        no TOML, the line.
    """
    found = read_document(text, file)
    tables = found.pop(name, [])
    if found or not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise DataError("study.archive.only_tables", file=file, name=name)
    return tables


def read_document(text: str, file: str) -> dict[str, Any]:
    """Return a TOML text as plain values.

    Raises
    ------
    DataError
        If the text is no TOML; it names the file and the line.
    """
    try:
        return tomllib.loads(text)
    except ValueError as error:
        raise DataError("study.archive.toml", file=file, **_place(text, error)) from error


def _place(text: str, error: ValueError) -> dict[str, int]:
    """Return where a text stops being TOML: at the end if the error names no place."""
    named = re.search(r"line (\d+), column (\d+)", str(error))
    if named:
        return {"line": int(named[1]), "column": int(named[2])}
    lines = text.splitlines() or [""]
    return {"line": len(lines), "column": len(lines[-1]) + 1}


def _pair(name: str, value: object) -> str:
    shown = name if _BARE.fullmatch(name) else _quoted(name)
    return f"{shown} = {write_value(value)}"


def _quoted(value: str) -> str:
    # JSON's escapes are TOML's too; only DEL must be escaped besides.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
