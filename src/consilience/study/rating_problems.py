"""What does not fit in the membership sheets of a study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.study.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from consilience.study.coding_records import Rating
    from consilience.study.model import Study

_HALF = 0.5


def rating_problems(study: Study) -> Iterator[Problem]:
    """Yield the cells that are undecided, contradict themselves or rest on nothing."""
    for cell, ratings in study.ratings_of_cell.items():
        case, variable = (study.code_of(one) for one in cell)
        place = f"cases[{case}].ratings[{variable}]"
        values = {"case": case, "variable": variable}
        if cell not in study.ratings_by_cell:
            several = {**values, "count": len(ratings)}
            yield Problem("study.problem.rating_undecided", place, several)
        for rating in ratings:
            rater = study.code_of(rating.actor_id) if rating.actor_id else "-"
            named = {**values, "rater": rater, "status": rating.status, "value": rating.value}
            yield from _own_problems(rating, place, named)


def _own_problems(rating: Rating, place: str, values: Mapping[str, object]) -> Iterator[Problem]:
    if rating.status == "present" and rating.value is None:
        yield Problem("study.problem.rating_no_value", place, values)
    if rating.status == "absent" and (rating.value or 0) > _HALF:
        yield Problem("study.problem.rating_absent", place, values)
    if rating.status == "not mentioned" and (rating.value is not None or rating.evidence_ids):
        yield Problem("study.problem.rating_mentioned", place, values)
    if rating.status != "not mentioned" and not (rating.evidence_ids or rating.anchor_id):
        yield Problem("study.problem.rating_no_evidence", place, values, "warning")
