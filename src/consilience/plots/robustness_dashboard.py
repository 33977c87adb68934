"""The robustness of a model at one glance: paths, ranges, overlaps, cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from consilience import qca
from consilience.errors import ArgumentError
from consilience.plots.common import legend, look_on, rectangle
from consilience.plots.figure import Area, Circle, Figure, Label, Line, Mark, Style, Text
from consilience.plots.labels import fitted, text_width
from consilience.results import Note
from consilience.texts import LANGUAGES

_KINDS = (
    "inclusion_cut",
    "pri_cut",
    "frequency_cut",
    "case",
    "subset",
    "subsample",
    "conditions",
    "data",
    "combined",
)
_ROW, _HEAD, _GAP = 22.0, 26.0, 22.0
_WIDEST_NAME = 200.0
_CELL = 68.0
_SCALE = 300.0  # how long the scales of ranges and overlaps are
_MOST_PATHS, _MOST_RANGES = 20, 40
_GROUPS: Mapping[str, Style] = {
    "robust": "accent",
    "shaky": "pale accent",
    "possible": "pale contrast",
}


@dataclass(frozen=True)
class _Frame:
    """What all parts share: the record, where the scales begin, words and addresses."""

    found: qca.Robustness
    kinds: tuple[str, ...]
    left: float
    labels: Mapping[str, str]
    targets: Mapping[str, str]

    def along(self, share: float) -> float:
        """Return where a share of the scale lies."""
        return self.left + _SCALE * share

    def name(self, words: Label, y: float, target: str = "", detail: Label = "") -> Text:
        """Return what stands before a row."""
        return Text(self.left - 12, y + 4, words, "end", "ink", 10.5, target=target, detail=detail)


def robustness_dashboard(
    found: qca.Robustness,
    *,
    labels: Mapping[str, str] | None = None,
    targets: Mapping[str, str] | None = None,
    key: str = "robustness-dashboard",
) -> Figure:
    """Describe a robustness test in four parts.

    In how many tests of each kind each path stays; between which tested values the model stays,
    around the initial one; how similar the test solutions are; how many cases are robust, shaky
    and possible.

    Parameters
    ----------
    found : Robustness
        What :func:`consilience.qca.robustness` returned.
    labels : mapping of str, optional
        What settings of the ranges are called; cut-offs have their names.
    targets : mapping of str, optional
        Where each path leads to.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        At most 20 paths and 40 ranges; a line says how many are left out.

    Raises
    ------
    ArgumentError
        If ``found`` is no robustness test.

    Examples
    --------
    >>> from consilience.qca import robustness
    >>> data = {"A": [0.9, 0.8, 0.1, 0.3], "B": [0.7, 0.2, 0.8, 0.1], "Y": [0.9, 0.3, 0.2, 0.1]}
    >>> figure = robustness_dashboard(robustness(data, "Y"))
    >>> figure.key
    'robustness-dashboard'

    References
    ----------
    Oana, I.-E. and Schneider, C. Q. (2021). A Robustness Test Protocol for Applied QCA.
    Sociological Methods & Research.
    """
    _check(found)
    kinds = tuple(kind for kind in _KINDS if any(test.kind == kind for test in found.tests))
    frame = _Frame(found, kinds, _names_width(found, labels or {}), labels or {}, targets or {})
    marks: list[Mark] = []
    top = 10.0
    for title, draw in _PARTS.items():
        part = list(draw(frame, top + _HEAD))
        if part:
            marks += [Text(10, top + 12, Note(f"plots.robustness.{title}"), "start", "bold"), *part]
            top = _lowest(part) + _GAP
    counts = {"tests": len(found.tests), "outcome": found.outcome, "paths": len(found.terms)}
    cases = {name: _count(found, name) for name in _GROUPS}
    return Figure(
        key=key,
        title=Note("plots.robustness.title", counts),
        description=Note("plots.robustness.description", {**counts, **cases}),
        caption=Note("plots.robustness.caption", counts),
        x=None,
        y=None,
        marks=tuple(marks),
        width=frame.left + max(_CELL * (len(kinds) + 1), _SCALE + 80) + 14,
        height=top - _GAP + 12,
    )


def _check(found: object) -> None:
    if not isinstance(found, qca.Robustness):
        owner = "robustness_dashboard"
        raise ArgumentError("found", owner, "robustness", type(found).__name__)


def _names_width(found: qca.Robustness, labels: Mapping[str, str]) -> float:
    """Return the room before the scales: for paths, settings and kinds of tests."""
    words: list[str] = list(found.terms)
    words += [labels.get(item.setting, item.setting) for item in found.ranges]
    known = [Note(f"plots.robustness.{kind}") for kind in (*_KINDS, "typical", "deviant")]
    words += [note.sentence(language) for note in known for language in LANGUAGES]
    return 1.06 * max(text_width(fitted(item, _WIDEST_NAME, 10.5), 10.5) for item in words) + 24


def _lowest(marks: list[Mark]) -> float:
    """Return the lower end of a part."""
    ends = [mark.y for mark in marks if isinstance(mark, Text | Circle)]
    ends += [y for mark in marks if isinstance(mark, Area | Line) for _, y in mark.places]
    return max(ends)


def _survival(frame: _Frame, top: float) -> Iterator[Mark]:
    """Show for each path in which share of the tests of each kind it stays."""
    found = frame.found
    groups = [[t for t in found.tests if t.kind == kind] for kind in frame.kinds]
    for place, kind in enumerate([*frame.kinds, "all"]):
        x = frame.left + _CELL * (place + 0.5)
        yield Text(x, top + 4, Note(f"plots.robustness.short_{kind}"), "middle", "soft", 9.5)
    for row, term in enumerate(found.terms[:_MOST_PATHS]):
        y = top + 10 + _ROW * row
        words = fitted(term, _WIDEST_NAME, 10.5)
        yield frame.name(words, y + _ROW / 2, frame.targets.get(term, ""), term)
        for place, group in enumerate([*groups, list(found.tests)]):
            stays = sum(term in test.terms for test in group)
            share = stays / max(len(group), 1)
            style: Style = "accent" if share == 1 else ("pale accent" if share >= 0.5 else "shade")
            x = frame.left + _CELL * place
            detail = Note(
                "plots.robustness.cell", {"path": term, "stays": stays, "count": len(group)}
            )
            shape = rectangle(x, y, _CELL, _ROW)
            yield Area(shape, style, "paper", detail=detail)
            yield Text(x + _CELL / 2, y + 15, f"{stays}/{len(group)}", "middle", look_on(style), 10)
    yield from _left_out(frame, len(found.terms) - _MOST_PATHS, top + 10 + _ROW * _MOST_PATHS)


def _left_out(frame: _Frame, count: int, y: float) -> Iterator[Mark]:
    if count > 0:
        yield Text(frame.left, y + 12, Note("plots.unnamed_more", {"count": count}), "start")


def _ranges(frame: _Frame, top: float) -> Iterator[Mark]:
    """Show between which tested values the model stays; each row has its own scale."""
    for row, item in enumerate(frame.found.ranges[:_MOST_RANGES]):
        y = top + _ROW * (row + 0.5)
        yield frame.name(_setting(frame, item.setting), y)
        values = (*item.tested, item.initial)
        low, high = min(values), max(values)
        span = (high - low) or 1.0
        places = {
            value: frame.along((value - low) / span) for value in {*values, item.low, item.high}
        }
        yield Line(((frame.along(0), y), (frame.along(1), y)), "muted")
        start, end = places[item.low], places[item.high]
        blanks = {"low": item.low, "high": item.high, "initial": item.initial}
        detail = Note("plots.robustness.range", blanks)
        yield Area(
            rectangle(start - 3, y - 4, end - start + 6, 8), "pale accent", "accent", detail=detail
        )
        for value in sorted(set(values)):
            yield Line(((places[value], y - 3), (places[value], y + 3)), "muted")
        yield Circle(places[item.initial], y, 4.0, "filled", "accent", detail=detail)
        at = frame.along(1) + 12, y + 4
        shown = f"{item.low:g}" if item.low == item.high else f"{item.low:g} – {item.high:g}"
        yield Text(*at, shown, "start", "ink", 10)
        yield Text(frame.along(0), y + 13, f"{low:g}", "middle", "soft", 8)
        yield Text(frame.along(1), y + 13, f"{high:g}", "middle", "soft", 8)
    count = len(frame.found.ranges) - _MOST_RANGES
    yield from _left_out(frame, count, top + _ROW * _MOST_RANGES)


def _setting(frame: _Frame, setting: str) -> Label:
    if setting in frame.labels:
        return fitted(frame.labels[setting], _WIDEST_NAME, 10.5)
    return Note(f"plots.robustness.{setting}") if setting in _KINDS else setting


def _overlaps(frame: _Frame, top: float) -> Iterator[Mark]:
    """Show how similar the solution of each test is to the model; larger dots are more tests."""
    for row, kind in enumerate(frame.kinds):
        y = top + _ROW * (row + 0.5)
        tests = [test for test in frame.found.tests if test.kind == kind]
        counted = Counter(round(test.overlap, 2) for test in tests if test.overlap == test.overlap)
        yield frame.name(Note(f"plots.robustness.{kind}"), y)
        yield Line(((frame.along(0), y), (frame.along(1), y)), "guide")
        for value, count in sorted(counted.items()):
            radius = min(7.0, 2.6 + 0.8 * (count - 1))
            detail = Note("plots.robustness.tests", {"overlap": value, "count": count})
            yield Circle(frame.along(value), y, radius, "filled", "accent", detail=detail)
        if counted:
            lowest = Note("plots.robustness.lowest", {"lowest": min(counted)})
            yield Text(frame.along(1) + 12, y + 4, lowest, "start", "ink", 10)
    if frame.kinds:
        y = top + _ROW * len(frame.kinds)
        for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
            yield Line(((frame.along(tick), y), (frame.along(tick), y + 3)), "muted")
            yield Text(frame.along(tick), y + 13, f"{tick:g}", "middle", "soft", 9)


def _cases(frame: _Frame, top: float) -> Iterator[Mark]:
    """Show how many typical and deviant cases are robust, shaky and possible."""
    cases = frame.found.cases
    groups = {
        side: {name: getattr(cases, f"{name}_{side}") for name in _GROUPS}
        for side in ("typical", "deviant")
    }
    most = max(sum(len(found) for found in group.values()) for group in groups.values())
    for row, (side, group) in enumerate(groups.items()):
        y, x = top + (_ROW + 4) * (row + 0.5), frame.left
        yield frame.name(Note(f"plots.robustness.{side}"), y)
        for name, found in group.items():
            wide = _SCALE * len(found) / max(most, 1)
            if not found:
                continue
            style = _GROUPS[name]
            blanks = {"group": name, "cases": found, "count": len(found)}
            detail = Note(f"plots.robustness.members_{name}", blanks)
            yield Area(rectangle(x, y - 9, wide, 18), style, "paper", detail=detail)
            if wide >= text_width(str(len(found)), 10) + 2:
                yield Text(x + wide / 2, y + 4, str(len(found)), "middle", look_on(style), 10)
            x += wide
        counts = " + ".join(str(len(found)) for found in group.values())
        yield Text(frame.along(1) + 12, y + 4, counts, "start", "ink", 10)
    signs, _ = legend(
        [(style, Note(f"plots.robustness.{name}")) for name, style in _GROUPS.items()],
        frame.left,
        top + (_ROW + 4) * 2 + 6,
        _SCALE + 80,
    )
    yield from signs


def _count(found: qca.Robustness, name: str) -> int:
    sides = (f"{name}_typical", f"{name}_deviant")
    return sum(len(getattr(found.cases, side)) for side in sides)


_PARTS: Mapping[str, Callable[[_Frame, float], Iterator[Mark]]] = {
    "survival": _survival,
    "ranges": _ranges,
    "overlap": _overlaps,
    "case_groups": _cases,
}
