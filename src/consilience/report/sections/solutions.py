"""Parsimonious and conservative solutions: every tied model, and what the models share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report import addresses
from consilience.report.blocks import Block, Details, Listing, Paragraph, Section
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience import qca
    from consilience.analysis import Paths
    from consilience.report.context import Context

_SHOWN_MODELS = 6  # models of a table that stays open


def solution_section(context: Context, paths: Paths, found: qca.Solutions) -> Section:
    """Return the models of one solution type with their fit, and the fit of each path."""
    key = f"{addresses.outcome_key(context, paths.outcome)}-{found.solution}"
    blocks: list[Block] = [
        Paragraph(context.say(f"report.solution.{found.solution}")),
        *context.remarks(found.notes),
    ]
    if found.models:
        blocks += _tie_summary(context, paths, found)
        blocks.append(_terms(context, paths, found, key))
        blocks += _models(context, paths, found, key)
    return Section(key, context.say(f"report.title.{found.solution}"), tuple(blocks))


def _tie_summary(context: Context, paths: Paths, found: qca.Solutions) -> list[Block]:
    """Say what all tied models share, and between what they choose."""
    if found.model_count == 1:
        return []
    blocks: list[Block] = []
    if found.essential:
        label = Cell(context.say("report.solution.essential"))
        shared = addresses.expression_cell(context, paths, found.essential)
        blocks.append(Listing(((label, *shared.parts),)))
    for number, skeleton in enumerate(found.alternatives, start=1):
        if len(found.alternatives) > 1:
            blocks.append(Paragraph(context.say("report.solution.pattern", number=number)))
        blocks.append(_choices(context, paths, found, skeleton))
    return blocks


def _choices(
    context: Context, paths: Paths, found: qca.Solutions, skeleton: tuple[tuple[str, ...], ...]
) -> Listing:
    """Return the groups of which a model takes one path each; a group of one is no choice."""
    items = []
    for group in skeleton:
        if len(group) == 1 and group[0] in found.essential:
            continue
        key = "report.solution.one_of" if len(group) > 1 else "report.solution.always"
        parts = addresses.expression_cell(context, paths, group).parts
        items.append((Cell(context.say(key)), *parts))
    return Listing(tuple(items))


def _terms(context: Context, paths: Paths, found: qca.Solutions, key: str) -> Table:
    """Return each path once; its unique coverage differs between models and stands there."""
    fits = {fit.expression: fit for model in found.models for fit in model.term_fits}
    counts = {term: sum(term in model.terms for model in found.models) for term in fits}
    single = len(found.models) == 1
    names = ("inclusion", "pri", "coverage", *(("unique_coverage",) if single else ()))
    titles = {"coverage": "raw_coverage"}
    rows = []
    for term, fit in fits.items():
        href = f"#{addresses.path_key(context, paths, term)}"
        cells = [addresses.path_cell(context, paths, term)]
        cells += [numeral(context.number(getattr(fit, name)), href) for name in names]
        if not single:
            cells.append(numeral(f"{counts[term]} / {len(found.models)}", href))
        rows.append(Row(tuple(cells)))
    columns = [Cell(context.say("report.fit.path"))]
    columns += [
        Cell(context.say(f"report.fit.{titles.get(name, name)}"), kind="number") for name in names
    ]
    if not single:
        columns.append(Cell(context.say("report.solution.in_models"), kind="number"))
    return Table(
        f"{key}-paths",
        tuple(columns),
        tuple(rows),
        context.say(f"report.caption.{found.solution}_paths", outcome=paths.outcome),
    )


def _models(context: Context, paths: Paths, found: qca.Solutions, key: str) -> list[Block]:
    table = _model_table(context, paths, found, key)
    if len(found.models) <= _SHOWN_MODELS:
        return [table]
    return [Details(context.say("report.solution.all_models", count=len(found.models)), (table,))]


def _model_table(context: Context, paths: Paths, found: qca.Solutions, key: str) -> Table:
    href = f"#{addresses.all_paths_key(context, paths.outcome)}"
    rows = tuple(
        Row(
            (
                head(str(number)),
                addresses.expression_cell(context, paths, model.terms),
                numeral(context.number(model.inclusion), href),
                numeral(context.number(model.pri), href),
                numeral(context.number(model.coverage), href),
            )
        )
        for number, model in enumerate(found.models, start=1)
    )
    return Table(
        f"{key}-models",
        (
            Cell(context.say("report.solution.model")),
            Cell(context.say("report.solution.paths")),
            *(
                Cell(context.say(f"report.fit.solution_{name}"), kind="number")
                for name in ("inclusion", "pri", "coverage")
            ),
        ),
        rows,
        context.say(f"report.caption.{found.solution}_models", outcome=paths.outcome),
    )
