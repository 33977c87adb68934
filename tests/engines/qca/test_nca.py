"""Necessary Condition Analysis: by hand, by definition, and at its edges."""

from __future__ import annotations

import itertools
import json
import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from consilience import qca
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.qca import ceilings

# peers (1, 1), (2, 3) and (5, 5): by hand, see docs/theory/nca.md
HAND = pd.DataFrame(
    {"X": [1, 2, 3, 5, 4], "Y": [1, 3, 2, 5, 3]}, index=["a", "b", "c", "d", "e"], dtype=float
)


def _step_area(x: list[float], y: list[float]) -> float:
    """Return the effect size of CE-FDH in fractions: strips between neighbouring values of x."""
    points = [(Fraction(one), Fraction(two)) for one, two in zip(x, y, strict=True)]
    edges = sorted({one for one, _ in points})
    top, bottom = max(two for _, two in points), min(two for _, two in points)
    area = sum(
        (right - left) * (top - max(two for one, two in points if one <= left))
        for left, right in itertools.pairwise(edges)
    )
    return float(area / ((edges[-1] - edges[0]) * (top - bottom)))


def _peers(x: list[float], y: list[float]) -> list[int]:
    points = list(zip(x, y, strict=True))
    return [
        place
        for place, (one, two) in enumerate(points)
        if not any((a <= one and b > two) or (a < one and b >= two) for a, b in points)
    ]


def _line_area(x: list[float], y: list[float]) -> float:
    """Return the effect size of CR-FDH by cutting the scope along the line, corner by corner."""
    chosen = _peers(x, y)
    slope, intercept = np.polyfit(np.array(x)[chosen], np.array(y)[chosen], 1)
    low, high = min(x), max(x)
    corners = [(low, min(y)), (low, max(y)), (high, max(y)), (high, min(y))]
    kept: list[tuple[float, float]] = []
    for one, two in itertools.pairwise([*corners, corners[0]]):
        over = [b - intercept - slope * a for a, b in (one, two)]
        if over[0] >= 0:
            kept.append(one)
        if over[0] * over[1] < 0:
            share = over[0] / (over[0] - over[1])
            kept.append((one[0] + share * (two[0] - one[0]), one[1] + share * (two[1] - one[1])))
    turns = [a * d - b * c for (a, b), (c, d) in itertools.pairwise([*kept, *kept[:1]])]
    return float(abs(sum(turns)) / 2 / ((high - low) * (max(y) - min(y))))


def test_by_hand() -> None:
    found = qca.nca(HAND, "Y")
    step, line = found.effects
    # above the steps: 1 * 4 between 1 and 2, 3 * 2 between 2 and 5
    assert (step.ceiling, step.scope, step.ceiling_zone) == ("CE-FDH", 16, 10)
    assert step.effect_size == 0.625
    assert step.peers == ("a", "b", "d")
    assert step.accuracy == 1
    assert math.isnan(step.slope)
    assert math.isnan(step.intercept)
    # means 8/3 and 3; 24/3 over 26/3
    assert math.isclose(line.slope, 12 / 13)
    assert math.isclose(line.intercept, 3 - 12 / 13 * 8 / 3)
    # the line runs from (1, 19/13) to (5, 67/13 > 5): it leaves the scope at x = 29/6
    assert math.isclose(line.ceiling_zone, 0.5 * (29 / 6 - 1) * (5 - 19 / 13))
    assert line.accuracy == 0.8  # b, at 3, lies above the line
    assert line.peers == step.peers
    assert found.references == ("dul2016",)


def test_bottleneck_by_hand() -> None:
    found = qca.nca(HAND, "Y", bottleneck_steps=4)
    assert found.levels.tolist() == [0, 25, 50, 75, 100]
    assert found.of("X", "CE-FDH").needed == (0, 25, 25, 100, 100)
    needed = [0, *(((1 + level - 3) * 13 / 12 + 8 / 3 - 1) / 4 for level in (1, 2, 3, 4))]
    np.testing.assert_allclose(found.of("X", "CR-FDH").needed, 100 * np.array(needed))
    table = found.bottleneck("CR-FDH")
    assert list(table.columns) == ["Y", "X"]
    assert table["X"].tolist() == ["NN", 14.6, 41.7, 68.7, 95.8]
    assert found.bottleneck()["X"].tolist() == ["NN", 25, 25, 100, 100]


