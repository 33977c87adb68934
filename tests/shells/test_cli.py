"""The command, as a user types it: answers, exit codes and one sentence for every slip."""

from __future__ import annotations

import contextlib
import io
import json
import runpy
import subprocess
import sys
import zipfile
from pathlib import Path
from unittest import mock

import pytest

from consilience.demo import data_file
from shells.commands import consilience, refused


def test_a_real_process_writes_the_answer_and_a_refusal_without_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "consilience"]
    version = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith("consilience 0.")
    wrong = subprocess.run(
        [*command, "run", "none.consilience"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert wrong.returncode == 2
    assert wrong.stdout == ""
    assert len(wrong.stderr.splitlines()) == 1


PLAN = """
[[condition]]
code = "A"
role = "condition"
variables = ["a"]
anchors = [1, 3.01, 5]

[[condition]]
code = "B"
role = "condition"
variables = ["b"]
anchors = [1, 3.01, 5]

[[condition]]
code = "Y"
role = "outcome"
variables = ["y"]
anchors = [1, 3.01, 5]

[[step]]
kind = "calibrate"

[[step]]
kind = "necessity"
settings = {outcome = "Y"}

[[step]]
kind = "configurations"
settings = {outcome = "Y", expectations = {A = "present", B = "present"}}
"""
TABLE = "case,a,b,y\nc1,5,4,5\nc2,4,2,2\nc3,2,5,4\nc4,1,1,1\nc5,5,5,4\nc6,2,1,2\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    path = tmp_path / "own.consilience"
    for arguments in (
        ("new", path, "--title", "Own study"),
        ("import", path, "table.csv"),
        ("plan", path, "plan.toml"),
    ):
        assert consilience(*arguments, folder=tmp_path).returncode == 0
    return path


def test_the_whole_way_from_a_table_to_a_report(study: Path, tmp_path: Path) -> None:
    checked = consilience("check", study, "--json", folder=tmp_path)
    assert checked.returncode == 0
    assert json.loads(checked.stdout)["problems"] == []
    ran = consilience("run", study, "--json", folder=tmp_path)
    assert json.loads(ran.stdout) == {"findings": 3}
    assert "3/3" in ran.stderr
    for language in ("en", "zh"):
        done = consilience("report", study, "--language", language, "--json", folder=tmp_path)
        page = Path(json.loads(done.stdout)["report"]).read_bytes()
        again = tmp_path / "again.html"
        consilience("run", study, folder=tmp_path)
        consilience("report", study, "--language", language, "--output", again, folder=tmp_path)
        assert again.read_bytes() == page
    shown = consilience("plan", study, folder=tmp_path).stdout
    assert 'code = "A"' in shown
    log = json.loads(consilience("log", study, "--json", folder=tmp_path).stdout)["events"]
    assert [event["operation"] for event in log][1:] == ["import table.csv", "plan", "run"]


def test_undo_and_redo(study: Path, tmp_path: Path) -> None:
    assert consilience("undo", study, folder=tmp_path).returncode == 0
    assert not consilience("plan", study, folder=tmp_path).stdout.strip()
    assert consilience("redo", study, folder=tmp_path).returncode == 0
    assert 'code = "A"' in consilience("plan", study, folder=tmp_path).stdout
    assert "redo" in refused("redo", study, folder=tmp_path)


def test_every_answer_can_be_json(study: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.consilience"
    answers = {
        ("plan", study): "plan",
        ("plan", study, "plan.toml"): "steps",
        ("archive", study, "open"): "folder",
        ("archive", other, "open", "--restore"): "study",
        ("undo", study): "undone",
        ("redo", study): "event",
    }
    for arguments, key in answers.items():
        done = consilience(*arguments, "--json", folder=tmp_path)
        assert key in json.loads(done.stdout)


def test_archive_and_restore(study: Path, tmp_path: Path) -> None:
    consilience("run", study, folder=tmp_path)
    assert consilience("archive", study, "open", folder=tmp_path).returncode == 0
    other = tmp_path / "other.consilience"
    assert consilience("archive", other, "open", "--restore", folder=tmp_path).returncode == 0
    pages = []
    for path in (study, other):
        page = tmp_path / f"{path.stem}.html"
        consilience("report", path, "--output", page, folder=tmp_path)
        pages.append(page.read_bytes())
    assert pages[0] == pages[1]


def test_a_shorter_plan_drops_the_steps_beyond_it(study: Path, tmp_path: Path) -> None:
    (tmp_path / "short.toml").write_text('[[step]]\nkind = "calibrate"\n', encoding="utf-8")
    assert consilience("plan", study, "short.toml", folder=tmp_path).returncode == 0
    assert consilience("plan", study, folder=tmp_path).stdout.count("[[step]]") == 1


def test_preview_and_named_columns(study: Path, tmp_path: Path) -> None:
    before = study.read_bytes()
    shown = consilience("import", study, "table.csv", "--preview", "--json", folder=tmp_path)
    assert len(json.loads(shown.stdout)) == 4
    assert study.read_bytes() == before
    named = consilience(
        "import", study, "table.csv", "--source", "T2", "--column", "a=trust/End", folder=tmp_path
    )
    assert named.returncode == 0
    assert "--column" in refused("import", study, "table.csv", "--column", "trust", folder=tmp_path)


def test_qca_commands_on_a_plain_table(tmp_path: Path) -> None:
    lipset, raw = data_file("LF.csv"), data_file("LR.csv")
    common = ("--outcome", "SURV", "--cases", "case")
    done = consilience(
        "qca", "minimize", lipset, *common, "--solution", "intermediate",
        "--expectations", "DEV,URB,LIT,IND,STB", folder=tmp_path,
    )  # fmt: skip
    assert "DEV*URB*LIT*STB + DEV*LIT*~IND*STB  inclusion 0.866" in done.stdout
    table = consilience("qca", "truth-table", lipset, *common, "--json", folder=tmp_path)
    assert json.loads(table.stdout)["numbers"] == [1, 2, 5, 6, 22, 23, 24, 31, 32]
    needs = consilience("qca", "necessity", lipset, *common, folder=tmp_path)
    assert "LIT*STB" in needs.stdout
    memberships = consilience(
        "qca", "calibrate", raw, "--column", "DEV", "--anchors", "400,550,900",
        "--cases", "case", "--json", folder=tmp_path,
    )  # fmt: skip
    assert round(json.loads(memberships.stdout)["memberships"][0], 3) == 0.807
    for method in ("thresholds", "indirect"):
        done = consilience(
            "qca", "calibrate", raw, "--column", "DEV", "--anchors", "550,900",
            "--method", method, folder=tmp_path,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


def test_verify_finds_no_difference(tmp_path: Path) -> None:
    done = consilience("verify", "--json", folder=tmp_path)
    assert done.returncode == 0
    counts = json.loads(done.stdout)["counts"]
    assert counts["differs"] == 0
    assert counts["match"] >= 30
    assert counts["not recomputed"] == 2


def test_demo_twice_gives_the_same_reports(tmp_path: Path) -> None:
    first = consilience("demo", "--json", folder=tmp_path)
    files = [tmp_path / name for name in json.loads(first.stdout)["files"]]
    second = consilience("demo", "--folder", tmp_path / "second", "--json", folder=tmp_path)
    others = [Path(name) for name in json.loads(second.stdout)["files"]]
    names = ["report-en", "report-zh", "driving-en", "driving-zh", "alliances-en", "alliances-zh"]
    assert [file.stem for file in files if file.suffix == ".html"] == names
    before = {file: file.read_bytes() for file in files if file.suffix == ".html"}
    for one, other in zip(files, others, strict=True):
        assert one not in before or before[one] == other.read_bytes()
    assert consilience("demo", folder=tmp_path).returncode == 0
    assert {file: file.read_bytes() for file in before} == before
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x.txt").write_text("mine", encoding="utf-8")
    assert "full" in refused("demo", "--folder", "full", folder=tmp_path)


def test_version_and_help(tmp_path: Path) -> None:
    assert consilience("--version", folder=tmp_path).stdout.startswith("consilience 0.")
    assert "verify" in consilience("--help", folder=tmp_path).stdout


BAD_TABLES = {
    "missing.csv": "case,A,B,Y\na,0.9,,0.8\nb,0.2,0.1,0.1\nc,0.7,0.2,0.9\n",
    "high.csv": "case,A,B,Y\na,0.9,1.2,0.8\nb,0.2,0.1,0.1\nc,0.7,0.2,0.9\n",
    "constant.csv": "case,A,B,Y\na,0.9,0.2,0.8\nb,0.2,0.1,0.8\nc,0.7,0.2,0.8\n",
    "no_positive.csv": "case,A,B,Y\na,0.9,0.2,0.2\nb,0.2,0.1,0.1\nc,0.7,0.2,0.3\n",
    "all_positive.csv": "case,A,B,Y\na,0.9,0.2,0.95\nb,0.2,0.1,0.97\nc,0.7,0.2,0.99\n",
    "empty.csv": "",
    "header.csv": "case,A,B,Y\n",
    "few.csv": "case,A,B,C,D,E,F,G,H,Y\n"
    "a,0.9,0.2,0.1,0.2,0.3,0.1,0.8,0.7,0.9\nb,0.2,0.3,0.8,0.9,0.1,0.2,0.1,0.2,0.1\n"
    "c,0.6,0.3,0.8,0.9,0.1,0.2,0.1,0.2,0.8\n",
}
EXPECTED = {
    "missing.csv": "case a",
    "high.csv": "1.2",
    "constant.csv": "nothing to explain",
    "no_positive.csv": "no row",
    "all_positive.csv": "every observed row",
    "empty.csv": "empty.csv",
    "header.csv": "header.csv",
    "few.csv": "8 conditions",
}


@pytest.mark.parametrize("name", BAD_TABLES)
def test_a_bad_table_gets_one_sentence(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(BAD_TABLES[name], encoding="utf-8")
    arguments = ("qca", "minimize", name, "--outcome", "Y", "--cases", "case")
    assert EXPECTED[name] in refused(*arguments, folder=tmp_path)
    assert refused(*arguments, folder=tmp_path, language="zh")


def test_a_wrong_column_name_is_met_with_the_nearest(tmp_path: Path) -> None:
    arguments = ("qca", "truth-table", data_file("LF.csv"), "--cases", "case", "--outcome")
    assert "did you mean SURV" in refused(*arguments, "SURF", folder=tmp_path)
    sentence = refused(*arguments, "SURV", "--conditions", "DEV,LITT", folder=tmp_path)
    assert "did you mean LIT" in sentence


def test_a_binary_file_and_a_bomb_leave_the_study_unchanged(study: Path, tmp_path: Path) -> None:
    before = study.read_bytes()
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    assert "picture.csv" in refused("import", study, "picture.csv", folder=tmp_path)
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        with bomb.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(300):
                sheet.write(b"0" * 2**20)
    assert "bomb.xlsx" in refused("import", study, "bomb.xlsx", folder=tmp_path)
    assert study.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("run", "none.consilience"), "none.consilience"),
        (("nonsense",), "nonsense"),
        (("report",), "study"),
        (("new", "x.consilience", "--title", "t", "--language", "fr"), "fr"),
        (("qca", "minimize", "none.csv", "--outcome", "Y"), "none.csv"),
        (("plan", "own.consilience", "none.toml"), "none.toml"),
        (("plan", "own.consilience", "bad.toml"), "did you mean necessity"),
        (("plan", "own.consilience", "setting.toml"), "inclusion_cut"),
        (("plan", "own.consilience", "needs.toml"), "outcome"),
        (("plan", "own.consilience", "variable.toml"), "did you mean a?"),
        (("import", "own.consilience", "table.csv", "--case-column", "caze"), "case"),
        (("report", "own.consilience"), "run"),
    ],
)
def test_slips_are_named(
    arguments: tuple[str, ...], part: str, study: Path, tmp_path: Path
) -> None:
    files = {
        "bad.toml": '[[step]]\nkind = "necesity"\n',
        "setting.toml": '[[step]]\nkind = "necessity"\n'
        'settings = {outcome = "Y", incl_cut = 0.9}\n',
        "needs.toml": '[[step]]\nkind = "necessity"\n',
        "variable.toml": '[[condition]]\ncode = "Z"\nrole = "condition"\nvariables = ["aa"]\n'
        "anchors = [1, 2, 3]\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    before = study.read_bytes()
    assert part in refused(*arguments, folder=tmp_path)
    assert study.read_bytes() == before


def test_a_run_that_fails_stores_nothing(study: Path, tmp_path: Path) -> None:
    strict = PLAN.replace("expectations = {A", "inclusion_cut = 1.0, expectations = {A")
    (tmp_path / "strict.toml").write_text(strict, encoding="utf-8")
    consilience("plan", study, "strict.toml", folder=tmp_path)
    assert "no row" in refused("run", study, folder=tmp_path)
    assert "run" in refused("report", study, folder=tmp_path)


QUESTIONS = ("Q24_Middle", "Q27_Middle", "Q39_Middle", "Q50_Middle", "Q48_Middle")


def test_verify_reads_the_public_file_and_says_where_it_differs(tmp_path: Path) -> None:
    profit = [f"Q23_{wave}_for-profit" for wave in ("Start", "Middle", "End")]
    unknown = [f"Q{number}_DK" for number in (24, 27, 39, 48, 49, 50)]
    account = [f"Q51.{n}_{wave}" for n in (1, 2, 3) for wave in ("Middle", "End")]
    lines = [";".join((*profit, *unknown, *QUESTIONS, *account))]
    for n in range(12):  # constructed answers, not the database's
        answers = [str(1 + (n * (k + 2) + k) % 5) for k in range(5)]
        accounts = [str(1 + n % 5)] * 6
        lines.append(";".join((*["Off"] * 3, *["Off"] * 6, *answers, *accounts)))
    (tmp_path / "cases.csv").write_text("\n".join(lines), encoding="utf-8")
    arguments = ("verify", "--case-database", "cases.csv")
    assert "differ" in refused(*arguments, folder=tmp_path)
    shown = consilience(*arguments, folder=tmp_path).stdout
    assert "P3\tcases\t33\t12\tDIFFERS" in shown


def test_an_interrupted_command_says_so(tmp_path: Path) -> None:
    with mock.patch("consilience.workflow.demo", side_effect=KeyboardInterrupt):
        done = consilience("demo", folder=tmp_path)
    assert done.returncode == 130
    assert "interrupted" in done.stderr


def test_anchors_that_are_no_numbers(tmp_path: Path) -> None:
    arguments = ("qca", "calibrate", data_file("LR.csv"), "--column", "DEV", "--cases", "case")
    assert "anchors" in refused(*arguments, "--anchors", "low,mid,high", folder=tmp_path)


def test_module_and_package_are_the_same_command() -> None:
    with (
        mock.patch.object(sys, "argv", ["consilience", "--version"]),
        contextlib.redirect_stdout(io.StringIO()) as out,
        pytest.raises(SystemExit),
    ):
        runpy.run_module("consilience", run_name="__main__")
    assert out.getvalue().startswith("consilience 0.")


STARTS = {"docx": b"PK", "xlsx": b"PK", "tex": b"% ", "md": b"**"}


@pytest.mark.parametrize("ending", STARTS)
def test_tables_in_each_format(study: Path, tmp_path: Path, ending: str) -> None:
    consilience("run", study, folder=tmp_path)
    name = f"paper.{ending.upper()}"
    done = consilience("tables", study, "--output", name, "--json", folder=tmp_path)
    assert json.loads(done.stdout) == {"tables": name}
    assert (tmp_path / name).read_bytes().startswith(STARTS[ending])


def test_tables_stand_beside_the_study_in_its_language(study: Path, tmp_path: Path) -> None:
    consilience("run", study, folder=tmp_path)
    done = consilience("tables", study, folder=tmp_path)
    assert done.stdout == f"{tmp_path / 'own-tables-en.docx'}\n"
    chinese = ("tables", study, "--language", "zh", "--output", "zh.md")
    consilience(*chinese, folder=tmp_path)
    assert (tmp_path / "zh.md").read_text(encoding="utf-8").startswith("**表 1")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("--output", "paper.pdf"), "tables are written as .docx, .xlsx, .tex, .md, got paper.pdf"),
        (("--output", "paper"), "got paper;"),
        (("--language", "fr"), "language must be en or zh"),
    ],
)
def test_tables_that_cannot_be_written(
    study: Path, tmp_path: Path, arguments: tuple[str, ...], part: str
) -> None:
    consilience("run", study, folder=tmp_path)
    before = sorted(tmp_path.iterdir())
    assert part in refused("tables", study, *arguments, folder=tmp_path)
    assert sorted(tmp_path.iterdir()) == before


