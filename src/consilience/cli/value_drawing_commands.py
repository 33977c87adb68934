"""Drawings of value on plain tables, without a study."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.output import AsJson, EncodingOption
from consilience.cli.plain_drawings import (
    Dpi,
    LanguageOption,
    Out,
    drawing_language,
    refuse_options,
    say_figure,
)
from consilience.cli.plain_tables import names, numbers
from consilience.cli.value_commands import app, setting
from consilience.cli.value_files import cells, frame_of, texts_and_number
from consilience.texts import text

if TYPE_CHECKING:
    from consilience.analysis.value_drawings import DrawnDivisions, DrawnSynergy
    from consilience.plots import Figure
    from consilience.texts import Language

# Which options each figure has a use for; any other one is refused, not passed over in silence.
_USES: Mapping[str, tuple[str, ...]] = {
    "divisions": ("--factors", "--weights", "--synergies"),
    "core": ("--factors", "--weights", "--synergies"),
    "order": ("--subsystem", "--bounds", "--negative"),
    "obstacles": ("--subsystem", "--bounds", "--negative"),
    "matching": ("--needs", "--columns", "--row-capacity", "--column-capacity", "--largest"),
    "acceptability": ("--negative", "--comparisons"),
    "governance": ("--mechanisms",),
}


@dataclass(frozen=True)
class _Given:
    """A table and the options that go with it."""

    table: Path
    encoding: str | None
    options: Mapping[str, Any]

    def frame(self, option: str = "") -> Any:
        """Return the numbers of the table, or of the file of an option if it is given."""
        path = self.options[option] if option else self.table
        return None if path is None else frame_of(path, self.encoding)


@app.command()
def draw(
    table: Annotated[Path, typer.Argument(help="The table that the figure is of.")],
    figure: Annotated[str, typer.Option(help=f"{', '.join(_USES)}.")],
    out: Out,
    factors: Annotated[
        Path | None, typer.Option(help="divisions, core: risk, input, effort of each player.")
    ] = None,
    weights: Annotated[str, typer.Option(help="Weights of the factors, with commas.")] = "",
    subsystem: Annotated[
        list[str] | None, typer.Option(help="order, obstacles: NAME=INDICATOR,INDICATOR; repeat.")
    ] = None,
    bounds: Annotated[list[str] | None, typer.Option(help="INDICATOR=LOW,HIGH; repeat.")] = None,
    negative: Annotated[str, typer.Option(help="Columns of which less is better.")] = "",
    needs: Annotated[
        Path | None, typer.Option(help="matching: needs of members; the table holds offers.")
    ] = None,
    columns: Annotated[
        Path | None, typer.Option(help="matching: how much each column values each row.")
    ] = None,
    row_capacity: Annotated[int, typer.Option(help="The most partners of a row.")] = 1,
    column_capacity: Annotated[int, typer.Option(help="The most partners of a column.")] = 1,
    comparisons: Annotated[
        Path | None, typer.Option(help="acceptability: how important criteria are (AHP).")
    ] = None,
    mechanisms: Annotated[str, typer.Option(help="governance: others than the four.")] = "",
    language: LanguageOption = "",
    dpi: Dpi = 300,
    encoding: EncodingOption = None,
    *,
    synergies: Annotated[
        bool, typer.Option("--synergies", help="divisions, core: own worths and synergies.")
    ] = False,
    largest: Annotated[
        bool, typer.Option("--largest", help="matching: the largest total, not the stable one.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Draw divisions, the core, order degrees, obstacles, a matching, ranks or governance."""
    from consilience.checks import choice

    kind = choice(figure, _USES, "--figure", "value draw")
    chosen = drawing_language(language, "value draw")
    options: dict[str, Any] = {
        "--factors": factors,
        "--weights": weights,
        "--synergies": synergies,
        "--subsystem": subsystem,
        "--bounds": bounds,
        "--negative": negative,
        "--needs": needs,
        "--columns": columns,
        "--row-capacity": row_capacity,
        "--column-capacity": column_capacity,
        "--largest": largest,
        "--comparisons": comparisons,
        "--mechanisms": mechanisms,
    }
    usual = {"--row-capacity": 1, "--column-capacity": 1}
    given = [name for name, item in options.items() if item and item != usual.get(name)]
    refuse_options(f"--figure {kind}", given, _USES[kind])
    made = _MAKERS[kind](_Given(table, encoding, options), chosen)
    say_figure(made, out, chosen, dpi, as_json=as_json)


