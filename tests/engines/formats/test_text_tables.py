"""Text tables: encoding, delimiter, decimal mark, rows, and what is said about each."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.formats import Table, read_table
from consilience.formats import table as table_module


def written(folder: Path, content: str | bytes, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def keys(table: Table) -> list[str]:
    return [note.key.removeprefix("tables.note.") for note in table.notes]


CHINESE = "编号,联盟名称,信任\n甲,华东智能制造联盟,4\n乙,新能源汽车创新联合体,3\n"
WESTERN = "code,name,trust\nA,Zürich Élan,4\nB,Malmö – Café,3\n"


@pytest.mark.parametrize(
    ("text", "encoding", "name", "note"),
    [
        (CHINESE, "utf-8", "utf-8", "encoding_utf8"),
        (CHINESE, "utf-8-sig", "utf-8-sig", "encoding_mark"),
        (CHINESE, "utf-16", "utf-16", "encoding_mark"),
        (CHINESE, "utf-32", "utf-32", "encoding_mark"),
        (CHINESE, "gb18030", "gb18030", "encoding_gb18030"),
        (CHINESE, "gbk", "gb18030", "encoding_gb18030"),
        (WESTERN, "cp1252", "cp1252", "encoding_cp1252"),
        (WESTERN.replace("–", "-"), "latin-1", "cp1252", "encoding_cp1252"),
        ("code,trust\nA,4\n", "ascii", "utf-8", "encoding_ascii"),
    ],
)
def test_encoding_is_told(tmp_path: Path, text: str, encoding: str, name: str, note: str) -> None:
    table = read_table(written(tmp_path, text.encode(encoding)))
    assert table.encoding == name
    assert keys(table)[0] == note
    lines = [tuple(line.split(",")) for line in text.splitlines()]
    assert (table.columns, *table.cells) == tuple(lines)


def test_big_endian_utf16_with_a_mark(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, b"\xfe\xff" + CHINESE.encode("utf-16-be")))
    assert table.columns == ("编号", "联盟名称", "信任")


def test_a_likely_encoding_is_a_warning_that_shows_words(tmp_path: Path) -> None:
    note = read_table(written(tmp_path, CHINESE.encode("gbk"))).notes[0]
    assert note.level == "warning"
    assert str(note) == (
        "encoding gb18030, likely: 100% common Chinese characters; "
        "see whether these are right: 编号, 联盟名称, 信任"
    )


def test_a_named_encoding_wins(tmp_path: Path) -> None:
    path = written(tmp_path, "код,доверие\nA,4\n".encode("cp1251"))
    assert read_table(path, encoding="cp1251").columns == ("код", "доверие")
    bare = written(tmp_path, CHINESE.encode("utf-16-le"))
    assert read_table(bare, encoding="utf-16-le").columns[0] == "编号"


def test_an_encoding_that_cannot_be_told_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "кодъ,доверие\nA,4\n".encode("cp1251"))
    with pytest.raises(DataError, match=r"the encoding of t.csv cannot be told; name it"):
        read_table(path)
    with pytest.raises(DataError, match="cannot be told"):
        read_table(written(tmp_path, b"a,b\n\x81\x8d,1\n"))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("コード,信頼\n甲,4\n", "shift_jis"),
        ("コード,提携名,信頼\n甲,東日本製造連盟,4\n乙,水素エネルギー協会,3\n", "euc-jp"),
    ],
)
def test_other_encodings_of_east_asia_are_not_taken_for_gb18030(
    tmp_path: Path, text: str, encoding: str
) -> None:
    path = written(tmp_path, text.encode(encoding))
    with pytest.raises(DataError, match="name it"):
        read_table(path)
    assert read_table(path, encoding=encoding).columns == tuple(text.splitlines()[0].split(","))


@pytest.mark.parametrize(
    "text", ["編號,信任\n甲,4\n", "編號,聯盟名稱\n甲,華東智能製造聯盟\n乙,新能源汽車創新聯合體\n"]
)
def test_traditional_chinese_in_big5_is_told(tmp_path: Path, text: str) -> None:
    table = read_table(written(tmp_path, text.encode("big5")))
    assert table.encoding == "big5"
    assert table.columns == tuple(text.splitlines()[0].split(","))
    assert "see whether these are right: 編號" in str(table.notes[0])


def test_a_wrong_encoding_names_the_row(tmp_path: Path) -> None:
    path = written(tmp_path, b"a,b\n1,2\n\xff,3\n")
    with pytest.raises(DataError, match=r"t.csv is not utf-8 \(row 3\)"):
        read_table(path, encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-9", "base64", "rot13"])
def test_an_unknown_encoding_is_refused(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(UnknownNameError, match="encoding of read_table must be one of utf-8"):
        read_table(written(tmp_path, "a,b\n1,2\n"), encoding=encoding)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiter_is_told(tmp_path: Path, mark: str) -> None:
    text = f'case{mark}"a{mark}b"{mark}c\nA{mark}"x\ny"{mark}"he said ""no"""\nB{mark}2{mark}\n'
    table = read_table(written(tmp_path, text))
    assert table.delimiter == mark
    assert table.columns == ("case", f"a{mark}b", "c")
    assert table.cells == (("A", "x\ny", 'he said "no"'), ("B", "2", ""))
    assert table.rows == (2, 3)
    assert table.first_row == 2


