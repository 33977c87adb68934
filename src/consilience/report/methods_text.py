"""The methods paragraph of a paper, written from the settings that were really used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import consilience
from consilience.report import wording
from consilience.report.alliance_methods import alliance_methods
from consilience.report.coded_methods import coded_methods
from consilience.report.context import Context, inclusion_cuts
from consilience.report.game_methods import game_methods
from consilience.report.stage_methods import stage_methods
from consilience.report.value_methods import value_methods
from consilience.texts import Language

if TYPE_CHECKING:
    from consilience.analysis import ConditionCalibration, Paths, StudyEvidence
    from consilience.study import Study


def methods_text(study: Study, evidence: StudyEvidence, language: Language = "en") -> str:
    """Write the methods paragraph of a study.

    Parameters
    ----------
    study : Study
        The study.
    evidence : StudyEvidence
        What its protocol found.
    language : {"en", "zh"}
        Language of the paragraph.

    Returns
    -------
    str
        Cases, calibration, cut-offs, solutions and program version, with their actual numbers.

    Raises
    ------
    UnknownNameError
        If the evidence names what the study does not have.

    References
    ----------
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods. Cambridge University Press.
    """
    context = Context(study, evidence, language)
    sentences = coded_methods(context, evidence.coded) if evidence.coded else []
    sentences += [_cases(context)] if context.has_sets else []
    sentences += [*_calibrations(context), *_necessity(context), *_nca(context)]
    sentences += [
        sentence for _, paths in context.with_paths()[:1] for sentence in _paths(context, paths)
    ]
    sentences += [*_models(context), *_beside(context), *_robustness(context)]
    sentences += alliance_methods(context, evidence.alliance) if evidence.alliance else []
    sentences += value_methods(context, evidence.value) if evidence.value else []
    sentences += stage_methods(context, evidence.stages) if evidence.stages else []
    sentences += game_methods(context, evidence.games) if evidence.games else []
    sentences.append(_program(context))
    return {"en": " ", "zh": ""}[language].join(sentences)


def _cases(context: Context) -> str:
    return context.say(
        "report.methods.cases",
        total=len(context.study.units),
        used=len(context.analysed_cases),
        unit=context.shown(context.study.project.unit_of_analysis)
        or context.say("report.methods.case"),
    )


def _calibrations(context: Context) -> list[str]:
    """Return one sentence for each way of calibrating, naming all conditions that share it."""
    groups: dict[tuple[str, tuple[float, ...], str], list[ConditionCalibration]] = {}
    for item in context.evidence.memberships.calibrations:
        key = (item.method, item.anchors, item.profile if item.method == "direct" else "")
        groups.setdefault(key, []).append(item)
    found = [_calibration(context, items) for items in groups.values()]
    kept = [i for i in context.evidence.memberships.calibrations if i.half_cases]
    found += [
        context.say(
            f"report.methods.half_{i.half}",
            code=i.condition,
            cases=wording.counted(context, "case", len(i.half_cases)),
        )
        for i in kept
    ]
    return found


def _calibration(context: Context, items: list[ConditionCalibration]) -> str:
    first = items[0]
    direct = first.method == "direct"
    key = f"direct_{len(first.anchors)}" if direct else first.method
    return context.say(
        f"report.methods.{key}",
        sets=[wording.named(context, item.condition) for item in items],
        anchors=[f"{value:g}" for value in first.anchors],
        profile=context.say(f"report.profile.{first.profile}"),
    )


def _necessity(context: Context) -> list[str]:
    found = [item.necessity for item in context.evidence.outcomes if item.necessity]
    if not found:
        return []
    cuts = wording.cuts(context, found[0].parameters, ("inclusion", "relevance", "coverage"))
    return [context.say("report.methods.necessity", cuts=cuts)]


def _nca(context: Context) -> list[str]:
    found = next((item.nca for item in context.evidence.outcomes if item.nca), None)
    if found is None:
        return []
    count = found.parameters["permutations"]
    test = context.say("report.methods.nca_test", permutations=count) if count else ""
    ceilings = found.parameters["ceilings"]
    return [context.say("report.methods.nca", ceilings=ceilings, test=test)]


def _beside(context: Context) -> list[str]:
    """Return what was done with the paths, and beside them."""
    evidence, found = context.evidence, []
    if evidence.relations:
        found.append(context.say("report.methods.relations"))
    if evidence.conditional:
        inside = evidence.conditional.outcomes[0].necessity
        found.append(context.say("report.methods.conditional", count=inside.n, given=inside.given))
    if evidence.enhanced and evidence.enhanced.settled:
        rounds = evidence.enhanced.rounds
        found.append(context.say("report.methods.enhanced", rounds=rounds))
    if evidence.regression:
        both = evidence.regression.parameters["interactions"]
        products = context.say("report.methods.products") if both else ""
        outcome = evidence.regression.outcome
        found.append(context.say("report.methods.regression", outcome=outcome, products=products))
    return found


def _paths(context: Context, paths: Paths) -> list[str]:
    table = paths.truth_table
    upper, lower = inclusion_cuts(table)
    sentences = [
        context.say("report.methods.sets", outcome=table.outcome, conditions=table.conditions),
        context.say(
            "report.methods.truth_table" if upper == lower else "report.methods.truth_table_pair",
            inclusion=upper,
            lower=lower,
            pri=float(table.parameters["pri_cut"]),
            frequency=wording.counted(context, "case", int(table.parameters["frequency_cut"])),
            observed=len(table.numbers),
            possible=table.configurations,
        ),
    ]
    sentences += [
        context.say(
            "report.methods.expectations",
            outcome=item.outcome,
            expected=wording.expectations(context, side.intermediate) or ["–"],
        )
        for item, side in context.with_paths()
        if side.intermediate
    ]
    return [*sentences, context.say("report.methods.core")]


def _models(context: Context) -> list[str]:
    """Return a sentence an outcome on how many models tie, the exact count or a lower bound."""
    found = []
    for item, paths in context.with_paths():
        solutions = [paths.conservative, paths.parsimonious, paths.intermediate]
        counts = {
            s.solution: context.say(
                "report.methods.exact" if s.exhausted else "report.methods.at_least",
                count=s.model_count,
            )
            for s in solutions
            if s is not None
        }
        counts.setdefault("intermediate", "–")
        found.append(context.say("report.methods.models", outcome=item.outcome, **counts))
    return found


def _robustness(context: Context) -> list[str]:
    found = context.evidence.robustness
    if found is None:
        return []
    stay = [f"{term} {share:.0%}" for term, share in zip(found.terms, found.survival, strict=True)]
    kinds = [context.say(f"report.robustness.kind_{item.kind}") for item in found.kinds]
    return [
        context.say(
            "report.methods.robustness",
            count=len(found.tests),
            outcome=found.outcome,
            kinds=kinds,
            stay=stay,
        )
    ]


def _program(context: Context) -> str:
    digest = context.study.content_sha256()[:12]
    return context.say("report.methods.program", version=consilience.__version__, digest=digest)
