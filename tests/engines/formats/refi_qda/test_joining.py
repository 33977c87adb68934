"""A file joins a study: nothing doubles, nothing is lost, one event."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import pytest

import made_refi as made
from consilience.formats import refi_qda
from consilience.formats.refi_qda import ExchangeReport, RefiProject
from consilience.study import (
    Actor,
    Case,
    Code,
    CodeLink,
    Coding,
    Memo,
    Project,
    Pseudonym,
    Record,
    Round,
    Session,
    Source,
    SourceVersion,
    Stage,
    Study,
    check_study,
    create_study,
    new_id,
    quote,
    study_of,
)

LONG = "We trust them, and they trust us. " * 4


def text_of(source: Source, text: str) -> SourceVersion:
    return SourceVersion(source_id=source.id, text=text, sha256=f"hash of {text}")


def file_of(*records: Record) -> RefiProject:
    return RefiProject(
        "File", "Other", (Project(code="F", title="F"), *records), ExchangeReport({"code": 1})
    )


def study_with(*records: Record) -> Study:
    return study_of([Project(code="P", title="P"), *records])


def put(study: Study, project: RefiProject) -> tuple[Study, set[str]]:
    """The study with the file in it, and what was remarked; a second time nothing is new."""
    found = refi_qda.joined(study, project)
    new = {one.id: one for one in (*study.records(), *found.records)}
    after = study_of(new.values())
    check_study(after)
    assert refi_qda.joined(after, project).records == ()
    keys = {one.note.key.removeprefix("exchange.remark.") for one in found.report.remarks}
    return after, keys


def test_a_vendor_file_imported_twice_doubles_nothing(tmp_path: Path) -> None:
    source = made.element(
        "TextSource",
        made.words("PlainTextContent", "We trust them"),
        made.selection("s", 3, 8, "trust"),
        guid=made.guid("t"),
        name="T",
    )
    document = made.project(made.codebook(made.code("trust")), made.element("Sources", source))
    path = made.archive(tmp_path / "v.qdpx", document)
    with create_study(tmp_path / "s.consilience", Project(code="P", title="P")) as store:
        for _ in range(2):
            found = refi_qda.joined(store.study(), refi_qda.read(path))
            store.put("import v.qdpx", found.records)
        assert [event.operation for event in store.events()] == ["create", "import v.qdpx"]
        assert len(store.study().codings) == 1
        store.undo()
        assert store.study().sources == ()


def test_the_same_by_key_is_one() -> None:
    ann, case, code = (
        Actor(code="A", name="Ann", role="researcher"),
        Case(code="C", name="C"),
        Code(name="trust"),
    )
    other = Case(code="D", name="Dee")
    sub = Code(name="kept", parent_id=code.id)
    link = CodeLink(from_id=sub.id, to_id=code.id)
    stage = Stage(code="S", name="start")
    study = study_with(ann, case, other, code, sub, link, stage)
    ann2, case2, code2 = (
        Actor(code="A", name="A.", role="coder"),
        Case(code="C", name="C"),
        Code(name="trust"),
    )
    sub2 = Code(name="kept", parent_id=code2.id)
    link2 = CodeLink(from_id=sub2.id, to_id=code2.id)
    file = file_of(
        sub2, ann2, case2, Case(code="D", name="Other"), code2, link2, Stage(code="S", name="start")
    )
    after, keys = put(study, file)
    assert keys == {
        "joined_actor",
        "joined_case",
        "joined_code",
        "joined_link",
        "joined_other",
        "name_repeated",
    }
    assert [one.code for one in after.cases] == ["C", "D", "D (2)"]
    assert (after.codes, after.actors, after.links) == (study.codes, study.actors, study.links)


def test_the_file_says_more_and_the_study_keeps_what_it_does_not_say() -> None:
    code = Code(name="trust", definition="old", include="rule", kind="theme")
    twin = Code(name="faith")
    case = Case(code="C", name="C", attributes=(("a", "1"), ("b", "2")))
    source = Source(code="J1", title="Talk", kind="internal", minutes=60.0, case_ids=(case.id,))
    version = text_of(source, LONG)
    coding = Coding(version_id=version.id, start=0, end=2, code_id=code.id, direction="for")
    memo = Memo(title="m", text="old", anchor_ids=(case.id,))
    study = study_with(code, twin, case, source, version, coding, memo)
    other = Case(code="E", name="E")
    file = file_of(
        dataclasses.replace(code, name="faith", definition="new", include="", kind="concept"),
        dataclasses.replace(case, attributes=(("b", "3"), ("c", "4"))),
        other,
        Source(id=source.id, code="Talk", title="Talk 1", kind="interview", case_ids=(other.id,)),
        dataclasses.replace(version, number=1),
        dataclasses.replace(coding, start=3, end=8, direction=""),
        dataclasses.replace(memo, text="new", anchor_ids=(other.id,)),
    )
    after, keys = put(study, file)
    found = next(one for one in after.codes if one.id == code.id)
    assert (found.name, found.definition, found.include, found.kind) == (
        "faith (2)",
        "new",
        "rule",
        "theme",
    )
    assert after.case("C").attributes == (("a", "1"), ("b", "3"), ("c", "4"))
    talk = after.source("J1")
    assert (talk.title, talk.kind, talk.minutes, set(talk.case_ids)) == (
        "Talk 1",
        "internal",
        60.0,
        {case.id, other.id},
    )
    assert (after.codings[0].start, after.codings[0].direction) == (3, "for")
    assert (after.memos[0].text, after.memos[0].anchor_ids) == ("new", (case.id, other.id))
    assert keys == {"name_repeated"}


def test_texts_tell_sources() -> None:
    source, short = (
        Source(code="J1", title="Talk", kind="interview"),
        Source(code="J2", title="Short", kind="interview"),
    )
    study = study_with(source, short, text_of(source, LONG), text_of(short, "yes"))
    same = Source(code="Interview 1", title="Interview 1", kind="interview")
    brief = Source(code="J3", title="Brief", kind="interview")
    coded = Source(code="J2", title="Short again", kind="interview")
    bare = Source(code="J9", title="No text", kind="interview")
    file = file_of(
        same, text_of(same, LONG), brief, text_of(brief, "yes"), coded, text_of(coded, "yes"), bare
    )
    after, keys = put(study, file)
    assert [one.code for one in after.sources] == ["J1", "J2", "J3", "J9"]
    assert keys == {"joined_source"}


def test_a_changed_text_is_the_next_version() -> None:
    source, code = Source(code="J1", title="Talk", kind="interview"), Code(name="trust")
    version = text_of(source, LONG)
    coding = Coding(version_id=version.id, start=0, end=2, code_id=code.id)
    gone = Coding(version_id=version.id, start=3, end=8, code_id=code.id)
    study = study_with(source, code, version, coding, gone)
    changed = text_of(source, LONG + "More.")
    file = file_of(source, code, changed, dataclasses.replace(coding, version_id=changed.id))
    after, keys = put(study, file)
    assert [(one.number, one.text == LONG) for one in after.versions] == [(1, True), (2, False)]
    assert keys == {"next_text"}
    same = file_of(source, code, version, coding)
    assert put(study, same)[1] == {"kept"}


def test_ids_and_keys_that_others_have() -> None:
    source, code = Source(code="J1", title="Talk", kind="interview"), Code(name="trust")
    version = text_of(source, LONG)
    one = Coding(version_id=version.id, start=0, end=2, code_id=code.id)
    two = Coding(version_id=version.id, start=3, end=8, code_id=code.id)
    study = study_with(source, code, version, one, two)
    file = file_of(
        Actor(id=code.id, code="A", name="A", role="coder"),  # the id of a code of the study
        source,
        dataclasses.replace(version, id=one.id),
        code,
        dataclasses.replace(two, start=0, end=2),
        Coding(version_id=one.id, start=3, end=8, code_id=code.id),
        Stage(code="S", name="s"),
    )
    found = refi_qda.joined(study, file)
    keys = [one.note.key.removeprefix("exchange.remark.") for one in found.report.remarks]
    assert keys == ["joined_coding", "joined_coding", "kept"]
    assert {type(one) for one in found.records} == {Actor, Stage}
    check_study(study_of([*study.records(), *found.records]))
    assert found.report.counts == {"code": 1, "new actor": 1, "new stage": 1}


def test_the_newest_text_is_the_newest_in_a_new_study(tmp_path: Path) -> None:
    source, code = Source(code="J1", title="Talk", kind="interview"), Code(name="trust")
    old = text_of(source, LONG)
    new = dataclasses.replace(text_of(source, LONG[::-1]), number=2)
    past = Coding(version_id=old.id, start=0, end=2, code_id=code.id)
    refi_qda.write(study_with(source, code, old, new, past), tmp_path / "a.qdpx")
    found = refi_qda.joined(study_with(), refi_qda.read(tmp_path / "a.qdpx"))
    texts = {one.number: one.text for one in found.records if isinstance(one, SourceVersion)}
    assert texts == {1: old.text, 2: new.text}
    assert [one.note.key for one in found.report.remarks if "next_text" in one.note.key] == []


def test_codings_of_a_blind_open_round_are_not_counted_as_kept() -> None:
    source, code = Source(code="J1", title="Talk", kind="interview"), Code(name="trust")
    version, coder = text_of(source, LONG), Actor(code="B", name="B", role="coder")
    round_ = Round(code="R1", coder_ids=(coder.id,))
    session = Session(code="R1-B", actor_id=coder.id, round_id=round_.id, blind=True)
    seen = Coding(version_id=version.id, start=0, end=2, code_id=code.id)
    blind = dataclasses.replace(
        seen, id=new_id(), start=3, actor_id=coder.id, session_id=session.id
    )
    study = study_with(source, code, version, coder, round_, session, seen, blind)
    (remark,) = refi_qda.joined(study, file_of(source, version, code)).report.remarks
    assert remark.note.values["count"] == 1


def test_records_of_this_program_stay_as_the_study_has_them() -> None:
    stage = Stage(code="S", name="start")
    after, keys = put(study_with(stage), file_of(dataclasses.replace(stage, name="other")))
    assert (after.stages[0].name, keys) == ("start", set())


def test_an_import_that_fails_leaves_the_study(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = file_of(Code(name="a"), Code(name="b"))
    with create_study(tmp_path / "s.consilience", Project(code="P", title="P")) as store:
        before = store.study()
        records = refi_qda.joined(before, file).records

        def broken(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("consilience.study.rows.insert", broken)
        with pytest.raises(KeyboardInterrupt):
            store.put("import", records)
        monkeypatch.undo()
        assert (store.study(), len(store.events())) == (before, 1)


def test_a_file_without_names_comes_home(tmp_path: Path) -> None:
    """What went out with pseudonyms changes nothing; what was coded in it finds its words."""
    words = "Ann trusts Bo. Bo trusts Ann, and 王力 trusts both."
    source = Source(code="J1", title="Talk with Ann", kind="interview")
    digest = hashlib.sha256(words.encode()).hexdigest()
    version = SourceVersion(source_id=source.id, text=words, sha256=digest)
    case = Case(code="C", name="Firm of Ann", attributes=(("head", "Ann"), ("year", "2019")))
    code = Code(name="trust", definition="as Bo says")
    coding = Coding(version_id=version.id, start=15, end=28, code_id=code.id, note="Ann!")
    names = [
        Pseudonym(name="Ann", replacement="Manager 1"),
        Pseudonym(name="Bo", replacement="B"),
        Pseudonym(name="王力", replacement="Person Three"),
    ]
    study = study_with(source, version, case, code, coding, *names)
    path = tmp_path / "a.qdpx"
    refi_qda.write(study, path)
    project = refi_qda.read(path)
    found = refi_qda.joined(study, project)
    assert found.records == ()
    assert [one.note.key for one in found.report.remarks][-1:] == ["exchange.remark.masked_text"]
    masked = next(one for one in project.records if isinstance(one, SourceVersion))
    start = masked.text.index("Person Three")
    new = Coding(version_id=masked.id, start=start, end=start + 19, code_id=code.id)
    cut = Coding(version_id=masked.id, start=start + 2, end=start + 5, code_id=code.id)
    older = next(one for one in project.records if isinstance(one, Case))
    changed = dataclasses.replace(older, attributes=(("head", "Manager 1"), ("year", "2020")))
    kept = [one for one in project.records if one is not older]
    more = dataclasses.replace(project, records=(*kept, changed, new, cut))
    after, _ = put(study, more)
    assert after.case("C").attributes == (("head", "Ann"), ("year", "2020"))
    assert [quote(after, one) for one in after.codings] == ["Bo trusts Ann", "王力", "王力 trusts"]
