"""Substitutes, complements and opposed conditions, planted and by definition."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience import qca
from consilience.errors import ArgumentError, UnknownNameError

NAMES = "ABCD"


def _planted(outcome: Callable[[int, int, int, int], int]) -> tuple[str, ...]:
    """Return the paths of a crisp table that holds every configuration once."""
    rows = list(itertools.product((0, 1), repeat=4))
    data = {name: [row[i] for row in rows] for i, name in enumerate(NAMES)}
    table = qca.truth_table({**data, "Y": [outcome(*row) for row in rows]}, "Y")
    return qca.minimize(table).models[0].terms


def test_a_planted_substitution_is_recognised() -> None:
    terms = _planted(lambda a, b, c, d: (a | b) & c & d)
    found = qca.path_relations(terms, list(NAMES))
    (pair,) = found.substitutes
    assert {pair.first, pair.second} == {"A", "B"}
    assert pair.shared == "C*D"
    assert not pair.exclusive
    assert [(i.first, i.second, len(i.terms)) for i in found.complements] == [("C", "D", 2)]
    assert found.opposed == ()
    assert found.notes == ()


def test_a_planted_exclusive_substitution_is_recognised() -> None:
    found = qca.path_relations(_planted(lambda a, b, c, _: (a ^ b) & c))
    (pair,) = found.substitutes
    assert {pair.first, pair.second} == {"A", "B"}
    assert (pair.shared, pair.exclusive) == ("C", True)
    assert [item.condition for item in found.opposed] == ["A", "B"]
    for item in found.opposed:
        assert item.literals == (item.condition, f"~{item.condition}")


@pytest.mark.parametrize(
    "terms",
    [
        ["A*B*C", "~A*~B*C"],  # both or neither
        ["A*C", "~A*C"],  # two values of one condition
        ["A*C", "B*D"],  # two conditions apart
        ["A*C", "A*B*C"],  # one path within the other
        ["A*C", "A*C*B*D"],
        ["1", "A"],
        ["A*B*C", "~A*B"],
    ],
)
def test_these_are_no_substitutes(terms: list[str]) -> None:
    assert qca.path_relations(terms).substitutes == ()


@pytest.mark.parametrize(
    ("terms", "first", "second", "shared", "exclusive"),
    [
        (["A", "B"], "A", "B", "1", False),
        (["A*C", "~B*C"], "A", "~B", "C", False),
        (["~B*A*C", "B*C"], "A", "B", "C", False),
        (["A[2]*C[1]", "B[1]*C[1]"], "A[2]", "B[1]", "C[1]", False),
        (["A[1]*C", "B*C[1]"], "A[1]", "B", "C", False),
        (["A[2]*B[0]", "A[0]*B[1]"], "A[2]", "B[1]", "1", True),
    ],
)
def test_substitutes_in_every_form(
    terms: list[str], first: str, second: str, shared: str, *, exclusive: bool
) -> None:
    (pair,) = qca.path_relations(terms).substitutes
    assert (pair.first, pair.second) == (first, second)
    assert (pair.shared, pair.exclusive, pair.terms) == (shared, exclusive, tuple(terms))


def test_complements_are_together_wherever_one_is_named() -> None:
    found = qca.path_relations(["A*B*C", "A*B*~D", "C*D"])
    assert [(i.first, i.second) for i in found.complements] == [("A", "B")]
    assert found.complements[0].terms == ("A*B*C", "A*B*~D")
    assert qca.path_relations(["A*B", "~A*C"]).complements == ()
    assert qca.path_relations(["~A*~B", "C"]).complements == ()
    assert qca.path_relations(["A[1]*B[1]", "A[2]*B[1]"]).complements == ()


def test_weak_evidence_is_told() -> None:
    single = qca.path_relations(["A*B", "C"])
    assert str(single.notes[0]).endswith("weak evidence: A*B")
    alone = qca.path_relations(["A*B"])
    assert [note.key for note in alone.notes] == ["qca.note.relations_one_path"]
    assert len(alone.to_frame()) == 1


def test_opposed_names_every_value_and_path() -> None:
    found = qca.path_relations(["A*C", "~A*D", "A*D"], ["D", "C", "A"])
    (item,) = found.opposed
    assert (item.condition, item.literals) == ("A", ("A", "~A"))
    assert item.terms == (("A*C", "A*D"), ("~A*D",))
    multi = qca.path_relations(["A[0]*B[1]", "A[2]", "A[1]"]).opposed[0]
    assert multi.literals == ("A[2]", "A[1]", "A[0]")
    frame = found.to_frame()
    assert frame.loc[frame.relation == "opposed", "literals"].tolist() == ["A, ~A"]


def test_names_that_are_not_there_are_refused() -> None:
    with pytest.raises(UnknownNameError, match="did you mean"):
        qca.path_relations(["Trust*B"], ["trust", "B"])
    with pytest.raises(ArgumentError, match="conjunctions of the conditions"):
        qca.path_relations(["~A[2]"])
    assert qca.path_relations(["1"]).conditions == ()


TERM = st.dictionaries(st.sampled_from(NAMES), st.booleans(), min_size=1)


def _text(term: dict[str, bool]) -> str:
    return "*".join(name if on else f"~{name}" for name, on in sorted(term.items()))


def _denied(literal: str) -> str:
    return literal[1:] if literal.startswith("~") else f"~{literal}"


def _by_definition(left: frozenset[str], right: frozenset[str]) -> set[tuple[str, str]]:
    """Return the pairs (a, b): without a and b, and what denies the other, the paths agree."""
    found = set()
    for a, b in itertools.product(left - right, right - left):
        if a.strip("~") == b.strip("~"):
            continue
        same = left - {a, _denied(b)} == right - {b, _denied(a)}
        denying = _denied(b) in left or _denied(a) in right
        if same and not (denying and (a.startswith("~") or b.startswith("~"))):
            found.add((a, b))
    return found


@settings(deadline=None, max_examples=200)
@given(terms=st.lists(TERM, min_size=2, max_size=4, unique_by=_text))
def test_substitutes_are_those_of_the_definition(terms: list[dict[str, bool]]) -> None:
    texts = [_text(term) for term in terms]
    found = qca.path_relations(texts)
    for left, right in itertools.combinations(texts, 2):
        pairs = {(i.first, i.second) for i in found.substitutes if i.terms == (left, right)}
        assert pairs == _by_definition(frozenset(left.split("*")), frozenset(right.split("*")))


@settings(deadline=None, max_examples=100)
@given(terms=st.lists(TERM, min_size=2, max_size=4, unique_by=_text))
def test_the_order_of_the_paths_changes_no_relation(terms: list[dict[str, bool]]) -> None:
    texts = [_text(term) for term in terms]
    one, other = (qca.path_relations(item, list(NAMES)) for item in (texts, texts[::-1]))
    assert {frozenset((i.first, i.second)) for i in one.substitutes} == {
        frozenset((i.first, i.second)) for i in other.substitutes
    }
    assert [(i.first, i.second) for i in one.complements] == [
        (i.first, i.second) for i in other.complements
    ]
    assert [i.condition for i in one.opposed] == [i.condition for i in other.opposed]
