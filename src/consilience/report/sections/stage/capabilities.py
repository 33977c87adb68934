"""Capabilities from stage to stage: the matrix with its quotes, and the chain of each stage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from consilience import plots
from consilience.report import quoted
from consilience.report.blocks import Block, Gallery, Paragraph, Remark, Remarks, Section
from consilience.report.sections.coded_matrices import cell_key, matrix_blocks
from consilience.report.sections.stage.words import SAY, heads
from consilience.report.tables import Row, Table, head, numeral

if TYPE_CHECKING:
    from consilience.analysis import CapabilitiesFinding, StageLink
    from consilience.report.context import Context


def capabilities_section(context: Context, found: CapabilitiesFinding, number: int) -> Section:
    """Return the empty cells, the chains, their links, and the matrix with the quotes."""
    key = f"capabilities-{number}"
    blocks: list[Block] = [
        Paragraph(capabilities_sentence(context, found)),
        *_empty(context, found),
        *_chains(context, found, key),
        _links(context, found, key),
        *matrix_blocks(context, found.matrix, key),
    ]
    return Section(key, context.say(f"{SAY}.title.capabilities"), tuple(blocks))


def capabilities_sentence(context: Context, found: CapabilitiesFinding) -> str:
    """Return how many capabilities there are in how many stages, and how many cells are empty."""
    matrix = found.matrix.matrix
    told = {"capabilities": len(matrix.rows), "stages": len(matrix.columns)}
    return context.say(f"{SAY}.capabilities", **told, empty=len(found.empty))


def _empty(context: Context, found: CapabilitiesFinding) -> list[Block]:
    """Return a warning for each capability that is quoted in some stage, but not in all."""
    held: dict[str, list[str]] = {}
    for capability, stage in found.empty:
        held.setdefault(capability, []).append(quoted.stage_label(context, stage))
    items = tuple(
        Remark(
            context.say(
                f"{SAY}.empty_cell",
                capability=quoted.code_label(context, capability),
                stages=stages,
            ),
            "warning",
        )
        for capability, stages in held.items()
    )
    return [Remarks(items)] if items else []


def _chains(context: Context, found: CapabilitiesFinding, key: str) -> list[Block]:
    if found.chains is None:
        return []
    labels, targets = {}, {}
    for link in found.links:
        for name, code in zip(link.links, link.codes or ("",), strict=True):
            labels[name] = _form(context, link, code)
            targets[name] = f"#{_link_key(key, found, link)}"
    figure = plots.chains_figure(
        found.chains,
        labels=labels,
        stages={code: quoted.stage_label(context, code) for code in found.chains.stages},
        targets=targets,
        key=f"figure-{key}-chains",
    )
    return [Gallery((replace(figure, caption=context.say(f"{SAY}.chain_note")),))]


def _form(context: Context, link: StageLink, code: str) -> str:
    """Return what a link shows: the form of its capability, or that nothing is quoted."""
    if not code:
        name = quoted.code_label(context, link.capability)
        return context.say(f"{SAY}.no_form", capability=name)
    return quoted.code_label(context, code)


def _link_key(key: str, found: CapabilitiesFinding, link: StageLink) -> str:
    return f"{key}-link-{found.links.index(link) + 1}"


def _links(context: Context, found: CapabilitiesFinding, key: str) -> Table:
    matrix = found.matrix.matrix
    rows = []
    for number, link in enumerate(found.links):
        place = (matrix.rows.index(link.capability), matrix.columns.index(link.stage))
        cell = f"#{cell_key(key, *place)}" if link.of else ""
        shown = context.say(f"{SAY}.link_count", count=link.count, of=link.of) if link.of else "0"
        rows.append(
            Row(
                (
                    head(quoted.stage_label(context, link.stage)),
                    quoted.code_cell(context, link.capability),
                    quoted.code_cells(context, link.codes),
                    numeral(shown, cell),
                ),
                key=_link_key(key, found, link),
                ruled=number > 0 and link.stage != found.links[number - 1].stage,
            )
        )
    columns = heads(context, ("stage", "capability", "form", "codings"), ("codings",))
    caption = context.say(f"{SAY}.caption.links")
    notes = (context.say(f"{SAY}.links_note"),)
    links = context.say(f"{SAY}.links.quotes")
    return Table(f"table-{key}-links", columns, tuple(rows), caption, notes, links)
