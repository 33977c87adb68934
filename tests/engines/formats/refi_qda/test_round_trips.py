"""A study goes out and comes back as it was; what is written holds to the schema."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from consilience.errors import ArgumentError, DataError
from consilience.formats import refi_qda
from consilience.study import (
    Actor,
    Case,
    Claim,
    Code,
    CodeLink,
    Coding,
    Finding,
    Memo,
    Project,
    Pseudonym,
    Rating,
    Record,
    Round,
    Score,
    Session,
    Source,
    SourceVersion,
    Stage,
    Study,
    Suggestion,
    Variable,
    check_study,
    create_study,
    quote,
    step,
    study_of,
)

REFERENCE = Path(__file__).parents[3] / "reference/refi_qda/Project.xsd"
SCHEMA = etree.XMLSchema(etree.parse(str(REFERENCE)))
TEXT = "Line one\r\n🚗𠀀 我们信任他们。\r\nMs Wang kept \x0c her word; WANG did."
ORDER = [
    "Users",
    "CodeBook",
    "Variables",
    "Cases",
    "Sources",
    "Notes",
    "Links",
    "Sets",
    "Description",
    "NoteRef",
]


def version(source: Source, text: str, **more: object) -> SourceVersion:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return SourceVersion(source_id=source.id, text=text, sha256=digest, **more)  # type: ignore[arg-type]  # fields of the record


def rich_records() -> list[Record]:
    """One of everything that a study of interviews holds."""
    project = Project(
        code="P", title="联盟 & <alliances>", description="About it", language="zh", outcome="VC"
    )
    ann = Actor(code="R1", name="Ann", role="researcher")
    wang = Actor(code="I1", name="Wang", role="interviewee")
    first = Case(code="C01", name="Orlando", attributes=(("country", "US"), ("sector", "a & <b>")))
    second = Case(code="C02", name="C02", parent_id=first.id, sampling_reason="polar type")
    talk = Source(
        code="J11",
        title="Interview one",
        kind="interview",
        minutes=60.5,
        characters=9,
        period="2024",
        case_ids=(first.id, second.id),
        actor_ids=(wang.id,),
        provenance="by\nphone",
        file_name="a.docx",
        sha256="ab",
        document_type="transcript",
        documents=2,
    )
    table = Source(code="T", title="T", kind="table")
    old = version(talk, "older 🚗 text")
    oldest = version(talk, "oldest")
    new = version(talk, TEXT, number=3, turns_json='[[0,8,"Wang",1.5]]', note="corrected")
    theme = Code(name="governance", kind="theme", position=3)
    trust = Code(
        name="trust",
        parent_id=theme.id,
        name_zh="信任",
        definition="def",
        include="a\nb",
        exclude='"c"',
        example="e",
        colour="#aabbcc",
        created_at="2026-01-02T03:04:05Z",
        position=2,
    )
    again = Code(name="trust", kind="in vivo")
    folder = Code(name="things", kind="folder", position=1)
    stage = Stage(code="S1", name="start")
    work = Round(code="R", state="released", source_ids=(talk.id,), coder_ids=(ann.id,))
    session = Session(code="W1", actor_id=ann.id, round_id=work.id)
    full = Coding(
        version_id=new.id,
        start=10,
        end=18,
        code_id=trust.id,
        actor_id=ann.id,
        session_id=session.id,
        stage_id=stage.id,
        case_id=first.id,
        direction="against",
        intensity=2,
        importance=3,
        exemplar=True,
        note="why\nso",
        created_at="2026-01-02T03:04:05+00:00",
    )
    plain = Coding(version_id=new.id, start=10, end=18, code_id=trust.id)
    past = Coding(version_id=old.id, start=6, end=7, code_id=folder.id)
    variable = Variable(code="V", minimum=0.0, maximum=1.0)
    run = step(1, "necessity", {"outcome": "VC"})
    memo = Memo(
        title="On trust",
        text="memo\r\ntext",
        kind="theory",
        actor_id=ann.id,
        anchor_ids=(full.id, first.id, trust.id, project.id, talk.id),
        created_at="2026-01-02T03:04:05+00:00",
    )
    relation = CodeLink(
        from_id=again.id,
        to_id=theme.id,
        kind="relation",
        label="leads to",
        label_zh="导致",
        stage_id=stage.id,
    )
    return [
        project,
        ann,
        wang,
        Case(code="C3", name="C3"),
        first,
        second,
        talk,
        table,
        oldest,
        dataclasses.replace(old, number=2),
        new,
        theme,
        trust,
        again,
        folder,
        stage,
        work,
        session,
        full,
        plain,
        past,
        variable,
        run,
        memo,
        relation,
        Memo(title="On a link", text="", anchor_ids=(relation.id,)),
        CodeLink(from_id=again.id, to_id=theme.id),
        Claim(code="K", measure="interviews", value=14.0),
        Score(
            case_id=first.id,
            variable_id=variable.id,
            value=0.5,
            source_id=table.id,
            row=2,
            column="V",
        ),
        Rating(
            case_id=first.id,
            variable_id=variable.id,
            value=0.67,
            anchor_id=full.id,
            evidence_ids=(full.id, plain.id),
        ),
        Suggestion(version_id=new.id, start=0, end=4, code_id=trust.id, score=0.4, model="m"),
    ]


def written(study: Study, path: Path, **options: bool) -> refi_qda.ExchangeReport:
    report = refi_qda.write(study, path, **options)
    for one in report.remarks:
        assert "{" not in one.sentence("en") + one.sentence("zh")
    if path.suffix == ".qdpx":
        SCHEMA.assertValid(etree.fromstring(zipfile.ZipFile(path).read("project.qde")))
    return report


def keys(report: refi_qda.ExchangeReport) -> set[str]:
    return {one.note.key.removeprefix("exchange.remark.") for one in report.remarks}


def test_a_rich_study_comes_back(tmp_path: Path) -> None:
    study = study_of(rich_records())
    check_study(study)
    path = tmp_path / "a.qdpx"
    report = written(study, path)
    found = refi_qda.read(path)
    back = study_of(found.records)
    check_study(back)
    gone = [one for one in study.versions if one.text == "oldest"]
    assert set(study.records()) - set(back.records()) == set(gone)
    assert set(back.records()) <= set(study.records())
    assert [quote(back, one) for one in back.codings] == [
        quote(study, one) for one in study.codings
    ]
    assert keys(report) == {"older_text", "no_text", "coding_fields", "side_kind", "named_person"}
    assert keys(found.report) == {"offsets_quotes"}
    assert report.counts == {
        "actor": 2,
        "case": 3,
        "code": 4,
        "coding": 3,
        "link": 2,
        "memo": 2,
        "source": 2,
    }
    document = etree.fromstring(zipfile.ZipFile(path).read("project.qde"))
    assert [str(one.tag).rpartition("}")[2] for one in document][: len(ORDER)] == ORDER
    assert refi_qda.joined(study, found).records == ()


def test_the_same_study_gives_the_same_bytes(tmp_path: Path) -> None:
    study = study_of(rich_records())
    for name in ("a.qdpx", "b.qdpx", "a.qdc", "b.qdc"):
        written(study, tmp_path / name)
    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()
    assert (tmp_path / "a.qdc").read_bytes() == (tmp_path / "b.qdc").read_bytes()


def test_a_codebook_comes_back(tmp_path: Path) -> None:
    study = study_of(rich_records())
    report = written(study, tmp_path / "a.qdc")
    assert keys(report) == {"relations", "named_person"}
    back = study_of(refi_qda.read(tmp_path / "a.qdc").records)
    assert back.codes == study.codes
    assert back.links == tuple(one for one in study.links if one.kind == "member")


def test_an_empty_study(tmp_path: Path) -> None:
    study = study_of([Project(code="P", title="Nothing yet")])
    assert written(study, tmp_path / "a.qdpx").remarks == ()
    assert study_of(refi_qda.read(tmp_path / "a.qdpx").records) == study


def test_signs_that_no_xml_holds_are_remarked(tmp_path: Path) -> None:
    study = study_of([Project(code="P", title="bell \x07"), Memo(title="m", text="\x0b\x85")])
    assert keys(written(study, tmp_path / "a.qdpx")) == {"unwritable"}
    found = refi_qda.read(tmp_path / "a.qdpx")
    assert (found.name, study_of(found.records).memos[0].text) == ("bell \ufffd", "\ufffd\x85")


def test_findings_and_pseudonyms_stay(tmp_path: Path) -> None:
    run = step(1, "necessity", {})
    found = Finding(
        step_id=run.id, kind="necessity", outcome="", result_json="{}", input_sha256="", version="1"
    )
    names = Pseudonym(name="Wang", replacement="Person A")
    study = study_of([Project(code="P", title="Talks with WANG"), run, found, names])
    report = written(study, tmp_path / "a.qdpx")
    assert keys(report) == {"side_kind", "findings", "pseudonym"}
    assert refi_qda.read(tmp_path / "a.qdpx").name == "Talks with Person A"
    written(study, tmp_path / "b.qdpx", pseudonyms=False)
    assert refi_qda.read(tmp_path / "b.qdpx").name == "Talks with WANG"


def test_no_name_of_the_list_is_in_the_file(tmp_path: Path) -> None:
    names = [
        Pseudonym(name="Wang", replacement="Person A"),
        Pseudonym(name="Orlando", replacement="City 1"),
    ]
    study = study_of([*rich_records(), *names])
    for name in ("a.qdpx", "a.qdc"):
        written(study, tmp_path / name)
    with zipfile.ZipFile(tmp_path / "a.qdpx") as archive:
        content = b"".join(archive.read(one) for one in archive.namelist())
    assert b"wang" not in content.lower()
    assert b"orlando" not in content.lower()
    back = study_of(refi_qda.read(tmp_path / "a.qdpx").records)
    check_study(back)
    assert quote(back, back.codings[-1]) == quote(study, study.codings[-1])


def test_a_blind_round_stays_unless_asked_for(tmp_path: Path) -> None:
    records = [
        dataclasses.replace(one, state="open") if isinstance(one, Round) else one
        for one in rich_records()
    ]
    study = study_of(records)
    report = written(study, tmp_path / "a.qdpx")
    assert "blind_round" in keys(report)
    back = study_of(refi_qda.read(tmp_path / "a.qdpx").records)
    assert len(back.codings) == 2
    assert b"against" not in zipfile.ZipFile(tmp_path / "a.qdpx").read("project.qde")
    written(study, tmp_path / "b.qdpx", include_blind=True)
    assert len(study_of(refi_qda.read(tmp_path / "b.qdpx").records).codings) == 3


def test_an_older_file_stays_where_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.qdc"
    path.write_text("older")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(DataError, match="cannot be written"):
        refi_qda.write(study_of(rich_records()), path)
    assert [one.name for one in tmp_path.iterdir()] == ["a.qdc"]
    assert path.read_text() == "older"
    with pytest.raises(DataError, match="cannot be written"):
        refi_qda.write(study_of(rich_records()), tmp_path / "gone" / "a.qdpx")


@pytest.mark.parametrize(
    "wrong",
    [{"study": "study"}, {"path": None}, {"pseudonyms": 1}, {"include_blind": "no"}],
    ids=str,
)
def test_wrong_arguments(tmp_path: Path, wrong: dict[str, Any]) -> None:
    given_rightly: dict[str, Any] = {
        "study": study_of([Project(code="P", title="A")]),
        "path": tmp_path / "a.qdpx",
    }
    with pytest.raises(ArgumentError):
        refi_qda.write(**{**given_rightly, **wrong})


def changed_archive(path: Path, document: bytes | None, side: object) -> Path:
    """The archive with another document or side file, as another program might leave it."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["project.qde"] = document or members["project.qde"]
    if side is not None:
        members["consilience.json"] = side if isinstance(side, bytes) else json.dumps(side).encode()
    made = path.with_name("changed.qdpx")
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made


