"""Words for kinds of holding, ways of taking over a routine, and the scenarios of cooperation."""

from __future__ import annotations

from collections.abc import Mapping

from consilience.study.network_records import AdoptionMode, HoldingKind

HOLDING_KINDS: Mapping[str, HoldingKind] = {
    "": "held", "held": "held", "has": "held", "have": "held", "持有": "held", "拥有": "held",
    "已有": "held", "needed": "needed", "need": "needed", "needs": "needed", "demand": "needed",
    "需要": "needed", "需求": "needed", "offered": "offered", "offer": "offered",
    "offers": "offered", "supply": "offered", "提供": "offered", "供给": "offered",
}  # fmt: skip
ADOPTION_MODES: Mapping[str, AdoptionMode] = {
    "": "", "exact": "exact", "copy": "exact", "exact copy": "exact", "原样": "exact",
    "照搬": "exact", "精确复制": "exact", "一般复制": "exact", "adapted": "adapted",
    "adaptation": "adapted", "adapt": "adapted", "调整": "adapted", "改编": "adapted",
    "柔性复制": "adapted", "适应性": "adapted",
}  # fmt: skip
_SCENARIOS = {
    "star": "centre divergence", "centre divergence": "centre divergence",
    "center divergence": "centre divergence", "local manufacturing": "centre divergence",
    "中心发散": "centre divergence", "本土制造": "centre divergence",
    "本地制造": "centre divergence",
    "chain": "coexistence and symbiosis", "coexistence and symbiosis": "coexistence and symbiosis",
    "industrial chain": "coexistence and symbiosis", "共存共生": "coexistence and symbiosis",
    "产业链": "coexistence and symbiosis", "tree": "principal-agent",
    "principal-agent": "principal-agent", "委托代理": "principal-agent",
    "group sailing": "group sailing", "抱团出海": "group sailing",
    "complete": "interconnection", "interconnection": "interconnection",
    "互联互通": "interconnection",
}  # fmt: skip


def structure_word(word: str) -> str | None:
    """Return the scenario that a word means, in either name set or language; None if none.

    Examples
    --------
    >>> structure_word("抱团出海"), structure_word("industrial chain"), structure_word("?")
    ('group sailing', 'coexistence and symbiosis', None)
    """
    return _SCENARIOS.get(word.strip().casefold())
