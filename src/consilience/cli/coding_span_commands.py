"""Commands on codings: code a span, change it, take it back; quotes; memos; people."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.coding_output import (
    ActorOption,
    SourceCode,
    id_of,
    make,
    person,
    quote_line,
    quote_values,
    seen_by,
)
from consilience.cli.output import AsJson, StudyPath, said, say

if TYPE_CHECKING:
    from consilience.study import Coding, Study

app = typer.Typer(rich_markup_mode=None)

Quoted = Annotated[str, typer.Option("--quote", help="The words, exactly as in the text.")]
Start = Annotated[int | None, typer.Option(help="First character, from 0.")]
End = Annotated[int | None, typer.Option(help="Character after the last.")]
Segment = Annotated[int | None, typer.Option(help="Number of the segment, from 1.")]
Unit = Annotated[str, typer.Option(help="What a segment is: sentence, paragraph or turn.")]
Direction = Annotated[str | None, typer.Option(help="for or against.")]
Intensity = Annotated[int | None, typer.Option(help="1 to 3.")]
Importance = Annotated[int | None, typer.Option(help="1 to 3.")]
Exemplar = Annotated[bool | None, typer.Option(help="The quote to show.")]
Remark = Annotated[str | None, typer.Option("--note", help="A remark on the coding.")]
CaseCode = Annotated[str, typer.Option(help="Code of the case that it is about.")]
StageCode = Annotated[str, typer.Option(help="Code of the stage that it is about.")]


@app.command()
def code(
    study: StudyPath,
    source: SourceCode,
    name: Annotated[str, typer.Argument(help="The code; - for the words themselves.")],
    words: Quoted = "",
    start: Start = None,
    end: End = None,
    segment: Segment = None,
    unit: Unit = "sentence",
    parent: Annotated[str, typer.Option(help="With -: the code above the new code.")] = "/",
    direction: Direction = None,
    intensity: Intensity = None,
    importance: Importance = None,
    exemplar: Exemplar = None,
    note: Remark = None,
    case: CaseCode = "",
    stage: StageCode = "",
    round_: Annotated[str, typer.Option("--round", help="The round; else the open one.")] = "",
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Code a span of a source: by its words, by start and end, or by a segment's number."""
    from consilience.study import open_study
    from consilience.study.edits import code_span, find_code, in_vivo, new_coding, now, span_of

    given = {"direction": direction, "intensity": intensity, "importance": importance}
    given |= {"exemplar": exemplar, "note": note}
    with open_study(study) as store:
        desk = store.desk(source)
        if segment is not None:
            start, end = _segment(desk, source, segment, unit)
        place = span_of(desk, source, words, start, end)
        coding = new_coding(desk, source, place, person(desk, actor), round_)
        ready = _described(desk, coding, given, case, stage)
        if name == "-":
            above = None if parent == "/" else find_code(desk, parent)
            edit = in_vivo(desk, ready, above, now())
        else:
            ready = dataclasses.replace(ready, code_id=find_code(desk, name).id)
            edit = code_span(desk, ready)
        make(store, edit, actor, as_json=as_json, values={"coding": ready.id})