PICTURES = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF"}


@pytest.mark.parametrize("ending", PICTURES)
def test_figures_in_each_format(study: Path, tmp_path: Path, ending: str) -> None:
    consilience("run", study, folder=tmp_path)
    asked = ("figures", study, "shown", "--format", ending, "--dpi", "50", "--json")
    found = json.loads(consilience(*asked, folder=tmp_path).stdout)["figures"]
    files = [Path(item["file"]) for item in found]
    assert sorted(files) == sorted(path.relative_to(tmp_path) for path in tmp_path.glob("shown/*"))
    assert len(files) > 5
    assert all(item["caption"] for item in found)
    for path in files:
        assert (tmp_path / path).read_bytes().startswith(PICTURES[ending])


def test_figures_are_listed_with_their_captions(study: Path, tmp_path: Path) -> None:
    consilience("run", study, folder=tmp_path)
    done = consilience("figures", study, "shown", "--language", "zh", folder=tmp_path)
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    captions = {Path(name).name: caption for name, caption in lines}
    assert "真值表" in captions["outcome-1-venn.svg"]
    shown = tmp_path / "shown" / "outcome-1-venn.svg"
    assert "未观测到" in shown.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("--format", "gif"), "format of figures must be one of svg, png, pdf, got gif"),
        (("--format", "png", "--dpi", "0"), "dpi of figures must be a whole number of at least 1"),
        (("--language", "fr"), "language must be en or zh"),
    ],
)
def test_figures_that_cannot_be_written(
    study: Path, tmp_path: Path, arguments: tuple[str, ...], part: str
) -> None:
    consilience("run", study, folder=tmp_path)
    assert part in refused("figures", study, "shown", *arguments, folder=tmp_path)
    assert not (tmp_path / "shown").exists()


