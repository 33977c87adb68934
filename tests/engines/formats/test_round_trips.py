"""Laws: a table written in any usual way is read back with the same numbers."""

from __future__ import annotations

import csv
import io
import math
import tempfile
from pathlib import Path

import pandas as pd
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.errors import ConsilienceError
from consilience.formats import Table, read_table, table_from_frame, to_numeric_frame
from consilience.formats.numerals import numeral

NUMBERS = st.one_of(
    st.none(),
    st.integers(-10_000, 10_000).map(float),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 4)),
)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(NUMBERS, min_size=width, max_size=width), min_size=1, max_size=8
    )
)
NAMES = {
    "utf-8": "联盟é", "utf-8-sig": "联盟é", "utf-16": "联盟é", "gb18030": "华东联盟",
    "cp1252": "Zürich ", "ascii": "case",
}  # fmt: skip


def shown(value: float | None, decimal: str) -> str:
    return "" if value is None else repr(value).replace(".", decimal)


def written(rows: list[list[float | None]], encoding: str, delimiter: str, decimal: str) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(["case", *(f"x{number}" for number in range(len(rows[0])))])
    for number, row in enumerate(rows):
        cells = [shown(value, decimal) for value in row]
        writer.writerow([f"{NAMES[encoding]}{number}", *cells])
    return text.getvalue().encode(encoding)


@settings(deadline=None, max_examples=150)
@given(
    rows=TABLES,
    encoding=st.sampled_from(sorted(NAMES)),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    decimal=st.sampled_from([".", ","]),
)
def test_numbers_come_back_from_every_dialect(
    rows: list[list[float | None]], encoding: str, delimiter: str, decimal: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "t.csv")
        path.write_bytes(written(rows, encoding, delimiter, decimal))
        table = read_table(path, decimal="," if decimal == "," else ".")
    assert table.delimiter == delimiter
    columns = list(table.columns[1:])
    found = to_numeric_frame(table, columns, "case")
    assert list(found.index) == [f"{NAMES[encoding]}{number}" for number in range(len(rows))]
    expected = [[math.nan if value is None else value for value in row] for row in rows]
    pd.testing.assert_frame_equal(
        found.reset_index(drop=True), pd.DataFrame(expected, columns=columns, dtype=float),
        check_exact=True,
    )  # fmt: skip


@settings(deadline=None, max_examples=12)
@given(rows=TABLES)
def test_workbooks_and_frames_hold_the_same_cells(rows: list[list[float | None]]) -> None:
    columns = ["case", *(f"x{number}" for number in range(len(rows[0])))]
    coded = [[f"C{number}", *row] for number, row in enumerate(rows)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "t.xlsx")
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate([columns, *coded]):
                sheet.write_row(number, 0, row)
        from_file = read_table(path)
    frame = pd.DataFrame(coded, columns=columns)
    names = columns[1:]
    pd.testing.assert_frame_equal(
        to_numeric_frame(from_file, names, "case"),
        to_numeric_frame(table_from_frame(frame, "t"), names, "case"),
    )


@settings(deadline=None, max_examples=300)
@given(value=st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 3)))
def test_thousands_marks_change_no_number(value: float) -> None:
    english = f"{value:,.3f}"
    swapped = english.translate({ord(","): ".", ord("."): ","})
    for text, mark in ((english, "."), (swapped, ",")):
        found = numeral(text, "." if mark == "." else ",")
        assert found == (float(f"{value:.3f}"), abs(value) >= 1000 or "," in english)


@settings(deadline=None, max_examples=300)
@given(content=st.binary(max_size=300))
def test_any_bytes_give_a_table_or_one_sentence(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("t.csv", "t.xlsx"):
            path = Path(folder, name)
            path.write_bytes(content)
            table = table_or_error(path)
            if isinstance(table, Table):
                assert {len(row) for row in table.cells} == {len(table.columns)}
            else:
                assert table.sentence("en") != table.sentence("zh")


def table_or_error(path: Path) -> Table | ConsilienceError:
    try:
        return read_table(path)
    except ConsilienceError as error:
        return error
