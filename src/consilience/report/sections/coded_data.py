"""What a study of texts rests on: the register of sources, the codebook, the list of quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from consilience.analysis.coded_axes import KINDS
from consilience.report import addresses, quoted
from consilience.report.blocks import Block, Facts, Paragraph, Section
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience.report.context import Context
    from consilience.study import Coding, Source


def register_section(context: Context) -> Section:
    """Return the register of sources with its totals: the data table of a paper."""
    project, blocks = context.study.project, list[Block]()
    if not context.has_sets:
        if project.description:
            blocks.append(Paragraph(context.shown(project.description)))
        blocks.append(_facts(context))
    blocks.append(_register(context))
    return Section("register", context.say("evidence.report.title_register"), tuple(blocks))


def _facts(context: Context) -> Facts:
    project, material = context.study.project, context.material
    items = [
        (context.say("report.data.unit"), context.shown(project.unit_of_analysis)),
        (context.say("report.data.cases"), str(len(material.cases))),
        (context.say("evidence.report.sources"), str(len(material.texts))),
        (context.say("evidence.report.codings"), str(len(material.codings))),
    ]
    return Facts(tuple((name, Cell(value)) for name, value in items if value))


def _register(context: Context) -> Table:
    names = ("code", "kind", "source_title", "period", "minutes", "documents", "characters")
    counted = ("minutes", "documents", "characters", "codings")
    count = Counter(context.material.table["source"])
    ordered = sorted(context.study.sources, key=lambda one: (KINDS.index(one.kind), one.code))
    rows = [_source_row(context, source, count[source.code]) for source in ordered]
    rows += _totals(context, ordered, count)
    return Table(
        "table-register",
        tuple(
            Cell(
                context.say(f"evidence.report.{name}"),
                kind="number" if name in counted else "text",
            )
            for name in (*names, "cases", "codings")
        ),
        tuple(rows),
        context.say("evidence.report.caption_register"),
        (context.say("evidence.report.register_note"),),
    )


def _source_row(context: Context, source: Source, codings: int) -> Row:
    cases = [context.study.code_of(case) for case in source.case_ids]
    return Row(
        (
            head(source.code, f"#quotes-{_place(context, source)}" if codings else ""),
            Cell(context.say(f"report.source_kind.{source.kind}")),
            Cell(context.shown(source.title)),
            Cell(_period(context, source), kind="short"),
            numeral(_number(source.minutes)),
            numeral(_number(source.documents)),
            numeral(_number(_characters(context, source))),
            addresses.case_cells(context, cases),
            numeral(str(codings)),
        ),
        key=f"source-{_place(context, source)}",
    )


def _period(context: Context, source: Source) -> str:
    """Return when a source is from; a slash stands between two ends."""
    first, _, last = source.period.partition("/")
    told = {"first": first, "last": last}
    return context.say("evidence.report.from_to", **told) if last else first or "–"


def _place(context: Context, source: Source) -> int:
    return context.study.sources.index(source) + 1


def _characters(context: Context, source: Source) -> int | None:
    """Return the length of the newest text, else what the register says."""
    texts = [v for v in context.study.versions if v.source_id == source.id]
    return len(max(texts, key=lambda one: one.number).text) if texts else source.characters


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,g}" if value < 1e6 else f"{value:,.0f}"


def _totals(context: Context, sources: list[Source], count: Counter[str]) -> list[Row]:
    """Return one row a kind of source, then one for all."""
    kinds = [kind for kind in KINDS if any(source.kind == kind for source in sources)]
    groups = [(kind, [s for s in sources if s.kind == kind]) for kind in kinds]
    shown = [(context.say(f"report.source_kind.{kind}"), own) for kind, own in groups]
    shown.append((context.say("evidence.report.all"), sources))
    return [
        Row(
            (
                head(context.say("evidence.report.total")),
                Cell(name),
                Cell(context.say("evidence.report.source_count", count=len(own))),
                Cell(""),
                numeral(_number(_sum(source.minutes for source in own))),
                numeral(_number(_sum(source.documents for source in own))),
                numeral(_number(_sum(_characters(context, source) for source in own))),
                Cell(""),
                numeral(str(sum(count[source.code] for source in own))),
            ),
            ruled=place == 0,
        )
        for place, (name, own) in enumerate(shown)
    ]


def _sum(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def codebook_section(context: Context) -> Section:
    """Return every code with its definition and rules; links to codes lead here."""
    names = ("code_name", "code_kind", "under", "definition", "include", "exclude", "example")
    count = Counter(coding.code_id for coding in context.material.codings)
    rows = []
    for place, (name, code) in enumerate(context.material.codes.items(), start=1):
        above = context.material.code_names.get(code.parent_id or "", "")
        also = [other for own, other in context.material.members if own == name]
        rows.append(
            Row(
                (
                    head(quoted.label_of(context, code, name)),
                    Cell(context.say(f"evidence.kind_of_code.{code.kind.replace(' ', '_')}")),
                    quoted.code_cells(context, [one for one in (above, *also) if one]),
                    *(
                        Cell(context.shown(given) or "–", kind="quote")
                        for given in (code.definition, code.include, code.exclude, code.example)
                    ),
                    numeral(str(count[code.id])),
                ),
                key=f"code-{place}",
            )
        )
    columns = [*(Cell(context.say(f"evidence.report.{name}")) for name in names)]
    columns.append(Cell(context.say("evidence.report.codings"), kind="number"))
    table = Table(
        "table-codebook",
        tuple(columns),
        tuple(rows),
        context.say("evidence.report.caption_codebook"),
    )
    return Section("codebook", context.say("evidence.report.title_codebook"), (table,))


def quotes_section(context: Context) -> Section:
    """Return every quote that counts, source by source; links to quotes lead here."""
    held: dict[str, list[Coding]] = {}
    for coding in context.material.codings:
        held.setdefault(quoted.source_code(context, coding), []).append(coding)
    numbers = context.quote_numbers
    blocks: list[Block] = [Paragraph(context.say("evidence.report.quotes_lead"))]
    for source in context.study.sources:
        own = held.get(source.code, [])
        if own:
            blocks.append(_quotes_of(context, source, own, numbers))
    if context.study.pseudonyms:
        blocks.append(Paragraph(context.say("evidence.report.pseudonyms"), "aside"))
    return Section("quotes", context.say("evidence.report.title_quotes"), tuple(blocks))


def _quotes_of(
    context: Context, source: Source, codings: list[Coding], numbers: Mapping[str, int]
) -> Section:
    names = ("number", "span", "quote", "code_name", "case", "stage", "coder", "how")
    key = f"quotes-{_place(context, source)}"
    table = Table(
        f"table-{key}",
        tuple(
            Cell(context.say(f"evidence.report.{n}"), kind="number" if n == "number" else "text")
            for n in names
        ),
        tuple(_quote_row(context, coding, numbers) for coding in codings),
        context.say("evidence.report.caption_quotes", source=source.code, count=len(codings)),
        in_paper=False,
    )
    return Section(key, source.code, (table,), context.shown(source.title))


def _quote_row(context: Context, coding: Coding, numbers: Mapping[str, int]) -> Row:
    study = context.study
    name = context.material.code_names[coding.code_id]
    case = study.code_of(coding.case_id) if coding.case_id else ""
    stage = study.code_of(coding.stage_id) if coding.stage_id else ""
    return Row(
        (
            numeral(str(numbers[coding.id])),
            Cell(f"{coding.start}–{coding.end}", kind="short"),
            Cell(quoted.quoted(context, coding), kind="quote"),
            quoted.code_cell(context, name),
            addresses.case_cell(context, case) if case else Cell("–"),
            Cell(quoted.stage_label(context, stage) if stage else "–"),
            Cell(study.code_of(coding.actor_id) if coding.actor_id else "–"),
            Cell(_how(context, coding) or "–"),
        ),
        key=f"quote-{numbers[coding.id]}",
    )


def _how(context: Context, coding: Coding) -> str:
    """Return direction, strength and whether the quote is an exemplar, in words."""
    found = [context.say(f"evidence.report.{coding.direction}")] if coding.direction else []
    for name in ("intensity", "importance"):
        value = getattr(coding, name)
        found += [context.say(f"evidence.report.{name}", value=value)] if value else []
    found += [context.say("evidence.report.exemplar")] if coding.exemplar else []
    return context.listed(found)
