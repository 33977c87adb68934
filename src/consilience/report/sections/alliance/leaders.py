"""Who should lead: the candidates, those of today, how sure that is, and what would help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience import network, plots
from consilience.analysis.subnetworks import part_of
from consilience.report.blocks import Block, Gallery, Paragraph, Section
from consilience.report.sections.alliance.members import (
    heads,
    member_cell,
    member_names,
    member_targets,
    new_remarks,
    number_or_dash,
)
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consilience.analysis import LeaderFinding
    from consilience.network.leading.sensitivity import Variation
    from consilience.network.ties import Node
    from consilience.plots import Figure
    from consilience.report.context import Context

_SAY = "alliance_report"
_MOST = 30  # candidates and partners that are listed
_MOST_SETS = 10
_TIMES = 41
_SAME = ("base", "layers", "weight", "direction", "at", "backbone")  # of the drawn network


def leaders_section(context: Context, found: LeaderFinding, number: int) -> Section:
    """Return everything on one question of who should lead; ``number`` counts from 1."""
    key = f"alliance-leader-{number}"
    blocks: list[Block] = [
        *(Paragraph(sentence) for sentence in _sentences(context, found)),
        Paragraph(context.say(f"{_SAY}.formula_of_h"), "aside"),
        *new_remarks(context, found),
    ]
    if found.best.sets:
        blocks += [Gallery((one,)) for one in _figures(context, found, key)]
    blocks += [_candidates(context, found, key), _sensitivity(context, found, key)]
    if found.other_networks:
        blocks.append(_other_networks(context, found, key))
    if found.led:
        blocks.append(_partners(context, found, key))
    blocks += _help(context, found, key)
    title = context.say(f"{_SAY}.title.leaders")
    if found.among:
        title = context.say(f"{_SAY}.title.leaders_among", count=len(found.among))
    return Section(key, title, tuple(blocks))


def named(context: Context, codes: Iterable[object]) -> str:
    """Return the names of organisations as one text."""
    return context.listed(member_names(context, map(str, codes)).values())


def best_sentence(context: Context, found: LeaderFinding) -> str:
    """Return who should lead, with H, willingness, and how steady that is."""
    if not found.best.sets:
        return context.say(f"{_SAY}.nobody_reaches", size=found.best.size)
    sets = [named(context, one) for one in found.best.sets[:_MOST_SETS]]
    return context.say(
        f"{_SAY}.best{'' if len(found.best.sets) == 1 else '_tied'}",
        leaders=context.say(f"{_SAY}.or").join(sets),
        count=len(found.best.sets),
        variance=found.best.value,
        willingness=found.best.willingness,
        steady=found.steadiness,
    )


def _sentences(context: Context, found: LeaderFinding) -> list[str]:
    sentences = [best_sentence(context, found)]
    if not found.best.exact:
        sentences.append(context.say(f"{_SAY}.greedy", bound=found.best.lower_bound))
    if found.current:
        today = named(context, found.current.leaders)
        values = {"today": today, "variance": found.current.total_variance}
        if found.current.unreached or np.isnan(found.current_loss):
            sentences.append(context.say(f"{_SAY}.today_unreached", today=today))
        else:
            sentences.append(context.say(f"{_SAY}.today", loss=found.current_loss, **values))
    if found.scenario:
        kind = context.say(f"network.scenario.{found.scenario.kind}")
        sentences.append(context.say(f"{_SAY}.nearest", kind=kind, score=found.scenario.score))
    if found.led and found.led.weakest:
        weakest = named(context, found.led.weakest[:_MOST_SETS])
        sentences.append(context.say(f"{_SAY}.weakest", partners=weakest))
    return sentences


def _figures(context: Context, found: LeaderFinding, key: str) -> tuple[Figure, ...]:
    frame = found.singles.to_frame()
    frame = frame[np.isfinite(frame["total_variance"])].head(_MOST)
    codes = [str(node) for node in frame["leader"]]
    if not codes:
        return ()
    marked = {str(node) for node in found.current.leaders} if found.current else set()
    dots = plots.leader_figure(
        codes,
        frame["total_variance"],
        marked=[code for code in codes if code in marked],
        labels=member_names(context, codes),
        targets=member_targets(context, codes),
        key=f"figure-{key}",
    )
    curves = _curves(context, found)
    return (dots, plots.consensus_figure(curves, key=f"figure-{key}-time")) if curves else (dots,)


def _curves(context: Context, found: LeaderFinding) -> dict[str, network.ConsensusCurve]:
    """Return the way to consensus under the best leaders and those of today."""
    drawn = context.alliance.network
    if drawn is None or found.led is None or found.led.unreached:
        return {}
    if any(getattr(drawn.choice, name) != getattr(found.choice, name) for name in _SAME):
        return {}
    nodes = {*map(str, found.led.leaders), *map(str, found.led.partners)}
    if not nodes <= set(drawn.graph) or found.led.convergence_rate <= 0:
        return {}
    graph = part_of(drawn.graph, nodes)
    times = np.linspace(0, 3 / found.led.convergence_rate, _TIMES)
    chosen = [one for one in (found.led, found.current) if one and not one.unreached]
    return {
        named(context, one.leaders): network.consensus_curve(graph, one.leaders, times)
        for one in chosen
    }


def _candidates(context: Context, found: LeaderFinding, key: str) -> Table:
    frame = found.singles.to_frame()
    numbers = ("total_variance", "willingness", "convergence_rate", "information_head")
    rows = tuple(
        Row(
            (
                member_cell(context, str(row["leader"]), first=True),
                numeral(number_or_dash(context, row["total_variance"])),
                numeral(number_or_dash(context, row["willingness"])),
                numeral(number_or_dash(context, row["convergence_rate"])),
                numeral(number_or_dash(context, row["information"])),
            )
        )
        for row in frame.head(_MOST).to_dict("records")
    )
    caption = context.say(f"{_SAY}.caption.candidates", shown=len(rows), total=len(frame))
    notes = (context.say(f"{_SAY}.candidates_note"),)
    return Table(
        f"table-{key}", heads(context, ("candidate", *numbers), numbers), rows, caption, notes
    )


def _sensitivity(context: Context, found: LeaderFinding, key: str) -> Table:
    numbers = ("runs", "kept", "apart")
    rows = tuple(
        Row(
            (
                head(context.say(f"network.change.{item.change}")),
                numeral(str(item.runs)),
                numeral("–" if np.isnan(item.kept) else f"{item.kept:.0%}"),
                numeral(str(item.apart)),
                Cell(_rivals(context, item, found.best.sets)),
            )
        )
        for item in found.sensitivity.variations
    )
    columns = heads(context, ("change", *numbers, "rivals"), numbers)
    notes = (context.say(f"{_SAY}.sensitivity_note"),)
    caption = context.say(f"{_SAY}.caption.sensitivity")
    return Table(f"table-{key}-sensitivity", columns, rows, caption, notes)


def _rivals(context: Context, item: Variation, best: Iterable[tuple[Node, ...]]) -> str:
    """Return the most frequent sets that are not among the best ones."""
    known = {frozenset(one) for one in best}
    return _sets(context, [one for one, _ in item.frequent if frozenset(one) not in known])


def _other_networks(context: Context, found: LeaderFinding, key: str) -> Table:
    rows = tuple(
        Row(
            (
                head(context.say(f"{_SAY}.base.{item.base}")),
                Cell(context.say(f"{_SAY}.weight.{item.weight}") if item.weight else "–"),
                Cell(_sets(context, item.sets)),
                Cell(context.say(f"{_SAY}.{'yes' if item.kept else 'no'}"), kind="centre"),
                numeral(_loss(context, item.loss)),
            )
        )
        for item in found.other_networks
    )
    columns = heads(
        context, ("base_head", "weight_head", "best_there", "same_best", "loss"), ("loss",)
    )
    caption = context.say(f"{_SAY}.caption.other_networks")
    notes = (context.say(f"{_SAY}.other_networks_note"),)
    return Table(f"table-{key}-networks", columns, rows, caption, notes)


def _loss(context: Context, loss: float) -> str:
    """Return by which share H is larger; the best choice above may not reach everybody there."""
    return f"{loss:.0%}" if np.isfinite(loss) else context.say(f"{_SAY}.not_all_reached")


def _sets(context: Context, sets: Sequence[tuple[Node, ...]]) -> str:
    shown = [named(context, one) for one in sets[:3]]
    return context.say(f"{_SAY}.or").join(shown) or "–"


def _partners(context: Context, found: LeaderFinding, key: str) -> Table:
    """Return how hard each partner is to carry along, under the best leaders and today's."""
    led = dict(zip(found.led.partners, found.led.resistance, strict=True)) if found.led else {}
    today = (
        dict(zip(found.current.partners, found.current.resistance, strict=True))
        if found.current
        else {}
    )
    order = sorted(led, key=lambda node: (-float(led[node]), str(node)))[:_MOST]
    rows = tuple(
        Row(
            (
                member_cell(context, str(node), first=True),
                numeral(number_or_dash(context, float(led[node]))),
                *(
                    (numeral(number_or_dash(context, float(today.get(node, np.nan)))),)
                    if today
                    else ()
                ),
            )
        )
        for node in order
    )
    names = ("partner", "resistance", *(("resistance_today",) if today else ()))
    caption = context.say(f"{_SAY}.caption.partners", shown=len(rows), total=len(led))
    return Table(f"table-{key}-partners", heads(context, names, names[1:]), rows, caption)


