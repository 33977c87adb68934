"""What a division of the benefit does to the stability of the game that partners play."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, cast, get_args

import numpy as np
import pandas as pd

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.games import Game, Thresholds, separatrix
from consilience.results import Result
from consilience.value import Worths

Measure = Literal["share", "surplus", "amount"]
Profiles = tuple[tuple[str, ...], ...]

_SAMPLES = 1_000  # a standard error of a basin below 0.016


@dataclass(frozen=True)
class SplitLink:
    """A parameter of the game that a division sets: what it says, and of whom."""

    parameter: str
    player: str
    measure: Measure


@dataclass(frozen=True)
class SplitRoom:
    """The open interval of a parameter around its value in which the same profiles are stable.

    ``leave_below`` and ``leave_above`` are the populations that change their mind at its ends; at
    an end of the range that was looked at nobody does. Low and high are the value itself where it
    is critical.
    """

    parameter: str
    value: float
    low: float
    high: float
    leave_below: tuple[str, ...]
    leave_above: tuple[str, ...]


@dataclass(frozen=True)
class SplitEffect:
    """The game under one division.

    ``basins`` are the shares of all starts from which each ``stable`` profile is reached; ``lost``
    and ``gained`` compare with the game as it stands; ``end`` is where today's state leads, () if
    none was given or it is not certain.
    """

    division: str
    stable: Profiles
    basins: tuple[float, ...]
    lost: Profiles
    gained: Profiles
    end: tuple[str, ...]
    rooms: tuple[SplitRoom, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class SplitStability(Result):
    """The game as it stands (None where its own parameters have no value), and under divisions."""

    links: tuple[SplitLink, ...]
    before: SplitEffect | None
    effects: tuple[SplitEffect, ...]

    def of(self, division: str) -> SplitEffect:
        """Return the effect of a division."""
        return next(item for item in self.effects if item.division == division)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a division and parameter; the game as it stands has no division."""
        effects = (*((self.before,) if self.before else ()), *self.effects)
        return pd.DataFrame([_row(effect, room) for effect in effects for room in effect.rooms])


def split_stability(
    game: Game,
    worths: Worths,
    splits: Mapping[str, Any],
    links: Mapping[str, str],
    values: Mapping[str, Any] | None = None,
    *,
    start: Any = None,
) -> SplitStability:
    r"""Put divisions of the benefit into the payoffs of a game, and say what is stable then.

    With x the division, v the worths and N all players, a parameter becomes the player's share
    :math:`x_i / v(N)`, his share of the surplus
    :math:`(x_i - v(i)) / (v(N) - \sum_j v(j))`, or the amount :math:`x_i`.

    Parameters
    ----------
    game
        The game that the partners play.
    worths
        What each coalition is worth, as :func:`consilience.value.worths_from_table` returns it;
        all together more than 0.
    splits
        A mapping of names to divisions: one finite number a player, shape (n,).
    links
        A mapping of parameters of the game to players: ``"OEM"`` is his share,
        ``"surplus:OEM"`` his share of the surplus, ``"amount:OEM"`` what he gets.
    values
        Values of other parameters, as in :meth:`consilience.games.Game.vertices`.
    start
        Today's state, as in :meth:`consilience.games.Game.trajectory`: then also where it leads.

    Returns
    -------
    SplitStability
        For the game as it stands and for each division: the stable profiles with the share of
        starts that reach them, and how far each parameter may move (the others held) until that
        changes, and who changes it. Parameters are moved between their ``low`` and ``high`` in the
        game, else between 0 and 1, or 0 and v(N) for amounts.

    Raises
    ------
    ArgumentError
        If an argument is of the wrong form.
    DataError
        If there is no benefit or no surplus to divide, or a value of a parameter is missing.
    UnknownNameError
        If a parameter or player is unknown.

    Examples
    --------
    >>> from consilience.games import Game
    >>> from consilience.value import shapley, worths_from_synergies
    >>> both = ["work", "wait"]
    >>> game = Game.from_dict({
    ...     "populations": [{"name": "maker", "strategies": both},
    ...                     {"name": "supplier", "strategies": both}],
    ...     "parameters": {"s": 0.5},
    ...     "advantages": {"maker": "5*s*y - 2", "supplier": "5*(1 - s)*x - 2"}})
    >>> worths = worths_from_synergies({"maker": 4, "supplier": 1, "maker, supplier": 4})
    >>> found = split_stability(game, worths, {"Shapley": shapley(worths)}, {"s": "maker"})
    >>> found.before.stable
    (('work', 'work'), ('wait', 'wait'))
    >>> found.before.rooms[0].high, found.before.rooms[0].leave_above
    (0.6, ('supplier',))
    >>> round(found.of("Shapley").rooms[0].value, 3), found.of("Shapley").lost
    (0.667, (('work', 'work'),))

    References
    ----------
    Friedman (1991), Evolutionary Games in Economics; Shapley (1953), A Value for n-Person Games.
    That a division enters as one of these three numbers is a convention of this program.
    """
    owner = "split_stability"
    if not isinstance(game, Game):
        raise ArgumentError("game", owner, "game", game)
    if not isinstance(worths, Worths):
        raise ArgumentError("worths", owner, "worths_record", worths)
    if values is not None and not isinstance(values, Mapping):
        raise ArgumentError("values", owner, "mapping", values)
    found = _links(links, worths, game, owner)
    given = dict(values or {})
    divided = _divisions(splits, worths, owner)
    settings = {
        name: {link.parameter: _measured(link, worths, split) for link in found}
        for name, split in divided.items()
    }
    spans = {link.parameter: _span(link, game, worths) for link in found}
    before = None
    if all(item.kind for item in game.vertices(given).vertices):
        before = _effect(game, "", given, spans, start)
    effects = [
        _effect(game, name, {**given, **own}, spans, start, before)
        for name, own in settings.items()
    ]
    notes = [note for own in settings.values() for note in game.vertices({**given, **own}).notes]
    return SplitStability(
        links=found,
        before=before,
        effects=tuple(effects),
        parameters={"values": {name: str(value) for name, value in given.items()}, "start": start},
        notes=tuple({str(note): note for note in notes}.values()),
        references=("friedman1991", "shapley1953"),
    )


