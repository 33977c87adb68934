"""Necessity derived by trying every combination, up to eight conditions of every kind."""

from __future__ import annotations

import itertools
import sys

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from brute_force import FREE, Cube, outermost
from consilience import qca
from consilience.errors import DataError
from consilience.qca.remainders import cube_of
from tables import random_table

FAST = [(kind, k, 12) for kind in ("crisp", "fuzzy", "multi-value", "mixed") for k in (1, 2, 3, 4)]
SLOW = [
    (kind, k, runs)
    for kind in ("crisp", "fuzzy", "multi-value", "mixed")
    for k, runs in ((5, 20), (6, 6), (7, 2), (8, 1))
]


@pytest.mark.parametrize(("kind", "conditions", "runs"), FAST)
def test_few_conditions(kind: str, conditions: int, runs: int) -> None:
    for seed in range(runs):
        _check(kind, conditions, seed)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "conditions", "runs"), SLOW)
def test_many_conditions(kind: str, conditions: int, runs: int) -> None:
    for seed in range(100, 100 + runs):
        _check(kind, conditions, seed)


def _check(kind: str, conditions: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    data = random_table(seed, conditions, int(rng.integers(4, 25)), kind)
    cuts = [float(rng.choice(c)) for c in ((0.6, 0.75, 0.9, 1.0), (0, 0, 0.5), (0, 0, 0.5))]
    depth = int(rng.choice([conditions, 1, 2]))
    found = qca.necessity(data, "Y", None, *cuts, depth=depth)
    table = qca.truth_table(data, "Y")
    levels = table.levels.tolist()
    combinations = [
        cube
        for cube in itertools.product(*[(FREE, *range(level)) for level in levels])
        if 0 < sum(value != FREE for value in cube) <= depth
    ]
    y = table.outcome_memberships
    passing: dict[str, dict[Cube, tuple[float, float, float]]] = {"*": {}, " + ": {}}
    for cube in combinations:
        parts = [_literal(table, i, value) for i, value in enumerate(cube) if value != FREE]
        for sign, x in (("*", np.min(parts, axis=0)), (" + ", np.max(parts, axis=0))):
            fit = _fit(x, y)
            if all(value >= cut - 1e-9 for value, cut in zip(fit, cuts, strict=True)):
                passing[sign][cube] = fit
    alone = {cube for cube in passing["*"] if _size(cube) == 1}
    minimal = _minimal([*passing[" + "]])
    _compare(found.conjunctions, "*", passing["*"], set(passing["*"]) - alone, table)
    _compare(found.disjunctions, " + ", passing[" + "], minimal - alone, table)
    assert {_cube(item.expression, "*", table) for item in found.passing} == alone
    longest = {c for c in passing["*"] if not any(_within(o, c) for o in passing["*"] if o != c)}
    assert {_cube(item.expression, "*", table) for item in found.longest} == longest


def _compare(
    found: tuple[qca.SetFit, ...],
    sign: str,
    fits: dict[Cube, tuple[float, float, float]],
    wanted: set[Cube],
    table: qca.TruthTable,
) -> None:
    got = {_cube(item.expression, sign, table): item for item in found}
    assert len(got) == len(found)
    assert set(got) == wanted
    for cube, item in got.items():
        measured = (item.inclusion, item.relevance, item.coverage)
        np.testing.assert_allclose(measured, fits[cube], rtol=0, atol=1e-9)


def _minimal(found: list[Cube]) -> set[Cube]:
    """Combinations of which no other one is a part: as cubes, those that lie in no other one."""
    if not found:
        return set()
    one, other = np.array(found)[:, None, :], np.array(found)[None, :, :]
    part = ((other == FREE) | (other == one)).all(axis=2)
    return {cube for cube, line in zip(found, part, strict=True) if line.sum() == 1}


def _within(longer: Cube, shorter: Cube) -> bool:
    return all(part in (FREE, value) for part, value in zip(shorter, longer, strict=True))


def _size(cube: Cube) -> int:
    return sum(value != FREE for value in cube)


def _cube(text: str, sign: str, table: qca.TruthTable) -> Cube:
    return tuple(cube_of(text.replace(sign, "*"), table, "test").tolist())


def _literal(table: qca.TruthTable, place: int, value: int) -> NDArray[np.float64]:
    column = table.memberships[:, place]
    if table.multi_value[place]:
        return np.asarray((column == value).astype(np.float64))
    return np.asarray(column if value else 1 - column)


def _fit(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float, float]:
    both = np.minimum(x, y)
    relevance = (1 - x).sum() / (1 - both).sum()
    return both.sum() / y.sum(), relevance, both.sum() / x.sum() if x.sum() else 0.0


def test_the_minimal_ones_are_those_in_no_other_one() -> None:
    # the derivation of minimal disjunctions agrees with that of prime implicants
    found: list[Cube] = [(1, -1), (1, 0), (-1, 0), (0, 0)]
    inside = np.array([[0, 0, 1, 1], [0, 0, 1, 0], [1, 0, 1, 0], [1, 0, 0, 0]], dtype=bool)
    assert _minimal(found) == outermost(found, inside) == {(1, -1), (-1, 0)}


def test_more_combinations_than_can_be_searched_are_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.modules["consilience.qca.necessity"], "MOST_STEPS", 100)
    with pytest.raises(DataError, match="give a depth"):
        qca.necessity(random_table(1, 6, 20, "fuzzy"), "Y")


def test_disjunctions_that_cannot_pass_are_not_grown() -> None:
    # nothing reaches the cut-off among 40 conditions in the middle: 3**40 combinations to try
    rng = np.random.default_rng(0)
    values = rng.uniform(0.4, 0.6, (10, 40))
    data = pd.DataFrame(values, columns=[f"C{n}" for n in range(40)])
    data["Y"] = np.linspace(0.9, 1.0, 10)
    found = qca.necessity(data, "Y", inclusion_cut=0.9)
    assert found.disjunctions == ()
    assert "qca.note.no_necessary" in [note.key for note in found.notes]
