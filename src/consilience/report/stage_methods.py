"""What the methods paragraph says of stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report import quoted

if TYPE_CHECKING:
    from consilience.analysis import (
        CapabilitiesFinding,
        StageEvidence,
        StageFitFinding,
        StagesFinding,
    )
    from consilience.report.context import Context

_SAY = "stage_report.methods"


def stage_methods(context: Context, found: StageEvidence) -> list[str]:
    """Return sentences with the settings that were really used."""
    sentences = [one for division in found.divisions for one in _division(context, division)]
    sentences += [_fit(context, one) for one in found.fits]
    sentences += [_capabilities(context, one) for one in found.capabilities]
    sentences += [
        context.say(f"{_SAY}.sharing", acts=len(one.acts), unsorted=len(one.unsorted))
        for one in found.sharing
    ]
    return list(dict.fromkeys(sentences))


def _division(context: Context, found: StagesFinding) -> list[str]:
    told = found.segmentation
    sentences = [
        context.say(
            f"{_SAY}.division",
            events=told.events,
            first=told.years[0],
            last=told.years[-1],
            level=context.say(f"stage_report.level_{found.level}"),
            concentrations=[f"{value:g}" for value in found.parameters["concentration"]],
            most=found.parameters["most_stages"],
            credible=found.parameters["credible"],
        )
    ]
    if found.parameters.get("agreement") is not None:
        agreement = found.parameters["agreement"]
        sentences.append(context.say(f"{_SAY}.agreement", agreement=agreement))
    if found.series:
        count = len(found.series.indicators)
        sentences.append(context.say(f"{_SAY}.series", indicators=count, stages=told.stages))
    if found.series and found.series.segmentation:
        sentences.append(context.say(f"{_SAY}.series_sure"))
    if found.plan:
        sentences.append(context.say(f"{_SAY}.plan", runs=found.plan.parameters["runs"]))
    return sentences


def _fit(context: Context, found: StageFitFinding) -> str:
    return context.say(
        f"{_SAY}.fit",
        model=context.say(f"stage_report.model_{found.model or 'ideals'}"),
        source=context.say(f"stage_report.from_{found.source}"),
        ambiguous=found.parameters["ambiguous"],
    )


def _capabilities(context: Context, found: CapabilitiesFinding) -> str:
    names = [quoted.code_label(context, code) for code in found.matrix.matrix.rows]
    return context.say(f"{_SAY}.capabilities", codes=names)
