"""Corners of reading: texts of Word files, ambiguous paths, repeated notes, a changed own file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

import made_refi as made
from consilience.formats import refi_qda
from consilience.study import (
    Actor,
    Code,
    Coding,
    Project,
    Pseudonym,
    Record,
    Round,
    Session,
    Source,
    SourceVersion,
    Study,
    check_study,
    quote,
    study_of,
)


def read(path: Path) -> tuple[Study, set[str]]:
    found = refi_qda.read(path)
    study = study_of(found.records)
    check_study(study)
    for one in found.report.remarks:
        assert "{" not in one.sentence("en") + one.sentence("zh")
    return study, {one.note.key.rpartition(".")[2] for one in found.report.remarks}


def word_file(text: str) -> bytes:
    document, made_file = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(made_file)
    return made_file.getvalue()


@pytest.mark.parametrize("plain", [b"\n", None])
def test_a_text_of_one_sign_beside_a_word_file(tmp_path: Path, plain: bytes | None) -> None:
    source = made.element(
        "TextSource",
        made.selection("s", 3, 8, "trust", name="trust"),
        guid=made.guid("t"),
        name="T",
        plainTextPath="internal://t.txt",
        richTextPath="internal://T.DOCX",
    )
    document = made.project(made.codebook(made.code("trust")), made.element("Sources", source))
    members = {"Sources/t.docx": word_file("We trust them.")}
    if plain is not None:
        members["Sources/t.txt"] = plain
    study, keys = read(made.archive(tmp_path / "w.qdpx", document, members))
    assert [quote(study, one) for one in study.codings] == ["trust"]
    assert "text_of_document" in keys


def test_a_pdf_without_its_text_and_a_damaged_word_file(tmp_path: Path) -> None:
    sources = [
        made.element("PDFSource", guid=made.guid("p"), name="P", path="internal://p.pdf"),
        made.element("TextSource", guid=made.guid("w"), name="W", richTextPath="internal://w.docx"),
        made.element(
            "PDFSource",
            made.element(
                "Representation", made.words("PlainTextContent", "x"), guid=made.guid("r")
            ),
            guid=made.guid("q"),
            name="Q",
            path="internal://p.pdf",
        ),
    ]
    members = {"sources/p.pdf": b"no pdf at all", "sources/w.docx": b"PK\x03\x04 broken"}
    document = made.project(made.element("Sources", *sources))
    study, keys = read(made.archive(tmp_path / "p.qdpx", document, members))
    assert [one.text for one in study.versions] == ["no pdf at all", "no pdf at all"]
    assert {"broken_zip", "no_text", "text_of_document"} <= keys


def test_two_files_of_one_name_are_not_guessed_at(tmp_path: Path) -> None:
    sources = [
        made.element("TextSource", guid=made.guid("a"), name="A", plainTextPath="elsewhere/a.txt"),
        made.element(
            "TextSource", guid=made.guid("b"), name="B", plainTextPath="internal://my%20b.txt"
        ),
        made.element("TextSource", guid=made.guid("c"), name="C", plainTextPath="deep/c.txt"),
    ]
    members = {
        "sources/one/a.txt": b"one",
        "sources/two/a.txt": b"two",
        "sources/my b.txt": b"three",
        "sources/very/deep/c.txt": b"four",
    }
    document = made.project(made.element("Sources", *sources))
    study, keys = read(made.archive(tmp_path / "a.qdpx", document, members))
    assert [one.text for one in study.versions] == ["three", "four"]
    assert {"text_missing", "member_unused"} <= keys


def test_notes_of_equal_codings_are_both_kept(tmp_path: Path) -> None:
    def said(key: str, comment: str) -> str:
        return made.element(
            "PlainTextSelection",
            made.words("Description", comment),
            made.element(
                "Coding",
                made.ref("CodeRef", "t"),
                made.ref("NoteRef", "n"),
                guid=made.guid(f"{key}c"),
            ),
            guid=made.guid(key),
            startPosition=3,
            endPosition=8,
        )

    cases = [
        made.element("Case", made.ref("SelectionRef", "d"), guid=made.guid(one)) for one in "xy"
    ]
    source = made.element(
        "TextSource",
        made.words("PlainTextContent", "We trust them"),
        said("a", "first"),
        said("b", "trust"),
        said("c", "second"),
        made.selection("d", 0, 2, "t"),
        made.ref("NoteRef", "gone"),
        guid=made.guid("s"),
        name="S",
    )
    note = made.element("Note", made.words("PlainTextContent", "x"), guid=made.guid("n"))
    document = made.project(
        made.codebook(made.code("t")),
        made.element("Cases", *cases),
        made.element("Sources", source),
        made.element("Notes", note),
    )
    study, keys = read(made.archive(tmp_path / "n.qdpx", document))
    kept = next(one for one in study.codings if one.start == 3)
    assert kept.note == "first\nsecond"  # a comment that repeats the quote is none
    assert study.memos[0].anchor_ids == (kept.id,)
    assert len(study.codings) == 3
    assert {"coding", "note_unknown", "further_case"} <= keys


def own_study() -> Study:
    source, code = Source(code="J", title="J", kind="external"), Code(name="trust", kind="free")
    text = SourceVersion(
        source_id=source.id, number=2, text="We trust them", sha256="", note="second"
    )
    coding = Coding(version_id=text.id, start=3, end=8, code_id=code.id)
    return study_of([Project(code="P", title="P"), source, code, text, coding])


def test_a_text_that_another_program_changed_is_another_text(tmp_path: Path) -> None:
    study = own_study()
    refi_qda.write(study, tmp_path / "a.qdpx")
    with zipfile.ZipFile(tmp_path / "a.qdpx") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    path = tmp_path / "b.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content.replace(b"We trust them", b"We trust you!"))
    back, _ = read(path)
    assert back.versions[0].id != study.versions[0].id
    assert (back.versions[0].number, back.versions[0].note) == (study.versions[0].number, "")
    assert quote(back, back.codings[0]) == "trust"


def test_a_codebook_alone_has_nothing_beside_it(tmp_path: Path) -> None:
    report = refi_qda.write(own_study(), tmp_path / "a.qdc")
    assert (report.remarks, report.counts) == ((), {"code": 1})
    found = refi_qda.read(tmp_path / "a.qdc")
    assert found.report.to_dict("zh") == {
        "counts": {"actor": 0, "code": 1, "coding": 0, "source": 0, "variable": 0},
        **{kind: [] for kind in ("decided", "changed", "merged", "not held")},
    }


def test_every_remark_on_sharing(tmp_path: Path) -> None:
    names = [
        Pseudonym(name="Ann", replacement="P1"),
        Pseudonym(name="Ann Lee", replacement="P2"),
        Pseudonym(name="Bob", replacement="P3"),
    ]
    ann = Actor(code="A", name="Eve", role="interviewee")
    work = Round(code="R")
    records: list[Record] = [
        *names,
        ann,
        work,
        Session(code="S", actor_id=ann.id, round_id=work.id),
        Project(code="P", title="Annex of ANN"),
    ]
    report = refi_qda.write(study_of(records), tmp_path / "a.qdpx")
    said = [(one.kind, one.sentence()) for one in report.remarks]
    assert [kind for kind, _ in said] == [
        "not held",
        "changed",
        "not held",
        "changed",
        "changed",
        "changed",
        "not held",
    ]
    assert said[1][1] == "P1: put in place of a name: 1 times; spellings: ANN (1)"
