"""What the audit says about organisations, collaborations, participations and ties."""

from __future__ import annotations

import pytest

from consilience.study import (
    Collaboration,
    Organisation,
    Participation,
    Problem,
    Project,
    Record,
    Tie,
    problems,
    study_of,
)

A, B = Organisation(code="A", name="Alpha"), Organisation(code="B", name="Beta")
P = Collaboration(code="P1", title="Road test", start_date="2018", end_date="2020")


def party(
    organisation: Organisation, start: str = "", end: str = "", of: Collaboration = P
) -> Participation:
    """A participation in the project."""
    return Participation(
        organisation_id=organisation.id, collaboration_id=of.id, start_date=start, end_date=end
    )


def found(*records: Record) -> list[Problem]:
    """The problems of a study of these records."""
    return list(problems(study_of([Project(code="S", title="Alliance"), *records])))


def test_a_sound_alliance_has_no_problem() -> None:
    tie = Tie(from_id=A.id, to_id=B.id)
    assert found(A, B, P, party(A, "2018", "2019"), party(B), tie) == []
    loud = Organisation(code="L", name="Lambda", names=("LAMBDA", "Lambda Ltd."))
    assert found(loud, B, Tie(from_id=loud.id, to_id=B.id)) == []


@pytest.mark.parametrize(
    ("records", "rule", "said"),
    [
        ((A, B, P, party(A)), "collaboration_alone", "1 of 1 collaborations"),
        ((A, B, P, party(A)), "organisation_apart", "1 of 2 organisations"),
        (
            (A, B, P, party(A, "2019-06", "2019-05"), party(B)),
            "participation_reversed",
            "A leaves P1 (2019-05) before it joins (2019-06)",
        ),
        ((A, B, P, party(A, "2021"), party(B)), "participation_outside", "outside its dates"),
        ((A, B, P, party(A, "", "2017"), party(B)), "participation_outside", "to 2017"),
        (
            (Organisation(code="A2", name="alpha"), A, Tie(from_id=A.id, to_id=A.id)),
            "organisation_twice",
            "A, A2 share the name alpha",
        ),
        ((A, Tie(from_id=A.id, to_id=A.id)), "tie_loop", "A has a tie to itself"),
        (
            (A, B, Tie(from_id=A.id, to_id=B.id, start_date="2020", end_date="2019")),
            "tie_reversed",
            "ends (2019) before it begins (2020)",
        ),
        (
            (A, B, Tie(from_id=A.id, to_id=B.id), Tie(from_id=B.id, to_id=A.id)),
            "tie_twice",
            "recorded from both ends",
        ),
    ],
)
def test_each_rule_finds_its_problem(records: tuple[Record, ...], rule: str, said: str) -> None:
    sentences = [one.sentence() for one in found(*records) if one.rule == rule]
    assert len(sentences) == 1
    assert said in sentences[0]


def test_a_collaboration_says_how_many_take_part() -> None:
    wrong = Collaboration(code="P2", title="Map", size=3, start_date="2020", end_date="2019")
    parties = [party(one, of=wrong) for one in (A, B)]
    rules = [one.rule for one in found(A, B, wrong, *parties)]
    assert rules == ["collaboration_reversed", "collaboration_size"]


def test_an_excluded_collaboration_may_have_no_party() -> None:
    assert found(Collaboration(code="P3", title="Talk", excluded="no cooperation")) == []


def test_ties_in_both_directions_are_two_ties() -> None:
    there = Tie(from_id=A.id, to_id=B.id, directed=True)
    back = Tie(from_id=B.id, to_id=A.id, directed=True)
    assert found(A, B, there, back) == []
