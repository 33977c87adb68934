"""Critical values of a parameter: where vertices gain or lose stability, and who decides it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import pandas as pd

from consilience.errors import ArgumentError, UnknownNameError
from consilience.games.expressions import exact
from consilience.games.polynomial import Polynomial
from consilience.games.printing import number_text
from consilience.games.records import REFERENCES, Form, Profile, as_float
from consilience.games.roots import Root, plain, roots
from consilience.games.switches import STEPS, Switch, switches
from consilience.games.trajectories import starts_of
from consilience.games.values import all_values, shown_values
from consilience.games.vertices import departures, mixed_notes, vertex_kind
from consilience.results import Note, Result


@dataclass(frozen=True)
class Party:
    """A population and the move that stops being a loss to it."""

    population: str
    from_strategy: str
    to_strategy: str


@dataclass(frozen=True)
class Crossing:
    """A value of the parameter at which an eigenvalue of a vertex is 0.

    ``exact`` is the value as a text where it is rational and known exactly, else "".
    ``changes_stable``: the set of stable vertices is another one below than above.
    """

    value: float
    exact: str
    profile: tuple[str, ...]
    party: Party
    changes_stable: bool


@dataclass(frozen=True)
class StableInterval:
    """An open interval of the parameter in which the same vertices are evolutionarily stable."""

    low: float
    high: float
    stable: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Window:
    """An open interval in which one vertex is stable, and who leaves below and above it.

    No party binds at an end of the range that was asked for.
    """

    profile: tuple[str, ...]
    low: float
    high: float
    binding_low: tuple[Party, ...]
    binding_high: tuple[Party, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Thresholds(Result):
    """How the stable vertices depend on one parameter.

    ``switches``: where the path from the given start comes to end elsewhere, () without a start.
    """

    parameter: str
    low: float
    high: float
    crossings: tuple[Crossing, ...]
    intervals: tuple[StableInterval, ...]
    windows: tuple[Window, ...]
    switches: tuple[Switch, ...]

    @property
    def critical(self) -> tuple[float, ...]:
        """The values at which the set of stable vertices changes."""
        return tuple(dict.fromkeys(item.value for item in self.crossings if item.changes_stable))

    def to_frame(self) -> pd.DataFrame:
        """Return one row an interval: its ends and the stable vertices."""
        rows = [
            {
                "low": item.low,
                "high": item.high,
                "stable": "; ".join(f"({', '.join(names)})" for names in item.stable),
            }
            for item in self.intervals
        ]
        return pd.DataFrame(rows)


@dataclass(frozen=True)
class _Move:
    profile: Profile
    party: Party
    gain: Polynomial
    roots: tuple[Root, ...]


def thresholds(
    form: Form,
    parameter: str,
    span: tuple[object, object],
    values: object,
    start: object,
    owner: str,
) -> Thresholds:
    """Return every critical value of a parameter; see :meth:`Game.thresholds`."""
    check_parameter(form, parameter, owner)
    low, high = bounds(*span, owner)
    known = all_values(form, values, owner, but=(parameter,))
    row = None if start is None else starts_of(form, [start], owner)
    turns, open_steps = (
        ((), 0) if row is None else switches(form, parameter, (low, high), known, row)
    )
    moves = _moves(form, parameter, low, high, known)
    every = {root.value: root for move in moves for root in move.roots}
    cuts = [low, *sorted(v for v in every if low < v < high), high]
    spans = list(itertools.pairwise(cuts))
    inner = [_stable(form, moves, parameter, (a + b) / 2, known) for a, b in spans]
    pairs = zip(spans[1:], itertools.pairwise(inner), strict=True)
    changing = {at for (at, _), (before, after) in pairs if before != after}
    return Thresholds(
        parameter=parameter,
        low=as_float(low),
        high=as_float(high),
        crossings=tuple(_crossings(form, moves, changing)),
        intervals=tuple(_intervals(form, spans, inner)),
        windows=tuple(_windows(form, moves, spans, inner)),
        switches=turns,
        parameters={
            "values": shown_values(known),
            "start": None if row is None else row[0].tolist(),
        },
        notes=(*form.notes, *_notes(form, parameter, moves), *_open_notes(open_steps)),
        references=REFERENCES,
    )


def check_parameter(form: Form, parameter: object, owner: str) -> None:
    """Refuse what is no parameter of the game."""
    names = [item.name for item in form.parameters]
    if not isinstance(parameter, str):
        raise ArgumentError("parameter", owner, "text", parameter)
    if parameter not in names:
        raise UnknownNameError("parameter", owner, parameter, names)


def bounds(low: object, high: object, owner: str) -> tuple[Fraction, Fraction]:
    """Return both ends of a range, the lower one first."""
    start, stop = exact(low), exact(high)
    if start is None:
        raise ArgumentError("low", owner, "number", low)
    if stop is None:
        raise ArgumentError("high", owner, "number", high)
    if start >= stop:
        raise ArgumentError("high", owner, "above", high, limit=low)
    return start, stop


def _moves(
    form: Form, parameter: str, low: Fraction, high: Fraction, known: Mapping[str, Fraction]
) -> list[_Move]:
    found = []
    for profile in form.profiles():
        for population, other, gain in departures(form, profile):
            strategies = form.populations[population].strategies
            party = Party(
                form.populations[population].name,
                strategies[profile[population]],
                strategies[other],
            )
            line = gain.at(known)
            found.append(
                _Move(profile, party, line, tuple(roots(line, parameter, low, high) or ()))
            )
    return _merged(found, high - low)


def _merged(moves: list[_Move], width: Fraction) -> list[_Move]:
    """Return the moves with one value for roots that are the same but for rounding."""
    every = {root.value: root for move in moves for root in move.roots}
    same: dict[Fraction, Root] = {}
    last: Root | None = None
    for value in sorted(every):
        if last is None or value - last.value > width / 10**13:
            last = every[value]
        same[value] = last
    return [replace(m, roots=tuple(same[root.value] for root in m.roots)) for m in moves]


def _stable(
    form: Form,
    moves: list[_Move],
    parameter: str,
    at: Fraction,
    known: Mapping[str, Fraction],
) -> tuple[Profile, ...]:
    values = {parameter: at}
    gaining = {m.profile for m in moves if (m.gain.at(values).constant() or 0) >= 0}
    if len(form.populations) == 1:  # one population: a tie may still be evolutionarily stable
        gaining = {p for p in gaining if vertex_kind(form, p, {**known, **values}) != "ESS"}
    return tuple(p for p in form.profiles() if p not in gaining)


def _crossings(form: Form, moves: list[_Move], changing: set[Fraction]) -> list[Crossing]:
    found = [
        Crossing(
            value=as_float(root.value),
            exact=number_text(root.value) if root.exact else "",
            profile=form.names(move.profile),
            party=move.party,
            changes_stable=root.value in changing,
        )
        for move in moves
        for root in move.roots
    ]
    return sorted(found, key=lambda item: item.value)


def _intervals(
    form: Form, spans: list[tuple[Fraction, Fraction]], inner: list[tuple[Profile, ...]]
) -> list[StableInterval]:
    found = []
    for stable, group in itertools.groupby(
        zip(spans, inner, strict=True), key=lambda item: item[1]
    ):
        parts = [span for span, _ in group]
        names = tuple(form.names(profile) for profile in stable)
        found.append(StableInterval(as_float(parts[0][0]), as_float(parts[-1][1]), names))
    return found


def _windows(
    form: Form,
    moves: list[_Move],
    spans: list[tuple[Fraction, Fraction]],
    inner: list[tuple[Profile, ...]],
) -> list[Window]:
    found = []
    for profile in form.profiles():
        pairs = zip(spans, inner, strict=True)
        for stable, group in itertools.groupby(pairs, key=lambda item: profile in item[1]):
            parts = [span for span, _ in group]
            low, high = parts[0][0], parts[-1][1]
            if stable:
                found.append(
                    Window(
                        profile=form.names(profile),
                        low=as_float(low),
                        high=as_float(high),
                        binding_low=_binding(moves, profile, low, spans),
                        binding_high=_binding(moves, profile, high, spans),
                    )
                )
    return found


def _binding(
    moves: list[_Move], profile: Profile, at: Fraction, spans: list[tuple[Fraction, Fraction]]
) -> tuple[Party, ...]:
    if at in {spans[0][0], spans[-1][1]}:
        return ()
    return tuple(
        move.party
        for move in moves
        if move.profile == profile and any(root.value == at for root in move.roots)
    )


def _open_notes(count: int) -> tuple[Note, ...]:
    blanks = {"count": count, "steps": STEPS + 1}
    return (Note("games.note.open_steps", blanks, "warning"),) * bool(count)


def _notes(form: Form, parameter: str, moves: list[_Move]) -> list[Note]:
    found = list(mixed_notes(form))
    if not any(parameter in move.gain.symbols() for move in moves):
        found.append(Note("games.note.no_effect", {"name": parameter}, "warning"))
    zero = {form.names(move.profile) for move in moves if move.gain.constant() == 0}
    if zero:
        shown = [f"({', '.join(names)})" for names in sorted(zero)]
        found.append(Note("games.note.always_tied", {"vertices": shown}, "warning"))
    if not all(plain(m.gain, parameter) for m in moves if m.gain.constant() is None):
        found.append(Note("games.note.scanned", {"name": parameter}, "warning"))
    return found
