"""Where the coders of a round differ, place by place, beside the text: what to talk about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from consilience.analysis.coding_rounds import Given, RoundCodings, round_codings
from consilience.errors import DataError
from consilience.study import Coding, Quote, Round, Study, newest_versions, quotes
from consilience.study.edits import SHORT, now

DisagreementKind = Literal["missed", "other code", "boundary"]


@dataclass(frozen=True, kw_only=True)
class RoundDisagreement:
    """A place on which coders differ.

    ``number`` counts through the round, from 1. ``kind`` is ``"missed"`` where some coders gave
    nothing that differs, ``"other code"`` where they gave another code, ``"boundary"`` where all
    gave the code, but not to the same units. ``quotes`` are all codings that differ; ``without``
    names the coders who have none of them. ``reason`` and ``standing`` (ids of codings) tell how it
    was resolved, None where it was not yet.
    """

    number: int
    source: str
    start: int
    end: int
    text: str
    before: str
    after: str
    kind: DisagreementKind
    quotes: tuple[Quote, ...]
    without: tuple[str, ...]
    reason: str | None
    standing: tuple[str, ...] | None

    @property
    def resolved(self) -> bool:
        """Whether it was decided what stands."""
        return self.reason is not None


def round_disagreements(
    study: Study, round_: Round, context: int = 80
) -> tuple[RoundDisagreement, ...]:
    """Return every place on which the coders of a round differ, in the order of the texts.

    Codings of one code belong together where they share a unit. Coders agree where all cover the
    same units with the code, so on the round's unit this list is empty exactly where percent
    agreement is 1. Differing codings of several codes that share a unit are one place.

    Parameters
    ----------
    study, round_
        The whole study, and one of its rounds, released or not blind.
    context
        Characters to show on each side.

    Raises
    ------
    StudyError
        If the round is blind and still open.
    DataError
        If the coders gave nothing.
    """
    found = round_codings(study, round_)
    places = [
        (kind, group)
        for text in range(len(found.texts))
        for kind, group in _places(found, [one for one in found.given if one.text == text])
    ]
    return tuple(
        _disagreement(study, found, number, kind, group, context)
        for number, (kind, group) in enumerate(places, start=1)
    )


def _places(
    found: RoundCodings, given: Sequence[Given]
) -> list[tuple[DisagreementKind, list[Given]]]:
    """Return the places of one text on which coders differ, with their codings."""
    places: list[tuple[DisagreementKind, list[Given]]] = []
    partial: list[Given] = []
    for code in found.codes:
        for group in _touching([one for one in given if one.code == code]):
            covered = {coder: _units(group, coder) for coder in found.coders}
            if not all(covered.values()):
                partial += group
            elif len(set(map(frozenset, covered.values()))) > 1:
                places.append(("boundary", group))
    for group in _touching(partial):
        codes = {coder: {g.code for g in group if g.coder == coder} for coder in found.coders}
        filled = [one for one in codes.values() if one]
        other = any(one - two and two - one for one in filled for two in filled)
        places.append(("other code" if other else "missed", group))
    return sorted(places, key=lambda place: min(one.coding.start for one in place[1]))


def _touching(given: Iterable[Given]) -> list[list[Given]]:
    """Return codings in groups that share units, directly or through others."""
    found: list[list[Given]] = []
    reached = -1
    for one in sorted(given, key=lambda one: (one.units.start, one.units.stop)):
        if found and one.units.start < reached:
            found[-1].append(one)
        elif one.units:
            found.append([one])
        reached = max(reached, one.units.stop)
    return found


def _units(group: Iterable[Given], coder: str) -> set[int]:
    return {unit for one in group if one.coder == coder for unit in one.units}


def _disagreement(
    study: Study,
    found: RoundCodings,
    number: int,
    kind: DisagreementKind,
    group: Sequence[Given],
    context: int,
) -> RoundDisagreement:
    text = found.texts[group[0].text]
    start = min(one.coding.start for one in group)
    end = max(one.coding.end for one in group)
    codings = [one.coding for one in group]
    ids = {one.id for one in codings}
    resolution = next((one for one in study.resolutions if ids & set(one.coding_ids)), None)
    words = text.version.text
    present = {one.coder for one in group}
    return RoundDisagreement(
        number=number,
        source=text.source.code,
        start=start,
        end=end,
        text=words[start:end],
        before=words[max(0, start - context) : start],
        after=words[end : end + context],
        kind=kind,
        quotes=quotes(study, codings=codings, context=0),
        without=tuple(one for one in found.coders if one not in present),
        reason=None if resolution is None else resolution.reason,
        standing=None if resolution is None else resolution.result_ids,
    )


def numbered(found: Sequence[RoundDisagreement], number: int, round_: Round) -> RoundDisagreement:
    """Return the disagreement with a number.

    Raises
    ------
    DataError
        If there is none.
    """
    if not 1 <= number <= len(found):
        values = {"round": round_.code, "count": len(found), "got": number}
        raise DataError("edits.error.no_disagreement", **values)
    return found[number - 1]


def codings_that_stand(
    study: Study, disagreement: RoundDisagreement, kept: Sequence[str]
) -> tuple[Coding, ...]:
    """Return the codings of a disagreement by some coders (their codes), or with some ids.

    An id may be given by how it begins.

    Raises
    ------
    DataError
        If a coder has none there, or no id begins so.
    """
    ids = {
        name: {one.id for one in disagreement.quotes if name == one.coder or _begins(one.id, name)}
        for name in kept
    }
    lost = [name for name, found in ids.items() if not found]
    if lost:
        raise DataError("edits.error.unknown_keep", names=lost)
    wanted = set().union(*ids.values())
    return tuple(one for one in study.codings if one.id in wanted)


def new_standing(
    study: Study,
    disagreement: RoundDisagreement,
    place: tuple[int, int],
    code_id: str,
    actor_id: str | None,
) -> Coding:
    """Return a coding that stands in place of those that disagree, decided by a person."""
    version = newest_versions(study)[study.source(disagreement.source).id]
    return Coding(
        version_id=version.id,
        start=place[0],
        end=place[1],
        code_id=code_id,
        actor_id=actor_id,
        created_at=now(),
    )


def _begins(identifier: str, name: str) -> bool:
    return len(name) >= SHORT and identifier.startswith(name)
