"""Segments of a text: turns, paragraphs or sentences as units of coding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from consilience import checks
from consilience.coding.sentences import sentence_spans
from consilience.errors import ArgumentError
from consilience.results import Note, Result

Unit = Literal["turn", "paragraph", "sentence"]
LineEnds = Literal["paragraph", "wrapped"]

_LINE = re.compile(r"[^\n]+")
_CLOSED = re.compile(r"[。！？.!?…：:][”’」』）)\]\"']*\s*\Z")
SHORT_LINE = 0.75
WIDTH_AT = 0.9


@dataclass(frozen=True)
class Segment:
    """A unit of a text: places in Unicode code points, ``end`` exclusive; who speaks, or empty."""

    start: int
    end: int
    speaker: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Segmentation(Result):
    """The segments of a text, in order."""

    segments: tuple[Segment, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a segment."""
        rows = [vars(item) for item in self.segments]
        return pd.DataFrame(rows, columns=["start", "end", "speaker"])


def segments(
    text: str,
    unit: Unit,
    *,
    turns: Iterable[Any] = (),
    line_ends: LineEnds = "paragraph",
) -> Segmentation:
    """Divide a text into turns, paragraphs or sentences.

    Segments never overlap, cover all text that is not blank, and neither begin nor end with white
    space. None crosses the border of a turn.

    Parameters
    ----------
    text : str
        Any text, Chinese, English or mixed.
    unit : str
        One of turn, paragraph, sentence. What lies outside of turns is divided into paragraphs
        where the unit is turn.
    turns : iterable of records with ``start``, ``end`` and ``speaker``
        In order and apart, such as the turns of a document that ``formats.read_document`` gives.
        Places between 0 and the length of the text.
    line_ends : str
        ``"paragraph"``: each line is a paragraph. ``"wrapped"``: lines end at the edge of a page,
        and a paragraph ends before a blank line, or with a line that closes with an end mark and
        is shorter than three quarters of a usual line.

    Returns
    -------
    Segmentation
        ``segments``, a ``Segment`` each, in order.

    Raises
    ------
    ArgumentError, UnknownNameError
        If an argument is not of its type, or turns overlap or leave the text.

    Examples
    --------
    >>> text = "“双方共享数据。”（A12）但是……谁负责？ Mr. Li paid 3.5 million. Fine."
    >>> [text[item.start : item.end] for item in segments(text, "sentence").segments]
    ['“双方共享数据。”（A12）', '但是……', '谁负责？', 'Mr. Li paid 3.5 million.', 'Fine.']

    References
    ----------
    Kiss and Strunk (2006), Unsupervised Multilingual Sentence Boundary Detection, for
    abbreviations and sentence starters. The rules themselves are conventions of this program: a
    sentence ends with 。！？；…… or .!? and the closing quotes and brackets and the short source
    code in brackets that follow.
    """
    owner = "segments"
    if not isinstance(text, str):
        raise ArgumentError("text", owner, "text", text)
    unit = checks.choice(unit, ("turn", "paragraph", "sentence"), "unit", owner)
    line_ends = checks.choice(line_ends, ("paragraph", "wrapped"), "line_ends", owner)
    spoken = _read_turns(turns, len(text))
    width = _usual_width(text) if line_ends == "wrapped" else 0
    found: list[Segment] = []
    for start, end, speaker, is_turn in _stretches(spoken, len(text)):
        whole = unit == "turn" and is_turn
        spans = [(start, end)] if whole else _paragraphs(text, start, end, width)
        if unit == "sentence":
            spans = [part for span in spans for part in sentence_spans(text, *span)]
        found += [Segment(*span, speaker) for span in _trimmed(text, spans)]
    no_turns = unit == "turn" and not spoken
    return Segmentation(
        segments=tuple(found),
        parameters={"unit": unit, "line_ends": line_ends, "turns": len(spoken)},
        notes=(Note("coding.note.no_turns"),) if no_turns else (),
        references=("kiss2006",),
    )


def _read_turns(turns: object, length: int) -> list[Segment]:
    if not isinstance(turns, Iterable) or isinstance(turns, str | bytes):
        raise ArgumentError("turns", "segments", "turns", turns, place=1)
    found: list[Segment] = []
    before = 0
    for place, item in enumerate(turns, start=1):
        turn = _turn(item)
        if turn is None or not before <= turn.start <= turn.end <= length:
            raise ArgumentError("turns", "segments", "turns", item, place=place)
        found.append(turn)
        before = turn.end
    return found


def _turn(item: Any) -> Segment | None:
    try:
        turn = Segment(item.start, item.end, item.speaker)
    except AttributeError:
        return None
    whole = type(turn.start) is int and type(turn.end) is int
    return turn if whole and isinstance(turn.speaker, str) else None


def _stretches(turns: list[Segment], length: int) -> Iterator[tuple[int, int, str, bool]]:
    """Yield the turns and what lies between them."""
    before = 0
    for turn in turns:
        yield before, turn.start, "", False
        yield turn.start, turn.end, turn.speaker, True
        before = turn.end
    yield before, length, "", False


def _paragraphs(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """Return the paragraphs of a stretch; of lines wrapped at a width, several lines make one."""
    lines = [match.span() for match in _LINE.finditer(text, start, end)]
    if not width:
        return lines
    found: list[tuple[int, int]] = []
    is_open = False
    for begin, stop in lines:
        line = text[begin:stop].rstrip()
        if is_open and line:
            found[-1] = (found[-1][0], stop)
        elif line:
            found.append((begin, stop))
        is_short = len(line.strip()) < SHORT_LINE * width and _CLOSED.search(line)
        is_open = bool(line) and not is_short and text[stop : stop + 2] != "\n\n"
    return found


def _usual_width(text: str) -> int:
    """Return a length of line that nine lines in ten do not exceed, at least 1."""
    lengths = sorted(len(line.strip()) for line in text.split("\n") if line.strip())
    return max(lengths[int(WIDTH_AT * (len(lengths) - 1))], 1) if lengths else 1


def _trimmed(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in spans:
        words = text[start:end]
        begin = end - len(words.lstrip())
        if begin < end:
            yield begin, start + len(words.rstrip())
