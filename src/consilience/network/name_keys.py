"""What an organisation's name boils down to: core, stem, trade, region, aliases, acronyms."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from consilience.network.chinese_names import (
    chinese_parts,
    is_hollow,
    is_office,
    is_place,
    is_unspaced,
    stands_for,
)
from consilience.network.name_words import (
    ALIAS,
    COMMON,
    HOLLOW,
    INSTITUTES,
    LEGAL,
    LEGAL_FIRST,
    LEGAL_PHRASES,
    LEGAL_SPOKEN,
    ORDER_MATTERS,
    PLACES,
    REGIONS,
    SECTORS,
    SAME_WORD,
    SMALL,
    TRADE,
    WHOLE,
)

_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_LISTED_AT = re.compile(r"(?:NYSE|NASDAQ|HKEX|SEHK|SSE|SZSE|LSE|TSE|股票代码|证券代码|SH|SZ|HK)\s*[:：.]?"
                        r"\s*[A-Z0-9.]+|\d{4,6}(?:\.(?:SH|SZ|HK|SS))?", re.IGNORECASE)  # fmt: skip
_SITE = re.compile(r"\.(com|io|ai|org|net|dev|co)\b")
_MARKS = re.compile(r"[™®©]|\((?:tm|r|c)\)", re.IGNORECASE)
_GROUPS = frozenset({"groupe", "grupo", "gruppo"})
_WEAK = COMMON | PLACES | REGIONS | SMALL
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "đ": "d", "œ": "oe", "ı": "i"})


@dataclass(frozen=True)
class Keys:
    """What is compared of a name.

    ``core``: its words without legal form. ``stem``: those that set it apart. ``trade`` and
    ``region``: the words that were taken off for the stem. ``said``: the core in one spelling of
    words that have several, without small words. ``aliases``: cores of names that it gives itself;
    ``hinted``: those in brackets that nothing explains. ``acronyms`` are its own, ``short`` is the
    name if it is written as one. ``short_of``: what a Chinese short form may stand for. ``whole``:
    the organisation that it says it belongs to.
    """

    core: tuple[str, ...]
    stem: tuple[str, ...]
    trade: frozenset[str]
    region: bool
    said: tuple[str, ...]
    aliases: tuple[tuple[str, ...], ...]
    hinted: tuple[tuple[str, ...], ...]
    acronyms: frozenset[str]
    short: str
    short_of: tuple[str, ...]
    whole: str

    @property
    def unspaced(self) -> bool:
        """Whether the core is a Chinese, Japanese or Korean name."""
        return is_unspaced("".join(self.core))

    @property
    def institute(self) -> bool:
        """Whether it is a university, a bank, a ministry or the like."""
        return bool(INSTITUTES.intersection(self.said))


@cache
def name_keys(name: str) -> Keys:
    """Return what is compared of a name."""
    plain = _plain(name)
    plain, whole = _without_whole(plain)
    inside = [part.strip() for part in _BRACKETS.findall(plain)]
    outside = re.sub(r'["“”«»„]', " ", _BRACKETS.sub(_kept, plain))
    parts = [part.strip(" ,;") for part in ALIAS.split(outside)]
    kept = [part for part in parts if part] or [plain]
    told = [piece for part in inside if _tells(part) for piece in ALIAS.split(f"({part}")]
    others = [*kept[1:], *told, *(part for part in inside if _is_alias(part, kept[0]))]
    core = words_of(kept[0])
    hints = [part for part in inside if not _tells(part) and part not in others]
    region = any(_is_region(part) for part in inside)
    return _keys(kept[0], core, region, _cores(others, core), _cores(hints, core), whole)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name in small letters without accents, marks and legal forms."""
    if is_unspaced(text):
        core = chinese_parts(text).core
        return (core,) if core else ()
    words = _words(text)
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


def _keys(
    text: str,
    core: tuple[str, ...],
    region: bool,  # noqa: FBT001  # one of the parts of a name, as the others
    aliases: tuple[tuple[str, ...], ...],
    hinted: tuple[tuple[str, ...], ...],
    whole: str,
) -> Keys:
    said = in_one_spelling(core)
    if is_unspaced("".join(core)):
        parts = chinese_parts(text)
        stem, trade, short_of = (parts.stem,), parts.trade, parts.short_of
        region = region or bool(parts.place)
        acronyms, short = frozenset[str](), ""
    else:
        stem, trade, near = _stem(core)
        region, short_of = region or near, ()
        acronyms, short = _acronyms(text, core, stem), _short(text, core)
    return Keys(
        core, stem, trade, region, said, aliases, hinted, acronyms, short, short_of, whole
    )  # fmt: skip


def _plain(name: str) -> str:
    found = unicodedata.normalize("NFKC", _MARKS.sub(" ", html.unescape(name)))
    return _BRACKETS.sub(lambda part: " " if _LISTED_AT.fullmatch(part[1].strip()) else part[0], found)


def _without_whole(plain: str) -> tuple[str, str]:
    """Return the name without what it says it belongs to, and that organisation."""
    found = WHOLE.fullmatch(plain)
    if found is None:
        return plain, ""
    whole = next(text for key, text in found.groupdict().items() if key != "part" and text)
    return found["part"].strip(), whole.strip()


