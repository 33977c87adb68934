"""What of a study may leave it: no blind codings that are still open, no names on the list."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from consilience.study.anonymisation import PseudonymUse, anonymised
from consilience.study.model import study_of

if TYPE_CHECKING:
    from consilience.study.model import Study
    from consilience.study.records import Record


@dataclass(frozen=True)
class Shared:
    """A study as others may see it.

    ``blind_rounds`` are the codes of the rounds that were left out, ``hidden_codings`` counts
    their codings. ``pseudonyms`` says what was replaced; ``named_people`` are interviewees and
    respondents whose name is on no list and so still stands.
    """

    study: Study
    blind_rounds: tuple[str, ...] = ()
    hidden_codings: int = 0
    pseudonyms: tuple[PseudonymUse, ...] = ()
    named_people: tuple[str, ...] = ()


def shared(study: Study, *, include_blind: bool = False, pseudonyms: bool = True) -> Shared:
    """Return a study as it may be handed to others.

    Parameters
    ----------
    study
        The study.
    include_blind
        Keep blind rounds that are not yet released. Else they are left out with everything that
        shows what was coded in them: sessions, codings, resolutions, suggestions to their coders,
        memos of these and on their codings.
    pseudonyms
        Replace the names on the study's list, see :func:`consilience.study.anonymised`.

    Returns
    -------
    Shared
        The study and what was left out or replaced.

    Examples
    --------
    >>> from consilience.study import Project, Pseudonym
    >>> names = Pseudonym(name="Acme", replacement="Firm A")
    >>> study = study_of([Project(code="P", title="Acme"), names])
    >>> found = shared(study)
    >>> found.study.project.title, found.pseudonyms[0].count
    ('Firm A', 1)
    """
    open_rounds = (
        [] if include_blind else [r for r in study.rounds if r.blind and r.state == "open"]
    )
    seen = _without_rounds(study, {one.id for one in open_rounds}) if open_rounds else study
    people = {a.name for a in seen.actors if a.role in {"interviewee", "respondent"}}
    found, uses = anonymised(seen) if pseudonyms else (seen, ())
    return Shared(
        found,
        tuple(one.code for one in open_rounds),
        len(study.codings) - len(seen.codings),
        uses,
        tuple(sorted(people & {a.name for a in found.actors})) if pseudonyms else (),
    )


def _without_rounds(study: Study, rounds: set[str]) -> Study:
    sessions = {one.id for one in study.sessions if one.round_id in rounds}
    hidden = {one.id for one in study.codings if one.session_id in sessions}
    coders = {one.actor_id for one in study.sessions if one.id in sessions}
    gone = rounds | sessions | hidden
    gone |= {one.id for one in study.resolutions if one.round_id in rounds}
    gone |= {one.id for one in study.memos if gone & set(one.anchor_ids) or one.actor_id in coders}
    gone |= {one.id for one in study.suggestions if one.actor_id in coders}
    return study_of(_without(one, hidden) for one in study.records() if one.id not in gone)


def _without(record: Record, hidden: set[str]) -> Record:
    """Return a record that refers to no hidden coding."""
    changes: dict[str, Any] = {}
    for name in ("coding_ids", "result_ids", "evidence_ids"):
        ids = getattr(record, name, ())
        if hidden.intersection(ids):
            changes[name] = tuple(one for one in ids if one not in hidden)
    for name in ("anchor_id", "coding_id"):
        if getattr(record, name, None) in hidden:
            changes[name] = None
    return dataclasses.replace(record, **changes) if changes else record
