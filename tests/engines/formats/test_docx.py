"""Word documents: what of them is text, in which order, and what a note says is not."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx as word
import pytest

from consilience.errors import DataError
from consilience.formats import Document, isolation, read_document
from consilience.formats.docx_worker import parsed
from made_documents import docx, paragraph, table


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse in this process, where what runs is counted."""

    def answer(_: str, content: bytes, options: dict[str, Any], **__: object) -> dict[str, Any]:
        return parsed(content, options)

    monkeypatch.setattr(isolation, "answer", answer)


def read(folder: Path, content: bytes, name: str = "J11.docx") -> Document:
    path = folder / name
    path.write_bytes(content)
    return read_document(path)


def said(document: Document) -> set[str]:
    return {note.key.removeprefix("documents.note.") for note in document.notes}


def test_a_document_of_python_docx_is_read_in_order(tmp_path: Path) -> None:
    made = word.Document()
    made.add_heading("访谈记录", 0)
    made.add_paragraph("问：为什么合作？")
    grid = made.add_table(2, 2)
    for place, words in enumerate(("阶段", "能力", "探索", "知识搜寻")):
        grid.cell(place // 2, place % 2).text = words
    made.add_paragraph("张工：👍 𠮷，信任。")
    made.add_paragraph("问：然后？", style="List Number")
    path = tmp_path / "J11.docx"
    made.save(str(path))
    document = read_document(path)
    assert document.text == (
        "访谈记录\n问：为什么合作？\n阶段\t能力\n探索\t知识搜寻\n张工：👍 𠮷，信任。\n问：然后？"
    )
    assert (document.kind, document.encoding, document.title) == ("docx", "", "J11")
    assert [turn.speaker for turn in document.turns] == ["问", "张工", "问"]
    assert len(document.sha256) == 64
    assert document.line_ends == "paragraph"


@pytest.mark.usefixtures("here")
def test_words_under_changes_controls_links_and_in_equations_are_text(tmp_path: Path) -> None:
    body = (
        "<w:sdt><w:sdtPr/><w:sdtContent>" + paragraph("in a control") + "</w:sdtContent></w:sdt>"
        '<w:p><w:r><w:t xml:space="preserve">kept </w:t></w:r>'
        '<w:ins w:id="1"><w:r><w:t>new</w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>old</w:delText></w:r></w:del>'
        "<w:moveFrom><w:r><w:t>away</w:t></w:r></w:moveFrom>"
        "<w:hyperlink><w:r><w:t> link</w:t></w:r></w:hyperlink>"
        "<m:oMath><m:r><m:t> x</m:t></m:r></m:oMath>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r>"
        "<w:r><w:commentReference/></w:r></w:p>"
    )
    document = read(tmp_path, docx(body))
    assert document.text == "in a control\nkept new link x\na\tb\nc-"
    assert said(document) == {"insertions", "deletions", "comments"}
    counts = {note.key: note.values["count"] for note in document.notes}
    assert counts["documents.note.deletions"] == 2
    assert {note.level for note in document.notes} == {"warning", "info"}


@pytest.mark.usefixtures("here")
def test_cells_are_read_once_and_rows_that_were_deleted_are_not(tmp_path: Path) -> None:
    rows = (
        "<w:tr><w:tc><w:tcPr><w:gridSpan/></w:tcPr>" + paragraph("wide") + "</w:tc>"
        '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + paragraph("tall") + "</w:tc></w:tr>"
        "<w:tr><w:trPr/><w:tc>" + paragraph("one") + paragraph("two") + "</w:tc>"
        "<w:tc><w:tcPr><w:vMerge/></w:tcPr>" + paragraph("tall") + "</w:tc></w:tr>"
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + paragraph("gone") + "</w:tc></w:tr>"
        "<w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>"
        + table(["inner", "cells"])
        + "</w:tc></w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"
    )
    document = read(tmp_path, docx(f"<w:tbl><w:tblGrid/>{rows}</w:tbl>"))
    assert document.text == "wide\ttall\none\ntwo\t\ninner\tcells"
    assert said(document) == {"deletions"}


@pytest.mark.usefixtures("here")
def test_text_boxes_are_read_once_and_pictures_counted(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('boxed')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>before</w:t><mc:AlternateContent>"
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
        "<w:drawing/><w:sym/><w:t> after</w:t></w:r></w:p><w:altChunk/>"
        '<w:p><w:pPr><w:numPr/><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr></w:p>'
    )
    document = read(tmp_path, docx(body))
    assert document.text == "before after\nboxed\n"
    assert said(document) == {"boxes", "pictures", "symbols", "embedded", "numbers"}
    counts = {note.key.rpartition(".")[2]: note.values["count"] for note in document.notes}
    assert counts["pictures"] == counts["boxes"] == 1


@pytest.mark.usefixtures("here")
def test_notes_stand_at_the_end_and_headers_are_left_out(tmp_path: Path) -> None:
    separator = '<w:footnote w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    document = read(
        tmp_path,
        docx(
            paragraph("words"),
            footnotes=f"{separator}<w:footnote>{paragraph('see A12')}</w:footnote>",
            endnotes=f"<w:endnote>{paragraph('last')}</w:endnote>",
            header=paragraph("secret"),
            footer="<w:p/>",
        ),
    )
    assert document.text == "words\n\nsee A12\n\nlast"
    assert {str(note) for note in document.notes} == {
        "footnotes, at the end of the text: 1",
        "endnotes, at the end of the text: 1",
        "headers and footers with text, left out: 1",
    }


@pytest.mark.usefixtures("here")
def test_the_main_part_is_found_by_its_relation(tmp_path: Path) -> None:
    content = docx(paragraph("elsewhere"), main="word/document2.xml")
    assert read(tmp_path, content).text == "elsewhere"
    strict = docx(paragraph("iso"))
    assert parsed(strict, {"characters": 100})["text"] == "iso"


@pytest.mark.usefixtures("here")
def test_a_transcript_in_a_table_has_turns(tmp_path: Path) -> None:
    rows = [["Li Wei", "Why?"], ["Ann", "Trust."], ["Li Wei", "And?"], ["Ann", "Power."]]
    document = read(tmp_path, docx(table(*rows)))
    assert [(turn.speaker, document.text[turn.start : turn.end]) for turn in document.turns] == [
        (row[0], "\t".join(row)) for row in rows
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (docx("<w:p/>"), "J11.docx is empty"),
        (docx("<w:p><w:r><w:drawing/></w:r></w:p>"), "pictures of text but no text"),
        (docx(paragraph("x") + "<w:p>"), "J11.docx is damaged"),
        (docx(paragraph("x"))[:-30], "damaged or locked"),
    ],
)
def test_without_text_or_damaged(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(DataError, match=message) as caught:
        read(tmp_path, content)
    assert caught.value.sentence("zh").startswith("J11.docx")


def test_the_parser_names_its_problems() -> None:
    assert parsed(docx(paragraph("x" * 50)), {"characters": 49}) == {"problem": "too_long"}
    assert parsed(b"no archive", {"characters": 9}) == {"problem": "broken_document"}
    empty = io.BytesIO(b"PK\x05\x06" + bytes(18)).getvalue()
    assert parsed(empty, {"characters": 9}) == {"problem": "broken_document"}
