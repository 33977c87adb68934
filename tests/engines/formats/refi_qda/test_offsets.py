"""How it is told what the numbers of selections count."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import made_refi as made
from consilience.errors import UnknownNameError
from consilience.formats import refi_qda
from consilience.formats.refi_qda.offsets import Counting, Marked, decide, places
from consilience.study import quote, study_of

TEXT = "🚗 trust 𠀀 grows.\r\n后来我们信任他们🚗🚗。\r\nWe share data, they keep their word."


def counted(text: str, place: int, counting: Counting) -> int:
    """The number that stands for a place, counted sign by sign."""
    total = int(counting.mark)
    for number, sign in enumerate(text[:place]):
        after = text[number + 1 : number + 2]
        if sign == "\r" and after == "\n" and counting.line_breaks == "one":
            continue
        before = text[number - 1] if number else ""
        lone = sign == "\n" and before != "\r" and counting.line_breaks == "two"
        total += 2 if lone or (counting.unit == "utf-16" and ord(sign) > 0xFFFF) else 1
    return total


def marked(text: str, words: list[str], counting: Counting, *, quoted: bool) -> Marked:
    found = Marked(text, counting.mark)
    for one in words:
        start = text.index(one)
        found.starts.append(counted(text, start, counting))
        end = counted(text, start + len(one), counting)
        found.ends.append(end - (counting.end == "inclusive"))
        found.quotes.append(one if quoted else "")
    return found


WAYS = [
    Counting(),
    Counting(end="inclusive"),
    Counting("utf-16"),
    Counting("utf-16", end="inclusive"),
    Counting(line_breaks="one"),
    Counting("utf-16", "one"),
    Counting(mark=True),
    Counting("utf-16", "one", True, "inclusive"),
]


@pytest.mark.parametrize("counting", WAYS)
@pytest.mark.parametrize("beside", ["quotes", "nothing"])
def test_a_way_of_counting_is_told(counting: Counting, beside: str) -> None:
    quoted = beside == "quotes"
    words = ["trust", "grows", "share data", "keep", "their word", "We"]
    one = marked(TEXT, words, counting, quoted=quoted)
    decision = decide([one])
    starts, ends, inside = places(one, decision.counting)
    assert inside.all()
    found = [TEXT[start:end] for start, end in zip(starts, ends, strict=True)]
    assert found == words
    if quoted:
        assert decision.sign == "quotes"
        assert (decision.count, decision.total) == (6, 6)


def test_line_breaks_counted_twice_where_the_parser_made_them_one() -> None:
    text = TEXT.replace("\r\n", "\n")
    one = marked(text, ["share data", "word"], Counting(line_breaks="two"), quoted=True)
    assert decide([one]).counting.line_breaks == "two"


def test_a_selection_outside_tells_of_wide_signs() -> None:
    text = "🚗🚗🚗我们信任他们"
    one = Marked(text, False, [9], [12], [""])
    decision = decide([one])
    assert (decision.counting.unit, decision.sign, decision.count) == ("utf-16", "outside", 1)


def test_without_any_sign_the_standard_holds() -> None:
    assert decide([]).sign == "standard"
    assert decide([], unit="utf-16").sign == "given"
    one = Marked("我们信任他们", False, [2], [4], [""])
    assert decide([one]).counting == Counting()
    assert decide([one], end="inclusive").counting.end == "inclusive"
    assert decide([one], end="inclusive").sign == "given"


def test_shortened_quotes_and_false_quotes() -> None:
    text = "We share all of our data, they keep their word. 🚗"
    short = Marked(text, False, [0], [24], ["We share all…"])
    assert decide([short]).sign == "quotes"
    false = Marked(text, False, [0, 3], [2, 8], ["Selection 1", "Selection 2"])
    assert decide([false]).counting == Counting()


def test_places_outside_of_a_text_are_told() -> None:
    one = Marked("🚗ab", False, [-1, 0, 2, 3, 2], [1, 9, 2, 2, 4], [""] * 5)
    assert places(one, Counting())[2].tolist() == [False, False, False, False, False]
    assert places(one, Counting("utf-16"))[2].tolist() == [False, False, False, False, True]


@given(
    st.lists(
        st.sampled_from(["a", " ", "。", "信", "🚗", "𠀀", "\r\n", "\n"]), min_size=1, max_size=30
    ).map("".join),
    st.sampled_from(WAYS),
    st.data(),
)
def test_every_counting_leads_back(text: str, counting: Counting, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    numbers = [counted(text, place, counting) for place in (start, end)]
    if numbers[0] == numbers[1]:  # half of a line break that counts as one
        return
    one = Marked(
        text, counting.mark, [numbers[0]], [numbers[1] - (counting.end == "inclusive")], [""]
    )
    starts, ends, inside = places(one, counting)
    assert inside.all()
    again = [counted(text, int(place), counting) for place in np.concatenate([starts, ends])]
    assert again == numbers


@pytest.mark.parametrize("beside", ["quotes", "nothing"])
def test_a_project_of_a_browser_keeps_its_quotes(tmp_path: Path, beside: str) -> None:
    """Offsets of a browser (UTF-16), with and without quotes beside them."""
    words = ["信任他们", "share data", "keep their word"]
    parts = []
    for number, one in enumerate(words):
        start = TEXT.index(one)
        at = [counted(TEXT, place, Counting("utf-16")) for place in (start, start + len(one))]
        named = {"name": one} if beside == "quotes" else {}
        parts.append(made.selection(f"s{number}", at[0], at[1], "trust", **named))
    source = made.element(
        "TextSource", *parts, guid=made.guid("t"), name="T", plainTextPath="internal://t.txt"
    )
    path = made.archive(
        tmp_path / "b.qdpx",
        made.project(made.codebook(made.code("trust")), made.element("Sources", source)),
        {"sources/t.txt": TEXT.encode()},
    )
    study = study_of(refi_qda.read(path).records)
    assert [quote(study, one) for one in study.codings] == words
    given_study = study_of(refi_qda.read(path, unit="utf-16", end="exclusive").records)
    assert given_study.codings == study.codings
    with pytest.raises(UnknownNameError):
        refi_qda.read(path, unit="bytes")  # type: ignore[arg-type]  # on purpose
