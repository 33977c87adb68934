"""What the codings say in one minute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report.quoted import replicated
from consilience.report.tables import Cell

if TYPE_CHECKING:
    from consilience import coding
    from consilience.analysis import CodedEvidence, MatrixOfCodings
    from consilience.report.context import Context

Item = tuple[Cell, ...]


def coded_items(context: Context, found: CodedEvidence) -> list[Item]:
    """Return the key findings of the codings, each with a link to its evidence."""
    material = context.material
    told: dict[str, object] = {
        "codings": len(material.codings),
        "sources": len(set(material.table["source"])),
        "cases": len(material.cases),
    }
    items = [_item(context, "material", "register", told)]
    if found.structure:
        concepts, themes, dimensions = found.structure.shape
        told = {"concepts": concepts, "themes": themes, "dimensions": dimensions}
        items.append(_item(context, "structure", "structure", told))
    items += [_matrix(context, item, n) for n, item in enumerate(found.matrices, start=1)]
    if found.replication:
        items.append(_replication(context, found.replication))
    if found.triangulation:
        told = {
            "count": len(found.triangulation.single),
            "total": len(found.triangulation.matrix.rows),
        }
        items.append(_item(context, "single", "triangulation", told))
    decided = [item for item in found.saturation if item.status in {"reached", "not reached"}]
    items += [_saturation(context, item) for item in decided[:1]]
    if found.grounding:
        weak = {warning.code for warning in found.grounding.warnings}
        items.append(_item(context, "weak", "grounding", {"count": len(weak)}))
    return items


def _item(context: Context, key: str, section: str, told: dict[str, object]) -> Item:
    sentence = context.say(f"evidence.summary.{key}", **told)
    return (Cell(sentence), Cell(context.say("report.summary.evidence"), f"#{section}"))


def _matrix(context: Context, found: MatrixOfCodings, place: int) -> Item:
    told: dict[str, object] = {
        "count": int((found.matrix.counts == 0).sum()),
        "cells": found.matrix.counts.size,
        "rows": context.say(f"evidence.axis.{found.row_axis}"),
        "columns": context.say(f"evidence.axis.{found.column_axis}"),
    }
    return _item(context, "empty", f"matrix-{place}", told)


def _replication(context: Context, found: coding.Replication) -> Item:
    told: dict[str, object] = {"count": replicated(found), "total": len(found.concepts)}
    return _item(context, "replicated", "replication", told)


def _saturation(context: Context, found: coding.Saturation) -> Item:
    told: dict[str, object] = {
        **found.parameters,
        "reached": found.reached,
        "sources": len(found.sources),
        "later": found.later,
        "codes": int(found.new.sum()),
    }
    return _item(context, "saturated" if found.reached else "not_saturated", "saturation", told)
