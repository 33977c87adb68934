"""Consortia, goals, suggested supplies, coupling and grey relation on plain tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.game_files import pairs
from consilience.cli.output import AsJson, EncodingOption, say
from consilience.cli.plain_tables import answer, names, numbers
from consilience.cli.value_commands import app
from consilience.cli.value_files import cells, frame_of, said, say_parts, sentences, table_text
from consilience.errors import DataError

if TYPE_CHECKING:
    from consilience.analysis.plain_partners import Consortia

Weights = Annotated[str, typer.Option(help="Weights in order of the columns, with commas.")]


@app.command()
def consortium(
    resources: Annotated[Path, typer.Argument(help="One row a candidate, one column a resource.")],
    need: Annotated[list[str], typer.Option(help="RESOURCE=AMOUNT; once for each.")],
    fit: Annotated[
        Path | None, typer.Option(help="How well each two candidates fit, a symmetric table.")
    ] = None,
    costs: Annotated[Path | None, typer.Option(help="A table: candidate, cost.")] = None,
    size: Annotated[str, typer.Option(help="Fewest and most members, with a comma.")] = "",
    conflict: Annotated[
        list[str] | None, typer.Option(help="A,B: two who must not both be in; repeat.")
    ] = None,
    within: Annotated[float, typer.Option(help="How far below the best a set may be.")] = 0.0,
    most: Annotated[int, typer.Option(help="How many sets are listed.")] = 50,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Choose members who together cover the needs and fit best; list every set nearly as good."""
    from consilience.analysis import plain_partners

    tables = tuple(None if path is None else frame_of(path, encoding) for path in (fit, costs))
    settings: dict[str, Any] = {"within": within, "most": most}
    settings["conflicts"] = [tuple(names(item) or ()) for item in conflict or ()]
    if size:
        settings["size"] = [int(n) if _is_whole(n) else n for n in numbers(size)]
    needs = {name: _amount(item) for name, item in pairs(need, "--need").items()}
    found = plain_partners.consortium(
        frame_of(resources, encoding), needs, (tables[0], tables[1]), settings
    )
    say(found.to_dict(), "\n".join(_set_lines(found)), as_json=as_json)


@app.command()
def goals(
    table: Annotated[Path, typer.Argument(help="One row a member, one column a goal, -1 to 1.")],
    weights: Weights = "",
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Measure how far the goals of each two members agree, and how far they conflict."""
    from consilience.analysis import plain_partners

    found = plain_partners.goals(frame_of(table, encoding), numbers(weights) or None)
    answer(found, table_text(found.to_frame()), as_json=as_json)


@app.command()
def suggest(
    offers: Annotated[Path, typer.Argument(help="Two columns: partner, what he offers in words.")],
    needs: Annotated[Path, typer.Argument(help="Two columns: member, what he needs in words.")],
    top: Annotated[int, typer.Option(help="How many offers a need is given.")] = 3,
    least: Annotated[float, typer.Option(help="The least likeness, 0 to 1.")] = 0.2,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Suggest which offers say the like of which needs; a person confirms, nothing is scored."""
    from consilience.analysis.proposition_suggestions import suggest_supplies

    found = suggest_supplies(cells(offers, encoding), cells(needs, encoding), top=top, least=least)
    lines = [said("like" if item.shared else "near", **vars(item)) for item in found.suggestions]
    lines += [said("unlike", need=need) for need in found.unlike]
    answer(found, "\n".join(lines), as_json=as_json)


@app.command()
def coupling(
    table: Annotated[Path, typer.Argument(help="Order degrees: one row a period or case, 0 to 1.")],
    form: Annotated[
        str, typer.Option(help="classic or corrected; both if left out. Wrong forms are refused.")
    ] = "",
    weights: Weights = "",
    check: Annotated[
        str, typer.Option(help="A column with reported couplings C: find its formula.")
    ] = "",
    tolerance: Annotated[
        float, typer.Option(help="Half a unit of the last digit reported.")
    ] = 0.0005,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Measure coupling coordination by the right forms, or find the form behind reported values."""
    from consilience.analysis import plain_partners

    frame = frame_of(table, encoding)
    if check:
        found = plain_partners.coupling_check(frame, check, tolerance)
        key = "right_form" if found.right else "wrong_form"
        key = "unknown_form" if found.form == "unknown" else key
        lines = [said(key, form=found.form), table_text(found.to_frame())]
        answer(found, "\n".join(lines), as_json=as_json)
        return
    forms = [form] if form else ["classic", "corrected"]
    say_parts(plain_partners.coupling(frame, forms, numbers(weights) or None), as_json=as_json)


@app.command()
def grey(
    table: Annotated[Path, typer.Argument(help="One row a period, one column a series.")],
    reference: Annotated[str, typer.Option(help="The column that the others are held against.")],
    rho: Annotated[float, typer.Option(help="Above 0, at most 1: how far extremes blur.")] = 0.5,
    scaling: Annotated[str, typer.Option(help="mean, first, range or none.")] = "mean",
    weights: Annotated[str, typer.Option(help="Weights of the periods, with commas.")] = "",
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Measure how near series run to a reference series: grey relational degree."""
    from consilience.analysis import plain_partners

    frame = frame_of(table, encoding)
    found = plain_partners.grey(frame, reference, rho, scaling, numbers(weights) or None)
    answer(found, table_text(found.to_frame()), as_json=as_json)


def _set_lines(found: Consortia) -> list[str]:
    lines = [
        said("set", members=item.members, value=item.value, place=place)
        for place, item in enumerate(found.sets, 1)
    ]
    return [*lines, *sentences(found)]


def _amount(written: str) -> Any:
    found = numbers(written)
    if len(found) != 1:
        raise DataError("value.setting", got=written)
    return found[0]


def _is_whole(item: Any) -> bool:
    return isinstance(item, float) and item == int(item)
