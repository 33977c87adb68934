"""Codings, quotes, memos, rounds: what may be coded, and who sees it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coded_study import J11, Coded, made_study, source_with_text
from consilience.errors import DataError, StudyError, UnknownNameError
from consilience.study import (
    Actor,
    Claim,
    Code,
    Incident,
    Memo,
    Rating,
    Record,
    Resolution,
    Round,
    Source,
    Stage,
    Suggestion,
    Variable,
    code_history,
    new_id,
    problems,
    quote,
    quotes,
    seen_events,
    standing_codings,
    study_seen_by,
)
from consilience.study.edits import (
    add_memo,
    answer_suggestion,
    change_coding,
    code_span,
    find_coding,
    find_memo,
    find_record,
    in_vivo,
    new_coding,
    open_round,
    put_actor,
    record_suggestions,
    refuse_blind,
    release_round,
    remove_codings,
    remove_memo,
    resolve,
    session_for,
    span_of,
    span_of_quote,
    split_code,
)

AT = "2026-01-02T03:04:05+00:00"


@pytest.fixture
def coded(tmp_path: Path) -> Iterator[Coded]:
    made = made_study(tmp_path)
    yield made
    assert made.store.audit() == ()
    made.store.close()


@settings(deadline=None)
@given(st.text(alphabet="ab😀信", min_size=1, max_size=12), st.data())
def test_words_are_found_where_they_stand_once_or_not_at_all(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    count = sum(text.startswith(words, place) for place in range(len(text)))
    if count == 1:
        assert span_of_quote(text, words) == (start, end)
    else:
        with pytest.raises(DataError, match=f"stands in {count} places"):
            span_of_quote(text, words)


def test_a_quote_must_be_there_and_not_blank() -> None:
    with pytest.raises(DataError, match="does not stand in the text"):
        span_of_quote(J11, "信任她们")
    with pytest.raises(DataError, match="Nothing but blanks"):
        span_of_quote(J11, " \n")
    with pytest.raises(DataError, match=r"11 places of the text, at 0, .*9, \.\.\.:"):
        span_of_quote("a" * 11, "a")


def test_a_place_is_given_in_one_way(coded: Coded) -> None:
    study = coded.study
    assert span_of(study, "J11", "合同", None, None) == (J11.index("合同"), J11.index("合同") + 2)
    assert span_of(study, "J11", "", 3, 5) == (3, 5)
    for words, start, end in (("合同", 3, 5), ("", None, None), ("", 3, None), ("合同", None, 5)):
        with pytest.raises(DataError, match="in one way"):
            span_of(study, "J11", words, start, end)
    coded.store.add("add", [Source(code="X", title="X", kind="internal")])
    for name in ("X",):
        with pytest.raises(DataError, match="X have no text"):
            span_of(coded.study, name, "合同", None, None)
        with pytest.raises(DataError, match="X have no text"):
            new_coding(coded.study, name, (0, 1), None)


def _coding(coded: Coded, words: str, code: str, coder: str = "A") -> object:
    study = coded.study
    place = span_of(study, "J11", words, None, None)
    made = new_coding(study, "J11", place, study.actor(coder))
    return dataclasses.replace(made, code_id=coded.code(code).id)


def test_a_span_is_coded_once_by_the_same_coder(coded: Coded) -> None:
    place = span_of(coded.store.desk("J11"), "J11", "信任他们😀", None, None)
    desk = coded.store.desk("J11")
    made = new_coding(desk, "J11", place, desk.actor("A"))
    ready = dataclasses.replace(made, code_id=coded.code("trust").id)
    edit = code_span(desk, ready)
    assert edit.sentence() == "code J11 14-19 as governance/relational/trust"
    assert coded.store.make(edit, "A") is not None
    assert quote(coded.study, coded.study.codings[0]) == "信任他们😀"
    desk = coded.store.desk("J11")
    again = dataclasses.replace(ready, id=made.id[:-1] + ("0" if made.id[-1] != "0" else "1"))
    assert code_span(desk, again).changes == ()
    theirs = dataclasses.replace(again, actor_id=desk.actor("B").id)
    assert code_span(desk, theirs).changes
    folder = Code(name="box", kind="folder")
    coded.store.add("folder", [folder])
    with pytest.raises(DataError, match="box is a folder"):
        code_span(coded.study, dataclasses.replace(again, code_id=folder.id))


def test_the_desk_holds_what_coding_needs_and_no_more(coded: Coded) -> None:
    coded.coding("J11", "合同", "contract", "A")
    coded.coding("J12", "Trust", "trust", "A")
    desk, study = coded.store.desk("J12"), coded.study
    assert [one.code for one in desk.sources] == ["J12"]
    assert len(desk.codings) == len(desk.versions) == 1
    assert (desk.codes, desk.actors, desk.cases) == (study.codes, study.actors, study.cases)
    with pytest.raises(UnknownNameError, match="did you mean J12"):
        coded.store.desk("J2")


def test_changing_and_removing_codings(coded: Coded) -> None:
    made = coded.coding("J11", "合同", "contract", "A")
    assert find_coding(coded.study, made.id[:6]) == made
    for name in ("", "zz"):
        with pytest.raises(DataError, match="There is none with the id"):
            find_coding(coded.study, name)
    stronger = dataclasses.replace(made, intensity=3, direction="for")
    edit = change_coding(coded.study, stronger)
    assert edit.sentence() == f"change the coding {made.id[:8]} in J11"
    coded.store.make(edit)
    assert coded.study.codings == (stronger,)
    edit = remove_codings(coded.study, [stronger])
    assert edit.sentence("zh") == f"删除 1 个编码片段：{made.id[:8]}"
    coded.store.make(edit)
    coded.store.undo()
    assert coded.study.codings == (stronger,)


def test_a_coding_is_named_by_its_place_too(coded: Coded) -> None:
    made = coded.coding("J11", "合同", "contract", "A")
    assert find_coding(coded.study, "J11:20-22") == made
    for name in ("J11:20-23", "J12:20-22", "J9:20-22"):
        with pytest.raises(DataError, match="none with the id"):
            find_coding(coded.study, name)
    coded.coding("J11", "合同", "trust", "A")
    with pytest.raises(DataError, match="Several codings stand at J11:20-22"):
        find_coding(coded.study, "J11:20-22")


def test_the_beginning_of_an_id_must_be_enough(coded: Coded) -> None:
    made = coded.coding("J11", "合同", "contract", "A")
    twin = dataclasses.replace(
        made,
        id=made.id[:-1] + "0123456789abcdef"[made.id[-1] == "0"],
        actor_id=coded.study.actor("B").id,
    )
    coded.store.add("twin", [twin])
    with pytest.raises(DataError, match="2 records have an id that begins"):
        find_coding(coded.study, made.id[:8])


def test_a_code_in_vivo_bears_the_words_of_the_text(coded: Coded) -> None:
    study = coded.study
    place = span_of(study, "J12", "met\noften".replace("\n", " "), None, None)
    made = new_coding(study, "J12", place, study.actor("A"))
    edit = in_vivo(study, made, coded.code("relational"), AT)
    assert edit.sentence() == (
        f"code J12 {place[0]}-{place[1]} in vivo as governance/relational/met often"
    )
    coded.store.make(edit)
    code = coded.code("met often")
    assert (code.kind, code.example, code.created_at) == ("in vivo", "met often", AT)
    assert coded.study.codings[0].code_id == code.id
    again = in_vivo(
        coded.study, dataclasses.replace(made, id=coded.code("trust").id), coded.code("relational")
    )
    assert (again.key, again.changes) == ("code_span", ())
    top = in_vivo(coded.study, dataclasses.replace(made, end=made.end + 1), None)
    assert top.values["code"] == "met often."
    blank = dataclasses.replace(made, start=made.start - 1, end=made.start)
    with pytest.raises(DataError, match="Nothing but blanks"):
        in_vivo(coded.study, blank, None)


def test_quotes_say_where_they_stand_who_speaks_and_about_what(coded: Coded) -> None:
    stage = Stage(code="S1", name="Growth")
    coded.store.add("stage", [stage])
    first = coded.coding("J11", "信任他们😀", "trust", "A")
    coded.coding("J11", "问：后来呢？\n", "trust", "A")
    coded.coding("J12", "Trust", "trust", "B")
    case = coded.study.case("C02")
    coded.store.put("describe", [dataclasses.replace(first, stage_id=stage.id, case_id=case.id)])
    one, two, three = quotes(coded.study, coded.code("governance"), context=3)
    assert (one.text, one.before, one.after) == ("信任他们😀", "：我们", "。合同")
    assert (one.source, one.title, one.kind, one.line) == ("J11", "Interview J11", "interview", 2)
    assert (one.speaker, one.second, one.coder, one.stage) == ("张工", 63.5, "A", "S1")
    assert (one.cases, one.code) == (("C02",), ("governance", "relational", "trust"))
    assert (two.speaker, two.line, two.session) == ("问", 3, "")
    assert (three.speaker, three.second, three.line) == ("", None, 1)
    assert three.cases == ("C01", "C02")
    study = coded.study
    governance = coded.code("governance")
    assert quotes(study, governance, below=False) == ()
    assert [q.id for q in quotes(study, source=study.source("J12"))] == [three.id]
    assert [q.id for q in quotes(study, coder_id=study.actor("B").id)] == [three.id]
    assert [q.id for q in quotes(study, case_id=study.case("C01").id)] == [two.id, three.id]
    assert [q.id for q in quotes(study, codings=[first])] == [one.id]
    nameless = dataclasses.replace(first, actor_id=None, id=study.case("C01").id, start=15)
    assert quotes(study, codings=[nameless])[0].coder == ""


def test_between_turns_nobody_speaks(coded: Coded) -> None:
    made = coded.coding("J11", "\n问：后来呢", "trust", "A")
    assert quotes(coded.study, codings=[made])[0].speaker == ""


def test_memos_are_about_anything(coded: Coded) -> None:
    made = coded.coding("J11", "合同", "contract", "A")
    round_ = coded.open_round()
    study = coded.study
    names = ["code:trust", "source:J11", "case:C01", "person:A", f"coding:{made.id}", "round:R1"]
    found = [find_record(study, name).id for name in names]
    assert found[-2:] == [made.id, round_.id]
    for name in ("trust", "code:", "memo:x"):
        with pytest.raises(DataError, match="must look like"):
            find_record(study, name)
    memo = Memo(title="On trust", text="...", anchor_ids=tuple(found))
    coded.store.make(add_memo(study, memo))
    assert find_memo(coded.study, memo.id[:8]) == find_memo(coded.study, "On trust") == memo
    with pytest.raises(DataError, match="not there"):
        add_memo(study, dataclasses.replace(memo, anchor_ids=("x",)))
    with pytest.raises(DataError, match="needs a text"):
        add_memo(study, dataclasses.replace(memo, text=" "))
    coded.store.make(remove_memo(coded.study, memo))
    assert coded.study.memos == ()


def test_people_are_named_and_renamed(coded: Coded) -> None:
    coded.store.make(put_actor(coded.study, Actor(code="C", name="Cy", role="researcher")))
    edit = put_actor(coded.study, Actor(code="C", name="Cyrus", role="coder"))
    assert edit.sentence() == "name C as Cyrus"
    coded.store.make(edit)
    assert [one.name for one in coded.study.actors] == ["Ann", "Bo", "Cyrus"]


def test_a_round_opens_with_a_session_for_each_coder(coded: Coded) -> None:
    round_ = coded.open_round()
    study = coded.study
    assert [(one.code, one.blind) for one in study.sessions] == [("R1-A", True), ("R1-B", True)]
    assert coded.store.events()[-1].operation == "open the round R1 for A, B"
    ann = study.actor("A")
    found = session_for(study, ann, study.source("J11").id)
    assert found is not None
    assert found.code == "R1-A"
    assert session_for(study, ann, study.source("J11").id, "R1") == found
    stranger = Actor(code="Z", name="Z", role="coder")
    coded.store.add("z", [stranger])
    assert session_for(coded.study, stranger, study.source("J11").id) is None
    with pytest.raises(DataError, match="Z is not part of the round R1"):
        session_for(coded.study, stranger, study.source("J11").id, "R1")
    coded.store.make(
        open_round(
            coded.study,
            dataclasses.replace(round_, id=new_id(), code="R2"),
        )
    )
    with pytest.raises(DataError, match="several open rounds with this source: name one of R1, R2"):
        session_for(coded.study, ann, study.source("J11").id)


def test_rounds_that_cannot_be(coded: Coded) -> None:
    study = coded.study
    both = (study.actor("A").id, study.actor("B").id)
    sources = tuple(one.id for one in study.sources)
    bare = Source(code="X", title="X", kind="internal")
    coded.store.add("x", [bare])
    coded.open_round()
    study = coded.study
    for round_, words in (
        (Round(code="R2", source_ids=sources, coder_ids=both[:1]), "at least two coders"),
        (Round(code="R2", coder_ids=both), "at least one source"),
        (Round(code="R1", source_ids=sources, coder_ids=both), "a round R1 already"),
        (Round(code="R2", source_ids=(bare.id,), coder_ids=both), "X have no text"),
    ):
        with pytest.raises(DataError, match=words):
            open_round(study, round_)


def test_coding_in_a_round_stays_within_it(coded: Coded) -> None:
    round_ = coded.open_round()
    study = coded.study
    limited = dataclasses.replace(
        round_, code_ids=(coded.code("trust").id,), source_ids=(study.source("J11").id,)
    )
    coded.store.put("limit", [limited])
    with pytest.raises(DataError, match="governance/formal/contract is not part of the round R1"):
        code_span(coded.study, _coding(coded, "合同", "contract"))  # type: ignore[arg-type]
    trust = _coding(coded, "合同", "trust")
    elsewhere = dataclasses.replace(trust, version_id=study.versions[1].id)  # type: ignore[type-var]
    with pytest.raises(DataError, match="J12 is not part of the round R1"):
        code_span(coded.study, elsewhere)  # type: ignore[arg-type]
    with pytest.raises(DataError, match="Say who does it"):
        new_coding(coded.study, "J11", (0, 1), None)
    with pytest.raises(StudyError, match="would show your quote"):
        in_vivo(coded.study, trust, None)  # type: ignore[arg-type]
    made = coded.coding("J11", "合同", "trust", "A")
    coded.store.make(release_round(coded.study, limited))
    for edit in (change_coding, code_span):
        with pytest.raises(StudyError, match="R1 is released"):
            edit(coded.study, made)
    with pytest.raises(StudyError, match="R1 is released"):
        remove_codings(coded.study, [made])
    with pytest.raises(StudyError, match="R1 is released"):
        release_round(coded.study, coded.study.round("R1"))


def test_in_vivo_in_an_open_round_that_is_not_blind_needs_its_codes_open(coded: Coded) -> None:
    round_ = coded.open_round(blind=False)
    made = new_coding(coded.study, "J12", (0, 8), coded.study.actor("A"))
    assert in_vivo(coded.study, made, None).changes
    coded.store.put("limit", [dataclasses.replace(round_, code_ids=(coded.code("trust").id,))])
    with pytest.raises(DataError, match="J12 is not part of the round R1"):
        in_vivo(coded.study, made, None)


def test_a_study_is_not_copied_while_a_blind_round_is_open(coded: Coded) -> None:
    refuse_blind(coded.study)
    seen = coded.open_round(blind=False)
    refuse_blind(coded.study)
    coded.store.put("blind", [dataclasses.replace(seen, blind=True)])
    with pytest.raises(StudyError, match="R1 is blind and open"):
        refuse_blind(coded.study)
    coded.store.make(release_round(coded.study, coded.study.round("R1")))
    refuse_blind(coded.study)


def test_release_names_coders_who_found_nothing(coded: Coded) -> None:
    round_ = coded.open_round()
    coded.coding("J11", "合同", "contract", "A")
    edit = release_round(coded.study, round_)
    assert [str(note) for note in edit.notes] == [
        'B coded nothing in this round; agreement takes this as "found nothing"'
    ]
    coded.coding("J11", "合同", "contract", "B")
    assert release_round(coded.study, round_).notes == ()


def _blind(coded: Coded) -> None:
    """Both code in a blind round; A's coding has a memo, a rating, an incident, a suggestion."""
    coded.coding("J12", "Trust", "trust", "A")  # before the round: seen by all
    coded.open_round()
    mine = coded.coding("J11", "合同很清楚", "contract", "A")
    coded.coding("J11", "信任他们😀", "trust", "B")
    study = coded.study
    variable = Variable(code="TR")
    records: list[Record] = [
        variable,
        Memo(title="Secret", text="合同很清楚", anchor_ids=(mine.id,)),
        Memo(title="Open", text="For all"),
        Rating(
            case_id=study.case("C01").id,
            variable_id=variable.id,
            anchor_id=mine.id,
            evidence_ids=(mine.id,),
        ),
        Incident(code="I1", title="Signed", date="2020", coding_id=mine.id),
        Incident(code="I2", title="Met", date="2021"),
        Suggestion(
            version_id=mine.version_id,
            start=mine.start,
            end=mine.end,
            code_id=mine.code_id,
            score=1.0,
            model="m",
            outcome="accepted",
            actor_id=study.actor("A").id,
        ),
        Resolution(
            round_id=study.round("R1").id, coding_ids=(mine.id,), reason="early", actor_id=None
        ),
    ]
    coded.store.add("refer", records)


