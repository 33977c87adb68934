"""Scenarios that a paper lists: consistent, exclusive, exhaustive, and what is stable in each."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import pandas as pd

from consilience import checks
from consilience.errors import ArgumentError, UnknownNameError
from consilience.games.certificates import Decision, Status, decide
from consilience.games.game import Game
from consilience.games.inequalities import Box, Condition, box_of, conditions_of
from consilience.games.payoff_table import form_argument
from consilience.games.polynomial import symbols_of
from consilience.games.printing import number_text
from consilience.games.records import REFERENCES, Form
from consilience.games.scenarios import any_of_each, given_values, losses_of
from consilience.games.values import Values, known_values, shown_values
from consilience.results import Note, Result

Standing = Literal["always", "never", "depends", "unknown"]


@dataclass(frozen=True)
class CheckedScenario:
    """One scenario: whether it can hold, where or why not, and which vertices are ESS in it.

    ``always`` has the vertices that are ESS wherever the scenario holds, ``never`` those that are
    ESS nowhere in it, ``depends`` those for which it does not decide, ``open`` those for which no
    answer was found. ``broken`` are the conditions that its own example values do not fulfil.
    """

    name: str
    status: Status
    witness: Mapping[str, str]
    proof: str
    always: tuple[tuple[str, ...], ...]
    never: tuple[tuple[str, ...], ...]
    depends: tuple[tuple[str, ...], ...]
    open: tuple[tuple[str, ...], ...]
    broken: tuple[str, ...]


@dataclass(frozen=True)
class Overlap:
    """Two scenarios: ``status`` "possible" if both can hold at once, there at the witness."""

    first: str
    second: str
    status: Status
    witness: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, eq=False)
class ScenarioCheck(Result):
    """Scenarios, their overlaps, and whether they cover everything.

    ``exclusive`` and ``exhaustive`` are "yes", "no" or "unknown"; borders, at which conditions
    are equalities, do not count. ``gap`` has values that no scenario covers.
    """

    scenarios: tuple[CheckedScenario, ...]
    overlaps: tuple[Overlap, ...]
    exclusive: Literal["yes", "no", "unknown"]
    exhaustive: Literal["yes", "no", "unknown"]
    gap: Mapping[str, str]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a scenario."""

        def listed(profiles: tuple[tuple[str, ...], ...]) -> str:
            return "; ".join(f"({', '.join(names)})" for names in profiles)

        rows = [
            {
                "scenario": item.name,
                "status": item.status,
                "always ESS": listed(item.always),
                "depends": listed((*item.depends, *item.open)),
            }
            for item in self.scenarios
        ]
        return pd.DataFrame(rows)


def check_scenarios(
    game: Game,
    scenarios: Mapping[str, Sequence[str] | str],
    assumptions: Sequence[str] | str = (),
    values: Values = None,
    *,
    examples: Mapping[str, Values] | None = None,
    effort: int = 200,
) -> ScenarioCheck:
    """Check the scenarios of a paper: each a list of inequalities in the parameters.

    Parameters
    ----------
    game
        The game; see :func:`scenarios` for what its table plays in this.
    scenarios
        A mapping of at least one name to inequalities such as ``["R - C > 0", "W < C"]``.
    assumptions, values, effort
        As in :func:`scenarios`.
    examples
        Values of parameters that are meant to show a scenario, by its name: conditions that they
        do not fulfil are named.

    Returns
    -------
    ScenarioCheck
        Whether each can hold, which vertices are ESS in it, which overlap, and what none covers.

    Raises
    ------
    ArgumentError
        If an argument is of the wrong form or outside of its range.
    DataError
        If a condition cannot be read, or leaves no value for a parameter.
    UnknownNameError
        If a name is no parameter or no scenario.

    Examples
    --------
    >>> from consilience.games.game import EXAMPLE
    >>> found = check_scenarios(
    ...     Game.from_dict(EXAMPLE),
    ...     {"1": ["R > C", "W > 0"], "2": ["R < C", "R + W > C"], "3": ["W < 0", "W > R"]},
    ...     ["R > 0", "C > 0"],
    ... )
    >>> [(item.name, item.status) for item in found.scenarios]
    [('1', 'possible'), ('2', 'possible'), ('3', 'impossible')]
    >>> found.exclusive, found.exhaustive, found.scenarios[0].always
    ('yes', 'no', (('cooperate', 'cooperate'),))

    References
    ----------
    Friedman (1991), Evolutionary Games in Economics; Handelman (1988), Representing Polynomials by
    Positive Linear Functions on Compact Convex Polyhedra.
    """
    owner = "check_scenarios"
    form = form_argument(game, owner)
    most = checks.whole(effort, 1, "effort", owner)
    known = given_values(form, values, owner)
    assumed = conditions_of(form, assumptions, "assumptions", owner)
    rows = _rows(form, scenarios, owner)
    shown = _examples(form, examples, rows, owner)
    task = _task(form, assumed, rows, known, most)
    checked = tuple(_checked(task, name, rows[name], shown.get(name)) for name in rows)
    overlaps = tuple(_overlap(task, *pair) for pair in itertools.combinations(task.rows, 2))
    gap = any_of_each(task.assumed, (), list(task.rows.values()), task.box, most)
    return ScenarioCheck(
        scenarios=checked,
        overlaps=overlaps,
        exclusive=_whether_all(item.status for item in overlaps),
        exhaustive=_whether_all([gap.status]),
        gap=_shown(gap),
        parameters={
            "values": shown_values(known),
            "assumptions": [item.text() for item in assumed],
            "scenarios": {name: [item.text() for item in row] for name, row in rows.items()},
            "effort": most,
        },
        notes=(*form.notes, *_notes(checked, overlaps, gap)),
        references=(*REFERENCES, "handelman1988", "sherali1990"),
    )


