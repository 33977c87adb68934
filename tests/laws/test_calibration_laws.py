"""Laws that calibration and dependence keep for any numbers."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.calibration import (
    asymmetric_dependence,
    direct,
    dual_logic,
    half_memberships,
    indirect,
    joint_dependence,
    quantile_anchors,
    thresholds,
)

whole = st.integers(-1000, 1000)
numbers = st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=30)
three = st.lists(whole, min_size=3, max_size=3, unique=True).map(sorted)
six = st.lists(whole, min_size=6, max_size=6, unique=True).map(sorted)
shapes: st.SearchStrategy[Literal["logistic", "linear"]] = st.sampled_from(["logistic", "linear"])
programs: st.SearchStrategy[Literal["R", "fsQCA"]] = st.sampled_from(["R", "fsQCA"])
scores = st.lists(st.integers(0, 7), min_size=2, max_size=20)


@given(raw=numbers, anchors=three, shape=shapes, profile=programs)
@settings(deadline=None)
def test_direct_is_monotone_and_within_bounds(
    raw: list[float],
    anchors: list[int],
    shape: Literal["logistic", "linear"],
    profile: Literal["R", "fsQCA"],
) -> None:
    found = direct(sorted(raw), anchors, shape=shape, profile=profile).memberships
    assert (np.diff(found) >= 0).all()
    assert ((found >= 0) & (found <= 1)).all()


@given(raw=numbers, anchors=three, shape=shapes)
@settings(deadline=None)
def test_reversed_anchors_give_the_negated_set(
    raw: list[float], anchors: list[int], shape: Literal["logistic", "linear"]
) -> None:
    found = direct(raw, anchors, shape=shape).memberships
    negated = direct(raw, anchors[::-1], shape=shape).memberships
    assert np.allclose(found + negated, 1, rtol=0, atol=1e-12)


@given(anchors=three)
@settings(deadline=None)
def test_anchors_get_fixed_memberships(anchors: list[int]) -> None:
    by_r = direct(anchors, anchors).memberships
    by_fsqca = direct(anchors, anchors, profile="fsQCA").memberships
    linear = direct(anchors, anchors, shape="linear").memberships
    assert np.allclose(by_r, [0.05, 0.5, 0.95], rtol=0, atol=1e-14)
    assert np.allclose(by_fsqca, [0.0474258732, 0.5, 0.9525741268], rtol=0, atol=1e-10)
    assert linear.tolist() == [0, 0.5, 1]
    assert by_r[1] == by_fsqca[1] == 0.5


@given(raw=numbers, anchors=three, factor=st.sampled_from([0.25, 2.0, 64.0, -4.0]), shift=whole)
@settings(deadline=None)
def test_unit_and_origin_do_not_matter(
    raw: list[float], anchors: list[int], factor: float, shift: int
) -> None:
    plain = direct(raw, anchors).memberships
    moved = direct(
        [factor * value + shift for value in raw], [factor * anchor + shift for anchor in anchors]
    ).memberships
    assert np.allclose(plain, moved, rtol=0, atol=1e-9)


@given(raw=numbers, anchors=six, shape=shapes)
@settings(deadline=None)
def test_bell_rises_then_falls(
    raw: list[float], anchors: list[int], shape: Literal["logistic", "linear"]
) -> None:
    found = direct(sorted(raw), anchors, shape=shape).memberships
    top = int(np.argmax(found))
    assert (np.diff(found[: top + 1]) >= 0).all()
    assert (np.diff(found[top:]) <= 0).all()


@given(anchors=six, shape=shapes)
@settings(deadline=None)
def test_inverted_bell_is_the_negated_bell(
    anchors: list[int], shape: Literal["logistic", "linear"]
) -> None:
    raw = np.linspace(-1200, 1200, 49)
    turned = [anchors[place] for place in (2, 1, 0, 5, 4, 3)]
    bell = direct(raw, anchors, shape=shape).memberships
    assert np.allclose(bell + direct(raw, turned, shape=shape).memberships, 1, rtol=0, atol=1e-12)


@given(steps=scores)
@settings(deadline=None)
def test_indirect_keeps_the_mean_and_stays_inside(steps: list[int]) -> None:
    preliminary = [0.05 + 0.9 * step / 7 for step in steps]
    if len(set(preliminary)) == 1:
        preliminary[0] += 0.01
    found = indirect(range(1, len(steps) + 1), scores=preliminary, terms="linear").memberships
    assert found.mean() == pytest.approx(np.mean(preliminary), abs=1e-9)
    assert ((found > 0) & (found < 1)).all()


@given(raw=numbers, cuts=three)
@settings(deadline=None)
def test_group_is_the_number_of_cuts_reached(raw: list[float], cuts: list[int]) -> None:
    found = thresholds(raw, cuts).memberships.tolist()
    assert found == [sum(value >= cut for cut in cuts) for value in raw]


@given(raw=st.lists(whole, min_size=20, max_size=40, unique=True))
@settings(deadline=None)
def test_quantile_anchors_move_with_the_values(raw: list[int]) -> None:
    plain = np.asarray(quantile_anchors(raw))
    assert np.allclose(
        np.asarray(quantile_anchors([4 * value + 3 for value in raw])), 4 * plain + 3
    )


@given(memberships=st.lists(st.sampled_from([0.0, 0.2, 0.5, 0.7, 1.0]), min_size=1, max_size=20))
@settings(deadline=None)
def test_after_adding_or_dropping_no_half_is_left(memberships: list[float]) -> None:
    assert not (half_memberships(memberships, "add").memberships == 0.5).any()
    dropped = half_memberships(memberships, "drop")
    assert not (dropped.memberships[dropped.kept] == 0.5).any()
    assert len(memberships) - int(dropped.kept.sum()) == len(dropped.places)


@given(pairs=st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)), min_size=1, max_size=30))
@settings(deadline=None)
def test_swapping_the_partners_keeps_both_measures(pairs: list[tuple[int, int]]) -> None:
    ours, theirs = [a for a, _ in pairs], [b for _, b in pairs]
    joint, swapped = joint_dependence(ours, theirs), joint_dependence(theirs, ours)
    assert joint == swapped
    unequal, turned = asymmetric_dependence(ours, theirs), asymmetric_dependence(theirs, ours)
    assert np.array_equal(unequal.values, turned.values)
    other = {"a": "b", "b": "a", "neither": "neither"}
    assert tuple(other[name] for name in turned.advantage) == unequal.advantage
    assert [value == 0 for value in unequal.values] == [a == b for a, b in pairs]


@given(pairs=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=30))
@settings(deadline=None)
def test_every_dyad_is_in_exactly_one_quadrant(pairs: list[tuple[int, int]]) -> None:
    found = dual_logic([joint for joint, _ in pairs], [unequal for _, unequal in pairs])
    listed = sorted(case for cases in found.members.values() for case in cases)
    assert listed == sorted(found.cases)
    assert len(found.members) == 4
