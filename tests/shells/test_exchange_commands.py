"""Import and export of texts and codings, as a user types them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

import made_refi as made
from consilience.errors import DataError
from consilience.report import exports
from consilience.study import (
    Case,
    Code,
    Coding,
    Project,
    Pseudonym,
    Source,
    SourceVersion,
    Stage,
    Study,
    create_study,
    open_study,
    study_of,
)
from shells.commands import consilience

QUOTE = "=2+3 they kept\r\ntheir word"


def coded() -> Study:
    text = f"Ann: {QUOTE}; ANN trusts us. 后来我们信任他们🚗"
    case, stage = Case(code="C01", name="Orlando"), Stage(code="S1", name="start")
    source = Source(code="J11", title="Talk", kind="interview", case_ids=(case.id,))
    version = SourceVersion(
        source_id=source.id, text=text, sha256=hashlib.sha256(text.encode()).hexdigest()
    )
    theme = Code(name="governance", name_zh="治理", kind="theme")
    trust = Code(name="trust", name_zh="信任", parent_id=theme.id, definition="@kept", position=1)
    other = Code(name="power", kind="in vivo", parent_id=theme.id)
    start, last = text.index("=2"), text.index("我们")
    return study_of(
        [
            Project(code="P", title="Talks"),
            case,
            stage,
            source,
            version,
            theme,
            trust,
            other,
            Coding(
                version_id=version.id,
                start=start,
                end=start + len(QUOTE),
                code_id=trust.id,
                stage_id=stage.id,
                direction="for",
                intensity=2,
                note="+note",
            ),
            Coding(version_id=version.id, start=0, end=3, code_id=other.id),
            Coding(version_id=version.id, start=last, end=last + 7, code_id=trust.id),
            Pseudonym(name="Ann", replacement="P1"),
        ]
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    study = coded()
    made_path = tmp_path / "a.consilience"
    with create_study(made_path, study.project) as store:
        store.put("fill", study.records())
    return made_path


def run(*words: object) -> tuple[str, str, int]:
    """Standard output, standard error and exit code of a command."""
    done = consilience("coding", *words)
    return done.stdout, done.stderr, done.returncode


def answer(*words: object) -> Any:
    out, err, code = run(*words, "--json")
    assert (err, code) == ("", 0)
    return json.loads(out)


def test_out_and_in_again(path: Path, tmp_path: Path) -> None:
    found = answer("export", path, tmp_path / "a.qdpx", "--with-names")
    assert found["counts"]["coding"] == 3
    new = tmp_path / "new.consilience"
    first = answer("import", new, tmp_path / "a.qdpx", "--new")
    assert first["added"] > 0
    with open_study(path) as one, open_study(new) as other:
        kept = [record for record in one.study().records() if not isinstance(record, Pseudonym)]
        assert other.study() == study_of(kept)
    for target in (new, path):
        again = answer("import", target, tmp_path / "a.qdpx")
        assert (again["added"], again["updated"]) == (0, 0)
    with open_study(path) as store:
        assert len(store.events()) == 2
    out, _, code = run("import", path, tmp_path / "a.qdpx")
    assert code == 0
    assert "the study has all of it already" in out


def test_an_import_is_one_event_and_a_bad_one_none(path: Path, tmp_path: Path) -> None:
    codes = [made.code(f"c{number}", key="same") for number in range(8)]
    file = made.archive(tmp_path / "v.qdpx", made.project(made.codebook(*codes)))
    out, _, _ = run("import", path, file)
    assert "v.qdpx: 8 new, 0 changed" in out
    assert "... and 2 more of this sort" in out
    with open_study(path) as store:
        before = store.study()
        assert [event.operation for event in store.events()] == ["create", "fill", "import v.qdpx"]
    (tmp_path / "bad.qdpx").write_bytes(b"PK\x03\x04")
    _, err, code = run("import", path, tmp_path / "bad.qdpx")
    assert (code, len(err.splitlines())) == (2, 1)
    for options in (["--unit", "bytes"], ["--end", "open"], ["--kind", "talk"]):
        assert run("import", path, file, *options)[2] == 2
    with open_study(path) as store:
        assert store.study() == before


def test_a_new_study_that_fails_is_not_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = made.archive(tmp_path / "v.qdpx", made.project(made.codebook(made.code("c"))))
    new = tmp_path / "new.consilience"

    def broken(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("consilience.study.store.StudyStore.put", broken)
    assert run("import", new, file, "--new")[2] == 2
    assert not new.exists()
    monkeypatch.undo()
    assert run("import", new, file, "--new", "--unit", "utf-16", "--end", "inclusive")[2] == 0
    assert run("import", new, file, "--new")[2] == 2


def test_csv_is_exact_and_without_formulas(path: Path, tmp_path: Path) -> None:
    found = answer("export", path, tmp_path / "q.csv")
    assert found["counts"] == {"codebook": 3, "quotes": 3}
    content = (tmp_path / "q.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert f'"\'{QUOTE}"'.encode() in content
    assert b"'+note" in content
    assert b"ANN" not in content
    assert "P1" in content.decode()
    answer("export", path, tmp_path / "c.csv", "--table", "codebook", "--language", "zh")
    lines = (tmp_path / "c.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("层级,上级,代码,定义")
    assert lines[1:] == [
        "二阶主题,,治理,,,,,0,0,0",
        "本土概念,治理,power,,,,,1,1,1",
        "一阶概念,治理,信任,'@kept,,,,2,1,1",
    ]


def test_workbook_word_and_markdown(path: Path, tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.docx", "a.md", "a.qdc"):
        answer("export", path, tmp_path / name)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert any(str(cell.value).startswith("=2+3") for cell in cells)
    assert len(Document(str(tmp_path / "a.docx")).tables) == 3
    assert "后来" not in (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "我们信任他们🚗" in (tmp_path / "a.md").read_text(encoding="utf-8")


def test_wrong_endings_and_words(path: Path, tmp_path: Path) -> None:
    _, err, code = run("export", path, tmp_path / "a.pdf")
    assert (code, ".qdpx, .qdc, .xlsx" in err) == (2, True)
    assert run("export", path, tmp_path / "a.csv", "--table", "all")[2] == 2
    assert run("export", path, tmp_path / "a.csv", "--language", "fr")[2] == 2


def test_a_quote_longer_than_a_cell_is_remarked() -> None:
    study = coded()
    long = "x" * 40_000
    source = study.sources[0]
    version = SourceVersion(source_id=source.id, number=2, text=long, sha256="")
    coding = Coding(version_id=version.id, start=0, end=len(long), code_id=study.codes[0].id)
    longer = study_of([*study.records(), version, coding])
    _, report = exports.export_codings(longer, "xlsx")
    assert "exchange.remark.cell_cut" in [one.note.key for one in report.of("not held")]
    grounded = study_of(
        [*study.records()[1:], Project(code="P", title="T", code_words="grounded theory")]
    )
    content, _ = exports.export_codings(grounded, "csv", table="codebook")
    assert "open code" in content.decode()


def test_matrix_by_case_and_by_stage(path: Path, tmp_path: Path) -> None:
    answer("export", path, tmp_path / "m.csv", "--table", "matrix")
    lines = (tmp_path / "m.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["first-order concept,C01", "power,1", "trust,2"]
    axes = ("--rows", "theme", "--columns", "stage", "--language", "zh")
    answer("export", path, tmp_path / "z.csv", "--table", "matrix", *axes)
    lines = (tmp_path / "z.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["二阶主题,S1", "治理,1"]
    assert run("export", path, tmp_path / "m.csv", "--table", "matrix", "--rows", "colour")[2] == 2


def test_without_codings_there_is_no_matrix() -> None:
    study = study_of([Project(code="P", title="T"), Code(name="trust")])
    _, report = exports.export_codings(study, "xlsx")
    assert report.counts == {"codebook": 1, "quotes": 0}
    assert [one.note.key for one in report.remarks] == ["evidence.no_codings"]
    with pytest.raises(DataError):
        exports.export_codings(study, "csv", table="matrix")


def test_cells_that_speak_against_or_say_nothing() -> None:
    study = coded()
    bare = Case(code="C02", name="Miami")
    quiet = Case(code="C03", name="Tampa")
    source = Source(code="J12", title="Talk", kind="interview", case_ids=(bare.id,))
    words = "no trust at all"
    version = SourceVersion(
        source_id=source.id, text=words, sha256=hashlib.sha256(words.encode()).hexdigest()
    )
    trust = next(one for one in study.codes if one.name == "trust")
    against = Coding(version_id=version.id, start=0, end=8, code_id=trust.id, direction="against")
    more = study_of([*study.records(), bare, quiet, source, version, against])
    content, _ = exports.export_codings(more, "csv", table="matrix")
    assert content.decode("utf-8-sig").splitlines()[1:] == ["power,1,·,×", "trust,2,0 | 1,×"]
