"""Which sources a manuscript cites by their codes, and where."""

from __future__ import annotations

import re
import string
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from consilience.coding.texts_given import read_terms
from consilience.errors import ArgumentError
from consilience.results import Result

CitedAs = Literal["quote", "source", "mention"]

_OPEN, _CLOSE = "（([［【〔", "）)]］】〕"
_BRACKETS = re.compile(
    rf"[{re.escape(_OPEN)}]([^{re.escape(_OPEN + _CLOSE)}\n]+)[{re.escape(_CLOSE)}]"
)
_TOKEN = re.compile(r"(?<![A-Za-z0-9_])[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*(?![A-Za-z0-9_])")
_PART = re.compile(r"[^；;，,、：:/\s]+")
_AFTER_QUOTE = re.compile(r"[”’」』\"'][。．.，,！!？?…\s]*$")
_QUOTED_CELL = re.compile(r"[“‘「『\"'].+[”’」』\"']")
_HEADING = re.compile(
    r"#{1,6}[ \t]+(?P<marked>\S.*?)[ \t#]*"
    r"|(?P<numbered>(?:\d{1,2}(?:\.\d{1,2}){0,3}[.、]?[ \t\u3000]+|[一二三四五六七八九十]{1,3}、"
    r"|[（(][一二三四五六七八九十]{1,3}[）)])[^\n。；;!?！？]{1,60})"
)
_CODE_SIGNS = string.ascii_letters + string.digits + "_-"
_NARROW = {ord(sign) + 0xFEE0: sign for sign in _CODE_SIGNS}  # full-width to ordinary


@dataclass(frozen=True)
class FoundCitation:
    """A place that names a source: its code as printed, and whether that code is known.

    ``start`` and ``end`` (exclusive) are code points of the text, ``line`` counts from 1,
    ``heading`` is the one above it. A ``"quote"`` stands right after quotation marks, a
    ``"mention"`` outside brackets.
    """

    code: str
    known: bool
    cited_as: CitedAs
    start: int
    end: int
    line: int
    heading: str


