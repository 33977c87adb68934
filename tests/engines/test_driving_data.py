"""The constructed study holds what its README promises, in both languages alike."""

from __future__ import annotations

import calendar
import csv
import itertools
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from consilience import coding, qca

DATA = Path(__file__).parents[2] / "src" / "consilience" / "data" / "driving"
LANGUAGES = ("en", "zh")
CONDITIONS = ("JD", "CG", "RG", "CC")
THIN = {"AD2", "RG3"}
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def items(text: str) -> list[str]:
    return text.split(";") if text else []


SOURCES = {row["code"]: row for row in rows("sources.csv")}
CASES = {row["code"]: row for row in rows("cases.csv")}
STAGES = {row["code"]: row for row in rows("stages.csv")}
CODINGS = {row["id"]: row for row in rows("codings.csv")}
RESOLUTIONS = rows("resolutions.csv")
RATINGS = rows("ratings.csv")
INCIDENTS = rows("incidents.csv")
ACTORS = {row["code"]: row for row in rows("actors.csv")}
BOOK = tomllib.loads((DATA / "codebook.toml").read_text(encoding="utf-8"))
CODES = {code["key"]: code for code in BOOK["codes"]}
PROJECT = tomllib.loads((DATA / "project.toml").read_text(encoding="utf-8"))
TEXTS = {
    (code, language): (DATA / "texts" / language / f"{code}.md").read_text(encoding="utf-8")
    for code, language in itertools.product(SOURCES, LANGUAGES)
}


def agreed_codings() -> list[Row]:
    compared = {one for row in RESOLUTIONS for one in items(row["compared"])}
    kept = {one for row in RESOLUTIONS for one in items(row["kept"])}
    found: dict[tuple[str, ...], Row] = {}
    for identifier, row in CODINGS.items():
        if identifier not in compared or identifier in kept:
            found.setdefault((row["source"], row["code"], row["quote_en"], row["case"]), row)
    return list(found.values())


AGREED = agreed_codings()


def span(row: Row, language: str) -> tuple[int, int]:
    start = TEXTS[row["source"], language].index(row[f"quote_{language}"])
    return start, start + len(row[f"quote_{language}"])


