"""What two versions of a text share, by lines first and by finer pieces where lines differ."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

# Comparing costs time and memory by the product of both lengths; larger stretches stay unlike.
MOST_CELLS = 200_000_000
_PIECES = (
    re.compile(r"[^\n]*\n?"),
    re.compile(r"[^。！？.!?\n]*[。！？.!?\n]*"),
    re.compile(r"\w+|\W"),
)


@dataclass(frozen=True)
class Block:
    """A stretch that both versions share: where it begins in the old and the new, how long."""

    old: int
    new: int
    size: int


class Alignment:
    """The shared stretches of two versions, in order, and where a place of the old one went."""

    def __init__(self, old: str, new: str) -> None:
        self.blocks = _merged(_blocks(old, new, 0, 0, 0))
        self._starts = [block.old for block in self.blocks]
        self._new_starts = [block.new for block in self.blocks]
        self._ends = (len(old), len(new))

    def place(self, old: int, *, is_end: bool) -> int:
        """Return where a place went; one in a stretch that was replaced goes to its border.

        The start of a span goes past what was put in before it, its end stops before what was put
        in behind it.
        """
        number = bisect_right(self._starts, old - is_end) - 1
        block = self.blocks[number] if number >= 0 else Block(0, 0, 0)
        if old <= block.old + block.size - (not is_end):
            return block.new + old - block.old
        return self._in_gap(number, old, is_end=is_end)

    def _in_gap(self, number: int, old: int, *, is_end: bool) -> int:
        before = self.blocks[number] if number >= 0 else Block(0, 0, 0)
        last = number + 1 >= len(self.blocks)
        after = Block(*self._ends, 0) if last else self.blocks[number + 1]
        low, high = before.new + before.size, after.new
        if is_end and old == after.old:
            return high
        return min(low + old - before.old - before.size, high)

    def is_shared(self, new: int, size: int) -> bool:
        """Return whether a stretch of the new version is one of the old version, as a whole."""
        number = bisect_right(self._new_starts, new) - 1
        if number < 0:
            return False
        block = self.blocks[number]
        return new + size <= block.new + block.size


def _blocks(old: str, new: str, at_old: int, at_new: int, level: int) -> list[Block]:
    if level == len(_PIECES):
        return _characters(old, new, at_old, at_new)
    olds, news = ([piece for piece in _PIECES[level].findall(text) if piece] for text in (old, new))
    old_places, new_places = _places(olds), _places(news)
    found: list[Block] = []
    done = (0, 0)
    for first, second, size in _shared(olds, news):
        gap, other = old_places[first], new_places[second]
        if done[0] < gap and done[1] < other:
            before = old[done[0] : gap], new[done[1] : other]
            found += _blocks(*before, at_old + done[0], at_new + done[1], level + 1)
        done = old_places[first + size], new_places[second + size]
        if size:
            found.append(Block(at_old + gap, at_new + other, done[0] - gap))
    return found


def _shared(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return which pieces both share, as (place, place, how many); the last one is empty."""
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    tail = next((n for n in range(most - head) if old[-1 - n] != new[-1 - n]), most - head)
    first, second = old[head : len(old) - tail], new[head : len(new) - tail]
    found = [(0, 0, head)] if head else []
    if first and second and len(first) * len(second) <= MOST_CELLS:
        blocks = Indel.opcodes(first, second).as_matching_blocks()
        found += [(head + item.a, head + item.b, item.size) for item in blocks if item.size]
    return [*found, (len(old) - tail, len(new) - tail, tail), (len(old), len(new), 0)]


def _characters(old: str, new: str, at_old: int, at_new: int) -> list[Block]:
    return [
        Block(at_old + first, at_new + second, size)
        for first, second, size in _shared(old, new)
        if size
    ]


def _places(pieces: Sequence[str]) -> list[int]:
    places = [0]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    return places


def _merged(blocks: list[Block]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if last and last.old + last.size == block.old and last.new + last.size == block.new:
            found[-1] = Block(last.old, last.new, last.size + block.size)
        else:
            found.append(block)
    return found
