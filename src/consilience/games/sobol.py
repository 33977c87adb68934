"""Which uncertain parameters decide whether a vertex is stable: variance-based indices, tornado."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.games.basins import basin_share
from consilience.games.classified import Classifier
from consilience.games.game import Game
from consilience.games.mechanism import profile_of
from consilience.games.payoff_table import form_argument
from consilience.games.probability import undefined_notes
from consilience.games.records import REFERENCES, Form, Profile
from consilience.games.uncertain import Spread, Uncertain, drawn, uncertain_of
from consilience.games.values import Values, shown_values
from consilience.results import Note, Result

Measure = Literal["stable", "only", "margin", "basin"]
Floats = NDArray[np.float64]
_ROWS, _FEW_ROWS = 8_192, 256
_REPEATS = 400
_MOST = 20  # 2^20 rows


@dataclass(frozen=True)
class SobolIndex:
    """The share of the variance that a parameter explains, with 95 % intervals.

    ``first`` alone, ``total`` with all its interactions.
    """

    parameter: str
    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class SobolIndices(Result):
    """Indices of each parameter; ``mean`` and ``variance`` are those of the measure."""

    target: tuple[str, ...]
    measure: Measure
    mean: float
    variance: float
    indices: tuple[SobolIndex, ...]

    def of(self, parameter: str) -> SobolIndex:
        """Return the indices of a parameter."""
        return next(item for item in self.indices if item.parameter == parameter)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a parameter, in the order given."""
        return pd.DataFrame([vars(item) for item in self.indices])


def sobol_indices(
    game: Game,
    target: Sequence[str] | str,
    uncertain: Mapping[str, Spread],
    values: Values = None,
    *,
    measure: Measure = "stable",
    samples: int | None = None,
    seed: int = 0,
) -> SobolIndices:
    r"""Estimate how much each uncertain parameter contributes to whether a profile is stable.

    First-order indices by the estimator of Saltelli et al. (2010), total ones by that of Jansen
    (1999), on two blocks of a scrambled Sobol sequence; intervals by a bootstrap of 400 draws.

    Parameters
    ----------
    game
        The game.
    target
        One strategy of each population.
    uncertain, values
        As in :func:`stability_probability`, at least one parameter.
    measure
        ``"stable"``: 1 where the target is an ESS, else 0; ``"only"``: 1 where it is the only
        stable vertex; ``"margin"``: what the least unwilling move away from it loses;
        ``"basin"``: the share of 1,000 starts, always the same, that end at it.
    samples
        Rows of each block, a power of 2 of at least 2; the game is judged (parameters + 2) times
        as often. 8,192 if not given; 256 for ``"basin"``, which follows every start.
    seed
        Seed of the scrambling and the bootstrap, at least 0.

    Returns
    -------
    SobolIndices
        First-order and total index of each parameter. Where the measure never changes they are
        NaN, with a note.

    Raises
    ------
    ArgumentError
        If an argument is of the wrong form or outside of its range.
    DataError
        If a value is missing, or the numbers of a distribution do not fit together.
    UnknownNameError
        If a parameter, strategy, measure or distribution is unknown.

    Examples
    --------
    >>> from consilience.games.game import EXAMPLE
    >>> game = Game.from_dict(EXAMPLE)
    >>> both = ("cooperate", "cooperate")
    >>> found = sobol_indices(game, both, {"R": (2, 6), "C": (8, 10)}, measure="margin")
    >>> [round(item.total, 1) for item in found.indices]
    [0.8, 0.2]

    References
    ----------
    Jansen (1999), Analysis of Variance Designs for Model Output; Saltelli, Annoni, Azzini,
    Campolongo, Ratto and Tarantola (2010), Variance Based Sensitivity Analysis of Model Output;
    Sobol (2001), Global Sensitivity Indices for Nonlinear Mathematical Models and Their Monte Carlo
    Estimates.
    """
    owner = "sobol_indices"
    form = form_argument(game, owner)
    profile = profile_of(form, target, owner)
    varying, fixed = uncertain_of(form, uncertain, values, owner)
    chosen = checks.choice(measure, get_args(Measure), "measure", owner)
    usual = _FEW_ROWS if chosen == "basin" else _ROWS
    exponent = _exponent(usual if samples is None else samples, owner)
    start = checks.whole(seed, 0, "seed", owner)
    classifier = Classifier(form, [item.name for item in varying], fixed)
    judged = _Judge(classifier, profile, chosen, varying, (form, fixed))
    base, mixed = judged.designed(exponent, start)
    indices = _estimated(base, mixed, start)
    variance = float(base.var())
    return SobolIndices(
        target=form.names(profile),
        measure=chosen,
        mean=float(base.mean()),
        variance=variance,
        indices=tuple(
            SobolIndex(item.name, *map(float, row))
            for item, row in zip(varying, indices, strict=True)
        ),
        parameters={
            "values": shown_values(fixed),
            "uncertain": {item.name: item.described() for item in varying},
            "samples": 2**exponent,
            "seed": start,
        },
        notes=(
            *form.notes,
            *undefined_notes(judged.undefined),
            *(Note("games.note.no_variance", {}, "warning"),) * (variance == 0),
        ),
        references=(*REFERENCES, "jansen1999", "saltelli2010", "sobol2001"),
    )


