"""Where a Chinese text names an organisation: by legal form and by kind of institution."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from consilience.network.names.chinese import is_place
from consilience.network.names.chinese_words import HOLLOW, TRADE
from consilience.network.names.words import listed

Rule = Literal["legal form", "kind"]

_LEGAL = (
    "股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|股份公司|总公司|株式会社|公司|集团"
)
_KIND = (
    "大学|学院|研究院|研究所|研究中心|实验室|协会|学会|百人会|委员会|银行|基金会|医院|科学院|工程院"
    "|社会科学院|证券交易所|出版社|人民政府|事务所|商会|联合会|总局|管理局|联盟"
)
_END = re.compile(rf"(?P<legal>{_LEGAL})|(?P<kind>{_KIND})")
_OFFICE = re.compile(
    "工业和信息化部|国家发展和改革委员会|国家发展改革委|发展改革委|科学技术部|科技部|工信部|发改委"
    "|商务部|财政部|教育部|交通运输部|生态环境部|自然资源部|农业农村部|国家卫生健康委员会|国资委"
    "|国家标准化管理委员会|国务院发展研究中心|国务院"
)
_LEADING = re.compile(
    r"(?:株式会社|有限会社|合同会社)[\u3040-\u30ff\u3400-\u9fffA-Za-z0-9]{2,12}?"
    r"(?=[是在和与及的，。、；：对向由]|$)"
)
_CLAUSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7afA-Za-z0-9·&（）()\-]+")
_STOP_TAGS = listed("c p u ul uj uv ud uz ug d r y e t q")
_STOP_WORDS = listed(
    "年 月 日 由 在 对 向 从 和 与 及 同 跟 或 是 为 等 被 把 将 以及"
    " 包括 其中 例如 如 比如 来自 该 原 随后 此后 据 称 说 有 一些 公司"
    " 企业 机构 组织 单位 董事长 总裁 副总裁 总经理 经理 创始人 专家 教授 学者"
    " 客户 供应商 合作伙伴 伙伴 政府 成员 旗下 上市 母公司 子公司 跨国 合资"
    " 合作 核心 龙头 本土 国有 民营 外资 著名 知名 相关 其他 大型 中小 各类"
    " 关联 同行 代表 负责人 部门 双方 各方 团队 项目"
)
_NUMBER = re.compile(
    "[0-9一二两三四五六七八九十百千万几多数]*(?:家|个|所|位|名|年|月|日|种|项)|[0-9]+|[一-龥]"
)
# Words that a name shares with things that are no organisations: 战略联盟, 子公司, 商业银行.
_GENERIC = re.compile(
    "(?:产业|战略|技术|创新|行业|商业|政策性|国家|重点|高等|高新|标准|互联网|汽车|科技|联合|控股"
    "|上市|母|子|分|总|新|大|小|本|我|贵|合资|合作|跨国|两|各|某|此|同|外|所在|股份|民营|国有|私营"
    "|外资|投资|保险|物流|供应|贸易|信息|软件|网络|电力)*"
)
_COUNTRY = re.compile("^(?:中国|国家|全国|美国|日本|德国|英国|法国|韩国|国内|国外|海外|当地)$")
_PLACE_NAMES_IT = listed("大学 银行 医院 科学院 工程院 社会科学院 证券交易所 人民政府 管理局")
_LONGEST = 40


def unspaced_mentions(text: str) -> Iterator[tuple[int, int, Rule]]:
    """Yield start, end and rule of each mention; they may overlap."""
    for found in _OFFICE.finditer(text):
        yield *found.span(), "kind"
    for found in _LEADING.finditer(text):
        yield *found.span(), "legal form"
    for clause in _CLAUSE.finditer(text):
        for start, end, rule in _in_clause(clause.group()):
            yield clause.start() + start, clause.start() + end, rule


def _in_clause(clause: str) -> Iterator[tuple[int, int, Rule]]:
    ends = [found for found in _END.finditer(clause) if not _goes_on(clause, found.end())]
    tokens = _tokens(clause) if ends else []
    for found in ends:
        start = _name_start(tokens, found.start())
        if _names_one(clause[start : found.start()], found.group()):
            yield start, found.end(), "legal form" if found["legal"] else "kind"


def _goes_on(clause: str, end: int) -> bool:
    """Return whether a legal form or a bracket with one follows: 集团（中国）有限公司."""
    rest = re.sub(r"^[（(][^（）()]{1,6}[）)]", "", clause[end:])
    return re.match(rf"(?:{_LEGAL})", rest) is not None or clause[end : end + 1] in {
        "生",
        "城",
        "路",
    }


def _tokens(clause: str) -> list[tuple[int, str, str]]:
    """Return start, word and part of speech of each word."""
    import rjieba  # noqa: PLC0415  (its dictionary loads only where Chinese text is read)

    found, at = [], 0
    for word, tag in rjieba.tag(clause):
        found.append((at, word, tag))
        at += len(word)
    return found


def _name_start(tokens: list[tuple[int, str, str]], end: int) -> int:
    """Return where the name that ends before ``end`` begins, going left word by word."""
    start = end
    before = [token for token in tokens if end - _LONGEST < token[0] < end]
    for place in range(len(before) - 1, -1, -1):
        at, word, tag = before[place]
        after_place = place > 0 and before[place - 1][2] == "ns"
        last = at + len(word) >= end and word in HOLLOW
        if not last and at + len(word) <= end and not _belongs(word, tag, after_place=after_place):
            break
        start = at
    return start


def _belongs(word: str, tag: str, *, after_place: bool) -> bool:
    """Return whether a word may belong to a name; a verb only as a trade or behind a place."""
    if word in _STOP_WORDS or word.endswith(("企业", "公司", "机构")):
        return False
    if word in HOLLOW or word in TRADE or word in "()（）·&-":
        return True
    if tag in _STOP_TAGS:
        return False
    if tag == "m":
        return after_place or _NUMBER.fullmatch(word) is None
    return after_place or tag not in {"v", "ad", "vd", "vg", "zg"}


def _names_one(body: str, kind: str) -> bool:
    """Return whether what stands before the kind sets an organisation apart."""
    plain = re.sub(r"[（(].*?[）)]", "", body)
    if len(plain) < 2 or _GENERIC.fullmatch(plain):
        return False
    if _COUNTRY.match(plain):
        return kind in {"银行", "科学院", "工程院"}
    return not is_place(plain) or kind in _PLACE_NAMES_IT
