"""Names are replaced wherever they stand, spans follow, and open blind rounds stay at home."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from consilience.study import (
    Actor,
    Case,
    Code,
    Coding,
    Condition,
    Incident,
    Memo,
    Project,
    Pseudonym,
    Rating,
    Record,
    Resolution,
    Round,
    Score,
    Session,
    Source,
    SourceVersion,
    Study,
    Suggestion,
    Variable,
    anonymised,
    check_study,
    finding,
    quote,
    shared,
    step,
    study_of,
)
from consilience.study.anonymisation import Replacer

NAMES = [
    Pseudonym(name="Li Wei", replacement="Manager A"),
    Pseudonym(name="Li", replacement="Person B"),
    Pseudonym(name="王力", replacement="甲"),
    Pseudonym(name="José", replacement="Person C"),
    Pseudonym(name="C++", replacement="Tool"),
]


def test_names_are_found_as_they_are_written() -> None:
    said = {
        "Li Wei met LI and li wei.": "Manager A met Person B and Manager A.",
        "Li\n Wei’s list, Lisa, Ali": "Manager A’s list, Lisa, Ali",
        "问：王力和Li说": "问：甲和Person B说",
        "Jose\u0301 and JOSÉ, Josés": "Person C and Person C, Josés",
        "C++ or C++11": "Tool or Tool11",
        "": "",
    }
    replacer = Replacer(NAMES)
    assert {text: replacer.text(text) for text in said} == said
    uses = {one.name: one for one in replacer.uses()}
    assert uses["Li Wei"].spellings == (
        ("Li\n Wei", 1),
        ("Li Wei", 1),
        ("li wei", 1),
    )
    assert (uses["Li"].count, uses["Li"].within_words, uses["Li"].within_names) == (
        2,
        3,
        ("Li Wei",),
    )
    assert (uses["José"].count, uses["José"].within_words) == (2, 1)
    assert Replacer([]).text("Li") == "Li"


def test_a_replacement_is_not_replaced_again() -> None:
    names = [Pseudonym(name="Ann", replacement="Bob"), Pseudonym(name="Bob", replacement="Ann")]
    assert Replacer(names).text("Ann saw Bob") == "Bob saw Ann"


@given(st.text(st.sampled_from("aB 王力é🚗"), max_size=30), st.data())
def test_spans_keep_what_they_say(text: str, data: st.DataObject) -> None:
    names = [Pseudonym(name="ab", replacement="Person 1"), Pseudonym(name="王力", replacement="Y")]
    moved = Replacer(names).moved(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = moved.text[moved.start(start) : moved.end(end)]
    inside = [(a, b) for a, b in zip(moved.starts, moved.ends, strict=True)]
    left = max((a for a, b in inside if a < start < b), default=start)
    right = min((b for a, b in inside if a < end < b), default=end)
    if start < end:  # a cut name is taken whole, with its neighbours as they stand
        before = Replacer(names).moved(text[:left]).text if left in {0, *moved.starts} else None
        if before is not None:
            assert moved.text[: moved.start(start)] == before
        assert not any(
            a < moved.start(start) < b
            for a, b in zip(moved.new_starts, moved.new_ends, strict=True)
        )
        assert not any(
            a < moved.end(end) < b for a, b in zip(moved.new_starts, moved.new_ends, strict=True)
        )
        plain = text[left:right]
        if not any(a < right and left < b for a, b in inside):
            assert found == plain


def talks() -> Study:
    text = "Li Wei said: Li trusts us. 王力 agrees."
    digest = hashlib.sha256(text.encode()).hexdigest()
    wei = Actor(code="I1", name="Li Wei", role="interviewee")
    eve = Actor(code="I2", name="Eve", role="respondent")
    case = Case(code="Li", name="Firm of Li", attributes=(("owner", "Li Wei"),))
    talk = Source(
        code="J1",
        title="Talk with Li Wei",
        kind="interview",
        file_name="Li.docx",
        actor_ids=(wei.id,),
    )
    version = SourceVersion(
        source_id=talk.id,
        text=text,
        sha256=digest,
        turns_json='[[0,12,"Li Wei",null],[13,26,"Li",1.5]]',
    )
    trust = Code(name="trust in Li")
    variable = Variable(code="V")
    run = step(1, "necessity", {"outcome": "LI", "cases": ["Li"]})
    codings = [
        Coding(version_id=version.id, start=start, end=end, code_id=trust.id)
        for start, end in ((0, 2), (13, 26), (27, 29))
    ]
    return study_of(
        [
            Project(code="P", title="On Li", outcome="LI"),
            wei,
            eve,
            case,
            talk,
            version,
            trust,
            variable,
            run,
            *codings,
            Score(
                case_id=case.id,
                variable_id=variable.id,
                value=1.0,
                source_id=talk.id,
                row=2,
                column="Li",
            ),
            Condition(code="LI", role="outcome", variables=("V",), reason="Li said so"),
            finding(
                run,
                {"of": ["Li", 1.0, None]},
                outcome="LI",
                case_ids=(case.id,),
                condition_codes=("LI",),
                input_sha256="a",
                version="1",
            ),
            Suggestion(
                version_id=version.id, start=0, end=6, code_id=trust.id, score=0.5, model="m"
            ),
            Memo(title="m", text="Ask Li", anchor_ids=(case.id,)),
            *NAMES,
        ]
    )


def test_a_whole_study_without_names() -> None:
    study, uses = anonymised(talks())
    check_study(study)
    assert study.pseudonyms == ()
    assert [quote(study, one) for one in study.codings] == [
        "Manager A",
        "Person B trusts us.",
        "甲",
    ]
    assert study.versions[0].turns == [[0, 15, "Manager A", None], [16, 35, "Person B", 1.5]]
    assert study.versions[0].sha256 == hashlib.sha256(study.versions[0].text.encode()).hexdigest()
    assert study.sources[0].title == "Talk with Manager A"
    assert study.sources[0].file_name == "Person B.docx"
    assert study.cases[0].attributes == (("owner", "Manager A"),)
    assert study.steps[0].settings == {"outcome": "Person B", "cases": ["Person B"]}
    assert study.findings[0].result == {"of": ["Person B", 1.0, None]}
    assert (study.project.outcome, study.conditions[0].code) == ("Person B", "Person B")
    assert (study.memos[0].text, study.scores[0].column) == ("Ask Person B", "Person B")
    assert {one.name for one in uses if not one.count} == {"José", "C++"}


def test_people_who_are_on_no_list_are_told() -> None:
    study = talks()
    assert shared(study).named_people == ("Eve",)
    assert shared(study, pseudonyms=False).named_people == ()
    assert shared(study, pseudonyms=False).study == study


def test_what_shows_blind_codings_stays() -> None:
    text = "We trust them."
    source = Source(code="J1", title="Talk", kind="interview")
    version = SourceVersion(
        source_id=source.id, text=text, sha256=hashlib.sha256(text.encode()).hexdigest()
    )
    ann, bob = (Actor(code=one, name=one, role="coder") for one in ("Ann", "Bob"))
    code, case, variable = Code(name="trust"), Case(code="C", name="C"), Variable(code="V")
    work = Round(code="R1", coder_ids=(ann.id,))
    session = Session(code="S1", actor_id=ann.id, round_id=work.id)
    blind = Coding(
        version_id=version.id,
        start=0,
        end=2,
        code_id=code.id,
        actor_id=ann.id,
        session_id=session.id,
    )
    seen = Coding(version_id=version.id, start=3, end=8, code_id=code.id, actor_id=bob.id)

    def suggested(actor: Actor) -> Suggestion:
        return Suggestion(
            version_id=version.id,
            start=0,
            end=2,
            code_id=code.id,
            score=0.5,
            model="m",
            outcome="accepted",
            actor_id=actor.id,
        )

    records: list[Record] = [
        Project(code="P", title="P"),
        ann,
        bob,
        source,
        version,
        code,
        case,
        variable,
        work,
        session,
        blind,
        seen,
        suggested(ann),
        suggested(bob),
        Resolution(round_id=work.id, coding_ids=(blind.id,), reason="agreed"),
        Memo(title="about blind", text="x", anchor_ids=(blind.id, seen.id)),
        Memo(title="about the round", text="x", anchor_ids=(work.id,)),
        Memo(title="about seen", text="x", anchor_ids=(seen.id,)),
        Rating(
            case_id=case.id,
            variable_id=variable.id,
            value=1.0,
            anchor_id=blind.id,
            evidence_ids=(blind.id, seen.id),
        ),
        Incident(code="I", title="i", date="2024", coding_id=blind.id),
    ]
    study = study_of(records)
    check_study(study)
    found = shared(study)
    check_study(found.study)
    assert (found.blind_rounds, found.hidden_codings) == (("R1",), 1)
    assert found.study.codings == (seen,)
    assert (found.study.rounds, found.study.sessions, found.study.resolutions) == ((), (), ())
    assert [one.title for one in found.study.memos] == ["about seen"]
    assert [one.actor_id for one in found.study.suggestions] == [bob.id]
    rating, incident = found.study.ratings[0], found.study.incidents[0]
    assert (rating.anchor_id, rating.evidence_ids, incident.coding_id) == (None, (seen.id,), None)
    assert blind.id not in repr(found.study)
    assert shared(study, include_blind=True).study == study