@pytest.mark.parametrize("viewer", ["", "B", "A"])
def test_nobody_sees_what_another_coded_in_a_blind_open_round(coded: Coded, viewer: str) -> None:
    _blind(coded)
    study = coded.study
    viewer_id = study.actor(viewer).id if viewer else None
    seen = study_seen_by(study, viewer_id)
    hidden = {one.id for one in study.codings if one.session_id and one.actor_id != viewer_id}
    assert len(hidden) == {"": 2, "B": 1, "A": 1}[viewer]
    shown = repr(seen)
    assert not [one for one in hidden if one in shown]
    own = viewer == "A"
    assert ("Secret" in shown) == own
    assert len(seen.suggestions) == len(seen.resolutions) == own
    assert [one.anchor_id is not None for one in seen.ratings] == [own]
    assert [one.coding_id is not None for one in seen.incidents] == [own, False]
    assert len(standing_codings(study)) == len(standing_codings(seen)) == 1
    history = code_history(coded.store, coded.code("contract").id, viewer_id)
    assert sum(one.codings_added for one in history) == own
    log = [one.operation for one in seen_events(coded.store, viewer_id)]
    assert log.count("code") == (1 if viewer == "" else 2)
    coded.store.make(release_round(study, study.round("R1")))
    assert study_seen_by(coded.study, viewer_id) == coded.study
    assert seen_events(coded.store, viewer_id) == coded.store.events()


