"""Commands on names of organisations: which are one, and where texts name them."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.coding_output import ActorOption, id_of, make, person
from consilience.cli.output import (
    AsJson,
    EncodingOption,
    SheetOption,
    StudyPath,
    message_language,
    say,
)
from consilience.texts import text

if TYPE_CHECKING:
    from consilience.analysis.organisation_names import NamePair
    from consilience.study import Organisation, Study

app = typer.Typer(rich_markup_mode=None)

One = Annotated[str, typer.Argument(help="An organisation: its code or one of its names.")]
Other = Annotated[str, typer.Argument(help="The other organisation.")]
Reason = Annotated[str, typer.Option(help="Why.")]

_STUDY_BEGINS = b"SQLite format 3\0"


@app.command()
def names(
    file: Annotated[Path, typer.Argument(help="A study, or a CSV or xlsx file with names.")],
    column: Annotated[str, typer.Option(help="Column with the names; else the first.")] = "",
    threshold: Annotated[float, typer.Option(help="Merge pairs of at least this, .8 to 1.")] = 0.9,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """List names that may be one organisation, with score and rule; nothing is changed."""
    with file.open("rb") as opened:
        is_study = opened.read(len(_STUDY_BEGINS)) == _STUDY_BEGINS
    if is_study:
        _names_of_study(file, as_json=as_json)
    else:
        _names_of_file(file, column, threshold, (sheet, encoding), as_json=as_json)


@app.command()
def merge(
    study: StudyPath,
    gone: Annotated[str, typer.Argument(help="The organisation that goes.")],
    into: Annotated[str, typer.Argument(help="The organisation that stays.")],
    reason: Reason = "",
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Make two organisations one; what was said of the first is said of the second."""
    from consilience.study import edits, open_study

    with open_study(study) as store:
        found = store.study()
        one, other = (edits.find_organisation(found, name) for name in (gone, into))
        said = _said_of(found, one, other) | {"actor_id": id_of(person(found, actor))}
        edit = edits.merge_organisations(found, one, other, reason, **said)
        make(store, edit, actor, as_json=as_json)


@app.command()
def apart(
    study: StudyPath,
    one: One,
    other: Other,
    reason: Reason = "",
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Say that two organisations are two: the pair is not proposed again."""
    from consilience.study import edits, open_study

    with open_study(study) as store:
        found = store.study()
        first, second = (edits.find_organisation(found, name) for name in (one, other))
        said = _said_of(found, first, second) | {"actor_id": id_of(person(found, actor))}
        edit = edits.keep_apart(found, first, second, reason, **said)
        make(store, edit, actor, as_json=as_json)


@app.command()
def split(
    study: StudyPath,
    organisation: One,
    names: Annotated[list[str], typer.Argument(help="Other names of it that are another one.")],
    code: Annotated[str, typer.Option(help="Code of the new one; else its first name.")] = "",
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Give some names of an organisation, with participations printed so, to a new one."""
    from consilience.study import edits, open_study

    with open_study(study) as store:
        found = store.study()
        one = edits.find_organisation(found, organisation)
        edit = edits.split_organisation(found, one, names, code)
        make(store, edit, actor, as_json=as_json)


@app.command()
def mentions(
    study: StudyPath,
    source: Annotated[str, typer.Option(help="Code of one source; else all texts.")] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Show where the texts of a study name organisations, and which of the study they are."""
    from consilience.analysis.organisation_names import text_mentions
    from consilience.study import open_study

    with open_study(study) as store:
        found = store.study()
    listed = text_mentions(found, found.source(source) if source else None)
    values = [{"source": one.source, **dataclasses.asdict(one.mention)} for one in listed]
    lines = [
        "\t".join(
            (
                f"{one['source']} {one['start']}-{one['end']}",
                " ".join(one["text"].split()),
                one["organisation"] or "-",
                _in_words("mention_rule", one["rule"]),
            )
        )
        for one in values
    ]
    say({"mentions": values}, "\n".join(lines or [_said("no_mentions")]), as_json=as_json)


def _names_of_study(file: Path, *, as_json: bool) -> None:
    from consilience.analysis.organisation_names import similar_organisations
    from consilience.study import open_study

    with open_study(file) as store:
        pairs = similar_organisations(store.study())
    lines = [_line(pair) for pair in pairs]
    values = {"pairs": [dataclasses.asdict(pair) for pair in pairs]}
    say(values, "\n".join(lines or [_said("no_pairs")]), as_json=as_json)


def _names_of_file(
    file: Path,
    column: str,
    threshold: float,
    reading: tuple[str | None, str | None],
    *,
    as_json: bool,
) -> None:
    from consilience import formats
    from consilience.analysis.organisation_names import resolved_names

    table = formats.read_table(file, sheet=reading[0], encoding=reading[1])
    cells = table.column(column or table.columns[0])
    found, pairs = resolved_names([str(one) for one in cells if one is not None], threshold)
    counts = {"names": len(set(found.names)), "organisations": len(set(found.organisations))}
    lines = [*map(_line, pairs), _said("counted", **counts)]
    values = {**found.to_dict(), "pairs": [dataclasses.asdict(pair) for pair in pairs]}
    say(values, "\n".join(lines), as_json=as_json)


def _said_of(study: Study, one: Organisation, other: Organisation) -> dict[str, Any]:
    """Return score and rule with which the pair is proposed, if it is."""
    from consilience.analysis.organisation_names import similar_organisations

    codes = {one.code, other.code}
    for pair in similar_organisations(study):
        if {pair.first, pair.second} == codes:
            return {"score": pair.score, "rule": pair.rule}
    return {}


def _line(pair: NamePair) -> str:
    words = pair.in_words_zh if message_language() == "zh" else pair.in_words
    named = [
        f"{name} [{code}]" if code else name
        for name, code in ((pair.first_name, pair.first), (pair.second_name, pair.second))
    ]
    return "\t".join((f"{pair.score:.2f}", _said(f"pair_{pair.kind}"), *named, words))


def _in_words(table: str, rule: str) -> str:
    return text(f"network.{table}.{rule}", message_language())


def _said(key: str, **values: object) -> str:
    return text(f"network.names_said.{key}", message_language(), **values)
