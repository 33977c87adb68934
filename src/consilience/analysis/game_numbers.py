"""The numbers of a game in a study: what each one is, how uncertain, and what it rests on."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np

from consilience.analysis.plain_games import spread_of
from consilience.errors import ConsilienceError, DataError
from consilience.games.expressions import exact
from consilience.games.printing import number_text
from consilience.games.records import as_float
from consilience.games.uncertain import Uncertain, uncertain_of

if TYPE_CHECKING:
    from consilience.games import Game, Parameter
    from consilience.study import GameParameter, Study

Basis = Literal["", "table", "record", "variable", "indicator", "spread"]
_TAILS = (0.005, 0.995)  # of a distribution without ends
_STATISTICS: Mapping[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "mean": statistics.mean,
    "median": statistics.median,
    "minimum": min,
    "maximum": max,
}


@dataclass(frozen=True)
class GameNumber:
    """One parameter of a game in a study.

    ``value`` is exact as a text and ``number`` as a number, "" and NaN where nothing says it.
    ``basis`` says what the value rests on: the payoff table, the study's record of the parameter,
    scores of a variable or readings of an indicator (``link`` is its code: ``factor`` times the
    ``statistic`` of ``observed`` numbers), or the middle of its spread. ``spread`` is its
    distribution as the engines take it, empty without one, with its ends ``spread_low`` and
    ``spread_high`` (99 % of one without ends). ``low`` and ``high`` are the ends of the table's
    range, else of the spread; all NaN where nothing says them. ``matters``: it moves the game.
    """

    name: str
    value: str
    number: float
    basis: Basis
    link: str
    statistic: str
    factor: float
    observed: int
    spread: Mapping[str, Any]
    spread_low: float
    spread_high: float
    low: float
    high: float
    matters: bool

    @property
    def uncertain(self) -> bool:
        """Whether more than one value is thought possible."""
        return bool(self.spread)


@dataclass(frozen=True)
class Observed:
    """One score or reading behind a parameter: of which case and wave or period, and its record."""

    case: str
    period: str
    value: float
    record: str


def game_number(
    study: Study, code: str, game: Game, parameter: Parameter, record: GameParameter | None
) -> GameNumber:
    """Return one parameter of a game with its value and spread; see :func:`study_game`."""
    try:
        return _number(study, game, parameter, record)
    except ConsilienceError as error:
        raise DataError(
            "game_steps.parameter", game=code, parameter=parameter.name, problem=error
        ) from error


def observed_behind(study: Study, record: GameParameter) -> tuple[Observed, ...]:
    """Return the scores or readings that a parameter is linked to, in the order of the study.

    Of a case without a score of the variable, the rating that counts.
    """
    if record.variable_id is not None:
        return tuple(_scores(study, record.variable_id))
    codes = {one.id: one.code for one in study.cases}
    return tuple(
        Observed(codes.get(one.case_id or "", ""), one.period, one.value, one.id)
        for one in study.readings
        if one.indicator_id == record.indicator_id
    )


def _number(
    study: Study, game: Game, parameter: Parameter, record: GameParameter | None
) -> GameNumber:
    linked = record is not None and bool(record.variable_id or record.indicator_id)
    found = observed_behind(study, record) if record is not None and linked else ()
    spread: Mapping[str, Any] = {}
    value, basis = "" if parameter.value is None else number_text(parameter.value), "table"
    link = ""
    if record is not None and linked:
        link = _link(study, record, found)
        value, basis = number_text(_linked(record, found)), "variable" if record.variable_id else ""
        basis = basis or "indicator"
        spread = _observed_spread(record, found)
    elif record is not None and record.value:
        value, basis = _exact(record.value), "record"
    if record is not None and record.spread:
        spread = _described(game, parameter.name, spread_of(record.spread))
    spread_low, middle, spread_high = _quantiles(game, parameter.name, spread)
    low, high = spread_low, spread_high
    if parameter.low is not None and parameter.high is not None:
        low, high = as_float(parameter.low), as_float(parameter.high)
    if not value and spread:
        value, basis = repr(middle), "spread"
    number = exact(value) if value else None
    return GameNumber(
        name=parameter.name,
        value=value,
        number=float("nan") if number is None else as_float(number),
        basis=cast("Basis", basis if value else ""),
        link=link,
        statistic=record.statistic if record is not None and linked else "",
        factor=record.factor if record is not None and linked else 1.0,
        observed=len(found),
        spread=spread,
        spread_low=spread_low,
        spread_high=spread_high,
        low=low,
        high=high,
        matters=any(parameter.name in item.symbols() for row in game.form.gains for item in row),
    )


def _exact(written: str) -> str:
    value = exact(written)
    if value is None:
        raise DataError("game_steps.no_number", got=written)
    return number_text(value)


def _link(study: Study, record: GameParameter, found: Sequence[Observed]) -> str:
    """Return the code of the variable or indicator that a parameter is linked to."""
    if len([one for one in (record.variable_id, record.indicator_id, record.value) if one]) > 1:
        raise DataError("game_steps.twice")
    code = study.code_of(record.variable_id or record.indicator_id or "")
    if not found:
        kind = "variable" if record.variable_id else "indicator"
        raise DataError(f"game_steps.no_{kind}_values", code=code)
    return code


def _scores(study: Study, variable: str) -> Iterable[Observed]:
    codes = {one.id: one.code for one in study.cases}
    scored = [one for one in study.scores if one.variable_id == variable]
    for one in scored:
        yield Observed(codes[one.case_id], one.wave, one.value, one.id)
    seen = {one.case_id for one in scored}
    for case in study.units:
        rating = study.ratings_by_cell.get((case.id, variable))
        if case.id not in seen and rating is not None and rating.value is not None:
            yield Observed(case.code, "", rating.value, rating.id)


def _values(record: GameParameter, found: Sequence[Observed]) -> dict[str, list[Fraction]]:
    """Return the observed values by wave or period, as the decimals that they are written as."""
    groups: dict[str, list[Fraction]] = {}
    for one in sorted(found, key=lambda item: item.period):
        groups.setdefault(one.period, []).append(Fraction(repr(float(one.value))))
    if record.indicator_id is not None:  # the cases of a period count as one reading, their mean
        return {period: [statistics.mean(values)] for period, values in groups.items()}
    return groups


def _linked(record: GameParameter, found: Sequence[Observed]) -> Fraction:
    """Return factor times the statistic; "last" is the mean of the last wave or period."""
    groups = _values(record, found)
    factor = Fraction(repr(float(record.factor)))
    if record.statistic == "last":
        return factor * statistics.mean(groups[max(groups)])
    every = [value for values in groups.values() for value in values]
    return factor * _STATISTICS[record.statistic](every)


def _observed_spread(record: GameParameter, found: Sequence[Observed]) -> Mapping[str, Any]:
    factor = Fraction(repr(float(record.factor)))
    groups = _values(record, found).values()
    every = sorted(as_float(factor * value) for values in groups for value in values)
    return {"values": every} if every[0] < every[-1] else {}


def _described(game: Game, name: str, spread: object) -> Mapping[str, Any]:
    """Return a spread as the engines describe it, refused if its numbers do not fit."""
    return _uncertain(game, name, spread).described()


def _uncertain(game: Game, name: str, spread: object) -> Uncertain:
    others = dict.fromkeys((item.name for item in game.parameters), 0)
    (found,), _ = uncertain_of(game.form, {name: spread}, others, "study_game")
    return found


def _quantiles(game: Game, name: str, spread: Mapping[str, Any]) -> tuple[float, float, float]:
    """Return the low end, the median and the high end of a spread; NaN without one."""
    if not spread:
        return float("nan"), float("nan"), float("nan")
    endless = spread.get("distribution") in {"normal", "lognormal"}
    low, high = _TAILS if endless else (0.0, 1.0)
    found = _uncertain(game, name, spread).quantiles(np.array([low, 0.5, high]))
    return float(found[0]), float(found[1]), float(found[2])