def _exponent(samples: object, owner: str) -> int:
    count = checks.whole(samples, 2, "samples", owner)
    exponent = count.bit_length() - 1
    if 2**exponent != count or exponent > _MOST:
        raise ArgumentError("samples", owner, "rows_power_of_two", samples, high=2**_MOST)
    return exponent


class _Judge:
    """The measure at sets of parameters given by their shares of the distributions."""

    def __init__(
        self,
        classifier: Classifier,
        profile: Profile,
        measure: Measure,
        varying: Sequence[Uncertain],
        rest: tuple[Form, Mapping[str, Fraction]],
    ) -> None:
        self.rest = rest
        self.classifier, self.profile, self.measure = classifier, profile, measure
        self.varying = varying
        self.undefined = 0.0

    def at(self, columns: Floats) -> Floats:
        """Return the measure for values of shape (parameters, sets)."""
        if self.measure == "basin":
            return self._basins(columns)
        gains = self.classifier.gains(columns)
        bad = ~np.isfinite(gains).all(axis=0)
        self.undefined = max(self.undefined, float(bad.mean()))
        if self.measure == "margin":
            return np.where(bad, 0.0, self.classifier.margin(gains, self.profile))
        stable = self.classifier.stable(gains)
        found = stable[self.classifier.profiles.index(self.profile)]
        if self.measure == "only":
            found = found & (stable.sum(axis=0) == 1)
        return np.asarray(found, dtype=np.float64)

    def _basins(self, columns: Floats) -> Floats:
        """Return the share of starts that end at the target, 0 where a payoff is not defined."""
        form, fixed = self.rest
        names = [item.name for item in self.varying]
        found, bad = np.zeros(columns.shape[1]), 0
        for place, row in enumerate(columns.T.tolist()):
            known = {**fixed, **dict(zip(names, map(Fraction, row), strict=True))}
            try:
                found[place] = basin_share(form, known, self.profile)
            except DataError:
                bad += 1
        self.undefined = max(self.undefined, bad / columns.shape[1])
        return found

    def designed(self, exponent: int, seed: int) -> tuple[Floats, Floats]:
        """Return the measure on both blocks, shape (2, rows), and with one parameter exchanged.

        The latter has the shape (parameters, rows): block A with one column of block B.
        """
        from scipy.stats import qmc  # noqa: PLC0415  (a third of a second: only where it is asked)

        count = len(self.varying)
        engine = qmc.Sobol(2 * count, scramble=True, rng=np.random.default_rng(seed))
        shares = np.clip(engine.random_base2(exponent).T, 1e-12, 1 - 1e-12)
        first, second = drawn(self.varying, shares[:count]), drawn(self.varying, shares[count:])
        mixed = []
        for place in range(count):
            columns = first.copy()
            columns[place] = second[place]
            mixed.append(self.at(columns))
        return np.array([self.at(first), self.at(second)]), np.array(mixed)


def _estimated(base: Floats, mixed: Floats, seed: int) -> Floats:
    """Return first, its ends, total, its ends for each parameter, shape (parameters, 6)."""
    rows = base.shape[1]
    centred = base - base.mean()
    firsts = (centred[1] * (mixed - base[0])).T
    totals = ((mixed - base[0]) ** 2 / 2).T
    squares = (centred**2).mean(axis=0)[:, None]
    terms = np.concatenate([firsts, totals, squares], axis=1)
    rng = np.random.default_rng([seed, 1])
    weights = rng.multinomial(rows, np.full(rows, 1 / rows), size=_REPEATS) / rows
    with np.errstate(invalid="ignore", divide="ignore"):
        means = terms.mean(axis=0)
        found = means[:-1] / means[-1]
        repeated = weights @ terms
        ratios = repeated[:, :-1] / repeated[:, -1:]
    if means[-1] == 0:
        return np.full((len(mixed), 6), math.nan)
    low, high = np.nanquantile(ratios, [0.025, 0.975], axis=0)
    table = np.array([found, low, high]).reshape(3, 2, len(mixed))
    return table.transpose(2, 1, 0).reshape(len(mixed), 6)
