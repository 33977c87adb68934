"""Code points and UTF-16 units."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest

from consilience.coding import from_utf16, utf16_offset
from consilience.errors import ArgumentError

TEXT = "a👍𠮷中\ud800b"


def test_against_the_encoder() -> None:
    lengths = [len(TEXT[:n].encode("utf-16-le", "surrogatepass")) // 2 for n in range(7)]
    assert utf16_offset(TEXT, range(7)).tolist() == lengths == [0, 1, 3, 5, 6, 7, 8]
    assert from_utf16(TEXT, lengths).tolist() == list(range(7))
    assert utf16_offset(TEXT, 3) == 5
    assert from_utf16(TEXT, np.int32(5)) == 3
    assert isinstance(utf16_offset(TEXT, 3), int)
    assert utf16_offset(TEXT, [[0, 2], [3, 6]]).shape == (2, 2)
    assert utf16_offset("", 0) == 0
    assert from_utf16("", []).tolist() == []


@pytest.mark.parametrize("wrong", [2, 4, [0, 2], [[4]]])
def test_half_a_character_is_no_place(wrong: Any) -> None:
    with pytest.raises(ArgumentError, match=r"at the border of a character, got [24]"):
        from_utf16(TEXT, wrong)


@pytest.mark.parametrize(
    "wrong", [-1, 99, 1.0, "1", None, True, [True], float("nan"), [0, -1], [1, [2]], ["a"], [0.5]]
)
def test_other_places_are_refused(wrong: Any) -> None:
    for function in (utf16_offset, from_utf16):
        with pytest.raises(ArgumentError, match="whole numbers between 0 and"):
            function(TEXT, wrong)
        with pytest.raises(ArgumentError, match=r"text of \w+ must be"):
            function(cast("str", wrong if not isinstance(wrong, str) else b"x"), 0)
