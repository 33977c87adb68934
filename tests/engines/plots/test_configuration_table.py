from __future__ import annotations

import pytest

from consilience import plots, qca
from consilience.errors import ConsilienceError
from consilience.plots import Circle, Figure, Text
from consilience.plots.circles import RADIUS
from consilience.results import Note
from engines.plots.samples import configuration_tables, frame, table


def grid_of(figure: Figure) -> dict[tuple[float, float], Circle]:
    """Return the circles of the table by their place; those of the legend say nothing."""
    found = [mark for mark in figure.marks if isinstance(mark, Circle) and mark.detail]
    return {(mark.x, mark.y): mark for mark in found}


def test_each_cell_is_a_circle_of_its_role_and_value() -> None:
    tables = configuration_tables()
    figure = plots.configuration_table(tables)
    circles = grid_of(figure)
    columns = sorted({x for x, _ in circles})
    rows = sorted({y for _, y in circles})
    every = [column for item in tables for column in item.configurations]
    assert len(columns) == len(every)
    signs = {("core", 1): "filled", ("core", 0): "crossed", ("ambiguous", 1): "ringed"}
    named = [n for n in tables[0].conditions if any(c.cell(n) for c in every)]
    for x, column in zip(columns, every, strict=True):
        for y, name in zip(rows, named, strict=True):
            cell, circle = column.cell(name), circles.get((x, y))
            assert (cell is None) == (circle is None)
            if cell and circle:
                role = "core" if cell.role == "peripheral" else cell.role
                wanted = signs.get((role, cell.value), "crossed")
                assert circle.sign == wanted
                assert circle.radius == RADIUS[cell.role]
                assert circle.dashed == (cell.role == "ambiguous")


def test_rows_of_fit_follow_the_records() -> None:
    tables = configuration_tables()
    figure = plots.configuration_table(tables, headings=["high", "not high"])
    words = [mark.label for mark in figure.marks if isinstance(mark, Text)]
    assert "high" in words
    assert "not high" in words
    for item in tables:
        assert f"{item.inclusion:.3f}" in words
        assert f"{item.coverage:.3f}" in words
        for column in item.configurations:
            assert column.label in words
            for measure in ("inclusion", "pri", "coverage", "unique_coverage"):
                assert f"{getattr(column.fit, measure):.3f}" in words


def test_a_column_leads_to_its_path() -> None:
    (item, _) = configuration_tables()
    term = item.configurations[0].term
    figure = plots.configuration_table(item, targets={term: "#path"})
    linked = [m.label for m in figure.marks if isinstance(m, Text) and m.target == "#path"]
    assert item.configurations[0].label in linked
    assert len(linked) == 5


def test_undefined_measures_say_so() -> None:
    data = {"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 0, 0, 0]}
    found = qca.minimize(qca.truth_table(data, "Y"), "intermediate", {"A": 1, "B": 1})
    figure = plots.configuration_table(qca.configurations(found))
    words = [mark.label for mark in figure.marks if isinstance(mark, Text)]
    assert Note("report.undefined") not in words
    assert words.count("1.000") == 7


def test_values_are_written_into_circles_without_a_legend() -> None:
    found = table(3, 60, levels=3)
    solved = qca.minimize(found, "intermediate", {"C1": [1, 2]})
    item = qca.configurations(solved)
    figure = plots.configuration_table(item, multi_value=found.conditions)
    circles = grid_of(figure).values()
    assert {circle.sign for circle in circles} == {"value"}
    values = sorted(str(c.value) for column in item.configurations for c in column.cells)
    assert sorted(circle.text for circle in circles) == values
    assert len([m for m in figure.marks if isinstance(m, Circle)]) == len(values)


def test_configuration_table_refuses_what_it_cannot_draw() -> None:
    (one, other) = configuration_tables()
    data = frame(3, 40)
    three = qca.configurations(qca.minimize(qca.truth_table(data, "Y"), "intermediate", {"C1": 1}))
    for wrong, sentence in (
        ([], "tables of configuration_table must be a configuration table"),
        ("table", "tables of configuration_table must be a configuration table"),
        (7, "tables of configuration_table must be a configuration table"),
        ([one, three], "tables of configuration_table must be of the same cases and conditions"),
    ):
        with pytest.raises(ConsilienceError, match=sentence):
            plots.configuration_table(wrong)  # type: ignore[arg-type]  # (what a user might pass)
    with pytest.raises(ConsilienceError, match="headings of configuration_table must be as long"):
        plots.configuration_table([one, other], headings=["high"])
    with pytest.raises(ConsilienceError, match="labels of configuration_table must be one of"):
        plots.configuration_table(one, labels={"Z": "z"})
    with pytest.raises(ConsilienceError, match="multi_value of configuration_table must be one of"):
        plots.configuration_table(one, multi_value=["Z"])
