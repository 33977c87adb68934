"""The step that takes untenable assumptions out of the solutions."""

from __future__ import annotations

from consilience import qca
from consilience.analysis.inputs import Found, Settings, chosen
from consilience.analysis.relations import paths_before

ENHANCED = ("solution", "necessary", "negation_necessary", "impossible", "simultaneous")


def enhanced(found: Found, settings: Settings) -> qca.EnhancedAnalysis:
    """Minimise both outcomes again until no assumption is untenable.

    Expectations are those of the paths that were found before; without any the parsimonious
    solution is made.
    """
    outcomes = paths_before(found, "enhanced").outcomes
    known = [paths.intermediate for paths in outcomes if paths.intermediate]
    return qca.enhanced_analysis(
        [paths.truth_table for paths in outcomes],
        settings.get("solution", "intermediate" if known else "parsimonious"),
        [item.parameters["expectations"] for item in known] or ({}, {}),
        necessary=(settings.get("necessary", ()), settings.get("negation_necessary", ())),
        **chosen(settings, ("impossible", "simultaneous")),
    )
