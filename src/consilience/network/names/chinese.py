"""Names without blanks between words: place, brand, trade and legal form, and short forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from consilience.network.names.chinese_words import (
    HOLLOW,
    KEPT_TRADE,
    PLACES,
    SECTORS,
    SHARED,
    TRADE,
)

_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LEGAL_LAST = re.compile(
    r"(?:股份有限公司|有限责任公司|責任有限公司|有限責任公司|集团公司(?=$)|有限公司|股份公司|总公司|總公司"
    r"|公司|有限合伙|株式会社|株式會社|有限会社|合同会社|주식회사|유한회사|\(주\)|\(株\))$"
)
_LEGAL_FIRST = re.compile(
    r"^(?:株式会社|有限会社|合同会社|一般社団法人|公益財団法人|一般財団法人|公益社団法人|独立行政法人"
    r"|国立研究開発法人|国立大学法人|学校法人|주식회사|유한회사|재단법인|사단법인|\(주\)|\(株\))"
)
_BRANCH_OFFICE = re.compile(r"(?:分公司|子公司|办事处|事业部|总部|分行|支行|营业部)$")
_INSTITUTE = re.compile(
    r"(?:大学|大學|学院|學院|研究院|研究所|研究中心|实验室|實驗室|协会|協會|学会|學會|联盟|聯盟|医院"
    r"|醫院|银行|銀行|委员会|基金会|科学院|工程院|中学|小学|商会|总局|管理局|交易所|博物馆|图书馆"
    r"|(?<=[\u3400-\u9fff]{2})(?:部|局|署|厅|院|(?<![製制]作)所))$"
)
_COUNTRY = re.compile(r"^(?:中华人民共和国|中国|中國|国家|中华|中華|全国)")
_PLACE = re.compile(rf"^(?:{'|'.join(PLACES)})(?:省|市|自治区|特别行政区)?")
_ENDS = sorted({*HOLLOW, *TRADE}, key=len, reverse=True)
_WEAK = re.compile(f"(?:{'|'.join(map(re.escape, (*HOLLOW, *TRADE, *KEPT_TRADE, *SHARED)))})*")
_LAST_WORDS = sorted(
    {
        *TRADE,
        "大学",
        "學院",
        "学院",
        "研究院",
        "研究所",
        "研究中心",
        "委员会",
        "协会",
        "学会",
        "银行",
    }
    | {"科学院", "工程院", "交易所", "集团", "医院", "联盟", "基金会"},
    key=len,
    reverse=True,
)
_JOINING = re.compile(r"[和与及第]")


@dataclass(frozen=True)
class ChineseParts:
    """What a name without blanks is made of; ``stem`` is what sets it apart.

    ``short_of`` holds what a short form may stand for: the name without hollow words at its end,
    and that without its country.
    """

    core: str
    stem: str
    trade: frozenset[str]
    place: str
    short_of: tuple[str, ...]


def is_unspaced(text: str) -> bool:
    """Return whether a text holds Chinese, Japanese or Korean characters."""
    return _SCRIPT.search(text) is not None


def chinese_parts(text: str) -> ChineseParts:
    """Return the parts of a name; brackets are gone but for hollow words in them."""
    whole = re.sub(r"[\s·.,，。、\-\"“”]", "", text).casefold()
    core = _without_legal(whole)
    if _BRANCH_OFFICE.search(core):
        return ChineseParts(core, core, frozenset(), "", ())
    bare = _without(core, HOLLOW)[0]
    home = _COUNTRY.sub("", bare)
    variants = (bare, home) if len(home) >= 3 and home != bare else (bare,)
    if _INSTITUTE.search(bare):
        return ChineseParts(core, _institute(bare), frozenset(), "", variants)
    stem, trade, place = _brand(core)
    return ChineseParts(core, stem, trade, place, variants)


def is_place(text: str) -> bool:
    """Return whether a text is the name of a place of the list."""
    found = _PLACE.match(text)
    return found is not None and found.end() == len(text)


def is_own(text: str) -> bool:
    """Return whether a text sets an organisation apart: neither a place nor words of trade."""
    return len(text) >= 2 and not is_place(text) and not _is_weak(text)


def is_hollow(text: str) -> bool:
    """Return whether a text is a word that sets no organisation apart."""
    return text in HOLLOW


def is_office(text: str) -> bool:
    """Return whether a text names an office or unit of an organisation."""
    return _BRANCH_OFFICE.search(text) is not None or _INSTITUTE.search(text) is not None


def stands_for(short: str, long: str) -> bool:
    """Return whether one name may be the short form of another: 中科院 of 中国科学院.

    The long name is cut into its last word and pieces of two characters before it; the short one
    takes at least one character of each, in order, begins as it begins, and ends with the first or
    last character of the last word. A short form of two characters ends with a known kind.
    """
    plain = _JOINING.sub("", long)
    if not 2 <= len(short) < len(plain) or short[0] != plain[0]:
        return False
    if _of_university(short, plain):
        return True
    last, known = _last_word(plain)
    if short[-1] not in {last[0], last[-1]} or (len(short) == 2 and not known):
        return False
    before = plain[: len(plain) - len(last)]
    pieces = [before[at : at + 2] for at in range(0, len(before), 2)]
    if len(pieces) > 1 and len(pieces[-1]) == 1:  # 信息化
        pieces[-2:] = [pieces[-2] + pieces[-1]]
    return _takes_of_each(short, [*pieces, last])


def short_form_ends(long: str) -> set[str]:
    """Return the first and the last character that a short form of a name may have, joined."""
    plain = _JOINING.sub("", long)
    if len(plain) < 3:
        return set()
    last, _ = _last_word(plain)
    university = plain[1:3] if plain.endswith("大学") else ""
    return {plain[0] + end for end in {last[0], last[-1], *university}}


def _of_university(short: str, long: str) -> bool:
    """Return whether a name of two characters is said for a university: 清华, 北航, 北大."""
    begins = long == f"{short}大学" and is_own(short)
    return begins or (long.endswith("大学") and short == long[0] + long[2] and len(long) != 6)


def _takes_of_each(short: str, pieces: list[str]) -> bool:
    """Return whether a text is made of at least one character of each piece, in order."""
    reached = {0}
    for piece in pieces:
        reached = {
            at + length
            for at in reached
            for length in range(1, len(piece) + 1)
            if _is_within(short[at : at + length], piece, length)
        }
    return len(short) in reached


def _is_within(taken: str, piece: str, length: int) -> bool:
    rest = iter(piece)
    return len(taken) == length and all(letter in rest for letter in taken)


def _last_word(text: str) -> tuple[str, bool]:
    for word in _LAST_WORDS:
        if text.endswith(word) and len(text) > len(word):
            return word, True
    return (text[-1], True) if _INSTITUTE.search(text) else (text[-2:], False)


def _without_legal(whole: str) -> str:
    found = _LEGAL_FIRST.sub("", whole) or whole
    if _BRANCH_OFFICE.search(found):
        return found
    shorter = _LEGAL_LAST.sub("", found)
    return shorter if len(shorter) >= 2 else found


def _institute(bare: str) -> str:
    """Return a bank without its country (中国建设银行); other institutions as they are."""
    rest = _COUNTRY.sub("", bare)
    return rest if rest.endswith("银行") and len(rest) >= 4 else bare


def _is_weak(text: str) -> bool:
    """Return whether a text is made of words that many organisations share."""
    return _WEAK.fullmatch(text) is not None


def _brand(core: str) -> tuple[str, frozenset[str], str]:
    """Return what sets a firm apart, its trades, and its place.

    Words are taken off its end as long as more than a place stays: 上海汽车集团 stays 上海汽车.
    """
    rest, taken = _without(core, _ENDS)
    found = _PLACE.match(rest)
    place = found.group() if found else ""
    if place and is_own(rest[len(place) :]):
        return rest[len(place) :], _trades(taken), place
    if place or is_own(rest):
        return rest, _trades(taken), ""
    return _without(core, HOLLOW)[0], frozenset(), ""


def _trades(words: list[str]) -> frozenset[str]:
    return frozenset(SECTORS.get(word, word) for word in words if word not in HOLLOW)


def _without(text: str, words: Iterable[str]) -> tuple[str, list[str]]:
    """Return a text without the words at its end, more than a place, and these words."""
    rest, taken = text, []
    while word := next((word for word in words if _ends_in(rest, word)), ""):
        rest = rest[: -len(word)]
        taken.append(word)
    return rest, taken


def _ends_in(text: str, word: str) -> bool:
    before = text[: -len(word)]
    return text.endswith(word) and len(before) >= 2 and not is_place(before)
