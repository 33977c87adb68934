"""What a step asks about a game: its settings, checked, with defaults for the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from consilience import checks
from consilience.analysis.game_finding import LookedAt
from consilience.errors import ArgumentError, ConsilienceError, DataError
from consilience.games.expressions import exact
from consilience.games.mechanism import profile_of
from consilience.games.records import as_float
from consilience.games.trajectories import starts_of

if TYPE_CHECKING:
    from consilience.analysis.game_finding import RangeFrom
    from consilience.analysis.inputs import Settings
    from consilience.analysis.study_games import StudyGame
    from consilience.games import Game

GAME = (
    "game",
    "target",
    "start",
    "levers",
    "ranges",
    "map",
    "curves",
    "until",
    "samples",
    "draws",
    "margin",
    "only",
    "basin",
    "assumptions",
    "scenarios",
    "seed",
)
Lever = tuple[Fraction, Fraction, Fraction]
_OWNER = "game"
_SAMPLES, _DRAWS = 10_000, 20_000
_MARGIN = 1e-3
_MOST_PROFILES = 8  # beyond, proofs about all sets of vertices take long


@dataclass(frozen=True)
class Asked:
    """The settings of a step, each in its one working form; () or "" where nothing is asked.

    ``start`` has the shares of each population's strategies. ``levers`` are as the mechanism takes
    them, ``ranges`` in the order in which thresholds are looked for: levers first.
    """

    target: tuple[str, ...]
    start: tuple[tuple[float, ...], ...]
    levers: Mapping[str, Lever]
    ranges: tuple[LookedAt, ...]
    map: tuple[str, ...]
    curves: str
    until: float
    samples: int
    draws: int
    seed: int
    margin: float
    only: bool
    basin: float | None
    assumptions: tuple[str, ...]
    scenarios: bool


def asked_of(whole: StudyGame, settings: Settings) -> Asked:
    """Return what a step asks.

    Raises
    ------
    DataError
        If a setting is of the wrong form or names what the game does not have.
    """
    try:
        return _asked(whole, settings)
    except ConsilienceError as error:
        raise DataError("game_steps.setting", game=whole.code, problem=error) from error


def _asked(whole: StudyGame, settings: Settings) -> Asked:
    game = whole.game
    names = [item.name for item in whole.numbers]
    first = [item.strategies[0] for item in game.populations]
    target = profile_of(game.form, settings.get("target", first), _OWNER)
    levers = _levers(settings.get("levers", {}), whole)
    ranges = tuple(_ranges(whole, _spans(settings.get("ranges", {}), names), levers))
    known = [item.parameter for item in ranges]
    until = checks.number(settings.get("until", 0.0), "until", _OWNER)
    margin = checks.number(settings.get("margin", _MARGIN), "margin", _OWNER)
    for name, value in (("until", until), ("margin", margin)):
        if name in settings and value <= 0:
            raise ArgumentError(name, _OWNER, "above", settings[name], limit=0)
    basin = settings.get("basin")
    return Asked(
        target=game.form.names(target),
        start=_start(game, settings.get("start")),
        levers=levers,
        ranges=ranges,
        map=_map(settings["map"], known) if "map" in settings else (),
        curves=_one(settings["curves"], known, "curves") if "curves" in settings else "",
        until=until,
        samples=checks.whole(settings.get("samples", _SAMPLES), 1, "samples", _OWNER),
        draws=checks.whole(settings.get("draws", _DRAWS), 1, "draws", _OWNER),
        seed=checks.whole(settings.get("seed", 0), 0, "seed", _OWNER),
        margin=margin,
        only=checks.boolean(settings.get("only", False), "only", _OWNER),
        basin=None if basin is None else checks.interval(basin, 0, 1, "basin", _OWNER),
        assumptions=_texts(settings.get("assumptions", ())),
        scenarios=_scenarios(settings, game),
    )


def _scenarios(settings: Settings, game: Game) -> bool:
    few = sum(1 for _ in game.form.profiles()) <= _MOST_PROFILES
    return checks.boolean(settings.get("scenarios", few), "scenarios", _OWNER)


def _texts(given: object) -> tuple[str, ...]:
    if isinstance(given, str):
        return (given,)
    return checks.names(given, "assumptions", _OWNER) if given else ()


def _start(game: Game, given: object) -> tuple[tuple[float, ...], ...]:
    """Return the shares of each population; a mapping gives them by population."""
    if given is None:
        return ()
    if isinstance(given, Mapping):
        names = [item.name for item in game.populations]
        checks.known_names(list(given), names, "start", _OWNER)
        missing = [name for name in names if name not in given]
        if missing:
            raise DataError("game_steps.start_missing", names=missing)
        given = [given[name] for name in names]
    row = iter(starts_of(game.form, [given], _OWNER)[0].tolist())
    return tuple(tuple(next(row) for _ in range(size)) for size in game.form.sizes)


def _levers(given: object, whole: StudyGame) -> dict[str, Lever]:
    """Return levers with their ends, around today's value, and the cost of one unit."""
    if not isinstance(given, Mapping):
        raise ArgumentError("levers", _OWNER, "levers", given)
    names = [item.name for item in whole.numbers]
    return {
        checks.choice(name, names, "levers", _OWNER): _lever(entry, whole.values.get(name))
        for name, entry in given.items()
    }


