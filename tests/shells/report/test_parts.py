from __future__ import annotations

import pytest

from consilience.report import wording
from consilience.report.blocks import Document, Listing, Section
from consilience.report.circles import Circle, circle_svg
from consilience.report.context import Context
from consilience.report.html import to_html
from consilience.report.tables import Cell, Row, Table, head, numeral
from consilience.texts import catalogue
from shells.report.conftest import Rendered


@pytest.mark.parametrize(
    ("circle", "sign", "circles", "crossed", "dashed"),
    [
        (Circle("core", 1), "●", 1, False, False),
        (Circle("core", 0), "⊗", 1, True, False),
        (Circle("peripheral", 1), "•", 1, False, False),
        (Circle("peripheral", 0), "⊗", 1, True, False),
        (Circle("ambiguous", 1), "◍", 2, False, True),
        (Circle("ambiguous", 0), "⊗", 1, True, True),
        (Circle("core", 2, multi_value=True), "2", 1, False, False),
        (Circle("peripheral", 0, multi_value=True), "0", 1, False, False),
    ],
)
def test_circles(circle: Circle, sign: str, circles: int, crossed: bool, dashed: bool) -> None:  # noqa: FBT001  (a table of expectations)
    shown = circle_svg(circle)
    assert circle.sign == sign
    assert shown.count("<circle") == circles
    assert ("<polyline" in shown) is crossed
    assert ("stroke-dasharray" in shown) is dashed
    assert (f">{circle.value}</text>" in shown) is circle.multi_value
    assert 'aria-hidden="true"' in shown


def test_core_circles_are_larger_than_peripheral_ones() -> None:
    sizes = [circle_svg(Circle(role, 1)).split(' r="')[1] for role in ("core", "peripheral")]
    assert float(sizes[0].split('"')[0]) > 1.5 * float(sizes[1].split('"')[0])


def test_a_table_renders_spans_rules_keys_and_parts() -> None:
    table = Table(
        "t",
        (Cell("A"), Cell("B", kind="number")),
        (
            Row((head("x", "#t"), numeral("0.500", "#t")), key="line"),
            Row((head("y"), Cell("", parts=(Cell("one"), Cell("A*B", "#t")))), ruled=True),
            Row((Cell("both", span=2),)),
        ),
        "Caption",
        ("Note",),
    )
    page = to_html(Document("T", "S", "en", (Section("s", "Section", (table,)),)))
    assert '<tr id="line">' in page
    assert '<tr class="ruled">' in page
    assert 'colspan="2"' in page
    assert '<a href="#t"><bdi>A*<wbr>B</bdi></a>' in page
    assert '<p class="table-note">Note</p>' in page


def test_a_list_renders_plain_cells_and_links() -> None:
    listing = Listing(((Cell("a"), Cell("b", "#s", "line")),), "findings")
    page = to_html(Document("T", "S", "zh", (Section("s", "Section", (listing,)),)))
    assert '<ol class="findings">' in page
    assert '<a href="#s" class="line">' in page


def test_undefined_numbers_are_called_undefined(small: Rendered) -> None:
    english = Context(small.study, small.evidence, "en")
    chinese = Context(small.study, small.evidence, "zh")
    assert english.number(float("nan")) == "undefined"
    assert chinese.number(float("nan")) == "无定义"
    assert english.number(0.12345) == "0.123"
    assert english.number(1.0) == "1.000"


def test_a_name_begins_a_line_with_a_capital_unless_it_has_its_own_way(small: Rendered) -> None:
    context = Context(small.study, small.evidence, "en")
    assert wording.titled(context, "TRUST") == "Trust (TRUST)"
    assert wording.titled(context, "SKILL") == "SKILL"
    assert wording.titled(Context(small.study, small.evidence, "zh"), "TRUST") == "信任（TRUST）"


def test_sets_in_words(small: Rendered) -> None:
    context = Context(small.study, small.evidence, "en")
    assert wording.words(context, "TRUST*~CONTROL") == "high trust, not-high control"
    assert wording.words(context, "TRUST + SKILL") == "high trust; or high SKILL"
    assert wording.words(context, "~TRUST[1]") == "not-high trust"
    assert wording.words(context, "TRUST[0]") == "not-high trust"
    assert wording.words(context, "1") == "any case whatever"
    assert (
        wording.words(Context(small.study, small.evidence, "zh"), "TRUST*~CONTROL")
        == "高信任、非高控制"
    )


@pytest.mark.parametrize("area", ["report", "plots"])
def test_both_languages_have_the_same_keys(area: str) -> None:
    english, chinese = catalogue("en"), catalogue("zh")
    mine = {key for key in english if key.startswith(f"{area}.")}
    assert mine == {key for key in chinese if key.startswith(f"{area}.")}
