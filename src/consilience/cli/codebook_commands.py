"""Commands on the codebook of a study: show, load, add, change, move, merge, split, link."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.coding_output import (
    ActorOption,
    CodeName,
    id_of,
    make,
    person,
    seen_by,
)
from consilience.cli.output import AsJson, EncodingOption, SheetOption, StudyPath, said, say

if TYPE_CHECKING:
    from consilience.study import Code, CodeEvent, Study

app = typer.Typer(help="The codebook of a study.", no_args_is_help=True, rich_markup_mode=None)

Parent = Annotated[str, typer.Option(help="The code above, by its name or path; / for the top.")]
Kind = Annotated[str, typer.Option(help="concept, theme, dimension, in vivo, free or folder.")]


@app.command()
def show(study: StudyPath, *, actor: ActorOption = "", as_json: AsJson = False) -> None:
    """Show the codebook as a tree, with how many codings each code has."""
    from consilience.study import code_path, open_study

    with open_study(study) as store:
        seen = seen_by(store.study(), actor)
    counts: dict[str, int] = {}
    for coding in seen.codings:
        counts[coding.code_id] = counts.get(coding.code_id, 0) + 1
    paths = [(code, [one.name for one in code_path(seen, code.id)]) for code in _in_order(seen)]
    listed = [
        {**dataclasses.asdict(code), "path": path, "codings": counts.get(code.id, 0)}
        for code, path in paths
    ]
    lines = [
        "\t".join(("  " * (len(path) - 1) + path[-1], code.kind, str(counts.get(code.id, 0))))
        for code, path in paths
    ]
    for link in seen.links:
        one, other = (_path(seen, place) for place in (link.from_id, link.to_id))
        lines.append(said(f"link_{link.kind}", one=one, other=other, label=link.label))
    links = [dataclasses.asdict(link) for link in seen.links]
    say({"codes": listed, "links": links}, "\n".join(lines), as_json=as_json)


@app.command()
def add(
    study: StudyPath,
    name: Annotated[str, typer.Argument(help="Name of the new code.")],
    parent: Parent = "/",
    kind: Kind = "",
    chinese: Annotated[str, typer.Option(help="Its Chinese name.")] = "",
    definition: Annotated[str, typer.Option(help="What it means.")] = "",
    include: Annotated[str, typer.Option(help="When to give it.")] = "",
    exclude: Annotated[str, typer.Option(help="When not to.")] = "",
    example: Annotated[str, typer.Option(help="A typical quote.")] = "",
    colour: Annotated[str, typer.Option(help="Such as #1F77B4.")] = "",
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Add a code."""
    from consilience.study import Code, open_study
    from consilience.study.edits import add_code, kind_below, now

    with open_study(study) as store:
        found = store.study()
        above = _parent(found, parent)
        code = Code(
            name=name,
            name_zh=chinese,
            parent_id=None if above is None else above.id,
            kind=kind or kind_below(above),  # type: ignore[arg-type]  # checked on entry
            definition=definition,
            include=include,
            exclude=exclude,
            example=example,
            colour=colour,
            created_at=now(),
        )
        make(store, add_code(found, code), actor, as_json=as_json, values={"code": code.id})


