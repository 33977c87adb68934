"""The page of a game: sentences, tables, figures, and from every number to its row."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import unescape

import pytest

from consilience.demo import driving_study
from consilience.plots import words
from consilience.report import html_report, methods_text
from consilience.report.exports import export_tables, study_figures
from consilience.report.exports.selection import paper_tables
from consilience.report.game_words import percent, short
from consilience.study import (
    Indicator,
    PayoffGame,
    Pseudonym,
    Reading,
    Record,
    Step,
    Study,
    step,
    study_of,
)
from consilience.texts import Language
from engines.analysis.games import SOURCE, TABLE, game, game_study, parameter, published
from golden.page import Element
from golden.studies import run
from shells.report.conftest import Rendered, rendered
from shells.report.test_alliance import HOSTILE, sound

LANGUAGES: tuple[Language, ...] = ("en", "zh")
ROW = re.compile(r"(, row \d+)|( 第 \d+ 行)")
TODAY: dict[str, object] = {
    "start": [0.1, 0.1],
    "levers": {"s": [0, 3], "R": [4, 6, 2]},
    "samples": 300,
    "draws": 500,
}
TRUST = Indicator(id="trust", code="T", label_zh="信任")
PENNIES = """
populations = [{name = "one", strategies = ["heads", "tails"]},
               {name = "two", strategies = ["heads", "tails"]}]