def test_two_delimiters_that_fit_are_refused_and_a_named_one_is_taken(tmp_path: Path) -> None:
    path = written(tmp_path, "a;b,c\n1;2,5\n")
    with pytest.raises(DataError, match="divided into 2 columns at each of ',', ';'; name the"):
        read_table(path)
    assert read_table(path, delimiter=";").columns == ("a", "b,c")
    tabs = written(tmp_path, "a\tb,c\n1\t2,5\n")
    with pytest.raises(DataError, match=r"at each of ',', '\\t'; name"):
        read_table(tabs)


def test_another_delimiter_can_be_named(tmp_path: Path) -> None:
    assert read_table(written(tmp_path, "a:b\n1:2\n"), delimiter=":").cells == (("1", "2"),)
    for wrong in ("::", '"', "\n"):
        with pytest.raises(DataError, match="the delimiter must be one character"):
            read_table(written(tmp_path, "a:b\n1:2\n"), delimiter=wrong)


def test_one_column_is_a_warning(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "trust\n4\n5\n"))
    assert table.cells == (("4",), ("5",))
    assert [note.level for note in table.notes] == ["info", "warning"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    text = end.join(["a,b", "1,2", "", "3,4", "", ""])
    table = read_table(written(tmp_path, text))
    assert table.cells == (("1", "2"), ("3", "4"))
    assert table.rows == (2, 4)
    assert str(table.notes[-1]) == "blank rows left out: 3 (1 in all)"


def test_many_blank_rows_are_shortened(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "\n,,\n" + "a,b\n" + "\n" * 20 + "1,2\n"))
    assert table.rows == (24,)
    assert "..." in str(table.notes[-1])
    assert "22 in all" in str(table.notes[-1])


@pytest.mark.parametrize(
    ("text", "decimal", "note"),
    [
        ("c;x\nA;1,5\nB;2\n", ",", "decimal_comma"),
        ("c;x\nA;1.234,5\nB;2\n", ",", "decimal_comma"),
        ("c;x\nA;1.5\nB;1,234\n", ".", "thousands"),
        ('c,x\nA,1.5\nB,"1,234"\n', ".", "thousands"),
        ('c,x\nA,"1,234"\n', ".", "decimal_doubtful"),
        ("c;x\nA;1.234\n", ".", "decimal_doubtful"),
        ("c;x\nA;１，5\nB;4\n", ".", None),
        ("c,x\nA,1.234\n", ".", None),
        ("c;x;y\nA;1,5;2.1\nB;0,5;no.5\n", ",", "decimal_comma"),
        ("c;x;y\nA;1.5;2,1\nB;0.5;x,y\n", ".", None),
    ],
)
def test_decimal_mark_is_told(tmp_path: Path, text: str, decimal: str, note: str | None) -> None:
    table = read_table(written(tmp_path, text))
    assert table.decimal == decimal
    said = {"decimal_comma", "decimal_doubtful", "thousands"} & set(keys(table))
    assert said & {note} if note else not said


def test_a_doubtful_decimal_mark_tells_both_readings(tmp_path: Path) -> None:
    notes = read_table(written(tmp_path, 'c,x\nA,"1,234"\n')).notes
    doubt = next(note for note in notes if note.key.endswith("doubtful"))
    assert doubt.level == "warning"
    assert str(doubt).startswith(
        "row 2, column x holds 1,234, which is read as 1234.0 (it would be"
    )
    named = read_table(tmp_path / "t.csv", decimal=",")
    assert named.decimal == ","
    assert not any(note.key.endswith("doubtful") for note in named.notes)


