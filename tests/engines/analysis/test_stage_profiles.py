"""The step that says in which stage of a process model a case, or the alliance, is."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from consilience import analysis
from consilience.errors import ConsilienceError
from consilience.study import Case, Incident, Project, Reading, Study
from engines.analysis.histories import act, add, coded, done, planned, read
from golden.studies import small_study

GROWTH = {"incubation": ["a"], "growth": ["b", "c"], "maturity": ["d"]}


def shared(*modes: str, **settings: Any) -> Study:
    """Return acts of the modes, each a year later, of two cases in turn."""
    acts = [
        act(f"A{n}", mode, "social", str(2001 + n), case_id="AB"[n % 2])
        for n, mode in enumerate(modes)
    ]
    cases = [Case(id=code, code=code, name=code) for code in "AB"]
    asked = ("stage_fit", {"from": "acts", **settings})
    return planned([Project(code="P", title="Shared"), *cases, *acts], (asked,))


def measured(settings: dict[str, Any], *records: Any) -> Study:
    asked = ("stage_fit", {"from": "readings", **settings})
    return planned([Project(code="P", title="Read"), *records], (asked,))


def ideal(**profiles: Any) -> list[dict[str, Any]]:
    return [{"stage": stage, "profile": own} for stage, own in profiles.items()]


def diagnoses(study: Study) -> dict[str, tuple[str, tuple[str, ...]]]:
    (found,) = done(study).fits
    return {one.case: (one.state, one.stages) for one in found.fit.diagnoses}


def test_ideal_profiles_have_membership_one_and_halfway_ones_are_ambiguous() -> None:
    (found,) = done(shared("passive", "proactive", "passive", "passive")).fits
    assert found.fit.cases == ("*", "A", "B")
    assert found.fit.membership[1].tolist()[0] == 1
    said = {one.case: (one.state, one.stages) for one in found.fit.diagnoses}
    assert said["A"] == ("clear", ("passive",))
    assert said["B"] == ("ambiguous", ("passive", "proactive"))
    assert found.model == "sharing"


@pytest.mark.parametrize("mode", ["passive", "proactive", "leading"])
def test_acts_of_one_mode_only_are_wholly_in_it(mode: str) -> None:
    (found,) = done(shared(mode, mode, rows="period")).fits
    assert found.fit.cases == ("2001", "2002")
    assert found.fit.membership.max(axis=1).tolist() == [1, 1]
    assert {one.stages for one in found.fit.diagnoses} == {(mode,)}


def test_parts_are_shares_with_the_acts_that_they_rest_on() -> None:
    (found,) = done(shared("passive", "leading", "passive", "")).fits
    whole = {part.item: part for part in found.parts if part.row == "*"}
    assert whole["passive"].records == ("A0", "A2")
    assert whole["passive"].value == pytest.approx(2 / 3)
    assert (whole["proactive"].value, whole["proactive"].records) == (0, ())
    assert whole["leading"].stage == "leading"
    assert sum(part.value for part in whole.values()) == pytest.approx(1)


def test_events_of_resource_action_need_no_settings_but_undated_acts_have_no_period() -> None:
    events = [
        Incident(code=f"E{n}", title="x", date=date, dimension=kind)
        for n, (date, kind) in enumerate(
            [("2001", "collocation"), ("2002", "integration"), ("2002-05", "integration"),
             ("2003", "other")]
        )
    ]  # fmt: skip
    asked = ("stage_fit", {"from": "incidents", "rows": "period"})
    study = planned([Project(code="P", title="Acts"), *events], (asked,))
    assert diagnoses(study) == {
        "2001": ("clear", ("collocation",)), "2002": ("clear", ("integration",)),
    }  # fmt: skip
    (found,) = done(study).fits
    assert [(one.row, one.next_stage) for one in found.weakest] == [
        ("2001", "integration"), ("2002", "reconstruction"),
    ]  # fmt: skip
    undated = add(shared("leading", rows="period"), act("X", "passive", "social"))
    assert diagnoses(undated) == {"2001": ("clear", ("leading",))}


def test_events_may_speak_for_the_stages_of_another_model() -> None:
    events = [
        Incident(code=f"E{n}", title="x", date="2001", dimension=kind)
        for n, kind in enumerate(["pilot", "contract", "law"])
    ]
    items = {"incubation": ["pilot"], "growth": ["contract", "law"], "maturity": ["maturity"]}
    asked = ("stage_fit", {"from": "incidents", "model": "growth", "items": items})
    (found,) = done(planned([Project(code="P", title="E"), *events], (asked,))).fits
    frame = found.to_frame()
    assert frame.loc["*", "diagnosis"] == "growth"
    assert [part.stage for part in found.parts] == ["incubation", "growth", "growth", "maturity"]


def test_readings_stand_on_their_scales_and_the_least_item_of_the_next_stage_is_named() -> None:
    records = [
        *read("a", 9, low=0, high=10), *read("b", 2, low=0, high=10, rising=False),
        *read("c", 1, low=0, high=10), *read("d", 0, low=0, high=10),
    ]  # fmt: skip
    study = measured({"model": "growth", "items": GROWTH}, *records)
    (found,) = done(study).fits
    assert {part.item: round(part.value, 3) for part in found.parts} == {
        "a": 0.9, "b": 0.8, "c": 0.1, "d": 0,
    }  # fmt: skip
    assert [(one.row, one.next_stage, one.items) for one in found.weakest] == [
        ("*", "growth", ("c",))
    ]
    assert found.parts[0].records == (study.readings[0].id,)


def test_cases_have_their_latest_reading_and_periods_those_of_the_whole() -> None:
    case = Case(id="A", code="A", name="A")
    own = read("a", 2, 8, low=0, high=10, case_id="A")
    whole = [*read("b", 5, 0, 10), *read("c", 5, 0, 10), *read("d", 5, 0, 10)]
    whole.append(Reading(indicator_id=whole[0].id, period="2009", value=3, case_id="A"))
    items = {"incubation": ["b"], "growth": ["c"], "maturity": ["d"]}
    study = measured({"model": "growth", "items": items, "rows": "period"}, case, *own, *whole)
    (found,) = done(study).fits
    assert found.fit.cases == ("2001", "2002", "2003")
    assert [one.state for one in found.fit.diagnoses] == ["ambiguous"] * 3
    ideals = ideal(low={"a": 0}, high={"a": 1})
    (found,) = done(measured({"ideals": ideals}, case, *own)).fits
    assert found.fit.membership.round(2).tolist() == [[0.2, 0.8]]
    assert found.model == ""
    assert found.fit.cases == ("A",)


def test_observed_readings_are_the_scale_where_none_is_given() -> None:
    ideals = ideal(low={"a": 0}, high={"a": 1})
    (found,) = done(measured({"ideals": ideals, "rows": "period"}, *read("a", 4, 5, 6))).fits
    assert [part.value for part in found.parts] == [0, 0.5, 1]
    assert [one.state for one in found.fit.diagnoses] == ["clear", "ambiguous", "clear"]
    assert found.weakest[0].items == ("a",)


def test_rows_that_lack_an_item_are_left_out_and_told() -> None:
    records = [*read("a", 1, 2), *read("b", 1, None, 3)]
    ideals = ideal(low={"a": 0, "b": 0}, high={"a": 1, "b": 1})
    (found,) = done(measured({"ideals": ideals, "rows": "period"}, *records)).fits
    assert (found.fit.cases, found.left_out) == (("2001",), ("2002", "2003"))
    assert {part.row for part in found.parts} == {"2001"}
    assert list(found.notes[-1].values["rows"]) == ["2002", "2003"]


def test_codings_for_a_code_or_those_within_it_are_counted_by_case() -> None:
    told = (("ask", "early", "for"), ("ask", "early", "against"), ("leading", "late", ""))
    items = {"assessment": ["identify"], "bridging": ["create"], "aggregation": ["leading"]}
    asked = ("stage_fit", {"from": "codings", "model": "value", "items": items})
    (found,) = done(coded(*told, steps=(asked,))).fits
    assert {part.item: (part.value, len(part.records)) for part in found.parts} == {
        "identify": (0.5, 1), "create": (0, 0), "leading": (0.5, 1),
    }  # fmt: skip
    assert found.fit.diagnoses[0].stages == ("assessment", "aggregation")


def test_memberships_of_the_study_are_taken_by_case() -> None:
    study = small_study()
    codes = [one.code for one in study.conditions][:2]
    ideals = ideal(first={codes[0]: 1, codes[1]: 0}, second={codes[0]: 0, codes[1]: 1})
    asked = planned(
        [one for one in study.records() if type(one).__name__ not in {"Step", "Finding"}],
        (("stage_fit", {"from": "memberships", "ideals": ideals}),),
    )
    (found,) = done(asked).fits
    known = analysis.memberships(study).to_frame()
    assert found.fit.cases[0] == "*"
    for part in found.parts:
        column = known[part.item]
        wanted = column.mean() if part.row == "*" else column[part.row]
        assert part.value == pytest.approx(wanted)
    assert np.isfinite(found.fit.membership).all()


@pytest.mark.parametrize(
    "settings",
    [
        {"from": "dreams"}, {"model": "life"}, {"rows": "year"}, {"ambiguous": 2},
        {"ambiguous": "wide"}, {"items": {"passive": ["passive"]}}, {"items": ["passive"]},
        {"model": "growth", "items": {"incubation": ["x"], "growth": ["leading"],
                                      "maturity": ["passive"]}},
        {"model": "growth", "items": {"incubation": ["passive"], "growth": ["passive"],
                                      "maturity": ["leading"]}},
        {"model": "growth", "items": {"incubation": [], "growth": ["passive"],
                                      "maturity": ["leading"]}},
        {"ideals": []}, {"ideals": {"a": {"leading": 1}}}, {"ideals": ["a"]},
        {"ideals": [{"stage": "a"}]}, {"ideals": ideal(a={})}, {"ideals": ideal(a=3)},
        {"ideals": ideal(a={"leading": 1}, b={"passive": 1})},
        {"ideals": ideal(a={"leading": 1}) * 2},
        {"ideals": ideal(a={"leading": 2})}, {"ideals": ideal(a={"leading": "high"})},
        {"ideals": ideal(a={"x": 1})}, {"ideals": ideal(a={"leading": 1}), "model": "sharing"},
        {"ideals": ideal(a={"leading": 1}), "items": {}},
        {"from": "memberships", "rows": "period"}, {"from": "memberships"},
        {"from": "readings", "model": "growth"}, {"from": "readings"}, {"from": "incidents"},
        {"from": "readings", "model": "growth", "items": GROWTH},
        {"from": "codings", "model": "growth", "items": GROWTH},
    ],
)  # fmt: skip
def test_bad_settings_are_refused_in_one_sentence(settings: dict[str, Any]) -> None:
    with pytest.raises(ConsilienceError) as caught:
        done(shared("passive", "leading", **settings))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("records", "said"),
    [
        (read("a", 3, 3), "has no scale"),
        (read("a", 3, 12, low=0, high=10), "lies outside of its scale"),
        (read("a"), "finds nothing of a"),
        ([*read("a", 1, None), *read("b", None, 2)], "all items are told"),
    ],
)
def test_readings_that_tell_nothing_are_refused(records: list[Any], said: str) -> None:
    codes = [one.code for one in records if hasattr(one, "code")]
    ideals = ideal(low=dict.fromkeys(codes, 0), high=dict.fromkeys(codes, 1))
    for one in records[:]:
        if hasattr(one, "code") and len(codes) == 2:
            object.__setattr__(one, "low", 0.0)
            object.__setattr__(one, "high", 5.0)
    with pytest.raises(ConsilienceError, match=said):
        done(measured({"ideals": ideals, "rows": "period"}, *records))


def test_findings_go_to_json_and_back() -> None:
    ((_, finding),) = analysis.run(shared("passive", "leading"))
    again = analysis.StageFitFinding.from_dict(json.loads(finding.result_json))
    assert again.to_dict() == json.loads(finding.result_json)
    assert again.references == ("doty1993",)
