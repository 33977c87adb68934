"""The step on a game of the study: what is stable, between which values, how surely, what helps."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from consilience import games
from consilience.analysis import game_paths
from consilience.analysis.game_finding import (
    AfterChange,
    GameFinding,
    LookedAt,
    Nudge,
    PayoffRow,
    reached,
)
from consilience.analysis.game_settings import Asked, asked_of
from consilience.analysis.plain_games import payoff_cells
from consilience.analysis.study_games import StudyGame, study_game
from consilience.errors import DataError
from consilience.games import Change
from consilience.results import Note, Result

if TYPE_CHECKING:
    from consilience.analysis.game_finding import Reached
    from consilience.analysis.game_material import GameMaterial
    from consilience.analysis.inputs import Settings
    from consilience.games import Mechanism

_SOBOL = 4_096
_INSIDE = 0.01  # of an interval: so far inside a lever is put
Found = TypeVar("Found")


@dataclass(frozen=True)
class _Study:
    """A game that is looked at: with its questions, and notes on what could not be answered."""

    whole: StudyGame
    asked: Asked
    notes: list[Note]

    @property
    def game(self) -> games.Game:
        """The engine's game."""
        return self.whole.game

    @property
    def values(self) -> dict[str, str]:
        """Today's values."""
        return self.whole.values

    def tried(self, part: str, do: Callable[[], Found]) -> Found | None:
        """Return what a part finds, or nothing and a note why it is missing."""
        try:
            return do()
        except DataError as error:
            self.notes.append(Note(f"game_steps.left_out.{part}", {}, "warning"))
            self.notes.append(Note(error.key, error.values, "warning"))
            return None


def game(material: GameMaterial, settings: Settings) -> GameFinding:
    """Analyse a game of the study with the values, spreads and levers that the study has."""
    whole = study_game(material.study, settings.get("game"))
    asked = asked_of(whole, settings)
    looked = _Study(whole, asked, [])
    parts = _symbolic(looked)
    key = ""
    if whole.missing:
        looked.notes.append(Note("game_steps.note.missing", {"names": whole.missing}, "warning"))
    else:
        parts |= _uncertain(looked)
        parts |= _numeric(looked, parts)
        key = _key(asked, parts)
        parts |= _moving(looked, key, parts) | _mechanisms(looked, parts)
    return GameFinding(
        code=whole.code,
        target=asked.target,
        populations=tuple(item.name for item in whole.game.populations),
        strategies=tuple(item.strategies for item in whole.game.populations),
        numbers=whole.numbers,
        missing=whole.missing,
        key=key,
        levers=tuple(asked.levers),
        start=asked.start,
        parameters=dict(settings),
        notes=_notes(looked, parts),
        references=_references(parts),
        **parts,
    )


def _symbolic(looked: _Study) -> dict[str, Any]:
    """Return what holds whatever the values are."""
    game, asked = looked.game, looked.asked
    cells = payoff_cells(game)
    return {
        "payoffs": tuple(PayoffRow(profile, payoffs) for profile, payoffs in cells.items()),
        "equations": game.equations(),
        "vertices": game.vertices(looked.values),
        "scenarios": games.scenarios(game, asked.assumptions) if asked.scenarios else None,
    }


def _uncertain(looked: _Study) -> dict[str, Any]:
    """Return how sure the target's stability is, and what decides it."""
    game, asked, values = looked.game, looked.asked, looked.values
    found: dict[str, Any] = {
        "factors": looked.tried(
            "factors", lambda: games.factors(game, asked.target, values, asked.assumptions)
        )
    }
    spreads = looked.whole.spreads
    if not spreads:
        return found
    found["probability"] = games.stability_probability(
        game, asked.target, spreads, values, samples=asked.draws, seed=asked.seed
    )
    within = {item.parameter: (item.low, item.high) for item in _of_spreads(looked)}
    found["tornado"] = games.tornado(game, asked.target, within, values)
    found["sobol"] = games.sobol_indices(
        game, asked.target, spreads, values, samples=_SOBOL, seed=asked.seed
    )
    return found


def _of_spreads(looked: _Study) -> list[LookedAt]:
    """Return the ends of what is thought possible of each uncertain parameter."""
    return [
        LookedAt(item.name, item.spread_low, item.spread_high, "spread")
        for item in looked.whole.numbers
        if item.uncertain and item.matters
    ]


def _ranked(asked: Asked, parts: dict[str, Any]) -> list[str]:
    """Return parameters with a range: levers, then by what they do to the margin."""
    bars = parts["tornado"].bars if parts.get("tornado") else ()
    known = [item.parameter for item in asked.ranges]
    named = [item.parameter for item in asked.ranges if item.source == "setting"]
    order = dict.fromkeys((*asked.levers, *named, *(bar.parameter for bar in bars), *known))
    return [name for name in order if name in known]


