"""Search and words in context: every place, in code points, also where folding changes lengths."""

from __future__ import annotations

import pytest

from consilience import coding
from consilience.errors import ArgumentError


def spans(text: str, query: str, **options: bool) -> list[tuple[int, int]]:
    found = coding.search_texts(text, query, **options)
    return list(zip(found.start.tolist(), found.end.tolist(), strict=True))


def test_one_character_emoji_and_characters_beyond_the_basic_plane_are_found() -> None:
    text = "😀信任𠮷野家👨‍👩‍👧信任\n信"
    assert spans(text, "信任") == [(1, 3), (11, 13)]
    assert spans(text, "信") == [(1, 2), (11, 12), (14, 15)]
    assert spans(text, "𠮷") == [(3, 4)]
    assert spans(text, "😀") == [(0, 1)]
    assert spans(text, "👨‍👩‍👧") == [(6, 11)]
    assert spans(text, "任\n") == [(12, 14)]


def test_hits_overlap_and_are_sorted_by_text() -> None:
    found = coding.search_texts({"J2": "人人人人", "J1": "无", "J3": "人人"}, "人人")
    assert found.to_frame().values.tolist() == [
        ["J2", 0, 2],
        ["J2", 1, 3],
        ["J2", 2, 4],
        ["J3", 0, 2],
    ]
    assert found.counts.tolist() == [3, 0, 1]


def test_case_matters_unless_it_is_ignored() -> None:
    assert spans("AI and ai", "ai") == [(7, 9)]
    assert spans("AI and ai", "Ai", ignore_case=True) == [(0, 2), (7, 9)]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("die Straße hier", "STRASSE", [(4, 10)]),
        ("STRASSE", "straße", [(0, 7)]),
        ("ß trust", "TRUST", [(2, 7)]),
        ("ßßab", "ssab", [(1, 4)]),
        ("ß", "s", []),
        ("ßs", "ss", [(0, 1)]),
        ("asßs", "sss", [(1, 3), (2, 4)]),
        ("İstanbul is big", "IS", [(9, 11)]),
        ("İx", "i̇x", [(0, 2)]),
        ("İx", "i", []),
        ("ŉ ﬃ end", "END", [(4, 7)]),
        ("oﬃce", "OFFICE", [(0, 4)]),
        ("oﬃce", "off", []),
    ],
)
def test_case_folding_keeps_the_places_of_the_text(
    text: str, query: str, expected: list[tuple[int, int]]
) -> None:
    assert spans(text, query, ignore_case=True) == expected


def test_full_width_and_half_width_forms() -> None:
    text = "ＡＩ 与 AI，ｱ　x"
    assert spans(text, "AI") == [(5, 7)]
    assert spans(text, "AI", ignore_width=True) == [(0, 2), (5, 7)]
    assert spans(text, "ai", ignore_width=True) == []
    assert spans(text, "ai", ignore_width=True, ignore_case=True) == [(0, 2), (5, 7)]
    assert spans(text, ",ア x", ignore_width=True) == [(7, 11)]


def test_whole_words_leave_out_parts_of_words_but_no_chinese() -> None:
    text = "party art-ist art中 Art arts art"
    assert spans(text, "art", whole_words=True) == [(6, 9), (14, 17), (28, 31)]
    assert spans("信任感", "信任", whole_words=True) == [(0, 2)]
    assert spans("ßart ß art", "ART", whole_words=True, ignore_case=True) == [(7, 10)]
    assert spans("e\u0301t e", "e", whole_words=True) == [(4, 5)]


def test_the_list_is_limited_but_all_are_counted() -> None:
    texts = ["aaa", "ab a", "ßa a", "a"]
    for options in ({}, {"ignore_case": True}, {"whole_words": True}):
        whole = coding.search_texts(texts, "a", **options)
        for limit in range(1, 9):
            found = coding.search_texts(texts, "a", limit=limit, **options)
            assert found.count == whole.count
            assert found.counts.tolist() == whole.counts.tolist()
            assert found.start.tolist() == whole.start.tolist()[:limit]
            assert bool(found.notes) == (limit < whole.count)
    found = coding.search_texts("aaaa", "aa", limit=1)
    assert (found.count, len(found.start)) == (3, 1)
    assert "1 of 3" in str(found.notes[0])


def test_an_index_gives_the_same_again_and_prepares_once() -> None:
    index = coding.TextIndex({"a": "Straße", "b": "ＳＴ"})
    first = coding.search_texts(index, "st", ignore_case=True, ignore_width=True)
    held = index.folded(case=True, width=True)
    assert coding.search_texts(index, "st", ignore_case=True, ignore_width=True) == first
    assert index.folded(case=True, width=True) is held
    assert first == coding.search_texts(
        {"a": "Straße", "b": "ＳＴ"}, "st", ignore_case=True, ignore_width=True
    )


def test_lone_surrogates_and_empty_texts_do_no_harm() -> None:
    assert spans("\ud83dab", "ab") == [(1, 3)]
    assert spans("\ud83dßab", "AB", ignore_case=True) == [(2, 4)]
    assert coding.search_texts(["", "a"], "a").text.tolist() == [1]
    assert coding.search_texts("", "a").to_frame().columns.tolist() == ["text", "start", "end"]


def test_words_in_context() -> None:
    found = coding.keyword_in_context(
        {"J1": "We trust them. Trust grows; entrust no one.", "J2": "没有信任，TRUST！"}, "trust", 4
    )
    assert [(line.text, line.left, line.keyword, line.right) for line in found.lines] == [
        ("J1", "We ", "trust", " the"),
        ("J1", "em. ", "Trust", " gro"),
        ("J2", "有信任，", "TRUST", "！"),
    ]
    parts = coding.keyword_in_context("entrust", "trust", whole_words=False)
    assert parts.count == 1
    assert coding.keyword_in_context("Trust", "trust", ignore_case=False).to_frame().empty
    short = coding.keyword_in_context("信任信任信任", "信任", 0, limit=2)
    assert (short.count, len(short.lines), short.lines[1].left) == (3, 2, "")
    assert "2 of 3" in str(short.notes[0])


def test_texts_need_names_of_text() -> None:
    with pytest.raises(ArgumentError, match="names"):
        coding.search_texts({1: "a"}, "a")