def test_a_line_below_the_highest_level_is_not_available() -> None:
    data = {"X": [0, 1, 2, 3], "Y": [0, 0.1, 0.2, 10]}  # the line is at 7.09 where X ends
    found = qca.nca(data, "Y", ceilings="CR-FDH")
    assert math.isnan(found.effects[0].needed[-1])
    assert found.bottleneck("CR-FDH")["X"].iloc[-1] == "NA"
    assert "qca.note.nca_unreached" in {note.key for note in found.notes}
    again = type(found).from_dict(json.loads(found.to_json()))
    assert again == found
    assert again.bottleneck("CR-FDH").equals(found.bottleneck("CR-FDH"))


@pytest.mark.parametrize("seed", range(30))
def test_by_definition(seed: int) -> None:
    rng = np.random.default_rng(seed)
    size = int(rng.integers(3, 25))
    x, y = (rng.integers(0, 12, size).astype(float).tolist() for _ in range(2))
    x[:2], y[:2] = [0.0, 12.0], [0.0, 12.0 - seed % 3]
    found = qca.nca({"X": x, "Y": y}, "Y")
    step, line = found.effects
    assert math.isclose(step.effect_size, _step_area(x, y), abs_tol=1e-12)
    peers = _peers(x, y)
    assert sorted(step.peers, key=int) == [str(place + 1) for place in peers]
    if math.isnan(line.slope):
        assert len({(x[place], y[place]) for place in peers}) == 1
        assert step.effect_size == line.effect_size == 0
        return
    assert math.isclose(line.effect_size, _line_area(x, y), abs_tol=1e-9)
    assert math.isclose(
        line.accuracy,
        sum(two <= line.intercept + line.slope * one + 1e-9 for one, two in zip(x, y, strict=True))
        / size,
    )


def test_all_cases_on_the_diagonal() -> None:
    values = [0.0, 0.1, 0.3, 0.6, 1.0]
    step, line = qca.nca({"X": values, "Y": values}, "Y").effects
    assert math.isclose(line.effect_size, 0.5)
    assert math.isclose(line.slope, 1)
    assert line.accuracy == 1
    assert len(step.peers) == 5
    assert math.isclose(step.effect_size, _step_area(values, values))
    np.testing.assert_allclose(line.needed, np.arange(11) * 10, atol=1e-9)


def test_one_peer_leaves_the_line_undefined() -> None:
    data = {"X": [1, 2, 3], "Y": [5, 2, 1], "Z": [1, 3, 2]}
    found = qca.nca(data, "Y", ["X", "Z"], permutations=30)
    step, line = found.of("X"), found.of("X", "CR-FDH")
    assert (step.effect_size, line.effect_size) == (0, 0)
    assert all(math.isnan(value) for value in (line.slope, line.intercept, line.accuracy))
    assert set(line.needed) == set(step.needed) == {0}
    assert (line.p_value, line.p_standard_error) == (1, 0)
    assert [note.key for note in found.notes] == ["qca.note.nca_no_line"] * 2 + [
        "qca.note.nca_test"
    ]
    assert found.notes[0].level == "warning"
    assert "over X is undefined, because its peers (1)" in str(found.notes[0])


def test_peers_that_hardly_differ_define_no_line() -> None:
    data = {"X": [0, 1e-14, 1], "Y": [1 - 1e-13, 1, 0]}
    _, line = qca.nca(data, "Y").effects
    assert math.isnan(line.slope)
    assert line.effect_size == 0


def test_cases_at_one_point_are_peers_together_and_weigh_in_the_line() -> None:
    once = qca.nca({"X": [0, 1, 3, 4], "Y": [0, 3, 3.5, 4]}, "Y").of("X", "CR-FDH")
    twice = qca.nca({"X": [0, 1, 1, 3, 4], "Y": [0, 3, 3, 3.5, 4]}, "Y").of("X", "CR-FDH")
    assert twice.peers == ("1", "2", "3", "4", "5")
    slope, intercept = np.polyfit([0, 1, 1, 3, 4], [0, 3, 3, 3.5, 4], 1)
    assert math.isclose(twice.slope, slope)
    assert math.isclose(twice.intercept, intercept)
    assert not math.isclose(once.slope, twice.slope)


