"""While a blind round is open, no command shows what another coder did in it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from coded_study import Coded, made_study
from coding_commands import FILE, run, shown

WORDS, REMARK = "我们信任他们", "only Ann knows"
COMMANDS = (
    ("coding", "structure", FILE),
    ("coding", "evidence", FILE),
    ("coding", "grounding", FILE),
    ("coding", "triangulation", FILE),
    ("coding", "replication", FILE),
    ("coding", "chains", FILE),
    ("coding", "matrix", FILE),
    ("coding", "quotes", FILE),
    ("coding", "quotes", FILE, "--actor", "B"),
    ("coding", "quotes", FILE, "trust", "--coder", "A"),
    ("coding", "memo", "list", FILE),
    ("coding", "source", "list", FILE),
    ("coding", "round", "status", FILE, "--actor", "B"),
    ("coding", "round", "agreement", FILE, "R1"),
    ("coding", "round", "disagreements", FILE, "R1"),
    ("coding", "round", "resolve", FILE, "R1", "1", "--keep", "A", "--reason", "r"),
    ("coding", "codebook", "show", FILE),
    ("coding", "codebook", "history", FILE, "trust"),
    ("coding", "codebook", "remove", FILE, "trust"),
    ("coding", "suggest", FILE, "J11", "--least", "1"),
    ("coding", "uncode", FILE, "J11:11-17", "--actor", "B"),
    ("coding", "recode", FILE, "J11:11-17", "--note", "x", "--actor", "B"),
    ("coding", "codebook", "split", FILE, "new", "J11:11-17"),
    ("coding", "export", FILE, "out.qdpx"),
    ("coding", "export", FILE, "out.csv"),
    ("coding", "export", FILE, "out.docx"),
    ("archive", FILE, "folder"),
    ("log", FILE),
    ("check", FILE),
    ("report", FILE),
)


@pytest.fixture
def coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Coded:
    """Ann codes and notes within a blind round; one coding from before is there for all."""
    monkeypatch.chdir(tmp_path)
    made = made_study(tmp_path)
    made.coding("J12", "The contract was long.", "contract", "A")
    made.open_round()
    shown("code", FILE, "J11", "trust", "--quote", WORDS, "--actor", "A", "--note", REMARK)
    shown("memo", "add", FILE, REMARK, REMARK, "--about", "code:trust", "--actor", "A")
    return made


def _written(folder: Path) -> str:
    """Return everything that commands wrote, but the study and the texts of sources."""
    found = []
    for path in folder.rglob("*"):
        if path.suffix in {".qdpx", ".docx", ".xlsx"}:
            with zipfile.ZipFile(path) as packed:
                names = [name for name in packed.namelist() if not name.endswith(".txt")]
                found += [packed.read(name).decode("utf-8", "replace") for name in names]
        elif path.suffix in {".csv", ".html"}:
            found.append(path.read_text(encoding="utf-8"))
    return "\n".join(found)


def test_no_command_shows_what_another_coder_did(coded: Coded, tmp_path: Path) -> None:
    (secret,) = [one for one in coded.study.codings if one.session_id]
    hidden = (WORDS, REMARK, secret.id[:8])
    for words in COMMANDS:
        for form in ((), ("--json",)):
            _, out, error = run(*words, *form)
            assert not [one for one in hidden if one in out + error], words
    assert not [one for one in hidden if one in _written(tmp_path)]
    assert coded.study.by_id[secret.id] == secret
    assert WORDS in shown("quotes", FILE, "--actor", "A")


def test_after_the_release_everybody_sees_it(coded: Coded) -> None:
    coded.coding("J12", "Trust", "trust", "B")
    shown("round", "release", FILE, "R1")
    assert WORDS in shown("quotes", FILE)
    assert REMARK in shown("memo", "list", FILE)
    assert REMARK in run("log", FILE)[1]
