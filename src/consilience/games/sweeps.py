"""One question at many sets of parameters: on any executor, to be stopped and gone on with."""

from __future__ import annotations

import hashlib
import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.games.expressions import exact
from consilience.games.game import Game
from consilience.games.payoff_table import form_argument
from consilience.games.printing import polynomial_text
from consilience.games.records import REFERENCES, Form, as_float
from consilience.games.sweep_plans import OWNER, Item, Plan, Row, plan_of
from consilience.games.sweep_questions import Question, StableStates
from consilience.games.values import Number, Values, all_values, range_notes, shown_values
from consilience.results import Note, Result, plain
from consilience.spread import Executor, executor_argument, in_chunks

MOST_ROWS = 1_000_000
_STABLE = StableStates()
Floats = NDArray[np.float64]
Sets = Mapping[str, Sequence[Number]] | Sequence[Mapping[str, Number]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Sweep(Result):
    """A table: a row for each set of parameters (and start, or run), a column for each measure.

    ``settings`` has all rows, shape (total, names); ``measures`` those that are done, shape (done,
    columns), NaN where there is no answer.
    """

    names: tuple[str, ...]
    settings: Floats
    columns: tuple[str, ...]
    measures: Floats

    @property
    def done(self) -> int:
        """How many rows are done."""
        return len(self.measures)

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self.settings)

    @property
    def complete(self) -> bool:
        """Whether all rows are done."""
        return self.done == self.total

    def to_frame(self) -> pd.DataFrame:
        """Return the rows that are done: settings, then measures."""
        table = np.concatenate([self.settings[: self.done], self.measures], axis=1)
        found = pd.DataFrame(table, columns=[*self.names, *self.columns])
        counted = [place for place, name in enumerate(self.names) if name in {"start", "run"}]
        return found.astype({self.names[place]: int for place in counted[-1:]})


OnSweep = Callable[[Sweep], object]


def sweep(
    game: Game,
    sets: Sets,
    what: Question = _STABLE,
    values: Values = None,
    *,
    executor: Executor | None = None,
    progress: OnSweep | None = None,
    resume: Sweep | None = None,
) -> Sweep:
    """Ask one question of a game at many sets of parameters, from many starts, or in many runs.

    The rows are worked through in chunks of a fixed size; seeds belong to the question. So every
    executor, and a sweep that was stopped and gone on with, gives the same bytes.

    Parameters
    ----------
    game
        The game.
    sets
        A mapping of parameters to lists of values: every combination, the last parameter first to
        move; or a list of mappings, a set each. An empty mapping is one set: the values of the
        game. At least 1 row and at most 1,000,000, starts and runs included.
    what
        The question: one of :class:`StableStates`, :class:`BasinShares`, :class:`PathEnds`,
        :class:`NetworkRuns`.
    values
        As in :meth:`Game.equilibria`, for the other parameters.
    executor
        Where chunks are computed: one of ``concurrent.futures``, a Dask client, or whatever has
        ``submit`` like them. None computes here.
    progress
        Called after each chunk with the part that is done, a :class:`Sweep` with ``done`` and
        ``total``. If it answers False the sweep stops and this part is returned; what it raises
        ends the sweep.
    resume
        The part of a sweep that was stopped: what is done is not done again.

    Returns
    -------
    Sweep
        A row for each set, start and run, with a note where it is a part. Where a question has no
        answer (a payoff is not defined, a path takes too many steps), its row is NaN, with a note.

    Raises
    ------
    ArgumentError
        If an argument is of the wrong form or outside of its range.
    DataError
        If a value is missing, there are too many rows, or ``resume`` is part of another sweep.
    UnknownNameError
        If a name is no parameter.

    Examples
    --------
    >>> from consilience.games.game import EXAMPLE
    >>> game = Game.from_dict(EXAMPLE)
    >>> sweep(game, {"R": [4, 5, 6]}).to_frame().iloc[:, [0, 1, 4]]
         R  cooperate, cooperate  wait, wait
    0  4.0                   1.0         1.0
    1  5.0                   1.0         0.0
    2  6.0                   1.0         0.0
    >>> part = sweep(game, {"R": range(2_000)}, progress=lambda part: False)
    >>> part.done, part.total
    (500, 2000)
    >>> sweep(game, {"R": range(2_000)}, resume=part) == sweep(game, {"R": range(2_000)})
    True

    References
    ----------
    Friedman (1991), Evolutionary Games in Economics. That parts go on with the same bytes is a
    convention of this program.
    """
    form = form_argument(game, OWNER)
    rows = _sets(form, sets)
    plan = plan_of(form, what)
    fixed = all_values(form, values, OWNER, but=tuple(rows[0]), levels=plan.levels)
    _refuse_many(len(rows) * plan.repeats)
    if progress is not None and not callable(progress):
        raise ArgumentError("progress", OWNER, "sweep_progress", type(progress).__name__)
    begun = _begun(form, plan, rows, fixed)
    todo = [(row, number) for row in rows for number in range(plan.repeats)]
    table = np.empty((len(todo), len(plan.columns)))
    done = 0 if resume is None else _resumed(begun, resume, table)
    shared = (plan, fixed)
    places = executor_argument(executor, OWNER)
    for chunk in in_chunks(_chunk, shared, todo[done:], plan.size, places):
        table[done : done + len(chunk)] = chunk
        done += len(chunk)
        if progress is not None and progress(_part(begun, table, done)) is False:
            break
    return _part(begun, table, done)


