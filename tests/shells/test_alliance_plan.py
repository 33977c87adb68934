"""A study with an alliance: a plan is proposed, loaded, run and reported."""

from __future__ import annotations

import json
from pathlib import Path

from consilience import analysis
from consilience.analysis.proposals import proposed_steps
from consilience.study import Study, create_study, open_study, study_of
from engines.analysis.alliances import alliance
from shells.commands import run

STUDY = alliance()
ALL = [
    "network",
    "actors",
    "boundary",
    "leader",
    "resources",
    "routines",
    "evolution",
    "scenarios",
    "strategies",
    "stages",
    "stage_fit",
]


def _without(*names: str) -> Study:
    gone = {one.id for name in names for one in getattr(STUDY, name)}
    return study_of([one for one in STUDY.records() if one.id not in gone])


def test_the_records_decide_which_steps_are_proposed() -> None:
    assert [one.kind for one in proposed_steps(STUDY)] == ALL
    rest = ("holdings", "adoptions", "ties", "participations", "incidents")
    bare = _without(*rest, "collaborations")
    assert [one.kind for one in proposed_steps(bare)] == ["network", "actors", "boundary"]
    assert proposed_steps(_without(*rest, "organisations")) == ()


def test_steps_that_are_there_are_not_proposed_again() -> None:
    study = alliance(("leader", {"size": 2}), ("network", {}))
    found = proposed_steps(study)
    assert [one.kind for one in found] == [one for one in ALL if one not in {"leader", "network"}]
    assert [one.position for one in found] == list(range(3, 1 + len(ALL)))


def test_a_proposed_plan_runs_and_is_reported(tmp_path: Path) -> None:
    path = str(tmp_path / "alliance.consilience")
    with create_study(path, STUDY.project) as store:
        store.put("alliance", [one for one in STUDY.records() if one is not STUDY.project])
    assert run("plan", path)[1].strip() == ""
    code, plan, _ = run("plan", path, "--propose")
    assert code == 0
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    assert plan == run("plan", path, "--propose", language="zh")[1]
    shown = json.loads(run("plan", path, "--propose", "--json")[1])
    assert shown["plan"].count("[[step]]") == len(ALL)
    assert run("plan", path, str(tmp_path / "plan.toml"))[0] == 0
    assert run("plan", path, "--propose")[1].count("[[step]]") == len(ALL)
    code, _, errors = run("run", path)
    assert code == 0, errors
    with open_study(path) as store:
        found = analysis.evidence(store.study()).alliance
    assert found is not None
    assert found.strategies is not None
    for language in ("en", "zh"):
        page = str(tmp_path / f"{language}.html")
        code, _, errors = run("report", path, "--output", page, "--language", language)
        assert code == 0, errors
