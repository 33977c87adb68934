"""Checking a study and its manuscript from the command: example, claim, cite, check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from consilience import workflow
from consilience.errors import ConsilienceError, DataError, StudyError, UnknownNameError
from consilience.study import Project, Source, create_study, open_study
from shells.commands import consilience

MANUSCRIPT = """# 数据
受访者J11介绍了背景。我们还访谈了用户（T_BK1；B_CY1）。
“联盟要靠规则。”（J11）
"""


@pytest.fixture
def example(tmp_path: Path) -> Path:
    path = tmp_path / "cloud12.consilience"
    assert consilience("example", "cloud12", path, folder=tmp_path).returncode == 0
    return path


def answer(*arguments: str | Path, folder: Path) -> Any:
    """The JSON answer of a command that succeeds."""
    done = consilience(*arguments, "--json", folder=folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_facts_of_the_printed_study_are_checked(example: Path, tmp_path: Path) -> None:
    found = answer("check", example, folder=tmp_path)
    assert (found["errors"], found["warnings"]) == (9, 6)
    rules = [one["rule"] for one in found["problems"]]
    assert rules.count("citation_unregistered") == 7
    assert [one["title"] for one in found["groups"]] == [
        "Codebook",
        "Numbers in the manuscript",
        "Citations in the manuscript",
        "Sources",
        "Cases",
    ]
    shown = consilience("check", example, folder=tmp_path).stdout
    assert "Citations in the manuscript: 7 errors, 0 warnings" in shown
    assert shown.count("Correct the manuscript or the register") == 1
    assert shown.endswith("15 problems: 9 errors, 6 warnings\n")
    chinese = consilience("check", example, folder=tmp_path, language="zh").stdout
    assert chinese.endswith("共 15 个问题：错误 9 个，提醒 6 个\n")


def test_an_example_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(ConsilienceError, match="cloud12"):
        workflow.example("cloud13", tmp_path / "x.consilience")


def test_claims_are_noted_once_a_measure(example: Path, tmp_path: Path) -> None:
    given = ("interviews=14", "访谈分钟数=1,025")
    found = answer("coding", "claim", example, *given, "--place", "3.1", folder=tmp_path)
    assert found["claims"][1] == {"measure": "interview minutes", "value": 1025.0, "place": "3.1"}
    rules = [one["rule"] for one in answer("check", example, folder=tmp_path)["problems"]]
    assert "claim_differs" not in rules
    with open_study(example) as store:
        assert len(store.study().claims) == 8
        with pytest.raises(UnknownNameError, match="did you mean interviews"):
            workflow.claim(store, ["intervews=3"], "")
        with pytest.raises(DataError, match="number for interviews cannot be read from many"):
            workflow.claim(store, ["interviews=many"], "")


def test_citations_of_a_manuscript_take_the_place_of_earlier_ones(
    example: Path, tmp_path: Path
) -> None:
    (tmp_path / "paper.md").write_text(MANUSCRIPT, encoding="utf-8")
    found = answer("coding", "cite", example, "paper.md", folder=tmp_path)
    assert (found["count"], found["sources"], found["unknown"]) == (4, 3, 1)
    assert [one["cited_as"] for one in found["citations"]] == [
        *("mention", "source", "source", "quote")
    ]
    with open_study(example) as store:
        cited = store.study().citations
        assert [one.source_code for one in cited] == ["J11", "T_BK1", "B_CY1", "J11"]
        assert cited[1].place == "数据, paper.md:2"
        store.undo()
        assert len(store.study().citations) == 51


def test_citations_of_a_word_document(example: Path, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Rules hold the alliance together (J12; A_XX7).")
    row = document.add_table(rows=1, cols=3).rows[0]
    for cell, words in zip(row.cells, ("trust", "“We trust them.”", "T12"), strict=True):
        cell.text = words
    document.save(str(tmp_path / "paper.docx"))
    shown = consilience("coding", "cite", example, "paper.docx", folder=tmp_path).stdout
    assert "A_XX7\tsource" in shown
    assert "T12\tquote" in shown
    assert "3 places name a source; 3 sources are cited, 1 codes are not registered" in shown


def test_without_a_register_no_citation_can_be_told(tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text("(J11)", encoding="utf-8")
    with create_study(tmp_path / "new.consilience", Project(code="P", title="A")) as store:
        store.put("table", [Source(code="T", title="t", kind="table")])
        with pytest.raises(StudyError, match="No source is registered"):
            workflow.cite(store, tmp_path / "paper.txt")
