"""The configuration chart: conditions below, cases above, one column a configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from consilience import checks, qca
from consilience.plots.canvas import SIZE
from consilience.plots.common import (
    OUTPUT_STYLES,
    checked_table,
    legend,
    names_of,
    observed_counts,
    output_legend,
    rectangle,
    row_note,
)
from consilience.plots.figure import Area, Circle, Figure, Line, Mark, Style, Text
from consilience.plots.labels import fitted, text_width
from consilience.plots.ticks import round_ticks
from consilience.qca import TruthTable
from consilience.results import Note

Sort = Literal["cases", "inclusion"]
_SORTS: tuple[Sort, ...] = ("cases", "inclusion")
_WIDEST_NAME = 190.0
_BARS, _DOTS, _ROW = 92.0, 58.0, 19.0  # heights of the parts
_TOP = 24.0


@dataclass(frozen=True)
class _Column:
    """A configuration; ``values`` has no entry where a condition does not matter."""

    name: str
    values: Mapping[str, int]
    count: int
    inclusion: float
    style: Style
    detail: Note
    target: str


@dataclass(frozen=True)
class _Grid:
    """Where the columns and the rows of the chart stand."""

    left: float
    step: float
    columns: int
    rows: int

    @property
    def right(self) -> float:
        return self.left + self.step * self.columns

    @property
    def dots_top(self) -> float:
        return _TOP + _BARS + 14

    @property
    def rows_top(self) -> float:
        return self.dots_top + _DOTS + 12

    @property
    def rows_end(self) -> float:
        return self.rows_top + _ROW * self.rows

    def x(self, place: int) -> float:
        return self.left + self.step * (place + 0.5)

    def y(self, row: int) -> float:
        return self.rows_top + _ROW * (row + 0.5)


def configuration_chart(
    truth_table: TruthTable,
    model: qca.Model | None = None,
    *,
    sort: Sort = "cases",
    labels: Mapping[str, str] | None = None,
    targets: Mapping[str, str] | None = None,
    most: int = 60,
    key: str = "configuration-chart",
) -> Figure:
    """Describe the observed configurations, or the paths of a model, one a column.

    Bars count the cases, dots below them show inclusion, circles below these the conditions:
    filled where present, empty (in a path: crossed) where absent, none where a path does not name
    the condition.

    Parameters
    ----------
    truth_table : TruthTable
        Of any number of conditions.
    model : Model, optional
        A model of a solution of this truth table: its paths are shown instead of the rows.
    sort : {"cases", "inclusion"}
        Which columns come first: those with more cases, or with higher inclusion.
    labels : mapping of str, optional
        What conditions are called; their codes by default.
    targets : mapping of str, optional
        Where a column leads to: by the row's number as text, or by the path.
    most : int
        At most so many columns, at least 1; the caption says how many are left out.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        Bars, dots of inclusion and circles.

    Raises
    ------
    ArgumentError, UnknownNameError
        If the truth table is none, a path does not fit it, a label belongs to no condition, or
        ``sort`` or ``most`` is not allowed.

    Examples
    --------
    >>> from consilience.qca import truth_table
    >>> data = {"A": [0.9, 0.8, 0.1], "B": [0.7, 0.6, 0.8], "Y": [0.9, 0.8, 0.2]}
    >>> figure = configuration_chart(truth_table(data, "Y"))
    >>> [mark.sign for mark in figure.marks if type(mark).__name__ == "Circle"][4:8]
    ['filled', 'filled', 'open', 'filled']

    References
    ----------
    Lex, A. and others (2014). UpSet: Visualization of Intersecting Sets. IEEE Transactions on
    Visualization and Computer Graphics 20(12).
    """
    table = checked_table(truth_table, "configuration_chart")
    order = checks.choice(sort, _SORTS, "sort", "configuration_chart")
    limit = checks.whole(most, 1, "most", "configuration_chart")
    shown = names_of(table.conditions, labels, "configuration_chart")
    links = dict(targets or {})
    every = _paths(table, model, links) if model else _rows(table, links)
    ranked = sorted(enumerate(every), key=lambda item: (*_rank(item[1], order), item[0]))
    columns = [column for _, column in ranked[:limit]]
    wide = max(text_width(fitted(n, _WIDEST_NAME, SIZE), SIZE) for n in shown.values())
    step = min(34.0, max(13.0, 420.0 / len(columns)))
    grid = _Grid(max(1.06 * wide, 92.0) + 22, step, len(columns), len(shown))
    foot = grid.rows_end + _foot(columns, grid)
    signs, deep = legend(_signs(table, model), 14.0, foot, max(grid.right, 330.0) - 14)
    counts = {"shown": len(columns), "count": len(every), "left_out": len(every) - len(columns)}
    kind = "paths" if model else "rows"
    ending = "_part" if counts["left_out"] else ""
    return Figure(
        key=key,
        title=Note(f"plots.chart.title_{kind}", {"outcome": table.outcome}),
        description=Note("plots.observed", observed_counts(table)),
        caption=Note(f"plots.chart.caption_{kind}{ending}", {**counts, "outcome": table.outcome}),
        x=None,
        y=None,
        marks=(
            *_stripes(grid, [fitted(name, _WIDEST_NAME, SIZE) for name in shown.values()]),
            *_bars(grid, columns),
            *_inclusions(grid, columns, table),
            *_circles(grid, columns, table, in_path=model is not None),
            *_heads(grid, columns),
            *signs,
        ),
        width=max(grid.right + 14, 344.0),
        height=foot + deep + 6,
    )


def _rank(column: _Column, order: Sort) -> tuple[float, float]:
    found = -float(column.count), -column.inclusion
    return found if order == "cases" else (found[1], found[0])


def _rows(table: TruthTable, targets: Mapping[str, str]) -> list[_Column]:
    return [
        _Column(
            name=str(number),
            values=dict(zip(table.conditions, table.values[place].tolist(), strict=True)),
            count=int(table.n[place]),
            inclusion=float(table.inclusion[place]),
            style=OUTPUT_STYLES[table.out[place]],
            detail=row_note(table, place),
            target=targets.get(str(number), ""),
        )
        for place, number in enumerate(table.numbers)
    ]


def _paths(table: TruthTable, model: qca.Model, targets: Mapping[str, str]) -> list[_Column]:
    cases = qca.path_cases(table, model.terms)
    found = []
    for term, measures in zip(model.terms, model.term_fits, strict=True):
        members = [item.case for item in cases.members(term)]
        literals = [] if term == "1" else qca.parse(term).terms[0]
        values = {item.condition: item.value for item in literals}
        blanks = {"path": term, "count": len(members), "cases": members}
        fits = {"inclusion": measures.inclusion, "coverage": measures.coverage}
        detail = Note("plots.path", {**blanks, **fits})
        inclusion = measures.inclusion
        found.append(
            _Column(term, values, len(members), inclusion, "accent", detail, targets.get(term, ""))
        )
    return found


def _stripes(grid: _Grid, names: list[str]) -> Iterator[Mark]:
    for row, name in enumerate(names):
        if row % 2 == 0:
            top = grid.rows_top + _ROW * row
            yield Area(rectangle(8, top, grid.right - 4, _ROW), "band")
        yield Text(grid.left - 10, grid.y(row) + 0.35 * SIZE, name, "end", "ink")


def _bars(grid: _Grid, columns: list[_Column]) -> Iterator[Mark]:
    base, most = _TOP + _BARS, max(column.count for column in columns)
    yield Text(grid.left - 10, base, Note("plots.chart.cases"), "end")
    yield Line(((grid.left, base), (grid.right, base)), "muted")
    wide = 0.62 * grid.step
    for place, column in enumerate(columns):
        high, x = _BARS * column.count / max(most, 1), grid.x(place)
        bar = rectangle(x - wide / 2, base - high, wide, high)
        yield Area(bar, column.style, "muted", column.target, column.detail)
        size = 10.0 if grid.step > 15 else 8.0
        yield Text(x, base - high - 4, str(column.count), "middle", "ink", size)


def _inclusions(grid: _Grid, columns: list[_Column], table: TruthTable) -> Iterator[Mark]:
    low = min(0.5, *(column.inclusion for column in columns))
    ticks = [tick for tick in round_ticks(low, 1.0, 4) if tick >= low]
    low = min(low, *ticks)

    def height(value: float) -> float:
        return grid.dots_top + _DOTS * (1 - (value - low) / (1 - low))

    yield Text(grid.left - 34, height(1.0) + 3, Note("plots.chart.inclusion"), "end")
    for tick in ticks:
        yield Text(grid.left - 10, height(tick) + 3, f"{tick:g}", "end", size=9.0)
        yield Line(((grid.left - 6, height(tick)), (grid.left - 3, height(tick))), "muted")
    cut = table.parameters["inclusion_cut"]
    for value in cut if isinstance(cut, tuple | list) else (cut,):
        if value >= low:
            yield Line(((grid.left - 3, height(value)), (grid.right, height(value))), "guide")
    for place, column in enumerate(columns):
        if not np.isnan(column.inclusion):
            x, y = grid.x(place), height(column.inclusion)
            sign = Circle(x, y, 3.6, "filled", column.style, detail=column.detail)
            yield Circle(x, y, 3.6, "open", "ink")
            yield sign


def _circles(
    grid: _Grid, columns: list[_Column], table: TruthTable, *, in_path: bool
) -> Iterator[Mark]:
    many = dict(zip(table.conditions, table.multi_value.tolist(), strict=True))
    radius = min(6.2, 0.4 * grid.step)
    for place, column in enumerate(columns):
        for row, name in enumerate(table.conditions):
            x, y, value = grid.x(place), grid.y(row), column.values.get(name)
            if value is None:
                yield Circle(x, y, 1.2, "filled", "guide")
            elif many[name]:
                yield Circle(x, y, radius, "value", "ink", text=str(value))
            elif value:
                yield Circle(x, y, radius, "filled", "ink")
            else:
                absent = Circle(x, y, radius, "crossed", "ink")
                yield absent if in_path else Circle(x, y, radius, "open", "muted")


def _heads(grid: _Grid, columns: list[_Column]) -> Iterator[Mark]:
    """Name the columns below the circles: rows by number, paths upwards as they are long."""
    if not _is_long(columns, grid):
        for place, column in enumerate(columns):
            at = grid.x(place), grid.rows_end + 13
            yield Text(*at, column.name, "middle", "ink", 9.0, target=column.target)
        return
    for place, column in enumerate(columns):
        words = fitted(column.name, _LONGEST_HEAD, 9.0)
        at = grid.x(place) + 3, grid.rows_end + 6
        yield Text(
            *at, words, "end", "ink", 9.0, turned=True, target=column.target, detail=column.detail
        )


_LONGEST_HEAD = 210.0


def _is_long(columns: list[_Column], grid: _Grid) -> bool:
    return max(text_width(column.name, 9.0) for column in columns) > grid.step - 2


def _foot(columns: list[_Column], grid: _Grid) -> float:
    """Return how much room the names of the columns take."""
    longest = max(text_width(column.name, 9.0) for column in columns)
    return (min(longest, _LONGEST_HEAD) + 20) if _is_long(columns, grid) else 28.0


def _signs(table: TruthTable, model: qca.Model | None) -> list[tuple[Style | Circle, Note]]:
    present = Circle(0, 0, 5.0, "filled")
    absent = Circle(0, 0, 5.0, "crossed") if model else Circle(0, 0, 5.0, "open", "muted")
    found: list[tuple[Style | Circle, Note]] = [
        (present, Note("plots.chart.present")),
        (absent, Note("plots.chart.absent")),
    ]
    if table.multi_value.any():
        found.append((Circle(0, 0, 5.5, "value", text="2"), Note("plots.chart.value")))
    if model is None:
        found += output_legend(table, remainder=False)
    return found
