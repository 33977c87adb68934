"""Files that break the standard in the ways of the programs that write them."""

from __future__ import annotations

from pathlib import Path

import pytest

import made_refi as made
from consilience.formats import refi_qda
from consilience.study import Study, check_study, quote, study_of

TALK = "At first nobody shared data. 后来我们信任他们🚗。𠀀 They kept their word."


def read(path: Path, **options: str) -> tuple[Study, refi_qda.ExchangeReport]:
    found = refi_qda.read(path, **options)  # type: ignore[arg-type]  # words of the settings
    study = study_of(found.records)
    check_study(study)
    assert refi_qda.read(path, **options).records == found.records  # type: ignore[arg-type]  # as above
    return study, found.report


def keys(report: refi_qda.ExchangeReport, kind: str) -> dict[str, str]:
    """The remarks of a kind: key and place of the last one."""
    found = report.of(kind)  # type: ignore[arg-type]  # one of the kinds
    for one in found:
        assert "{" not in one.sentence("en") + one.sentence("zh")
    return {one.note.key.removeprefix("exchange.remark."): one.place for one in found}


def quotes(study: Study) -> list[tuple[str, str]]:
    names = {one.id: one.name for one in study.codes}
    return [(names[one.code_id], quote(study, one)) for one in study.codings]


def test_nvivo_like_file(tmp_path: Path) -> None:
    """A mark before the XML, upper-case folder, repeated names, notes, and a cut-off text."""
    document = made.project(
        made.element("Users", made.element("User", guid=made.guid("u"), name="Ann")),
        made.codebook(
            made.code("Codes", made.code("trust"), made.code("power"), codable="false"),
            made.code("Cases", made.code("trust", key="other trust")),
        ),
        made.element(
            "Variables",
            made.element("Variable", guid=made.guid("v"), name="Country", typeOfVariable="Text"),
            made.element("Variable", guid=made.guid("w"), name="Size", typeOfVariable="Integer"),
        ),
        made.element(
            "Cases",
            made.element(
                "Case",
                made.words("Description", "The bridge"),
                made.element(
                    "VariableValue", made.ref("VariableRef", "v"), "<TextValue>US</TextValue>"
                ),
                made.element(
                    "VariableValue", made.ref("VariableRef", "w"), "<IntegerValue>7</IntegerValue>"
                ),
                made.ref("SourceRef", "talk"),
                made.ref("SelectionRef", "s1"),
                guid=made.guid("case"),
                name="Orlando",
            ),
        ),
        made.element(
            "Sources",
            made.element(
                "TextSource",
                made.words("Description", "Recorded in May"),
                made.selection(
                    "s1",
                    29,
                    39,
                    "trust",
                    creatingUser=made.guid("u"),
                    creationDateTime="2019-03-18T10:00:00Z",
                ),
                made.selection("s2", 0, 28, "other trust", creatingUser=made.guid("gone")),
                made.ref("NoteRef", "n"),
                guid=made.guid("talk"),
                name="Interview 1",
                richTextPath="internal://a.docx",
                plainTextPath="internal://A.TXT",
            ),
            made.element(
                "TextSource",
                guid=made.guid("cut"),
                name="Interview 2",
                plainTextPath="internal://b.txt",
            ),
        ),
        made.element(
            "Notes",
            made.element(
                "Note",
                made.words("PlainTextContent", "Look again"),
                guid=made.guid("n"),
                name="Memo",
            ),
        ),
    )
    members = {"Sources/a.txt": TALK.encode(), "Sources/b.txt": b" "}
    path = made.archive(tmp_path / "nvivo.qdpx", b"\xef\xbb\xbf \n" + document.encode(), members)
    study, report = read(path)
    assert sorted(quotes(study)) == [("trust", TALK[0:28]), ("trust", TALK[29:39])]
    coding = study.codings[1]
    assert study.code_of(coding.case_id or "") == "Orlando"
    assert (study.actors[0].name, coding.actor_id) == ("Ann", study.actors[0].id)
    assert coding.created_at == "2019-03-18T10:00:00Z"
    assert [(one.name, one.kind) for one in study.codes if one.parent_id is None] == [
        ("Codes", "folder"),
        ("Cases", "theme"),
    ]
    case, source = study.cases[0], study.source("Interview 1")
    assert case.attributes == (("Country", "US"), ("Size", "7"))
    assert (source.case_ids, source.provenance) == ((case.id,), "Recorded in May")
    titles = {one.title: (one.text, one.anchor_ids) for one in study.memos}
    assert titles["Memo"] == ("Look again", (source.id,))
    assert titles["About case Orlando"] == ("The bridge", (case.id,))
    assert {"user_unknown"} <= keys(report, "not held").keys()
    assert {"source_kind", "offsets_standard"} == keys(report, "decided").keys()


