"""The report of a study of texts: every finding leads to its quotes, hostile texts do no harm."""

from __future__ import annotations

import dataclasses
import re

import pytest

from consilience.report import exports, html_report, methods_text
from consilience.study import Pseudonym, Study
from gioia_study import HOSTILE, PLAN, TEXTS, coded_study
from golden.page import read
from golden.studies import run, small_study


def page(study: Study, language: str = "en") -> str:
    done, evidence = run(study)
    return html_report(done, evidence, "zh" if language == "zh" else "en")


@pytest.fixture(scope="module")
def english() -> str:
    return page(coded_study())


@pytest.fixture(scope="module")
def chinese() -> str:
    return page(coded_study(), "zh")


def sections(html: str) -> list[str]:
    return re.findall(r'<section id="([^"]+)" class="level-2"', html)


def test_a_study_of_codings_alone_has_a_whole_report(english: str) -> None:
    assert sections(english) == [
        "summary",
        "register",
        "structure",
        "evidence",
        "matrix-1",
        "matrix-2",
        "chains",
        "replication",
        "triangulation",
        "saturation",
        "grounding",
        "cases",
        "codebook",
        "quotes",
        "methods",
        "provenance",
    ]


def test_every_link_leads_somewhere_and_identifiers_are_unique(english: str, chinese: str) -> None:
    for html in (english, chinese):
        keys = re.findall(r'\bid="([^"]+)"', html)
        assert len(keys) == len(set(keys))
        assert set(re.findall(r'href="#([^"]+)"', html)) <= set(keys)


def test_texts_cannot_act(english: str) -> None:
    assert "<script" not in english
    assert "&lt;script&gt;" in english
    assert "\u202e" in english  # kept, but within its own direction
    for line in re.findall(r"[^\n]*\u202e[^\n]*", english):
        assert f"<bdi>“{HOSTILE[:1].replace('<', '&lt;')}" in line or "<bdi>&lt;script" in line


def test_every_quote_names_its_exact_place(english: str) -> None:
    for source, start, end in re.findall(r">([A-Z]\d+) \[(\d+)–(\d+)\]<", english):
        assert TEXTS[source][int(start) : int(end)]
    (row,) = re.findall(r'<tr id="quote-2".*?</tr>', english)
    start = TEXTS["J11"].index("every Friday")
    assert f"{start}–{start + 12}" in row
    assert "every Friday" in row


def test_counts_of_a_matrix_equal_the_quotes_that_they_lead_to(english: str) -> None:
    cells = re.findall(r'<a href="#(matrix-1-\d+-\d+)"><bdi>(\d+)(?: \| (\d+))?</bdi>', english)
    assert len(cells) == 10
    for key, held, against in cells:
        (row,) = re.findall(rf'<tr id="{key}".*?</tr>', english)
        assert len(re.findall(r'href="#quote-', row)) == int(held) + int(against or 0)


def test_silence_is_not_absence(english: str) -> None:
    assert "Not mentioned: sources speak of it, but nothing is coded there." in english
    (row,) = re.findall(r'<tr id="matrix-1-1-3".*?</tr>', english)
    assert "absent (only against)" in row


def test_register_counts_with_totals(english: str) -> None:
    table = english[english.index('id="table-register"') :]
    table = table[: table.index("</table>")]
    totals = [line for line in table.splitlines() if ">Total<" in line]
    assert len(totals) == 5
    assert str(sum(map(len, TEXTS.values()))) in totals[-1]
    assert ">120<" in totals[-1]


def test_chinese_names_stand_in_the_chinese_report(chinese: str) -> None:
    for words in ("关系治理", "说话算数", "起步期", "一阶概念", "只有一类资料", "促成"):
        assert words in chinese
    assert "keeping one&#39;s word" not in chinese


def test_same_study_same_bytes(english: str) -> None:
    assert page(coded_study()) == english
    assert read(english)


def test_methods_tell_the_numbers() -> None:
    done, evidence = run(coded_study())
    said = methods_text(done, evidence)
    assert "14 passages of 5 sources (interview 2, internal document 1" in said
    assert "6 first-order concepts were grouped into 3 second-order themes and 2 aggregate" in said
    assert "Saturation of codes was reached at 4+1" in said
    predicted = [("replication", {"predictions": {"meeting often": ["A"], "sharing data": ["A"]}})]
    done, evidence = run(coded_study([*predicted, ("saturation", {"base": 1, "orders": 0})]))
    said = methods_text(done, evidence)
    assert "1 of 2 predictions for groups held" in said
    assert "was not reached in 5 sources" in said
    done, evidence = run(coded_study([("agreement", {"bootstraps": 0})]))
    assert "(4 units, each a sentence): 75% of decisions agree" in methods_text(done, evidence)
    assert "由 2 人完成" in methods_text(done, evidence, "zh")


def test_a_study_with_both_has_both() -> None:
    small = small_study()
    records = [one for one in small.records() if one is not small.project]
    records = [one for one in records if one not in small.steps and one not in small.sources]
    done, evidence = run(coded_study([*PLAN, ("calibrate", {})], more=[*records, *small.sources]))
    html = html_report(done, evidence)
    assert {"data", "calibration", "sets", "structure", "quotes"} <= set(sections(html))
    assert "Report of a qualitative and set-theoretic study" in html