def test_figures_of_a_study_that_was_not_run(study: Path, tmp_path: Path) -> None:
    assert "run" in refused("figures", study, "shown", folder=tmp_path)
    assert not (tmp_path / "shown").exists()


def test_tables_of_a_study_that_was_not_run(study: Path, tmp_path: Path) -> None:
    assert "run" in refused("tables", study, "--output", "paper.md", folder=tmp_path)


def test_a_script_of_a_study_and_of_a_plain_table(study: Path, tmp_path: Path) -> None:
    consilience("run", study, folder=tmp_path)
    for language, name in (("r", "protocol.R"), ("python", "protocol.py")):
        done = consilience("script", study, "made", "--language", language, folder=tmp_path)
        assert done.stdout.split() == [str(Path("made") / name), str(Path("made") / "raw.csv")]
    (tmp_path / "plain.csv").write_text("case;A;Y\nx;0,9;0,8\ny;0,2;0,3\nz;0,1;0,1\n")
    options = ("plain.csv", "--outcome", "Y", "--script")
    for command in ("necessity", "truth-table", "minimize"):
        shown = consilience("qca", command, *options, "r", folder=tmp_path).stdout
        assert "library(QCA)" in shown
        assert 'dec = ","' in shown
    calibrated = ("qca", "calibrate", "plain.csv", "--column", "A", "--anchors", "0,0.5,1")
    shown = consilience(*calibrated, "--script", "python", folder=tmp_path).stdout
    assert "data['A']" in shown
    assert "decimal=','" in shown
    sentence = refused("qca", "minimize", *options, "stata", folder=tmp_path)
    assert sentence == "language of script must be one of python, r, got stata"


