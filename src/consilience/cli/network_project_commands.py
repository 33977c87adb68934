"""Commands on each collaboration by itself: what it may be, what was confirmed, who follows."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.coding_output import ActorOption, make
from consilience.cli.network_screening_commands import Code, CsvOption, told, write_csv
from consilience.cli.output import AsJson, StudyPath, message_language, say
from consilience.texts import text

if TYPE_CHECKING:
    from consilience.analysis.project_suggestions import ProjectSuggestions, Suggestion
    from consilience.analysis.project_willingness import ProjectWillingness
    from consilience.analysis.suggestion_agreement import SuggestionAgreement

app = typer.Typer(rich_markup_mode=None)

_SHOWN = 40


@app.command()
def suggest(
    study: StudyPath,
    code: Annotated[str, typer.Option(help="Only this collaboration.")] = "",
    csv: CsvOption = None,
    *,
    agreement: Annotated[
        bool, typer.Option("--agreement", help="Compare with what was confirmed.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Suggest size, structure and leader of each collaboration, with the words that say so."""
    from consilience.analysis.project_suggestions import project_suggestions
    from consilience.analysis.suggestion_agreement import suggestion_agreement
    from consilience.study import open_study

    with open_study(study) as store:
        opened = store.study()
    found = project_suggestions(opened)
    if code:
        opened.collaboration(code)
        found = tuple(one for one in found if one.collaboration == code)
    if agreement:
        compared = suggestion_agreement(opened, found)
        values = [_agreement_values(one) for one in compared]
        lines = [_agreement_line(one) for one in values]
        say(values, "\n".join(lines), as_json=as_json)
        return
    lines = [line for one in found[:_SHOWN] for line in _suggestion_lines(one)]
    if len(found) > _SHOWN:
        lines.append(told("rest", count=len(found) - _SHOWN))
    if csv is not None:
        write_csv(csv, _suggestion_frame(found))
        lines.append(told("written", path=csv))
    values = [dataclasses.asdict(one) for one in found]
    say(values, "\n".join(lines) or told("no_collaborations"), as_json=as_json)


@app.command()
def confirm(
    study: StudyPath,
    code: Code,
    leader: Annotated[
        list[str] | None, typer.Option(help="Party that leads; repeat for several; - for none.")
    ] = None,
    size: Annotated[int | None, typer.Option(help="Number of parties.")] = None,
    structure: Annotated[
        str | None, typer.Option(help="A scenario, by either name, English or Chinese.")
    ] = None,
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Say who leads a collaboration, how large it is, which structure it has."""
    from consilience import network_workflow
    from consilience.study import edits, open_study

    with open_study(study) as store:
        edit = edits.confirm_collaboration(
            store.study(),
            code,
            leaders=[one for one in leader if one != "-"] if leader else None,
            size=size,
            structure=None if structure is None else network_workflow.scenario_of(structure),
        )
        make(store, edit, actor, as_json=as_json)


@app.command()
def willingness(
    study: StudyPath,
    csv: CsvOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Measure how willingly the parties of each collaboration follow its leader."""
    from consilience.analysis.project_willingness import project_willingness, willingness_frame
    from consilience.study import open_study

    with open_study(study) as store:
        found = project_willingness(store.study())
    lines = [_willingness_line(one) for one in found[:_SHOWN]]
    if len(found) > _SHOWN:
        lines.append(told("rest", count=len(found) - _SHOWN))
    lines += [told("no_collaborations")] if not found else [_totals(found), _reading()]
    if csv is not None:
        write_csv(csv, willingness_frame(found))
        lines.append(told("written", path=csv))
    say([dataclasses.asdict(one) for one in found], "\n".join(lines), as_json=as_json)


def _suggestion_lines(one: ProjectSuggestions) -> list[str]:
    lines = [told("project", code=one.collaboration, title=one.title)]
    return [*lines, *(_suggestion_line(found, one) for found in one.suggestions)]


def _suggestion_line(one: Suggestion, project: ProjectSuggestions) -> str:
    language = message_language()
    why = one.words or text(f"records.rule.{one.rule}", language)
    value = (
        text(f"network.scenario.{one.value}", language) if one.part == "structure" else one.value
    )
    part = text(f"records.part.{one.part}", language)
    key = "suggestion_held" if one.part in project.confirmed else "suggestion"
    return told(key, part=part, value=value, score=one.score, why=why)


def _suggestion_frame(found: tuple[ProjectSuggestions, ...]) -> Any:
    import pandas as pd

    rows = [
        {"collaboration": one.collaboration, "title": one.title, **dataclasses.asdict(suggestion)}
        for one in found
        for suggestion in one.suggestions
    ]
    names = ["collaboration", "title", "part", "value", "rule", "words", "score"]
    return pd.DataFrame(rows, columns=names)


def _agreement_values(one: SuggestionAgreement) -> dict[str, Any]:
    from consilience.results import plain

    coefficients = {
        name: None if found is None or found.undefined else found.value
        for name, found in (("kappa", one.kappa), ("alpha", one.alpha))
    }
    values: dict[str, Any] = plain(coefficients)
    return {"part": one.part, "units": one.units, "same": one.same, **values}


def _agreement_line(one: dict[str, Any]) -> str:
    shown = {name: "-" if one[name] is None else f"{one[name]:.3f}" for name in ("kappa", "alpha")}
    part = text(f"records.part.{one['part']}", message_language())
    return told("agreement", part=part, units=one["units"], same=one["same"], **shown)


def _willingness_line(one: ProjectWillingness) -> str:
    language = message_language()
    values = dataclasses.asdict(one)
    values["basis"] = text(f"records.basis.{one.basis}", language)
    values["structure"] = text(f"network.scenario.{one.structure or 'none'}", language)
    key = {"stated": "willing", "best": "willing_best"}.get(one.followed, one.followed)
    return told(key, **values)


def _totals(found: tuple[ProjectWillingness, ...]) -> str:
    stated = sum(one.followed == "stated" for one in found)
    best = sum(one.followed == "best" for one in found)
    return told("willing_totals", count=len(found), stated=stated, best=best)


def _reading() -> str:
    return text("network.note.our_reading", message_language())
