"""Steps beside and after the paths: NCA, relations, the conditional question, names of paths."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from consilience import analysis, qca
from consilience.analysis.inputs import outcome_column
from consilience.demo import demo_study
from consilience.errors import ConsilienceError
from consilience.study import Step, Study, step, study_of
from golden.studies import CUTS, run, small_study

SETTINGS: dict[str, Any] = {
    "outcome": "VALUE",
    "conditions": ["TRUST", "CONTROL", "SKILL"],
    **CUTS,
    "expectations": {"TRUST": "present", "CONTROL": "present", "SKILL": "present"},
}


def _study(*steps: Step) -> Study:
    """Return the twelve alliances with another protocol."""
    study = small_study()
    kept = [record for record in study.records() if not isinstance(record, Step)]
    return study_of([*kept, *steps])


def _said(*steps: Step) -> analysis.StudyEvidence:
    return run(_study(step(1, "calibrate", {}), *steps))[1]


def test_nca_of_both_outcomes_is_that_of_the_engine() -> None:
    said = _said(step(2, "nca", {"outcome": "VALUE", "permutations": 50, "seed": 3}))
    frame = said.memberships.complete(["CONTROL", "SKILL", "TRUST", "VALUE"])
    high, low = (item.nca for item in said.outcomes)
    assert high is not None
    assert high.to_dict() == qca.nca(frame, "VALUE", permutations=50, seed=3).to_dict()
    low_frame = frame.assign(**{"~VALUE": 1 - frame["VALUE"]}).drop(columns="VALUE")
    assert low is not None
    assert low.to_dict() == qca.nca(low_frame, "~VALUE", permutations=50, seed=3).to_dict()


@pytest.mark.parametrize(
    ("outcome", "wanted"),
    [
        ("Y", [0.0, 0.25, 1.0]),
        ("~Y", [1.0, 0.75, 0.0]),
        ("M[2]", [0.0, 1.0, 0.0]),
        ("~M[2]", [1.0, 0.0, 1.0]),
    ],
)
def test_memberships_in_an_outcome_that_is_one_literal(outcome: str, wanted: list[float]) -> None:
    frame = pd.DataFrame({"Y": [0, 0.25, 1], "M": [0, 2, 1]})
    assert outcome_column(frame, outcome).tolist() == wanted


def test_relations_are_those_of_the_first_model_of_the_leading_solution() -> None:
    said = _said(step(2, "configurations", SETTINGS), step(3, "relations", {}))
    for item in said.outcomes:
        assert item.paths is not None
        assert item.relations is not None
        assert item.relations.solution == "intermediate"
        terms = item.paths.leading.models[0].terms
        wanted = qca.path_relations(terms, SETTINGS["conditions"])
        assert item.relations.relations.to_dict() == wanted.to_dict()
    plain = {name: value for name, value in SETTINGS.items() if name != "expectations"}
    without = _said(step(2, "configurations", plain), step(3, "relations", {}))
    assert without.relations is not None
    assert {item.solution for item in without.relations.outcomes} == {"conservative"}
    assert without.relations.notes == ()


def test_ties_are_told_beside_relations() -> None:
    study = demo_study()
    again = study_of([*study.records(), step(6, "relations", {})])
    found = run(again)[1].relations
    assert found is not None
    assert [note.values for note in found.notes] == [{"outcome": "VC", "models": 6}]


def test_the_conditional_question_names_core_conditions_and_necessity() -> None:
    study = demo_study()
    again = study_of([*study.records(), step(6, "conditional", {"given": "AD"})])
    said = run(again)[1]
    high = said.outcomes[0].given
    assert high is not None
    assert high.necessity.n == 13
    needed = {fit.expression: fit for fit in high.necessity.necessity.passing}
    assert needed["CC"].inclusion == pytest.approx(0.912, abs=5e-4)
    paths = {item.term: item for item in high.paths}
    found = paths["AD*CG*RG*~CC"]
    assert (found.group, found.in_models, high.models) == ("containing", 3, 6)
    assert found.core == ("AD", "CG", "~CC")
    assert found.fit.inclusion == pytest.approx(0.943, abs=1e-3)
    assert found.fit.pri == pytest.approx(0.733, abs=5e-4)
    assert paths["JD*CG*RG*~CC"].group == "open"
    assert paths["JD*CG*RG*~CC"].sometimes_core == ("JD", "CG", "RG", "~CC")
    assert not [term for term in paths if "~AD" in term]


def test_what_is_given_may_be_a_set_that_is_no_condition_of_the_paths() -> None:
    settings = {**SETTINGS, "conditions": ["TRUST", "CONTROL"], "inclusion_cut": 0.6}
    settings["expectations"] = {"TRUST": "present"}
    settings["pri_cut"] = 0.0
    said = _said(step(2, "configurations", settings), step(3, "conditional", {"given": "SKILL"}))
    found = said.outcomes[0].given
    assert found is not None
    single = {fit.expression for fit in found.necessity.necessity.single}
    assert single == {"TRUST", "~TRUST", "CONTROL", "~CONTROL"}
    assert {item.group for item in found.paths} <= {"open"}


def test_without_a_path_to_the_negation_its_conditional_question_has_no_path() -> None:
    settings = {"outcome": "VALUE", "inclusion_cut": 0.9, "pri_cut": 0.94}
    said = _said(
        step(2, "configurations", settings),
        step(3, "relations", {}),
        step(4, "conditional", {"given": "SKILL"}),
    )
    high, low = said.outcomes
    assert high.relations is not None
    assert low.paths is not None
    assert low.given is not None
    assert (low.paths.terms, low.relations, low.given.paths) == ((), None, ())


def test_names_of_paths_stand_however_the_path_is_written() -> None:
    first = _said(step(2, "configurations", SETTINGS)).outcomes[0].paths
    assert first is not None
    term = next(item for item in first.terms if item.count("*") > 0)
    turned = "*".join(reversed(term.split("*")))
    names = {turned: {"en": "embedded contracting", "zh": "嵌入式契约"}}
    paths = _said(step(2, "configurations", {**SETTINGS, "names": names})).outcomes[0].paths
    assert paths is not None
    assert {key: (name.of("en"), name.of("zh")) for key, name in paths.names.items()} == {
        term: ("embedded contracting", "嵌入式契约")
    }
    plain = _said(step(2, "configurations", {**SETTINGS, "names": {term: "x"}})).outcomes[0].paths
    assert plain is not None
    assert plain.names[term] == analysis.PathName("x", "x")


@pytest.mark.parametrize(
    ("steps", "part"),
    [
        ([step(1, "relations", {})], "put a step configurations"),
        ([step(1, "conditional", {"given": "SKILL"})], "put a step configurations"),
        ([step(1, "configurations", {**SETTINGS, "names": {"TRUST*~SKILL*CONTROL*X": "n"}})], "X"),
        ([step(1, "configurations", {**SETTINGS, "names": {"1": "all"}})], "no solution holds"),
        (
            [step(1, "configurations", SETTINGS), step(2, "conditional", {"given": "SKIL"})],
            "did you mean SKILL",
        ),
        (
            [step(1, "configurations", SETTINGS), step(2, "conditional", {"given": "VALUE"})],
            "outcome VALUE stands in VALUE",
        ),
        (
            [
                step(1, "configurations", SETTINGS),
                step(2, "conditional", {"given": "TRUST*~CONTROL*SKILL"}),
            ],
            "nothing is left to be asked about",
        ),
        ([step(1, "nca", {"outcome": "VALUE", "ceilings": ["CE"]})], "CE-FDH"),
    ],
)
def test_what_cannot_be_asked_says_why(steps: list[Step], part: str) -> None:
    with pytest.raises(ConsilienceError) as caught:
        list(analysis.run(_study(*steps)))
    assert part in str(caught.value)


@pytest.mark.parametrize("name", ["", " ", 5, {"en": "a"}, {"en": "a", "zh": "b", "de": "c"}])
def test_a_name_is_text_or_both_languages(name: object) -> None:
    first = _said(step(2, "configurations", SETTINGS)).outcomes[0].paths
    assert first is not None
    settings = {**SETTINGS, "names": {first.terms[0]: name}}
    with pytest.raises(ConsilienceError, match="must be text, or a table"):
        list(analysis.run(_study(step(1, "configurations", settings))))


def test_a_finding_changes_with_the_paths_that_it_builds_on() -> None:
    def digest(**changes: object) -> str:
        steps = (step(1, "configurations", {**SETTINGS, **changes}), step(2, "relations", {}))
        return list(analysis.run(_study(*steps)))[1][1].input_sha256

    assert digest() == digest()
    assert digest() != digest(pri_cut=0.51)


def test_excluded_rows_and_contradictions_reach_every_solution() -> None:
    cuts = {
        "inclusion_cut": [0.9, 0.7],
        "contradictions": "positive",
        "exclude": ["TRUST*~CONTROL*~SKILL"],
    }
    said = _said(step(2, "configurations", {**SETTINGS, **cuts}))
    for item in said.outcomes:
        paths = item.paths
        assert paths is not None
        assert paths.intermediate is not None
        table = paths.truth_table
        for found in (paths.conservative, paths.parsimonious, paths.intermediate):
            expectations = SETTINGS["expectations"] if item.outcome == "VALUE" else None
            if found.solution == "intermediate" and expectations is None:
                continue
            wanted = qca.minimize(
                table,
                found.solution,
                expectations,
                exclude=["TRUST*~CONTROL*~SKILL"],
                contradictions="positive",
            )
            assert [m.terms for m in found.models] == [m.terms for m in wanted.models]


def test_rows_that_only_contradict_may_count_as_sufficient() -> None:
    cuts = {"inclusion_cut": [1.0, 0.7], "pri_cut": 0.0}
    with pytest.raises(ConsilienceError, match="no row of the truth table"):
        _said(step(2, "configurations", {**SETTINGS, **cuts}))
    said = _said(step(2, "configurations", {**SETTINGS, **cuts, "contradictions": "positive"}))
    assert said.outcomes[0].paths is not None
    assert said.outcomes[0].paths.conservative.models
