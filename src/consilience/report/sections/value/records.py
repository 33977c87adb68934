"""The records of value: every number of the sections on value leads to a row here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from consilience.report import quoted
from consilience.report.blocks import Paragraph, Section
from consilience.report.sections.value.record_places import ordered_readings
from consilience.report.sections.value.words import game_name, heads, party_cell, party_cells
from consilience.report.tables import Cell, Row, Table, head, numeral
from consilience.report.value_words import (
    SAY,
    factor_name,
    in_chinese,
    indicator_name,
    stage_title,
    subsystem_name,
    topic_name,
)

if TYPE_CHECKING:
    from consilience.analysis import ValueEvidence
    from consilience.report.context import Context
    from consilience.study import (
        Contribution,
        GovernanceMeasure,
        Proposition,
        Reading,
        Source,
        Transition,
        Worth,
    )

    Told = Worth | Contribution | Proposition | Reading | Transition | GovernanceMeasure


def records_section(context: Context, found: ValueEvidence) -> Section:
    """Return the rows that the sections on value stand on, each with its file and its quote."""
    study = context.study
    tables = []
    if not context.evidence.alliance:
        tables.append(_parties(context))
    if found.split or found.split_games:
        tables += [_worths(context, study.worths), _contributions(context, study.contributions)]
    if found.matches:
        tables.append(_propositions(context, study.propositions))
    if found.synergies:
        tables.append(_readings(context, ordered_readings(context)))
    if found.governance:
        tables.append(_measures(context, study.measures))
    if found.pipeline:
        tables.append(_transitions(context, study.transitions))
    return Section(
        "value-records",
        context.say(f"{SAY}.title.records"),
        (Paragraph(context.say(f"{SAY}.records_lead")), *(one for one in tables if one.rows)),
    )


def source_cell(context: Context, record: Told) -> Cell:
    """Return the row of the file that says so, and the quote; a dash where there is neither."""
    parts = []
    if record.source_id is not None:
        source = cast("Source", context.study.by_id[record.source_id])
        file = context.shown(source.file_name or source.title) or source.code
        told = file if record.row is None else context.say(f"{SAY}.row", file=file, row=record.row)
        parts.append(Cell(told))
    if record.coding_id is not None:
        parts.append(_quote(context, record.coding_id))
    return Cell("" if parts else "–", parts=tuple(parts))


def _quote(context: Context, identifier: str) -> Cell:
    """Return a quote: as a link where the page lists quotes, else its words."""
    coding = quoted.coding_of(context, identifier)
    words = quoted.in_quotes(context, coding)
    if context.evidence.coded and identifier in context.quote_numbers:
        return Cell(words, f"#quote-{context.quote_numbers[identifier]}", "quote")
    return Cell(words, kind="quote")


def _table(
    context: Context,
    name: str,
    columns: tuple[str, ...],
    rows: Iterable[Row],
    numbers: tuple[str, ...] = (),
) -> Table:
    return Table(
        f"table-value-{name}",
        heads(context, columns, numbers),
        tuple(rows),
        context.say(f"{SAY}.caption.{name}"),
        in_paper=False,
    )


def _parties(context: Context) -> Table:
    rows = (
        Row(
            (
                head(one.code),
                Cell(context.shown((one.name_zh if context.language == "zh" else "") or one.name)),
                Cell(one.sector or "–"),
            ),
            key=f"value-party-{context.alliance.places[one.code]}",
        )
        for one in context.study.organisations
    )
    return _table(context, "parties", ("code", "party", "sector"), rows)


def _worths(context: Context, worths: Iterable[Worth]) -> Table:
    study = context.study

    def rows() -> Iterator[Row]:
        for place, one in enumerate(worths, start=1):
            bounds = "–" if one.low is None and one.high is None else _ends(one.low, one.high)
            expert = context.shown(study.code_of(one.actor_id)) if one.actor_id else "–"
            code = study.code_of(one.collaboration_id) if one.collaboration_id else ""
            cells = (
                head(one.code),
                party_cells(context, sorted(study.code_of(each) for each in one.member_ids)),
                Cell(game_name(context, code)),
                numeral(f"{one.amount:,g}"),
                Cell(bounds, kind="short"),
                Cell(one.unit or "–"),
                Cell(expert),
                source_cell(context, one),
            )
            yield Row(cells, key=f"worth-{place}")

    columns = ("code", "coalition", "of", "amount", "bounds", "unit", "expert", "source")
    return _table(context, "worths", columns, rows(), ("amount",))


def _ends(low: float | None, high: float | None) -> str:
    shown = ("…" if end is None else f"{end:,g}" for end in (low, high))
    return " – ".join(shown)


def _contributions(context: Context, records: Iterable[Contribution]) -> Table:
    study = context.study
    rows = (
        Row(
            (
                party_cell(context, study.code_of(one.organisation_id), first=True),
                Cell(factor_name(context, one.factor)),
                numeral(f"{one.amount:,g}"),
                Cell(
                    game_name(
                        context,
                        study.code_of(one.collaboration_id) if one.collaboration_id else "",
                    )
                ),
                source_cell(context, one),
            ),
            key=f"contribution-{place}",
        )
        for place, one in enumerate(records, start=1)
    )
    columns = ("party", "factor", "amount", "of", "source")
    return _table(context, "contributions", columns, rows, ("amount",))


def _propositions(context: Context, records: Iterable[Proposition]) -> Table:
    study = context.study

    def rows() -> Iterator[Row]:
        for place, one in enumerate(records, start=1):
            words = one.description_zh if context.language == "zh" else one.description
            partner = one.partner_id
            cells = (
                head(one.code),
                party_cell(context, study.code_of(one.organisation_id)),
                Cell(context.say(f"{SAY}.kind.{one.kind}")),
                Cell(topic_name(context, one.topic) if one.topic else "–"),
                Cell("–") if partner is None else party_cell(context, study.code_of(partner)),
                numeral(f"{one.strength:g}"),
                Cell(context.shown(words or one.description) or "–"),
                source_cell(context, one),
            )
            yield Row(cells, key=f"proposition-{place}")

    columns = ("code", "party", "kind", "topic", "partner", "strength", "words", "source")
    return _table(context, "propositions", columns, rows(), ("strength",))


def _readings(context: Context, records: Iterable[Reading]) -> Table:
    study = context.study

    def rows() -> Iterator[Row]:
        for place, one in enumerate(records, start=1):
            code = study.code_of(one.indicator_id)
            scale = study.indicator(code)
            cells = (
                head(indicator_name(context, code)),
                Cell(subsystem_name(context, scale.subsystem) if scale.subsystem else "–"),
                Cell(one.period, kind="short"),
                numeral(f"{one.value:,g}"),
                Cell(scale.unit or "–"),
                Cell(_ends(scale.low, scale.high), kind="short"),
                Cell(context.say(f"{SAY}.{'rising' if scale.rising else 'falling'}")),
                Cell(study.code_of(one.case_id) if one.case_id else "–"),
                source_cell(context, one),
            )
            yield Row(cells, key=f"reading-{place}")

    columns = ("indicator", "subsystem", "period", "value", "unit", "bounds", "better", "case")
    return _table(context, "readings", (*columns, "source"), rows(), ("value",))


def _measures(context: Context, records: Iterable[GovernanceMeasure]) -> Table:
    study = context.study

    def told(one: GovernanceMeasure, name: str) -> str:
        own, chinese = getattr(one, name), getattr(one, f"{name}_zh")
        return in_chinese(context, own or chinese, [(own, chinese)]) or "–"

    rows = (
        Row(
            (
                head(one.code),
                Cell(told(one, "description")),
                Cell("–") if one.owner_id is None
                else party_cell(context, study.code_of(one.owner_id)),
                Cell(told(one, "trigger")),
                Cell(told(one, "indicator")),
                source_cell(context, one),
            ),
            key=f"measure-{place}",
        )
        for place, one in enumerate(records, start=1)
    )  # fmt: skip
    columns = ("code", "words", "owner", "trigger", "indicator", "source")
    return _table(context, "measures", columns, rows)


def _transitions(context: Context, records: Iterable[Transition]) -> Table:
    rows = (
        Row(
            (
                head(game_name(context, context.study.code_of(one.collaboration_id))),
                Cell(stage_title(context, one.stage)),
                Cell(one.date, kind="short"),
                source_cell(context, one),
            ),
            key=f"transition-{place}",
        )
        for place, one in enumerate(records, start=1)
    )
    return _table(context, "transitions", ("project", "stage", "since", "source"), rows)
