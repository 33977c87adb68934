"""Synergy of subsystems: how far each has come, how well they go together, what holds back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience.report.blocks import Block, Paragraph, Section
from consilience.report.sections.value.figures import synergy_figures
from consilience.report.sections.value.record_places import reading_hrefs
from consilience.report.sections.value.words import heads, share
from consilience.report.tables import Cell, Row, Table, head, numeral
from consilience.report.value_words import SAY, indicator_name, subsystem_name

if TYPE_CHECKING:
    from consilience.analysis import SynergyFinding
    from consilience.report.context import Context


def synergy_section(context: Context, found: SynergyFinding, number: int) -> Section:
    """Return order degrees, synergy, coordination with its band, obstacles; ``number`` from 1."""
    key = f"value-synergy-{number}"
    blocks: list[Block] = [
        *(Paragraph(one) for one in sentences(context, found)),
        Paragraph(context.say(f"{SAY}.synergy_how"), "aside"),
        *context.remarks(found.notes),
        *synergy_figures(context, found, key),
        _degrees(context, found, key),
        _obstacles(context, found, key),
        _details(context, found, key),
        _scaled(context, found, key),
    ]
    title = context.say(f"{SAY}.title.synergy")
    if found.case:
        title = context.say(f"{SAY}.title.synergy_of", case=found.case)
    return Section(key, title, tuple(blocks))


def sentences(context: Context, found: SynergyFinding) -> list[str]:
    """Return coordination in the last period with its band, and what limits value most."""
    said = []
    if found.corrected and found.classic:
        told = {
            "period": found.periods[-1],
            "corrected": float(found.corrected.coordination[-1]),
            "classic": float(found.classic.coordination[-1]),
        }
        band = found.band
        if band is not None and np.isfinite(band.low[-1]):
            ends = {"low": float(band.low[-1]), "high": float(band.high[-1])}
            said.append(context.say(f"{SAY}.coordination_band", **told, **ends))
        elif np.isfinite(found.corrected.coordination[-1]):
            said.append(context.say(f"{SAY}.coordination", **told))
    return [*said, obstacle_sentence(context, found)]


def obstacle_sentence(context: Context, found: SynergyFinding) -> str:
    """Return which subsystem holds value back most, and whether other weights say so too."""
    names = found.obstacles.largest[-1]
    period = found.periods[-1]
    if not names:
        return context.say(f"{SAY}.no_obstacle", period=period)
    row = found.obstacles.values[-1]
    degree = float(row[found.obstacles.items.index(names[0])])
    same = [one for one in found.largest if one.subsystems == names]
    shown = [subsystem_name(context, name) for name in names]
    key = "obstacle" if len(names) < len(found.obstacles.items) else "obstacle_tied"
    return context.say(
        f"{SAY}.{key}",
        period=period,
        names=shown,
        degree=degree,
        same=len(same),
        weightings=len(found.largest),
    )


def _degrees(context: Context, found: SynergyFinding, key: str) -> Table:
    """Return a line a period; its numbers lead to the scaled indicators of that period."""
    subsystems = found.degrees.subsystems
    composite = dict(zip(found.composite.rows, found.composite.values, strict=True)) if (
        found.composite
    ) else {}  # fmt: skip
    rows = []
    for place, period in enumerate(found.periods):
        target = f"#{key}-period-{place + 1}"
        cells = [numeral(f"{one:.3f}", target) for one in found.degrees.values[place]]
        cells.append(numeral(_number(float(composite.get(period, np.nan)))))
        cells += _coordination(found, place)
        rows.append(Row((head(period, target), *cells)))
    names = ("composite", "classic", "corrected", "band") if found.corrected else ("composite",)
    columns = (
        *heads(context, ("period",)),
        *(Cell(subsystem_name(context, name), kind="number") for name in subsystems),
        *heads(context, names, names),
    )
    caption = context.say(f"{SAY}.caption.degrees")
    notes = (context.say(f"{SAY}.degrees_note"),)
    return Table(f"table-{key}", columns, tuple(rows), caption, notes,
                 context.say(f"{SAY}.links.degrees"))  # fmt: skip


def _coordination(found: SynergyFinding, place: int) -> list[Cell]:
    if found.corrected is None or found.classic is None:
        return []
    band = "–"
    if found.band is not None:
        band = f"{found.band.low[place]:.3f} – {found.band.high[place]:.3f}"
    both = (found.classic.coordination[place], found.corrected.coordination[place])
    return [*(numeral(_number(float(one))) for one in both), Cell(band, kind="number")]


def _number(value: float) -> str:
    return f"{value:z.3f}" if np.isfinite(value) else "–"


def _obstacles(context: Context, found: SynergyFinding, key: str) -> Table:
    rows = tuple(
        Row(
            (
                head(period, f"#{key}-period-{place + 1}"),
                *(numeral(share(float(one))) for one in found.obstacles.values[place]),
                Cell(context.listed(
                    subsystem_name(context, name) for name in found.obstacles.largest[place]
                ) or "–"),
            )
        )
        for place, period in enumerate(found.periods)
    )  # fmt: skip
    columns = (
        *heads(context, ("period",)),
        *(Cell(subsystem_name(context, name), kind="number") for name in found.obstacles.items),
        *heads(context, ("largest",)),
    )
    notes = (context.say(f"{SAY}.obstacles_note"),)
    caption = context.say(f"{SAY}.caption.obstacles")
    return Table(f"table-{key}-obstacles", columns, rows, caption, notes)


def _details(context: Context, found: SynergyFinding, key: str) -> Table:
    """Return how much each indicator holds back in the last period, the most first."""
    targets = reading_hrefs(context)
    period = found.periods[-1]
    order = np.argsort(-np.nan_to_num(found.details.values[-1]), kind="stable").tolist()
    of = {
        code: name
        for name, codes in found.degrees.parameters["subsystems"].items()
        for code in codes
    }
    rows = tuple(
        Row(
            (
                head(indicator_name(context, code), targets.get((code, period), "")),
                Cell(subsystem_name(context, of[code])),
                numeral(f"{found.degrees.weights[place]:.3f}"),
                numeral(f"{found.degrees.scaled[-1, place]:.3f}", targets.get((code, period), "")),
                numeral(share(float(found.details.values[-1, place]))),
            )
        )
        for place, code in ((one, found.details.items[one]) for one in order)
    )
    numbers = ("weight", "scaled", "obstacle")
    columns = heads(context, ("indicator", "subsystem", *numbers), numbers)
    caption = context.say(f"{SAY}.caption.details", period=period)
    return Table(f"table-{key}-details", columns, rows, caption)


def _scaled(context: Context, found: SynergyFinding, key: str) -> Table:
    """Return the indicators on their way from worst to best, each a link to its reading."""
    targets = reading_hrefs(context)
    rows = tuple(
        Row(
            (
                head(period),
                *(
                    numeral(f"{one:.3f}", targets.get((code, period), ""))
                    for code, one in zip(
                        found.degrees.indicators, found.degrees.scaled[place], strict=True
                    )
                ),
            ),
            key=f"{key}-period-{place + 1}",
        )
        for place, period in enumerate(found.periods)
    )
    columns = (
        *heads(context, ("period",)),
        *(Cell(indicator_name(context, code), kind="number") for code in found.degrees.indicators),
    )
    caption = context.say(f"{SAY}.caption.scaled")
    return Table(f"table-{key}-scaled", columns, rows, caption,
                 links=context.say(f"{SAY}.links.scaled"), in_paper=False)  # fmt: skip