def _memberships(folder: Path) -> Path:
    table = folder / "m.csv"
    lines = ["case,A,B,Y", "a,0.9,0.8,0.9", "b,0.8,0.3,0.4", "c,0.7,0.9,0.8", "d,0.2,0.7,0.6"]
    lines += ["e,0.1,0.2,0.1", "f,0.3,0.1,0.2"]
    table.write_text("\n".join(lines), encoding="utf-8")
    return table


def test_fit_and_nca_of_a_plain_table(tmp_path: Path) -> None:
    common = (_memberships(tmp_path), "--outcome", "Y", "--cases", "case")
    fit = consilience("qca", "fit", *common, "--expression", "A*B", "--json", folder=tmp_path)
    assert json.loads(fit.stdout)["whole"]["inclusion"] == pytest.approx(1.0)
    need = consilience(
        "qca", "fit", *common, "--expression", "B", "--relation", "necessity", folder=tmp_path
    )
    assert need.stdout.splitlines()[0].split()[:2] == ["expression", "inclusion"]
    nca = consilience("qca", "nca", *common, "--permutations", "20", folder=tmp_path)
    assert "CE-FDH" in nca.stdout
    assert "20 random pairings" in nca.stdout
    low = consilience("qca", "nca", *common, "--json", folder=tmp_path)
    assert json.loads(low.stdout)["parameters"]["permutations"] == 10_000


