"""What the columns of records are called, in English and Chinese, by what they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from consilience.formats.alliance.value_headers import VALUE_HEADERS, VALUE_NEEDED
from consilience.study.edits.headers import plain_name

_DATES = {
    "start": "start start_date start_year begin from_date since joined founded 开始 开始时间"
    " 开始日期 开始年份 起始时间 起始年份 立项时间 立项年份 成立时间 启动时间 加入时间",
    "end": "end end_date end_year until to_date left finish 结束 结束时间 结束日期 结束年份"
    " 终止时间 完成时间 结题时间 退出时间",
    "date": "date year years period time publication_year 日期 年份 年 时间 期间 起止时间"
    " 起止年份 发表年份 发表时间 项目周期 合作时间",
}
_COLLABORATION = {
    "code": "code project_code project_id collaboration_code id number no. no 项目编号 编号"
    " 序号 项目代码 合作编号",
    "kind": "kind type project_type 类型 项目类型 合作类型 文献类型",
    "layer": "layer relation field 层 层次 合作层面 关系类型 合作领域",
}
_PROJECTS = {
    **_COLLABORATION,
    "title": "title project project_title project_name collaboration alliance consortium"
    " name 项目 项目名称 名称 题名 标题 合作项目 合作名称 联盟 联盟名称",
    **_DATES,
    "country": "country host_country location 国家 东道国 所在国 地区 国别",
    "sector": "sector industry field_of_industry 行业 产业 领域 所属行业",
    "description": "description abstract summary content 描述 摘要 内容 简介 项目简介"
    " 项目内容 合作内容 说明",
    "identifier": "identifier doi patent_number 标识 专利号 公开号 唯一标识",
    "size": "size parties_count number_of_parties 规模 参与方数量 合作规模 成员数",
    "structure": "structure scenario network_structure 结构 合作结构 网络结构 情景 合作情景 场景",
}
_MEMBERSHIPS = {
    "organisation": "organisation organization member company firm org party participant"
    " partner institution organisation_name organization_name member_name 组织 组织名称"
    " 成员 成员单位 单位 单位名称 企业 企业名称 公司 机构 机构名称 参与方 参与单位",
    "title": "collaboration alliance project title consortium working_group network 合作 联盟"
    " 联盟名称 项目 项目名称 合作项目 工作组 协会",
    **_COLLABORATION,
    "role": "role tier level membership membership_type 角色 身份 级别 会员级别 职务",
    "leads": "leads lead leader is_leader leading 牵头 是否牵头 主导 是否主导 领导",
    **_DATES,
    "country": "country nation 国家 国别 所在国 地区",
    "sector": "sector industry 行业 产业 领域 所属行业",
}
_TIES = {
    "first": "from source organisation_1 org1 member_1 a ego node1 sender 起点 来源 甲方"
    " 组织1 单位1 企业1 从",
    "second": "to target organisation_2 org2 member_2 b alter node2 receiver 终点 目标 乙方"
    " 组织2 单位2 企业2 到",
    "layer": "layer type relation kind 层 层次 类型 关系 关系类型",
    "strength": "strength weight value count projects 强度 权重 次数 合作次数",
    "directed": "directed direction 方向 有向 是否有向",
    **_DATES,
}
_ORGANISATIONS = {
    "name": "name organisation organization company member 名称 组织 组织名称 单位 单位名称"
    " 企业名称 机构名称 中文名称",
    "code": "code id org organisation_code 编号 代码 组织编号",
    "name_zh": "name_zh chinese_name 中文名 中文名",
    "names": "names other_names aliases alias aka acronym english_name 别名 其他名称 曾用名"
    " 简称 英文名 英文名称",
    "sector": "sector industry 行业 产业 领域 所属行业",
    "country": "country nation 国家 国别 所在国 地区",
    "parent": "parent group parent_company belongs_to 上级 母公司 所属集团 集团",
}
_RESOURCES = {
    "organisation": _MEMBERSHIPS["organisation"] + " name 名称",
    "resource": "resource resources 资源 资源名称 资源类型",
    "kind": "kind type status 类型 状态 供需 持有类型",
    "amount": "amount quantity value score level 数量 数值 得分 水平 存量",
    "held": "held has 持有 拥有",
    "needed": "needed needs demand 需要 需求",
    "offered": "offered offers supply 提供 供给",
    "period": "period year date wave 时期 年份 期间 时间",
}
_ROUTINES = {
    "organisation": _MEMBERSHIPS["organisation"] + " name 名称",
    "routine": "routine practice routine_name 惯例 惯例名称 做法",
    "date": "date year adopted adoption_date 日期 年份 采用时间 采纳时间 时间",
    "mode": "mode copy adaptation 方式 复制方式 采用方式",
}
HEADERS: Mapping[str, Mapping[str, str]] = {
    "projects": _PROJECTS,
    "memberships": _MEMBERSHIPS,
    "ties": _TIES,
    "organisations": _ORGANISATIONS,
    "resources": _RESOURCES,
    "routines": _ROUTINES,
    **VALUE_HEADERS,
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "projects": (),
    "memberships": ("organisation",),
    "ties": ("first", "second"),
    "organisations": ("name",),
    "resources": ("organisation",),
    "routines": ("organisation", "routine"),
    **VALUE_NEEDED,
}
_LANGUAGES = {"_en": "", "英文": "", "_english": "", "_zh": "_zh", "_cn": "_zh", "中文": "_zh"}
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
PartyRole = Literal["", "lead", "home", "host", "government", "university", "supplier"]
_PARTIES: Mapping[PartyRole, str] = {
    "": "parties party members member partners partner participants participant organisations"
    " organizations organisation organization institutions affiliations consortium"
    " companies firms 参与方 参与单位 参与企业 合作方 合作单位 合作企业 合作伙伴 成员"
    " 成员单位 单位 机构 承担单位 合作机构 参加单位 各方",
    "lead": "leader lead lead_partner lead_organisation coordinator lead_firm 牵头 牵头单位"
    " 牵头方 牵头企业 主导方 主导企业 主导单位 负责单位 领导者 核心企业",
    "home": "home home_firm home_firms home_party home_country_firm manufacturer chinese_firm"
    " chinese_party 中方 中方企业 中方单位 中国企业 中国制造商 制造商 母国企业 我方",
    "host": "host host_firm host_firms host_party local_partner local_supplier local_firm"
    " foreign_party 外方 外方企业 外方单位 东道国企业 当地企业 当地供应商 本土供应商"
    " 本地企业 外国企业",
    "government": "government agency government_agency 政府 政府部门 政府机构",
    "university": "university universities research_institute 高校 大学 科研院所 科研机构 研究机构",
    "supplier": "supplier suppliers 供应商",
}


def field_of(shape: str, column: str) -> tuple[str, int]:
    """Return what a column holds in a table of a shape, and how usual that name is (0: most)."""
    names = [plain_name(column)]
    if shape in VALUE_HEADERS:  # a unit or the language often stands in brackets, or at the end
        names.append(plain_name(_BRACKETS.sub("", column)))
    for name in names:
        for field, words in HEADERS[shape].items():
            listed = words.split()
            if name in listed:
                return field, listed.index(name)
        base, end = _language(name)
        if base and shape in VALUE_HEADERS:
            field, rank = field_of(shape, base)
            if f"{field}{end}" in HEADERS[shape]:
                return f"{field}{end}", rank
    return "", 0


def _language(name: str) -> tuple[str, str]:
    """Return the name of a column without its language, and the end of fields in Chinese."""
    for mark, end in _LANGUAGES.items():
        if name.endswith(mark):
            return name.removesuffix(mark), end
    return "", ""


def party_role(column: str) -> PartyRole | None:
    """Return the role of the parties in a column; None where its name says nothing of parties.

    A number at the end does not matter: ``partner 2``, ``合作方3``.

    Examples
    --------
    >>> party_role("Partner 2"), party_role("牵头单位"), party_role("remark")
    ('', 'lead', None)
    """
    name = plain_name(column).rstrip("0123456789一二三四五六七八九十").rstrip("_")
    for role, words in _PARTIES.items():
        if name in words.split():
            return role
    return None
