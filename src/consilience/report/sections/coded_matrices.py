"""Cross matrices: counts, the best quote of each cell, and the cells that stay empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience import plots
from consilience.analysis import coded
from consilience.report import addresses, quoted
from consilience.report.blocks import Block, Details, Gallery, Paragraph, Section
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from consilience import coding
    from consilience.analysis import MatrixOfCodings
    from consilience.report.context import Context

_CODES = ("code", "concept", "theme", "dimension")
_WIDEST = 40  # columns of a figure: more are no longer read
_SILENT = ("not mentioned", "no source")


def matrix_section(context: Context, found: MatrixOfCodings, place: int) -> Section:
    """Return one matrix: a figure, its counts, its cells with quotes, its empty cells."""
    title = context.say("evidence.report.title_matrix", **_axes(context, found))
    key = f"matrix-{place}"
    return Section(key, title, tuple(matrix_blocks(context, found, key)))


def matrix_blocks(context: Context, found: MatrixOfCodings, key: str) -> list[Block]:
    """Return a figure of a matrix, its counts, its cells with quotes, its empty cells."""
    numbers = context.quote_numbers
    blocks: list[Block] = [*context.remarks(found.notes)]
    if len(found.matrix.columns) <= _WIDEST:
        blocks.append(Gallery((_figure(context, found, key),)))
    blocks.append(_counts(context, found, key))
    summary = context.say("evidence.report.cells_of", count=_filled(found.matrix))
    blocks += [*_empty(context, found, key)]
    blocks.append(Section(f"{key}-cells", summary, (_cells(context, found, key, numbers),)))
    return blocks


def _axes(context: Context, found: MatrixOfCodings) -> dict[str, str]:
    return {
        "rows": context.say(f"evidence.axis.{found.row_axis}"),
        "columns": context.say(f"evidence.axis.{found.column_axis}"),
    }


def axis_labels(context: Context, axis: str, names: tuple[str, ...]) -> dict[str, str]:
    """Return what the names of an axis are called in the language of the report."""
    if axis in _CODES:
        return quoted.code_labels(context, names)
    if axis == "stage":
        return {name: quoted.stage_label(context, name) for name in names}
    if axis == "kind":
        return {name: context.say(f"report.source_kind.{name}") for name in names}
    return {name: name for name in names}


def _figure(context: Context, found: MatrixOfCodings, key: str) -> plots.Figure:
    matrix = found.matrix
    return plots.coverage_figure(
        matrix,
        row_labels=axis_labels(context, found.row_axis, matrix.rows),
        column_labels=axis_labels(context, found.column_axis, matrix.columns),
        column_groups=context.material.groups if found.column_axis == "case" else None,
        targets=_targets(found, key),
        key=f"figure-{key}",
    )


def _targets(found: MatrixOfCodings, key: str) -> dict[tuple[str, str], str]:
    """Return where each cell with a coding leads to: its row among the cells."""
    matrix = found.matrix
    return {
        (row, column): f"#{cell_key(key, across, down)}"
        for across, row in enumerate(matrix.rows)
        for down, column in enumerate(matrix.columns)
        if matrix.counts[across, down]
    }


def cell_key(key: str, row: int, column: int) -> str:
    """Return the identifier of a cell's row among the cells, by its place from 0."""
    return f"{key}-{row + 1}-{column + 1}"


def _namer(context: Context, axis: str, names: tuple[str, ...]) -> Callable[[str], Cell]:
    """Return how the names of an axis are shown: as links to what they stand for."""
    labels = axis_labels(context, axis, names)

    def cell(name: str) -> Cell:
        if axis in _CODES:
            return quoted.code_cell(context, name)
        return (
            addresses.case_cell(context, name) if axis in {"case", "group"} else Cell(labels[name])
        )

    return cell