def test_no_problem_tells_what_was_coded_in_a_blind_open_round(coded: Coded) -> None:
    coded.open_round()
    coded.store.add("claim", [Claim(code="N", measure="codings", value=7)])
    before = {(one.place, one.sentence()) for one in problems(coded.study)}
    coded.coding("J11", "合同很清楚", "contract", "A")
    coded.coding("J11", "信任他们😀", "trust", "B")
    assert {(one.place, one.sentence()) for one in problems(coded.study)} == before
    assert any("blind" in sentence for _, sentence in before)
    coded.store.make(release_round(coded.study, coded.study.round("R1")))
    after = {one.key for one in problems(coded.study)}
    assert {"audit.problem.code_undefined", "audit.problem.round_unresolved"} <= after


def test_a_split_does_not_tell_what_was_coded_in_a_blind_open_round(coded: Coded) -> None:
    coded.open_round()
    mine = coded.coding("J11", "合同很清楚", "contract", "A")
    with pytest.raises(StudyError, match="after the release"):
        split_code(coded.study, [mine], Code(name="clarity"))
    coded.store.make(release_round(coded.study, coded.study.round("R1")))
    assert split_code(coded.study, [mine], Code(name="clarity")).key == "split_code"


def test_the_log_hides_answers_and_memos_of_a_blind_round(coded: Coded) -> None:
    _blind(coded)
    study, ann = coded.study, coded.study.actor("A")
    (mine,) = [one for one in study.codings if one.actor_id == ann.id and one.session_id]
    secret = Memo(title="Again", text="合同", anchor_ids=(mine.id,))
    coded.store.make(add_memo(study, secret), "A")
    answered = dataclasses.replace(study.suggestions[0], score=0.5)
    coded.store.put("answer", [answered], "A")
    seen = [one.operation for one in seen_events(coded.store, study.actor("B").id)]
    assert "answer" not in seen
    assert "write the memo Again" not in seen
    own = [one.operation for one in seen_events(coded.store, ann.id)]
    assert own[-2:] == ["write the memo Again", "answer"]


