"""Where the rows of value stand in the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from consilience.errors import UnknownNameError

if TYPE_CHECKING:
    from consilience.report.context import Context
    from consilience.study import Reading

Key = TypeVar("Key", str, tuple[str, str, str])


def worth_href(context: Context, code: str) -> str:
    """Return where the row of a worth stands."""
    return f"#worth-{_place([one.code for one in context.study.worths], code)}"


def contribution_href(context: Context, party: str, factor: str, collaboration: str) -> str:
    """Return where the row of a contribution stands."""
    study = context.study
    said = [
        (
            study.code_of(one.organisation_id),
            one.factor,
            study.code_of(one.collaboration_id) if one.collaboration_id else "",
        )
        for one in study.contributions
    ]
    return f"#contribution-{_place(said, (party, factor, collaboration))}"


def proposition_href(context: Context, code: str) -> str:
    """Return where the row of a proposition stands."""
    return f"#proposition-{_place([one.code for one in context.study.propositions], code)}"


def measure_href(context: Context, code: str) -> str:
    """Return where the row of a governance measure stands."""
    return f"#measure-{_place([one.code for one in context.study.measures], code)}"


def transition_href(context: Context, collaboration: str, stage: str, date: str) -> str:
    """Return where the row of a transition stands."""
    said = [
        (context.study.code_of(one.collaboration_id), one.stage, one.date)
        for one in context.study.transitions
    ]
    return f"#transition-{_place(said, (collaboration, stage, date))}"


def reading_hrefs(context: Context) -> dict[tuple[str, str], str]:
    """Return where the first reading of each indicator and period stands."""
    found: dict[tuple[str, str], str] = {}
    for place, one in enumerate(ordered_readings(context), start=1):
        found.setdefault((context.study.code_of(one.indicator_id), one.period), f"#reading-{place}")
    return found


def ordered_readings(context: Context) -> list[Reading]:
    """Return the readings by indicator and period, those of cases after those of the alliance."""
    codes = {one.id: place for place, one in enumerate(context.study.indicators)}
    return sorted(
        context.study.readings,
        key=lambda one: (codes[one.indicator_id], one.period, one.case_id is not None),
    )


def _place(rows: Sequence[Key], wanted: Key) -> int:
    """Return the number of a row, from 1; findings of another state of the study have none."""
    if wanted not in rows:
        raise UnknownNameError("row", "report", str(wanted), map(str, rows))
    return rows.index(wanted) + 1
