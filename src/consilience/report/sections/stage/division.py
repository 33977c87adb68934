"""Where dated events put the boundaries of stages, beside where the study tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience import plots
from consilience.report.blocks import Block, Gallery, Paragraph, Remark, Remarks, Section
from consilience.report.sections.stage.plan import plan_blocks
from consilience.report.sections.stage.series import series_blocks
from consilience.report.sections.stage.words import (
    SAY,
    event_word,
    heads,
    linked,
    stage_number,
    stage_said,
)
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience import stages
    from consilience.analysis import StagesFinding
    from consilience.report.context import Context

_RETOLD = ("stages.note.undetermined", "stages.note.number_unsure", "stage_steps.note.compared")
_MOST_ROWS = 12  # dimensions of a timeline: more are no longer read


def division_section(context: Context, found: StagesFinding, number: int) -> Section:
    """Return boundaries with their intervals, the number of stages, years, series and plan."""
    key = f"stages-{number}"
    blocks: list[Block] = [Paragraph(sentence) for sentence in _lead(context, found)]
    blocks += [*_remarks(context, found)]
    blocks += [Gallery((figure,)) for figure in _figure(context, found, key)]
    if found.segmentation.boundaries:
        blocks.append(_boundaries(context, found, key))
    blocks += [_numbers(context, found, key), _years(context, found, key)]
    blocks += [*_overlaps(context, found), *series_blocks(context, found, key)]
    blocks += plan_blocks(context, found, key)
    case = found.parameters.get("case", "")
    title = context.say(f"{SAY}.title.division{'_of' if case else ''}", case=case)
    return Section(key, title, tuple(blocks))


def now_sentence(context: Context, found: StagesFinding) -> str:
    """Return in which stage the events put the last year, and where that stage begins."""
    stage = _present(found)
    begins = found.segmentation.boundaries[stage - 2 : stage - 1] if stage > 1 else ()
    sentences = [boundary_sentence(context, found, one) for one in begins]
    return _joined(context, [_present_sentence(context, found), *sentences])


def _last_row(found: StagesFinding) -> int:
    """Return the place of the last year with an event: later ones are told by nothing."""
    return found.segmentation.years.index(max(event.year for event in found.counted))


def _present(found: StagesFinding) -> int:
    """Return the number of the stage that the last year with an event most probably lies in."""
    return int(found.segmentation.membership[_last_row(found)].argmax()) + 1


def _present_sentence(context: Context, found: StagesFinding) -> str:
    told = found.segmentation
    if told.stages == 1:
        return context.say(f"{SAY}.one_stage", events=told.events)
    stage = stage_said(context, found.names, _present(found))
    row = _last_row(found)
    probability = float(told.membership[row].max())
    return context.say(f"{SAY}.now", year=told.years[row], stage=stage, probability=probability)


def boundary_sentence(context: Context, found: StagesFinding, one: stages.Boundary) -> str:
    """Return between which years a stage begins, or that it cannot be told sharply."""
    key = f"{SAY}.boundary_{one.state}" if one.low < one.high else f"{SAY}.boundary_year"
    return context.say(
        key,
        stage=stage_said(context, found.names, one.stage),
        low=one.low,
        high=one.high,
        years=[str(year) for year in one.modes],
        credible=found.parameters["credible"],
        events=found.segmentation.events,
    )


def _joined(context: Context, sentences: list[str]) -> str:
    return ("" if context.language == "zh" else " ").join(sentences)


def _lead(context: Context, found: StagesFinding) -> list[str]:
    told = found.segmentation
    sentences = [_present_sentence(context, found)]
    sentences += [boundary_sentence(context, found, one) for one in told.boundaries]
    counted = context.say(
        f"{SAY}.counted",
        events=told.events,
        first=told.years[0],
        last=told.years[-1],
        level=context.say(f"{SAY}.level_{found.level}"),
        stages=told.stages,
        probability=float(told.number_probability[told.stages - 1]),
    )
    return [_joined(context, sentences), counted]


def _remarks(context: Context, found: StagesFinding) -> tuple[Remarks, ...]:
    """Return the notes that the paragraphs do not tell, the circular ones in the report's words."""
    items = [
        Remark(note.sentence(context.language), note.level)
        for note in found.notes
        if note.key not in _RETOLD
    ]
    unsure = [note for note in found.notes if note.key == "stages.note.number_unsure"]
    items += [Remark(note.sentence(context.language), "warning") for note in unsure]
    if found.compared:
        names = list(dict.fromkeys(event_word(context, name) for name in found.compared))
        items.append(Remark(context.say("stage_steps.note.compared", names=names), "warning"))
    return (Remarks(tuple(items)),) if items else ()


