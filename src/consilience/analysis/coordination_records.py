"""Records of the strategies of coordination, and the thresholds of their rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from consilience.texts import Language, text

Level = Literal["global", "local", "actor"]
THRESHOLDS: Mapping[str, float] = {
    "current_loss": 0.10,
    "leader_gain": 0.25,
    "tie_gain": 0.05,
    "weakest_ratio": 2.0,
    "largest_part": 1.0,
    "cut_off": 1.0,
    "low_potential": 0.5,
    "group_ties": 1.0,
    "brokerage_share": 0.5,
    "missing": 0.0,
    "holders": 2.0,
    "routine_growth": 0.10,
    "retention": 0.80,
}


@dataclass(frozen=True)
class Measured:
    """A value that triggered a strategy, its threshold, and the step that found it."""

    measure: str
    value: float
    threshold: float
    step: str


@dataclass(frozen=True)
class WhatIf:
    """What would come of a strategy: a quantity before and after, and the gain as a share.

    ``low`` and ``high`` are the gains in networks whose ties are counted otherwise or lost, NaN
    where that was not tried.
    """

    quantity: str
    before: float
    after: float
    gain: float
    low: float
    high: float


@dataclass(frozen=True)
class Strategy:
    """One thing to do, whom it concerns, and the numbers that say so.

    ``sureness`` is the share of changed networks (or assumptions) in which the rule still holds,
    NaN where it was not tried. ``values`` fill the blanks of the sentence.
    """

    rank: int
    kind: str
    level: Level
    about: tuple[str, ...]
    measured: tuple[Measured, ...]
    effect: WhatIf | None
    sureness: float
    values: Mapping[str, Any]

    def sentence(self, language: Language = "en", names: Mapping[str, str] | None = None) -> str:
        """Return the strategy as one sentence; ``names`` of organisations replace their codes."""
        known = names or {}
        values = {name: _named(value, known) for name, value in self.values.items()}
        return text(f"alliance.strategy.{self.kind}", language, **values)


def strategy(
    kind: str,
    level: Level,
    about: tuple[str, ...],
    measured: tuple[Measured, ...],
    *,
    effect: WhatIf | None = None,
    sureness: float = float("nan"),
    **values: Any,
) -> Strategy:
    """Return a strategy that is not ranked yet; ``values`` fill the blanks of its sentence."""
    shown = {name: list(one) if isinstance(one, tuple) else one for name, one in values.items()}
    return Strategy(0, kind, level, about, measured, effect, sureness, shown)


def _named(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, list | tuple):
        return [_named(one, names) for one in value]
    return names.get(value, value) if isinstance(value, str) else value
