"""The figures of a report: what they show, what they are called, where their elements lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience import plots, qca
from consilience.analysis.inputs import outcome_column
from consilience.plots import Figure
from consilience.report import addresses, wording
from consilience.report.context import leading_model

if TYPE_CHECKING:
    from consilience.analysis import Paths
    from consilience.report.context import Context

MOST_SETS = 5  # of a Venn diagram
MOST_SCATTERS = 12  # of one kind in one section: more are no longer read


def paths_of(context: Context, outcome: str) -> Paths | None:
    """Return the paths of an outcome, if they were looked for."""
    return next((p for item, p in context.with_paths() if item.outcome == outcome), None)


def labels_of(context: Context, conditions: tuple[str, ...]) -> dict[str, str]:
    """Return what conditions are called in figures: with a capital where they begin a line."""
    return {name: wording.titled(context, name) for name in conditions}


def truth_table_figures(context: Context, found: qca.TruthTable) -> tuple[Figure, ...]:
    """Return limited diversity, and the observed configurations in the form that fits."""
    paths = paths_of(context, found.outcome)
    solutions, number = _assuming(paths)
    labels = labels_of(context, found.conditions)
    rows = {n: f"#{addresses.row_key(context, found.outcome, n)}" for n in found.numbers}
    key = f"figure-{addresses.outcome_key(context, found.outcome)}"
    diversity = plots.limited_diversity(
        found, solutions, number, labels=labels, targets=rows, key=f"{key}-diversity"
    )
    if len(found.conditions) <= MOST_SETS and not found.multi_value.any():
        return (diversity, plots.venn(found, labels=labels, targets=rows, key=f"{key}-venn"))
    links = {str(number): target for number, target in rows.items()}
    chart = plots.configuration_chart(found, labels=labels, targets=links, key=f"{key}-rows")
    return (diversity, chart)


def _assuming(paths: Paths | None) -> tuple[qca.Solutions | None, int]:
    """Return the solution whose assumptions a reader wants to see, and its first model."""
    if paths is None:
        return None, 1
    chosen = paths.intermediate or paths.parsimonious
    return (chosen, 1) if chosen.models else (None, 1)


def paths_chart(context: Context, paths: Paths) -> Figure:
    """Return the paths of the leading model with their cases and consistency."""
    table = paths.truth_table
    return plots.configuration_chart(
        table,
        leading_model(paths)[1],
        labels=labels_of(context, table.conditions),
        targets=path_targets(context, paths),
        key=f"figure-{addresses.outcome_key(context, paths.outcome)}-chart",
    )


def path_targets(context: Context, paths: Paths) -> dict[str, str]:
    """Return where each path of an outcome leads to."""
    terms = paths.cases.terms if paths.cases else ()
    return {term: f"#{addresses.path_key(context, paths, term)}" for term in terms}


def path_scatters(context: Context, paths: Paths, cases: qca.PathCases) -> tuple[Figure, ...]:
    """Return one XY plot a path of the leading model, if there are several."""
    model = leading_model(paths)[1]
    if len(model.terms) < 2:
        return ()
    pairs = zip(model.terms[:MOST_SCATTERS], model.term_fits, strict=False)
    key = f"figure-{addresses.outcome_key(context, paths.outcome)}-path"
    return tuple(
        plots.xy_plot(
            cases.memberships[cases.terms.index(term)],
            cases.outcome_memberships,
            cases=cases.cases,
            x_label=term,
            y_label=paths.outcome,
            targets=[f"#{addresses.case_key(context, case)}" for case in cases.cases],
            key=f"{key}-{place}",
            caption=_fit_caption(context, measures, ("inclusion", "pri", "coverage")),
        )
        for place, (term, measures) in enumerate(pairs, start=1)
    )


def configuration_figure(context: Context, paths: Paths) -> Figure:
    """Return the first configuration table of an outcome as a figure."""
    table = paths.tables[0]
    many = [name for name in table.conditions if wording.is_multi_value(context, name)]
    return plots.configuration_table(
        table,
        labels=labels_of(context, table.conditions),
        multi_value=many,
        targets=path_targets(context, paths),
        key=f"figure-{addresses.outcome_key(context, paths.outcome)}-configurations",
    )


def necessity_scatters(context: Context, found: qca.Necessity) -> tuple[Figure, ...]:
    """Return one XY plot a single condition that passes as necessary."""
    passing = found.passing[:MOST_SCATTERS]
    conditions = (*found.conditions, *qca.parse(found.outcome).conditions)
    frame = context.evidence.memberships.complete(conditions)
    cases = [str(case) for case in frame.index]
    key = f"figure-{addresses.outcome_key(context, found.outcome)}-necessity"
    return tuple(
        plots.xy_plot(
            outcome_column(frame, item.expression),
            outcome_column(frame, found.outcome),
            cases=cases,
            x_label=item.expression,
            y_label=found.outcome,
            relation="necessary",
            targets=[f"#{addresses.case_key(context, case)}" for case in cases],
            key=f"{key}-{place}",
            caption=_fit_caption(context, item, ("inclusion", "relevance", "coverage")),
        )
        for place, item in enumerate(passing, start=1)
    )


def _fit_caption(context: Context, measures: qca.SetFit, names: tuple[str, ...]) -> str:
    """Return a set with some of its measures of fit."""
    values = (
        context.say(
            "report.figure.measure",
            name=context.say(f"report.fit.{name}"),
            value=context.number(getattr(measures, name)),
        )
        for name in names
    )
    return context.say("report.figure.fit", name=measures.expression, fit=list(values))


def nca_scatters(context: Context, found: qca.NecessaryConditionAnalysis) -> tuple[Figure, ...]:
    """Return one scatter a condition, with its ceilings."""
    names = found.conditions[:MOST_SCATTERS]
    conditions = (*found.conditions, *qca.parse(found.outcome).conditions)
    frame = context.evidence.memberships.complete(conditions)
    cases = [str(case) for case in frame.index]
    key = f"figure-{addresses.outcome_key(context, found.outcome)}-nca"
    return tuple(
        plots.nca_plot(
            found,
            name,
            frame[name],
            outcome_column(frame, found.outcome),
            cases=cases,
            targets=[f"#{addresses.case_key(context, case)}" for case in cases],
            key=f"{key}-{place}",
            caption=_effects_caption(context, found, name),
        )
        for place, name in enumerate(names, start=1)
    )


def _effects_caption(context: Context, found: qca.NecessaryConditionAnalysis, name: str) -> str:
    effects = [found.of(name, ceiling) for ceiling in found.parameters["ceilings"]]
    sizes = [f"{effect.ceiling} d = {context.number(effect.effect_size)}" for effect in effects]
    return context.say("report.figure.fit", name=name, fit=sizes)


def robustness_figure(context: Context, found: qca.Robustness, labels: dict[str, str]) -> Figure:
    """Return the dashboard of a robustness test; ``labels`` are the settings of its ranges."""
    paths = paths_of(context, found.outcome)
    targets = path_targets(context, paths) if paths else {}
    return plots.robustness_dashboard(
        found, labels=labels, targets=targets, key="figure-robustness"
    )