def _figure(context: Context, found: StagesFinding, key: str) -> list[plots.Figure]:
    """Return the timeline, unless there are more dimensions than can be read."""
    rows = [event_word(context, event.dimension) for event in found.counted]
    if len(set(rows)) > _MOST_ROWS:
        return []
    told = {
        stage_number(context, tuple(t.stage for t in found.told), place): (one.first, one.last)
        for place, one in enumerate(found.told, start=1)
    }
    figure = plots.timeline_figure(
        [event.year for event in found.counted],
        rows,
        found.segmentation,
        told=told or None,
        targets=dict.fromkeys(rows, "#stage-events"),
        key=f"figure-{key}",
    )
    return [figure]


def _boundaries(context: Context, found: StagesFinding, key: str) -> Table:
    series = found.series.segmentation if found.series else None
    numbers = ("interval", "probable", "told_year", *(["by_indicators"] if series else []))
    rows = [_boundary(context, found, one) for one in found.segmentation.boundaries]
    return Table(
        f"table-{key}-boundaries",
        heads(context, ("stage", *numbers, "verdict"), numbers),
        tuple(rows),
        context.say(f"{SAY}.caption.boundaries"),
        (context.say(f"{SAY}.boundaries_note", credible=found.parameters["credible"]),),
        context.say(f"{SAY}.links.events"),
    )


def _boundary(context: Context, found: StagesFinding, one: stages.Boundary) -> Row:
    told = [item for item in found.boundaries if item.boundary == one.stage]
    series = found.series.segmentation if found.series else None
    beside = [item for item in series.boundaries if item.stage == one.stage] if series else []
    best = context.listed(str(year) for year in one.modes)
    verdicts = [context.say(f"{SAY}.state_{one.state}")]
    verdicts += dict.fromkeys(
        context.say(f"{SAY}.told_inside" if t.inside else f"{SAY}.told_outside") for t in told
    )
    return Row(
        (
            head(stage_number(context, found.names, one.stage)),
            numeral(_interval(one), "#stage-events"),
            numeral(_with_share(context, best, one.probability), "#stage-events"),
            numeral(
                context.listed(_with_share(context, str(t.year), t.probability) for t in told)
                or "–"
            ),
            *(numeral(_interval(item), "#stage-readings") for item in beside),
            Cell(context.say("exports.between").join(verdicts)),
        )
    )


def _interval(one: stages.Boundary) -> str:
    return str(one.low) if one.low == one.high else f"{one.low}–{one.high}"


def _with_share(context: Context, year: str, share: float) -> str:
    return context.say("report.coded", name=year, code=context.number(share))


def _numbers(context: Context, found: StagesFinding, key: str) -> Table:
    shares = found.segmentation.number_probability.tolist()
    columns = [Cell(context.say(f"{SAY}.number_of_stages"))]
    columns += [numeral(str(count)) for count in range(1, len(shares) + 1)]
    cells = (head(context.say(f"{SAY}.share")), *(numeral(context.number(s)) for s in shares))
    caption = context.say(f"{SAY}.caption.numbers")
    return Table(f"table-{key}-numbers", tuple(columns), (Row(cells),), caption)


def _years(context: Context, found: StagesFinding, key: str) -> Table:
    """Return the years with their events and how probably each lies in each stage."""
    segmentation = found.segmentation
    stages_ = [stage_number(context, found.names, n) for n in range(1, segmentation.stages + 1)]
    addresses = context.stages.addresses
    rows = []
    for year, shares in zip(segmentation.years, segmentation.membership.tolist(), strict=True):
        own = [event.incident for event in found.counted if event.year == year]
        places = [(code, addresses[f"event {code}"]) for code in own]
        unclear = context.say(f"{SAY}.unclear_year") if year in segmentation.overlap else ""
        cells = (head(str(year)), numeral(str(len(own))), linked(context, places))
        shown = (numeral(context.number(share)) for share in shares)
        rows.append(Row((*cells, *shown, Cell(unclear))))
    columns = (
        *heads(context, ("year", "count", "events"), ("count",)),
        *(Cell(name, kind="number") for name in stages_),
        Cell(""),
    )
    return Table(
        f"table-{key}-years",
        columns,
        tuple(rows),
        context.say(f"{SAY}.caption.years"),
        (context.say(f"{SAY}.years_note"),),
        context.say(f"{SAY}.links.events"),
    )


def _overlaps(context: Context, found: StagesFinding) -> list[Block]:
    """Return where the stages of the study overlap or leave a gap, and what events say there."""
    if found.overlaps is None:
        return []
    names = {one.stage: place for place, one in enumerate(found.told, start=1)}
    codes = tuple(one.stage for one in found.told)
    items = []
    for one in found.overlaps.found:
        last = found.segmentation.years[-1] if one.high is None else one.high
        told = {
            "first": stage_said(context, codes, names[one.first]),
            "second": stage_said(context, codes, names[one.second]),
            "years": str(one.low) if one.low == last else f"{one.low}–{last}",
            "events": sum(one.low <= event.year <= last for event in found.counted),
        }
        key = f"{SAY}.told_overlap" if one.shared else f"{SAY}.told_gap"
        items.append(Remark(context.say(key, **told), "warning"))
    return [Remarks(tuple(items))] if items else [Paragraph(context.say(f"{SAY}.told_apart"))]
