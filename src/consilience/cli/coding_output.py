"""What the commands on codings share: who acts, what is shown, how a change is told."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.output import message_language, said, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.results import Note
    from consilience.study import Actor, Quote, Study, StudyStore
    from consilience.study.edits import Edit

ActorOption = Annotated[str, typer.Option(help="Who you are: code of a person of the study.")]
CodeName = Annotated[str, typer.Argument(help="A code by its name or path: THEME/CONCEPT.")]
SourceCode = Annotated[str, typer.Argument(help="Code of the source.")]
NO_VALUES: dict[str, Any] = {}


def person(study: Study, code: str) -> Actor | None:
    """Return the person with a code; None where none is named."""
    return study.actor(code) if code else None


def id_of(actor: Actor | None) -> str | None:
    """Return the id of a person, None for nobody."""
    return None if actor is None else actor.id


def seen_by(study: Study, code: str) -> Study:
    """Return the study as a person may see it, who is named by their code."""
    from consilience.study import study_seen_by

    return study_seen_by(study, id_of(person(study, code)))


def make(
    store: StudyStore,
    edit: Edit,
    actor: str,
    *,
    as_json: bool,
    values: dict[str, Any] = NO_VALUES,
    of_files: Iterable[tuple[str, Note]] = (),
    lines: Iterable[str] = (),
) -> None:
    """Make an edit and tell what was done, or that nothing had to be; with notes on files.

    ``lines`` are shown to people, ``values`` are in the JSON answer.
    """
    language = message_language()
    event = store.make(edit, actor or None, language)
    notes = [note.sentence(language) for note in edit.notes]
    notes += [f"{file}: {note.sentence(language)}" for file, note in of_files]
    done = edit.sentence(language) if event else said("no_change")
    number = event.number if event else None
    answer = {"event": number, "operation": done, "notes": notes, **values}
    say(answer, "\n".join([done, *lines, *notes]), as_json=as_json)


def names(given: str) -> list[str]:
    """Return names that are given with commas, Chinese ones too."""
    parts = given.replace("，", ",").split(",")
    return [name.strip() for name in parts if name.strip()]


def quote_line(quote: Quote) -> str:
    """Return a quote as one line: id, source, place, speaker, coder, code, words in context."""
    words = f"{quote.before}[{quote.text}]{quote.after}".replace("\n", " ")
    place = f"{quote.source}:{quote.line} {quote.start}-{quote.end}"
    return "\t".join((quote.id[:8], place, quote.speaker, quote.coder, "/".join(quote.code), words))


def quote_values(quote: Quote) -> dict[str, Any]:
    """Return a quote as plain values."""
    return dataclasses.asdict(quote)
