"""Look for the paths to an outcome and to its negation: truth tables, solutions, names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from consilience import qca
from consilience.analysis.inputs import Found, Settings, chosen, inputs, negation
from consilience.analysis.paths import PathName, Paths, PathsOfBoth
from consilience.errors import DataError
from consilience.results import Note

if TYPE_CHECKING:
    import pandas as pd

MOST_MODELS = 1000
MOST_PAIRS = 200
TABLE_CUTS = ("inclusion_cut", "pri_cut", "frequency_cut")
ASSUMPTIONS = ("exclude", "contradictions")
CONFIGURATIONS = (*TABLE_CUTS, *ASSUMPTIONS, "expectations", "negation_expectations", "names")


def paths_of_both(found: Found, settings: Settings) -> PathsOfBoth:
    """Find the paths to an outcome and to its negation.

    Raises
    ------
    ConsilienceError
        If a setting is wrong, no row or every row is sufficient, or a name is given to a path
        that does not exist.
    """
    frame, outcome, conditions = inputs(found, settings)
    expectations = settings.get("expectations")
    opposite = settings.get("negation_expectations")
    if opposite is None and expectations is not None:
        opposite = opposite_expectations(expectations)
    first = _paths(frame, outcome, conditions, settings, expectations)
    refuse_degenerate(first.truth_table, settings.get("contradictions", "negative"))
    second = _paths(frame, negation(outcome), conditions, settings, opposite)
    relation = qca.asymmetry(
        (first.truth_table, second.truth_table), (first.parsimonious, second.parsimonious)
    )
    return PathsOfBoth(
        parameters=dict(settings),
        notes=_expectation_notes(settings),
        references=("ragin2008", "fiss2011", "schneider2012", "baumgartner2017"),
        outcomes=_named((first, second), settings.get("names", {})),
        asymmetry=relation,
    )


def opposite_expectations(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return expectations for the negated outcome: each the other way round.

    A convention of this program where the protocol states none of its own; expectations of
    several values, and conjunctions, have no opposite and are left out.
    """
    words = {"present": "absent", "absent": "present", "1": 0, "0": 1}
    plain = {name: str(value) for name, value in given.items() if "*" not in name}
    return {name: words[value] for name, value in plain.items() if value in words}


def refuse_degenerate(table: qca.TruthTable, contradictions: object = "negative") -> None:
    """Refuse a truth table without a sufficient row, or with nothing else.

    Rows marked "C" count as ``contradictions`` says, as in :func:`consilience.qca.minimize`.

    Raises
    ------
    DataError
        With the row that comes nearest, so that the user sees what to change.
    """
    marks = set(table.out)
    if not marks & ({"1", "C"} if contradictions == "positive" else {"1"}):
        best = int(table.inclusion.argmax())
        raise DataError(
            "qca.minimize.no_sufficient_row",
            outcome=table.outcome,
            highest=float(table.inclusion[best]),
            row=table.numbers[best],
        )
    if not marks & ({"0", "C"} if contradictions == "negative" else {"0"}):
        raise DataError("qca.minimize.every_row_sufficient", outcome=table.outcome)


def _paths(
    frame: pd.DataFrame,
    outcome: str,
    conditions: tuple[str, ...],
    settings: Settings,
    expectations: Mapping[str, Any] | None,
) -> Paths:
    cuts = chosen(settings, TABLE_CUTS)
    if isinstance(cuts.get("inclusion_cut"), list):
        cuts["inclusion_cut"] = tuple(cuts["inclusion_cut"])
    table = qca.truth_table(frame, outcome, conditions, **cuts)
    how = chosen(settings, ASSUMPTIONS)
    conservative = qca.minimize(table, "conservative", most_models=MOST_MODELS, **how)
    parsimonious = qca.minimize(table, "parsimonious", most_models=MOST_MODELS, **how)
    intermediate = None
    if expectations is not None:
        intermediate = qca.minimize(
            table, "intermediate", expectations, most_models=MOST_PAIRS, **how
        )
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
        names={},
    )


def _named(outcomes: tuple[Paths, ...], given: Mapping[str, Any]) -> tuple[Paths, ...]:
    """Return the outcomes with the names of their paths, however a path was written."""
    names = {_literals(term): (term, _name(term, value)) for term, value in given.items()}
    known = {_literals(term) for paths in outcomes for term in paths.terms}
    for literals, (term, _) in names.items():
        if literals not in known:
            there = [term for paths in outcomes for term in paths.terms]
            raise DataError("analysis.no_such_path", path=term, paths=there)
    return tuple(
        replace(
            paths,
            names={t: names[_literals(t)][1] for t in paths.terms if _literals(t) in names},
        )
        for paths in outcomes
    )


def _literals(term: str) -> frozenset[qca.Literal]:
    terms = () if term == "1" else qca.parse(term).terms
    return frozenset(item for literals in terms for item in literals)


def _name(term: str, given: object) -> PathName:
    if isinstance(given, Mapping):
        words = {language: given.get(language) for language in ("en", "zh")}
        extra = set(given) - set(words)
    else:
        words, extra = dict.fromkeys(("en", "zh"), given), set()
    if extra or not all(isinstance(item, str) and item.strip() for item in words.values()):
        raise DataError("analysis.path_name", path=term)
    return PathName(str(words["en"]), str(words["zh"]))


def _expectation_notes(settings: Settings) -> tuple[Note, ...]:
    if "expectations" in settings and "negation_expectations" not in settings:
        return (Note("analysis.note.opposite_expectations"),)
    return ()
