"""Cases and pairs for close study: every ranking against its formula, case by case."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from typing import get_args

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience import qca
from consilience.demo import data_file
from consilience.errors import ArgumentError
from consilience.qca.case_pairs import PairKind
from tables import random_table

TERMS = ("A*B", "~A*C", "C")
BY_ROW = ("deviant coverage", "irrelevant", "deviant coverage-irrelevant")
Scored = tuple[float, tuple[bool, ...]]
Chosen = tuple[tuple[str, ...], float, tuple[bool, ...]]


class _Plain:
    """The definitions once more, in single numbers."""

    def __init__(self, data: pd.DataFrame) -> None:
        self.names: list[str] = list(data.index)
        rows = data.to_numpy(dtype=float).tolist()
        self.cells: dict[str, dict[str, float]] = {
            name: dict(zip("ABCY", row, strict=True))
            for name, row in zip(self.names, rows, strict=True)
        }

    def y(self, case: str) -> float:
        return self.cells[case]["Y"]

    def x(self, case: str, term: str) -> float:
        row = self.cells[case]
        return min(1 - row[part[1:]] if part[0] == "~" else row[part] for part in term.split("*"))

    def model(self, case: str) -> float:
        return max(self.x(case, term) for term in TERMS)

    def corner(self, case: str) -> tuple[int, ...]:
        return tuple(int(self.cells[case][name] > 0.5) for name in "ABC")

    def w(self, case: str) -> float:
        return min(max(self.cells[case][name], 1 - self.cells[case][name]) for name in "ABC")

    def shared(self, case: str) -> bool:
        return sum(self.x(case, term) > 0.5 for term in TERMS) > 1

    def typical(self, term: str) -> list[str]:
        return [c for c in self.names if 0.5 < self.x(c, term) <= self.y(c) + 1e-9]

    def deviant(self, term: str) -> list[str]:
        return [c for c in self.names if self.x(c, term) > 0.5 > self.y(c)]

    def deviant_in_degree(self, term: str) -> list[str]:
        return [c for c in self.names if self.x(c, term) > self.y(c) + 1e-9 and self.y(c) > 0.5]

    def irrelevant(self, x: Callable[[str], float]) -> list[str]:
        return [c for c in self.names if x(c) < 0.5 and self.y(c) < 0.5]

    def order(self, case: str, term: str) -> tuple[float, float]:
        """More typical first; of equals the one with the higher memberships."""
        x, y = self.x(case, term), self.y(case)
        return round(2 * (y - x) + (1 - x), 9), round(-x - y, 9)

    def off_diagonal(self, a: str, b: str, term: str) -> float:
        return sum(2 * abs(self.y(case) - self.x(case, term)) for case in (a, b))

    def uncovered(self) -> list[str]:
        return [c for c in self.names if self.model(c) < 0.5 < self.y(c)]


def _by_term(plain: _Plain, kind: str, term: str) -> Iterator[Chosen]:
    """Cases or pairs of a kind in a term, with score and unmet preferences."""
    groups = {
        "typical": plain.typical(term),
        "deviant consistency": plain.deviant(term),
        "deviant consistency in degree": plain.deviant_in_degree(term),
        "irrelevant": plain.irrelevant(lambda case: plain.x(case, term)),
    }
    parts = [groups[part] for part in kind.split("-")]
    if kind == "typical-typical":
        chosen: Iterator[tuple[str, ...]] = (
            tuple(sorted(pair, key=lambda case: plain.order(case, term)))
            for pair in itertools.combinations(parts[0], 2)
        )
    else:
        chosen = itertools.product(*parts)
    for cases in chosen:
        score, unmet = SCORES[kind](plain, term, *cases)
        yield cases, score, unmet


def _typical(plain: _Plain, term: str, a: str) -> Scored:
    return 2 * (plain.y(a) - plain.x(a, term)) + (1 - plain.x(a, term)), (plain.shared(a),)


def _deviant(plain: _Plain, term: str, a: str) -> Scored:
    return (1 - (plain.x(a, term) - plain.y(a))) + (1 - plain.x(a, term)), ()


def _two_typical(plain: _Plain, term: str, a: str, b: str) -> Scored:
    apart = (0.5 - plain.x(a, term) + plain.x(b, term)) + (0.5 - plain.y(a) + plain.y(b))
    return apart + plain.off_diagonal(a, b, term), (plain.shared(a), plain.shared(b))


def _typical_irrelevant(plain: _Plain, term: str, a: str, b: str) -> Scored:
    x, y = plain.x(b, term), plain.y(b)
    apart = (1 - plain.x(a, term) + x) + (1 - plain.y(a) + y)
    unmet = (plain.shared(a), x > y + 1e-9, plain.model(b) >= 0.5)
    return apart + plain.off_diagonal(a, b, term), unmet


def _typical_deviant(plain: _Plain, term: str, a: str, b: str) -> Scored:
    x1, x2 = plain.x(a, term), plain.x(b, term)
    return abs(x1 - x2) + (1 - (plain.y(a) - plain.y(b))) + (1 - x1) + (1 - x2), ()


SCORES: dict[str, Callable[..., Scored]] = {
    "typical": _typical,
    "deviant consistency": _deviant,
    "deviant consistency in degree": _deviant,
    "typical-typical": _two_typical,
    "typical-irrelevant": _typical_irrelevant,
    "typical-deviant consistency": _typical_deviant,
}


def _by_row(plain: _Plain, kind: str, corner: tuple[int, ...]) -> Iterator[Chosen]:
    y, w = plain.y, plain.w
    here = [c for c in plain.names if plain.corner(c) == corner]
    uncovered = [c for c in plain.uncovered() if c in here]
    irrelevant = [c for c in plain.irrelevant(plain.model) if c in here]
    if kind == "deviant coverage":
        for a in uncovered:
            yield (a,), 1 - w(a), (w(a) > y(a) + 1e-9,)
    elif kind == "irrelevant":
        for a in irrelevant:
            yield (a,), math.nan, ()
    else:
        for a, b in itertools.product(uncovered, irrelevant):
            score = abs(w(a) - w(b)) + (1 - (y(a) - y(b))) + (1 - w(a)) + (1 - w(b))
            yield (a, b), score, (w(a) > y(a) + 1e-9,)


def _check(found: list[qca.CaseSelection], wanted: list[Chosen], most: int) -> None:
    keys = {cases: (*unmet, round(score, 9)) for cases, score, unmet in wanted}
    ranks = {c: 1 + sum(other < key for other in keys.values()) for c, key in keys.items()}
    kept = {cases for cases, rank in ranks.items() if rank <= most}
    assert {item.cases for item in found} == kept
    assert len(found) == len(kept)
    assert [item.rank for item in found] == sorted(ranks[item.cases] for item in found)
    scores = {cases: (score, unmet) for cases, score, unmet in wanted}
    for item in found:
        assert item.rank == ranks[item.cases]
        np.testing.assert_allclose(item.score, scores[item.cases][0], atol=1e-12)
        assert len(item.unmet) == sum(scores[item.cases][1])


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6), st.sampled_from(get_args(PairKind)), st.integers(1, 4))
def test_rankings_follow_their_formulas(seed: int, kind: PairKind, most: int) -> None:
    data = random_table(seed, 3, 25, "fuzzy").round(1 if seed % 2 else 2).replace(0.5, 0.6)
    plain, table = _Plain(data), qca.truth_table(data, "Y")
    found = qca.case_pairs(table, list(TERMS), kind=kind, most=most)
    assert sum(item.rank == 1 for item in found.selections) == len(found.best)
    if kind in BY_ROW:
        for number, corner in zip(table.numbers, table.values.tolist(), strict=True):
            here = [item for item in found.selections if item.row == number]
            wanted = list(_by_row(plain, kind, tuple(corner)))
            if kind == "irrelevant":
                assert [item.cases for item in here] == [cases for cases, _, _ in wanted]
                assert all(item.rank is None and math.isnan(item.score) for item in here)
            else:
                _check(here, wanted, most)
            for item in here:
                np.testing.assert_allclose(item.row_memberships, [plain.w(c) for c in item.cases])
                np.testing.assert_allclose(item.memberships, [plain.model(c) for c in item.cases])
                a, b, c = corner
                assert item.distances == ((1 - a) + (1 - b), a + (1 - c), 1 - c)
    else:
        for term in TERMS:
            here = [item for item in found.selections if item.term == term]
            _check(here, list(_by_term(plain, kind, term)), most)
            for item in here:
                assert item.row is None
                np.testing.assert_allclose(item.memberships, [plain.x(c, term) for c in item.cases])
                np.testing.assert_allclose(item.outcomes, [plain.y(c) for c in item.cases])


# Lipset's countries: the same cases, scores and order as SetMethods 4.1 gives, but for the pair
# IE, DE, which it puts later because it looks up another case than DE in the whole model.
LIPSET: dict[PairKind, list[tuple[str, float]]] = {
    "typical": [("NL", 0.08), ("BE", 0.23), ("CZ", 1.04), ("IE", 0.68), ("FI", 0.80)],
    "deviant coverage": [("FR", 0.19), ("SE", 0.33)],
    "typical-typical": [("NL BE", 1.09), ("NL CZ", 1.22), ("BE CZ", 1.37), ("IE FI", 1.49)],
    "typical-irrelevant": [
        ("NL GR", 0.27), ("NL PT", 0.27), ("IE DE", 0.87), ("IE GR", 0.90), ("IE PT", 0.90),
    ],
    "deviant consistency": [],
}  # fmt: skip


@pytest.mark.parametrize("kind", LIPSET)
def test_lipset(kind: PairKind) -> None:
    table = qca.truth_table(pd.read_csv(data_file("LF.csv"), index_col="case"), "SURV")
    terms = qca.minimize(table).models[0].terms
    most = 2 if kind == "typical-irrelevant" else 5
    found = qca.case_pairs(table, terms, kind=kind, most=most)
    assert [(" ".join(i.cases), round(i.score, 2)) for i in found.selections] == LIPSET[kind]


def test_ties_share_a_rank_and_are_all_kept() -> None:
    data = {"A": [0.9, 0.8, 0.8, 0.6], "Y": [0.95, 0.9, 0.9, 0.1]}
    table = qca.truth_table(data, "Y")
    found = qca.case_pairs(table, "A", kind="typical", most=2)
    assert [(item.rank, item.cases) for item in found.selections] == [
        (1, ("1",)), (2, ("2",)), (2, ("3",)),
    ]  # fmt: skip
    pairs = qca.case_pairs(table, "A", kind="typical-typical", most=9).selections
    assert [(item.rank, item.cases) for item in pairs] == [
        (1, ("1", "2")), (1, ("1", "3")), (3, ("2", "3")),
    ]  # fmt: skip


def test_of_equally_typical_cases_the_pair_with_the_lower_score_counts() -> None:
    # typicality 2(y - x) + (1 - x) is .3 for both
    table = qca.truth_table({"A": [0.7, 0.9, 0.1], "Y": [0.7, 1.0, 0.2]}, "Y")
    typical = qca.case_pairs(table, "A", kind="typical").selections
    assert [round(item.score, 9) for item in typical] == [0.3, 0.3]
    (pair,) = qca.case_pairs(table, "A", kind="typical-typical").selections
    assert pair.cases == ("2", "1")


def test_a_case_that_is_inconsistent_in_another_term_is_not_uniquely_covered() -> None:
    # case 1 is typical in A only (B exceeds Y), but a member of both
    table = qca.truth_table({"A": [0.7, 0.1], "B": [0.9, 0.2], "Y": [0.8, 0.1]}, "Y")
    both = qca.case_pairs(table, ["A", "B"], kind="typical")
    assert [(item.term, item.unmet) for item in both.selections] == [("A", ("uniquely covered",))]
    assert [note.values["terms"] for note in both.notes] == [["B"]]
    assert qca.case_pairs(table, "A", kind="typical").selections[0].unmet == ()


def test_multi_value_rows_and_a_negated_outcome() -> None:
    data = {"A": [0, 1, 2, 2, 1], "B": [1, 0, 1, 0, 0], "Y": [0, 1, 1, 0, 0]}
    table = qca.truth_table(data, "~Y")
    found = qca.case_pairs(table, ["A[2]*~B", "A[0]"], kind="deviant coverage-irrelevant")
    (pair,) = found.selections
    assert (pair.cases, pair.row, pair.distances) == (("5", "2"), 3, (1, 1))
    assert (pair.score, pair.row_memberships, pair.outcomes) == (0, (1, 1), (1, 0))
    (line,) = found.to_frame()[["case", "case_2", "row", "distances"]].to_numpy().tolist()
    assert line == ["5", "2", 3, "1, 1"]


def test_halves_are_named() -> None:
    data = {"A": [0.5, 0.9, 0.7, 0.2], "B": [0.5, 0.4, 0.8, 0.1], "Y": [0.8, 0.5, 0.9, 0.7]}
    table = qca.truth_table(data, "Y")
    by_term = qca.case_pairs(table, "A", kind="typical")
    assert [item.cases for item in by_term.selections] == [("3",)]
    assert [(n.key, list(n.values["cases"])) for n in by_term.notes] == [
        ("qca.note.pairs_half", ["1", "2"])
    ]
    by_row = qca.case_pairs(table, "A*B", kind="deviant coverage")
    assert [item.cases for item in by_row.selections] == [("4",)]
    assert [note.key for note in by_row.notes] == ["qca.note.pairs_half", "qca.note.half"]
    nothing = qca.case_pairs(table, ["A", "B"], kind="irrelevant")
    assert nothing.notes[-1].values["terms"] == ["A + B"]
    assert nothing.to_frame().empty


def test_a_frame_for_kinds_of_one_term_has_no_rows_of_the_truth_table() -> None:
    table = qca.truth_table({"A": [0.9, 0.8, 0.2], "Y": [0.9, 0.3, 0.1]}, "Y")
    frame = qca.case_pairs(table, "A", kind="typical-deviant consistency").to_frame()
    assert list(frame) == [
        "term", "rank",
        "case", "membership", "outcome", "case_2", "membership_2", "outcome_2",
        "score", "unmet",
    ]  # fmt: skip
    # |.9 - .8| + (1 - .6) + .1 + .2
    assert round(float(frame["score"].iloc[0]), 9) == 0.8


def test_something_else_than_a_truth_table_is_refused() -> None:
    with pytest.raises(ArgumentError, match="must be a truth table"):
        qca.case_pairs({"A": [1, 0]}, "A", kind="typical")  # type: ignore[arg-type]  # that is the test
