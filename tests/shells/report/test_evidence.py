"""Every number leads to raw scores in two clicks at most, and the numbers are the engines'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

import pytest

from consilience.qca.case_pairs import PairKind
from consilience.report import html_report
from consilience.study import Step, step, study_of
from consilience.texts import LANGUAGES, Language, text
from golden.page import Element
from golden.studies import run, small_study
from shells.report.conftest import Rendered

NUMBER = re.compile(r"-?\d+(\.\d+)?%?( / \d+)?|undefined")


def result_tables(page: Element) -> Iterator[Element]:
    """Yield the necessity, truth and solution tables."""
    kinds = (
        *("-necessity", "-truth-table", "-configurations", "-parsimonious", "-conservative"),
        *("-nca", "-given", "regression"),
    )
    for section in page.all("section"):
        if section.attributes["id"].endswith(kinds):
            yield from section.all("table")


def numbers(table: Element) -> list[Element]:
    cells = [c for c in table.all("td") if c.attributes["class"].split()[0] in {"number", "centre"}]
    return [
        cell
        for cell in cells
        if NUMBER.fullmatch(cell.text.strip())
        and (cell.attributes["class"] == "number" or not re.fullmatch("[0-9]", cell.text.strip()))
    ]


def clicks_to_raw_scores(page: Element, href: str) -> int:
    """Return how many clicks lead to a cell of a file, counting the first."""
    places = page.places
    seen, front, clicks = set[str](), {href[1:]}, 1
    while front:
        if any(re.search(r"\w+\.csv row \d+, column \w+", places[p].text) for p in front):
            return clicks
        seen |= front
        links = [link.attributes["href"][1:] for p in front for link in places[p].all("a")]
        front, clicks = set(links) - seen, clicks + 1
    return 99


def test_every_number_leads_to_raw_scores_in_two_clicks(demo: Rendered) -> None:
    tables = list(result_tables(demo.page))
    links = {cell.all("a")[0].attributes["href"] for table in tables for cell in numbers(table)}
    assert len(tables) >= 28
    assert len(links) > 50
    assert max(clicks_to_raw_scores(demo.page, link) for link in links) <= 2


def test_a_number_of_a_path_leads_to_its_very_cases(demo: Rendered) -> None:
    paths = demo.evidence.outcomes[0].paths
    assert paths is not None
    assert paths.cases is not None
    table = demo.page.place("outcome-1-configurations-table-1")
    for column, found in enumerate(paths.tables[0].configurations, start=1):
        cell = row_of(table, "Consistency")[column]
        place = demo.page.place(cell.all("a")[0].attributes["href"][1:])
        shown = [row.all("th")[0].text for row in place.all("tr")[1:]]
        assert shown == [item.case for item in paths.cases.members(found.term)]
        assert cell.text.strip() == f"{found.fit.inclusion:.3f}"


def row_of(table: Element, name: str) -> list[Element]:
    rows = [row for row in table.all("tr") if row.all("th")[0].text.strip() == name]
    return [cell for cell in rows[0].all() if cell.tag in {"th", "td"}]


def test_circles_are_those_of_the_engine_and_also_words(demo: Rendered) -> None:
    paths = demo.evidence.outcomes[0].paths
    assert paths is not None
    for number, found in enumerate(paths.tables, start=1):
        table = demo.page.place(f"outcome-1-configurations-table-{number}")
        named = any(column.term in paths.names for column in found.configurations)
        for place, name in enumerate(found.conditions, start=1 + named):
            cells = table.all("tr")[place].all("td")
            for cell, column in zip(cells, found.configurations, strict=True):
                wanted = column.cell(name)
                words = [e.text for e in cell.all("span", **{"class": "hidden"})]
                if wanted is None:
                    assert cell.text.strip() == ""
                    continue
                role = {"ambiguous": "core in some tied models"}.get(wanted.role, wanted.role)
                state = "present" if wanted.value else "absent"
                assert words[0].endswith(f"{role}, {state}")
                assert len(cell.all("svg")) == 1


def test_the_legend_explains_the_circles_that_occur(demo: Rendered, small: Rendered) -> None:
    many = demo.page.place("outcome-1-configurations").all("ul", **{"class": "legend"})
    few = small.page.place("outcome-1-configurations").all("ul", **{"class": "legend"})
    assert len(many[0].all("li")) == 6
    assert "core in some tied models" not in few[0].text
    assert "core, present" in few[0].text


def test_necessity_and_truth_table_show_three_decimals(demo: Rendered) -> None:
    necessity = demo.page.place("outcome-1-necessity-table")
    shown = [cell.text.strip() for cell in row_of(necessity, "CC")]
    assert shown == ["CC", "0.928", "0.470", "0.623", "yes, perhaps trivial"]
    truth = demo.page.place("outcome-1-truth-table-table")
    row = [cell.text.strip() for cell in row_of(truth, "4")]
    assert row[:10] == ["4", "0", "0", "0", "1", "1", "3", "0.962", "0.853", "1"]
    assert [link.text for link in truth.all("tr")[2].all("td")[-1].all("a")] == ["2", "33", "55"]


def test_all_tied_models_are_listed(demo: Rendered) -> None:
    models = demo.page.place("outcome-1-parsimonious-models")
    assert len(models.all("tr")) == 1 + 18
    shared = demo.page.place("outcome-1-parsimonious").all("ul")[0]
    assert shared.text.split() == ["In", "all", "tied", "models:", "JD*~AD*CG*~RG"]
    folded = demo.page.place("outcome-1-configurations").all("details")
    assert len(folded) == 5
    ties = "6 models tie: each has the fewest paths"
    assert ties in demo.page.place("outcome-1-configurations").text


def test_warnings_stand_in_their_places(demo: Rendered) -> None:
    assert "may be trivial" in demo.page.place("outcome-1-necessity").text
    assert "16 of 32 possible configurations" in demo.page.place("outcome-1-truth-table").text
    assert "Only 36 of 60 cases" in demo.page.place("data").text
    assert "convention of this program" in demo.page.place("asymmetry").text


def test_a_case_card_holds_memberships_scores_and_their_cells(demo: Rendered) -> None:
    card = demo.page.place("case-11")
    assert card.all("h3")[0].all("bdi")[0].text == "11"
    assert "Not analysed: no membership in CC, VC." in card.text
    assert "cgcd60.csv row 12, column Q24_Middle" in card.text
    scored = demo.page.place("case-9")
    values = [row.all("td")[0].text.strip() for row in scored.all("tr")[1:7]]
    assert [scored.all("tr")[1].all("th")[0].text.strip(), values[0]] == ["AD", "0.185"]
    assert "Q57.2 End" in scored.text
    assert scored.all("ul")[0].all("a")


def test_sets_name_raw_values_of_all_their_cases(demo: Rendered) -> None:
    found = demo.evidence.memberships
    for number, code in enumerate(found.conditions, start=1):
        table = demo.page.place(f"set-{number}-table")
        column = found.conditions.index(code)
        have = {
            case: f"{raw:.4g}"
            for case, raw in zip(found.cases, found.raw[:, column], strict=True)
            if raw == raw  # noqa: PLR0124  (false for NaN alone)
        }
        shown = {
            row.all("th")[0].text: row.all("td")[1].text.strip() for row in table.all("tr")[1:]
        }
        assert shown == have


def test_the_summary_speaks_plainly_and_hedges(demo: Rendered) -> None:
    shown = demo.page.place("summary").text
    assert "36 of 60 cases" in shown
    assert "also shows high conflict coordination (inclusion 0.928). But so do most" in shown
    assert "4 paths (together consistency 0.975, 48% of the outcome covered)" in shown
    assert "6 descriptions" in shown
    assert "No single condition passes the test of being needed for not-high" in shown
    assert "is not simply the opposite" in shown
    assert "no proof of it" in shown


def test_provenance_names_hashes_versions_and_settings(small: Rendered) -> None:
    shown = small.page.place("provenance").text
    for wanted in (
        small.study.content_sha256(),
        small.study.sources[0].sha256,
        *(item.id for item in small.study.findings),
        *(item.input_sha256 for item in small.study.findings),
        "pri_cut = 0.5",
        "expectations = CONTROL: present, SKILL: present, TRUST: present",
    ):
        assert wanted in shown


def test_references_are_those_of_the_results(demo: Rendered) -> None:
    shown = [item.text.strip() for item in demo.page.place("references").all("li")]
    assert shown == sorted(shown)
    assert any(item.startswith("Fiss, P. C. (2011)") for item in shown)
    assert any(item.startswith("Gulati, R.; Sytch, M. (2007)") for item in shown)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_dual_logic_names_every_case_once(demo: Rendered, language: str) -> None:
    shown = html_report(demo.study, demo.evidence, "zh" if language == "zh" else "en")
    assert ("embedded logic (25)" if language == "en" else "嵌入逻辑（25）") in shown
    table = demo.page.place("table-quadrants")
    assert demo.evidence.dependence is not None
    listed = sorted(link.text for link in table.all("a"))
    assert listed == sorted(demo.evidence.dependence.cases)


def test_labels_of_the_language_are_used_and_fall_back_to_codes() -> None:
    study, evidence = run(small_study())
    english = html_report(study, evidence, "en")
    chinese = html_report(study, evidence, "zh")
    assert "high trust" in english
    assert "高信任" in chinese
    assert "高SKILL" in chinese


def test_nca_shows_effect_sizes_bottlenecks_and_the_cases_on_the_ceilings(demo: Rendered) -> None:
    found = demo.evidence.outcomes[0].nca
    assert found is not None
    rows = demo.page.place("outcome-1-nca-effects").all("tr")[1:]
    shown = [[cell.text.strip() for cell in (*row.all("th"), *row.all("td"))] for row in rows]
    wanted = [[e.condition, e.ceiling, f"{e.effect_size:.3f}"] for e in found.effects]
    assert [[line[0], line[1], line[5]] for line in shown] == wanted
    bottleneck = demo.page.place("outcome-1-nca-bottleneck-ce-fdh").all("tr")
    last = [cell.text.strip() for cell in bottleneck[-1].all("td")]
    assert last == [f"{found.of(name).needed[-1]:.1f}" for name in found.conditions]
    peers = row_of(demo.page.place("outcome-1-nca-peers"), "JD")[1]
    assert sorted(link.text for link in peers.all("a")) == sorted(found.of("JD").peers)


def test_relations_name_substitutes_and_lead_to_their_paths(demo: Rendered) -> None:
    row = row_of(demo.page.place("outcome-1-relations-table"), "substitutes")
    assert row[1].text.strip() == "RG, CC"
    targets = [link.attributes["href"][1:] for link in row[2].all("a")]
    heads = [demo.page.place(target).all("bdi")[0].text for target in targets]
    assert heads == ["JD*~AD*CG*RG*~CC", "JD*~AD*CG*~RG*CC"]
    assert "one path has high relational governance where the other has" in row[3].text
    assert "6 models tie" in demo.page.place("outcome-1-relations").text


def test_the_conditional_question_is_answered_for_both_outcomes(demo: Rendered) -> None:
    rows = demo.page.place("outcome-1-given-paths").all("tr")[1:]
    found = {row.all("th")[0].text.strip(): [c.text.strip() for c in row.all("td")] for row in rows}
    assert found["AD*CG*RG*~CC"] == [
        "names AD", "0.944", "0.733", "0.247", "3 / 6", "AD, CG, ~CC", "–",
    ]  # fmt: skip
    assert (
        "13 of 36 cases with high asymmetric dependence" in demo.page.place("outcome-1-given").text
    )
    assert "Among the 13 cases with high asymmetric" in demo.page.place("summary").text
    assert row_of(demo.page.place("outcome-2-given-table"), "JD")[1].text.strip() == "0.981"


def test_the_regression_stands_beside_the_paths(demo: Rendered) -> None:
    found = demo.evidence.regression
    assert found is not None
    table = demo.page.place("regression-table")
    row = [cell.text.strip() for cell in row_of(table, "AD")]
    item = found.of("AD")
    assert row[1:5] == [
        f"{v:.3f}" for v in (item.estimate, item.standard_error, item.t, item.p_value)
    ]
    assert row[6] == "present 1, absent 3"
    assert row_of(table, "R²")[1].text.strip() == f"{found.r_squared:.3f}"
    assert "neither tests the other" in demo.page.place("regression").text


def test_names_of_paths_stand_wherever_the_path_does(demo: Rendered, demo_zh: Rendered) -> None:
    name = "power under dual governance"
    for place in ("summary", "outcome-1-configurations", "outcome-1-paths", "outcome-1-relations"):
        assert name in demo.page.place(place).text, place
        assert "权力型双重治理" in demo_zh.page.place(place).text, place
    caption = demo.page.place("figure-outcome-1-xy").all("figcaption")[0].text
    assert f"{name} (~JD*AD*CG*RG)" in caption
    assert name in demo.page.place("outcome-1-given").text


def test_skew_and_memberships_of_one_half_are_counted(demo: Rendered) -> None:
    found = demo.evidence.memberships
    column = found.values[:, found.conditions.index("CC")]
    row = [cell.text.strip() for cell in row_of(demo.page.place("table-skew"), "CC")]
    assert row[1:4] == [str((column > 0.5).sum()), str((column < 0.5).sum()), "0"]
    assert row[5:] == ["balanced", "–", "–"]


def test_the_methods_paragraph_tells_the_whole_recipe(demo: Rendered) -> None:
    shown = demo.page.place("methods-en").text
    for part in (
        "necessary condition analysis (Dul 2016) drew the ceilings CE-FDH, CR-FDH; its p-values",
        "compared pairwise for substitutes and complements",
        "among the 13 cases with a membership above 0.5 in AD",
        "VC was regressed on the same conditions by ordinary least squares, with HC3",
    ):
        assert part in shown, part


def test_cases_to_study_lead_to_their_cards_and_rows(demo: Rendered) -> None:
    found = demo.evidence.outcomes[0].selected
    assert found is not None
    rows = demo.page.place("outcome-1-selected-table").all("tr")[1:]
    assert len(rows) == sum(len(item.selections) for item in found.selections)
    first = found.selections[0].selections[0]
    assert [link.text for link in rows[0].all("td")[2].all("a")] == list(first.cases)
    uncovered = next(row for row in rows if row.all("th")[0].text == "deviant in coverage")
    target = uncovered.all("td")[0].all("a")[0].attributes["href"][1:]
    assert target.startswith("outcome-1-row-")


def test_the_nearest_path_tells_moves_and_stability(demo: Rendered) -> None:
    found = demo.evidence.nearest
    assert found is not None
    table = demo.page.place("nearest-table")
    rows = {row.all("th")[0].text: row.all("td") for row in table.all("tr")[1:]}
    near = rows["power under dual governance (~JD*AD*CG*RG)"]
    assert near[0].text == "1"
    assert near[3].text == "JD 0.81 → 0.49, CG 0.05 → 0.51, RG 0.19 → 0.51"
    assert re.fullmatch(r"\d+% \(\d+% – \d+%\)", near[5].text)
    assert rows["relational coordination (~JD*~AD*~CG*RG*CC)"][3].text == "blocked: AD"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", get_args(PairKind))
def test_every_kind_of_pair_has_words(kind: str, language: Language) -> None:
    steps = [record for record in small_study().records() if isinstance(record, Step)]
    kept = [record for record in small_study().records() if record not in steps]
    more = [
        step(5, "cases", {"kinds": [kind], "most": 9}),
        step(6, "nearest", {"case": "C1", "resamples": 0}),
    ]
    study, evidence = run(study_of([*kept, *steps, *more]))
    shown = html_report(study, evidence, language)
    assert text("report.nearest.inside", language) in shown
    assert text(f"report.pair.{kind.replace(' ', '_')}", language)