def test_disagreements_are_resolved_once_and_with_a_reason(coded: Coded) -> None:
    round_ = coded.open_round()
    one = coded.coding("J11", "合同很清楚", "contract", "A")
    two = coded.coding("J11", "信任他们😀", "trust", "B")
    with pytest.raises(StudyError, match="still open"):
        resolve(coded.study, round_, [one], [one], "clear")
    coded.store.make(release_round(coded.study, round_))
    released, ann = coded.study.round("R1"), coded.study.actor("A")
    with pytest.raises(DataError, match="needs a reason"):
        resolve(coded.study, released, [one], [one], " ")
    with pytest.raises(DataError, match="at least one coding"):
        resolve(coded.study, released, [], [], "r")
    edit = resolve(coded.study, released, [one], [one], " clear ", actor=ann, at=AT)
    assert edit.sentence() == "resolve 1 codings of the round R1: clear"
    coded.store.make(edit, "A")
    coded.store.make(resolve(coded.study, released, [two], [], "no trust yet"), "A")
    assert [item.id for item in standing_codings(coded.study)] == [one.id]
    with pytest.raises(StudyError, match="resolved before"):
        resolve(coded.study, released, [one, two], [], "again")
    coded.store.undo()
    new = dataclasses.replace(two, id=new_id(), start=two.start + 2, session_id=None)
    coded.store.make(resolve(coded.study, released, [two], [new], "shorter"))
    assert {item.id for item in standing_codings(coded.study)} == {one.id, new.id}


