"""What commands on value share: reading their tables, answering."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from consilience.cli import output
from consilience.cli.output import message_language, say
from consilience.cli.plain_tables import require_columns
from consilience.texts import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from consilience.analysis.plain_split import CoreMembership, Worths
    from consilience.results import Result


def cells(path: Path, encoding: str | None) -> pd.DataFrame:
    """Return a table as it stands."""
    from consilience import formats

    return formats.to_label_frame(formats.read_table(path, encoding=encoding))


def frame_of(path: Path, encoding: str | None) -> pd.DataFrame:
    """Return the numbers of a table whose first column names the rows."""
    from consilience import formats

    read = formats.read_table(path, encoding=encoding)
    return formats.to_numeric_frame(read, read.columns[1:], read.columns[0])


def texts_and_number(
    path: Path, encoding: str | None, columns: tuple[str, ...] = ("worth",)
) -> pd.DataFrame:
    """Return a table of coalitions and their numbers."""
    from consilience import formats

    read = formats.read_table(path, encoding=encoding)
    require_columns(read, ("coalition", *columns))
    found = formats.to_label_frame(read, ["coalition"])
    numbers = formats.to_numeric_frame(read, list(columns))
    return found.assign(**{name: numbers[name].to_numpy() for name in columns})


def sentences(*parts: Any) -> list[str]:
    """Return the notes of results, each once."""
    notes = [note.sentence(message_language()) for part in parts for note in part.notes]
    return list(dict.fromkeys(notes))


def said(key: str, **values: object) -> str:
    """Return a sentence; the values fill its named blanks."""
    return text(f"value.said.{key}", message_language(), **values)


def source_line(worths: Worths) -> str:
    """Say where the worths of a game come from."""
    return said(f"source_{worths.source}", players=len(worths.players))


def table_text(frame: pd.DataFrame, *, index: bool = False) -> str:
    """Return a table for people, or say that it has no rows."""
    return output.table_text(frame, index=index) if len(frame) else said("none")


def say_parts(found: Mapping[str, Result], *, as_json: bool) -> None:
    """Write one table a result, each with its title."""
    import pandas as pd

    lines = []
    for name, part in found.items():
        frame = part.to_frame()
        named = not isinstance(frame.index, pd.RangeIndex)
        title = text(f"value.part.{name}", message_language())
        lines += [title, table_text(frame, index=named), ""]
    lines += sentences(*found.values())
    say({n: part.to_dict() for n, part in found.items()}, "\n".join(lines).strip(), as_json=as_json)


def core_lines(
    verdicts: Mapping[str, CoreMembership], named: Mapping[str, str], *, every: bool = False
) -> list[str]:
    """Say of each division whether it holds, and who would leave: the worst, or all listed."""
    lines = []
    for name, verdict in verdicts.items():
        worst = verdict.objections if every else verdict.objections[:1]
        for item in worst:
            values = {"coalition": item.coalition, "gain": item.gain}
            lines.append(said("leaves", method=named[name], **values))
        if verdict.in_core:
            lines.append(said("holds", method=named[name]))
        elif not worst or (every and verdict.notes):
            key = "not_whole" if verdict.surplus > 0 else "too_much"
            lines.append(said(key, method=named[name], surplus=abs(verdict.surplus)))
    return lines
