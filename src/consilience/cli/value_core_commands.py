"""The core of a game, synergies, sampling and bargaining, on plain tables."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.output import AsJson, EncodingOption, say
from consilience.cli.plain_tables import answer, names
from consilience.cli.value_commands import Synergies, Worths, app
from consilience.cli.value_files import (
    core_lines,
    frame_of,
    said,
    say_parts,
    sentences,
    source_line,
    table_text,
    texts_and_number,
)
from consilience.errors import ConsilienceError, DataError

if TYPE_CHECKING:
    from consilience.analysis.plain_core import Convexity, CoreReport


@app.command()
def core(
    worths: Worths,
    divisions: Annotated[
        Path | None, typer.Option(help="Own divisions: one row a player, one column a division.")
    ] = None,
    encoding: EncodingOption = None,
    *,
    synergies: Synergies = False,
    as_json: AsJson = False,
) -> None:
    """Say whether the core is empty, how far from it, and who would leave own divisions."""
    from consilience.analysis import plain_core

    own = None if divisions is None else frame_of(divisions, encoding)
    table = texts_and_number(worths, encoding)
    found = plain_core.core(table, own, synergies=synergies)
    say(found.to_dict(), "\n".join(_core_lines(found)), as_json=as_json)


@app.command()
def dividends(
    worths: Worths,
    encoding: EncodingOption = None,
    *,
    synergies: Synergies = False,
    as_json: AsJson = False,
) -> None:
    """Split the worth of coalitions into what each adds beyond its parts."""
    from consilience.analysis import plain_core

    found = plain_core.dividends(texts_and_number(worths, encoding), synergies=synergies)
    answer(found, table_text(found.to_frame()), as_json=as_json)


@app.command()
def sample(
    source: Annotated[
        Path,
        typer.Argument(
            help="A table (coalition, worth), or a Python file with worths(coalitions)."
        ),
    ],
    players: Annotated[
        str, typer.Option(help="For a Python file: the number of players, or names with commas.")
    ] = "",
    budget: Annotated[int, typer.Option(help="How many coalitions are asked for at most.")] = 20000,
    seed: Annotated[int, typer.Option(help="The same seed, the same answer.")] = 0,
    confidence: Annotated[float, typer.Option(help="What the intervals hold, 0 to 1.")] = 0.95,
    encoding: EncodingOption = None,
    *,
    synergies: Synergies = False,
    as_json: AsJson = False,
) -> None:
    """Estimate the Shapley value of any number of players, with intervals."""
    from consilience.analysis import plain_core

    settings = {"budget": budget, "seed": seed, "confidence": confidence}
    if source.suffix.lower() != ".py":
        table = texts_and_number(source, encoding)
        parts = plain_core.sample_table(table, settings, synergies=synergies)
        say_parts(parts, as_json=as_json)
        return
    function, named = _function_of(source), _players(players)
    with _own_program(source):
        found = plain_core.sample(function, named, settings)
    answer(found, table_text(found.to_frame()), as_json=as_json)


@app.command()
def bargain(
    table: Annotated[
        Path, typer.Argument(help="One row a player; columns disagreement, and power, cap if any.")
    ],
    total: Annotated[float, typer.Option(help="What there is to divide.")],
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Divide a total by the Nash solution, also by bargaining power where it is given."""
    from consilience.analysis import plain_core

    say_parts(plain_core.bargain(frame_of(table, encoding), total), as_json=as_json)


def _core_lines(found: CoreReport) -> list[str]:
    existence, least = found.existence, found.least
    lines = [
        source_line(found.worths),
        said("core" if existence else "no_core", lacking=existence.lacking),
    ]
    for item in existence.proof:
        values = {"coalition": item.coalition, "weight": item.weight, "worth": item.worth}
        lines.append(said("proof", **values))
    if least.state == "found":
        key = "spare" if least.epsilon < 0 else "complaint"
        lines.append(said(key, size=abs(least.epsilon)))
    lines.append(_convexity_line(found.convexity))
    named = {name: name for name in found.verdicts}
    lines += [*core_lines(found.verdicts, named, every=True), table_text(found.to_frame())]
    return [*lines, *sentences(existence, least, *found.nearest.values())]


def _convexity_line(found: Convexity) -> str:
    if found:
        return said("convex")
    values = {"first": found.first, "second": found.second, "size": found.violation}
    if not found.coalition:
        return said("not_convex_alone", **values)
    return said("not_convex", coalition=found.coalition, **values)


def _function_of(path: Path) -> Any:
    """Return the function of a user's own Python file, which this runs."""
    if not path.is_file():
        raise DataError("value.no_file", file=str(path))
    with _own_program(path):
        function = runpy.run_path(str(path)).get("worths")
    if not callable(function):
        raise DataError("value.no_function", file=path.name)
    return function


@contextmanager
def _own_program(path: Path) -> Iterator[None]:
    """Say in one sentence what went wrong in a user's own program."""
    try:
        yield
    except ConsilienceError:
        raise
    except Exception as error:
        raise DataError("value.function_failed", file=path.name, got=str(error)) from error


def _players(given: str) -> list[str]:
    found = names(given)
    if found is None:
        raise DataError("value.no_players")
    if len(found) == 1 and found[0].isdigit():
        return [str(place) for place in range(int(found[0]))]
    return found