def _help(context: Context, found: LeaderFinding, key: str) -> list[Block]:
    blocks: list[Block] = []
    if found.ties_to_add and found.ties_to_add.ties:
        before = found.ties_to_add.total_variance
        rows = tuple(
            Row(
                (
                    member_cell(context, str(a), first=True),
                    member_cell(context, str(b)),
                    numeral(context.number(float(gain))),
                    numeral(f"{float(gain) / before:.1%}"),
                )
            )
            for (a, b), gain in zip(found.ties_to_add.ties, found.ties_to_add.gain, strict=True)
        )
        names = ("first", "second", "gain", "gain_share")
        caption = context.say(f"{_SAY}.caption.ties_to_add")
        blocks.append(Table(f"table-{key}-ties", heads(context, names, names[2:]), rows, caption))
    if found.leaders_to_add and len(found.leaders_to_add.nodes):
        before = found.leaders_to_add.total_variance
        gains = zip(found.leaders_to_add.nodes, found.leaders_to_add.gain, strict=True)
        ordered = sorted(gains, key=lambda item: (-float(item[1]), str(item[0])))[:5]
        rows = tuple(
            Row(
                (
                    member_cell(context, str(node), first=True),
                    numeral(context.number(float(gain))),
                    numeral(f"{float(gain) / before:.1%}"),
                )
            )
            for node, gain in ordered
        )
        columns = heads(context, ("candidate", "gain", "gain_share"), ("gain", "gain_share"))
        caption = context.say(f"{_SAY}.caption.leaders_to_add")
        blocks.append(Table(f"table-{key}-more", columns, rows, caption))
    return blocks
