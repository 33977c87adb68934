"""The words that Chinese, Japanese and Korean names of organisations are made of.

The lists are ours, a convention of this program: places, words that say nothing (*hollow*), lines
of trade, and trades of which several firms of one name are several organisations.
"""

from __future__ import annotations


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PLACES = _listed(
    "北京 上海 天津 重庆 深圳 广州 杭州 南京 苏州 成都 武汉 西安 青岛 宁波 厦门 合肥 长沙 无锡"
    " 东莞 佛山 珠海 济南 大连 沈阳 郑州 福州 昆明 哈尔滨 长春 石家庄 太原 南昌 南宁 贵阳 兰州"
    " 海口 乌鲁木齐 呼和浩特 银川 西宁 拉萨 常州 南通 温州 绍兴 嘉兴 泉州 烟台 潍坊 徐州 惠州"
    " 中山 芜湖 株洲 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东"
    " 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 臺灣 台灣 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 亚太"
    " 中国 中國 日本 韩国 美国 德国 英国 法国 新加坡 台北 臺北"
)
HOLLOW = _listed(
    "集团 集團 控股 股份 技术 技術 科技 实业 實業 企业 企業 发展 發展 国际 國際 开发 研发 产业"
    " 产品 制造 製造 世纪 中国 (集团) (集團) (控股) (中国) グループ ホールディングス 홀딩스 그룹"
)
TRADE = _listed(
    "网络 網路 网讯 信息 資訊 电子 電子 软件 軟體 智能 智慧 通信 通讯 汽车 汽車 自動車 在线"
    " 新能源 能源 半导体 半導體 投资 投資 计算机 系统 数字 数据 大数据 云计算 人工智能 机器人"
    " 互联网 物联网 集成电路 微电子 光电 电气 电机 電機 电器 電器 电力 電力 电网 动力 电池 材料"
    " 新材料 化工 化学 化學 石油 石化 天然气 医药 醫藥 药业 制药 製薬 新药 生物 生物技术 医疗"
    " 健康 食品 饮料 酒 乳业 钢铁 鋼鐵 有色 金属 矿业 煤炭 重工 重工業 重工业 机械 工程机械 设备"
    " 装备 精密 精密工業 工业 工業 工程 建设 建築 建筑 房地产 地产 置业 物流 快递 运输 航空 航天"
    " 航运 铁路 铁建 船舶 贸易 商贸 进出口 创新 文化 传媒 教育 娱乐 影业 游戏 旅游 酒店 咨询 服务"
    " 管理 资产 环保 环境 水务 农业 纺织 服装 家电 家居 玩具 通信设备 移动 联通 电信 電信 铁塔"
    " 邮政 烟草 兵器 核工业 航天科技 航天科工 製作所 電器 전자 자동차 통신"
)
# Trades of which several firms of one name are several organisations.
KEPT_TRADE = _listed(
    "银行 証券 证券 保险 基金 信托 租赁 期货 人寿 财险 财产保险 资本 创投 云 终端 汽车金融 金融"
)
SHARED = _listed("第一 第二 联合 科学 工商 南方 北方")
# Trades that one firm names now this, now that way.
SECTORS = {
    word: found
    for found, words in {
        "信息": "网络 網路 网讯 資訊 软件 軟體 智能 智慧 在线 计算机 系统 数字 数据 大数据"
        " 云计算 人工智能 互联网 物联网 电子 電子 通信 通讯 通信设备",
        "汽车": "新能源 动力 电池 自動車",
        "医药": "醫藥 药业 制药 製薬 新药 生物 生物技术",
    }.items()
    for word in words.split()
}
