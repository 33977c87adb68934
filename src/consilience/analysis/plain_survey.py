"""Survey scales on plain tables: from answers of several people to one score of an alliance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from consilience import calibration, checks
from consilience.results import Note, Result

_FEWEST_ITEMS = 3  # of a factor


@dataclass(frozen=True, kw_only=True, eq=False)
class ScaleCheck(Result):
    """One scale: its answers checked, alpha, and with three items the factor, CR and AVE."""

    answers: calibration.LikertAnswers
    reliability: calibration.Reliability
    composite: calibration.CompositeReliability | None

    def to_frame(self) -> pd.DataFrame:
        """Return one row an item: mean, spread, correlation with the rest, alpha without it."""
        return self.reliability.to_frame()


@dataclass(frozen=True)
class ScaleScores:
    """The scores of one scale in one wave ("" where there is one only)."""

    scale: str
    wave: str
    scores: calibration.Aggregation


@dataclass(frozen=True, kw_only=True, eq=False)
class SurveyScores(Result):
    """Scores of cases on several scales and waves, and whether it is sound to take means."""

    scales: tuple[ScaleScores, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a case, a column a scale, or ``SCALE_WAVE``, as an import takes it."""
        columns = {
            "_".join(part for part in (one.scale, one.wave) if part): pd.Series(
                {item.group: item.score for item in one.scores.groups}
            )
            for one in self.scales
        }
        return pd.DataFrame(columns).rename_axis("case").reset_index()

    def agreement_frame(self) -> pd.DataFrame:
        """Return one row a scale and wave: people, cases, mean and lowest rwg(j), both ICCs."""
        rows = []
        for one in self.scales:
            within = pd.Series([item.agreement for item in one.scores.groups], dtype=float)
            rows.append(
                {
                    "scale": one.scale,
                    "wave": one.wave,
                    "respondents": sum(item.members for item in one.scores.groups),
                    "cases": len(one.scores.groups),
                    "rwg mean": within.mean(),
                    "rwg lowest": within.min(),
                    "ICC(1)": one.scores.intraclass.icc1,
                    "ICC(2)": one.scores.intraclass.icc2,
                }
            )
        return pd.DataFrame(rows)


def scale_check(
    answers: pd.DataFrame, *, low: int, high: int, reversed_items: Sequence[str] = ()
) -> ScaleCheck:
    """Check the answers to the items of one scale, and say how well the items hang together.

    Parameters
    ----------
    answers : data frame of respondents x items
        Whole numbers from ``low`` to ``high``; NaN for gaps.
    low, high : int
        The ends of the scale.
    reversed_items : list of str
        Items in which agreement means the opposite.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If an item is unknown, or fewer than two items or respondents are left.

    References
    ----------
    Cronbach, L. J. (1951). Coefficient Alpha and the Internal Structure of Tests. Psychometrika.
    """
    turned = calibration.likert(
        answers, low=low, high=high, reversed_items=list(reversed_items) or None
    )
    frame = turned.to_frame()
    reliability = calibration.cronbach_alpha(frame)
    composite, notes = None, (*turned.notes, *reliability.notes)
    if len(frame.columns) >= _FEWEST_ITEMS and len(frame.dropna()) > len(frame.columns):
        factor = calibration.one_factor(frame)
        composite = calibration.composite_reliability(factor.loadings)
        notes = (*notes, *factor.notes, *composite.notes)
    else:
        notes = (*notes, Note("analysis.note.no_factor", {"items": len(frame.columns)}))
    return ScaleCheck(
        parameters={"low": low, "high": high, "reversed": list(reversed_items)},
        notes=notes,
        references=reliability.references,
        answers=turned,
        reliability=reliability,
        composite=composite,
    )


def survey_scores(
    answers: pd.DataFrame,
    scales: Mapping[str, Sequence[str]],
    of_case: Sequence[str],
    of_wave: Sequence[str] | None = None,
    *,
    settings: Mapping[str, Any],
) -> SurveyScores:
    """Return the score of every case on every scale and wave: means over items, then people.

    Parameters
    ----------
    answers : data frame of respondents x items
        Whole numbers; NaN for gaps.
    scales : mapping of str to list of str
        The items of each scale.
    of_case, of_wave : list of str, shape (respondents,)
        The case, and the wave, that each respondent answers for.
    settings : mapping
        ``low``, ``high``: the ends of the scale; ``reversed_items``; ``null`` as for
        :func:`consilience.calibration.rwg`.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If an item is unknown, or the engine refuses the answers.

    References
    ----------
    Bliese, P. D. (2000). Within-Group Agreement, Non-Independence, and Reliability.
    """
    waves = list(of_wave) if of_wave is not None else [""] * len(answers)
    found: list[ScaleScores] = []
    notes: list[Note] = []
    for scale, items in scales.items():
        checks.known_names(list(items), answers.columns, "scale", "survey")
        reversed_items = [one for one in settings["reversed_items"] if one in items]
        turned = calibration.likert(
            answers[list(items)],
            low=settings["low"],
            high=settings["high"],
            reversed_items=reversed_items or None,
        )
        notes += turned.notes
        frame = turned.to_frame()
        for wave in dict.fromkeys(waves):
            here = [place for place, one in enumerate(waves) if one == wave]
            scores = calibration.aggregate(
                frame.iloc[here],
                [of_case[place] for place in here],
                points=settings["high"] - settings["low"] + 1,
                null=settings["null"],
            )
            notes += scores.notes
            found.append(ScaleScores(scale, wave, scores))
    return SurveyScores(
        parameters=dict(settings),
        notes=tuple(notes),
        references=("james1984", "bliese2000"),
        scales=tuple(found),
    )