@pytest.mark.parametrize(
    "side",
    [
        b"{",
        [],
        {"format": 2},
        {"format": 1},
        {"format": 1, "records": {"stage": 7}},
        {"format": 1, "records": {"stage": [3]}},
        b"[" * 5000,
        b'{"format": 1000000000000000000000}',
    ],
)
def test_a_damaged_side_file_spoils_nothing(tmp_path: Path, side: object) -> None:
    study = study_of(rich_records())
    written(study, tmp_path / "a.qdpx")
    found = refi_qda.read(changed_archive(tmp_path / "a.qdpx", None, side))
    back = study_of(found.records)
    check_study(back)
    assert len(back.codings) == len(study.codings)
    assert "name_unknown" in keys(found.report)


def test_records_of_the_side_file_that_do_not_fit_are_remarked(tmp_path: Path) -> None:
    study = study_of(rich_records())
    written(study, tmp_path / "a.qdpx")
    side = json.loads(zipfile.ZipFile(tmp_path / "a.qdpx").read("consilience.json"))
    records = side["records"]
    records["stage"].append({**records["stage"][0], "id": records["claim"][0]["id"]})  # same code
    records["claim"].append({"code": ""})
    records["variable"] = []  # scores and ratings lose theirs
    records["suggestion"][0]["end"] = 10**6
    for one in records["version"]:
        one["sha256"] = "other"
    records["link"][0]["to_id"] = records["link"][0]["from_id"]
    found = refi_qda.read(changed_archive(tmp_path / "a.qdpx", None, side))
    back = study_of(found.records)
    check_study(back)
    assert (len(back.stages), back.scores, back.ratings, back.suggestions) == (1, (), (), ())
    assert sum(one.note.key.endswith("side_record") for one in found.report.remarks) == 5


