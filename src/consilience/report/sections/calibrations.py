"""How each condition was calibrated, and the quadrants of dependence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

import numpy as np

from consilience.calibration.inspection import HIGH_SHARE, LOW_SHARE
from consilience.plots import Figure, calibration_plot, dual_logic_plot
from consilience.report import addresses, wording
from consilience.report.blocks import Block, Gallery, Paragraph, Remark, Remarks, Section
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience.analysis import ConditionCalibration
    from consilience.calibration import DualLogic
    from consilience.report.context import Context

QUADRANTS = {
    "embedded logic": "report.quadrant.embedded",
    "power logic": "report.quadrant.power",
    "both": "report.quadrant.both",
    "neither": "report.quadrant.neither",
}

_PROFILES: Mapping[str, Literal["R", "fsQCA"]] = {"R": "R", "fsQCA": "fsQCA"}


def calibration_section(context: Context) -> Section:
    """Return anchors, shares and warnings of every condition, with a figure each."""
    found = context.evidence.memberships
    blocks: list[Block] = [
        Paragraph(context.say("report.calibration.lead")),
        _table(context),
    ]
    remarks = tuple(
        Remark(
            context.say(
                "report.calibration.remark",
                condition=item.condition,
                remark=note.sentence(context.language),
            ),
            note.level,
        )
        for item in found.calibrations
        for note in item.notes
        if not note.key.split(".")[-1].startswith("half")  # the table of skew names the cases
    )
    blocks.append(_skew(context))
    if remarks:
        blocks.append(Remarks(remarks))
    figures = [_figure(context, item) for item in found.calibrations]
    blocks.append(Gallery(tuple(figures)))
    return Section("calibration", context.say("report.title.calibration"), tuple(blocks))


def _table(context: Context) -> Table:
    kinds = {"share": "number", "n": "number"}
    columns = ("condition", "method", "anchors", "profile", "n", "share")
    return Table(
        "table-calibration",
        tuple(
            Cell(
                context.say(f"report.calibration.{name}"),
                kind="number" if name in kinds else "text",
            )
            for name in columns
        ),
        tuple(_row(context, item) for item in context.evidence.memberships.calibrations),
        context.say("report.caption.calibration"),
        (context.say("report.calibration.note"), *_reasons(context)),
    )


def _reasons(context: Context) -> list[str]:
    """Return each reason once, with the conditions that share it."""
    groups: dict[str, list[str]] = {}
    for item in context.evidence.memberships.calibrations:
        if item.reason:
            groups.setdefault(item.reason, []).append(item.condition)
    return [
        context.say("report.calibration.reason", sets=codes, reason=reason)
        for reason, codes in groups.items()
    ]


def _row(context: Context, item: ConditionCalibration) -> Row:
    place = context.evidence.memberships.conditions.index(item.condition)
    count = int(np.isfinite(context.evidence.memberships.values[:, place]).sum())
    href = f"#{addresses.set_key(context, item.condition)}"
    direct = item.method == "direct"
    return Row(
        (
            head(item.condition, href),
            Cell(context.say(f"report.method.{item.method}")),
            Cell(context.listed(f"{value:g}" for value in item.anchors) or "–", kind="short"),
            Cell(context.say(f"report.profile.{item.profile}") if direct else "–", kind="short"),
            numeral(str(count), href),
            numeral(f"{item.share_in:.0%}", href),
        )
    )


def _skew(context: Context) -> Table:
    """Return on which side of 0.5 the cases lie, and what became of those that lie on it."""
    names = ("above", "below", "half", "share")
    columns = (
        Cell(context.say("report.calibration.condition")),
        *(Cell(context.say(f"report.skew.{name}"), kind="number") for name in names),
        Cell(context.say("report.skew.balance")),
        Cell(context.say("report.skew.cases")),
        Cell(context.say("report.skew.done")),
    )
    return Table(
        "table-skew",
        columns,
        tuple(
            _skew_row(context, item)
            for item in context.evidence.memberships.calibrations
            if not wording.is_multi_value(context, item.condition)
        ),
        context.say("report.caption.skew"),
        (context.say("report.skew.note", low=LOW_SHARE, high=HIGH_SHARE),),
    )


def _skew_row(context: Context, item: ConditionCalibration) -> Row:
    found = context.evidence.memberships
    values = found.values[:, found.conditions.index(item.condition)]
    href = f"#{addresses.set_key(context, item.condition)}"
    counts = ((values > 0.5).sum(), (values < 0.5).sum(), len(item.half_cases))
    even = LOW_SHARE <= item.share_in <= HIGH_SHARE
    return Row(
        (
            head(item.condition, href),
            *(numeral(str(count), href) for count in counts),
            numeral(f"{item.share_in:.0%}", href),
            Cell(context.say(f"report.skew.{'balanced' if even else 'skewed'}")),
            addresses.case_cells(context, item.half_cases),
            Cell(context.say(f"report.skew.{item.half}") if item.half_cases else "–"),
        )
    )


def _figure(context: Context, item: ConditionCalibration) -> Figure:
    found = context.evidence.memberships
    place = found.conditions.index(item.condition)
    whole = np.isfinite(found.values[:, place])
    return calibration_plot(
        found.raw[whole, place],
        found.values[whole, place],
        item.anchors,
        name=wording.named(context, item.condition),
        profile=_PROFILES.get(item.profile) if item.method == "direct" else None,
        key=f"figure-{addresses.set_key(context, item.condition)}",
    )


def dependence_section(context: Context, found: DualLogic) -> Section:
    """Return the quadrants of embedded logic and power logic, with the cases of each."""
    names = _dependence_names(context)
    figure = dual_logic_plot(
        found,
        x_label=context.say("report.dependence.axis", name=names[0]),
        y_label=context.say("report.dependence.axis", name=names[1]),
        targets=[f"#{addresses.case_key(context, case)}" for case in found.cases],
    )
    dominant = context.say(QUADRANTS[found.dominant])
    key = "report.dependence.none" if found.dominant == "neither" else "report.dependence.dominant"
    return Section(
        "dependence",
        context.say("report.title.dependence"),
        (
            Paragraph(context.say(key, dominant=dominant)),
            Paragraph(context.say("report.dependence.trend", trend=context.number(found.trend))),
            *context.remarks(found.notes),
            Gallery((figure,)),
            _quadrants(context, found),
            Paragraph(context.say("report.dependence.convention"), "aside"),
        ),
    )


def _dependence_names(context: Context) -> tuple[str, str]:
    settings = next(
        step.settings for step in reversed(context.study.steps) if step.kind == "dependence"
    )
    joint, unequal = str(settings["joint"]), str(settings["asymmetric"])
    return context.label(joint), context.label(unequal)


def _quadrants(context: Context, found: DualLogic) -> Table:
    return Table(
        "table-quadrants",
        (
            Cell(context.say("report.quadrant.name")),
            Cell(context.say("report.quadrant.count"), kind="number"),
            Cell(context.say("report.quadrant.cases")),
        ),
        tuple(
            Row(
                (
                    head(context.say(key)),
                    numeral(str(len(found.members[name]))),
                    addresses.case_cells(context, found.members[name]),
                )
            )
            for name, key in QUADRANTS.items()
        ),
        context.say("report.caption.quadrants"),
    )
