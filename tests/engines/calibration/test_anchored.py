"""Direct calibration against published scores and the definition."""

from __future__ import annotations

import numpy as np
import pytest

from consilience import demo, formats
from consilience.calibration import Anchors, Calibrated, direct, quantile_anchors
from consilience.errors import ArgumentError, DataError, UnknownNameError

# Lipset's countries: GNP per head and urbanisation, with the fuzzy scores published by Ragin.
DEVELOPMENT = [720, 1098, 586, 468, 590, 983, 795, 390, 424, 662, 517, 1008, 350, 320, 331, 367]
PUBLISHED = [0.81, 0.99, 0.58, 0.16, 0.58, 0.98, 0.89, 0.04, 0.07, 0.72, 0.34, 0.98, 0.02, 0.01]
STABILITY = [10, 4, 6, 6, 9, 5, 11, 10, 13, 5, 9, 2, 21, 19, 7, 12, 6, 4]
STABLE = [0.43, 0.98, 0.91, 0.91, 0.58, 0.95, 0.31, 0.43, 0.13, 0.95, 0.58, 0.99, 0, 0.01, 0.84]


def test_development_gets_the_memberships_of_mission_p1() -> None:
    found = direct(DEVELOPMENT, (400, 550, 900))
    assert found.memberships[:4].round(3).tolist() == [0.807, 0.990, 0.575, 0.167]


@pytest.mark.parametrize(
    ("raw", "anchors", "published"),
    [(DEVELOPMENT, (400, 550, 900), PUBLISHED), (STABILITY, (15, 9.5, 5), STABLE)],
)
def test_published_scores_rest_on_profile_of_three(
    raw: list[float], anchors: tuple[float, ...], published: list[float]
) -> None:
    desktop = direct(raw[: len(published)], anchors, profile="fsQCA").memberships
    default = direct(raw[: len(published)], anchors).memberships
    assert np.abs(desktop - published).max() < 0.005
    assert np.abs(default - published).max() > 0.005


LIPSET_ANCHORS = {
    "DEV": (400, 550, 900),
    "URB": (25, 50, 65),
    "LIT": (50, 75, 90),
    "IND": (20, 30, 40),
    "STB": (15, 9.5, 5),
    "SURV": (-9, 0, 10),
}


def test_all_published_scores_of_lipset_are_those_of_the_profile_of_fsqca() -> None:
    raw = formats.to_numeric_frame(formats.read_table(demo.data_file("LR.csv")))
    scores = formats.to_numeric_frame(formats.read_table(demo.data_file("LF.csv")))
    gaps: dict[str, list[float]] = {"R": [], "fsQCA": []}
    for name, anchors in LIPSET_ANCHORS.items():
        for profile, seen in gaps.items():
            ours = direct(raw[name], anchors, profile=profile).memberships  # type: ignore[arg-type]  # (a loop over both)
            seen.extend(np.abs(ours - scores[name].to_numpy()))
    assert len(gaps["fsQCA"]) == 108
    assert max(gaps["fsQCA"]) <= 0.005
    assert 0.0080 < max(gaps["R"]) < 0.0083


def test_only_the_profile_of_r_sets_memberships_near_the_ends_to_them() -> None:
    raw, anchors = [-20.0, 1.0, 30.0], (1, 5, 9)
    assert direct(raw, anchors).memberships[[0, 2]].tolist() == [0, 1]
    desktop = direct(raw, anchors, profile="fsQCA").memberships
    assert 0 < desktop[0] < 1e-4
    assert 1 > desktop[2] > 1 - 1e-4
    linear = direct([1.0001, 1.001, 8.9999], anchors, shape="linear").memberships
    assert linear[0] == 0
    assert linear[1] == pytest.approx(0.001 / 8)
    assert linear[2] == 1


@pytest.mark.parametrize(
    ("profile", "outer", "constant"),
    [("R", 0.05, 2.9444389791664403), ("fsQCA", 0.04742587317756678, 3.0)],
)
def test_anchors_get_their_memberships(profile: str, outer: float, constant: float) -> None:
    found = direct([1, 2, 5], (1, 2, 5), profile=profile)  # type: ignore[arg-type]  # (parametrised text)
    assert np.allclose(found.memberships, [outer, 0.5, 1 - outer], rtol=0, atol=1e-15)
    assert found.parameters == {
        "method": "direct",
        "shape": "logistic",
        "anchors": (1.0, 2.0, 5.0),
        "profile": profile,
        "log_odds": constant,
    }


def test_linear_shape_is_straight_between_anchors() -> None:
    found = direct([0, 1, 1.5, 2, 3.5, 5, 9], (1, 2, 5), shape="linear")
    assert found.memberships.tolist() == [0, 0, 0.25, 0.5, 0.75, 1, 1]
    assert found.parameters["profile"] == "R"
    assert found.parameters["log_odds"] is None


def test_decreasing_anchors_turn_the_set_around() -> None:
    assert direct([1, 2, 5], (5, 2, 1), shape="linear").memberships.tolist() == [1, 0.5, 0]


def test_bell_and_inverted_bell_add_up_to_one() -> None:
    raw = np.linspace(-2, 12, 57)
    for shape in ("linear", "logistic"):
        bell = direct(raw, (1, 2, 3, 5, 7, 9), shape=shape)
        inverted = direct(raw, (3, 2, 1, 9, 7, 5), shape=shape)
        assert np.allclose(bell.memberships + inverted.memberships, 1, rtol=0, atol=1e-12)
        assert bell.memberships[raw == 4][0] > 0.95
        assert bell.memberships[0] < 0.05


