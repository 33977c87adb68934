"""Words in records of value and games: kinds, strengths, directions, mechanisms, origins.

Words for numbers are a convention of this program: weak is 0.33, medium 0.67, strong 1, as in a
four-value fuzzy set; against is -1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

STRENGTHS: Mapping[str, float] = {
    "none": 0.0, "无": 0.0, "neutral": 0.0, "中立": 0.0, "weak": 0.33, "low": 0.33, "弱": 0.33,
    "低": 0.33, "较弱": 0.33, "medium": 0.67, "moderate": 0.67, "中": 0.67, "中等": 0.67,
    "一般": 0.67, "strong": 1.0, "high": 1.0, "full": 1.0, "强": 1.0, "高": 1.0, "很强": 1.0,
    "for": 1.0, "support": 1.0, "支持": 1.0, "赞成": 1.0, "against": -1.0, "oppose": -1.0,
    "反对": -1.0,
}  # fmt: skip
_DIRECTIONS = {
    **dict.fromkeys(
        [
            "rising",
            "positive",
            "benefit",
            "+",
            "up",
            "true",
            "yes",
            "1",
            "正",
            "正向",
            "正向指标",
            "效益型",
            "越大越好",
            "是",
        ],
        True,
    ),
    **dict.fromkeys(
        [
            "falling",
            "negative",
            "cost",
            "-",
            "－",
            "down",
            "false",
            "no",
            "0",
            "负",
            "负向",
            "逆向",
            "负向指标",
            "逆向指标",
            "成本型",
            "越小越好",
            "否",
        ],
        False,
    ),
}
_KINDS = {
    "offer": "offer", "offers": "offer", "offered": "offer", "supply": "offer", "供给": "offer",
    "提供": "offer", "供": "offer", "need": "need", "needs": "need", "needed": "need",
    "demand": "need", "需求": "need", "需要": "need", "需": "need", "goal": "goal",
    "goals": "goal", "aim": "goal", "目标": "goal", "诉求": "goal", "constraint": "constraint",
    "constraints": "constraint", "condition": "constraint", "约束": "constraint",
    "约束条件": "constraint", "限制": "constraint",
}  # fmt: skip
_MODES = {
    "passive": "passive", "被动": "passive", "被动共享": "passive", "被动分享": "passive",
    "proactive": "proactive", "active": "proactive", "主动": "proactive",
    "主动共享": "proactive", "主动分享": "proactive", "leading": "leading", "lead": "leading",
    "引领": "leading", "引领共享": "leading", "引领分享": "leading", "主导": "leading",
}  # fmt: skip
_SHARED = {
    "economic": "economic", "经济": "economic", "经济价值": "economic", "social": "social",
    "社会": "social", "社会价值": "social", "ecological": "ecological",
    "environmental": "ecological", "生态": "ecological", "生态价值": "ecological",
    "环境": "ecological", "环境价值": "ecological",
}  # fmt: skip
_STATUSES = {
    "planned": "planned", "计划中": "planned", "计划": "planned", "拟定": "planned",
    "agreed": "agreed", "已约定": "agreed", "约定": "agreed", "已商定": "agreed",
    "in force": "in force", "running": "in force", "已实施": "in force", "实施中": "in force",
    "执行中": "in force", "suspended": "suspended", "已中止": "suspended", "中止": "suspended",
    "暂停": "suspended",
}  # fmt: skip
_DIMENSIONS = {
    "discuss": "discuss", "consultation": "discuss", "共商": "discuss", "build": "build",
    "contribution": "build", "共建": "build", "share": "share", "shared benefits": "share",
    "共享": "share",
}  # fmt: skip
_MECHANISMS = {
    "standards coordination": "standards coordination", "标准协调": "standards coordination",
    "标准协调机制": "standards coordination", "benefit distribution": "benefit distribution",
    "利益分配": "benefit distribution", "利益分配机制": "benefit distribution",
    "standard sharing": "standard sharing", "标准共享": "standard sharing",
    "标准共享机制": "standard sharing", "security": "security", "安全保障": "security",
    "安全保障机制": "security", "安全": "security",
}  # fmt: skip
_ORIGINS = {
    "constructed": "constructed", "构造": "constructed", "虚拟": "constructed",
    "assumed": "assumed", "assumption": "assumed", "假设": "assumed", "假定": "assumed",
    "cited": "cited", "literature": "cited", "引用": "cited", "文献": "cited",
    "measured": "measured", "data": "measured", "测量": "measured", "实测": "measured",
    "数据": "measured",
}  # fmt: skip
_STATISTICS = {
    "mean": "mean", "average": "mean", "均值": "mean", "平均": "mean", "平均值": "mean",
    "median": "median", "中位数": "median", "minimum": "minimum", "min": "minimum",
    "最小值": "minimum", "maximum": "maximum", "max": "maximum", "最大值": "maximum",
    "last": "last", "最后": "last", "最近": "last", "最新": "last",
}  # fmt: skip
# What the words of a field mean, by shape and field; those of an open list may be others.
CHOICES: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("propositions", "kind"): _KINDS,
    ("indicators", "rising"): _DIRECTIONS,
    ("sharing", "mode"): _MODES,
    ("sharing", "value"): _SHARED,
    ("measures", "status"): _STATUSES,
    ("parameters", "origin"): _ORIGINS,
    ("parameters", "statistic"): _STATISTICS,
}
OPEN_CHOICES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("measures", "dimension"): _DIMENSIONS,
    ("measures", "mechanism"): _MECHANISMS,
}
