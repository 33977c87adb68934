"""Commands on structure and evidence of a study's codings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from consilience.cli import app
from consilience.demo.driving import driving_study
from consilience.errors import ConsilienceError
from consilience.study import create_study


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("study") / "driving.consilience"
    found = driving_study("en")
    with create_study(path, found.project) as store:
        store.put("all", [one for one in found.records() if one is not found.project])
    return path


def said(study: Path, command: str, *options: str) -> str:
    found = CliRunner().invoke(
        app, ["coding", command, str(study), *options], catch_exceptions=False
    )
    assert found.exit_code == 0
    return found.stdout


def told(study: Path, command: str, *options: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(said(study, command, *options, "--json"))
    return found


def test_structure(study: Path) -> None:
    assert "within a code of their own level count as part of it: 3" in said(study, "structure")
    nodes = told(study, "structure")["nodes"]
    assert isinstance(nodes, list)
    assert sum(node["level"] == "theme" for node in nodes) == 8


def test_evidence_shows_quotes_with_their_places(study: Path) -> None:
    found = told(study, "evidence", "--under", "joint dependence", "--quotes", "2")
    quotes = found["quotes"]
    assert isinstance(quotes, list)
    texts = {version.id: version.text for version in driving_study("en").versions}
    assert all(
        any(text[q["start"] : q["end"]] == q["text"] for text in texts.values()) for q in quotes
    )
    shown = said(study, "evidence", "--stage", "incubation")
    assert "testing the worth in a pilot" in shown


def test_matrix_and_the_quotes_of_a_cell(study: Path) -> None:
    assert "V_CH" in said(study, "matrix")
    assert "no source" in said(study, "matrix", "--rows", "case", "--columns", "kind", "--states")
    cell = ("--rows", "theme", "--columns", "stage", "--cell", "value aggregation=growth")
    found = told(study, "matrix", *cell)
    inside, quotes = found["cell"], found["quotes"]
    assert isinstance(inside, dict)
    assert isinstance(quotes, list)
    assert inside["count"] == len(quotes) == 2
    assert said(study, "matrix", *cell).startswith("present\n")


def test_replication_with_predictions(study: Path) -> None:
    options = ("--group", "sector of the lead", "--predict", "the Friday table=OEM, city operator")
    with pytest.raises(ConsilienceError):
        said(study, "replication", "--group", "sector", *options[2:])
    assert "no prediction" in said(study, "replication")


def test_chains_triangulation_and_grounding(study: Path) -> None:
    assert "→" in said(study, "chains")
    assert set(told(study, "chains")) == {"chains", "model"}
    assert "interview" in said(study, "triangulation")
    assert "one quote" in said(study, "grounding")
