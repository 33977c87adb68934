"""The kinds of step that a protocol may hold, with their settings and what they return."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from consilience import calibration, checks, qca
from consilience.analysis.memberships import Memberships
from consilience.errors import DataError
from consilience.results import Note, Result

MOST_MODELS = 1000
MOST_PAIRS = 200


@dataclass(frozen=True, kw_only=True, eq=False)
class NecessityOfBoth(Result):
    """Necessity for the outcome and for its negation."""

    outcomes: tuple[qca.Necessity, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Paths(Result):
    """Truth table, solutions, configurations and cases of one outcome."""

    outcome: str
    truth_table: qca.TruthTable
    conservative: qca.Solutions
    parsimonious: qca.Solutions
    intermediate: qca.Solutions | None
    tables: tuple[qca.ConfigurationTable, ...]
    cases: qca.PathCases | None


@dataclass(frozen=True, kw_only=True, eq=False)
class PathsOfBoth(Result):
    """Paths to the outcome and to its negation, and how they relate."""

    outcomes: tuple[Paths, ...]
    asymmetry: qca.Asymmetry


@dataclass(frozen=True)
class StepKind:
    """A kind of step: its settings, which of them are needed, what it does and returns."""

    settings: tuple[str, ...]
    needed: tuple[str, ...]
    result: type[Result]
    do: Callable[[Memberships, Mapping[str, Any]], Result]


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
    return chosen


def negation(outcome: str) -> str:
    """Return the negation of an outcome written as one literal."""
    return outcome[1:] if outcome.startswith("~") else f"~{outcome}"


def opposite_expectations(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return expectations for the negated outcome: each the other way round.

    A convention of this program where the protocol states none of its own; expectations of
    several values, and conjunctions, have no opposite and are left out.
    """
    words = {"present": "absent", "absent": "present", "1": 0, "0": 1}
    plain = {name: str(value) for name, value in given.items() if "*" not in name}
    return {name: words[value] for name, value in plain.items() if value in words}


def _calibrate(found: Memberships, _: Mapping[str, Any]) -> Memberships:
    return found


def _dependence(found: Memberships, settings: Mapping[str, Any]) -> calibration.DualLogic:
    names = [settings["joint"], settings["asymmetric"]]
    frame = found.complete(names)
    return calibration.dual_logic(
        frame[names[0]].to_numpy(),
        frame[names[1]].to_numpy(),
        joint_cut=settings.get("joint_cut", 0.5),
        asymmetry_cut=settings.get("asymmetry_cut", 0.5),
        cases=list(frame.index),
    )


def _necessity(found: Memberships, settings: Mapping[str, Any]) -> NecessityOfBoth:
    frame, outcome, conditions = _inputs(found, settings)
    cuts = {name: settings[name] for name in _NECESSITY_CUTS if name in settings}
    both = tuple(
        qca.necessity(frame, side, conditions, **cuts) for side in (outcome, negation(outcome))
    )
    return NecessityOfBoth(parameters=dict(settings), references=both[0].references, outcomes=both)


def _configurations(found: Memberships, settings: Mapping[str, Any]) -> PathsOfBoth:
    frame, outcome, conditions = _inputs(found, settings)
    expectations = settings.get("expectations")
    opposite = settings.get("negation_expectations")
    if opposite is None and expectations is not None:
        opposite = opposite_expectations(expectations)
    first = _paths(frame, outcome, conditions, settings, expectations)
    refuse_degenerate(first.truth_table)
    second = _paths(frame, negation(outcome), conditions, settings, opposite)
    relation = qca.asymmetry(
        (first.truth_table, second.truth_table), (first.parsimonious, second.parsimonious)
    )
    return PathsOfBoth(
        parameters=dict(settings),
        notes=_expectation_notes(settings),
        references=("ragin2008", "fiss2011", "schneider2012", "baumgartner2017"),
        outcomes=(first, second),
        asymmetry=relation,
    )


