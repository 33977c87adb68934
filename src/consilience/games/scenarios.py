"""The scenario table: which sets of vertices can be stable at once, with a witness or a proof."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.games.certificates import Decision, Status, decide
from consilience.games.evaluation import Batch
from consilience.games.game import Game
from consilience.games.inequalities import Box, Condition, box_of, conditions_of
from consilience.games.payoff_table import form_argument
from consilience.games.polynomial import symbols_of
from consilience.games.printing import number_text
from consilience.games.records import REFERENCES, Form, Profile
from consilience.games.values import Values, known_values, shown_values
from consilience.games.vertices import departures
from consilience.games.witnesses import climbed, exactly
from consilience.results import Note, Result

MOST_SETS = 600
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Scenario:
    """A set of vertices that are stable at once while all others are not.

    ``stable`` is empty where no vertex is stable. ``conditions`` are the inequalities that make
    these vertices ESS. ``witness`` has values of the parameters, exact, at which it is so;
    ``proof`` why it can never be: a sum that is positive and is not, or "" where it takes several
    cases.
    """

    stable: tuple[tuple[str, ...], ...]
    status: Status
    conditions: tuple[str, ...]
    witness: Mapping[str, str]
    proof: str


@dataclass(frozen=True)
class Exclusion:
    """A vertex that is never stable, or two that are never stable at once, and why."""

    profiles: tuple[tuple[str, ...], ...]
    proof: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Scenarios(Result):
    """Sets of vertices that are stable at once, while all others are not.

    Every set that ``exclusions`` leave is among the ``scenarios``. The possible ones exclude each
    other, and apart from parameters at which an eigenvalue is 0 each choice of parameters belongs
    to one of them. ``complete``: nothing is unknown.
    """

    scenarios: tuple[Scenario, ...]
    exclusions: tuple[Exclusion, ...]
    complete: bool

    @property
    def possible(self) -> tuple[Scenario, ...]:
        """The scenarios that are possible."""
        return tuple(item for item in self.scenarios if item.status == "possible")

    def to_frame(self) -> pd.DataFrame:
        """Return one row a scenario: what is stable, whether it can be, where or why not."""
        rows = [
            {
                "stable": "; ".join(f"({', '.join(names)})" for names in item.stable) or "-",
                "status": item.status,
                "witness": ", ".join(f"{name} = {value}" for name, value in item.witness.items()),
                "proof": item.proof,
            }
            for item in self.scenarios
        ]
        return pd.DataFrame(rows, columns=["stable", "status", "witness", "proof"])


def scenarios(
    game: Game,
    assumptions: Sequence[str] | str = (),
    values: Values = None,
    *,
    effort: int = 200,
) -> Scenarios:
    r"""List which vertices can be evolutionarily stable at once, as parameters vary freely.

    A scenario is *possible* if values were found at which it holds, checked in exact arithmetic;
    *impossible* if a sum proves it: inequalities times numbers of at least 0 in which all but a
    constant of at most 0 cancels (for products of parameters, with products of the distances to
    their ends, and ranges halved where needed); else *unknown*.

    Parameters
    ----------
    game
        The game. Parameters range between the ``low`` and ``high`` of its table; its values play
        no part.
    assumptions
        Inequalities in the parameters that hold throughout, such as ``"0 < a < 1"`` or
        ``"R >= C"``.
    values
        Parameters that are held at a number; all others are free.
    effort
        Into how many parts ranges are cut at most for one question, at least 1.

    Returns
    -------
    Scenarios
        One entry a set of vertices, the possible ones first.

    Raises
    ------
    ArgumentError
        If an argument is of the wrong form or outside of its range.
    DataError
        If an assumption cannot be read, or leaves no value for a parameter.
    UnknownNameError
        If a name is no parameter.

    Examples
    --------
    >>> from consilience.games.game import EXAMPLE
    >>> found = scenarios(Game.from_dict(EXAMPLE), ["R > 0", "C > 0", "W > 0"])
    >>> [item.stable for item in found.possible]
    [(('cooperate', 'cooperate'),), (('wait', 'wait'),),
     (('cooperate', 'cooperate'), ('wait', 'wait'))]
    >>> found.complete, found.scenarios[-1].status
    (True, 'impossible')

    References
    ----------
    Friedman (1991), Evolutionary Games in Economics; Handelman (1988), Representing Polynomials by
    Positive Linear Functions on Compact Convex Polyhedra; Sherali and Adams (1990), A Hierarchy of
    Relaxations between the Continuous and Convex Hull Representations for Zero-One Programming
    Problems.
    """
    owner = "scenarios"
    form = form_argument(game, owner)
    known = given_values(form, values, owner)
    most = checks.whole(effort, 1, "effort", owner)
    assumed = conditions_of(form, assumptions, "assumptions", owner)
    question = _question(form, assumed, known, most)
    able, apart = _exclusions(question)
    sets = list(itertools.islice(_compatible(sorted(able), apart), MOST_SETS + 1))
    whole = len(sets) <= MOST_SETS
    shown = [_scenario(question, chosen, able, apart) for chosen in sets[:MOST_SETS]]
    order = ("possible", "unknown", "impossible")
    shown.sort(key=lambda item: (order.index(item.status), len(item.stable) or MOST_SETS))
    unknown = sum(item.status == "unknown" for item in shown)
    return Scenarios(
        scenarios=tuple(shown),
        exclusions=tuple(
            Exclusion(tuple(form.names(profile) for profile in sorted(chosen)), proof)
            for chosen, proof in apart.items()
        ),
        complete=whole and unknown == 0,
        parameters={
            "values": shown_values(known),
            "assumptions": [item.text() for item in assumed],
            "effort": most,
        },
        notes=(*form.notes, *_notes(unknown, most, whole=whole)),
        references=(*REFERENCES, "handelman1988", "sherali1990"),
    )


@dataclass(frozen=True)
class _Question:
    """Which moves lose at each vertex, what is assumed, and how far to look."""

    form: Form
    assumed: tuple[Condition, ...]
    box: Box
    losses: dict[Profile, tuple[Condition, ...]]
    most: int

    def decided(self, *conditions: Condition) -> Decision:
        """Return whether the conditions can hold together with what is assumed."""
        return decide([*self.assumed, *conditions], self.box, self.most)


def losses_of(form: Form, known: Mapping[str, Fraction]) -> dict[Profile, tuple[Condition, ...]]:
    """Return for each vertex the conditions that make it an ESS: every move away loses."""
    return {
        profile: tuple(
            dict.fromkeys(Condition(-gain.at(known)) for _, _, gain in departures(form, profile))
        )
        for profile in form.profiles()
    }


def given_values(form: Form, values: Values, owner: str) -> dict[str, Fraction]:
    """Return only what the call gives: values of the table stay free."""
    known = known_values(form, values, owner)
    return {name: known[name] for name in values or {}}


def _question(
    form: Form, assumed: Sequence[Condition], known: Mapping[str, Fraction], most: int
) -> _Question:
    losses = losses_of(form, known)
    fixed = tuple(item.at(known) for item in assumed)
    used = symbols_of(c.polynomial for c in (*fixed, *(c for row in losses.values() for c in row)))
    box = {name: ends for name, ends in box_of(form, fixed, known).items() if name in used}
    return _Question(form, fixed, box, losses, most)


def _exclusions(question: _Question) -> tuple[set[Profile], dict[frozenset[Profile], str]]:
    """Return the vertices that may be stable; and those, and pairs, that never are, with proofs."""
    apart: dict[frozenset[Profile], str] = {}
    able = set(question.losses)
    for profile, conditions in question.losses.items():
        decision = question.decided(*conditions)
        if decision.status == "impossible":
            able.remove(profile)
            apart[frozenset((profile,))] = decision.proof
    for first, second in itertools.combinations(sorted(able), 2):
        decision = question.decided(*question.losses[first], *question.losses[second])
        if decision.status == "impossible":
            apart[frozenset((first, second))] = decision.proof
    return able, apart


def _compatible(
    able: Sequence[Profile], apart: Mapping[frozenset[Profile], object]
) -> Iterator[tuple[Profile, ...]]:
    """Yield all sets in which no two exclude each other, the empty one first."""
    yield ()
    for place, first in enumerate(able):
        rest = [item for item in able[place + 1 :] if frozenset((first, item)) not in apart]
        for more in _compatible(rest, apart):
            yield (first, *more)


def _verdict(
    question: _Question,
    chosen: Sequence[Profile],
    able: Collection[Profile],
    apart: Mapping[frozenset[Profile], object],
) -> Decision:
    """Return whether just these vertices can be stable."""
    inside = [condition for profile in chosen for condition in question.losses[profile]]
    others = [
        question.losses[profile]
        for profile in sorted(able)
        if profile not in chosen and not any(frozenset((profile, one)) in apart for one in chosen)
    ]
    witness = _seen(question, inside, others)
    if witness is not None:
        return Decision("possible", witness, "", 1)
    return any_of_each(question.assumed, inside, others, question.box, question.most)


def _seen(
    question: _Question, inside: Sequence[Condition], others: Sequence[Sequence[Condition]]
) -> dict[str, Fraction] | None:
    """Look for values at which the conditions inside hold and of each other group one is broken."""
    names = list(question.box)
    groups = [[item] for item in (*question.assumed, *inside)] + [
        [Condition(-item.polynomial) for item in row] for row in others
    ]
    batch = Batch([item.polynomial for row in groups for item in row], names)
    cuts = np.cumsum([0, *(len(row) for row in groups)])

    def height(points: Floats) -> Floats:
        found = batch.at(points)
        best = [found[a:b].max(axis=0) for a, b in itertools.pairwise(cuts)]
        return np.asarray(np.min(best, axis=0) if best else np.zeros(points.shape[1]))

    point = climbed(height, question.box, np.full((len(names), 1), np.nan))
    near = dict(zip(names, map(Fraction, point.tolist()), strict=True))
    heights = batch.at(point[:, None])[:, 0]
    wanted = [
        row[int(np.argmax(heights[a : a + len(row)]))] for a, row in zip(cuts, groups, strict=False)
    ]
    return exactly(wanted, question.box, near)


def any_of_each(
    assumed: Sequence[Condition],
    inside: Sequence[Condition],
    groups: Sequence[Sequence[Condition]],
    box: Box,
    most: int,
) -> Decision:
    """Return whether the conditions can hold while in each group at least one is broken.

    Cases are told apart group by group, and left as soon as they are impossible.
    """
    left = [([*assumed, *inside], list(groups))]
    looked, proofs, unknown = 0, [], False
    while left and looked <= most:
        conditions, rest = left.pop()
        decision = decide(conditions, box, 1 if rest else most)
        looked += decision.boxes
        if decision.status == "impossible":
            proofs.append(decision.proof)
        elif rest:
            left += [([*conditions, Condition(-item.polynomial)], rest[1:]) for item in rest[0]]
        elif decision.status == "possible":
            return decision
        else:
            unknown = True
    if unknown or left:
        return Decision("unknown", {}, "", looked)
    return Decision("impossible", {}, proofs[0] if len(proofs) == 1 else "", looked)


def _scenario(
    question: _Question,
    chosen: Sequence[Profile],
    able: Collection[Profile],
    apart: Mapping[frozenset[Profile], str],
) -> Scenario:
    decision = _verdict(question, chosen, able, apart)
    texts = [item.text() for profile in chosen for item in question.losses[profile]]
    return Scenario(
        stable=tuple(question.form.names(profile) for profile in chosen),
        status=decision.status,
        conditions=tuple(dict.fromkeys(texts)),
        witness={name: number_text(value) for name, value in decision.witness.items()},
        proof=decision.proof,
    )


def _notes(unknown: int, most: int, *, whole: bool) -> list[Note]:
    found = []
    if unknown:
        blanks = {"count": unknown, "effort": most}
        found.append(Note("games.note.scenarios_unknown", blanks, "warning"))
    if not whole:
        found.append(Note("games.note.scenarios_cut", {"most": MOST_SETS}, "warning"))
    return found