@app.command()
def recode(
    study: StudyPath,
    coding: Annotated[str, typer.Argument(help="Id of the coding, or how it begins.")],
    name: Annotated[str, typer.Option("--code", help="Another code.")] = "",
    start: Start = None,
    end: End = None,
    direction: Direction = None,
    intensity: Intensity = None,
    importance: Importance = None,
    exemplar: Exemplar = None,
    note: Remark = None,
    case: CaseCode = "",
    stage: StageCode = "",
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Change a coding: its code, its place, or what it says; the rest stays as it is."""
    from consilience.study import open_study
    from consilience.study.edits import change_coding, find_code, find_coding

    given: dict[str, Any] = {"direction": direction, "intensity": intensity, "note": note}
    given |= {"importance": importance, "exemplar": exemplar, "start": start, "end": end}
    with open_study(study) as store:
        seen = seen_by(store.study(), actor)
        given["code_id"] = find_code(seen, name).id if name else None
        ready = _described(seen, find_coding(seen, coding), given, case, stage)
        make(store, change_coding(seen, ready), actor, as_json=as_json)


@app.command()
def uncode(
    study: StudyPath,
    codings: Annotated[list[str], typer.Argument(help="Ids of codings, or how they begin.")],
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Take codings back."""
    from consilience.study import open_study
    from consilience.study.edits import find_coding, remove_codings

    with open_study(study) as store:
        seen = seen_by(store.study(), actor)
        found = [find_coding(seen, one) for one in codings]
        make(store, remove_codings(seen, found), actor, as_json=as_json)


@app.command()
def quotes(
    study: StudyPath,
    code: Annotated[str, typer.Argument(help="A code by its name or path; all if left out.")] = "",
    source: Annotated[str, typer.Option(help="Only from this source.")] = "",
    case: Annotated[str, typer.Option(help="Only about this case.")] = "",
    coder: Annotated[str, typer.Option(help="Only by this person.")] = "",
    context: Annotated[int, typer.Option(help="Characters to show on each side.")] = 40,
    actor: ActorOption = "",
    *,
    only: Annotated[bool, typer.Option("--only", help="Not the codes below it.")] = False,
    as_json: AsJson = False,
) -> None:
    """List quotes: id, source, line and place, speaker, coder, code, words in their context."""
    from consilience import study as records
    from consilience.study.edits import find_code

    with records.open_study(study) as store:
        seen = seen_by(store.study(), actor)
    found = records.quotes(
        seen,
        find_code(seen, code) if code else None,
        source=seen.source(source) if source else None,
        case_id=seen.case(case).id if case else None,
        coder_id=seen.actor(coder).id if coder else None,
        below=not only,
        context=context,
    )
    lines = [*(quote_line(one) for one in found), said("quotes", count=len(found))]
    say({"quotes": [quote_values(one) for one in found]}, "\n".join(lines), as_json=as_json)


@app.command(name="person")
def person_(
    study: StudyPath,
    code: Annotated[str, typer.Argument(help="Code of the person; all if left out.")] = "",
    name: Annotated[str, typer.Option(help="Their name.")] = "",
    role: Annotated[
        str, typer.Option(help="coder, researcher, interviewee or respondent.")
    ] = "coder",
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """List the people of a study, or add one (or name one anew)."""
    from consilience.study import Actor, open_study
    from consilience.study.edits import put_actor

    with open_study(study) as store:
        found = store.study()
        if code:
            new = Actor(code=code, name=name or code, role=role)  # type: ignore[arg-type]  # checked on entry
            make(store, put_actor(found, new), actor, as_json=as_json)
            return
    people = [dataclasses.asdict(one) for one in found.actors]
    lines = [f"{one.code}\t{one.name}\t{one.role}" for one in found.actors]
    say({"people": people}, "\n".join(lines), as_json=as_json)


def _segment(study: Study, source: str, number: int, unit: str) -> tuple[int, int]:
    from consilience import analysis  # it loads the engines: only a segment needs them

    return analysis.segment(study, study.source(source), number, unit)  # type: ignore[arg-type]  # checked there


def _described(
    study: Study, coding: Coding, given: dict[str, Any], case: str, stage: str
) -> Coding:
    known = {name: value for name, value in given.items() if value is not None}
    if case:
        known["case_id"] = study.case(case).id
    if stage:
        known["stage_id"] = study.stage(stage).id
    return dataclasses.replace(coding, **known)


memos = typer.Typer(help="Memos: notes on anything.", no_args_is_help=True, rich_markup_mode=None)


@memos.command()
def add(
    study: StudyPath,
    title: Annotated[str, typer.Argument(help="What it is called.")],
    text: Annotated[str, typer.Argument(help="What it says.")],
    about: Annotated[
        list[str] | None, typer.Option(help="KIND:NAME, such as code:trust; repeatable.")
    ] = None,
    kind: Annotated[str, typer.Option(help="code, theory, method, case or reflexive.")] = "",
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Write a memo on codes, codings, sources, cases, people, rounds, or the whole study."""
    from consilience.study import Memo, open_study
    from consilience.study.edits import add_memo, find_record, now

    with open_study(study) as store:
        seen = seen_by(store.study(), actor)
        memo = Memo(
            title=title,
            text=text,
            kind=kind,  # type: ignore[arg-type]  # checked on entry
            anchor_ids=tuple(find_record(seen, one).id for one in about or []),
            actor_id=id_of(person(seen, actor)),
            created_at=now(),
        )
        make(store, add_memo(seen, memo), actor, as_json=as_json, values={"memo": memo.id})


@memos.command(name="list")
def list_(
    study: StudyPath,
    about: Annotated[str, typer.Option(help="Only on this: KIND:NAME.")] = "",
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """List the memos, oldest first."""
    from consilience.study import open_study
    from consilience.study.edits import find_record

    with open_study(study) as store:
        seen = seen_by(store.study(), actor)
    wanted = find_record(seen, about).id if about else None
    found = [one for one in seen.memos if wanted is None or wanted in one.anchor_ids]
    lines = ["\t".join((one.id[:8], one.created_at, one.title, one.text)) for one in found]
    listed = [dataclasses.asdict(one) for one in found]
    say({"memos": listed}, "\n".join([*lines, said("memos", count=len(found))]), as_json=as_json)


@memos.command()
def remove(
    study: StudyPath,
    memo: Annotated[str, typer.Argument(help="Id of the memo, or how it begins.")],
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Take a memo out."""
    from consilience.study import open_study
    from consilience.study.edits import find_memo, remove_memo

    with open_study(study) as store:
        seen = seen_by(store.study(), actor)
        make(store, remove_memo(seen, find_memo(seen, memo)), actor, as_json=as_json)
