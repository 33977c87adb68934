"""What an organisation's name boils down to: its core without legal forms, aliases, acronym."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEGAL = _listed(
    "inc incorporated llc ltd limited corp corporation co company gmbh ag sa sas sarl plc se ab oy"
    " oyj as asa aps bv nv pty pte pvt private pbc kg kgaa lp llp spa srl kk ev aisbl sdn bhd jsc"
    " pjsc ohg kabushiki kaisha"
)
GENERIC = _listed(
    "technologies technology tech systems system group holdings holding software services service"
    " solutions networks international global worldwide usa us america americas china japan europe"
    " uk germany india korea singapore foundation industries platforms labs enterprises studios"
    " communications association region development online netcom science semiconductor"
    " semiconductors motor motors electronics"
)
PLACES = _listed("beijing shanghai shenzhen hangzhou guangzhou nanjing hong kong taiwan")
_SMALL = _listed("of for the and de des du la le et und der die a an in")
_CHINESE_LEGAL = re.compile(
    r"(股份有限公司|有限责任公司|集团有限公司|控股有限公司|有限公司|股份公司|总公司|分公司|公司|总部)$"
)
_CHINESE_GENERIC = re.compile(
    r"(集团|控股|股份|技术|科技|网络|信息|电子|软件|实业|发展|投资|智能|通信|汽车|中国|在线|新能源|半导体)$"
)
_CHINESE_PLACE = re.compile(
    r"^(中国|北京|上海|天津|重庆|深圳|广州|杭州|南京|苏州|成都|武汉|西安|青岛|宁波|厦门|合肥|长沙|无锡"
    r"|东莞|佛山|珠海|济南|大连|沈阳|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北"
    r"|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)(省|市)?"
)
_CHINESE_INSTITUTE = re.compile(r"(大学|学院|研究院|研究所|实验室|协会|学会|联盟|医院|银行)$")
_ALIAS = re.compile(
    r"\b(?:a/?k/?a|f/?k/?a|d/?b/?a|formerly(?: known as)?|trading as|trademark|also known as)\b"
    r"|又名|曾用名|原名|简称",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(（\[]([^)）\]]*)[)）\]]?")
_SITE = re.compile(r"\.(com|io|ai|org|net|dev|co)\b")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Keys:
    """The words of the core, those of its aliases, and its acronyms ("" for none).

    ``short`` says that the name itself is written as an acronym.
    """

    core: tuple[str, ...]
    aliases: tuple[tuple[str, ...], ...]
    acronyms: tuple[str, ...]
    short: bool


def name_keys(name: str) -> Keys:
    """Return what is compared of a name."""
    plain = unicodedata.normalize("NFKC", name)
    inside = [part.strip() for part in _BRACKETS.findall(plain)]
    outside = re.sub(r'["“”]', " ", _BRACKETS.sub(" ", plain))
    parts = [part.strip() for part in _ALIAS.split(outside)]
    kept = [part for part in parts if part] or [plain]
    told = [piece for part in inside if _ALIAS.search(part) for piece in _ALIAS.split(part)]
    others = [*kept[1:], *told, *(part for part in inside if _is_alias(part, plain))]
    core = _words(kept[0])
    letters = re.sub(r"[^A-Za-z]", "", kept[0])
    aliases = tuple(words for words in map(_words, others) if words and words != core)
    short = len(core) == 1 and 3 <= len(letters) <= 6 and letters.isupper()
    return Keys(core, aliases, (_acronym(core), _acronym(significant(core))), short)


def significant(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without general ones and places at the end, but at least one."""
    found = list(words)
    while len(found) > 1 and found[-1] in GENERIC | PLACES:
        found.pop()
    while len(found) > 1 and found[0] in PLACES:
        found.pop(0)
    return tuple(found)


def brand(word: str) -> str:
    """Return a Chinese name without its place and general words, at least two characters.

    The place belongs to the name of a university, an institute, an association or a bank.
    """
    if _CHINESE_INSTITUTE.search(word):
        return word
    found = _CHINESE_PLACE.sub("", word)
    found = found if len(found) >= 2 else word
    while (shorter := _CHINESE_GENERIC.sub("", found)) != found and len(shorter) >= 2:
        found = shorter
    return found


def is_chinese(word: str) -> bool:
    """Return whether a word holds Chinese characters."""
    return _CHINESE.search(word) is not None


def _is_alias(part: str, whole: str) -> bool:
    """Return whether bracketed text names the organisation, not its place or department."""
    if is_chinese(part) != is_chinese(_BRACKETS.sub("", whole)) and len(part) > 1:
        return True
    known = part.casefold() in LEGAL | GENERIC | PLACES
    return not known and re.fullmatch(r"[A-Z][A-Z0-9&-]{2,7}", part) is not None


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a name in small letters without accents, marks and legal forms."""
    if is_chinese(text):
        whole = re.sub(r"[\s·.,，。、\-]", "", text).casefold()
        core = _CHINESE_LEGAL.sub("", whole)
        return (core or whole,) if whole else ()
    folded = unicodedata.normalize("NFKD", text.casefold())
    folded = "".join(letter for letter in folded if not unicodedata.combining(letter))
    folded = _SITE.sub(" ", folded).replace("&", " and ").replace("'", "").replace("’", "")
    folded = re.sub(r"\b(\w)\.\s?(?=\w\b)", r"\1", folded)
    words = re.findall(r"\w+", folded)
    found = words[1:] if len(words) > 1 and words[0] == "the" else words
    while len(found) > 1 and found[-1] in LEGAL | {"and"}:
        found = found[:-1]
    return tuple(found)


def _acronym(words: tuple[str, ...]) -> str:
    """Return the first letters of at least three words, small words left out."""
    letters = [word[0] for word in words if word not in _SMALL]
    return "".join(letters) if len(letters) >= 3 else ""