def test_maxqda_like_file(tmp_path: Path) -> None:
    """Sources of one name, a case without a name, wrong order, a path without its prefix."""
    answers = [
        made.element(
            "TextSource",
            made.words("PlainTextContent", f"Answer {number}: we share data"),
            made.selection(f"a{number}", 10, 23, "sharing", "sharing", name="we share data"),
            guid=made.guid(f"answer {number}"),
            name="Survey",
        )
        for number in range(3)
    ]
    document = made.project(
        made.element(
            "Sources",
            *answers,
            made.element(
                "TextSource",
                made.selection("p", 0, 2, "sharing"),
                guid=made.guid("plain"),
                name="Talk",
                plainTextPath="Talk.txt",
            ),
        ),
        made.element(
            "Cases",
            made.element("Case", made.ref("SourceRef", "plain"), guid=made.guid("nameless")),
        ),
        made.codebook(
            made.code("sharing", color="#1af"),
            made.code("x", color="blue"),
            made.code("x", key="x again"),
            made.code(" ", key="blank"),
            namespace="urn:QDA-XML:codebook:1:0",
        ),
    )
    study, report = read(made.archive(tmp_path / "m.qdpx", document, {"sources/Talk.txt": b"Hi!"}))
    assert [one.code for one in study.sources] == ["Survey", "Survey (2)", "Survey (3)", "Talk"]
    assert quotes(study) == [("sharing", "we share data")] * 3 + [("sharing", "Hi")]
    assert study.cases[0].name == "Talk"
    assert [(one.name, one.colour) for one in study.codes] == [
        ("sharing", "#11aaff"),
        ("x", ""),
        ("x (2)", ""),
        ("code 4", ""),
    ]
    assert len(report.of("merged")) == 3  # the same code twice on one passage
    changed = keys(report, "changed")
    assert {"name_repeated", "name_missing", "colour"} <= changed.keys()
    assert "offsets_quotes" in keys(report, "decided")


