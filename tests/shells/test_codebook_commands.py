"""The commands on sources, the codebook, codings and memos, as a user types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coded_study import Coded, made_study
from coding_commands import FILE, answered, refused, run, shown
from consilience.study import Stage, open_study

REGISTER = (
    "code,title,kind,minutes,cases\nJ11,Head of office,interview,75,C01\nN1,News,external,,C09\n"
)


@pytest.fixture
def coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Coded:
    made = made_study(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "register.csv").write_text(REGISTER, encoding="utf-8")
    return made


def test_the_register_and_table_1(coded: Coded) -> None:
    out = shown("source", "register", FILE, "register.csv", "--actor", "A")
    assert out == "register 2 sources from register.csv\nNew cases: C09\n"
    assert coded.store.events()[-1].actor == "A"
    assert "无需改动" in shown("source", "register", FILE, "register.csv", language="zh")
    answer = answered("source", "list", FILE)
    assert [one["code"] for one in answer["sources"]] == ["J11", "J12", "N1"]
    assert answer["sources"][0]["cases"] == ["C01"]
    assert [one["version"] for one in answer["sources"]] == [1, 1, None]
    assert answer["table"]["total"]["minutes"] == 135
    lines = shown("source", "list", FILE).splitlines()
    assert lines[2].startswith("N1\tNews\texternal\t-")
    assert lines[-1].startswith("all: 3 sources, 2 interviews of 135 minutes, 1 documents")
    assert "合计：3 份资料，其中访谈 2 次共 135 分钟" in shown(
        "source", "list", FILE, language="zh"
    )


def test_files_become_sources_by_their_names(coded: Coded, tmp_path: Path) -> None:
    names = ("J21 Head of office.txt", "J22.txt")
    talk = "问：为什么？\n李总：信任。\n问：还有呢？\n李总：合同。\n"
    for name, words in zip(names, (talk, "Only words."), strict=True):
        (tmp_path / name).write_bytes(words.encode("gb18030"))
    options = (
        "--kind",
        "internal",
        "--type",
        "minutes",
        "--period",
        "2020",
        "--minutes",
        30,
        "--documents",
        2,
        "--cases",
        "C01，C02",
        "--people",
        "A",
        "--actor",
        "B",
    )
    answer = answered("source", "add", FILE, *names, *options)
    assert answer["operation"] == "add 2 sources: J21, J22"
    assert any(note.startswith("J21 Head of office.txt: ") for note in answer["notes"])
    study = coded.study
    head, other = study.source("J21"), study.source("J22")
    assert (head.title, other.title, head.kind) == ("Head of office", "J22", "internal")
    assert (head.document_type, head.period, head.minutes) == ("minutes", "2020", 30)
    assert [study.code_of(one) for one in (*head.case_ids, *head.actor_ids)] == ["C01", "C02", "A"]
    assert "Files that are in the study already" in shown("source", "add", FILE, names[1])
    assert "is for one file" in refused("source", "add", FILE, *names, "--code", "X")
    (tmp_path / names[1]).write_text("Other words.", encoding="utf-8")
    shown("source", "add", FILE, names[1], "--code", "X", "--title", "T")
    assert coded.study.source("X").title == "T"
    assert "没有" in refused("source", "add", FILE, "nothing.txt", language="zh")


def test_the_codebook_is_shown_as_a_tree(coded: Coded) -> None:
    coded.coding("J11", "合同", "contract", "A")
    shown("codebook", "link", FILE, "trust", "formal")
    coded.store.add("stage", [Stage(code="S1", name="Growth")])
    shown(
        "codebook",
        "link",
        FILE,
        "formal",
        "trust",
        "--label",
        "leads to",
        "--chinese",
        "促进",
        "--stage",
        "S1",
    )
    assert shown("codebook", "show", FILE).splitlines() == [
        "governance\tdimension\t0",
        "  relational\ttheme\t0",
        "    trust\tconcept\t0",
        "  formal\ttheme\t0",
        "    contract\tconcept\t1",
        "governance/formal → governance/relational/trust: leads to",
        "governance/relational/trust also belongs to governance/formal",
    ]
    answer = answered("codebook", "show", FILE)
    assert answer["codes"][2]["path"] == ["governance", "relational", "trust"]
    assert len(answer["links"]) == 2
    shown("codebook", "link", FILE, "formal", "trust", "--label", "leads to", "--remove")
    assert len(answered("codebook", "show", FILE)["links"]) == 1


def test_codes_are_added_changed_moved_merged_split_and_removed(coded: Coded) -> None:
    out = shown(
        "codebook",
        "add",
        FILE,
        "respect",
        "--parent",
        "relational",
        "--definition",
        "d",
        "--include",
        "i",
        "--exclude",
        "x",
        "--example",
        "e",
        "--colour",
        "#112233",
        "--chinese",
        "尊重",
        "--actor",
        "B",
    )
    assert out == "add the code governance/relational/respect\n"
    code = coded.code("respect")
    assert (code.kind, code.name_zh, code.colour) == ("concept", "尊重", "#112233")
    assert code.created_at
    shown("codebook", "add", FILE, "culture", "--kind", "dimension")
    shown("codebook", "change", FILE, "尊重", "--name", "esteem", "--kind", "free", "--colour", "")
    code = coded.code("esteem")
    assert (code.kind, code.colour, code.definition) == ("free", "", "d")
    shown("codebook", "move", FILE, "esteem", "--position", 1)
    shown("codebook", "move", FILE, "trust", "--parent", "formal")
    shown("codebook", "move", FILE, "formal", "--parent", "/")
    tree = [one["path"] for one in answered("codebook", "show", FILE)["codes"]]
    assert ["formal", "trust"] in tree
    made = coded.coding("J11", "合同", "contract", "A")
    shown("codebook", "merge", FILE, "trust", "contract", "esteem")
    assert coded.study.codings[0].code_id == coded.code("trust").id
    answer = answered("codebook", "split", FILE, "clarity", made.id[:8])
    assert coded.study.codings[0].code_id == answer["code"] == coded.code("clarity").id
    shown("codebook", "split", FILE, "deep", made.id[:8], "--parent", "culture")
    assert coded.code("deep").parent_id == coded.code("culture").id
    shown("codebook", "add", FILE, "top")
    assert "move or merge them first" in refused("codebook", "remove", FILE, "formal")
    assert shown("codebook", "remove", FILE, "top") == "remove the code top\n"
    assert "did you mean formal/trust?" in refused("codebook", "history", FILE, "formal/trusts")


def test_a_codebook_is_loaded_from_every_form(coded: Coded, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# culture\n## norms\n- respect: to esteem\n", encoding="utf-8")
    (tmp_path / "b.toml").write_text('[[code]]\nname = "pride"\n', encoding="utf-8")
    (tmp_path / "c.csv").write_text("二阶主题,一阶概念\n习惯,守时\n", encoding="utf-8")
    counts = [
        answered("codebook", "load", FILE, name)["operation"]
        for name in ("a.md", "b.toml", "c.csv")
    ]
    assert counts == [
        f"load {n} codes from {f}" for n, f in ((3, "a.md"), (1, "b.toml"), (2, "c.csv"))
    ]
    assert coded.code("respect").definition == "to esteem"
    assert coded.code("守时").kind == "concept"
    assert answered("codebook", "load", FILE, "a.md") == {
        "event": None,
        "operation": "nothing to change: it is so already",
        "notes": [],
    }


def test_the_history_of_a_code(coded: Coded) -> None:
    coded.coding("J11", "合同", "contract", "A")
    shown("codebook", "change", FILE, "contract", "--name", "terms", "--actor", "B")
    shown("codebook", "link", FILE, "terms", "relational", "--actor", "B")
    lines = shown("codebook", "history", FILE, "terms").splitlines()
    assert "1 codings added" in lines[1]
    assert lines[2].endswith(
        "\tB\trename the code governance/formal/contract to terms\tname: contract → terms"
    )
    assert "1 links changed" in lines[3]
    assert "新增 1 个编码片段" in shown("codebook", "history", FILE, "terms", language="zh")
    events = answered("codebook", "history", FILE, "terms", "--actor", "A")["events"]
    assert [one["codings_added"] for one in events] == [0, 1, 0, 0]


def test_spans_are_coded_changed_and_taken_back(coded: Coded) -> None:
    answer = answered(
        "code",
        FILE,
        "J11",
        "contract",
        "--quote",
        "合同很清楚",
        "--actor",
        "A",
        "--direction",
        "for",
        "--intensity",
        2,
        "--importance",
        3,
        "--exemplar",
        "--note",
        "n",
        "--case",
        "C01",
    )
    (made,) = coded.study.codings
    assert made.id == answer["coding"]
    assert (made.intensity, made.importance, made.exemplar) == (2, 3, True)
    assert made.case_id == coded.study.case("C01").id
    assert "already" in shown(
        "code", FILE, "J11", "contract", "--quote", "合同很清楚", "--actor", "A", "--case", "C01"
    )
    assert "stands in 2 places" in refused("code", FILE, "J11", "trust", "--quote", "我们")
    shown("code", FILE, "J11", "-", "--start", 14, "--end", 18, "--parent", "relational")
    assert coded.code("信任他们").kind == "in vivo"
    shown("code", FILE, "J12", "-", "--quote", "met often")
    assert coded.code("met often").parent_id is None
    coded.store.add("stage", [Stage(code="S1", name="Growth")])
    shown(
        "recode",
        FILE,
        made.id[:8],
        "--code",
        "trust",
        "--start",
        20,
        "--end",
        22,
        "--stage",
        "S1",
        "--no-exemplar",
    )
    changed = coded.study.by_id[made.id]
    assert (changed.start, changed.end, changed.exemplar) == (20, 22, False)  # type: ignore[union-attr]
    shown("recode", FILE, made.id[:8], "--note", "only")
    out = shown("quotes", FILE, "trust", "--context", 2)
    assert out.splitlines() == [
        f"{made.id[:8]}\tJ11:2 20-22\t张工\tA\tgovernance/relational/trust\t😀。[合同]很清",
        "1 quotes",
    ]
    for filters, count in (
        ((), 3),
        (("governance", "--only"), 0),
        (("--source", "J12"), 1),
        (("--case", "C02"), 1),
        (("--coder", "A"), 1),
    ):
        assert len(answered("quotes", FILE, *filters)["quotes"]) == count
    shown("uncode", FILE, made.id[:8], "--actor", "A")
    assert len(coded.study.codings) == 2


def test_people_and_memos(coded: Coded) -> None:
    assert shown("person", FILE, "C", "--name", "Cy", "--role", "researcher") == "name C as Cy\n"
    shown("person", FILE, "D")
    assert shown("person", FILE).splitlines()[2:] == ["C\tCy\tresearcher", "D\tD\tcoder"]
    assert answered("person", FILE)["people"][0]["name"] == "Ann"
    shown(
        "memo",
        "add",
        FILE,
        "On trust",
        "It grows.",
        "--about",
        "code:trust",
        "--about",
        "source:J11",
        "--kind",
        "theory",
        "--actor",
        "A",
    )
    shown("memo", "add", FILE, "Plan", "Go on.")
    (memo,) = [one for one in coded.study.memos if one.title == "Plan"]
    assert len(answered("memo", "list", FILE)["memos"]) == 2
    out = shown("memo", "list", FILE, "--about", "code:trust")
    assert "On trust\tIt grows.\n1 memos\n" in out
    shown("memo", "remove", FILE, memo.id[:8])
    assert len(coded.study.memos) == 1


def test_nobody_gets_at_the_codings_of_a_blind_round(coded: Coded, tmp_path: Path) -> None:
    coded.open_round()
    shown("code", FILE, "J11", "contract", "--quote", "合同很清楚", "--actor", "A", "--note", "XYZ")
    shown("memo", "add", FILE, "Secret", "XYZ", "--about", "code:contract", "--actor", "A")
    (made,) = coded.study.codings
    views = (
        ("quotes", FILE),
        ("quotes", FILE, "contract", "--coder", "A"),
        ("quotes", FILE, "--source", "J11"),
        ("codebook", "show", FILE),
        ("codebook", "history", FILE, "contract"),
        ("memo", "list", FILE),
        ("source", "list", FILE),
    )
    for view in views:
        for viewer in ((), ("--actor", "B")):
            for form in ((), ("--json",)):
                out = shown(*view, *(viewer if view[0] != "source" else ()), *form)
                assert not [
                    w for w in ("合同很清楚", "XYZ", made.id[:8], "codings added") if w in out
                ]
                assert '"codings": 1' not in out
    assert "合同很清楚" in shown("quotes", FILE, "--actor", "A")
    for words in (
        ("uncode", FILE, made.id[:8], "--actor", "B"),
        ("recode", FILE, made.id[:8], "--note", "x", "--actor", "B"),
        ("codebook", "split", FILE, "n", made.id[:8], "--actor", "B"),
        ("memo", "add", FILE, "t", "x", "--about", f"coding:{made.id[:8]}", "--actor", "B"),
    ):
        assert "There is none with the id" in refused(*words)
    sentence = refused("codebook", "remove", FILE, "contract")
    unused = refused("codebook", "remove", FILE, "trust")
    assert sentence.replace("formal/contract", "relational/trust") == unused
    for viewer in ((), ("--actor", "B")):
        _, log, _ = run("log", FILE, *viewer)
        assert "contract" not in log
        assert "Secret" not in log
    assert "code J11 20-25 as" in run("log", FILE, "--actor", "A")[1]
    code, _, error = run("archive", FILE, "folder")
    assert (code, "blind and open" in error) == (2, True)
    assert not (tmp_path / "folder").exists()
    assert "合同" not in run("check", FILE)[1]


def test_a_person_who_is_not_in_the_study_is_named(coded: Coded) -> None:
    assert "code of study.actor must be one of A, B, got Z" in refused(
        "quotes", FILE, "--actor", "Z"
    )
    with open_study(FILE) as store:
        assert store.study() == coded.study
