"""What the columns of records of value and games are called, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping

_ORGANISATION = (
    "organisation organization member company firm org party institution organisation_name"
    " organization_name member_name name 组织 组织名称 成员 成员单位 单位名称 企业 企业名称 公司"
    " 机构 机构名称 参与方 主体 名称"
)
_COLLABORATION = (
    "collaboration project project_code project_title alliance collaboration_code 合作 合作名称"
    " 合作项目 项目 项目名称 项目编号 合作编号"
)
_BASIS = {
    "coding": "coding coding_id quote quote_id evidence 编码号 引文 引文编号 证据",
    "remark": "remark remarks note notes comment comments 备注 注 附注",
}
_CASE = "case case_code 案例 案例编号 案例名称"
_PROPOSITIONS = {
    "code": "code id number no proposition_code 编号 代码 序号 主张编号",
    "organisation": _ORGANISATION + " actor proposer 提出方 单位",
    "kind": "kind type proposition_kind proposition_type 类型 类别 种类 主张类型 供需 供需类型",
    "topic": "topic resource resource_type subject goal theme 主题 资源 资源类型 资源名称 目标"
    " 事项",
    "topic_zh": "topic_zh chinese_topic 中文主题 主题中文",
    "description": "description text statement content proposition 描述 内容 文本 价值主张 主张"
    " 说明 表述",
    "description_zh": "description_zh chinese_text 中文描述 中文内容 描述中文",
    "strength": "strength weight degree intensity importance membership 强度 程度 隶属度 重要性"
    " 重要程度 权重",
    "partner": "partner counterpart counterparty with 伙伴 合作伙伴 对象 对方 合作方",
    **_BASIS,
}
_WORTHS = {
    "code": "code id number no worth_code 编号 代码 序号",
    "members": "coalition members players member_names coalition_members 联合体 合作联合体 成员"
    " 成员组合 成员单位 参与方 联盟 子联盟",
    "amount": "amount worth value likely most_likely best payoff profit v 价值 联盟值 价值量 收益"
    " 金额 最可能值 可能值 特征函数 特征值",
    "low": "low lower minimum min pessimistic 下限 最低 最低值 最小值 悲观值",
    "high": "high upper maximum max optimistic 上限 最高 最高值 最大值 乐观值",
    "unit": "unit units currency 单位 计量单位 货币 货币单位",
    "collaboration": _COLLABORATION,
    "actor": "expert actor respondent expert_code expert_name 专家 专家编号 专家姓名 评估人 评估者",
    **_BASIS,
}
_CONTRIBUTIONS = {
    "organisation": _ORGANISATION + " 单位",
    "factor": "factor criterion 因素 修正因素 因子 影响因素 指标",
    "factor_zh": "factor_zh chinese_factor 中文因素 因素中文",
    "amount": "amount value score weight degree 数值 取值 得分 数量 程度 权重 评分",
    "collaboration": _COLLABORATION,
    **_BASIS,
}
_INDICATORS = {
    "code": "code indicator indicator_code id number no 编号 代码 指标 指标编号 指标代码",
    "label": "label name indicator_name title meaning 名称 指标名称 含义",
    "label_zh": "label_zh chinese_name 中文名 中文名称 中文标签",
    "subsystem": "subsystem system dimension group 子系统 系统 维度 准则层",
    "subsystem_zh": "subsystem_zh 中文子系统 子系统中文",
    "rising": "rising direction attribute type polarity orientation 方向 指标方向 指标属性 属性"
    " 性质 指标性质 类型",
    "low": "low lower minimum min 下限 最小值 最低值",
    "high": "high upper maximum max 上限 最大值 最高值",
    "unit": "unit units 单位 计量单位",
    **_BASIS,
}
_READINGS = {
    "indicator": "indicator indicator_code indicator_name measure variable 指标 指标名称 指标编号"
    " 指标代码",
    "period": "period year date time wave quarter 时期 年份 年度 年 期间 时间 日期 季度 期",
    "value": "value reading amount score 数值 取值 值 得分 观测值",
    "case": _CASE,
    "subsystem": "subsystem system dimension 子系统 系统 维度",
    **_BASIS,
}
_SHARING = {
    "code": "code id number no act_code 编号 代码 序号",
    "title": "title act sharing_act event name description action 标题 行为 共享行为 分享行为 事件"
    " 名称 内容 举措",
    "title_zh": "title_zh chinese_title 中文标题 标题中文",
    "start": "date start start_date year time 日期 时间 年份 开始 开始时间 开始日期 起止时间",
    "end": "end end_date until 结束 结束时间 结束日期",
    "organisation": "organisation organization member company firm org sharer 组织 组织名称 成员"
    " 成员单位 单位 企业 企业名称 公司 机构 分享方 共享方 主体",
    "mode": "mode sharing_mode way 方式 共享方式 分享方式 模式 共享模式",
    "value": "value value_type shared_value type kind 价值 价值类型 共享价值 价值种类 类型",
    "beneficiary": "beneficiary beneficiaries stakeholder with 受益方 受益者 受益对象 利益相关者"
    " 对象",
    "case": _CASE,
    "stage": "stage stage_code phase 阶段 阶段编号 阶段名称",
    **_BASIS,
}
_TRANSITIONS = {
    "collaboration": _COLLABORATION + " code title name 编号 名称",
    "stage": "stage phase stage_name 阶段 阶段名称 环节",
    "stage_zh": "stage_zh chinese_stage 中文阶段 阶段中文",
    "date": "date entered since start start_date year time 日期 时间 年份 进入时间 进入日期"
    " 开始时间",
    **_BASIS,
}
_MEASURES = {
    "code": "code id number no measure_code 编号 代码 序号 措施编号",
    "dimension": "dimension principle 维度 治理维度 原则",
    "mechanism": "mechanism governance_mechanism 机制 治理机制",
    "description": "description measure content text action 描述 措施 治理措施 内容 说明 做法",
    "description_zh": "description_zh chinese_text 中文描述 描述中文",
    "owner": "owner responsible organisation organization 责任方 责任单位 责任人 牵头单位 负责单位"
    " 负责方",
    "trigger": "trigger triggered_by condition 触发条件 触发 启动条件",
    "trigger_zh": "trigger_zh 中文触发条件 触发条件中文",
    "indicator": "indicator metric kpi 指标 监测指标 衡量指标",
    "indicator_zh": "indicator_zh 中文指标 指标中文",
    "status": "status state progress 状态 进展 实施状态",
    **_BASIS,
}
_PARAMETERS = {
    "name": "name parameter symbol 参数 符号 参数名称 名称",
    "value": "value amount 取值 数值 值 赋值",
    "spread": "spread distribution uncertainty range 分布 不确定性 范围 取值范围",
    "low": "low lower minimum min 下限 最小值",
    "high": "high upper maximum max 上限 最大值",
    "unit": "unit units 单位 计量单位",
    "meaning": "meaning description label 含义 说明 描述",
    "meaning_zh": "meaning_zh chinese_meaning 中文含义 含义中文",
    "origin": "origin basis source_type 来源类型 取值方式 性质",
    "reference": "reference source citation 来源 出处 文献 参考文献 数据来源",
    "variable": "variable variable_code 变量 变量编号 变量代码",
    "indicator": "indicator indicator_code 指标 指标编号 指标代码",
    "statistic": "statistic aggregate 统计量 汇总方式",
    "factor": "factor multiplier scale 系数 倍数 比例",
    **_BASIS,
}
VALUE_HEADERS: Mapping[str, Mapping[str, str]] = {
    "propositions": _PROPOSITIONS,
    "worths": _WORTHS,
    "contributions": _CONTRIBUTIONS,
    "indicators": _INDICATORS,
    "readings": _READINGS,
    "sharing": _SHARING,
    "transitions": _TRANSITIONS,
    "measures": _MEASURES,
    "parameters": _PARAMETERS,
}
# A matrix has its cells in columns that no field is called after: what such a column is named
# after, and what stands in its cells. ``""`` are whole names of members, ticked.
MATRICES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "worths": (("members", ""),),
    "contributions": (("factor", "amount"),),
    "readings": (("indicator", "value"), ("period", "value")),
    "transitions": (("stage", "date"),),
}
VALUE_NEEDED: Mapping[str, tuple[str, ...]] = {
    "propositions": ("organisation", "kind"),
    "worths": ("members", "amount"),
    "contributions": ("organisation", "factor", "amount"),
    "indicators": (),
    "readings": ("indicator", "period", "value"),
    "sharing": ("title",),
    "transitions": ("collaboration", "stage", "date"),
    "measures": ("dimension", "mechanism"),
    "parameters": ("name",),
}