def test_atlas_like_file(tmp_path: Path) -> None:
    """Passages without codes, comments, groups, links, a PDF with its text, pictures, graphs."""
    document = made.project(
        made.codebook(made.code("trust"), made.code("value")),
        made.element(
            "Sources",
            made.element(
                "PDFSource",
                made.element(
                    "PDFSelection",
                    made.element(
                        "Coding",
                        made.ref("CodeRef", "trust"),
                        made.ref("NoteRef", "n"),
                        guid=made.guid("pc"),
                    ),
                    guid=made.guid("area"),
                    page=2,
                    firstX=1,
                    firstY=2,
                    secondX=3,
                    secondY=4,
                ),
                made.element(
                    "Representation",
                    made.selection("q1", 0, 8, name="At first"),
                    made.element(
                        "PlainTextSelection",
                        made.words("Description", "striking"),
                        made.ref("NoteRef", "n"),
                        guid=made.guid("q2"),
                        name="nobody",
                        startPosition=9,
                        endPosition=15,
                    ),
                    made.element(
                        "PlainTextSelection",
                        made.words("Description", "a comment"),
                        made.element(
                            "Coding",
                            made.ref("CodeRef", "value"),
                            made.ref("NoteRef", "n"),
                            guid=made.guid("q3c"),
                        ),
                        guid=made.guid("q3"),
                        startPosition=16,
                        endPosition=27,
                    ),
                    guid=made.guid("rep"),
                    plainTextPath="internal://r.txt",
                ),
                made.element("Coding", made.ref("CodeRef", "trust"), guid=made.guid("whole")),
                made.element("Highlight"),
                guid=made.guid("pdf"),
                name="Report",
                path="internal://r.pdf",
            ),
            made.element(
                "PictureSource",
                made.element(
                    "PictureSelection",
                    made.element(
                        "Coding", made.ref("CodeRef", "value"), guid=made.guid("pic coding")
                    ),
                    guid=made.guid("pic area"),
                    firstX=0,
                    firstY=0,
                    secondX=9,
                    secondY=9,
                ),
                made.element("Coding", made.ref("CodeRef", "trust"), guid=made.guid("pic whole")),
                guid=made.guid("pic"),
                name="Photo",
                path="internal://p.jpg",
            ),
            made.element("SpreadsheetSource", guid=made.guid("sheet")),
        ),
        made.element(
            "Notes",
            made.element(
                "Note",
                made.words("PlainTextContent", "A note on two things"),
                made.selection("in note", 0, 3, "trust"),
                guid=made.guid("n"),
            ),
        ),
        made.element(
            "Links",
            made.element(
                "Link",
                made.ref("NoteRef", "n"),
                guid=made.guid("l1"),
                name="leads to",
                direction="Bidirectional",
                originGUID=made.guid("trust"),
                targetGUID=made.guid("value"),
            ),
            made.element(
                "Link",
                guid=made.guid("l2"),
                name="leads to",
                direction="OneWay",
                originGUID=made.guid("trust"),
                targetGUID=made.guid("value"),
            ),
            made.element(
                "Link",
                guid=made.guid("l3"),
                originGUID=made.guid("q3"),
                targetGUID=made.guid("pdf"),
            ),
        ),
        made.element(
            "Sets",
            made.element(
                "Set",
                made.words("Description", "both"),
                made.ref("MemberCode", "trust"),
                made.ref("MemberCode", "value"),
                made.ref("MemberCode", "gone"),
                guid=made.guid("group"),
                name="trust",
            ),
            made.element(
                "Set",
                made.ref("MemberSource", "pdf"),
                made.ref("MemberNote", "n"),
                guid=made.guid("documents"),
                name="Documents",
            ),
        ),
        made.element(
            "Graphs",
            made.element(
                "Graph",
                made.element("Vertex", guid=made.guid("v")),
                guid=made.guid("g"),
                name="Map",
            ),
        ),
        "<Description>About alliances</Description>",
        made.ref("NoteRef", "n"),
        made.element("SpeakerMarks"),
    )
    members = {
        "sources/r.txt": TALK.encode(),
        "sources/r.pdf": b"%PDF",
        "sources/p.jpg": b"\xff\xd8",
        "sources/extra.bin": b"?",
    }
    study, report = read(made.archive(tmp_path / "a.qdpx", document, members))
    assert study.project.description == "About alliances"
    assert sorted(quotes(study)) == [("trust", TALK), ("value", TALK[16:27])]
    noted = next(one for one in study.codings if one.note)
    assert noted.note == "a comment"
    pdf, photo = study.source("Report"), study.source("Photo")
    assert (photo.document_type, photo.file_name, len(photo.sha256)) == ("picture", "p.jpg", 64)
    assert [one.source_id for one in study.versions] == [pdf.id]
    memos = {one.title: one for one in study.memos}
    assert memos["At first"].text == "[0-8] At first"
    assert memos["nobody"].text == "[9-15] nobody\n\nstriking"
    assert "page 2, firstX 1" in memos["Marked outside of the text of Report"].text
    assert len(memos["Marked outside of the text of Photo"].text.splitlines()) == 2
    note = memos["A note on two things"]
    relation = next(one for one in study.links if one.kind == "relation")
    assert {memos["nobody"].id, noted.id, relation.id, study.project.id, pdf.id} == set(
        note.anchor_ids
    )
    assert memos["Documents"].anchor_ids == (pdf.id, note.id)
    assert memos["Links/Link[3]"].anchor_ids == (noted.id, pdf.id)
    folder = next(one for one in study.codes if one.kind == "folder")
    assert (folder.name, folder.definition) == ("trust (2)", "both")
    assert len([one for one in study.links if one.to_id == folder.id]) == 2
    assert keys(report, "not held").keys() == {
        *("region", "no_text", "unknown_part", "coded_note", "link_direction", "member_unknown"),
        *("graph", "member_unused"),
    }
    assert keys(report, "changed").keys() == {
        *("passage", "whole_source", "link", "set_folder", "set_memo"),
    }
    assert keys(report, "merged").keys() == {"link_alike"}


