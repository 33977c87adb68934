"""Where a text with blanks between words names an organisation: by legal form and by kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from consilience.network.names.words import listed

Rule = Literal["legal form", "kind"]

_FORM = (
    r"(?:Incorporated|Inc|Corporation|Corp|Company|Co|Limited|Ltd|Ltda|LLC|L\.L\.C|LLP|L\.L\.P"
    r"|LP|PLC|Plc|plc|p\.l\.c|GmbH|mbH|AG|KGaA|KG|OHG|SE|S\.E|e\.\s?V|S\.A\.B\. de C\.V"
    r"|S\.A\. de C\.V|S\. de R\.L\. de C\.V|S\.A\.S|SAS|SARL|S\.à r\.l|S\.A|SA|SpA|S\.p\.A"
    r"|S\.r\.l|Srl|S\.L|B\.V|BV|N\.V|NV|BVBA|Oyj|Oy|AB|ASA|AS|A/S|ApS|K\.K|KK|Pty|Pte|Pvt"
    r"|Private|Sdn|Bhd|Berhad|Tbk|PJSC|JSC|d\.o\.o|s\.r\.o|a\.s|Sp\. z o\.\s?o|A\.Ş|Kft|Zrt"
    r"|Nyrt|AISBL|PBC)"
)
_KIND = (
    "Group|Holdings?|University|Institutes?|Academy|College|Ministry|Council|Commission|Agency"
    "|Foundation|Association|Alliance|Consortium|Federation|Laborator(?:y|ies)|Bank|Society|Union"
    "|Bureau|Authority|Chamber|Hospital|Forum|Airlines|Airways|Technologies|Motors?|Electronics"
    "|Semiconductors?|Pharmaceuticals|Industries"
)
_HEAD = (
    "University|Institutes?|Academy|College|Ministry|Department|Council|Commission|Agency|Bank"
    "|Association|Society|Federation|Chamber|Bureau|Union|School|Center|Centre|Organi[sz]ation"
)
_LINKED = (
    "Technolog(?:y|ies)|Sciences?|Engineer(?:ing|s)|Commerce|Trade|Education|Research|Development"
    "|Industry|Information|Medicine|Space|Communications?|Telecommunications?|Energy|Environment"
    "|Transport(?:ation)?|Infrastructure|Finance|Economics|Reform|Standards|Arts|Design|Business"
    "|Innovation|Health|Labou?r|Security|Culture|Tourism|Electronics?|Machinery|Equipment"
    "|Administration|Planning|Management|Law|Forestry|Fisheries|Affairs|Technical"
)
_LETTER = r"A-Za-zÀ-ɏ0-9"  # a Chinese word may follow without a blank
_START = rf"(?<![{_LETTER}&])"
_WORD = (
    rf"(?>(?:[A-Z]\.){{2,4}}|[A-ZÀ-ÖØ-Þ][{_LETTER}'’.&+/-]{{0,30}}[{_LETTER}+]|[A-ZÀ-Þ]\.?"
    rf"|\d+[A-Z][{_LETTER}-]*|[a-z][A-Z][{_LETTER}]+)"
)
_SMALL = r"(?:of|de|du|des|del|della|für|zur|van|von|the|la|do|da)"
_GAP = r"[ \t\u00a0]{1,3}(?:\r?\n[ \t]{0,8})?|\r?\n[ \t]{0,8}"
_NAME = rf"{_WORD}(?:(?:{_GAP}|[ \t][&-][ \t]|\s(?:{_SMALL}\s){{1,2}}){_WORD}){{0,7}}"
_LEGAL = re.compile(
    rf"{_START}{_NAME}?(?:(?:,?(?:{_GAP})|,)(?:&\s?)?(?:\s?Co\.?\s)?(?:\([{_LETTER} ]+\)\s)?"
    rf"{_FORM}(?![{_LETTER}&])\.?)+(?:\s\(publ\))?"
)
_OF_KIND = re.compile(
    rf"{_START}(?:{_NAME}(?:{_GAP}))?(?:{_HEAD})\s(?:of|for)\s(?:the\s|and\s)?{_NAME}"
    rf"(?:(?:,\s(?:{_LINKED})(?:\s(?:{_LINKED}))?)*,?\sand\s(?:{_LINKED})(?:\s(?:{_LINKED}))?)?"
)
_ENDS_IN_KIND = re.compile(
    rf"{_START}{_WORD}(?:(?:{_GAP}|[ \t][&-][ \t]){_WORD}){{0,7}}?(?:{_GAP})(?:{_KIND})"
    rf"(?![{_LETTER}-])"
)
# Words with which sentences begin, and titles: capital letters, but no part of a name.
_BEFORE = listed(
    "the a an in at by with both for from and but when while after before as since our its his"
    " her their my we he she it they this that these those then later also if because although"
    " though neither either or nor only even two three four five many some all most several each"
    " every once under on of to between among during through against into like unlike until still"
    " yet so today yesterday now here there who what which why how not no mr mrs ms dr prof"
    " professor chairman president director ceo cto minister manager partners partner members"
    " member according besides including despite thanks"
)
_KIND_ALONE = re.compile(rf"(?:{_KIND}|{_HEAD}|{_FORM})\.?")


def spaced_mentions(text: str) -> Iterator[tuple[int, int, Rule]]:
    """Yield start, end and rule of each mention; they may overlap."""
    rules: tuple[tuple[re.Pattern[str], Rule], ...] = (
        (_LEGAL, "legal form"),
        (_OF_KIND, "kind"),
        (_ENDS_IN_KIND, "kind"),
    )
    for pattern, rule in rules:
        for found in pattern.finditer(text):
            start = _first_word(text, found.start(), found.end())
            end = _end(text, start, found.end(), rule)
            if start < end and not _KIND_ALONE.fullmatch(text[start:end]):
                yield start, end, rule


def _first_word(text: str, start: int, end: int) -> int:
    """Return where the name begins, behind words that only stand before it."""
    words = re.compile(r"\S+").finditer(text, start, end)
    return next((word.start() for word in words if not _stands_before(word.group())), end)


def _stands_before(word: str) -> bool:
    plain = word.rstrip(".,")
    return plain.casefold() in _BEFORE and not (plain.isupper() and len(plain) > 1)


def _end(text: str, start: int, end: int, rule: str) -> int:
    """Return where the name ends; the point of an abbreviation stays, that of a sentence not."""
    name = text[start:end]
    if rule == "legal form" and name.endswith("."):
        after = text[end : end + 2]
        dotted = re.search(r"\.\w{1,2}\.$", name) is not None
        abbreviated = re.search(r"\b(?:Inc|Ltd|Corp|Co|LLC|Ltda|Pte|Pvt|Pty|Bhd|Tbk)\.$", name)
        if not dotted and not abbreviated and (not after.strip() or after[:1].isspace()):
            return end - 1
    return start + len(name.rstrip(" ,&-" if rule == "legal form" else " ,&-."))
