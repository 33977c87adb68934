"""The sentences of the methods paragraph that tell how the network was made and measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report.sections.alliance.whole import chosen

if TYPE_CHECKING:
    from consilience.analysis import AllianceEvidence
    from consilience.report.context import Context

_SAY = "alliance_report.methods"


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
    sentences = [context.say(f"{_SAY}.records", **told)]
    merged = sum(one.same for one in study.decisions)
    if study.decisions:
        names = {"same": merged, "apart": len(study.decisions) - merged}
        sentences.append(context.say(f"{_SAY}.names", **names))
    first = next((one for one in (found.state, found.actors, *found.leaders) if one), None)
    if first:
        at = context.say(f"{_SAY}.at", at=first.choice.at) if first.choice.at else ""
        sentences += [at, chosen(context, first.choice)]
    if found.boundary:
        draws = found.boundary.parameters.get("permutations", 999)
        sentences.append(context.say(f"{_SAY}.boundary", permutations=draws))
    if found.leaders:
        sentences.append(context.say(f"{_SAY}.leader"))
    if found.evolution:
        sentences.append(context.say(f"{_SAY}.evolution"))
    return [one for one in sentences if one]