def test_recordings_with_transcripts(tmp_path: Path) -> None:
    def point(key: str, at: object) -> str:
        return made.element("SyncPoint", guid=made.guid(key), timeStamp=5, position=at)

    def heard(key: str, begin: str, end: str) -> str:
        return made.element(
            "TranscriptSelection",
            made.element("Coding", made.ref("CodeRef", "trust"), guid=made.guid(f"{key}c")),
            guid=made.guid(key),
            fromSyncPoint=made.guid(begin),
            toSyncPoint=made.guid(end),
        )

    document = made.project(
        made.codebook(made.code("trust")),
        made.element(
            "Sources",
            made.element(
                "AudioSource",
                made.element(
                    "Transcript",
                    made.words("PlainTextContent", "We trust them."),
                    point("p0", 3),
                    point("p1", 8),
                    point("p2", 99),
                    heard("t1", "p0", "p1"),
                    heard("t2", "p1", "no"),
                    heard("t3", "p0", "p2"),
                    made.ref("NoteRef", "n"),
                    guid=made.guid("tr1"),
                ),
                made.element(
                    "Transcript",
                    made.words("PlainTextContent", "Nous avons confiance."),
                    made.words("Description", "French"),
                    made.ref("NoteRef", "n"),
                    guid=made.guid("tr2"),
                    name="French",
                ),
                made.element(
                    "AudioSelection",
                    made.element("Coding", made.ref("CodeRef", "trust"), guid=made.guid("as")),
                    guid=made.guid("asel"),
                    begin=0,
                    end=900,
                ),
                guid=made.guid("audio"),
                name="Talk",
                path="relative:///talk.mp3",
            ),
            made.element("VideoSource", guid=made.guid("video"), currentPath="C:\\films\\x.mp4"),
        ),
        made.element(
            "Notes", made.element("Note", made.words("PlainTextContent", "x"), guid=made.guid("n"))
        ),
    )
    study, report = read(made.archive(tmp_path / "r.qdpx", document))
    assert quotes(study) == [("trust", "trust"), ("trust", "trust them.")]
    french, talk = study.source("French"), study.source("Talk")
    assert (french.provenance, talk.file_name, talk.document_type) == (
        "French",
        "talk.mp3",
        "audio",
    )
    assert study.source("x.mp4").sha256 == ""
    note = next(one for one in study.memos if one.text == "x")
    assert set(note.anchor_ids) == {french.id, talk.id}
    regions = next(one for one in study.memos if "begin 0" in one.text)
    assert len(regions.text.splitlines()) == 2
    assert {"region", "no_text"} == keys(report, "not held").keys()
    assert "span_cut" in keys(report, "changed")


