"""Robustness: which paths stay under other settings, and which cases they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report import addresses
from consilience.report.blocks import Block, Details, Gallery, Paragraph, Section
from consilience.report.figures import robustness_figure
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience import qca
    from consilience.plots import Figure
    from consilience.report.context import Context

_GROUPS = ("robust", "shaky", "possible")
_SIDES = ("typical", "deviant")
_COUNTS = ("tests", "same", "equal", "subset", "superset", "other", "none")
_SETTINGS = {
    "inclusion_cut",
    "pri_cut",
    "frequency_cut",
    "case",
    "subset",
    "subsample",
    "conditions",
}
_ANCHORS = {
    "anchors",
    "full_out",
    "crossover",
    "full_in",
    "left_full_out",
    "left_crossover",
    "left_full_in",
    "right_full_in",
    "right_crossover",
    "right_full_out",
}
_FIT = ("inclusion", "coverage", "overlap_minimum", "overlap_maximum")


def robustness_section(context: Context, found: qca.Robustness) -> Section:
    """Return what was repeated, what stayed, and all repetitions."""
    lead = context.say(
        "report.robustness.lead",
        outcome=found.outcome,
        solution=context.say(f"report.title.{found.parameters['solution']}"),
        count=len(found.tests),
    )
    blocks: list[Block] = [
        Paragraph(lead),
        *context.remarks(found.notes),
        Paragraph(_core(context, found)),
        Gallery((_dashboard(context, found),)),
        _survival(context, found),
        _kinds(context, found),
        *((_ranges(context, found),) if found.ranges else ()),
        _parameters(context, found),
        _cases(context, found),
        Details(
            context.say("report.robustness.all", count=len(found.tests)), (_tests(context, found),)
        ),
    ]
    return Section("robustness", context.say("report.title.robustness"), tuple(blocks))


def _dashboard(context: Context, found: qca.Robustness) -> Figure:
    labels = {item.setting: _setting(context, item.setting) for item in found.ranges}
    return robustness_figure(context, found, labels)


def _core(context: Context, found: qca.Robustness) -> str:
    if found.core is None:
        return context.say("report.robustness.core_long")
    if found.core == "0":
        return context.say("report.robustness.core_empty")
    return context.say("report.robustness.core", core=found.core)


def _survival(context: Context, found: qca.Robustness) -> Table:
    shares = zip(found.survival, found.survival_some, found.survival_every, strict=True)
    rows = tuple(
        Row((_path(context, found.outcome, term), *(numeral(f"{share:.0%}") for share in line)))
        for term, line in zip(found.terms, shares, strict=True)
    )
    return _table(context, "survival", ("path", "found", "in_some", "in_every"), rows)


def _kinds(context: Context, found: qca.Robustness) -> Table:
    rows = tuple(
        Row(
            (
                head(context.say(f"report.robustness.kind_{item.kind}")),
                *(numeral(str(getattr(item, name))) for name in _COUNTS),
                numeral(context.number(item.fit.coverage)),
                numeral(str(item.rank)),
            )
        )
        for item in found.kinds
    )
    return _table(context, "kinds", ("kind", *_COUNTS, "core_coverage", "rank"), rows)


def _path(context: Context, outcome: str, term: str) -> Cell:
    """Return a path, as a link where the report has a card of it."""
    for item, paths in context.with_paths():
        if item.outcome == outcome and paths.cases and term in paths.cases.terms:
            return head(term, f"#{addresses.path_key(context, paths, term)}")
    return head(term)


def _ranges(context: Context, found: qca.Robustness) -> Table:
    rows = tuple(
        Row(
            (
                head(_setting(context, item.setting)),
                numeral(f"{item.initial:g}"),
                numeral(f"{item.low:g} – {item.high:g}"),
                numeral(_ends(item)),
                Cell(context.listed(f"{value:g}" for value in item.tested)),
            )
        )
        for item in found.ranges
    )
    return _table(context, "ranges", ("setting", "initial", "stays", "fails", "tested"), rows)


def _ends(item: qca.SensitivityRange) -> str:
    return " / ".join("–" if end is None else f"{end:g}" for end in (item.below, item.above))


def _setting(context: Context, setting: str) -> str:
    """Return a setting in words; of a moved anchor, the condition and the anchor."""
    return " & ".join(_one_setting(context, part) for part in setting.split(" & "))


def _one_setting(context: Context, setting: str) -> str:
    if setting in _SETTINGS:
        return context.say(f"report.robustness.{setting}")
    condition, _, anchor = setting.rpartition(" ")
    if anchor in _ANCHORS:
        return f"{condition} {context.say(f'report.robustness.anchor_{anchor}')}"
    return setting


def _parameters(context: Context, found: qca.Robustness) -> Table:
    values = {
        **{name: context.number(getattr(found.fit, name)) for name in _FIT},
        "ratio_typical": context.number(found.cases.ratio_typical),
        "ratio_deviant": context.number(found.cases.ratio_deviant),
        "rank": str(found.cases.rank),
    }
    rows = tuple(
        Row((head(context.say(f"report.robustness.fit_{name}")), numeral(value)))
        for name, value in values.items()
    )
    return _table(context, "parameters", ("parameter", "share"), rows)


def _cases(context: Context, found: qca.Robustness) -> Table:
    rows = []
    for group in _GROUPS:
        for side in _SIDES:
            cases = getattr(found.cases, f"{group}_{side}")
            title = context.say(f"report.robustness.{group}_{side}")
            listed = addresses.case_cells(context, cases)
            rows.append(Row((head(title), numeral(str(len(cases))), listed)))
    return _table(context, "cases", ("group", "count", "which"), tuple(rows))


def _tests(context: Context, found: qca.Robustness) -> Table:
    rows = tuple(
        Row(
            (
                head(_setting(context, run.setting)),
                addresses.case_cell(context, run.value) if run.kind == "case" else Cell(run.value),
                Cell(" + ".join(run.terms) or "–", kind="expression"),
                Cell(context.say(f"report.robustness.relation_{run.relation}")),
                numeral(str(run.model_count)),
                numeral(context.number(run.overlap)),
                numeral(context.number(run.inclusion)),
                numeral(context.number(run.coverage)),
            )
        )
        for run in found.tests
    )
    columns = (
        "setting",
        "value",
        "solution",
        "relation",
        "models",
        "overlap",
        "inclusion",
        "coverage",
    )
    return _table(context, "tests", columns, rows)


_NUMBERS = {
    "found",
    "in_some",
    "in_every",
    *_COUNTS,
    "core_coverage",
    "rank",
    "fails",
    "share",
    "initial",
    "stays",
    "count",
    "models",
    "overlap",
    "inclusion",
    "coverage",
}


def _table(context: Context, name: str, columns: tuple[str, ...], rows: tuple[Row, ...]) -> Table:
    heads = tuple(
        Cell(
            context.say(f"report.robustness.column_{column}"),
            kind="number" if column in _NUMBERS else "text",
        )
        for column in columns
    )
    return Table(f"robustness-{name}", heads, rows, context.say(f"report.robustness.{name}"))
