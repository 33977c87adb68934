"""The command that asks one question of a game many times: to be stopped and gone on with."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.game_commands import app
from consilience.cli.game_files import GamePath, Value, pairs, read_game, said, table_text
from consilience.cli.network_files import read_graph
from consilience.cli.output import AsJson, EncodingOption, message_language
from consilience.cli.plain_tables import answer, numbers
from consilience.errors import DataError
from consilience.texts import text

if TYPE_CHECKING:
    from consilience.analysis.plain_games import Sweep

INTERRUPTED = 130
_PAUSES = {True: 0.3, False: 5.0}  # seconds between two lines, on a terminal and elsewhere


@app.command()
def sweep(
    game: GamePath,
    vary: Annotated[
        list[str] | None,
        typer.Option(help="NAME=LOW:HIGH:COUNT or NAME=VALUE,VALUE; every combination is tried."),
    ] = None,
    what: Annotated[str, typer.Option(help="stable, basins, paths or network.")] = "stable",
    start: Annotated[
        list[str] | None,
        typer.Option(help="paths: a start, repeat for several; network: shares of strategies."),
    ] = None,
    until: Annotated[float, typer.Option(help="paths: the time.")] = 50.0,
    dynamics: Annotated[str, typer.Option(help="paths: as game simulate.")] = "replicator",
    level: Annotated[float | None, typer.Option(help="paths: what the dynamics needs.")] = None,
    samples: Annotated[int, typer.Option(help="basins: number of starts.")] = 1_000,
    ties: Annotated[Path | None, typer.Option(help="network: a list of ties.")] = None,
    weight: Annotated[str | None, typer.Option(help="network: column of strengths.")] = None,
    rule: Annotated[str, typer.Option(help="network: fermi, death-birth or best.")] = "fermi",
    payoffs: Annotated[str, typer.Option(help="network: mean over ties, or total.")] = "mean",
    strength: Annotated[float, typer.Option(help="network: strength of selection.")] = 1.0,
    mutation: Annotated[float, typer.Option(help="network: rate of mutation.")] = 0.0,
    sweeps: Annotated[int, typer.Option(help="network: how long, in updates a node.")] = 100,
    runs: Annotated[int, typer.Option(help="network, paths of ito: how often.")] = 1,
    seed: Annotated[int, typer.Option(help="Seed of all draws.")] = 0,
    workers: Annotated[int, typer.Option(help="How many processes; 1 for this one.")] = 1,
    resume: Annotated[
        Path | None, typer.Option(help="Go on with the part that Ctrl-C has left in this file.")
    ] = None,
    value: Value = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Ask one question at many sets of parameters, from many starts, or in many runs."""
    from consilience.analysis import plain_games

    settings: dict[str, Any] = {
        "basins": {"samples": samples, "seed": seed},
        "paths": {"until": until, "dynamics": dynamics, "level": level, "runs": runs, "seed": seed},
        "network": {
            "rule": rule,
            "payoffs": payoffs,
            "strength": strength,
            "mutation": mutation,
            "sweeps": sweeps,
            "runs": runs,
            "seed": seed,
        },
    }
    starts = [numbers(row) for row in start or []]
    asked = plain_games.question_of(
        what, settings.get(what, {}), starts, _net(ties, weight, encoding)
    )
    sets = {name: plain_games.steps_of(row) for name, row in pairs(vary, "--vary").items()}
    values = pairs(value, "--value")
    whole = read_game(game, {**{name: row[0] for name, row in sets.items()}, **values}, encoding)
    part = None if resume is None else _read(resume)
    line = SweepLine()
    with _stoppable(line), _executor(workers) as places:
        found = plain_games.sweep(
            whole, sets, asked, values, executor=places, progress=line.show, resume=part
        )
    line.clear()
    if found.complete:
        answer(found, table_text(found), as_json=as_json)
    else:
        _leave(found, resume or Path(f"{game.stem}.sweep.json"))


def _net(ties: Path | None, weight: str | None, encoding: str | None) -> Any:
    return (
        None
        if ties is None
        else read_graph(ties, (None, None, weight), None, encoding, directed=False)
    )


def _leave(found: Sweep, path: Path) -> None:
    """Write the part that is done, and end as after Ctrl-C."""
    path.write_text(found.to_json(), encoding="utf-8")
    sentence = said("sweep_left", done=found.done, total=found.total, file=path)
    sys.stderr.write(sentence + "\n")
    sys.exit(INTERRUPTED)


def _read(path: Path) -> Sweep:
    from consilience.analysis import plain_games

    try:
        return plain_games.Sweep.from_dict(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError("games.sweep_file", file=path.name) from error


@contextmanager
def _stoppable(line: SweepLine) -> Iterator[None]:
    """Let the first Ctrl-C end the sweep after the present chunk, the second one at once."""
    before = signal.getsignal(signal.SIGINT)

    def stop(_signal: int, _frame: object) -> None:
        line.stopped = True
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _executor(workers: int) -> Any:
    """Return processes that leave Ctrl-C to this one, or nothing."""
    if workers < 1:
        raise DataError("games.sweep_workers")
    if workers == 1:
        return nullcontext()
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(workers, initializer=_ignore)


def _ignore() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class SweepLine:
    """How far a sweep is, and the time left: one line on a terminal, now and then one elsewhere."""

    def __init__(self) -> None:
        self.begun = self.shown = time.monotonic()
        self.first: int | None = None
        self.terminal = sys.stderr.isatty()
        self.width = 0
        self.stopped = False

    def show(self, part: Sweep) -> bool:
        """Write how far it is; answer whether to go on."""
        now = time.monotonic()
        if self.first is None:  # what an earlier sweep has done says nothing about the speed
            self.first, self.begun = part.done, now
        if now - self.shown >= _PAUSES[self.terminal] and part.done > self.first:
            self.shown = now
            left = (now - self.begun) / (part.done - self.first) * (part.total - part.done)
            values = {"done": part.done, "total": part.total, "left": round(left)}
            sentence = text("cli.progress.sweep", message_language(), **values)
            sys.stderr.write(
                "\r" + sentence.ljust(self.width) if self.terminal else sentence + "\n"
            )
            sys.stderr.flush()
            self.width = max(self.width, len(sentence))
        return not self.stopped

    def clear(self) -> None:
        """Take the line away."""
        if self.terminal and self.width:
            sys.stderr.write("\r" + " " * (2 * self.width) + "\r")  # Chinese signs are two wide
            sys.stderr.flush()
