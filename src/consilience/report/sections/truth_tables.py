"""The truth table of one outcome, and the cases of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience import qca
from consilience.plots.order import natural_order
from consilience.report import addresses, wording
from consilience.report.blocks import Gallery, Paragraph, Section
from consilience.report.context import inclusion_cuts
from consilience.report.figures import truth_table_figures
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience.report.context import Context


def truth_table_section(context: Context, found: qca.TruthTable) -> Section:
    """Return the observed rows and, below them, which cases stand in each."""
    key = f"{addresses.outcome_key(context, found.outcome)}-truth-table"
    return Section(
        key,
        context.say("report.title.truth_table"),
        (
            Paragraph(_lead(context, found)),
            *context.remarks(found.notes),
            _rows(context, found, key),
            *(Gallery((figure,)) for figure in truth_table_figures(context, found)),
            _members(context, found, key),
        ),
    )


def _lead(context: Context, found: qca.TruthTable) -> str:
    upper, lower = inclusion_cuts(found)
    return context.say(
        "report.truth_table.lead" if upper == lower else "report.truth_table.lead_pair",
        cases=len(found.case_names),
        observed=len(found.numbers),
        possible=found.configurations,
        sufficient=found.out.count("1"),
        inclusion=upper,
        lower=lower,
        pri=float(found.parameters["pri_cut"]),
        frequency=wording.counted(context, "case", int(found.parameters["frequency_cut"])),
    )


def _rows(context: Context, found: qca.TruthTable, key: str) -> Table:
    columns = (
        Cell(context.say("report.truth_table.row")),
        *(
            Cell(name, f"#{addresses.set_key(context, name)}", "centre")
            for name in found.conditions
        ),
        Cell(context.say("report.truth_table.n"), kind="number"),
        Cell(context.say("report.fit.inclusion"), kind="number"),
        Cell(context.say("report.fit.pri"), kind="number"),
        Cell(context.say("report.truth_table.out"), kind="centre"),
        Cell(context.say("report.truth_table.cases")),
    )
    return Table(
        f"{key}-table",
        columns,
        tuple(_row(context, found, place) for place in range(len(found.numbers))),
        context.say("report.caption.truth_table", outcome=found.outcome),
        (context.say("report.truth_table.note"),),
    )


def _row(context: Context, found: qca.TruthTable, place: int) -> Row:
    number = found.numbers[place]
    href = f"#{addresses.row_key(context, found.outcome, number)}"
    return Row(
        (
            head(str(number), href),
            *(Cell(str(value), kind="centre") for value in found.values[place].tolist()),
            numeral(str(int(found.n[place])), href),
            numeral(context.number(float(found.inclusion[place])), href),
            numeral(context.number(float(found.pri[place])), href),
            Cell(found.out[place], kind="centre"),
            addresses.case_cells(context, found.cases[place]),
        )
    )


def _members(context: Context, found: qca.TruthTable, key: str) -> Table:
    inside = qca.row_memberships(found)
    outcome = dict(zip(found.case_names, found.outcome_memberships.tolist(), strict=True))
    where = {case: place for place, case in enumerate(found.case_names)}
    rows = []
    for place, number in enumerate(found.numbers):
        parts = tuple(
            Cell(
                context.say(
                    "report.truth_table.member",
                    case=case,
                    row=float(inside[place, where[case]]),
                    outcome=outcome[case],
                ),
                f"#{addresses.case_key(context, case)}",
            )
            for case in natural_order(found.cases[place])
        )
        cells = (
            head(str(number)),
            Cell(_configuration(found, place), kind="expression"),
            Cell("", parts=parts),
        )
        rows.append(Row(cells, addresses.row_key(context, found.outcome, number)))
    return Table(
        f"{key}-members",
        tuple(
            Cell(context.say(f"report.truth_table.{name}"))
            for name in ("row", "configuration", "members")
        ),
        tuple(rows),
        context.say("report.caption.row_members", outcome=found.outcome),
        (context.say("report.truth_table.members_note"),),
        in_paper=False,
    )


def _configuration(found: qca.TruthTable, place: int) -> str:
    brackets = bool(found.multi_value.any())
    pairs = zip(found.conditions, found.values[place].tolist(), strict=True)
    return "*".join(
        f"{name}[{value}]" if brackets else ("" if value else "~") + name for name, value in pairs
    )
