from __future__ import annotations

from dataclasses import dataclass

import pytest

from consilience.analysis import StudyEvidence
from consilience.demo import demo_study
from consilience.report import html_report
from consilience.study import Study
from golden.page import Element, read
from golden.studies import run, small_study


@dataclass(frozen=True)
class Rendered:
    study: Study
    evidence: StudyEvidence
    html: str
    page: Element


def rendered(study: Study, language: str = "en") -> Rendered:
    done, evidence = run(study)
    shown = html_report(done, evidence, "zh" if language == "zh" else "en")
    return Rendered(done, evidence, shown, read(shown))


@pytest.fixture(scope="session")
def demo() -> Rendered:
    return rendered(demo_study())


@pytest.fixture(scope="session")
def demo_zh() -> Rendered:
    return rendered(demo_study(), "zh")


@pytest.fixture(scope="session")
def small() -> Rendered:
    return rendered(small_study())
