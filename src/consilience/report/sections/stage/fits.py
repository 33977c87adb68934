"""In which stage of a process model each case or period is, and what the next one lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience import plots
from consilience.analysis.stage_profiles import WHOLE
from consilience.report import addresses, quoted
from consilience.report.blocks import Block, Gallery, Paragraph, Remark, Remarks, Section
from consilience.report.sections.stage.records import indicator_name
from consilience.report.sections.stage.words import (
    SAY,
    event_word,
    heads,
    linked,
    process_word,
    row_cell,
    row_name,
)
from consilience.report.tables import Cell, Row, Table, numeral

if TYPE_CHECKING:
    from consilience.analysis import ProfilePart, StageFitFinding, WeakestItems
    from consilience.report.context import Context
    from consilience.stages import CaseStage

_MOST_ROWS = 60  # of a figure: more are no longer read


def fit_section(context: Context, found: StageFitFinding, number: int) -> Section:
    """Return memberships with a diagnosis a row, and the profile behind each."""
    key = f"stage-fit-{number}"
    blocks: list[Block] = [
        Paragraph(fit_sentence(context, found)),
        *_remarks(context, found),
        *_figure(context, found, key),
        _memberships(context, found, key),
        _parts(context, found, key),
    ]
    title = context.say(f"{SAY}.title.fit", model=_model(context, found))
    return Section(key, title, tuple(blocks))


def _model(context: Context, found: StageFitFinding) -> str:
    return context.say(f"{SAY}.model_{found.model or 'ideals'}")


def fit_sentence(context: Context, found: StageFitFinding) -> str:
    """Return where the whole alliance is, or its last period; else how many cases are clear."""
    rows = [one.case for one in found.fit.diagnoses]
    last = rows[-1] if found.rows == "period" else WHOLE
    if last not in rows:
        clear = sum(one.state == "clear" for one in found.fit.diagnoses)
        return context.say(f"{SAY}.fit_cases", clear=clear, total=len(rows))
    one = found.fit.diagnoses[rows.index(last)]
    own = found.fit.membership[rows.index(last)]
    shares = {stage: float(own[found.fit.stages.index(stage)]) for stage in one.stages}
    told = {
        "row": context.say(f"{SAY}.whole_subject") if last == WHOLE else last,
        "stages": [
            context.say(
                "report.coded", name=process_word(context, stage), code=context.number(share)
            )
            for stage, share in shares.items()
        ],
    }
    sentence = context.say(f"{SAY}.fit_{one.state}", **told)
    lack = _lacking(context, found, last)
    return sentence + lack


def _lacking(context: Context, found: StageFitFinding, row: str) -> str:
    one = next((one for one in found.weakest if one.row == row), None)
    items = [item_name(context, found, item) for item in _beyond(one)]
    if one is None or not items:
        return ""
    return context.say(f"{SAY}.fit_lacks", stage=process_word(context, one.next_stage), items=items)


def _beyond(one: WeakestItems | None) -> list[str]:
    """Return what is lacked other than the next stage itself."""
    return [item for item in one.items if item != one.next_stage] if one else []


def _remarks(context: Context, found: StageFitFinding) -> list[Block]:
    """Return which rows are left out, in the words of the report; the table tells ambiguity."""
    if not found.left_out:
        return []
    rows = [row_name(context, row) for row in found.left_out]
    return [Remarks((Remark(context.say("stage_steps.note.lacking", rows=rows), "warning"),))]


def item_name(context: Context, found: StageFitFinding, item: str) -> str:
    """Return what an item of a profile is called."""
    if found.source == "readings":
        return indicator_name(context, context.study.indicator(item))
    if found.source == "memberships":
        return context.label(item)
    if found.source == "codings":
        return quoted.code_label(context, item)
    return process_word(context, item) if found.source == "acts" else event_word(context, item)


def _figure(context: Context, found: StageFitFinding, key: str) -> list[Block]:
    """Return the memberships as shades, unless there is one row or more than can be read."""
    fit = found.fit
    if not 1 < len(fit.cases) <= _MOST_ROWS:
        return []
    labels = {stage: process_word(context, stage) for stage in fit.stages}
    labels |= {row: row_name(context, row) for row in fit.cases}
    places = context.case_places
    targets = {row: f"#{addresses.case_key(context, row)}" for row in fit.cases if row in places}
    figure = plots.matrix_figure(
        fit.membership,
        list(fit.cases),
        list(fit.stages),
        measure=context.say(f"{SAY}.membership"),
        labels=labels,
        targets=targets,
        key=f"figure-{key}",
    )
    return [Gallery((figure,))]


def _memberships(context: Context, found: StageFitFinding, key: str) -> Table:
    rows = tuple(
        Row(
            (
                row_cell(context, one.case, first=True),
                *(
                    numeral(context.number(share), _behind(found, key, one.case, stage))
                    for stage, share in zip(
                        found.fit.stages, found.fit.membership[place].tolist(), strict=True
                    )
                ),
                Cell(
                    context.say(
                        f"{SAY}.fit_state_{one.state}",
                        stages=[process_word(context, stage) for stage in one.stages],
                    )
                ),
                Cell(_next(context, found, one)),
            )
        )
        for place, one in enumerate(found.fit.diagnoses)
    )
    columns = (
        Cell(context.say(f"{SAY}.row_{found.rows}")),
        *(Cell(process_word(context, stage), kind="number") for stage in found.fit.stages),
        *heads(context, ("diagnosis", "weakest")),
    )
    width = found.parameters["ambiguous"]
    return Table(
        f"table-{key}",
        columns,
        rows,
        context.say(f"{SAY}.caption.fit", model=_model(context, found)),
        (context.say(f"{SAY}.fit_note", ambiguous=width),),
        context.say(f"{SAY}.links.parts"),
    )


def _behind(found: StageFitFinding, key: str, row: str, stage: str) -> str:
    """Return where a membership leads: to what speaks for the stage, else for another one."""
    own = [(n, part) for n, part in enumerate(found.parts, start=1) if part.row == row]
    told = [pair for pair in own if pair[1].records] or own
    number, _ = min(told, key=lambda pair: pair[1].stage != stage)
    return f"#{key}-part-{number}"


def _next(context: Context, found: StageFitFinding, one: CaseStage) -> str:
    own = next((item for item in found.weakest if item.row == one.case), None)
    if own is None:
        return "–"
    stage = process_word(context, own.next_stage)
    items = [item_name(context, found, item) for item in _beyond(own)]
    return context.say(f"{SAY}.next_lacks", stage=stage, items=items) if items else stage


def _parts(context: Context, found: StageFitFinding, key: str) -> Table:
    several = any(part.stage not in {"", part.item} for part in found.parts)
    rows = tuple(
        Row(
            (
                row_cell(context, part.row, first=True),
                Cell(item_name(context, found, part.item)),
                *([Cell(process_word(context, part.stage))] if several else []),
                numeral(context.number(part.value)),
                _records(context, found, part),
            ),
            key=f"{key}-part-{number}",
            ruled=number > 1 and part.row != found.parts[number - 2].row,
        )
        for number, part in enumerate(found.parts, start=1)
    )
    names = ("item", *(["speaks_for"] if several else []), "degree", "rests_on")
    columns = (
        Cell(context.say(f"{SAY}.row_{found.rows}")),
        *heads(context, names, ("degree",)),
    )
    caption = context.say(f"{SAY}.caption.parts")
    note = context.say(f"{SAY}.parts_note_{found.source}")
    return Table(f"table-{key}-parts", columns, rows, caption, (note,), in_paper=False)


def _records(context: Context, found: StageFitFinding, part: ProfilePart) -> Cell:
    """Return what a number of a profile rests on, each with a link to its row."""
    if found.source == "memberships":
        whole = part.row == WHOLE
        return row_cell(context, part.row) if not whole else _cases(context)
    if found.source == "codings":
        if context.evidence.coded:
            return quoted.quote_cells(context, part.records, context.quote_numbers)
        codings = [quoted.coding_of(context, one) for one in part.records]
        quotes = [Cell(quoted.in_quotes(context, one), kind="quote") for one in codings]
        return Cell("" if quotes else "–", parts=tuple(quotes))
    kind = {"acts": "act", "incidents": "event", "readings": "reading"}[found.source]
    known = context.stages.addresses
    shown = [(_record(context, found, one), known[f"{kind} {one}"]) for one in part.records]
    return linked(context, shown)


def _cases(context: Context) -> Cell:
    return Cell(context.say(f"{SAY}.all_cases"), "#cases")


def _record(context: Context, found: StageFitFinding, record: str) -> str:
    """Return what a record is called: its code, of a reading its period."""
    if found.source != "readings":
        return record
    one = context.study.by_id[record]
    return str(getattr(one, "period", record))
