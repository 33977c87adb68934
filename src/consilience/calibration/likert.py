"""Answers on a Likert scale: checked, and reversed items turned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import DTypeLike, NDArray

from consilience import checks
from consilience.calibration.answers import with_gaps
from consilience.errors import ArgumentError
from consilience.results import Note, Result

AGAINST = -0.3  # a convention of this program: the loading from which an item runs against others
STRAIGHT_LINE = 3  # a convention of this program: with fewer answers equal ones say nothing


@dataclass(frozen=True)
class AnswerProblem:
    """What is wrong or suspicious: an answer, a respondent (item "") or an item (respondent "").

    ``kind`` is "out of range", "not whole", "no answer", "straight line" (one answer, not the
    middle, to items and to reversed items) or "looks reversed" (with at least three items: it
    loads on their first principal component below -.3, a convention of this program; ``value`` is
    the loading).
    """

    kind: str
    respondent: str
    item: str
    value: float


@dataclass(frozen=True, kw_only=True, eq=False)
class LikertAnswers(Result):
    """Answers with reversed items turned, shape (respondents, items); NaN for gaps.

    An answer out of range or between two points is a gap too, and stands in ``problems``.
    """

    respondents: tuple[str, ...]
    items: tuple[str, ...]
    scores: NDArray[np.float64]
    problems: tuple[AnswerProblem, ...]

    def __array__(
        self, dtype: DTypeLike | None = None, *, copy: bool | None = None
    ) -> NDArray[np.float64]:
        return np.array(self.scores, dtype=dtype, copy=copy)

    def to_frame(self) -> pd.DataFrame:
        """Return the scores, one row a respondent, as the other survey functions take them."""
        index = pd.Index(list(self.respondents), name="respondent")
        return pd.DataFrame(self.scores.copy(), index=index, columns=list(self.items))


def likert(
    answers: object, *, low: int = 1, high: int = 5, reversed_items: object = None
) -> LikertAnswers:
    """Check answers on a scale from ``low`` to ``high`` and turn reversed items.

    Parameters
    ----------
    answers : table of respondents x items
        Numbers; NaN and None are gaps. The index names the respondents.
    low, high : int
        First and last point of the scale, ``high`` at least 1 above ``low``.
    reversed_items : list of str, optional
        Items in which agreement means the opposite: they become low + high - answer.

    Returns
    -------
    LikertAnswers
        Scores, and every problem with its place: nothing is repaired.

    Raises
    ------
    ArgumentError, UnknownNameError
        If an answer is no number, an item unknown, or the scale empty.

    Examples
    --------
    >>> found = likert({"q1": [4, 5, 7], "q2": [2, 1, 2]}, reversed_items=["q2"])
    >>> found.scores
    array([[ 4.,  4.],
           [ 5.,  5.],
           [nan,  4.]])
    >>> found.problems[0].kind, found.problems[0].respondent, found.problems[0].value
    ('out of range', '3', 7.0)

    References
    ----------
    Likert (1932), A Technique for the Measurement of Attitudes.
    """
    owner = "likert"
    table = with_gaps(answers, "answers", owner)
    first, last = _whole(low, "low", owner), _whole(high, "high", owner)
    if last <= first:
        raise ArgumentError("high", owner, "above", high, limit=first)
    items = tuple(table.columns)
    turned = (
        ()
        if reversed_items is None
        else checks.known_names(reversed_items, items, "reversed_items", owner)
    )
    given = table.to_numpy(dtype=np.float64)
    people = tuple(str(name) for name in table.index)
    beyond = (given < first) | (given > last)
    broken = ~beyond & (given != np.floor(given)) & ~np.isnan(given)
    scores = np.where(beyond | broken, np.nan, given)
    columns = [item in turned for item in items]
    scores[:, columns] = first + last - scores[:, columns]
    scores.flags.writeable = False
    problems = (
        *_cells("out of range", beyond, given, people, items),
        *_cells("not whole", broken, given, people, items),
        *_people(given, np.array(columns), people, (first + last) / 2),
        *_items(scores, items),
    )
    return LikertAnswers(
        respondents=people,
        items=items,
        scores=scores,
        problems=problems,
        parameters={"low": first, "high": last, "reversed_items": list(turned)},
        notes=_notes(problems),
        references=("likert1932",),
    )


def _whole(value: object, name: str, owner: str) -> int:
    return checks.whole(value, -1_000_000, name, owner)


def _cells(
    kind: str,
    where: NDArray[np.bool_],
    given: NDArray[np.float64],
    people: tuple[str, ...],
    items: tuple[str, ...],
) -> list[AnswerProblem]:
    return [
        AnswerProblem(kind, people[row], items[column], float(given[row, column]))
        for row, column in zip(*(axis.tolist() for axis in np.nonzero(where)), strict=True)
    ]


def _people(
    given: NDArray[np.float64], turned: NDArray[np.bool_], people: tuple[str, ...], middle: float
) -> list[AnswerProblem]:
    """Name respondents without answers, and those whose equal answers contradict each other."""
    found = []
    mixed = turned.any() and not turned.all()
    for person, row in zip(people, given, strict=True):
        answered = ~np.isnan(row)
        if not answered.any():
            found.append(AnswerProblem("no answer", person, "", float("nan")))
            continue
        both = mixed and turned[answered].any() and not turned[answered].all()
        both = both and row[answered][0] != middle
        if both and answered.sum() >= STRAIGHT_LINE and np.ptp(row[answered]) == 0:
            found.append(AnswerProblem("straight line", person, "", float(row[answered][0])))
    return found


def _items(scores: NDArray[np.float64], items: tuple[str, ...]) -> list[AnswerProblem]:
    """Name items that load on the first principal component against the others."""
    complete = scores[~np.isnan(scores).any(axis=1)]
    spread = np.ptp(complete, axis=0) if len(complete) else np.zeros(len(items))
    varied = np.flatnonzero(spread > 0)
    if len(complete) < 3 or len(varied) < 3:
        return []
    roots, vectors = np.linalg.eigh(np.corrcoef(complete[:, varied], rowvar=False))
    loadings = vectors[:, -1] * np.sqrt(max(roots[-1], 0.0))
    loadings = loadings if loadings.sum() >= 0 else -loadings
    return [
        AnswerProblem("looks reversed", "", items[place], loading)
        for place, loading in zip(varied.tolist(), loadings.tolist(), strict=True)
        if loading < AGAINST
    ]


_KINDS = {
    "out of range": "calibration.note.answers_out_of_range",
    "not whole": "calibration.note.answers_not_whole",
    "no answer": "calibration.note.answers_none",
    "straight line": "calibration.note.answers_straight",
    "looks reversed": "calibration.note.answers_reversed",
}


def _notes(problems: tuple[AnswerProblem, ...]) -> tuple[Note, ...]:
    found = []
    for kind, key in _KINDS.items():
        named = list(dict.fromkeys(p.respondent or p.item for p in problems if p.kind == kind))
        if named:
            values = {"count": sum(p.kind == kind for p in problems), "named": named}
            found.append(Note(key, values, "warning"))
    return tuple(found)
