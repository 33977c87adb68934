"""The page of stages: plain sentences, every number leads to rows or quotes, nothing acts."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from consilience.demo import driving_study
from consilience.report import html_report, methods_text
from consilience.report.exports.figures import study_figures
from consilience.report.exports.selection import paper_tables
from consilience.study import (
    Case,
    Incident,
    Organisation,
    Project,
    Pseudonym,
    Source,
    Step,
    Study,
    study_of,
)
from engines.analysis.histories import (
    THREE,
    Asked,
    act,
    add,
    coded,
    planned,
    printed,
    read,
    sharp,
    stages_of,
)
from golden.page import Element
from golden.studies import run, small_study
from shells.report.conftest import Rendered, rendered

GROWTH = {"incubation": ["R1"], "growth": ["W1"], "maturity": ["W3"]}
ALL: tuple[Asked, ...] = (
    ("stages", {"runs": 2}),
    ("stages", {"level": "theme", "case": "V", "stages": 2, "runs": 0}),
    ("stage_fit", {"from": "incidents"}),
    ("stage_fit", {"from": "acts", "rows": "period"}),
    ("stage_fit", {"from": "readings", "rows": "period", "model": "growth", "items": GROWTH}),
    ("sharing", {}),
)
PAGES = ("driving", "driving, zh", "alone", "alone, zh", "printed", "hostile", "coded", "shared")


@cache
def driving(language: str, steps: tuple[str, ...] = ()) -> Rendered:
    source = driving_study("zh" if language == "zh" else "en")
    kept = [one for one in source.records() if not isinstance(one, Step)]
    asked = [one for one in ALL if not steps or one[0] in steps]
    more: list[Asked] = [] if steps else [("capabilities", {}), ("matrix", _BY_STAGE)]
    return rendered(planned(kept, (*asked, *more)), language)


_BY_STAGE = {"rows": "stage", "columns": "theme"}


def hostile() -> Study:
    bad = '<script>alert("x")</script>&amp;'
    source = Source(code="T", title=bad, kind="table", file_name=f"{bad}.csv")
    firm = Organisation(code="F", name=bad)
    acts = [
        act("A1", "passive", "social", "2002", beneficiary=bad, organisation_id=firm.id,
            source_id=source.id, row=7),
        act("A2", "leading", "", ""),
    ]  # fmt: skip
    events = [
        Incident(code=f"E{n}", title=bad, date="2002", dimension=f"{bad}{n}", source_id=source.id)
        for n in range(14)  # more dimensions than a figure shows
    ]
    ideals = [{"stage": "low", "profile": {"a": 0}}, {"stage": "<b>", "profile": {"a": 1}}]
    steps: tuple[Asked, ...] = (
        ("stages", {"runs": 0}),
        ("sharing", {}),
        ("stage_fit", {"from": "readings", "ideals": ideals, "rows": "period"}),
        ("stage_fit", {"from": "acts"}),
    )
    readings = read("a", 1, 2, 3, source_id=source.id, row=3)
    told = [Project(code="P", title=bad), Pseudonym(name="Zhang", replacement="X"), source, firm]
    return planned([*told, *stages_of(*THREE), *acts, *events, *readings], steps)


def coded_twice() -> Study:
    told = (("ask", "early", "for"), ("leading", "late", "for"), ("create", "late", "against"))
    items = {"assessment": ["identify"], "bridging": ["create"], "aggregation": ["leading"]}
    steps: tuple[Asked, ...] = (
        ("capabilities", {}),
        ("capabilities", {"codes": ["sensing"]}),
        ("stage_fit", {"from": "codings", "model": "value", "items": items}),
    )
    return coded(*told, steps=steps)


SHOWN: dict[str, Callable[[], Rendered]] = {
    "driving": lambda: driving("en"),
    "driving, zh": lambda: driving("zh"),
    "alone": lambda: driving("en", ("stages", "sharing")),
    "alone, zh": lambda: driving("zh", ("stages", "sharing")),
    "printed": lambda: rendered(printed(("stages", {"level": "stage", "runs": 2}))),
    "hostile": lambda: rendered(hostile()),
    "coded": lambda: rendered(coded_twice()),
    "shared": lambda: rendered(shared_only()),
}


def shared_only() -> Study:
    acts = [act("A1", "passive", "social"), act("A2", "leading", "social", "2003"),
            act("A3", "proactive", "economic", "2003")]  # fmt: skip
    return planned([Project(code="P", title="S"), *acts], (("sharing", {}),))


def text_of(shown: Rendered, key: str) -> str:
    return shown.page.place(key).text


@pytest.mark.parametrize("name", PAGES)
def test_every_identifier_occurs_once_and_every_link_has_its_place(name: str) -> None:
    page = SHOWN[name]().page
    names = [e.attributes["id"] for e in page.all() if "id" in e.attributes]
    assert len(names) == len(set(names))
    links = {e.attributes["href"] for e in page.all("a")}
    assert {link[1:] for link in links} <= set(names)
    assert {link[:1] for link in links} == {"#"}
    assert not {e.tag for e in page.all()} & {"script", "img", "b", "i", "iframe"}
    folded = [e for details in page.all("details") for e in details.all()]
    inside = {e.attributes["id"] for e in folded if "id" in e.attributes}
    assert not {link[1:] for link in links} & inside


def _proof(place: Element, key: str) -> bool:
    """Say whether a place names the row of a file or shows a quote."""
    if re.search(r"(, row \d+)|( 第 \d+ 行)", place.text) or key.startswith("quote-"):
        return True
    return any("quote" in e.attributes.get("class", "") and "”" in e.text for e in place.all("td"))


def _leads(page: Element, start: Element, clicks: int) -> bool:
    now = {e.attributes["href"][1:] for e in start.all("a")}
    for _ in range(clicks):
        if any(_proof(page.place(key), key) for key in now):
            return True
        now = {e.attributes["href"][1:] for key in now for e in page.place(key).all("a")}
    return False


@pytest.mark.parametrize("language", ["en", "zh"])
def test_from_every_number_two_clicks_at_most_lead_to_a_quote(language: str) -> None:
    page = driving(language).page
    walked = 0
    tables = (
        "stages-1-boundaries", "stage-fit-1", "stage-fit-2", "sharing-1-value",
        "sharing-1-beneficiary", "sharing-1-stage", "sharing-1-period", "capabilities-1-links",
    )  # fmt: skip
    for table in tables:
        for cell in page.place(f"table-{table}").all("td"):
            if cell.all("a") and re.search(r"\d", cell.text):
                assert _leads(page, cell, 2), (table, cell.text)
                walked += 1
    assert walked > 60


def test_readings_lead_to_the_row_of_their_file() -> None:
    page = SHOWN["hostile"]().page
    for cell in page.place("table-stage-fit-1").all("td"):
        if cell.all("a"):
            assert _leads(page, cell, 2)
    assert ", row 3" in page.place("stage-reading-1").text
    assert ", row 7" in page.place("act-1").text


def test_the_summary_tells_the_stage_and_refuses_a_sharp_boundary() -> None:
    said = text_of(SHOWN["printed"](), "summary")
    assert 'By the events, 2022 lies in stage "ecology"' in said
    assert "cannot be told to a year: with 18 events" in said
    section = text_of(SHOWN["printed"](), "stages-1")
    assert 'stage "networking" and stage "ecology" overlap in 2016–2018 (3 counted' in section
    assert "knew the stages" in section  # they were coded by the stages that they should test
    assert "20 events locate" not in section


def test_the_chinese_page_says_the_same() -> None:
    said = text_of(driving("zh"), "summary")
    assert "2025 年处于“成熟期”阶段" in said
    assert "不应给出单一年份" in said
    assert "14 项共享行动" in said
    assert not re.search(r"stage_report|stage_steps|Traceback", driving("zh").html)
    zh = driving("zh").html
    assert "引领" in zh
    assert ">leading<" not in zh


def test_dimensions_that_divide_and_are_compared_are_named_in_the_language_of_the_page() -> None:
    assert "governance mechanisms" in text_of(driving("en"), "stages-1").split("partly by")[0]
    assert "治理机制" in text_of(driving("zh"), "stages-1").split("部分是划分本身")[0]


def test_a_located_boundary_is_told_with_its_year() -> None:
    shown = rendered(sharp(("stages", {"runs": 0})))
    said = text_of(shown, "stages-1")
    assert 'The beginning of stage "middle" lies in 2005' in said
    assert "the year as told fits" in said
    assert "neither overlap nor leave a gap" in said
    assert "Warning" not in said


def test_gaps_ties_and_other_numbers_of_stages_are_told() -> None:
    told = stages_of(("a", "2001", "2003"), ("b", "2006", ""))
    study = sharp(("stages", {"stages": 3, "runs": 0}))
    kept = [one for one in study.records() if type(one).__name__ != "Stage"]
    series = read("up", 0, 1, 2, 3, 4)
    shown = rendered(add(study_of([*kept, *told]), *series))
    said = text_of(shown, "stages-1")
    assert "2004–2005 belongs to no stage" in said
    assert "equally well in" in said
    assert "stage 3" in said


def test_one_year_gives_no_boundary_table() -> None:
    event = Incident(code="E", title="x", date="2016", dimension="a")
    shown = rendered(planned([Project(code="P", title="One"), event], (("stages", {}),)))
    assert "one stage only" in text_of(shown, "summary")
    assert not [e for e in shown.page.all("table") if "boundaries" in e.attributes.get("id", "")]


def test_empty_cells_are_warned_of_and_chains_show_the_hole() -> None:
    shown = SHOWN["coded"]()
    said = text_of(shown, "capabilities-1")
    assert '"sharing": no quote in early, middle' in said
    assert "(no quote for sensing)" in said
    figures = [f.key for f in study_figures(shown.study, shown.evidence, "en")]
    assert "figure-capabilities-1-chains" in figures
    assert "figure-capabilities-2-chains" not in figures  # one capability makes no chain


def test_codings_behind_a_fit_are_quoted_where_there_is_no_list_of_quotes() -> None:
    study = coded_twice()
    alone = planned(
        [one for one in study.records() if not isinstance(one, Step)],
        (("stage_fit", dict(study.steps[2].settings)),),
    )
    said = text_of(rendered(alone), "stage-fit-1")
    assert "“000”" in said
    assert "–" in said


def test_memberships_lead_to_the_cards_of_cases() -> None:
    study = small_study()
    codes = [one.code for one in study.conditions][:2]
    ideals = [
        {"stage": "first", "profile": {codes[0]: 1, codes[1]: 0}},
        {"stage": "second", "profile": {codes[0]: 0, codes[1]: 1}},
    ]
    kept = [one for one in study.records() if not isinstance(one, Step)]
    steps: tuple[Asked, ...] = (("stage_fit", {"from": "memberships", "ideals": ideals}),)
    shown = rendered(planned(kept, steps))
    assert "The alliance as a whole" in text_of(shown, "summary")
    assert "mean of all cases" in text_of(shown, "stage-fit-1")
    assert "#case-1" in {
        e.attributes["href"] for e in shown.page.place("table-stage-fit-1-parts").all("a")
    }


def test_rows_left_out_of_a_fit_are_named() -> None:
    ideals = [{"stage": "low", "profile": {"a": 0, "b": 0}},
              {"stage": "high", "profile": {"a": 1, "b": 1}}]  # fmt: skip
    asked: Asked = ("stage_fit", {"from": "readings", "ideals": ideals, "rows": "period"})
    records = [*read("a", 1, 2, low=0, high=5), *read("b", 1, low=0, high=5)]
    shown = rendered(planned([Project(code="P", title="R"), *records], (asked,)))
    assert "Left out, since an item is not told: 2002." in text_of(shown, "stage-fit-1")
    assert "For high it lacks most: " in text_of(shown, "stage-fit-1")


def test_a_case_stands_in_the_title_and_a_stage_may_be_a_dimension_of_events() -> None:
    cases = [Case(id="A", code="A", name="A")]
    events = [
        Incident(code=n, title="x", date=f"200{n}", dimension="early", case_id="A")
        for n in ("2", "3")
    ]
    acts = [act("X", "leading", "social", "2003", case_id="A")]
    steps: tuple[Asked, ...] = (("stages", {"case": "A", "runs": 0}), ("sharing", {"case": "A"}))
    study = planned(
        [Project(code="P", title="S"), *stages_of(*THREE), *cases, *events, *acts], steps
    )
    shown = rendered(study)
    assert "Stages of A, from dated events" in text_of(shown, "stages-1")
    assert "Sharing of value: A" in text_of(shown, "sharing-1")
    assert "early" in text_of(shown, "table-stage-events")


def test_undated_acts_have_no_shares_over_the_years() -> None:
    study = planned(
        [Project(code="P", title="S"), act("X", "leading", "social")], (("sharing", {}),)
    )
    said = text_of(rendered(study), "sharing-1")
    assert "prevail" not in said
    assert "Without a date" in said


def test_many_acts_in_a_cell_are_counted_beyond_forty() -> None:
    acts = [act(f"A{n:02}", "leading", "social", "2003") for n in range(45)]
    shown = rendered(planned([Project(code="P", title="S"), *acts], (("sharing", {}),)))
    assert "and 5 more" in text_of(shown, "table-sharing-1-cells")


def test_more_dimensions_than_can_be_read_have_no_figure() -> None:
    shown = SHOWN["hostile"]()
    assert not [f for f in study_figures(shown.study, shown.evidence) if "stages" in f.key]
    assert "<script" not in shown.html
    keys = [f.key for f in study_figures(driving("en").study, driving("en").evidence, "zh")]
    assert "figure-stages-1" in keys


def test_the_course_of_the_stage_is_drawn_from_two_rows_on() -> None:
    figures = {f.key: f for f in study_figures(driving("zh").study, driving("zh").evidence, "zh")}
    assert "引领" in str(figures["figure-stage-fit-2"])
    assert "2018" in str(figures["figure-sharing-1"])
    one = SHOWN["shared"]()
    assert "figure-sharing-1" not in {f.key for f in study_figures(one.study, one.evidence)}


def test_the_last_year_is_the_last_one_with_an_event() -> None:
    told = stages_of(("a", "2001", "2006"), ("b", "2007", "2030"))
    study = sharp(("stages", {"stages": 2, "runs": 0}))
    kept = [one for one in study.records() if type(one).__name__ != "Stage"]
    assert "By the events, 2012 lies in" in text_of(rendered(study_of([*kept, *told])), "summary")


def test_cases_without_the_whole_are_counted() -> None:
    readings = [
        record for code in "AB" for record in read(f"r{code}", 1.0, low=0, high=1, case_id=code)
    ]
    ideals = [{"stage": "low", "profile": {"rA": 0}}, {"stage": "high", "profile": {"rA": 1}}]
    cases = [Case(id=code, code=code, name=code) for code in "AB"]
    steps: tuple[Asked, ...] = (("stage_fit", {"from": "readings", "ideals": ideals}),)
    shown = rendered(planned([Project(code="P", title="S"), *cases, *readings], steps))
    assert "Clearly in one stage: 1 of 1." in text_of(shown, "summary")


def test_a_paper_prints_the_tables_but_not_the_ones_that_only_serve_links() -> None:
    shown = driving("en")
    keys = [table.key for table in paper_tables(shown.study, shown.evidence, "en")]
    for key in ("stages-1-boundaries", "stages-1-plan", "stage-fit-1", "sharing-1-value",
                "capabilities-1-links", "stage-events"):  # fmt: skip
        assert f"table-{key}" in keys
    assert "table-sharing-1-cells" not in keys
    captions = [table.caption for table in paper_tables(shown.study, shown.evidence, "en")]
    assert len([one for one in captions if one.startswith("Membership in each stage")]) == 3
    assert "table-stage-fit-1-parts" not in keys
    assert "table-stage-readings" not in keys


@pytest.mark.parametrize("language", ["en", "zh"])
def test_methods_name_the_settings_that_were_used(language: Any) -> None:
    shown = driving(language)
    said = methods_text(shown.study, shown.evidence, language)
    assert "30" in said
    assert ("0.5, 1, 2, 4, 8" if language == "en" else "0.5、1、2、4、8") in said
    assert ("14 acts of sharing" if language == "en" else "14 项共享行动") in said
    assert len(set(re.split(r"(?<=[.。]) ?", said))) > 8


def test_agreement_and_intervals_of_indicators_are_told() -> None:
    study = add(sharp(("stages", {"agreement": 0.64, "runs": 1})), *read("a", *range(12)))
    shown = rendered(study)
    said = methods_text(shown.study, shown.evidence)
    assert "agreement beyond chance, 0.64" in said
    assert "normal, inverse gamma" in said
    assert "by indicators" in text_of(shown, "table-stages-1-boundaries")
    rows = shown.page.place("table-stages-1-plan").text
    assert "0.64" in rows
    assert "20%" in rows  # the slips of one coder that it stands for


def test_two_runs_give_the_same_bytes() -> None:
    study = printed(("stages", {"level": "stage", "runs": 1}))
    (first, found), (second, again) = run(study), run(study)
    assert html_report(first, found) == html_report(second, again)
