"""What the paths of a protocol say to each other, and what holds where something is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as Choice

from consilience import checks, qca
from consilience.analysis.inputs import Found, Settings, chosen
from consilience.analysis.paths import Paths, PathsOfBoth
from consilience.analysis.steps import NECESSITY_CUTS
from consilience.errors import DataError
from consilience.results import Note, Result


@dataclass(frozen=True)
class RelationsOfOutcome:
    """How the conditions of the paths to one outcome relate, in the first of ``models`` models."""

    outcome: str
    solution: qca.SolutionType
    models: int
    relations: qca.PathRelations


@dataclass(frozen=True, kw_only=True, eq=False)
class RelationsOfBoth(Result):
    """Substitutes, complements and opposed conditions for each outcome that has a path."""

    outcomes: tuple[RelationsOfOutcome, ...]


@dataclass(frozen=True)
class PathWhere:
    """A path that holds where something is given.

    It is ``"containing"`` if it names all that is given, ``"open"`` if it denies nothing of it. It
    stands in ``in_models`` of the listed models. ``core`` literals are core in every one of them,
    ``sometimes_core`` in some, or in some of the tied parsimonious models only.
    """

    term: str
    group: Choice["containing", "open"]
    fit: qca.SetFit
    in_models: int
    core: tuple[str, ...]
    sometimes_core: tuple[str, ...]


@dataclass(frozen=True)
class OutcomeGiven:
    """Necessity among the cases that are given, and the paths that hold for them."""

    outcome: str
    solution: qca.SolutionType
    models: int
    necessity: qca.ConditionalNecessity
    paths: tuple[PathWhere, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Conditional(Result):
    """What is necessary, and which paths hold, where a configuration is given."""

    given: str
    outcomes: tuple[OutcomeGiven, ...]


def relations(found: Found, settings: Settings) -> RelationsOfBoth:
    """Compare the paths of the leading model of each outcome pairwise."""
    known = paths_before(found, "relations")
    made = tuple(_relations(paths) for paths in known.outcomes if paths.leading.models)
    tied = tuple(
        Note(
            "analysis.note.relations_tied",
            {"outcome": item.outcome, "models": item.models},
            "warning",
        )
        for item in made
        if item.models > 1
    )
    references = tuple(dict.fromkeys(key for item in made for key in item.relations.references))
    return RelationsOfBoth(
        parameters=dict(settings), notes=tied, references=references, outcomes=made
    )


def conditional(found: Found, settings: Settings) -> Conditional:
    """Ask what is necessary and which paths hold among the cases that are given."""
    known = paths_before(found, "conditional")
    made = tuple(_given(found, paths, settings) for paths in known.outcomes)
    return Conditional(
        parameters=dict(settings),
        notes=(),
        references=made[0].necessity.references,
        given=made[0].necessity.given,
        outcomes=made,
    )


def paths_before(found: Found, kind: str) -> PathsOfBoth:
    """Return the paths that a step builds on; refuse a step without any before it."""
    if found.paths is None:
        raise DataError("analysis.needs_paths", step=kind)
    return found.paths


def _relations(paths: Paths) -> RelationsOfOutcome:
    leading = paths.leading
    return RelationsOfOutcome(
        paths.outcome,
        leading.solution,
        leading.model_count,
        qca.path_relations(leading.models[0].terms, paths.truth_table.conditions),
    )


def _given(found: Found, paths: Paths, settings: Settings) -> OutcomeGiven:
    given, table, leading = settings["given"], paths.truth_table, paths.leading
    named = qca.parse(given).conditions
    checks.known_names(named, found.memberships.conditions, "given", "conditional")
    others = [name for name in table.conditions if name not in named]
    if not others:
        raise DataError("analysis.nothing_left", given=given)
    outcome = qca.parse(paths.outcome).conditions
    columns = dict.fromkeys((*table.conditions, *outcome, *named))
    return OutcomeGiven(
        paths.outcome,
        leading.solution,
        leading.model_count,
        qca.conditional_necessity(
            found.memberships.complete(tuple(columns)),
            paths.outcome,
            given,
            others,
            **chosen(settings, NECESSITY_CUTS),
        ),
        _paths_where(paths, leading, given),
    )


def _paths_where(paths: Paths, leading: qca.Solutions, given: str) -> tuple[PathWhere, ...]:
    fits = {fit.expression: fit for model in leading.models for fit in model.term_fits}
    if not fits:
        return ()
    found = qca.paths_given(list(fits), given)
    groups: dict[Choice["containing", "open"], tuple[str, ...]] = {
        "containing": found.containing,
        "open": found.open,
    }
    return tuple(
        PathWhere(
            term,
            group,
            fits[term],
            sum(term in model.terms for model in leading.models),
            *_core(paths, term),
        )
        for group, terms in groups.items()
        for term in terms
    )


def _core(paths: Paths, term: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the literals of a path that are core in every model, and those in some."""
    columns = [c for t in paths.tables for c in t.configurations if c.term == term]
    literals = {} if term == "1" else {i.condition: str(i) for i in qca.parse(term).terms[0]}
    roles = {
        literal: {
            cell.role for column in columns for cell in column.cells if cell.condition == name
        }
        for name, literal in literals.items()
    }
    core = tuple(item for item, found in roles.items() if found == {"core"})
    some = tuple(
        item for item, found in roles.items() if found & {"core", "ambiguous"} and item not in core
    )
    return core, some
