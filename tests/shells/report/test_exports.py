"""Tables of a paper: the same as in the report, in four formats, the same bytes every time."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.analysis import StudyEvidence
from consilience.errors import ConsilienceError, StudyError, UnknownNameError
from consilience.report.circles import Circle
from consilience.report.exports import TABLE_FORMATS, TableFormat, export_tables
from consilience.report.exports.excel import to_excel
from consilience.report.exports.latex import to_latex
from consilience.report.exports.markdown import to_markdown
from consilience.report.exports.plain import (
    breakable,
    clean,
    column_shares,
    is_wide,
    note_cells,
    shown,
    sized_sign,
)
from consilience.report.exports.selection import paper_tables
from consilience.report.exports.word import to_word
from consilience.report.tables import Cell, Row, Table, head, legend, numeral
from consilience.study import Study, step
from consilience.texts import Language
from golden.studies import SCORES, run, small_study
from shells.report.conftest import Rendered
from shells.report.test_kinds_of_study import with_condition, with_steps

FORMULA = "=cmd|' /C calc'!A0"
AWKWARD = (FORMULA, "@SUM(1)", "+1", "-2", "a|b", "50%_#&${x}~^\\", "http://example.org")


def export(study: Study, table_format: TableFormat, language: Language = "en") -> bytes:
    done, evidence = run(study)
    return export_tables(done, evidence, table_format, language)


def word_of(made: bytes) -> WordDocument:
    return Document(io.BytesIO(made))


def workbook(made: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made))


def awkward_study() -> Study:
    codes = [*AWKWARD, *(f"C{number}" for number in range(len(AWKWARD) + 1, len(SCORES) + 1))]
    return small_study(codes=codes)


def multi_value_study() -> Study:
    study = with_condition(small_study(), "SKILL", method="thresholds", anchors=(2.5, 5.5))
    expected = {"TRUST": 1, "SKILL": 2}
    given = {"outcome": "VALUE", "inclusion_cut": 0.75, "pri_cut": 0.5, "expectations": expected}
    return with_steps(study, step(1, "calibrate", {}), step(2, "configurations", given))


def one_table(*rows: Row, columns: tuple[Cell, ...], notes: tuple[str, ...] = ()) -> Table:
    return Table("t", columns, rows, "Caption", notes)


def drawn(circle: Circle) -> Cell:
    return Cell("words", kind="centre", circle=circle)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("table_format", TABLE_FORMATS)
def test_the_same_study_gives_the_same_bytes(
    demo: Rendered, table_format: TableFormat, language: Language
) -> None:
    first = export_tables(demo.study, demo.evidence, table_format, language)
    assert first == export_tables(demo.study, demo.evidence, table_format, language)


@pytest.mark.parametrize("table_format", ["docx", "xlsx"])
def test_office_files_carry_no_clock(demo: Rendered, table_format: TableFormat) -> None:
    made = export_tables(demo.study, demo.evidence, table_format)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode("utf-8")
    dates = set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", properties))
    assert dates == {"2000-01-01T00:00:00Z"}


def test_tables_are_those_of_the_report_in_its_order(demo: Rendered) -> None:
    tables = paper_tables(demo.study, demo.evidence, "en")
    keys = [table.key for table in tables]
    assert keys == [key for key in _keys_of_page(demo) if key in keys]
    kinds = [re.sub(r"^outcome-\d-", "", key) for key in keys]
    assert kinds.count("necessity-table") == 2
    assert kinds.count("truth-table-table") == 2
    models = [len(item.paths.tables) for item in demo.evidence.outcomes if item.paths]
    assert sum(kind.startswith("configurations-table") for kind in kinds) == sum(models)
    assert kinds.count("parsimonious-models") == 2
    assert "robustness-survival" in kinds
    assert not any(kind.endswith("members") or "conservative" in kind for kind in kinds)


def _keys_of_page(demo: Rendered) -> list[str]:
    return [table.attributes["id"] for table in demo.page.all("table")]


def test_notes_speak_of_no_links_but_tell_what_codes_mean(demo: Rendered) -> None:
    tables = paper_tables(demo.study, demo.evidence, "en")
    notes = " ".join(note for table in tables for note in table.notes)
    assert "leads to" not in notes
    assert "leads to" in demo.html
    (truth_table,) = [table for table in tables if table.key == "outcome-1-truth-table-table"]
    assert "CC: conflict coordination; " in truth_table.notes[-1]
    (first,) = [table for table in tables if table.key == "outcome-1-configurations-table-1"]
    assert first.notes[-1] == "VC: value creation."


def test_without_expectations_the_conservative_solution_is_printed() -> None:
    given = {"outcome": "VALUE", "inclusion_cut": 0.75, "pri_cut": 0.5}
    steps = (step(1, "calibrate", {}), step(2, "configurations", given))
    tables = paper_tables(*run(with_steps(small_study(), *steps)), "en")
    assert "outcome-1-conservative-models" in [table.key for table in tables]
    assert not legend(tables)


def test_necessity_alone_gives_its_tables() -> None:
    steps = (step(1, "calibrate", {}), step(2, "necessity", {"outcome": "VALUE"}))
    tables = paper_tables(*run(with_steps(small_study(), *steps)), "en")
    assert {table.key.split("-", 2)[2] for table in tables} == {
        "necessity-table",
        "necessity-joint-table",
    }


def test_a_study_without_such_a_step_is_refused() -> None:
    study = with_steps(small_study(), step(1, "calibrate", {}))
    with pytest.raises(StudyError, match="no table for a paper"):
        export(study, "md")


@pytest.mark.parametrize("wrong", [{"table_format": "pdf"}, {"language": "fr"}])
def test_unknown_format_and_language(small: Rendered, wrong: dict[str, Any]) -> None:
    with pytest.raises(UnknownNameError, match="export_tables must be one of"):
        export_tables(small.study, small.evidence, **wrong)


# Word


def _plain(given: str) -> str:
    """Return a text without what only tells where a line may end."""
    return given.replace("\u200b", "").replace("\u00a0", " ")


def _borders(element: Any) -> dict[str, str]:
    return {line.tag.split("}")[1]: line.get(qn("w:sz")) for line in element}


def test_word_has_three_lines_and_no_vertical_ones(demo: Rendered) -> None:
    document = word_of(export_tables(demo.study, demo.evidence))
    tables = paper_tables(demo.study, demo.evidence, "en")
    assert len(document.tables) == len(tables)
    for made, table in zip(document.tables, tables, strict=True):
        (outer,) = made._tbl.xpath("./w:tblPr/w:tblBorders")
        assert _borders(outer) == {"top": "12", "bottom": "12"}
        inner = [_borders(element) for element in made._tbl.xpath(".//w:tcBorders")]
        assert inner[: len(table.columns)] == [{"bottom": "6"}] * len(table.columns)
        assert all(item == {"top": "6"} for item in inner[len(table.columns) :])
        ruled = [cell for row in table.rows if row.ruled for cell in row.cells]
        assert len(inner) == len(table.columns) + len(ruled)
        assert len(made._tbl.xpath("./w:tr/w:trPr/w:tblHeader")) == 1


def test_word_says_what_the_table_says(demo_zh: Rendered) -> None:
    document = word_of(export_tables(demo_zh.study, demo_zh.evidence, "docx", "zh"))
    tables = paper_tables(demo_zh.study, demo_zh.evidence, "zh")
    for made, table in zip(document.tables, tables, strict=True):
        for line, row in zip(made.rows, (Row(table.columns), *table.rows), strict=True):
            cells = [_plain(place.text) for place in line.cells]
            wanted = [
                sized_sign(cell.circle) if cell.circle else shown(cell, "zh")
                for cell in row.cells
                for _ in range(cell.span)  # a merged cell answers for each of its columns
            ]
            assert cells == wanted
    captions = [item.text for item in document.paragraphs if item.style.name == "Caption"]  # type: ignore[union-attr]  # (every paragraph has a style)
    assert captions == [f"表 {n}　{table.caption}" for n, table in enumerate(tables, start=1)]


def test_word_tells_core_from_peripheral_by_size_and_sets_both_scripts(demo: Rendered) -> None:
    document = word_of(export_tables(demo.study, demo.evidence))
    (table,) = [
        made
        for made, source in zip(
            document.tables, paper_tables(demo.study, demo.evidence, "en"), strict=True
        )
        if source.key == "outcome-1-configurations-table-1"
    ]
    runs = [run for cell in table._cells for run in cell.paragraphs[0].runs]
    sizes = {(run.text, run.font.size.pt) for run in runs if run.font.size}
    assert sizes == {("●", 14), ("●", 8), ("⊗", 14), ("⊗", 8), ("◎", 14), ("⊘", 14)}
    for name in ("Normal", "Caption", "Body Text"):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:ascii")) == "Times New Roman"
        assert fonts.get(qn("w:eastAsia")) == "SimSun"


def test_word_turns_the_page_for_wide_tables_only() -> None:
    narrow = one_table(Row((Cell("x"),)), columns=(Cell("A"),))
    wide = one_table(Row((Cell("x"),) * 9), columns=(Cell("A"),) * 9)
    document = word_of(to_word((narrow, narrow, wide, narrow), "en", "Title"))
    found = [section.orientation for section in document.sections]
    assert found == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert [section.page_width > section.page_height for section in document.sections] == [  # type: ignore[operator]  # (both are set)
        False,
        True,
        False,
    ]


def test_long_words_turn_the_page_too() -> None:
    rows = [Row((Cell("x" * 60), Cell("y" * size))) for size in (10, 40)]
    found = [is_wide(one_table(row, columns=(Cell("A"),) * 2), "en") for row in rows]
    assert found == [False, True]


def test_word_keeps_short_tables_together_and_lets_long_ones_run() -> None:
    for rows, kept in ((24, True), (25, False)):
        table = one_table(*[Row((Cell("x"),))] * rows, columns=(Cell("A"),))
        made = word_of(to_word((table,), "en", "Title")).tables[0]
        found = [line.cells[0].paragraphs[0].paragraph_format.keep_with_next for line in made.rows]
        assert found == [True, *[kept] * (rows - 1), False]


@pytest.mark.parametrize(
    ("role", "bold", "italic", "points"),
    [("core", True, False, 14), ("ambiguous", False, True, 14), ("peripheral", False, False, 8)],
)
def test_values_of_multi_value_conditions(
    role: Any,
    bold: bool,  # noqa: FBT001  (a table of expectations)
    italic: bool,  # noqa: FBT001  (as above)
    points: int,
) -> None:
    table = one_table(Row((drawn(Circle(role, 2, multi_value=True)),)), columns=(Cell("A"),))
    (run,) = word_of(to_word((table,), "en", "T")).tables[0].rows[1].cells[0].paragraphs[0].runs
    assert (run.text, run.bold, run.italic, run.font.size.pt) == ("2", bold, italic, points)
    cell = workbook(to_excel((table,), "en", "T")).worksheets[0]["A3"]
    assert (cell.value, cell.font.b, cell.font.i, cell.font.sz) == ("2", bold, italic, points)
    assert rf"\{role}value{{2}}" in to_latex((table,), "en")
    assert "| 2 |" in to_markdown((table,), "en")


def test_a_multi_value_study_in_every_format() -> None:
    study = multi_value_study()
    assert b"value{" in export(study, "tex")
    assert "value\u00a02" in export(study, "md").decode("utf-8")
    for table_format in TABLE_FORMATS:
        assert export(study, table_format)


# Excel


def test_excel_names_are_safe_and_unique(demo: Rendered) -> None:
    book = workbook(export_tables(demo.study, demo.evidence, "xlsx"))
    names = book.sheetnames
    assert len(names) == len(paper_tables(demo.study, demo.evidence, "en"))
    assert names[0] == "1 Necessity of single condition"
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\']", name) for name in names)


def test_excel_names_lose_what_excel_forbids() -> None:
    table = dataclasses.replace(one_table(columns=(Cell("A"),)), caption="a/b:[c]*?\\'")
    assert workbook(to_excel((table,), "en", "T")).sheetnames == ["1 a b  c"]


def test_excel_holds_numbers_as_numbers(demo: Rendered) -> None:
    sheet = workbook(export_tables(demo.study, demo.evidence, "xlsx")).worksheets[0]
    assert sheet["A1"].value == "Table 1. Necessity of single conditions for VC"
    assert sheet["B3"].data_type == "n"
    assert sheet["B3"].number_format == "0.000"
    found = demo.evidence.outcomes[0].necessity
    assert found is not None
    assert sheet["B3"].value == round(found.single[0].inclusion, 3)


@pytest.mark.parametrize(
    ("written", "value", "form"),
    [
        ("0.500", 0.5, "0.000"),
        ("-0.25", -0.25, "0.00"),
        ("12", 12, "0"),
        ("81%", 0.81, "0%"),
        ("3 / 18", "3 / 18", "General"),
        ("undefined", "undefined", "General"),
        ("=1+1", "=1+1", "General"),
    ],
)
def test_what_counts_as_a_number(written: str, value: object, form: str) -> None:
    table = one_table(Row((numeral(written), head(written))), columns=(Cell("A"), Cell("B")))
    sheet = workbook(to_excel((table,), "en", "T")).worksheets[0]
    assert (sheet["A3"].value, sheet["A3"].number_format) == (value, form)
    assert sheet["B3"].value == written


def test_excel_computes_and_links_nothing() -> None:
    made = export(awkward_study(), "xlsx")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        sheets = [archive.read(n).decode("utf-8") for n in archive.namelist() if "/sheet" in n]
        texts = archive.read("xl/sharedStrings.xml").decode("utf-8")
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    assert "=cmd|" in texts
    cells = [
        cell for sheet in workbook(made).worksheets for line in sheet.iter_rows() for cell in line
    ]
    assert any(cell.value == FORMULA or FORMULA in str(cell.value) for cell in cells)
    assert not any(cell.hyperlink for cell in cells)


def test_excel_marks_a_text_that_no_cell_holds() -> None:
    table = one_table(Row((Cell("x" * 40_000),)), columns=(Cell("A"),))
    found = workbook(to_excel((table,), "en", "T")).worksheets[0]["A3"].value
    assert len(found) == 32_767
    assert found.endswith("x...")


def test_excel_circles_and_merged_cells(demo: Rendered) -> None:
    book = workbook(export_tables(demo.study, demo.evidence, "xlsx"))
    (sheet,) = [item for item in book.worksheets if item.title.startswith("7 ")]
    signs = {(cell.value, cell.font.sz) for line in sheet["B4:E8"] for cell in line if cell.value}
    assert signs == {("●", 14), ("●", 8), ("⊗", 14), ("⊗", 8), ("◎", 14), ("⊘", 14)}
    assert {str(item) for item in sheet.merged_cells.ranges} == {"B14:E14", "B15:E15", "B16:E16"}
    assert sheet["B3"].value == "power under dual governance"
    assert sheet["B14"].number_format == "0.000"


# LaTeX and Markdown


def _is_balanced(source: str) -> bool:
    depth = 0
    for sign in re.findall(r"\\.|[{}]", source, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_latex_is_balanced_and_every_line_has_its_columns(
    demo: Rendered, language: Language
) -> None:
    source = export_tables(demo.study, demo.evidence, "tex", language).decode("utf-8")
    assert _is_balanced(source)
    begun = re.findall(r"\\begin\{(\w+)\}", source)
    assert sorted(begun) == sorted(re.findall(r"\\end\{(\w+)\}", source))
    tables = paper_tables(demo.study, demo.evidence, language)
    assert source.count(r"\caption{") == len(tables)
    longer = sum(len(table.rows) > 30 for table in tables)
    assert begun.count("longtable") == longer > 0
    assert begun.count("landscape") == sum(is_wide(table, language) for table in tables) > 0
    used = set(re.findall(r"\\((?:core|peripheral|ambiguous)\w+)", source))
    defined = set(re.findall(r"\\newcommand\{\\(\w+)\}", source))
    assert used == defined
    for body in re.findall(r"\\toprule\n(.*?)\\bottomrule", source, re.DOTALL):
        lines = [line for line in body.splitlines() if line.endswith(r"\\")]
        assert len({_columns(line) for line in lines}) == 1


def _columns(line: str) -> int:
    wide = sum(int(number) - 1 for number in re.findall(r"\\multicolumn\{(\d+)\}", line))
    return len(re.findall(r"(?<!\\)&", line)) + 1 + wide


def test_latex_escapes_every_sign_that_it_would_read() -> None:
    source = export(awkward_study(), "tex").decode("utf-8")
    wanted = r"50\%\_\#\&\$\{x\}{$\sim$}\textasciicircum{}\textbackslash{}"
    assert wanted in source
    assert r"=cmd\textbar{}" in source
    assert _is_balanced(source)


@pytest.mark.parametrize("first", ["*A", "[A]"])
def test_no_cell_becomes_an_option_of_the_line_before(first: str) -> None:
    table = one_table(Row((head(first),)), columns=(Cell("A"),))
    assert f"\n{{}}{first} \\\\\n" in to_latex((table,), "en")


def test_tables_without_notes_end_with_their_last_line() -> None:
    table = one_table(Row((Cell("x"),)), columns=(Cell("A"),))
    assert to_latex((table,), "en").endswith("\\end{tabular}\n\\end{table}\n")
    long = one_table(*[Row((Cell("x"),))] * 31, columns=(Cell("A"),))
    assert to_latex((long,), "en").endswith("\\end{longtable}\n}\n")
    assert to_markdown((table,), "en").endswith("| x |\n")
    assert word_of(to_word((table,), "en", "T")).paragraphs[-1].text == "Table 1. Caption"


def test_markdown_has_the_same_columns_in_every_line() -> None:
    shown_lines = export(awkward_study(), "md").decode("utf-8").splitlines()
    blocks = "\n".join(shown_lines).split("\n\n")
    tables = [block.splitlines() for block in blocks if block.startswith("|")]
    assert tables
    for lines in tables:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1
    assert any("a\\|b" in line for line in shown_lines)


TEXTS = st.text(st.characters(), max_size=40)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_any_text_stands_in_every_format(first: str, second: str) -> None:
    table = one_table(Row((Cell(first), Cell(second))), columns=(Cell(second), Cell("B")))
    assert _is_balanced(to_latex((table,), "en"))
    lines = to_markdown((table,), "en").splitlines()[2:5]
    assert {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in lines} == {3}
    made = word_of(to_word((table,), "zh", first)).tables[0]
    assert _plain(made.rows[1].cells[0].text) == _plain(clean(first))
    sheet = workbook(to_excel((table,), "en", first)).worksheets[0]
    assert (sheet["B3"].value or "") == clean(second)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=6))
def test_columns_share_the_whole_width(lines: list[tuple[str, str, str]]) -> None:
    rows = [Row(tuple(map(Cell, line))) for line in lines]
    shares = column_shares(one_table(*rows, columns=(Cell("A"),) * 3), "en")
    assert min(shares) > 0
    assert sum(shares) == pytest.approx(1)


def test_a_column_keeps_room_for_its_longest_word() -> None:
    row = Row((Cell("word " * 100), Cell("Undividedlylongword")))
    shares = column_shares(one_table(row, columns=(Cell("A"), Cell("B"))), "en")
    assert shares[1] > 19 / 96
    chinese = Row((Cell("汉字" * 100), Cell("b")))
    assert column_shares(one_table(chinese, columns=(Cell("A"), Cell("B"))), "zh")[0] > 0.9


def test_long_paths_may_break_after_each_star() -> None:
    path = "*".join(["CONDITION"] * 4)
    assert breakable(Cell(path), "en") == path.replace("*", "*\u200b")
    assert breakable(Cell("A*B + A*C"), "en") == "A*B\u00a0+ A*C"
    table = one_table(Row((Cell(path),)), columns=(Cell("A"),))
    assert r"CONDITION*\allowbreak{}CONDITION" in to_latex((table,), "en")


def test_the_legend_names_each_circle_once_in_order() -> None:
    circles = [
        Circle("ambiguous", 0),
        Circle("peripheral", 1),
        Circle("core", 0),
        Circle("core", 1),
        Circle("core", 1),
    ]
    table = one_table(Row(tuple(map(drawn, circles))), columns=(Cell("A"),) * 5, notes=("End.",))
    pieces = note_cells(table, "en")
    found = [cell.circle for cell in pieces if cell.circle]
    assert found == [circles[3], circles[2], circles[1], circles[0]]
    assert "".join(cell.text for cell in pieces if not cell.circle) == (
        "Note. \u00a0words; \u00a0words; \u00a0words; \u00a0words. End."
    )


def test_exporting_changes_nothing_and_refuses_what_is_no_evidence(small: Rendered) -> None:
    before = dataclasses.replace(small.evidence)
    export_tables(small.study, small.evidence, "md")
    assert small.evidence == before
    empty = dataclasses.replace(small.evidence, outcomes=(), robustness=None)
    assert isinstance(empty, StudyEvidence)
    with pytest.raises(ConsilienceError):
        export_tables(small.study, empty, "docx")