@dataclass(frozen=True, kw_only=True, eq=False)
class FoundCitations(Result):
    """Every place of a manuscript that names a source, in order."""

    places: tuple[FoundCitation, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a place."""
        names = list(FoundCitation.__dataclass_fields__)
        return pd.DataFrame([vars(one) for one in self.places], columns=names)


def citations_in(text: str, known_codes: object) -> FoundCitations:
    """Find the sources that a manuscript cites by their codes, such as ``（J11；T_BK1）``.

    In brackets every known code counts, and everything that looks like one: letters and digits
    follow each other as in a known code, and it begins with the letters of one or holds a ``_`` or
    ``-`` (a convention of this program; so hypotheses such as ``(H1)`` are left alone). Outside
    brackets only known codes count, as mentions; in a row of a table with a quote, a cell that is
    nothing but codes cites them. A range such as ``J11-J13`` cites its ends. Full-width letters
    and digits are read as ordinary ones.

    Parameters
    ----------
    text : str
        The manuscript; cells of a table stand apart by tabs.
    known_codes : list of str
        The codes of the register, at least one.

    Returns
    -------
    FoundCitations
        The places in order.

    Raises
    ------
    ArgumentError
        If the text is no text, or there are no codes.

    Examples
    --------
    >>> found = citations_in("“我们信任他们。”（J11；T_BK9）如T_BK1所述", ["J11", "T_BK1"])
    >>> [(one.code, one.known, one.cited_as) for one in found.places]
    [('J11', True, 'quote'), ('T_BK9', False, 'quote'), ('T_BK1', True, 'mention')]

    References
    ----------
    Tong, Sainsbury and Craig (2007), Consolidated Criteria for Reporting Qualitative Research,
    item 29: each quote names its participant. How a citation is told is a convention of this
    program.
    """
    owner = "citations_in"
    if not isinstance(text, str):
        raise ArgumentError("text", owner, "text", text)
    codes = read_terms(known_codes, "known_codes", owner)
    if not codes:
        raise ArgumentError("known_codes", owner, "not_empty", known_codes)
    finder = _Finder(text.translate(_NARROW), codes)
    return FoundCitations(
        places=tuple(sorted(finder.all(), key=lambda one: one.start)),
        parameters={"known_codes": list(codes)},
        references=("tong2007",),
    )


class _Finder:
    """Looks for codes in one text."""

    def __init__(self, text: str, codes: tuple[str, ...]) -> None:
        self.text = text
        self.codes = frozenset(codes)
        self.likeness = _likeness(codes)
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.headings = _headings(text)

    def all(self) -> Iterator[FoundCitation]:
        """Yield what stands in brackets, and what stands in cells or in running text."""
        for bracket in _BRACKETS.finditer(self.text):
            quoted = _AFTER_QUOTE.search(self.text[max(0, bracket.start() - 8) : bracket.start()])
            kind: CitedAs = "quote" if quoted else "source"
            for start, end, known in self.codes_of(bracket[1], bracket.start(1)):
                yield self.found(start, end, kind, known=known)
        outside = _BRACKETS.sub(lambda match: " " * len(match[0]), self.text)
        cells = list(self.citing_cells(outside))
        for start, end, known in cells:
            yield self.found(start, end, "quote", known=known)
        taken = {start for start, _, _ in cells}
        for code in self.codes:
            for start in _whole(outside, code):
                if start not in taken:
                    yield self.found(start, start + len(code), "mention", known=True)

    def codes_of(self, words: str, offset: int) -> Iterator[tuple[int, int, bool]]:
        """Yield start, end and whether it is known of each code in a bracket or cell."""
        for part in _PART.finditer(words):
            if part[0] in self.codes:
                yield offset + part.start(), offset + part.end(), True
                continue
            for token in _TOKEN.finditer(part[0]):
                at = offset + part.start() + token.start()
                yield from self.codes_of_token(token[0], at)

    def codes_of_token(self, token: str, at: int) -> Iterator[tuple[int, int, bool]]:
        """Yield a code, or those that a hyphen joins."""
        if token in self.codes:
            yield at, at + len(token), True
        elif "-" in token and not self.like(token):
            for piece in re.finditer("[^-]+", token):
                yield from self.codes_of_token(piece[0], at + piece.start())
        elif self.like(token):
            yield at, at + len(token), False

    def like(self, token: str) -> bool:
        """Tell whether something is built as a known code is."""
        letters = _leading(token)
        return any(
            shape == _shape(token) and (begins == letters or re.search("[_-]", token))
            for shape, begins in self.likeness
        )

    def citing_cells(self, text: str) -> Iterator[tuple[int, int, bool]]:
        """Yield the codes of cells that hold nothing else, beside a quote in their row."""
        for row in re.finditer(r"[^\n]*\t[^\n]*", text):
            if not _QUOTED_CELL.search(row[0]):
                continue
            for cell in re.finditer(r"[^\t]+", row[0]):
                at = row.start() + cell.start()
                found = list(self.codes_of(cell[0], at))
                held = len("".join(_PART.findall(cell[0])))
                if sum(end - start for start, end, _ in found) == held:
                    yield from found

    def found(self, start: int, end: int, kind: CitedAs, *, known: bool) -> FoundCitation:
        """Return a place with its line and heading."""
        line = bisect_right(self.lines, start)
        over = bisect_right([number for number, _ in self.headings], line)
        heading = self.headings[over - 1][1] if over else ""
        return FoundCitation(self.text[start:end], known, kind, start, end, line, heading)


def _shape(code: str) -> str:
    """Return what a code is built of: J_DY1 is A_A9."""
    return re.sub(r"\d+", "9", re.sub("[A-Za-z]+", "A", code))


def _leading(code: str) -> str:
    return code[: len(code) - len(code.lstrip(string.ascii_letters))]


def _likeness(codes: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Return shape and first letters of the codes that hold a letter and a digit."""
    mixed = (one for one in codes if re.search("[A-Za-z]", one) and re.search(r"\d", one))
    return frozenset((_shape(one), _leading(one)) for one in mixed)


def _whole(text: str, code: str) -> Iterator[int]:
    """Yield where a code stands that is no part of a longer word of letters and digits."""
    for match in re.finditer(rf"(?<![A-Za-z0-9_]){re.escape(code)}(?![A-Za-z0-9_])", text):
        yield match.start()


def _headings(text: str) -> list[tuple[int, str]]:
    """Return the line number and words of each heading."""
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        match = _HEADING.fullmatch(line.strip())
        if match:
            found.append((number, match["marked"] or match["numbered"]))
    return found