def test_robustness_of_a_plain_table(tmp_path: Path) -> None:
    common = (_memberships(tmp_path), "--outcome", "Y", "--cases", "case")
    done = consilience("qca", "robustness", *common, "--pri-cuts", "0.5", folder=tmp_path)
    assert done.stdout.splitlines()[-1].endswith("%") or "%" in done.stdout
    assert "robustness" in done.stderr
    wrong = refused("qca", "robustness", *common, "--frequency-cuts", "two", folder=tmp_path)
    assert "frequency_cut" in wrong
    part = refused("qca", "robustness", *common, "--frequency-cuts", "1.5", folder=tmp_path)
    assert "frequency_cut" in part


def test_what_minimize_may_assume_on_a_plain_table(tmp_path: Path) -> None:
    common = ("qca", "minimize", _memberships(tmp_path), "--outcome", "Y", "--cases", "case")
    free = json.loads(consilience(*common, "--json", folder=tmp_path).stdout)
    asked = ("--covers", "irredundant", "--path-cut", "0.5", "--lower-cut", "0.6")
    done = consilience(
        *common, *asked, "--contradictions", "positive", "--json", folder=tmp_path
    )  # fmt: skip
    given = json.loads(done.stdout)["parameters"]
    assert (given["covers"], given["contradictions"]) == ("irredundant", "positive")
    assert given["inclusion_cut"] == [0.8, 0.6]
    assert free["parameters"]["covers"] == "minimum"
    assert "exclude" in refused(*common, "--exclude", "99", folder=tmp_path)
    assert "minimum" in refused(*common, "--covers", "smallest", folder=tmp_path)