def test_pseudonyms_replace_names_in_quotes() -> None:
    hidden = [
        Pseudonym(id="y-1", name="Friday", replacement="[day]"),
        Pseudonym(id="y-2", name="every Friday", replacement="[often]"),
    ]
    html = page(coded_study(more=hidden))
    assert "We met [often]." in html
    assert "every Friday." not in html
    assert "Names on the list of pseudonyms are replaced" in html


def test_pseudonyms_replace_names_in_titles_and_names() -> None:
    names = {"Four made-up": "1", "Text J11": "2", "Alliance A1": "3", "meeting often": "4"}
    names |= {"常碰头": "5"}
    hidden = [Pseudonym(name=name, replacement=f"[hidden {n}]") for name, n in names.items()]
    study = coded_study(more=hidden)
    english, chinese = page(study), page(study, "zh")
    assert not [name for name in names if name in english]
    assert not [name for name in names if name in chinese]
    assert all(f"[hidden {n}]" in english for n in "1234")
    assert "[hidden 5]" in chinese
    assert "<title>[hidden 1] alliances</title>" in english


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        ([("saturation", {"orders": 0})], "With 5 sources saturation cannot be told"),
        ([("saturation", {"base": 1, "run": 2, "threshold": 0.0, "orders": 0})], "is not reached"),
        ([("triangulation", {})], "2 of 6 concepts rest on one kind of source only"),
        ([("evidence", {"by": "all", "quotes": 3})], "[against] “No trust at all”"),
        ([("evidence", {"by": "stage"})], "Evidence: growing"),
        ([("chains", {})], "leads back"),
        ([("agreement", {})], "They differ in 2 places; 1 of these have been decided."),
        ([("agreement", {})], "No contract is a sign of rules, not of results"),
        ([("agreement", {"bootstraps": 0})], "not yet decided"),
    ],
)
def test_what_was_found_is_said(plan: list[tuple[str, dict[str, object]]], sentence: str) -> None:
    assert sentence in page(coded_study(plan))


def test_a_sound_study_is_called_so() -> None:
    study = coded_study([("triangulation", {}), ("grounding", {})])
    concept = next(code for code in study.codes if code.name == "meeting often")
    codings = tuple(
        dataclasses.replace(one, code_id=concept.id, session_id=None) for one in study.codings
    )
    codes = tuple(
        dataclasses.replace(one, kind="theme" if one.kind == "theme" else "folder",
                            definition="yes") for one in study.codes
    )  # fmt: skip
    codes = tuple(
        dataclasses.replace(one, kind="concept") if one.id == concept.id else one for one in codes
    )
    html = page(dataclasses.replace(study, codings=codings, codes=codes))
    assert "No concept rests on one kind of source only." in html
    assert "a theme made before" in html


def test_of_many_quotes_in_a_cell_some_are_shown_and_the_others_counted() -> None:
    study = coded_study([("matrix", {"rows": "dimension", "columns": "kind"})])
    first = study.codings[0]
    many = tuple(dataclasses.replace(first, id=f"z-{n}", start=0, end=n + 1) for n in range(60))
    html = page(dataclasses.replace(study, codings=(*study.codings, *many)))
    (rest,) = set(re.findall(r"and (\d+) more", html))
    shown = re.findall(r'<tr id="matrix-1-1-1".*?</tr>', html)[0].count('href="#quote-')
    assert shown == 40
    (count,) = re.findall(r'href="#matrix-1-1-1"><bdi>(\d+) \| (\d+)<', html)
    assert sum(map(int, count)) == shown + int(rest)


@pytest.mark.parametrize("kind", exports.TABLE_FORMATS)
def test_tables_for_a_paper_come_in_every_format(kind: exports.TableFormat) -> None:
    done, evidence = run(coded_study())
    assert exports.export_tables(done, evidence, kind)
    assert exports.export_tables(done, evidence, kind, "zh")


def test_tables_and_figures_of_a_paper() -> None:
    done, evidence = run(coded_study())
    shown = exports.export_tables(done, evidence, "md").decode()
    captions = re.findall(r"\*\*Table \d+\. ([^*]+)\*\*", shown)
    assert captions[:3] == ["Sources of the study", "Data structure", "Evidence: governance"]
    assert "Codebook" in captions
    assert not [caption for caption in captions if "Quotes of" in caption]
    keys = [figure.key for figure in exports.study_figures(done, evidence)]
    assert keys == [
        "figure-structure",
        "figure-matrix-1",
        "figure-matrix-2",
        "figure-chains",
        "figure-model",
        "figure-saturation-1",
    ]


def test_a_round_without_differences_has_no_list_of_them() -> None:
    study = coded_study([("agreement", {"bootstraps": 5})])
    same = tuple(one for one in study.codings if one.id in {"q-03", "q-04"})
    html = page(dataclasses.replace(study, codings=same, resolutions=()))
    assert "They differ in 0 places" in html
    assert "Places on which coders differ" not in html


def test_a_quote_with_marks_of_its_own_gets_no_second_ones() -> None:
    study = coded_study([("evidence", {"by": "all"})])
    text = next(one for one in study.versions if one.id == "t-X31")
    spoken = dataclasses.replace(text, text="“joint patents” " + text.text)
    first = next(one for one in study.codings if one.id == "q-14")
    marked = dataclasses.replace(first, start=0, end=15)
    codings = tuple(marked if one.id == "q-14" else one for one in study.codings)
    texts = tuple(spoken if one.id == text.id else one for one in study.versions)
    html = page(dataclasses.replace(study, versions=texts, codings=codings))
    assert "<bdi>“joint patents”</bdi>" in html
    assert "““" not in html
