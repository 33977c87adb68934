"""Words, their counts, and candidates for the term list."""

from __future__ import annotations

import math

import numpy as np
import pytest

from consilience import coding

TERM = "知识搜寻动态能力"


def test_terms_stay_whole_and_others_are_cut() -> None:
    text = f"企业的{TERM}很重要"
    assert TERM not in coding.words(text).words
    found = coding.words(text, [TERM])
    assert found.words == ("企业", "的", TERM, "很", "重要")
    assert found.start.tolist() == [0, 2, 3, 11, 12]
    assert found.term.tolist() == [False, False, True, False, False]


def test_the_longest_term_counts_then_the_first() -> None:
    terms = ["动态能力", "知识搜寻", TERM, "搜寻动态"]
    assert coding.words(TERM, terms).words == (TERM,)
    assert coding.words(TERM, terms[:2]).words == ("知识搜寻", "动态能力")
    assert coding.words("知识搜寻动态", ["知识搜寻", "搜寻动态"]).words == ("知识搜寻", "动态")
    assert coding.words("甲乙丙丁戊", ["甲乙", "乙丙丁戊"]).words == ("甲", "乙丙丁戊")
    assert coding.words("动态能力动态能力", ["动态能力"]).words == ("动态能力", "动态能力")


def test_terms_with_blanks_whatever_their_case_width_and_kind_of_blank() -> None:
    text = "A Dynamic\nCapability, DYNAMIC capability; dynamic capabilities; ＡＩ　芯片"
    found = coding.words(text, ["dynamic capability", "AI 芯片", " ", "b"][:2])
    assert [w for w, t in zip(found.words, found.term, strict=True) if t] == [
        "Dynamic\nCapability",
        "DYNAMIC capability",
        "ＡＩ　芯片",
    ]
    assert coding.words("party art", ["art"]).term.tolist() == [False, True]
    assert coding.words("die STRASSE", ["Straße"]).term.tolist() == [False, True]


def test_words_of_letters_are_never_cut() -> None:
    text = "Müller don't naïve trust-based тест 한국어 e\u0301te\u0301 3.5 5G—C'est l’art"
    assert coding.words(text).words == (
        "Müller",
        "don't",
        "naïve",
        "trust-based",
        "тест",
        "한국어",
        "e\u0301te\u0301",
        "3.5",
        "5G",
        "C'est",
        "l’art",
    )


def test_places_are_code_points_and_slices_give_the_words() -> None:
    text = "😀联盟𠮷伙伴👨‍👩‍👧 trust，信任\r\nＡＩ"
    found = coding.words(text, ["伙伴"])
    assert found.words == ("联盟", "𠮷", "伙伴", "trust", "信任", "ＡＩ")
    places = zip(found.start.tolist(), found.end.tolist(), strict=True)
    assert tuple(text[start:end] for start, end in places) == found.words
    assert found.to_frame()["word"].tolist() == list(found.words)


def test_nothing_but_blanks_and_signs_has_no_words() -> None:
    for text in ("", " \n", "，。！😀"):
        assert coding.words(text, ["信任"]).words == ()


def test_counts_by_text_with_dispersion() -> None:
    texts = {"J1": "信任 信任 Trust", "J2": "信任 trust 合作", "J3": "合作"}
    found = coding.word_counts(texts)
    assert found.words == ("信任", "trust", "合作")
    assert found.counts.tolist() == [[2, 1, 0], [1, 1, 0], [0, 1, 1]]
    assert found.sizes.tolist() == [3, 3, 1]
    # by hand: sizes 3/7, 3/7, 1/7
    by_hand = [
        (abs(2 / 3 - 3 / 7) + abs(1 / 3 - 3 / 7) + 1 / 7) / 2,
        (abs(1 / 2 - 3 / 7) * 2 + 1 / 7) / 2,
        (3 / 7 + abs(1 / 2 - 3 / 7) + abs(1 / 2 - 1 / 7)) / 2,
    ]
    assert found.dispersion.tolist() == pytest.approx(by_hand)
    assert found.to_frame().iloc[0].tolist()[:3] == ["信任", 3, 2]


def test_counts_leave_out_what_is_asked_and_keep_sizes() -> None:
    texts = ["我们的信任，我们的合作", "the trust of the partner"]
    found = coding.word_counts(texts, stop=coding.FUNCTION_WORDS, shortest=2)
    assert set(found.words) == {"信任", "合作", "trust", "partner"}
    assert found.sizes.tolist() == [6, 5]
    assert coding.word_counts(texts, minimum=2).words == ("the", "我们", "的")
    assert coding.word_counts(texts, stop=["THE", "ＴＲＵＳＴ"], shortest=4).words == ("partner",)
    none = coding.word_counts("，")
    assert none.words == ()
    assert none.to_frame().empty
    terms = coding.word_counts("动态 能力与动态能力 Dynamic  capability", ["动态能力"])
    assert terms.total[terms.words.index("动态能力")] == 1


def test_candidates_are_found_with_their_measures_by_hand() -> None:
    # runs: a x y b | c x y d | x y | e ; x and y are always together
    found = coding.term_candidates("aa xx yy bb. cc xx yy dd. xx yy. ee", minimum=2)
    assert [item.term for item in found.candidates] == ["xx yy"]
    only = found.candidates[0]
    assert (only.count, only.texts, only.words) == (3, 1, 2)
    assert only.cohesion == pytest.approx(math.log2(3 * 11 / (3 * 3)))
    assert only.left == only.right == pytest.approx(math.log2(3))
    assert only.score == pytest.approx(only.cohesion + math.log2(3))


def test_candidates_do_not_cross_punctuation_lines_or_function_words() -> None:
    assert not coding.term_candidates("联盟。网络\n联盟。网络\n联盟。网络").candidates
    text = "the partner of the firm\nsome partner of a city\nthat partner of one town"
    assert not coding.term_candidates(text).candidates
    free = coding.term_candidates(text, stop=[])
    assert "partner of" in [item.term for item in free.candidates]


def test_candidates_prefer_whole_terms_that_stand_freely() -> None:
    frames = [
        "企业重视{}。",
        "提升{}很难，",
        "{}来自学习。",
        "缺少{}就失败。",
        "讨论{}之后，",
        "{}不同于资源。",
    ]
    text = "".join(frame.format(TERM) for frame in frames)
    found = coding.term_candidates(text)
    assert found.candidates[0].term == TERM
    parts = {item.term: item for item in found.candidates}
    assert parts["动态能力"].left == 0.0  # always the same word before it
    assert not coding.term_candidates(text, [TERM]).candidates
    assert len(coding.term_candidates(text, limit=1).candidates) == 1
    assert coding.term_candidates(text, longest=2).to_frame()["words"].max() == 2


def test_candidates_no_more_frequent_than_by_chance_are_left_out() -> None:
    # three times each, of 12 words, 6 of each kind: 3 x 12 = 6 x 6
    text = "x1 x1 x1 x1 x2 x2 x2 x2 x1 x2 x1 x2"
    assert not coding.term_candidates(text, longest=2).candidates


def test_candidates_of_texts_without_words_are_none() -> None:
    found = coding.term_candidates(["", "，。"])
    assert found.to_frame().columns.tolist()[:3] == ["term", "words", "count"]
    assert np.array(found.candidates).size == 0
