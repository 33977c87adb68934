from __future__ import annotations

from dataclasses import replace

import pytest

from consilience import plots, qca
from consilience.errors import ConsilienceError
from consilience.plots import Area, Circle, Figure, Text
from consilience.results import Note
from engines.plots.samples import frame


@pytest.fixture(scope="module")
def found() -> qca.Robustness:
    return qca.robustness(frame(5, 40), "Y", solution="parsimonious", pri_cut=0.5)


def areas(figure: Figure, key: str) -> list[Area]:
    """Return the areas whose remark has a key that begins so."""
    return [
        mark
        for mark in figure.marks
        if isinstance(mark, Area)
        and isinstance(mark.detail, Note)
        and mark.detail.key.startswith(f"plots.robustness.{key}")
    ]


def values(mark: Area | Circle) -> dict[str, object]:
    assert isinstance(mark.detail, Note)
    return dict(mark.detail.values)


def test_each_path_has_its_survival_by_kind_of_test_and_in_all(found: qca.Robustness) -> None:
    figure = plots.robustness_dashboard(found, targets={found.terms[0]: "#path"})
    cells = [values(mark) for mark in areas(figure, "cell")]
    for term, share in zip(found.terms, found.survival, strict=True):
        own = [cell for cell in cells if cell["path"] == term]
        last = own[-1]
        assert last["count"] == len(found.tests)
        assert last["stays"] == pytest.approx(share * len(found.tests))
        assert sum(int(str(cell["count"])) for cell in own[:-1]) == len(found.tests)
        assert sum(int(str(cell["stays"])) for cell in own[:-1]) == last["stays"]
    assert [m.label for m in figure.marks if isinstance(m, Text) and m.target] == [found.terms[0]]


def test_ranges_are_bars_around_the_initial_value(found: qca.Robustness) -> None:
    figure = plots.robustness_dashboard(found, labels={"inclusion_cut": "at least"})
    bars = areas(figure, "range")
    assert len(bars) == len(found.ranges)
    for bar, item in zip(bars, found.ranges, strict=True):
        assert values(bar) == {"low": item.low, "high": item.high, "initial": item.initial}
        left, right = bar.places[0][0], bar.places[1][0]
        dot = next(m for m in figure.marks if isinstance(m, Circle) and m.detail == bar.detail)
        assert left <= dot.x <= right
        if item.low < item.high:
            share = (item.initial - item.low) / (item.high - item.low)
            assert (dot.x - left - 3) / (right - left - 6) == pytest.approx(share)
    assert "at least" in [m.label for m in figure.marks if isinstance(m, Text)]


def test_dots_count_the_tests_of_each_overlap(found: qca.Robustness) -> None:
    figure = plots.robustness_dashboard(found)
    dots = [
        values(mark)
        for mark in figure.marks
        if isinstance(mark, Circle)
        and isinstance(mark.detail, Note)
        and mark.detail.key == "plots.robustness.tests"
    ]
    defined = [test.overlap for test in found.tests if test.overlap == test.overlap]
    assert sum(int(str(dot["count"])) for dot in dots) == len(defined)
    assert min(float(str(dot["overlap"])) for dot in dots) == pytest.approx(min(defined), abs=0.005)


def test_cases_are_bars_as_wide_as_they_are_many(found: qca.Robustness) -> None:
    figure = plots.robustness_dashboard(found)
    bars = areas(figure, "members")
    wanted = [
        getattr(found.cases, f"{group}_{side}")
        for side in ("typical", "deviant")
        for group in ("robust", "shaky", "possible")
    ]
    assert [values(bar)["cases"] for bar in bars] == [cases for cases in wanted if cases]
    widths = [bar.places[1][0] - bar.places[0][0] for bar in bars]
    counts = [int(str(values(bar)["count"])) for bar in bars]
    assert len({round(w / n, 6) for w, n in zip(widths, counts, strict=True)}) == 1


def test_every_kind_of_test_has_its_column_and_row() -> None:
    data = frame(4, 40)
    tests = qca.RobustnessTests(
        subsamples=3, drop_conditions=True, subsets={"K": list(data.index[:30])}
    )
    many = qca.robustness(data, "Y", tests=tests)
    figure = plots.robustness_dashboard(many)
    words = {m.label.key for m in figure.marks if isinstance(m, Text) and isinstance(m.label, Note)}
    for kind in {test.kind for test in many.tests}:
        assert {f"plots.robustness.{kind}", f"plots.robustness.short_{kind}"} <= words
    assert {"subsample", "conditions", "subset"} <= {test.kind for test in many.tests}


def test_more_paths_and_ranges_than_fit_are_counted(found: qca.Robustness) -> None:
    many = replace(
        found,
        terms=tuple(f"C{n}" for n in range(25)),
        survival=(0.0,) * 25,
        ranges=found.ranges * 25,
    )
    figure = plots.robustness_dashboard(many)
    words = [m.label for m in figure.marks if isinstance(m, Text)]
    assert Note("plots.unnamed_more", {"count": 5}) in words
    assert Note("plots.unnamed_more", {"count": 25 * len(found.ranges) - 40}) in words
    assert len(areas(figure, "range")) == 40


def test_only_a_robustness_test_can_be_shown() -> None:
    with pytest.raises(
        ConsilienceError, match="found of robustness_dashboard must be a robustness"
    ):
        plots.robustness_dashboard("tests")  # type: ignore[arg-type]  # (what a user might pass)