def test_the_recipe_on_a_plain_table(tmp_path: Path) -> None:
    common = (_memberships(tmp_path), "--outcome", "Y", "--cases", "case")
    asked = ("--expectations", "A, B", "--given", "A", "--name", "B=learning", "--pri-cut", "0.5")
    done = consilience("qca", "recipe", *common, *asked, folder=tmp_path)
    assert "configurations Y" in done.stdout
    assert "given A Y" in done.stdout
    assert "regression" in done.stderr
    told = consilience("qca", "recipe", *common, *asked, "--json", folder=tmp_path, language="zh")
    found = json.loads(told.stdout)
    assert found["configurations"]["outcomes"][0]["names"]["B"] == {
        "en": "learning",
        "zh": "learning",
    }
    assert "回归" in told.stderr
    raw = consilience(
        "qca", "recipe", *common, "--anchors", "A=0,0.45,1", "--without", "nca,robustness",
        "--json", folder=tmp_path,
    )  # fmt: skip
    assert json.loads(raw.stdout)["nca"] is None
    assert json.loads(raw.stdout)["memberships"]["calibrations"][0]["anchors"] == [0, 0.45, 1]
    assert "NAME=VALUE" in refused("qca", "recipe", *common, "--anchors", "A", folder=tmp_path)
    assert "without" in refused("qca", "recipe", *common, "--without", "paths", folder=tmp_path)


