"""What the steps of a protocol start from: memberships, and what earlier steps found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from consilience import checks, qca
from consilience.analysis.memberships import Memberships
from consilience.analysis.paths import PathsOfBoth
from consilience.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

Settings = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """Memberships, and the paths of the last step that looked for some."""

    memberships: Memberships
    paths: PathsOfBoth | None = None


def inputs(found: Found, settings: Settings) -> tuple[pd.DataFrame, str, tuple[str, ...]]:
    """Return the complete cases, the outcome and the conditions that a step names."""
    known = found.memberships
    outcome = settings["outcome"]
    plain = qca.parse(outcome).conditions
    default = [item.condition for item in known.calibrations if item.role == "condition"]
    conditions = checks.known_names(
        settings.get("conditions", default), known.conditions, "conditions", "step"
    )
    checks.known_names(plain, known.conditions, "outcome", "step")
    frame = known.complete((*conditions, *plain))
    refuse_few_cases(len(frame), len(conditions))
    return frame, outcome, conditions


def chosen(settings: Settings, names: tuple[str, ...]) -> dict[str, Any]:
    """Return those of the named settings that are given."""
    return {name: settings[name] for name in names if name in settings}


def negation(outcome: str) -> str:
    """Return the negation of an outcome written as one literal."""
    return outcome[1:] if outcome.startswith("~") else f"~{outcome}"


def outcome_column(frame: pd.DataFrame, outcome: str) -> NDArray[np.float64]:
    """Return memberships in an outcome that is one literal, such as ``~Y`` or ``Y[2]``."""
    (literal,) = qca.parse(outcome).terms[0]
    column = frame[literal.condition].to_numpy(dtype=np.float64)
    inside = np.isin(column, literal.values).astype(np.float64) if literal.values else column
    return 1 - inside if literal.negated else inside


def refuse_few_cases(cases: int, conditions: int) -> None:
    """Refuse an analysis with fewer cases than conditions (a convention of this program).

    Raises
    ------
    DataError
        If there are fewer cases than conditions, or none.
    """
    if cases < max(conditions, 2):
        raise DataError("qca.data.few_cases", cases=cases, conditions=conditions)
