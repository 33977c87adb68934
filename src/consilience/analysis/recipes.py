"""The whole recipe of a configurational paper, from one block of settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import pandas as pd

from consilience import checks, qca
from consilience.analysis import relations as between
from consilience.analysis import steps, symmetric
from consilience.analysis.configurations import CONFIGURATIONS, TABLE_CUTS, paths_of_both
from consilience.analysis.inputs import Found, Settings, chosen
from consilience.analysis.memberships import Memberships, memberships
from consilience.analysis.paths import PathsOfBoth
from consilience.analysis.robustness_step import ROBUSTNESS
from consilience.analysis.tables import study_of_table
from consilience.errors import DataError
from consilience.results import Note, Result, plain

Part = TypeVar("Part", bound=Result)
Tell = Callable[[str], None]

CUTS: Mapping[str, float] = {"inclusion_cut": 0.8, "pri_cut": 0.7, "frequency_cut": 1}
# What each part may be told besides that which all of them share.
PARTS: Mapping[str, tuple[str, ...]] = {
    "necessity": steps.NECESSITY_CUTS,
    "nca": symmetric.NCA,
    "conditional": steps.NECESSITY_CUTS,
    "regression": symmetric.REGRESSION,
    "robustness": tuple(n for n in ROBUSTNESS if n not in {*TABLE_CUTS, "expectations"}),
}
RECIPE = ("outcome", "conditions", *CONFIGURATIONS, "given", "without", *PARTS)


@dataclass(frozen=True, kw_only=True, eq=False)
class Recipe(Result):
    """What every part of the recipe found, in the field's order; parts not done are missing."""

    memberships: Memberships
    necessity: steps.NecessityOfBoth | None
    nca: symmetric.NcaOfBoth | None
    configurations: PathsOfBoth
    relations: between.RelationsOfBoth
    conditional: between.Conditional | None
    regression: qca.SymmetricRegression | None
    robustness: qca.Robustness | None

    @property
    def parts(self) -> dict[str, Result]:
        """The parts by the kind of step that finds the same."""
        kinds = ("necessity", "nca", "configurations", "relations", "conditional")
        found = {name: getattr(self, name) for name in (*kinds, "regression", "robustness")}
        kept = {name: part for name, part in found.items() if part is not None}
        return {"calibrate": self.memberships, **kept}

    def to_frame(self) -> pd.DataFrame:
        """Return one line a path of the leading model of both outcomes."""
        lines = [
            {"outcome": paths.outcome, "path": fit.expression, "name": _name(paths.names, fit)}
            | {name: getattr(fit, name) for name in _FIT}
            for paths in self.configurations.outcomes
            for model in paths.leading.models[:1]
            for fit in model.term_fits
        ]
        return pd.DataFrame(lines, columns=["outcome", "path", "name", *_FIT])

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return every part as one frame or more, by its kind and outcome."""
        single = {"regression": self.regression, "robustness": self.robustness}
        return {
            "paths": self.to_frame(),
            **_frames_of_needs(self),
            **_frames_of_paths(self),
            **{name: part.to_frame() for name, part in single.items() if part},
        }


def _frames_of_needs(found: Recipe) -> dict[str, pd.DataFrame]:
    needs = found.necessity.outcomes if found.necessity else ()
    ceilings = found.nca.outcomes if found.nca else ()
    return {
        **{f"necessity {item.outcome}": item.to_frame() for item in needs},
        **{f"nca {item.outcome}": item.to_frame() for item in ceilings},
        **{
            f"bottleneck {item.outcome} {name}": item.bottleneck(name)
            for item in ceilings
            for name in item.parameters["ceilings"]
        },
    }


def _frames_of_paths(found: Recipe) -> dict[str, pd.DataFrame]:
    given = found.conditional.outcomes if found.conditional else ()
    related = {item.outcome: item.relations.to_frame() for item in found.relations.outcomes}
    return {
        **{
            f"configurations {paths.outcome}": table.to_frame()
            for paths in found.configurations.outcomes
            for table in paths.tables[:1]
        },
        **{f"relations {name}": frame for name, frame in related.items() if not frame.empty},
        **{
            f"given {item.necessity.given} {item.outcome}": item.necessity.to_frame()
            for item in given
        },
    }


_FIT = ("inclusion", "pri", "coverage", "unique_coverage")


def recipe(
    data: object,
    outcome: str,
    conditions: object = None,
    *,
    anchors: Mapping[str, Sequence[float]] | None = None,
    expectations: Mapping[str, Any] | None = None,
    given: str | None = None,
    names: Mapping[str, Any] | None = None,
    cases: str | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Recipe:
    """Do the whole analysis of a configurational paper on one table.

    Calibration, necessity, NCA, truth table, three solutions, configurations with core and
    peripheral conditions, both outcomes, relations between the paths, what holds where something
    is given, a regression as a side panel, robustness. The step ``recipe`` of a protocol does the
    same.

    Parameters
    ----------
    data : data frame or mapping of columns
        Raw values of columns with anchors, memberships in [0, 1] in the others, one row a case.
        Cases with a gap are left out and named.
    outcome : str
        ``"Y"`` or ``"~Y"``.
    conditions : list of str, optional
        All columns but the outcome if not given.
    anchors : mapping of str to list of float, optional
        Full exclusion, crossover and full inclusion of every column that holds raw values.
    expectations : mapping of str, optional
        Directional expectations, such as ``{"A": "present", "B": "absent"}``. Without them there
        is no intermediate solution.
    given : str, optional
        A configuration, such as ``"A"``, among whose cases necessity and paths are looked at.
    names : mapping of str, optional
        Names of paths: text, or a mapping with ``en`` and ``zh``.
    cases : str, optional
        Column with the case names; else the index.
    settings : mapping, optional
        Further settings of the step: cut-offs, ``negation_expectations``, ``without``, and
        settings of single parts.

    Returns
    -------
    Recipe
        The engines' records. A side part that the data cannot carry is missing, and a note says
        why.

    Raises
    ------
    ConsilienceError
        If a name is unknown, a cell or setting wrong, or no row or every row is sufficient.

    Examples
    --------
    >>> data = {"A": [5, 4, 2, 1, 5, 2], "B": [4, 2, 5, 1, 5, 1], "Y": [5, 2, 4, 1, 4, 2]}
    >>> anchors = dict.fromkeys("ABY", [1, 3, 5])
    >>> found = recipe(data, "Y", anchors=anchors, expectations={"A": "present", "B": "present"})
    >>> found.to_frame()[["outcome", "path"]].values.tolist()
    [['Y', 'B'], ['~Y', '~B']]

    References
    ----------
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods. Cambridge University Press.
    Fiss, P. C. (2011). Building Better Causal Theories. Academy of Management Journal 54(2).
    """
    asked = {"expectations": expectations, "given": given, "names": names}
    told = {name: value for name, value in asked.items() if value is not None}
    return of_table(data, outcome, conditions, anchors, {**told, **(settings or {})}, cases)


def of_table(
    data: object,
    outcome: str,
    conditions: object,
    anchors: Mapping[str, Sequence[float]] | None,
    settings: Settings,
    cases: str | None = None,
    tell: Tell | None = None,
) -> Recipe:
    """Do the recipe on a table with all settings in one block; see :func:`recipe`."""
    study, wanted = study_of_table(data, outcome, conditions, anchors, cases=cases)
    block = {"outcome": outcome, "conditions": list(wanted), **settings}
    check_parts(block)
    return do_recipe(Found(memberships(study)), block, tell)


def check_parts(settings: Settings) -> None:
    """Refuse unknown settings of the recipe and of its parts.

    Raises
    ------
    UnknownNameError, DataError
        With the nearest name, or that settings of a part must be a table.
    """
    for name in settings:
        checks.choice(name, RECIPE, "settings", "recipe")
    for part, allowed in PARTS.items():
        told = settings.get(part, {})
        if not isinstance(told, Mapping):
            raise DataError("analysis.part_settings", part=part)
        for name in told:
            checks.choice(name, allowed, part, "recipe")
    left_out = settings.get("without", [])
    if left_out:
        checks.known_names(left_out, PARTS, "without", "recipe")


def do_recipe(found: Found, settings: Settings, tell: Tell | None = None) -> Recipe:
    """Do every part of the recipe in the field's order; tell the name of each side part."""
    both = {**CUTS, **settings}
    paths = paths_of_both(found, chosen(both, ("outcome", "conditions", *CONFIGURATIONS)))
    known = Found(found.memberships, paths)
    notes: list[Note] = []
    skipped = {*settings.get("without", ()), *([] if "given" in settings else ["conditional"])}

    def aside(part: str, do: Callable[[Found, Settings], Part], *shared: str) -> Part | None:
        """Do a part on which no other one rests; where the data cannot carry it, say why."""
        if part in skipped:
            return None
        if tell:
            tell(part)
        try:
            return do(known, {**chosen(both, shared), **settings.get(part, {})})
        except DataError as error:
            why = Note(error.key, plain(error.values), "warning")
            notes.extend((Note("analysis.note.part_left_out", {"part": part}, "warning"), why))
            return None

    sets = ("outcome", "conditions")
    return Recipe(
        parameters=both,
        references=("schneider2012", "fiss2011"),
        memberships=found.memberships,
        necessity=aside("necessity", steps.necessity, *sets),
        nca=aside("nca", symmetric.nca, *sets),
        configurations=paths,
        relations=between.relations(known, {}),
        conditional=aside("conditional", between.conditional, "given"),
        regression=aside("regression", symmetric.regression, *sets),
        robustness=aside("robustness", steps.robustness, *sets, *TABLE_CUTS, "expectations"),
        notes=tuple(notes),
    )


def _name(names: Mapping[str, Any], fit: qca.SetFit) -> str:
    return names[fit.expression].en if fit.expression in names else ""
