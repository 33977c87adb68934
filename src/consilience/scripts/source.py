"""Where a script gets its data: one file, or the raw values of a study and how to calibrate them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consilience.formats import Table
from consilience.study import Condition

DATA_FILE = "data.csv"


@dataclass(frozen=True)
class Source:
    """The file that a script reads, as the file is written.

    ``conditions`` are those of a study: the file then holds one column of raw values for each, by
    its code, and the script calibrates them.
    """

    file: str = DATA_FILE
    case_column: str | None = "case"
    delimiter: str = ","
    decimal: str = "."
    encoding: str = ""
    sheet: str = ""
    columns: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def data(self) -> str:
        """The variable that holds memberships."""
        return "sets" if self.conditions else "data"


def source_of(file: str | Table, case_column: str | None) -> Source:
    """Return the source that a file, or a table read from it, stands for."""
    if isinstance(file, str):
        return Source(file, case_column)
    return Source(
        file.file_name,
        case_column,
        file.delimiter or ",",
        file.decimal,
        file.encoding,
        file.sheet,
        columns=file.columns,
    )


def known_columns(source: Source, needed: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return every column that a script may name, each once."""
    named = [*(one.code for one in source.conditions), *source.columns]
    return tuple(dict.fromkeys([*named, *(name for names in needed for name in names)]))
