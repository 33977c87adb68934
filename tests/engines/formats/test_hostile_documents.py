"""Documents made to do harm: refused with one sentence, within limits, and no process remains."""

from __future__ import annotations

import io
import subprocess
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from consilience.errors import DataError
from consilience.formats import Limits, isolation, read_document
from consilience.formats.worker import answered
from made_documents import docx, paragraph, pdf

SMALL = Limits(memory_bytes=400 << 20, seconds=20)


def refused(folder: Path, content: bytes, limits: Limits = SMALL, name: str = "J11.docx") -> str:
    path = folder / name
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_document(path, limits=limits)
    assert caught.value.sentence("zh") != str(caught.value)
    return str(caught.value)


def with_member(content: bytes, name: str, added: bytes) -> bytes:
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, added)
    return made.getvalue()


def test_bombs(tmp_path: Path) -> None:
    big = with_member(docx(paragraph("x")), "word/big.xml", b" " * (20 << 20))
    assert "would unpack to more than 100 MB or 200 times its size" in refused(tmp_path, big)
    many = Limits(unpacked_bytes=1000)
    assert "more than 0.001 MB" in refused(tmp_path, docx(paragraph("x") * 100), many)


def test_pictures_stay_packed(tmp_path: Path) -> None:
    path = tmp_path / "J11.docx"
    path.write_bytes(with_member(docx(paragraph("x")), "word/media/i.png", bytes(20 << 20)))
    assert read_document(path).text == "x"


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    ],
)
def test_entities(tmp_path: Path, prologue: str) -> None:
    added = f"<?xml version='1.0'?>{prologue}<a>&c;</a>".encode()
    content = with_member(docx(paragraph("x")), "word/other.xml", added)
    assert "declares XML entities" in refused(tmp_path, content)


def test_entities_in_another_encoding(tmp_path: Path) -> None:
    added = "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE a><a/>".encode("utf-16")
    content = with_member(docx(paragraph("x")), "word/other.xml", added)
    assert "or is not UTF-8 in word/other.xml" in refused(tmp_path, content)


@pytest.mark.parametrize("name", ["../../etc/x.xml", "word/..\\..\\x.xml"])
def test_places_outside_the_archive(tmp_path: Path, name: str) -> None:
    assert "damaged or locked" in refused(tmp_path, with_member(docx("<w:p/>"), name, b"<a/>"))
    assert list(tmp_path.iterdir()) == [tmp_path / "J11.docx"]


@pytest.mark.parametrize("tag", ["w:sdt", "w:p", "w:smartTag"])
def test_deep_nesting(tmp_path: Path, tag: str) -> None:
    inner = f"<{tag}>" * 100_000 + f"</{tag}>" * 100_000
    with_limit = Limits(memory_bytes=1 << 30, seconds=20)
    assert "is unsafe" in refused(
        tmp_path, docx(f"<w:p>{inner}</w:p>", main="word/d.xml"), with_limit
    )


def test_a_document_of_very_many_paragraphs_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "J11.docx"
    path.write_bytes(docx("".join(paragraph(f"{n}") for n in range(200_000))))
    assert read_document(path).text.endswith("199998\n199999")
    assert "more than 1,000 characters" in refused(
        tmp_path, path.read_bytes(), Limits(characters=1000)
    )


def test_a_table_that_needs_too_much_memory(tmp_path: Path) -> None:
    cells = "".join(f'<w:tc w:a="{n}"/>' for n in range(1_000_000))
    sentence = refused(
        tmp_path, docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), Limits(memory_bytes=200 << 20)
    )
    assert "needs more than 210 MB of memory or 60 seconds" in sentence


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"/Count 1", b"/Count 999999999"), (b"/Kids[6 0 R]", b"/Kids[2 0 R]")],
)
def test_a_tree_of_pages_that_lies_is_read_or_refused(
    tmp_path: Path, before: bytes, after: bytes
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(["x"]).replace(before, after))
    try:
        assert read_document(path, limits=SMALL).text == "x"
    except DataError as error:
        assert str(error).startswith("a.pdf ")  # noqa: PT017 (either answer is right)


def test_a_pdf_that_takes_too_long(tmp_path: Path) -> None:
    drawn = b"BT /F 12 Tf " + b"1 0 0 1 0 0 Tm (x) Tj " * 5_000_000 + b" ET"
    content = pdf(["x"]).replace(b"endstream\nendobj\nxref", drawn + b"\nendstream\nendobj\nxref")
    begun = time.monotonic()
    sentence = refused(tmp_path, content, Limits(seconds=1), "a.pdf")
    assert "seconds to read, which is unsafe" in sentence or "damaged" in sentence
    assert time.monotonic() - begun < 60


def test_no_process_remains_when_the_caller_stops_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Any] = []

    class Watched(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Watched)
    monkeypatch.setattr(isolation, "PATIENCE", 0.0001)
    assert "is unsafe" in refused(tmp_path, docx(paragraph("x")))
    assert len(started) == 1
    assert started[0].returncode not in {None, 0}


@pytest.mark.parametrize(
    "program", ["raise SystemExit(3)", "print('no json')", "import os; os.abort()"]
)
def test_a_parser_that_dies_or_babbles_is_a_limit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str
) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(program, encoding="utf-8")
    monkeypatch.setattr(isolation, "_WORKER", worker)
    assert isolation.answer("pdf_worker", b"x" * 1_000_000, {}) == {"problem": "limits"}


def test_deep_documents_and_memory_are_one_problem() -> None:
    deep = docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000)
    assert answered("docx_worker", deep, {"characters": 10}) == {"problem": "limits"}
    with pytest.raises(FileNotFoundError):
        answered("nobody", b"", {})
