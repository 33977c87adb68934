"""What was understood of a table, before anything is taken from it."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from consilience.formats.cases import suggested_case_column, suggested_name_column
from consilience.formats.numerals import cell_text
from consilience.formats.numeric import holds_scores, readings
from consilience.formats.table import Table
from consilience.formats.waves import ScoreColumn, recognised_waves
from consilience.results import Note
from consilience.texts import Language

Role = Literal["case code", "case name", "score", "text", "empty"]


@dataclass(frozen=True, kw_only=True)
class ColumnPreview:
    """One column: its suggested role, how its cells read, and its variable and wave.

    ``distinct`` counts different cells that are no gaps; minimum and maximum are None where the
    column has no number.
    """

    name: str
    role: Role
    variable: str
    wave: str
    numbers: int
    missing: int
    text: int
    minimum: float | None
    maximum: float | None
    distinct: int


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a table holds; see :func:`preview`."""

    file_name: str
    rows: int
    columns: tuple[ColumnPreview, ...]
    notes: tuple[Note, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a column of the table."""
        return pd.DataFrame([dataclasses.asdict(column) for column in self.columns]).set_index(
            "name"
        )

    def sentences(self, language: Language = "en") -> tuple[str, ...]:
        """Return what was understood in plain sentences, the notes of reading included."""
        return tuple(note.sentence(language) for note in (*_summary(self), *self.notes))

    def _repr_html_(self) -> str:
        shown: str = self.to_frame().to_html(border=0)
        return shown


def preview(table: Table) -> Preview:
    """Return what was understood of a table.

    Parameters
    ----------
    table
        See :func:`read_table`.

    Returns
    -------
    Preview
        One entry a column, with sentences in both languages.

    Examples
    --------
    >>> from consilience.formats import table_from_frame
    >>> frame = {"case": ["A", "B"], "Q1_Start": [4, "NA"], "Q1_End": [2, 3]}
    >>> found = preview(table_from_frame(frame, "survey"))
    >>> found.to_frame()[["role", "variable", "wave", "numbers", "missing"]]
                   role variable   wave  numbers  missing
    name
    case      case code                        0        0
    Q1_Start      score       Q1  Start        1        1
    Q1_End        score       Q1    End        2        0

    References
    ----------
    Suggested roles are a convention of this program.
    """
    case = suggested_case_column(table)
    name = suggested_name_column(table, case) if case is not None else None
    waves = {item.column: item for item in recognised_waves(table.columns)}
    columns = tuple(_column(table, column, case, name, waves) for column in table.columns)
    return Preview(
        file_name=table.file_name, rows=len(table.rows), columns=columns, notes=table.notes
    )


def _column(
    table: Table, column: str, case: str | None, name: str | None, waves: dict[str, ScoreColumn]
) -> ColumnPreview:
    read = readings(table, column)
    kinds = Counter(reading.kind for reading in read)
    values = [reading.value for reading in read if reading.kind == "number"]
    filled = {
        cell_text(cell).strip()
        for cell, reading in zip(table.column(column), read, strict=True)
        if reading.kind != "missing"
    }
    role: Role = "score" if holds_scores(read) else "text" if kinds["text"] else "empty"
    role = "case code" if column == case else "case name" if column == name else role
    found = waves.get(column, ScoreColumn(column, column)) if role == "score" else None
    return ColumnPreview(
        name=column,
        role=role,
        variable=found.variable if found else "",
        wave=found.wave if found else "",
        numbers=kinds["number"],
        missing=kinds["missing"],
        text=kinds["text"],
        minimum=min(values, default=None),
        maximum=max(values, default=None),
        distinct=len(filled),
    )


def _summary(found: Preview) -> list[Note]:
    by_role: dict[Role, list[str]] = {}
    for column in found.columns:
        by_role.setdefault(column.role, []).append(column.name)
    scores = [column for column in found.columns if column.role == "score"]
    size = {"file": found.file_name, "rows": found.rows, "columns": len(found.columns)}
    notes = [Note("tables.preview.size", size)]
    code = by_role.get("case code")
    notes.append(
        Note("tables.preview.case_code", {"column": code})
        if code
        else Note("tables.preview.no_case_code", {}, "warning")
    )
    if scores:
        variables = {column.variable for column in scores}
        values = {"columns": len(scores), "variables": len(variables)}
        notes.append(Note("tables.preview.scores", values))
    waves = list(dict.fromkeys(column.wave for column in scores if column.wave))
    kept = {"waves": waves, "text": by_role.get("text"), "empty": by_role.get("empty")}
    notes += [
        Note(f"tables.preview.{key}", {"names": names}) for key, names in kept.items() if names
    ]
    slips = [column.name for column in scores if column.text]
    if slips:
        notes.append(Note("tables.preview.slips", {"names": slips}, "warning"))
    return notes
