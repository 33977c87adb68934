"""What codings say: their quotes, paths of codes, cases; which of them may be seen, which stand."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from consilience.study.base_records import Source
    from consilience.study.coding_records import Code, Coding, Rating, Round, SourceVersion
    from consilience.study.model import Study

# Groups of a study whose records may rest on a coding.
_QUOTED = (
    *("incidents", "ties", "holdings", "adoptions", "propositions", "worths", "contributions"),
    *("readings", "acts", "transitions", "measures", "parameters"),
)


def newest_versions(study: Study) -> Mapping[str, SourceVersion]:
    """Return the newest text of each source, by the id of the source."""
    found: dict[str, SourceVersion] = {}
    for version in study.versions:
        known = found.get(version.source_id)
        if known is None or known.number < version.number:
            found[version.source_id] = version
    return found


def source_of(study: Study, coding: Coding) -> Source:
    """Return the source that a coding stands in."""
    version = cast("SourceVersion", study.by_id[coding.version_id])
    return cast("Source", study.by_id[version.source_id])


def quote(study: Study, coding: Coding) -> str:
    """Return the text under a coding, as it is.

    Examples
    --------
    >>> from consilience.study import Code, Coding, Project, Source, SourceVersion, study_of
    >>> source = Source(code="J11", title="Interview", kind="interview")
    >>> version = SourceVersion(source_id=source.id, text="我们信任他们。", sha256="")
    >>> trust = Code(name="trust")
    >>> coding = Coding(version_id=version.id, start=2, end=4, code_id=trust.id)
    >>> project = Project(code="P", title="Alliances")
    >>> quote(study_of([project, source, version, trust, coding]), coding)
    '信任'
    """
    version = cast("SourceVersion", study.by_id[coding.version_id])
    return version.text[coding.start : coding.end]


def code_path(study: Study, code_id: str) -> tuple[Code, ...]:
    """Return a code and those above it, the topmost first."""
    found = [cast("Code", study.by_id[code_id])]
    while found[0].parent_id is not None:
        above = cast("Code", study.by_id[found[0].parent_id])
        if above in found:  # it lies within itself, which no file allows
            break
        found.insert(0, above)
    return tuple(found)


def codes_below(study: Study, code_id: str) -> frozenset[str]:
    """Return the ids of a code and of all codes below it, members by a link included."""
    children: dict[str, list[str]] = defaultdict(list)
    for code in study.codes:
        if code.parent_id is not None:
            children[code.parent_id].append(code.id)
    for link in study.links:
        if link.kind == "member":
            children[link.to_id].append(link.from_id)
    found, waiting = {code_id}, [code_id]
    while waiting:
        new = [one for one in children[waiting.pop()] if one not in found]
        found.update(new)
        waiting += new
    return frozenset(found)


def cases_of(study: Study, coding: Coding) -> tuple[str, ...]:
    """Return the ids of the cases that a coding speaks of: its own, or those of its source."""
    if coding.case_id is not None:
        return (coding.case_id,)
    return source_of(study, coding).case_ids


def visible_codings(study: Study, coder_id: str | None = None) -> tuple[Coding, ...]:
    """Return the codings that a coder may see.

    Codings of a blind round that is not yet released are seen by nobody but the coder who made
    them; this is what blind double coding promises.

    Parameters
    ----------
    study
        The study.
    coder_id
        Id of the actor who looks; None for nobody in particular.
    """
    hidden = _sessions_of(study, [one for one in study.rounds if one.blind])
    return tuple(
        coding
        for coding in study.codings
        if coding.session_id not in hidden or coding.actor_id in {coder_id} - {None}
    )


def study_seen_by(study: Study, coder_id: str | None = None) -> Study:
    """Return the study as a coder may see it: without what others coded in a blind, open round.

    Suggestions that the others answered, their memos and those on hidden codings, and what refers
    to hidden codings go with them. Everything that is shown to people is made from this.

    Parameters
    ----------
    study
        The whole study.
    coder_id
        Id of the actor who looks; None for nobody in particular.
    """
    seen = visible_codings(study, coder_id)
    blind = [one for one in study.rounds if one.blind and one.state == "open"]
    if not blind:
        return study
    hidden = {one.id for one in study.codings} - {one.id for one in seen}
    coders = {one for item in blind for one in item.coder_ids} - {coder_id}
    quoted: dict[str, Any] = {
        name: _without_quotes(getattr(study, name), hidden) for name in _QUOTED
    }
    return dataclasses.replace(
        study,
        codings=seen,
        suggestions=tuple(one for one in study.suggestions if one.actor_id not in coders),
        memos=tuple(
            one
            for one in study.memos
            if one.actor_id not in coders and not hidden & set(one.anchor_ids)
        ),
        resolutions=tuple(one for one in study.resolutions if not hidden & set(one.coding_ids)),
        ratings=tuple(_rating_without(one, hidden) for one in study.ratings),
        **quoted,
    )


def _without_quotes(records: tuple[Any, ...], hidden: set[str]) -> tuple[Any, ...]:
    """Return records of which none points to a hidden coding."""
    return tuple(
        dataclasses.replace(one, coding_id=None) if one.coding_id in hidden else one
        for one in records
    )


def _rating_without(rating: Rating, hidden: set[str]) -> Rating:
    kept = tuple(one for one in rating.evidence_ids if one not in hidden)
    anchor = None if rating.anchor_id in hidden else rating.anchor_id
    return dataclasses.replace(rating, evidence_ids=kept, anchor_id=anchor)


def standing_codings(study: Study) -> tuple[Coding, ...]:
    """Return the codings that count as evidence, in order.

    These are the codings of the newest texts, but not those of rounds that are still open, and not
    those that a resolution has set aside. Where several coders coded the same span alike, the
    first counts for all (a convention of this program).
    """
    unfinished = _sessions_of(study, study.rounds)
    newest = {version.id for version in newest_versions(study).values()}
    compared = {one for item in study.resolutions for one in item.coding_ids}
    kept = {one for item in study.resolutions for one in item.result_ids}
    found = (
        coding
        for coding in study.codings
        if coding.session_id not in unfinished
        and coding.version_id in newest
        and (coding.id in kept or coding.id not in compared)
    )
    return tuple(_first_of_alike(found))


def _sessions_of(study: Study, rounds: Iterable[Round]) -> frozenset[str]:
    """Return the ids of the sessions of those of the rounds that are still open."""
    still = {one.id for one in rounds if one.state == "open"}
    return frozenset(session.id for session in study.sessions if session.round_id in still)


def _first_of_alike(codings: Iterable[Coding]) -> Iterable[Coding]:
    seen = set()
    for coding in codings:
        said = (coding.version_id, coding.start, coding.end, coding.code_id, coding.case_id)
        if said not in seen:
            seen.add(said)
            yield coding