def test_both_decimal_marks_are_refused_with_both_places(tmp_path: Path) -> None:
    path = written(tmp_path, "c;x;y\nA;1,5;2.1\nB;2,5;3.1\n")
    with pytest.raises(DataError) as caught:
        read_table(path)
    assert str(caught.value) == (
        "t.csv has a decimal point (row 2, column y: 2.1) and a decimal comma "
        "(row 2, column x: 1,5); name the decimal mark"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "t.csv is empty"),
        (" \n\n", "t.csv is empty"),
        (",,\n", "t.csv is empty"),
        ("a,b\n", "t.csv has a header in row 1 but no rows below it"),
        ("a,,c\n1,2,3\n", "t.csv has no name for column 2 in row 1; write one"),
        (",,c\n1,2,3\n", "t.csv has no name for column 2 in row 1; write one"),
        ("case,a,b\n1,2,3\n,,,\n1,2,3,4\n", "t.csv has cells up to column 4 in row 4, but its"),
        ("a,b,c\n1,2\n", "t.csv has cells up to column 2 in row 2, but its header has 3"),
        ("a,b,a\n1,2,3\n", "the column name a twice in row 1 (columns 1 and 3); rename one"),
        ('a,b\n1,"2\n3,4\n', "t.csv has a quotation mark in row 2"),
        ('a,b\n1,"2"x\n', "t.csv has a quotation mark in row 2"),
        ("a,b\n1," + "x" * 140_000 + "\n", "t.csv has a quotation mark in row 2"),
    ],
)
def test_what_is_no_table_is_refused_with_its_place(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(DataError) as caught:
        read_table(written(tmp_path, text), delimiter=",")
    assert message in str(caught.value)
    assert caught.value.sentence("zh") != str(caught.value)


def test_a_quote_that_spoils_every_delimiter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="quotation mark in row 2"):
        read_table(written(tmp_path, 'a,b\n1,"2\n3,4\n'))


def test_zero_characters_in_a_named_encoding_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n1,\x002\n".encode("utf-16"))
    with pytest.raises(DataError, match="contains zero bytes"):
        read_table(path)


def test_empty_cells_beyond_the_header_are_dropped(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "a,b,\n1,2,\n3,4,,\n"))
    assert table.columns == ("a", "b")
    assert table.cells == (("1", "2"), ("3", "4"))


def test_blanks_around_names_are_removed_and_told(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "case, b \nA,1\n"))
    assert table.columns == ("case", "b")
    assert "blanks around these column names were removed: b" in [str(n) for n in table.notes]


def test_row_names_of_r_are_the_case_codes(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, '"","x"\n"AU",1\n"BE",2\n'))
    assert table.columns == ("case", "x")
    assert "unnamed_case_column" in keys(table)
    with pytest.raises(DataError, match="no name for column 1"):
        read_table(written(tmp_path, '"","case"\n"AU",1\n'))


def test_too_many_cells_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consilience.formats.text_tables.MAXIMUM_CELLS", 5)
    with pytest.raises(DataError, match=r"t.csv has more than 5 cells"):
        read_table(written(tmp_path, "a,b\n1,2\n3,4\n"))
    monkeypatch.undo()
    monkeypatch.setattr(table_module, "MAXIMUM_CELLS", 5)
    with pytest.raises(DataError, match=r"t.csv has more than 5 cells"):
        read_table(written(tmp_path, "a,b\n1,2\n3,4\n"))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"encoding": 8}, "encoding of read_table must be a text, got 8"),
        ({"encoding": ""}, "encoding of read_table must be a text"),
        ({"delimiter": 3}, "delimiter of read_table must be a text"),
        ({"sheet": 1}, "sheet of read_table must be a text"),
        ({"decimal": "comma"}, "decimal of read_table must be one of"),
        ({"sheet": "Data"}, "sheet is for workbooks, but t.csv is a text table"),
    ],
)
def test_options_that_are_not_allowed(
    tmp_path: Path, options: dict[str, str], message: str
) -> None:
    path = written(tmp_path, "a,b\n1,2\n")
    with pytest.raises((ArgumentError, UnknownNameError, DataError), match=message):
        read_table(path, **options)  # type: ignore[arg-type]  # wrong on purpose


def test_a_path_must_be_a_path() -> None:
    with pytest.raises(ArgumentError, match="path of read_table must be a text, got 3"):
        read_table(3)  # type: ignore[arg-type]  # wrong on purpose


def test_a_column_is_found_by_name(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "case,Trust\nA,1\nB,2\n"))
    assert table.column("Trust") == ("1", "2")
    with pytest.raises(UnknownNameError, match="did you mean Trust"):
        table.column("trust")
