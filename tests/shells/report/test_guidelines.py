"""Sheets of reporting guidelines: what the study says by itself, what the researcher answers."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from consilience import workflow
from consilience.demo import cloud12_study, driving_study
from consilience.errors import DataError, UnknownNameError
from consilience.report.guidelines import GUIDELINES, reporting_items
from consilience.study import Project, ReportingAnswer, create_study, open_study, study_of
from consilience.texts import LANGUAGES, Language
from shells.commands import consilience

COUNTS = {"COREQ": 32, "SRQR": 21, "JARS-Qual": 19}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("guideline", GUIDELINES)
def test_every_item_has_a_label_of_its_own(guideline: str, language: Language) -> None:
    items = reporting_items(driving_study(language), guideline, language)
    assert [one.number for one in items] == [str(n + 1) for n in range(COUNTS[guideline])]
    assert len({one.asked for one in items}) == len(items)


def test_the_study_says_what_it_holds() -> None:
    study = driving_study("en")
    said = {one.number: one.said for one in reporting_items(study, "COREQ") if one.said}
    assert said["12"] == "8 person(s) interviewed in 8 interview(s)"
    assert said["21"] == "8 interview(s), 640 minutes in all"
    assert said["24"] == "2 coder(s); 6 of 16 sources coded by more than one"
    assert said["25"] == "21 concepts, 8 themes, 3 dimensions"
    assert said["27"].startswith("Consilience ")
    assert "1" not in said
    trust = {one.number: one.said for one in reporting_items(study, "SRQR")}["15"]
    assert trust.startswith(f"{len(study.rounds)} round(s) of double coding, 24 decision(s)")
    chinese = reporting_items(driving_study("zh"), "COREQ", "zh")
    assert chinese[20].said == "访谈 8 次，共 640 分钟"


def test_what_is_not_known_stays_open() -> None:
    empty = study_of([Project(code="P", title="Alliances")])
    said = [one.number for one in reporting_items(empty, "COREQ") if one.done]
    assert said == ["27"]
    facts = {one.number: one.said for one in reporting_items(cloud12_study(), "COREQ")}
    assert facts["12"] == ""  # nobody is named as interviewed
    assert facts["24"] == ""  # nobody has coded
    assert facts["10"] == ""  # no case has its reason of choice
    assert facts["21"] == "14 interview(s), 1,025 minutes in all"


def test_answers_stand_beside_what_is_said() -> None:
    answers = [
        ReportingAnswer(guideline="COREQ", item="13", text="Nobody declined"),
        ReportingAnswer(guideline="SRQR", item="13", text="Transcribed word for word"),
    ]
    study = study_of([*cloud12_study().records(), *answers])
    assert reporting_items(study, "COREQ")[12].answer == "Nobody declined"
    assert reporting_items(study, "SRQR")[12].answer == "Transcribed word for word"


def test_an_unknown_guideline_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="COREQ"):
        reporting_items(cloud12_study(), "COREC")


def test_the_command_keeps_answers_and_writes_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "s.consilience"
    workflow.example("cloud12", path)
    arguments = ("coding", "checklist", path, "--answer", "13=Nobody declined")
    found = json.loads(consilience(*arguments, "--json", folder=tmp_path).stdout)
    assert (found["guideline"], found["count"]) == ("COREQ", 32)
    assert found["items"][12] == {
        "number": "13",
        "asked": "Who declined or dropped out, and why",
        "said": "",
        "answer": "Nobody declined",
        "done": True,
    }
    again = ("coding", "checklist", path, "--answer", "13=One declined", "--output", "c.docx")
    done = consilience(*again, folder=tmp_path, language="en")
    assert done.stdout.startswith("c.docx\n")
    table = Document(str(tmp_path / "c.docx")).tables[0]
    assert [cell.text for cell in table.rows[13].cells][3] == "One declined"
    with open_study(path) as store:
        assert len(store.study().answers) == 1
        with pytest.raises(UnknownNameError, match="33"):
            workflow.answer(store, "COREQ", ["33=x"])


def test_sheets_in_other_formats_and_in_chinese(tmp_path: Path) -> None:
    study = cloud12_study()
    for name in ("c.xlsx", "c.md"):
        workflow.write_checklist(study, "SRQR", "zh", tmp_path / name)
    assert "报告清单：SRQR" in (tmp_path / "c.md").read_text(encoding="utf-8")
    cells = [
        str(cell.value)
        for row in openpyxl.load_workbook(tmp_path / "c.xlsx").worksheets[0].iter_rows()
        for cell in row
    ]
    assert "待填写" in cells
    assert "聚合维度 3 个，二阶主题 8 个，一阶概念 21 个" not in cells
    with pytest.raises(DataError, match=r"c\.pdf"):
        workflow.write_checklist(study, "SRQR", "zh", tmp_path / "c.pdf")


def test_an_empty_study_can_be_asked(tmp_path: Path) -> None:
    create_study(tmp_path / "n.consilience", Project(code="P", title="A", language="zh")).close()
    shown = consilience("coding", "checklist", "n.consilience", folder=tmp_path, language="zh")
    assert shown.stdout.endswith("32 项中已填写 1 项\n")