def test_damaged_blocks_and_loops(tmp_path: Path) -> None:
    study = study_of(rich_records())
    written(study, tmp_path / "a.qdpx")
    document = zipfile.ZipFile(tmp_path / "a.qdpx").read("project.qde").decode()
    document = document.replace('kind = "theme"', "kind = theme").replace("kind = &quot;", "kind =")
    document = document.replace("intensity = 2", "intensity = 9").replace(
        'direction = "against"', 'direction = "up"'
    )
    document = document.replace('code = "C01"', 'code = "C01"\nparent = "C02"').replace(
        "minutes = 60.5", "minutes = -1.0"
    )
    document = document.replace('actors = ["I1"]', 'actors = ["nobody"]').replace(
        "position = 2", 'position = "x"'
    )
    found = refi_qda.read(changed_archive(tmp_path / "a.qdpx", document.encode(), None))
    back = study_of(found.records)
    check_study(back)
    theme = next(one for one in back.codes if one.name == "governance")
    assert theme.definition.startswith("[consilience]")
    talk = back.source("J11")
    assert (talk.minutes, talk.actor_ids, back.case("C01").parent_id) == (None, (), None)
    assert (back.codings[-1].intensity, back.codings[-1].direction) == (None, "")
    assert "case_loop" in keys(found.report)


