"""Files that mean harm, or are broken, are refused with one sentence."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

import made_refi as made
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.formats import refi_qda
from consilience.formats.refi_qda import container

GOOD = made.project(made.codebook(made.code("trust")))


def refusal(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        refi_qda.read(path)
    assert caught.value.sentence("zh") != caught.value.sentence("en")
    return caught.value.key.removeprefix("exchange.error.")


def written(tmp_path: Path, content: bytes | str, name: str = "x.qdc") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "broken_xml"),
        (b"<CodeBook><Codes>", "broken_xml"),
        (b"<html/>", "other_root"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><CodeBook>&a;</CodeBook>', "entities"),
        ('<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<CodeBook/>', "entities"),
        (b"<CodeBook>\x00</CodeBook>", "entities"),
        ("<CodeBook>" + "<Codes>" * 300 + "</Codes>" * 300 + "</CodeBook>", "broken_xml"),
        (b"PK\x03\x04 and nothing more", "broken_zip"),
        (b"PK\x05\x06" + b"\x00" * 4, "broken_zip"),
        ('<?xml version="1.0" encoding="martian"?><CodeBook/>', "broken_xml"),
    ],
)
def test_documents(tmp_path: Path, content: bytes | str, key: str) -> None:
    assert refusal(written(tmp_path, content)) == key


def test_entities_in_another_encoding(tmp_path: Path) -> None:
    hidden = '<!DOCTYPE x [<!ENTITY a "b">]><CodeBook>&a;</CodeBook>'
    assert refusal(written(tmp_path, hidden.encode("utf-16"))) == "entities"
    ebcdic = '<?xml version="1.0" encoding="IBM037"?><!DOCTYPE x [<!ENTITY a "b">]><CodeBook/>'
    assert refusal(written(tmp_path, ebcdic.encode("cp037"))) in {"entities", "broken_xml"}


def test_missing_files_and_wrong_arguments(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.qdpx") == "unreadable"
    with pytest.raises(ArgumentError):
        refi_qda.read(7)  # type: ignore[arg-type]  # on purpose
    path = written(tmp_path, GOOD)
    for options in ({"end": "open"}, {"source_kind": "talk"}):
        with pytest.raises(UnknownNameError):
            refi_qda.read(path, **options)  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize(
    "name", ["../evil.txt", "sources/..\\..\\evil.txt", "/etc/evil", "C:/evil"]
)
def test_members_outside_the_archive(tmp_path: Path, name: str) -> None:
    path = made.archive(tmp_path / "a.qdpx", GOOD, {name: b"x"})
    assert refusal(path) == "zip_path"


def test_archives_without_a_project(tmp_path: Path) -> None:
    path = tmp_path / "a.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "x")
        archive.mkdir("sources")
    assert refusal(path) == "no_document"


def test_a_document_of_another_name_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Alliances.QDE", GOOD)
    assert refi_qda.read(path).name == "Alliances"


def test_repeated_members(tmp_path: Path) -> None:
    path = tmp_path / "a.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", GOOD)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("project.qde", GOOD)
    assert refusal(path) == "broken_zip"


def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = made.element(
        "TextSource", guid=made.guid("t"), name="T", plainTextPath="internal://t.txt"
    )
    document = made.project(made.element("Sources", source))
    path = made.archive(tmp_path / "a.qdpx", document, {"sources/t.txt": b"a" * 3_000_000})
    assert refusal(path) == "zip_bomb"
    small = made.archive(tmp_path / "b.qdpx", document, {"sources/t.txt": b"abcdefgh"})
    monkeypatch.setattr(container, "MAXIMUM_UNPACKED", len(document) + 4)
    assert refusal(small) == "zip_bomb"
    monkeypatch.undo()
    monkeypatch.setattr(container, "MAXIMUM_XML", 10)
    assert refusal(small) == "zip_bomb"
    assert refusal(written(tmp_path, GOOD)) == "too_large"


def test_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAXIMUM_MEMBERS", 2)
    path = made.archive(tmp_path / "a.qdpx", GOOD, {"a": b"", "b": b""})
    assert refusal(path) == "zip_members"
    # the count that the archive declares may lie
    content = bytearray(path.read_bytes())
    place = content.rfind(b"PK\x05\x06")
    content[place + 8 : place + 12] = struct.pack("<HH", 1, 1)
    path.write_bytes(bytes(content))
    assert refusal(path) == "zip_members"


def test_damaged_members(tmp_path: Path) -> None:
    path = made.archive(tmp_path / "a.qdpx", GOOD + " " * 500)
    content = bytearray(path.read_bytes())
    content[50:60] = b"\xff" * 10
    path.write_bytes(bytes(content))
    assert refusal(path) == "broken_zip"
    path.write_bytes(
        b"PK\x03\x04" + b"x" * 30 + b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 1, 1, 46, 4, 0)
    )
    assert refusal(path) == "broken_zip"


def test_nothing_outside_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    sources = [
        made.element("TextSource", guid=made.guid(path), name=path, plainTextPath=path)
        for path in (
            f"absolute://{secret}",
            f"relative:///{secret.name}",
            str(secret),
            f"file://{secret}",
        )
    ]
    path = made.archive(tmp_path / "a.qdpx", made.project(made.element("Sources", *sources)))
    found = refi_qda.read(path)
    assert not any("secret" in getattr(one, "text", "") for one in found.records)
    assert sum(one.note.key.endswith("text_missing") for one in found.report.remarks) == 4
