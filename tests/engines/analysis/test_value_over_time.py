"""The steps on synergy, the governance plan and the pipeline of projects."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from consilience import analysis, value
from consilience.analysis.proposals import proposed_steps
from consilience.errors import ConsilienceError, DataError
from consilience.study import (
    Case,
    Collaboration,
    GovernanceMeasure,
    Reading,
    Record,
    Study,
    Transition,
    study_of,
)
from engines.analysis.test_value_split import done, sentences
from engines.analysis.value_studies import READINGS, bare, readings, value_study

ALONE = {code: READINGS[code] for code in ("trust", "joint")}


def without(study: Study, *codes: str) -> Study:
    """Return a study without the steps' parts of these kinds."""
    return study_of([one for one in study.records() if type(one).__name__ not in codes])


def test_synergy_says_what_the_engines_say() -> None:
    found = done(value_study(), "synergy")
    assert found.periods == ("2019", "2020", "2021")
    assert list(found.to_frame().columns)[-2:] == ["D classic", "D corrected"]
    assert found.degrees.subsystems == ("relationship", "resource", "value")
    table = [[0.25, 0.2, 0.1], [0.55, 0.4, 0.2], [0.6, 0.8, 0.3]]
    assert found.degrees.values == pytest.approx(np.array(table))
    corrected = value.coupling(table, form="corrected").coordination
    assert found.corrected.coordination == pytest.approx(corrected)
    assert found.composite.values == pytest.approx(value.composite_synergy(table).values)
    assert found.obstacles.values == pytest.approx(value.obstacle_degrees(table).values)
    assert found.band.low[-1] <= corrected[-1] <= found.band.high[-1]
    assert found.obstacles.largest[-1] == ("value",)
    assert [one.method for one in found.largest] == ["equal", "entropy", "critic"]
    assert found.details.values.sum(axis=1) == pytest.approx(np.ones(3))
    entropy = done(value_study(), "synergy", method="entropy", base="previous")
    assert entropy.degrees.parameters["method"] == "entropy"
    assert entropy.composite.parameters["base"] == "previous"


def test_a_period_without_all_readings_is_left_out_and_said() -> None:
    holes = {**READINGS, "trust": (*READINGS["trust"][:4], (3, None, 6))}
    found = done(bare(*readings(holes)), "synergy")
    assert (found.periods, found.left_out) == (("2019", "2021"), ("2020",))
    assert "2020" in sentences(found)


def test_an_indicator_that_nobody_read_is_left_out_and_said() -> None:
    unread = {**READINGS, "trust": (*READINGS["trust"][:4], (None, None, None))}
    found = done(bare(*readings(unread)), "synergy")
    assert "trust" not in found.degrees.indicators
    assert "Without any reading" in sentences(found)


def test_no_period_with_all_readings_names_the_nearest() -> None:
    holes = {
        "a": ("one", True, 0, 9, (1, None, None)),
        "b": ("two", True, 0, 9, (None, 2, 3)),
        "c": ("two", True, 0, 9, (None, 2, 3)),
    }
    with pytest.raises(DataError, match="2020 lacks the fewest: a"):
        done(bare(*readings(holes)), "synergy")
    with pytest.raises(DataError, match="no readings"):
        done(bare(*readings({"a": ("one", True, 0, 9, (None, None, None))})), "synergy")


def test_one_period_and_one_subsystem_have_what_they_can_have() -> None:
    found = done(value_study(), "synergy", periods=["2021"], method="entropy")
    assert found.composite is None
    assert found.band is None
    assert found.corrected is not None
    assert [one.method for one in found.largest] == ["equal"]
    assert "Only one period" in sentences(found)
    alone = done(bare(*readings({"trust": READINGS["trust"]})), "synergy")
    assert alone.corrected is None
    assert alone.classic is None
    assert alone.band is None
    assert list(alone.to_frame().columns) == ["relationship"]


def test_bounds_half_given_missing_or_useless() -> None:
    table = {
        "half": ("one", True, 0, None, (1, 2, 4)),
        "none": ("two", True, None, None, (1, 3, 2)),
        "flat": ("two", True, None, None, (1, 1, 1)),
        "point": ("two", True, 2, 2, (2, 2, 2)),
    }
    found = done(bare(*readings(table)), "synergy")
    assert found.degrees.indicators == ("none", "half")
    assert found.degrees.scaled[:, 1] == pytest.approx((0.25, 0.5, 1))
    said = sentences(found)
    assert "Only one bound is given" in said
    assert "flat, point" in said
    flat = {"flat": ("one", True, None, None, (1, 1, 1))}
    with pytest.raises(DataError, match="no indicator can be scaled"):
        done(bare(*readings(flat)), "synergy")


