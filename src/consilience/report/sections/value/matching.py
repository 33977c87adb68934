"""The matching of value propositions: who fits whom and why, and which needs nobody meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.sections.value.figures import matching_figure
from consilience.report.sections.value.record_places import proposition_href
from consilience.report.sections.value.words import heads, parties, party_cell, party_cells, share
from consilience.report.tables import Cell, Row, Table, numeral
from consilience.report.value_words import SAY, topic_name

if TYPE_CHECKING:
    from consilience.analysis import MatchFinding, NeedMet, Reason
    from consilience.report.context import Context

_MOST_DRAWN = 30
_OPEN = ("gap", "refused", "partly")


def match_section(context: Context, found: MatchFinding, number: int) -> Section:
    """Return pairs with their reasons, and every need; ``number`` counts from 1."""
    key = f"value-match-{number}"
    blocks: list[Block] = [
        Paragraph(pairs_sentence(context, found)),
        Paragraph(needs_sentence(context, found)),
        Paragraph(context.say(f"{SAY}.match_how"), "aside"),
        *context.remarks(found.notes),
    ]
    blocks += matching_figure(context, found, key)
    if found.pairs:
        blocks += [_pairs(context, found, key), _reasons(context, found, key)]
    blocks.append(_needs(context, found, key))
    if found.vetoes:
        blocks.append(_vetoes(context, found, key))
    if found.consortia:
        blocks.append(_consortia(context, found, key))
    return Section(key, context.say(f"{SAY}.title.match"), tuple(blocks))


def pairs_sentence(context: Context, found: MatchFinding) -> str:
    """Return how many pairs stand, that nobody would rather be elsewhere, and how sure it is."""
    stable = [one for one in found.pairs if one.stable]
    told = {"rows": len(found.rows), "columns": len(found.columns), "pairs": len(stable)}
    if not stable:
        return context.say(f"{SAY}.no_pairs", **told)
    said = context.say(f"{SAY}.pairs", blocking=found.stable.blocking, **told)
    if found.draws:
        least = min(stable, key=lambda one: one.kept)
        names = parties(context, (least.row, least.column))
        said += context.say(f"{SAY}.pairs_sure", draws=found.draws, pair=names, share=least.kept)
    same = {(one.row, one.column) for one in stable} in [set(one) for one in found.best.matchings]
    if same:
        return said + context.say(f"{SAY}.best_same")
    return said + context.say(f"{SAY}.best_other", blocking=found.best_blocking)


def needs_sentence(context: Context, found: MatchFinding) -> str:
    """Return how many needs somebody meets, and which nobody does."""
    gaps = [one for one in found.needs if one.status in _OPEN]
    told = {"count": len(found.needs), "met": len(found.needs) - len(gaps)}
    if not gaps:
        return context.say(f"{SAY}.all_met", **told)
    named = [
        context.say(
            f"{SAY}.gap_of",
            party=parties(context, [one.member]),
            topic=topic_name(context, one.topic),
        )
        for one in gaps
    ]
    return context.say(f"{SAY}.gaps", gaps=named, open=len(gaps), **told)


def _pairs(context: Context, found: MatchFinding, key: str) -> Table:
    """Return the pairs; their numbers lead to what the two exchange."""
    numbers = ("row_value", "column_value", "congruence", "conflict", "kept")
    rows = []
    for place, one in enumerate(found.pairs, start=1):
        target = f"#{key}-pair-{place}"
        kind = "in_both" if one.stable and one.best else "in_stable" if one.stable else "in_best"
        values = (one.row_value, one.column_value, one.congruence, one.conflict)
        cells = (
            party_cell(context, one.row, first=True),
            party_cell(context, one.column),
            Cell(context.say(f"{SAY}.{kind}")),
            *(numeral(f"{value:.2f}", target) for value in values),
            numeral(share(one.kept)),
        )
        rows.append(Row(cells))
    columns = heads(context, ("side_row", "side_column", "matching", *numbers), numbers)
    caption = context.say(f"{SAY}.caption.pairs", blocking=found.stable.blocking)
    notes = (context.say(f"{SAY}.pairs_note"),)
    links = context.say(f"{SAY}.links.pairs")
    return Table(f"table-{key}-pairs", columns, tuple(rows), caption, notes, links)


def _reasons(context: Context, found: MatchFinding, key: str) -> Table:
    """Return what each pair exchanges, topic by topic; the first line of a pair is its place."""
    rows = []
    for place, pair in enumerate(found.pairs, start=1):
        for line, one in enumerate(pair.reasons):
            rows.append(_reason(context, one, "" if line else f"{key}-pair-{place}"))
    names = ("giver", "taker", "topic", "offer", "need", "rows")
    columns = heads(context, names, ("offer", "need"))
    caption = context.say(f"{SAY}.caption.reasons")
    links = context.say(f"{SAY}.links.reasons")
    return Table(f"table-{key}-reasons", columns, tuple(rows), caption, links=links)


def _reason(context: Context, one: Reason, key: str) -> Row:
    codes = tuple(Cell(code, proposition_href(context, code)) for code in one.rows)
    return Row(
        (
            party_cell(context, one.giver, first=True),
            party_cell(context, one.taker),
            Cell(topic_name(context, one.topic)),
            numeral(f"{one.offer:.2g}"),
            numeral(f"{one.need:.2g}"),
            Cell("", parts=codes),
        ),
        key=key,
        ruled=bool(key),
    )


def _needs(context: Context, found: MatchFinding, key: str) -> Table:
    rows = tuple(_need(context, one) for one in found.needs)
    names = ("party", "topic", "need", "status", "suppliers", "refused", "best_offer")
    columns = heads(context, names, ("need",))
    caption = context.say(f"{SAY}.caption.needs")
    links = context.say(f"{SAY}.links.needs")
    return Table(f"table-{key}-needs", columns, rows, caption, links=links)


def _need(context: Context, one: NeedMet) -> Row:
    target = proposition_href(context, one.rows[0])
    return Row(
        (
            party_cell(context, one.member, first=True),
            Cell(topic_name(context, one.topic)),
            numeral(f"{one.need:.2g}", target),
            Cell(context.say(f"{SAY}.status.{one.status}")),
            party_cells(context, one.suppliers),
            party_cells(context, one.refused),
            _most(context, one),
        )
    )


def _most(context: Context, one: NeedMet) -> Cell:
    """Return the most that anyone willing offers, and who, where it is not enough."""
    if one.status == "met" or not one.nearest:
        return Cell("–")
    names = (party_cell(context, code) for code in one.nearest)
    return Cell("", parts=(Cell(f"{one.best_offer:.2g}"), *names))


def _vetoes(context: Context, found: MatchFinding, key: str) -> Table:
    """Return a line for each constraint, with all whom it excludes."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in found.vetoes:
        groups.setdefault((one.member, one.proposition), []).append(one.partner)
    rows = tuple(
        Row(
            (
                party_cell(context, member, first=True),
                Cell(code, proposition_href(context, code)),
                party_cells(context, partners),
            )
        )
        for (member, code), partners in groups.items()
    )
    columns = heads(context, ("refuser", "constraint", "refused_one"))
    return Table(f"table-{key}-vetoes", columns, rows, context.say(f"{SAY}.caption.vetoes"))


def _consortia(context: Context, found: MatchFinding, key: str) -> Block:
    chosen = found.consortia
    if chosen is None or not chosen.sets:
        short = [topic_name(context, one) for one in chosen.short] if chosen else []
        word = "consortium_short" if short else "consortium_none"
        return Paragraph(context.say(f"{SAY}.{word}", topics=short))
    rows = tuple(
        Row((numeral(str(place)), party_cells(context, one.members), numeral(f"{one.value:.3f}")))
        for place, one in enumerate(chosen.sets, start=1)
    )
    columns = heads(context, ("place", "members", "value"), ("place", "value"))
    caption = context.say(f"{SAY}.caption.consortia")
    return Table(f"table-{key}-consortia", columns, rows, caption)
