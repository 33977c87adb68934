"""Who leads, as titles and descriptions say it in English and Chinese.

The patterns and their scores are a convention of this program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_JOINED = re.compile(
    r"\s*(?:,|，|、|;|；|和|与|及|以及|同|联合|and|&|together with|jointly with)?\s*"
    r"(?:and|&)?\s*(?:the\s+)?",
    re.IGNORECASE,
)
_LEGAL = r"(?:(?:集团|股份|有限|责任|公司|\(集团\)|（集团）)*)"
# what stands before the names
_BEFORE = (
    (0.95, r"\b(?:led|headed|spearheaded|chaired)\s+(?:jointly\s+)?by\s+(?:the\s+)?"),
    (0.95, r"\bunder\s+the\s+(?:leadership|lead)\s+of\s+(?:the\s+)?"),
    (
        0.95,
        (
            r"\b(?:lead|leading|coordinating)\s+"
            r"(?:partner|firm|company|organi[sz]ation|party|institution)"
            r"\s*(?:is|was|:|：)?\s*(?:the\s+)?"
        ),
    ),
    (0.95, r"(?:牵头|主导|领衔|组长|主持)(?:单位|方|企业|机构)?\s*(?:为|是|:|：)\s*"),
    (0.9, r"\b(?:leader|coordinator)\s*(?:is|was|:|：)\s*(?:the\s+)?"),
    (0.75, r"\b(?:coordinated|organi[sz]ed|managed)\s+(?:jointly\s+)?by\s+(?:the\s+)?"),
    (0.7, r"\b(?:initiated|launched|founded|proposed)\s+(?:jointly\s+)?by\s+(?:the\s+)?"),
)
# what stands behind the names
_AFTER = (
    (0.95, r"\s*(?:共同|联合|负责)?(?:牵头|主导|领衔|领头|带头|挂帅)"),
    (
        0.95,
        (
            r"\s*(?:作为|担任|任|系|是|为)(?:该|本)?(?:项目|联盟|合作)?的?"
            r"(?:牵头|主导|组长|理事长|盟主|链主|核心|龙头)"
        ),
    ),
    (0.95, r"\s*为(?:主导|牵头|核心|龙头|主(?!要))"),
    (0.95, r"\s*(?:的)?(?:带领|领导|引领|主导|牵头)下"),
    (
        0.95,
        r"\s+(?:jointly\s+)?(?:leads?|led(?!\s+by)|is\s+leading|takes?\s+the\s+lead|took\s+the\s+lead)\b",
    ),
    (0.9, r"\s*[(（](?:lead|leader|lead partner|coordinator|牵头|牵头单位|牵头方|主导方)[)）]"),
    (
        0.9,
        r"\s+(?:is|was|acts|acted|serves|served)\s+(?:as\s+)?(?:the\s+)?(?:lead|leader|coordinator)\b",
    ),
    (0.75, r"\s*(?:共同|联合)?(?:主持|组织实施|负责实施|统筹|总负责)"),
    (0.7, r"\s*(?:共同|联合)?(?:发起|倡议)"),
    (0.7, r"\s+(?:initiates?|initiated|coordinates?|coordinated|launch(?:es|ed))(?!\s+by)\b"),
)
_BEFORE_FOUND = [(score, re.compile(f"(?:{words})$", re.IGNORECASE)) for score, words in _BEFORE]
_AFTER_FOUND = [
    (score, re.compile(f"{_LEGAL}(?:{words})", re.IGNORECASE)) for score, words in _AFTER
]
_REACH = 60  # letters in front of a name that are looked at


@dataclass(frozen=True, slots=True)
class LeaderWords:
    """Who leads according to some words, and how surely they say so, in [0, 1]."""

    party: str
    words: str
    score: float


def leader_words(text: str, names: Mapping[str, Iterable[str]]) -> tuple[LeaderWords, ...]:
    """Return the parties that a text says lead, with the words that say so.

    Parameters
    ----------
    text
        A title or description.
    names
        The names of each party, by what it is called in the answer.

    Returns
    -------
    tuple of LeaderWords
        At most one a party, the surest words, in the order of the text.

    Examples
    --------
    >>> leader_words("The project is led by Bosch and SAP.", {"B": ["Bosch"], "S": ["SAP"]})[1]
    LeaderWords(party='S', words='led by Bosch and SAP', score=0.95)
    >>> leader_words("由华为牵头，中兴参与", {"华为": ["华为"], "中兴": ["中兴"]})
    (LeaderWords(party='华为', words='华为牵头', score=0.95),)
    """
    found: dict[str, LeaderWords] = {}
    for group in _groups(text, _mentions(text, names)):
        for score, begin, end in _told(text, group[0][0], group[-1][1]):
            for _, _, party in group:
                words = LeaderWords(party, " ".join(text[begin:end].split()), score)
                if party not in found or score > found[party].score:
                    found[party] = words
    return tuple(found.values())


def _mentions(text: str, names: Mapping[str, Iterable[str]]) -> list[tuple[int, int, str]]:
    """Return where parties are named: of overlapping names the longest."""
    parties = {
        name.casefold(): party
        for party, listed in names.items()
        for name in listed
        if len(name) > 1
    }
    if not parties:
        return []
    longest = sorted(parties, key=len, reverse=True)
    pattern = re.compile("|".join(_bounded(name) for name in longest), re.IGNORECASE)
    return [
        (one.start(), one.end(), parties[one[0].casefold()])
        for one in pattern.finditer(text)
        if one[0].casefold() in parties
    ]


def _bounded(name: str) -> str:
    """Return a pattern for a name that is no part of a longer Latin word."""
    before = r"(?<![A-Za-z0-9])" if name[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if name[-1].isascii() and name[-1].isalnum() else ""
    return f"{before}{re.escape(name)}{after}"


def _groups(text: str, mentions: list[tuple[int, int, str]]) -> list[list[tuple[int, int, str]]]:
    """Return the mentions that only words such as "and" stand between."""
    groups: list[list[tuple[int, int, str]]] = []
    for one in mentions:
        between = text[groups[-1][-1][1] : one[0]] if groups else ""
        if groups and len(between) < _REACH and _JOINED.fullmatch(between):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _told(text: str, start: int, end: int) -> list[tuple[float, int, int]]:
    """Return score, begin and end of the words around a group of names that say that it leads."""
    begin = max(0, start - _REACH)
    found = [
        (score, begin + one.start(), end)
        for score, pattern in _BEFORE_FOUND
        if (one := pattern.search(text[begin:start])) is not None
    ]
    for score, pattern in _AFTER_FOUND:
        one = pattern.match(text, end)
        if one is not None:
            found.append((score, start, one.end()))
    return found
