"""Evolutionary games on plain files, without a study."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.output import AsJson, EncodingOption, message_language, say
from consilience.cli.plain_tables import answer, names, numbers
from consilience.errors import DataError
from consilience.texts import text

if TYPE_CHECKING:
    from consilience.analysis.plain_games import Game, Mechanism, Stability, Thresholds

app = typer.Typer(
    help="Evolutionary games on plain files, without a study.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

GamePath = Annotated[
    Path, typer.Argument(help="A game as JSON or TOML, or a CSV or xlsx table, one row a profile.")
]
Value = Annotated[
    list[str] | None,
    typer.Option(help="NAME=VALUE of a parameter; repeat for several."),
]
Start = Annotated[str, typer.Option(help="Share of each population's first strategy, with commas.")]


@app.command()
def stable(
    game: GamePath, value: Value = None, encoding: EncodingOption = None, *, as_json: AsJson = False
) -> None:
    """Say what is stable, under which conditions, and which other rest points there are."""
    from consilience.analysis import plain_games

    values = _pairs(value, "--value")
    found = plain_games.stability(_game(game, values, encoding), values)
    parts = {name: part.to_dict() for name, part in vars(found).items() if part is not None}
    say(parts, "\n".join(_stable_lines(found)), as_json=as_json)


@app.command()
def thresholds(
    game: GamePath,
    parameter: Annotated[str, typer.Argument(help="The parameter that moves.")],
    low: Annotated[str, typer.Option(help="Its lowest value.")],
    high: Annotated[str, typer.Option(help="Its highest value.")],
    value: Value = None,
    start: Start = "",
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Find between which values of a parameter what is stable, and who leaves at each end."""
    from consilience.analysis import plain_games

    values = _pairs(value, "--value")
    whole = _game(game, {**values, parameter: low}, encoding)
    found = plain_games.thresholds(whole, parameter, (low, high), values, numbers(start) or None)
    answer(found, "\n".join(_threshold_lines(found)), as_json=as_json)


@app.command()
def path(
    game: GamePath,
    start: Start,
    until: Annotated[float, typer.Option(help="The last time.")],
    rows: Annotated[int, typer.Option(help="How many times are shown.")] = 11,
    value: Value = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Follow the replicator dynamics from one start."""
    from consilience.analysis import plain_games

    values = _pairs(value, "--value")
    whole = _game(game, values, encoding)
    found = plain_games.path(whole, numbers(start), until, rows, values)
    end = _said("end", profile=found.end) if found.end else _said("no_end")
    answer(found, f"{_shown(found)}\n{end}", as_json=as_json)


@app.command()
def basins(
    game: GamePath,
    samples: Annotated[int, typer.Option(help="Number of starts.")] = 10_000,
    seed: Annotated[int, typer.Option(help="Seed of the starts.")] = 0,
    value: Value = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Measure from which share of all starts each stable state is reached."""
    from consilience.analysis import plain_games

    values = _pairs(value, "--value")
    found = plain_games.basins(_game(game, values, encoding), values, samples, seed)
    answer(found, _shown(found), as_json=as_json)


@app.command()
def mechanism(
    game: GamePath,
    target: Annotated[str, typer.Option(help="A strategy of each population, with commas.")],
    lever: Annotated[
        list[str], typer.Option(help="NAME=LOW:HIGH or NAME=LOW:HIGH:COST; repeat for several.")
    ],
    margin: Annotated[float, typer.Option(help="What leaving must lose at least.")] = 1e-3,
    value: Value = None,
    encoding: EncodingOption = None,
    *,
    only: Annotated[
        bool, typer.Option("--only", help="Nothing else may be stable beside the target.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Find the cheapest change of levers that makes a profile stable."""
    from consilience.analysis import plain_games

    values = _pairs(value, "--value")
    levers = {name: ends.split(":") for name, ends in _pairs(lever, "--lever").items()}
    found = plain_games.mechanism(
        _game(game, values, encoding),
        names(target) or [],
        levers,
        values,
        {"margin": margin, "only": only},
    )
    answer(found, "\n".join(_mechanism_lines(found)), as_json=as_json)


def _game(path: Path, values: dict[str, str], encoding: str | None) -> Game:
    """Read a game; a plain table has the parameters that the command names."""
    from consilience.analysis import plain_games

    if path.suffix.lower() in {".json", ".toml"}:
        return plain_games.game_of(_mapping(path))
    from consilience import formats

    table = formats.read_table(path, encoding=encoding)
    columns = {name: table.column(name) for name in table.columns}
    return plain_games.game_of_rows(columns, values)


def _mapping(path: Path) -> Any:
    try:
        written = path.read_text(encoding="utf-8-sig")
        return json.loads(written) if path.suffix.lower() == ".json" else tomllib.loads(written)
    except ValueError as error:
        raise DataError(
            "games.file", file=path.name, problem=" ".join(str(error).split())
        ) from error


def _pairs(given: list[str] | None, option: str) -> dict[str, str]:
    from consilience import workflow

    return workflow.pairs(given or (), option)


def _stable_lines(found: Stability) -> list[str]:
    lines = [item.motion for item in found.equations.equations if item.motion]
    lines += ["", *(item.words(message_language()) for item in found.vertices.vertices), ""]
    if found.equilibria is None:
        lines.append(_said("no_values"))
    else:
        lines += [_shown(found.equilibria), ""]
    shown = found.vertices.stable
    if shown:
        lines += [_said("stable", profile=profile) for profile in shown]
    elif found.equilibria is not None:
        lines.append(_said("none_stable"))
    notes = [*found.vertices.notes, *(found.equilibria.notes if found.equilibria else ())]
    return [*lines, *dict.fromkeys(note.sentence(message_language()) for note in notes)]


def _threshold_lines(found: Thresholds) -> list[str]:
    lines = [_shown(found), ""]
    for window in found.windows:
        lines.append(_said("window", profile=window.profile, low=window.low, high=window.high))
        for key, parties in (("below", window.binding_low), ("above", window.binding_high)):
            lines += [
                _said(key, who=party.population, own=party.from_strategy, other=party.to_strategy)
                for party in parties
            ]
    for switch in found.switches:
        before, after = (f"({', '.join(end)})" for end in (switch.before, switch.after))
        lines.append(_said("switch", value=switch.value, before=before, after=after))
    return lines


def _mechanism_lines(found: Mechanism) -> list[str]:
    if not found.found:
        return []
    total = _said("cost", cost=found.cost)
    return [_shown(found), total, *(_said("stable", profile=item) for item in found.stable)]


def _shown(found: Any) -> str:
    frame = found.to_frame()
    return str(frame.to_string(index=False, float_format=lambda value: f"{value:.6g}"))


def _said(key: str, **values: object) -> str:
    """Return a sentence; the values fill its named blanks."""
    return text(f"games.said.{key}", message_language(), **values)
