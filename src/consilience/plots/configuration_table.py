"""The configuration table of management papers as a figure (Fiss 2011)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from consilience import checks, qca
from consilience.errors import ArgumentError
from consilience.plots.canvas import SIZE
from consilience.plots.circles import Role, condition_circle
from consilience.plots.common import legend, names_of
from consilience.plots.figure import Circle, Figure, Label, Line, Mark, Style, Text
from consilience.plots.labels import fitted, text_width
from consilience.qca.configurations import Cell
from consilience.results import Note
from consilience.texts import LANGUAGES

_ROW, _TOP = 25.0, 26.0
_NARROWEST, _GAP = 60.0, 12.0
_WIDEST_NAME = 230.0
_FITS = {
    "inclusion": "inclusion",
    "pri": "pri",
    "coverage": "raw_coverage",
    "unique_coverage": "unique_coverage",
}
_WHOLE = ("inclusion", "pri", "coverage")
_MEASURES = tuple(
    Note(f"report.fit.{name}") for name in (*_FITS.values(), *(f"solution_{n}" for n in _WHOLE))
)


@dataclass(frozen=True)
class _Block:
    """One table: where its columns begin, and how wide they are."""

    table: qca.ConfigurationTable
    heading: str
    left: float
    step: float

    @property
    def right(self) -> float:
        return self.left + self.step * len(self.table.configurations)

    def x(self, place: int) -> float:
        return self.left + self.step * (place + 0.5)


def configuration_table(
    tables: qca.ConfigurationTable | Sequence[qca.ConfigurationTable],
    *,
    labels: Mapping[str, str] | None = None,
    headings: Iterable[str] | None = None,
    multi_value: Iterable[str] = (),
    targets: Mapping[str, str] | None = None,
    key: str = "configuration-table",
) -> Figure:
    """Describe configuration tables, one or several side by side, with circles and fit.

    Parameters
    ----------
    tables : ConfigurationTable or list of ConfigurationTable
        Of the same conditions, such as those of the outcome and of its negation.
    labels : mapping of str, optional
        What conditions are called; their codes by default.
    headings : iterable of str, optional
        What stands above each table; its outcome by default.
    multi_value : iterable of str
        Conditions of several values: their value is written into the circle.
    targets : mapping of str, optional
        Where a column leads to, by its path.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        Circles as :func:`consilience.plots.circles.condition_circle` makes them; below, inclusion,
        PRI, raw and unique coverage of each configuration, then of the whole solution.

    Raises
    ------
    ArgumentError, UnknownNameError
        If there is no table, a table is none, their conditions differ, headings are not as many,
        or a name belongs to no condition.

    Examples
    --------
    >>> from consilience.qca import configurations, minimize, truth_table
    >>> data = {"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 0, 0, 0]}
    >>> found = minimize(truth_table(data, "Y"), "intermediate", {"A": 1, "B": 1})
    >>> figure = configuration_table(configurations(found))
    >>> [mark.sign for mark in figure.marks if type(mark).__name__ == "Circle"][:2]
    ['filled', 'filled']

    References
    ----------
    Fiss, P. C. (2011). Building Better Causal Theories. Academy of Management Journal 54(2).
    """
    owner = "configuration_table"
    listed = _checked(tables)
    conditions = listed[0].conditions
    shown = names_of(conditions, labels, owner)
    many = tuple(checks.choice(name, conditions, "multi_value", owner) for name in multi_value)
    heads = [item.outcome for item in listed] if headings is None else list(headings)
    if len(heads) != len(listed):
        raise ArgumentError(
            "headings", owner, "same_length", len(heads), other="tables", length=len(listed)
        )
    blocks = _blocks(listed, heads, _names_width(shown.values()))
    names = [fitted(name, _WIDEST_NAME, SIZE) for name in shown.values()]
    right = blocks[-1].right
    foot = _TOP + 26 + _ROW * (len(names) + len(_FITS) + len(_WHOLE)) + 18
    signs, deep = legend(_signs(listed, many), 14.0, foot, max(right, 330.0) - 14)
    counts = {"outcomes": heads, "count": sum(len(item.configurations) for item in listed)}
    return Figure(
        key=key,
        title=Note("plots.table.title", counts),
        description=Note("plots.table.description", counts),
        caption=Note("plots.table.caption", counts),
        x=None,
        y=None,
        marks=(
            *_row_names(names, right),
            *(mark for block in blocks for mark in _block(block, many, targets or {})),
            *signs,
        ),
        width=max(right + 14, 344.0),
        height=foot + deep + 6,
    )


def _checked(tables: object) -> list[qca.ConfigurationTable]:
    owner = "configuration_table"
    listed = [tables] if isinstance(tables, qca.ConfigurationTable) else tables
    if not isinstance(listed, Sequence) or not listed:
        raise ArgumentError("tables", owner, "configuration_table", type(tables).__name__)
    found: list[qca.ConfigurationTable] = []
    for item in listed:
        if not isinstance(item, qca.ConfigurationTable):
            raise ArgumentError("tables", owner, "configuration_table", type(item).__name__)
        if found and item.conditions != found[0].conditions:
            raise ArgumentError("tables", owner, "same_conditions", item.conditions)
        found.append(item)
    return found


def _names_width(names: Iterable[str]) -> float:
    """Return the room of the first column, for the longest name and the rows of measures."""
    measures = (note.sentence(language) for note in _MEASURES for language in LANGUAGES)
    words = [*(fitted(name, _WIDEST_NAME, SIZE) for name in names), *measures]
    return 1.06 * max(text_width(item, SIZE) for item in words) + 24


def _blocks(tables: list[qca.ConfigurationTable], heads: list[str], left: float) -> list[_Block]:
    found: list[_Block] = []
    for table, heading in zip(tables, heads, strict=True):
        count = max(1, len(table.configurations))
        step = max(_NARROWEST, (1.2 * text_width(heading, SIZE) + 16) / count)
        start = found[-1].right + _GAP if found else left
        found.append(_Block(table, heading, start, step))
    return found


def _row_names(names: list[str], right: float) -> Iterator[Mark]:
    top = _TOP + 26
    for row, name in enumerate(names):
        yield Text(14, top + _ROW * (row + 0.5) + 0.35 * SIZE, name, "start", "ink")
    for row, words in enumerate(_MEASURES, start=len(names)):
        yield Text(14, top + _ROW * (row + 0.5) + 0.35 * SIZE, words, "start", "ink")
    for row, style in ((0, "ink"), (len(names), "guide"), (len(names) + len(_FITS), "guide")):
        yield _rule(14, right, top + _ROW * row, style)
    yield _rule(14, right, top + _ROW * (len(names) + len(_MEASURES)), "ink")


def _rule(left: float, right: float, y: float, style: str) -> Line:
    shown: Style = "ink" if style == "ink" else "muted"
    return Line(((left, y), (right, y)), shown)


def _block(block: _Block, many: Sequence[str], targets: Mapping[str, str]) -> Iterator[Mark]:
    table, top = block.table, _TOP + 26
    middle = (block.left + block.right) / 2
    yield Text(middle, _TOP - 8, block.heading, "middle", "bold")
    if len(table.configurations) > 1:
        yield _rule(block.left + 8, block.right - 8, _TOP, "ink")
    for place, column in enumerate(table.configurations):
        x, target = block.x(place), targets.get(column.term, "")
        yield Text(x, _TOP + 17, column.label, "middle", "ink", target=target, detail=column.term)
        for row, name in enumerate(table.conditions):
            cell, y = column.cell(name), top + _ROW * (row + 0.5)
            if cell is not None:
                several = name in many
                detail = _circle_words(cell, several=several)
                yield condition_circle(
                    x, y, cell.role, cell.value, multi_value=several, detail=detail
                )
        values = [getattr(column.fit, name) for name in _FITS]
        for row, value in enumerate(values, start=len(table.conditions)):
            at = x, top + _ROW * (row + 0.5) + 0.35 * SIZE
            yield Text(*at, _number(value), "middle", "ink", target=target)
    for row, name in enumerate(_WHOLE, start=len(table.conditions) + len(_FITS)):
        at = middle, top + _ROW * (row + 0.5) + 0.35 * SIZE
        yield Text(*at, _number(getattr(table, name)), "middle", "ink")


def _number(value: float) -> Label:
    return Note("report.undefined") if math.isnan(value) else f"{value:.3f}"


def _circle_words(cell: Cell, *, several: bool) -> Note:
    kind = "value" if several else ("present" if cell.value else "absent")
    return Note(f"report.circle.{cell.role}_{kind}", {"value": cell.value})


def _signs(
    tables: list[qca.ConfigurationTable], many: Sequence[str]
) -> list[tuple[Style | Circle, Note]]:
    """Explain the circles that occur; those with a value speak for themselves."""
    occurring = {
        (cell.role, int(cell.value > 0))
        for table in tables
        for column in table.configurations
        for cell in column.cells
        if cell.condition not in many
    }
    roles: tuple[Role, ...] = ("core", "peripheral", "ambiguous")
    return [
        (condition_circle(0, 0, role, value), Note(f"report.circle.{role}_{word}"))
        for role in roles
        for value, word in ((1, "present"), (0, "absent"))
        if (role, value) in occurring
    ]
