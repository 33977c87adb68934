"""From memberships to raw scores: all cases of each condition, and a card for each case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience.plots.order import natural_order
from consilience.report import addresses, wording
from consilience.report.blocks import Block, Cards, Facts, Listing, Paragraph, Section
from consilience.report.sections import case_ratings
from consilience.report.sections.alliance.members import member_cell
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience.analysis import Paths, ScoreOrigin
    from consilience.report.context import Context


def sets_section(context: Context) -> Section:
    """Return memberships of all cases in all conditions, then each condition with raw scores."""
    found = context.evidence.memberships
    blocks: list[Block] = [Paragraph(context.say("report.sets.lead")), _all_memberships(context)]
    blocks.append(Cards(tuple(_set_section(context, code) for code in found.conditions)))
    return Section("sets", context.say("report.title.sets"), tuple(blocks))


def cases_section(context: Context) -> Section:
    """Return a card for each case, with every score and where it stands in its source."""
    cards = tuple(_card(context, code) for code in context.case_places)
    lead = (Paragraph(context.say("report.cases.lead")),) if context.has_sets else ()
    blocks = (*lead, Cards(cards))
    return Section("cases", context.say("report.title.cases"), blocks)


def _all_memberships(context: Context) -> Section:
    found = context.evidence.memberships
    where = {case: place for place, case in enumerate(found.cases)}
    rows = tuple(
        Row(
            (
                head(case, f"#{addresses.case_key(context, case)}"),
                *(
                    numeral(_membership(context, value))
                    for value in found.values[where[case]].tolist()
                ),
            )
        )
        for case in natural_order(found.cases)
    )
    columns = (
        Cell(context.say("report.paths.case")),
        *(
            Cell(code, f"#{addresses.set_key(context, code)}", "number")
            for code in found.conditions
        ),
    )
    caption = context.say("report.caption.memberships")
    table = Table("table-memberships", columns, rows, caption)
    note = Paragraph(context.say("report.sets.combine"), "aside")
    return Section("memberships", context.say("report.title.memberships"), (note, table))


def _membership(context: Context, value: float) -> str:
    return "–" if np.isnan(value) else context.number(value)


def _set_section(context: Context, code: str) -> Section:
    found = context.evidence.memberships
    column = found.conditions.index(code)
    where = {case: place for place, case in enumerate(found.cases)}
    have = [case for case in found.cases if np.isfinite(found.values[where[case], column])]
    ordered = sorted(
        natural_order(have), key=lambda case: -float(found.values[where[case], column])
    )
    rows = tuple(
        Row(
            (
                head(case, f"#{addresses.case_key(context, case)}"),
                numeral(context.number(float(found.values[where[case], column]))),
                numeral(f"{float(found.raw[where[case], column]):.4g}"),
                Cell("; ".join(_behind(context, where[case], column))),
            )
        )
        for case in ordered
    )
    key = addresses.set_key(context, code)
    names = ("membership", "raw", "scores")
    table = Table(
        f"{key}-table",
        (
            Cell(context.say("report.paths.case")),
            *(
                Cell(
                    context.say(f"report.sets.{name}"),
                    kind="text" if name == "scores" else "number",
                )
                for name in names
            ),
        ),
        rows,
        context.say("report.caption.set", code=code, count=len(rows)),
        (context.say("report.sets.absence", code=code),),
    )
    return Section(key, wording.titled(context, code), (table,))


def _behind(context: Context, place: int, column: int) -> list[str]:
    scores = [_short(item) for item in context.evidence.memberships.origins[place][column]]
    return [*scores, *(score for score, _ in case_ratings.shown(context, place, column))]


def _short(item: ScoreOrigin) -> str:
    wave = f" {item.wave}" if item.wave else ""
    return f"{item.variable}{wave} = {item.value:g}"


def _card(context: Context, code: str) -> Section:
    case = context.study.case(code)
    facts = [*case.attributes, (context.say("report.cases.sampling"), case.sampling_reason)]
    blocks: list[Block] = []
    if any(value for _, value in facts):
        blocks.append(
            Facts(tuple((name, Cell(context.shown(value))) for name, value in facts if value))
        )
    left_out = [item for item in context.evidence.memberships.left_out if item.case == code]
    if left_out:
        codes = list(dict.fromkeys(item.condition for item in left_out))
        blocks.append(Paragraph(context.say("report.cases.left_out", conditions=codes), "aside"))
    if code in context.evidence.memberships.cases:  # else it only holds other cases
        blocks.append(_scores(context, code))
        quotes = case_ratings.quotes_table(context, code)
        if quotes.rows:
            blocks.append(quotes)
    blocks += _organisations(context, case.id)
    within = [one.code for one in context.study.cases if one.parent_id == case.id]
    if within:
        label = Cell(context.say("report.cases.within"))
        blocks.append(Listing(((label, *addresses.case_cells(context, within).parts),)))
    paths = _paths_of(context, code)
    if paths:
        blocks.append(Listing(paths))
    return Section(addresses.case_key(context, code), code, tuple(blocks), context.shown(case.name))


def _organisations(context: Context, case: str) -> list[Block]:
    """Return links to the cards of the organisations that the case is about."""
    if not context.evidence.alliance:
        return []
    codes = [one.code for one in context.study.organisations if one.case_id == case]
    cells = [member_cell(context, code) for code in codes]
    label = Cell(context.say("alliance_report.organisation_card"))
    return [Listing(((label, *cells),))] if cells else []


def _scores(context: Context, code: str) -> Table:
    found = context.evidence.memberships
    place = found.cases.index(code)
    rows: list[Row] = []
    for column, condition in enumerate(found.conditions):
        origins = [
            *((_short(item), _place(context, item)) for item in found.origins[place][column]),
            *case_ratings.shown(context, place, column),
        ]
        first = (
            head(condition, f"#{addresses.set_key(context, condition)}"),
            numeral(_membership(context, float(found.values[place, column]))),
        )
        for number, (score, stands) in enumerate(origins):
            lead = first if number == 0 else (head(""), numeral(""))
            rows.append(Row((*lead, Cell(score, kind="short"), Cell(stands))))
        if not origins:
            rows.append(Row((*first, Cell("–"), Cell(context.say("report.cases.no_score")))))
    columns = ("condition", "membership", "score", "source")
    return Table(
        f"{addresses.case_key(context, code)}-scores",
        tuple(
            Cell(
                context.say(f"report.cases.{name}"),
                kind="number" if name == "membership" else "text",
            )
            for name in columns
        ),
        tuple(rows),
        context.say("report.caption.scores", case=code),
    )


def _place(context: Context, item: ScoreOrigin) -> str:
    source = context.study.source(item.source)
    file = context.shown(source.file_name or source.title) or source.code
    return context.say("report.cases.place", file=file, row=item.row, column=item.column)


def _paths_of(context: Context, code: str) -> tuple[tuple[Cell, ...], ...]:
    """Return one line an outcome with the paths that the case is a member of."""
    found = []
    for item, paths in context.with_paths():
        terms = _terms_of(paths, code)
        if terms:
            label = Cell(context.say("report.cases.paths", outcome=item.outcome))
            found.append((label, *addresses.expression_cell(context, paths, terms).parts))
    return tuple(found)


def _terms_of(paths: Paths, code: str) -> list[str]:
    if paths.cases is None or code not in paths.cases.cases:
        return []
    return list(paths.cases.terms_of(code))