def _paths(
    frame: Any,
    outcome: str,
    conditions: tuple[str, ...],
    settings: Mapping[str, Any],
    expectations: Mapping[str, Any] | None,
) -> Paths:
    cuts = {name: settings[name] for name in _TABLE_CUTS if name in settings}
    if isinstance(cuts.get("inclusion_cut"), list):
        cuts["inclusion_cut"] = tuple(cuts["inclusion_cut"])
    table = qca.truth_table(frame, outcome, conditions, **cuts)
    conservative = qca.minimize(table, "conservative", most_models=MOST_MODELS)
    parsimonious = qca.minimize(table, "parsimonious", most_models=MOST_MODELS)
    intermediate = None
    if expectations is not None:
        intermediate = qca.minimize(table, "intermediate", expectations, most_models=MOST_PAIRS)
    solutions = [s for s in (intermediate, parsimonious, conservative) if s is not None]
    terms = list(dict.fromkeys(t for s in solutions for m in s.models for t in m.terms))
    count = len(intermediate.models) if intermediate else 0
    return Paths(
        parameters={"outcome": outcome},
        notes=(),
        references=table.references,
        outcome=outcome,
        truth_table=table,
        conservative=conservative,
        parsimonious=parsimonious,
        intermediate=intermediate,
        tables=tuple(qca.configurations(intermediate, n + 1) for n in range(count))
        if intermediate
        else (),
        cases=qca.path_cases(table, terms) if terms else None,
    )


def _robustness(found: Memberships, settings: Mapping[str, Any]) -> qca.Robustness:
    frame, outcome, conditions = _inputs(found, settings)
    chosen = {name: settings[name] for name in _ROBUSTNESS if name in settings}
    if "solution" not in chosen and "expectations" in chosen:
        chosen["solution"] = "intermediate"
    return qca.robustness(frame, outcome, conditions, **chosen)


def _inputs(found: Memberships, settings: Mapping[str, Any]) -> tuple[Any, str, tuple[str, ...]]:
    """Return the complete cases, the outcome and the conditions that a step names."""
    outcome = settings["outcome"]
    plain = qca.parse(outcome).conditions
    default = [item.condition for item in found.calibrations if item.role == "condition"]
    conditions = checks.known_names(
        settings.get("conditions", default), found.conditions, "conditions", "step"
    )
    checks.known_names(plain, found.conditions, "outcome", "step")
    frame = found.complete((*conditions, *plain))
    refuse_few_cases(len(frame), len(conditions))
    return frame, outcome, conditions


def refuse_few_cases(cases: int, conditions: int) -> None:
    """Refuse an analysis with fewer cases than conditions (a convention of this program).

    Raises
    ------
    DataError
        If there are fewer cases than conditions, or none.
    """
    if cases < max(conditions, 2):
        raise DataError("qca.data.few_cases", cases=cases, conditions=conditions)


def refuse_degenerate(table: qca.TruthTable) -> None:
    """Refuse a truth table without a sufficient row, or with nothing else.

    Raises
    ------
    DataError
        With the row that comes nearest, so that the user sees what to change.
    """
    marks = set(table.out)
    if "1" not in marks:
        best = int(table.inclusion.argmax())
        raise DataError(
            "qca.minimize.no_sufficient_row",
            outcome=table.outcome,
            highest=float(table.inclusion[best]),
            row=table.numbers[best],
        )
    if not {"0", "C"} & marks:
        raise DataError("qca.minimize.every_row_sufficient", outcome=table.outcome)


def _expectation_notes(settings: Mapping[str, Any]) -> tuple[Note, ...]:
    if "expectations" in settings and "negation_expectations" not in settings:
        return (Note("analysis.note.opposite_expectations"),)
    return ()


_NECESSITY_CUTS = ("inclusion_cut", "relevance_cut", "coverage_cut", "depth")
_TABLE_CUTS = ("inclusion_cut", "pri_cut", "frequency_cut")
_ROBUSTNESS = (
    *_TABLE_CUTS,
    "expectations",
    "solution",
    "inclusion_cuts",
    "pri_cuts",
    "frequency_cuts",
    "leave_one_out",
    "model",
)

STEP_KINDS: Mapping[str, StepKind] = {
    "calibrate": StepKind((), (), Memberships, _calibrate),
    "dependence": StepKind(
        ("joint", "asymmetric", "joint_cut", "asymmetry_cut"),
        ("joint", "asymmetric"),
        calibration.DualLogic,
        _dependence,
    ),
    "necessity": StepKind(
        ("outcome", "conditions", *_NECESSITY_CUTS), ("outcome",), NecessityOfBoth, _necessity
    ),
    "configurations": StepKind(
        ("outcome", "conditions", *_TABLE_CUTS, "expectations", "negation_expectations"),
        ("outcome",),
        PathsOfBoth,
        _configurations,
    ),
    "robustness": StepKind(
        ("outcome", "conditions", *_ROBUSTNESS), ("outcome",), qca.Robustness, _robustness
    ),
}
