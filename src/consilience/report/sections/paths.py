"""The cases behind the paths of one outcome: XY plot, a card for each path, all paths at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.plots import Figure, xy_plot
from consilience.plots.order import natural_order
from consilience.report import addresses, wording
from consilience.report.blocks import Block, Cards, Details, Gallery, Listing, Paragraph, Section
from consilience.report.context import leading_model, solution_memberships
from consilience.report.figures import path_scatters, paths_chart
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience import qca
    from consilience.analysis import Paths
    from consilience.report.context import Context

MOST_NUMBERS = 10_000  # a larger table is no longer read, and makes the page slow


def paths_section(context: Context, paths: Paths, cases: qca.PathCases) -> Section:
    """Return the evidence of an outcome: which cases each of its paths rests on."""
    key = f"{addresses.outcome_key(context, paths.outcome)}-paths"
    blocks: list[Block] = [Paragraph(context.say("report.paths.lead"))]
    blocks.append(Gallery((paths_chart(context, paths),)))
    blocks.append(Gallery((_figure(context, paths, cases),)))
    scatters = path_scatters(context, paths, cases)
    if scatters:
        summary = context.say("report.paths.scatters", count=len(scatters))
        lead = Paragraph(context.say("report.paths.scatters_lead"), "aside")
        blocks.append(Details(summary, (lead, Gallery(scatters))))
    blocks += _uncovered(context, cases)
    blocks.append(
        Cards(tuple(_card(context, paths, cases, place) for place in range(len(cases.terms))))
    )
    blocks.append(_all_paths(context, paths, cases))
    return Section(key, context.say("report.title.paths"), tuple(blocks))


def _figure(context: Context, paths: Paths, cases: qca.PathCases) -> Figure:
    solutions, model = leading_model(paths)
    table = paths.truth_table
    return xy_plot(
        solution_memberships(cases, model.terms),
        table.outcome_memberships,
        cases=table.case_names,
        x_label=context.say(f"report.paths.in_{solutions.solution}"),
        y_label=context.say(
            "report.coded", name=wording.words(context, paths.outcome), code=paths.outcome
        ),
        targets=[f"#{addresses.case_key(context, case)}" for case in table.case_names],
        key=f"figure-{addresses.outcome_key(context, paths.outcome)}-xy",
        caption=context.say(
            "report.paths.xy_caption",
            expression=_named_terms(context, paths, model.terms),
            inclusion=context.number(model.inclusion),
            pri=context.number(model.pri),
            coverage=context.number(model.coverage),
        ),
    )


def _named_terms(context: Context, paths: Paths, terms: tuple[str, ...]) -> str:
    return " + ".join(addresses.path_cell(context, paths, term).text for term in terms)


def _uncovered(context: Context, cases: qca.PathCases) -> list[Block]:
    found = natural_order(item.case for item in cases.uncovered())
    if not found:
        return [Paragraph(context.say("report.paths.all_covered"))]
    sentence = context.say(
        "report.paths.uncovered",
        cases=wording.counted(context, "case", len(found)),
        outcome=cases.outcome,
    )
    return [Listing(((Cell(sentence), *(addresses.case_cell(context, case) for case in found)),))]


def _card(context: Context, paths: Paths, cases: qca.PathCases, place: int) -> Section:
    term = cases.terms[place]
    members = cases.members(term)
    blocks: list[Block] = [
        Paragraph(wording.words(context, term)),
        Paragraph(context.listed(_belongs_to(context, paths, term)), "aside"),
    ]
    key = addresses.path_key(context, paths, term)
    blocks.append(_members(context, paths, key, members))
    return Section(key, term, tuple(blocks), wording.path_name(context, paths, term))


def _belongs_to(context: Context, paths: Paths, term: str) -> list[str]:
    """Say of which solutions a path is part, with its fit."""
    found = []
    for solutions in (paths.conservative, paths.intermediate, paths.parsimonious):
        models = solutions.models if solutions else ()
        count = sum(term in model.terms for model in models)
        if solutions and count:
            found.append(
                context.say(
                    "report.paths.part",
                    solution=context.say(f"report.title.{solutions.solution}"),
                    count=count,
                    models=wording.counted(context, "model", len(models)),
                )
            )
    return found


def _members(
    context: Context, paths: Paths, key: str, members: tuple[qca.CaseOfPath, ...]
) -> Table:
    return Table(
        f"{key}-cases",
        (
            Cell(context.say("report.paths.case")),
            Cell(context.say("report.paths.membership"), kind="number"),
            Cell(paths.outcome, kind="number"),
            Cell(context.say("report.paths.kind")),
        ),
        tuple(
            Row(
                (
                    head(item.case, f"#{addresses.case_key(context, item.case)}"),
                    numeral(context.number(item.membership)),
                    numeral(context.number(item.outcome)),
                    Cell(context.say(f"report.case_kind.{item.kind.replace(' ', '_')}")),
                )
            )
            for item in members
        ),
        context.say("report.caption.path_cases", count=len(members)),
    )


def _case_list(context: Context, key: str, cases: list[str], terms: int) -> Section:
    """Return links to all cases, where a table of their memberships would be too large."""
    links = tuple(Cell(case, f"#{addresses.case_key(context, case)}") for case in cases)
    lead = context.say("report.paths.all_too_many", cases=len(cases), paths=terms)
    title = context.say("report.title.all_paths")
    return Section(key, title, (Paragraph(lead), Listing((links,))))


def _all_paths(context: Context, paths: Paths, cases: qca.PathCases) -> Section:
    """Return memberships of all cases in all paths: what whole models are computed from."""
    key = addresses.all_paths_key(context, paths.outcome)
    where = {item.case: place for place, item in enumerate(cases.model)}
    ordered = natural_order(where)
    if len(ordered) * len(cases.terms) > MOST_NUMBERS:
        return _case_list(context, key, ordered, len(cases.terms))
    columns = (
        Cell(context.say("report.paths.case")),
        Cell(paths.outcome, kind="number"),
        *(
            Cell(term, f"#{addresses.path_key(context, paths, term)}", "number")
            for term in cases.terms
        ),
    )
    rows = tuple(
        Row(
            (
                head(case, f"#{addresses.case_key(context, case)}"),
                numeral(context.number(cases.model[where[case]].outcome)),
                *(numeral(context.number(line[where[case]].membership)) for line in cases.paths),
            )
        )
        for case in ordered
    )
    table = Table(
        f"{key}-table",
        columns,
        rows,
        context.say("report.caption.all_paths", outcome=paths.outcome),
    )
    return Section(
        key,
        context.say("report.title.all_paths"),
        (Paragraph(context.say("report.paths.all_lead")), table),
    )
