"""Whatever does not fit in value and games is said, with its place."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from consilience.study import (
    GameParameter,
    Indicator,
    Proposition,
    Reading,
    SharingAct,
    Transition,
    Worth,
    problems,
    study_of,
)
from engines.study.samples import coded_study

if TYPE_CHECKING:
    from consilience.study import Record

STUDY = coded_study()
FIRM, CITY = STUDY.organisation("HW").id, STUDY.organisation("SZ").id
GAME, PROJECT = STUDY.game("G").id, STUDY.collaboration("P1").id
TRUST, VARIABLE = STUDY.indicator("trust").id, STUDY.variables[0].id


def said(*records: Record) -> set[str]:
    found = problems(study_of([*STUDY.records(), *records]))
    before = {one.key for one in problems(STUDY)}
    return {one.key.removeprefix("audit.problem.") for one in found} - {
        key.removeprefix("audit.problem.") for key in before
    }


def proposition(**fields: Any) -> Proposition:
    return Proposition(code="X", organisation_id=FIRM, kind="offer", **fields)


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (proposition(), "proposition_empty"),
        (proposition(topic="data", strength=-0.1), "proposition_negative"),
        (proposition(topic="data", partner_id=FIRM), "proposition_self"),
        (Worth(code="X", member_ids=(), amount=1), "worth_empty"),
        (Worth(code="X", member_ids=(CITY,), amount=1, low=2), "worth_outside"),
        (Worth(code="X", member_ids=(CITY, FIRM), amount=1), "worth_twice"),
        (Indicator(code="X"), "indicator_unread"),
        (Reading(indicator_id=TRUST, period="2017", value=10.5), "reading_outside"),
        (Reading(indicator_id=TRUST, period="2017", value=-1), "reading_outside"),
        (Transition(collaboration_id=PROJECT, stage="x", date="2015"), "transition_early"),
        (GameParameter(game_id=GAME, name="X", value="1", variable_id=VARIABLE), "parameter_twice"),
        (
            GameParameter(game_id=GAME, name="X", variable_id=VARIABLE, indicator_id=TRUST),
            "parameter_twice",
        ),
        (GameParameter(game_id=GAME, name="X", origin="cited"), "parameter_uncited"),
    ],
)
def test_what_does_not_fit_is_said(record: Record, key: str) -> None:
    assert said(record) == {key}


@pytest.mark.parametrize(
    "record",
    [
        proposition(topic="data", strength=0),
        dataclasses.replace(proposition(topic="data", strength=-1), kind="goal"),
        Worth(code="X", member_ids=(CITY,), amount=1, low=1, high=1),
        Reading(indicator_id=TRUST, period="2017", value=10),
        SharingAct(code="X", title="x", mode="passive", value="social"),
        Transition(collaboration_id=PROJECT, stage="x", date="2016"),
        GameParameter(game_id=GAME, name="X", origin="cited", reference="Wang 2023"),
    ],
)
def test_what_fits_is_not_said(record: Record) -> None:
    assert said(record) == set()


def test_acts_without_mode_or_type_and_collaborations_without_stage_are_counted() -> None:
    found = {one.key.removeprefix("audit.problem."): one for one in problems(STUDY)}
    assert found["act_unsorted"].values == {"count": 1, "total": 1}
    without = [one for one in STUDY.records() if not isinstance(one, Transition)]
    later = Transition(collaboration_id=PROJECT, stage="x", date="2017")
    assert "collaboration_stageless" not in found
    keys = {one.key for one in problems(study_of([*without, later]))}
    assert "audit.problem.collaboration_stageless" not in keys
