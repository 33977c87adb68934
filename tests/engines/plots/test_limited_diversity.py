from __future__ import annotations

import itertools

import numpy as np
import pytest

from consilience import plots, qca
from consilience.errors import ConsilienceError
from consilience.plots import Area, Circle, Figure, Line, Points
from consilience.results import Note
from engines.plots.samples import frame, table


def tiles_of(figure: Figure) -> dict[int, Area]:
    """Return the tiles by the number of their row."""
    return {
        mark.detail.values["row"]: mark
        for mark in figure.marks
        if isinstance(mark, Area) and isinstance(mark.detail, Note)
    }


@pytest.mark.parametrize(("conditions", "levels"), [(1, 2), (4, 2), (5, 2), (8, 2), (3, 3), (5, 3)])
def test_each_configuration_is_one_tile_and_neighbours_differ_in_one_condition(
    conditions: int, levels: int
) -> None:
    found = table(conditions, 60, levels=levels)
    tiles = tiles_of(plots.limited_diversity(found))
    assert sorted(tiles) == list(range(1, found.configurations + 1))
    values = list(itertools.product(*(range(int(level)) for level in found.levels)))
    where = {tile.places[0]: values[number - 1] for number, tile in tiles.items()}
    across, down = ({place[side] for place in where} for side in (0, 1))
    assert len(across) * len(down) == found.configurations
    for line in (
        *([(x, y) for x in sorted(across)] for y in down),
        *([(x, y) for y in sorted(down)] for x in across),
    ):
        for one, other in itertools.pairwise(line):
            pairs = zip(where[one], where[other], strict=True)
            changes = [abs(before - after) for before, after in pairs]
            assert sum(change > 0 for change in changes) == 1


def test_observed_tiles_have_their_output_and_address() -> None:
    found = table(4, 30)
    figure = plots.limited_diversity(found, targets={found.numbers[0]: "#row"})
    tiles = tiles_of(figure)
    styles = {"1": "accent", "0": "pale contrast", "C": "pale muted", "?": "band"}
    for number, tile in tiles.items():
        if number in found.numbers:
            assert tile.style == styles[found.out[found.numbers.index(number)]]
        else:
            assert tile.style == "paper"
    assert [number for number, tile in tiles.items() if tile.target] == [found.numbers[0]]


def dots_of(figure: Figure) -> dict[str, int]:
    """Return how many easy and difficult remainders are marked, without the legend."""
    circles = [mark for mark in figure.marks if isinstance(mark, Circle)]
    legend = figure.height - 60
    shown = [circle for circle in circles if circle.y < legend]
    return {sign: sum(c.sign == sign for c in shown) for sign in ("filled", "open")}


def test_easy_and_difficult_counterfactuals_are_those_of_the_solutions() -> None:
    found = table(5, 25, seed=4)
    intermediate = qca.minimize(found, "intermediate", {"C1": 1, "C5": 1})
    figure = plots.limited_diversity(found, intermediate)
    model = intermediate.models[0]
    pair = next(item for item in intermediate.pairs if item.name in model.origin)
    easy = set(qca.remainders(found, model.terms).rows)
    difficult = set(qca.remainders(found, pair.parsimonious).rows) - easy
    assert easy
    assert difficult
    tiles = tiles_of(figure)
    kinds = {
        kind: {n for n, tile in tiles.items() if getattr(tile.detail, "key", "").endswith(kind)}
        for kind in ("easy", "difficult")
    }
    assert kinds == {"easy": easy, "difficult": difficult}
    assert dots_of(figure) == {"filled": len(easy), "open": len(difficult)}
    assert f"sufficient: {len(easy)} by the intermediate" in str(figure.description)
    assert f"{len(difficult)} more by the parsimonious one" in str(figure.caption)


def test_rows_with_too_few_cases_can_be_assumed_and_keep_their_count() -> None:
    data = frame(3, 60, levels=3)
    found = qca.truth_table(data, "Y", inclusion_cut=0.8, frequency_cut=3)
    solutions = qca.minimize(found, "parsimonious")
    figure = plots.limited_diversity(found, solutions)
    used = set(qca.remainders(found, solutions.models[0].terms).rows)
    few = {n for n, out in zip(found.numbers, found.out, strict=True) if out == "?"}
    assert used & few
    small = [m for m in figure.marks if isinstance(m, Circle) and m.radius < 3]
    assert len(small) == len(used & few)


def test_numbers_say_how_few_configurations_hold_four_fifths_of_the_cases() -> None:
    found = table(9, 150)
    figure = plots.limited_diversity(found, qca.minimize(found, "parsimonious"))
    counts = np.sort(found.n)[::-1]
    needed = next(n for n in range(1, len(counts) + 1) if counts[:n].sum() >= 0.8 * counts.sum())
    assert isinstance(figure.description, Note)
    assert figure.description.values["needed"] == needed
    assert figure.description.values["observed"] == len(found.numbers)
    assert figure.description.values["possible"] == 512
    curve = next(m for m in figure.marks if isinstance(m, Line) and m.style == "accent")
    assert curve.places[needed][1] >= 0.8 > curve.places[needed - 1][1]
    point = next(m for m in figure.marks if isinstance(m, Points)).points[0]
    assert (point.x, point.y) == curve.places[needed]
    assert figure.x is not None


def test_many_conditions_are_counted_as_far_as_one_can() -> None:
    found = table(20, 60)
    figure = plots.limited_diversity(found, qca.minimize(found, "parsimonious"))
    assert isinstance(figure.description, Note)
    assert figure.description.values["possible"] == 2**20
    assert "easy" not in figure.description.values


@pytest.mark.parametrize(
    ("solutions", "model", "sentence"),
    [
        (
            qca.minimize(table(3, 30), "parsimonious"),
            1,
            "solutions of limited_diversity must be of",
        ),
        (qca.minimize(table(4, 40), "parsimonious"), 999, "model of limited_diversity must be"),
        (qca.minimize(table(4, 40), "parsimonious"), 0, "model of limited_diversity must be"),
        ("C1", 1, "solutions of limited_diversity must be solutions"),
    ],
)
def test_limited_diversity_refuses_what_it_cannot_draw(
    solutions: qca.Solutions, model: int, sentence: str
) -> None:
    with pytest.raises(ConsilienceError) as caught:
        plots.limited_diversity(table(4, 40), solutions, model)
    assert str(caught.value).startswith(sentence)
    with pytest.raises(ConsilienceError, match="truth_table of limited_diversity"):
        plots.limited_diversity(None)  # type: ignore[arg-type]  # (what a user might pass)
