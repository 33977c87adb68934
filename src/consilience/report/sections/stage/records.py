"""The records that the sections on stages rest on, a row each: events, acts, readings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from consilience.report import addresses, quoted
from consilience.report.blocks import Paragraph, Section
from consilience.report.sections.alliance.members import MOST_PRINTED, place, span
from consilience.report.sections.stage.words import SAY, event_word, heads, process_word
from consilience.report.tables import Cell, Row, Table, head, numeral
from consilience.study import Incident, Indicator, Organisation, Reading, SharingAct

if TYPE_CHECKING:
    from consilience.report.context import Context

_EVENT = ("event", "date", "what", "source", "dimension", "told_in", "case")
_ACT = ("act", "date", "what", "source", "mode", "value", "beneficiary", "told_in")
_READING = ("indicator", "period", "case", "read", "unit", "source")


def record_sections(context: Context) -> Iterator[Section]:
    """Yield the records that numbers on stages lead to, of each kind that some rest on."""
    view = context.stages
    if view.events:
        rows = [_event(context, key, one) for key, one in view.events.items()]
        yield _section(context, "events", _EVENT, rows)
    if view.acts:
        rows = [_act(context, key, one) for key, one in view.acts.items()]
        yield _section(context, "acts", _ACT, rows)
    if view.readings:
        rows = [_reading(context, key, one) for key, one in view.readings.items()]
        yield _section(context, "readings", _READING, rows)


def _section(context: Context, name: str, columns: tuple[str, ...], rows: list[Row]) -> Section:
    table = Table(
        f"table-stage-{name}",
        heads(context, columns, ("read",)),
        tuple(rows),
        context.say(f"{SAY}.caption.{name}", count=len(rows)),
        in_paper=name != "readings" and len(rows) <= MOST_PRINTED,
    )
    lead = Paragraph(context.say(f"{SAY}.records_lead"), "aside")
    return Section(f"stage-{name}", context.say(f"{SAY}.title.{name}"), (lead, table))


def _event(context: Context, key: str, one: Incident) -> Row:
    return Row(
        (
            head(one.code),
            Cell(span(context, one.date, one.end_date or one.date), kind="short"),
            Cell(_title(context, one.title, one.title_zh)),
            _source(context, one),
            Cell(event_word(context, one.dimension)),
            _stage(context, one.stage_id),
            _case(context, one.case_id),
        ),
        key=key,
    )


def _act(context: Context, key: str, one: SharingAct) -> Row:
    return Row(
        (
            head(one.code),
            Cell(span(context, one.date, one.end_date or one.date), kind="short"),
            Cell(_deed(context, one)),
            _source(context, one),
            *(Cell(process_word(context, word)) for word in (one.mode, one.value, one.beneficiary)),
            _stage(context, one.stage_id),
        ),
        key=key,
    )


def _reading(context: Context, key: str, one: Reading) -> Row:
    indicator = cast("Indicator", context.study.by_id[one.indicator_id])
    return Row(
        (
            head(indicator_name(context, indicator)),
            Cell(one.period, kind="short"),
            _case(context, one.case_id),
            numeral(f"{one.value:g}"),
            Cell(context.shown(indicator.unit) or "–"),
            _source(context, one),
        ),
        key=key,
    )


def indicator_name(context: Context, indicator: Indicator) -> str:
    """Return what an indicator is called in the language of the report."""
    chosen = indicator.label_zh if context.language == "zh" else indicator.label
    return context.shown(chosen or indicator.label) or indicator.code


def _title(context: Context, title: str, title_zh: str) -> str:
    return context.shown((title_zh if context.language == "zh" else "") or title)


def _stage(context: Context, stage_id: str | None) -> Cell:
    code = context.study.code_of(stage_id) if stage_id else ""
    return Cell(quoted.stage_label(context, code) if code else "–")


def _case(context: Context, case_id: str | None) -> Cell:
    return addresses.case_cell(context, context.study.code_of(case_id)) if case_id else Cell("–")


def _deed(context: Context, one: SharingAct) -> str:
    """Return what was done, and who did it."""
    what = _title(context, one.title, one.title_zh)
    if one.organisation_id is None:
        return what
    who = cast("Organisation", context.study.by_id[one.organisation_id])
    named = _title(context, who.name, who.name_zh)
    return context.say("report.coded", name=what, code=named)


def _source(context: Context, one: Incident | SharingAct | Reading) -> Cell:
    """Return the quote that tells it with its place, or the row of the file."""
    if one.coding_id is None:
        return place(context, one)
    said = quoted.in_quotes(context, quoted.coding_of(context, one.coding_id))
    return Cell(said, kind="quote", parts=(place(context, one), Cell(said)))
