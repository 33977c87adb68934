"""The open folder: every byte comes back, every slip is named with file and line."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from consilience.errors import ConsilienceError, DataError, StudyError
from consilience.study import Case, Source, read_archive, study_of, write_archive
from consilience.study.codec import canonical
from engines.study.samples import HOSTILE, coded_study, small_study

STUDY = small_study()


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(entry.relative_to(folder)): entry.read_bytes()
        for entry in sorted(folder.rglob("*"))
        if entry.is_file()
    }


def test_an_archive_loads_back_to_an_equal_study(tmp_path: Path) -> None:
    folder = write_archive(STUDY, tmp_path / "deep" / "archive")
    assert read_archive(folder) == STUDY
    assert sorted(files(folder)) == [
        "actors.csv",
        "cases.csv",
        "conditions.toml",
        f"findings/{STUDY.findings[0].id}.json",
        "project.toml",
        "protocol.toml",
        "scores.csv",
        "sources.csv",
        "variables.csv",
    ]


def test_the_same_study_gives_the_same_bytes(tmp_path: Path) -> None:
    one = files(write_archive(STUDY, tmp_path / "one"))
    assert files(write_archive(read_archive(tmp_path / "one"), tmp_path / "two")) == one


def test_texts_are_files_of_their_own(tmp_path: Path) -> None:
    study = coded_study()
    folder = write_archive(study, tmp_path / "a")
    name = f"texts/J%2F11.1.{study.versions[0].id[:8]}.txt"
    assert (folder / name).read_bytes().decode() == study.versions[0].text
    assert read_archive(folder) == study
    assert read_archive(folder).content_sha256() == study.content_sha256()
    write_archive(STUDY, folder)
    assert not (folder / name).exists()
    assert not (folder / "codings.csv").exists()
    assert read_archive(folder) == STUDY


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("versions.csv", "texts/", "../", "versions.csv line 2: text cannot be read from"),
        ("versions.csv", "texts/J", "texts/K", "lacks the file texts/K"),
        ("codings.csv", ",true,", ",yes,", "codings.csv line 2: exemplar cannot be read from"),
        ("rounds.csv", '""J/11""', '""J""', "rounds.csv line 2: source is a code that"),
        ("rounds.csv", '""J/11""', "1", "rounds.csv line 2: source_ids cannot be read from"),
    ],
)
def test_slips_in_codings(tmp_path: Path, name: str, old: str, new: str, sentence: str) -> None:
    folder = write_archive(coded_study(), tmp_path / "a")
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ConsilienceError) as caught:
        read_archive(folder)
    assert sentence in str(caught.value)


def test_an_archive_of_the_second_layout_is_read(tmp_path: Path) -> None:
    folder = write_archive(STUDY, tmp_path)
    for file, later in (
        ("project.toml", 'code_words = "Gioia"\n'),
        ("conditions.toml", 'not_mentioned = "leave out"\n'),
        ("sources.csv", ",document_type,documents,cases,actors"),
        ("sources.csv", ",,,[],[]"),
    ):
        text = (folder / file).read_text("utf-8")
        assert later in text
        (folder / file).write_text(text.replace(later, "").replace("archive = 5", "archive = 2"))
    assert read_archive(folder) == STUDY


@pytest.mark.parametrize("layout", [3, 4])
def test_archives_from_before_networks_and_value_are_read(tmp_path: Path, layout: int) -> None:
    folder = write_archive(STUDY, tmp_path)
    project = folder / "project.toml"
    text = project.read_text("utf-8")
    project.write_text(text.replace("archive = 5", f"archive = {layout}"), "utf-8")
    for kind in ("proposition", "worth", "reading", "measure", "game", "parameter"):
        (folder / f"{kind}s.csv").unlink(missing_ok=True)
    assert read_archive(folder) == STUDY


def test_people_and_other_programs_can_read_the_tables(tmp_path: Path) -> None:
    folder = write_archive(STUDY, tmp_path / "a")
    with (folder / "scores.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 12
    first = {name: rows[0][name] for name in ("case", "variable", "wave", "value", "source")}
    assert first == {"case": "A", "variable": "Q1", "wave": "End", "value": "3.1", "source": "T"}
    with (folder / "cases.csv").open(encoding="utf-8", newline="") as stream:
        cases = list(csv.DictReader(stream))
    assert [case["parent"] for case in cases] == ["", "A", "A"]
    assert cases[2]["name"] == HOSTILE.strip()


def test_a_text_longer_than_usual_csv_cells(tmp_path: Path) -> None:
    long = dataclasses.replace(STUDY.source("T"), provenance="战" * 200_000)
    rest = [one for one in STUDY.records() if one.id != long.id]
    study = study_of([*rest, long])
    limit = csv.field_size_limit()
    folder = write_archive(study, tmp_path / "a")
    assert read_archive(folder) == study
    (folder / "actors.csv").write_text("wrong,header\n")
    with pytest.raises(DataError, match="must be the header"):
        read_archive(folder)
    assert csv.field_size_limit() == limit


def test_writing_again_replaces_the_archive_and_leaves_other_files(tmp_path: Path) -> None:
    folder = write_archive(STUDY, tmp_path / "a")
    (folder / "README").write_text("mine")
    smaller = dataclasses.replace(STUDY, findings=(), scores=())
    write_archive(smaller, folder)
    assert read_archive(folder) == smaller
    assert (folder / "README").read_text() == "mine"


def test_an_archive_of_the_first_layout_is_read(tmp_path: Path) -> None:
    result = {"calibrations": [{"condition": "TR", "anchors": [1], "profile": "R", "half": "keep"}]}
    told = dataclasses.replace(STUDY.findings[0], result_json=canonical(result))
    study = dataclasses.replace(STUDY, findings=(told,))
    folder = write_archive(study, tmp_path)
    for file in (*folder.glob("*.toml"), *folder.glob("findings/*")):
        text = file.read_text("utf-8").replace("archive = 5", "archive = 1")
        text = text.replace("profile = ", "log_odds = ").replace('"profile"', '"log_odds"')
        file.write_bytes(text.encode())
    assert "log_odds" in (folder / "conditions.toml").read_text("utf-8")
    assert read_archive(folder) == study


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    assert read_archive(write_archive(STUDY, tmp_path)) == STUDY


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "project.toml").write_text("[tool]\n")
    with pytest.raises(StudyError, match="something else than an archive"):
        write_archive(STUDY, tmp_path)
    assert list(files(tmp_path)) == ["project.toml"]
    with pytest.raises(StudyError, match="cannot be made: a part of the path is a file"):
        write_archive(STUDY, tmp_path / "project.toml")


def test_a_wrong_study_is_not_written(tmp_path: Path) -> None:
    twins = [Case(code="C", name="a"), Case(code="C", name="b")]
    with pytest.raises(DataError, match="have the same code"):
        write_archive(study_of([STUDY.project, *twins]), tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_archive(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(StudyError, match="is not an archive"):
            read_archive(folder)


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text = (folder / name).read_bytes().decode()
        assert old in text
        (folder / name).write_bytes(text.replace(old, new, 1).encode())

    return change


FINDING = f"findings/{STUDY.findings[0].id}.json"


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda folder: (folder / "scores.csv").unlink(), "lacks the file scores.csv"),
        (
            lambda folder: (folder / "cases.csv").write_bytes(b"a\nb\xff"),
            "cases.csv line 2 is not UTF-8 text",
        ),
        (replaced("scores.csv", "wave", "weave"), "scores.csv line 1 must be the header id, case"),
        (lambda folder: (folder / "scores.csv").write_text(""), "must be the header id, case"),
        (replaced("scores.csv", ",3.1,", ",drei,"), "scores.csv line 2: value cannot be read from"),
        (replaced("scores.csv", ",3.1,", ",nan,"), "value must be a finite number, got nan"),
        (replaced("scores.csv", ",3.1,", ","), "scores.csv line 2 must have 8 cells, got 7"),
        (replaced("scores.csv", ",Q1,", ",Q8,"), "scores.csv line 2: variable is a code that the"),
        (replaced("scores.csv", ",Q1,", ',"Q1"x,'), "scores.csv line 2 cannot be read: "),
        (replaced("cases.csv", ",[],", ',"[""ab""]",'), "cases.csv line 2: attributes cannot be"),
        (replaced("cases.csv", ",[],", ",5,"), "cases.csv line 2: attributes cannot be read"),
        (replaced("conditions.toml", '"TR"', '"VC"'), "have the same code"),
        (replaced("sources.csv", ",table,", ",tables,"), "did you mean table"),
        (replaced("project.toml", "[project]", "[project"), "project.toml cannot be read: "),
        (replaced("project.toml", "archive = 5", "archive = 6"), "written by a newer version"),
        (replaced("project.toml", "[project]", "[[project]]"), "tables with the name project"),
        (replaced("project.toml", "title", "titel"), "project.toml CGCD: these fields are missing"),
        (replaced("conditions.toml", "[[condition]]", "[[set]]"), "tables with the name condition"),
        (replaced("conditions.toml", '["Q1"]', '"Q1"'), "conditions.toml TR: these fields are"),
        (
            replaced("conditions.toml", '["Q1"]', "[1]"),
            "conditions[TR].variables[1] must be a text",
        ),
        (replaced("conditions.toml", 'code = "VC"', "code = VC"), "it is not TOML at line"),
        (replaced("protocol.toml", "kind", "knd"), "protocol.toml step[1]: these fields are"),
        (replaced("protocol.toml", "position = 1", "position = 1979-05-27"), "a whole number"),
        (replaced("protocol.toml", "settings = {", "settings = {a = 07:32:00, "), "kept as JSON"),
        (replaced(FINDING, "{", "["), ".json cannot be read: "),
        (replaced(FINDING, '"result"', '"rsult"'), "these fields are missing, unknown or of a"),
        (replaced(FINDING, "0.9", "NaN"), "cannot be kept as JSON"),
        (replaced(FINDING, '"seed"', '"sed"'), "wrong kind: sed"),
        (lambda folder: (folder / FINDING).write_text("[]"), "wrong kind: result"),
    ],
)
def test_slips_are_named_with_their_place(
    tmp_path: Path, damage: Callable[[Path], None], sentence: str
) -> None:
    folder = write_archive(STUDY, tmp_path / "a")
    damage(folder)
    with pytest.raises(ConsilienceError) as caught:
        read_archive(folder)
    assert sentence in str(caught.value)
    assert caught.value.sentence("zh") != str(caught.value)


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    folder = write_archive(STUDY, tmp_path / "a")
    (folder / "actors.csv").unlink()
    (folder / "actors.csv").mkdir()
    with pytest.raises(DataError, match=r"actors\.csv cannot be read: it is a folder"):
        read_archive(folder)


def test_a_byte_order_mark_and_other_line_ends_do_no_harm(tmp_path: Path) -> None:
    table = Source(code="T", title="plain", kind="table")
    study = study_of([STUDY.project, table])
    folder = write_archive(study, tmp_path / "a")
    for name in ("sources.csv", "project.toml"):
        content = (folder / name).read_bytes().replace(b"\n", b"\r\n")
        (folder / name).write_bytes(b"\xef\xbb\xbf" + content)
    assert read_archive(folder) == study
