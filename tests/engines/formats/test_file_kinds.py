"""Files that are no text table: each is told by its bytes and refused with what to do."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from consilience.errors import DataError
from consilience.formats import read_table


def archive(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old Excel workbook"),
        (b"$FL2@(#) SPSS DATA FILE" + bytes(100), "SPSS data file"),
        (b"SQLite format 3\x00" + bytes(100), "SQLite database"),
        (b"%PDF-1.7\n%", "PDF document"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "is an image"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "is an image"),
        (b"\x1f\x8b\x08" + bytes(50), "compressed file"),
        (b"PAR1" + bytes(50), "Parquet file"),
        (b"RDX3\n", "R data file"),
        (b"<stata_dta><header>", "Stata data file"),
        (b"\n <!DOCTYPE HTML><html>", "web page"),
        (b"<html><table>", "web page"),
        (archive("a.txt"), "zip archive"),
        (archive("mimetype", "content.xml"), "OpenDocument"),
        (archive("[Content_Types].xml", "word/document.xml"), "Word document"),
        (archive("[Content_Types].xml", "xl/workbook.bin"), "binary Excel workbook"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "Excel workbook under another name"),
        (b"PK\x03\x04 and nothing else", "broken or locked"),
        (b"a,b\n1,\x002\n", "zero bytes"),
        ("编号,信任\n甲,4\n".encode("utf-16-le"), "looks like UTF-16"),
        ("code,trust\nA,4\n".encode("utf-16-le"), "name its encoding: utf-16-le or utf-16-be"),
        (b"PK\x03\x04" + b"PK\x01\x02" * 10_001, "more than 10000 parts"),
    ],
)
def test_other_files_are_refused_with_what_they_are(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_table(path)
    assert str(caught.value).startswith("table.csv")
    assert message in str(caught.value)
    assert caught.value.sentence("zh").startswith("table.csv")


def test_a_text_file_named_as_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.XLSX"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(DataError, match="not an Excel workbook but a text file"):
        read_table(path)


def test_paths_that_hold_no_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"there is no file .*missing.csv; check the path"):
        read_table(tmp_path / "missing.csv")
    with pytest.raises(DataError, match="is a folder"):
        read_table(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DataError, match="pipe is not an ordinary file"):
        read_table(tmp_path / "pipe")
    with pytest.raises(DataError, match=r"there is no file|cannot be read"):
        read_table("a\x00b.csv")
    with pytest.raises(DataError, match="cannot be read"):
        read_table(tmp_path / ("x" * 400))


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(DataError, match=r"t.csv cannot be read: .*Permission denied"):
        read_table(path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("wb") as file:
        file.truncate(200_000_001)  # sparse: takes no room
    with pytest.raises(DataError, match=r"t.csv is larger than 200 MB"):
        read_table(path)
