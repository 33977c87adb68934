"""Where a script gets its data: one file, or the raw values of a study to calibrate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from consilience import qca
from consilience.formats import Table
from consilience.results import Result
from consilience.scripts.parts import NUMERIC, columns_of
from consilience.study import Condition

DATA_FILE = "data.csv"


@dataclass(frozen=True)
class Source:
    """The file that a script reads, as the file is written.

    ``column`` holds the raw values of calibrated ones. ``conditions`` are those of a study: the
    file then holds one column of raw values for each, by its code, and the script calibrates them.
    """

    file: str = DATA_FILE
    case_column: str | None = "case"
    delimiter: str = ","
    decimal: str = "."
    encoding: str = ""
    sheet: str = ""
    columns: tuple[str, ...] = ()
    column: str = "value"
    conditions: tuple[Condition, ...] = ()

    @property
    def data(self) -> str:
        """The variable that holds memberships."""
        return "sets" if self.conditions else "data"


@dataclass(frozen=True)
class Chapter:
    """Results under one heading.

    A chapter with a ``title`` belongs to a study: there a result without a script in the language
    gets a comment that says why, else it is refused.
    """

    results: tuple[Result, ...]
    title: str = ""


def source_of(file: str | Table, case_column: str | None, column: str) -> Source:
    """Return the source that a file, or a table read from it, stands for."""
    if isinstance(file, str):
        return Source(file, case_column, column=column)
    return Source(
        file.file_name,
        case_column,
        file.delimiter or ",",
        file.decimal,
        file.encoding,
        file.sheet,
        columns=file.columns,
        column=column,
    )


def known_columns(source: Source, needed: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return every column that a script may name, each once."""
    named = [*(one.code for one in source.conditions), *source.columns]
    return tuple(dict.fromkeys([*named, *(name for names in needed for name in names)]))


def literals_in(source: Source, result: Result) -> Mapping[str, qca.Literal]:
    """Return the literals behind columns that an analysis of numbers made over a study."""
    if not source.conditions or not isinstance(result, NUMERIC):
        return {}
    known = known_columns(source, [])
    made = [name for name in columns_of(result) if name not in known]
    return {name: qca.parse(name).terms[0][0] for name in made}


def columns_in(source: Source, result: Result) -> tuple[str, ...]:
    """Return the columns of the source that a result rests on."""
    made = literals_in(source, result)
    found = [made[n].condition if n in made else n for n in columns_of(result)]
    return tuple(dict.fromkeys(found))