@pytest.mark.parametrize(
    "block",
    [
        'code = " J "\nkind = ["x"]\nminutes = nan\nactors = 3\ncharacters = true',
        'code = 7\nminutes = "x"\nactors = [3]\ndocuments = 9999999999999\nperiod = 2020-01-01',
        'position = 99999999999999999999999\nkind = 1\ncreated_at = "soon"\nid = 3\nlanguage = []',
        "direction = []\nintensity = true\nimportance = 1.5\nexemplar = 1\nanchors = 3",
        'code = "a\\u0000b"',
        "x = " + "[" * 3000,
    ],
)
def test_hostile_blocks_give_a_study_that_can_be_kept(tmp_path: Path, block: str) -> None:
    study = study_of(rich_records())
    written(study, tmp_path / "a.qdpx")
    document = zipfile.ZipFile(tmp_path / "a.qdpx").read("project.qde").decode()
    put_in = f"[consilience]\n{block}"
    document = re.sub(r"\[consilience\][^<]*", lambda _: put_in, document)
    path = changed_archive(tmp_path / "a.qdpx", document.encode(), {"format": 1, "records": {}})
    found = refi_qda.read(path)
    with create_study(tmp_path / "s.consilience", study.project) as store:
        store.put("import", refi_qda.joined(store.study(), found).records)
        assert len(store.study().codings) == 3


names = (
    st.text(st.sampled_from("ab信🚗𠀀 <&\"'"), min_size=1, max_size=8).map(str.strip).filter(bool)
)
texts = st.lists(
    st.sampled_from(
        ["a", " ", "。", "信", "🚗", "𠀀", "\r\n", "\n", "\t", "[consilience]\n", "\n\n", "é"]
    ),
    min_size=1,
    max_size=40,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(names, texts), min_size=1, max_size=4, unique_by=lambda one: one[0]),
    texts,
    st.data(),
)
def test_any_study_comes_back(
    sources: list[tuple[str, str]], said: str, data: st.DataObject
) -> None:
    code, project = (
        Code(name="trust", definition=said, include=said),
        Project(code="P", title="T", description=said),
    )
    records: list[Record] = [project, code, Memo(title="m", text=said, anchor_ids=(code.id,))]
    for name, text in sources:
        source = Source(code=name, title=name, kind="external", provenance=said)
        held = version(source, text)
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        records += [
            source,
            held,
            Coding(version_id=held.id, start=start, end=end, code_id=code.id, note=said),
        ]
    study = study_of(records)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.qdpx")
        written(study, path)
        back = study_of(refi_qda.read(path, unit="code points", end="exclusive").records)
        told = study_of(refi_qda.read(path).records)
    assert [quote(told, one) for one in told.codings] == [
        quote(study, one) for one in study.codings
    ]
    assert back == study
