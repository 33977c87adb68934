"""What columns are called in the tables that people keep, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consilience.errors import DataError

_CODES = {
    "name": "name code 名称 编码 代码 编码名称",
    "parent": "parent above 上级 上级编码 父级 父节点",
    "dimension": "dimension aggregate_dimension 维度 聚合维度 聚合构念 选择性编码",
    "theme": "theme second_order_theme 2nd_order_theme 主题 二阶主题 主轴编码",
    "concept": "concept first_order_concept 1st_order_concept 概念 一阶概念 开放式编码",
    "name_zh": "name_zh chinese_name 中文名 中文名称",
    "definition": "definition description 定义 说明",
    "include": "include inclusion 纳入 纳入标准",
    "exclude": "exclude exclusion 排除 排除标准",
    "example": "example quote 示例 例句 例证",
    "colour": "colour color 颜色",
    "kind": "kind type 类型 种类",
}
_SOURCES = {
    "code": "code source_code 编号 代码 编码 资料编号 来源编码",
    "title": "title name 标题 名称 题名",
    "kind": "kind source_kind 类别 资料类别 来源类别 来源",
    "document_type": "document_type type 资料类型 文件类型 类型",
    "period": "period date time 时期 时间 日期 阶段",
    "minutes": "minutes length duration 分钟 时长 访谈时长 时长分钟",
    "documents": "documents count number 份数 数量 篇数 文件数",
    "cases": "cases case 案例 案例编号 企业",
    "people": "people persons person interviewees interviewee 人员 受访者 访谈对象",
    "provenance": "provenance origin url 出处 获取方式 来源说明",
}
_KNOWN: Mapping[str, Mapping[str, str]] = {"codes": _CODES, "sources": _SOURCES}


def column_names(what: str, columns: Sequence[str]) -> tuple[str, ...]:
    """Return what each column holds, "" where its name says nothing.

    Parameters
    ----------
    what
        ``"codes"`` or ``"sources"``: what the table lists.
    columns
        As they stand in the table; case, blanks and brackets do not matter.

    Raises
    ------
    DataError
        If two columns hold the same.

    Examples
    --------
    >>> column_names("sources", ["编号", "时长（分钟）", "remark"])
    ('code', 'minutes', '')
    """
    words = {word: name for name, listed in _KNOWN[what].items() for word in listed.split()}
    found = tuple(words.get(plain_name(column), "") for column in columns)
    for name in {one for one in found if one and found.count(one) > 1}:
        same = [column for column, one in zip(columns, found, strict=True) if one == name]
        raise DataError("edits.error.same_columns", columns=same, name=name)
    return found


def plain_name(column: str) -> str:
    """Return a name of a column without brackets, in lower case, words joined by ``_``."""
    kept = column.strip().casefold()
    for sign in "()（）[]":
        kept = kept.replace(sign, " ")
    parts = kept.replace("-", " ").split()
    chinese = any("\u3400" <= sign <= "\u9fff" for sign in kept)
    return ("" if chinese else "_").join(parts)