def test_a_weighting_that_finds_no_change_is_left_out() -> None:
    still = {"a": ("one", True, 0, 9, (3, 3, 3)), "b": ("two", True, 0, 9, (1, 2, 3)),
             "c": ("one", True, 0, 9, (4, 4, 4))}  # fmt: skip
    found = done(bare(*readings(still)), "synergy")
    assert found.band is None
    assert [one.method for one in found.largest] == ["equal"]


def test_cases_stand_for_the_alliance_and_can_be_looked_at_alone() -> None:
    cases = [Case(code=code, name=code) for code in ("C1", "C2")]
    records: list[Record] = [*cases, *readings(ALONE)]
    trust = next(one for one in records if getattr(one, "code", "") == "trust")
    records = [one for one in records if getattr(one, "indicator_id", "") != trust.id]
    for case, values in zip(cases, ((2, 4), (4, 8)), strict=True):
        records += [
            Reading(indicator_id=trust.id, period=period, value=amount, case_id=case.id)
            for period, amount in zip(("2019", "2020"), values, strict=True)
        ]
    found = done(bare(*records), "synergy")
    assert found.degrees.indicators == ("joint", "trust")
    assert found.degrees.scaled[:, 1] == pytest.approx((0.3, 0.6))
    assert "mean of its cases" in sentences(found)
    alone = done(bare(*records), "synergy", case="C2", subsystems={"trust": ["trust"]})
    assert (alone.case, alone.degrees.scaled[:, 0].tolist()) == ("C2", [0.4, 0.8])


def test_periods_stand_in_their_natural_order() -> None:
    table = {"a": ("one", True, 0, 20, (1, 2, 10))}
    records = readings(table)
    named = dict(zip(("2019", "2020", "2021"), ("Q10", "Q2", "Q1"), strict=True))
    moved = [
        Reading(indicator_id=one.indicator_id, period=named[one.period], value=one.value)
        if isinstance(one, Reading)
        else one
        for one in records
    ]
    assert done(bare(*moved), "synergy").periods == ("Q1", "Q2", "Q10")


@pytest.mark.parametrize(
    "settings",
    [
        {"method": "best"},
        {"base": "last"},
        {"case": "C9"},
        {"periods": ["1999"]},
        {"periods": []},
        {"periods": 2019},
        {"subsystems": {}},
        {"subsystems": ["trust"]},
        {"subsystems": {"one": ["gold"]}},
        {"subsystems": {"one": ["trust"], "two": ["trust"]}},
        {"subsystems": {"one": []}},
        {"years": 3},
    ],
)
def test_settings_of_synergy_that_do_not_fit_get_one_sentence(settings: dict[str, Any]) -> None:
    with pytest.raises(ConsilienceError):
        done(value_study(), "synergy", **settings)


def test_indicators_without_a_subsystem_are_left_out() -> None:
    loose = {**ALONE, "loose": ("", True, 0, 9, (1, 2, 3))}
    assert "loose" in sentences(done(bare(*readings(loose)), "synergy"))
    with pytest.raises(DataError, match="no indicator with a subsystem"):
        done(bare(*readings({"loose": loose["loose"]})), "synergy")


def test_governance_says_what_the_engine_says_and_knows_its_measures() -> None:
    found = done(value_study(), "governance")
    assert found.codes == ("M1", "M2")
    assert [one.owner for one in found.plan.measures] == ["OEM", "CITY"]
    assert found.plan.completeness == pytest.approx(2 * 3 / 4 / 12)
    assert found.plan.in_force == pytest.approx(1 / 12)
    assert len(found.to_frame()) == 12
    chinese = GovernanceMeasure(
        code="M9", dimension="共建", mechanism="安全保障", trigger_zh="泄露"
    )
    assert done(bare(chinese), "governance").plan.measures[0].trigger == "泄露"
    other = GovernanceMeasure(code="M9", dimension="build", mechanism="exit")
    asked = {"mechanisms": ["exit"], "dimensions": ["build"], "weights": {"exit": 2}}
    assert done(bare(other), "governance", **asked).plan.cells[0].measures == 1
    with pytest.raises(DataError, match="exit"):
        done(bare(other), "governance")
    with pytest.raises(DataError, match="no governance measures"):
        done(bare(), "governance")
    unfit: tuple[dict[str, Any], ...] = (
        {"weights": {"luck": 1}},
        {"mechanisms": []},
        {"dimensions": 3},
        {"owner": "x"},
    )
    for wrong in unfit:
        with pytest.raises(ConsilienceError):
            done(value_study(), "governance", **wrong)


