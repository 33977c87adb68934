"""Topics, factors, subsystems, stages and rules in the words of the report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilience.report.context import Context

SAY = "value_report"


def in_chinese(context: Context, name: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return a name in the language of the report: the first Chinese form that a record gives."""
    if context.language == "zh":
        name = next((chinese for own, chinese in pairs if own == name and chinese), name)
    return context.shown(name)


def topic_name(context: Context, topic: str) -> str:
    """Return what a topic is called."""
    pairs = ((one.topic, one.topic_zh) for one in context.study.propositions)
    return in_chinese(context, topic, pairs)


def factor_name(context: Context, factor: str) -> str:
    """Return what a factor of the division is called."""
    pairs = ((one.factor, one.factor_zh) for one in context.study.contributions)
    return in_chinese(context, factor, pairs)


def subsystem_name(context: Context, subsystem: str) -> str:
    """Return what a subsystem is called."""
    pairs = ((one.subsystem, one.subsystem_zh) for one in context.study.indicators)
    return in_chinese(context, subsystem, pairs)


def stage_title(context: Context, stage: str) -> str:
    """Return what a stage of the pipeline is called."""
    pairs = ((one.stage, one.stage_zh) for one in context.study.transitions)
    return in_chinese(context, stage, pairs)


def indicator_name(context: Context, code: str) -> str:
    """Return what an indicator is called."""
    one = context.study.indicator(code)
    return context.shown((one.label_zh if context.language == "zh" else one.label) or one.label
                         or one.label_zh or code)  # fmt: skip


def rule_name(context: Context, rule: str) -> str:
    """Return what a rule of division is called."""
    return context.say(f"{SAY}.rule.{rule.replace(' ', '_')}")
