"""What was found for an outcome, as scripts that a reader copies and runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience import scripts
from consilience.report.blocks import Code, Details, Paragraph

if TYPE_CHECKING:
    from consilience.report.context import Context


def script_blocks(context: Context, outcome: str) -> tuple[Details, ...]:
    """Return one block to open a language: what was found for the outcome, to copy."""
    return tuple(
        Details(
            context.say(f"report.script.{language}"),
            (
                Paragraph(context.say("report.script.file"), "aside"),
                Code(scripts.study_script(context.study, language, outcome, context.language)),
            ),
        )
        for language in scripts.LANGUAGES
    )
