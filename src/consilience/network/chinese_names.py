"""Names without blanks between words: place, brand, trade and legal form, and short forms."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
    r"|(?<=[\u3400-\u9fff]{2})(?:部|局|署|厅|院|所))$"
)
_COUNTRY = re.compile(r"^(?:中华人民共和国|中国|中國|国家|中华|中華|全国)")
_PLACES = (
    "北京 上海 天津 重庆 深圳 广州 杭州 南京 苏州 成都 武汉 西安 青岛 宁波 厦门 合肥 长沙 无锡 东莞 佛山 珠海"
    " 济南 大连 沈阳 郑州 福州 昆明 哈尔滨 长春 石家庄 太原 南昌 南宁 贵阳 兰州 海口 乌鲁木齐 呼和浩特 银川 西宁"
    " 拉萨 常州 南通 温州 绍兴 嘉兴 泉州 烟台 潍坊 徐州 惠州 中山 芜湖 株洲 河北 山西 辽宁 吉林 黑龙江 江苏 浙江"
    " 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 臺灣 台灣 内蒙古 广西 西藏 宁夏"
    " 新疆 香港 澳门 亚太 中国 中國 日本 韩国 美国 德国 英国 法国 新加坡 台北 臺北"
).split()
_PLACE = re.compile(rf"^(?:{'|'.join(_PLACES)})(?:省|市|自治区|特别行政区)?")
_HOLLOW = (
    "集团 集團 控股 股份 技术 技術 科技 实业 實業 企业 企業 发展 發展 国际 國際 开发 研发 产业 产品 制造 製造"
    " 世纪 中国 (集团) (集團) (控股) (中国) グループ ホールディングス 홀딩스 그룹"
).split()
_TRADE = (
    "网络 網路 网讯 信息 資訊 电子 電子 软件 軟體 智能 智慧 通信 通讯 汽车 汽車 自動車 在线 新能源 能源 半导体 半導體"
    " 投资 投資 计算机 系统 数字 数据 大数据 云计算 人工智能 机器人 互联网 物联网 集成电路 微电子 光电 电气 电机 電機"
    " 电器 電器 电力 電力 电网 动力 电池 材料 新材料 化工 化学 化學 石油 石化 天然气 医药 醫藥 药业 制药 製薬 新药"
    " 生物 生物技术 医疗 健康 食品 饮料 酒 乳业 钢铁 鋼鐵 有色 金属 矿业 煤炭 重工 重工業 重工业 机械 工程机械 设备 装备"
    " 精密 精密工業 工业 工業 工程 建设 建築 建筑 房地产 地产 置业 物流 快递 运输 航空 航天 航运 铁路 铁建 船舶 贸易 商贸"
    " 进出口 文化 传媒 教育 娱乐 影业 游戏 旅游 酒店 咨询 服务 管理 资产 环保 环境 水务 农业 纺织 服装 家电 家居 玩具"
    " 通信设备 移动 联通 电信 電信 铁塔 邮政 烟草 兵器 核工业 航天科技 航天科工 製作所 電器 전자 자동차 통신"
).split()
# Trades of which several firms of one name are several organisations.
_KEPT_TRADE = (
    "银行 証券 证券 保险 基金 信托 租赁 期货 人寿 财险 财产保险 资本 创投 云 终端 汽车金融 金融"
).split()
# Trades that one firm names now this, now that way.
_SECTOR = {
    word: found
    for found, words in {
        "信息": "网络 網路 网讯 資訊 软件 軟體 智能 智慧 在线 计算机 系统 数字 数据 大数据 云计算 人工智能 互联网"
        " 物联网 电子 電子 通信 通讯 通信设备",
        "汽车": "新能源 动力 电池 自動車",
        "医药": "醫藥 药业 制药 製薬 新药 生物 生物技术",
    }.items()
    for word in words.split()
}
_ENDS = sorted({*_HOLLOW, *_TRADE}, key=len, reverse=True)
_WEAK = re.compile(
    f"(?:{'|'.join(map(re.escape, [*_HOLLOW, *_TRADE, *_KEPT_TRADE]))}|第一|第二|联合|科学|工商|南方|北方)*"
)
_LAST_WORDS = sorted(
    {*_TRADE, "大学", "學院", "学院", "研究院", "研究所", "研究中心", "委员会", "协会", "学会", "银行"}
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
    bare = _without(core, _HOLLOW)[0]
    variants = tuple(dict.fromkeys((bare, _without_country(bare))))
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
    return text in _HOLLOW


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
    if plain.startswith(short) or (plain.endswith("大学") and short == plain[0] + plain[2]):
        return _of_university(short, plain)
    last, known = _last_word(plain)
    if short[-1] not in {last[0], last[-1]} or (len(short) == 2 and not known):
        return False
    before = plain[: len(plain) - len(last)]
    pieces = [before[at : at + 2] for at in range(0, len(before), 2)]
    return _takes_of_each(short, [*pieces, last])


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


def _without_country(text: str) -> str:
    rest = _COUNTRY.sub("", text)
    return rest if len(rest) >= 3 and not _is_weak(rest) else text


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
    return _without(core, _HOLLOW)[0], frozenset(), ""


def _trades(words: list[str]) -> frozenset[str]:
    return frozenset(_SECTOR.get(word, word) for word in words if word not in _HOLLOW)


def _without(text: str, words: list[str]) -> tuple[str, list[str]]:
    """Return a text without the words at its end, more than a place, and these words."""
    rest, taken = text, []
    while word := next((word for word in words if _ends_in(rest, word)), ""):
        rest = rest[: -len(word)]
        taken.append(word)
    return rest, taken


def _ends_in(text: str, word: str) -> bool:
    before = text[: -len(word)]
    return text.endswith(word) and len(before) >= 2 and not is_place(before)