def test_quirkos_and_qualcoder_like_files(tmp_path: Path) -> None:
    """Attributes in place of elements, no GUIDs, braces, values on sources, times without zone."""
    document = made.project(
        made.element(
            "Users",
            made.element("User", guid="{" + made.guid("u") + "}"),
            made.element("User", guid=made.guid("u"), name="Again", id="A"),
        ),
        made.codebook(
            made.element(
                "Code", guid="7", name="trust ", description="kept promises", isCodable="1"
            ),
            made.element("Code", name="power", isCodable="true"),
            namespace=made.CODEBOOK,
        ),
        made.element(
            "Variables",
            made.element("Variable", guid=made.guid("v"), name="Age", typeOfVariable="Text"),
            made.element("Variable", guid=made.guid("w"), typeOfVariable="Text"),
        ),
        made.element(
            "Sources",
            made.element(
                "TextSource",
                made.words("PlainTextContent", "\ufeffWe trust\u0085 them"),
                made.element(
                    "PlainTextSelection",
                    made.element("Coding", made.element("CodeRef", targetGUID="7"), guid="c1"),
                    made.element("Coding", made.element("CodeRef", targetGUID="99"), guid="c1"),
                    startPosition=3,
                    endPosition=8,
                    creatingUser=made.guid("u"),
                    creationDateTime="2020-01-02T03:04:05",
                ),
                made.element(
                    "PlainTextSelection",
                    made.element("Coding", guid="c3"),
                    guid="s3",
                    startPosition="x",
                    endPosition=2,
                ),
                made.selection("far", 90, 95, "gone"),
                made.element(
                    "VariableValue", made.ref("VariableRef", "v"), "<TextValue>41</TextValue>"
                ),
                made.element("VariableValue", "<TextValue>loose</TextValue>"),
                guid="nope",
                name="Talk",
            ),
            made.element("TextSource", made.words("PlainTextContent", "second"), guid="nope"),
            made.element(
                "TextSource", guid="third", name="Lost", plainTextPath="internal://gone.txt"
            ),
        ),
        made.element(
            "Cases",
            made.element(
                "Case",
                made.element("SourceRef", targetGUID="nope"),
                made.element("SourceRef", targetGUID="?"),
                made.element("SelectionRef", targetGUID="?"),
                guid="1",
            ),
            made.element(
                "Case",
                made.element(
                    "VariableValue", made.ref("VariableRef", "w"), "<TextValue>a</TextValue>"
                ),
                made.element(
                    "VariableValue", made.ref("VariableRef", "w"), "<TextValue>b</TextValue>"
                ),
                made.element("CodeRef", targetGUID="7"),
                guid="2",
            ),
        ),
        made.element(
            "Notes",
            made.element("Note", made.words("PlainTextContent", ""), guid="n1", name="Empty"),
        ),
        made.element("Sets", made.element("Set", guid="set")),
    )
    study, report = read(made.archive(tmp_path / "q.qdpx", document))
    assert [one.name for one in study.codes] == [
        "trust",
        "power",
        "code 99",
        "code ?",
        f"code {made.guid('gone')[:8].lower()}",
    ]
    assert study.codes[0].definition == "kept promises"
    assert quotes(study) == [("code 99", "trust"), ("trust", "trust")]
    assert study.codings[0].created_at == "2020-01-02T03:04:05+00:00"
    assert "We trust\u0085 them" in [one.text for one in study.versions]
    assert [one.code for one in study.actors] == ["A", "User 1"]
    values = next(one for one in study.memos if one.title == "Attributes of Talk")
    assert values.text == "Age: 41\n: loose"
    assert study.case("Case 2").attributes == (
        (made.guid("w").lower(), "a"),
        (made.guid("w").lower() + " (2)", "b"),
    )
    assert keys(report, "not held").keys() == {
        *("text_missing", "no_text", "span_outside", "source_unknown", "selection_unknown"),
        "region",
    }
    assert keys(report, "changed").keys() == {
        *("guid_unusable", "guid_missing", "guid_repeated", "name_missing", "name_blanks"),
        *("code_missing", "source_values", "set_memo"),
    }
    assert "without_zone" in keys(report, "decided")


