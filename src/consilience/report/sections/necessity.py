"""Necessary conditions of one outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.qca.necessity import TRIVIAL_RELEVANCE
from consilience.report import addresses, wording
from consilience.report.blocks import Block, Details, Gallery, Paragraph, Section
from consilience.report.figures import necessity_scatters
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience import qca
    from consilience.report.context import Context


_MEASURES = ("inclusion", "relevance", "coverage")


def necessity_section(context: Context, found: qca.Necessity) -> Section:
    """Return single conditions, and the combinations that pass."""
    key = f"{addresses.outcome_key(context, found.outcome)}-necessity"
    blocks: list[Block] = [
        Paragraph(
            context.say(
                "report.necessity.lead", cuts=wording.cuts(context, found.parameters, _MEASURES)
            )
        ),
        fits_table(context, found.single, key, "report.caption.necessity", found),
        *context.remarks(found.notes),
    ]
    scatters = necessity_scatters(context, found)
    if scatters:
        summary = context.say("report.necessity.scatters", count=len(scatters))
        lead = Paragraph(context.say("report.necessity.scatters_lead"), "aside")
        blocks.append(Details(summary, (lead, Gallery(scatters))))
    joint = (*found.conjunctions, *found.disjunctions)
    if joint:
        summary = context.say(
            "report.necessity.combinations",
            conjunctions=len(found.conjunctions),
            disjunctions=len(found.disjunctions),
        )
        table = fits_table(context, joint, f"{key}-joint", "report.caption.necessity_joint", found)
        blocks.append(Details(summary, (table,)))
    return Section(key, context.say("report.title.necessity"), tuple(blocks))


def fits_table(
    context: Context,
    fits: tuple[qca.SetFit, ...],
    key: str,
    caption: str,
    found: qca.Necessity,
) -> Table:
    """Return sets with their fit as necessary for an outcome, and which of them pass."""
    passing = {item.expression for item in found.passing}
    return Table(
        f"{key}-table",
        (
            Cell(context.say("report.fit.set")),
            *(Cell(context.say(f"report.fit.{name}"), kind="number") for name in _MEASURES),
            Cell(context.say("report.necessity.passes"), kind="centre"),
        ),
        tuple(_row(context, item, passing, found) for item in fits),
        context.say(caption, outcome=found.outcome),
        (context.say("report.necessity.note"),),
        context.say("report.necessity.links"),
    )


def _row(context: Context, item: qca.SetFit, passing: set[str], found: qca.Necessity) -> Row:
    href = addresses.set_href(context, item.expression)
    trivial = item.relevance < TRIVIAL_RELEVANCE
    key = "report.necessity.trivial" if trivial else "report.necessity.yes"
    passes = item.expression in passing or item not in found.single
    return Row(
        (
            head(item.expression, href),
            numeral(context.number(item.inclusion), href),
            numeral(context.number(item.relevance), href),
            numeral(context.number(item.coverage), href),
            Cell(context.say(key) if passes else "", kind="centre"),
        )
    )
