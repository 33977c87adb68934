"""Survey scales on plain tables, without a study: from answers to one score of an alliance."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.output import (
    AsJson,
    EncodingOption,
    SheetOption,
    message_language,
    said,
    say,
    table_text,
)
from consilience.cli.plain_tables import names

if TYPE_CHECKING:
    import pandas as pd

    from consilience import formats

app = typer.Typer(
    help="Survey scales on a plain table, one row a respondent, without a study.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

AnswerTable = Annotated[Path, typer.Argument(help="A CSV or xlsx file, one row a respondent.")]
Low = Annotated[int, typer.Option(help="Lowest point of the scale.")]
High = Annotated[int, typer.Option(help="Highest point of the scale.")]
Reversed = Annotated[
    str, typer.Option("--reversed", help="Items that mean the opposite, with commas.")
]


@app.command()
def scale(
    table: AnswerTable,
    items: Annotated[str, typer.Option(help="The items of the scale, with commas.")],
    low: Low = 1,
    high: High = 5,
    reversed_items: Reversed = "",
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Check the items of a scale: slips in the answers, alpha, CR and AVE."""
    from consilience import formats
    from consilience.analysis import plain_survey

    read = formats.read_table(table, sheet=sheet, encoding=encoding)
    answers = _answers(read, names(items) or [])
    found = plain_survey.scale_check(
        answers, low=low, high=high, reversed_items=names(reversed_items) or ()
    )
    lines = [table_text(found.to_frame()), said("scale_alpha", alpha=found.reliability.alpha)]
    if found.composite is not None:
        composite = found.composite
        reliable, extracted = (
            composite.composite_reliability,
            composite.average_variance_extracted,
        )
        lines.append(said("scale_composite", reliability=reliable, extracted=extracted))
    notes = [note.sentence(message_language()) for note in found.notes]
    say(found.to_dict(), "\n".join([*lines, *notes]), as_json=as_json)


@app.command()
def aggregate(
    table: AnswerTable,
    scale: Annotated[list[str], typer.Option(help="NAME=ITEM,ITEM,...; repeatable.")],
    case: Annotated[str, typer.Option(help="Column of the case (alliance, firm).")],
    wave: Annotated[str | None, typer.Option(help="Column of the wave.")] = None,
    low: Low = 1,
    high: High = 5,
    reversed_items: Reversed = "",
    null: Annotated[
        str, typer.Option(help="How people without agreement would answer.")
    ] = "uniform",
    output: Annotated[Path | None, typer.Option(help="CSV file for the scores.")] = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Bring several respondents together to one score a case, with rwg(j), ICC(1) and ICC(2)."""
    from consilience import formats, workflow
    from consilience.analysis import plain_survey

    scales = {name: names(given) or [] for name, given in workflow.pairs(scale, "--scale").items()}
    read = formats.read_table(table, sheet=sheet, encoding=encoding)
    answers = _answers(read, [item for found in scales.values() for item in found])
    settings: dict[str, Any] = {
        "low": low,
        "high": high,
        "reversed_items": names(reversed_items) or [],
        "null": null,
    }
    found = plain_survey.survey_scores(
        answers,
        scales,
        _column(read, case),
        None if wave is None else _column(read, wave),
        settings=settings,
    )
    scores = found.to_frame()
    if output is not None:
        scores.to_csv(output, index=False, encoding="utf-8", lineterminator="\n")
    notes = [note.sentence(message_language()) for note in found.notes]
    lines = [table_text(scores), "", table_text(found.agreement_frame()), *notes]
    say(found.to_dict(), "\n".join(lines), as_json=as_json)


def _answers(read: formats.Table, items: list[str]) -> pd.DataFrame:
    from consilience import formats
    from consilience.formats.numeric import readings, refuse_text

    refuse_text(read, {name: readings(read, name) for name in items})
    return formats.to_label_frame(read, items)


def _column(read: formats.Table, name: str) -> list[str]:
    return [str(cell).strip() for cell in read.column(name)]
