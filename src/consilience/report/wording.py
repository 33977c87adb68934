"""Sets, paths, settings and counts in words, in the language of the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from consilience import qca

if TYPE_CHECKING:
    from consilience.analysis import Paths
    from consilience.report.context import Context

Noun = Literal["case", "path", "model"]


def counted(context: Context, noun: Noun, count: int) -> str:
    """Return a count with its noun, one or many."""
    number = "one" if count == 1 else "many"
    return context.say(f"report.count.{noun}_{number}", count=count)


def named(context: Context, code: str) -> str:
    """Return what a condition is called, and its code."""
    name = context.label(code)
    return code if name == code else context.say("report.coded", name=name, code=code)


def titled(context: Context, code: str) -> str:
    """Return the same, with a capital where it begins a line."""
    shown = named(context, code)
    capital = shown.split(" ", maxsplit=1)[0].islower()
    return shown[:1].upper() + shown[1:] if capital else shown


def words(context: Context, expression: str) -> str:
    """Return a set or a path in words."""
    if expression == "1":
        return context.say("report.set.any")
    terms = qca.parse(expression).terms
    joined = [context.listed(_literal_words(context, item) for item in term) for term in terms]
    return context.say("report.set.or").join(joined)


def path_name(context: Context, paths: Paths, term: str) -> str:
    """Return what people called a path, "" for one without a name."""
    return paths.names[term].of(context.language) if term in paths.names else ""


def path_words(context: Context, paths: Paths, term: str) -> str:
    """Return a path in words, after its name if it has one."""
    name, shown = path_name(context, paths, term), words(context, term)
    return context.say("report.set.named", name=name, words=shown) if name else shown


def _literal_words(context: Context, literal: qca.Literal) -> str:
    """Return one literal in words, such as "not high joint dependence"."""
    name = context.label(literal.condition)
    if is_multi_value(context, literal.condition):
        key = "report.set.not_value" if literal.negated else "report.set.value"
        return context.say(key, name=name, value=list(literal.values))
    present = literal.negated == (literal.values == (0,))
    return context.say("report.set.present" if present else "report.set.absent", name=name)


def is_multi_value(context: Context, code: str) -> bool:
    """Tell whether a condition has more than two values."""
    found = context.evidence.memberships.calibration_of(code)
    return found.method == "thresholds" and len(found.anchors) > 1


def expectations(context: Context, intermediate: qca.Solutions) -> list[str]:
    """Return the directional expectations as sets, such as "A" and "~B"."""
    given = intermediate.parameters.get("expectations", {})
    brackets = any(is_multi_value(context, name) for name in given)
    return [_expected(name, given[name], brackets=brackets) for name in sorted(given)]


def cuts(context: Context, parameters: Mapping[str, object], names: Iterable[str]) -> list[str]:
    """Return the cut-offs above 0 in words; one of 0 cuts nothing."""
    found = {name: float(str(parameters[f"{name}_cut"])) for name in names}
    shown = [
        context.say(f"report.cut.{name}", value=value) for name, value in found.items() if value > 0
    ]
    return shown or [context.say("report.cut.none")]


def _expected(name: str, values: Sequence[int], *, brackets: bool) -> str:
    if brackets:
        return f"{name}[{','.join(map(str, values))}]"
    return name if list(values) == [1] else f"~{name}"
