"""What the summary says of stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report.sections.stage.capabilities import capabilities_sentence
from consilience.report.sections.stage.division import now_sentence
from consilience.report.sections.stage.fits import fit_sentence
from consilience.report.sections.stage.sharing import sharing_sentence
from consilience.report.tables import Cell

if TYPE_CHECKING:
    from consilience.analysis import StageEvidence
    from consilience.report.context import Context


def stage_items(context: Context, found: StageEvidence) -> list[tuple[Cell, ...]]:
    """Return the key findings, each with a link to its evidence."""
    items = []
    for number, division in enumerate(found.divisions, start=1):
        items.append((now_sentence(context, division), f"stages-{number}"))
    for number, fit in enumerate(found.fits, start=1):
        items.append((fit_sentence(context, fit), f"stage-fit-{number}"))
    for number, one in enumerate(found.capabilities, start=1):
        items.append((capabilities_sentence(context, one), f"capabilities-{number}"))
    for number, sharing in enumerate(found.sharing, start=1):
        items.append((sharing_sentence(context, sharing), f"sharing-{number}"))
    evidence = context.say("report.summary.evidence")
    return [(Cell(sentence), Cell(evidence, f"#{place}")) for sentence, place in items]
