"""How firm the findings are: replication, kinds of source, saturation, grounding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience import plots
from consilience.coding.grounding import WARNINGS
from consilience.report import addresses, quoted
from consilience.report.blocks import Block, Gallery, Paragraph, Section
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consilience import coding
    from consilience.report.context import Context


def replication_section(context: Context, found: coding.Replication) -> Section:
    """Return which cases of each group show each concept."""
    rows = []
    for item in found.concepts:
        groups = [
            Cell(
                context.say(
                    "evidence.report.of_cases",
                    showing=len(group.showing),
                    cases=group.cases,
                    literal=context.say(f"evidence.literal.{group.literal}"),
                )
            )
            for group in item.groups
        ]
        theory = context.say(f"evidence.theoretical.{item.theoretical.replace(' ', '_')}")
        first = quoted.code_cell(context, item.code, first=True)
        shown = [case for group in item.groups for case in group.showing]
        cells = addresses.case_cells(context, shown)
        rows.append(Row((first, *groups, cells, Cell(theory))))
    columns = [Cell(context.say("evidence.axis.concept")), *(Cell(name) for name in found.groups)]
    columns += [Cell(context.say(f"evidence.report.{name}")) for name in ("cases", "theoretical")]
    table = Table(
        "table-replication",
        tuple(columns),
        tuple(rows),
        context.say("evidence.report.caption_replication"),
        (context.say("evidence.report.replication_note"),),
    )
    lead = Paragraph(context.say("evidence.report.replication_lead"))
    title = context.say("evidence.report.title_replication")
    return Section("replication", title, (lead, table))


def triangulation_section(context: Context, found: coding.Triangulation) -> Section:
    """Return the kinds of source behind each concept; those on one kind are marked."""
    matrix = found.matrix
    rows = []
    for row, counts in zip(matrix.rows, matrix.counts.tolist(), strict=True):
        kinds = sum(count > 0 for count in counts)
        rows.append(
            Row(
                (
                    quoted.code_cell(context, row, first=True),
                    *(numeral(str(count) if count else "–") for count in counts),
                    numeral(str(kinds)),
                    Cell(context.say("evidence.report.one_kind") if kinds == 1 else ""),
                )
            )
        )
    columns = [Cell(context.say("evidence.axis.concept"))]
    columns += [Cell(context.say(f"report.source_kind.{k}"), kind="number") for k in matrix.columns]
    columns += [
        Cell(context.say("evidence.report.kinds"), kind="number"),
        Cell(context.say("evidence.report.remark")),
    ]
    caption = context.say("evidence.report.caption_triangulation")
    table = Table("table-triangulation", tuple(columns), tuple(rows), caption)
    title = context.say("evidence.report.title_triangulation")
    blocks = (*_remarks(context, found), table)
    return Section("triangulation", title, blocks)


def _remarks(context: Context, found: coding.Triangulation) -> tuple[Block, ...]:
    """Return how many findings rest on one kind; the notes name them in the words of findings."""
    if not found.single:
        return (Paragraph(context.say("evidence.report.all_triangulated")),)
    told = {"count": len(found.single), "total": len(found.matrix.rows)}
    return (Paragraph(context.say("evidence.report.some_triangulated", **told)),)


def saturation_section(context: Context, found: tuple[coding.Saturation, ...]) -> Section:
    """Return when new codes ceased, in each order that was asked for."""
    blocks: list[Block] = []
    for place, item in enumerate(found, start=1):
        told = {**item.parameters, "statement": item.statement, "reached": item.reached}
        told |= {"sources": len(item.sources), "later": item.later}
        told["codes"] = int(item.new.sum())
        status = f"evidence.saturation.{item.status.replace(' ', '_')}"
        blocks.append(Paragraph(context.say(status, **told)))
        blocks += context.remarks(item.notes)
        figure = plots.saturation_figure(item, key=f"figure-saturation-{place}")
        blocks += [Gallery((figure,)), _sources(context, item, place)]
        blocks.append(_sensitivity(context, item, place))
    title = context.say("evidence.report.title_saturation")
    return Section("saturation", title, tuple(blocks))


def _sources(context: Context, found: coding.Saturation, place: int) -> Table:
    pairs = zip(found.sources, found.new.tolist(), found.cumulative.tolist(), strict=True)
    rows = tuple(
        Row((numeral(str(n)), head(source), numeral(str(new)), numeral(str(known))))
        for n, (source, new, known) in enumerate(pairs, start=1)
    )
    names = ("number", "source", "new_codes", "known_codes")
    columns = tuple(
        Cell(context.say(f"evidence.report.{n}"), kind="text" if n == "source" else "number")
        for n in names
    )
    caption = context.say("evidence.report.caption_saturation")
    return Table(f"table-saturation-{place}", columns, rows, caption)


def _sensitivity(context: Context, found: coding.Saturation, place: int) -> Table:
    rows = tuple(
        Row(
            (
                numeral(str(item.base)),
                numeral(str(item.run)),
                numeral(f"{item.threshold:.0%}"),
                Cell(item.statement or context.say("evidence.report.not_reached")),
            )
        )
        for item in found.sensitivity
    )
    names = ("base", "run", "threshold", "saturated_at")
    columns = tuple(
        Cell(context.say(f"evidence.report.{n}"), kind="text" if n == "saturated_at" else "number")
        for n in names
    )
    caption = context.say("evidence.report.caption_sensitivity")
    return Table(f"table-sensitivity-{place}", columns, rows, caption)


def grounding_section(context: Context, found: coding.Grounding) -> Section:
    """Return the weaknesses of codes, kind by kind."""
    numbers = context.quote_numbers
    rows: list[Row] = []
    for kind in WARNINGS:
        for place, item in enumerate(found.of(kind)):
            word = context.say(f"evidence.warning.{kind.replace(' ', '_')}")
            first = head(word if place == 0 else "")
            rests_on = _names(context, item, numbers)
            cells = (first, quoted.code_cell(context, item.code), rests_on)
            rows.append(Row(cells, ruled=place == 0 and bool(rows)))
    if not rows:
        blocks: tuple[Block, ...] = (Paragraph(context.say("evidence.report.all_grounded")),)
    else:
        names = ("weakness", "code_name", "rests_on")
        columns = tuple(Cell(context.say(f"evidence.report.{name}")) for name in names)
        caption = context.say("evidence.report.caption_grounding")
        told = {"count": len(found.concepts), "weak": len({w.code for w in found.warnings})}
        lead = Paragraph(context.say("evidence.report.grounding_lead", **told))
        blocks = (lead, Table("table-grounding", columns, tuple(rows), caption, in_paper=False))
    return Section("grounding", context.say("evidence.report.title_grounding"), blocks)


def _names(context: Context, item: coding.GroundingWarning, numbers: Mapping[str, int]) -> Cell:
    """Return what a code rests on: codes, a quote, a source, a case or a kind of source."""
    if item.kind == "theory first":
        return quoted.code_cells(context, item.names)
    if item.kind == "one quote":
        return quoted.quote_cells(context, item.names, numbers)
    if item.kind == "one case":
        return addresses.case_cells(context, item.names)
    if item.kind == "one kind":
        return Cell(context.listed(context.say(f"report.source_kind.{n}") for n in item.names))
    return Cell(context.listed(item.names) or "–")
