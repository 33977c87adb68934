"""The data structure, the evidence tables, and the chains and model of the relations of codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience import plots
from consilience.report import quoted
from consilience.report.blocks import Block, Gallery, Paragraph, Remark, Remarks, Section
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consilience import coding
    from consilience.analysis import CodeRelations, EvidenceTables, PartOfEvidence
    from consilience.report.context import Context


def structure_section(context: Context, found: coding.DataStructure) -> Section:
    """Return the data structure as a figure and a table, and what does not fit."""
    figure = structure_figure(context, found)
    blocks: list[Block] = [
        Gallery((figure,)),
        *_gaps(context, found),
        *context.remarks(found.notes),
    ]
    blocks.append(_structure_table(context, found))
    return Section("structure", context.say("evidence.report.title_structure"), tuple(blocks))


def structure_figure(context: Context, found: coding.DataStructure) -> plots.Figure:
    """Return the figure of the data structure in the language of the report."""
    names = [node.code for node in found.nodes]
    return plots.data_structure_figure(
        found,
        labels=quoted.code_labels(context, names),
        targets=quoted.code_targets(context, names),
        words=context.study.project.code_words,
        key="figure-structure",
    )


def level_word(context: Context, level: str) -> str:
    """Return what a level of codes is called in the words of the study."""
    area = context.study.project.code_words.split(" ", maxsplit=1)[0].lower()
    return context.say(f"plots.structure.{area}_{level}")


def _gaps(context: Context, found: coding.DataStructure) -> tuple[Remarks, ...]:
    kinds = dict.fromkeys(gap.kind for gap in found.gaps)
    items = tuple(
        Remark(
            context.say(
                f"evidence.gap.{kind.replace(' ', '_')}",
                codes=[quoted.code_label(context, g.code) for g in found.gaps if g.kind == kind],
            ),
            "info" if kind == "free code" else "warning",
        )
        for kind in kinds
    )
    return (Remarks(items),) if items else ()


def _structure_table(context: Context, found: coding.DataStructure) -> Table:
    rows: list[Row] = []
    before = ("", "")
    for line in found.to_frame().itertuples(index=False):
        place = (str(line.dimension), str(line.theme))
        rows.append(
            Row(
                (
                    quoted.code_cell(context, str(line.concept), first=True),
                    quoted.code_cell(context, place[1]),
                    quoted.code_cell(context, place[0]),
                ),
                ruled=bool(rows) and place != before,
            )
        )
        before = place
    levels = ("concept", "theme", "dimension")
    return Table(
        "table-structure",
        tuple(Cell(level_word(context, level)) for level in levels),
        tuple(rows),
        context.say("evidence.report.caption_structure"),
    )


def evidence_section(context: Context, found: EvidenceTables) -> Section:
    """Return an evidence table for each part: concepts with their best quotes."""
    numbers = context.quote_numbers
    blocks: list[Block] = [
        Paragraph(context.say("evidence.report.evidence_lead")),
        *_without_quote(context, found),
    ]
    blocks += [
        _evidence_table(context, found.by, part, place, numbers)
        for place, part in enumerate(found.parts, start=1)
    ]
    return Section("evidence", context.say("evidence.report.title_evidence"), tuple(blocks))


def _without_quote(context: Context, found: EvidenceTables) -> tuple[Remarks, ...]:
    """Return which concepts have no quote, in the words of the report."""
    rows = [row for part in found.parts for row in part.table.rows if not row.codings]
    names = [quoted.code_label(context, row.concept) for row in rows]
    sentence = context.say("evidence.note.no_quote", codes=names)
    return (Remarks((Remark(sentence, "warning"),)),) if names else ()


def _evidence_table(
    context: Context, by: str, part: PartOfEvidence, place: int, numbers: Mapping[str, int]
) -> Table:
    rows = []
    for item in part.table.rows:
        first = (
            quoted.code_cell(context, item.concept, first=True),
            numeral(str(len(item.codings))),
            numeral(str(item.sources)),
        )
        lines = [_shown_quote(context, one, numbers) for one in item.quotes]
        empty = (Cell(context.say("evidence.report.no_quote")), Cell("–"))
        for number, line in enumerate(lines or [empty]):
            lead = first if number == 0 else (head(""), numeral(""), numeral(""))
            rows.append(Row((lead[0], *line, *lead[1:])))
    names = ("quote", "where", "codings", "sources")
    counted = ("codings", "sources")
    columns = [Cell(level_word(context, "concept"))]
    columns += [
        Cell(context.say(f"evidence.report.{n}"), kind="number" if n in counted else "text")
        for n in names
    ]
    return Table(
        f"table-evidence-{place}",
        tuple(columns),
        tuple(rows),
        context.say("evidence.report.caption_evidence", part=_part_name(context, by, part.name)),
        (context.say("evidence.report.evidence_note"),),
        context.say("evidence.report.quote_links"),
    )


def _part_name(context: Context, by: str, name: str) -> str:
    if not name:
        return context.say(
            "evidence.report.part_all" if by == "all" else "evidence.report.part_rest"
        )
    return quoted.stage_label(context, name) if by == "stage" else quoted.code_label(context, name)


def _shown_quote(
    context: Context, identifier: str, numbers: Mapping[str, int]
) -> tuple[Cell, Cell]:
    coded = quoted.coding_of(context, identifier)
    said = quoted.in_quotes(context, coded)
    if coded.direction == "against":
        said = context.say("evidence.report.marked_against", quote=said)
    return Cell(said, kind="quote"), quoted.place_cell(context, coded, numbers)


def relations_of_codes_section(context: Context, found: CodeRelations) -> Section:
    """Return the process chains, the model, and the table of relations."""
    model, chains = found.model, found.chains
    names = [node.code for node in model.nodes]
    labels, targets = quoted.code_labels(context, names), quoted.code_targets(context, names)
    stages, words = quoted.stage_labels(context), _relation_words(context)
    blocks: list[Block] = [*context.remarks(found.notes)]
    if any(chain.stage for chain in chains.chains):
        figure = plots.chains_figure(
            chains,
            labels=labels,
            relations=words,
            stages=stages,
            targets=targets,
            key="figure-chains",
        )
        blocks.append(Gallery((figure,)))
    figure = plots.code_model_figure(
        model, labels=labels, relations=words, stages=stages, targets=targets, key="figure-model"
    )
    blocks += [Gallery((figure,)), _relation_table(context, model, stages, words)]
    return Section("chains", context.say("evidence.report.title_chains"), tuple(blocks))


def _relation_words(context: Context) -> dict[str, str]:
    """Return what the relations are called in the language of the report."""
    chinese = context.language == "zh"
    return {
        link.label: (link.label_zh if chinese else "") or link.label
        for link in context.study.links
        if link.kind == "relation" and link.label
    }


def _relation_table(
    context: Context, model: coding.CodeModel, stages: dict[str, str], words: dict[str, str]
) -> Table:
    rows = [
        Row(
            (
                quoted.code_cell(context, edge.start, first=True),
                Cell(words.get(edge.label, edge.label) or "–"),
                quoted.code_cell(context, edge.end),
                Cell(stages.get(edge.stage, edge.stage) or context.say("plots.chains.all")),
                Cell(context.say("evidence.report.feedback") if n in model.feedback else ""),
            )
        )
        for n, edge in enumerate(model.edges)
    ]
    names = ("from", "relation", "to", "stage", "remark")
    return Table(
        "table-relations",
        tuple(Cell(context.say(f"evidence.report.{name}")) for name in names),
        tuple(rows),
        context.say("evidence.report.caption_relations"),
    )
