"""What the findings of a study say, as the records that the engines returned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, cast

from consilience import calibration, qca
from consilience.analysis.memberships import Memberships
from consilience.analysis.steps import STEP_KINDS, NecessityOfBoth, Paths, PathsOfBoth
from consilience.errors import StudyError
from consilience.results import Result, restored
from consilience.study import Finding, Study

Kind = TypeVar("Kind", bound=Result)


@dataclass(frozen=True)
class OutcomeEvidence:
    """All that was found for one outcome; parts whose step was not run are missing."""

    outcome: str
    necessity: qca.Necessity | None
    paths: Paths | None


@dataclass(frozen=True)
class StudyEvidence:
    """All that a run of the protocol found."""

    memberships: Memberships
    dependence: calibration.DualLogic | None
    outcomes: tuple[OutcomeEvidence, ...]
    configurations: PathsOfBoth | None
    robustness: qca.Robustness | None

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
        The engines' records, rebuilt; where a kind of step occurs twice, the last one.

    Raises
    ------
    StudyError
        If the protocol has not been run, or by a version that kept its findings in another form.
    """
    found = {item.kind: item for item in study.findings}
    if "calibrate" not in found:
        raise StudyError("analysis.not_run", study=study.project.code)
    results = {kind: _restored(item) for kind, item in found.items()}
    necessity = _of(results, "necessity", NecessityOfBoth)
    paths = _of(results, "configurations", PathsOfBoth)
    return StudyEvidence(
        memberships=cast("Memberships", results["calibrate"]),
        dependence=_of(results, "dependence", calibration.DualLogic),
        outcomes=_outcomes(necessity, paths),
        configurations=paths,
        robustness=_of(results, "robustness", qca.Robustness),
    )


def _restored(item: Finding) -> Result:
    try:
        found: Result = restored(STEP_KINDS[item.kind].result, item.result)
    except (KeyError, TypeError, ValueError) as error:
        raise StudyError("analysis.other_version", step=item.kind, version=item.version) from error
    return found


def _outcomes(
    necessity: NecessityOfBoth | None, paths: PathsOfBoth | None
) -> tuple[OutcomeEvidence, ...]:
    needs = {item.outcome: item for item in necessity.outcomes} if necessity else {}
    ways = {item.outcome: item for item in paths.outcomes} if paths else {}
    names = dict.fromkeys((*ways, *needs))
    return tuple(OutcomeEvidence(name, needs.get(name), ways.get(name)) for name in names)


def _of(results: dict[str, Result], kind: str, record: type[Kind]) -> Kind | None:
    found = results.get(kind)
    return found if isinstance(found, record) else None
