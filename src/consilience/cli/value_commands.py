"""Dividing value, matching and synergy on plain tables, without a study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.output import AsJson, EncodingOption, message_language, say
from consilience.cli.plain_tables import names, numbers
from consilience.cli.value_files import (
    cells,
    core_lines,
    frame_of,
    said,
    say_parts,
    sentences,
    source_line,
    table_text,
    texts_and_number,
)
from consilience.texts import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consilience.analysis.plain_split import Divisions

app = typer.Typer(
    help="Divide value, match partners, measure synergy on plain tables, without a study.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Capacity = Annotated[int, typer.Option(help="The most partners one can have.")]


Worths = Annotated[Path, typer.Argument(help="A table with the columns coalition, worth.")]
Synergies = Annotated[
    bool, typer.Option("--synergies", help="Own worths and synergies in place of worths.")
]


@app.command()
def split(
    worths: Worths,
    rule: Annotated[
        str, typer.Option(help="Rules with commas; Shapley, nucleolus and tau if left out.")
    ] = "",
    union: Annotated[
        list[str] | None, typer.Option(help="Players who negotiate as one; repeat for several.")
    ] = None,
    ties: Annotated[
        Path | None, typer.Option(help="A table of ties: only tied players work together.")
    ] = None,
    player_weight: Annotated[
        list[str] | None, typer.Option(help="PLAYER=WEIGHT, one for each: weighted Shapley.")
    ] = None,
    factors: Annotated[
        Path | None, typer.Option(help="A table of risk, input, effort: one row a player.")
    ] = None,
    weights: Annotated[str, typer.Option(help="Weights of the factors, with commas.")] = "",
    encoding: EncodingOption = None,
    *,
    synergies: Synergies = False,
    as_json: AsJson = False,
) -> None:
    """Divide the worth of an alliance by several rules, and say which divisions hold."""
    from consilience.analysis import plain_split

    given = plain_split.Given(
        unions=[names(item) or [] for item in union or ()],
        ties=None if ties is None else _ties(ties, encoding),
        weights={name: _number(item) for name, item in map(setting, player_weight or ())},
        factors=None if factors is None else frame_of(factors, encoding),
        factor_weights=numbers(weights) or None,
    )
    table = texts_and_number(worths, encoding)
    found = plain_split.divisions(table, names(rule) or (), given, synergies=synergies)
    say(found.to_dict(), "\n".join(_split_lines(found)), as_json=as_json)


@app.command()
def claims(
    table: Annotated[Path, typer.Argument(help="A table: claimant, claim.")],
    estate: Annotated[float, typer.Option(help="What there is to divide.")],
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Divide what is there among claims that exceed it, by five rules side by side."""
    from consilience.analysis import plain_value

    found = plain_value.claims(frame_of(table, encoding), estate)
    _say_side_by_side(found, as_json=as_json)


@app.command()
def power(
    table: Annotated[Path, typer.Argument(help="A table: voter, weight.")],
    quota: Annotated[float, typer.Option(help="The weight that decides.")],
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Measure the power of each voter exactly, by two indices."""
    from consilience.analysis import plain_value

    found = plain_value.power(frame_of(table, encoding), quota)
    _say_side_by_side(found, as_json=as_json)


@app.command()
def match(
    scores: Annotated[Path, typer.Argument(help="How much each row values each column.")],
    columns: Annotated[
        Path | None, typer.Option(help="How much each column values each row, in the same form.")
    ] = None,
    pairs: Annotated[
        Path | None, typer.Option(help="A matching as it is, one row a pair: who blocks it?")
    ] = None,
    row_capacity: Capacity = 1,
    column_capacity: Capacity = 1,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Match two sides: stable for both, and with the largest total where both share a score."""
    from consilience.analysis import plain_value

    other = None if columns is None else frame_of(columns, encoding)
    now = None if pairs is None else _ties(pairs, encoding)
    room = {"row_capacity": row_capacity, "column_capacity": column_capacity}
    say_parts(plain_value.match(frame_of(scores, encoding), other, now, room), as_json=as_json)


@app.command()
def fit(
    offers: Annotated[Path, typer.Argument(help="One row a partner, one column a resource.")],
    needs: Annotated[Path, typer.Argument(help="One row a member, the same resources.")],
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Score whose offers meet whose needs, and list the gaps."""
    from consilience.analysis import plain_value

    found = plain_value.fit(frame_of(offers, encoding), frame_of(needs, encoding))
    lines = [table_text(found.to_frame(), index=True)]
    for need in found.needs:
        key = "need" if need.suppliers else "gap"
        values = {"suppliers": need.suppliers, "best": need.best_offer}
        lines.append(said(key, member=need.member, kind=need.kind, need=need.need, **values))
    say(found.to_dict(), "\n".join([*lines, *sentences(found)]), as_json=as_json)


@app.command()
def synergy(
    table: Annotated[Path, typer.Argument(help="One row a period, one column an indicator.")],
    subsystem: Annotated[
        list[str], typer.Option(help="NAME=INDICATOR,INDICATOR; once for each, at least two.")
    ],
    bounds: Annotated[
        list[str] | None, typer.Option(help="INDICATOR=LOW,HIGH; once for each.")
    ] = None,
    negative: Annotated[str, typer.Option(help="Indicators of which less is better.")] = "",
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Measure order degrees, coupling coordination, what holds back, and composite synergy."""
    from consilience.analysis import plain_value

    parts = {name: names(given) or [] for name, given in map(setting, subsystem)}
    given = {name: numbers(values) for name, values in map(setting, bounds or ())}
    settings: dict[str, Any] = {"bounds": given, "negative": names(negative) or ()}
    found = plain_value.synergy(frame_of(table, encoding), parts, settings)
    say_parts(found, as_json=as_json)


def _ties(path: Path, encoding: str | None) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in cells(path, encoding).itertuples(index=False)]


def _number(written: str) -> Any:
    return (numbers(written) or [written])[0]


def setting(given: str) -> tuple[str, str]:
    """Return a name and what is written behind its equals sign.

    Raises
    ------
    DataError
        If there is no name or no sign.
    """
    from consilience.errors import DataError

    name, sign, values = given.partition("=")
    if not sign or not name.strip():
        raise DataError("value.setting", got=given)
    return name.strip(), values


def _split_lines(found: Divisions) -> list[str]:
    frame = found.to_frame()
    named = {name: text(f"value.method.{name}", message_language()) for name in found.divisions}
    lines = [source_line(found.worths), table_text(frame.rename(columns=named))]
    lines.append(said("core" if found.core else "no_core", lacking=found.core.lacking))
    lines += core_lines(found.verdicts, named)
    return [*lines, *sentences(*found.divisions.values())]


def _say_side_by_side(found: Mapping[str, Any], *, as_json: bool) -> None:
    """Write one column a result, one row a player."""
    import pandas as pd

    columns = {
        text(f"value.method.{name}", message_language()): part.values
        for name, part in found.items()
    }
    players = next(iter(found.values())).players
    lines = [table_text(pd.DataFrame({"player": players, **columns})), *sentences(*found.values())]
    say({n: part.to_dict() for n, part in found.items()}, "\n".join(lines), as_json=as_json)