@dataclass(frozen=True)
class _Task:
    form: Form
    assumed: tuple[Condition, ...]
    rows: dict[str, tuple[Condition, ...]]
    losses: dict[tuple[int, ...], tuple[Condition, ...]]
    box: Box
    most: int

    def decided(self, *conditions: Condition) -> Decision:
        """Return whether the conditions can hold together with what is assumed."""
        return decide([*self.assumed, *conditions], self.box, self.most)


def _rows(form: Form, given: object, owner: str) -> dict[str, tuple[Condition, ...]]:
    if not isinstance(given, Mapping) or not given or not all(isinstance(n, str) for n in given):
        raise ArgumentError("scenarios", owner, "scenario_texts", given)
    found = {}
    for name, written in given.items():
        found[name] = conditions_of(form, written, f"scenarios[{name}]", owner)
        if not found[name]:
            raise ArgumentError(f"scenarios[{name}]", owner, "inequalities", written)
    return found


def _examples(
    form: Form, given: object, rows: Mapping[str, object], owner: str
) -> dict[str, dict[str, Fraction]]:
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise ArgumentError("examples", owner, "mapping", given)
    for name in given:
        if name not in rows:
            raise UnknownNameError("examples", owner, str(name), rows)
    return {name: known_values(form, values, owner) for name, values in given.items()}


def _task(
    form: Form,
    assumed: tuple[Condition, ...],
    rows: Mapping[str, tuple[Condition, ...]],
    known: Mapping[str, Fraction],
    most: int,
) -> _Task:
    fixed = tuple(item.at(known) for item in assumed)
    placed = {name: tuple(item.at(known) for item in row) for name, row in rows.items()}
    losses = losses_of(form, known)
    every = [*fixed, *itertools.chain(*placed.values(), *losses.values())]
    used = symbols_of(item.polynomial for item in every)
    box = {name: ends for name, ends in box_of(form, fixed, known).items() if name in used}
    return _Task(form, fixed, placed, losses, box, most)


def _checked(
    task: _Task, name: str, written: Sequence[Condition], example: Mapping[str, Fraction] | None
) -> CheckedScenario:
    conditions = task.rows[name]
    decision = task.decided(*conditions)
    standings: dict[Standing, list[tuple[str, ...]]] = {
        "always": [],
        "never": [],
        "depends": [],
        "unknown": [],
    }
    for profile, losses in task.losses.items() if decision.status != "impossible" else ():
        standings[_standing(task, conditions, losses)].append(task.form.names(profile))
    broken = () if example is None else tuple(c.text() for c in written if not c.holds(example))
    return CheckedScenario(
        name=name,
        status=decision.status,
        witness=_shown(decision),
        proof=decision.proof,
        always=tuple(standings["always"]),
        never=tuple(standings["never"]),
        depends=tuple(standings["depends"]),
        open=tuple(standings["unknown"]),
        broken=broken,
    )


def _standing(
    task: _Task, conditions: Sequence[Condition], losses: Sequence[Condition]
) -> Standing:
    """Return whether a vertex is an ESS throughout a scenario, nowhere in it, or in a part."""
    inside = task.decided(*conditions, *losses).status
    if inside == "impossible":
        return "never"
    outside = [task.decided(*conditions, item.reversed()).status for item in losses]
    if all(status == "impossible" for status in outside):
        return "always" if inside == "possible" else "unknown"
    return "depends" if inside == "possible" and "possible" in outside else "unknown"


def _overlap(task: _Task, first: str, second: str) -> Overlap:
    decision = task.decided(*task.rows[first], *task.rows[second])
    return Overlap(first, second, decision.status, _shown(decision))


def _whether_all(statuses: Iterable[Status]) -> Literal["yes", "no", "unknown"]:
    """Return "yes" if all are impossible, "no" if one is possible."""
    found = set(statuses)
    if "possible" in found:
        return "no"
    return "unknown" if "unknown" in found else "yes"


def _shown(decision: Decision) -> dict[str, str]:
    return {name: number_text(value) for name, value in decision.witness.items()}


def _notes(
    checked: Sequence[CheckedScenario], overlaps: Sequence[Overlap], gap: Decision
) -> list[Note]:
    found = []
    impossible = [item.name for item in checked if item.status == "impossible"]
    if impossible:
        found.append(Note("games.note.scenario_impossible", {"names": impossible}, "warning"))
    for item in checked:
        if item.broken:
            blanks = {"name": item.name, "conditions": item.broken}
            found.append(Note("games.note.example_broken", blanks, "warning"))
    both = [f"{item.first} / {item.second}" for item in overlaps if item.status == "possible"]
    if both:
        found.append(Note("games.note.scenario_overlap", {"pairs": both}, "warning"))
    if gap.status == "possible":
        at = [f"{name} = {value}" for name, value in _shown(gap).items()]
        found.append(Note("games.note.scenario_gap", {"values": at}, "warning"))
    statuses = [gap.status, *(item.status for item in checked), *(o.status for o in overlaps)]
    if "unknown" in statuses or any(item.open for item in checked):
        found.append(Note("games.note.scenario_unknown", {}, "warning"))
    return found
