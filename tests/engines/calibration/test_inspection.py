"""Memberships of exactly .5, and skew."""

from __future__ import annotations

import numpy as np
import pytest

from consilience.calibration import HalfMemberships, Skew, half_memberships, skew
from consilience.errors import ArgumentError, UnknownNameError

SET = [0.5, 0.2, 0.5, 0.9]


def test_keep_changes_nothing_but_says_so() -> None:
    found = half_memberships(SET)
    assert found.memberships.tolist() == SET
    assert found.kept.all()
    assert found.places == (1, 3)
    assert found.parameters == {"policy": "keep", "amount": None}
    assert str(found.notes[0]).startswith("2 membership(s) of exactly .5 (at 1, 3): neither")
    assert found.notes[0].level == "warning"


def test_add_raises_only_the_halves() -> None:
    found = half_memberships(SET, "add", amount=0.01)
    assert np.asarray(found).tolist() == [0.51, 0.2, 0.51, 0.9]
    assert found.kept.all()
    assert found.parameters["amount"] == 0.01
    assert found.notes[0].sentence("zh") == "2 个隶属度恰为 0.5（位置：1、3），已加上 0.01。"


def test_drop_marks_the_cases() -> None:
    found = half_memberships(SET, "drop")
    assert found.kept.tolist() == [False, True, False, True]
    assert found.memberships.tolist() == SET
    assert str(found.notes[0]) == (
        "2 case(s) left out because of a membership of exactly .5 (at 1, 3)."
    )
    assert found.to_frame()["kept"].tolist() == [False, True, False, True]


def test_without_halves_there_is_nothing_to_say() -> None:
    found = half_memberships([0.1, 0.9], "add")
    assert found.notes == ()
    assert found.places == ()
    assert HalfMemberships.from_dict(found.to_dict()) == found


def test_many_places_are_cut_in_the_sentence_only() -> None:
    found = half_memberships([0.5] * 20)
    assert len(found.places) == 20
    assert "11, 12, ...)" in str(found.notes[0])


@pytest.mark.parametrize("amount", [0, -0.001, 0.6, 1e-20, float("nan"), "0.001"])
def test_amount_must_move_the_membership(amount: float) -> None:
    with pytest.raises(ArgumentError, match="amount of half_memberships"):
        half_memberships(SET, "add", amount=amount)


def test_unknown_policy_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="did you mean keep"):
        half_memberships(SET, "kep")  # type: ignore[arg-type]  # (wrong on purpose)


@pytest.mark.parametrize(
    ("above", "warned"), [(0, True), (1, True), (2, False), (8, False), (9, True), (10, True)]
)
def test_skew_warns_beyond_a_fifth(above: int, *, warned: bool) -> None:
    found = skew([0.8] * above + [0.1] * (10 - above))
    assert found.share_above == above / 10
    assert (found.above, found.below, found.half) == (above, 10 - above, 0)
    assert bool(found.notes) is warned


def test_skew_counts_halves_on_neither_side() -> None:
    found = skew(SET)
    assert (found.above, found.below, found.half) == (1, 1, 2)
    assert found.to_frame().iloc[0].tolist() == [0.25, 1, 1, 2]
    assert Skew.from_dict(found.to_dict()) == found
