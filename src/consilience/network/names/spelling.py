"""A name as words in one spelling: without case, accents, marks and legal forms."""

from __future__ import annotations

import re
import unicodedata

from consilience.network.names.chinese import chinese_parts, is_unspaced
from consilience.network.names.words import (
    INSTITUTES,
    LEGAL,
    LEGAL_FIRST,
    LEGAL_PHRASES,
    ORDER_MATTERS,
    SAME_WORD,
    SMALL,
)

_SITE = re.compile(r"\.(com|io|ai|org|net|dev|co)\b")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "đ": "d", "œ": "oe", "ı": "i"})


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name in small letters without accents, marks and legal forms."""
    if is_unspaced(text):
        core = chinese_parts(text).core
        return (core,) if core else ()
    words = all_words(text)
    found = words[1:] if len(words) > 1 and words[0] == "the" else words
    if len(found) > 1 and found[0] in LEGAL_FIRST:
        found = found[1:]
    return tuple(_without_legal(found))


def in_one_spelling(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return words in one spelling of several, small words left out: univ of X, Universität X."""
    return tuple(SAME_WORD.get(word, word) for word in words if word not in SMALL)


def order_label(said: tuple[str, ...]) -> str:
    """Return the words of an institution in order of the alphabet, or "" where order matters."""
    if len(said) < 2 or not INSTITUTES.intersection(said) or "bank" in said:
        return ""
    return "" if len(said) == 2 and ORDER_MATTERS.intersection(said) else " ".join(sorted(said))


def all_words(text: str) -> list[str]:
    """Return the words of a name in small letters without accents and marks."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    folded = "".join(letter for letter in folded if not unicodedata.combining(letter))
    folded = _SITE.sub(" ", folded).replace("'", "").replace("’", "")
    folded = re.sub(r"\b(\w)\.\s?(?=\w\b)", r"\1", folded)
    folded = re.sub(r"\b([a-z])/([a-z])\b", r"\1\2", folded)
    folded = re.sub(r"\b(\w{1,2})\.?&(\w)\b", r"\1\2", folded).replace("&", " and ")
    return re.findall(r"\w+", folded)


def _without_legal(words: list[str]) -> list[str]:
    found = words
    while len(found) > 1:
        phrase = next((p for p in LEGAL_PHRASES if tuple(found[-len(p) :]) == p), None)
        if phrase is not None and len(found) > len(phrase):
            found = found[: -len(phrase)]
        elif found[-1] in LEGAL or found[-1] in {"and", "et"}:
            found = found[:-1]
        else:
            break
    return found
