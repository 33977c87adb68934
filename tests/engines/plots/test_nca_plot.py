from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from consilience import plots, qca
from consilience.errors import ConsilienceError
from consilience.plots import Area, Figure, Line, Points


def data_of(seed: int, cases: int = 40) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    x = random.random(cases) * 10
    y = 3 * x * random.random(cases) - 5
    return pd.DataFrame({"X": x, "Y": y}, index=[f"K{n}" for n in range(cases)])


def figure_of(data: pd.DataFrame) -> tuple[qca.NecessaryConditionAnalysis, Figure]:
    found = qca.nca(data, "Y", ["X"])
    return found, plots.nca_plot(found, "X", data["X"], data["Y"], cases=list(data.index))


def extent(places: NDArray[np.float64]) -> float:
    """Return how large a polygon is (the shoelace formula)."""
    x, y = places.T
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


@pytest.mark.parametrize("seed", range(12))
def test_the_shaded_zone_is_the_ceiling_zone_of_the_step_function(seed: int) -> None:
    found, figure = figure_of(data_of(seed))
    zone = next(mark for mark in figure.marks if isinstance(mark, Area))
    assert extent(np.array(zone.places)) == pytest.approx(found.of("X").ceiling_zone)


@pytest.mark.parametrize("seed", range(12))
def test_the_line_has_its_slope_and_stays_within_the_scope(seed: int) -> None:
    data = data_of(seed)
    found, figure = figure_of(data)
    effect = found.of("X", "CR-FDH")
    line = next(m for m in figure.marks if isinstance(m, Line) and m.style == "contrast")
    (x1, y1), (x2, y2) = line.places
    assert (y2 - y1) / (x2 - x1) == pytest.approx(effect.slope)
    assert y1 == pytest.approx(effect.intercept + effect.slope * x1)
    assert data["X"].min() - 1e-9 <= x1 < x2 <= data["X"].max() + 1e-9
    assert data["Y"].min() - 1e-9 <= y1 < y2 <= data["Y"].max() + 1e-9


def test_no_case_lies_above_the_steps_and_peers_are_marked() -> None:
    data = data_of(1)
    found, figure = figure_of(data)
    steps = next(m for m in figure.marks if isinstance(m, Line) and m.style == "accent").places
    for x, y in zip(data["X"], data["Y"], strict=True):
        reached = max(height for place, height in steps if place <= x)
        assert y <= reached
    peers = next(m for m in figure.marks if isinstance(m, Points) and m.style == "accent")
    assert {point.name for point in peers.points} == set(found.of("X").peers)


def test_a_condition_that_constrains_nothing_has_no_zone_and_no_line() -> None:
    data = pd.DataFrame({"X": [0.0, 1.0, 2.0], "Y": [1.0, 0.5, 0.0]}, index=list("abc"))
    _, figure = figure_of(data)
    assert not [mark for mark in figure.marks if isinstance(mark, Area)]
    lines = [m for m in figure.marks if isinstance(m, Line) and m.style == "contrast"]
    assert len(lines) == 1  # the piece in the legend


def test_only_the_ceilings_asked_for_are_drawn() -> None:
    data = data_of(2)
    found = qca.nca(data, "Y", ["X"], ceilings=["CR-FDH"])
    figure = plots.nca_plot(
        found, "X", data["X"], data["Y"], cases=list(data.index), labels={"X": "trust"}
    )
    assert "CE-FDH" not in str(figure.description)
    assert "trust" in str(figure.title)


def test_nca_plot_refuses_what_it_cannot_draw() -> None:
    data = data_of(3)
    found = qca.nca(data, "Y", ["X"])
    x, y, names = data["X"], data["Y"], list(data.index)
    with pytest.raises(ConsilienceError, match="condition of nca_plot must be one of X"):
        plots.nca_plot(found, "Z", x, y, cases=names)
    with pytest.raises(ConsilienceError, match="y of nca_plot must be as long as x"):
        plots.nca_plot(found, "X", x, y[:-1], cases=names)
    with pytest.raises(ConsilienceError, match="nca_plot needs the cases that nca analysed"):
        plots.nca_plot(found, "X", x, y, cases=[f"other {name}" for name in names])
    with pytest.raises(ConsilienceError, match="found of nca_plot must be a necessary condition"):
        plots.nca_plot("nca", "X", x, y, cases=names)  # type: ignore[arg-type]  # (what a user might pass)
