"""The step on a game of the study: what is stable, between which values, how surely, what helps."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from consilience import games
from consilience.analysis import game_paths
from consilience.analysis.game_finding import AfterChange, GameFinding, LookedAt, PayoffRow
from consilience.analysis.game_settings import Asked, asked_of
from consilience.analysis.plain_games import payoff_cells
from consilience.analysis.study_games import StudyGame, study_game
from consilience.errors import DataError
from consilience.results import Note, Result

if TYPE_CHECKING:
    from consilience.analysis.game_material import GameMaterial
    from consilience.analysis.inputs import Settings
    from consilience.games import Mechanism

_SOBOL = 4_096
_MOST_SOBOL = 24  # parameters: beyond, indices take long
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
        key = _key(asked, parts)
        parts |= _numeric(looked, key, parts) | _mechanisms(looked)
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
    if len(spreads) <= _MOST_SOBOL:
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


def _key(asked: Asked, parts: dict[str, Any]) -> str:
    """Return the parameter that figures speak of: the one asked for, the first lever, the longest bar."""
    if asked.curves:
        return asked.curves
    return next(iter(_ranked(asked, parts)), "")


def _ranked(asked: Asked, parts: dict[str, Any]) -> list[str]:
    """Return parameters with a range: levers, then by what they do to the margin, then the others."""
    bars = parts["tornado"].bars if parts.get("tornado") else ()
    known = [item.parameter for item in asked.ranges]
    named = [item.parameter for item in asked.ranges if item.source == "setting"]
    order = dict.fromkeys((*asked.levers, *named, *(bar.parameter for bar in bars), *known))
    return [name for name in order if name in known]


def _numeric(looked: _Study, key: str, parts: dict[str, Any]) -> dict[str, Any]:
    """Return rest points, thresholds, the map, paths and basins at today's values."""
    game, asked, values = looked.game, looked.asked, looked.values
    followed = {key, *asked.levers} if asked.start else set()
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
    curves, until = game_paths.curves_of(
        game, values, asked, next((t for t in thresholds if t.parameter == key), None)
    )
    return {
        "equilibria": looked.tried("equilibria", lambda: game.equilibria(values)),
        "ranges": asked.ranges,
        "thresholds": thresholds,
        "map": _map(looked, parts),
        "separatrix": looked.tried(
            "separatrix",
            lambda: games.separatrix(game, asked.start or game_paths.middle(game), values),
        ),
        "curves": curves,
        "paths": looked.tried("paths", lambda: game_paths.paths_of(game, values, until)),
        "basins": looked.tried("basins", lambda: game.basins(values, asked.samples, asked.seed)),
    }


def _map(looked: _Study, parts: dict[str, Any]) -> games.StabilityMap | None:
    """Return the map of two parameters: those asked for, else the two most important."""
    ranked = _ranked(looked.asked, parts)
    x, y = looked.asked.map or (*ranked, "", "")[:2]
    if not y:
        return None
    (a, b) = (looked.asked.range_of(name) for name in (x, y))
    if a is None or b is None:
        return None
    return games.stability_map(looked.game, x, y, (a.low, a.high), (b.low, b.high), looked.values)


def _mechanisms(looked: _Study) -> dict[str, Any]:
    """Return the cheapest change of all levers, of each alone, and what comes of the first."""
    levers = looked.asked.levers
    if not levers:
        return {}
    both = _mechanism(looked, levers)
    alone = tuple(_mechanism(looked, {name: ends}) for name, ends in levers.items())
    return {
        "mechanism": both,
        "alone": alone if len(levers) > 1 else (),
        "after": _after(looked, both) if both.found else None,
    }


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


def _after(looked: _Study, found: Mechanism) -> AfterChange:
    """Return the game with the levers where the mechanism puts them."""
    game, asked = looked.game, looked.asked
    values = {**looked.values, **{item.parameter: repr(item.after) for item in found.changes}}
    spreads = {n: one for n, one in looked.whole.spreads.items() if n not in asked.levers}
    end: tuple[str, ...] = ()
    if asked.start:
        end = games.separatrix(game, asked.start, values).end
    return AfterChange(
        basins=looked.tried("basins", lambda: game.basins(values, asked.samples, asked.seed)),
        end=end,
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