def _numeric(looked: _Study, parts: dict[str, Any]) -> dict[str, Any]:
    """Return rest points, thresholds, the map and basins at today's values."""
    game, asked, values = looked.game, looked.asked, looked.values
    ranked = _ranked(asked, parts)
    followed = {asked.curves, *asked.levers, *ranked[:1]} if asked.start else set()
    thresholds = tuple(
        game.thresholds(
            item.parameter,
            item.low,
            item.high,
            values,
            start=asked.start if item.parameter in followed else None,
        )
        for item in asked.ranges
    )
    start = asked.start or game_paths.middle(game)
    return {
        "equilibria": looked.tried("equilibria", lambda: game.equilibria(values)),
        "ranges": asked.ranges,
        "thresholds": thresholds,
        "map": _map(looked, ranked),
        "separatrix": looked.tried("separatrix", lambda: games.separatrix(game, start, values)),
        "basins": looked.tried("basins", lambda: game.basins(values, asked.samples, asked.seed)),
    }


def _key(asked: Asked, parts: dict[str, Any]) -> str:
    """Return the parameter of figures: the one asked for, else a lever that turns today's path.

    Where there is none, the first lever, or the parameter that moves the margin most.
    """
    if asked.curves:
        return asked.curves
    turning = [one.parameter for one in parts["thresholds"] if one.switches]
    levers = [name for name in asked.levers if name in turning]
    return next(iter((*levers, *_ranked(asked, parts))), "")


def _moving(looked: _Study, key: str, parts: dict[str, Any]) -> dict[str, Any]:
    """Return paths from many starts, and those of the key parameter's regimes."""
    game, asked, values = looked.game, looked.asked, looked.values
    at = next((one for one in parts["thresholds"] if one.parameter == key), None)
    curves = looked.tried("paths", lambda: game_paths.curves_of(game, values, asked, at))
    paths = looked.tried("paths", lambda: game_paths.paths_of(game, values))
    return {"curves": curves or (), "paths": paths}


def _map(looked: _Study, ranked: list[str]) -> games.StabilityMap | None:
    """Return the map of two parameters: those asked for, else the two most important."""
    x, y = looked.asked.map or (*ranked, "", "")[:2]
    if not y:
        return None
    ends = {item.parameter: (item.low, item.high) for item in looked.asked.ranges}
    return games.stability_map(looked.game, x, y, ends[x], ends[y], looked.values)


def _mechanisms(looked: _Study, parts: dict[str, Any]) -> dict[str, Any]:
    """Return the cheapest change of all levers, of each alone, and what comes of it."""
    levers = looked.asked.levers
    if not levers:
        return {}
    both = _mechanism(looked, levers)
    alone = tuple(_mechanism(looked, {name: ends}) for name, ends in levers.items())
    return {
        "mechanism": both,
        "alone": alone if len(levers) > 1 else (),
        "after": _after(looked, both.changes) if both.found else None,
        "nudge": _nudge(looked, parts),
    }


def _nudge(looked: _Study, parts: dict[str, Any]) -> Nudge | None:
    """Return the cheapest move of one lever that lets today's state lead to the target."""
    asked, found = looked.asked, parts["separatrix"]
    if not asked.start or found is None or found.end == asked.target:
        return None
    changes = [
        _to_interval(looked, one.parameter, span)
        for one in parts["thresholds"]
        if one.parameter in asked.levers
        for span in reached(one, asked.target, found.end)
    ]
    if not changes:
        return None
    best = min(changes, key=lambda item: (item.cost, item.parameter))
    return Nudge(best, _after(looked, (best,)))


def _to_interval(looked: _Study, lever: str, span: Reached) -> Change:
    """Return the move of a lever to just inside an interval that lies beyond its value."""
    before = looked.whole.number_of(lever).number
    room = _INSIDE * (span.high - span.low)
    after = min(max(before, span.low + room), span.high - room)
    cost = abs(after - before) * float(looked.asked.levers[lever][2])
    return Change(lever, before, after, cost)


def _mechanism(looked: _Study, levers: Any) -> Mechanism:
    asked = looked.asked
    return looked.game.mechanism(
        asked.target,
        levers,
        looked.values,
        margin=asked.margin,
        only=asked.only,
        basin=asked.basin,
    )


def _after(looked: _Study, changes: Iterable[Change]) -> AfterChange:
    """Return the game with the levers where changes put them."""
    game, asked = looked.game, looked.asked
    values = {**looked.values, **{item.parameter: repr(item.after) for item in changes}}
    spreads = {n: one for n, one in looked.whole.spreads.items() if n not in asked.levers}
    start = asked.start or game_paths.middle(game)
    led = looked.tried("separatrix", lambda: games.separatrix(game, start, values))
    return AfterChange(
        basins=looked.tried("basins", lambda: game.basins(values, asked.samples, asked.seed)),
        end=led.end if led and asked.start else (),
        probability=games.stability_probability(
            game, asked.target, spreads, values, samples=asked.draws, seed=asked.seed
        )
        if spreads
        else None,
    )


def _notes(looked: _Study, parts: dict[str, Any]) -> tuple[Note, ...]:
    """Return each note once: those of the engines that tell of the game as it is, then ours."""
    shown = ("vertices", "equilibria", "basins", "separatrix", "sobol", "probability")
    told = [parts[name].notes for name in shown if parts.get(name)]
    notes = [*itertools.chain(*told), *looked.notes]
    return tuple({note.sentence(): note for note in notes}.values())


def _references(parts: dict[str, Any]) -> tuple[str, ...]:
    found = [part.references for part in parts.values() if isinstance(part, Result)]
    return tuple(dict.fromkeys(itertools.chain(*found)))
