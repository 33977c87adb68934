"""Laws of search and words: nothing is missed, places are right, order changes nothing."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from consilience import coding

LETTERS = st.text(st.sampled_from("ab AßİﬁＡｱＢ信任😀𠮷\n.ŉ"), max_size=30)
QUERIES = st.text(st.sampled_from("abAsSßİﬁＡ信任😀𠮷 "), min_size=1, max_size=3)
CHINESE = st.text(st.sampled_from("知识搜寻动态能力很重要，。 ab'-1😀é"), max_size=40)
TERMS = st.lists(st.sampled_from(["动态能力", "知识搜寻", "搜寻动态", "ab", "很重"]), max_size=4)


@given(text=LETTERS, query=QUERIES)
@settings(deadline=None)
def test_search_finds_what_slicing_finds(text: str, query: str) -> None:
    found = coding.search_texts(text, query)
    size = len(query)
    expected = [p for p in range(len(text) - size + 1) if text[p : p + size] == query]
    assert found.start.tolist() == expected
    assert found.count == len(expected)
    assert (found.end - found.start == size).all()


@given(text=LETTERS, query=QUERIES)
@settings(deadline=None)
def test_without_case_a_hit_is_a_piece_that_folds_to_the_query(text: str, query: str) -> None:
    found = coding.search_texts(text, query, ignore_case=True)
    wanted = query.casefold()
    expected = [
        (start, end)
        for start in range(len(text))
        for end in range(start + 1, len(text) + 1)
        if text[start:end].casefold() == wanted
    ]
    assert list(zip(found.start.tolist(), found.end.tolist(), strict=True)) == expected


@given(text=CHINESE, terms=TERMS)
@settings(deadline=None)
def test_words_stand_in_order_and_only_signs_are_left_out(text: str, terms: list[str]) -> None:
    found = coding.words(text, terms)
    last = 0
    for word, start, end in zip(found.words, found.start.tolist(), found.end.tolist(), strict=True):
        assert text[start:end] == word
        assert start < end
        assert not any(character.isalnum() for character in text[last:start])
        last = end
    assert not any(character.isalnum() for character in text[last:])
    assert coding.words(text, terms[::-1]).words == found.words


@given(texts=st.lists(CHINESE, min_size=1, max_size=4), terms=TERMS)
@settings(deadline=None)
def test_counts_add_up(texts: list[str], terms: list[str]) -> None:
    found = coding.word_counts(texts, terms)
    assert found.counts.sum() == found.sizes.sum()
    assert found.sizes.tolist() == [len(coding.words(text, terms).words) for text in texts]
    assert ((found.dispersion >= 0) & (found.dispersion < 1)).all()
    turned = coding.word_counts(texts[::-1], terms)
    assert turned.words == found.words
    assert (turned.counts[:, ::-1] == found.counts).all()


@given(texts=st.lists(CHINESE, min_size=1, max_size=4))
@settings(deadline=None)
def test_candidates_stand_in_the_texts_as_often_as_is_said(texts: list[str]) -> None:
    for item in coding.term_candidates(texts, minimum=2, stop=[]).candidates:
        # words count as one sequence with and without a blank between them
        closed = [text.casefold().replace(" ", "") for text in texts]
        found = coding.search_texts(closed, item.term.replace(" ", ""))
        assert found.count >= item.count >= 2
        assert item.texts <= len(texts)
        assert 0 <= min(item.left, item.right) <= math.log2(item.count) + 1e-9


@given(
    texts=st.lists(LETTERS.filter(str.strip), min_size=4, max_size=12),
    random=st.randoms(use_true_random=False),
)
@settings(deadline=None, max_examples=40)
def test_order_of_examples_changes_no_suggestion(texts: list[str], random: object) -> None:
    codes = [("trust", "cost")[place % 2] for place in range(len(texts))]
    order = sorted(range(len(texts)), key=lambda _: random.random())  # type: ignore[attr-defined]  # a random.Random
    segments = ["ab 信任", "", *texts[:2]]
    first, second = (
        coding.suggest(
            [texts[place] for place in places],
            [codes[place] for place in places],
            segments,
            min_examples=1,
            repeats=1,
        )
        for places in (range(len(texts)), order)
    )
    assert first.codes == second.codes
    for one, other in zip(first.segments, second.segments, strict=True):
        assert [item.code for item in one.ranked] == [item.code for item in other.ranked]
        for a, b in zip(one.ranked, other.ranked, strict=True):
            assert math.isclose(a.score, b.score, abs_tol=1e-9)