def _chunk(shared: tuple[Plan, Mapping[str, Fraction]], items: Sequence[Item]) -> list[Row]:
    """Answer some items; what all sets have in common travels once."""
    plan, fixed = shared
    whole: dict[int, Mapping[str, Fraction]] = {}
    for row, _ in items:
        whole.setdefault(id(row), {**fixed, **row})
    return plan.do(plan.shared, [(whole[id(row)], number) for row, number in items])


def _begun(
    form: Form, plan: Plan, rows: Sequence[Mapping[str, Fraction]], fixed: Mapping[str, Fraction]
) -> Sweep:
    """Return the sweep of which nothing is done."""
    values = np.array([[as_float(value) for value in row.values()] for row in rows])
    settings = np.repeat(values.reshape(len(rows), -1), plan.repeats, axis=0)
    if plan.repeated:
        numbers = np.tile(np.arange(1, plan.repeats + 1.0), len(rows))
        settings = np.column_stack([settings, numbers])
    settings.flags.writeable = False
    idle = "games.note.cancelled" if plan.levels else ""
    notes = [note for note in form.notes if note.key != idle]
    for pick in (min, max):
        end = {name: pick(row[name] for row in rows) for name in rows[0]}
        notes += [note for note in range_notes(form, end) if note not in notes]
    return Sweep(
        names=(*rows[0], *((plan.repeated,) if plan.repeated else ())),
        settings=settings,
        columns=plan.columns,
        measures=np.empty((0, len(plan.columns))),
        parameters={
            "values": shown_values(fixed),
            **plan.shown,
            "fingerprint": _fingerprint(form, plan, rows, fixed),
        },
        notes=tuple(notes),
        references=(*REFERENCES, *plan.references),
    )


def _fingerprint(
    form: Form, plan: Plan, rows: Sequence[Mapping[str, Fraction]], fixed: Mapping[str, Fraction]
) -> str:
    """Return what tells this sweep from every other: the game, the exact values, the question."""
    payoffs = [[polynomial_text(item) for item in row] for row in form.utilities]
    whole = repr((form.populations, payoffs, rows, fixed, plain(plan.shown)))
    return hashlib.sha256(whole.encode()).hexdigest()


def _part(begun: Sweep, table: Floats, done: int) -> Sweep:
    measures = table[:done]
    measures.flags.writeable = False
    notes = list(begun.notes)
    if done < begun.total:
        notes.append(Note("games.note.sweep_part", {"done": done, "total": begun.total}, "warning"))
    count = int(np.isnan(measures).any(axis=1).sum())
    if count:
        blanks = {"count": count, "rows": done}
        notes.append(Note("games.note.sweep_unanswered", blanks, "warning"))
    return replace(begun, measures=measures, notes=tuple(notes))


def _resumed(begun: Sweep, resume: object, table: Floats) -> int:
    """Take over what an earlier part has, and return how many rows that are."""
    if not isinstance(resume, Sweep):
        raise ArgumentError("resume", OWNER, "sweep", type(resume).__name__)
    same = plain(resume.parameters) == plain(begun.parameters)
    if not same or resume.columns != begun.columns or resume.done > begun.total:
        raise DataError("games.sweep_other")
    table[: resume.done] = resume.measures.reshape(resume.done, len(begun.columns))
    return resume.done


def _sets(form: Form, given: object) -> list[dict[str, Fraction]]:
    """Return sets of values, all of the same parameters."""
    names = [item.name for item in form.parameters]
    if isinstance(given, Mapping):
        columns = {name: _values(name, row) for name, row in given.items()}
        _refuse_many(math.prod(map(len, columns.values())))
        crossed = itertools.product(*columns.values())
        found = [dict(zip(columns, row, strict=True)) for row in crossed]
    elif isinstance(given, Sequence) and given and all(isinstance(row, Mapping) for row in given):
        _refuse_many(len(given))
        if any(set(row) != set(given[0]) for row in given):
            raise DataError("games.sweep_names")
        found = [{name: _value(name, row[name]) for name in given[0]} for row in given]
    else:
        raise ArgumentError("sets", OWNER, "sweep_sets", given)
    for name in found[0]:
        if name not in names:
            raise UnknownNameError("sets", OWNER, str(name), names)
    return found


def _values(name: str, given: Any) -> list[Fraction]:
    listed = isinstance(given, Sequence | np.ndarray) and not isinstance(given, str)
    if not listed or not len(given):
        raise ArgumentError(f"sets[{name}]", OWNER, "list", given)
    return [_value(name, item) for item in given]


def _value(name: str, given: object) -> Fraction:
    value = exact(given)
    if value is None:
        raise ArgumentError(f"sets[{name}]", OWNER, "number", given)
    return value


def _refuse_many(rows: int) -> None:
    if rows > MOST_ROWS:
        raise DataError("games.sweep_rows", most=MOST_ROWS)
