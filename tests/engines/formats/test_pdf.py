"""Pdf files: lines and pages as they stand, and pages that hold no text."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from consilience.errors import DataError
from consilience.formats import Document, Limits, pdf_worker, read_document
from made_documents import pdf


def read(folder: Path, content: bytes, limits: Limits | None = None) -> Document:
    path = folder / "T_BK1.pdf"
    path.write_bytes(content)
    return read_document(path, limits=limits)


def test_lines_pages_and_divided_words(tmp_path: Path) -> None:
    document = read(tmp_path, pdf(["Alli-", "ances 我们和👍𠮷", "e\u0301"], ["第二页。"]))
    assert document.text == "Alli-\nances 我们和👍𠮷\ne\u0301\n\f第二页。"
    assert (document.kind, document.line_ends, document.title) == ("pdf", "wrapped", "T_BK1")
    assert [str(note) for note in document.notes] == [
        (
            "pages: 2; each begins with a form feed, words divided at the ends of lines stay "
            "divided; signs may stand in the order in which they were drawn, so compare quotes "
            "with the page"
        )
    ]


def test_turns_are_found(tmp_path: Path) -> None:
    document = read(tmp_path, pdf(["Ann: one", "more", "Bo: two", "Ann: three"]))
    assert [turn.speaker for turn in document.turns] == ["Ann", "Bo", "Ann"]


def test_pages_without_text_are_told(tmp_path: Path) -> None:
    document = read(tmp_path, pdf(["words"], *[[]] * 12))
    assert document.notes[1].level == "warning"
    assert "2, 3, 4, 5, 6, 7, 8, 9, 10, 11, ... (12 in all)" in str(document.notes[1])
    with pytest.raises(DataError, match="pictures of text but no text; make its text readable"):
        read(tmp_path, pdf([], []))


def test_locked_damaged_and_too_much(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="locked with a password; save it without one"):
        read(tmp_path, pdf(["x"], locked=True))
    with pytest.raises(DataError, match="is damaged"):
        read(tmp_path, b"%PDF-1.7\n nothing")
    with pytest.raises(DataError, match="has more than 1 pages"):
        read(tmp_path, pdf(["x"], ["y"]), Limits(pages=1))
    with pytest.raises(DataError, match="has more than 3 characters"):
        read(tmp_path, pdf(["xyzw"]), Limits(characters=3))


def test_the_parser_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    options = {"pages": 2, "characters": 5}
    assert pdf_worker.parsed(pdf(["a-", "b"], ["c"]), options) == {
        "pages": ["a-\nb", "c"],
        "broken": [],
    }
    assert pdf_worker.parsed(pdf(["abcdef"]), options) == {"problem": "too_long"}
    assert pdf_worker.parsed(pdf(["a"], ["b"], ["c"]), options) == {"problem": "too_many_pages"}
    assert pdf_worker.parsed(pdf(["a"], locked=True), options) == {"problem": "locked"}
    assert pdf_worker.parsed(b"%PDF-", options) == {"problem": "broken_document"}

    def fail(*_: object) -> None:
        raise pypdfium2.PdfiumError("page")

    monkeypatch.setattr(pypdfium2.PdfDocument, "__getitem__", fail)
    assert pdf_worker.parsed(pdf(["a"]), options) == {"pages": [""], "broken": [1]}
