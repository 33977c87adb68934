"""What an organisation's name boils down to: core, stem, trade, region, aliases, acronyms."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from consilience.network.names.chinese import (
    chinese_parts,
    is_hollow,
    is_office,
    is_place,
    is_unspaced,
    stands_for,
)
from consilience.network.names.spelling import all_words, in_one_spelling, words_of
from consilience.network.names.words import (
    ALIAS,
    COMMON,
    HOLLOW,
    INSTITUTES,
    LEGAL,
    LEGAL_SPOKEN,
    PLACES,
    REGIONS,
    SECTORS,
    SMALL,
    TRADE,
    WHOLE,
)

_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_LISTED_AT = re.compile(
    r"(?:NYSE|NASDAQ|HKEX|SEHK|SSE|SZSE|LSE|TSE|股票代码|证券代码|SH|SZ|HK)\s*[:：.]?\s*[A-Z0-9.]+"
    r"|\d{4,6}(?:\.(?:SH|SZ|HK|SS))?",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[™®©]|\((?:tm|r|c)\)", re.IGNORECASE)
_LONGEST_TOLD = 300  # a longer text is a sentence, and the pattern is slow on it
_GROUPS = frozenset({"groupe", "grupo", "gruppo"})
_WEAK = COMMON | PLACES | REGIONS | SMALL


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
    aliases: tuple[tuple[str, ...], ...] = ()
    hinted: tuple[tuple[str, ...], ...] = ()
    acronyms: frozenset[str] = frozenset()
    short: str = ""
    short_of: tuple[str, ...] = ()
    whole: str = ""

    @property
    def unspaced(self) -> bool:
        """Whether the core is a Chinese, Japanese or Korean name."""
        return is_unspaced("".join(self.core))


@lru_cache(maxsize=20_000)
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
    keys = _unspaced_keys(kept[0], core) if is_unspaced(kept[0]) else _spaced_keys(kept[0], core)
    return replace(
        keys,
        region=keys.region or any(_is_region(part) for part in inside),
        aliases=_cores(others, core),
        hinted=_cores(hints, core),
        whole=whole,
    )


def _unspaced_keys(text: str, core: tuple[str, ...]) -> Keys:
    parts = chinese_parts(text)
    return Keys(core, (parts.stem,), parts.trade, bool(parts.place), core, short_of=parts.short_of)


def _spaced_keys(text: str, core: tuple[str, ...]) -> Keys:
    stem, trade, region = _stem(core)
    said, acronyms = in_one_spelling(core), _acronyms(text, core, stem)
    return Keys(core, stem, trade, region, said, acronyms=acronyms, short=_short(text, core))


def _plain(name: str) -> str:
    found = unicodedata.normalize("NFKC", _MARKS.sub(" ", html.unescape(name)))
    return _BRACKETS.sub(
        lambda part: " " if _LISTED_AT.fullmatch(part[1].strip()) else part[0], found
    )


def _without_whole(plain: str) -> tuple[str, str]:
    """Return the name without what it says it belongs to, and that organisation."""
    found = WHOLE.fullmatch(plain) if len(plain) <= _LONGEST_TOLD else None
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
    words, core = all_words(part), words_of(part)
    if len(core) < len(words) and len(words_of(outside)) == len(all_words(outside)):
        return core != () and core[-1] not in LEGAL
    if core and set(core) < set(words_of(outside)):
        return not INSTITUTES.intersection(core)
    known = part.casefold() in LEGAL | HOLLOW | TRADE
    if re.fullmatch(r"[A-Z][A-Za-z0-9&-]{1,7}", part) is not None and not known:
        return _letters_of(part.casefold(), "".join(all_words(outside)))
    return re.fullmatch(r"[A-Z]{2,6}", outside.strip()) is not None and _letters_of(
        outside.strip().casefold(), "".join(all_words(part))
    )


def _letters_of(short: str, long: str) -> bool:
    """Return whether the letters of an acronym stand in a name in order, the first one first."""
    letters = re.sub(r"[^a-z]", "", short)
    rest = iter(long)
    return bool(letters) and long[:1] == letters[0] and all(letter in rest for letter in letters)


def _cores(texts: list[str], core: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    found = (words_of(text.strip(" (),;:")) for text in texts)
    return tuple(dict.fromkeys(words for words in found if words and words != core))


def _stem(core: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str], bool]:
    """Return the words that set a name apart, its trades, and whether a region was taken off.

    Institutions keep all their words; so does a name of which only a common word would stay.
    """
    if INSTITUTES.intersection(in_one_spelling(core)):
        return core, frozenset(), False
    first = _stripped(core, HOLLOW)
    if len(first) == 1 and _is_weak(first):
        return core, frozenset(), False
    rest = _stripped(first, HOLLOW | TRADE | REGIONS | PLACES | LEGAL)
    rest = first if _is_weak(rest) else rest
    taken = core[len(rest) :]
    if len(rest) > 1 and rest[0] in PLACES | _GROUPS and not _is_weak(rest[1:]):
        taken, rest = (*taken, rest[0]), rest[1:]
    trade = {SECTORS.get(word, word) for word in taken if word in TRADE} - {""}
    return rest, frozenset(trade), any(word in REGIONS | PLACES for word in taken)


def _stripped(words: tuple[str, ...], ends: frozenset[str]) -> tuple[str, ...]:
    """Return words without those of a set at the end, but at least one."""
    count = len(words)
    while count > 1 and (words[count - 1] in ends or _of_continent(words, count)):
        count -= 1
    return words[:count]


def _of_continent(words: tuple[str, ...], count: int) -> bool:
    return words[count - 1] in {"north", "south", "latin"} and words[count:][:1] == ("america",)


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
    spoken = [word for word in all_words(text)[len(core) :] if word in LEGAL_SPOKEN]
    ends = range(len(stem) if core[: len(stem)] == stem else len(core), len(core) + 1)
    found = set()
    for words in (stem, *(core[:end] for end in ends), *((*core, word) for word in spoken)):
        found.add("".join(word[0] for word in words))
        found.add("".join(word[0] for word in words if word not in SMALL))
    spelled = re.findall(r"\w+", text)[: len(core)]
    inner = "".join("".join(re.findall(r"[A-Z]", word)) for word in spelled)
    if len(inner) >= 3 and len("".join(core)) > len(inner) + 2:
        found.add(inner.casefold())
    plain = "".join(word[0] for word in core if word not in SMALL)
    return frozenset(
        letters for letters in found if len(letters) >= 3 or letters == plain != plain[:1]
    )