def _lever(entry: object, today: str | None) -> Lever:
    if not isinstance(entry, Sequence) or isinstance(entry, str) or len(entry) not in {2, 3}:
        raise ArgumentError("levers", _OWNER, "levers", entry)
    low, high, cost = (exact(item) for item in (*entry, 1)[:3])
    now = None if today is None else exact(today)
    if low is None or high is None or cost is None or low >= high or cost < 0:
        raise ArgumentError("levers", _OWNER, "levers", entry)
    if now is not None and not low <= now <= high:
        raise ArgumentError("levers", _OWNER, "levers", entry)
    return low, high, cost


def _spans(given: object, names: Sequence[str]) -> dict[str, tuple[float, float]]:
    if not isinstance(given, Mapping):
        raise ArgumentError("ranges", _OWNER, "mapping", given)
    checks.known_names(list(given), names, "ranges", _OWNER) if given else ()
    return {name: _span(entry, "ranges") for name, entry in given.items()}


def _span(entry: object, name: str) -> tuple[float, float]:
    if not isinstance(entry, Sequence) or isinstance(entry, str) or len(entry) != 2:
        raise ArgumentError(name, _OWNER, "ends", entry)
    ends = [exact(item) for item in entry]
    low, high = ends
    if low is None or high is None or low >= high:
        raise ArgumentError(name, _OWNER, "ends", entry)
    return as_float(low), as_float(high)


def _ranges(
    whole: StudyGame,
    given: Mapping[str, tuple[float, float]],
    levers: Mapping[str, Lever],
) -> list[LookedAt]:
    """Return ranges: of levers, then those that are set, then those of table and spreads.

    A parameter without any of these is looked at from 0 to twice its value (a convention of this
    program); one that does not move the game, or is 0 then, not at all.
    """
    found: dict[str, LookedAt] = {}
    for name, (low, high, _) in levers.items():
        ends = given.get(name, (as_float(low), as_float(high)))
        found[name] = LookedAt(name, *ends, "lever")
    for name, ends in given.items():
        found.setdefault(name, LookedAt(name, *ends, "setting"))
    tables = {item.name for item in whole.game.parameters if None not in {item.low, item.high}}
    for item in whole.numbers:
        if item.name in found or not item.matters:
            continue
        if item.low < item.high:
            source: RangeFrom = "table" if item.name in tables else "spread"
            span = sorted({item.low, item.high, item.number if item.value else item.low})
            found[item.name] = LookedAt(item.name, span[0], span[-1], source)
        elif item.value and item.number:
            found[item.name] = LookedAt(
                item.name, min(0.0, 2 * item.number), max(0.0, 2 * item.number), "convention"
            )
    return list(found.values())


def _map(given: object, known: Sequence[str]) -> tuple[str, ...]:
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) != 2:
        raise ArgumentError("map", _OWNER, "two_parameters", given)
    x, y = (_one(item, known, "map") for item in given)
    if x == y:
        raise ArgumentError("map", _OWNER, "two_parameters", given)
    return x, y


def _one(given: object, known: Sequence[str], name: str) -> str:
    """Return a parameter that has a range."""
    return checks.choice(given, known, name, _OWNER)
