"""From the paths to single cases: which to study, and the path nearest to one of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from consilience import qca
from consilience.report import addresses
from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience.analysis import CasesOfOutcome, NearestOfCase, Paths
    from consilience.report.context import Context


def selected_cases_section(context: Context, paths: Paths, found: CasesOfOutcome) -> Section:
    """Return the cases and pairs that are most worth a close study."""
    key = f"{addresses.outcome_key(context, paths.outcome)}-selected"
    numbers = ("rank", "in_path", "in_outcome")
    columns = ("kind", "path", "rank", "cases", "in_path", "in_outcome", "unmet")
    rows = [
        _selected(context, paths, selection.kind, item)
        for selection in found.selections
        for item in selection.selections
    ]
    table = Table(
        f"{key}-table",
        tuple(
            Cell(
                context.say(f"report.selected.{name}"),
                kind="number" if name in numbers else "text",
            )
            for name in columns
        ),
        tuple(rows),
        context.say("report.caption.selected", outcome=found.outcome),
        (context.say("report.selected.note"),),
    )
    solution = context.say(f"report.title.{found.solution}")
    lead = Paragraph(context.say("report.selected.lead", solution=solution))
    return Section(key, context.say("report.title.selected"), (lead, table))


def _selected(context: Context, paths: Paths, kind: str, item: qca.CaseSelection) -> Row:
    if item.row is None:
        path = addresses.path_cell(context, paths, item.term, "text")
    else:
        place = f"#{addresses.row_key(context, paths.outcome, item.row)}"
        path = Cell(context.say("report.selected.row", row=item.row), place)
    links = [f"#{addresses.case_key(context, case)}" for case in item.cases]
    shown = tuple(addresses.case_cell(context, case) for case in item.cases)
    words = [context.say(f"report.selected.unmet_{name.replace(' ', '_')}") for name in item.unmet]
    return Row(
        (
            head(context.say(f"report.pair.{kind.replace(' ', '_')}")),
            path,
            numeral("–" if item.rank is None else str(item.rank)),
            Cell("", parts=shown),
            _values(context, item.memberships, links),
            _values(context, item.outcomes, links),
            Cell(context.listed(words) or "–"),
        )
    )


def _values(context: Context, values: tuple[float, ...], links: list[str]) -> Cell:
    parts = tuple(
        numeral(context.number(value), link) for value, link in zip(values, links, strict=True)
    )
    return Cell("", kind="number", parts=parts)


def nearest_section(context: Context, found: NearestOfCase) -> Section:
    """Return the paths by their distance from one case, with the moves into each."""
    near = found.nearest
    known = near.case is not None
    name = context.say(
        "report.nearest.case" if known else "report.nearest.new_case", case=near.case
    )
    blocks: list[Block] = [
        Paragraph(
            context.say(
                "report.nearest.lead",
                case=name,
                outcome=near.outcome,
                paths=near.nearest or ["–"],
            )
        ),
        *context.remarks(near.notes),
        _nearest_table(context, found),
    ]
    if found.stability:
        blocks += context.remarks(n for n in found.stability.notes if n not in near.notes)
    blocks.append(Paragraph(context.say("report.nearest.convention"), "aside"))
    return Section("nearest", context.say("report.title.nearest", case=name), tuple(blocks))


def _nearest_table(context: Context, found: NearestOfCase) -> Table:
    case = found.nearest.case
    href = f"#{addresses.case_key(context, case)}" if case else ""
    columns = ("path", "rank", "now", "cost", "moves", "after", "stays")
    numbers = ("rank", "now", "cost", "after", "stays")
    shares = {item.term: item for item in found.stability.paths} if found.stability else {}
    return Table(
        "nearest-table",
        tuple(
            Cell(
                context.say(f"report.nearest.{name}"), kind="number" if name in numbers else "text"
            )
            for name in columns
        ),
        tuple(
            _nearest_row(context, found.nearest.outcome, item, shares.get(item.term), href)
            for item in found.nearest.paths
        ),
        context.say("report.caption.nearest", outcome=found.nearest.outcome),
        (context.say("report.nearest.note"),),
    )


def _nearest_row(
    context: Context,
    outcome: str,
    item: qca.PathDistance,
    share: qca.PathShare | None,
    href: str,
) -> Row:
    paths = next(paths for side, paths in context.with_paths() if side.outcome == outcome)
    moves = [
        context.say(
            "report.nearest.move", condition=m.condition, current=m.current, reached=m.reached
        )
        for m in item.moves
    ]
    blocked = context.say("report.nearest.blocked", conditions=item.blocked)
    reached = blocked if item.blocked else context.say("report.nearest.inside")
    stays = (
        "–"
        if share is None or math.isnan(share.share)
        else context.say("report.nearest.share", share=share.share, low=share.low, high=share.high)
    )
    return Row(
        (
            addresses.path_cell(context, paths, item.term),
            numeral("–" if item.rank is None else str(item.rank)),
            numeral(context.number(item.membership), href),
            _or_dash(context, item.cost, href),
            Cell(context.listed(moves) or reached),
            _or_dash(context, item.membership_after, href),
            numeral(stays),
        )
    )


def _or_dash(context: Context, value: float, href: str) -> Cell:
    return numeral("–") if math.isnan(value) else numeral(context.number(value), href)
