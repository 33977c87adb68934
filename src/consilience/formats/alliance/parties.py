"""The parties of a cell: names divided, numbered or marked as leading."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SEPARATORS = ";；、|｜，\n\r"
_HAN = "\u3400-\u9fff"
# A slash divides only beside a blank or a Chinese sign: "A/S" is a legal form.
_SLASH = re.compile(rf"\s+/\s*|\s*/\s+|(?<=[{_HAN}）)])/|/(?=[{_HAN}])")
_CHINESE_COMMA = re.compile(rf"(?<=[{_HAN}）)])\s*,|,\s*(?=[{_HAN}])")
_NUMBERED = re.compile(rf"(?:^|(?<=[{SEPARATORS}]))\s*[(（]?\d{{1,2}}(?:[、．)）]|\.(?!\d))\s*")
_OTHERS = re.compile(
    r"(?:\s+et al\.?|\s*等(?:\d*家?(?:单位|企业|机构|公司|成员)?)?)$", re.IGNORECASE
)
_LEADS = re.compile(
    r"\s*[(（\[](?:牵头|牵头方|牵头单位|牵头企业|主导|主导方|盟主|链主|lead|leader|lead partner|"
    r"coordinator)[)）\]]$",
    re.IGNORECASE,
)
_LEAD_ROLES = frozenset({
    "lead", "leader", "leading", "lead partner", "lead firm", "coordinator", "focal firm",
    "牵头", "牵头方", "牵头单位", "牵头企业", "主导", "主导方", "主导企业", "主导单位", "盟主",
    "链主", "核心企业",
})  # fmt: skip
_YES = frozenset({"yes", "y", "true", "1", "x", "√", "✓", "✔", "是", "对", "有"})
_NO = frozenset({"no", "n", "false", "0", "", "-", "否", "不是", "无", "×"})
_NOBODY = frozenset({
    "", "-", "--", "—", "——", "/", "n/a", "na", "none", "null", "nan", "无", "不详", "未知", "暂无",
})  # fmt: skip


@lru_cache(maxsize=1 << 16)
def divided(cell: str, separators: str = SEPARATORS) -> tuple[tuple[str, bool], ...]:
    """Return the names in a cell, and whether each is marked as leading, in order, each once.

    With the usual separators a slash divides where a blank or a Chinese sign is beside it, and a
    comma where a Chinese sign is; numbers in front, "et al." and 等 are left out.

    Examples
    --------
    >>> divided("1. 华为（牵头）；2. 中兴等")
    (('华为', True), ('中兴', False))
    >>> divided("Nokia Solutions A/S; AT&T / Orange;")
    (('Nokia Solutions A/S', False), ('AT&T', False), ('Orange', False))
    """
    ready = cell
    if separators == SEPARATORS:
        mark = separators[0]
        ready = _NUMBERED.sub("", ready)
        ready = _SLASH.sub(mark, _CHINESE_COMMA.sub(mark, ready))
    parts = re.split(f"[{re.escape(separators)}]", ready) if separators else [ready]
    several = len([part for part in parts if part.strip()]) > 1
    found: dict[str, bool] = {}
    for part in parts:
        name = _OTHERS.sub("", part.strip()) if several else part.strip()
        plain = _LEADS.sub("", name)
        clean = " ".join(plain.split())
        if clean.casefold() not in _NOBODY:
            found[clean] = found.get(clean, False) or plain != name
    return tuple(found.items())


def is_lead_role(role: str) -> bool:
    """Return whether a role says that its holder leads (a convention of this program)."""
    return unicodedata.normalize("NFKC", role).casefold().strip() in _LEAD_ROLES


def truth(cell: str) -> bool | None:
    """Return what a cell says to a yes-or-no question; None where it says neither."""
    shown = unicodedata.normalize("NFKC", cell).casefold().strip()
    if shown in _YES or shown in _LEAD_ROLES:
        return True
    return False if shown in _NO else None


def is_formula(name: str) -> bool:
    """Return whether a name is a spreadsheet's formula or its error."""
    return name.startswith(("=", "@")) or (
        name.startswith("#") and name.rstrip("!?").isupper() and len(name) < 9
    )