def test_twelve_cases_are_four_leads_with_three_partners() -> None:
    partners = Counter(row["parent"] for row in CASES.values() if row["parent"])
    assert partners == dict.fromkeys("VTDO", 3)
    sectors = {row[name] for row in CASES.values() for name in ("sector_en", "lead_sector_en")}
    assert sectors - {""} == {
        *("OEM", "tier-1", "chip", "map", "cloud", "operator", "university", "city"),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_quote_stands_once_in_its_text(language: str) -> None:
    for row in [*CODINGS.values(), *INCIDENTS]:
        assert TEXTS[row["source"], language].count(row[f"quote_{language}"]) == 1, row


def test_every_source_has_both_texts_and_no_text_is_left_over() -> None:
    for language in LANGUAGES:
        assert {path.stem for path in (DATA / "texts" / language).iterdir()} == set(SOURCES)


def test_texts_have_one_structure_in_both_languages() -> None:
    for code, row in SOURCES.items():
        english, chinese = (TEXTS[code, language].splitlines() for language in LANGUAGES)
        assert len(english) == len(chinese), code
        assert all(english), code
        assert all(chinese), code
        if row["kind"] == "interview":
            names: dict[str, str] = {}
            for one, other in zip(english, chinese, strict=True):
                speaker, in_chinese = one.split(": ")[0], other.split("：")[0]
                assert names.setdefault(speaker, in_chinese) == in_chinese, (code, one)
            assert names["Interviewer"] == "访谈者"
            assert len(names) == 2, names


def test_codings_come_in_the_same_paragraphs_of_both_texts() -> None:
    def paragraph(row: Row, language: str) -> int:
        return TEXTS[row["source"], language][: span(row, language)[0]].count("\n")

    for row in CODINGS.values():
        assert paragraph(row, "en") == paragraph(row, "zh"), row["id"]


def test_length_of_texts() -> None:
    for (code, language), text in TEXTS.items():
        words = len(text.split()) if language == "en" else len(re.findall(r"[一-鿿]", text))
        assert 250 <= words <= (600 if language == "en" else 1000), (code, language, words)


def test_every_translated_field_is_in_its_language() -> None:
    def check(pairs: Iterable[tuple[str, str]]) -> None:
        for english, chinese in pairs:
            assert bool(english) == bool(chinese), (english, chinese)
            assert not re.search(r"[一-鿿]", english), english
            assert not chinese or re.search(r"[一-鿿]", chinese), chinese

    for path in DATA.glob("*.csv"):
        found = rows(path.name)
        names = [name for name in found[0] if name.endswith("_en")]
        names += ["term_en"] if path.stem == "terms" else []
        for name in dict.fromkeys(names):
            chinese = name.removesuffix("_en") + "_zh"
            check((row[name], row[chinese]) for row in found)
    check((c["name"]["en"], c["name"]["zh"]) for c in CODES.values())
    for field in ("definition", "include", "exclude"):
        check((c[field]["en"], c[field]["zh"]) for c in CODES.values() if field in c)
    check((PROJECT[name]["en"], PROJECT[name]["zh"]) for name in ("title", "question"))
    for condition in PROJECT["conditions"]:
        check(zip(condition["anchors"]["en"], condition["anchors"]["zh"], strict=True))


def test_everything_that_is_named_is_there() -> None:
    for row in SOURCES.values():
        assert set(items(row["cases"])) <= set(CASES), row
        assert set(items(row["people"])) <= set(ACTORS), row
    for row in CODINGS.values():
        assert row["code"] in CODES, row
        assert CODES[row["code"]]["kind"] in {"concept", "in vivo"}, row
        assert row["stage"] in STAGES, row
        assert row["coder"] in {"A", "B"}, row
        assert row["case"] in items(SOURCES[row["source"]]["cases"]), row
        assert row["direction"] in {"for", "against"}, row
        assert {row["intensity"], row["importance"]} <= {"1", "2", "3"}, row
    for code in CODES.values():
        assert code.get("parent", "D1") in CODES, code
        if "example" in code:
            assert CODINGS[code["example"]]["code"] == code["key"], code
            assert CODINGS[code["example"]] in AGREED, code
    for row in RESOLUTIONS:
        assert {CODINGS[one]["source"] for one in items(row["compared"])} == {row["source"]}
        assert (row["outcome"] == "kept") == bool(row["kept"]), row
    spoken = {person for row in SOURCES.values() for person in items(row["people"])}
    assert {a for a, row in ACTORS.items() if row["role"] == "interviewee"} <= spoken


def test_relations_join_codes_by_quotes_of_these_codes() -> None:
    ids = {row["id"]: row for row in AGREED}
    for relation in BOOK["relations"]:
        assert relation["stage"] in STAGES
        found = {ids[one]["code"] for one in relation["evidence"].split(";")}
        assert found == {relation["from"], relation["to"]}, relation


def test_names_of_codes_differ_under_a_parent() -> None:
    for language in LANGUAGES:
        names = Counter((c.get("parent"), c["name"][language]) for c in CODES.values())
        assert set(names.values()) == {1}


def test_the_structure_is_21_to_8_to_3() -> None:
    kinds = Counter(code["kind"] for code in CODES.values())
    assert kinds == {"concept": 21, "theme": 8, "dimension": 3, "in vivo": 3}
    for code in CODES.values():
        above = CODES[code["parent"]]["kind"] if "parent" in code else ""
        expected = {"in vivo": "concept", "concept": "theme", "theme": "dimension", "dimension": ""}
        assert above == expected[code["kind"]]


def test_codes_of_sources_name_lead_partner_and_kind() -> None:
    kinds = {"1": "interview", "2": "internal", "3": "external", "4": "observation"}
    for code, row in SOURCES.items():
        if "_" in code:
            assert items(row["cases"]) == [code[:-1]]
            digit = code[-1]
        else:
            assert {CASES[case]["parent"] for case in items(row["cases"])} == {code[0]}
            digit = code[1]
        assert kinds[digit] == row["kind"], code


def test_stages_follow_each_other_without_overlap() -> None:
    ends = [(date.fromisoformat(s["from"]), date.fromisoformat(s["to"])) for s in STAGES.values()]
    for (_, end), (start, _) in itertools.pairwise(ends):
        assert (start - end).days == 1
    assert all(start < end for start, end in ends)


def test_each_incident_lies_within_the_stage_of_its_quote() -> None:
    assert len(INCIDENTS) == 30
    assert [row["date"] for row in INCIDENTS] == sorted(row["date"] for row in INCIDENTS)
    found: Counter[str] = Counter()
    for row in INCIDENTS:
        code = CODINGS[row["coding"]]
        assert (code["case"], code["source"]) == (row["case"], row["source"])
        assert all(code[f"quote_{one}"] == row[f"quote_{one}"] for one in LANGUAGES)
        first, last = _days(row["date"])
        stage = STAGES[code["stage"]]
        assert stage["from"] <= first <= last <= stage["to"], row
        assert CODES[row["dimension"]]["kind"] == "dimension"
        found[code["stage"]] += 1
    assert min(found[stage] for stage in STAGES) >= 5, found


def _days(text: str) -> tuple[str, str]:
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    last_month = month or 12
    last_day = day or calendar.monthrange(year, last_month)[1]
    return f"{year}-{month or 1:02d}-{day or 1:02d}", f"{year}-{last_month:02d}-{last_day:02d}"


def test_agreed_coding_is_dense_enough() -> None:
    assert len(AGREED) == 176
    assert {row["source"] for row in AGREED} == set(SOURCES)
    assert {row["case"] for row in AGREED} == {c for c, row in CASES.items() if row["parent"]}
    assert {row["stage"] for row in AGREED} == set(STAGES)


def test_only_two_concepts_are_thin() -> None:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in AGREED:
        found[row["code"]].append(row)
    thin = {
        code
        for code, quotes in found.items()
        if CODES[code]["kind"] == "concept"
        and (len(quotes) < 2 or len({row["case"] for row in quotes}) < 2)
    }
    assert thin == THIN
    assert len(found["AD2"]) == 1
    assert {row["case"] for row in found["RG3"]} == {"T_CL"}


def test_most_findings_rest_on_two_kinds_of_source() -> None:
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in AGREED:
        kinds[row["code"]].add(SOURCES[row["source"]]["kind"])
    alone = {code for code, found in kinds.items() if len(found) == 1 and code[:2] != "IV"}
    assert alone == {"AD2", "RG3", "JD2"}
    cases = {c: {SOURCES[r["source"]]["kind"] for r in AGREED if r["case"] == c} for c in CASES}
    assert {c for c, found in cases.items() if len(found) == 1} == {"T_OE", "D_OP", "O_UN"}


def test_round_one_was_coded_by_both_and_every_difference_is_resolved() -> None:
    first = [row for row in CODINGS.values() if row["round"] == "1"]
    coders: dict[str, set[str]] = defaultdict(set)
    for row in first:
        coders[row["source"]].add(row["coder"])
    assert len(coders) == 6
    assert set(map(frozenset, coders.values())) == {frozenset("AB")}
    assert {SOURCES[source]["kind"] for source in coders} == {r["kind"] for r in SOURCES.values()}
    said: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in first:
        said[row["source"], row["code"], row["quote_en"], row["quote_zh"]].add(row["id"])
    alone = {next(iter(ids)) for ids in said.values() if len(ids) == 1}
    compared = Counter(one for row in RESOLUTIONS for one in items(row["compared"]))
    assert set(compared) == alone
    assert set(compared.values()) == {1}
    assert all(row["reason_en"] for row in RESOLUTIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_coders_agree_as_people_do(language: str) -> None:
    """Sentences under a code, all codes pooled."""
    marked: dict[str, list[int]] = {"A": [], "B": []}
    first = [row for row in CODINGS.values() if row["round"] == "1"]
    for source in sorted({row["source"] for row in first}):
        sentences = [
            found.span() for found in re.finditer(r"[^.!?。！？\n]+", TEXTS[source, language])
        ]
        for code, coder in itertools.product(sorted(CODES), "AB"):
            spans = [
                span(row, language)
                for row in first
                if (row["source"], row["code"], row["coder"]) == (source, code, coder)
            ]
            marked[coder] += [
                int(any(max(a, c) < min(b, d) for c, d in spans)) for a, b in sentences
            ]
    kappa = coding.cohen_kappa([marked["A"], marked["B"]])
    assert 0.6 < kappa.value < 0.8


def test_membership_sheets_are_whole_and_rest_on_quotes_of_their_case() -> None:
    cases = [code for code, row in CASES.items() if row["parent"]]
    expected = itertools.product(cases, (*CONDITIONS, "VC"), ("A", "B", "agreed"))
    assert Counter((r["case"], r["condition"], r["rater"]) for r in RATINGS) == Counter(expected)
    ids = {row["id"]: row for row in AGREED}
    for row in RATINGS:
        evidence = [*items(row["anchor"]), *items(row["evidence"])]
        assert all(ids[one]["case"] == row["case"] for one in evidence), row
        assert row["reason_en"]
        if row["status"] == "not mentioned":
            assert not evidence
            assert not row["score"]
            continue
        assert row["score"] in {"0", "0.33", "0.67", "1"}
        direction = "for" if row["status"] == "present" else "against"
        assert ids[row["anchor"]]["direction"] == direction, row
        assert row["status"] == "present" or float(row["score"]) < 0.5, row


def test_agreed_score_is_that_of_a_rater() -> None:
    found = {(r["case"], r["condition"], r["rater"]): r for r in RATINGS}
    apart = 0
    for (case, condition, rater), row in found.items():
        if rater == "agreed":
            both = [found[case, condition, one] for one in "AB"]
            assert row["score"] in {one["score"] for one in both}
            apart += both[0]["score"] != both[1]["score"]
    assert apart == 12
    silent = {(r["case"], r["condition"]) for r in RATINGS if r["status"] == "not mentioned"}
    assert silent == {("V_UN", "CC"), ("D_CT", "RG")}


def test_where_nothing_is_mentioned_nothing_is_coded() -> None:
    for row in AGREED:
        assert (row["case"], row["code"][:2]) not in {("V_UN", "CC"), ("D_CT", "RG")}, row


def memberships() -> pd.DataFrame:
    agreed = [row for row in RATINGS if row["rater"] == "agreed"]
    found = pd.DataFrame(agreed).pivot_table(
        index="case", columns="condition", values="score", aggfunc="first"
    )
    return found.replace("", "0").astype(float)


def solution(outcome: str, expected: str) -> set[str]:
    table = qca.truth_table(memberships(), outcome, CONDITIONS, 0.8, 0.7)
    found = qca.minimize(table, "intermediate", dict.fromkeys(CONDITIONS, expected))
    return {str(path) for path in found.to_frame().query("model == 1")["expression"]}


def test_the_qca_of_the_agreed_scores_has_paths_that_are_not_mirrored() -> None:
    assert solution("VC", "present") == {"RG", "JD*CG*CC"}
    assert solution("~VC", "absent") == {"~RG*~CC"}


def test_necessity_is_one_sided() -> None:
    found = {}
    for outcome in ("VC", "~VC"):
        table = qca.necessity(memberships(), outcome, CONDITIONS, depth=1).to_frame()
        found[outcome] = set(table.query("inclusion >= 0.9")["expression"])
    assert found == {"VC": set(), "~VC": {"CG", "~RG"}}


COUNTS: dict[str, Callable[[], float]] = {
    "cases": lambda: sum(bool(row["parent"]) for row in CASES.values()),
    "case_groups": lambda: sum(not row["parent"] for row in CASES.values()),
    "sources": lambda: len(SOURCES),
    "interviews": lambda: _kinds()["interview"],
    "interview_minutes": lambda: sum(int(row["minutes"] or 0) for row in SOURCES.values()),
    "internal_documents": lambda: _documents("internal"),
    "external_documents": lambda: _documents("external"),
    "observations": lambda: _kinds()["observation"],
    "concepts": lambda: sum(code["kind"] == "concept" for code in CODES.values()),
    "themes": lambda: sum(code["kind"] == "theme" for code in CODES.values()),
    "dimensions": lambda: sum(code["kind"] == "dimension" for code in CODES.values()),
    "double_coded_sources": lambda: len({r["source"] for r in RESOLUTIONS}),
    "codings": lambda: len(AGREED),
    "incidents": lambda: len(INCIDENTS),
    "stages": lambda: len(STAGES),
}


def _kinds() -> Counter[str]:
    return Counter(row["kind"] for row in SOURCES.values())


def _documents(kind: str) -> int:
    return sum(int(row["documents"]) for row in SOURCES.values() if row["kind"] == kind)


def test_claims_are_true_and_said_in_both_languages() -> None:
    claims = rows("claims.csv")
    assert {row["key"] for row in claims} == set(COUNTS)
    for row in claims:
        assert float(row["value"]) == COUNTS[row["key"]](), row
        assert row["value"] in row["sentence_en"]
        assert row["value"] in row["sentence_zh"]


def test_every_theme_has_a_theory_memo() -> None:
    anchors = [one for row in rows("memos.csv") for one in items(row["anchors"])]
    known: dict[str, Any] = {"code": CODES, "case": CASES, "source": SOURCES}
    for anchor in anchors:
        kind, name = anchor.split(":")
        assert name in known[kind], anchor
    themes = {f"code:{key}" for key, code in CODES.items() if code["kind"] == "theme"}
    theory = {
        anchor
        for row in rows("memos.csv")
        if row["kind"] == "theory"
        for anchor in items(row["anchors"])
    }
    assert theory == themes


def test_terms_and_pseudonyms_occur() -> None:
    whole = "\n".join(text for (_, language), text in TEXTS.items() if language == "zh")
    terms = [row["term_zh"] for row in rows("terms.csv")]
    assert len(terms) == len(set(terms))
    assert sum(term in whole for term in terms) > len(terms) / 2
    for row in rows("pseudonyms.csv"):
        for language in LANGUAGES:
            assert any(row[f"find_{language}"] in TEXTS[code, language] for code in SOURCES), row


def test_both_languages_say_that_it_is_constructed() -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert "Everything here is constructed" in readme
    assert "此处一切均为虚构" in readme
    assert "constructed" in PROJECT["title"]["en"]
    assert "虚构" in PROJECT["title"]["zh"]
