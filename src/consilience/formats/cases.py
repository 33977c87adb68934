"""Which column of a table names its cases, and the codes in it."""

from __future__ import annotations

from consilience.errors import DataError
from consilience.formats.numerals import cell_text, read_cell
from consilience.formats.table import Cell, Table

CODE_HEADERS = frozenset({
    "case", "cases", "case id", "case_id", "caseid", "case code", "case_code", "code", "id",
    "案例", "案例编号", "案例代码", "个案", "编号", "代码", "序号",
})  # fmt: skip
NAME_HEADERS = frozenset({
    "case name", "case_name", "casename", "name", "title", "label",
    "名称", "案例名称", "案例名", "名字", "企业名称", "联盟名称",
})  # fmt: skip


def case_code(cell: Cell) -> str:
    """Return the code that a cell writes, without blanks around it."""
    return cell_text(cell).strip()


def case_codes(table: Table, column: str) -> tuple[str, ...]:
    """Return the code of every row.

    Raises
    ------
    DataError
        If a row has no code, or two rows have the same one.
    UnknownNameError
        If the table has no such column.
    """
    codes = tuple(case_code(cell) for cell in table.column(column))
    first: dict[str, int] = {}
    for row, code in zip(table.rows, codes, strict=True):
        if not code:
            raise DataError("tables.no_case_code", file=table.file_name, row=row, column=column)
        if code in first:
            raise DataError(
                "tables.duplicate_case",
                file=table.file_name,
                column=column,
                code=code,
                first=first[code],
                second=row,
            )
        first[code] = row
    return codes


def suggested_case_column(table: Table) -> str | None:
    """Return the column that most likely names the cases, or None.

    That is a column with a usual header, or else the first column if every cell of it is a text;
    in both cases every cell must be filled (convention of this program). Repeated codes don't
    count against a column: they are told as an error later.
    """
    filled = [name for name in table.columns if all(map(case_code, table.column(name)))]
    named = [name for name in filled if name.casefold() in CODE_HEADERS]
    if named:
        return named[0]
    first = table.columns[0]
    return first if _texts(table, first) == len(table.rows) else None


def suggested_name_column(table: Table, case_column: str) -> str | None:
    """Return the column that most likely holds the cases' names, or None.

    That is a column with a usual header and at least as many texts as other cells, or else the
    column right after the codes if every cell of it is a text (convention of this program).
    """
    others = [name for name in table.columns if name != case_column]
    for name in others:
        if name.casefold() in NAME_HEADERS and _texts(table, name) * 2 >= len(table.rows):
            return name
    after = table.columns[table.columns.index(case_column) + 1 :][:1]
    return next((name for name in after if _texts(table, name) == len(table.rows)), None)


def _texts(table: Table, column: str) -> int:
    return sum(read_cell(cell, table.decimal).kind == "text" for cell in table.column(column))
