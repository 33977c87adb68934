"""What the findings of a study say, as the records that the engines returned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar, cast

import numpy as np

from consilience import calibration, coding, qca
from consilience.analysis.alliance_evidence import AllianceEvidence, alliance_evidence
from consilience.analysis.close_up import CasesOfBoth, CasesOfOutcome, NearestOfCase
from consilience.analysis.coded_rounds import RoundFinding
from consilience.analysis.coded_steps import CodeRelations, EvidenceTables, MatrixOfCodings
from consilience.analysis.game_evidence import GameEvidence, game_evidence
from consilience.analysis.kinds import STEP_KINDS, rests_on
from consilience.analysis.memberships import Memberships
from consilience.analysis.paths import Paths, PathsOfBoth
from consilience.analysis.rating_sensitivity import RatingSensitivity
from consilience.analysis.recipes import Recipe
from consilience.analysis.relations import (
    Conditional,
    OutcomeGiven,
    RelationsOfBoth,
    RelationsOfOutcome,
)
from consilience.analysis.stage_evidence import StageEvidence, stage_evidence
from consilience.analysis.steps import NecessityOfBoth
from consilience.analysis.symmetric import NcaOfBoth
from consilience.analysis.value_evidence import ValueEvidence, value_evidence
from consilience.errors import StudyError
from consilience.results import Note, Result, restored
from consilience.study import Finding, Step, Study

Kind = TypeVar("Kind", bound=Result)


@dataclass(frozen=True)
class OutcomeEvidence:
    """All that was found for one outcome; parts whose step was not run are missing."""

    outcome: str
    necessity: qca.Necessity | None = None
    nca: qca.NecessaryConditionAnalysis | None = None
    paths: Paths | None = None
    relations: RelationsOfOutcome | None = None
    given: OutcomeGiven | None = None
    selected: CasesOfOutcome | None = None


@dataclass(frozen=True)
class CodedEvidence:
    """What the steps on codings found; parts whose step was not run are missing."""

    structure: coding.DataStructure | None = None
    tables: EvidenceTables | None = None
    matrices: tuple[MatrixOfCodings, ...] = ()
    replication: coding.Replication | None = None
    triangulation: coding.Triangulation | None = None
    relations: CodeRelations | None = None
    saturation: tuple[coding.Saturation, ...] = ()
    agreement: tuple[RoundFinding, ...] = ()
    grounding: coding.Grounding | None = None


@dataclass(frozen=True)
class StudyEvidence:
    """All that a run of the protocol found.

    Without a step on memberships, ``memberships`` have neither case nor condition; without a step
    on codings, ``coded`` is None, and so are ``alliance``, ``value``, ``stages`` and ``games``
    without a step on them.
    """

    memberships: Memberships
    coded: CodedEvidence | None
    dependence: calibration.DualLogic | None
    outcomes: tuple[OutcomeEvidence, ...]
    configurations: PathsOfBoth | None
    relations: RelationsOfBoth | None
    conditional: Conditional | None
    enhanced: qca.EnhancedAnalysis | None
    cases: CasesOfBoth | None
    nearest: NearestOfCase | None
    regression: qca.SymmetricRegression | None
    robustness: qca.Robustness | None
    ratings: RatingSensitivity | None = None
    alliance: AllianceEvidence | None = None
    value: ValueEvidence | None = None
    stages: StageEvidence | None = None
    games: GameEvidence | None = None
    notes: tuple[Note, ...] = ()

    @property
    def asymmetry(self) -> qca.Asymmetry | None:
        """How the paths to the outcome and to its negation relate."""
        return self.configurations.asymmetry if self.configurations else None


def evidence(study: Study) -> StudyEvidence:
    """Return what the stored findings of a study say.

    Parameters
    ----------
    study : Study
        A study whose protocol has been run.

    Returns
    -------
    StudyEvidence
        The engines' records, rebuilt; where a kind of step occurs twice, the last one. A recipe
        counts as its parts.

    Raises
    ------
    StudyError
        If the protocol has not been run, or by a version that kept its findings in another form.
    """
    results: dict[str, Result] = {}
    done = step_results(study)
    for step, found in done:
        results[step.kind] = found
        if isinstance(found, Recipe):
            results |= found.parts
    whole = results.get("recipe")
    return StudyEvidence(
        memberships=cast("Memberships", results.get("calibrate") or _no_memberships()),
        coded=_coded(results, [found for _, found in done]),
        dependence=_of(results, "dependence", calibration.DualLogic),
        outcomes=_outcomes(results),
        configurations=_of(results, "configurations", PathsOfBoth),
        relations=_of(results, "relations", RelationsOfBoth),
        conditional=_of(results, "conditional", Conditional),
        enhanced=_of(results, "enhanced", qca.EnhancedAnalysis),
        cases=_of(results, "cases", CasesOfBoth),
        nearest=_of(results, "nearest", NearestOfCase),
        regression=_of(results, "regression", qca.SymmetricRegression),
        robustness=_of(results, "robustness", qca.Robustness),
        ratings=_of(results, "ratings", RatingSensitivity),
        alliance=alliance_evidence(found for _, found in done),
        value=value_evidence(found for _, found in done),
        stages=stage_evidence(found for _, found in done),
        games=game_evidence(found for _, found in done),
        notes=whole.notes if whole else (),
    )


def step_results(study: Study) -> tuple[tuple[Step, Result], ...]:
    """Return what each step of a study found, in the order of the protocol.

    Raises
    ------
    StudyError
        If the protocol has not been run, or by a version that kept its findings in another form.
    """
    found = {item.step_id: item for item in study.findings}
    done = [step for step in study.steps if step.id in found]
    kinds = {step.kind for step in done}
    other = {kind for kind in kinds if rests_on(kind) != "memberships"}
    if not kinds or (kinds != other and not {"calibrate", "recipe"} & kinds):
        raise StudyError("analysis.not_run", study=study.project.code)
    return tuple((step, _restored(found[step.id])) for step in done)


def _restored(item: Finding) -> Result:
    try:
        found: Result = restored(STEP_KINDS[item.kind].result, item.result)
    except (KeyError, TypeError, ValueError) as error:
        raise StudyError("analysis.other_version", step=item.kind, version=item.version) from error
    return found


def _no_memberships() -> Memberships:
    """Return the memberships of a study whose protocol asks for none."""
    return Memberships(
        parameters={},
        cases=(),
        conditions=(),
        raw=np.empty((0, 0)),
        values=np.empty((0, 0)),
        origins=(),
        calibrations=(),
        left_out=(),
    )


def _coded(results: dict[str, Result], every: list[Result]) -> CodedEvidence | None:
    """Return what the steps on codings found: of matrices, saturation and agreement all."""
    if not any(rests_on(kind) == "codings" for kind in results):
        return None
    return CodedEvidence(
        structure=_of(results, "structure", coding.DataStructure),
        tables=_of(results, "evidence", EvidenceTables),
        matrices=tuple(found for found in every if isinstance(found, MatrixOfCodings)),
        replication=_of(results, "replication", coding.Replication),
        triangulation=_of(results, "triangulation", coding.Triangulation),
        relations=_of(results, "chains", CodeRelations),
        saturation=tuple(found for found in every if isinstance(found, coding.Saturation)),
        agreement=tuple(found for found in every if isinstance(found, RoundFinding)),
        grounding=_of(results, "grounding", coding.Grounding),
    )


def _outcomes(results: dict[str, Result]) -> tuple[OutcomeEvidence, ...]:
    """Return what each outcome has, those with paths first."""
    paths = _by_outcome(_of(results, "configurations", PathsOfBoth))
    needs = _by_outcome(_of(results, "necessity", NecessityOfBoth))
    ceilings = _by_outcome(_of(results, "nca", NcaOfBoth))
    relations = _by_outcome(_of(results, "relations", RelationsOfBoth))
    selected = _by_outcome(_of(results, "cases", CasesOfBoth))
    given = _by_outcome(_of(results, "conditional", Conditional))
    return tuple(
        OutcomeEvidence(
            outcome=name,
            necessity=needs.get(name),
            nca=ceilings.get(name),
            paths=paths.get(name),
            relations=relations.get(name),
            given=given.get(name),
            selected=selected.get(name),
        )
        for name in dict.fromkeys((*paths, *needs, *ceilings))
    )


def _by_outcome(found: Any) -> dict[str, Any]:
    return {item.outcome: item for item in found.outcomes} if found else {}


def _of(results: dict[str, Result], kind: str, record: type[Kind]) -> Kind | None:
    found = results.get(kind)
    return found if isinstance(found, record) else None
