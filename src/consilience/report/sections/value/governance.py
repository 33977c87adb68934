"""The governance plan: mechanisms by dimensions, with owner, trigger, indicator and status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report.blocks import Block, Gallery, Paragraph, Section
from consilience.report.sections.value.figures import governance_figure
from consilience.report.sections.value.record_places import measure_href
from consilience.report.sections.value.words import heads, party_cells, share
from consilience.report.tables import Cell, Row, Table, head, numeral
from consilience.report.value_words import SAY
from consilience.value.governance import words_of

if TYPE_CHECKING:
    from consilience.analysis import GovernanceFinding
    from consilience.report.context import Context
    from consilience.value import GovernanceCell


def governance_section(context: Context, found: GovernanceFinding) -> Section:
    """Return the grid, cell by cell, with the measures and what is missing."""
    blocks: list[Block] = [
        Paragraph(governance_sentence(context, found)),
        Paragraph(context.say(f"{SAY}.governance_how"), "aside"),
        *_unwatched(context, found),
        Gallery((governance_figure(found),)),
        _grid(context, found),
    ]
    return Section("value-governance", context.say(f"{SAY}.title.governance"), tuple(blocks))


def governance_sentence(context: Context, found: GovernanceFinding) -> str:
    """Return how complete the plan is, and how much of it is in force."""
    empty = sum(not cell.measures for cell in found.plan.cells)
    return context.say(
        f"{SAY}.plan",
        measures=len(found.codes),
        cells=len(found.plan.cells),
        empty=empty,
        complete=found.plan.completeness,
        running=found.plan.in_force,
    )


def _unwatched(context: Context, found: GovernanceFinding) -> list[Block]:
    if not found.plan.without_indicator:
        return []
    names = [words_of(name, context.language) for name in found.plan.without_indicator]
    return [Paragraph(context.say(f"{SAY}.unwatched", mechanisms=names))]


def _grid(context: Context, found: GovernanceFinding) -> Table:
    rows = tuple(_row(context, found, cell) for cell in found.plan.cells)
    names = ("dimension", "mechanism", "measures", "owner", "gov_status", "missing", "lost")
    caption = context.say(f"{SAY}.caption.governance")
    return Table(
        "table-value-governance",
        heads(context, names, ("lost",)),
        rows,
        caption,
        links=context.say(f"{SAY}.links.governance"),
    )


def _row(context: Context, found: GovernanceFinding, cell: GovernanceCell) -> Row:
    own = [
        (code, one)
        for code, one in zip(found.codes, found.plan.measures, strict=True)
        if (one.dimension, one.mechanism) == (cell.dimension, cell.mechanism)
    ]
    codes = tuple(Cell(code, measure_href(context, code)) for code, _ in own)
    statuses = dict.fromkeys(words_of(one.status, context.language) for _, one in own if one.status)
    owners = dict.fromkeys(one.owner for _, one in own if one.owner)
    missing = (context.say(f"value.detail.{name}") for name in cell.missing)
    return Row(
        (
            head(words_of(cell.dimension, context.language)),
            Cell(words_of(cell.mechanism, context.language)),
            Cell("" if codes else context.say(f"{SAY}.no_measure"), parts=codes),
            party_cells(context, owners),
            Cell(context.listed(statuses) or "–"),
            Cell(context.listed(missing) or "–"),
            numeral(share(cell.lost)),
        )
    )
