"""The actor level: a table of all organisations, and a card for each with its records."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from consilience.report import addresses
from consilience.report.blocks import Block, Cards, Details, Facts, Listing, Paragraph, Section
from consilience.report.sections.alliance.members import (
    MOST_PRINTED,
    collaboration_title,
    dates,
    member_cell,
    member_cells,
    member_key,
    member_name,
    new_remarks,
    number_or_dash,
    place,
    resource_label,
    routine_label,
    span,
    tie_href,
)
from consilience.report.tables import Cell, Row, Table, numeral
from consilience.study import Adoption, Holding, Participation, Tie

if TYPE_CHECKING:
    from consilience.analysis import Actor, Actors
    from consilience.report.context import Context
    from consilience.study import Organisation, Resource

_SAY = "alliance_report"
_COUNTED = ("partners", "collaborations", "groups_reached", "coreness")
_SHOWN = (
    "partners",
    "groups_reached",
    "betweenness",
    "information",
    "constraint",
    "potential",
)
_ALL = (
    *_SHOWN,
    "collaborations",
    "strength",
    "effective_size",
    "niche_breadth",
    "closeness",
    "eigenvector",
    "clustering",
    "coreness",
    "efficiency",
    "hierarchy",
    "mass",
    "state_potential",
)


def actors_section(context: Context, found: Actors | None) -> Section:
    """Return all actors with their measures, and a card for each organisation of the study."""
    blocks: list[Block] = [Paragraph(context.say(f"{_SAY}.actors_lead"))]
    if found:
        blocks += [*new_remarks(context, found), _table(context, found), _meanings(context)]
    known = {one.organisation: one for one in found.actors} if found else {}
    listed = [code for code in context.alliance.places if not known or code in known]
    cards = tuple(_card(context, code, known.get(code)) for code in listed)
    blocks.append(Cards(cards))
    rest = [code for code in context.alliance.places if code not in listed]
    if rest:
        count = Paragraph(context.say(f"{_SAY}.absent", count=len(rest)), "aside")
        blocks += [count, Cards(tuple(_card(context, code, None) for code in rest))]
    return Section("alliance-actors", context.say(f"{_SAY}.title.actors"), tuple(blocks))


def _table(context: Context, found: Actors) -> Table:
    order = sorted(found.actors, key=lambda one: (-one.potential, one.organisation))
    rows = tuple(
        Row(
            (
                member_cell(context, one.organisation, first=True),
                Cell(context.shown(one.group) or "–"),
                *(_value(context, one, name) for name in _SHOWN),
                Cell(_fragile(context, one)),
            )
        )
        for one in order
    )
    heads = [Cell(context.say(f"{_SAY}.measure.{name}"), kind="number") for name in _SHOWN]
    return Table(
        "table-actors",
        (
            Cell(context.say(f"{_SAY}.actor")),
            Cell(context.say(f"{_SAY}.group")),
            *heads,
            Cell(context.say(f"{_SAY}.fragile")),
        ),
        rows,
        context.say(f"{_SAY}.caption.actors", count=len(rows), sigma=found.sigma),
        (context.say(f"{_SAY}.mass_{found.mass_of}"),),
        context.say(f"{_SAY}.links.actors"),
        in_paper=len(rows) <= MOST_PRINTED,
    )


def _meanings(context: Context) -> Details:
    items = tuple(
        (
            Cell(context.say(f"{_SAY}.measure.{name}"), kind="head"),
            Cell(context.say(f"{_SAY}.formula.{name}"), kind="line"),
        )
        for name in _ALL
    )
    return Details(context.say(f"{_SAY}.formulas"), (Listing(items),))


def _value(context: Context, actor: Actor, name: str) -> Cell:
    value = float(getattr(actor, name))
    if name in _COUNTED:
        return numeral(str(int(value)))
    return numeral(number_or_dash(context, value))


def _fragile(context: Context, actor: Actor) -> str:
    return context.listed(context.say(f"{_SAY}.fragile_{_snake(why)}") for why in actor.fragile)


def _snake(words: str) -> str:
    return words.replace(" ", "_")


def _card(context: Context, code: str, actor: Actor | None) -> Section:
    found = context.study.organisation(code)
    blocks: list[Block] = []
    facts = _facts(context, found)
    if facts:
        blocks.append(Facts(facts))
    if actor:
        blocks.append(Facts(_measures(context, actor)))
        blocks.append(Listing(_partners(context, actor)))
    behind = context.alliance.rows.of_organisation(code)
    records = [context.study.by_id[one] for one in behind.ids]
    rows = [_record(context, code, cast("_Record", one)) for one in records]
    if rows:
        blocks.append(_records(context, code, rows))
    title, shown = member_name(context, code), context.shown(code)
    remark = "" if title == shown else shown
    return Section(member_key(context, code), title, tuple(blocks), remark)


_Record = Participation | Tie | Holding | Adoption


def _facts(context: Context, found: Organisation) -> tuple[tuple[str, Cell], ...]:
    case = context.study.by_id.get(found.case_id or "")
    parent = context.study.by_id.get(found.parent_id or "")
    items = [
        ("group", Cell(context.shown(found.sector))),
        ("country", Cell(found.country)),
        ("names", Cell(context.listed(context.shown(name) for name in found.names))),
    ]
    if case is not None:
        items.append(("case", addresses.case_cell(context, context.study.code_of(case.id))))
    if parent is not None:
        items.append(("parent", member_cell(context, context.study.code_of(parent.id))))
    named = [(context.say(f"{_SAY}.{name}"), cell) for name, cell in items if cell.text]
    return (*named, *((name, Cell(context.shown(value))) for name, value in found.attributes))


def _measures(context: Context, actor: Actor) -> tuple[tuple[str, Cell], ...]:
    found = [(name, _value(context, actor, name)) for name in _ALL]
    return tuple(
        (context.say(f"{_SAY}.measure.{name}"), cell) for name, cell in found if cell.text != "–"
    )


def _partners(context: Context, actor: Actor) -> tuple[tuple[Cell, ...], ...]:
    """Return the partners with a link to each tie, and those up and down the hill."""
    drawn, code = context.alliance.network, actor.organisation
    lines = []
    if drawn and code in drawn.graph:
        near = sorted(drawn.graph.to_undirected(as_view=True)[code])
        ties = [Cell(member_name(context, one), tie_href(context, code, one)) for one in near]
        lines.append((Cell(context.say(f"{_SAY}.partners_of", count=len(near))), *ties[:40]))
    for name, codes in (
        ("uphill", actor.steepest_uphill),
        ("downhill", actor.steepest_downhill),
    ):
        if codes:
            words = context.say(f"{_SAY}.{name}", count=getattr(actor, name))
            lines.append((Cell(words), *member_cells(context, codes).parts))
    return tuple(lines)


def _records(context: Context, code: str, rows: list[Row]) -> Table:
    columns = ("record", "time", "source")
    return Table(
        f"{member_key(context, code)}-records",
        tuple(Cell(context.say(f"{_SAY}.{name}")) for name in columns),
        tuple(rows),
        context.say(f"{_SAY}.caption.records", actor=member_name(context, code)),
        in_paper=False,
    )


def _record(context: Context, code: str, one: _Record) -> Row:
    match one:
        case Participation():
            return _participation(context, one)
        case Tie():
            return _tie(context, code, one)
        case Holding():
            return _holding(context, one)
        case Adoption():
            return _adoption(context, one)


def _participation(context: Context, one: Participation) -> Row:
    title = collaboration_title(context, context.study.code_of(one.collaboration_id))
    parts = [one.role, context.say(f"{_SAY}.leads") if one.leads else ""]
    role = context.listed(part for part in parts if part)
    what = context.say(f"{_SAY}.in_role", title=title, role=role) if role else title
    return _line(context, "participation", what, span(context, *dates(context, one)), one)


def _tie(context: Context, code: str, one: Tie) -> Row:
    ends = [context.study.code_of(one.from_id), context.study.code_of(one.to_id)]
    other = ends[1] if ends[0] == code else ends[0]
    key = "tie_with" if not one.directed else ("listens_to" if ends[0] == code else "heard_by")
    what = context.say(
        f"{_SAY}.{key}",
        other=member_name(context, other),
        layer=one.layer or "–",
        strength=one.strength,
    )
    return _line(context, "tie_head", what, span(context, one.start_date, one.end_date), one)


def _holding(context: Context, one: Holding) -> Row:
    resource = cast("Resource", context.study.by_id[one.resource_id])
    what = context.say(
        f"{_SAY}.holding",
        kind=context.say(f"{_SAY}.holding_{one.kind}"),
        resource=resource_label(context, resource),
        amount=one.amount,
        unit=resource.unit,
    )
    return _line(context, "resource", what, one.period or "–", one)


def _adoption(context: Context, one: Adoption) -> Row:
    mode = context.say(f"{_SAY}.mode_{one.mode}") if one.mode else ""
    shown = routine_label(context, one.routine)
    what = context.say(f"{_SAY}.in_role", title=shown, role=mode) if mode else shown
    return _line(context, "routine", what, one.date or "–", one)


def _line(context: Context, kind: str, what: str, time: str, one: _Record) -> Row:
    return Row(
        (
            Cell(context.say(f"{_SAY}.record_of", kind=context.say(f"{_SAY}.{kind}"), what=what)),
            Cell(time, kind="short"),
            place(context, one),
        )
    )