def _divisions(given: _Given) -> DrawnDivisions:
    from consilience.analysis import plain_split, value_drawings

    found = plain_split.divisions(
        texts_and_number(given.table, given.encoding),
        (),
        plain_split.Given(
            factors=given.frame("--factors"),
            factor_weights=numbers(given.options["--weights"]) or None,
        ),
        synergies=given.options["--synergies"],
    )
    return value_drawings.drawn_divisions(found)


def _division_figure(given: _Given, _language: Language) -> Figure:
    from consilience import plots

    found = _divisions(given)
    return plots.division_figure(
        found.players,
        found.values,
        found.own,
        core=found.core,
        outside=found.outside,
        core_empty=found.core_empty,
    )


def _core_figure(given: _Given, _language: Language) -> Figure:
    from consilience import plots
    from consilience.errors import DataError

    found = _divisions(given)
    if len(found.players) != 3:
        raise DataError("plots.core_of_three", players=len(found.players))
    return plots.core_figure(found.worths, found.values, found.players)


def _synergy(given: _Given) -> DrawnSynergy:
    from consilience.analysis import value_drawings
    from consilience.errors import DataError

    options = given.options
    parts = {name: names(item) or [] for name, item in map(setting, options["--subsystem"] or ())}
    if not parts:
        raise DataError("plots.subsystems")
    ends = {name: numbers(item) for name, item in map(setting, options["--bounds"] or ())}
    settings = {"bounds": ends, "negative": names(options["--negative"]) or ()}
    return value_drawings.drawn_synergy(given.frame(), parts, settings)


def _order_figure(given: _Given, _language: Language) -> Figure:
    from consilience import plots

    found = _synergy(given)
    return plots.order_degree_figure(
        found.periods,
        found.subsystems,
        found.degrees,
        found.coordination,
        found.low,
        found.high,
    )


def _obstacle_figure(given: _Given, language: Language) -> Figure:
    from consilience import plots

    found = _synergy(given)
    measure = text("plots.obstacles", language)
    return plots.matrix_figure(
        found.obstacles, found.periods, found.indicators, measure=measure, key="obstacles"
    )


def _matching_figure(given: _Given, _language: Language) -> Figure:
    from consilience import plots
    from consilience.analysis import value_drawings

    options = given.options
    room = options["--row-capacity"], options["--column-capacity"]
    wanted = given.frame("--needs")
    if wanted is not None:
        refuse_options("--needs", ["--columns"] if options["--columns"] else [], ())
        found = value_drawings.drawn_propositions(
            given.frame(), wanted, room, largest=options["--largest"]
        )
    else:
        found = value_drawings.drawn_matching(
            given.frame(), given.frame("--columns"), room, largest=options["--largest"]
        )
    return plots.matching_figure(
        found.offers,
        found.needs,
        found.pairs,
        found.scores,
        blocking=found.blocking,
        gaps=found.gaps,
    )


def _acceptability_figure(given: _Given, _language: Language) -> Figure:
    from consilience import plots
    from consilience.analysis import value_drawings

    found, ranks = value_drawings.drawn_ranks(
        given.frame(), names(given.options["--negative"]) or [], given.frame("--comparisons")
    )
    return plots.acceptability_figure(found.candidates, found.values, ranks)


def _governance_figure(given: _Given, _language: Language) -> Figure:
    from consilience import plots
    from consilience.analysis import plain_value

    table = cells(given.table, given.encoding)
    return plots.governance_figure(
        plain_value.governance(table, names(given.options["--mechanisms"]), {})
    )


_MAKERS: Mapping[str, Callable[[_Given, Language], Figure]] = {
    "divisions": _division_figure,
    "core": _core_figure,
    "order": _order_figure,
    "obstacles": _obstacle_figure,
    "matching": _matching_figure,
    "acceptability": _acceptability_figure,
    "governance": _governance_figure,
}
