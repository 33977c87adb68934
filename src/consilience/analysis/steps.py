"""What the steps of a protocol do with the engines, one function a kind of step."""

from __future__ import annotations

from dataclasses import dataclass

from consilience import calibration, qca
from consilience.analysis.inputs import Found, Settings, chosen, inputs, negation
from consilience.analysis.memberships import Memberships
from consilience.analysis.robustness_step import study_robustness
from consilience.results import Result

NECESSITY_CUTS = ("inclusion_cut", "relevance_cut", "coverage_cut", "depth")


@dataclass(frozen=True, kw_only=True, eq=False)
class NecessityOfBoth(Result):
    """Necessity for the outcome and for its negation."""

    outcomes: tuple[qca.Necessity, ...]


def calibrate(found: Found, _: Settings) -> Memberships:
    """Return the memberships themselves: they are the finding."""
    return found.memberships


def dependence(found: Found, settings: Settings) -> calibration.DualLogic:
    """Sort the cases into the quadrants of embedded and power logic."""
    names = [settings["joint"], settings["asymmetric"]]
    frame = found.memberships.complete(names)
    return calibration.dual_logic(
        frame[names[0]].to_numpy(),
        frame[names[1]].to_numpy(),
        joint_cut=settings.get("joint_cut", 0.5),
        asymmetry_cut=settings.get("asymmetry_cut", 0.5),
        cases=list(frame.index),
    )


def necessity(found: Found, settings: Settings) -> NecessityOfBoth:
    """Find what is necessary for an outcome and for its negation."""
    frame, outcome, conditions = inputs(found, settings)
    cuts = chosen(settings, NECESSITY_CUTS)
    both = tuple(
        qca.necessity(frame, side, conditions, **cuts) for side in (outcome, negation(outcome))
    )
    return NecessityOfBoth(parameters=dict(settings), references=both[0].references, outcomes=both)


def robustness(found: Found, settings: Settings) -> qca.Robustness:
    """Repeat the analysis with other cut-offs, cases, conditions and anchors."""
    frame, outcome, conditions = inputs(found, settings)
    return study_robustness(found.memberships, frame, outcome, conditions, settings)
