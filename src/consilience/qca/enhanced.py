"""Enhanced standard analysis: minimise an outcome and its negation until nothing is untenable."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple, get_args
from typing import Literal as Choice

import pandas as pd

from consilience import checks
from consilience.errors import ArgumentError
from consilience.qca.expression import negate, parse
from consilience.qca.minimization import chart
from consilience.qca.models import Contradictions, Solutions, SolutionType
from consilience.qca.search import POSITIVE
from consilience.qca.solution import minimize
from consilience.qca.truth_table import TruthTable
from consilience.qca.untenable import Untenable, cubes_of, rows_with, untenable
from consilience.results import Note, Result

Simultaneous = Choice["negative", "keep"]

MOST_ROUNDS = 100  # a convention of this program; each round excludes rows, so none is in vain
_OWNER = "enhanced_analysis"
_Tables = tuple[TruthTable, TruthTable]
_Exclude = tuple[tuple[int | str, ...], tuple[int | str, ...]]
_KINDS = ("contradictory", "against_necessity", "impossible")


@dataclass(frozen=True)
class Exclusion:
    """Rows that one round found to be assumed for one outcome though untenable, by kind."""

    round: int
    outcome: str
    contradictory: tuple[int, ...]
    against_necessity: tuple[int, ...]
    impossible: tuple[int, ...]

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of all kinds, in rising order."""
        return tuple(sorted({*self.contradictory, *self.against_necessity, *self.impossible}))


@dataclass(frozen=True, kw_only=True, eq=False)
class EnhancedAnalysis(Result):
    """Solutions for an outcome and its negation that make no untenable assumption.

    ``solutions`` is the last pair and ``truth_tables`` the pair that it was made from;
    ``exclude`` says what each could not cover. ``log`` tells what each of the ``rounds`` found.
    ``settled`` is true if the last round found nothing. ``simultaneous`` rows are sufficient for
    both outcomes.
    """

    outcomes: tuple[str, str]
    simultaneous: tuple[int, ...]
    log: tuple[Exclusion, ...]
    rounds: int
    settled: bool
    exclude: tuple[tuple[int | str, ...], tuple[int | str, ...]]
    truth_tables: tuple[TruthTable, TruthTable]
    solutions: tuple[Solutions, Solutions]

    def to_frame(self) -> pd.DataFrame:
        """Return one line an excluded row and kind: round, outcome, kind, row."""
        lines = [
            (item.round, item.outcome, kind, row)
            for item in self.log
            for kind in _KINDS
            for row in getattr(item, kind)
        ]
        return pd.DataFrame(lines, columns=["round", "outcome", "kind", "row"])


