"""The audit of texts, codings and manuscript: each rule speaks where it must, and only there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from consilience.study import (
    Actor,
    Case,
    Citation,
    Claim,
    Code,
    CodeLink,
    Coding,
    Incident,
    Project,
    Record,
    Resolution,
    Round,
    Score,
    Session,
    Source,
    SourceVersion,
    Stage,
    Study,
    Variable,
    by_group,
    check_study,
    counted,
    measure_named,
    measures,
    problems,
    study_of,
)
from consilience.study.codebook_problems import read_alike
from consilience.study.measures import case_group
from consilience.study.problem import Problem
from consilience.texts import LANGUAGES, Name, catalogue

PROJECT = Project(code="P", title="Alliances")
J, T = (Case(code=code, name=f"Provider {code}") for code in "JT")
J1, J2 = (Case(code=f"J_{n}", name=f"User {n} of J", parent_id=J.id) for n in "AB")
T1 = Case(code="T_A", name="User of T", parent_id=T.id)
A, B = (Actor(code=code, name=f"Coder {code}", role="coder") for code in "AB")
TALK = Source(
    code="J_A1", title="Talk", kind="interview", minutes=60.0, case_ids=(J1.id,), actor_ids=(A.id,)
)
OTHER = Source(code="J_B1", title="Talk", kind="interview", minutes=30.0, case_ids=(J2.id,))
FILES = Source(
    code="T_A2",
    title="Files",
    kind="internal",
    document_type="minutes of meetings",
    documents=4,
    case_ids=(T1.id,),
)
TEXTS = [
    SourceVersion(source_id=one.id, text="Trust came before rules and plans.", sha256=one.code)
    for one in (TALK, OTHER, FILES)
]
EARLY = Stage(code="S1", name="early", position=1, start_date="2016", end_date="2018")
LATE = Stage(code="S2", name="late", position=2, start_date="2019-01", end_date="2021-06-30")
AIM = Code(name="aggregate", kind="dimension", created_at="2024-03-01T00:00:00+00:00")
THEME = Code(name="governance", kind="theme", parent_id=AIM.id)
TRUST = Code(
    name="trust",
    parent_id=THEME.id,
    definition="to rely on others",
    created_at="2024-02-01T00:00:00+00:00",
)
RULES = Code(name="rules", parent_id=THEME.id, definition="what binds all", position=1)


def coding(text: int, start: int, code: Code, stage: Stage = EARLY, **given: Any) -> Coding:
    """A coding of five signs; further fields by name, as the record takes them."""
    return Coding(
        version_id=TEXTS[text].id,
        start=start,
        end=start + 5,
        code_id=code.id,
        stage_id=stage.id,
        **given,
    )


BASE: tuple[Record, ...] = (PROJECT, J, T, J1, J2, T1, A, B, TALK, OTHER, FILES, *TEXTS)
CODEBOOK: tuple[Record, ...] = (EARLY, LATE, AIM, THEME, TRUST, RULES)
SOUND: tuple[Record, ...] = (
    *BASE,
    *CODEBOOK,
    *(coding(n, 0, TRUST, LATE) for n in range(3)),
    *(coding(n, 10, RULES) for n in range(3)),
)


def changed(*records: Record, without: tuple[Record, ...] = ()) -> Study:
    """The sound study with records added, put in the place of others, or taken out."""
    ids = {one.id for one in (*records, *without)}
    return study_of([*(one for one in SOUND if one.id not in ids), *records])


def found_in(study: Study) -> dict[str, tuple[str, str]]:
    """Place and sentence of each rule of the audit; no rule may speak twice."""
    found = [one for one in problems(study) if one.key.startswith("audit.")]
    assert len({(one.rule, one.place) for one in found}) == len(found)
    return {one.rule: (one.place, one.sentence()) for one in found}


def test_a_sound_study_has_no_problem_and_can_stand_in_a_file() -> None:
    check_study(changed())
    assert problems(changed()) == ()


def test_stages_and_themes_have_their_chinese_names_in_chinese_sentences() -> None:
    late = replace(LATE, name_zh="成长期", start_date="2015", end_date="2021")
    found = {one.rule: one for one in problems(changed(late))}
    assert found["stage_order"].sentence("zh").startswith("阶段成长期排在 early 之后")
    assert "late comes after early" in found["stage_order"].sentence()
    themes = [Name("new", "新主题"), Name("S9")]
    told = {"stage": Name("late"), "count": 2, "total": 3, "themes": themes}
    listed = Problem("audit.problem.cell_empty", "stages[S2]", told)
    assert listed.sentence("zh").endswith("新主题、S9")
    assert listed.sentence().endswith("new, S9")


def cite(position: int, source: str, **given: Any) -> Citation:
    """A citation; further fields by name, as the record takes them."""
    return Citation(position=position, source_code=source, **given)


ALL_CITED = tuple(
    cite(n, one.code, kind="quote") for n, one in enumerate((TALK, OTHER, FILES), start=1)
)
ROUND = Round(code="R1", coder_ids=(A.id, B.id), blind=True, state="released")
SESSIONS = [Session(code=f"R1-{one.code}", actor_id=one.id, round_id=ROUND.id) for one in (A, B)]
DOUBLE = [
    coding(0, 20 + n, RULES, actor_id=one.actor_id, session_id=one.id)
    for n, one in enumerate(SESSIONS)
]
LONE = coding(0, 0, RULES, actor_id=A.id, session_id=SESSIONS[0].id)
ALONE = coding(1, 0, RULES, actor_id=A.id, session_id=SESSIONS[0].id)
WORKED: tuple[Record, ...] = (ROUND, *SESSIONS, *DOUBLE)
EVENT = Incident(code="E1", title="joint venture", date="2017-05", source_id=TALK.id)
TOLD = coding(0, 25, RULES)


@pytest.mark.parametrize(
    ("records", "rule", "place", "words"),
    [
        ([replace(OTHER, minutes=None)], "source_untimed", "sources[J_B1]", "1 of 2 interviews"),
        ([replace(FILES, minutes=5.0)], "source_minutes", "sources[T_A2]", "1 of 1 sources"),
        (
            [Source(code="X", title="x", kind="external")],
            "source_no_text",
            "sources[X]",
            "1 of 4 sources have no text",
        ),
        (
            [
                (silent := Source(code="X", title="x", kind="external")),
                SourceVersion(source_id=silent.id, text="Nothing.", sha256="x"),
            ],
            "source_uncoded",
            "sources[X]",
            "1 of 4 sources with a text have no coding",
        ),
        (
            [Case(code="T_B", name="Silent", parent_id=T.id)],
            "case_unquoted",
            "cases[T_B]",
            "1 of 4 cases have no coding",
        ),
        ([Code(name="Trust ", kind="free")], "names_alike", "codes", "read alike"),
        (
            [Source(code="J-A1", title="x", kind="table")],
            "names_alike",
            "sources[J-A1, J_A1]",
            "J-A1, J_A1",
        ),
        ([Code(name="lost", kind="concept")], "concept_loose", "codes[lost]", "1 of 3 concepts"),
        ([Code(name="lost", kind="theme")], "theme_loose", "codes[lost]", "1 of 2 themes"),
        (
            [Code(name="bare", kind="theme", parent_id=AIM.id)],
            "theme_empty",
            "codes[bare]",
            "1 of 2 themes have no concept",
        ),
        (
            [Code(name="bare", kind="dimension")],
            "dimension_empty",
            "codes[bare]",
            "1 of 2 dimensions have no theme",
        ),
        ([replace(RULES, definition=" ")], "code_undefined", "codes[rules]", "1 of 2 codes"),
        (
            [
                replace(AIM, created_at="2024-01-31T00:00:00+00:00"),
                replace(RULES, created_at="2024-02-05T00:00:00+00:00"),
            ],
            "theory_first",
            "codes[aggregate]",
            "1 of 2 themes and dimensions",
        ),
        (
            [(new := Code(name="new", parent_id=THEME.id))],
            "concept_no_quote",
            "codes[new]",
            "1 of 3 concepts have no quote",
        ),
        (
            [new, coding(0, 3, new), replace(new, definition="d")],
            "concept_one_quote",
            "codes[new]",
            "rest on one quote",
        ),
        (
            [replace(new, definition="d"), coding(0, 3, new), coding(0, 9, new)],
            "concept_one_source",
            "codes[new]",
            "quotes of one source only",
        ),
        (
            [
                replace(new, definition="d"),
                *(coding(0, 3, new), coding(2, 9, new, case_id=J1.id)),
                replace(FILES, case_ids=()),
            ],
            "concept_one_case",
            "codes[new]",
            "about one case only",
        ),
        (
            [replace(new, definition="d"), coding(0, 3, new), coding(1, 9, new)],
            "concept_one_kind",
            "codes[new]",
            "one kind of source only",
        ),
        (
            [SourceVersion(source_id=TALK.id, number=2, text="New.", sha256="n")],
            "coding_outdated",
            "sources[J_A1].versions[1]",
            "2 coding(s) stand in version 1 of the text of J_A1",
        ),
        (
            [replace(TALK, case_ids=(J1.id, J2.id))],
            "coding_no_case",
            "sources[J_A1]",
            "2 coding(s) of J_A1",
        ),
        (
            [coding(0, 2, RULES, case_id=J2.id)],
            "coding_case",
            "codings[J_A1:2-7]",
            "case J_B, but its source J_A1 speaks of J_A",
        ),
        (
            [*WORKED, replace(DOUBLE[0], actor_id=B.id)],
            "coding_coder",
            "codings[J_A1:20-25]",
            "by B stands in session R1-A, which is that of A",
        ),
        (
            [*WORKED, replace(ROUND, coder_ids=(A.id,))],
            "round_coder",
            "rounds[R1]",
            "not among its coders: B",
        ),
        (
            [*WORKED, replace(ROUND, state="open")],
            "round_blind",
            "rounds[R1]",
            "still blind and open: its codings",
        ),
        (
            [*WORKED, replace(ROUND, state="open", blind=False)],
            "round_open",
            "rounds[R1]",
            "R1 is still open: its 2 coding(s)",
        ),
        (
            [*WORKED, LONE, ALONE],
            "round_unresolved",
            "rounds[R1]",
            "on 1 of its 4 codings the coders differ",
        ),
        (
            [replace(EARLY, end_date="2015-12")],
            "stage_reversed",
            "stages[S1]",
            "ends before it begins: 2016, 2015-12",
        ),
        (
            [replace(LATE, start_date="2015", end_date="2021")],
            "stage_order",
            "stages[S1, S2]",
            "late comes after early, but begins earlier: 2015, 2016",
        ),
        (
            [replace(EARLY, end_date="2019-02")],
            "stage_overlap",
            "stages[S1, S2]",
            "overlap from 2019-01 to 2019-02",
        ),
        (
            [replace(EARLY, end_date="")],
            "stage_overlap",
            "stages[S1, S2]",
            "overlap from 2019-01 to 2021-06-30",
        ),
        (
            [replace(EARLY, end_date=""), replace(LATE, end_date="")],
            "stage_open",
            "stages[S1, S2]",
            "overlap from 2019-01: early has no end",
        ),
        (
            [replace(EVENT, coding_id=TOLD.id, end_date="2016"), TOLD],
            "incident_reversed",
            "incidents[E1]",
            "ends before it begins: 2017-05, 2016",
        ),
        (
            [replace(EVENT, coding_id=TOLD.id, stage_id=LATE.id), TOLD],
            "incident_stage",
            "incidents[E1]",
            "E1 of 2017-05 lies outside its stage late (2019-01 to 2021-06-30)",
        ),
        (
            [replace(EVENT, coding_id=TOLD.id, stage_id=EARLY.id, date="2019-01-01"), TOLD],
            "incident_stage",
            "incidents[E1]",
            "outside its stage early",
        ),
        (
            [replace(EVENT, coding_id=TOLD.id, source_id=OTHER.id), TOLD],
            "incident_quote",
            "incidents[E1]",
            "names the source J_B1, but its quote is from J_A1",
        ),
        ([replace(EVENT, source_id=None)], "incident_no_source", "incidents[E1]", "1 of 1"),
        ([EVENT], "incident_no_quote", "incidents[E1]", "1 of 1 incidents name their source"),
        (
            [
                replace(new, definition="d", parent_id=None, kind="theme"),
                *(coding(n, 1, new) for n in range(3)),
            ],
            "cell_empty",
            "stages[S2]",
            "Nothing is coded in stage late for 1 of 2 themes: new",
        ),
        (
            [Claim(code="C", measure="interviews", value=3, place="p. 4")],
            "claim_differs",
            "claims[C]",
            "says 3 interviews (p. 4), the study counts 2",
        ),
        (
            [Claim(code="C", measure="访谈分钟数", value=1000)],
            "claim_differs",
            "claims[C]",
            "says 1,000 interview minutes (place not said), the study counts 90",
        ),
        (
            [Claim(code="C", measure="intervews", value=3)],
            "claim_unknown",
            "claims[C]",
            "3 intervews",
        ),
        (
            [Claim(code="C", measure="interviewees", value=3), replace(TALK, actor_ids=())],
            "claim_uncounted",
            "claims[C]",
            "holds nothing to count them by",
        ),
        (
            [*ALL_CITED, cite(4, "J_B2", place="table 2", stage="early"), cite(5, "J_B2")],
            "citation_unregistered",
            "citations[J_B2]",
            "J_B2, 2 time(s), as citation 4 (early, table 2), 5",
        ),
        (
            [ALL_CITED[0], ALL_CITED[1], cite(3, "T_A3"), cite(4, "T_A2", kind="mention")],
            "source_uncited",
            "sources[T_A2]",
            "1 of 3 registered sources are never cited",
        ),
        (ALL_CITED[:2], "case_uncited", "cases[T_A]", "1 of 3 cases are never cited"),
        (
            [*ALL_CITED[:2], replace(ALL_CITED[2], kind="source")],
            "case_unshown",
            "cases[T_A]",
            "1 of 3 cases are cited in the manuscript, but no quote",
        ),
        (
            [*ALL_CITED, cite(4, "J_A1", kind="quote")],
            "quotes_uneven",
            "cases[J, T]",
            "groups of cases: J 3, T 1",
        ),
        (
            [*ALL_CITED, cite(4, "J_A1", code_id=new.id), replace(new, definition="d")]
            + [coding(n, 5, new) for n in (1, 2)],
            "citation_uncoded",
            "citations[4]",
            "quotes J_A1 for new, but no coding",
        ),
    ],
)
def test_each_rule_says_where_and_what(
    records: list[Record], rule: str, place: str, words: str
) -> None:
    found = found_in(changed(*{one.id: one for one in records}.values()))
    assert rule in found, sorted(found)
    assert found[rule][0].startswith(place)
    assert words in found[rule][1]


@pytest.mark.parametrize(
    "records",
    [
        [*WORKED],
        [*WORKED, LONE, Resolution(round_id=ROUND.id, coding_ids=(LONE.id,), reason="too short")],
        [replace(EARLY, start_date="", end_date="")],
        [replace(EVENT, coding_id=TOLD.id, stage_id=EARLY.id), TOLD],
        [replace(EVENT, coding_id=TOLD.id, stage_id=EARLY.id, date="2015", end_date="2016"), TOLD],
        [replace(EVENT, coding_id=TOLD.id, stage_id=EARLY.id), replace(EARLY, start_date=""), TOLD],
        [replace(EVENT, coding_id=TOLD.id, source_id=None), TOLD],
        [coding(0, 2, RULES, case_id=J1.id, session_id=None)],
        [
            (own := Session(code="own", actor_id=A.id)),
            coding(0, 2, RULES, session_id=own.id),
        ],
        [Claim(code="C", measure="documents of minutes of meetings", value=4)],
        [*ALL_CITED],
        [*ALL_CITED, cite(4, "X9", kind="mention")],
        [*ALL_CITED, cite(4, "J_A1", code_id=TRUST.id)],
        [ROUND],
    ],
)
def test_what_is_in_order_is_not_named(records: list[Record]) -> None:
    assert found_in(changed(*{one.id: one for one in records}.values())) == {}


def test_a_study_without_texts_is_asked_for_none() -> None:
    bare = study_of([PROJECT, J, A, J1, J2, AIM, TALK, replace(OTHER, minutes=None), THEME, TRUST])
    assert set(found_in(bare)) == {"source_untimed"}
    untimed = study_of(
        [PROJECT, J, A, J1, J2, replace(TALK, minutes=None), replace(OTHER, minutes=None)]
    )
    assert found_in(untimed) == {}


def test_without_codings_concepts_rest_on_the_quotes_of_the_manuscript() -> None:
    coded = tuple(one for one in SOUND if isinstance(one, Coding))
    quotes = (
        cite(1, "J_A1", kind="quote", code_id=TRUST.id),
        cite(2, "T_A2", kind="quote", code_id=TRUST.id),
        cite(3, "X_A2", kind="quote", code_id=RULES.id),
        cite(4, "J_B1"),
    )
    found = found_in(changed(*quotes, without=coded))
    assert found["concept_one_quote"][0] == "codes[rules]"
    assert "concept_no_quote" not in found


def test_members_by_a_link_lend_their_quotes() -> None:
    new = Code(name="new", parent_id=THEME.id)
    deep = Code(name="deep", kind="in vivo", parent_id=new.id, definition="d")
    link = CodeLink(from_id=RULES.id, to_id=new.id)
    relation = CodeLink(from_id=RULES.id, to_id=TRUST.id, kind="relation", label="leads to")
    assert found_in(changed(new, link, relation)) == {}
    assert set(found_in(changed(new, deep, coding(0, 1, deep)))) == {"concept_one_quote"}


def test_a_lost_reference_is_named_and_nothing_else_breaks() -> None:
    lost = (TEXTS[0], TRUST)
    found = [one for one in problems(changed(without=lost)) if one.key.startswith("audit.")]
    assert {one.rule for one in found} == {"dangling"}
    assert len(found) == 5
    wrong = replace(TEXTS[0], source_id=TRUST.id)
    assert "dangling" in found_in(changed(wrong))


def test_codes_of_unregistered_sources_speak_of_the_case_they_begin_with() -> None:
    quotes = (*ALL_CITED[:2], cite(3, "T_A7", kind="quote"))
    assert set(found_in(changed(*quotes))) == {"citation_unregistered", "source_uncited"}


def test_codings_of_an_open_round_are_no_evidence_yet() -> None:
    coded = tuple(one for one in SOUND if isinstance(one, Coding))
    found = found_in(changed(*WORKED[1:], replace(ROUND, state="open"), without=coded))
    assert set(found) == {"round_blind"}


def test_a_manuscript_without_quotes_is_not_asked_for_them() -> None:
    cited = [replace(one, kind="source") for one in ALL_CITED]
    assert found_in(changed(*cited)) == {}


def test_flat_cases_are_not_compared_as_groups() -> None:
    flat = [replace(one, parent_id=None) for one in (J1, J2, T1)]
    study = changed(*flat, *ALL_CITED, cite(4, "J_A1", kind="quote"), without=(J, T))
    assert found_in(study) == {}


def test_measures_are_known_in_both_languages_and_by_type_of_document() -> None:
    study = changed()
    assert measure_named("Interview_Minutes", study) == "interview minutes"
    assert measure_named("一阶概念数", study) == "concepts"
    assert measure_named("documents of Minutes of meetings", study) is not None
    assert measure_named("documents of news", study) is None
    for measure in measures(study):
        assert measure_named(measure, study) == measure


def test_measures_count_what_is_there() -> None:
    observed = Source(code="O1", title="Visit", kind="observation")
    study = changed(*WORKED, *ALL_CITED, EVENT, observed, Source(code="Q", title="q", kind="table"))
    assert {one: counted(study, one) for one in measures(study)} == {
        "cases": 3,
        "case groups": 2,
        "sources": 4,
        "interviews": 2,
        "interview minutes": 90,
        "interviewees": 1,
        "documents": 4,
        "internal documents": 4,
        "external documents": 0,
        "observations": 1,
        "characters": 87,
        "words": 18,
        "concepts": 2,
        "themes": 1,
        "dimensions": 1,
        "codings": 8,
        "coders": 2,
        "coded sources": 3,
        "double coded sources": 1,
        "stages": 2,
        "incidents": 1,
        "citations": 3,
        "cited sources": 3,
        "documents of minutes of meetings": 4,
    }
    empty = study_of([PROJECT])
    nothing = [one for one in measures(empty) if counted(empty, one) is None]
    assert nothing == ["interview minutes", "interviewees", "characters", "words"]


def test_a_group_of_cases_in_a_loop_ends() -> None:
    one = Case(code="A", name="a")
    other = Case(code="B", name="b", parent_id=one.id)
    one = replace(one, parent_id=other.id)
    assert case_group(study_of([PROJECT, one, other]), one) == other


def test_groups_of_scored_studies_are_analysed_too() -> None:
    variable = Variable(code="Q", minimum=0, maximum=1)
    table = Source(code="Q", title="q", kind="table")
    score = Score(
        case_id=J.id, variable_id=variable.id, value=0.5, source_id=table.id, row=2, column="Q"
    )
    assert counted(changed(variable, table, score), "cases") == 4


def test_names_that_are_only_signs_stay_as_they_are() -> None:
    assert read_alike("Ｔｒｕｓｔ") == read_alike("trust ")
    assert set(found_in(changed(Code(name="+", kind="free"), Code(name="-", kind="free")))) == set()


def test_problems_stand_by_kind_of_record() -> None:
    found = problems(changed(EVENT, replace(FILES, minutes=5.0)))
    assert list(by_group(found)) == ["sources", "incidents"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_mend_and_every_group_a_title(language: Any) -> None:
    keys = catalogue(language)
    rules = {key.split(".")[-1] for key in keys if key.startswith("audit.problem.")}
    assert rules == {key.split(".")[-1] for key in keys if key.startswith("audit.mend.")}
    study = changed(*ALL_CITED, cite(4, "ZZ9"), Claim(code="C", measure="xx", value=1))
    for one in problems(study):
        assert one.sentence(language)
        assert one.mend(language)
        assert keys[f"audit.group.{one.group}"]
