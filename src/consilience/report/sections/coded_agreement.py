"""Agreement of the coders of a round, and every unit on which they differ, with the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report import quoted
from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.tables import Cell, Row, Table, head, numeral
from consilience.study import newest_versions

if TYPE_CHECKING:
    from consilience.analysis import DifferingPlace, RoundFinding
    from consilience.coding import AgreementTable, CodeAgreement
    from consilience.report.context import Context


def agreement_section(context: Context, found: tuple[RoundFinding, ...]) -> Section:
    """Return coefficients and disagreements of each round that was measured."""
    blocks: list[Block] = []
    for place, item in enumerate(found, start=1):
        told = {
            "round": item.agreement.round,
            "coders": list(item.agreement.coders),
            "unit": context.say(f"evidence.unit.{item.agreement.unit}"),
            "units": item.agreement.units,
            "differing": len(item.differing),
            "resolved": item.resolved,
        }
        blocks.append(Paragraph(context.say("evidence.report.agreement_lead", **told)))
        table = item.agreement.table
        if table is None:
            blocks.append(_spans(context, item, place))
        else:
            blocks.append(_coefficients(context, item, table, place))
        blocks += _differences(context, item, place)
    return Section("agreement", context.say("evidence.report.title_agreement"), tuple(blocks))


def _spans(context: Context, found: RoundFinding, place: int) -> Table:
    """Return how many free spans coincide, exactly and by half of their joint length."""
    values = (found.agreement.exact.f1, found.agreement.overlapping.f1)
    names = ("exact_f1", "overlapping_f1")
    return Table(
        f"table-agreement-{place}",
        tuple(Cell(context.say(f"evidence.report.{name}"), kind="number") for name in names),
        (Row(tuple(numeral(context.number(value)) for value in values)),),
        context.say("evidence.report.caption_agreement", round=found.agreement.round),
    )


def _coefficients(
    context: Context, found: RoundFinding, table: AgreementTable, place: int
) -> Table:
    names = list(table.pooled.coefficients)
    rows = [_row(context, item, names) for item in (table.pooled, *table.codes)]
    columns = [Cell(context.say("evidence.report.code_name"))]
    columns += [Cell(context.say(f"evidence.coefficient.{n}"), kind="number") for n in names]
    columns.append(Cell(context.say("evidence.report.share"), kind="number"))
    return Table(
        f"table-agreement-{place}",
        tuple(columns),
        tuple(rows),
        context.say("evidence.report.caption_agreement", round=found.agreement.round),
        (context.say(f"evidence.report.agreement_note_{_resampled(table)}"),),
    )


def _resampled(table: AgreementTable) -> str:
    """Return what the intervals resample: sources, units, or nothing without intervals."""
    intervals = table.pooled.intervals.values()
    return next((interval.resampled for interval in intervals), "none")


def _row(context: Context, item: CodeAgreement, names: list[str]) -> Row:
    pooled = item.code == "pooled"
    first = (
        head(context.say("evidence.report.pooled"))
        if pooled
        else quoted.code_cell(context, item.code, first=True)
    )
    return Row(
        (
            first,
            *(numeral(_shown(context, item, name)) for name in names),
            numeral(f"{item.share:.1%}"),
        )
    )


def _shown(context: Context, item: CodeAgreement, name: str) -> str:
    """Return a coefficient, with its interval if there is one."""
    value = context.number(item.coefficients[name])
    interval = item.intervals.get(name)
    if interval is None or interval.low != interval.low:
        return value
    return f"{value} [{interval.low:z.2f}, {interval.high:z.2f}]"


def _differences(context: Context, found: RoundFinding, place: int) -> list[Block]:
    if not found.differing:
        return []
    columns = [Cell(context.say(f"evidence.report.{n}")) for n in ("where", "passage")]
    columns += [Cell(coder) for coder in found.agreement.coders]
    columns += [Cell(context.say(f"evidence.report.{n}")) for n in ("standing", "reason")]
    rows = tuple(_difference(context, item) for item in found.differing)
    caption = context.say(
        "evidence.report.caption_differences", count=len(rows), round=found.agreement.round
    )
    key = f"table-differences-{place}"
    return [Table(key, tuple(columns), rows, caption, in_paper=False)]


def _difference(context: Context, item: DifferingPlace) -> Row:
    source = context.study.source(item.source)
    text = newest_versions(context.study)[source.id].text[item.start : item.end]
    undecided = context.say("evidence.report.undecided")
    return Row(
        (
            head(f"{item.source} [{item.start}–{item.end}]"),
            Cell(context.shown(text), kind="quote"),
            *(quoted.code_cells(context, codes) for codes in item.given),
            quoted.code_cells(context, item.standing),
            Cell(context.shown(item.reason) or undecided, kind="quote"),
        )
    )
