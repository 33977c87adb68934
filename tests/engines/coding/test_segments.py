"""Units of a text: sentences of Chinese and English, paragraphs, turns."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from consilience.coding import Segment, segments
from consilience.errors import ConsilienceError


def parts(text: str, unit: Any = "sentence", **options: Any) -> list[str]:
    return [text[item.start : item.end] for item in segments(text, unit, **options).segments]


@pytest.mark.parametrize(
    "sentences",
    [
        ["“双方共享数据。”（A12）", "但是……", "谁负责？！", "好的！"],
        ["他说：“好。”", "我走了（A12）。", "又来了；", "走【J3】。"],
        ["他说“好”（A12；B3）。", "（见附录）", "然后。”"][:1],
        ["我们信任他们。（J11）", "他们也是。"],
        ["版本3.5发布。", "见http://a.b/c?d=e。", "Then."],
        ["真的吗?", "当然!", "好.", "走"],
        ["嗯...", "我觉得…还行……", "对。"],
        ["价格是３．５元。", "是的．", "甲 vs. 乙。"],
        ["👍好。", "𠮷野家。"],
        ["1.我们信任。", "2.他们也是。"],
        ["（他来了。）", "“好。”", "『是。』"],
        ["Mr. Li paid 3.5 million, i.e. a lot.", "No. 3 won.", "He said no.", "We left."],
        ["U.S. firms left.", "They moved to the U.S.", "We stayed."],
        ["J. Smith et al. wrote it (J11).", "Next one. (J11)", "Third [T_BK1; J2].", "End"],
        ['He said "Yes."', '"Why?" he asked.', "'No!' she said.", "Why?", "because!"],
        ["Wait... what?", "Yes...", "But no…", "So?!", "Yes."],
        ["See www.a.com/x?y=1.", "Version 1.2.3 is out.", "Go!"],
        ["1. First.", "2. Second.", "In 2020.", "We left."],
        ["Apple Inc. makes phones.", "We met at Apple Inc.", "The firm grew, see Fig. 3.", "OK"],
        ["He left at 5 p.m. on Monday.", "She came at 6 a.m.", "Then we met Dr. Wu."],
        ["We trust them.*", "**They trust us.**", "Fine."],
        ["So did I.", "We agreed."],
    ],
)
@pytest.mark.parametrize("gap", ["", " "])
def test_sentences(sentences: list[str], gap: str) -> None:
    is_latin = any("a" <= letter <= "z" for letter in "".join(sentences))
    if is_latin and not gap:
        pytest.skip("English needs blanks between sentences")
    assert parts(gap.join(sentences)) == sentences


def test_ends_of_lines_end_sentences_unless_lines_are_wrapped() -> None:
    text = "One line\nand another.\n\nLast"
    assert parts(text) == ["One line", "and another.", "Last"]
    assert parts(text, line_ends="wrapped") == ["One line\nand another.", "Last"]


def test_paragraphs_of_wrapped_lines() -> None:
    text = (
        "The alliance between the two firms was\nformed in 2020 and has since then\ngrown.\n"
        "A new paragraph begins at this place and\n\fgoes on over the page break here.\n\n\nLast"
    )
    found = parts(text, "paragraph", line_ends="wrapped")
    assert [item.split()[0] for item in found] == ["The", "A", "Last"]
    assert found[1].endswith("page break here.")
    assert parts(text, "paragraph")[:2] == text.split("\n")[:2]
    assert parts("", "paragraph", line_ends="wrapped") == []


def test_signs_alone_stay_with_the_sentence_before() -> None:
    assert parts("好。 ——。 走") == ["好。 ——。", "走"]
    assert parts("……") == ["……"]


TEXT = "Header. More.\nAnn: One. Two.\nthree\nBo: four.\n\nEnd. Of it."
TURNS = [Segment(14, 34, "Ann"), Segment(35, 44, "Bo")]


def test_turns() -> None:
    found = segments(TEXT, "turn", turns=TURNS)
    assert [(TEXT[s.start : s.end], s.speaker) for s in found.segments] == [
        ("Header. More.", ""),
        ("Ann: One. Two.\nthree", "Ann"),
        ("Bo: four.", "Bo"),
        ("End. Of it.", ""),
    ]
    assert found.notes == ()
    sentences = segments(TEXT, "sentence", turns=TURNS).segments
    assert [(TEXT[s.start : s.end], s.speaker) for s in sentences] == [
        ("Header.", ""),
        ("More.", ""),
        ("Ann: One.", "Ann"),
        ("Two.", "Ann"),
        ("three", "Ann"),
        ("Bo: four.", "Bo"),
        ("End.", ""),
        ("Of it.", ""),
    ]
    assert found.to_frame().to_dict("list")["speaker"] == ["", "Ann", "Bo", ""]


def test_without_turns_there_are_paragraphs_and_a_note() -> None:
    found = segments("a\nb", "turn")
    assert [(item.start, item.end) for item in found.segments] == [(0, 1), (2, 3)]
    assert [note.key for note in found.notes] == ["coding.note.no_turns"]


@pytest.mark.parametrize("text", ["", " \n\t\u3000\n"])
@pytest.mark.parametrize("unit", ["turn", "paragraph", "sentence"])
def test_nothing_has_no_segments(text: str, unit: Any) -> None:
    assert segments(text, unit).segments == ()
    assert list(segments(text, unit).to_frame().columns) == ["start", "end", "speaker"]


@pytest.mark.parametrize(
    "turns",
    [
        [SimpleNamespace(start=0, end=3)],
        [SimpleNamespace(start="0", end=3, speaker="")],
        [SimpleNamespace(start=0, end=3, speaker=None)],
        [Segment(0, 3), Segment(2, 4)],
        [Segment(3, 2)],
        [Segment(-1, 2)],
        [Segment(0, 99)],
    ],
)
def test_turns_that_do_not_fit_are_refused(turns: Any) -> None:
    with pytest.raises(ConsilienceError, match="turns of segments must be records with start, end"):
        segments("abcd", "turn", turns=turns)
