"""Steps that turn from the paths to single cases: which to study, and the path nearest to one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from consilience import checks, qca
from consilience.analysis.inputs import Found, Settings, chosen
from consilience.analysis.relations import paths_before
from consilience.qca.case_pairs import PairKind
from consilience.results import Result

CASES = ("kinds", "most")
NEAREST = ("case", "fixed", "costs", "target", "resamples", "seed")
# Single cases first, then the pairs of most use (a convention of this program).
KINDS: tuple[PairKind, ...] = (
    "typical",
    "deviant consistency",
    "deviant coverage",
    "typical-deviant consistency",
    "typical-irrelevant",
)
MOST = 2
RESAMPLES = 200


@dataclass(frozen=True)
class CasesOfOutcome:
    """Cases and pairs to study, by kind, for the first of ``models`` models of one outcome."""

    outcome: str
    solution: qca.SolutionType
    models: int
    selections: tuple[qca.CasePairs, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class CasesOfBoth(Result):
    """Cases and pairs to study for each outcome that has a path."""

    outcomes: tuple[CasesOfOutcome, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class NearestOfCase(Result):
    """The paths to the outcome by their distance from one case, and how stable the nearest is."""

    solution: qca.SolutionType
    models: int
    nearest: qca.NearestPath
    stability: qca.NearestPathStability | None


def cases(found: Found, settings: Settings) -> CasesOfBoth:
    """Rank cases and pairs for close study, in the leading model of each outcome."""
    known = paths_before(found, "cases")
    kinds = checks.names(settings.get("kinds", list(KINDS)), "kinds", "cases")
    for kind in kinds:
        checks.choice(kind, get_args(PairKind), "kinds", "cases")
    most = settings.get("most", MOST)
    made = tuple(
        CasesOfOutcome(
            paths.outcome,
            paths.leading.solution,
            paths.leading.model_count,
            tuple(
                qca.case_pairs(
                    paths.truth_table,
                    paths.leading.models[0].terms,
                    kind=kind,  # type: ignore[arg-type]  # (checked above)
                    most=most,
                )
                for kind in kinds
            ),
        )
        for paths in known.outcomes
        if paths.leading.models
    )
    return CasesOfBoth(
        parameters=dict(settings), references=made[0].selections[0].references, outcomes=made
    )


def nearest(found: Found, settings: Settings) -> NearestOfCase:
    """Find the path to the outcome that a case can join at the lowest cost."""
    paths = paths_before(found, "nearest").outcomes[0]
    table, leading, case = paths.truth_table, paths.leading, settings["case"]
    how = chosen(settings, ("fixed", "costs", "target"))
    resamples = checks.whole(settings.get("resamples", RESAMPLES), 0, "resamples", "nearest")
    near = qca.nearest_path(table, leading.models[0].terms, case, **how)
    stability = None
    if resamples:
        drawn = {"resamples": resamples, **chosen(settings, ("seed",))}
        stability = qca.nearest_path_stability(table, leading, case, **how, **drawn)
    return NearestOfCase(
        parameters=dict(settings),
        references=(stability or near).references,
        solution=leading.solution,
        models=leading.model_count,
        nearest=near,
        stability=stability,
    )
