"""The sentences of the methods paragraph that tell how the network was made and measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilience.analysis import AllianceEvidence, NetworkChoice
    from consilience.report.context import Context

_SAY = "alliance_report"


def alliance_methods(context: Context, found: AllianceEvidence) -> list[str]:
    """Return the sentences, with the numbers of this study."""
    study = context.study
    kept = [one for one in study.collaborations if not one.excluded]
    told: dict[str, object] = {
        "organisations": len(study.organisations),
        "collaborations": len(kept),
        "excluded": len(study.collaborations) - len(kept),
        "rows": len(study.exclusions),
        "participations": len(study.participations),
        "ties": len(study.ties),
    }
    sentences = [context.say(f"{_SAY}.methods.records", **told)]
    merged = sum(one.same for one in study.decisions)
    if study.decisions:
        names = {"same": merged, "apart": len(study.decisions) - merged}
        sentences.append(context.say(f"{_SAY}.methods.names", **names))
    first = next((one for one in (found.state, found.actors, *found.leaders) if one), None)
    if first:
        at = context.say(f"{_SAY}.methods.at", at=first.choice.at) if first.choice.at else ""
        sentences += [at, chosen(context, first.choice)]
    if found.boundary:
        draws = found.boundary.parameters.get("permutations", 999)
        sentences.append(context.say(f"{_SAY}.methods.boundary", permutations=draws))
    if found.leaders:
        sentences.append(context.say(f"{_SAY}.methods.leader"))
    if found.evolution:
        sentences.append(context.say(f"{_SAY}.methods.evolution"))
    return [one for one in sentences if one]


def chosen(context: Context, choice: NetworkChoice) -> str:
    """Return which ties count and how much, as a sentence."""
    layers = [layer for layer in choice.layers if layer]
    return context.say(
        f"{_SAY}.choice",
        base=context.say(f"{_SAY}.base.{choice.base}"),
        weight=context.say(f"{_SAY}.weight.{choice.weight}"),
        layers=context.listed(layers) or context.say(f"{_SAY}.one_layer"),
    )
