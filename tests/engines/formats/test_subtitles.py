"""Subtitles: words without times, one line a speaker, seconds in the turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilience.formats import Document, read_document

ZOOM = """WEBVTT - made by Zoom

NOTE a remark

1
00:00:01.000 --> 00:00:03.000
Li Wei: We trust

2
00:00:03.500 --> 00:00:05.000
Li Wei: them &amp; they us.

3
00:01:00.000 --> 00:01:02.000 align:start
Ann: Why?

4
00:01:02.000 --> 00:01:03.000
and how?
"""
TEAMS = """WEBVTT

00:00.000 --> 00:02.000
<v.loud 张工><i>我们</i>和</v>

00:02.000 --> 00:04.000
<v 张工>百度签了。</v>

00:04.000 --> 00:06.000
<v 问>嗯。</v><v 张工>对。</v>
"""
PLAIN = (
    "1\r\n00:00:01,000 --> 00:00:02,500\r\n{\\an8}First\r\nline.\r\n\r\n"
    "2\r\n00:01:00,000 --> 00:01:01,000\r\nSecond <b>line</b>.\r\n"
)


def read(folder: Path, text: str, name: str) -> Document:
    path = folder / name
    path.write_bytes(text.encode())
    return read_document(path)


def test_names_before_the_words(tmp_path: Path) -> None:
    document = read(tmp_path, ZOOM, "a.txt")
    assert document.kind == "vtt"
    assert document.text == "Li Wei: We trust them & they us.\nAnn: Why? and how?"
    assert [(t.speaker, t.seconds) for t in document.turns] == [("Li Wei", 1.0), ("Ann", 60.0)]
    assert [document.text[t.start : t.end] for t in document.turns] == document.text.split("\n")
    assert "left out: 1" in " ".join(map(str, document.notes))
    assert "speakers: Li Wei, Ann (turns: 2)" in " ".join(map(str, document.notes))


def test_voices_in_tags(tmp_path: Path) -> None:
    document = read(tmp_path, TEAMS, "a.vtt")
    assert document.text == "张工：我们和百度签了。\n问：嗯。\n张工：对。"
    assert [(t.speaker, t.seconds) for t in document.turns] == [
        ("张工", 0.0),
        ("问", 4.0),
        ("张工", 4.0),
    ]


def test_a_voice_counts_more_than_a_label(tmp_path: Path) -> None:
    cues = "00:01.000 --> 00:02.000\n<v Ann>Q: a</v>\n\n00:03.000 --> 00:04.000\n<v Bo>Q: b</v>"
    assert read(tmp_path, f"WEBVTT\n\n{cues}\n", "a.vtt").text == "Ann: Q: a\nBo: Q: b"


def test_without_names_each_subtitle_is_a_line(tmp_path: Path) -> None:
    document = read(tmp_path, PLAIN, "a.srt")
    assert document.kind == "srt"
    assert document.text == "First line.\nSecond line."
    assert [(t.start, t.end, t.speaker, t.seconds) for t in document.turns] == [
        (0, 11, "", 1.0),
        (12, 24, "", 60.0),
    ]
    assert all("speakers" not in note.key for note in document.notes)


@pytest.mark.parametrize(
    "text", ["WEBVTTX\n\nwords", "a --> b\n", "1\n2\n00:00:01,000 --> 00:00:02,000\nlate"]
)
def test_other_text_is_no_subtitles(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text, "a.srt").kind == "txt"


def test_subtitles_without_words_are_dropped(tmp_path: Path) -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n<i></i>\n\n2\n00:00:03,000 --> 00:00:04,000\nAnn:\n\n"
    document = read(tmp_path, text + "3\n00:00:05,000 --> 00:00:06,000\nyes", "a.srt")
    assert document.text.endswith("yes")
