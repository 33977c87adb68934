"""One parameter at a time from its low to its high end: what it does to the margin of a vertex."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from consilience.errors import ArgumentError, UnknownNameError
from consilience.games.expressions import exact
from consilience.games.game import Game
from consilience.games.mechanism import profile_of
from consilience.games.payoff_table import form_argument
from consilience.games.records import REFERENCES, Form, Profile, as_float
from consilience.games.thresholds import thresholds
from consilience.games.values import Number, Values, all_values, shown_values
from consilience.games.vertices import departures
from consilience.results import Note, Result


@dataclass(frozen=True)
class TornadoBar:
    """One parameter: the margin at both ends, and where in between the target is stable.

    ``windows`` are the open intervals in which the target is an ESS; ``one_sided`` is false where
    it is stable neither from the low end on nor up to the high end only: more is not always better.
    """

    parameter: str
    low: float
    high: float
    margin_low: float
    margin_high: float
    windows: tuple[tuple[float, float], ...]
    one_sided: bool

    @property
    def swing(self) -> float:
        """How much the margin moves from end to end."""
        return abs(self.margin_high - self.margin_low)


@dataclass(frozen=True, kw_only=True, eq=False)
class Tornado(Result):
    """The bars, the longest first; ``margin`` is that at the given values."""

    target: tuple[str, ...]
    margin: float
    bars: tuple[TornadoBar, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a parameter."""
        rows = [
            {
                "parameter": item.parameter,
                "low": item.low,
                "high": item.high,
                "margin at low": item.margin_low,
                "margin at high": item.margin_high,
                "stable in": "; ".join(f"({a:.6g}, {b:.6g})" for a, b in item.windows),
            }
            for item in self.bars
        ]
        return pd.DataFrame(rows)


def tornado(
    game: Game,
    target: Sequence[str] | str,
    ranges: Mapping[str, Sequence[Number]],
    values: Values = None,
) -> Tornado:
    """Move each parameter alone through its range and look at the margin of a profile.

    The margin is what the least unwilling move away from the profile loses: above 0 it is an ESS.

    Parameters
    ----------
    game
        The game.
    target
        One strategy of each population.
    ranges
        A mapping of at least one parameter to its low and its high end.
    values
        As in :meth:`Game.equilibria`: where the other parameters stand meanwhile.

    Returns
    -------
    Tornado
        Margins at both ends, exact, and the intervals in which the profile is stable.

    Raises
    ------
    ArgumentError
        If an argument is of the wrong form, or ends are reversed.
    DataError
        If a value is missing.
    UnknownNameError
        If a parameter or strategy is unknown.

    Examples
    --------
    >>> from consilience.games.game import EXAMPLE
    >>> found = tornado(
    ...     Game.from_dict(EXAMPLE), ("cooperate", "cooperate"), {"R": (3, 5), "C": (4, 12)}
    ... )
    >>> [(item.parameter, item.swing, item.windows) for item in found.bars]
    [('C', 8.0, ((4.0, 9.5),)), ('R', 2.0, ((3.0, 5.0),))]

    References
    ----------
    Friedman (1991), Evolutionary Games in Economics; Eschenbach (1992), Spiderplots versus Tornado
    Diagrams for Sensitivity Analysis.
    """
    owner = "tornado"
    form = form_argument(game, owner)
    profile = profile_of(form, target, owner)
    known = all_values(form, values, owner)
    ends = _ends(form, ranges, owner)
    bars = [_bar(form, profile, known, name, *pair) for name, pair in ends.items()]
    bars.sort(key=lambda item: -item.swing)
    bent = [item.parameter for item in bars if not item.one_sided]
    return Tornado(
        target=form.names(profile),
        margin=as_float(margin_at(form, profile, known)),
        bars=tuple(bars),
        parameters={
            "values": shown_values(known),
            "ranges": {name: [as_float(end) for end in pair] for name, pair in ends.items()},
        },
        notes=(
            *form.notes,
            *(Note("games.note.not_monotone", {"names": bent}, "warning"),) * bool(bent),
        ),
        references=(*REFERENCES, "eschenbach1992"),
    )


def margin_at(form: Form, profile: Profile, known: Mapping[str, Fraction]) -> Fraction:
    """Return what the least unwilling move away from a vertex loses."""
    gains = (gain.at(known).constant() or Fraction(0) for _, _, gain in departures(form, profile))
    return -max(gains)


def _ends(form: Form, given: object, owner: str) -> dict[str, tuple[Fraction, Fraction]]:
    if not isinstance(given, Mapping) or not given:
        raise ArgumentError("ranges", owner, "parameter_ranges", given)
    names = [item.name for item in form.parameters]
    found = {}
    for name, pair in given.items():
        if name not in names:
            raise UnknownNameError("ranges", owner, str(name), names)
        listed = list(pair) if isinstance(pair, Sequence) and not isinstance(pair, str) else []
        ends = [value for value in map(exact, listed) if value is not None]
        if len(listed) != 2 or len(ends) != 2 or ends[0] >= ends[1]:
            raise ArgumentError(f"ranges[{name}]", owner, "ends", pair)
        found[name] = (ends[0], ends[1])
    return found


def _bar(
    form: Form,
    profile: Profile,
    known: Mapping[str, Fraction],
    name: str,
    low: Fraction,
    high: Fraction,
) -> TornadoBar:
    found = thresholds(form, name, (low, high), known, None, "tornado")
    names = form.names(profile)
    windows = tuple((item.low, item.high) for item in found.windows if item.profile == names)
    at_ends = [window[0] <= as_float(low) or window[1] >= as_float(high) for window in windows]
    return TornadoBar(
        parameter=name,
        low=as_float(low),
        high=as_float(high),
        margin_low=as_float(margin_at(form, profile, {**known, name: low})),
        margin_high=as_float(margin_at(form, profile, {**known, name: high})),
        windows=windows,
        one_sided=len(windows) <= 1 and all(at_ends),
    )
