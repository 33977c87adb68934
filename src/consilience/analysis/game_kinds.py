"""The kinds of step on games."""

from __future__ import annotations

from collections.abc import Mapping

from consilience.analysis.game_finding import GameFinding
from consilience.analysis.game_settings import GAME
from consilience.analysis.game_step import game
from consilience.analysis.step_kind import StepKind

GAME_KINDS: Mapping[str, StepKind] = {
    "game": StepKind(GAME, (), GameFinding, game, rests_on="games"),
}
