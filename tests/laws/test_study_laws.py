"""Laws of the study file: undo takes back, the log tells the state, text forms lose nothing."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.errors import StudyError
from consilience.study import (
    Case,
    Code,
    Coding,
    Condition,
    Project,
    Record,
    Score,
    Source,
    SourceVersion,
    Study,
    StudyStore,
    Variable,
    check_study,
    create_study,
    from_toml,
    open_study,
    quote,
    read_archive,
    remove,
    step,
    study_of,
    to_toml,
    write_archive,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
NAMES = TEXTS.map(str.strip).filter(bool)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.booleans() | st.integers() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)
SETTINGS = st.dictionaries(TEXTS, PLAIN, max_size=4)


@st.composite
def studies(draw: st.DrawFn) -> Study:
    """Any study that the file takes."""
    project = Project(code=draw(NAMES), title=draw(NAMES), description=draw(TEXTS))
    sources = [Source(code="T", title=draw(NAMES), kind="table", minutes=1.5, period=draw(TEXTS))]
    cases: list[Case] = []
    for code in draw(st.lists(NAMES, unique=True, max_size=4)):
        pairs = tuple(sorted(draw(st.dictionaries(TEXTS, TEXTS, max_size=2)).items()))
        parent = draw(st.sampled_from([None, *(one.id for one in cases)]))
        cases.append(Case(code=code, name=draw(NAMES), parent_id=parent, attributes=pairs))
    variables = [Variable(code=code) for code in draw(st.lists(NAMES, unique=True, max_size=3))]
    scores = [
        Score(
            case_id=case.id,
            variable_id=variable.id,
            wave=wave,
            value=draw(NUMBERS),
            source_id=sources[0].id,
            row=row,
            column=draw(NAMES),
        )
        for row, case in enumerate(cases, start=2)
        for variable in variables
        for wave in draw(st.lists(TEXTS, unique=True, max_size=2))
    ]
    conditions = [
        Condition(
            code=code,
            role="condition",
            variables=tuple(draw(st.lists(TEXTS, max_size=2))),
            anchors=tuple(draw(st.lists(NUMBERS, max_size=3))),
            reverse_from=draw(st.none() | NUMBERS),
            reason=draw(TEXTS),
        )
        for code in draw(st.lists(NAMES, unique=True, max_size=2))
    ]
    steps = [step(1 + n, draw(NAMES), draw(SETTINGS)) for n in range(draw(st.integers(0, 2)))]
    everything: list[Record] = [project, *sources, *cases, *variables, *scores, *conditions]
    return study_of([*everything, *steps])


@settings(deadline=None, max_examples=60)
@given(studies())
def test_an_archive_gives_an_equal_study(study: Study) -> None:
    check_study(study)
    with tempfile.TemporaryDirectory() as folder:
        found = read_archive(write_archive(study, Path(folder) / "a"))
    assert found == study
    assert found.content_sha256() == study.content_sha256()


@settings(deadline=None, max_examples=25)
@given(studies())
def test_a_file_gives_an_equal_study(study: Study) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with create_study(Path(folder) / "a", study.project) as store:
            store.put("fill", study.records())
        with open_study(Path(folder) / "a") as store:
            assert store.study() == study
            assert store.audit() == ()


@settings(deadline=None, max_examples=12)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), NAMES)
def test_any_text_comes_back_from_file_and_archive(words: str, code: str) -> None:
    project, source = Project(code="P", title="t"), Source(code=code, title="t", kind="interview")
    text, trust = SourceVersion(source_id=source.id, text=words, sha256=""), Code(name=code)
    codings = [
        Coding(version_id=text.id, start=place, end=place + 1, code_id=trust.id)
        for place in range(len(words))
    ]
    study = study_of([project, source, text, trust, *codings])
    with tempfile.TemporaryDirectory() as folder:
        assert read_archive(write_archive(study, Path(folder) / "a")) == study
        with create_study(Path(folder) / "b", project) as store:
            store.add("code", [source, text, trust, *codings])
            found = store.study()
    assert found == study
    assert "".join(quote(found, one) for one in found.codings) == words


@settings(deadline=None)
@given(st.lists(SETTINGS, max_size=3))
def test_a_protocol_gives_equal_steps(found: list[dict[str, Any]]) -> None:
    steps = tuple(step(place, "x", one) for place, one in enumerate(found, start=1))
    assert from_toml(to_toml(steps)) == steps


def change_something(store: StudyStore, choice: int, number: int) -> bool:
    """Add, change or remove a case, its score and a variable; tell whether there was a change."""
    study = store.study()
    table = study.source("T")
    case = study.cases[number % len(study.cases)] if study.cases else None
    if choice == 0 or case is None:
        new, variable = Case(code=f"C{number}", name="new"), Variable(code=f"V{number}")
        score = Score(
            case_id=new.id,
            variable_id=variable.id,
            value=1.0,
            source_id=table.id,
            row=2,
            column="a",
        )
        if any(one.code == new.code for one in study.cases):
            return False
        return store.put("add", [new, variable, score]) is not None
    if choice == 1:
        return store.put("rename", [replace(case, name=f"name {number}")]) is not None
    scores = [score for score in study.scores if score.case_id == case.id]
    variables = [one for one in study.variables if any(s.variable_id == one.id for s in scores)]
    store.record("remove", remove(study, [case, *scores, *variables]))
    return True


OPERATIONS = st.lists(
    st.tuples(st.sampled_from([0, 0, 1, 2, 3, 3, 4, 4]), st.integers(0, 9)),
    min_size=200,
    max_size=200,
)


@settings(deadline=None, max_examples=2)
@given(OPERATIONS)
def test_two_hundred_changes_with_undo_and_redo(operations: list[tuple[int, int]]) -> None:
    """The file always holds the state that a pile of states on paper says."""
    done: list[Study] = []
    undone: list[Study] = []
    project, table = Project(code="P", title="t"), Source(code="T", title="t", kind="table")
    with tempfile.TemporaryDirectory() as folder:
        with create_study(Path(folder) / "a", project) as store:
            store.put("begin", [table])
            for choice, number in operations:
                before = store.study()
                if choice == 3 and done:
                    store.undo()
                    undone.append(before)
                    assert store.study() == done.pop()
                elif choice == 4 and undone:
                    store.redo()
                    done.append(before)
                    assert store.study() == undone.pop()
                elif choice < 3 and change_something(store, choice, number):
                    done.append(before)
                    undone.clear()
            assert store.audit() == ()
        with open_study(Path(folder) / "a") as store:
            while done:
                store.undo()
                assert store.study() == done.pop()
            store.undo()
            assert store.study() == study_of([project])
            with pytest.raises(StudyError, match="nothing to undo"):
                store.undo()
            assert store.audit() == ()
