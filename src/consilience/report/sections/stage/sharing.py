"""Who shares what value how: tables of acts by mode, and the shares over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience import plots
from consilience.analysis.stage_sharing import MODES
from consilience.report import quoted
from consilience.report.blocks import Block, Gallery, Paragraph, Section
from consilience.report.sections.stage.words import SAY, heads, linked, process_word
from consilience.report.tables import Cell, Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience.analysis import ActTable, SharingFinding
    from consilience.report.context import Context


def sharing_section(context: Context, found: SharingFinding, number: int) -> Section:
    """Return mode by type of value, beneficiary, stage and year; the acts of each cell."""
    key = f"sharing-{number}"
    blocks: list[Block] = [
        Paragraph(sharing_sentence(context, found)),
        *context.remarks(found.notes),
        *(_table(context, table, key) for table in found.tables),
    ]
    if found.periods:
        blocks += [*_figure(context, found, key), _shares(context, found, key)]
    blocks.append(_cells(context, found, key))
    case = found.parameters.get("case", "")
    title = context.say(f"{SAY}.title.sharing{'_of' if case else ''}", case=case)
    return Section(key, title, tuple(blocks))


def sharing_sentence(context: Context, found: SharingFinding) -> str:
    """Return how many acts are of each mode, and which prevails in the last year."""
    counted = sum(count for _, count in found.modes)
    modes = [
        context.say("report.coded", name=process_word(context, mode), code=count)
        for mode, count in found.modes
    ]
    sentence = context.say(f"{SAY}.shared", count=counted, modes=modes)
    if not found.periods:
        return sentence
    last = found.periods[-1]
    named = [process_word(context, mode) for mode in last.prevailing]
    key = f"{SAY}.prevailing" if len(named) == 1 else f"{SAY}.prevailing_tied"
    return sentence + context.say(key, year=last.period, modes=named, count=last.acts)


def _column(context: Context, across: str, column: str) -> str:
    if across == "stage":
        return quoted.stage_label(context, column)
    return process_word(context, column)


def _cell_key(key: str, across: str, mode: str, place: int) -> str:
    return f"{key}-{across}-{MODES.index(mode) + 1}-{place + 1}"


def _table(context: Context, table: ActTable, key: str) -> Table:
    rows = []
    for mode, counts in zip(MODES, table.counts.tolist(), strict=True):
        cells = [
            numeral(str(n), f"#{_cell_key(key, table.across, mode, place)}" if n else "")
            for place, n in enumerate(counts)
        ]
        rows.append(Row((head(process_word(context, mode)), *cells, numeral(str(sum(counts))))))
    sums = table.counts.sum(axis=0).tolist()
    total = (head(context.say(f"{SAY}.all")), *(numeral(str(n)) for n in (*sums, sum(sums))))
    columns = (
        Cell(context.say(f"{SAY}.mode")),
        *(Cell(_column(context, table.across, c), kind="number") for c in table.columns),
        Cell(context.say(f"{SAY}.all"), kind="number"),
    )
    return Table(
        f"table-{key}-{table.across}",
        columns,
        (*rows, Row(total, ruled=True)),
        context.say(f"{SAY}.caption.sharing_{table.across}"),
        links=context.say(f"{SAY}.links.cells"),
    )


def _figure(context: Context, found: SharingFinding, key: str) -> list[Block]:
    """Return the shares of the modes over the years as shades, from two years on."""
    if len(found.periods) < 2:
        return []
    figure = plots.matrix_figure(
        [one.shares for one in found.periods],
        [one.period for one in found.periods],
        list(MODES),
        measure=context.say(f"{SAY}.share_of_acts"),
        labels={mode: process_word(context, mode) for mode in MODES},
        key=f"figure-{key}",
    )
    return [Gallery((figure,))]


def _shares(context: Context, found: SharingFinding, key: str) -> Table:
    rows = tuple(
        Row(
            (
                head(one.period),
                numeral(str(one.acts)),
                *(numeral(f"{share:.0%}") for share in one.shares),
                Cell(context.listed(process_word(context, mode) for mode in one.prevailing)),
            )
        )
        for one in found.periods
    )
    columns = (
        *heads(context, ("year", "count"), ("count",)),
        *(Cell(process_word(context, mode), kind="number") for mode in MODES),
        Cell(context.say(f"{SAY}.prevails")),
    )
    caption = context.say(f"{SAY}.caption.shares")
    return Table(f"table-{key}-shares", columns, rows, caption)


def _cells(context: Context, found: SharingFinding, key: str) -> Table:
    """Return one row a cell of the tables: its acts, each a link to its row."""
    known = context.stages.addresses
    rows = tuple(
        Row(
            (
                head(process_word(context, cell.mode)),
                Cell(_column(context, table.across, cell.column)),
                numeral(str(len(cell.acts))),
                linked(context, [(act, known[f"act {act}"]) for act in cell.acts]),
            ),
            key=_cell_key(key, table.across, cell.mode, table.columns.index(cell.column)),
            ruled=cell is table.cells[0] and table is not found.tables[0],
        )
        for table in found.tables
        for cell in table.cells
    )
    columns = heads(context, ("mode", "cell_of", "count", "acts"), ("count",))
    caption = context.say(f"{SAY}.caption.cells")
    return Table(f"table-{key}-cells", columns, rows, caption, in_paper=False)
