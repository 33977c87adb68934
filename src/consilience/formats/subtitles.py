"""Subtitles (SubRip and WebVTT) as running text with turns.

Conventions of this program: consecutive subtitles of one speaker are one line, ``Name: words``; a
subtitle that names nobody goes on with the speaker before it. Where nobody is ever named, each
subtitle is a line. Times stand in the turns, not in the text.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from itertools import pairwise

from consilience.formats.speakers import Turn, clock, labels

_TIMING = re.compile(
    r"^[ \t]*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})[ \t]*-->[ \t]*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}"
)
_VOICE = re.compile(r"<v(?:\.[^ \t>]*)?[ \t]+([^>]*)>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>|<\d[\d:.]*>|\{\\[^}\n]*\}")
_EAST_ASIAN = re.compile(
    r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…]"
)


@dataclass(frozen=True)
class _Piece:
    """Words of a subtitle, with the speaker where one is named."""

    seconds: float
    speaker: str
    words: str


def subtitle_kind(text: str) -> str:
    """Return ``"vtt"`` or ``"srt"`` by how a text begins, or an empty text."""
    lines = [line for line in text[:2000].split("\n") if line.strip()][:2]
    if lines and re.match(r"WEBVTT([ \t]|$)", lines[0]):
        return "vtt"
    return "srt" if any(_TIMING.match(line) for line in lines) else ""


def running_text(text: str) -> tuple[str, tuple[Turn, ...], int]:
    """Return the words of subtitles as text, the turns in it, and how many blocks are no words."""
    cues, dropped = _cues(text)
    pieces = _named([piece for seconds, words in cues for piece in _pieces(seconds, words)])
    lines: list[str] = []
    turns: list[Turn] = []
    place = 0
    for piece in _joined(pieces):
        line = _shown(piece)
        turns.append(Turn(place, place + len(line), piece.speaker, piece.seconds))
        lines.append(line)
        place += len(line) + 1
    return "\n".join(lines), tuple(turns), dropped


def _cues(text: str) -> tuple[list[tuple[float, str]], int]:
    found: list[tuple[float, str]] = []
    dropped = 0
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [line for line in block.split("\n") if line.strip()]
        place = next((n for n, line in enumerate(lines[:2]) if _TIMING.match(line)), None)
        if place is not None:
            timing = _TIMING.match(lines[place])
            found.append((clock(timing[1]) if timing else 0.0, "\n".join(lines[place + 1 :])))
        elif lines and not lines[0].startswith("WEBVTT"):
            dropped += 1
    return found, dropped


def _pieces(seconds: float, words: str) -> list[_Piece]:
    """Return the words of a subtitle, apart for each voice that it tags."""
    parts = _VOICE.split(words)
    voices = [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    found = [_Piece(seconds, html.unescape(name).strip(), _plain(said)) for name, said in voices]
    return [piece for piece in found if piece.words]


def _plain(words: str) -> str:
    shown = html.unescape(_TAG.sub("", words))
    lines = [re.sub(r"\s+", " ", line).strip() for line in shown.split("\n")]
    return _chained([line for line in lines if line])


def _named(pieces: list[_Piece]) -> list[_Piece]:
    """Take the names that stand before the words of a subtitle."""
    starts: dict[int, int] = {}
    place = 0
    for number, piece in enumerate(pieces):
        starts[place] = number
        place += len(piece.words) + 1
    named = list(pieces)
    for label in labels("\n".join(piece.words for piece in pieces)):
        number = starts.get(label.start, -1)
        if number >= 0 and not pieces[number].speaker:
            words = pieces[number].words[label.words - label.start :]
            named[number] = replace(pieces[number], speaker=label.speaker, words=words.strip())
    return [piece for piece in named if piece.words]


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    if not any(piece.speaker for piece in pieces):
        return pieces
    groups: list[list[_Piece]] = []
    for piece in pieces:
        if groups and piece.speaker in {"", groups[-1][0].speaker}:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [replace(g[0], words=_chained([piece.words for piece in g])) for g in groups]


def _chained(parts: list[str]) -> str:
    """Join parts of a sentence: by a blank, but by nothing between Chinese characters."""
    joined = parts[:1]
    for before, part in pairwise(parts):
        close = _EAST_ASIAN.match(before[-1:]) and _EAST_ASIAN.match(part[:1])
        joined.append(part if close else f" {part}")
    return "".join(joined)


def _shown(piece: _Piece) -> str:
    if not piece.speaker:
        return piece.words
    return f"{piece.speaker}{'：' if _EAST_ASIAN.match(piece.speaker) else ': '}{piece.words}"
