"""How the conditions of several paths relate, and what holds where something is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience import qca
from consilience.report import addresses, wording
from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.sections.necessity import fits_table
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience.analysis import OutcomeGiven, Paths, PathWhere, RelationsOfOutcome
    from consilience.report.context import Context
    from consilience.results import Note


def relations_section(context: Context, paths: Paths, found: RelationsOfOutcome) -> Section:
    """Return substitutes, complements and opposed conditions among the paths of one model."""
    key = f"{addresses.outcome_key(context, paths.outcome)}-relations"
    compared = found.relations
    blocks: list[Block] = [
        Paragraph(
            context.say(
                "report.relations.lead",
                solution=context.say(f"report.title.{found.solution}"),
                model=compared.terms,
            )
        ),
        *context.remarks(_tied(context, found.outcome)),
        *context.remarks(compared.notes),
    ]
    rows = _relation_rows(context, paths, compared)
    if rows:
        columns = ("relation", "conditions", "paths", "meaning")
        blocks.append(
            Table(
                f"{key}-table",
                tuple(Cell(context.say(f"report.relations.{name}")) for name in columns),
                tuple(rows),
                context.say("report.caption.relations", outcome=found.outcome),
            )
        )
    else:
        blocks.append(Paragraph(context.say("report.relations.none")))
    blocks.append(Paragraph(context.say("report.relations.convention"), "aside"))
    return Section(key, context.say("report.title.relations"), tuple(blocks))


def _tied(context: Context, outcome: str) -> list[Note]:
    found = context.evidence.relations
    return [note for note in found.notes if note.values["outcome"] == outcome] if found else []


def _relation_rows(context: Context, paths: Paths, found: qca.PathRelations) -> list[Row]:
    rows = []
    for pair in found.substitutes:
        key = "substitutes_exclusive" if pair.exclusive else "substitutes"
        meaning = _meaning(context, key, pair)
        literals = (pair.first, pair.second)
        rows.append(_relation(context, paths, "substitutes", literals, pair.terms, meaning))
    for both in found.complements:
        meaning = _meaning(context, "complements", both)
        literals = (both.first, both.second)
        rows.append(_relation(context, paths, "complements", literals, both.terms, meaning))
    for one in found.opposed:
        terms = tuple(term for side in one.terms for term in side)
        meaning = context.say("report.relations.opposed_meaning", name=context.label(one.condition))
        rows.append(_relation(context, paths, "opposed", one.literals, terms, meaning))
    return rows


def _meaning(context: Context, key: str, pair: qca.Substitutes | qca.Complements) -> str:
    shared = getattr(pair, "shared", "")
    return context.say(
        f"report.relations.{key}_meaning",
        first=wording.words(context, pair.first),
        second=wording.words(context, pair.second),
        shared=wording.words(context, shared or "1"),
    )


def _relation(
    context: Context,
    paths: Paths,
    kind: str,
    literals: tuple[str, ...],
    terms: tuple[str, ...],
    meaning: str,
) -> Row:
    links = tuple(addresses.path_cell(context, paths, term, "text") for term in terms)
    return Row(
        (
            head(context.say(f"report.relations.{kind}")),
            Cell(context.listed(literals), kind="short"),
            Cell("", parts=links),
            Cell(meaning),
        )
    )


def given_section(context: Context, paths: Paths, found: OutcomeGiven) -> Section:
    """Return what is necessary, and which paths hold, among the cases that are given."""
    key = f"{addresses.outcome_key(context, paths.outcome)}-given"
    inside = found.necessity
    cases = addresses.case_cells(context, inside.cases)
    lead = context.say(
        "report.given.lead",
        given=wording.words(context, inside.given),
        count=inside.n,
        total=inside.total,
    )
    blocks: list[Block] = [
        Paragraph(lead),
        fits_table(context, inside.necessity.single, key, "report.caption.given", inside.necessity),
        *context.remarks(inside.necessity.notes),
        _paths_table(context, paths, found, key),
        _cases_table(context, inside, cases, key),
    ]
    title = context.say("report.title.given", given=inside.given)
    return Section(key, title, tuple(blocks))


def _cases_table(context: Context, found: qca.ConditionalNecessity, cases: Cell, key: str) -> Table:
    columns = (Cell(context.say("report.given.set")), Cell(context.say("report.truth_table.cases")))
    rows = (Row((head(found.given, addresses.set_href(context, found.given)), cases)),)
    caption = context.say("report.caption.given_cases", given=found.given)
    return Table(f"{key}-cases", columns, rows, caption, in_paper=False)


def _paths_table(context: Context, paths: Paths, found: OutcomeGiven, key: str) -> Table:
    numbers = ("inclusion", "pri", "raw_coverage")
    columns = (
        Cell(context.say("report.fit.path")),
        Cell(context.say("report.given.says")),
        *(Cell(context.say(f"report.fit.{name}"), kind="number") for name in numbers),
        Cell(context.say("report.solution.in_models"), kind="number"),
        Cell(context.say("report.given.core")),
        Cell(context.say("report.given.sometimes_core")),
    )
    return Table(
        f"{key}-paths",
        columns,
        tuple(_path_row(context, paths, found, item) for item in found.paths),
        context.say("report.caption.given_paths", outcome=found.outcome),
        (context.say("report.given.note", given=found.necessity.given),),
    )


def _path_row(context: Context, paths: Paths, found: OutcomeGiven, item: PathWhere) -> Row:
    href = f"#{addresses.path_key(context, paths, item.term)}"
    fit = item.fit
    listed = len(paths.leading.models)
    return Row(
        (
            addresses.path_cell(context, paths, item.term),
            Cell(context.say(f"report.given.{item.group}", given=found.necessity.given)),
            *(numeral(context.number(value), href) for value in (fit.inclusion, fit.pri)),
            numeral(context.number(fit.coverage), href),
            numeral(f"{item.in_models} / {listed}", href),
            Cell(context.listed(item.core) or "–", kind="short"),
            Cell(context.listed(item.sometimes_core) or "–", kind="short"),
        )
    )