@app.command()
def change(
    study: StudyPath,
    code: CodeName,
    name: Annotated[str, typer.Option(help="A new name.")] = "",
    kind: Kind = "",
    chinese: Annotated[str | None, typer.Option(help="Its Chinese name.")] = None,
    definition: Annotated[str | None, typer.Option(help="What it means.")] = None,
    include: Annotated[str | None, typer.Option(help="When to give it.")] = None,
    exclude: Annotated[str | None, typer.Option(help="When not to.")] = None,
    example: Annotated[str | None, typer.Option(help="A typical quote.")] = None,
    colour: Annotated[str | None, typer.Option(help="Such as #1F77B4; empty for none.")] = None,
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Rename a code or describe it anew; what is not given stays as it is."""
    from consilience.study import open_study
    from consilience.study.edits import change_code, find_code

    given: dict[str, Any] = {
        "name": name or None,
        "kind": kind or None,
        "name_zh": chinese,
        "definition": definition,
        "include": include,
        "exclude": exclude,
        "example": example,
        "colour": colour,
    }
    with open_study(study) as store:
        found = store.study()
        known = {field: value for field, value in given.items() if value is not None}
        new = dataclasses.replace(find_code(found, code), **known)
        make(store, change_code(found, new), actor, as_json=as_json)


@app.command()
def move(
    study: StudyPath,
    code: CodeName,
    parent: Annotated[str, typer.Option(help="The code above; / for the top.")] = "",
    position: Annotated[int | None, typer.Option(help="Its place there, from 1.")] = None,
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Put a code under another one, or at another place among its neighbours."""
    from consilience.study import open_study
    from consilience.study.edits import find_code, move_code

    with open_study(study) as store:
        found = store.study()
        moved = find_code(found, code)
        above = _parent(found, parent or moved.parent_id or "/")
        make(store, move_code(found, moved, above, position), actor, as_json=as_json)


@app.command()
def merge(
    study: StudyPath,
    code: Annotated[str, typer.Argument(help="The code that stays.")],
    merged: Annotated[list[str], typer.Argument(help="The codes that go into it.")],
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Make several codes one; codings, links, memos and codes below follow."""
    from consilience.study import open_study
    from consilience.study.edits import find_code, merge_codes

    with open_study(study) as store:
        found = store.study()
        going = [find_code(found, name) for name in merged]
        make(store, merge_codes(found, going, find_code(found, code)), actor, as_json=as_json)


@app.command()
def split(
    study: StudyPath,
    name: Annotated[str, typer.Argument(help="Name of the new code.")],
    codings: Annotated[list[str], typer.Argument(help="Ids of the codings that go to it.")],
    parent: Annotated[str, typer.Option(help="The code above; that of the old code.")] = "",
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Give some codings of a code to a new one; ``coding quotes`` shows their ids."""
    from consilience.study import Code, open_study
    from consilience.study.edits import find_code, find_coding, now, split_code

    with open_study(study) as store:
        found = seen_by(store.study(), actor)
        chosen = [find_coding(found, one) for one in codings]
        old = find_code(found, chosen[0].code_id)
        above = _parent(found, parent or old.parent_id or "/")
        parent_id = None if above is None else above.id
        new = Code(name=name, kind=old.kind, parent_id=parent_id, created_at=now())
        edit = split_code(found, chosen, new)
        make(store, edit, actor, as_json=as_json, values={"code": new.id})


@app.command()
def link(
    study: StudyPath,
    code: CodeName,
    other: Annotated[str, typer.Argument(help="The other code.")],
    label: Annotated[str, typer.Option(help="Makes it a relation, such as 'leads to'.")] = "",
    chinese: Annotated[str, typer.Option(help="The label in Chinese.")] = "",
    stage: Annotated[str, typer.Option(help="Code of the stage in which it holds.")] = "",
    actor: ActorOption = "",
    *,
    remove: Annotated[bool, typer.Option("--remove", help="Take the link back.")] = False,
    as_json: AsJson = False,
) -> None:
    """Give a code a second place under another one, or with a label relate both."""
    from consilience.study import CodeLink, open_study
    from consilience.study.edits import find_code, link_codes, unlink_codes

    with open_study(study) as store:
        found = store.study()
        one, two = find_code(found, code), find_code(found, other)
        if remove:
            make(store, unlink_codes(found, one, two, label), actor, as_json=as_json)
            return
        new = CodeLink(
            from_id=one.id,
            to_id=two.id,
            kind="relation" if label else "member",
            label=label,
            label_zh=chinese,
            stage_id=found.stage(stage).id if stage else None,
        )
        make(store, link_codes(found, new), actor, as_json=as_json)


@app.command()
def remove(
    study: StudyPath, code: CodeName, actor: ActorOption = "", *, as_json: AsJson = False
) -> None:
    """Take out a code that has no codings and no codes below it."""
    from consilience.study import open_study
    from consilience.study.edits import find_code, remove_code

    with open_study(study) as store:
        found = store.study()
        make(store, remove_code(found, find_code(found, code)), actor, as_json=as_json)


@app.command()
def load(
    study: StudyPath,
    file: Annotated[Path, typer.Argument(help="A Markdown outline, TOML, CSV or xlsx file.")],
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    actor: ActorOption = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Load a codebook from a file: new codes, and descriptions of those that are there."""
    from consilience import coding_workflow
    from consilience.study import open_study

    with open_study(study) as store:
        edit = coding_workflow.codebook_of_file(store.study(), file, sheet, encoding)
        make(store, edit, actor, as_json=as_json)


@app.command()
def history(
    study: StudyPath, code: CodeName, actor: ActorOption = "", *, as_json: AsJson = False
) -> None:
    """Tell how a code came to be what it is: who, when, what, from what to what."""
    from consilience.study import code_history, open_study
    from consilience.study.edits import find_code

    with open_study(study) as store:
        found = store.study()
        viewer = id_of(person(found, actor))
        events = code_history(store, find_code(found, code).id, viewer)
    listed = [dataclasses.asdict(event) for event in events]
    say({"events": listed}, "\n".join(_history_line(event) for event in events), as_json=as_json)


def _history_line(event: CodeEvent) -> str:
    parts = [f"{one.field}: {one.before or '-'} → {one.after or '-'}" for one in event.fields]
    counts = {"added": event.codings_added, "removed": event.codings_removed, "links": event.links}
    parts += [said(f"history_{name}", count=count) for name, count in counts.items() if count]
    return "\t".join((str(event.number), event.at, event.actor, event.operation, "; ".join(parts)))


def _in_order(study: Study) -> list[Code]:
    """Return the codes from the top down, those below a code right after it."""
    below: dict[str | None, list[Code]] = {}
    for code in study.codes:
        below.setdefault(code.parent_id, []).append(code)
    waiting, found = below.get(None, [])[::-1], []
    while waiting:
        code = waiting.pop()
        found.append(code)
        waiting += below.get(code.id, [])[::-1]
    return found


def _path(study: Study, code_id: str) -> str:
    from consilience.study.edits import find_code, full_name

    return full_name(study, find_code(study, code_id))


def _parent(study: Study, name: str) -> Code | None:
    from consilience.study.edits import find_code

    return None if name == "/" else find_code(study, name)
