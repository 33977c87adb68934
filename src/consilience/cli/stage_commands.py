"""Stages on plain tables, without a study."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.output import AsJson, EncodingOption, message_language, table_text
from consilience.cli.plain_tables import answer, names, numbers, require_columns, shown
from consilience.errors import DataError
from consilience.texts import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from consilience.analysis.plain_stages import EventPlan, Overlaps, Segmentation

app = typer.Typer(
    help="Where stages begin, and which one a case is in, on plain tables, without a study.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


Series = Annotated[Path, typer.Argument(help="A table, one row a period, in order.")]
Stages = Annotated[
    int | None, typer.Option(help="Number of stages; the most probable if left out.")
]
Compared = Annotated[
    str, typer.Option(help="What will be compared across the stages, names with commas.")
]


@app.command()
def segment(
    events: Annotated[Path, typer.Argument(help="A table, one row an event.")],
    year: Annotated[str, typer.Option(help="Column of the year.")] = "year",
    dimension: Annotated[str, typer.Option(help="Column of the dimension.")] = "dimension",
    level: Annotated[
        str, typer.Option(help="Column of the coded level; level, or the only one left.")
    ] = "",
    stages: Stages = None,
    span: Annotated[str, typer.Option(help="First and last year, with a comma.")] = "",
    agreement: Annotated[
        float | None, typer.Option(help="How far coders agree beyond chance, such as kappa.")
    ] = None,
    encoding: EncodingOption = None,
    *,
    coded_within_stages: Annotated[
        bool, typer.Option("--coded-within-stages", help="Coders knew the stages.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Divide a history by its coded events, with a set of years for every boundary."""
    from consilience import formats
    from consilience.analysis import plain_stages

    read = formats.read_table(events, encoding=encoding)
    columns = (year, dimension, level or _only_left(read.columns, (year, dimension)))
    settings: dict[str, Any] = {
        "stages": stages,
        "agreement": agreement,
        "coded_within_stages": coded_within_stages,
    }
    if span:
        settings["span"] = _wholes(span)
    require_columns(read, columns)
    cells = formats.to_label_frame(read, list(columns))
    found = plain_stages.segment(cells, columns, settings)
    answer(found, _boundaries(found), as_json=as_json)


