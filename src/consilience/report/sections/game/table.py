"""The game itself: payoffs, and every number in it with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from consilience.analysis import observed_behind
from consilience.report import quoted
from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.game_words import GameWords, short
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience.analysis import GameNumber, Observed
    from consilience.study import Source

_MOST_OBSERVED = 200
_MOST_PAYOFFS = 128


def table_section(words: GameWords) -> Section:
    """Return the payoff table, the parameters, and the scores and readings behind them."""
    found = words.found
    told = {"parties": len(found.populations), "parameters": len(found.numbers)}
    blocks: list[Block] = [Paragraph(words.say("table_lead", source=_source(words), **told))]
    constructed = [name for name, one in words.records.items() if one.origin == "constructed"]
    if constructed:
        blocks.append(Paragraph(words.say("constructed", names=constructed), "aside"))
    if found.payoffs:
        blocks.append(_payoffs(words))
    blocks.append(_parameters(words))
    blocks += [_observed(words, item) for item in found.numbers if item.observed]
    return Section(f"{words.key}-table", words.say("title.table"), tuple(blocks))


def _source(words: GameWords) -> str:
    """Return where the payoff table comes from, as a sentence; "" if nobody says it."""
    place = _file(words, words.record.source_id)
    return words.say("table_source", source=place) if place else ""


def _payoffs(words: GameWords) -> Table:
    found = words.found
    earned = [Cell(words.say("payoff_of", who=words.name(name))) for name in found.populations]
    columns = (*(Cell(words.name(name)) for name in found.populations), *earned)
    rows = tuple(
        Row((*(Cell(words.name(name)) for name in item.profile), *map(Cell, item.payoffs)))
        for item in found.payoffs[:_MOST_PAYOFFS]
    )
    return Table(f"table-{words.key}-payoffs", columns, rows, words.say("caption.payoffs"))


def _parameters(words: GameWords) -> Table:
    rows = tuple(
        Row(
            (
                head(item.name),
                Cell(words.meaning(item.name) or "–"),
                numeral(_value(words, item)),
                Cell(_spread(words, item)),
                Cell(_origin(words, item)),
                _basis(words, item),
            ),
            key=words.href(item.name)[1:],
        )
        for item in words.found.numbers
    )
    return Table(
        f"table-{words.key}-parameters",
        words.columns(("symbol", "meaning", "value", "possible", "origin", "source"), ("value",)),
        rows,
        words.say("caption.parameters"),
        (words.say("parameters_note"),),
    )


def _value(words: GameWords, item: GameNumber) -> str:
    shown = item.value if item.value and len(item.value) <= 8 else short(item.number)
    unit = words.unit(item.name)
    return f"{shown} {unit}" if unit and shown != "–" else shown


def _spread(words: GameWords, item: GameNumber) -> str:
    if not item.spread:
        return "–"
    if "values" in item.spread:
        low, high = short(item.spread_low), short(item.spread_high)
        return words.say("spread.observed", low=low, high=high, count=len(item.spread["values"]))
    numbers = {name: value for name, value in item.spread.items() if name != "distribution"}
    shown = {name: short(float(value)) for name, value in numbers.items()}
    return words.say(f"spread.{item.spread['distribution']}", **shown)


def _origin(words: GameWords, item: GameNumber) -> str:
    record = words.records.get(item.name)
    origin = record.origin if record is not None else ""
    if not item.matters:
        idle = words.say("idle")
        return words.context.listed((words.say(f"origin.{origin}"), idle)) if origin else idle
    return words.say(f"origin.{origin}") if origin else "–"


def _basis(words: GameWords, item: GameNumber) -> Cell:
    """Return what a number rests on: reference, quote, row of a file, or the numbers behind it."""
    record, parts = words.records.get(item.name), []
    if item.observed:
        said = words.say(
            f"linked.{item.basis}",
            statistic=words.say(f"statistic.{item.statistic}"),
            count=item.observed,
            code=words.context.shown(item.link),
            factor=short(item.factor),
        )
        parts.append(Cell(said, f"#{_observed_key(words, item)}"))
    if record is not None and record.reference:
        parts.append(Cell(words.context.shown(record.reference)))
    if record is not None and record.coding_id:
        parts.append(_quote(words, record.coding_id))
    if record is not None and record.source_id:
        parts.append(Cell(_row(words, record.source_id, record.row)))
    if not parts and item.basis:
        parts.append(Cell(words.say(f"basis.{item.basis}")))
    return Cell("" if parts else "–", parts=tuple(parts))


def _quote(words: GameWords, coding: str) -> Cell:
    """Return the place of a quote where the report lists quotes, else the quote itself."""
    context = words.context
    found = quoted.coding_of(context, coding)
    if context.evidence.coded and coding in context.quote_numbers:
        return quoted.place_cell(context, found, context.quote_numbers)
    return Cell(quoted.in_quotes(context, found), kind="quote")


def _file(words: GameWords, source: str | None) -> str:
    if source is None:
        return ""
    found = cast("Source", words.context.study.by_id[source])
    return words.context.shown(found.file_name or found.title) or found.code


def _row(words: GameWords, source: str | None, row: int | None) -> str:
    file = _file(words, source)
    return words.context.say("alliance_report.row", file=file, row=row) if row and file else file


def _observed_key(words: GameWords, item: GameNumber) -> str:
    return f"table-{words.key}-observed-{words.href(item.name).rpartition('-')[2]}"


def _observed(words: GameWords, item: GameNumber) -> Table:
    """Return the scores or readings behind a linked parameter, each with its place."""
    record = words.records[item.name]
    every = observed_behind(words.context.study, record)
    rows = tuple(_observed_row(words, one) for one in every[:_MOST_OBSERVED])
    return Table(
        _observed_key(words, item),
        words.columns(("case", "period", "value", "source"), ("value",)),
        rows,
        words.say(
            "caption.observed", parameter=words.label(item.name), shown=len(rows), total=len(every)
        ),
        (words.say("observed_note", factor=short(item.factor)),),
        in_paper=False,
    )


def _observed_row(words: GameWords, one: Observed) -> Row:
    context = words.context
    record = context.study.by_id[one.record]
    source, row = getattr(record, "source_id", None), getattr(record, "row", None)
    coding = getattr(record, "coding_id", None)
    place = _quote(words, coding) if coding else Cell(_row(words, source, row) or "–")
    return Row(
        (
            head(context.shown(one.case) or words.say("whole_alliance")),
            Cell(one.period or "–"),
            numeral(short(one.value)),
            place,
        )
    )
