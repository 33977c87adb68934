"""Everything that does not fit in a study, collected as values: where it is and how to mend it."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from consilience.errors import DataError
from consilience.study.codebook_problems import codebook_problems
from consilience.study.coding_problems import coding_problems, text_problems
from consilience.study.codings import study_seen_by
from consilience.study.manuscript_problems import manuscript_problems
from consilience.study.network_problems import network_problems
from consilience.study.problem import Problem
from consilience.study.process_problems import process_problems
from consilience.study.rating_problems import rating_problems
from consilience.study.raw import check_count, raw_values
from consilience.study.reference_problems import reference_problems
from consilience.study.together import parent_loops
from consilience.study.value_problems import value_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from consilience.study.base_records import Condition, Score
    from consilience.study.model import Study


def problems(study: Study) -> tuple[Problem, ...]:
    """Return all inconsistencies of a study, not only the first.

    Parameters
    ----------
    study
        Any snapshot, also one that no file would take.

    Returns
    -------
    tuple of Problem
        In a fixed order: cases, sources, variables, scores, ratings, conditions, outcome, steps,
        texts, codebook, codings, stages and incidents, manuscript, network, value.

    Examples
    --------
    >>> from consilience.study import Case, Project, study_of
    >>> project = Project(code="P", title="Alliances")
    >>> twins = [Case(code="C01", name="Orlando"), Case(code="C02", name="Orlando")]
    >>> for problem in problems(study_of([project, *twins])):
    ...     print(problem.place, problem.sentence(), problem.mend(), sep="; ")
    cases[C01, C02]; The cases C01, C02 have the same name: Orlando; Keep one of them, or make the
    names tell them apart
    """
    lost = tuple(reference_problems(study))
    return (
        *_case_problems(study),
        *_source_problems(study),
        *_variable_problems(study),
        *_score_problems(study),
        *rating_problems(study),
        *_condition_problems(study),
        *_outcome_problems(study),
        *_step_problems(study),
        *(lost or _coded_problems(study_seen_by(study))),
    )


def _coded_problems(study: Study) -> Iterator[Problem]:
    """Yield what does not fit in texts, codings, manuscript, network, value; references hold.

    They see what nobody in particular may see: coders of a blind, open round read this list too.
    """
    yield from text_problems(study)
    yield from codebook_problems(study)
    yield from coding_problems(study)
    yield from process_problems(study)
    yield from manuscript_problems(study)
    yield from network_problems(study)
    yield from value_problems(study)


def _case_problems(study: Study) -> Iterator[Problem]:
    for name, codes in _repeated((case.name, case.code) for case in study.cases):
        values = {"cases": codes, "name": name}
        yield Problem("study.problem.case_name", f"cases[{', '.join(codes)}]", values, "warning")
    loops = parent_loops({case.id: case.parent_id for case in study.cases})
    scored = {one.case_id for one in study.scores} | {one.case_id for one in study.ratings}
    units = {case.id for case in study.units}
    for case in study.cases:
        if case.id in loops:
            place = f"cases[{case.code}].parent_id"
            yield Problem("study.problem.case_loop", place, {"case": case.code})
        if scored and case.id in units - scored:
            place = f"cases[{case.code}].scores"
            yield Problem("study.problem.case_unscored", place, {"case": case.code}, "warning")


def _source_problems(study: Study) -> Iterator[Problem]:
    hashes = ((source.sha256, source.code) for source in study.sources if source.sha256)
    for _, codes in _repeated(hashes):
        place = f"sources[{', '.join(codes)}]"
        yield Problem("study.problem.source_twice", place, {"sources": codes})
    used = {getattr(one, "source_id", None) for one in study.records()}
    for source in study.sources:
        if source.kind == "table" and source.id not in used:
            place = f"sources[{source.code}]"
            yield Problem("study.problem.source_unused", place, {"source": source.code}, "warning")


def _variable_problems(study: Study) -> Iterator[Problem]:
    scored = {one.variable_id for one in study.scores}
    scored |= {one.variable_id for one in study.ratings}
    for variable in study.variables:
        place, values = f"variables[{variable.code}]", {"variable": variable.code}
        low, high = variable.minimum, variable.maximum
        if low is not None and high is not None and low > high:
            limits = {**values, "minimum": low, "maximum": high}
            yield Problem("study.problem.variable_range", place, limits)
        if variable.id not in scored:
            yield Problem("study.problem.variable_unscored", place, values, "warning")


def _score_problems(study: Study) -> Iterator[Problem]:
    limits = {one.id: (one.minimum, one.maximum) for one in study.variables}
    for score in study.scores:
        low, high = limits.get(score.variable_id, (None, None))
        if (low is not None and score.value < low) or (high is not None and score.value > high):
            values = {
                "case": study.code_of(score.case_id),
                "variable": study.code_of(score.variable_id),
                "value": score.value,
                "minimum": "-" if low is None else low,
                "maximum": "-" if high is None else high,
                "source": study.code_of(score.source_id),
                "row": score.row,
                "column": score.column,
            }
            yield Problem("study.problem.score_range", _score_place(study, score), values)


def _score_place(study: Study, score: Score) -> str:
    case, variable = study.code_of(score.case_id), study.code_of(score.variable_id)
    return f"cases[{case}].scores[{variable}{'/' if score.wave else ''}{score.wave}]"


def _condition_problems(study: Study) -> Iterator[Problem]:
    for condition in study.conditions:
        yield from _anchor_problems(condition)
        yield from _composition_problems(study, condition)
        yield from _wave_problems(study, condition)


def _composition_problems(study: Study, condition: Condition) -> Iterator[Problem]:
    """Look at the variables, and where they can be combined at the raw values."""
    place, known = f"conditions[{condition.code}].variables", {one.code for one in study.variables}
    unknown = [code for code in condition.variables if code not in known]
    for code in unknown:
        values = {"condition": condition.code, "variable": code}
        yield Problem("study.problem.condition_variable", place, values)
    try:
        check_count(condition)
    except DataError as error:
        yield Problem("study.problem.condition_count", place, error.values)
    else:
        yield from () if unknown else _raw_problems(study, condition)


def _wave_problems(study: Study, condition: Condition) -> Iterator[Problem]:
    scored = {(study.code_of(score.variable_id), score.wave) for score in study.scores}
    for wave in condition.waves:
        if not any((code, wave) in scored for code in condition.variables):
            values = {"condition": condition.code, "wave": wave}
            place = f"conditions[{condition.code}].waves"
            yield Problem("study.problem.condition_wave", place, values)


def _raw_problems(study: Study, condition: Condition) -> Iterator[Problem]:
    place = f"conditions[{condition.code}]"
    found = raw_values(study, condition)
    missing = [raw.case for raw in found if raw.value is None]
    if missing:
        values = {"condition": condition.code, "cases": missing, "count": len(missing)}
        yield Problem("study.problem.condition_missing", place, values, "warning")
    distinct = {raw.value for raw in found if raw.value is not None}
    if len(distinct) == 1 and len(found) - len(missing) > 1:
        constant = {"condition": condition.code, "value": distinct.pop()}
        yield Problem("study.problem.condition_constant", place, constant)


def _anchor_problems(condition: Condition) -> Iterator[Problem]:
    place, anchors = f"conditions[{condition.code}].anchors", condition.anchors
    values = {"condition": condition.code, "anchors": anchors, "count": len(anchors)}
    if condition.method in {"rubric", "none"}:
        return
    if not anchors:
        yield Problem("study.problem.anchors_absent", place, values)
    elif condition.method == "direct" and len(anchors) not in {3, 6}:
        yield Problem("study.problem.anchors_count", place, values)
    elif not _in_order(condition):
        yield Problem("study.problem.anchors_order", place, values)


def _in_order(condition: Condition) -> bool:
    anchors = condition.anchors
    if condition.method != "direct":
        return _rising(anchors)
    if len(anchors) == 3:
        return _rising(anchors) or _rising(anchors[::-1])
    first, second = anchors[:3], anchors[3:]
    bell = _rising(first) and _rising(second) and first[2] <= second[0]
    valley = _rising(first[::-1]) and _rising(second[::-1]) and first[0] <= second[2]
    return bell or valley


def _rising(values: tuple[float, ...]) -> bool:
    return all(low < high for low, high in pairwise(values))


def _outcome_problems(study: Study) -> Iterator[Problem]:
    outcomes = [condition.code for condition in study.conditions if condition.role == "outcome"]
    asked = study.project.outcome
    if asked and asked not in outcomes:
        yield Problem("study.problem.outcome_unknown", "project.outcome", {"outcome": asked})
    elif study.conditions and not outcomes:
        yield Problem("study.problem.outcome_absent", "conditions")
    elif len(outcomes) > 1 and not asked:
        yield Problem("study.problem.outcome_several", "project.outcome", {"outcomes": outcomes})


def _step_problems(study: Study) -> Iterator[Problem]:
    """Look at the settings ``conditions`` and ``outcome``; ``~`` before a name negates it."""
    known = {condition.code for condition in study.conditions}
    for step in study.steps:
        for setting in ("conditions", "outcome"):
            named = step.settings.get(setting, [])
            names = named if isinstance(named, list) else [named]
            for name in (one for one in names if str(one).removeprefix("~") not in known):
                values = {"position": step.position, "kind": step.kind, "name": name}
                place = f"steps[{step.position}].settings.{setting}"
                yield Problem("study.problem.step_unknown", place, values)


def _repeated(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for value, code in pairs:
        groups[value].append(code)
    return [(value, codes) for value, codes in groups.items() if len(codes) > 1]
