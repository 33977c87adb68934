"""Spans found again in another version of a text."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from consilience.coding import reanchor
from consilience.coding.alignment import Alignment
from consilience.errors import ConsilienceError
from consilience.texts import LANGUAGES

OLD = (
    "问：为什么合作？\n张工：我们信任百度，也共享数据。\n问：还有呢？\n"
    "张工：好。\n问：谁负责？\n李工：好。\n"
)


def one(old: str, new: str, quote: str, *, at: int = 0, **options: Any) -> tuple[str, str | None]:
    start = old.index(quote, at)
    found = reanchor(old, new, [(start, start + len(quote))], **options).anchors[0]
    words = None if found.new_start is None else new[found.new_start : found.new_end]
    assert (found.new_start is None) == (found.new_end is None)
    for language in LANGUAGES:
        assert found.reason(language)
    return found.how, words


def test_text_before_and_behind_moves_a_span_only() -> None:
    new = "新标题\n" + OLD.replace("还有呢", "还有什么呢") + "完。"
    assert one(OLD, new, "我们信任百度，也共享数据。") == (
        "unchanged",
        "我们信任百度，也共享数据。",
    )


@pytest.mark.parametrize("at", [0, OLD.index("李工")])
def test_a_short_quote_that_occurs_twice_keeps_its_place(at: int) -> None:
    new = "开头。\n" + OLD
    start = OLD.index("好。", at)
    found = reanchor(OLD, new, [(start, start + 2)]).anchors[0]
    assert (found.how, found.new_start, found.score) == ("unchanged", start + 4, 1.0)


def test_words_put_in_at_the_border_are_not_taken_in() -> None:
    assert one("aXb", "a1X2b", "X") == ("unchanged", "X")
    assert one("ab cd ef", "ab new cd new ef", "cd") == ("unchanged", "cd")


def test_an_edited_quote() -> None:
    new = OLD.replace("我们信任百度，也共享数据", "我们非常信任百度，并共享数据")
    assert one(OLD, new, "我们信任百度，也共享数据。") == (
        "edited",
        "我们非常信任百度，并共享数据。",
    )
    assert one("The firm grew fast.", "The company grew fast.", "firm grew fast") == (
        "edited",
        "company grew fast",
    )
    assert one(OLD, new, "我们信任百度，也共享数据。", threshold=0.99) == ("changed", None)


def test_a_quote_that_moved() -> None:
    lines = OLD.split("\n")
    new = "\n".join([*lines[2:], lines[1], "完"])
    assert one(OLD, new, "我们信任百度，也共享数据。") == ("moved", "我们信任百度，也共享数据。")


def test_a_quote_that_was_removed() -> None:
    assert one(OLD, OLD.replace("张工：我们信任百度，也共享数据。\n", ""), "信任百度") == (
        "removed",
        None,
    )
    assert one(OLD, "", "信任百度") == ("removed", None)
    assert one("甲乙丙丁戊", "完全不同", "乙丙丁") == ("changed", None)


def test_two_equal_places_are_ambiguous_and_context_decides() -> None:
    old = "start. the exact quote here. end."
    twice = "x the exact quote here y the exact quote here z"
    assert one(old, twice, "the exact quote here")[0] in {"ambiguous", "unchanged"}
    old = "A\nB\nthe very same words\nC\nD"
    new = "1\nthe very same words\n2\nthe very same words\n3\nA\nB\nC\nD"
    assert one(old, new, "the very same words") == ("ambiguous", None)
    told = (
        "1\nA\nB\nxx\nC\nD\n"
        + "-" * 60
        + "A\nB\nthe very same words\nC\nD\n"
        + "the very same words"
    )
    assert one(old, told, "the very same words")[1] == "the very same words"


def test_a_removed_passage_does_not_take_the_place_of_its_twin() -> None:
    old = "first line\nthe same words\nsecond line\nthe same words\nthird line"
    new = "first line\nthe same words\nsecond line\nthird line"
    spans = [(11, 25), (38, 52)]
    assert [item.how for item in reanchor(old, new, spans).anchors] == ["unchanged", "removed"]


def test_a_short_quote_elsewhere_is_no_proof() -> None:
    old = "x\n" * 5 + "信任\n" + "y\n" * 5
    assert one(old, "x\n" * 5 + "y\n" * 5 + "别的话信任别的话\n", "信任") == ("ambiguous", None)


def test_the_result_says_how_many_are_lost() -> None:
    found = reanchor("ab cd", "ab", [(0, 2), (3, 5)])
    assert [note.values for note in found.notes] == [{"lost": 1, "spans": 2}]
    assert found.to_frame()["new_end"].isna().tolist() == [False, True]
    assert reanchor("ab", "ab", []).anchors == ()


def test_long_texts_on_one_line_are_aligned_by_sentences() -> None:
    sentences = [f"第{number}句说信任与数据{number}。" for number in range(20_000)]
    old = "".join(sentences)
    new = "".join(s.replace("信任", "互信") if n % 9 == 0 else s for n, s in enumerate(sentences))
    starts = [0, *range(9_000, 300_000, 3_000)]
    found = reanchor(old, new, [(start, start + 40) for start in starts]).anchors
    assert len(old) > 300_000
    assert {item.how for item in found} == {"unchanged", "edited"}
    assert all(item.score > 0.8 for item in found)


def test_texts_without_any_structure_end_in_time() -> None:
    for old, new in (
        ("a" * 300_000, "a" * 150_000 + "b" * 150_000),
        ("ab" * 99_999, "ba" * 99_999),
    ):
        spans = [(start, start + 40) for start in range(0, len(old) - 40, 2_000)]
        assert len(reanchor(old, new, spans).anchors) == len(spans)
    words = " ".join(map(str, range(40_000)))
    assert reanchor(words, words[::-1], [(0, 50)]).anchors[0].new_start is None


def test_blocks_of_an_alignment_are_shared_and_in_order() -> None:
    old, new = OLD * 3, OLD + "新\n" + OLD.replace("信任", "互信")
    found = Alignment(old, new).blocks
    for block in found:
        assert old[block.old : block.old + block.size] == new[block.new : block.new + block.size]
    for first, second in pairwise(found):
        assert first.old + first.size <= second.old
        assert first.new + first.size <= second.new


@pytest.mark.parametrize(
    "spans",
    [[(0, 0)], [(2, 1)], [(-1, 2)], [(0, 99)], [(0,)], [(0, 1.0)], [(True, 2)], ["ab"], [5]],
)
def test_spans_that_do_not_fit_are_refused(spans: Any) -> None:
    with pytest.raises(ConsilienceError, match="spans of reanchor must be pairs of start and end"):
        reanchor("abcd", "abcd", spans)
