"""Commands on rounds of double coding, and on texts that are replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from coded_study import J12, Coded, made_study
from coding_commands import FILE, answered, refused, run, shown
from consilience.study import standing_codings


@pytest.fixture
def coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Coded:
    monkeypatch.chdir(tmp_path)
    return made_study(tmp_path)


def _double(coded: Coded) -> None:
    out = shown("round", "open", FILE, "R1", "--coders", "A,B", "--actor", "A")
    assert out == "open the round R1 for A, B\n"
    for coder, code in (("A", "contract"), ("B", "trust")):
        shown("code", FILE, "J11", code, "--segment", 3, "--actor", coder)
    shown("code", FILE, "J12", "trust", "--quote", "Trust came later.", "--actor", "A")
    shown("code", FILE, "J12", "contract", "--segment", 1, "--unit", "paragraph", "--actor", "A")
    shown("code", FILE, "J12", "contract", "--quote", J12.split("\n")[0], "--actor", "B")
    assert coded.study.codings[0].start == 20


def test_a_round_from_opening_to_agreement_after_talking(coded: Coded) -> None:
    _double(coded)
    assert "codings: -\n1 rounds" in shown("round", "status", FILE)
    assert "codings: A 3\n" in shown("round", "status", FILE, "--actor", "A")
    assert "still open" in refused("round", "agreement", FILE, "R1")
    assert shown("round", "release", FILE, "R1") == "release the round R1\n"
    assert answered("round", "status", FILE)["rounds"][0]["codings"] == {"A": 3, "B": 2}
    out = shown("round", "disagreements", FILE, "R1", "--context", 3)
    assert out.splitlines()[0] == "1. J11 20-26 (other code): 们😀。[合同很清楚。] 问："
    assert "   B: nothing of these" in out
    assert out.endswith("2 disagreements, 2 not yet resolved\n")
    assert "编码不同" in shown("round", "disagreements", FILE, "R1", language="zh")
    first = answered("round", "agreement", FILE, "R1", "--bootstraps", 10)
    assert (len(first["agreement"]), first["unresolved"]) == (1, 2)
    shown("round", "resolve", FILE, "R1", 1, "--keep", "A", "--reason", "terms", "--actor", "A")
    assert "未裁定" in shown("round", "disagreements", FILE, "R1", "--unresolved", language="zh")
    left = answered("round", "disagreements", FILE, "R1", "--unresolved")
    assert [one["number"] for one in left["disagreements"]] == [2]
    shown("round", "resolve", FILE, "R1", 2, "--nothing", "--reason", "too far")
    both = answered("round", "agreement", FILE, "R1", "--bootstraps", 0, "--drawn", "source")
    pooled = [one["table"]["pooled"]["coefficients"] for one in both["agreement"]]
    assert pooled[0]["percent_agreement"] < pooled[1]["percent_agreement"] == 1
    assert [one["resolved"] for one in both["agreement"]] == [False, True]
    out = shown("round", "agreement", FILE, "R1", "--bootstraps", 20)
    assert "Round R1 as coded" in out
    assert "after the disagreements were resolved" in out
    assert out.endswith("0 disagreements not yet resolved\n")
    assert "resolved: terms; stands: " in shown("round", "disagreements", FILE, "R1")
    assert "resolved: too far; stands: -" in shown("round", "disagreements", FILE, "R1")
    assert len(standing_codings(coded.study)) == 2
    assert "resolved before" in refused(
        "round", "resolve", FILE, "R1", 1, "--nothing", "--reason", "again"
    )


def test_a_new_coding_may_stand_and_free_spans_have_no_table(coded: Coded) -> None:
    shown(
        "round",
        "open",
        FILE,
        "R2",
        "--coders",
        "A,B",
        "--sources",
        "J12",
        "--codes",
        "trust",
        "--unit",
        "span",
        "--description",
        "d",
        "--seen",
    )
    assert "not part of the round" in refused(
        "code", FILE, "J12", "contract", "--quote", "Trust", "--actor", "A"
    )
    for coder, words in (("A", "Trust"), ("B", "Trust came later")):
        shown("code", FILE, "J12", "trust", "--quote", words, "--actor", coder)
    shown("round", "release", FILE, "R2")
    out = shown("round", "agreement", FILE, "R2", language="zh")
    assert "片段：F1 0.000" in out
    assert "全部单位" not in out
    for options in ((), ("--nothing", "--keep", "A"), ("--code", "trust", "--keep", "A")):
        assert "in one way" in refused("round", "resolve", FILE, "R2", 1, "--reason", "r", *options)
    shown(
        "round",
        "resolve",
        FILE,
        "R2",
        1,
        "--code",
        "contract",
        "--start",
        30,
        "--reason",
        "r",
        "--actor",
        "B",
    )
    (new,) = standing_codings(coded.study)
    assert (new.start, new.end, new.code_id) == (30, 45, coded.code("contract").id)
    assert new.actor_id == coded.study.actor("B").id


def test_what_a_blind_round_hides_from_every_command_on_rounds(coded: Coded) -> None:
    _double(coded)
    for words in (("agreement",), ("disagreements",), ("disagreements", "--json")):
        error = refused("round", words[0], FILE, "R1", *words[1:])
        assert error == "The round R1 is still open: release it first\n"
    error = refused("round", "resolve", FILE, "R1", 1, "--keep", "B", "--reason", "x")
    assert "still open" in error
    assert '"B"' not in shown("round", "status", FILE, "--actor", "A", "--json").replace(
        '"A",\n        "B"', ""
    )
    error = refused("source", "replace", FILE, "J11", "none.txt")
    assert "合同" not in error


def test_a_text_is_replaced_and_its_codings_are_told(coded: Coded, tmp_path: Path) -> None:
    for words, code in (
        ("Trust came later.", "trust"),
        ("The contract was long.", "contract"),
        ("Then we met often.", "trust"),
    ):
        shown("code", FILE, "J12", code, "--quote", words)
    corrected = J12.replace("The contract was long.", "").replace("met often", "met rather often")
    (tmp_path / "new.txt").write_text(corrected, encoding="utf-8")
    answer = answered("source", "replace", FILE, "J12", "new.txt", "--note", "shorter")
    assert (answer["moved"], answer["lost"]) == (2, 1)
    assert [one["how"] for one in answer["codings"]][::2] == ["unchanged", "edited"]
    assert answer["codings"][2]["new"] == "Then we met rather often."
    run("undo", FILE)
    out = shown("source", "replace", FILE, "J12", "new.txt", "--actor", "A")
    assert out.startswith("replace the text of J12 by new.txt\n2 codings found again, 1 stay")
    assert '"Then we met often." reads "Then we met rather often." now' in out
    assert 'J12 47-69 as governance/formal/contract: "The contract was long.": ' in out
    assert len(shown("quotes", FILE).splitlines()) == 3
    assert len(coded.study.versions) == 3
