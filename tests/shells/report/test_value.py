"""The page of value: every number leads to its rows, in both languages, figures and tables too."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from consilience import analysis
from consilience.demo import driving_study
from consilience.errors import UnknownNameError
from consilience.report import html_report, methods_text
from consilience.report.exports.figures import study_figures
from consilience.report.exports.selection import paper_tables
from consilience.study import (
    Coding,
    Organisation,
    PayoffGame,
    Proposition,
    Pseudonym,
    Transition,
    Worth,
    study_of,
)
from engines.analysis.value_studies import ALL, bare, base, planned, readings, value_study, worths
from engines.study.samples import coded_study
from golden.page import Element
from shells.report.conftest import Rendered, rendered
from shells.report.test_alliance import planned as with_steps
from shells.report.test_alliance import sound

STEPS = tuple(one for one in ALL if one[0] != "split_game")
ROW = re.compile(r"(, row \d+)|( 第 \d+ 行)|[“「]")


@cache
def small(language: str = "en") -> Rendered:
    return rendered(value_study(*ALL), language)


@cache
def driving(language: str = "en") -> Rendered:
    source = driving_study("zh" if language == "zh" else "en")
    return rendered(with_steps(source, ("network", {"references": 2}), *_demo_steps()), language)


def _demo_steps() -> list[tuple[str, dict[str, object]]]:
    return [
        ("match", {"draws": 10, "consortium": {"chips": 0.5}}),
        ("synergy", {}),
        ("split", {"draws": 10}),
        ("governance", {}),
        ("pipeline", {}),
    ]


SHOWN: dict[str, Callable[[], Rendered]] = {
    "small": lambda: small("en"),
    "small, zh": lambda: small("zh"),
    "driving": lambda: driving("en"),
    "driving, zh": lambda: driving("zh"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_every_identifier_occurs_once_and_every_link_has_its_place(name: str) -> None:
    sound(SHOWN[name]())


@pytest.mark.parametrize("name", SHOWN)
def test_no_blank_is_left_open(name: str) -> None:
    shown = SHOWN[name]()
    assert not re.search(r"[{}]|None|\bnan\b", _text(shown.page, "value-records"))
    for key in ("value-match-1", "value-synergy-1", "value-split", "value-governance"):
        assert not re.search(r"\{\w+\}|None|\bnan\b", _text(shown.page, key))


def _text(page: Element, key: str) -> str:
    return page.place(key).text


def _leads_to_rows(page: Element, cell: Element, clicks: int = 2) -> bool:
    now = {e.attributes["href"][1:] for e in cell.all("a")}
    for _ in range(clicks):
        if any(ROW.search(page.place(key).text) for key in now if page.place(key).tag == "tr"):
            return True
        rows = [row for key in now for row in _rows_of(page.place(key))]
        now = {e.attributes["href"][1:] for row in rows for e in row.all("a")}
    return any(ROW.search(page.place(key).text) for key in now)


def _rows_of(place: Element) -> list[Element]:
    return [place] if place.tag == "tr" else place.all("tr")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("value-split-1-divisions", 1),
        ("value-split-1-divisions", 3),
        ("value-split-1-worths", 2),
        ("value-split-1-bears", 0),
        ("table-value-match-1-pairs", 2),
        ("table-value-match-1-reasons", 4),
        ("table-value-match-1-needs", 1),
        ("table-value-synergy-1", 0),
        ("table-value-synergy-1-scaled", 1),
        ("table-value-pipeline", 1),
        ("table-value-gates", None),
        ("value-split-1-verdicts", None),
        ("table-value-synergy-1", None),
        ("table-value-synergy-1-obstacles", None),
        ("table-value-governance", None),
    ],
)
def test_from_numbers_two_clicks_at_most_lead_to_rows(
    table: str, column: int | None, language: str
) -> None:
    page = driving(language).page
    found = page.place(table).all("tbody")[0].all("tr")
    walked = 0
    for row in found:
        start = row if column is None else row.all("td")[column]
        if start.all("a"):
            assert _leads_to_rows(page, start), row.text
            walked += 1
    assert walked


def test_the_summary_says_divisions_with_ranges_and_how_sure() -> None:
    said = _text(small().page, "summary")
    assert "3 parties are worth 12.00 together and 6.00 alone" in said
    assert "The rules differ most for Oem: from 40% to 67% of the whole over 8 rules" in said
    assert re.search(r"Over 30 draws .* most often, in \d+%", said)
    assert "1.500 [" in _text(small().page, "value-split-2")
    assert "2 single experts, Shapley would give City from 0.500 to 2.500" in said
    assert "would follow from these, not what partners will do" in said


def test_the_page_says_what_is_open_and_what_is_missing() -> None:
    page = small().page
    assert "Oem: lidar" in _text(page, "value-match-1")
    assert "without matching" in _text(page, "value-pipeline")
    assert "Without a dated stage (1): Old (old)" in _text(page, "value-pipeline")
    assert "no more" in _text(page, "value-effects-1")
    assert "so that nobody can see whether it works" in _text(page, "value-governance")
    assert "not every player" not in _text(page, "value-split")


def test_games_that_lose_all_keep_all_or_stand_nowhere_today() -> None:
    links: dict[str, object] = {"game": "G", "links": {"s": "OEM"}}

    def said(**settings: object) -> str:
        shown = rendered(value_study(("split_game", {**links, **settings})))
        sound(shown)
        return _text(shown.page, "value-effects-1")

    assert "none of 1 divisions" in said(rules=["shapley"])
    everything = said(rules=["proportional"], start=[0.9, 0.9])
    assert "divided by any of Proportional" in everything
    assert "today's state leads to" in everything
    study = value_study(("split_game", {**links, "rules": ["shapley"]}))
    records = [
        dataclasses.replace(one, table=one.table.replace("s = 0.5", "s = {}"))
        if isinstance(one, PayoffGame)
        else one
        for one in study.records()
    ]
    shown = rendered(study_of(records))
    assert "parameters have no value today" in _text(shown.page, "value-effects-1")


def test_names_of_the_list_of_pseudonyms_are_nowhere() -> None:
    study = value_study(*ALL)
    hidden = [
        Pseudonym(name=name, replacement=f"firm {place}")
        for place, name in enumerate(("Oem", "Chip", "Map", "City"), start=1)
    ]
    shown = rendered(study_of([*study.records(), *hidden]))
    assert not re.search(r"\b(Oem|Chip|Map|City)\b", shown.page.text)
    sound(shown)


def test_synergy_of_a_case_of_one_subsystem_and_without_obstacle() -> None:
    one = {"trust": ("relationship", True, 0, 10, (3, 6, 10))}
    shown = rendered(bare(*readings(one), *planned(("synergy", {}))))
    words = _text(shown.page, "value-synergy-1")
    assert "nothing is missing" in words
    assert "coordination D is" not in words
    sound(shown)
    alike = {code: (name, True, 0, 10, (3, 6, 6)) for code, name in (("a", "one"), ("b", "two"))}
    shown = rendered(bare(*readings(alike), *planned(("synergy", {"periods": ["2021"]}))))
    words = _text(shown.page, "value-synergy-1")
    assert "all subsystems hold back alike" in words
    assert "In 2021 coordination D is 0.775 (corrected form; 0.775 in the classic one)." in words
    many = {f"i{n}": (f"part {n}", True, 0, 10, (n, n + 1, n + 2)) for n in range(8)}
    shown = rendered(bare(*readings(many), *planned(("synergy", {}))))
    assert "figure-value-synergy-1" not in shown.html


def test_a_pipeline_that_goes_back_and_has_one_stage() -> None:
    named = base("A")
    dated = [("road", "one", "2019"), ("road", "two", "2020"), ("road", "one", "2021")]
    rows = [
        Transition(collaboration_id=named[code].id, stage=stage, date=date)
        for code, stage, date in dated
    ]
    records = [*named.values(), *rows]
    order: dict[str, object] = {"order": ["one", "two"]}
    shown = rendered(bare(*records, *planned(("pipeline", order))))
    assert "went back" in _text(shown.page, "value-pipeline")
    only = [one for one in rows if one.stage == "one"]
    shown = rendered(bare(*named.values(), *only[:1], *planned(("pipeline", {}))))
    assert "Gates" not in _text(shown.page, "value-pipeline")


def test_all_needs_met_and_the_stable_matching_is_the_best() -> None:
    named = base("A", "B")
    rows = [
        Proposition(code="O", organisation_id=named["A"].id, kind="offer", topic="x"),
        Proposition(code="N", organisation_id=named["B"].id, kind="need", topic="x"),
    ]
    shown = rendered(bare(*named.values(), *rows, *planned(("match", {}))))
    words = _text(shown.page, "value-match-1")
    assert "All 1 needs are met" in words
    assert "It is an assignment with the largest total, too." in words


def test_many_coalitions_that_would_leave_are_counted() -> None:
    named = base("A", "B", "C", "D")
    pairs = ("A B", "A C", "A D", "B C", "B D", "C D")
    amounts = {**dict.fromkeys("ABCD", 0), **dict.fromkeys(pairs, 4)}
    amounts |= dict.fromkeys(("A B C", "A B D", "A C D", "B C D"), 4)
    study = bare(*named.values(), *worths(named, {**amounts, "A B C D": 5}))
    shown = rendered(study_of([*study.records(), *planned(("split", {}))]))
    assert re.search(r"and \d+ more", _text(shown.page, "value-split-1"))


def test_the_chinese_page_is_chinese() -> None:
    page = small("zh").page
    for key in ("value-match-1", "value-synergy-1", "value-split", "value-effects-1"):
        words = _text(page, key)
        assert len(re.findall("[\u4e00-\u9fff]", words)) > 150
        assert "the " not in words
    assert "OEM公司" in _text(page, "value-split")
    assert "(投入、投入)" in _text(page, "value-effects-1")
    assert "高于上限：供应商" in _text(page, "value-effects-1")


def test_an_empty_core_and_gaps_are_said() -> None:
    named = base("A", "B", "C")
    empty = {"A": 0, "B": 0, "C": 0, "A B": 4, "A C": 4, "B C": 4, "A B C": 5}
    shown = rendered(bare(*named.values(), *worths(named, empty), *planned(("split", {}))))
    assert "The core is empty" in _text(shown.page, "value-split-1")
    assert "1.000 is lacking" in _text(shown.page, "value-split-1")
    sound(shown)
    holes = {"A": 1, "B": 1, "C": 1, "A B": 4, "A B C": 9}
    shown = rendered(bare(*named.values(), *worths(named, holes), *planned(("split", {}))))
    words = _text(shown.page, "value-split-1")
    assert "not known" in words
    assert "open" in words
    assert "[1.333 – 4.333]" in words
    sound(shown)
    nothing = {"A": 1, "A B": 4}
    shown = rendered(bare(*named.values(), *worths(named, nothing), *planned(("split", {}))))
    assert "nothing is divided" in _text(shown.page, "value-split-1")
    sound(shown)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_matches_without_pairs_and_consortia_without_members(language: str) -> None:
    named = base("A", "B")
    rows = [
        Proposition(code="O", organisation_id=named["A"].id, kind="offer", topic="x", strength=0.5),
        Proposition(code="N", organisation_id=named["B"].id, kind="need", topic="x"),
        Proposition(
            code="C", organisation_id=named["B"].id, kind="constraint", partner_id=named["A"].id
        ),
    ]
    for needed, size in ((0.4, None), (0.4, [2, 2]), (9, None)):
        asked: dict[str, Any] = {"consortium": {"x": needed}, **({"size": size} if size else {})}
        shown = rendered(bare(*named.values(), *rows, *planned(("match", asked))), language)
        sound(shown)
    words = _text(shown.page, "value-match-1")
    assert ("no pair is possible" in words) or ("没有可行的配对" in words)


def test_a_quote_stands_in_the_row() -> None:
    study = coded_study()
    quote = next(one for one in study.records() if isinstance(one, Coding))
    organisation = next(one for one in study.records() if isinstance(one, Organisation))
    extra = [
        Worth(code="W9", member_ids=(organisation.id,), amount=3, coding_id=quote.id),
    ]  # fmt: skip
    plain = rendered(with_steps(study_of([*study.records(), *extra]), ("split", {})))
    place = plain.study.worths.index(next(w for w in plain.study.worths if w.code == "W9")) + 1
    assert "“" in plain.page.place(f"worth-{place}").text


def test_where_the_page_lists_quotes_rows_lead_to_them() -> None:
    source = driving_study("en")
    shown = rendered(with_steps(source, ("structure", {}), ("match", {"draws": 0})))
    quoted = [n for n, one in enumerate(source.propositions, start=1) if one.coding_id]
    links = [e.attributes["href"] for e in shown.page.place(f"proposition-{quoted[0]}").all("a")]
    assert any(link.startswith("#quote-") for link in links)
    sound(shown)


def test_nothing_in_names_acts() -> None:
    evil = "<script>alert(1)</script> {x} & \"'"
    study = value_study(*STEPS)
    records = [
        dataclasses.replace(one, name=evil)
        if isinstance(one, Organisation)
        else dataclasses.replace(one, topic=f"{one.topic}{evil}", description=evil)
        if isinstance(one, Proposition)
        else dataclasses.replace(one, stage=f"{one.stage}{evil}")
        if isinstance(one, Transition)
        else one
        for one in study.records()
    ]
    shown = rendered(study_of(records))
    sound(shown)
    assert "<script" not in shown.html


def test_tables_and_figures_of_the_study_have_those_of_value() -> None:
    shown = small()
    keys = [table.key for table in paper_tables(shown.study, shown.evidence, "en")]
    wanted = ["table-value-match-1-pairs", "table-value-pipeline", "table-value-synergy-1",
              "value-split-1-divisions", "value-split-1-verdicts", "table-value-effects-1",
              "table-value-governance"]  # fmt: skip
    assert [key for key in keys if key in wanted] == wanted
    assert not [key for key in keys if key.startswith("table-value-worths")]
    drawn = [figure.key for figure in study_figures(shown.study, shown.evidence, "zh")]
    assert len(drawn) == len(set(drawn))
    figures = ["figure-value-match-1", "figure-value-synergy-1", "figure-value-split-1",
               "figure-value-split-1-core", "figure-value-governance"]  # fmt: skip
    assert [key for key in drawn if key in figures] == figures


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_methods_name_what_was_really_done(language: str) -> None:
    shown = small(language)
    said = methods_text(shown.study, shown.evidence, "zh" if language == "zh" else "en")
    assert ("deferred acceptance" in said) or ("延迟接受" in said)
    for word in ("10", "30", "Talmud", "2022-01-01", "90%"):  # 7 + 3 coalitions, draws, ...
        assert word in said


def test_the_same_study_gives_the_same_page() -> None:
    study = value_study(*STEPS)
    assert rendered(study).html == rendered(study_of(study.records())).html


def test_findings_of_rows_that_are_gone_get_one_sentence() -> None:
    shown = small()
    gone = [one for one in shown.study.records() if getattr(one, "code", "") != "W1"]
    with pytest.raises(UnknownNameError, match="W1"):
        html_report(study_of(gone), shown.evidence)


def test_a_study_with_value_alone_says_so() -> None:
    assert "Report on the value of an alliance" in small().page.text
    assert analysis.evidence(small().study).alliance is None
