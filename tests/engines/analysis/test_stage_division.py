"""The step that divides a history by its dated events."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from typing import Any

import pytest

from consilience import analysis
from consilience.analysis.proposals import proposed_steps
from consilience.analysis.stage_material import StageMaterial
from consilience.analysis.stage_told import told_stages
from consilience.errors import ConsilienceError, DataError, UnknownNameError
from consilience.study import Case, Incident, Project, Reading, Stage, study_of
from engines.analysis.histories import (
    THREE,
    add,
    coded,
    done,
    planned,
    printed,
    read,
    sharp,
    stages_of,
)


def keys(found: Any) -> list[str]:
    return [note.key for note in found.notes]


def test_a_published_history_gets_no_sharp_boundary_and_its_overlap_is_flagged() -> None:
    (found,) = done(printed(("stages", {"level": "stage", "runs": 0}))).divisions
    assert found.segmentation.stages == 3
    assert [one.state for one in found.segmentation.boundaries] == ["undetermined"] * 2
    assert [one.inside for one in found.boundaries] == [True, True]
    assert found.overlaps is not None
    assert [(one.first, one.second, one.low, one.high) for one in found.overlaps.found] == [
        ("networking", "ecology", 2016, 2018)
    ]
    assert keys(found).count("stages.note.undetermined") == 2
    assert "stages.note.circular" in keys(found)  # the stages were known when it was coded
    assert found.names == ("basic", "networking", "ecology")


def test_sharp_stages_are_located_and_held_against_those_told() -> None:
    (found,) = done(sharp(("stages", {}))).divisions
    assert [one.modes for one in found.segmentation.boundaries] == [(2005,), (2009,)]
    held = [(t.stage, t.year, t.boundary, t.inside) for t in found.boundaries]
    assert held == [("middle", 2005, 2, True), ("late", 2009, 3, True)]
    assert found.boundaries[0].probability == found.segmentation.boundaries[0].probability
    assert keys(found) == []
    assert found.overlaps is not None
    assert found.overlaps.found == ()
    assert found.plan is not None
    assert list(found.plan.parameters["starts"]) == [2005, 2009]
    assert found.plan.parameters["dimensions"] == 1


def test_stages_told_elsewhere_are_outside() -> None:
    wrong = (("early", "2001", "2006"), ("middle", "2007", "2008"), ("late", "2009", ""))
    study = sharp(("stages", {"runs": 0}))
    moved = study_of(
        [*(r for r in study.records() if not isinstance(r, Stage)), *stages_of(*wrong)]
    )
    (found,) = done(moved).divisions
    assert [one.inside for one in found.boundaries] == [False, True]
    assert found.boundaries[0].probability < 0.01


def test_another_number_of_stages_than_told_has_no_names_but_is_held_against_them() -> None:
    (found,) = done(sharp(("stages", {"stages": 2, "runs": 0}))).divisions
    assert found.names == ()
    assert found.plan is None
    assert {one.boundary for one in found.boundaries} == {2}
    assert found.parameters["stages"] == 2


def test_without_stages_the_most_probable_number_is_taken() -> None:
    study = sharp(("stages", {"runs": 2, "seed": 7}))
    bare = study_of(one for one in study.records() if not isinstance(one, Stage))
    (found,) = done(bare).divisions
    assert found.segmentation.stages == 3
    assert (found.told, found.boundaries, found.overlaps, found.names) == ((), (), None, ())
    assert found.plan is not None
    assert list(found.plan.parameters["starts"]) == [2005, 2009]
    assert found.plan.parameters["seed"] == 7


@pytest.mark.parametrize("count", [1, 4])
def test_events_of_one_year_are_one_stage(count: int) -> None:
    events = [
        Incident(code=f"E{n}", title="x", date=f"2016-0{n + 1}", dimension="a")
        for n in range(count)
    ]
    study = planned([Project(code="P", title="One"), *events], (("stages", {}),))
    (found,) = done(study).divisions
    assert (found.segmentation.stages, found.boundaries, found.plan) == (1, (), None)
    assert found.segmentation.years == (2016,)


def test_one_event_within_told_stages_says_nothing_of_them() -> None:
    event = Incident(code="E", title="x", date="2006", dimension="a")
    study = planned(
        [Project(code="P", title="One"), *stages_of(*THREE), event], (("stages", {"runs": 0}),)
    )
    (found,) = done(study).divisions
    assert [one.state for one in found.segmentation.boundaries] == ["undetermined"] * 2
    assert found.segmentation.years == tuple(range(2001, 2013))


def test_more_told_stages_than_years_are_not_asked_for() -> None:
    stages = stages_of(("a", "2016-01", "2016-03"), ("b", "2016-04", ""))
    event = Incident(code="E", title="x", date="2016", dimension="a")
    study = planned([Project(code="P", title="One"), *stages, event], (("stages", {}),))
    (found,) = done(study).divisions
    assert (found.segmentation.stages, found.plan) == (1, None)


def test_dimensions_and_a_case_choose_events() -> None:
    study = add(
        sharp(("stages", {"dimensions": ["search", "build"], "runs": 0})),
        Case(id="A", code="A", name="lead"),
        Case(id="B", code="B", name="partner", parent_id="A"),
        Incident(code="X1", title="x", date="2003", dimension="other", case_id="B"),
        Incident(code="X2", title="x", date="2006", dimension="search", case_id="A"),
    )
    (found,) = done(study).divisions
    assert {event.dimension for event in found.events} == {"search", "build"}
    assert found.to_frame()["incident"].tolist() == [event.incident for event in found.events]
    (own,) = done(planned(list(study.records())[:-1], (("stages", {"case": "A"}),))).divisions
    assert [event.incident for event in own.events] == ["X1", "X2"]


def test_themes_of_quotes_are_counted_within_dimensions_and_silent_events_are_told() -> None:
    told = (("ask", "early", "for"), ("leading", "late", "for"))
    study = coded(*told, steps=(("stages", {"level": "theme", "runs": 0}),))
    quotes = [one.id for one in study.codings]
    events = [
        Incident(code="E1", title="x", date="2002", dimension="a", coding_id=quotes[0]),
        Incident(code="E2", title="x", date="2010", dimension="a", coding_id=quotes[1]),
        Incident(code="E3", title="x", date="2011", dimension="a"),
    ]
    (found,) = done(add(study, *events)).divisions
    assert [event.level for event in found.events] == ["identify", "leading", ""]
    assert [event.incident for event in found.counted] == ["E1", "E2"]
    assert list(found.notes[-1].values["events"]) == ["E3"]
    concepts = coded(*told, steps=(("stages", {"level": "concept", "runs": 0}),))
    quotes = [one.id for one in concepts.codings]
    only = Incident(code="E1", title="x", date="2002", dimension="a", coding_id=quotes[1])
    with pytest.raises(DataError, match="no incident whose concept is told"):
        done(add(concepts, only))


@pytest.mark.parametrize(
    ("other", "named"),
    [
        (("matrix", {"rows": "dimension", "columns": "stage"}), ("sensing", "sharing")),
        (("matrix", {"rows": "stage", "columns": "theme"}), ("sensing", "sharing")),
        (("matrix", {"rows": "code", "columns": "stage"}), ("sensing", "sharing")),
        (("capabilities", {"codes": ["leading"]}), ("sharing",)),
        (("capabilities", {}), ("sensing", "sharing")),
        (("matrix", {"rows": "theme", "columns": "case"}), ()),
        (("matrix", {"rows": "coder", "columns": "stage"}), ()),
    ],
)
def test_what_divides_stages_and_is_compared_across_them_is_named(
    other: Any, named: tuple[str, ...]
) -> None:
    told = (("ask", "early", "for"), ("leading", "late", "for"), ("leading", "middle", "for"))
    study = coded(*told, steps=(("stages", {"runs": 0}), other))
    events = [
        Incident(code="E1", title="x", date="2002", dimension="sensing"),
        Incident(code="E2", title="x", date="2010", dimension="sharing"),
    ]
    whole = StageMaterial(add(study, *events))
    found: Any = analysis.STEP_KINDS["stages"].do(whole, {"runs": 0})
    assert found.compared == named
    assert ("stage_steps.note.compared" in keys(found)) == bool(named)
    assert bool(whole.comparing) == ("stage" in str(other) or other[0] == "capabilities")


def test_series_of_indicators_are_divided_with_all_ties() -> None:
    series = read("income", *[1, 1, 1, 1, 5, 5, 5, 5, 9, 9, 9, 9])
    (found,) = done(add(sharp(("stages", {"runs": 0})), *series)).divisions
    assert found.series is not None
    assert found.series.partition.starts == ((0, 4, 8),)
    assert found.series.to_frame()["first"].tolist() == ["2001", "2005", "2009"]
    assert found.series.segmentation is not None
    assert [one.modes for one in found.series.segmentation.boundaries] == [(2005,), (2009,)]
    asked = ("stages", {"runs": 0, "indicators": ["up"], "stages": 2})
    (tied,) = done(add(sharp(asked), *read("up", 0, 1, 2))).divisions
    assert tied.series is not None
    assert tied.series.partition.starts == ((0, 1), (0, 2))
    assert "stages.note.tied" in keys(tied)


@pytest.mark.parametrize("period", ["Q1", "flat"])
def test_periods_that_are_no_years_and_indicators_that_never_change_have_ties_only(
    period: str,
) -> None:
    series = read("a", *([1.0] * 5 if period == "flat" else [1.0, 1, 5, 5, 9]))
    if period == "Q1":
        series = [
            dataclasses.replace(one, period=f"{one.period}Q1") if isinstance(one, Reading) else one
            for one in series
        ]
    (found,) = done(add(sharp(("stages", {"runs": 0})), *series)).divisions
    assert found.series is not None
    assert found.series.segmentation is None
    assert len(found.series.partition.starts) >= 1


def test_slips_of_coders_widen_the_intervals_and_enter_the_planning_table() -> None:
    study = sharp(("stages", {"agreement": 0.3, "runs": 1}), ("stages", {"runs": 0}), each=2)
    loose, tight = done(study).divisions
    widths = [
        sum(len(one.years) for one in found.segmentation.boundaries) for found in (loose, tight)
    ]
    assert widths[0] > widths[1]
    assert loose.plan is not None
    kept = {round(row.agreement, 6) for row in loose.plan.rows}
    assert kept == {0.8, 0.5, 0.3}


def test_periods_without_a_reading_are_left_out_and_told() -> None:
    both = [*read("a", 1, 2, 3, 9, 9, 9), *read("b", 1, None, 1, 5, 5, 5)]
    case = Case(id="A", code="A", name="A")
    other = read("c", 7, 7, 7, case_id="A")  # not of the whole alliance
    (found,) = done(add(sharp(("stages", {"runs": 0})), *both, case, *other)).divisions
    assert found.series is not None
    assert found.series.partition.periods == ("2001", "2003", "2004", "2005", "2006")
    assert list(found.notes[-1].values["periods"]) == ["2002"]
    few = add(sharp(("stages", {"runs": 0})), *read("a", 1, 2))
    assert done(few).divisions[0].series is None
    with pytest.raises(DataError, match="only 2 period"):
        done(add(sharp(("stages", {"indicators": ["a"]})), *read("a", 1, 2)))


@pytest.mark.parametrize(
    "settings",
    [
        {"dimensions": ["nothing"]}, {"dimensions": []}, {"case": "X"},
        {"level": "year"}, {"stages": 0}, {"stages": 99}, {"stages": "two"}, {"most_stages": 0},
        {"span": [2005, 2001]}, {"span": [2001]}, {"span": "2001"}, {"span": [2005, 2012]},
        {"credible": 1}, {"credible": "much"}, {"agreement": 0}, {"agreement": "good"},
        {"indicators": ["x"]}, {"runs": -1},
        {"runs": "many"}, {"seed": -1}, {"level": "theme"}, {"level": "stage"},
    ],
)  # fmt: skip
def test_bad_settings_are_refused_in_one_sentence(settings: dict[str, Any]) -> None:
    with pytest.raises(ConsilienceError) as caught:
        list(analysis.run(sharp(("stages", settings))))
    assert "\n" not in str(caught.value)


def test_a_setting_of_another_step_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="settings of stages"):
        list(analysis.run(sharp(("stages", {"model": "growth"}))))


def test_without_events_there_is_one_sentence() -> None:
    study = planned([Project(code="P", title="None")], (("stages", {}),))
    with pytest.raises(DataError, match="no incident"):
        list(analysis.run(study))


def test_findings_go_to_json_and_back_and_do_not_change() -> None:
    study = add(sharp(("stages", {"runs": 1})), *read("a", *range(12)))
    first, second = list(analysis.run(study)), list(analysis.run(study))
    assert first == second
    again = analysis.StagesFinding.from_dict(json.loads(first[0][1].result_json))
    assert again.to_dict() == json.loads(first[0][1].result_json)
    assert again.references


def test_the_hash_changes_with_an_event_and_with_what_is_compared() -> None:
    study = sharp(("stages", {}))
    first = StageMaterial(study).sha256
    assert StageMaterial(study_of(study.records())).sha256 == first
    assert StageMaterial(study_of(list(study.records())[:-2])).sha256 != first
    more = sharp(("stages", {}), ("capabilities", {}))
    assert StageMaterial(more).sha256 != first


def test_a_stage_that_ends_within_the_year_of_the_next_does_not_overlap_it() -> None:
    stages = stages_of(
        ("a", "2010-03", "2012-05"), ("b", "2012-06", "2012-09"), ("c", "2012-10", "")
    )
    told = told_stages(study_of([Project(code="P", title="Dates"), *stages]))
    assert [(one.first, one.last) for one in told] == [(2010, 2011), (2012, 2012), (2012, None)]
    together = stages_of(("a", "2010", "2012-07"), ("b", "2012-06", "2013"), ("c", "", ""))
    told = told_stages(study_of([Project(code="P", title="Dates"), *together]))
    assert [(one.first, one.last) for one in told] == [(2010, 2012), (2012, 2013)]


def test_stages_are_taken_as_they_begin_whatever_their_position() -> None:
    turned = [dataclasses.replace(one, position=9 - one.position) for one in stages_of(*THREE)]
    kept = [one for one in sharp(("stages", {"runs": 1})).records() if not isinstance(one, Stage)]
    (found,) = done(study_of([*kept, *turned])).divisions
    assert found.names == ("early", "middle", "late")
    assert [one.inside for one in found.boundaries] == [True, True]
    assert found.plan is not None


def test_the_records_call_for_steps() -> None:
    assert [one.kind for one in proposed_steps(sharp())] == ["stages"]
    assert [one.kind for one in proposed_steps(coded(("ask", "early", "for")))] == ["capabilities"]
    assert not proposed_steps(coded(("ask", "", "for")))
    one_year = [Incident(code=n, title="x", date="2016", dimension=n) for n in ("a", "integration")]
    study = planned([Project(code="P", title="Y"), *one_year], ())
    asked = [(one.kind, one.settings) for one in proposed_steps(study)]
    assert asked == [("stage_fit", {"from": "incidents", "rows": "period"})]


@pytest.mark.slow
def test_the_order_of_hashing_does_not_matter() -> None:
    code = (
        "from engines.analysis.histories import *; from consilience import analysis;"
        "acts = [act(f'A{n}', m, 'social', '2003') for n, m in enumerate(('passive', 'leading'))];"
        "asked = ('stages', {'runs': 1}), ('sharing', {}), ('stage_fit', {'from': 'acts'});"
        "s = add(sharp(*asked), *read('a', *range(12)), *acts);"
        "print([f.result_json for _, f in analysis.run(s)])"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert said[0] == said[1]
    assert "2005" in said[0]
