"""Commands on the texts of a study: search, words, suggestions that a person answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coded_study import Coded, made_study
from coding_commands import FILE, answered, refused, shown
from consilience.study import Round, Source, SourceVersion, Term
from consilience.study.edits import Text, add_sources, new_version, open_round

TRUST = [f"Partner {n} kept its word and we trust them." for n in range(12)]
TERMS = [f"Clause {n} of the contract states the terms." for n in range(12)]
NEW = "We trust our partners. The contract has terms. Zzzz qqqq."


@pytest.fixture
def coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Coded:
    monkeypatch.chdir(tmp_path)
    return made_study(tmp_path)


def _examples(coded: Coded, coder: str = "A") -> None:
    texts = {"E1": "\n".join(TRUST), "E2": "\n".join(TERMS), "N1": NEW}
    found = [
        (Source(code=code, title=code, kind="interview"), Text(text=text, sha256=code))
        for code, text in texts.items()
    ]
    coded.store.make(add_sources(coded.study, found))
    if coder == "round":
        study = coded.study
        new = Round(
            code="R1",
            source_ids=tuple(study.source(one).id for one in texts),
            coder_ids=tuple(study.actor(one).id for one in "AB"),
        )
        coded.store.make(open_round(study, new))
    for source, sentences, code in (("E1", TRUST, "trust"), ("E2", TERMS, "contract")):
        for words in sentences:
            coded.coding(source, words, code, "A")


def test_search_finds_every_place(coded: Coded) -> None:
    assert shown("search", FILE, "信任", "--context", 2) == (
        "J11 14-16\t我们[信任]他们\nJ11 42-44\t们不[信任]他们\n2 places\n"
    )
    answer = answered("search", FILE, "t", "--limit", 1)
    assert len(answer["lines"]) == 1
    assert answer["count"] > 5
    assert coded.study.codings == ()


def test_words_are_counted_and_terms_stay_whole(coded: Coded) -> None:
    coded.store.add("term", [Term(text="信任他们")])
    rows = answered("words", FILE, "--minimum", 1)["words"]
    counts = {row["word"]: row["count"] for row in rows}
    assert counts["信任他们"] == 2
    assert "the" not in counts
    assert "合作" not in [
        row["word"] for row in answered("words", FILE, "--source", "J12", "--minimum", 1)["words"]
    ]
    out = shown("words", FILE, "--minimum", 1, "--shortest", 3, "--top", 1)
    assert len(out.splitlines()) == 2


def test_suggestions_are_kept_and_only_a_person_codes(coded: Coded) -> None:
    assert "Nothing is coded yet" in refused("suggest", FILE, "J12")
    _examples(coded)
    before = coded.study.codings
    answer = answered("suggest", FILE, "N1", "--actor", "A")
    assert coded.study.codings == before
    best: dict[str, Any] = {}
    for one in answer["suggestions"]:
        best.setdefault(one["text"], one)
    assert best["We trust our partners."]["code"].endswith("/trust")
    assert best["The contract has terms."]["code"].endswith("/contract")
    assert "trust" in best["We trust our partners."]["words"]
    assert answer["accuracy"]["value"] > answer["accuracy"]["base"]
    assert len(coded.study.suggestions) == len(answer["suggestions"])
    again = shown("suggest", FILE, "N1")
    assert "nothing to change" in again
    assert "the first proposal is right in" in again
    yes, no = best["We trust our partners."]["id"], best["The contract has terms."]["id"]
    made = answered("answer", FILE, yes[:8], "--accept", "--actor", "A")["coding"]
    assert coded.study.by_id[made] in coded.study.codings
    assert answered("answer", FILE, no, "--reject")["coding"] is None
    outcomes = {one.id: one.outcome for one in coded.study.suggestions}
    assert (outcomes[yes], outcomes[no]) == ("accepted", "rejected")
    place = f"N1:{best['The contract has terms.']['start']}-"
    named = f"{place}{best['The contract has terms.']['end']} formal/contract"
    assert "answered already" in refused("answer", FILE, named, "--reject")
    assert "none with the id" in refused("answer", FILE, f"{place}1 formal/contract", "--reject")
    assert "answered already" in refused("answer", FILE, yes, "--reject")
    rest = [one for one in answer["suggestions"] if one["text"].startswith("The contract")]
    text = Text(text=NEW + " More.", sha256="m")
    coded.store.make(new_version(coded.study, coded.study.source("N1"), text, {}))
    if len(rest) > 1:
        assert "replaced since" in refused("answer", FILE, rest[1]["id"], "--accept")


def test_codes_with_few_quotes_stay_silent(coded: Coded) -> None:
    coded.coding("J11", "信任他们😀", "trust", "A")
    out = shown("suggest", FILE, "J12")
    assert "fewer than 10 different quotes are not suggested: governance/relational/trust" in out
    assert coded.study.suggestions == ()
    coded.coding("J12", coded.study.versions[1].text, "trust", "A")
    assert "Every such segment of J12 is coded" in refused("suggest", FILE, "J12", "--least", 1)
    coded.store.add("x", [Source(code="X", title="X", kind="internal")])
    assert "X have no text" in refused("suggest", FILE, "X")


def test_in_a_blind_round_everyone_learns_from_their_own_codings(coded: Coded) -> None:
    _examples(coded, "round")
    mine = answered("suggest", FILE, "N1", "--actor", "A")
    assert mine["suggestions"]
    assert "Nothing is coded yet" in refused("suggest", FILE, "N1", "--actor", "B")
    first = mine["suggestions"][0]["id"]
    assert "none with the id" in refused("answer", FILE, first, "--accept", "--actor", "B")
    version = coded.study.by_id[coded.study.suggestions[0].version_id]
    assert isinstance(version, SourceVersion)
    made = answered("answer", FILE, first, "--accept", "--actor", "A")["coding"]
    kept = next(one for one in coded.study.codings if one.id == made)
    assert kept.session_id == coded.study.session("R1-A").id
