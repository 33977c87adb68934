"""The page of an alliance: three levels, every number leads to rows, nothing in names acts."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from consilience.demo import driving_study
from consilience.report import html_report, methods_text
from consilience.report.exports.selection import paper_tables
from consilience.study import (
    Case,
    Collaboration,
    Organisation,
    Participation,
    Project,
    Pseudonym,
    Record,
    Source,
    Step,
    Study,
    Tie,
    step,
    study_of,
)
from engines.analysis.alliances import alliance
from engines.study.samples import coded_study
from golden.page import Element
from golden.studies import small_study
from shells.report.conftest import Rendered, rendered

Asked = tuple[str, dict[str, object]]
ALL: tuple[Asked, ...] = (
    ("network", {"references": 5}),
    ("actors", {}),
    ("boundary", {"permutations": 50}),
    ("leader", {"draws": 3}),
    ("resources", {}),
    ("routines", {}),
    ("scenarios", {}),
    ("evolution", {}),
    ("strategies", {}),
)
LEVELS = ("alliance-whole", "alliance-local", "alliance-actors", "alliance-ties")
ROW = re.compile(r"(, row \d+)|( 第 \d+ 行)")


def planned(study: Study, *steps: Asked) -> Study:
    kept = [one for one in study.records() if not isinstance(one, Step)]
    return study_of([*kept, *(step(n, *one) for n, one in enumerate(steps, start=1))])


@cache
def driving(language: str) -> Rendered:
    source = driving_study("zh" if language == "zh" else "en")
    return rendered(planned(source, *ALL), language)


@cache
def small(language: str = "en") -> Rendered:
    return rendered(planned(alliance(), ("network", {"at": 2021}), *ALL[1:]), language)


SHOWN: dict[str, Callable[[], Rendered]] = {
    "driving": lambda: driving("en"),
    "driving, zh": lambda: driving("zh"),
    "small": small,
    "small, zh": lambda: small("zh"),
    "sample": lambda: rendered(planned(coded_study(), *ALL[:2], ALL[7])),
}


def levels(shown: Rendered) -> list[str]:
    return [e.attributes["id"] for e in shown.page.all("section", **{"class": "level-2"})]


def sound(shown: Rendered) -> None:
    """Check identifiers, links, and that nothing runs."""
    names = [e.attributes["id"] for e in shown.page.all() if "id" in e.attributes]
    assert len(names) == len(set(names))
    links = {e.attributes["href"] for e in shown.page.all("a")}
    assert links
    assert {link[1:] for link in links} <= set(names)
    assert {link[:1] for link in links} == {"#"}
    assert not {e.tag for e in shown.page.all()} & {"script", "img", "b", "i", "iframe"}
    assert not [n for e in shown.page.all() for n in e.attributes if n.startswith("on")]


def organisations(*names: str, sector: str = "x") -> list[Organisation]:
    return [Organisation(code=f"O{n}", name=name, sector=sector) for n, name in enumerate(names)]


def tied(members: list[Organisation], pairs: list[tuple[int, int]], **given: Any) -> list[Record]:
    source = Source(code="S", title="ties", kind="table", file_name="ties.csv")
    ties = [
        Tie(from_id=members[a].id, to_id=members[b].id, source_id=source.id, row=row, **given)
        for row, (a, b) in enumerate(pairs, start=2)
    ]
    return [Project(code="P", title="Tied"), source, *members, *ties]


@pytest.mark.parametrize("name", SHOWN)
def test_every_identifier_occurs_once_and_every_link_has_its_place(name: str) -> None:
    sound(SHOWN[name]())


@pytest.mark.parametrize("name", SHOWN)
def test_no_link_leads_into_something_folded(name: str) -> None:
    page = SHOWN[name]().page
    links = {e.attributes["href"][1:] for e in page.all("a")}
    folded = [e for details in page.all("details") for e in details.all()]
    assert not links & {e.attributes["id"] for e in folded if "id" in e.attributes}


def _leads_to_rows(page: Element, start: Element, clicks: int) -> bool:
    """Walk breadth-first from an element until something names the row of a file."""
    seen: set[str] = set()
    now = {e.attributes["href"][1:] for e in start.all("a")}
    for _ in range(clicks):
        if any(ROW.search(page.place(key).text) for key in now):
            return True
        seen |= now
        now = {e.attributes["href"][1:] for key in now for e in page.place(key).all("a")} - seen
    return False


@pytest.mark.parametrize("language", ["en", "zh"])
def test_from_every_number_two_clicks_at_most_lead_to_rows(language: str) -> None:
    page = driving(language).page
    walked = 0
    for key in ("table-network", "table-overlap", "table-mixing", "table-dyads", "table-brokers"):
        for row in page.place(key).all("tbody")[0].all("tr"):
            cells = [cell for cell in row.all("td") if re.search(r"\d", cell.text)]
            for cell in cells:
                start = cell if cell.all("a") else row
                assert _leads_to_rows(page, start, 2), (key, row.text)
                walked += 1
    assert walked > 300
    for row in page.place("table-actors").all("tbody")[0].all("tr"):
        assert _leads_to_rows(page, row, 1)


def test_a_tie_names_every_record_behind_it() -> None:
    page = small().page
    rows = page.place("table-ties").all("tr")
    start = next(n for n, row in enumerate(rows) if row.attributes.get("id") == "tie-1-7")
    lines = [row.text for row in rows[start : start + 3]]
    assert "Chip" in lines[0]
    assert "tie in supply, strength 1" in lines[0]
    assert "road" in lines[1]
    assert "2019–2021" in lines[1]
    assert len(re.findall("list of projects, row", lines[2])) == 2


def test_a_card_holds_all_records_of_its_organisation() -> None:
    shown = small()
    places = sorted(one.code for one in shown.study.organisations)
    oem = shown.study.organisation("OEM").id
    card = shown.page.place(f"actor-{places.index('OEM') + 1}")
    records = [
        *(one for one in shown.study.participations if one.organisation_id == oem),
        *(one for one in shown.study.ties if oem in (one.from_id, one.to_id)),
        *(one for one in shown.study.holdings if one.organisation_id == oem),
        *(one for one in shown.study.adoptions if one.organisation_id == oem),
    ]
    assert len(card.all("tbody")[0].all("tr")) == len(records) == 9
    assert "takes part: road (leads)" in card.text
    assert "resource: needs: chips, 1" in card.text


def test_both_languages_have_the_same_addresses() -> None:
    english, chinese = (
        [e.attributes["id"] for e in driving(language).page.all() if "id" in e.attributes]
        for language in ("en", "zh")
    )
    assert [one for one in english if "methods-" not in one] == [
        one for one in chinese if "methods-" not in one
    ]


def test_the_chinese_page_is_chinese_and_the_english_english() -> None:
    words = driving("en").page.text.replace(driving("en").page.place("methods-zh").text, "")
    assert not re.search("[\u4e00-\u9fff]", words)
    for word in ("谁来牵头", "跨越边界", "网络势能", "结构洞", "二模网络"):
        assert word in driving("zh").page.text


@pytest.mark.parametrize("name", ["driving", "small, zh"])
def test_two_runs_give_the_same_bytes(name: str) -> None:
    shown = SHOWN[name]()
    language = "zh" if name.endswith("zh") else "en"
    assert html_report(shown.study, shown.evidence, language) == shown.html  # type: ignore[arg-type]  # (one of the two)


def test_an_alliance_alone_has_a_whole_report() -> None:
    shown = small()
    assert levels(shown) == [
        "summary",
        "alliance-strategies",
        "alliance-whole",
        "alliance-leader-1",
        "alliance-scenarios",
        "alliance-evolution",
        "alliance-local",
        "alliance-resources",
        "alliance-routines",
        "alliance-actors",
        "alliance-ties",
        "methods",
        "provenance",
    ]
    assert "Report of an alliance network, every number" in shown.html
    for words in ("causal", "paths", "memberships"):
        assert words not in shown.page.place("summary").text
    assert "8 organisations" in shown.page.place("summary").text
    assert "8 organisations, 4 collaborations" in methods_text(shown.study, shown.evidence)


def test_a_mixed_study_says_so() -> None:
    network = alliance()
    records = [one for one in network.records() if one is not network.project]
    mixed = study_of([*small_study().records(), *records])
    more = step(len(mixed.steps) + 1, "network", {})
    shown = rendered(study_of([*mixed.records(), more]))
    assert "Report of an alliance study, every number" in shown.html
    assert {"data", "alliance-whole"} <= set(levels(shown))
    sound(shown)


def test_case_and_organisation_lead_to_each_other() -> None:
    page, study = driving("en").page, driving("en").study
    ids = {case.id: case.code for case in study.cases}
    linked = [one for one in study.organisations if one.case_id in ids]
    assert linked
    cards = {e.attributes["id"]: e for e in page.all("section") if "id" in e.attributes}
    backward = {
        key: {a.attributes["href"][1:] for a in card.all("a")} for key, card in cards.items()
    }
    pairs = {
        (key, target)
        for key in cards
        if key.startswith("actor-")
        for target in backward[key]
        if target.startswith("case-")
    }
    assert len(pairs) == len(linked)
    assert all(actor in backward[case] for actor, case in pairs)


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\u202eمرحبا",
    "x" * 500,
    "</style><b>",
    "联盟 八",
    "<!--",
    "]]>",
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_hostile_names_do_no_harm(language: str) -> None:
    members = [
        Organisation(
            code=name, name=name, name_zh=name, sector=name[:30], attributes=((name, name),)
        )
        for name in HOSTILE
    ]
    pairs = [(n, m) for n in range(8) for m in range(n)]
    records = tied(members, pairs[:20], layer="<i>layer</i>", start_date="2020")
    source = next(one for one in records if isinstance(one, Source))
    project = Collaboration(code="</svg>", title='<script src="x">', start_date="2020")
    parts = [
        Participation(
            organisation_id=one.id,
            collaboration_id=project.id,
            role="<b>",
            source_id=source.id,
            row=9,
        )
        for one in members[:4]
    ]
    study = planned(study_of([*records, project, *parts]), *ALL[:4], *ALL[6:])
    shown = rendered(study, language)
    sound(shown)
    titles = {h.all("bdi")[0].text for h in shown.page.place("alliance-actors").all("h3")}
    assert titles == set(HOSTILE)


def test_without_sectors_no_step_on_boundaries_is_needed() -> None:
    members = organisations("A", "B", "C", sector="")
    study = study_of(tied(members, [(0, 1), (1, 2)]))
    shown = rendered(planned(study, ("network", {}), ("actors", {}), ("leader", {"draws": 2})))
    sound(shown)
    assert "Over all years the network has 3 organisations and 2 tied pairs." in shown.page.text


def test_without_sectors_drawings_have_no_groups() -> None:
    members = organisations("A", "B", "C", sector="")
    club = Collaboration(code="K", title="Club")
    parts = [Participation(organisation_id=one.id, collaboration_id=club.id) for one in members]
    study = study_of([Project(code="P", title="Joined"), *members, club, *parts])
    shown = rendered(planned(study, ("network", {})), "en")
    sound(shown)
    assert len(shown.page.all("figure")) == 2
    assert "–" not in {one.text.strip() for one in shown.page.all("text")}


@pytest.mark.parametrize("count", [1, 3])
def test_without_ties_the_page_stands(count: int) -> None:
    members = organisations(*"ABC"[:count])
    study = study_of(tied(members, []))
    plan: tuple[Asked, ...] = (("network", {}), ("actors", {}), ("boundary", {"permutations": 5}))
    shown = rendered(planned(study, *plan))
    sound(shown)
    assert f"{count} organisations and 0 tied pairs" in shown.page.text
    assert "There is no tie, so the E-I index is undefined." in shown.page.text


def test_directions_are_told_and_no_tie_counts_twice() -> None:
    members = organisations("A", "B", "C")
    members[2] = dataclasses.replace(members[2], sector="y")
    records = tied(members, [(0, 1), (0, 2)], directed=True, strength=3.0)
    records.append(Tie(from_id=members[1].id, to_id=members[2].id, strength=10.0))
    plan: tuple[Asked, ...] = (("network", {}), ("boundary", {"permutations": 5}), ("actors", {}))
    shown = rendered(planned(study_of(records), *plan))
    assert "4 ties between 3 pairs" in shown.page.place("table-network").text or (
        "4 ties between 3 pairs" in shown.page.text
    )
    boundary = shown.evidence.alliance and shown.evidence.alliance.boundary
    assert boundary
    assert [one.strength for one in boundary.dyads] == [10.0, 3.0]
    assert "listens to C" in shown.page.text
    assert "heard by A" in shown.page.text


def test_many_ties_are_left_to_the_cards() -> None:
    members = organisations(*(f"Member {n}" for n in range(65)))
    pairs = [(n, m) for n in range(65) for m in range(n)]
    shown = rendered(planned(study_of(tied(members, pairs)), ("network", {"references": 0})))
    sound(shown)
    assert "The network has 2080 ties; beyond 2000 they are not listed" in shown.page.text
    assert "table-ties" not in shown.html
    for row in shown.page.place("table-network").all("tbody")[0].all("tr"):
        assert _leads_to_rows(shown.page, row, 2)


def test_pseudonyms_replace_names_of_organisations() -> None:
    names = {"Oem": "[car maker]", "weekly test": "[routine]", "road": "[project]"}
    hidden = [Pseudonym(name=name, replacement=new) for name, new in names.items()]
    shown = rendered(study_of([*planned(alliance(), *ALL).records(), *hidden]))
    sound(shown)
    assert "oem" not in shown.html.casefold()  # neither the name nor a code that is the name
    assert "weekly test" not in shown.html
    assert "[car maker]" in shown.html


def test_leaders_of_today_are_marked_and_nobody_else() -> None:
    figures = {
        name: SHOWN[name]().page.place("figure-alliance-leader-1").text
        for name in ("driving", "small")
    }
    assert "leads today" not in figures["driving"]
    named = ("leader", {"leaders": ["CHIP"], "draws": 2})
    shown = rendered(planned(alliance(), ("network", {}), named))
    assert "leads today" in shown.page.place("figure-alliance-leader-1").text


def test_prediction_stands_beside_its_base_rate() -> None:
    shown = rendered(planned(driving_study(), ("network", {}), ("evolution", {"predict": 5})))
    sound(shown)
    section = shown.page.place("alliance-evolution")
    assert "(base rate)" in section.text
    assert len(section.place("table-predicted").all("tbody")[0].all("tr")) == 5
    heads = [cell.text for cell in section.place("table-predictors").all("th")[:4]]
    assert heads == ["score", "AUC", "average precision", "times the base rate"]


def test_papers_print_findings_and_no_records() -> None:
    shown = small()
    keys = [one.key for one in paper_tables(shown.study, shown.evidence, "en")]
    assert {"table-network", "table-strategies", "table-alliance-leader-1"} <= set(keys)
    assert not [key for key in keys if key == "table-ties" or key.endswith("-records")]


def test_a_case_without_organisation_has_no_link() -> None:
    study = study_of([*alliance(("network", {})).records(), Case(code="alone", name="Alone")])
    shown = rendered(study)
    assert "In the network:" not in shown.page.place("cases").text


def leader_words(*settings: dict[str, object], study: Study | None = None) -> str:
    plan: list[Asked] = [("leader", {"draws": 2, **one}) for one in settings]
    shown = rendered(planned(study or alliance(), ("network", {"at": 2021}), *plan))
    sound(shown)
    return shown.page.text


def test_leaders_of_today_are_compared_with_the_best() -> None:
    words = leader_words({"at": 2021, "part": "largest", "leaders": ["CHIP"]})
    assert "Under today's leader(s), Chip, H is" in words
    assert "under today's leaders" in words


def test_leaders_who_do_not_reach_everybody_are_said_to() -> None:
    words = leader_words({"at": 2021, "part": "all", "leaders": ["TIER"]})
    assert "Today's leader(s), Tier, do not reach everybody." in words
    assert "leader(s) reach everybody" in words


def test_leaders_among_some_have_a_section_of_their_own() -> None:
    words = leader_words({"at": 2021, "among": ["OEM", "CHIP", "FAB"], "weight": "binary"})
    assert "Who should lead 3 of them" in words


def test_without_a_step_on_the_whole_there_are_cards_all_the_same() -> None:
    shown = rendered(planned(alliance(), ("leader", {"draws": 2, "at": 2021, "part": "largest"})))
    sound(shown)
    assert levels(shown) == [
        "summary",
        "alliance-leader-1",
        "alliance-actors",
        "methods",
        "provenance",
    ]
    assert "Records of Oem" in shown.page.text


def test_resources_without_actions_have_no_stage() -> None:
    study = alliance()
    kept = [one for one in study.records() if one not in study.incidents]
    shown = rendered(planned(study_of(kept), ("resources", {})))
    assert "table-stages" not in shown.html
    assert "table-needs" in shown.html