def _links(links: Any, worths: Worths, game: Game, owner: str) -> tuple[SplitLink, ...]:
    if not isinstance(links, Mapping) or not links:
        raise ArgumentError("links", owner, "split_links", links)
    parameters = [item.name for item in game.form.parameters]
    checks.known_names([*links], parameters, "links", owner)
    found = []
    for parameter, written in links.items():
        measure, sign, player = str(written).rpartition(":")
        chosen = checks.choice(measure if sign else "share", get_args(Measure), "links", owner)
        checks.known_names([player.strip()], worths.players, "links", owner)
        found.append(SplitLink(parameter, player.strip(), cast("Measure", chosen)))
    return tuple(found)


def _divisions(splits: Any, worths: Worths, owner: str) -> dict[str, np.ndarray[Any, Any]]:
    if not isinstance(splits, Mapping) or not splits:
        raise ArgumentError("splits", owner, "splits", splits)
    found = {}
    for name, split in splits.items():
        numbers = checks.numbers(np.asarray(split), f"splits[{name}]", owner)
        checks.same_length(
            numbers, np.empty(len(worths.players)), f"splits[{name}]", owner, "players"
        )
        found[str(name)] = numbers
    return found


def _measured(link: SplitLink, worths: Worths, split: np.ndarray[Any, Any]) -> Fraction:
    """Return the number that a division gives to a parameter.

    Exact, with numbers as people write them: 4.8 of 12 is 2/5, which may be a critical value.
    """
    place = worths.players.index(link.player)
    singles = [_written(item) for item in worths.values[1 << np.arange(len(worths.players))]]
    amount, total = _written(split[place]), _written(worths.values[-1])
    surplus = total - sum(singles)
    if total <= 0:
        raise DataError("value.no_benefit", worth=float(total))
    if link.measure == "amount":
        return amount
    if link.measure == "share":
        return amount / total
    if surplus <= 0:
        raise DataError("value.no_surplus_to_divide", surplus=float(surplus))
    return (amount - singles[place]) / surplus


def _written(number: float) -> Fraction:
    return Fraction(repr(float(number)))


def _span(link: SplitLink, game: Game, worths: Worths) -> tuple[float, float]:
    """Return between which values a parameter is moved."""
    item = next(item for item in game.form.parameters if item.name == link.parameter)
    low = 0.0 if item.low is None else float(item.low)
    most = float(worths.values[-1]) if link.measure == "amount" else 1.0
    return low, most if item.high is None else float(item.high)


def _effect(
    game: Game,
    name: str,
    values: Mapping[str, Any],
    spans: Mapping[str, tuple[float, float]],
    start: Any,
    before: SplitEffect | None = None,
) -> SplitEffect:
    stable = game.vertices(values).stable
    basins = game.basins(values, _SAMPLES)
    was = stable if before is None else before.stable
    return SplitEffect(
        division=name,
        stable=stable,
        basins=tuple(basins.of(*profile).share for profile in stable),
        lost=tuple(item for item in was if item not in stable),
        gained=tuple(item for item in stable if item not in was),
        end=() if start is None else separatrix(game, start, values).end,
        rooms=tuple(_room(game, parameter, span, values) for parameter, span in spans.items()),
    )


def _room(
    game: Game, parameter: str, span: tuple[float, float], values: Mapping[str, Any]
) -> SplitRoom:
    own = next(item.value for item in game.form.parameters if item.name == parameter)
    exact = values.get(parameter, own)
    value = float(Fraction(str(exact)))
    others = {name: other for name, other in values.items() if name != parameter}
    low = exact if value < span[0] else span[0]
    high = exact if value > span[1] else span[1]
    found = game.thresholds(parameter, low, high, others)
    inside = [item for item in found.intervals if item.low <= value <= item.high]
    if value in found.critical:
        return SplitRoom(parameter, value, value, value, *(_movers(found, value),) * 2)
    room = inside[0]
    ends = (_movers(found, room.low), _movers(found, room.high))
    return SplitRoom(parameter, value, room.low, room.high, *ends)


def _movers(found: Thresholds, end: float) -> tuple[str, ...]:
    """Return the populations whose change of mind changes what is stable there."""
    movers = [
        item.party.population
        for item in found.crossings
        if item.value == end and item.changes_stable
    ]
    return tuple(dict.fromkeys(movers))


def _row(effect: SplitEffect, room: SplitRoom) -> dict[str, object]:
    return {
        "division": effect.division,
        "parameter": room.parameter,
        "value": room.value,
        "stable": "; ".join(f"({', '.join(names)})" for names in effect.stable),
        "low": room.low,
        "high": room.high,
        "leave below": ", ".join(room.leave_below),
        "leave above": ", ".join(room.leave_above),
    }
