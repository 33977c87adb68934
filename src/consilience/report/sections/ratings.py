"""How far the paths hang on single ratings of the membership sheets."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from consilience.report import addresses
from consilience.report.blocks import Block, Details, Paragraph, Section
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consilience.analysis import RatingSensitivity, RatingTest
    from consilience.report.context import Context


def ratings_section(context: Context, found: RatingSensitivity) -> Section:
    """Return what changes the models, and every rating that was moved."""
    steps = sum(test.kind == "step" for test in found.tests)
    blocks: list[Block] = [Paragraph(_sentence(context, found, steps))]
    if found.pivotal:
        caption = context.say("report.caption.pivotal_ratings", outcome=found.outcome)
        blocks.append(_table(context, "ratings-pivotal", found.pivotal, caption))
    whole = _table(context, "ratings-all", found.tests, context.say("report.caption.moved_ratings"))
    blocks += [
        *context.remarks(found.notes),
        Details(context.say("report.ratings.all", count=len(found.tests)), (whole,)),
    ]
    return Section("ratings", context.say("report.title.ratings"), tuple(blocks))


def _sentence(context: Context, found: RatingSensitivity, steps: int) -> str:
    if math.isnan(found.stable):
        return context.say("report.ratings.no_steps", solution=_solution(context, found))
    return context.say(
        "report.ratings.lead",
        outcome=found.outcome,
        solution=_solution(context, found),
        steps=steps,
        share=found.stable,
    )


def _solution(context: Context, found: RatingSensitivity) -> str:
    return context.say(f"report.title.{found.solution}")


def _table(context: Context, key: str, tests: Sequence[RatingTest], caption: str) -> Table:
    columns = ("case", "condition", "change", "relation", "models")
    return Table(
        key,
        (
            *(Cell(context.say(f"report.ratings.{name}")) for name in columns),
            Cell(context.say("report.ratings.cases"), kind="number"),
        ),
        tuple(_row(context, test) for test in tests),
        caption,
        in_paper=False,
    )


def _row(context: Context, test: RatingTest) -> Row:
    case = addresses.case_cell(context, test.case) if test.case else Cell("–")
    href = f"#{addresses.set_key(context, test.condition)}" if test.condition else ""
    change = context.say(f"report.ratings.{test.kind.replace(' ', '_')}", value=test.value)
    shown = test.models[:3]
    more = len(test.models) - len(shown)
    models = "; ".join(shown) + (f" … +{more}" if more else "")
    return Row(
        (
            case,
            head(test.condition or "–", href),
            Cell(change),
            Cell(context.say(f"report.ratings.{test.relation}")),
            Cell(models or "–", kind="expression"),
            numeral(str(test.cases)),
        )
    )
