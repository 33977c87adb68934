"""The kinds of step that a protocol may hold, with their settings and what they return."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consilience import calibration, checks, coding, qca
from consilience.analysis import (
    alliance_actors,
    alliance_boundary,
    alliance_evolution,
    alliance_leader,
    alliance_resources,
    alliance_routines,
    alliance_scenarios,
    alliance_state,
    assumptions,
    close_up,
    coded_rounds,
    coded_steps,
    coordination,
    rating_sensitivity,
    recipes,
    relations,
    steps,
    symmetric,
)
from consilience.analysis.configurations import CONFIGURATIONS, paths_of_both
from consilience.analysis.game_kinds import GAME_KINDS
from consilience.analysis.memberships import Memberships
from consilience.analysis.paths import PathsOfBoth
from consilience.analysis.robustness_step import ROBUSTNESS
from consilience.analysis.stage_kinds import STAGE_KINDS
from consilience.analysis.step_kind import Ground, StepKind
from consilience.analysis.value_kinds import VALUE_KINDS
from consilience.errors import DataError
from consilience.results import Result


def check_settings(kind: str, settings: Mapping[str, Any]) -> StepKind:
    """Return the kind of a step whose settings are all known and complete.

    Raises
    ------
    UnknownNameError
        If the kind or a setting is unknown; the nearest name is proposed.
    DataError
        If a setting is missing.
    """
    chosen = STEP_KINDS[checks.choice(kind, STEP_KINDS, "kind", "step")]
    for name in settings:
        checks.choice(name, chosen.settings, "settings", kind)
    for name in chosen.needed:
        if name not in settings:
            raise DataError("analysis.setting_missing", step=kind, setting=name)
    if kind == "recipe":
        recipes.check_parts(settings)
    return chosen


def rests_on(kind: str) -> Ground:
    """Return what a kind of step rests on; of one that no longer exists, memberships."""
    return STEP_KINDS[kind].rests_on if kind in STEP_KINDS else "memberships"


def paths_in(result: Result) -> PathsOfBoth | None:
    """Return the paths that a step found, if it looked for some."""
    found = result.configurations if isinstance(result, recipes.Recipe) else result
    return found if isinstance(found, PathsOfBoth) else None


_SETS = ("outcome", "conditions")

STEP_KINDS: Mapping[str, StepKind] = {
    **STAGE_KINDS,
    "calibrate": StepKind((), (), Memberships, steps.calibrate),
    "dependence": StepKind(
        ("joint", "asymmetric", "joint_cut", "asymmetry_cut"),
        ("joint", "asymmetric"),
        calibration.DualLogic,
        steps.dependence,
    ),
    "necessity": StepKind(
        (*_SETS, *steps.NECESSITY_CUTS), ("outcome",), steps.NecessityOfBoth, steps.necessity
    ),
    "nca": StepKind((*_SETS, *symmetric.NCA), ("outcome",), symmetric.NcaOfBoth, symmetric.nca),
    "configurations": StepKind((*_SETS, *CONFIGURATIONS), ("outcome",), PathsOfBoth, paths_of_both),
    "relations": StepKind((), (), relations.RelationsOfBoth, relations.relations, True),
    "conditional": StepKind(
        ("given", *steps.NECESSITY_CUTS),
        ("given",),
        relations.Conditional,
        relations.conditional,
        True,
    ),
    "enhanced": StepKind(
        assumptions.ENHANCED, (), qca.EnhancedAnalysis, assumptions.enhanced, True
    ),
    "cases": StepKind(close_up.CASES, (), close_up.CasesOfBoth, close_up.cases, True),
    "nearest": StepKind(
        close_up.NEAREST, ("case",), close_up.NearestOfCase, close_up.nearest, True
    ),
    "regression": StepKind(
        (*_SETS, *symmetric.REGRESSION),
        ("outcome",),
        qca.SymmetricRegression,
        symmetric.regression,
    ),
    "ratings": StepKind(
        rating_sensitivity.RATINGS,
        ("outcome",),
        rating_sensitivity.RatingSensitivity,
        rating_sensitivity.rating_sensitivity,
    ),
    "robustness": StepKind((*_SETS, *ROBUSTNESS), ("outcome",), qca.Robustness, steps.robustness),
    "recipe": StepKind(recipes.RECIPE, ("outcome",), recipes.Recipe, recipes.do_recipe),
    "structure": StepKind((), (), coding.DataStructure, coded_steps.structure, rests_on="codings"),
    "evidence": StepKind(
        coded_steps.QUOTES, (), coded_steps.EvidenceTables, coded_steps.evidence, rests_on="codings"
    ),
    "matrix": StepKind(
        ("rows", "columns"), (), coded_steps.MatrixOfCodings, coded_steps.matrix, rests_on="codings"
    ),
    "replication": StepKind(
        ("group", "predictions"),
        (),
        coding.Replication,
        coded_steps.replication,
        rests_on="codings",
    ),
    "triangulation": StepKind(
        (), (), coding.Triangulation, coded_steps.triangulation, rests_on="codings"
    ),
    "chains": StepKind((), (), coded_steps.CodeRelations, coded_steps.chains, rests_on="codings"),
    "saturation": StepKind(
        coded_steps.SATURATION, (), coding.Saturation, coded_steps.saturation, rests_on="codings"
    ),
    "agreement": StepKind(
        coded_rounds.ROUND,
        (),
        coded_rounds.RoundFinding,
        coded_rounds.agreement,
        rests_on="codings",
    ),
    "network": StepKind(
        alliance_state.NETWORK,
        (),
        alliance_state.NetworkState,
        alliance_state.state,
        rests_on="alliance",
    ),
    "actors": StepKind(
        alliance_actors.ACTORS,
        (),
        alliance_actors.Actors,
        alliance_actors.actors,
        rests_on="alliance",
    ),
    "boundary": StepKind(
        alliance_boundary.BOUNDARY,
        (),
        alliance_boundary.Boundary,
        alliance_boundary.boundary,
        rests_on="alliance",
    ),
    "leader": StepKind(
        alliance_leader.LEADER,
        (),
        alliance_leader.LeaderFinding,
        alliance_leader.leader,
        rests_on="alliance",
    ),
    "resources": StepKind(
        alliance_resources.RESOURCES,
        (),
        alliance_resources.ResourcesFinding,
        alliance_resources.resources,
        rests_on="alliance",
    ),
    "routines": StepKind(
        alliance_routines.ROUTINES,
        (),
        alliance_routines.RoutinesFinding,
        alliance_routines.routines,
        rests_on="alliance",
    ),
    "evolution": StepKind(
        alliance_evolution.EVOLUTION,
        (),
        alliance_evolution.EvolutionFinding,
        alliance_evolution.evolution,
        rests_on="alliance",
    ),
    "strategies": StepKind(
        coordination.STRATEGIES,
        (),
        coordination.Coordination,
        coordination.strategies,
        rests_on="alliance",
    ),
    "scenarios": StepKind(
        alliance_scenarios.SCENARIOS,
        (),
        alliance_scenarios.ScenariosFinding,
        alliance_scenarios.scenarios,
        rests_on="alliance",
    ),
    "grounding": StepKind((), (), coding.Grounding, coded_steps.grounding, rests_on="codings"),
    **GAME_KINDS,
    **VALUE_KINDS,
}
