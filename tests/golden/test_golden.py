"""Figures, tables and paragraphs as they were when somebody last looked at them.

Set ``CONSILIENCE_WRITE_GOLDEN=1`` to write them anew, and look at the difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from consilience.plots import calibration_plot, dual_logic_plot, to_svg, xy_plot
from consilience.report import html_report, methods_text
from golden.page import Element, read
from golden.studies import run, small_study

FOLDER = Path(__file__).parent


def _xy() -> str:
    paths = EVIDENCE.outcomes[0].paths
    assert paths is not None
    table = paths.truth_table
    figure = xy_plot(
        table.memberships.min(axis=1),
        table.outcome_memberships,
        cases=table.case_names,
        x_label="TRUST*CONTROL*SKILL",
        y_label="VALUE",
        targets=[f"#{case}" for case in table.case_names],
    )
    return to_svg(figure)


def _calibration() -> str:
    found = EVIDENCE.memberships
    figure = calibration_plot(
        found.raw[:, 3], found.values[:, 3], (1, 4.1, 7), name="VALUE", profile="R"
    )
    return to_svg(figure, "zh")


def _dual_logic() -> str:
    assert EVIDENCE.dependence is not None
    return to_svg(dual_logic_plot(EVIDENCE.dependence, x_label="trust", y_label="control"))


def _outline(element: Element) -> list[str]:
    """Return the lines that a reader sees, with the address behind each link."""
    if element.tag in {"svg", "title"}:
        return []
    found: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            found += [line.strip() for line in child.splitlines() if line.strip()]
        else:
            found += _outline(child)
    href = element.attributes.get("href", "")
    return [f"{' '.join(found)} -> {href}"] if href else found


def _outcome(language: str) -> Callable[[], str]:
    def shown() -> str:
        page = read(html_report(STUDY, EVIDENCE, "zh" if language == "zh" else "en"))
        return "\n".join(_outline(page.place("outcome-1")))

    return shown


STUDY, EVIDENCE = run(small_study())
GOLDEN: dict[str, Callable[[], str]] = {
    "xy.svg": _xy,
    "calibration.svg": _calibration,
    "dual_logic.svg": _dual_logic,
    "methods_en.txt": lambda: methods_text(STUDY, EVIDENCE, "en"),
    "methods_zh.txt": lambda: methods_text(STUDY, EVIDENCE, "zh"),
    "outcome_en.txt": _outcome("en"),
    "outcome_zh.txt": _outcome("zh"),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name: str) -> None:
    shown = GOLDEN[name]() + "\n"
    place = FOLDER / name
    if os.environ.get("CONSILIENCE_WRITE_GOLDEN") == "1":
        place.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == place.read_text(encoding="utf-8")
