"""Networks over the years: who comes and stays, where it turns, who will join next."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.output import (
    AsJson,
    EncodingOption,
    SheetOption,
    message_language,
    say,
    table_text,
)
from consilience.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from consilience.analysis.plain_evolution import (
        Evolution,
        LinkPrediction,
        PhaseBreaks,
        Retention,
        Roster,
    )
    from consilience.results import Note

app = typer.Typer(rich_markup_mode=None)

DatedFile = Annotated[
    Path, typer.Argument(help="Memberships, projects or ties with years (CSV, xlsx); or a study.")
]
Shape = Annotated[
    str | None,
    typer.Option(
        "--as",
        help="What a row is: memberships, projects, ties. Of a study: participations or ties.",
    ),
]
Columns = Annotated[Path | None, typer.Option(help="TOML file: what columns hold.")]
Span = Annotated[str, typer.Option(help="First and last year, such as 2015-2024.")]

_COUNT = ("at_risk", "kept", "share", "low", "high")


@app.command()
def evolution(
    file: DatedFile,
    span: Span = "",
    measure: Annotated[
        str, typer.Option(help="What is searched for breaks: ties, members, entries, ...")
    ] = "ties",
    stage: Annotated[
        list[str] | None, typer.Option(help="A stage, start=1998-2010; repeat for several.")
    ] = None,
    shape: Shape = None,
    columns: Columns = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Who comes, goes and stays from year to year, how long ties last, and where it turns."""
    from consilience.analysis import plain_evolution as analysis

    rows, left_out = _rows(file, shape, columns, sheet, encoding)
    stages = dict(_stage(item) for item in stage or ())
    found = analysis.evolution(rows, span=_span(span), measure=measure, stages=stages)
    values: dict[str, Any] = {name: part.to_dict() for name, part in found.results().items()}
    lines = [*_evolution_lines(found), *_left_out(left_out)]
    say({**values, "rows_left_out": list(left_out)}, "\n".join(lines), as_json=as_json)


