"""What of a study may leave it: no blind codings that are still open, no names on the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consilience.study.anonymisation import PseudonymUse, anonymised
from consilience.study.codings import study_seen_by
from consilience.study.model import study_of

if TYPE_CHECKING:
    from consilience.study.model import Study


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
    """Return what nobody in particular may see, without the rounds and sessions themselves."""
    seen = study_seen_by(study)
    sessions = {one.id for one in seen.sessions if one.round_id in rounds}
    coders = {one.actor_id for one in seen.sessions if one.id in sessions}
    gone = rounds | sessions
    gone |= {one.id for one in seen.resolutions if one.round_id in rounds}
    gone |= {one.id for one in seen.memos if gone & set(one.anchor_ids) or one.actor_id in coders}
    gone |= {one.id for one in seen.suggestions if one.actor_id in coders}
    return study_of(one for one in seen.records() if one.id not in gone)