parameters = {a = 1}
advantages = {one = "a*(2*y - 1)", two = "a*(1 - 2*x)"}
"""
STANDOFF = """
populations = [{name = "birds", strategies = ["hawk", "dove", "timid"], shares = ["p", "q"]}]
parameters = {V = 2, C = 4}
[[payoffs]]
profile = ["hawk"]
payoff = ["p*(V - C)/2 + (1 - p)*V"]
[[payoffs]]
profile = ["dove"]
payoff = ["(1 - p)*V/2"]
[[payoffs]]
profile = ["timid"]
payoff = ["-1"]
"""


def numbers() -> list[Record]:
    """Return parameters with every kind of source: cited, linked, spread, constructed."""
    read = [
        Reading(
            id=f"reading {year}",
            indicator_id=TRUST.id,
            period=year,
            value=value,
            source_id=SOURCE.id,
            row=row,
        )
        for row, (year, value) in enumerate([("2022", 48), ("2023", 55)], start=7)
    ]
    return [
        TRUST,
        *read,
        parameter("C", 2, spread="4:10", meaning="Cost", meaning_zh="成本", reference="Li (2020)"),
        parameter("W", 3, indicator_id="trust", statistic="last", factor=0.1, meaning="Gain; net"),
        parameter("R", 4, value="4", spread="normal:4:0.2", origin="constructed", unit="m"),
    ]


@cache
def small(language: str = "en") -> Rendered:
    return rendered(game_study(*numbers(), steps=(TODAY,)), language)


@cache
def driving(language: str) -> Rendered:
    source = driving_study("zh" if language == "zh" else "en")
    kept = [one for one in source.records() if not isinstance(one, Step)]
    settings = {"start": [0.3, 0.3, 0.4], "levers": {"B": [0, 100], "F": [0, 30, 2]}}
    asked = [step(1, "structure", {}), step(2, "evidence", {}), step(3, "game", settings)]
    return rendered(study_of([*kept, *asked]), language)


def table_study(table: str, *records: Record, **settings: object) -> Study:
    return game_study(game(table), *records, steps=({"samples": 200, **settings},))


@cache
def sharing() -> Rendered:
    settings = {"start": [0.4, 0.35, 0.45], "levers": {"B": [0, 20]}}
    return rendered(table_study(published("data_sharing"), **settings))


@cache
def pennies() -> Rendered:
    return rendered(table_study(PENNIES, start=[0.5, 0.4]))


SHOWN: dict[str, Callable[[], Rendered]] = {
    "small": small,
    "small, zh": lambda: small("zh"),
    "driving": lambda: driving("en"),
    "driving, zh": lambda: driving("zh"),
    "P6": sharing,
    "pennies": pennies,
    "standoff": lambda: rendered(table_study(STANDOFF, draws=50)),
    "without values": lambda: rendered(table_study(TABLE.replace("C = 5", "C = {}"))),
    "two games": lambda: rendered(
        game_study(game(), game(PENNIES, "H"), steps=({"game": "G"}, {"game": "H"}))
    ),
}


def summary(shown: Rendered) -> str:
    return shown.page.place("summary").text


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
    seen: set[str] = set()
    now = {e.attributes["href"][1:] for e in start.all("a")}
    for _ in range(clicks):
        if any(ROW.search(page.place(key).text) for key in now):
            return True
        seen |= now
        now = {e.attributes["href"][1:] for key in now for e in page.place(key).all("a")} - seen
    return False


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_every_number_two_clicks_at_most_lead_to_rows(language: str) -> None:
    page = driving(language).page
    walked = 0
    for table in page.place("game-1").all("table"):
        key = table.attributes["id"]
        for row in table.all("tbody")[0].all("tr"):
            if key.startswith(("table-game-1-parameters", "table-game-1-observed")):
                assert ROW.search(row.text) or row.all("a"), row.text
                continue
            if key in {"table-game-1-payoffs", "table-game-1-scenarios", "table-game-1-equations"}:
                continue  # formulas
            for cell in row.all("td"):
                if re.search(r"\d", cell.text):
                    start = cell if cell.all("a") else row
                    if not start.all("a"):
                        start = page.place("table-game-1-state")
                    assert _leads_to_rows(page, start, 2), (key, row.text)
                    walked += 1
    assert walked > 100


def test_a_linked_number_leads_to_its_readings_and_a_quoted_one_to_its_quote() -> None:
    page = driving("en").page
    rows = {row.all("th")[0].text: row for row in page.place("table-game-1-parameters").all("tr")}
    (link,) = [a for a in rows["s"].all("a") if "indicator L1" in a.text]
    observed = page.place(link.attributes["href"][1:])
    assert "readings.csv, row" in observed.text
    assert observed.all("a")  # one reading rests on a quote
    assert next(a.attributes["href"] for a in rows["theta"].all("a")).startswith("#quote-")
    assert "constructed" in rows["B"].text
    assert "parameters.csv, row" in rows["B"].text


def test_without_a_list_of_quotes_the_quote_itself_stands_there() -> None:
    source = driving_study("en")
    kept = [one for one in source.records() if not isinstance(one, Step)]
    page = rendered(study_of([*kept, step(1, "game", {"samples": 50})])).page
    rows = {row.all("th")[0].text: row for row in page.place("table-game-1-parameters").all("tr")}
    assert re.search('[“"].{10,}[”"]', rows["theta"].text)


def test_the_published_window_is_told_with_the_party_at_each_end() -> None:
    said = summary(sharing())
    assert 'above, government would change from "support" to "withdraw"' in said
    assert "(support, share, take part) is reached between 6.703 and 16.76" in said
    assert "B from 3 to 6.803" in said
    assert "79" not in said  # nothing is uncertain


def test_what_is_stable_today_is_said_first() -> None:
    said = summary(small())
    assert "(cooperate, cooperate), (wait, wait) are stable in this game" in said
    assert "today's state leads to (wait, wait)" in said
    assert "is stable in this game with probability" in said
    assert "Of what is uncertain, " in said
    alone = summary(rendered(table_study(TABLE, parameter("W", value="1"))))
    assert "(cooperate, cooperate) is not stable in this game: supplier would change" in alone
    lonely = summary(rendered(table_study(TABLE, parameter("C", value="1"))))
    assert "is the only stable state of this game" in lonely


def test_where_nothing_is_stable_and_the_path_goes_round() -> None:
    shown = pennies()
    assert "no state in which each party keeps to one strategy is stable" in summary(shown)
    assert "settles nowhere in time" in summary(shown)
    assert "no end in time" in shown.page.place("table-game-1-basins").text
    assert "±" in shown.page.place("table-game-1-points").text  # imaginary eigenvalues


def test_without_values_there_are_conditions_and_a_reason() -> None:
    shown = SHOWN["without values"]()
    assert "cannot be said in numbers: no value is known of C" in summary(shown)
    ids = {e.attributes.get("id") for e in shown.page.all("section")}
    assert "game-1-rest" in ids
    assert not {"game-1-thresholds", "game-1-paths", "game-1-uncertainty"} & ids


def test_levers_are_told_with_what_to_expect() -> None:
    settings = {"levers": {"W": [0, 9, 3], "R": [0, 9]}, "margin": 0.5, "start": [0.5, 0.5]}
    shown = rendered(table_study(TABLE, parameter("W", value="1", spread="0:2"), **settings))
    levers = shown.page.place("game-1-levers").text
    assert "R from 4 to 4.7" in levers
    assert "at a cost of 0.7" in levers
    assert "of all starts lead there" in levers
    assert "Every party then loses at least 0.5 by leaving the target alone." in levers
    rows = [row.text for row in shown.page.place("table-game-1-mechanism").all("tr")]
    assert any("W alone" in row for row in rows)
    assert any("all levers together" in row for row in rows)
    never = rendered(table_study(TABLE, parameter("C", value="50"), levers={"s": [0, 1]}))
    assert "No values of the levers within their ends make" in summary(never)
    assert "not possible within the ends" in never.page.place("table-game-1-mechanism").text
    assert "no, not alone" in never.page.place("table-game-1-levers").text


@pytest.mark.parametrize(
    ("levers", "said"),
    [
        ({"s": [0, 6]}, "no: too much of it ends it"),
        ({"W": [0, 9]}, "yes, from a certain value on"),
        ({"s": [0, 1]}, "it makes no difference to that"),
    ],
)
def test_whether_more_helps(levers: dict[str, object], said: str) -> None:
    shown = rendered(table_study(TABLE, levers=levers))
    assert said in shown.page.place("table-game-1-levers").text


def test_a_lever_that_helps_only_in_between() -> None:
    table = published("standards_alliance")
    shown = rendered(table_study(table, levers={"alpha": [0, 1]}))
    assert "only up to a point" in shown.page.place("table-game-1-levers").text
    assert "between 0.1253 and 0.2621" in summary(shown)


def test_both_languages_have_the_same_addresses() -> None:
    for pages in (small, driving):
        english, chinese = (
            [e.attributes["id"] for e in pages(one).page.all() if "id" in e.attributes]
            for one in LANGUAGES
        )
        assert [one for one in english if "methods-" not in one] == [
            one for one in chinese if "methods-" not in one
        ]


def test_the_chinese_page_has_no_english_words_of_ours_or_of_the_game() -> None:
    after = small("zh").html.partition('<section id="game-1"')[2]
    part = after.partition('<section id="methods"')[0].partition(">")[2]
    said = unescape(re.sub("<style.*?</style>|<[^>]*>", " ", part))
    known = {
        "csv",
        "numbers",
        "Li",
        "gain",
        "Gain",
        "net",
        "gift",
        "Gift",
        "ESS",
        "Sobol",
        "Taylor",
    }
    assert set(re.findall("[A-Za-z]{2,}", said)) - known <= {"dx", "dt", "dy", "Jonker"}
    for word in ("制造商", "供应商", "（合作、合作）", "观望", "成本（C）", "构造", "均衡点"):
        assert word in said
    english = small().page.place("game-1").text
    assert not re.search("[\u4e00-\u9fff]", english)


def test_figures_and_notes_speak_the_language_of_the_page() -> None:
    study, evidence = run(game_study(*numbers(), steps=(TODAY,)))
    figures = {one.key: one for one in study_figures(study, evidence, "zh")}
    assert set(figures) == {
        f"figure-game-1-{name}"
        for name in (
            "thresholds map motion basins curves stability tornado sobol".split()  # noqa: SIM905  (reads better)
        )
    }
    for name in ("motion", "basins", "stability"):
        told = words(figures[f"figure-game-1-{name}"].description, "zh")
        assert "cooperate" not in told
        assert "合作" in told
    dominated = table_study(TABLE, parameter("C", value="1"))
    assert "制造商：无论其他方如何选择，“合作”" in rendered(dominated, "zh").page.text


def test_tables_for_a_paper_hold_the_game() -> None:
    study, evidence = run(game_study(*numbers(), steps=(TODAY,)))
    keys = [one.key for one in paper_tables(study, evidence, "en")]
    assert len(keys) == len(set(keys))
    for name in (
        "state", "mechanism", "levers", "thresholds", "switches", "map", "basins", "curves",
        "conditions", "points", "scenarios", "equations", "patterns", "tornado", "sobol",
        "factors", "payoffs", "parameters",
    ):  # fmt: skip
        assert f"table-game-1-{name}" in keys
    assert not [key for key in keys if "observed" in key or "ranges" in key]
    for table_format in ("docx", "xlsx", "tex", "md"):
        for language in LANGUAGES:
            content = export_tables(study, evidence, table_format, language)
            assert len(content) > 2_000


def test_the_methods_paragraph_names_what_was_used() -> None:
    study, evidence = run(game_study(*numbers(), steps=(TODAY,)))
    said = methods_text(study, evidence)
    for sentence in (
        'The game "Joining" has 2 parties and 4 parameters',
        "Shares of starts rest on 300 starts spread evenly (seed 0).",
        "rests on 500 independent draws of 3 uncertain parameters (seed 0)",
        "The change of levers (R, s) is the cheapest one",
        "Constructed numbers: R.",
    ):
        assert sentence in said
    assert "博弈“加入”" in methods_text(study, evidence, "zh")
    searched, its = run(table_study(TABLE, levers={"s": [0, 3]}, basin=0.9999, only=True))
    assert its.games is not None
    found = its.games.games[0].mechanism
    assert found is not None
    told = methods_text(searched, its)
    assert ("found by a search" in told) == (found.found and not found.proven)


def test_each_game_has_its_section() -> None:
    shown = SHOWN["two games"]()
    titles = [e.attributes["id"] for e in shown.page.all("section", **{"class": "level-2"})]
    assert titles == ["summary", "game-1", "game-2", "methods", "provenance"]
    assert "every number linked to what it rests on" in shown.html


def test_names_of_the_list_of_pseudonyms_are_replaced() -> None:
    hidden = [
        Pseudonym(name="supplier", replacement="firm B"),
        Pseudonym(name="Li", replacement="X"),
    ]
    page = rendered(game_study(*numbers(), *hidden, steps=(TODAY,))).page
    section = page.place("game-1").text
    assert "supplier" not in section.replace("supplier's", "")
    assert "firm B" in section
    assert "X (2020)" in section


@pytest.mark.parametrize("name", HOSTILE)
def test_names_do_nothing(name: str) -> None:
    quoted = "'''" + name.replace("'", "") + "'''"
    parties = (
        f'{{name = {quoted}, strategies = ["a", "b"]}}, {{name = "n", strategies = ["a", "b"]}}'
    )
    table = f"populations = [{parties}]\nparameters = {{V = 2}}\n"
    table += f'[advantages]\n{quoted.replace(chr(39) * 3, chr(39))} = "V*y - 1"\nn = "V*x - 1"\n'
    source = game(table)
    titled = PayoffGame(id=source.id, code=source.code, title=name, table=table)
    meant = parameter("V", meaning=name, reference=name, unit=name)
    shown = rendered(game_study(titled, meant, steps=({"samples": 50},)))
    sound(shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_runs_give_the_same_bytes(language: Language) -> None:
    shown = small(language)
    assert html_report(shown.study, shown.evidence, language) == shown.html
    again = rendered(game_study(*numbers(), steps=(TODAY,)), language)
    assert again.html == shown.html


def test_numbers_are_short() -> None:
    assert [short(one) for one in (0.123456, 12345.6, float("nan"), -2.0, 1e12)] == [
        "0.1235",
        "12,346",
        "–",
        "-2",
        "1e+12",
    ]
    assert [percent(one) for one in (0.0, 0.004, 0.5, 0.999, 1.0, float("nan"))] == [
        "0%",
        "0.4%",
        "50%",
        "99.9%",
        "100%",
        "–",
    ]
