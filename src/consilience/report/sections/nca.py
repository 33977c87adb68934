"""How much of each condition an outcome needs: effect sizes and bottleneck tables."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from consilience.report import addresses
from consilience.report.blocks import Block, Details, Gallery, Paragraph, Section
from consilience.report.figures import nca_scatters
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience import qca
    from consilience.report.context import Context

_MEASURES = ("accuracy", "ceiling_zone", "scope", "effect_size", "p_value")


def nca_section(context: Context, found: qca.NecessaryConditionAnalysis) -> Section:
    """Return effect sizes, one bottleneck table a ceiling, and the cases on the ceilings."""
    key = f"{addresses.outcome_key(context, found.outcome)}-nca"
    blocks: list[Block] = [
        Paragraph(context.say("report.nca.lead")),
        _effects(context, found, key),
        *context.remarks(found.notes),
        *(_bottleneck(context, found, ceiling, key) for ceiling in found.parameters["ceilings"]),
        Details(
            context.say("report.nca.scatters"),
            (
                Paragraph(context.say("report.nca.scatters_lead"), "aside"),
                Gallery(nca_scatters(context, found)),
            ),
        ),
        Details(context.say("report.nca.peers"), (_peers(context, found, key),)),
    ]
    return Section(key, context.say("report.title.nca"), tuple(blocks))


def _effects(context: Context, found: qca.NecessaryConditionAnalysis, key: str) -> Table:
    rows = []
    for effect in found.effects:
        href = f"#{addresses.set_key(context, effect.condition)}"
        cells = [head(effect.condition, href), Cell(effect.ceiling, kind="short")]
        for name in _MEASURES:
            value = float(getattr(effect, name))
            cells.append(numeral("–", "") if math.isnan(value) else _number(context, value, href))
        rows.append(Row(tuple(cells)))
    return Table(
        f"{key}-effects",
        (
            Cell(context.say("report.nca.condition")),
            Cell(context.say("report.nca.ceiling")),
            *(Cell(context.say(f"report.nca.{name}"), kind="number") for name in _MEASURES),
        ),
        tuple(rows),
        context.say("report.caption.nca", outcome=found.outcome),
        (context.say("report.nca.note"),),
        context.say("report.necessity.links"),
    )


def _number(context: Context, value: float, href: str) -> Cell:
    return numeral(context.number(value), href)


def _bottleneck(
    context: Context, found: qca.NecessaryConditionAnalysis, ceiling: str, key: str
) -> Table:
    frame = found.bottleneck(ceiling)
    hrefs = [f"#{addresses.set_key(context, name)}" for name in found.conditions]
    rows = []
    for line in frame.itertuples(index=False):
        level, *needed = line
        cells = [head(f"{level:.0f}")]
        cells += [
            numeral(value if isinstance(value, str) else f"{value:.1f}", href)
            for value, href in zip(needed, hrefs, strict=True)
        ]
        rows.append(Row(tuple(cells)))
    return Table(
        f"{key}-bottleneck-{ceiling.lower()}",
        (
            Cell(found.outcome),
            *(
                Cell(name, href, "number")
                for name, href in zip(found.conditions, hrefs, strict=True)
            ),
        ),
        tuple(rows),
        context.say("report.caption.bottleneck", outcome=found.outcome, ceiling=ceiling),
        (context.say("report.nca.bottleneck_note"),),
        context.say("report.necessity.links"),
    )


def _peers(context: Context, found: qca.NecessaryConditionAnalysis, key: str) -> Table:
    ceiling = found.parameters["ceilings"][0]
    rows = tuple(
        Row((head(name), addresses.case_cells(context, found.of(name, ceiling).peers)))
        for name in found.conditions
    )
    columns = (
        Cell(context.say("report.nca.condition")),
        Cell(context.say("report.truth_table.cases")),
    )
    caption = context.say("report.caption.peers", outcome=found.outcome)
    return Table(f"{key}-peers", columns, rows, caption, in_paper=False)
