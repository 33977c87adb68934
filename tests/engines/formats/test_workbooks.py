"""Workbooks: values, formulas, sheets, and files made to do harm."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from consilience.errors import DataError, UnknownNameError
from consilience.formats import read_table, to_numeric_frame
from consilience.formats.isolation import answer

Fill = Callable[[Any], None]


def workbook(folder: Path, fill: Fill, name: str = "t.xlsx") -> Path:
    path = folder / name
    with xlsxwriter.Workbook(path) as book:
        fill(book)
    return path


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """Write every member of a workbook anew, changed."""
    with zipfile.ZipFile(path) as old:
        members = {name: change(name, old.read(name)) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            new.writestr(name, content)
    return path


def simple(book: Any) -> None:
    sheet = book.add_worksheet("Data")
    sheet.write_row(0, 0, ["case", "trust", "rules"])
    sheet.write_row(1, 0, ["A", 4, 2.5])
    sheet.write_row(2, 0, ["B", None, 3])


def in_sheet(replace: Callable[[bytes], bytes]) -> Callable[[str, bytes], bytes]:
    return lambda name, content: replace(content) if "worksheets/sheet" in name else content


def test_values_are_read_as_they_stand(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Data")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(1, 0, ["case", "x", "when", "yes", "text"])
        sheet.write_row(3, 0, ["案例一", 1])
        sheet.write_datetime(3, 2, dt.datetime(2024, 5, 1), day)  # noqa: DTZ001 (Excel has no zones)
        sheet.write_boolean(3, 3, True)
        sheet.write_string(3, 4, " 1,5 ")
        sheet.write_row(4, 0, ["B", 2.5])

    table = read_table(workbook(tmp_path, fill))
    assert table.columns == ("case", "x", "when", "yes", "text")
    assert table.cells == (
        ("案例一", 1, "2024-05-01T00:00:00", "TRUE", " 1,5 "),
        ("B", 2.5, "", "", ""),
    )
    assert table.rows == (4, 5)
    assert (table.sheet, table.encoding, table.delimiter, table.decimal) == ("Data", "", "", ",")
    assert len(table.sha256) == 64


def test_formulas_without_a_stored_value_are_told_and_never_a_gap(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["case", "x", "y"])
        for row in range(1, 14):
            sheet.write(row, 0, f"C{row}")
            sheet.write_formula(row, 1, "=1+1", value=2)
            sheet.write_formula(row, 2, "=2+2", value="")
        sheet.write_array_formula("C14", "{=SUM(B2:B3)}", value="")

    path = rewritten(workbook(tmp_path, fill), in_sheet(lambda text: text.replace(b"<v></v>", b"")))
    table = read_table(path)
    assert table.column("x") == (2,) * 13
    assert table.column("y")[0] == "=2+2"
    assert table.column("y")[12] == "=SUM(B2:B3)"
    note = table.notes[0]
    assert note.level == "warning"
    assert "C2, C3, C4" in str(note)
    assert "(13 in all)" in str(note)
    with pytest.raises(DataError, match=r"y:2 '=2\+2'"):
        to_numeric_frame(table, ["y"])


def test_stored_values_of_formulas_need_no_note(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        simple(book)
        book.worksheets()[0].write_formula("B3", "=2*2", value=4)

    assert read_table(workbook(tmp_path, fill)).notes == ()


def test_a_cell_merged_over_rows_counts_for_each_of_them(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["project", "party", "year"])
        sheet.merge_range("A2:A4", "路侧感知")
        sheet.write_column(1, 1, ["百度", "华为", "中国移动", "上汽"])
        sheet.merge_range("C3:C4", 2020)
        sheet.write("A5", "V2X")
        sheet.merge_range("A6:B6", "sources: own")  # over columns: one value, in the first
        sheet.merge_range("C7:C8", "")

    table = read_table(workbook(tmp_path, fill))
    assert table.column("project") == ("路侧感知",) * 3 + ("V2X", "sources: own")
    assert table.column("party") == ("百度", "华为", "中国移动", "上汽", "")
    assert table.column("year") == ("", 2020, 2020, "", "")
    assert [str(note)[:13] for note in table.notes] == ["3 cell(s) lie"]
    assert table.notes[0].level == "warning"


def test_too_many_merged_cells_are_refused(tmp_path: Path) -> None:
    merged = b"<mergeCells>" + b'<mergeCell ref="A1:A1048576"/>' * 9 + b"</mergeCells>"
    path = rewritten(
        workbook(tmp_path, simple),
        in_sheet(lambda text: text.replace(b"</sheetData>", b"</sheetData>" + merged)),
    )
    with pytest.raises(DataError, match="cells"):
        read_table(path)


def test_one_formula_alone_at_the_end_of_a_row_is_kept(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        simple(book)
        book.worksheets()[0].write_formula("C4", "=2*2", value="")
        book.worksheets()[0].write("A4", "C")

    path = rewritten(workbook(tmp_path, fill), in_sheet(lambda text: text.replace(b"<v></v>", b"")))
    table = read_table(path)
    assert table.cells[2] == ("C", "", "=2*2")


def test_the_sheet_with_data_is_taken_and_several_need_a_name(tmp_path: Path) -> None:
    def one(book: Any) -> None:
        book.add_worksheet("Empty")
        simple(book)
        book.add_chartsheet("Chart").set_chart(chart := book.add_chart({"type": "bar"}))
        chart.add_series({"values": "=Data!$B$2:$B$3"})

    assert read_table(workbook(tmp_path, one)).sheet == "Data"

    def several(book: Any) -> None:
        simple(book)
        book.add_worksheet("第二").write_row(0, 0, ["case", "z"])
        book.worksheets()[1].write_row(1, 0, ["A", 9])

    path = workbook(tmp_path, several)
    with pytest.raises(DataError, match="has several sheets with data; name one of Data, 第二"):
        read_table(path)
    assert read_table(path, sheet="第二").cells == (("A", 9),)
    with pytest.raises(UnknownNameError, match="did you mean Data"):
        read_table(path, sheet="data")


def test_workbooks_without_data(tmp_path: Path) -> None:
    empty = workbook(tmp_path, lambda book: book.add_worksheet())
    with pytest.raises(DataError, match=r"t.xlsx is empty"):
        read_table(empty)
    with pytest.raises(DataError, match=r"t.xlsx is empty"):
        read_table(empty, sheet="Sheet1")


@pytest.mark.parametrize("option", ["encoding", "delimiter"])
def test_options_of_text_are_refused(tmp_path: Path, option: str) -> None:
    with pytest.raises(DataError, match=f"{option} is for text tables, but t.xlsx is a workbook"):
        read_table(workbook(tmp_path, simple), **{option: ";"})  # type: ignore[arg-type]  # a union


def test_pictures_and_other_parts_are_left_alone(tmp_path: Path) -> None:
    path = workbook(tmp_path, simple)
    with zipfile.ZipFile(path, "a") as made:
        made.writestr("xl/media/image1.png", b"\x89PNG")
    assert len(read_table(path).cells) == 2


def bomb(path: Path, size: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        with made.open("xl/workbook.xml", "w", force_zip64=True) as member:
            for _ in range(size >> 20):
                member.write(bytes(1 << 20))
    return path


def lying(path: Path, claimed: int, *, checksum: int | None = None) -> Path:
    """Make the largest member of an archive declare a small size in both its headers."""
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        largest = max(archive.infolist(), key=lambda item: item.file_size)
    name = largest.filename.encode()
    struct.pack_into("<I", content, largest.header_offset + 22, claimed)
    entry = content.rindex(b"PK\x01\x02", 0, content.rindex(name))
    struct.pack_into("<I", content, entry + 24, claimed)
    if checksum is not None:
        struct.pack_into("<I", content, largest.header_offset + 14, checksum)
        struct.pack_into("<I", content, entry + 16, checksum)
    path.write_bytes(bytes(content))
    return path


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = bomb(tmp_path / "bomb.xlsx", 300 << 20)
    assert path.stat().st_size < 400_000
    with pytest.raises(DataError, match=r"bomb.xlsx would unpack to more than 100 MB or 200 times"):
        read_table(path)


def test_a_small_member_that_grows_too_much_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="or 200 times its size"):
        read_table(bomb(tmp_path / "bomb.xlsx", 10 << 20))


def test_a_bomb_that_declares_a_small_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "liar.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("xl/workbook.xml", b" " * (200 << 20))
    with pytest.raises(DataError, match=r"liar.xlsx is broken or locked"):
        read_table(lying(path, 1000))
    with pytest.raises(DataError, match=r"liar.xlsx breaks the rules"):
        read_table(lying(path, 1000, checksum=zlib.crc32(b" " * 1000)))


def test_many_members_that_are_large_together_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path, simple)
    monkeypatch.setattr("consilience.formats.unpacking.MAXIMUM_UNPACKED", 2000)
    with pytest.raises(DataError, match="would unpack to more than"):
        read_table(path)
    monkeypatch.setattr("consilience.formats.unpacking._refuse_declared", lambda *_: None)
    with pytest.raises(DataError, match="would unpack to more than"):
        read_table(path)


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        for number in range(10_001):
            made.writestr(f"{number}", "")
    with pytest.raises(DataError, match=r"many.xlsx holds more than 10000 parts"):
        read_table(path)


def test_a_member_that_occurs_twice_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, simple)
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(path, "a") as made,
    ):
        made.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(DataError, match="broken or locked"):
        read_table(path)


@pytest.mark.parametrize(
    "prologue",
    [
        b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        b"<!-- \x00 -->",
    ],
)
def test_xml_entities_are_refused(tmp_path: Path, prologue: bytes) -> None:
    path = rewritten(
        workbook(tmp_path, simple),
        in_sheet(lambda text: text.replace(b"?>", b"?>" + prologue, 1)),
    )
    with pytest.raises(DataError, match=r"in xl/worksheets/sheet1.xml, which is unsafe"):
        read_table(path)


@pytest.mark.parametrize(
    "replace",
    [
        lambda text: text[:200],
        lambda text: text.replace(b'r="B2"', b'r="22"'),
        lambda text: text.replace(b'<c r="A2" t="s"><v>3', b'<c r="A2" t="s"><v>999'),
        lambda text: text.replace(b"<v>4</v>", b"<v>four</v>"),
    ],
)
def test_broken_workbooks_are_refused(tmp_path: Path, replace: Callable[[bytes], bytes]) -> None:
    path = rewritten(workbook(tmp_path, simple), in_sheet(replace))
    with pytest.raises(DataError, match=r"t.xlsx breaks the rules for workbooks"):
        read_table(path)


def test_an_archive_without_a_workbook_is_refused(tmp_path: Path) -> None:
    path = rewritten(
        workbook(tmp_path, simple),
        lambda name, content: b"<workbook/>" if name == "xl/workbook.xml" else content,
    )
    with pytest.raises(DataError, match=r"t.xlsx (is empty|breaks the rules)"):
        read_table(path)


def test_a_broken_archive_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, simple)
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(bytes(content))
    with pytest.raises(DataError, match=r"t.xlsx is broken or locked"):
        read_table(path)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b'ref="A1:C3"', b'ref="A1:XFD1048576"'),
        lambda text: text.replace(b'ref="A1:C3"', b'ref="A1"'),
    ],
)
def test_a_declared_size_that_lies_changes_nothing(
    tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    honest = read_table(workbook(tmp_path, simple))
    lied = read_table(rewritten(tmp_path / "t.xlsx", in_sheet(change)))
    assert lied.cells == honest.cells == (("A", 4, 2.5), ("B", "", 3))


def test_a_row_far_down_is_refused_and_a_column_far_out_too(tmp_path: Path) -> None:
    far = rewritten(
        workbook(tmp_path, simple),
        in_sheet(lambda text: text.replace(b'<row r="3"', b'<row r="900000000"')),
    )
    with pytest.raises(DataError, match="has more than 2000000 cells"):
        read_table(far)
    wide = rewritten(
        workbook(tmp_path, simple), in_sheet(lambda text: text.replace(b'r="C3"', b'r="ZZZ3"'))
    )
    with pytest.raises(DataError, match="cells up to column 18278 in row 3"):
        read_table(wide)


def deep(inner: bytes) -> Callable[[bytes], bytes]:
    """Put elements into the sheet that a parser has to keep in memory all at once."""
    noise = b"".join(b'<a b="%d"/>' % number for number in range(4_000_000))
    return lambda text: text.replace(b"<sheetData>", b"<sheetData>" + inner % noise)


def test_xml_that_needs_much_memory_is_refused_in_its_own_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consilience.formats.isolation.answer", partial(answer, memory=400 << 20))
    path = rewritten(workbook(tmp_path, simple), in_sheet(deep(b"<row>%s</row>")))
    with pytest.raises(DataError, match=r"t\.xlsx needs more than 1 GB of memory or 60 seconds"):
        read_table(path)


def test_a_workbook_that_takes_too_long_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consilience.formats.isolation.PATIENCE", 0.0001)
    with pytest.raises(DataError, match=r"t\.xlsx needs more than 1 GB of memory or 60 seconds"):
        read_table(workbook(tmp_path, simple))


def test_formulas_that_would_run_elsewhere_are_only_texts(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["case", "x"])
        sheet.write_string(1, 0, "=cmd|' /C calc'!A0")
        sheet.write_number(1, 1, 1)

    assert read_table(workbook(tmp_path, fill)).cells == (("=cmd|' /C calc'!A0", 1),)
