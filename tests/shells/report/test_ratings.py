"""From a path to the quotes: what the report shows of membership sheets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilience.study import Pseudonym, step, study_of
from engines.analysis.rated import rated_study
from shells.report.conftest import Rendered, rendered

STEPS = (
    step(3, "calibrate", {}),
    step(1, "configurations", {"outcome": "VA", "conditions": ["CO", "TR"]}),
    step(2, "ratings", {"outcome": "VA", "conditions": ["CO", "TR"], "inclusion_cut": 0.8}),
)


@pytest.fixture(scope="module", params=["en", "zh"])
def page(request: pytest.FixtureRequest) -> Rendered:
    hostile = [
        replace(one, reason="<script>alert(1)</script>") for one in rated_study().ratings[:1]
    ]
    study = rated_study(*STEPS)
    kept = [one for one in study.records() if one.id not in {item.id for item in hostile}]
    return rendered(study_of([*kept, *hostile]), request.param)


def test_a_case_card_shows_ratings_and_quotes(page: Rendered) -> None:
    shown = page.html
    assert shown.count("we trust.") >= 5
    assert "JC3" in shown
    assert "<script" not in shown


def test_pivotal_ratings_link_to_cases_and_sets(page: Rendered) -> None:
    found = page.evidence.ratings
    assert found is not None
    section = page.html.partition('id="ratings"')[2].partition("</section>")[0]
    assert f"{found.stable:.0%}" in section
    for test in found.pivotal:
        if test.case:
            assert f">{test.case}<" in section


def test_quotes_and_reasons_of_ratings_hide_names() -> None:
    study = rated_study(*STEPS)
    reasons = [replace(one, reason="They trust Acme") for one in study.ratings[:1]]
    names = [
        Pseudonym(name="trust", replacement="[one]"),
        Pseudonym(name="Acme", replacement="[two]"),
    ]
    kept = [one for one in study.records() if one.id not in {item.id for item in reasons}]
    html = rendered(study_of([*kept, *reasons, *names]), "en").html
    assert "we [one]." in html
    assert "They [one] [two]" in html
    assert "we trust." not in html
