"""Commands on cooperation in a network of alliance partners."""

from __future__ import annotations

from typing import Annotated

import typer

from consilience.cli.game_commands import app
from consilience.cli.game_files import said, table_text
from consilience.cli.network_files import TiesPath, read_graph
from consilience.cli.output import AsJson, EncodingOption, message_language, say
from consilience.cli.plain_tables import answer, numbers
from consilience.errors import DataError

Weight = Annotated[
    str | None, typer.Option(help="Column of the strength of ties; each counts 1 if left out.")
]


@app.command()
def ties(
    ties: TiesPath,
    add: Annotated[str, typer.Option(help="What could be added: tie or firm.")] = "tie",
    partners: Annotated[int, typer.Option(help="Partners of a new firm.")] = 2,
    most: Annotated[int, typer.Option(help="How many additions are shown.")] = 10,
    weight: Weight = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Say from which benefit over cost a network favours cooperation, and what to add to it."""
    from consilience.analysis import plain_games

    graph = read_graph(ties, (None, None, weight), None, encoding, directed=False)
    now = plain_games.critical_ratio(graph, weight=plain_games.STRENGTH)
    notes = [note.sentence(message_language()) for note in now.notes]
    lines = [said("ratio", ratio=now.ratio)] * now.favoured + notes
    parts = {"critical_ratio": now.to_dict()}
    try:
        found = plain_games.improve_network(
            graph,
            add,  # type: ignore[arg-type]  # the engine refuses what is none
            partners=partners,
            most=most,
            weight=plain_games.STRENGTH,
        )
    except DataError as error:
        if error.key != "games.candidates":
            raise
        lines += ["", said("no_additions", **error.values)]
    else:
        parts["improvements"] = found.to_dict()
        lines += ["", table_text(found)]
    say(parts, "\n".join(lines), as_json=as_json)


@app.command()
def imitate(
    ties: TiesPath,
    payoff: Annotated[str, typer.Option(help='Rows of payoffs, such as "3,0;5,1".')],
    start: Annotated[str, typer.Option(help="Share of each strategy at first, with commas.")],
    rule: Annotated[str, typer.Option(help="fermi, death-birth or best.")] = "fermi",
    payoffs: Annotated[str, typer.Option(help="mean over ties, or total.")] = "mean",
    strength: Annotated[float, typer.Option(help="Strength of selection.")] = 1.0,
    mutation: Annotated[float, typer.Option(help="How likely any other strategy is taken.")] = 0.0,
    weight: Weight = None,
    sweeps: Annotated[int, typer.Option(help="How long, in updates a node.")] = 100,
    runs: Annotated[int, typer.Option(help="How often.")] = 10,
    seed: Annotated[int, typer.Option(help="Seed of the draws.")] = 0,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Let the members of a network imitate their partners, one at a time."""
    from consilience.analysis import plain_games

    found = plain_games.simulate_network(
        read_graph(ties, (None, None, weight), None, encoding, directed=False),
        [numbers(row) for row in payoff.split(";")],
        numbers(start),
        rule=rule,  # type: ignore[arg-type]  # the engine refuses what is none
        payoffs=payoffs,  # type: ignore[arg-type]
        strength=strength,
        mutation=mutation,
        weight=plain_games.STRENGTH,
        sweeps=sweeps,
        runs=runs,
        seed=seed,
    )
    answer(found, table_text(found), as_json=as_json)
