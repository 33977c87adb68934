"""Laws of Necessary Condition Analysis: bounds, order, units, ranks, new cases."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from consilience import qca

VALUES = st.one_of(
    st.integers(0, 6).map(float),
    st.floats(-1e3, 1e3, allow_nan=False).map(lambda value: round(value, 3)),
)
POINTS = st.lists(st.tuples(VALUES, VALUES), min_size=3, max_size=20)
WILD = st.floats(-1e100, 1e100, allow_nan=False, allow_subnormal=False)


def _table(points: list[tuple[float, float]]) -> pd.DataFrame:
    names = [f"c{place:02d}" for place in range(len(points))]
    data = pd.DataFrame(points, columns=["X", "Y"], index=names)
    assume(data["X"].nunique() > 1)
    assume(data["Y"].nunique() > 1)
    return data


def _same(first: qca.Ceiling, second: qca.Ceiling) -> None:
    assert math.isclose(first.effect_size, second.effect_size, abs_tol=1e-9)
    assert math.isclose(first.p_value, second.p_value)
    assert first.peers == second.peers
    np.testing.assert_allclose(first.needed, second.needed, atol=1e-6, equal_nan=True)


@given(points=st.lists(st.tuples(WILD, WILD), min_size=2, max_size=12))
@settings(deadline=None)
def test_every_measure_is_a_number_in_its_bounds(points: list[tuple[float, float]]) -> None:
    data = _table(points)
    assume((np.ptp(data.to_numpy(), axis=0) > 1e-100).all())
    for effect in qca.nca(data, "Y", permutations=5).effects:
        assert 0 <= effect.effect_size <= 1
        assert math.isfinite(effect.scope)
        assert math.isnan(effect.accuracy) or 0 < effect.accuracy <= 1
        assert math.isnan(effect.slope) or 0 < effect.slope < math.inf
        assert 1 / 6 <= effect.p_value <= 1
        known = [value for value in effect.needed if not math.isnan(value)]
        assert known == sorted(known)
        assert all(0 <= value <= 100 for value in known)


@given(points=POINTS, seed=st.integers(0, 100))
@settings(deadline=None, max_examples=50)
def test_order_of_cases_changes_nothing(points: list[tuple[float, float]], seed: int) -> None:
    data = _table(points)
    first = qca.nca(data, "Y", permutations=20).to_json()
    shuffled = data.sample(frac=1, random_state=seed)
    assert qca.nca(shuffled, "Y", permutations=20).to_json() == first


@given(points=POINTS, by=st.sampled_from([0.25, 2.0, 1024.0]), up=st.integers(-3, 3))
@settings(deadline=None, max_examples=50)
def test_units_do_not_matter(points: list[tuple[float, float]], by: float, up: int) -> None:
    data = _table(points)
    other = pd.DataFrame({"X": by * data["X"] + up, "Y": data["Y"] / by - up}, index=data.index)
    assume((other.rank() == data.rank()).all(axis=None))
    first, second = (qca.nca(d, "Y", permutations=20).effects for d in (data, other))
    for one, two in zip(first, second, strict=True):
        assume(math.isnan(one.slope) == math.isnan(two.slope))
        _same(one, two)


@given(points=POINTS)
@settings(deadline=None, max_examples=50)
def test_peers_depend_on_ranks_only(points: list[tuple[float, float]]) -> None:
    data = _table(points)
    ranks = data.rank(method="dense")
    bent = pd.DataFrame({"X": ranks["X"] ** 3, "Y": np.sqrt(ranks["Y"])})
    assert qca.nca(data, "Y").of("X").peers == qca.nca(bent, "Y").of("X").peers


@given(points=POINTS)
@settings(deadline=None, max_examples=50)
def test_condition_and_outcome_mirrored_give_the_same_step_zone(
    points: list[tuple[float, float]],
) -> None:
    data = _table(points)
    mirrored = pd.DataFrame({"X": -data["Y"], "Y": -data["X"]}, index=data.index)
    first, second = qca.nca(data, "Y").of("X"), qca.nca(mirrored, "Y").of("X")
    assert math.isclose(first.effect_size, second.effect_size, abs_tol=1e-9)
    assert set(first.peers) == set(second.peers)


@given(points=POINTS, place=st.tuples(st.floats(0, 1), st.floats(0, 1)))
@settings(deadline=None, max_examples=50)
def test_a_new_case_within_the_scope_never_raises_the_step_zone(
    points: list[tuple[float, float]], place: tuple[float, float]
) -> None:
    data = _table(points)
    low, high = data.min(), data.max()
    added = [
        min(max(low[name] + share * (high[name] - low[name]), low[name]), high[name])
        for name, share in zip(("X", "Y"), place, strict=True)
    ]
    more = pd.concat([data, pd.DataFrame([added], columns=["X", "Y"], index=["new"])])
    before, after = (qca.nca(d, "Y").of("X").effect_size for d in (data, more))
    assert after <= before + 1e-12


@given(points=POINTS, other=st.integers(0, 100))
@settings(deadline=None, max_examples=30)
def test_another_condition_changes_nothing(points: list[tuple[float, float]], other: int) -> None:
    data = _table(points)
    more = data.assign(Z=np.random.default_rng(other).random(len(data)))
    alone = qca.nca(data, "Y", permutations=20).of("X")
    both = qca.nca(more, "Y", ["Z", "X"], permutations=20).of("X")
    _same(alone, both)
