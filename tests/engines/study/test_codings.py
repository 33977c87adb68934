"""Quotes, paths of codes, cases; which codings may be seen and which stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilience.errors import UnknownNameError
from consilience.study import (
    Code,
    CodeLink,
    Record,
    SourceVersion,
    Study,
    cases_of,
    code_path,
    codes_below,
    newest_versions,
    quote,
    source_of,
    standing_codings,
    study_of,
    study_seen_by,
    visible_codings,
)
from consilience.study.keys import REFERENCES
from consilience.study.records import kind_of
from consilience.study.validation import check_study
from engines.study.samples import coded_study

STUDY = coded_study()
A, B = STUDY.actor("A").id, STUDY.actor("B").id
RELEASED = replace(STUDY.round("R1"), state="released")


def with_these(*records: Record) -> Study:
    """The coded study with records added, or in place of those with the same id."""
    new = {record.id: record for record in records}
    return study_of([*(one for one in STUDY.records() if one.id not in new), *records])


def code(name: str) -> Code:
    return next(one for one in STUDY.codes if one.name == name)


def test_quotes_are_exact_beyond_the_basic_plane() -> None:
    assert {quote(STUDY, one) for one in STUDY.codings} == {"🚗后来信任", "不信任"}
    assert source_of(STUDY, STUDY.codings[0]).code == "J/11"
    assert STUDY.versions[0].turns == [[4, 12, "访谈者", None]]


def test_a_coding_speaks_of_its_own_case_or_of_those_of_its_source() -> None:
    coding = STUDY.codings[0]
    assert cases_of(STUDY, coding) == (STUDY.case("C01").id,)
    assert cases_of(STUDY, replace(coding, case_id=STUDY.case("C02").id)) == (STUDY.case("C02").id,)


def test_stages_rounds_and_sessions_are_found_by_their_codes() -> None:
    assert STUDY.stage("S1").name == "incubation"
    assert STUDY.session("R1A").round_id == STUDY.round("R1").id
    with pytest.raises(UnknownNameError, match="must be one of R1A, R1B, got R1: did you mean"):
        STUDY.session("R1")


def test_paths_and_codes_below() -> None:
    theme, trust, data = code("governance"), code("trust"), code("data")
    assert code_path(STUDY, trust.id) == (theme, trust)
    assert codes_below(STUDY, theme.id) == {theme.id, trust.id, data.id}
    other = Code(name="resources", kind="theme")
    both = with_these(other, CodeLink(from_id=trust.id, to_id=other.id, kind="member"))
    assert codes_below(both, other.id) == {other.id, trust.id}
    looped = with_these(replace(theme, parent_id=trust.id))
    assert [one.name for one in code_path(looped, trust.id)] == ["governance", "trust"]
    assert codes_below(looped, trust.id) == {theme.id, trust.id, data.id}


def test_a_blind_round_that_is_open_shows_each_coder_their_own() -> None:
    assert visible_codings(STUDY) == ()
    assert {one.actor_id for one in visible_codings(STUDY, A)} == {A}
    assert {one.actor_id for one in visible_codings(STUDY, B)} == {B}
    assert visible_codings(STUDY, STUDY.actor("R").id) == ()
    nobody = [replace(one, actor_id=None) for one in STUDY.codings]
    assert visible_codings(with_these(*nobody)) == ()
    assert len(visible_codings(with_these(replace(STUDY.round("R1"), blind=False)))) == 4
    assert len(visible_codings(with_these(RELEASED))) == 4


@pytest.mark.parametrize("coder", [None, A, B], ids=["nobody", "A", "B"])
def test_nothing_that_is_shown_points_at_a_hidden_coding(coder: str | None) -> None:
    seen = study_seen_by(STUDY, coder)
    check_study(seen)
    shown = {one.id for one in seen.codings}
    for record in seen.records():
        for field, kind in REFERENCES.get(kind_of(record), {}).items():
            if kind == "coding":
                value = getattr(record, field)
                given = value if isinstance(value, tuple) else (value,)
                assert set(given) - {None} <= shown, (record, field)
    assert [one.code for one in seen.propositions] == [one.code for one in STUDY.propositions]


def test_what_stands_once_a_round_is_released() -> None:
    assert standing_codings(STUDY) == ()
    found = standing_codings(with_these(RELEASED))
    assert [quote(STUDY, one) for one in found] == ["不信任", "🚗后来信任"]
    assert STUDY.resolutions[0].result_ids[0] in {one.id for one in found}
    nothing = replace(STUDY.resolutions[0], result_ids=())
    kept = standing_codings(with_these(RELEASED, nothing))
    assert [quote(STUDY, one) for one in kept] == ["🚗后来信任"]


def test_codings_of_an_older_text_do_not_stand() -> None:
    old = STUDY.versions[0]
    new = SourceVersion(source_id=old.source_id, number=2, text="改过的文本", sha256="")
    later = with_these(RELEASED, new)
    assert list(newest_versions(replace(later, versions=(new, old))).values()) == [new]
    assert newest_versions(later) == {old.source_id: new}
    assert standing_codings(later) == ()