def test_suggestions_are_kept_and_a_person_answers_them(coded: Coded) -> None:
    study = coded.study
    version, trust, ann = study.versions[0], coded.code("trust"), study.actor("A")
    proposed = Suggestion(
        version_id=version.id, start=14, end=19, code_id=trust.id, score=0.7, model="tf-idf"
    )
    edit = record_suggestions(study, [proposed])
    assert edit.sentence() == "keep 1 suggestions"
    coded.store.make(edit)
    assert coded.study.codings == ()  # a suggestion is never a coding
    assert record_suggestions(coded.study, [dataclasses.replace(proposed, score=0.9)]).changes == ()
    coding = dataclasses.replace(new_coding(study, "J11", (14, 19), ann), code_id=trust.id)
    accepted = answer_suggestion(coded.study, proposed, ann, coding)
    assert accepted.sentence() == (
        "accept the suggestion governance/relational/trust for J11 14-19"
    )
    coded.store.make(accepted)
    (known,) = coded.study.suggestions
    assert (known.outcome, known.actor_id, len(coded.study.codings)) == ("accepted", ann.id, 1)
    with pytest.raises(StudyError, match="answered already"):
        answer_suggestion(coded.study, known, ann, None)
    coded.store.undo()
    rejected = answer_suggestion(coded.study, proposed, None, None)
    assert rejected.sentence("zh") == "不采纳建议 governance/relational/trust"
    coded.store.make(rejected)
    assert (coded.study.suggestions[0].outcome, coded.study.codings) == ("rejected", ())


def test_quotes_of_an_old_text_are_not_listed(coded: Coded) -> None:
    old = coded.coding("J12", "Trust", "trust", "A")
    source, version = source_with_text("J12", "Trust was new.")
    second = dataclasses.replace(version, source_id=coded.study.source("J12").id, number=2)
    coded.store.add("second", [second])
    assert quotes(coded.study) == ()
    assert [one.id for one in quotes(coded.study, codings=coded.study.codings)] == [old.id]
    assert source.code == "J12"
