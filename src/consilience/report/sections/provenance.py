"""Where everything comes from: version, hashes, the protocol with its settings, the findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import consilience
from consilience.report.blocks import Block, Facts, Paragraph, Section
from consilience.report.tables import Cell, Row, Table, head

if TYPE_CHECKING:
    from consilience.report.context import Context


def provenance_section(context: Context) -> Section:
    """Return all that is needed to repeat the report byte for byte."""
    facts = Facts(
        (
            (context.say("report.provenance.version"), Cell(consilience.__version__)),
            (
                context.say("report.provenance.content"),
                Cell(context.study.content_sha256(), kind="expression"),
            ),
        )
    )
    blocks: list[Block] = [
        Paragraph(context.say("report.provenance.lead")),
        facts,
        _files(context),
        _protocol(context),
        _findings(context),
    ]
    return Section("provenance", context.say("report.title.provenance"), tuple(blocks))


def _files(context: Context) -> Table:
    return Table(
        "table-files",
        tuple(Cell(context.say(f"report.provenance.{name}")) for name in ("file", "sha256")),
        tuple(
            Row((head(item.file_name or item.code), Cell(item.sha256 or "–", kind="expression")))
            for item in context.study.sources
        ),
        context.say("report.caption.files"),
    )


def _protocol(context: Context) -> Table:
    return Table(
        "table-protocol",
        tuple(
            Cell(context.say(f"report.provenance.{name}"))
            for name in ("position", "step", "settings")
        ),
        tuple(
            Row(
                (
                    head(str(step.position)),
                    Cell(context.say(f"analysis.step.{step.kind}")),
                    Cell("; ".join(_settings(context, step.settings)) or "–", kind="expression"),
                )
            )
            for step in context.study.steps
        ),
        context.say("report.caption.protocol"),
    )


def _settings(context: Context, settings: dict[str, Any]) -> list[str]:
    return [f"{name} = {_shown(context, value)}" for name, value in sorted(settings.items())]


def _shown(context: Context, value: object) -> str:
    """Return a setting as text; of a name in both languages that of the report."""
    if isinstance(value, dict):
        if set(value) == {"en", "zh"}:
            return str(value[context.language])
        return ", ".join(f"{name}: {_shown(context, v)}" for name, v in sorted(value.items()))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def _findings(context: Context) -> Table:
    return Table(
        "table-findings",
        tuple(
            Cell(context.say(f"report.provenance.{name}"))
            for name in ("step", "finding", "input", "made_by")
        ),
        tuple(
            Row(
                (
                    head(context.say(f"analysis.step.{item.kind}")),
                    Cell(item.id, kind="expression"),
                    Cell(item.input_sha256, kind="expression"),
                    Cell(item.version),
                )
            )
            for item in context.study.findings
        ),
        context.say("report.caption.findings"),
    )
