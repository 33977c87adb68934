"""Where sentences end, in Chinese, in English, and where both are mixed.

Rules instead of a model, so that the same text always has the same sentences. All are conventions
of this program; the idea of frequent sentence starters after abbreviations is Kiss and Strunk's.
"""

from __future__ import annotations

import re

_MARKS = re.compile(r"[。！？；｡．.!?…]+")
_ALWAYS = set("。！？；｡")
_CLOSING = set("”’」』）)]】》〉»*_")
_ITEM = r"[A-Za-z][A-Za-z_]{0,7}-?\d{1,4}[A-Za-z]?"
# A short source code after a quote: （A12）, (J11), [T_BK1; J2]
_CODE = re.compile(
    rf"[ \t\u3000]*[（(\[【]{_ITEM}(?:[ ]?[,，;；、/][ ]?{_ITEM})*[)）\]】][。.；;！!？?]?"
)
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff“‘（《「『【〔]")
_TOKEN = re.compile(r"[A-Za-z.&\d]+\Z")
_NEXT = re.compile(r"\s+[\"'“‘(（\[*_]*(\w+)?")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]")
_TITLES = "mr mrs ms messrs dr prof gen col rep sen hon rev e.g i.e eg ie vs cf viz approx resp"
_NUMBERED = "no nos fig figs eq eqs sec ch chap vol p pp art para ed"
_OFTEN_LAST = "etc al inc ltd co corp jr sr st dept univ ph.d"
_NEVER, _BEFORE_NUMBERS, _SOMETIMES = (
    frozenset(words.split()) for words in (_TITLES, _NUMBERED, _OFTEN_LAST)
)
_STARTER_WORDS = (
    "a after all also although an and another as at because before both but did do does each "
    "finally first for from he her here his how however i if in is it its let many most my no not "
    "now on once one or our second she since so some that the their then there these they this "
    "those to was we well were what when where which while who why with yes you your"
)
_STARTERS = set(_STARTER_WORDS.split())


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where the sentences of a paragraph begin and end, without gaps between them."""
    spans: list[tuple[int, int]] = []
    begin, quotes, counted = start, 0, start
    place = start
    while match := _MARKS.search(text, place, end):
        quotes += text.count('"', counted, match.end())
        counted = match.end()
        after = _closed(text, match.end(), end, is_quoted=quotes % 2 == 1)
        place = max(after, match.end())
        if _is_end(text, match, begin, after, end):
            code = _CODE.match(text, after, end)
            place = code.end() if code else after
            _add(text, spans, begin, place, start)
            begin = place
    _add(text, spans, begin, end, start)
    return spans


def _add(text: str, spans: list[tuple[int, int]], begin: int, end: int, start: int) -> None:
    """Add a sentence; what holds no letter or number goes to the sentence before."""
    if not text[begin:end].strip():
        return
    has_words = any(character.isalnum() for character in text[begin:end])
    if spans and begin > start and not has_words:
        spans[-1] = (spans[-1][0], end)
    else:
        spans.append((begin, end))


def _closed(text: str, place: int, end: int, *, is_quoted: bool) -> int:
    """Return the place after the quotes and brackets that close there."""
    while place < end:
        letter = text[place]
        is_straight = letter == '"' and is_quoted
        is_single = letter == "'" and not text[place + 1 : min(place + 2, end)].isalnum()
        if letter not in _CLOSING and not is_straight and not is_single:
            break
        is_quoted = is_quoted and not is_straight
        place += 1
    return place


def _is_end(text: str, match: re.Match[str], begin: int, after: int, end: int) -> bool:
    marks = match[0]
    if marks == "；" and _is_in_brackets(text, begin, match.start()):
        return False
    if _ALWAYS & set(marks) or marks.count("…") > 1 or after >= end:
        return True
    is_han = _HAN.match(text, after) is not None
    if not is_han and not text[after].isspace():
        return False
    following = _NEXT.match(text, after, end)
    word = (following[1] or "") if following else ""
    is_lower = word[:1].islower()
    if "?" in marks or "!" in marks:
        return not (is_lower and after > match.end())
    if len(marks) > 1 or marks == "…":
        return not is_lower and (not is_han or marks != "…")
    return not is_lower and not _is_abbreviation(text, match.start(), begin, word, is_han=is_han)


def _is_in_brackets(text: str, begin: int, place: int) -> bool:
    opened = max(text.rfind(sign, begin, place) for sign in "（([")
    return opened > max(text.rfind(sign, begin, place) for sign in "）)]")


def _is_abbreviation(text: str, dot: int, begin: int, word: str, *, is_han: bool) -> bool:
    """Return whether a full stop belongs to an abbreviation, an initial or a list's number."""
    found = _TOKEN.search(text, max(begin, dot - 24), dot)
    token = found[0] if found else ""
    if token.isdigit():
        return not text[begin : dot - len(token)].strip()
    folded = token.casefold()
    if folded in _NEVER:
        return True
    if folded in _BEFORE_NUMBERS:
        return word[:1].isdigit()
    is_open = folded in _SOMETIMES or _INITIALS.fullmatch(token) is not None
    return is_open and not is_han and word.casefold() not in _STARTERS