def _kept(part: re.Match[str]) -> str:
    """Return what stays of a bracket: hollow words and legal forms of Chinese names."""
    inside = part[1].strip()
    if inside in {"주", "株"}:
        return f"({inside})"
    return inside if is_hollow(inside) and not is_place(inside) else " "


def _tells(part: str) -> bool:
    return ALIAS.search(f"({part}") is not None


def _is_region(part: str) -> bool:
    return is_place(part) or part.casefold() in REGIONS | PLACES


def _is_alias(part: str, outside: str) -> bool:
    """Return whether bracketed text names the organisation, not its place or department."""
    if _tells(part) or _is_region(part) or is_hollow(part) or part in {"주", "株"}:
        return False
    if is_unspaced(part) != is_unspaced(outside):
        return len(part) > 1
    if is_unspaced(part):
        longs = chinese_parts(outside).short_of
        return not is_office(part) and any(stands_for(part, long) for long in longs)
    words, core = _words(part), words_of(part)
    if len(core) < len(words) and len(words_of(outside)) == len(_words(outside)):
        return core != () and core[-1] not in LEGAL
    if core and set(core) < set(words_of(outside)):
        return not INSTITUTES.intersection(core)
    known = part.casefold() in LEGAL | HOLLOW | TRADE
    if re.fullmatch(r"[A-Z][A-Za-z0-9&-]{1,7}", part) is not None and not known:
        return _letters_of(part.casefold(), "".join(_words(outside)))
    return re.fullmatch(r"[A-Z]{2,6}", outside.strip()) is not None and _letters_of(
        outside.strip().casefold(), "".join(_words(part))
    )


def _letters_of(short: str, long: str) -> bool:
    """Return whether the letters of an acronym stand in a name in order, the first one first."""
    letters = re.sub(r"[^a-z]", "", short)
    rest = iter(long)
    return bool(letters) and long[:1] == letters[0] and all(letter in rest for letter in letters)


def _cores(texts: list[str], core: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    found = (words_of(text.strip(" (),;:")) for text in texts)
    return tuple(dict.fromkeys(words for words in found if words and words != core))


def _words(text: str) -> list[str]:
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


def _stem(core: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str], bool]:
    """Return the words that set a name apart, its trades, and whether a region was taken off.

    Institutions keep all their words; so does a name of which only a common word would stay.
    """
    if INSTITUTES.intersection(in_one_spelling(core)):
        return core, frozenset(), False
    first = _stripped(core, HOLLOW)
    if len(first) == 1 and _is_weak(first):
        return core, frozenset(), False
    rest = _stripped(first, HOLLOW | TRADE | REGIONS | PLACES)
    rest = first if _is_weak(rest) else rest
    taken = core[len(rest):]
    if len(rest) > 1 and rest[0] in PLACES | _GROUPS and not _is_weak(rest[1:]):
        taken, rest = (*taken, rest[0]), rest[1:]
    trade = {SECTORS.get(word, word) for word in taken if word in TRADE} - {""}
    return rest, frozenset(trade), any(word in REGIONS | PLACES for word in taken)


def _stripped(words: tuple[str, ...], ends: frozenset[str]) -> tuple[str, ...]:
    """Return words without those of a set at the end, but at least one."""
    count = len(words)
    while count > 1 and words[count - 1] in ends:
        count -= 1
    return words[:count]


def _is_weak(words: tuple[str, ...]) -> bool:
    """Return whether words do not set an organisation apart."""
    stem = "".join(words)
    short = len(stem) < 3 and not any(letter.isdigit() for letter in stem)
    return short or words[-1] in SMALL or _WEAK.issuperset(words)


def _short(text: str, core: tuple[str, ...]) -> str:
    """Return the acronym as which a name is written, or ""."""
    letters = re.sub(r"[^A-Za-z]", "", _first_word(text))
    short = len(core) == 1 and 2 <= len(letters) <= 6 and letters.isupper()
    return core[0] if short and core[0] == letters.casefold() else ""


def _first_word(text: str) -> str:
    return next(iter(re.findall(r"[\w.&]+", text)), "")


def _acronyms(text: str, core: tuple[str, ...], stem: tuple[str, ...]) -> frozenset[str]:
    """Return the first letters of at least two words, with and without small and general ones."""
    spoken = [word for word in _words(text)[len(core) :] if word in LEGAL_SPOKEN]
    ends = range(len(stem) if core[: len(stem)] == stem else len(core), len(core) + 1)
    found = set()
    for words in (stem, *(core[:end] for end in ends), *((*core, word) for word in spoken)):
        found.add("".join(word[0] for word in words))
        found.add("".join(word[0] for word in words if word not in SMALL))
    spelled = re.findall(r"\w+", text)[: len(core)]
    inner = "".join("".join(re.findall(r"[A-Z]", word)) for word in spelled)
    if len(inner) >= 3 and len("".join(core)) > len(inner) + 2:
        found.add(inner.casefold())
    return frozenset(letters for letters in found if len(letters) >= 2)