def test_linear_bell_is_exact_at_its_anchors() -> None:
    found = direct([1, 2, 3, 4, 5, 7, 9], (1, 2, 3, 5, 7, 9), shape="linear")
    assert found.memberships.tolist() == [0, 0.5, 1, 1, 1, 0.5, 0]


def test_bell_may_have_a_single_peak_but_no_equal_side() -> None:
    assert direct([3], (1, 2, 3, 3, 4, 5), shape="linear").memberships.tolist() == [1]
    with pytest.raises(DataError, match="six anchors must stand in order"):
        direct([3], (1, 2, 2, 3, 4, 5))


@pytest.mark.parametrize(
    "anchors",
    [(1, 2, 3, 9, 7, 8), (1, 2, 3, 5, 4, 6), (3, 2, 1, 5, 6, 7), (1, 2, 6, 5, 7, 9), (1,) * 6],
)
def test_bell_out_of_order_is_refused(anchors: tuple[float, ...]) -> None:
    with pytest.raises(DataError, match="six anchors must stand in order"):
        direct([1, 2], anchors)


@pytest.mark.parametrize(
    "anchors", [(1, 1, 2), (1, 3, 2), (2, 2, 2), (-1.7e308, 1.7e308, 1.79e308)]
)
def test_anchors_out_of_order_are_refused(anchors: tuple[float, ...]) -> None:
    with pytest.raises(DataError, match="strictly increasing or strictly decreasing"):
        direct([1, 2], anchors)


def test_other_counts_of_anchors_are_refused() -> None:
    with pytest.raises(DataError) as caught:
        direct([1, 2], (1, 2))
    assert (
        str(caught.value) == "direct calibration takes 3 anchors (s-shape) or 6 (bell shape), got 2"
    )


def test_unknown_choices_propose_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean linear"):
        direct([1, 2], (1, 2, 3), shape="liner")  # type: ignore[arg-type]  # (wrong on purpose)
    with pytest.raises(UnknownNameError, match="did you mean fsQCA"):
        direct([1, 2], (1, 2, 3), profile="fsqca")  # type: ignore[arg-type]  # (wrong on purpose)


def test_far_values_reach_the_bounds_without_warning() -> None:
    found = direct([-1e308, 1e308], (0, 5e-324, 1e-323))
    assert found.memberships.tolist() == [0, 1]


def test_notes_name_half_memberships_and_skew() -> None:
    found = direct([5, 6, 7, 8, 9, 10], (1, 5, 9), profile="fsQCA")
    assert [note.key for note in found.notes] == [
        "calibration.note.half_keep",
        "calibration.note.skew",
    ]
    assert str(found.notes[1]).startswith("83% of the cases are above .5")


def test_result_is_an_array_a_frame_and_json() -> None:
    raw = np.array([1.0, 2.0, 3.0])
    found = direct(raw, (1, 2, 3))
    assert np.array_equal(np.asarray(found), found.memberships)
    assert found.to_frame().columns.tolist() == ["value", "membership"]
    assert Calibrated.from_dict(found.to_dict()) == found
    assert raw.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        found.memberships[0] = 1
    assert "Ragin" in found.citations()[0]


@pytest.mark.parametrize("preset", ["95/50/5", "90/50/10", "75/50/25"])
def test_presets_are_numpy_quantiles(preset: str) -> None:
    raw = np.arange(41.0)
    inside, crossover, outside = (int(part) / 100 for part in preset.split("/"))
    found = quantile_anchors(raw, preset)
    assert np.allclose(np.asarray(found), [40 * outside, 40 * crossover, 40 * inside])


def test_anchors_go_straight_into_direct() -> None:
    raw = [3, 1, 4, 1, 5, 9, 2, 6]
    anchors = quantile_anchors(raw, (0.9, 0.4, 0.2))
    assert anchors.full_out > anchors.crossover > anchors.full_in
    assert direct(raw, anchors).memberships[5] < 0.05
    assert Anchors.from_dict(anchors.to_dict()) == anchors
    assert anchors.to_frame()["anchor"].tolist() == ["full_out", "crossover", "full_in"]


@pytest.mark.parametrize("quantiles", [(0.05, 0.95), (0.5, 0.5, 0.9), (0.1, 0.9, 0.5)])
def test_quantiles_must_be_three_in_order(quantiles: tuple[float, ...]) -> None:
    with pytest.raises(DataError, match="must be three numbers"):
        quantile_anchors([1, 2, 3], quantiles)


def test_quantiles_outside_the_unit_interval_are_refused() -> None:
    with pytest.raises(ArgumentError, match="between 0 and 1"):
        quantile_anchors([1, 2, 3], (5, 50, 95))
    with pytest.raises(UnknownNameError, match="75/50/25"):
        quantile_anchors([1, 2, 3], "99/50/1")


@pytest.mark.parametrize("raw", [[1, 1, 1, 1, 5], [2, 2], [-1.7e308, 1.7e308]])
def test_anchors_on_one_value_are_refused(raw: list[float]) -> None:
    with pytest.raises(DataError, match="two anchors fall on the same value"):
        quantile_anchors(raw, (0.1, 0.3, 0.5))