@app.command()
def series(
    table: Annotated[
        Path, typer.Argument(help="A table, one row a year, one column an indicator.")
    ],
    stages: Stages = None,
    compared: Compared = "",
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Divide a history by yearly indicators, with a set of years for every boundary."""
    from consilience.analysis import plain_stages

    settings = {"stages": stages, "compared": names(compared) or []}
    found = plain_stages.segment_series(frame_of_rows(table, encoding), settings)
    answer(found, _boundaries(found), as_json=as_json)


@app.command()
def overlaps(
    stage: Annotated[
        list[str], typer.Option(help="A stage as told, start=1998-2010, in order; repeat.")
    ],
    *,
    as_json: AsJson = False,
) -> None:
    """Say where stages as told in a study share years, or leave years to none."""
    from consilience.analysis import plain_stages

    found = plain_stages.stage_overlaps(dict(_told(item) for item in stage))
    answer(found, "\n".join(_overlap_lines(found)), as_json=as_json)


@app.command()
def plan(
    span: Annotated[str, typer.Option(help="First and last year, with a comma.")],
    starts: Annotated[str, typer.Option(help="First years of the later stages, with commas.")],
    events: Annotated[str, typer.Option(help="Numbers of events to try.")] = "20,40,80,160",
    agreements: Annotated[
        str, typer.Option(help="Agreements of two coders beyond chance to try.")
    ] = "0.8,0.5",
    dimensions: Annotated[int, typer.Option(help="Number of dimensions.")] = 4,
    goal: Annotated[
        float, typer.Option(help="In which share of histories all must be right within a year.")
    ] = 0.8,
    runs: Annotated[int, typer.Option(help="Simulated histories for each row.")] = 40,
    seed: Annotated[int, typer.Option(help="The same seed, the same table.")] = 0,
    *,
    as_json: AsJson = False,
) -> None:
    """Say how many coded events, at which agreement of coders, locate the boundaries."""
    from consilience.analysis import plain_stages

    settings: dict[str, Any] = {"events": _wholes(events), "agreements": numbers(agreements)}
    settings |= {"dimensions": dimensions, "goal": goal, "runs": runs, "seed": seed}
    found = plain_stages.event_plan(_wholes(span), list(_wholes(starts)), settings)
    answer(found, "\n".join(_plan_lines(found)), as_json=as_json)


@app.command()
def partition(
    series: Series,
    stages: Annotated[int, typer.Option(help="Number of stages.")],
    compared: Compared = "",
    encoding: EncodingOption = None,
    *,
    standardize: Annotated[
        bool, typer.Option("--standardize", help="Take out the units of the indicators.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Divide a series of numbers so that the scatter within stages is least."""
    from consilience.analysis import plain_stages

    found = plain_stages.partition(
        frame_of_rows(series, encoding), stages, names(compared) or [], standardize=standardize
    )
    answer(found, shown(found), as_json=as_json)


@app.command()
def fit(
    profiles: Annotated[Path, typer.Argument(help="A table, one row a case, numbers in [0, 1].")],
    model: Annotated[
        str, typer.Option(help="growth, value, resources or sharing: columns are its stages.")
    ] = "value",
    ideals: Annotated[
        Path | None, typer.Option(help="A table of ideal profiles instead, one row a stage.")
    ] = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Say which stage each case is in, or that it is ambiguous."""
    from consilience.analysis import plain_stages

    wanted = model if ideals is None else frame_of_rows(ideals, encoding)
    found = plain_stages.stage_fit(frame_of_rows(profiles, encoding), wanted)
    table = found.to_frame().rename_axis("case").reset_index()
    lines = table_text(table)
    answer(found, lines, as_json=as_json)


def _boundaries(found: Segmentation) -> str:
    """Return how many stages there may be, and the boundaries; an undetermined one has a dash."""
    shares = enumerate((100 * found.number_probability).tolist(), 1)
    lines = [_said("number", shares=[f"{number}: {share:.0f} %" for number, share in shares])]
    if not found.boundaries:
        return "\n".join([*lines, _said("one")])
    frame = found.to_frame()
    lines.append(table_text(frame.assign(year=frame["year"].astype(object).fillna("-"))))
    if found.overlap:
        lines.append(_said("soft", years=[str(year) for year in found.overlap]))
    return "\n".join(lines)


def _only_left(columns: Sequence[str], taken: tuple[str, str]) -> str:
    left = [name for name in columns if name not in taken]
    return left[0] if len(left) == 1 else "level"


def _told(given: str) -> tuple[str, tuple[int, int | None]]:
    found = re.fullmatch(r"\s*(.*\S)\s*=\s*(\d{4})\s*[-–]\s*(\d{4})?\s*", given)
    if found is None:
        raise DataError("stages.told", got=given)
    return found[1], (int(found[2]), int(found[3]) if found[3] else None)


def _overlap_lines(found: Overlaps) -> list[str]:
    lines = []
    for item in found.found:
        key = ("shared" if item.shared else "gap") + ("_on" if item.high is None else "")
        lines.append(_said(key, **vars(item)))
    return lines or [_said("clean")]


def _plan_lines(found: EventPlan) -> list[str]:
    goal = 100 * found.parameters["goal"]
    agreements = list(dict.fromkeys(row.agreement for row in found.rows))
    lines = [table_text(found.to_frame())]
    for agreement, enough in zip(agreements, found.enough, strict=True):
        key = "enough" if enough else "not_enough"
        lines.append(_said(key, agreement=agreement, events=enough, goal=goal))
    return lines


def _said(key: str, **values: object) -> str:
    return text(f"stages.said.{key}", message_language(), **values)


def _wholes(given: str) -> tuple[Any, ...]:
    return tuple(whole(item) for item in numbers(given))


def whole(number: Any) -> Any:
    """Return a number as a whole one if it is."""
    return int(number) if isinstance(number, float) and number == int(number) else number


def frame_of_rows(path: Path, encoding: str | None) -> pd.DataFrame:
    """Return the numbers of a table whose first column names the rows."""
    from consilience import formats

    read = formats.read_table(path, encoding=encoding)
    return formats.to_numeric_frame(read, read.columns[1:], read.columns[0])
