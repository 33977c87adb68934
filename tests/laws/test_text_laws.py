"""Laws of segments, places and reanchoring, for any text."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consilience.coding import Segment, from_utf16, reanchor, segments, utf16_offset

LETTERS = st.sampled_from(list("aB1 。！？；….!?”“\"'（）()A12\n\t\u3000\f中文👍𠮷:：-\r\u2028"))
TEXTS = st.lists(LETTERS | st.characters(), max_size=120).map("".join)


@st.composite
def texts_with_turns(draw: st.DrawFn) -> tuple[str, list[Segment]]:
    text = draw(TEXTS)
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    return text, [Segment(a, b, "Ann") for a, b in zip(edges[::2], edges[1::2], strict=False)]


@given(
    texts_with_turns(),
    st.sampled_from(["turn", "paragraph", "sentence"]),
    st.sampled_from(["paragraph", "wrapped"]),
)
def test_segments_cover_what_is_not_blank_once(
    given_text: tuple[str, list[Segment]], unit: Any, line_ends: Any
) -> None:
    text, turns = given_text
    found = segments(text, unit, turns=turns, line_ends=line_ends).segments
    for item in found:
        words = text[item.start : item.end]
        assert words
        assert words == words.strip()
        for turn in turns:
            assert (
                item.end <= turn.start
                or item.start >= turn.end
                or (turn.start <= item.start and item.end <= turn.end)
            )
    for first, second in pairwise(found):
        assert first.end <= second.start
    edges = [0, *(edge for item in found for edge in (item.start, item.end)), len(text)]
    assert not "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)).strip()


@given(TEXTS, st.data())
def test_utf16_and_back(text: str, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, len(text))))
    assert from_utf16(text, utf16_offset(text, places)).tolist() == places


@given(TEXTS.filter(len), st.data())
def test_an_equal_text_changes_no_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = reanchor(text, text, [(start, end)]).anchors[0]
    assert (found.new_start, found.new_end, found.how) == (start, end, "unchanged")


@given(TEXTS, TEXTS, TEXTS.filter(len))
def test_text_around_a_text_moves_all_places_alike(before: str, after: str, text: str) -> None:
    text = f"⟦1234567{text}⟧"
    found = reanchor(text, before + text + after, [(0, len(text))]).anchors[0]
    assert found.new_start is not None
    assert found.new_end is not None
    assert (before + text + after)[found.new_start : found.new_end] == text


@given(TEXTS.filter(len), TEXTS, st.data())
def test_every_place_that_is_found_holds_what_it_says(
    old: str, new: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    found = reanchor(old, new, [(start, end)]).anchors[0]
    if found.new_start is None or found.new_end is None:
        assert found.how in {"ambiguous", "changed", "removed"}
    else:
        words = new[found.new_start : found.new_end]
        assert words.strip() == old[start:end].strip() or (found.how, found.score < 1) == (
            "edited",
            True,
        )
