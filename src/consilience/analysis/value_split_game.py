"""What each division of the benefit does to the stability of a game of the study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from consilience.analysis.split_stability import SplitStability, split_stability
from consilience.analysis.study_games import study_game
from consilience.analysis.value_bearing import bearing
from consilience.analysis.value_rules import applies, divided, rules_of
from consilience.analysis.value_split import asked_games, known_of
from consilience.errors import DataError
from consilience.results import Note, Result
from consilience.value import core_membership

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings
    from consilience.analysis.value_material import ValueMaterial

SPLIT_GAME = (
    "game",
    "links",
    "collaboration",
    "rules",
    "factors",
    "claims",
    "power",
    "values",
    "start",
)
_OWNER = "split_game"


@dataclass(frozen=True, kw_only=True, eq=False)
class SplitGameFinding(Result):
    """The game with the code ``game`` as it stands, and under the divisions of ``collaboration``.

    ``collaboration`` is "" for the whole alliance. ``in_core`` names the rules whose division lies
    in the core of the worths.
    """

    game: str
    collaboration: str
    stability: SplitStability
    in_core: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a division and parameter."""
        return self.stability.to_frame()


def split_game(material: ValueMaterial, settings: Settings) -> SplitGameFinding:
    """Put the divisions of a benefit into the payoffs of a game, and say what is stable then."""
    links = settings["links"]
    if not isinstance(links, Mapping) or not links:
        raise DataError("value_study.links", got=str(links))
    code = str(settings.get("collaboration", ""))
    (worths_of,) = asked_games(material, {"collaborations": [code]})
    known = known_of(worths_of.players, worths_of.worths)
    if known.lower is None:
        raise DataError("value_study.nothing_to_divide", game=worths_of.name)
    borne = bearing(worths_of, settings)
    rules = rules_of(settings, _OWNER)
    found = {rule: divided(rule, known.lower, borne) for rule in rules if applies(rule, borne)}
    splits = {rule: values for rule, (state, values) in found.items() if state == "found"}
    game = study_game(material.study, settings.get("game"))
    values = {**game.values, **settings.get("values", {})}
    given = {name: value for name, value in values.items() if name not in links}
    stability = split_stability(
        game.game, known.lower, splits, links, given, start=settings.get("start")
    )
    inside = [rule for rule, split in splits.items() if core_membership(known.lower, split)]
    return SplitGameFinding(
        game=game.code,
        collaboration=code,
        stability=stability,
        in_core=tuple(inside),
        parameters=dict(settings),
        notes=(
            *borne.notes,
            *((Note("value_study.note.gaps_in_game", {}, "warning"),) if known.missing else ()),
        ),
        references=stability.references,
    )