def test_a_bare_command_shows_its_help_line_by_line(tmp_path: Path) -> None:
    done = consilience(folder=tmp_path)
    assert done.returncode == 2
    assert "\nCommands:\n" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("new", "x.consilience"), "缺少 --title"),
        (("new", "x.consilience", "--titel", "x"), "没有选项 --titel"),
        (("qca", "minimize", "t.csv", "--outcome", "Y", "--pri-cut", "x"), "无法理解 --pri-cut"),
        (("frobnicate",), "命令写法有误"),
        (("plan", "s.consilience", "none.toml"), "none.toml：没有这个文件"),
    ],
)
def test_slips_in_a_command_come_in_the_language(
    tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    consilience("new", "s.consilience", "--title", "S", folder=tmp_path)
    assert refused(*arguments, folder=tmp_path, language="zh").startswith(sentence)


def test_files_of_other_encodings_are_read_or_refused_with_the_line(tmp_path: Path) -> None:
    consilience("new", "s.consilience", "--title", "S", folder=tmp_path)
    (tmp_path / "p.toml").write_bytes("[[step]]\nkind = '契约治理'".encode("gb18030"))
    assert "p.toml line 2" in refused("plan", "s.consilience", "p.toml", folder=tmp_path)
    (tmp_path / "p.toml").write_text("[[step]]\n契约 = 1", encoding="utf-8")
    sentence = refused("plan", "s.consilience", "p.toml", folder=tmp_path)
    assert "p.toml cannot be read: it is not TOML at line 2, column 1" in sentence
    assert "quotes" in sentence
    script = 'd$VC <- calibrate(d$VC, thresholds = "e=1, c=3, i=5") # 校准价值创造\n'
    (tmp_path / "s.R").write_bytes(script.encode("gb18030"))
    assert "VC" in consilience("from-r", "s.R", folder=tmp_path).stdout


def test_an_outcome_with_texts_is_refused_with_its_cells(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("case,A,Y\na,0.2,0.9\nb,0.8,x\n", encoding="utf-8")
    sentence = refused("qca", "minimize", "t.csv", "--outcome", "Y", folder=tmp_path)
    assert "Y:3 'x'" in sentence
