"""Sources: registers in two languages, texts and their versions, and Table 1."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coded_study import Coded, made_study
from consilience.errors import DataError, StudyError, UnknownNameError
from consilience.study import (
    Source,
    Suggestion,
    newest_versions,
    quote,
    register_table,
    standing_codings,
)
from consilience.study.edits import (
    RegisterLine,
    Text,
    add_sources,
    new_version,
    register_lines,
    register_sources,
    release_round,
)

CHINESE = ("编号", "名称", "类别", "资料类型", "时期", "时长（分钟）", "份数", "案例", "受访者")


@pytest.fixture
def coded(tmp_path: Path) -> Iterator[Coded]:
    made = made_study(tmp_path)
    yield made
    assert made.store.audit() == ()
    made.store.close()


def test_a_register_is_read_in_both_languages() -> None:
    row: tuple[Any, ...] = (
        "A1",
        "经理访谈",
        "访谈",
        "半结构化",
        "2020-05",
        "60 分钟",
        "",
        "C1；C2",
        "张工、李工",
    )
    (line,) = register_lines(CHINESE, [row], [5])
    assert line == RegisterLine(
        code="A1",
        title="经理访谈",
        kind="访谈",
        document_type="半结构化",
        period="2020-05",
        minutes=60.0,
        documents=None,
        cases=("C1", "C2"),
        people=("张工", "李工"),
        line=5,
    )
    columns = ("Code", "Document type", "Minutes", "Documents", "remark", "Origin")
    lines = register_lines(
        columns, [(11.0, "news", 1025.5, 3, "x", None), ("", "", "", "", "", "")]
    )
    assert [(one.code, one.minutes, one.documents, one.line) for one in lines] == [
        ("11", 1025.5, 3, 2)
    ]


@pytest.mark.parametrize(
    ("columns", "row", "words"),
    [
        (("title",), ("x",), "needs a column code"),
        (("code", "编号"), ("a", "b"), "both give code"),
        (("code", "minutes"), ("", 3), "Row 2 has no code"),
        (("code", "minutes"), ("a", "long"), "column minutes: long is not a number"),
        (("code", "minutes"), ("a", -1), "column minutes"),
        (("code", "minutes"), ("a", "inf"), "column minutes"),
        (("code", "documents"), ("a", "1.5"), "column documents"),
        (("code",), ("",), "no source in the register"),
    ],
)
def test_registers_that_cannot_be_read(
    columns: tuple[str, ...], row: tuple[Any, ...], words: str
) -> None:
    with pytest.raises(DataError, match=words):
        register_lines(columns, [row])


def test_a_register_adds_and_completes_and_twice_changes_nothing(coded: Coded) -> None:
    lines = [
        RegisterLine(code="J11", document_type="semi-structured", cases=("C03",), people=("P1",)),
        RegisterLine(code="N1", kind="外部资料", title="News", documents=12, cases=("C01", "C03")),
        RegisterLine(code="O1", kind="Observation", minutes=30.0),
    ]
    edit = register_sources(coded.study, lines, "register.csv")
    assert edit.sentence() == "register 3 sources from register.csv"
    assert [str(note) for note in edit.notes] == ["New cases: C03", "New people: P1"]
    assert coded.store.make(edit) is not None
    study = coded.study
    known = study.source("J11")
    assert (known.title, known.kind, known.minutes) == ("Interview J11", "interview", 60.0)
    assert known.document_type == "semi-structured"
    assert [study.code_of(one) for one in known.case_ids] == ["C03"]
    assert study.actor("P1").role == "interviewee"
    assert (study.source("N1").kind, study.source("N1").documents) == ("external", 12)
    assert (study.source("O1").title, study.source("O1").kind) == ("O1", "observation")
    again = register_sources(study, lines, "register.csv")
    assert (again.changes, again.notes) == ((), ())
    with pytest.raises(DataError, match="J11 stand in several rows"):
        register_sources(study, [lines[0], lines[0]], "r")
    with pytest.raises(DataError, match="Row 7: the new source X needs a kind"):
        register_sources(study, [RegisterLine(code="X", line=7)], "r")
    with pytest.raises(UnknownNameError, match="did you mean interview"):
        register_sources(study, [RegisterLine(code="X", kind="interveiw")], "r")


def _text(words: str, name: str = "a.txt") -> Text:
    turns = ((0, 2, "张工", None),)
    return Text(text=words, turns=turns, file_name=name, sha256=f"hash of {words}")


def test_files_become_sources_in_one_event_and_twice_add_nothing(coded: Coded) -> None:
    coded.store.make(
        register_sources(
            coded.study, [RegisterLine(code="N1", kind="external", period="2019")], "r"
        )
    )
    found = [
        (Source(code="N1", title="file", kind="interview", minutes=5.0), _text("新闻")),
        (Source(code="J13", title="Talk", kind="interview"), _text("战略联盟", "b.txt")),
    ]
    edit = add_sources(coded.study, found)
    assert edit.sentence() == "add 2 sources: N1, J13"
    number = len(coded.store.events())
    coded.store.make(edit)
    assert len(coded.store.events()) == number + 1
    study = coded.study
    registered = study.source("N1")
    assert (registered.title, registered.kind, registered.period) == ("N1", "external", "2019")
    assert (registered.minutes, registered.file_name, registered.characters) == (5.0, "a.txt", 2)
    version = newest_versions(study)[study.source("J13").id]
    assert (version.text, version.number, version.turns) == ("战略联盟", 1, [[0, 2, "张工", None]])
    again = add_sources(study, [(dataclasses.replace(one, code="Z"), text) for one, text in found])
    assert again.changes == ()
    assert [str(note) for note in again.notes] == [
        "Files that are in the study already, with the source: a.txt (N1), b.txt (J13)"
    ]
    other = Source(code="J13", title="Talk", kind="interview")
    with pytest.raises(DataError, match="J13 has a text already"):
        add_sources(study, [(other, _text("x"))])
    new = [(Source(code="Q", title="Q", kind="internal"), _text(words)) for words in ("x", "y")]
    with pytest.raises(DataError, match="Q has a text already"):
        add_sources(study, new)
    same = [(Source(code=code, title="Q", kind="internal"), _text("x")) for code in ("Q", "R")]
    assert add_sources(study, same).values["sources"] == ["Q"]
    unhashed = [
        (Source(code=code, title="Q", kind="internal"), Text(text="x")) for code in ("Q", "R")
    ]
    assert add_sources(study, unhashed).values["count"] == 2


def test_a_new_text_keeps_the_old_one_and_moves_what_was_found(coded: Coded) -> None:
    kept = coded.coding("J12", "Trust", "trust", "A")
    lost = coded.coding("J12", "met often", "trust", "A")
    study = coded.study
    proposal = Suggestion(
        version_id=kept.version_id, start=0, end=2, code_id=kept.code_id, score=1.0, model="m"
    )
    coded.store.add("suggest", [proposal])
    study = coded.study
    source = study.source("J12")
    moved = {kept.id: (3, 8), proposal.id: (0, 2)}
    edit = new_version(study, source, _text("At Trust.", "new.txt"), moved, "typing")
    assert edit.sentence() == "replace the text of J12 by new.txt"
    coded.store.make(edit)
    after = coded.study
    by_id = {one.id: one for one in after.codings}
    assert quote(after, by_id[kept.id]) == "Trust"
    assert quote(after, by_id[lost.id]) == "met often"
    newest = newest_versions(after)[source.id]
    assert (newest.number, newest.note, newest.text) == (2, "typing", "At Trust.")
    assert after.suggestions[0].version_id == newest.id
    assert (after.source("J12").file_name, after.source("J12").characters) == ("new.txt", 9)
    assert [one.id for one in standing_codings(after)] == [kept.id]
    assert new_version(after, after.source("J12"), _text("At Trust."), {}).changes == ()
    coded.store.undo()
    assert coded.study == study


def test_a_text_does_not_change_in_an_open_round_or_before_it_is_there(coded: Coded) -> None:
    round_ = coded.open_round()
    study = coded.study
    with pytest.raises(StudyError, match="J11 is in the round R1, which is open"):
        new_version(study, study.source("J11"), _text("x"), {})
    coded.store.make(release_round(study, round_))
    assert new_version(coded.study, study.source("J11"), _text("x"), {}).changes
    bare = Source(code="X", title="X", kind="internal")
    coded.store.add("x", [bare])
    with pytest.raises(DataError, match="X have no text"):
        new_version(coded.study, bare, _text("x"), {})


def test_table_1_counts_each_source_once_in_all_and_in_each_of_its_cases(coded: Coded) -> None:
    lines = [
        RegisterLine(
            code="N1", kind="external", document_type="news", documents=12, cases=("C02",)
        ),
        RegisterLine(code="N2", kind="external", document_type="news"),
        RegisterLine(code="I1", kind="internal", document_type="minutes of meetings", documents=3),
        RegisterLine(code="J13", kind="interview"),
        RegisterLine(code="T", kind="table"),
    ]
    coded.store.make(register_sources(coded.study, lines, "r"))
    study = coded.study
    coded.store.put("state", [dataclasses.replace(study.source("I1"), characters=500)])
    table = register_table(coded.study)
    assert [(row.kind, row.document_type, row.sources, row.documents) for row in table.rows] == [
        ("interview", "", 3, 0),
        ("internal", "minutes of meetings", 1, 3),
        ("external", "news", 2, 13),
    ]
    interviews = table.rows[0]
    assert (interviews.interviews, interviews.minutes, interviews.without_minutes) == (3, 120.0, 1)
    assert interviews.codes == ("J11", "J12", "J13")
    assert [(row.case, row.sources) for row in table.cases] == [("C01", 2), ("C02", 2)]
    assert (table.total.sources, table.total.documents) == (6, 16)
    texts = [one.text for one in coded.study.versions]
    letters = sum(len("".join(text.split())) for text in texts)
    assert table.total.characters == letters + 500
    assert table.rows[1].words == 0


def test_words_are_chinese_characters_and_words_with_blanks(coded: Coded) -> None:
    coded.store.make(
        add_sources(
            coded.study,
            [
                (
                    Source(code="W", title="W", kind="external"),
                    Text(text="AI联盟's don't 𠀀𠀁, x-ray 3"),
                )
            ],
        )
    )
    (row,) = [one for one in register_table(coded.study).rows if one.kind == "external"]
    assert (row.words, row.characters) == (9, 20)
