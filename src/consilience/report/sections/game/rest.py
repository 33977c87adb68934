"""Rest points and conditions: which states stand still, which of them last, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report.blocks import Block, Details, Paragraph, Section
from consilience.report.game_words import GameWords, short
from consilience.report.sections.game import figures
from consilience.report.tables import Cell, Row, Table, head

if TYPE_CHECKING:
    from consilience.games import RestPoint, Scenarios, Vertex

_MOST = 60  # rest points that are listed
_MOST_IMPOSSIBLE = 20
_MOST_PRINTED = 16  # sets of states in a paper: more stand in the report only


def rest_section(words: GameWords) -> Section:
    """Return every vertex with its condition, all rest points, and which can be stable at once."""
    found = words.found
    blocks: list[Block] = [
        Paragraph(words.say("rest_lead")),
        *figures.stability_figure(words),
        _conditions(words),
    ]
    if found.equilibria is not None:
        blocks.append(_points(words, found.equilibria.points))
    if found.scenarios is not None:
        blocks += _scenarios(words, found.scenarios)
    blocks.append(_equations(words))
    return Section(f"{words.key}-rest", words.say("title.rest"), tuple(blocks))


def _conditions(words: GameWords) -> Table:
    """Return when each vertex is stable, in words with the formulas, and what holds today."""
    rows = tuple(
        Row(
            (
                head(words.profile(item.profile)),
                Cell("" if moves else "–", parts=moves),
                words.numeral(", ".join(short(one.value) for one in item.eigenvalues)),
                Cell(_kind(words, item.kind)),
            )
        )
        for item in words.found.vertices.vertices
        for moves in [_moves(words, item)]
    )
    return Table(
        f"table-{words.key}-conditions",
        words.columns(("profile", "stable_if", "eigenvalues", "kind"), ("eigenvalues",)),
        rows,
        words.say("caption.conditions"),
        (words.say("conditions_note"),),
    )


def _kind(words: GameWords, kind: str) -> str:
    """Return what a kind of rest point is called, as in the figures."""
    return words.context.say(f"game_plots.kind.{kind.replace(' ', '_')}") if kind else "–"


def _moves(words: GameWords, item: Vertex) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            words.say(
                "condition",
                who=words.name(one.population),
                other=words.name(one.to_strategy),
                formula=one.formula,
            )
        )
        for one in item.eigenvalues
    )


def _points(words: GameWords, points: tuple[RestPoint, ...]) -> Table:
    found = words.found
    rows = tuple(_point(words, item) for item in points[:_MOST])
    columns = [
        Cell(
            words.say("share_head", who=words.name(population), strategy=words.name(strategies[0])),
            kind="centre",
        )
        for population, strategies in zip(found.populations, found.strategies, strict=True)
    ]
    return Table(
        f"table-{words.key}-points",
        (*columns, *words.columns(("eigenvalues", "kind", "nash"), ("eigenvalues",))),
        rows,
        words.say("caption.points", shown=len(rows), total=len(points)),
        (words.say("points_note"),),
    )


def _point(words: GameWords, item: RestPoint) -> Row:
    shares = []
    for row, exact in zip(item.shares, item.exact, strict=True):
        one = exact[0] if len(exact) and len(exact[0]) <= 6 and exact[0] else f"{row[0]:.4f}"
        others = [] if len(row) == 2 else [f"{share:.4f}" for share in row[1:-1]]
        shares.append(Cell(", ".join([one, *others]), kind="centre"))
    spectrum = [
        f"{short(real)}{f' ± {short(abs(imaginary))}i' if imaginary else ''}"
        for real, imaginary in zip(item.real, item.imaginary, strict=True)
    ]
    family = words.say("family", dimension=item.dimension) if item.dimension else ""
    kind = _kind(words, item.kind)
    yes = words.say("yes" if item.nash else "no")
    listed = ", ".join(dict.fromkeys(spectrum)) if any(item.imaginary) else ", ".join(spectrum)
    return Row((*shares, words.numeral(listed), Cell(kind + family), Cell(yes, kind="centre")))


def _scenarios(words: GameWords, found: Scenarios) -> list[Block]:
    """Return which sets of vertices can be stable at once, with proof or example."""
    rows = tuple(
        Row(
            (
                Cell(words.profiles(item.stable) if item.stable else words.say("nothing_stable")),
                Cell(words.say(f"status.{item.status}")),
                Cell("; ".join(item.conditions) or "–"),
                Cell(
                    words.context.listed(
                        f"{name} = {value}" for name, value in item.witness.items()
                    )
                    or item.proof
                    or "–"
                ),
            )
        )
        for item in found.scenarios[: len(found.possible) + _MOST_IMPOSSIBLE]
    )
    table = Table(
        f"table-{words.key}-scenarios",
        words.columns(("stable_at_once", "can_it_be", "conditions", "example_or_proof")),
        rows,
        words.say("caption.scenarios", possible=len(found.possible)),
        (words.say("scenarios_note" if found.complete else "scenarios_open"),),
        in_paper=len(rows) <= _MOST_PRINTED,
    )
    sentence = words.say("scenarios_lead", possible=len(found.possible), total=len(rows))
    exclusions = words.context.listed(words.profiles(one.profiles) for one in found.exclusions)
    never = words.say("never_at_once", sets=exclusions) if found.exclusions else ""
    details = Details(words.say("all_scenarios"), (table, *([Paragraph(never)] if never else [])))
    return [Paragraph(sentence), *words.remarks(found.notes), details]


def _equations(words: GameWords) -> Details:
    """Return expected payoffs and replicator equations."""
    rows = tuple(
        Row(
            (
                head(words.name(item.population)),
                Cell(words.name(item.strategy)),
                Cell(item.share),
                Cell(item.payoff),
                Cell(item.motion or "–"),
            )
        )
        for item in words.found.equations.equations
    )
    table = Table(
        f"table-{words.key}-equations",
        words.columns(("party", "strategy", "share", "expected", "equation")),
        rows,
        words.say("caption.equations"),
    )
    meaning = Paragraph(words.say("equations_words"), "aside")
    return Details(words.say("how_equations"), (meaning, table))
