"""The records of games: payoff tables, and where each number in them comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from consilience.study.ids import new_id

ParameterOrigin = Literal["", "constructed", "assumed", "cited", "measured"]
Statistic = Literal["mean", "median", "minimum", "maximum", "last"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoffGame:
    """A game between parties of the alliance.

    ``table`` is its payoff table as TOML: populations, parameters and payoffs, as a file of the
    ``game`` commands holds it.
    """

    id: str = field(default_factory=new_id)
    code: str
    title: str
    title_zh: str = ""
    table: str
    source_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GameParameter:
    """A number of a payoff table: its value, how uncertain it is, and what it rests on.

    ``value`` is a number or a fraction, empty where a variable or an indicator gives it.
    ``spread`` is what is thought possible, as the ``game`` commands write it: ``1:2``,
    ``triangular:1:2:3``; empty where nothing is said. A parameter linked to a variable is
    ``factor`` times a statistic of its scores over the cases, one linked to an indicator, of its
    readings over the periods. ``reference`` is the publication or page that says so.
    """

    id: str = field(default_factory=new_id)
    game_id: str
    name: str
    meaning: str = ""
    meaning_zh: str = ""
    value: str = ""
    spread: str = ""
    unit: str = ""
    origin: ParameterOrigin = ""
    reference: str = ""
    variable_id: str | None = None
    indicator_id: str | None = None
    statistic: Statistic = "mean"
    factor: float = 1.0
    source_id: str | None = None
    row: int | None = None
    coding_id: str | None = None
