"""What the study rests on: sources, cases, conditions, variables, and who was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience.report import addresses
from consilience.report.blocks import Block, Facts, Paragraph, Remark, Remarks, Section
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience.report.context import Context
    from consilience.study import Condition, Variable

_FEWEST = 0.75  # share of cases to keep: a rule of thumb of set-theoretic studies


def data_section(context: Context) -> Section:
    """Return the description of the data."""
    blocks: list[Block] = [
        Paragraph(context.shown(context.study.project.description)),
        _facts(context),
        _sources(context),
        _conditions(context),
        _variables(context),
    ]
    blocks = [item for item in blocks if not isinstance(item, Paragraph) or item.text]
    left_out = _left_out(context)
    if left_out.rows:
        blocks += [_left_out_remark(context), left_out]
    return Section("data", context.say("report.title.data"), tuple(blocks))


def _facts(context: Context) -> Facts:
    project = context.study.project
    items = [
        ("report.data.unit", context.shown(project.unit_of_analysis)),
        ("report.data.cases", str(len(context.study.units))),
        ("report.data.analysed", str(len(context.analysed_cases))),
        ("report.data.scores", _count(len(context.study.scores))),
        ("report.data.ratings", _count(len(context.study.ratings_by_cell))),
    ]
    return Facts(tuple((context.say(key), Cell(value)) for key, value in items if value))


def _count(number: int) -> str:
    return str(number) if number else ""


def _sources(context: Context) -> Table:
    columns = ("code", "title", "kind", "file", "provenance")
    return Table(
        "table-sources",
        tuple(Cell(context.say(f"report.source.{name}")) for name in columns),
        tuple(
            Row(
                (
                    head(source.code),
                    Cell(context.shown(source.title)),
                    Cell(context.say(f"report.source_kind.{source.kind}")),
                    Cell(source.file_name or "–"),
                    Cell(source.provenance or "–"),
                )
            )
            for source in context.study.sources
        ),
        context.say("report.caption.sources"),
    )


def _conditions(context: Context) -> Table:
    columns = ("code", "label", "role", "made_of", "waves")
    ordered = sorted(context.study.conditions, key=lambda item: item.role)
    return Table(
        "table-conditions",
        tuple(Cell(context.say(f"report.condition.{name}")) for name in columns),
        tuple(_condition_row(context, condition) for condition in ordered),
        context.say("report.caption.conditions"),
        (context.say("report.condition.waves_note"),),
    )


def _condition_row(context: Context, condition: Condition) -> Row:
    made = context.say(f"report.combine.{condition.combine}", variables=condition.variables)
    if condition.reverse_from is not None:
        made = context.say("report.condition.reversed", made=made, top=condition.reverse_from)
    return Row(
        (
            head(condition.code, f"#{addresses.set_key(context, condition.code)}"),
            Cell(context.label(condition.code)),
            Cell(context.say(f"report.role.{condition.role}")),
            Cell(made),
            Cell(context.listed(condition.waves) or "–"),
        )
    )


def _variables(context: Context) -> Table:
    used = {name for condition in context.study.conditions for name in condition.variables}
    columns = ("code", "label", "range", "scored", "mean")
    return Table(
        "table-variables",
        tuple(
            Cell(
                context.say(f"report.variable.{name}"),
                kind="number" if name in {"scored", "mean"} else "text",
            )
            for name in columns
        ),
        tuple(
            _variable_row(context, item) for item in context.study.variables if item.code in used
        ),
        context.say("report.caption.variables"),
        (context.say("report.variable.note", count=len(context.study.variables)),),
    )


def _variable_row(context: Context, variable: Variable) -> Row:
    study = context.study
    rated = (one for cell, one in study.ratings_by_cell.items() if cell[1] == variable.id)
    scores = [
        *((one.case_id, one.value) for one in study.scores if one.variable_id == variable.id),
        *((one.case_id, one.value) for one in rated if one.value is not None),
    ]
    found = [value for _, value in scores]
    low, high = variable.minimum, variable.maximum
    shown = "–" if low is None or high is None else f"{low:g} – {high:g}"
    if shown == "–" and found:
        shown = context.say("report.variable.seen", low=min(found), high=max(found))
    mean = float(np.mean(found)) if found else float("nan")
    return Row(
        (
            head(variable.code),
            Cell(variable.label or variable.description or "–"),
            Cell(shown),
            numeral(str(len(dict(scores)))),
            numeral(context.number(mean)),
        )
    )


def _left_out_remark(context: Context) -> Remarks:
    total, used = len(context.study.units), len(context.analysed_cases)
    many = used < _FEWEST * total
    key = "report.data.many_left_out" if many else "report.data.left_out"
    sentence = context.say(key, used=used, total=total, share=used / total)
    return Remarks((Remark(sentence, "warning" if many else "info"),))


def _left_out(context: Context) -> Table:
    groups: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for item in context.evidence.memberships.left_out:
        groups.setdefault((item.condition, item.reason, item.variables), []).append(item.case)
    columns = ("condition", "reason", "count", "cases")
    return Table(
        "table-left-out",
        tuple(
            Cell(
                context.say(f"report.left_out.{name}"),
                kind="number" if name == "count" else "text",
            )
            for name in columns
        ),
        tuple(
            Row(
                (
                    head(condition, f"#{addresses.set_key(context, condition)}"),
                    Cell(_reason(context, reason, variables)),
                    numeral(str(len(cases))),
                    addresses.case_cells(context, cases),
                )
            )
            for (condition, reason, variables), cases in groups.items()
        ),
        context.say("report.caption.left_out"),
    )


def _reason(context: Context, reason: str, variables: tuple[str, ...]) -> str:
    shown = context.say(reason)
    if not variables:
        return shown
    return context.say("report.left_out.of_variables", reason=shown, variables=variables)
