"""How likely a vertex is stable where parameters are not known exactly."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from consilience import checks
from consilience.games.classified import Classifier, patterns
from consilience.games.game import Game
from consilience.games.mechanism import profile_of
from consilience.games.payoff_table import form_argument
from consilience.games.records import REFERENCES, Form
from consilience.games.uncertain import Spread, Uncertain, drawn, uncertain_of
from consilience.games.values import Values, shown_values
from consilience.games.vertices import mixed_notes
from consilience.kernels.shares import wilson_interval
from consilience.results import Note, Result

CHUNK = 100_000


@dataclass(frozen=True)
class Chance:
    """A probability with its standard error and the 95 % interval of Wilson."""

    value: float
    standard_error: float
    low: float
    high: float


@dataclass(frozen=True)
class StablePattern:
    """A set of vertices that are stable at once, and how often."""

    stable: tuple[tuple[str, ...], ...]
    chance: Chance


@dataclass(frozen=True, kw_only=True, eq=False)
class StabilityProbability(Result):
    """How likely the target is an ESS, and the only one; ``patterns``: how often each set is.

    ``undefined`` is the share of draws at which some payoff is not defined; they count as not
    stable.
    """

    target: tuple[str, ...]
    stable: Chance
    only: Chance
    patterns: tuple[StablePattern, ...]
    undefined: float
    samples: int

    def to_frame(self) -> pd.DataFrame:
        """Return one row a set of stable vertices, the most frequent first."""
        rows = [
            {
                "stable": "; ".join(f"({', '.join(names)})" for names in item.stable) or "-",
                "probability": item.chance.value,
                "low": item.chance.low,
                "high": item.chance.high,
            }
            for item in self.patterns
        ]
        return pd.DataFrame(rows)


def stability_probability(
    game: Game,
    target: Sequence[str] | str,
    uncertain: Mapping[str, Spread],
    values: Values = None,
    *,
    samples: int = 100_000,
    seed: int = 0,
) -> StabilityProbability:
    """Estimate how likely a profile is evolutionarily stable, and the only stable vertex.

    Parameters
    ----------
    game
        The game.
    target
        One strategy of each population.
    uncertain
        A mapping of at least one parameter to ``(low, high)``, which is uniform, or to one of
        ``{"distribution": "uniform", "low", "high"}``, ``{"distribution": "triangular", "low",
        "mode", "high"}``, ``{"distribution": "normal", "mean", "sd"}``, ``{"distribution":
        "lognormal", "median", "sigma"}``, ``{"distribution": "beta", "a", "b"}`` (with ``low`` and
        ``high`` where it is not from 0 to 1), ``{"values": [...]}``: observed values, each as
        likely. Parameters are independent of each other.
    values
        As in :meth:`Game.equilibria`, for the other parameters.
    samples
        How many sets of parameters are drawn, at least 1.
    seed
        Seed of the draws, at least 0.

    Returns
    -------
    StabilityProbability
        Probabilities with 95 % intervals, and how often each set of vertices is stable.

    Raises
    ------
    ArgumentError
        If an argument is of the wrong form or outside of its range.
    DataError
        If a value is missing, or the numbers of a distribution do not fit together.
    UnknownNameError
        If a parameter, strategy or distribution is unknown.

    Examples
    --------
    >>> from consilience.games.game import EXAMPLE
    >>> game = Game.from_dict(EXAMPLE)
    >>> found = stability_probability(game, ("cooperate", "cooperate"), {"C": (8, 10), "W": (4, 6)})
    >>> round(found.stable.value, 2), found.only.value
    (0.5, 0.0)

    References
    ----------
    Wilson (1927), Probable Inference, the Law of Succession, and Statistical Inference; Friedman
    (1991), Evolutionary Games in Economics.
    """
    owner = "stability_probability"
    form = form_argument(game, owner)
    profile = profile_of(form, target, owner)
    varying, fixed = uncertain_of(form, uncertain, values, owner)
    count = checks.whole(samples, 1, "samples", owner)
    start = checks.whole(seed, 0, "seed", owner)
    classifier = Classifier(form, [item.name for item in varying], fixed)
    counts, undefined = _counted(classifier, varying, count, start)
    place = classifier.profiles.index(profile)
    stable = sum(n for row, n in counts.items() if row[place])
    only = sum(n for row, n in counts.items() if row[place] and sum(row) == 1)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return StabilityProbability(
        target=form.names(profile),
        stable=chance(stable, count),
        only=chance(only, count),
        patterns=tuple(
            StablePattern(_names(form, classifier, row), chance(n, count)) for row, n in ordered
        ),
        undefined=undefined / count,
        samples=count,
        parameters={
            "values": shown_values(fixed),
            "uncertain": {item.name: item.described() for item in varying},
            "samples": count,
            "seed": start,
        },
        notes=(*form.notes, *mixed_notes(form), *undefined_notes(undefined / count)),
        references=(*REFERENCES, "wilson1927"),
    )


def _counted(
    classifier: Classifier, varying: Sequence[Uncertain], count: int, seed: int
) -> tuple[dict[tuple[bool, ...], int], int]:
    """Return how often each set of vertices is stable, drawn in chunks with seeds of their own."""
    sizes = [CHUNK] * (count // CHUNK) + [count % CHUNK] * bool(count % CHUNK)
    found: dict[tuple[bool, ...], int] = {}
    undefined = 0
    for size, child in zip(sizes, np.random.SeedSequence(seed).spawn(len(sizes)), strict=True):
        shares = np.random.default_rng(child).random((len(varying), size))
        gains = classifier.gains(drawn(varying, shares))
        undefined += int((~np.isfinite(gains)).any(axis=0).sum())
        rows, numbers = patterns(classifier.stable(gains))
        for row, n in zip(rows.tolist(), np.bincount(numbers).tolist(), strict=True):
            found[tuple(row)] = found.get(tuple(row), 0) + n
    return found, undefined


def chance(hits: int, count: int) -> Chance:
    """Return a share as an estimated probability with the interval of Wilson (1927)."""
    share = hits / count
    error = math.sqrt(share * (1 - share) / count)
    return Chance(share, error, *wilson_interval(hits, count, 0.95))


def _names(form: Form, classifier: Classifier, row: Sequence[bool]) -> tuple[tuple[str, ...], ...]:
    pairs = zip(classifier.profiles, row, strict=True)
    return tuple(form.names(profile) for profile, stable in pairs if stable)


def undefined_notes(share: float) -> tuple[Note, ...]:
    """Return a note where some payoff is not defined at some draws."""
    return (Note("games.note.undefined", {"share": share}, "warning"),) * (share > 0)
