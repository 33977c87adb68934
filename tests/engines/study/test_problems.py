"""Every inconsistency is collected, with its place and its mend, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from consilience.study import Case, Condition, Record, Source, Study, Variable, step, study_of
from consilience.study import problems as all_problems
from engines.study.samples import cell, small_study

STUDY = small_study()
TABLE, TRUST, VALUE = STUDY.source("T"), STUDY.variable("Q1"), STUDY.variable("Q2")
CONDITION = STUDY.condition("TR")


def changed(*records: Record) -> Study:
    """The sample study with records added or put in the place of others."""
    ids = {one.id for one in records}
    return study_of([*(one for one in STUDY.records() if one.id not in ids), *records])


def test_a_sound_study_shows_only_what_it_lacks() -> None:
    sound = changed(replace(CONDITION, waves=("End",)))
    assert all_problems(sound) == ()


def test_an_empty_study_has_no_problems() -> None:
    assert all_problems(study_of([replace(STUDY.project, outcome="")])) == ()


@pytest.mark.parametrize(
    ("records", "place", "words"),
    [
        ([Case(code="C03", name="new")], "cases[C03].scores", "Case C03 has no score"),
        ([Case(code="D", name="Alliance")], "cases[A, D]", "the same name: Alliance"),
        (
            [replace(STUDY.case("A"), parent_id=STUDY.case("C01").id)],
            "cases[A].parent_id",
            "Case A lies within itself",
        ),
        (
            [Source(code="U", title="u", kind="internal", sha256="ab")],
            "sources[T, U]",
            "T, U are the same file",
        ),
        (
            [Source(code="U", title="u", kind="table")],
            "sources[U]",
            "Nothing in the study comes from",
        ),
        ([Variable(code="Q9")], "variables[Q9]", "Q9 is never scored"),
        ([replace(TRUST, minimum=9.0)], "variables[Q1]", "minimum above its maximum: 9.0, 6.0"),
        (
            [cell(STUDY.case("C01"), TRUST, TABLE, 6.5, "Middle")],
            "cases[C01].scores[Q1/Middle]",
            "is 6.5, outside 1.0 to 6.0 (source T, row 2, column Q1)",
        ),
        (
            [replace(VALUE, minimum=4.0)],
            "cases[A].scores[Q2/End]",
            "is 3.1, outside 4.0 to - (source T, row 2, column Q2_End)",
        ),
        (
            [replace(VALUE, maximum=4.0), cell(STUDY.case("A"), VALUE, TABLE, 9.0)],
            "cases[A].scores[Q2]",
            "is 9.0, outside - to 4.0",
        ),
        (
            [replace(CONDITION, variables=("Q1", "Q7"), combine="mean")],
            "conditions[TR].variables",
            "names a variable that the study does not have: Q7",
        ),
        (
            [replace(CONDITION, variables=("Q1", "Q2"))],
            "conditions[TR].variables",
            "takes 1 variable(s) for single, but names 2",
        ),
        (
            [replace(CONDITION, waves=("Fnd", "End"))],
            "conditions[TR].waves",
            "none of its variables has a score: Fnd",
        ),
        (
            [replace(CONDITION, waves=())],
            "conditions[TR]",
            "no raw value for 3 case(s): A, C01, C02",
        ),
        ([replace(CONDITION, anchors=())], "conditions[TR].anchors", "no calibration anchors"),
        ([replace(CONDITION, anchors=(1.0, 2.0))], "conditions[TR].anchors", "has 2 anchors"),
        ([replace(CONDITION, anchors=(1.0, 1.0, 2.0))], "conditions[TR].anchors", "not in order"),
        (
            [replace(CONDITION, method="thresholds", anchors=(3.0, 2.0))],
            "conditions[TR].anchors",
            "not in order: 3.0, 2.0",
        ),
        (
            [replace(CONDITION, anchors=(1.0, 2.0, 3.0, 2.5, 5.0, 6.0))],
            "conditions[TR].anchors",
            "not in order",
        ),
        (
            [replace(one, value=2.0) for one in STUDY.scores if one.column == "Q1_End"],
            "conditions[TR]",
            "the same raw value for every case: 4.0",
        ),
        (
            [replace(STUDY.condition("VC"), role="condition")],
            "project.outcome",
            "asks for the outcome VC",
        ),
        (
            [
                replace(STUDY.condition("VC"), role="condition"),
                replace(STUDY.project, outcome=""),
            ],
            "conditions",
            "No outcome is declared",
        ),
        (
            [replace(CONDITION, role="outcome"), replace(STUDY.project, outcome="")],
            "project.outcome",
            "Several outcomes are declared: TR, VC",
        ),
        (
            [step(2, "necessity", {"conditions": ["~TR", "XX"]})],
            "steps[2].settings.conditions",
            "Step 2 (necessity) names a condition or outcome that the study does not have: XX",
        ),
        (
            [step(2, "necessity", {"outcome": "V"})],
            "steps[2].settings.outcome",
            "does not have: V",
        ),
        (
            [step(2, "necessity", {"outcome": 7})],
            "steps[2].settings.outcome",
            "does not have: 7",
        ),
    ],
)
def test_each_problem_has_a_place_a_sentence_and_a_mend(
    records: list[Record], place: str, words: str
) -> None:
    found = [one for one in all_problems(changed(*records)) if one.place == place]
    hits = [one for one in found if words in one.sentence()]
    assert len(hits) == 1, [one.sentence() for one in found]
    texts: list[Any] = [hits[0].mend(), hits[0].sentence("zh"), hits[0].mend("zh")]
    assert all(texts)
    assert hits[0].sentence("zh") != hits[0].sentence()


@pytest.mark.parametrize(
    "good",
    [
        Condition(code="B", role="condition", variables=("Q1",), anchors=(5.0, 3.0, 1.0)),
        Condition(code="B", role="condition", variables=("Q1",), anchors=(1, 2, 3, 3, 4, 5)),
        Condition(code="B", role="condition", variables=("Q1",), anchors=(3, 2, 1, 5, 4, 3)),
        Condition(code="B", role="condition", variables=("Q1",), method="thresholds", anchors=(2,)),
        Condition(code="B", role="condition", variables=("Q1",), method="rubric"),
        Condition(code="B", role="condition", variables=("Q1",), method="none"),
    ],
)
def test_anchors_in_order(good: Condition) -> None:
    found = all_problems(changed(replace(good, waves=("End",))))
    assert [one for one in found if one.place == "conditions[B].anchors"] == []


def test_all_problems_come_at_once_in_a_fixed_order() -> None:
    broken = changed(
        Case(code="C03", name="Alliance"),
        Variable(code="Q9"),
        replace(CONDITION, anchors=(), variables=("Q7",), waves=("X",)),
        step(2, "necessity", {"outcome": "V", "conditions": ["W"]}),
    )
    keys = [one.key.rsplit(".", 1)[1] for one in all_problems(broken)]
    assert keys == [
        "case_name",
        "case_unscored",
        "variable_unscored",
        "anchors_absent",
        "condition_variable",
        "condition_wave",
        "condition_missing",
        "step_unknown",
        "step_unknown",
    ]
    assert all_problems(broken) == all_problems(broken)
