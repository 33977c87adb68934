"""Draw configurations.svg, the picture of the README, from the study of ``consilience demo``.

Run it from anywhere: ``python docs/pictures/make.py``.
"""  # noqa: INP001  (a script beside its picture, no package)

from __future__ import annotations

from pathlib import Path

from consilience import analysis, plots
from consilience.demo import demo_study
from consilience.qca import ConfigurationTable
from consilience.study import Study, study_of


def draw() -> str:
    """Return the configuration tables of the demonstration, both outcomes, as SVG text."""
    empty = demo_study()
    study = study_of([*empty.records(), *(found for _, found in analysis.run(empty))])
    found = analysis.evidence(study).configurations
    if found is None:
        raise AssertionError(study.steps)
    both = [paths.tables[0] for paths in found.outcomes]
    labels = {code: _named(study, code) for code in both[0].conditions}
    headings = [_heading(study, table) for table in both]
    figure = plots.configuration_table(both, labels=labels, headings=headings)
    return plots.to_svg(figure, width=figure.width, ground=True) + "\n"


def _named(study: Study, code: str) -> str:
    name = study.condition(code).label
    return f"{name[:1].upper()}{name[1:]} ({code})"


def _heading(study: Study, table: ConfigurationTable) -> str:
    word = "Non-high" if table.outcome.startswith("~") else "High"
    return f"{word} {study.condition(table.outcome.lstrip('~')).label.lower()}"


if __name__ == "__main__":
    target = Path(__file__).with_name("configurations.svg")
    target.write_text(draw(), encoding="utf-8", newline="\n")
