"""Tables as a Word document: three lines, circles by size, a caption above, a note below."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from consilience.report.circles import Circle
from consilience.report.exports.plain import (
    CHINESE,
    CIRCLE_POINTS,
    LATIN,
    SYMBOLS,
    UNDATED,
    breakable,
    caption,
    clean,
    column_shares,
    is_wide,
    note_cells,
    sized_sign,
)
from consilience.report.tables import Cell, Row, Table
from consilience.texts import Language

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_SHORT, _LONG, _MARGIN = Cm(21.0), Cm(29.7), Cm(2.5)  # A4
_THICK, _THIN = 12, 6  # eighths of a point
_NOTE_SCALE = 0.75  # circles in a note stand in smaller print
_ROW, _CIRCLE_ROW = Pt(15), Pt(21)  # least heights, so that rows are even
_KEPT_TOGETHER = 24  # tables of at most so many rows stay on one page
_ALIGNED = {"number": WD_ALIGN_PARAGRAPH.RIGHT, "centre": WD_ALIGN_PARAGRAPH.CENTER}


def to_word(tables: tuple[Table, ...], language: Language, title: str) -> bytes:
    """Write tables as a Word document.

    Parameters
    ----------
    tables : tuple of Table
        The tables, in the order of their numbers.
    language : {"en", "zh"}
        Language of captions and notes.
    title : str
        Title in the properties of the file.

    Returns
    -------
    bytes
        The file, the same for the same tables: its dates are constant. Tables of more than 8
        columns, or whose words need it, stand in landscape (a convention of this program).

    Raises
    ------
    AttributeError
        If something is no table.

    Examples
    --------
    >>> table = Table("t", (Cell("Set"),), (Row((Cell("A"),)),), "Cases")
    >>> to_word((table,), "en", "Title")[:2]
    b'PK'

    References
    ----------
    ISO/IEC 29500-1 (2016). Office Open XML File Formats.
    """
    document = Document()
    _set_properties(document, clean(title))
    _set_styles(document, language)
    for number, table in enumerate(tables, start=1):
        _set_page(document, wide=is_wide(table, language), first=number == 1)
        _add_caption(document, caption(table, number, language), language)
        _add_table(document, table, language)
        _add_note(document, table, language)
    made = io.BytesIO()
    document.save(made)
    return _undated(made)


def _set_properties(document: WordDocument, title: str) -> None:
    found = document.core_properties
    found.title, found.author, found.last_modified_by = title[:255], "Consilience", "Consilience"
    found.comments, found.revision = "", 1
    found.created = found.modified = UNDATED


def _undated(made: io.BytesIO) -> bytes:
    """Return an archive with constant dates and the same whatever system wrote it."""
    written = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _ZIP_DATE)
            member.create_system = 0
            new.writestr(member, old.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _set_styles(document: WordDocument, language: Language) -> None:
    """Set what a user would restyle: cells are Normal, captions Caption, notes Body Text."""
    for name, points, before, after in (
        ("Normal", 9.0, 1.5, 1.5),
        ("Caption", 10.5, 18.0, 4.0),
        ("Body Text", 8.5, 4.0, 6.0),
    ):
        style: Any = document.styles[name]
        _set_fonts(style, LATIN, CHINESE)
        style.font.size = Pt(points)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.0
    document.styles["Caption"].paragraph_format.keep_with_next = True
    for found in document.styles.element.xpath("//w:rPrDefault//w:lang"):
        found.set(qn("w:val"), "en-US")
        found.set(qn("w:eastAsia"), "zh-CN" if language == "zh" else "en-US")


def _set_fonts(owner: Any, latin: str, chinese: str) -> None:
    owner.font.name = latin
    owner.element.rPr.rFonts.set(qn("w:eastAsia"), chinese)


def _set_page(document: WordDocument, *, wide: bool, first: bool) -> None:
    """Begin a page where the table needs another direction than the one before it."""
    section = document.sections[-1]
    if not first:
        if wide == (section.orientation == WD_ORIENT.LANDSCAPE):
            return
        section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if wide else (_SHORT, _LONG)
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN


def _add_caption(document: WordDocument, words: str, language: Language) -> None:
    paragraph = document.add_paragraph(style="Caption")
    _add_text(paragraph, words, language)
    if language == "zh":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _add_table(document: WordDocument, table: Table, language: Language) -> None:
    made = document.add_table(rows=len(table.rows) + 1, cols=len(table.columns))
    made.autofit = False
    width = (_LONG if is_wide(table, language) else _SHORT) - 2 * _MARGIN
    widths = [Emu(round(width * share)) for share in column_shares(table, language)]
    for column, size in zip(made.columns, widths, strict=True):
        column.width = size
    _add_borders(made._tbl.tblPr, "w:tblBorders", {"top": _THICK, "bottom": _THICK})  # noqa: SLF001  (python-docx has no borders)
    kept = len(table.rows) <= _KEPT_TOGETHER
    head, *lines = made.rows
    _fill(head, Row(table.columns), widths, language, kept=True)
    _set_row(head, "w:tblHeader")
    for cell in head.cells:
        _add_borders(cell._tc.get_or_add_tcPr(), "w:tcBorders", {"bottom": _THIN})  # noqa: SLF001  (as above)
    for place, (line, row) in enumerate(zip(lines, table.rows, strict=True), start=1):
        # with its note a table that is kept together ends in the note's paragraph
        last = place == len(lines) and not note_cells(table, language)
        _fill(line, row, widths, language, kept=kept and not last)


def _fill(line: Any, row: Row, widths: Sequence[Emu], language: Language, *, kept: bool) -> None:
    _set_row(line, "w:cantSplit")
    line.height = _CIRCLE_ROW if any(cell.circle for cell in row.cells) else _ROW
    places = line.cells
    for place, width in zip(places, widths, strict=True):
        place.width = width
    start = 0
    for cell in row.cells:
        place = places[start]
        if cell.span > 1:
            place = place.merge(places[start + cell.span - 1])
        start += cell.span
        place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        if row.ruled:
            _add_borders(place._tc.get_or_add_tcPr(), "w:tcBorders", {"top": _THIN})  # noqa: SLF001  (as above)
        paragraph = place.paragraphs[0]
        paragraph.alignment = _ALIGNED.get(cell.kind, WD_ALIGN_PARAGRAPH.LEFT)
        paragraph.paragraph_format.keep_with_next = kept
        _add_cell(paragraph, cell, language)


def _set_row(line: Any, name: str) -> None:
    line._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  (as above)


def _add_borders(owner: Any, name: str, sizes: dict[str, int]) -> None:
    """Add lines above or below; ``owner`` has the properties of a table or a cell."""
    borders = OxmlElement(name)
    for side, size in sizes.items():
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", size), ("space", 0), ("color", "000000")):
            line.set(qn(f"w:{key}"), str(value))
        borders.append(line)
    after = ("w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign")
    owner.insert_element_before(borders, *after, "w:tblLayout", "w:tblCellMar", "w:tblLook")


def _add_note(document: WordDocument, table: Table, language: Language) -> None:
    pieces = note_cells(table, language)
    if pieces:
        paragraph = document.add_paragraph(style="Body Text")
        for cell in pieces:
            _add_piece(paragraph, cell, language)


def _add_cell(paragraph: Paragraph, cell: Cell, language: Language) -> None:
    if cell.circle:
        _add_circle(paragraph, cell.circle, scale=1)
    else:
        _add_text(paragraph, breakable(cell, language), language)


def _add_piece(paragraph: Paragraph, cell: Cell, language: Language) -> None:
    if cell.circle:
        _add_circle(paragraph, cell.circle, scale=_NOTE_SCALE)
    else:
        _add_text(paragraph, cell.text, language)


def _add_text(paragraph: Paragraph, words: str, language: Language) -> Run:
    run = paragraph.add_run(words)
    if language == "zh":  # signs of both scripts, such as quotation marks, take the Chinese font
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")  # noqa: SLF001  (as above)
    return run


def _add_circle(paragraph: Paragraph, circle: Circle, *, scale: float) -> None:
    run = paragraph.add_run(sized_sign(circle))
    run.font.size = Pt(scale * CIRCLE_POINTS[circle.role])
    if circle.multi_value:
        run.bold, run.italic = circle.role == "core", circle.role == "ambiguous"
    else:
        _set_fonts(run, SYMBOLS, SYMBOLS)
