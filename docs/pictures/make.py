"""Draw configurations.svg, the picture of the README, from the study of ``consilience demo``.

Run it from anywhere: ``python docs/pictures/make.py``.
"""  # noqa: INP001  (a script beside its picture, no package)

from __future__ import annotations

from pathlib import Path

from consilience import analysis
from consilience.demo import demo_study
from consilience.qca import Configuration, ConfigurationTable
from consilience.report.circles import Circle, circle_svg
from consilience.study import Study, study_of

_WIDE, _HIGH = 108, 34  # one cell
_LEFT, _TOP = 250, 96
_STYLE = 'font-family="system-ui, sans-serif" font-size="14" color="#1b2a3a" fill="#1b2a3a"'
_MEASURES = (("inclusion", "Inclusion"), ("pri", "PRI"), ("coverage", "Raw coverage"))


def draw() -> str:
    """Return the configuration tables of the demonstration, both outcomes, as SVG text."""
    empty = demo_study()
    study = study_of([*empty.records(), *(found for _, found in analysis.run(empty))])
    both = [paths.tables[0] for paths in _configurations(study).outcomes]
    columns = [(table, column) for table in both for column in table.configurations]
    rows = len(both[0].conditions) + len(_MEASURES)
    wide = _LEFT + _WIDE * len(columns) + 20
    high = _TOP + _HIGH * rows + 66
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img" {_STYLE}>',
        "<title>Paths to high and to non-high value creation in 36 collaborations</title>",
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
        *_heads(study, both),
        *_names(study, both[0].conditions),
        *(item for place, pair in enumerate(columns) for item in _column(place, *pair)),
        *_legend(high),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _configurations(study: Study) -> analysis.PathsOfBoth:
    found = analysis.evidence(study).configurations
    if found is None:
        raise AssertionError(study.steps)
    return found


def _heads(study: Study, both: list[ConfigurationTable]) -> list[str]:
    parts, place = [], 0
    for table in both:
        count = len(table.configurations)
        word = "Non-high" if table.outcome.startswith("~") else "High"
        label = study.condition(table.outcome.lstrip("~")).label.lower()
        middle = _LEFT + _WIDE * (place + count / 2)
        left, right = _LEFT + _WIDE * place + 10, _LEFT + _WIDE * (place + count) - 10
        parts.append(_text(middle, 32, f"{word} {label}", weight="bold"))
        parts.append(_line(left, 44, right))
        place += count
    return parts


def _names(study: Study, conditions: tuple[str, ...]) -> list[str]:
    names = {code: study.condition(code).label for code in conditions}
    labels = [f"{name[:1].upper()}{name[1:]} ({code})" for code, name in names.items()]
    labels += [label for _, label in _MEASURES]
    return [
        _text(16, _TOP + _HIGH * row + 5, label, anchor="start") for row, label in enumerate(labels)
    ] + [_line(16, _TOP + _HIGH * (len(conditions) - 0.5), _LEFT - 10)]


def _column(place: int, table: ConfigurationTable, column: Configuration) -> list[str]:
    x = _LEFT + _WIDE * (place + 0.5)
    parts = [_text(x, 68, column.label)]
    for row, name in enumerate(table.conditions):
        cell = column.cell(name)
        if cell is not None:
            circle = circle_svg(Circle(cell.role, cell.value))
            parts.append(_at(x - 10, _TOP + _HIGH * row - 10, circle))
    below = _TOP + _HIGH * len(table.conditions)
    parts.append(_line(x - _WIDE / 2, below - _HIGH / 2, x + _WIDE / 2))
    values = (getattr(column.fit, name) for name, _ in _MEASURES)
    parts += [_text(x, below + _HIGH * row + 5, f"{v:.3f}") for row, v in enumerate(values)]
    return parts


def _legend(high: int) -> list[str]:
    shown = (
        (Circle("core", 1), "core, present"),
        (Circle("core", 0), "core, absent"),
        (Circle("peripheral", 1), "peripheral, present"),
        (Circle("peripheral", 0), "peripheral, absent"),
        (Circle("ambiguous", 1), "core in some tied models"),
    )
    parts, x = [], 16
    for circle, words in shown:
        parts.append(_at(x, high - 38, circle_svg(circle)))
        parts.append(_text(x + 26, high - 23, words, anchor="start"))
        x += 50 + 7 * len(words)
    return parts


def _at(x: float, y: float, drawn: str) -> str:
    return f'<g transform="translate({x:g} {y:g})">{drawn}</g>'


def _text(x: float, y: float, words: str, *, anchor: str = "middle", weight: str = "normal") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-weight="{weight}">{words}</text>'


def _line(x: float, y: float, to: float) -> str:
    return f'<path d="M{x:g} {y:g}H{to:g}" stroke="#1b2a3a" fill="none"/>'


if __name__ == "__main__":
    target = Path(__file__).with_name("configurations.svg")
    target.write_text(draw(), encoding="utf-8", newline="\n")
