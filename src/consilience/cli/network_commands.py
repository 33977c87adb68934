"""Networks of a list of ties, of a file of another program, or of a study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.network_files import (
    Directed,
    GroupsBy,
    GroupsPath,
    Source,
    Strength,
    Target,
    attribute_groups,
    read_groups,
)
from consilience.cli.network_studies import (
    At,
    Base,
    Layers,
    NetworkPath,
    Weight,
    choice_of,
    graph_of_file,
)
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
    from collections.abc import Iterable

    from consilience.analysis.networks import Lead, Measures
    from consilience.results import Note

app = typer.Typer(
    help="Networks on a plain list of ties, without a study.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_ROWS = 10


@app.command()
def lead(
    ties: NetworkPath,
    size: Annotated[int, typer.Option(help="Number of leaders.")] = 1,
    leader: Annotated[
        list[str] | None, typer.Option(help="Who leads today; repeat for several.")
    ] = None,
    source: Source = None,
    target: Target = None,
    strength: Strength = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    base: Base = "",
    layers: Layers = "",
    weight: Weight = "",
    at: At = "",
    *,
    largest_part: Annotated[
        bool, typer.Option("--largest-part", help="Leave out who is not tied to most others.")
    ] = False,
    directed: Directed = False,
    as_json: AsJson = False,
) -> None:
    """Who should lead, how sure that is, and which ties would help."""
    from consilience.analysis import networks

    graph = graph_of_file(
        ties,
        (source, target, strength),
        sheet,
        encoding,
        directed=directed,
        choice=(base, layers, weight, at),
    )
    if largest_part:
        graph = networks.largest_part(graph)
    found = networks.lead(graph, size, leader)
    parts: dict[str, Any] = choice_of(graph)
    parts |= {name: part.to_dict() for name, part in found.results().items()}
    say(parts, "\n".join(_lead_lines(found)), as_json=as_json)


@app.command()
def measures(
    ties: NetworkPath,
    groups: GroupsPath = None,
    groups_by: GroupsBy = None,
    source: Source = None,
    target: Target = None,
    strength: Strength = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    base: Base = "",
    layers: Layers = "",
    weight: Weight = "",
    at: At = "",
    *,
    directed: Directed = False,
    as_json: AsJson = False,
) -> None:
    """Measure the whole network and every member; with groups, brokerage and the E-I index."""
    from consilience.analysis import networks
    from consilience.results import plain

    graph = graph_of_file(
        ties,
        (source, target, strength),
        sheet,
        encoding,
        directed=directed,
        choice=(base, layers, weight, at),
    )
    known = read_groups(groups, encoding) if groups else attribute_groups(graph, groups_by)
    found = networks.measures(graph, known)
    parts: dict[str, Any] = {**choice_of(graph), "structure": found.structure.to_dict()}
    parts["nodes"] = plain(found.nodes.to_dict("records"))
    for name, part in (("brokerage", found.brokerage), ("ei_index", found.ei_index)):
        if part is not None:
            parts[name] = part.to_dict()
    say(parts, "\n".join(_measure_lines(found)), as_json=as_json)


@app.command()
def scenario(
    ties: NetworkPath,
    source: Source = None,
    target: Target = None,
    strength: Strength = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    base: Base = "",
    layers: Layers = "",
    weight: Weight = "",
    at: At = "",
    *,
    directed: Directed = False,
    as_json: AsJson = False,
) -> None:
    """Name the scenario of cooperation that the network is nearest to, of five."""
    from consilience.analysis import networks

    graph = graph_of_file(
        ties,
        (source, target, strength),
        sheet,
        encoding,
        directed=directed,
        choice=(base, layers, weight, at),
    )
    found = networks.scenario(graph)
    lines = [_scenario_line(found.kind, found.score)]
    lines += [
        f"  {score:.3f}  {_kind(kind)}"
        for kind, score in zip(found.to_frame().scenario, found.scores, strict=True)
    ]
    parts = {**choice_of(graph), **found.to_dict()}
    say(parts, "\n".join([*lines, *_sentences(found.notes)]), as_json=as_json)


def _lead_lines(found: Lead) -> list[str]:
    lines = (
        []
        if found.scenario is None
        else [_scenario_line(found.scenario.kind, found.scenario.score)]
    )
    for leaders in found.best.sets[:_ROWS]:
        values = {"leaders": leaders, "variance": found.best.value}
        lines.append(_said("best", **values, willingness=found.best.willingness))
    if found.pair is not None:
        values = {"variance": found.pair.value, "willingness": found.pair.willingness}
        lines += [_said("best_pair", leaders=two, **values) for two in found.pair.sets[:_ROWS]]
    singles = found.singles.to_frame()
    if singles.willingness.any():
        lines += ["", table_text(singles.head(_ROWS)), ""]
    if found.current is not None:
        lines.append(
            _said(
                "current",
                leaders=found.current.leaders,
                variance=found.current.total_variance,
                ratio=found.current.total_variance / found.best.value,
                loss=found.current.total_variance / found.best.value - 1,
                weakest=found.current.weakest[:_ROWS],
            )
        )
    if found.help is not None:
        lines += [
            _said("tie", a=a, b=b, gain=gain)
            for (a, b), gain in zip(found.help.ties, found.help.gain, strict=True)
        ]
    for item in found.sensitivity.variations if found.best.sets else ():
        change = text(f"network.change.{item.change}", message_language())
        values = {"change": change, "runs": item.runs, "apart": item.apart}
        key = "sensitivity_apart" if item.apart == item.runs else "sensitivity"
        lines.append(_said(key, **values, kept=item.kept))
    lines += _sentences(note for part in found.results().values() for note in part.notes)
    return [*lines, text("network.note.our_reading", message_language())]


def _measure_lines(found: Measures) -> list[str]:
    whole = found.structure.to_frame()
    lines = [table_text(whole), "", table_text(found.nodes)]
    if found.brokerage is not None:
        lines += ["", table_text(found.brokerage.to_frame())]
    if found.ei_index is not None:
        values = {"value": found.ei_index.value, "expected": found.ei_index.expected}
        lines += ["", _said("ei_index", **values, p_value=found.ei_index.p_value)]
    return [*lines, *_sentences(found.notes)]


def _scenario_line(kind: str, score: float) -> str:
    return _said("scenario", kind=_kind(kind), score=score)


def _kind(kind: str) -> str:
    return text(f"network.scenario.{kind}", message_language())


def _said(key: str, **values: object) -> str:
    """Return a sentence; the values fill its named blanks."""
    return text(f"network.said.{key}", message_language(), **values)


def _sentences(notes: Iterable[Note]) -> list[str]:
    return list(dict.fromkeys(note.sentence(message_language()) for note in notes))
