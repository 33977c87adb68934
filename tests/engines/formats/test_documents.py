"""Text files as documents: encodings, line ends, limits, and files that are none."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from consilience.errors import ArgumentError, ConsilienceError, DataError, UnknownNameError
from consilience.formats import Document, Limits, read_document
from consilience.texts import LANGUAGES
from made_documents import docx, paragraph

SIMPLE = "我们和百度在自动驾驶领域签订了战略合作协议，双方共享数据与平台。\n信任很重要。👍"
TRADITIONAL = "我們和百度在自動駕駛領域簽訂了戰略合作協議，雙方共享資料與平臺。\n信任很重要。"


def read(folder: Path, content: bytes, name: str = "J11.txt", **options: Any) -> Document:
    path = folder / name
    path.write_bytes(content)
    return read_document(path, **options)


@pytest.mark.parametrize(
    ("text", "written", "told"),
    [
        (SIMPLE, "utf-8", "utf-8"),
        (SIMPLE, "utf-8-sig", "utf-8-sig"),
        (SIMPLE, "utf-16", "utf-16"),
        (SIMPLE, "utf-16-le", "utf-16-le"),
        (SIMPLE, "utf-16-be", "utf-16-be"),
        (SIMPLE[:20], "utf-16-le", "utf-16-le"),
        (SIMPLE, "gb18030", "gb18030"),
        (SIMPLE[:-1], "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        ("plain, words\n", "ascii", "utf-8"),
        ("plain, words\n", "utf-16-be", "utf-16-be"),
        ("Zürich, naïve café\n", "cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_told(tmp_path: Path, text: str, written: str, told: str) -> None:
    document = read(tmp_path, text.encode(written))
    assert document.text == text
    assert document.encoding == told
    assert document.notes
    for note in document.notes:
        assert note.sentence("zh") != note.sentence("en")


def test_text_is_kept_but_for_line_ends_and_mark(tmp_path: Path) -> None:
    kept = "\u3000é\u0301 e\u0301 ﬁ　ａ\u2028b\u0085c\x0bd\ttab  \n\n"
    content = b"\xef\xbb\xbf" + kept.replace("\n", "\r\n").encode() + b"x\ry"
    document = read(tmp_path, content)
    assert document.text == kept + "x\ny"
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert (document.kind, document.title, document.file_name) == ("txt", "J11", "J11.txt")
    assert document.turns == ()
    with pytest.raises(dataclasses.FrozenInstanceError):
        document.text = ""  # type: ignore[misc]  # that is what is tested


def test_markdown_is_plain_text_with_a_title(tmp_path: Path) -> None:
    text = "intro\n\n## Interview *J11* ##\n\n**Li Wei:** hello\n\n**Ann:** hi\n\n**Li Wei:** so\n"
    document = read(tmp_path, text.encode(), "notes.MD")
    assert (document.kind, document.text, document.title) == ("md", text, "Interview *J11*")
    assert [turn.speaker for turn in document.turns] == ["Li Wei", "Ann", "Li Wei"]
    assert read(tmp_path, b"no heading", "notes.md").title == "notes"


def test_an_encoding_can_be_named(tmp_path: Path) -> None:
    content = "Привет".encode("cp1251")
    assert read(tmp_path, content, encoding="cp1251").text == "Привет"
    with pytest.raises(DataError, match=r"J11\.txt is not utf-8 \(row 1\)"):
        read(tmp_path, content, encoding="utf-8")
    with pytest.raises(UnknownNameError, match="encoding of read_document must be one of"):
        read(tmp_path, content, encoding="utf-9")
    with pytest.raises(DataError, match=r"the encoding of J11\.txt cannot be told"):
        read(tmp_path, "Привет, как дела".encode("cp1251"))


def test_a_few_damaged_bytes_are_shown_and_told(tmp_path: Path) -> None:
    content = (SIMPLE * 3).encode()
    document = read(tmp_path, content[:60] + b"\xff" + content[60:])
    assert document.text == (SIMPLE * 3)[:20] + "\ufffd" + (SIMPLE * 3)[20:]
    assert [note.level for note in document.notes] == ["warning"]
    assert "1 places are damaged, the first in row 1" in str(document.notes[0])
    cut = read(tmp_path, SIMPLE[:-1].encode("gbk")[:-1])
    assert cut.text == SIMPLE[:-2] + "\ufffd"
    assert cut.encoding == "gb18030"


def test_half_pairs_are_no_characters(tmp_path: Path) -> None:
    document = read(tmp_path, docx(paragraph("a&#xFFFD;b")), "J11.docx")
    assert document.text == "a\ufffdb"
    assert document.notes == ()
    with pytest.raises(DataError, match="neither text nor docx nor pdf"):
        read(tmp_path, b"a\x00b\x00\x00c", encoding="utf-8")
    other = read(tmp_path, b"a\x00\x00b" * 3, encoding="utf-16-be")
    assert "\x00" not in other.text


def archive(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return made.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (bytes(40), "is empty"),
        (OLE, "old Office version"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (b"{\\rtf1\\ansi hello}", "rich text document"),
        (archive("mimetype", "content.xml"), "OpenDocument file"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "workbook or a presentation"),
        (archive("[Content_Types].xml", "xl/workbook.bin"), "is a workbook"),
        (archive("Index/Document.iwa"), "Apple Pages document"),
        (archive(*map(str, range(10_001))), "more than 10000 parts"),
        (b"PK\x03\x04 and nothing else", "damaged or locked"),
        (b"<!DOCTYPE html><p>", "web page"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "is a picture"),
        (b"SQLite format 3\x00" + bytes(100), "file of data"),
        (b"\x1f\x8b\x08" + bytes(50), "compressed file"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x01\xff" * 40, "neither text nor docx nor pdf"),
    ],
)
def test_what_is_no_document_says_what_to_do(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(DataError) as caught:
        read(tmp_path, content, "J11.docx")
    assert message in str(caught.value)
    for language in LANGUAGES:
        sentence = caught.value.sentence(language)
        assert sentence.startswith("J11.docx")
        assert "\n" not in sentence


def test_places_that_hold_no_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"there is no file .*none\.txt; check the path"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(DataError, match="is a folder; name one file in it"):
        read_document(tmp_path)


@pytest.mark.parametrize(
    "options",
    [
        {"encoding": ""},
        {"encoding": 5},
        {"limits": 5},
        {"limits": {"seconds": 5}},
        {"path": None},
        {"path": b"J11.txt"},
        {"path": 5},
    ],
)
def test_arguments_of_other_types_are_refused(tmp_path: Path, options: dict[str, Any]) -> None:
    path = tmp_path / "J11.txt"
    path.write_bytes(b"words")
    with pytest.raises(ArgumentError) as caught:
        read_document(**{"path": path, **options})
    assert caught.value.sentence("zh") != caught.value.sentence("en")


@pytest.mark.parametrize("wrong", [0, -1, 1.5, float("nan"), "5", None, True])
@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Limits)])
def test_limits_are_whole_numbers(name: str, wrong: Any) -> None:
    with pytest.raises(ConsilienceError, match=f"{name} of Limits must be a whole number"):
        Limits(**{name: wrong})


def test_size_and_length_are_limited(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"J11\.txt is larger than 0\.01 MB; split it"):
        read(tmp_path, b"x" * 10_001, limits=Limits(file_bytes=10_000))
    with pytest.raises(DataError, match=r"J11\.txt has more than 10 characters"):
        read(tmp_path, b"x" * 11, limits=Limits(characters=10))
    assert read(tmp_path, b"x" * 10, limits=Limits(characters=10)).text == "x" * 10
