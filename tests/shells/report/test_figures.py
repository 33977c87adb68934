"""The figures of a study: where they stand in the report and what they lead to."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from consilience import plots
from consilience.errors import ConsilienceError
from consilience.plots import Figure, to_svg
from consilience.report import html_report
from consilience.report.exports import study_figures
from consilience.study import Condition, Study, step, study_of
from golden.studies import run, small_study


def with_steps() -> Study:
    """Return the small study with NCA and robustness in its protocol."""
    study = small_study()
    conditions = ["TRUST", "CONTROL", "SKILL"]
    given = {"outcome": "VALUE", "conditions": conditions}
    extra = [
        step(5, "nca", {**given, "permutations": 20}),
        step(6, "robustness", {**given, "inclusion_cut": 0.75, "pri_cut": 0.5}),
    ]
    return study_of([*study.records(), *extra])


DONE, EVIDENCE = run(with_steps())


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    return {figure.key: figure for figure in study_figures(DONE, EVIDENCE)}


def test_every_part_of_the_report_has_its_figure(figures: dict[str, Figure]) -> None:
    assert len(figures) == len(study_figures(DONE, EVIDENCE))
    wanted = {f"figure-outcome-{n}-{kind}" for n in (1, 2) for kind in ("diversity", "venn", "xy")}
    wanted |= {"figure-outcome-1-chart", "figure-outcome-1-configurations", "figure-robustness"}
    wanted |= {f"figure-outcome-1-nca-{n}" for n in (1, 2, 3)}
    assert wanted <= set(figures)


def test_the_report_shows_the_same_figures_with_captions() -> None:
    page = html_report(DONE, EVIDENCE, "zh")
    for figure in study_figures(DONE, EVIDENCE, "zh"):
        if not figure.key.endswith("-configurations"):
            drawn = to_svg(figure, "zh")
            assert drawn[drawn.index(" role=") :] in page
            assert f'<figure id="{figure.key}"' in page


def test_elements_of_figures_lead_to_places_that_exist(figures: dict[str, Figure]) -> None:
    page = html_report(DONE, EVIDENCE)
    ids = set(re.findall(r' id="([^"]+)"', page))
    links = {
        key: re.findall(r'<a href="#([^"]+)"', to_svg(figure)) for key, figure in figures.items()
    }
    assert all(target in ids for found in links.values() for target in found)
    linked = ("diversity", "venn", "chart", "xy", "nca-1", "configurations")
    for kind in linked:
        assert links[f"figure-outcome-1-{kind}"], kind
    assert links["figure-robustness"]


def test_the_venn_diagram_leads_to_the_rows_with_their_cases(figures: dict[str, Figure]) -> None:
    paths = EVIDENCE.outcomes[0].paths
    assert paths is not None
    targets = {
        mark.target
        for mark in figures["figure-outcome-1-venn"].marks
        if isinstance(mark, plots.Area) and mark.target
    }
    assert targets == {f"#outcome-1-row-{number}" for number in paths.truth_table.numbers}


def test_scatters_carry_the_numbers_of_the_tables(figures: dict[str, Figure]) -> None:
    found = EVIDENCE.outcomes[0].nca
    assert found is not None
    effect = found.of("TRUST", "CE-FDH").effect_size
    assert f"CE-FDH d = {effect:.3f}" in str(figures["figure-outcome-1-nca-1"].caption)


def test_a_study_without_expectations_shows_what_the_parsimonious_solution_assumes() -> None:
    study = small_study()
    kept = [record for record in study.records() if getattr(record, "kind", "") != "configurations"]
    settings = {"outcome": "VALUE", "inclusion_cut": 0.75}
    done, evidence = run(study_of([*kept, step(4, "configurations", settings)]))
    shown = {figure.key: figure for figure in study_figures(done, evidence)}
    assert "figure-outcome-1-configurations" not in shown
    assert "Remainders that the solution takes as sufficient" in str(
        shown["figure-outcome-1-diversity"].description
    )


def test_a_condition_of_several_values_gets_a_chart_instead_of_a_venn_diagram() -> None:
    kept = [
        replace(record, method="thresholds", anchors=(3.0, 5.0))
        if isinstance(record, Condition) and record.code == "SKILL"
        else record
        for record in small_study().records()
        if getattr(record, "kind", "") != "configurations"
    ]
    settings = {"outcome": "VALUE", "inclusion_cut": 0.75, "expectations": {"TRUST": "present"}}
    done, evidence = run(study_of([*kept, step(4, "configurations", settings)]))
    shown = {figure.key: figure for figure in study_figures(done, evidence)}
    assert "figure-outcome-1-venn" not in shown
    rows = shown["figure-outcome-1-rows"]
    assert {"0", "1", "2"} >= {m.text for m in rows.marks if isinstance(m, plots.Circle)} - {""}
    assert any(m.text == "2" for m in rows.marks if isinstance(m, plots.Circle))
    assert '<figure id="figure-outcome-1-rows"' in html_report(done, evidence)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ConsilienceError, match="language of study_figures must be one of en, zh"):
        study_figures(DONE, EVIDENCE, "fr")  # type: ignore[arg-type]  # (what a user might pass)