def _counts(context: Context, found: MatrixOfCodings, key: str) -> Table:
    matrix, targets = found.matrix, _targets(found, key)
    row_cell = _namer(context, found.row_axis, matrix.rows)
    column_cell = _namer(context, found.column_axis, matrix.columns)
    rows = []
    for row in matrix.rows:
        named = row_cell(row)
        cells = [matrix.cell(row, column) for column in matrix.columns]
        rows.append(
            Row(
                (
                    head(named.text, named.href),
                    *(_count(context, cell, targets.get((row, cell.column), "")) for cell in cells),
                )
            )
        )
    columns = [Cell(_axes(context, found)["rows"])]
    for column in matrix.columns:
        shown = column_cell(column)
        columns.append(Cell(shown.text, shown.href, "centre"))
    return Table(
        f"table-{key}",
        tuple(columns),
        tuple(rows),
        context.say("evidence.report.caption_matrix", **_axes(context, found)),
        (context.say("evidence.report.matrix_note"),),
        context.say("evidence.report.matrix_links"),
    )


def _count(context: Context, cell: coding.MatrixCell, target: str) -> Cell:
    silent = cell.state in _SILENT
    return Cell(coded.cell_sign(cell, context.language), "" if silent else target, "centre")


def _filled(matrix: coding.CrossMatrix) -> int:
    return int((matrix.counts > 0).sum())


def _cells(context: Context, found: MatrixOfCodings, key: str, numbers: Mapping[str, int]) -> Table:
    """Return one row a cell with codings: its best quote, and the places of all."""
    matrix = found.matrix
    row_cell = _namer(context, found.row_axis, matrix.rows)
    column_cell = _namer(context, found.column_axis, matrix.columns)
    rows = []
    for across, row in enumerate(matrix.rows):
        for down, column in enumerate(matrix.columns):
            cell = matrix.cell(row, column)
            if cell.count:
                best = quoted.coding_of(context, cell.best)
                shown, other = row_cell(row), column_cell(column)
                rows.append(
                    Row(
                        (
                            head(shown.text, shown.href),
                            other,
                            numeral(str(cell.count)),
                            Cell(context.say(f"evidence.state.{cell.state}")),
                            Cell(quoted.in_quotes(context, best), kind="quote"),
                            quoted.quote_cells(context, cell.codings, numbers),
                        ),
                        key=cell_key(key, across, down),
                    )
                )
    names = ("codings", "state", "best_quote", "all_quotes")
    columns = [Cell(name) for name in _axes(context, found).values()]
    columns += [
        Cell(context.say(f"evidence.report.{name}"), kind="number" if name == "codings" else "text")
        for name in names
    ]
    caption = context.say("evidence.report.caption_cells", **_axes(context, found))
    return Table(f"table-{key}-cells", tuple(columns), tuple(rows), caption, in_paper=False)


def _empty(context: Context, found: MatrixOfCodings, key: str) -> list[Block]:
    """Return the empty cells, row by row, silent ones apart from those without a source."""
    empty = found.matrix.empty()
    if not empty:
        return []
    labels = axis_labels(context, found.column_axis, found.matrix.columns)
    row_cell = _namer(context, found.row_axis, found.matrix.rows)
    rows = []
    for row in found.matrix.rows:
        own = [cell for cell in empty if cell.row == row]
        shown = row_cell(row)
        states = [[labels[c.column] for c in own if c.state == state] for state in _SILENT]
        if own:
            cells = (Cell(context.listed(columns) or "–") for columns in states)
            rows.append(Row((head(shown.text, shown.href), *cells)))
    axes = _axes(context, found)
    columns = (
        Cell(axes["rows"]),
        *(Cell(context.say(f"evidence.state.{_word(s)}")) for s in _SILENT),
    )
    caption = context.say("evidence.report.caption_empty", count=len(empty), **axes)
    table = Table(f"table-{key}-empty", columns, tuple(rows), caption, in_paper=False)
    lead = Paragraph(context.say("evidence.report.empty_lead"))
    summary = context.say("evidence.report.empty_cells", count=len(empty))
    return [Details(summary, (lead, table))]


def _word(state: str) -> str:
    return state.replace(" ", "_")
