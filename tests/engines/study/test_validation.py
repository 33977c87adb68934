"""Every record is checked at one place: a sentence for each slip."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from consilience.errors import ConsilienceError, DataError, UnknownNameError
from consilience.study import Case, Record, Step, check_record, check_study, new_id, study_of
from consilience.study.together import parent_loops
from consilience.study.validation import check_text
from engines.study.samples import WORDS, coded_study

CODED = coded_study()
CODING, RATING = CODED.codings[0], CODED.ratings[0]
STUDY = CODED
CASE, SCORE, SOURCE = STUDY.case("C01"), STUDY.scores[0], STUDY.source("T")
CONDITION, VARIABLE, FINDING = STUDY.condition("TR"), STUDY.variable("Q1"), STUDY.findings[0]


def test_a_right_study_passes() -> None:
    check_study(STUDY)


@pytest.mark.parametrize(
    ("record", "field", "value", "sentence"),
    [
        (CASE, "code", "", "cases[].code must have at least one character"),
        (CASE, "code", " C", "cases[ C].code must have at least one character and no space"),
        (CASE, "name", 3, "cases[C01].name must be a text, got 3"),
        (CASE, "name", "a\x00", "cases[C01].name contains a character that no file can keep"),
        (CASE, "name", "a\ud800", "no file can keep (NUL or half of a surrogate pair): 'a\\ud800'"),
        (CASE, "id", "C01", "cases[C01].id must be a UUID in lower case, got 'C01'"),
        (CASE, "id", "9F0B7A58-5F0A-4D53-B4D0-0E8C1A9D3C11", "must be a UUID in lower case"),
        (CASE, "parent_id", "x", "cases[C01].parent_id must be a UUID"),
        (CASE, "attributes", [], "cases[C01].attributes must be a tuple, got []"),
        (CASE, "attributes", ("ab",), "cases[C01].attributes[1] must be a pair"),
        (CASE, "attributes", (("a", 1),), "cases[C01].attributes[1] must be a text, got 1"),
        (CASE, "attributes", (("b", ""), ("a", "")), "attributes must be sorted by name"),
        (CASE, "attributes", (("a", "1"), ("a", "2")), "every name may occur once"),
        (SCORE, "value", float("nan"), "value must be a finite number, got nan"),
        (SCORE, "value", float("inf"), "value must be a finite number, got inf"),
        (SCORE, "value", "3", "scores[Q1_End:2].value must be a finite number, got '3'"),
        (SCORE, "value", True, "value must be a finite number, got True"),
        (SCORE, "value", None, "value must be a finite number, got None"),
        (SCORE, "row", 0, "row must be at least 1, got 0"),
        (SCORE, "row", 1.5, "row must be a whole number, got 1.5"),
        (SCORE, "column", "", "column must have at least one character"),
        (SOURCE, "minutes", -1.0, "sources[T].minutes must be at least 0, got -1"),
        (SOURCE, "characters", 2.0, "sources[T].characters must be a whole number"),
        (CONDITION, "variables", "Q1", "conditions[TR].variables must be a tuple, got 'Q1'"),
        (CONDITION, "variables", (1,), "conditions[TR].variables[1] must be a text"),
        (CONDITION, "anchors", (1.0, float("nan")), "conditions[TR].anchors[2] must be a finite"),
        (CONDITION, "reverse_from", "6", "conditions[TR].reverse_from must be a finite number"),
        (VARIABLE, "minimum", float("-inf"), "variables[Q1].minimum must be a finite number"),
        (FINDING, "result_json", '{"b": 1}', "must be canonical JSON"),
        (FINDING, "result_json", "nonsense", "must be canonical JSON"),
        (FINDING, "result_json", "NaN", "must be canonical JSON"),
        (STUDY.steps[0], "settings_json", "[]", "steps[1].settings must be a mapping"),
        (STUDY.steps[0], "settings_json", '{"a":[1,null]}', "steps[1].settings.a[2] must have a"),
        (STUDY.steps[0], "position", 0, "steps[0].position must be at least 1"),
        (STUDY.project, "title", "", "project.title must have at least one character"),
        (CODING, "start", -1, "codings[-1-"),
        (CODING, "start", 0.5, "start must be a whole number, got 0.5"),
        (CODING, "exemplar", 1, "exemplar must be true or false, got 1"),
        (CODING, "intensity", 0, "intensity must be at least 1, got 0"),
        (CODING, "importance", 4, "importance must be at most 3, got 4"),
        (CODING, "created_at", "2026-05-31", "must be a time with its zone"),
        (CODING, "created_at", "yesterday", "must be a time with its zone"),
        (RATING, "value", 1.2, "value must be at most 1, got 1.2"),
        (RATING, "value", -0.1, "value must be at least 0, got -0.1"),
        (RATING, "evidence_ids", ("x",), "evidence_ids[1] must be a UUID"),
        (CODED.codes[0], "colour", "red", "must be empty or a colour such as #1F77B4"),
        (CODED.stages[0], "start_date", "2016-13", "must be a date such as 2016"),
        (CODED.stages[0], "end_date", "20160531", "must be a date such as 2016"),
        (CODED.incidents[0], "date", "", "incidents[E1].date must have at least one character"),
        (CODED.resolutions[0], "reason", " ", "reason must have at least one character"),
        (CODED.terms[0], "text", "", "terms[].text must have at least one character"),
        (CODED.citations[0], "position", 0, "citations[0].position must be at least 1"),
        (CODED.versions[0], "turns_json", "[1", "versions[1].turns_json must be canonical JSON"),
    ],
)
def test_wrong_fields(record: Record, field: str, value: Any, sentence: str) -> None:
    with pytest.raises(DataError) as caught:
        check_record(replace(record, **{field: value}))
    assert sentence in str(caught.value)
    assert caught.value.sentence("zh") != str(caught.value)


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        (SOURCE, "kind", "Interview"),
        (CONDITION, "role", "output"),
        (CONDITION, "combine", "median"),
        (CONDITION, "method", 3),
        (STUDY.project, "language", ["en"]),
        (STUDY.actors[0], "role", ""),
        (CODING, "direction", "up"),
    ],
)
def test_unknown_choices(record: Record, field: str, value: Any) -> None:
    with pytest.raises(UnknownNameError, match=f"{field} of .* must be one of"):
        check_record(replace(record, **{field: value}))


@pytest.mark.parametrize(
    ("extra", "sentence"),
    [
        (Case(code="C01", name="Another"), "cases[C01], cases[C01] have the same code"),
        (replace(CASE, code="C09"), "have the same id"),
        (replace(SCORE, id=new_id()), "have the same case_id, variable_id, wave"),
        (Step(position=1, kind="x"), "steps[1], steps[1] have the same position"),
        (replace(SCORE, id=new_id(), wave="x", case_id=new_id()), "refers to a case that the"),
        (replace(SCORE, id=new_id(), wave="x", source_id=CASE.id), "source_id refers to a source"),
        (Case(code="D", name="D", parent_id=new_id()), "cases[D].parent_id refers to a case"),
        (replace(FINDING, id=new_id(), step_id=new_id()), "refers to a step that the study"),
        (replace(CODED.codes[0], id=new_id()), "codes[governance] have the same name, parent_id"),
        (replace(CODED.codes[-1], id=new_id(), parent_id=new_id()), "refers to a code that the"),
        (replace(CODING, id=new_id()), "have the same version_id, start, end, code_id"),
        (replace(CODING, id=new_id(), end=10**6), f"within its text of {len(WORDS)} characters"),
        (replace(CODING, id=new_id(), end=CODING.start), "must begin before it ends"),
        (replace(RATING, id=new_id(), agreed=False, evidence_ids=(new_id(),)), "to a coding that"),
    ],
)
def test_records_that_do_not_fit_together(extra: Record, sentence: str) -> None:
    with pytest.raises(ConsilienceError) as caught:
        check_study(study_of([*CODED.records(), extra]))
    assert sentence in str(caught.value)


def test_cases_may_not_lie_within_themselves() -> None:
    rest = [one for one in STUDY.records() if one.id != STUDY.case("A").id]
    looped = study_of([*rest, replace(STUDY.case("A"), parent_id=CASE.id)])
    with pytest.raises(DataError, match=r"cases\[A\], cases\[C01\] lie within themselves"):
        check_study(looped)
    assert parent_loops({"a": "a", "b": "x", "c": None}) == {"a"}


def test_codes_may_not_lie_within_themselves() -> None:
    theme, trust = CODED.codes[0], next(one for one in CODED.codes if one.name == "trust")
    rest = [one for one in CODED.records() if one.id != theme.id]
    with pytest.raises(DataError, match=r"codes\[governance\], codes\[trust\] lie within"):
        check_study(study_of([*rest, replace(theme, parent_id=trust.id)]))


def test_text_is_checked_alone_too() -> None:
    check_text("战略联盟", "operation")
    with pytest.raises(DataError, match="operation must be a text, got None"):
        check_text(None, "operation")
