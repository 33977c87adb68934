"""Worths that are not known, partners by criteria, and the governance plan of an alliance."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from consilience.cli.game_files import pairs
from consilience.cli.output import AsJson, EncodingOption, message_language, say
from consilience.cli.plain_tables import answer, names, numbers
from consilience.cli.value_commands import app
from consilience.cli.value_files import (
    cells,
    frame_of,
    said,
    say_parts,
    table_text,
    texts_and_number,
)
from consilience.texts import text

if TYPE_CHECKING:
    from consilience.analysis.plain_value import GovernancePlan


@app.command()
def estimate(
    estimates: Annotated[Path, typer.Argument(help="Columns: coalition, low, likely, high.")],
    confidence: Annotated[float, typer.Option(help="What the intervals hold, 0 to 1.")] = 0.9,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Divide where experts estimate the worths, with intervals and how often the division holds."""
    from consilience.analysis import plain_value

    table = texts_and_number(estimates, encoding, ("low", "likely", "high"))
    found = plain_value.estimate(table, confidence)
    lines = [table_text(found.to_frame()), said("draws_in_core", share=100 * found.in_core)]
    answer(found, "\n".join(lines), as_json=as_json)


@app.command()
def bounds(
    worths: Annotated[Path, typer.Argument(help="Columns: coalition, worth; with gaps.")],
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Bound the worths that a table leaves out, and what each player gets by Shapley."""
    from consilience.analysis import plain_value

    found = plain_value.bounds(texts_and_number(worths, encoding))
    ends = zip(found.players, found.low, found.high, strict=True)
    lines = [said("between", player=name, low=low, high=high) for name, low, high in ends]
    answer(found, "\n".join([table_text(found.to_frame()), *lines]), as_json=as_json)


@app.command()
def rank(
    table: Annotated[Path, typer.Argument(help="One row a candidate, one column a criterion.")],
    negative: Annotated[str, typer.Option(help="Criteria of which less is better.")] = "",
    comparisons: Annotated[
        Path | None,
        typer.Option(help="How many times as important each criterion (row) is as each other."),
    ] = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Rank candidates by equal, entropy and AHP weights, and say how far weights decide."""
    from consilience.analysis import plain_value

    compared = None if comparisons is None else frame_of(comparisons, encoding)
    found = plain_value.rank(frame_of(table, encoding), names(negative) or [], compared)
    say_parts(found, as_json=as_json)


@app.command()
def governance(
    plan: Annotated[
        Path,
        typer.Argument(help="Columns: dimension, mechanism, owner, trigger, indicator, status."),
    ],
    mechanisms: Annotated[
        str, typer.Option(help="Other mechanisms than the four, with commas.")
    ] = "",
    weight: Annotated[
        list[str] | None, typer.Option(help="NAME=WEIGHT of a dimension or mechanism; repeat.")
    ] = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Check a governance plan: how complete it is by weight, and what is missing."""
    from consilience.analysis import plain_value

    given = pairs(weight, "--weight")
    weights = {name: (numbers(item) or [item])[0] for name, item in given.items()}
    found = plain_value.governance(cells(plan, encoding), names(mechanisms), weights)
    say(found.to_dict(), "\n".join(_lines(found)), as_json=as_json)


def _lines(found: GovernancePlan) -> list[str]:
    from consilience.analysis.plain_value import governance_name

    language = message_language()
    lines = [said("complete", score=100 * found.completeness, running=100 * found.in_force)]
    for cell in found.cells:
        if not cell.missing:
            continue
        values = {
            "dimension": governance_name(cell.dimension, language),
            "mechanism": governance_name(cell.mechanism, language),
            "details": [text(f"value.detail.{name}", language) for name in cell.missing],
        }
        key = "lacks" if cell.measures else "no_measure"
        lines.append(said(key, **values, lost=100 * cell.lost))
    if len(lines) == 1:
        lines.append(said("whole"))
    bare = [governance_name(name, language) for name in found.without_indicator]
    if bare:
        lines.append(text("value.note.no_indicator", language, mechanisms=bare))
    return lines
