"""Configuration tables with circles, one for each tied intermediate model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report import addresses, wording
from consilience.report.blocks import Block, Details, Listing, Paragraph, Section
from consilience.report.circles import Circle
from consilience.report.tables import Cell, Row, Table, head

if TYPE_CHECKING:
    from consilience import qca
    from consilience.analysis import Paths
    from consilience.report.context import Context

_LEGEND = (
    Circle("core", 1),
    Circle("core", 0),
    Circle("peripheral", 1),
    Circle("peripheral", 0),
    Circle("ambiguous", 1),
    Circle("ambiguous", 0),
)


def configurations_section(context: Context, paths: Paths, intermediate: qca.Solutions) -> Section:
    """Return the intermediate solution: the first model open, tied ones to be opened."""
    key = f"{addresses.outcome_key(context, paths.outcome)}-configurations"
    blocks: list[Block] = [
        Paragraph(
            context.say(
                "report.configurations.lead",
                expected=wording.expectations(context, intermediate) or ["–"],
            )
        ),
        *context.remarks(intermediate.notes),
    ]
    if paths.tables:
        blocks.append(_table(context, paths, 0, key))
        blocks.append(_legend(context, paths))
        blocks += context.remarks(paths.tables[0].notes)
    blocks += [
        Details(
            context.say(
                "report.configurations.tied", number=place + 1, count=intermediate.model_count
            ),
            (_table(context, paths, place, key), *context.remarks(table.notes)),
        )
        for place, table in enumerate(paths.tables[1:], start=1)
    ]
    return Section(key, context.say("report.title.configurations"), tuple(blocks))


def _legend(context: Context, paths: Paths) -> Listing:
    """Explain the circles that occur; those with a value speak for themselves."""
    used = {
        (cell.role, cell.value)
        for table in paths.tables
        for column in table.configurations
        for cell in column.cells
        if not wording.is_multi_value(context, cell.condition)
    }
    shown = [item for item in _LEGEND if (item.role, item.value) in used]
    return Listing(tuple((_circle_cell(context, item),) for item in shown), "legend")


def _circle_cell(context: Context, circle: Circle, href: str = "") -> Cell:
    """Return a circle with the same in words."""
    key = "value" if circle.multi_value else ("absent", "present")[circle.value]
    words = context.say(f"report.circle.{circle.role}_{key}", value=circle.value)
    return Cell(words, href, "centre", circle=circle)


def _table(context: Context, paths: Paths, place: int, key: str) -> Table:
    found = paths.tables[place]
    columns = found.configurations
    hrefs = [f"#{addresses.path_key(context, paths, column.term)}" for column in columns]
    heads = (
        Cell(context.say("report.configurations.condition")),
        *(Cell(column.label, href, "centre") for column, href in zip(columns, hrefs, strict=True)),
    )
    return Table(
        f"{key}-table-{place + 1}",
        heads,
        (
            *_circle_rows(context, found),
            *_fit_rows(context, found, hrefs),
            _case_row(context, paths, found),
            *_whole_rows(context, found),
        ),
        context.say(
            "report.caption.configurations",
            outcome=found.outcome,
            model=place + 1,
            count=len(paths.tables),
        ),
        (context.say("report.configurations.note"),),
    )


def _circle_rows(context: Context, found: qca.ConfigurationTable) -> list[Row]:
    rows = []
    for name in found.conditions:
        many = wording.is_multi_value(context, name)
        cells = [head(wording.titled(context, name), f"#{addresses.set_key(context, name)}")]
        for column in found.configurations:
            cell = column.cell(name)
            cells.append(
                Cell("", kind="centre")
                if cell is None
                else _circle_cell(context, Circle(cell.role, cell.value, many))
            )
        rows.append(Row(tuple(cells)))
    return rows


def _fit_rows(context: Context, found: qca.ConfigurationTable, hrefs: list[str]) -> list[Row]:
    names = ("inclusion", "pri", "coverage", "unique_coverage")
    return [
        Row(
            (
                head(context.say(f"report.fit.{_SUFFICIENCY[name]}")),
                *(
                    Cell(context.number(getattr(column.fit, name)), href, "centre")
                    for column, href in zip(found.configurations, hrefs, strict=True)
                ),
            ),
            ruled=name == "inclusion",
        )
        for name in names
    ]


_SUFFICIENCY = {
    "inclusion": "inclusion",
    "pri": "pri",
    "coverage": "raw_coverage",
    "unique_coverage": "unique_coverage",
}


def _case_row(context: Context, paths: Paths, found: qca.ConfigurationTable) -> Row:
    cells = [head(context.say("report.configurations.typical"))]
    for column in found.configurations:
        members = paths.cases.members(column.term) if paths.cases else ()
        typical = [item.case for item in members if item.kind == "typical"]
        shown = addresses.case_cells(context, typical)
        cells.append(Cell(shown.text, kind="centre", parts=shown.parts))
    return Row(tuple(cells))


def _whole_rows(context: Context, found: qca.ConfigurationTable) -> list[Row]:
    href = f"#{addresses.all_paths_key(context, found.outcome)}"
    wide = len(found.configurations)
    return [
        Row(
            (
                head(context.say(f"report.fit.solution_{name}")),
                Cell(context.number(getattr(found, name)), href, "centre", span=wide),
            ),
            ruled=name == "inclusion",
        )
        for name in ("inclusion", "pri", "coverage")
    ]
