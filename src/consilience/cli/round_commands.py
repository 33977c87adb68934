"""Commands on rounds of double coding: open, release, agreement, disagreements, resolve."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.cli.coding_output import (
    ActorOption,
    id_of,
    make,
    names,
    person,
    quote_line,
    quote_values,
    seen_by,
)
from consilience.cli.output import AsJson, StudyPath, message_language, said, say
from consilience.texts import Phrase

if TYPE_CHECKING:
    from consilience.analysis import AgreementTable, RoundAgreement, RoundDisagreement
    from consilience.study import Coding, Round, Study

app = typer.Typer(
    help="Double coding: rounds, agreement, disagreements.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

RoundCode = Annotated[str, typer.Argument(help="Code of the round.")]


@app.command(name="open")
def open_(
    study: StudyPath,
    code: RoundCode,
    coders: Annotated[str, typer.Option(help="Codes of the coders, with commas.")],
    sources: Annotated[str, typer.Option(help="Codes of the sources; all with a text.")] = "",
    codes: Annotated[str, typer.Option(help="Codes to give, with commas; all if left out.")] = "",
    unit: Annotated[
        str, typer.Option(help="sentence, paragraph, turn, character or span.")
    ] = "sentence",
    description: Annotated[str, typer.Option(help="What it is for.")] = "",
    actor: ActorOption = "",
    *,
    seen: Annotated[
        bool, typer.Option("--seen", help="Not blind: coders see each other's codings.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Open a round: the same sources, coded by several people who do not see each other's work."""
    from consilience.study import Round, open_study
    from consilience.study.edits import find_code, now, open_round

    with open_study(study) as store:
        found = store.study()
        with_text = {one.source_id for one in found.versions}
        chosen = [found.source(one).id for one in names(sources)]
        new = Round(
            code=code,
            description=description,
            unit=unit,  # type: ignore[arg-type]  # checked on entry
            source_ids=tuple(chosen or [one.id for one in found.sources if one.id in with_text]),
            code_ids=tuple(find_code(found, one).id for one in names(codes)),
            coder_ids=tuple(found.actor(one).id for one in names(coders)),
            blind=not seen,
        )
        make(store, open_round(found, new, now()), actor, as_json=as_json)


@app.command()
def status(study: StudyPath, *, actor: ActorOption = "", as_json: AsJson = False) -> None:
    """List the rounds: state, unit, coders; how much is coded, of blind open ones only your own."""
    from consilience.study import open_study

    with open_study(study) as store:
        whole = store.study()
        seen = seen_by(whole, actor)
    rounds = [_status(whole, seen, one) for one in whole.rounds]
    lines = [said("round_status", **{**one, **_words(one["state"], one["unit"])}) for one in rounds]
    say({"rounds": rounds}, "\n".join([*lines, said("rounds", count=len(lines))]), as_json=as_json)


@app.command()
def release(
    study: StudyPath, code: RoundCode, actor: ActorOption = "", *, as_json: AsJson = False
) -> None:
    """Release a round: everybody sees its codings, and nobody changes them any more."""
    from consilience.study import open_study
    from consilience.study.edits import release_round

    with open_study(study) as store:
        found = store.study()
        make(store, release_round(found, found.round(code)), actor, as_json=as_json)


@app.command()
def agreement(
    study: StudyPath,
    code: RoundCode,
    drawn: Annotated[
        str, typer.Option(help="What intervals draw: unit or source; sources if left out.")
    ] = "",
    bootstraps: Annotated[int, typer.Option(help="Resamples of the intervals; 0 for none.")] = 1000,
    seed: Annotated[int, typer.Option(help="Same seed, same intervals.")] = 0,
    *,
    as_json: AsJson = False,
) -> None:
    """Measure the agreement of a round, before and after its disagreements were resolved."""
    from consilience import analysis
    from consilience.study import open_study

    with open_study(study) as store:
        found = store.study()
    round_ = found.round(code)
    decided = any(one.round_id == round_.id for one in found.resolutions)
    usual = "source" if len(round_.source_ids) > 1 else "unit"
    measured = [
        analysis.round_agreement(
            found,
            round_,
            resolved=resolved,
            drawn=drawn or usual,  # type: ignore[arg-type]  # checked there
            bootstraps=bootstraps,
            seed=seed,
        )
        for resolved in ([False, True] if decided else [False])
    ]
    left = sum(not one.resolved for one in analysis.round_disagreements(found, round_))
    lines = [line for one in measured for line in _agreement_lines(one)]
    lines.append(said("unresolved", count=left))
    values = {"agreement": [_agreement_values(one) for one in measured], "unresolved": left}
    say(values, "\n".join(lines), as_json=as_json)


