"""The plan: conditions and steps as one TOML text that people edit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilience.errors import ConsilienceError
from consilience.study import Condition, Project, read_plan, step, study_of, write_plan
from engines.study.samples import small_study

STUDY = small_study()


def test_a_plan_loads_back_but_for_ids() -> None:
    conditions, steps = read_plan(write_plan(STUDY))
    ids = {one.code: one.id for one in STUDY.conditions}
    assert tuple(replace(one, id=ids[one.code]) for one in conditions) == STUDY.conditions
    assert tuple(replace(one, id=STUDY.steps[0].id) for one in steps) == STUDY.steps


def test_what_is_left_out_has_its_default() -> None:
    text = '[[condition]]\ncode = "A"\nrole = "outcome"\nvariables = ["Q1"]\nreverse_from = 6\n'
    [found], steps = read_plan(f"{text}anchors = [1, 3, 5]\n")
    expected = Condition(
        id=found.id,
        code="A",
        role="outcome",
        variables=("Q1",),
        reverse_from=6.0,
        anchors=(1.0, 3.0, 5.0),
    )
    assert found == expected
    assert steps == ()
    assert write_plan(study_of([Project(code="P", title="t"), found])) == (
        f"{text.replace(' 6', ' 6.0')}anchors = [1.0, 3.0, 5.0]\n"
    )


def test_steps_stand_in_the_order_of_the_text() -> None:
    _, steps = read_plan('[[step]]\nkind = "b"\n[[step]]\nkind = "a"\nsettings = {x = 1}\n')
    assert [(one.position, one.kind) for one in steps] == [(1, "b"), (2, "a")]
    assert steps[1].settings == step(1, "a", {"x": 1}).settings


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[condition]", "my.toml cannot be read: "),
        ("[[conditions]]", "did you mean condition?"),
        ("condition = 3", "my.toml must hold nothing but tables with the name condition"),
        ("step = [3]", "my.toml must hold nothing but tables with the name step"),
        ('[[condition]]\nrole = "condition"\n', "condition[1]: these fields are missing"),
        ('[[condition]]\nlog_odds = "R"\n', "condition[1]: log_odds is now called profile; write"),
        ('[[condition]]\nlable = "x"\n', "condition[1] of my.toml must be one of"),
        (
            '[[condition]]\ncode = "A"\nrole = "outcome"\nvariables = "Q1"\nanchors = 3\n',
            "conditions[A].variables must be a tuple",
        ),
        (
            '[[condition]]\ncode = "A"\nrole = "outcome"\nvariables = []\nreverse_from = true\n',
            "conditions[A].reverse_from must be a finite number, got True",
        ),
    ],
)
def test_slips_in_a_plan(text: str, sentence: str) -> None:
    with pytest.raises(ConsilienceError) as caught:
        read_plan(text, "my.toml")
    assert sentence in str(caught.value)
