"""Steps beside the paths: necessary condition analysis, and a regression as a side panel."""

from __future__ import annotations

from dataclasses import dataclass

from consilience import qca
from consilience.analysis.inputs import Found, Settings, chosen, inputs, negation, outcome_column
from consilience.results import Result

NCA = ("ceilings", "bottleneck_steps", "permutations", "seed")
PERMUTATIONS = 10_000


@dataclass(frozen=True, kw_only=True, eq=False)
class NcaOfBoth(Result):
    """How much of each condition the outcome, and its negation, need."""

    outcomes: tuple[qca.NecessaryConditionAnalysis, ...]


def nca(found: Found, settings: Settings) -> NcaOfBoth:
    """Draw ceilings over every condition, for an outcome and for its negation."""
    frame, outcome, conditions = inputs(found, settings)
    options = {"permutations": PERMUTATIONS, **chosen(settings, NCA)}
    both = tuple(
        qca.nca(
            frame[list(conditions)].assign(**{side: outcome_column(frame, side)}),
            side,
            conditions,
            **options,
        )
        for side in (outcome, negation(outcome))
    )
    return NcaOfBoth(parameters=dict(settings), references=both[0].references, outcomes=both)