def enhanced_analysis(
    truth_tables: Sequence[TruthTable],
    solution: SolutionType = "parsimonious",
    expectations: object = None,
    *,
    necessary: object = ((), ()),
    impossible: str | None = None,
    simultaneous: Simultaneous = "negative",
    contradictions: Contradictions = "negative",
    most_models: int = 10_000,
    budget: int = 5_000_000,
) -> EnhancedAnalysis:
    """Minimise an outcome and its negation until no assumption is untenable.

    Every round minimises both, asks :func:`untenable` about the assumptions of all listed models,
    and excludes what it finds. Rows assumed for both outcomes are excluded from both. The rounds
    end because each excludes at least one more of finitely many rows; after 100 rounds the
    analysis stops and says so.

    Parameters
    ----------
    truth_tables : pair of TruthTable
        The table of the outcome and that of its negation.
    solution : {"conservative", "parsimonious", "intermediate"}
        Which remainders may be used.
    expectations : pair of mapping, list or str
        For the intermediate solution: the expectations for the outcome and for its negation.
    necessary : pair of str or list of str
        Expressions necessary for the outcome, and for its negation, such as
        ``(["A", "B + C"], [])``.
    impossible : str, optional
        Configurations that cannot exist, as an expression such as ``"A*~B"``.
    simultaneous : {"negative", "keep"}
        Whether rows that are sufficient for both outcomes count as negative for both, or stay
        sufficient.
    contradictions, most_models, budget
        As in :func:`minimize`.

    Returns
    -------
    EnhancedAnalysis
        The last pair of solutions, and the log of what was excluded in which round.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If tables or expectations are no pair, the second outcome is not the negation of the first,
        or as in :func:`minimize` and :func:`untenable`.

    Examples
    --------
    >>> from consilience.qca import truth_table
    >>> data = {"A": [1, 0, 1], "B": [1, 0, 1], "Y": [1, 0, 1]}
    >>> tables = truth_table(data, "Y"), truth_table(data, "~Y")
    >>> found = enhanced_analysis(tables, necessary=("A", ()))
    >>> found.rounds, found.settled, found.exclude
    (2, True, ((2, 3, '~A'), (2, 3)))
    >>> [model.expression for item in found.solutions for model in item.models]
    ['A*B', '~A*~B']

    References
    ----------
    Schneider, C. Q. and Wagemann, C. (2013). Doing Justice to Logical Remainders in QCA: Moving
    Beyond the Standard Analysis. Political Research Quarterly 66(1).
    """
    tables = _tables(truth_tables)
    checks.choice(solution, get_args(SolutionType), "solution", _OWNER)
    checks.choice(simultaneous, get_args(Simultaneous), "simultaneous", _OWNER)
    checks.choice(contradictions, get_args(Contradictions), "contradictions", _OWNER)
    needed = tuple(_named(given) for given in _pair(necessary, "necessary"))
    expected = _pair(expectations, "expectations") if solution == "intermediate" else (None, None)
    twice = tuple(sorted({*rows_with(tables[0], "1")} & {*rows_with(tables[1], "1")}))
    if simultaneous == "negative" and twice:
        tables = (_without(tables[0], twice), _without(tables[1], twice))
    search = partial(
        minimize,
        solution=solution,
        most_models=most_models,
        budget=budget,
        contradictions=contradictions,
    )
    whole = _whole_expressions(tables, needed, impossible, POSITIVE[contradictions])

    def solve(exclude: _Exclude) -> tuple[Solutions, Solutions]:
        return (
            search(tables[0], expectations=expected[0], exclude=exclude[0]),
            search(tables[1], expectations=expected[1], exclude=exclude[1]),
        )

    found = _rounds(solve, partial(_both_sides, tables, needed, impossible), whole)
    parameters = {
        "outcomes": [table.outcome for table in tables],
        "solution": solution,
        "expectations": [item.parameters.get("expectations") for item in found.solved],
        "necessary": needed,
        "impossible": impossible,
        "simultaneous": simultaneous,
        "contradictions": contradictions,
        "most_models": most_models,
        "budget": budget,
    }
    notes = _notes(twice, simultaneous, found.untenable, settled=found.settled)
    return _analysis(tables, twice, found, parameters, notes)


def _analysis(
    tables: _Tables,
    twice: tuple[int, ...],
    found: _Rounds,
    parameters: Mapping[str, object],
    notes: tuple[Note, ...],
) -> EnhancedAnalysis:
    return EnhancedAnalysis(
        parameters=parameters,
        notes=notes,
        references=("schneiderwagemann2013", "dusa2019"),
        outcomes=(tables[0].outcome, tables[1].outcome),
        simultaneous=twice,
        log=tuple(found.log),
        rounds=found.number,
        settled=found.settled,
        exclude=found.exclude,
        truth_tables=tables,
        solutions=found.solved,
    )


class _Rounds(NamedTuple):
    """The last round, and what was excluded until then."""

    number: int
    settled: bool
    solved: tuple[Solutions, Solutions]
    untenable: tuple[Untenable, Untenable]
    log: list[Exclusion]
    exclude: _Exclude


