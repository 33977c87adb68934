"""Survey scales on the command line: from answers to a table that an import takes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from consilience import calibration
from consilience.analysis import plain_survey
from consilience.errors import ConsilienceError
from shells.commands import run

ANSWERS = """alliance,year,q1,q2,q3,q4
A,2024,4,4,5,2
A,2024,5,4,4,1
A,2025,5,5,5,1
A,2025,4,5,5,2
B,2024,2,1,2,4
B,2024,1,2,2,5
B,2025,3,2,3,4
B,2025,2,3,2,NA
"""
SCALE = ("--scale", "trust=q1,q2,q3,q4", "--reversed", "q4", "--case", "alliance")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "survey.csv"
    path.write_text(ANSWERS, "utf-8")
    return path


def frame(table: Path) -> pd.DataFrame:
    found = pd.read_csv(table)[["q1", "q2", "q3", "q4"]].astype(float)
    return found.assign(q4=6 - found["q4"])


def test_a_scale_is_checked_as_the_engines_do(table: Path) -> None:
    words = ("survey", "scale", str(table), "--items", "q1,q2,q3,q4", "--reversed", "q4")
    code, out, _ = run(*words)
    alpha = calibration.cronbach_alpha(frame(table)).alpha
    assert code == 0
    assert f"Cronbach's alpha {alpha:.3f}" in out
    assert "average variance extracted" in out
    found = json.loads(run(*words, "--json")[1])
    assert found["reliability"]["alpha"] == pytest.approx(alpha)
    loadings = calibration.one_factor(frame(table)).loadings
    wanted = calibration.composite_reliability(loadings).composite_reliability
    assert found["composite"]["composite_reliability"] == pytest.approx(wanted)


def test_two_items_have_no_factor(table: Path) -> None:
    code, out, _ = run("survey", "scale", str(table), "--items", "q1,q2")
    assert code == 0
    assert "need at least three items" in out
    assert "average variance" not in out


def test_scores_are_means_of_people_in_each_wave(table: Path, tmp_path: Path) -> None:
    output = tmp_path / "trust.csv"
    code, out, _ = run(
        "survey", "aggregate", str(table), *SCALE, "--wave", "year", "--output", str(output)
    )
    assert code == 0
    assert "ICC(1)" in out
    written = pd.read_csv(output, index_col="case")
    people = frame(table).assign(
        case=pd.read_csv(table)["alliance"], year=pd.read_csv(table)["year"]
    )
    complete = people.dropna()
    means = complete[["q1", "q2", "q3", "q4"]].mean(axis=1)
    wanted = means.groupby([complete["case"], complete["year"]]).mean().unstack()
    assert list(written.columns) == ["trust_2024", "trust_2025"]
    assert np.allclose(written.to_numpy(), wanted.to_numpy())
    study = tmp_path / "s.consilience"
    assert run("new", str(study), "--title", "t")[0] == 0
    assert run("import", str(study), str(output))[0] == 0


def test_one_wave_and_its_json(table: Path) -> None:
    found = json.loads(run("survey", "aggregate", str(table), *SCALE, "--json")[1])
    [one] = found["scales"]
    whole = calibration.aggregate(frame(table), pd.read_csv(table)["alliance"].tolist(), points=5)
    assert calibration.Aggregation.from_dict(one["scores"]) == whole
    assert plain_survey.SurveyScores.from_dict(found).to_frame()["case"].tolist() == ["A", "B"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("scale", "--items", "q9"), "must be one of"),
        (("scale", "--items", "q1,alliance"), "alliance:2 'A'"),
        (("aggregate", "--scale", "trust", "--case", "alliance"), "trust"),
        (("aggregate", "--scale", "trust=q1,q2", "--case", "firm"), "must be one of"),
    ],
)
def test_slips_are_one_sentence(table: Path, words: tuple[str, ...], sentence: str) -> None:
    code, _, error = run("survey", words[0], str(table), *words[1:])
    assert code == 2
    assert sentence in error
    assert error.count("\n") == 1


def test_an_unknown_item_of_a_scale_is_named(table: Path) -> None:
    settings = {"low": 1, "high": 5, "reversed_items": [], "null": "uniform"}
    with pytest.raises(ConsilienceError, match="scale of survey must be one of"):
        plain_survey.survey_scores(frame(table), {"x": ["q8"]}, ["A"] * 8, settings=settings)
