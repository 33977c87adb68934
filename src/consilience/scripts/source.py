"""Where a script gets its data: one file, or the raw values of a study to calibrate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consilience import qca
from consilience.formats import Table
from consilience.results import Result
from consilience.scripts.parts import columns_of
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
    """Results under one heading; ``lines`` are Python beside them, for what is no engine's result.

    A chapter with a ``title`` belongs to a study: there a result without a script in the language
    gets a comment that says why, else it is refused.
    """

    results: tuple[Result, ...]
    title: str = ""
    lines: tuple[str, ...] = ()


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


def literal_outcome(source: Source, result: Result) -> qca.Literal | None:
    """Return the literal behind the outcome of an NCA over a study, where it is no column."""
    outcome = str(result.parameters.get("outcome"))
    is_column = outcome in known_columns(source, [])
    if not source.conditions or is_column or type(result) is not qca.NecessaryConditionAnalysis:
        return None
    return qca.parse(outcome).terms[0][0]


def columns_in(source: Source, result: Result) -> tuple[str, ...]:
    """Return the columns of the source that a result rests on."""
    literal = literal_outcome(source, result)
    found = columns_of(result)
    return found if literal is None else (*found[:-1], literal.condition)
