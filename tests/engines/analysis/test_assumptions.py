"""The step of the enhanced standard analysis, and what the report says of it."""

from __future__ import annotations

from typing import Any

import pytest

from consilience import qca
from consilience.errors import ConsilienceError
from consilience.report import html_report, methods_text
from consilience.report.exports import export_tables
from consilience.study import Step, Study, step, study_of
from golden.studies import CUTS, NAMES, run, small_study


def _study(settings: dict[str, Any], *, expected: bool = True) -> Study:
    given: dict[str, Any] = {"outcome": "VALUE", "conditions": list(NAMES[:3]), **CUTS}
    if expected:
        given["expectations"] = dict.fromkeys(NAMES[:3], "present")
    kept = [record for record in small_study().records() if not isinstance(record, Step)]
    steps = (step(1, "calibrate", {}), step(2, "configurations", given))
    return study_of([*kept, *steps, step(3, "enhanced", settings)])


@pytest.mark.parametrize("expected", [True, False])
def test_the_step_is_the_engine_on_the_tables_before_it(expected: bool) -> None:  # noqa: FBT001  (a parameter of the test)
    said = run(_study({"impossible": "TRUST*~CONTROL*~SKILL"}, expected=expected))[1]
    found = said.enhanced
    assert found is not None
    tables = [item.paths.truth_table for item in said.outcomes if item.paths]
    sides = [dict.fromkeys(NAMES[:3], value) for value in ("present", "absent")]
    wanted = qca.enhanced_analysis(
        tables,
        "intermediate" if expected else "parsimonious",
        sides,
        impossible="TRUST*~CONTROL*~SKILL",
    )
    assert found.exclude == wanted.exclude
    for mine, theirs in zip(found.solutions, wanted.solutions, strict=True):
        assert [m.expression for m in mine.models] == [m.expression for m in theirs.models]
    assert found.solutions[0].solution == ("intermediate" if expected else "parsimonious")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_report_names_what_was_excluded_and_what_remains(language: Any) -> None:
    study, evidence = run(_study({"necessary": ["SKILL"], "solution": "parsimonious"}))
    found = evidence.enhanced
    assert found is not None
    page = html_report(study, evidence, language)
    assert 'id="enhanced"' in page
    assert ('id="enhanced-excluded"' in page) == bool(found.log)
    tables = export_tables(study, evidence, "md", language).decode("utf-8")
    caption = {"en": "Models without untenable assumptions", "zh": "不含站不住脚假定的模型"}
    assert caption[language] in tables
    said = {"en": "until none was left", "zh": "直至不再出现"}[language]
    assert (said in methods_text(study, evidence, language)) == found.settled


@pytest.mark.parametrize(
    ("settings", "part"),
    [
        ({"solution": "short"}, "solution of enhanced_analysis"),
        ({"necessary": ["SKIL"]}, "SKIL"),
        ({"impossible": "TRUST*~TRUST"}, "impossible"),
        ({"simultaneous": "drop"}, "simultaneous"),
    ],
)
def test_what_cannot_be_asked_says_why(settings: dict[str, Any], part: str) -> None:
    with pytest.raises(ConsilienceError) as caught:
        run(_study(settings))
    assert part in str(caught.value)