def test_a_passage_of_two_cases_is_coded_for_each(tmp_path: Path) -> None:
    note = made.element(
        "Note",
        made.words("PlainTextContent", '[consilience]\ndirection = "for"'),
        guid=made.guid("e"),
        name="consilience",
    )
    cases = [
        made.element("Case", made.ref("SelectionRef", "s"), guid=made.guid(one), name=one)
        for one in "AB"
    ]
    chosen = made.element(
        "PlainTextSelection",
        made.element(
            "Coding", made.ref("CodeRef", "t"), made.ref("NoteRef", "e"), guid=made.guid("c")
        ),
        guid=made.guid("s"),
        startPosition=0,
        endPosition=2,
    )
    source = made.element(
        "TextSource", made.words("PlainTextContent", "Hello"), chosen, guid=made.guid("x"), name="x"
    )
    path = made.archive(
        tmp_path / "c.qdpx",
        made.project(
            made.codebook(made.code("t")),
            made.element("Cases", *cases),
            made.element("Sources", source),
            made.element("Notes", note),
        ),
    )
    study, report = read(path)
    assert {(study.code_of(one.case_id or ""), one.direction) for one in study.codings} == {
        ("A", "for"),
        ("B", "for"),
    }
    assert "further_case" in keys(report, "changed")
    assert study.memos == ()


@pytest.mark.parametrize(
    "namespace", [made.CODEBOOK, "urn:QDA-XML:codebook:1:0", "urn:QDA-XML:codebook:0:4", ""]
)
def test_codebooks_of_every_namespace(tmp_path: Path, namespace: str) -> None:
    said = f' xmlns="{namespace}"' if namespace else ""
    path = tmp_path / "Taguette book.qdc"
    path.write_text(
        f'<?xml version="1.0"?><CodeBook{said} origin="Taguette"><Codes>'
        + made.code("trust", made.words("Description", "kept"), made.code("kept word"))
        + "</Codes><Sets>"
        + made.element(
            "Set",
            made.element("MemberCode", guid=made.guid("kept word")),
            guid=made.guid("s"),
            name="Group",
        )
        + "</Sets></CodeBook>",
        encoding="utf-8",
    )
    study, _ = read(path)
    assert study.project.title == "Taguette book"
    assert [(one.name, one.kind) for one in study.codes] == [
        ("trust", "theme"),
        ("Group", "folder"),
        ("kept word", "concept"),
    ]
    assert [(one.from_id, one.to_id) for one in study.links] == [
        (study.codes[2].id, study.codes[1].id)
    ]


def test_a_chinese_file_in_utf_16(tmp_path: Path) -> None:
    document = made.project(made.codebook(made.code("信任")), name="联盟").replace(
        'encoding="utf-8"', 'encoding="utf-16"'
    )
    study, _ = read(made.archive(tmp_path / "u.qdpx", document.encode("utf-16")))
    assert (study.project.title, study.codes[0].name) == ("联盟", "信任")


def test_texts_in_other_encodings(tmp_path: Path) -> None:
    sources = [
        made.element(
            "TextSource", guid=made.guid(one), name=one, plainTextPath=f"internal://{one}.txt"
        )
        for one in "abcd"
    ]
    document = made.project(made.element("Sources", *sources))
    members = {
        "sources/a.txt": "我们信任他们，后来我们分享数据。".encode("gb18030"),
        "sources/b.txt": "\ufeffHi\x00!".encode(),
        "sources\\c.txt": "Hallo".encode("utf-16"),
        "sources/d.txt": b"\x81\x8d\x8f\x90\x9d\xff",
    }
    study, report = read(made.archive(tmp_path / "e.qdpx", document, members))
    texts = {study.code_of(one.source_id): one.text for one in study.versions}
    assert texts == {"a": "我们信任他们，后来我们分享数据。", "b": "Hi\ufffd!", "c": "Hallo"}
    assert {"text_encoding"} <= keys(report, "decided").keys()
    assert {"text_unreadable", "no_text"} == keys(report, "not held").keys()
    assert {"text_nul"} == keys(report, "changed").keys()