@app.command()
def disagreements(
    study: StudyPath,
    code: RoundCode,
    context: Annotated[int, typer.Option(help="Characters to show on each side.")] = 80,
    *,
    unresolved: Annotated[
        bool, typer.Option("--unresolved", help="Only those not yet resolved.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List where coders differ, each beside its text, with what each coder gave."""
    from consilience import analysis
    from consilience.study import open_study

    with open_study(study) as store:
        found = store.study()
    every = analysis.round_disagreements(found, found.round(code), context)
    shown = [one for one in every if not (unresolved and one.resolved)]
    lines = [line for one in shown for line in _disagreement_lines(one)]
    left = sum(not one.resolved for one in every)
    lines.append(said("disagreed", count=len(every), left=left))
    listed = [_disagreement_values(one) for one in shown]
    values = {"disagreements": listed, "count": len(every), "unresolved": left}
    say(values, "\n".join(lines), as_json=as_json)


@app.command()
def resolve(
    study: StudyPath,
    code: RoundCode,
    number: Annotated[int, typer.Argument(help="Number of the disagreement.")],
    reason: Annotated[str, typer.Option(help="Why.")],
    keep: Annotated[
        str, typer.Option(help="Coders whose codings stand, or ids of codings, with commas.")
    ] = "",
    new: Annotated[str, typer.Option("--code", help="A code that stands instead.")] = "",
    start: Annotated[int | None, typer.Option(help="First character, from 0.")] = None,
    end: Annotated[int | None, typer.Option(help="Character after the last.")] = None,
    actor: ActorOption = "",
    *,
    nothing: Annotated[bool, typer.Option("--nothing", help="Nothing is coded there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say which codings stand where coders disagree, and why."""
    from consilience import analysis
    from consilience.errors import DataError
    from consilience.study import open_study
    from consilience.study.edits import find_code, now
    from consilience.study.edits import resolve as resolution

    if [bool(keep), bool(new), nothing].count(True) != 1:
        raise DataError("edits.error.one_decision")
    with open_study(study) as store:
        found = store.study()
        round_ = found.round(code)
        place = analysis.numbered(analysis.round_disagreements(found, round_), number, round_)
        decider = person(found, actor)
        standing: tuple[Coding, ...] = ()
        if keep:
            standing = analysis.codings_that_stand(found, place, names(keep))
        elif new:
            span = (place.start if start is None else start, place.end if end is None else end)
            code_id = find_code(found, new).id
            standing = (analysis.new_standing(found, place, span, code_id, id_of(decider)),)
        compared = [found.by_id[one.id] for one in place.quotes]
        edit = resolution(found, round_, compared, standing, reason, actor=decider, at=now())  # type: ignore[arg-type]  # quotes are of codings
        make(store, edit, actor, as_json=as_json)


def _status(whole: Study, seen: Study, round_: Round) -> dict[str, Any]:
    sessions = {one.id: one.actor_id for one in whole.sessions if one.round_id == round_.id}
    counts: dict[str, int] = {}
    for one in seen.codings:
        if one.session_id in sessions:
            coder = whole.code_of(sessions[one.session_id])
            counts[coder] = counts.get(coder, 0) + 1
    return {
        "round": round_.code,
        "state": round_.state,
        "blind": round_.blind,
        "unit": round_.unit,
        "sources": [whole.code_of(one) for one in round_.source_ids],
        "coders": [whole.code_of(one) for one in round_.coder_ids],
        "codes": len(round_.code_ids),
        "codings": counts,
        "counted": [f"{coder} {count}" for coder, count in sorted(counts.items())] or ["-"],
    }


def _words(state: str, unit: str) -> dict[str, Phrase]:
    return {"state": Phrase(f"edits.state.{state}"), "unit": Phrase(f"edits.unit.{unit}")}


def _agreement_values(found: RoundAgreement) -> dict[str, Any]:
    parts = ("table", "coded", "exact", "overlapping", "unitizing")
    values = {
        field.name: getattr(found, field.name)
        for field in dataclasses.fields(found)
        if field.name not in {*parts, "notes"}
    }
    results = {name: getattr(found, name) for name in parts}
    values |= {name: None if one is None else one.to_dict() for name, one in results.items()}
    return {**values, "notes": [note.sentence(message_language()) for note in found.notes]}


def _agreement_lines(found: RoundAgreement) -> list[str]:
    when = "after" if found.resolved else "before"
    values = {name: getattr(found, name) for name in ("round", "codings", "units", "uncoded")}
    lines = [said(f"agreement_{when}", **values, unit=Phrase(f"edits.unit.{found.unit}"))]
    for name in ("table", "coded"):
        table: AgreementTable | None = getattr(found, name)
        if table is not None:
            lines += [said(f"agreement_{name}"), _table(table)]
    alpha = found.unitizing
    spans = {"exact": found.exact.f1, "overlapping": found.overlapping.f1, "alpha": alpha.value}
    lines.append(said("agreement_spans", version=alpha.version, **spans))
    notes = [*found.notes, *(found.table.notes if found.table else ()), *alpha.notes]
    return [*lines, *(note.sentence(message_language()) for note in notes)]


def _table(table: AgreementTable) -> str:
    from consilience import analysis

    frame = analysis.plain_codings.with_intervals(table)
    return frame.to_string(index=False, float_format=lambda value: f"{value:.3f}", na_rep="-")


def _disagreement_values(found: RoundDisagreement) -> dict[str, Any]:
    values = {field.name: getattr(found, field.name) for field in dataclasses.fields(found)}
    return {**values, "quotes": [quote_values(one) for one in found.quotes]}


def _disagreement_lines(found: RoundDisagreement) -> list[str]:
    kind = said(f"disagreement_{found.kind.replace(' ', '_')}")
    words = f"{found.before}[{found.text}]{found.after}".replace("\n", " ")
    lines = [f"{found.number}. {found.source} {found.start}-{found.end} ({kind}): {words}"]
    lines += [f"   {quote_line(one)}" for one in found.quotes]
    lines += [f"   {said('without', coder=coder)}" for coder in found.without]
    if found.resolved:
        standing = [one[:8] for one in found.standing or ()] or ["-"]
        lines.append(f"   {said('resolved', reason=found.reason, standing=standing)}")
    return lines
