"""Commands on the texts of a study: search, words, suggested codes."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.coding_output import ActorOption, SourceCode, id_of, make, person, seen_by
from consilience.cli.output import (
    AsJson,
    StudyPath,
    message_language,
    said,
    say,
    table_text,
)

if TYPE_CHECKING:
    from consilience.analysis import ProposedCode
    from consilience.study import Study

app = typer.Typer(rich_markup_mode=None)


@app.command()
def search(
    study: StudyPath,
    words: Annotated[str, typer.Argument(help="What to find; one Chinese character is enough.")],
    context: Annotated[int, typer.Option(help="Characters to show on each side.")] = 40,
    limit: Annotated[int, typer.Option(help="How many places to list; all are counted.")] = 1000,
    *,
    as_json: AsJson = False,
) -> None:
    """Find some words in all texts, with what stands beside them."""
    from consilience import analysis
    from consilience.study import open_study

    with open_study(study) as store:
        found = analysis.search_study(store.study(), words, context, limit)
    lines = [
        f"{one.text} {one.start}-{one.end}\t{one.left}[{one.keyword}]{one.right}".replace("\n", " ")
        for one in found.lines
    ]
    say(found.to_dict(), "\n".join([*lines, said("found", count=found.count)]), as_json=as_json)


@app.command(name="words")
def words_(
    study: StudyPath,
    source: Annotated[str, typer.Option(help="Only of this source.")] = "",
    minimum: Annotated[int, typer.Option(help="Fewest occurrences.")] = 2,
    shortest: Annotated[int, typer.Option(help="Fewest characters of a word.")] = 2,
    top: Annotated[int, typer.Option(help="How many words to show.")] = 50,
    *,
    as_json: AsJson = False,
) -> None:
    """Count the words of all texts, or of one, without function words."""
    from consilience import analysis
    from consilience.study import open_study

    with open_study(study) as store:
        found = store.study()
    only = found.source(source) if source else None
    counts = analysis.words_of_study(found, only, minimum, shortest)
    frame = counts.to_frame()[["word", "count", "texts", "dispersion"]].head(top)
    rows = frame.to_dict(orient="records")
    shown = table_text(frame, ".2f")
    say({"words": rows, "count": len(counts.words)}, shown, as_json=as_json)


@app.command()
def suggest(
    study: StudyPath,
    source: SourceCode,
    unit: Annotated[str, typer.Option(help="What a segment is: sentence, ...")] = "sentence",
    least: Annotated[int, typer.Option(help="Fewest quotes of a code that is proposed.")] = 10,
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Propose codes for what is not coded yet; nothing is coded before you accept it."""
    from consilience import analysis
    from consilience.study import open_study
    from consilience.study.edits import record_suggestions

    language = message_language()
    with open_study(study) as store:
        seen = seen_by(store.study(), actor)
        found = analysis.suggest_codes(
            seen,
            seen.source(source),
            unit,  # type: ignore[arg-type]  # checked there
            coder_id=id_of(person(seen, actor)),
            least=least,
        )
        edit = record_suggestions(seen, [one.suggestion for one in found.proposals])
        kept = {one.after.id for one in edit.changes if one.after is not None}
        new = [one for one in found.proposals if one.suggestion.id in kept]
        listed = [_proposal(seen, one) for one in new]
        notes = [note.sentence(language) for note in found.result.notes]
        accuracy = found.result.accuracy
        values: dict[str, Any] = {"suggestions": listed, "notes_on_suggestions": notes}
        values["accuracy"] = None if accuracy is None else dataclasses.asdict(accuracy.first)
        lines = [said("proposal", **one) for one in listed]
        if accuracy is not None:
            lines.append(said("proposal_accuracy", **dataclasses.asdict(accuracy.first)))
        make(store, edit, actor, as_json=as_json, values=values, lines=[*lines, *notes])


@app.command()
def answer(
    study: StudyPath,
    suggestion: Annotated[str, typer.Argument(help="Id of the suggestion, or how it begins.")],
    actor: ActorOption = "",
    *,
    accept: Annotated[
        bool, typer.Option("--accept/--reject", help="Code the segment so, or do not.")
    ],
    as_json: AsJson = False,
) -> None:
    """Accept a suggestion, which codes its segment, or reject it; both are kept."""
    from consilience.study import open_study
    from consilience.study.edits import answer_suggestion, coding_of_suggestion, find_suggestion

    with open_study(study) as store:
        seen = seen_by(store.study(), actor)
        found = find_suggestion(seen, suggestion)
        who = person(seen, actor)
        coding = coding_of_suggestion(seen, found, who) if accept else None
        values = {"coding": None if coding is None else coding.id}
        edit = answer_suggestion(seen, found, who, coding)
        make(store, edit, actor, as_json=as_json, values=values)


def _proposal(study: Study, found: ProposedCode) -> dict[str, Any]:
    from consilience.study import code_path

    one = found.suggestion
    return {
        "id": one.id,
        "short": one.id[:8],
        "start": one.start,
        "end": one.end,
        "text": found.text,
        "code": "/".join(code.name for code in code_path(study, one.code_id)),
        "score": one.score,
        "words": list(found.words),
        "like": list(found.like),
    }
