"""Steps from the paths to single cases: which to study, and the nearest path of one."""

from __future__ import annotations

from typing import Any

import pytest

from consilience import analysis, qca
from consilience.errors import ConsilienceError
from consilience.study import Step, Study, step, study_of
from golden.studies import CUTS, NAMES, run, small_study

PATHS = step(
    1,
    "recipe",
    {
        "outcome": "VALUE",
        "conditions": list(NAMES[:3]),
        **CUTS,
        "expectations": dict.fromkeys(NAMES[:3], "present"),
        "without": ["nca", "robustness", "regression"],
    },
)


def _study(*steps: Step) -> Study:
    kept = [record for record in small_study().records() if not isinstance(record, Step)]
    return study_of([*kept, PATHS, *steps])


def test_cases_are_those_of_the_engine_for_both_outcomes() -> None:
    said = run(_study(step(2, "cases", {})))[1]
    for item in said.outcomes:
        assert item.paths is not None
        assert item.selected is not None
        terms = item.paths.leading.models[0].terms
        assert [found.kind for found in item.selected.selections] == [
            "typical",
            "deviant consistency",
            "deviant coverage",
            "typical-deviant consistency",
            "typical-irrelevant",
        ]
        for found in item.selected.selections:
            wanted = qca.case_pairs(
                item.paths.truth_table,
                terms,
                kind=found.kind,  # type: ignore[arg-type]  # (a kind that the engine gave)
                most=2,
            )
            assert found.to_dict() == wanted.to_dict()


def test_cases_of_chosen_kinds() -> None:
    said = run(_study(step(2, "cases", {"kinds": ["typical-typical"], "most": 1})))[1]
    assert said.cases is not None
    (only,) = said.cases.outcomes[0].selections
    assert only.kind == "typical-typical"
    assert {item.rank for item in only.selections} <= {1}


def test_the_nearest_path_of_a_case_and_its_stability() -> None:
    settings: dict[str, Any] = {"case": "C9", "fixed": ["SKILL"], "costs": {"TRUST": 2.0}}
    said = run(_study(step(2, "nearest", {**settings, "resamples": 30, "seed": 4})))[1]
    found, paths = said.nearest, said.outcomes[0].paths
    assert found is not None
    assert paths is not None
    terms = paths.leading.models[0].terms
    wanted = qca.nearest_path(paths.truth_table, terms, "C9", fixed=["SKILL"], costs={"TRUST": 2.0})
    assert found.nearest.to_dict() == wanted.to_dict()
    assert found.stability is not None
    assert (found.stability.resamples, found.stability.parameters["seed"]) == (30, 4)
    assert {item.term for item in found.stability.paths} == set(wanted.nearest)


def test_without_resamples_and_for_a_new_case() -> None:
    new = {"TRUST": 0.2, "CONTROL": 0.9, "SKILL": 0.3}
    found = run(_study(step(2, "nearest", {"case": new, "resamples": 0})))[1].nearest
    assert found is not None
    assert (found.nearest.case, found.stability) == (None, None)
    assert found.nearest.nearest


@pytest.mark.parametrize(
    ("kind", "settings", "part"),
    [
        ("cases", {"kinds": ["typicl"]}, "did you mean typical"),
        ("cases", {"kinds": []}, "kinds of cases"),
        ("cases", {"most": 0}, "most"),
        ("nearest", {}, "needs the setting case"),
        ("nearest", {"case": "C99"}, "C99"),
        ("nearest", {"case": "C1", "resamples": -1}, "resamples of nearest"),
        ("nearest", {"case": "C1", "fixed": ["TRST"]}, "did you mean TRUST"),
    ],
)
def test_what_cannot_be_asked_says_why(kind: str, settings: dict[str, Any], part: str) -> None:
    with pytest.raises(ConsilienceError) as caught:
        list(analysis.run(_study(step(2, kind, settings))))
    assert part in str(caught.value)
