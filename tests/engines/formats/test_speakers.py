"""Labels of speakers: which lines begin a turn, and which only look like it."""

from __future__ import annotations

import pytest

from consilience.formats.speakers import Turn, clock, turns


def spoken(text: str) -> list[tuple[str, float | None, str]]:
    return [(turn.speaker, turn.seconds, text[turn.start : turn.end]) for turn in turns(text)]


@pytest.mark.parametrize(
    ("text", "speakers", "seconds"),
    [
        ("张工：好。\n问：嗯。\n张工：对。", ["张工", "问", "张工"], [None] * 3),
        ("Interviewer: Why?\nLi Wei: Trust.\n", ["Interviewer", "Li Wei"], [None] * 2),
        ("[00:12:03] Li Wei: yes\n[00:12:09] Ann: no", ["Li Wei", "Ann"], [723.0, 729.0]),
        ("（1:05）张工：好\n张工（1:09）：嗯", ["张工", "张工"], [65.0, 69.0]),
        ("Li Wei [00:05]: yes\nAnn: [0:07.5] no", ["Li Wei", "Ann"], [5.0, 7.5]),
        ("说话人1 00:01\n好的。\n\n说话人2 00:09\n嗯。", ["说话人1", "说话人2"], [1.0, 9.0]),
        ("00:00:01 张三\n好\n00:00:04 李四\n嗯", ["张三", "李四"], [1.0, 4.0]),
        ("**Q:** a\n**A:** b\n**Q:** c", ["Q", "A", "Q"], [None] * 3),
        (
            "张工（吉利）：a\n问：b\n张工（吉利）：c",
            ["张工（吉利）", "问", "张工（吉利）"],
            [None] * 3,
        ),
        ("Dr. O'Neill-Wu: a\nQ2: b\nDr. O'Neill-Wu: c", ["Dr. O'Neill-Wu", "Q2"] * 1, [None] * 3),
    ],
)
def test_labels(text: str, speakers: list[str], seconds: list[float | None]) -> None:
    found = spoken(text)
    assert [item[1] for item in found] == seconds
    assert [item[0] for item in found][: len(speakers)] == speakers


def test_a_turn_holds_its_label_and_all_lines_up_to_the_next() -> None:
    text = "Date: 2024-05-01\n\n  Ann: one\nmore\n\nBo: two\n \nAnn: three\n\n"
    assert spoken(text) == [
        ("Ann", None, "Ann: one\nmore"),
        ("Bo", None, "Bo: two"),
        ("Ann", None, "Ann: three"),
    ]
    assert turns(text)[0] == Turn(text.index("Ann"), text.index("\n\nBo"), "Ann")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No labels here. Only words: and a colon.",
        "Date: 2024\nPlace: Beijing\nThe interview.",
        "Note: one\nwords\nNote: two",
        "http://a.org\nhttp://b.org",
        "他说：好。\n我们认为：不。\n他说：再见。",
        "We agreed on these three more things: a\nb\nWe agreed on these three more things: c",
        "12:30\n12:45",
        "a\tb\nc\td\ne\tf",
        "Case\tTrust\tRules\nA\t1\t2\nB\t3\t4\nC\t5\t6",
    ],
)
def test_text_without_speakers(text: str) -> None:
    assert turns(text) == ()


def test_a_speaker_who_speaks_once_counts_after_the_first_who_recurs() -> None:
    text = "Topic of today: trust\nAnn: a\nBo: b\nAnn: c"
    assert [turn.speaker for turn in turns(text)] == ["Ann", "Bo", "Ann"]


def test_a_clock_in_seconds() -> None:
    assert clock("1:02:03,5") == 3723.5
    assert clock("02:03") == 123.0


def test_a_long_text_is_read_in_linear_time() -> None:
    line = "word " * 40
    text = "\n".join([line] * 20_000)
    assert turns(text) == ()
    assert turns("a" * 1_000_000) == ()
    assert turns("(" * 100_000 + "\n" + " " * 100_000 + "\n" + "张 " * 50_000) == ()