@app.command()
def predict(
    file: DatedFile,
    span: Span = "",
    top: Annotated[int, typer.Option(help="How many predictions are shown.")] = 10,
    shape: Shape = None,
    columns: Columns = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Who may join what next, and how well the same ranking foretold earlier years."""
    from consilience.analysis import plain_evolution as analysis

    rows, left_out = _rows(file, shape, columns, sheet, encoding)
    found = analysis.prediction(rows, span=_span(span), top=top)
    lines = [*_prediction_lines(found, top), *_left_out(left_out)]
    values = {**found.to_dict(), "rows_left_out": list(left_out)}
    say(values, "\n".join(lines), as_json=as_json)


def _rows(
    file: Path, shape: str | None, columns: Path | None, sheet: str | None, encoding: str | None
) -> tuple[pd.DataFrame, tuple[int, ...]]:
    from consilience import network_workflow

    given = network_workflow.AllianceFile(
        path=file, shape=shape, columns=columns, sheet=sheet, encoding=encoding
    )
    return network_workflow.dated_rows(given)


def _span(given: str) -> tuple[int, int] | None:
    from consilience.errors import DataError

    if not given:
        return None
    found = re.fullmatch(r"\s*(\d{4})\s*[-,–，]\s*(\d{4})\s*", given)
    if found is None:
        raise DataError("network.evolution.span", got=given)
    return int(found[1]), int(found[2])


def _stage(given: str) -> tuple[str, tuple[int, int | None]]:
    from consilience.errors import DataError

    found = re.fullmatch(r"\s*(.*\S)\s*=\s*(\d{4})\s*[-–]\s*(\d{4})?\s*", given)
    if found is None:
        raise DataError("network.evolution.stage", got=given)
    return found[1], (int(found[2]), int(found[3]) if found[3] else None)


def _evolution_lines(found: Evolution) -> list[str]:
    panel = found.panel.to_frame()
    shown = ["year", "members", "ties", "density", "entries", "retained", "exits"]
    if found.panel.two_mode:
        shown.insert(2, "collaborations")
    lines = [_table(panel[shown], whole=("entries", "retained", "exits"))]
    lines += _retention_lines(found.retention)
    if found.breaks is None:
        lines += ["", _said("series_too_short")]
    else:
        lines += ["", *_break_lines(found.breaks)]
    if found.roster is not None:
        lines += _roster_lines(found.roster)
    return [
        *lines,
        "",
        *_sentences(note for part in found.results().values() for note in part.notes),
    ]


def _retention_lines(found: Retention) -> list[str]:
    parts = (
        ("kept_ties", (*found.ties, found.all_ties)),
        ("kept_members", (*found.members, found.all_members)),
        ("label", found.by_label),
        ("number", found.by_ties),
    )
    lines: list[str] = []
    for name, items in parts:
        rows = [{**vars(item), "group": _group(item.group)} for item in items if item.at_risk]
        if rows:
            lines += ["", _said(f"heading_{name}"), _table(_frame(rows, ("group", *_COUNT)))]
    return [*lines, "", *_survival_lines(found)]


def _survival_lines(found: Retention) -> list[str]:
    curve = found.survival
    if not curve.ages:
        return [_said("no_survival")]
    rows = zip(
        curve.ages, curve.at_risk, curve.ended, curve.share, curve.low, curve.high, strict=True
    )
    names = ("year", "at_risk", "ended", "share", "low", "high")
    table = _table(_frame([dict(zip(names, row, strict=True)) for row in rows], names))
    counts = ("spells", "unknown_starts", "late_entries", "still_there")
    reached = curve.half_life == curve.half_life
    age = (
        _said("half_life", age=curve.half_life)
        if reached
        else _said("no_half_life", age=curve.ages[-1])
    )
    constant = _said(
        "constant_half_life",
        years=found.constant_half_life,
        low=found.constant_half_life_low,
        high=found.constant_half_life_high,
    )
    spells = _said("spells", **{name: getattr(curve, name) for name in counts})
    return [_said("heading_survival"), table, spells, age, constant]


def _break_lines(found: PhaseBreaks) -> list[str]:
    language = message_language()
    measure = text(f"network.measure.{found.parameters['measure']}", language)
    lines = [
        text(
            f"network.phase.{found.state}",
            language,
            measure=measure,
            probability=found.probability,
        )
    ]
    mass = found.parameters["credible"]
    for item in found.breaks:
        ends = {"period": item.period, "low": item.low, "high": item.high}
        lines.append(text("network.phase.at", language, **ends, mass=mass))
    phases = found.phases if found.breaks else ()
    return [*lines, *(text("network.phase.phase", language, **vars(item)) for item in phases)]


def _roster_lines(found: Roster) -> list[str]:
    names = ("stage", "organisation", "roles", "entry", "exit", "new")
    sign = _said("yes")
    rows = [
        {**vars(actor), "roles": ", ".join(actor.roles), "new": sign if actor.new else ""}
        for actor in found.actors
    ]
    return ["", _said("heading_roster"), _table(_frame(rows, names))]


def _prediction_lines(found: LinkPrediction, top: int) -> list[str]:
    tests = ("year", "candidates", "joins", "expected", "outside")
    scores = ("score", "auc", "low", "high", "average_precision", "precision_at_top")
    rated = [
        {**vars(item), "score": _predictor(item.score), "low": item.auc_low, "high": item.auc_high}
        for item in found.predictors
    ]
    predicted = ("rank", "first", "second", "probability")
    return [
        _said("heading_tests"),
        _table(_frame([vars(item) for item in found.tests], tests)),
        _said("base_rate", base_rate=found.base_rate),
        "",
        _said("heading_predictors"),
        _table(_frame(rated, scores), top=top),
        "",
        _said("heading_predicted", year=found.next_year),
        _table(_frame([vars(item) for item in found.predicted], predicted)),
        "",
        *_sentences(found.notes),
    ]


def _group(name: str) -> str:
    return _said("all") if name == "all" else name


def _predictor(score: str) -> str:
    return text(f"network.predictor.{score}", message_language())


def _left_out(rows: Sequence[int]) -> list[str]:
    return [_said("rows_left_out", count=len(rows), rows=rows[:20])] if rows else []


def _said(key: str, **values: object) -> str:
    """Return a sentence; the values fill its named blanks."""
    return text(f"network.said.{key}", message_language(), **values)


def _sentences(notes: Iterable[Note]) -> list[str]:
    return list(dict.fromkeys(note.sentence(message_language()) for note in notes))


def _frame(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=list(columns))


def _table(frame: pd.DataFrame, *, whole: Sequence[str] = (), top: int = 0) -> str:
    """Return a table with headings in the language of messages; what is not known is a dash."""
    import pandas as pd

    language = message_language()
    shown = frame.copy()
    for column in whole:
        shown[column] = ["-" if pd.isna(value) else f"{value:.0f}" for value in shown[column]]
    shown.columns = [text(f"network.column.{name}", language, top=top) for name in shown.columns]
    return table_text(shown)
