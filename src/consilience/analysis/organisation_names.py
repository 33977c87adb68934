"""Organisations of a study that may be one, or parts of one another, for a person to decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from consilience import network
from consilience.analysis.study_texts import texts_of
from consilience.study.edits import all_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.network import Merge, OrganisationMention, PartOf, ResolvedNames
    from consilience.study import Organisation, Source, Study

MOST_NAMES = 5_000  # what resolve_names takes
PairKind = Literal["merged", "same", "part"]


@dataclass(frozen=True)
class NamePair:
    """Two organisations by code, the names that are alike, how sure it is, and by which rule.

    ``kind`` is ``"merged"`` where a plain list takes them for one, ``"same"`` where they may be
    one, ``"part"`` where the first seems to belong to the second. Plain lists have no codes.
    """

    first: str
    second: str
    first_name: str
    second_name: str
    kind: PairKind
    score: float
    rule: str
    in_words: str
    in_words_zh: str


@dataclass(frozen=True)
class TextMention:
    """A mention of an organisation in a text of the study; ``organisation`` is its code or ""."""

    source: str
    mention: OrganisationMention


def similar_organisations(study: Study) -> tuple[NamePair, ...]:
    """Return the pairs of organisations that may be one or a part of the other, the surest first.

    A pair on which a person decided is left out, and one of which the first is a part of the
    second already.

    Raises
    ------
    ArgumentError
        If there are too many names to compare.
    """
    owners = _owners(study)
    if not owners:
        return ()
    decided = {frozenset((one.first, one.second)) for one in study.decisions}
    found = _resolved(study, owners)
    pairs: list[tuple[PairKind, str, str, Merge | PartOf]] = [
        ("same", one.first, one.second, one) for one in (*found.merges, *found.to_review)
    ]
    pairs += [("part", one.part, one.whole, one) for one in found.part_of]
    best: dict[frozenset[str], NamePair] = {}
    for kind, first, second, told in pairs:
        one, other = owners[first], owners[second]
        if one.id != other.id and not _settled(one, other, decided):
            codes = (one.code, other.code)
            pair = _named(kind, first, second, told, codes)
            best.setdefault(frozenset(codes), pair)
    return tuple(sorted(best.values(), key=lambda one: (-one.score, one.first, one.second)))


def similar_names(study: Study, new: Iterable[str]) -> tuple[Merge, ...] | None:
    """Return the pairs of names of which at least one is new and that may be one organisation.

    Parameters
    ----------
    study
        The study as it is.
    new
        Names that it does not have.

    Returns
    -------
    tuple of Merge or None
        The surest first; None where there are too many names to compare.
    """
    fresh = set(new)
    every = sorted(fresh.union(_owners(study)))
    if len(every) > MOST_NAMES:
        return None
    if not fresh:
        return ()
    apart = {frozenset((one.first, one.second)) for one in study.decisions if not one.same}
    found = _resolved(study, every)
    pairs = [
        one
        for one in (*found.merges, *found.to_review)
        if not fresh.isdisjoint((one.first, one.second))
        and frozenset((one.first, one.second)) not in apart
    ]
    return tuple(sorted(pairs, key=lambda one: (-one.score, one.first, one.second)))


def _owners(study: Study) -> dict[str, Organisation]:
    """Return the organisation of each name of a study."""
    return {name: one for one in study.organisations for name in all_names(one)}


def _resolved(study: Study, names: Iterable[str]) -> ResolvedNames:
    """Return names resolved; those of one organisation of the study are one already."""
    one_each = [(all_names(one)[0], name) for one in study.organisations for name in all_names(one)]
    return network.resolve_names(names, together=[pair for pair in one_each if pair[0] != pair[1]])


def _settled(one: Organisation, other: Organisation, decided: set[frozenset[str]]) -> bool:
    """Return whether a person decided on two organisations, or the first belongs to the second."""
    pairs = (frozenset((a, b)) for a in all_names(one) for b in all_names(other))
    return (
        other.id == one.parent_id or one.id == other.parent_id or any(p in decided for p in pairs)
    )


def text_mentions(study: Study, source: Source | None = None) -> tuple[TextMention, ...]:
    """Return where the texts of a study, or of one source, name organisations.

    The gazetteer is that of the study: its organisations with all their names.
    """
    known = {one.code: all_names(one) for one in study.organisations}
    return tuple(
        TextMention(code, mention)
        for code, text in texts_of(study, source).items()
        for mention in network.organisation_mentions(text, known).mentions
    )


def resolved_names(
    names: Iterable[str], threshold: float
) -> tuple[network.ResolvedNames, tuple[NamePair, ...]]:
    """Return the names of a plain list resolved, and its pairs: merged, to review, parts."""
    found = network.resolve_names(names, threshold=threshold)
    pairs = [_named("merged", one.first, one.second, one) for one in found.merges]
    pairs += [_named("same", one.first, one.second, one) for one in found.to_review]
    pairs += [_named("part", one.part, one.whole, one) for one in found.part_of]
    return found, tuple(pairs)


def _named(
    kind: PairKind,
    first: str,
    second: str,
    found: Merge | PartOf,
    codes: tuple[str, str] = ("", ""),
) -> NamePair:
    return NamePair(
        first=codes[0],
        second=codes[1],
        first_name=first,
        second_name=second,
        kind=kind,
        score=found.score,
        rule=found.reason,
        in_words=found.rule(),
        in_words_zh=found.rule("zh"),
    )
