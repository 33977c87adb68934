"""What the network of the alliance says in one minute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report.sections.alliance.evolution import retention_sentence
from consilience.report.sections.alliance.leaders import best_sentence
from consilience.report.sections.alliance.members import member_names
from consilience.report.sections.alliance.resources import gaps_sentence
from consilience.report.sections.alliance.whole import lead
from consilience.report.tables import Cell

if TYPE_CHECKING:
    from consilience.analysis import AllianceEvidence
    from consilience.report.context import Context

Item = tuple[Cell, ...]
_SAY = "alliance_report"
_FIRST = 3  # strategies


def alliance_items(context: Context, found: AllianceEvidence) -> list[Item]:
    """Return the key findings on the network, each with a link to its evidence."""
    items = []
    if found.state:
        items.append((lead(context, found.state.choice), "alliance-whole"))
    for number, leaders in enumerate(found.leaders, start=1):
        items.append((best_sentence(context, leaders), f"alliance-leader-{number}"))
    if found.boundary:
        told = {"spanning": found.boundary.spanning, "crossing": found.boundary.crossing}
        items.append((context.say(f"{_SAY}.crossing", **told), "alliance-local"))
    if found.evolution:
        items.append((retention_sentence(context, found.evolution), "alliance-evolution"))
    if found.resources:
        items.append((gaps_sentence(context, found.resources), "alliance-resources"))
    if found.strategies:
        names = member_names(context, context.alliance.places)
        for one in found.strategies.strategies[:_FIRST]:
            said = context.shown(one.sentence(context.language, names))
            items.append((said, "alliance-strategies"))
    evidence = context.say("report.summary.evidence")
    return [(Cell(sentence), Cell(evidence, f"#{place}")) for sentence, place in items]
