"""How many events would have to be coded, how well, to locate the boundaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report.blocks import Block, Paragraph
from consilience.report.sections.stage.words import SAY, heads
from consilience.report.tables import Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience.analysis import StagesFinding
    from consilience.report.context import Context


def plan_blocks(context: Context, found: StagesFinding, key: str) -> list[Block]:
    """Return the planning table, and what it says in one sentence an agreement of coders."""
    plan = found.plan
    if plan is None:
        return []
    agreements = list(dict.fromkeys(row.agreement for row in plan.rows))
    sentences = [
        context.say(
            f"{SAY}.plan_enough" if enough else f"{SAY}.plan_never",
            agreement=agreement,
            events=enough or max(row.events for row in plan.rows),
            goal=plan.parameters["goal"],
        )
        for agreement, enough in zip(agreements, plan.enough, strict=True)
    ]
    rows = tuple(
        Row(
            (
                head(str(row.events)),
                numeral(f"{row.agreement:.2f}"),
                numeral(f"{row.error:.0%}"),
                numeral(f"{row.within_a_year:.0%}"),
                numeral(f"{row.years:.1f}"),
                numeral(f"{row.covered:.0%}"),
            ),
            ruled=row.error != plan.rows[max(place - 1, 0)].error,
        )
        for place, row in enumerate(plan.rows)
    )
    names = ("planned", "agreement", "miscoded", "within", "set_years", "covered")
    table = Table(
        f"table-{key}-plan",
        heads(context, names, names[1:]),
        rows,
        context.say(f"{SAY}.caption.plan"),
        (context.say(f"{SAY}.plan_note", runs=plan.parameters["runs"]),),
    )
    between = "" if context.language == "zh" else " "
    return [Paragraph(between.join(sentences)), table]