def _rounds(
    solve: Callable[[_Exclude], tuple[Solutions, Solutions]],
    judge: Callable[[tuple[Solutions, Solutions]], tuple[Untenable, Untenable]],
    whole: _Exclude,
) -> _Rounds:
    """Solve, exclude what is untenable, and solve again until nothing is."""
    exclude: _Exclude = ((), ())
    log: list[Exclusion] = []
    for number in range(1, MOST_ROUNDS + 1):
        solved = solve(exclude)
        found = judge(solved)
        fresh = [_exclusion(number, item) for item in found if item.exclude]
        if not fresh:
            break
        log += fresh
        exclude = _longer(exclude, found, whole)
    return _Rounds(number, not fresh, solved, found, log, exclude)


def _tables(given: object) -> _Tables:
    tables = _pair(given, "truth_tables")
    for table in tables:
        if not isinstance(table, TruthTable):
            raise ArgumentError("truth_tables", _OWNER, "truth_table", type(table).__name__)
    return tables[0], tables[1]


def _pair(given: object, name: str) -> tuple[Any, Any]:
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise ArgumentError(name, _OWNER, "pair", type(given).__name__)
    return given[0], given[1]


def _named(given: object) -> tuple[str, ...]:
    nothing = isinstance(given, tuple | list) and not given
    return () if nothing else checks.names(given, "necessary", _OWNER)


def _without(table: TruthTable, rows: tuple[int, ...]) -> TruthTable:
    """Return the table with these rows as negative ones."""
    marks = zip(table.numbers, table.out, strict=True)
    return replace(
        table,
        parameters={**table.parameters, "simultaneous": list(rows)},
        out=tuple("0" if number in rows else mark for number, mark in marks),
    )


def _whole_expressions(
    tables: _Tables,
    needed: tuple[tuple[str, ...], ...],
    impossible: str | None,
    positive: tuple[str, ...],
) -> _Exclude:
    """Return for each side the untenable expressions that meet no row that must be covered.

    Excluded as a whole they end the search sooner than row by row.
    """
    found = []
    for table, names in zip(tables, needed, strict=True):
        texts = [(str(negate(parse(name))), "necessary") for name in names]
        texts += [] if impossible is None else [(impossible, "impossible")]
        rows = table.chosen(*positive)
        found.append(
            tuple(
                text
                for text, name in texts
                if not chart(cubes_of(parse(text), table, name, _OWNER), rows).any()
            )
        )
    return found[0], found[1]


def _both_sides(
    tables: _Tables,
    needed: tuple[tuple[str, ...], ...],
    impossible: str | None,
    solved: tuple[Solutions, Solutions],
) -> tuple[Untenable, Untenable]:
    return (
        untenable(tables, solved, necessary=needed[0], impossible=impossible),
        untenable(tables[::-1], solved[::-1], necessary=needed[1], impossible=impossible),
    )


def _exclusion(number: int, found: Untenable) -> Exclusion:
    return Exclusion(
        number, found.outcome, found.contradictory, found.against_necessity, found.impossible
    )


def _longer(exclude: _Exclude, found: tuple[Untenable, Untenable], whole: _Exclude) -> _Exclude:
    sides = zip(exclude, found, whole, strict=True)
    longer = [
        {*before, *(item.exclude), *(texts if item.exclude else ())}
        for before, item, texts in sides
    ]
    first, second = (
        tuple(sorted(side, key=lambda one: (isinstance(one, str), one))) for side in longer
    )
    return first, second


def _notes(
    twice: tuple[int, ...],
    simultaneous: Simultaneous,
    found: tuple[Untenable, Untenable],
    *,
    settled: bool,
) -> tuple[Note, ...]:
    notes = []
    if twice:
        key = (
            "qca.note.simultaneous_negative"
            if simultaneous == "negative"
            else "qca.note.simultaneous"
        )
        notes.append(Note(key, {"rows": twice}, "warning"))
    notes += [note for note in found[0].notes if note.key == "qca.note.untenable_listed"]
    if not settled:
        notes.append(Note("qca.note.enhanced_unsettled", {"rounds": MOST_ROUNDS}, "warning"))
    return tuple(notes)
