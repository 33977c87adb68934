"""The local level: ties across the boundaries of groups, and who holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience.network import ROLES
from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.sections.alliance.members import (
    member_cell,
    new_remarks,
    span,
    tie_href,
    ties_href,
)
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience.analysis import Boundary
    from consilience.report.context import Context

_SAY = "alliance_report"
_MOST_BROKERS = 20


def local_section(context: Context, found: Boundary) -> Section:
    """Return how far ties cross groups, the strongest that do, and the brokers."""
    blocks: list[Block] = [
        Paragraph(_lead(context, found)),
        *new_remarks(context, found),
        _mixing(context, found),
        _dyads(context, found),
        _brokers(context, found),
    ]
    if found.ungrouped:
        sentence = context.say(f"{_SAY}.ungrouped", count=len(found.ungrouped))
        blocks.append(Paragraph(sentence, "aside"))
    return Section("alliance-local", context.say(f"{_SAY}.title.local"), tuple(blocks))


def _lead(context: Context, found: Boundary) -> str:
    key = "ei_undefined" if np.isnan(found.ei.value) else "ei"
    p = found.ei.p_value
    return context.say(
        f"{_SAY}.{key}",
        value=found.ei.value,
        expected=context.number(found.ei.expected),
        p=context.number(p),
        external=f"{found.ei.external:g}",
        internal=f"{found.ei.internal:g}",
        spanning=found.spanning,
        crossing=found.crossing,
    )


def _mixing(context: Context, found: Boundary) -> Table:
    rows = tuple(
        Row(
            (
                head(context.shown(name)),
                *(numeral(str(value), ties_href(context)) for value in found.mixing[n]),
            )
        )
        for n, name in enumerate(found.group_names)
    )
    heads = tuple(Cell(context.shown(name), kind="number") for name in found.group_names)
    return Table(
        "table-mixing",
        (Cell(context.say(f"{_SAY}.group")), *heads),
        rows,
        context.say(f"{_SAY}.caption.mixing"),
        (context.say(f"{_SAY}.mixing_note"),),
    )


def _dyads(context: Context, found: Boundary) -> Table:
    columns = ("first", "first_group", "second", "second_group", "strength", "layers", "time")
    rows = tuple(
        Row(
            (
                member_cell(context, one.first, first=True),
                Cell(context.shown(one.first_group)),
                member_cell(context, one.second),
                Cell(context.shown(one.second_group)),
                numeral(f"{one.strength:.4g}", tie_href(context, one.first, one.second)),
                Cell(context.listed(layer for layer in one.layers if layer) or "–"),
                Cell(span(context, one.since, one.until), kind="short"),
            )
        )
        for one in found.dyads
    )
    return Table(
        "table-dyads",
        tuple(
            Cell(context.say(f"{_SAY}.{name}"), kind="number" if name == "strength" else "text")
            for name in columns
        ),
        rows,
        context.say(f"{_SAY}.caption.dyads", shown=len(rows), total=found.crossing),
        links=context.say(f"{_SAY}.links.dyads"),
    )


def _brokers(context: Context, found: Boundary) -> Table:
    """Return the roles of those who broker most, with z beside each count."""
    roles = found.brokerage
    order = np.argsort(-roles.counts[:, -1], kind="stable")[:_MOST_BROKERS]
    rows = tuple(
        Row(
            (
                member_cell(context, str(roles.nodes[n]), first=True),
                Cell(context.shown(str(roles.groups[n]))),
                *(_role(context, found, int(n), role) for role in range(len(ROLES) + 1)),
            )
        )
        for n in order
        if roles.counts[n, -1] > 0
    )
    heads = [*(context.say(f"{_SAY}.role.{role}") for role in ROLES), context.say(f"{_SAY}.total")]
    return Table(
        "table-brokers",
        (
            Cell(context.say(f"{_SAY}.actor")),
            Cell(context.say(f"{_SAY}.group")),
            *(Cell(one, kind="number") for one in heads),
        ),
        rows,
        context.say(f"{_SAY}.caption.brokers", count=len(rows)),
        (context.say(f"{_SAY}.brokers_note"),),
    )


def _role(context: Context, found: Boundary, node: int, role: int) -> Cell:
    count, z = int(found.brokerage.counts[node, role]), float(found.brokerage.z[node, role])
    if np.isnan(z):
        return numeral(str(count))
    return numeral(context.say(f"{_SAY}.with_z", count=count, z=z))
