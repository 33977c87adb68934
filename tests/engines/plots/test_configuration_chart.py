from __future__ import annotations

from typing import Literal

import pytest

from consilience import plots, qca
from consilience.errors import ConsilienceError
from consilience.plots import Area, Circle, Figure, Text
from consilience.results import Note
from engines.plots.samples import frame, table


def columns_of(figure: Figure, names: set[str]) -> list[str]:
    """Return the names of the columns from left to right."""
    heads = [mark for mark in figure.marks if isinstance(mark, Text) and str(mark.label) in names]
    bottom = max(mark.y for mark in heads)
    return [str(m.label) for m in sorted(heads, key=lambda mark: mark.x) if m.y > bottom - 5]


def circles_of(figure: Figure, conditions: int) -> list[list[Circle]]:
    """Return the circles of each column, from above; those of the legend stand lowest."""
    circles = [mark for mark in figure.marks if isinstance(mark, Circle) and not mark.detail]
    start = next(place for place, mark in enumerate(circles) if mark.radius != 3.6)
    grid = [mark for mark in circles[start:] if mark.radius != 3.6]
    count = len(grid) // conditions
    return [grid[conditions * place : conditions * (place + 1)] for place in range(count)]


def test_columns_are_the_observed_rows_those_with_most_cases_first() -> None:
    found = table(4, 40)
    figure = plots.configuration_chart(found)
    shown = columns_of(figure, {str(number) for number in found.numbers})
    ranked = sorted(
        range(len(found.numbers)),
        key=lambda place: (-found.n[place], -found.inclusion[place], place),
    )
    assert shown == [str(found.numbers[place]) for place in ranked]
    for column, place in zip(circles_of(figure, 4), ranked, strict=False):
        signs = ["filled" if value else "open" for value in found.values[place]]
        assert [circle.sign for circle in column] == signs


def test_columns_can_be_ordered_by_inclusion() -> None:
    found = table(4, 40)
    figure = plots.configuration_chart(found, sort="inclusion")
    shown = columns_of(figure, {str(number) for number in found.numbers})
    inclusion = dict(zip(map(str, found.numbers), found.inclusion, strict=True))
    assert [inclusion[name] for name in shown] == sorted(inclusion.values(), reverse=True)


def test_bars_are_as_high_as_their_cases_are_many() -> None:
    found = table(3, 40)
    figure = plots.configuration_chart(found, targets={"1": "#row-1"})
    bars = [mark for mark in figure.marks if isinstance(mark, Area) and mark.detail]
    assert len(bars) == len(found.numbers)
    heights = {
        bar.detail.values["row"]: bar.places[2][1] - bar.places[0][1]
        for bar in bars
        if isinstance(bar.detail, Note)
    }
    most = int(found.n.max())
    for place, number in enumerate(found.numbers):
        ratio = heights[number] / max(heights.values())
        assert ratio == pytest.approx(int(found.n[place]) / most)
    assert [bar.target for bar in bars].count("#row-1") == 1


def test_paths_show_crosses_for_absence_and_nothing_where_a_condition_does_not_matter() -> None:
    found = table(4, 60)
    model = qca.minimize(found, "conservative").models[0]
    figure = plots.configuration_chart(found, model, targets={model.terms[0]: "#path"})
    cases = qca.path_cases(found, model.terms)
    details = [
        mark.detail.values
        for mark in figure.marks
        if isinstance(mark, Area) and isinstance(mark.detail, Note)
    ]
    assert {item["path"]: item["count"] for item in details} == {
        term: len(cases.members(term)) for term in model.terms
    }
    order = [item["path"] for item in details]
    for term, column in zip(order, circles_of(figure, 4), strict=False):
        wanted = {item.condition: not item.negated for item in qca.parse(term).terms[0]}
        for name, circle in zip(found.conditions, column, strict=True):
            if name in wanted:
                assert circle.sign == ("filled" if wanted[name] else "crossed")
            else:
                assert circle.radius < 2


def test_values_are_written_into_the_circles_of_conditions_with_several() -> None:
    found = table(3, 50, levels=3)
    figure = plots.configuration_chart(found)
    texts = {
        mark.text for mark in figure.marks if isinstance(mark, Circle) and mark.sign == "value"
    }
    assert texts == {"0", "1", "2"}


def test_a_constant_model_has_one_column_without_circles() -> None:
    found = qca.truth_table(frame(2, 40), "Y", inclusion_cut=0.0)
    model = qca.minimize(found, "parsimonious").models[0]
    assert model.terms == ("1",)
    figure = plots.configuration_chart(found, model)
    assert all(circle.radius < 2 for circle in circles_of(figure, 2)[0])


def test_thirty_conditions_and_sixty_columns_and_what_is_left_out() -> None:
    found = table(30, 400)
    figure = plots.configuration_chart(found)
    assert len(found.numbers) > 60
    assert isinstance(figure.caption, Note)
    assert figure.caption.values["shown"] == 60
    assert figure.caption.values["left_out"] == len(found.numbers) - 60
    assert f"{len(found.numbers) - 60} are left out" in figure.caption.sentence()
    assert len(circles_of(figure, 30)) >= 60
    whole = plots.configuration_chart(found, most=1000)
    assert "left out" not in str(whole.caption)


@pytest.mark.parametrize(
    ("sort", "most", "labels", "sentence"),
    [
        ("size", 60, None, "sort of configuration_chart must be one of cases, inclusion"),
        ("cases", 0, None, "most of configuration_chart must be a whole number of at least 1"),
        ("cases", 60, {"Z": "z"}, "labels of configuration_chart must be one of C1, C2"),
    ],
)
def test_configuration_chart_refuses_what_it_cannot_draw(
    sort: Literal["cases"], most: int, labels: dict[str, str] | None, sentence: str
) -> None:
    with pytest.raises(ConsilienceError) as caught:
        plots.configuration_chart(table(2, 20), sort=sort, most=most, labels=labels)
    assert str(caught.value).startswith(sentence)


def test_configuration_chart_refuses_a_model_of_other_conditions() -> None:
    model = qca.minimize(table(4, 60), "conservative").models[0]
    with pytest.raises(ConsilienceError, match="must be one of C1, C2"):
        plots.configuration_chart(table(2, 20), model)
    with pytest.raises(ConsilienceError, match="truth_table of configuration_chart must be"):
        plots.configuration_chart("table")  # type: ignore[arg-type]  # (what a user might pass)
