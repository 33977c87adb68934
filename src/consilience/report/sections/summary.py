"""What the report says in one minute, for readers who decide and do not compute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.qca.necessity import TRIVIAL_RELEVANCE
from consilience.report import addresses, wording
from consilience.report.blocks import Listing, Paragraph, Section
from consilience.report.context import leading_model
from consilience.report.sections.alliance.summary import alliance_items
from consilience.report.sections.coded_summary import coded_items
from consilience.report.sections.game.summary import game_items
from consilience.report.sections.stage.summary import stage_items
from consilience.report.sections.value.summary import value_items
from consilience.report.tables import Cell

if TYPE_CHECKING:
    from consilience import qca
    from consilience.analysis import OutcomeGiven, Paths
    from consilience.report.context import Context

Item = tuple[Cell, ...]


def summary_section(context: Context) -> Section:
    """Return the key findings in plain words, each with a link to its evidence."""
    items = coded_items(context, context.evidence.coded) if context.evidence.coded else []
    items += [_cases(context)] if context.has_sets else []
    for item in context.evidence.outcomes:
        if item.necessity:
            items += _necessity(context, item.necessity)
        if item.paths:
            items += _paths(context, item.paths)
        if item.given:
            items.append(_given(context, item.given))
    if context.evidence.alliance:
        items += alliance_items(context, context.evidence.alliance)
    if context.evidence.value:
        items += value_items(context, context.evidence.value)
    if context.evidence.stages:
        items += stage_items(context, context.evidence.stages)
    if context.evidence.games:
        items += game_items(context, context.evidence.games)
    if context.evidence.asymmetry:
        items.append(_asymmetry(context, context.evidence.asymmetry))
    return Section(
        "summary",
        context.say("report.title.summary"),
        (
            Listing(tuple(items), "findings"),
            *context.remarks(context.evidence.notes),
            *_cautions(context),
        ),
    )


def _cautions(context: Context) -> list[Paragraph]:
    keys = ["evidence.summary.caution"] if context.evidence.coded else []
    keys += ["report.summary.caution"] if context.has_sets else []
    keys += ["alliance_report.caution"] if context.evidence.alliance else []
    keys += ["value_report.caution"] if context.evidence.value else []
    return [Paragraph(context.say(key), "aside") for key in keys]


def _item(context: Context, sentence: str, href: str) -> Item:
    return (Cell(sentence), Cell(context.say("report.summary.evidence"), href))


def _cases(context: Context) -> Item:
    sentence = context.say(
        "report.summary.cases",
        used=len(context.analysed_cases),
        total=len(context.study.units),
    )
    return _item(context, sentence, "#data")


def _necessity(context: Context, found: qca.Necessity) -> list[Item]:
    href = f"#{addresses.outcome_key(context, found.outcome)}-necessity"
    outcome = wording.words(context, found.outcome)
    if not found.passing:
        return [_item(context, context.say("report.summary.no_necessary", outcome=outcome), href)]
    return [
        _item(
            context,
            context.say(
                "report.summary.trivial"
                if fit.relevance < TRIVIAL_RELEVANCE
                else "report.summary.necessary",
                outcome=outcome,
                name=wording.words(context, fit.expression),
                inclusion=context.number(fit.inclusion),
                relevance=context.number(fit.relevance),
            ),
            href,
        )
        for fit in found.passing
    ]


def _paths(context: Context, paths: Paths) -> list[Item]:
    key = addresses.outcome_key(context, paths.outcome)
    outcome = wording.words(context, paths.outcome)
    if paths.cases is None:
        return [_item(context, context.say("report.summary.no_path", outcome=outcome), f"#{key}")]
    chosen, model = leading_model(paths)
    sentence = context.say(
        "report.summary.paths",
        paths=wording.counted(context, "path", len(model.terms)),
        outcome=outcome,
        inclusion=context.number(model.inclusion),
        coverage=f"{model.coverage:.0%}",
    )
    evidence = Cell(context.say("report.summary.evidence"), f"#{key}-paths")
    items: list[Item] = [(Cell(sentence), *_lines(context, paths, model.terms), evidence)]
    if chosen.model_count > 1:
        part = "configurations" if chosen is paths.intermediate else "conservative"
        items.append(_ties(context, paths, chosen, f"#{key}-{part}"))
    return items


def _lines(context: Context, paths: Paths, terms: tuple[str, ...]) -> list[Cell]:
    """Return paths in words, each on a line of its own and a link to its cases."""
    return [
        Cell(
            wording.path_words(context, paths, term),
            f"#{addresses.path_key(context, paths, term)}",
            "line",
        )
        for term in terms
    ]


def _ties(context: Context, paths: Paths, found: qca.Solutions, href: str) -> Item:
    key = "report.summary.ties" if found.essential else "report.summary.ties_nothing_shared"
    sentence = context.say(
        key,
        count=found.model_count,
        least="" if found.exhausted else context.say("report.summary.least"),
        outcome=wording.words(context, paths.outcome),
    )
    evidence = Cell(context.say("report.summary.evidence"), href)
    return (Cell(sentence), *_lines(context, paths, found.essential), evidence)


def _given(context: Context, found: OutcomeGiven) -> Item:
    """Say what is needed where something is given."""
    single = {fit.expression for fit in found.necessity.necessity.single}
    needed = [fit for fit in found.necessity.necessity.passing if fit.expression in single]
    sentence = context.say(
        "report.summary.given" if needed else "report.summary.nothing_given",
        given=wording.words(context, found.necessity.given),
        count=found.necessity.n,
        outcome=wording.words(context, found.outcome),
        needed=[
            context.say(
                "report.coded",
                name=wording.words(context, fit.expression),
                code=context.number(fit.inclusion),
            )
            for fit in needed
        ],
    )
    return _item(context, sentence, f"#{addresses.outcome_key(context, found.outcome)}-given")


def _asymmetry(context: Context, found: qca.Asymmetry) -> Item:
    key = "report.summary.mirrored" if found.mirrored else "report.summary.not_mirrored"
    sentence = context.say(
        key,
        outcome=wording.words(context, found.outcome),
        negation=wording.words(context, found.negation),
    )
    return _item(context, sentence, "#asymmetry")
