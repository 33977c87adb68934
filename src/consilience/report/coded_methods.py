"""The sentences of the methods paragraph that tell how texts were coded and compared."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from consilience.analysis.coded_axes import KINDS
from consilience.report.quoted import replicated

if TYPE_CHECKING:
    from consilience import coding
    from consilience.analysis import CodedEvidence, RoundFinding
    from consilience.report.context import Context

_DECIDED = ("reached", "not reached")


def coded_methods(context: Context, found: CodedEvidence) -> list[str]:
    """Return the sentences, with the numbers of this study."""
    sentences = [_material(context), *(_agreement(context, item) for item in found.agreement)]
    if found.structure:
        concepts, themes, dimensions = found.structure.shape
        told = {"concepts": concepts, "themes": themes, "dimensions": dimensions}
        sentences.append(context.say("evidence.methods.structure", **told))
    for item in found.matrices[:1]:
        axes = {"rows": item.row_axis, "columns": item.column_axis}
        words = {side: context.say(f"evidence.axis.{name}") for side, name in axes.items()}
        sentences.append(context.say("evidence.methods.matrix", **words))
    if found.replication:
        sentences.append(_replication(context, found.replication))
    if found.triangulation:
        total = len(found.triangulation.matrix.rows)
        rest = len(found.triangulation.single) + len(found.triangulation.none)
        told = {"several": total - rest, "total": total}
        sentences.append(context.say("evidence.methods.triangulation", **told))
    return sentences + [
        _saturation(context, item) for item in found.saturation[:1] if item.status in _DECIDED
    ]


def _material(context: Context) -> str:
    material = context.material
    used = set(material.table["source"])
    sources = [source for source in material.texts if source.code in used]
    count = Counter[str](source.kind for source in sources)
    kinds = [
        context.say(
            "evidence.methods.kind_count",
            kind=context.say(f"report.source_kind.{kind}"),
            count=count[kind],
        )
        for kind in KINDS
        if count[kind]
    ]
    newest = {coding.version_id: material.version(coding) for coding in material.codings}
    minutes = sum(source.minutes or 0 for source in sources if source.kind == "interview")
    coders = len({coding.actor_id for coding in material.codings if coding.actor_id})
    return context.say(
        "evidence.methods.material",
        codings=len(material.codings),
        sources=len(sources),
        kinds=kinds,
        characters=sum(len(version.text) for version in newest.values()),
        minutes=context.say("evidence.methods.minutes", minutes=minutes) if minutes else "",
        cases=len(material.cases),
        codes=len({coding.code_id for coding in material.codings}),
        coders=context.say(
            "evidence.methods.coder_one" if coders < 2 else "evidence.methods.coder_many",
            count=coders,
        ),
    )


def _agreement(context: Context, found: RoundFinding) -> str:
    told = found.agreement
    if told.table is None:
        return context.say(
            "evidence.methods.span_agreement",
            coders=len(told.coders),
            exact=context.number(told.exact.f1),
            overlapping=context.number(told.overlapping.f1),
            differing=len(found.differing),
            resolved=found.resolved,
        )
    pooled = told.table.pooled.coefficients
    return context.say(
        "evidence.methods.agreement",
        coders=len(told.coders),
        units=told.units,
        unit=context.say(f"evidence.unit.{told.unit}"),
        percent=pooled["percent_agreement"],
        alpha=context.number(pooled["krippendorff_alpha"]),
        ac1=context.number(pooled["gwet_ac1"]),
        differing=len(found.differing),
        resolved=found.resolved,
    )


def _replication(context: Context, found: coding.Replication) -> str:
    predicted = [item for item in found.concepts if item.theoretical != "no prediction"]
    confirmed = [item for item in predicted if item.theoretical == "confirmed"]
    told = {"confirmed": len(confirmed), "predicted": len(predicted)}
    theory = context.say("evidence.methods.theory", **told) if predicted else ""
    return context.say(
        "evidence.methods.replication",
        literal=replicated(found),
        total=len(found.concepts),
        theory=theory,
    )


def _saturation(context: Context, found: coding.Saturation) -> str:
    key = "saturated" if found.reached else "not_saturated"
    told = {**found.parameters, "statement": found.statement, "sources": len(found.sources)}
    return context.say(f"evidence.methods.{key}", **told)
