"""Codes, quotes and their places in the words and addresses of the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast

from consilience.report.tables import Cell, head
from consilience.study import Stage, quote

if TYPE_CHECKING:
    from consilience import coding
    from consilience.report.context import Context
    from consilience.study import Code, Coding

_MARKS = ("“", '"', "「", "『", "«", "„")
MOST_LINKS = 40  # of one cell: more are no longer read


def code_label(context: Context, name: str) -> str:
    """Return what a code is called in the language of the report, by its name in findings."""
    code = context.material.codes.get(name)
    return name if code is None else label_of(context, code, name)


def label_of(context: Context, code: Code, name: str) -> str:
    """Return the Chinese name where the report is Chinese and there is one."""
    return context.shown(code.name_zh or name if context.language == "zh" else name)


def code_labels(context: Context, names: Iterable[str]) -> dict[str, str]:
    """Return what codes are called."""
    return {name: code_label(context, name) for name in names}


def code_key(context: Context, name: str) -> str:
    """Return the identifier of a code's row in the codebook."""
    return f"code-{list(context.material.codes).index(name) + 1}"


def code_targets(context: Context, names: Iterable[str]) -> dict[str, str]:
    """Return where codes lead to: their rows in the codebook."""
    places = {name: place for place, name in enumerate(context.material.codes, start=1)}
    return {name: f"#code-{places[name]}" for name in names if name in places}


def code_cell(context: Context, name: str, *, first: bool = False) -> Cell:
    """Return a code as a link to the codebook; a dash for none."""
    if not name:
        return Cell("–")
    shown, target = code_label(context, name), f"#{code_key(context, name)}"
    return head(shown, target) if first else Cell(shown, target)


def code_cells(context: Context, names: Iterable[str]) -> Cell:
    """Return codes in one cell, or a dash."""
    parts = tuple(code_cell(context, name) for name in names)
    return Cell("" if parts else "–", parts=parts)


def stage_label(context: Context, code: str) -> str:
    """Return what a stage is called."""
    found = next((stage for stage in context.study.stages if stage.code == code), None)
    return code if found is None else stage_name(context, found)


def stage_name(context: Context, stage: Stage) -> str:
    """Return the name of a stage in the language of the report."""
    return context.shown((stage.name_zh if context.language == "zh" else "") or stage.name)


def stage_labels(context: Context) -> dict[str, str]:
    """Return what all stages are called, by code."""
    return {stage.code: stage_name(context, stage) for stage in context.study.stages}


def coding_of(context: Context, identifier: str) -> Coding:
    """Return the coding with an id."""
    return cast("Coding", context.study.by_id[identifier])


def quoted(context: Context, coding: Coding) -> str:
    """Return the quote under a coding, with the names of the study's list replaced."""
    return context.shown(quote(context.study, coding))


def in_quotes(context: Context, coding: Coding) -> str:
    """Return the quote within quotation marks; one that begins with some keeps its own."""
    found = quoted(context, coding)
    if found.startswith(_MARKS):
        return found
    return context.say("evidence.report.in_quotes", quote=found)


def source_code(context: Context, coding: Coding) -> str:
    """Return the code of the source that a coding stands in."""
    return context.material.source_of_version[coding.version_id].code


def place_cell(context: Context, coding: Coding, numbers: Mapping[str, int]) -> Cell:
    """Return the source and the place of a quote, as a link to the list of quotes."""
    shown = context.say(
        "evidence.report.place",
        source=source_code(context, coding),
        start=coding.start,
        end=coding.end,
    )
    return Cell(shown, f"#quote-{numbers[coding.id]}", "short")


def quote_cells(context: Context, ids: Iterable[str], numbers: Mapping[str, int]) -> Cell:
    """Return the places of quotes in one cell, forty at most, or a dash."""
    listed = list(ids)
    parts = [place_cell(context, coding_of(context, one), numbers) for one in listed[:MOST_LINKS]]
    rest = len(listed) - len(parts)
    more = [Cell(context.say("evidence.report.more", count=rest))] if rest else []
    return Cell("" if parts else "–", parts=(*parts, *more))


def replicated(found: coding.Replication) -> int:
    """Return how many concepts at least two cases of one group show."""
    return sum(any(len(group.showing) > 1 for group in item.groups) for item in found.concepts)
