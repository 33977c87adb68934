"""Configuration tables with circles, one for each tied intermediate model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report import addresses, wording
from consilience.report.blocks import Block, Details, Listing, Paragraph, Section
from consilience.report.circles import Circle
from consilience.report.tables import Cell, Row, Table, head, legend

if TYPE_CHECKING:
    from consilience import qca
    from consilience.analysis import Paths
    from consilience.report.context import Context


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
    shown = [_table(context, paths, place, key) for place in range(len(paths.tables))]
    if shown:
        blocks += [shown[0], _legend(shown), *context.remarks(paths.tables[0].notes)]
    blocks += [
        Details(
            context.say(
                "report.configurations.tied", number=place + 1, count=intermediate.model_count
            ),
            (shown[place], *context.remarks(paths.tables[place].notes)),
        )
        for place in range(1, len(shown))
    ]
    return Section(key, context.say("report.title.configurations"), tuple(blocks))


def _legend(tables: list[Table]) -> Listing:
    """Explain the circles that occur; those with a value speak for themselves."""
    cells = [
        Cell(words, kind="centre", circle=circle)
        for circle, words in legend(tables)
        if not circle.multi_value
    ]
    return Listing(tuple((cell,) for cell in cells), "legend")


def _circle_cell(context: Context, circle: Circle) -> Cell:
    """Return a circle with the same in words."""
    key = "value" if circle.multi_value else ("absent", "present")[circle.value]
    words = context.say(f"report.circle.{circle.role}_{key}", value=circle.value)
    return Cell(words, kind="centre", circle=circle)


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
            *_name_row(context, paths, found, hrefs),
            *_circle_rows(context, found),
            *_fit_rows(context, found, hrefs),
            _case_row(context, paths, found),
            *_whole_rows(context, found),
        ),
        _caption(context, found, place + 1, len(paths.tables)),
        (context.say("report.configurations.note"),),
        context.say("report.configurations.links"),
    )


def _caption(context: Context, found: qca.ConfigurationTable, model: int, count: int) -> str:
    if count == 1:
        return context.say("report.caption.configurations_one", outcome=found.outcome)
    return context.say(
        "report.caption.configurations", outcome=found.outcome, model=model, count=count
    )


def _name_row(
    context: Context, paths: Paths, found: qca.ConfigurationTable, hrefs: list[str]
) -> list[Row]:
    names = [wording.path_name(context, paths, column.term) for column in found.configurations]
    if not any(names):
        return []
    cells = [
        Cell(name, href if name else "", "centre") for name, href in zip(names, hrefs, strict=True)
    ]
    return [Row((head(context.say("report.configurations.name")), *cells))]


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