def test_p_value_comes_near_the_share_of_all_pairings() -> None:
    x, y = [1.0, 2, 3, 4, 5, 6], [1.0, 3, 2, 4, 6, 5]
    found = qca.nca({"X": x, "Y": y}, "Y", permutations=4000, seed=3)
    observed = [effect.effect_size for effect in found.effects]
    every = list(itertools.permutations(y))
    step = sum(_step_area(x, list(p)) >= observed[0] - 1e-9 for p in every) / len(every)
    several = [p for p in every if len(_peers(x, list(p))) > 1]
    line = sum(_line_area(x, list(p)) >= observed[1] - 1e-9 for p in several) / len(every)
    for effect, share in zip(found.effects, (step, line), strict=True):
        error = math.sqrt(effect.p_value * (1 - effect.p_value) / 4000)
        assert math.isclose(effect.p_standard_error, error)
        assert abs(effect.p_value - share) < 4 * error + 1 / 4001
    assert found.references == ("dul2016", "dul2020")


def test_p_value_counts_the_observed_pairing() -> None:
    x = [float(place) for place in range(30)]
    found = qca.nca({"X": x, "Y": x}, "Y", permutations=99)
    assert {effect.p_value for effect in found.effects} == {0.01}
    note = found.notes[-1]
    assert str(note).startswith("p-values rest on 99 random pairings: none can be below 0.01")


def test_pairings_do_not_depend_on_how_many_are_held_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = qca.nca(HAND, "Y", permutations=50, seed=1).to_json()
    monkeypatch.setattr(ceilings, "MOST_NUMBERS", 17)
    assert qca.nca(HAND, "Y", permutations=50, seed=1).to_json() == whole
    assert qca.nca(HAND, "Y", permutations=50, seed=2).to_json() != whole


def test_without_a_test_there_is_no_p_value() -> None:
    found = qca.nca(HAND, "Y")
    assert all(math.isnan(e.p_value) and math.isnan(e.p_standard_error) for e in found.effects)
    assert [note.key for note in found.notes] == [
        "qca.note.nca_low_accuracy",
        "qca.note.nca_no_test",
    ]
    assert str(found.notes[0]).startswith("fewer than 95% of the cases lie on or below")


def test_a_line_with_all_cases_below_gets_no_warning() -> None:
    found = qca.nca({"X": [0, 1, 1], "Y": [0, 1, 0.5]}, "Y")
    assert [note.key for note in found.notes] == ["qca.note.nca_no_test"]
    assert [n.key for n in qca.nca(HAND, "Y", ceilings=["CE-FDH"]).notes] == [
        "qca.note.nca_no_test"
    ]


def test_raw_numbers_case_column_and_order_of_ceilings() -> None:
    data = HAND.assign(Z=[9, -4, 2.5, 0, 1], name=HAND.index)
    found = qca.nca(data, "Y", ceilings=["CR-FDH", "CE-FDH"], cases="name")
    assert found.conditions == ("X", "Z")
    pairs = [(effect.condition, effect.ceiling) for effect in found.effects]
    assert pairs == list(itertools.product(["X", "Z"], ["CR-FDH", "CE-FDH"]))
    assert found.to_frame()["peers"].tolist()[:2] == ["a, b, d"] * 2
    with pytest.raises(UnknownNameError, match="did you mean CE-FDH"):
        found.of("X", "CE-FD")
    with pytest.raises(UnknownNameError):
        found.bottleneck("OLS")
    with pytest.raises(UnknownNameError):
        found.of("Y")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (HAND.assign(X=2.0), "column X has the same value 2 in all 5 cases"),
        (HAND.assign(Y=-1.5), "column Y has the same value -1.5 in all 5 cases"),
        (HAND.assign(X=[1, 2, math.nan, 4, 5]), "column X has no value for case c"),
        (HAND.assign(X=[1, 2, "3", 4, 5]), "column X has 3 for case c, which is no number"),
        (HAND.assign(X=[1, 2, 3, 4, -1e120]), "column X has numbers too large"),
        (HAND.assign(X=pd.Series([1, 2, 3, 4, 10**400], HAND.index, object)), "X has numbers too"),
        (HAND.assign(X=[0, 0, 0, 0, 1e-120]), "too close together"),
    ],
)
def test_what_cannot_be_analysed_is_named(data: pd.DataFrame, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        qca.nca(data, "Y")


def test_outcome_is_a_column_apart_from_the_conditions() -> None:
    with pytest.raises(DataError, match="outcome Y of nca is among the conditions"):
        qca.nca(HAND, "Y", ["X", "Y"])
    with pytest.raises(UnknownNameError, match="outcome of nca"):
        qca.nca(HAND, "~Y")
    with pytest.raises(ArgumentError, match="outcome of nca must be a text"):
        qca.nca(HAND, ["Y"])  # type: ignore[arg-type]  # (what a user may try)
    with pytest.raises(ArgumentError, match="conditions of nca must be at least one value"):
        qca.nca(HAND[["Y"]], "Y")
