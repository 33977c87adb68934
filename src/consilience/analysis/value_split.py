"""How the benefit of an alliance could be divided: several rules, each with its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks, value
from consilience.analysis.alliance_state import merged, notes_of
from consilience.analysis.value_bearing import Bearing, bearing
from consilience.analysis.value_draws import DRAWS, drawn
from consilience.analysis.value_rules import applies, divided, rules_of
from consilience.analysis.value_split_records import (
    ExpertDivision,
    GameSplit,
    RuleDivision,
    SplitFinding,
    SplitState,
    Verdict,
)
from consilience.analysis.value_worths import (
    MOST_PLAYERS,
    CoalitionWorth,
    StudyGameOfWorths,
    array_of,
    as_worths,
    games_of,
    members_of,
)
from consilience.errors import DataError
from consilience.results import Note, Result

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings
    from consilience.analysis.value_material import ValueMaterial
    from consilience.value import Worths

Floats = NDArray[np.float64]

SPLIT = ("collaborations", "rules", "factors", "claims", "power", *DRAWS)
_BOUNDED = 12  # players for whom gaps can be bounded
_LISTED = 20  # missing coalitions and objections that are named


@dataclass(frozen=True)
class Known:
    """What is known of the worths of a game.

    ``lower`` are the worths that count, ``upper`` the most that coalitions without a worth can
    have; None where nothing can be divided. ``ranges`` bound the Shapley value of each player where
    there are gaps.
    """

    state: SplitState
    missing: tuple[tuple[str, ...], ...] = ()
    lower: Worths | None = None
    upper: Worths | None = None
    ranges: tuple[Floats, Floats] | None = None


def split(material: ValueMaterial, settings: Settings) -> SplitFinding:
    """Divide what each collaboration of a study, or the whole alliance, is worth."""
    games = asked_games(material, settings)
    rules = rules_of(settings, "split")
    found, notes, parts = [], [], []
    for game in games:
        known, borne = known_of(game.players, game.worths), bearing(game, settings)
        found.append(_game(game, known, borne, (rules, "rules" in settings), settings))
        notes += [*borne.notes, *_notes(game, known, found[-1])]
        parts += _rested(known)
    return SplitFinding(
        games=tuple(found),
        parameters=dict(settings),
        notes=tuple({str(note): note for note in (*notes, *notes_of(*parts))}.values()),
        references=tuple(dict.fromkeys((*merged(*parts), *_REFERENCES))),
    )


_REFERENCES = ("shapley1953", "schmeidler1969", "nash1950", "gillies1959")


def asked_games(material: ValueMaterial, settings: Settings) -> tuple[StudyGameOfWorths, ...]:
    """Return the games that the settings name; all by default.

    Raises
    ------
    DataError
        If the study has no worths.
    UnknownNameError
        If a collaboration has none.
    """
    games = games_of(material.study)
    if not games:
        raise DataError("value_study.no_worths", study=material.study.project.code)
    if "collaborations" not in settings:
        return games
    codes = [game.collaboration for game in games]
    asked = checks.known_names(settings["collaborations"], codes, "collaborations", "split")
    return tuple(game for game in games if game.collaboration in asked)


def known_of(players: tuple[str, ...], worths: Sequence[CoalitionWorth]) -> Known:
    """Return what rows say of all coalitions of players."""
    if not players:
        return Known("incomplete")
    if len(players) > MOST_PLAYERS:
        return Known("too many players")
    amounts = array_of(players, worths, "amount")
    gaps = np.flatnonzero(np.isnan(amounts)).tolist()
    if not gaps:
        same = all(one.low == one.amount == one.high for one in worths)
        return Known("exact" if same else "estimated", lower=as_worths(players, amounts))
    missing = tuple(members_of(players, mask) for mask in gaps)
    needed = {1 << place for place in range(len(players))} | {len(amounts) - 1}
    if needed & set(gaps) or len(players) > _BOUNDED:
        return Known("incomplete", missing)
    return _bounded(players, worths, missing)


def _bounded(
    players: tuple[str, ...],
    worths: Sequence[CoalitionWorth],
    missing: tuple[tuple[str, ...], ...],
) -> Known:
    """Return bounds of the gaps; the engine reads names with commas, so players go by places."""
    places = {name: str(place) for place, name in enumerate(players)}
    table = pd.DataFrame(
        {
            "coalition": [", ".join(places[name] for name in one.coalition) for one in worths],
            "worth": [one.amount for one in worths],
        }
    )
    try:
        found = value.worth_bounds(table, players=list(places.values()))
    except DataError:  # a coalition is worth less than its parts: nothing bounds the gaps
        return Known("not superadditive", missing)
    return Known(
        "bounded",
        missing,
        as_worths(players, found.lower),
        as_worths(players, found.upper),
        (found.low, found.high),
    )


def _game(
    game: StudyGameOfWorths,
    known: Known,
    borne: Bearing,
    asked: tuple[tuple[str, ...], bool],
    settings: Settings,
) -> GameSplit:
    rules, named = asked
    units = game.units
    base = GameSplit(
        collaboration=game.collaboration,
        unit=units[0] if len(units) == 1 else "",
        state=known.state,
        players=game.players,
        worths=game.worths,
        missing=known.missing[:_LISTED],
        experts=game.experts,
    )
    if known.lower is None:
        return base
    worths = known.lower
    chosen = [rule for rule in rules if named or applies(rule, borne)]
    divisions = [_rule(rule, worths, known, borne) for rule in chosen]
    if known.state == "estimated":
        divisions = drawn(game, divisions, borne, settings)
    core = value.core_nonempty(worths)
    return replace(
        base,
        own=tuple(worths.values[1 << np.arange(len(game.players))].tolist()),
        total=float(worths.values[-1]),
        core=core,
        factors=tuple(borne.factors.columns),
        bears=borne.rows,
        rules=tuple(_by_experts(game, one, borne) for one in divisions),
        draws=_draws(divisions, settings),
    )


def _draws(divisions: Sequence[RuleDivision], settings: Settings) -> int:
    """Return from how many draws ranges come, 0 where there are none."""
    return settings.get("draws", 200) if any(one.stable == one.stable for one in divisions) else 0


def _rule(rule: str, worths: Worths, known: Known, borne: Bearing) -> RuleDivision:
    state, values = divided(rule, worths, borne)
    if state != "found":
        return RuleDivision(rule, state)
    inside = value.core_membership(worths, values, most=_LISTED)
    low, high = known.ranges if known.ranges and rule == "shapley" else ((), ())
    near = () if inside.in_core else value.nearest_core_point(worths, values).values.tolist()
    return RuleDivision(
        rule=rule,
        state=state,
        values=tuple(values.tolist()),
        verdict=_verdict(inside, known, values),
        rational=not inside.below_own,
        below_own=inside.below_own,
        objection_count=inside.objection_count,
        objections=inside.objections,
        nearest=tuple(near),
        low=tuple(float(one) for one in low),
        high=tuple(float(one) for one in high),
    )


def _verdict(inside: value.CoreMembership, known: Known, values: Floats) -> Verdict:
    """Return whether a division is in the core, whatever coalitions without a worth have."""
    if not inside.in_core:
        return "out"
    if known.upper is None or value.core_membership(known.upper, values).in_core:
        return "in"
    return "open"


def _by_experts(game: StudyGameOfWorths, one: RuleDivision, borne: Bearing) -> RuleDivision:
    """Add what the rule gives by each expert alone, where his coalitions are complete."""
    if len(game.experts) < 2:
        return one
    found = []
    for expert in game.experts:
        known = known_of(game.players, game.of_expert(expert))
        if known.lower is None or known.missing:
            continue
        state, values = divided(one.rule, known.lower, borne)
        if state == "found":
            inside = value.core_membership(known.lower, values).in_core
            found.append(ExpertDivision(expert, tuple(values.tolist()), inside))
    return replace(one, experts=tuple(found))


def _notes(game: StudyGameOfWorths, known: Known, found: GameSplit) -> list[Note]:
    name = game.name
    notes = []
    if len(game.units) > 1:
        told = {"game": name, "units": game.units}
        notes.append(Note("value_study.note.units", told, "warning"))
    if known.missing:
        shown = {"game": name, "count": len(known.missing), "first": list(known.missing[0])}
        key = "gaps" if known.lower is not None else "no_division"
        notes.append(Note(f"value_study.note.{key}", shown, "warning"))
    if known.state == "estimated" and not found.draws:
        notes.append(Note("value_study.note.no_draws", {"game": name}))
    if len(game.experts) > 1:
        notes.append(Note("value_study.note.experts", {"count": len(game.experts)}))
    return notes


def _rested(known: Known) -> list[Result]:
    return [] if known.lower is None else [known.lower]