def test_the_pipeline_by_hand() -> None:
    found = done(value_study(), "pipeline")
    assert found.at == "2022-01-01"
    assert found.stages == ("discovery", "matching", "creation")
    assert found.counts == (1, 0, 2)
    assert found.without == ("old",)
    road = next(one for one in found.projects if one.collaboration == "road")
    assert (road.stage, road.skipped, road.back) == ("creation", ("matching",), False)
    first = road.stays[0]
    assert first.years == pytest.approx(2.5, abs=0.01)
    assert first.least == pytest.approx(1.5, abs=0.01)
    assert first.most == pytest.approx(2.58, abs=0.01)
    gate, last = found.gates
    assert (gate.before, gate.after, gate.entered, gate.passed) == ("discovery", "matching", 3, 2)
    assert (last.entered, last.passed) == (1, 1)
    assert gate.years == pytest.approx(1, abs=0.01)
    assert not found.to_frame().empty


def test_the_pipeline_at_a_date_and_in_another_order() -> None:
    early = done(value_study(), "pipeline", at=2019)
    assert early.counts == (2,)
    assert early.without == ("old", "pilot")
    assert early.gates == ()
    turned = done(value_study(), "pipeline", order=["creation", "matching", "discovery"])
    road = next(one for one in turned.projects if one.collaboration == "road")
    assert road.back
    assert road.skipped == ()
    assert np.isnan(turned.gates[0].years)
    assert "mostly enter" not in sentences(turned)
    more = done(value_study(), "pipeline", order=["idea", "discovery", "matching", "creation"])
    assert more.counts[0] == 0
    assert more.gates[0].entered == 0


@pytest.mark.parametrize(
    "settings",
    [
        {"at": "soon"},
        {"at": "2020-13"},
        {"at": 12},
        {"at": 1900},
        {"order": ["discovery"]},
        {"order": []},
        {"order": 3},
        {"order": ["discovery", "discovery"]},
        {"stages": ["x"]},
    ],
)
def test_settings_of_the_pipeline_that_do_not_fit(settings: dict[str, Any]) -> None:
    with pytest.raises(ConsilienceError):
        done(value_study(), "pipeline", **settings)


def test_excluded_projects_and_empty_pipelines() -> None:
    one = Collaboration(code="P", title="P", excluded="twice")
    entry = Transition(collaboration_id=one.id, stage="discovery", date="2020")
    with pytest.raises(DataError, match="entered a stage"):
        done(bare(one, entry), "pipeline")
    with pytest.raises(DataError, match="entered a stage"):
        done(bare(), "pipeline")


def test_the_plan_proposes_what_the_records_allow() -> None:
    study = value_study()
    kinds = [one.kind for one in proposed_steps(study)]
    wanted = ["match", "synergy", "split", "governance", "pipeline"]
    assert [kind for kind in kinds if kind in wanted] == wanted
    bare_kinds = [one.kind for one in proposed_steps(without(study, "Proposition", "Reading"))]
    assert "match" not in bare_kinds
    assert "synergy" not in bare_kinds
    rest = without(study, "Worth", "GovernanceMeasure", "Transition")
    assert not {"split", "governance", "pipeline"} & {one.kind for one in proposed_steps(rest)}


def test_evidence_keeps_every_match_and_the_last_split() -> None:
    study = value_study(("match", {}), ("match", {"row_capacity": 2}), ("split", {}),
                        ("split", {"rules": ["tau"]}))  # fmt: skip
    found = analysis.evidence(study_of([*study.records(), *(f for _, f in analysis.run(study))]))
    assert found.value is not None
    assert len(found.value.matches) == 2
    assert [one.rule for one in found.value.split.games[0].rules] == ["tau"]  # type: ignore[union-attr]
    assert len(found.value.results()) == 3
    assert found.stages is None
