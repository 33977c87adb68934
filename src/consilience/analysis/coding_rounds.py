"""A round of double coding: what each coder gave to each unit, before and after they talked."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks, coding
from consilience.analysis.coding_units import CodedText, Place, covered, units_of
from consilience.errors import DataError, StudyError
from consilience.results import Note
from consilience.study import Coding, Round, Study, newest_versions
from consilience.study.edits import find_code, full_name
from consilience.texts import Phrase

Drawn = Literal["unit", "source"]
OVERLAP = 0.5


@dataclass(frozen=True)
class Given:
    """A coding of the round: who gave it, in which text (its number), over which units."""

    coder: str
    text: int
    units: range
    code: str
    coding: Coding


# No slots: what is asked of it again is kept with it.
@dataclass(frozen=True)
class RoundCodings:
    """The texts of a round with their units, and the codings that coders gave, in order.

    Where coders mark free spans, every character is a unit here.
    """

    round: Round
    coders: tuple[str, ...]
    texts: tuple[CodedText, ...]
    given: tuple[Given, ...]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes that somebody gave, by their full names."""
        return tuple(sorted({one.code for one in self.given}))

    @property
    def units(self) -> int:
        """How many units the texts have."""
        return sum(len(text.units) for text in self.texts)

    def presence(self) -> dict[str, pd.DataFrame]:
        """Return for each code who gave it to which unit: coders x units, 0 or 1."""
        starts = [0, *itertools.accumulate(len(text.units) for text in self.texts)]
        shape = (len(self.coders), starts[-1])
        found = {code: np.zeros(shape) for code in self.codes}
        for one in self.given:
            at = starts[one.text]
            row = self.coders.index(one.coder)
            found[one.code][row, at + one.units.start : at + one.units.stop] = 1
        return {code: pd.DataFrame(cells, index=self.coders) for code, cells in found.items()}

    def sources(self) -> list[str]:
        """Return the code of the source of each unit."""
        return [text.source.code for text in self.texts for _ in text.units]

    def spans(self, *, joined: bool = False) -> dict[str, list[Any]]:
        """Return the codings as spans; joined, those of one coder and code do not overlap."""
        places: dict[tuple[str, str, str], list[Place]] = {}
        for one in self.given:
            key = (one.coder, self.texts[one.text].source.code, one.code)
            places.setdefault(key, []).append((one.coding.start, one.coding.end))
        rows = [
            (*key, *place)
            for key, found in places.items()
            for place in (_joined(found) if joined else sorted(found))
        ]
        names = ("coder", "source", "code", "start", "end")
        return {name: [row[n] for row in rows] for n, name in enumerate(names)}


@dataclass(frozen=True, kw_only=True)
class RoundAgreement:
    """How far the coders of a round agree.

    ``table`` is on all units, ``coded`` without the units to which nobody gave any code; both are
    None where coders mark free spans, or no unit is left. ``exact`` counts equal spans,
    ``overlapping`` those that share half of their joint length; ``unitizing`` is None where it is
    not defined.
    """

    round: str
    unit: str
    coders: tuple[str, ...]
    codings: int
    units: int
    uncoded: float
    resolved: bool
    table: coding.AgreementTable | None
    coded: coding.AgreementTable | None
    exact: coding.SpanAgreement
    overlapping: coding.SpanAgreement
    unitizing: coding.Unitizing
    notes: tuple[Note, ...]


def round_codings(study: Study, round_: Round, *, resolved: bool = False) -> RoundCodings:
    """Return what the coders of a round gave to the newest texts of its sources.

    Parameters
    ----------
    study, round_
        The whole study, and one of its rounds.
    resolved
        As if the coders had coded what they decided afterwards: in place of codings that were
        compared, all have those that stand.

    Raises
    ------
    StudyError
        If the round is blind and still open.
    DataError
        If the coders gave nothing.
    """
    if round_.blind and round_.state == "open":
        raise StudyError("edits.error.still_open", round=round_.code)
    newest = newest_versions(study)
    unit = "character" if round_.unit == "span" else round_.unit
    sources = [one for one in study.sources if one.id in round_.source_ids]
    texts = tuple(
        CodedText(one, newest[one.id], units_of(one, newest[one.id], unit)) for one in sources
    )
    number = {text.version.id: place for place, text in enumerate(texts)}
    given = [
        Given(
            coder,
            number[one.version_id],
            covered(texts[number[one.version_id]].units, one.start, one.end),
            full_name(study, find_code(study, one.code_id)),
            one,
        )
        for coder, one in _pairs(study, round_, resolved=resolved)
        if one.version_id in number
    ]
    if not given:
        raise DataError("edits.error.nothing_coded", round=round_.code)
    coders = tuple(study.code_of(one) for one in round_.coder_ids)
    return RoundCodings(round_, coders, texts, tuple(given))


def round_agreement(
    study: Study,
    round_: Round,
    *,
    resolved: bool = False,
    drawn: Drawn = "unit",
    bootstraps: int = 1000,
    seed: int = 0,
) -> RoundAgreement:
    """Measure how far the coders of a round agree, on its unit and on spans.

    Parameters
    ----------
    study, round_
        The whole study, and one of its rounds, released or not blind.
    resolved
        After the coders decided; see :func:`round_codings`.
    drawn
        What the intervals draw anew: units, or whole sources; no intervals for a single source.
        Of characters always whole sources: those of one word are anything but independent (a
        convention of this program).
    bootstraps, seed
        Of the intervals; 0 bootstraps for none.

    Raises
    ------
    StudyError
        If the round is blind and still open.
    DataError
        If the coders gave nothing.
    UnknownNameError
        If something else is to be drawn.
    """
    chosen = checks.choice(drawn, get_args(Drawn), "drawn", "round_agreement")
    if round_.unit == "character":
        chosen = "source"
    found = round_codings(study, round_, resolved=resolved)
    everything = coded = None
    spans, coders = found.spans(), list(found.coders)
    lengths = {text.source.code: len(text.version.text) for text in found.texts}
    unitizing = coding.unitizing_alpha(found.spans(joined=True), lengths, coders=coders)
    uncoded = unitizing.unmarked
    if round_.unit != "span":
        presence = found.presence()
        anyone = np.any([table.any(axis=0) for table in presence.values()], axis=0)
        uncoded = 1 - float(anyone.mean())
        settings = (chosen, bootstraps, seed)
        everything = _table(found, presence, np.ones_like(anyone, dtype=bool), settings)
        coded = _table(found, presence, anyone, settings)
    return RoundAgreement(
        round=round_.code,
        unit=round_.unit,
        coders=found.coders,
        codings=len(found.given),
        units=found.units,
        uncoded=uncoded,
        resolved=resolved,
        table=everything,
        coded=coded,
        exact=coding.span_f1(spans, coders=coders),
        overlapping=coding.span_f1(spans, overlap=OVERLAP, coders=coders),
        unitizing=unitizing,
        notes=() if coded is None else (_on_uncoded(round_),),
    )


def _on_uncoded(round_: Round) -> Note:
    return Note("edits.note.uncoded_units", {"unit": Phrase(f"edits.unit.{round_.unit}")})


def _table(
    found: RoundCodings,
    presence: Mapping[str, pd.DataFrame],
    kept: NDArray[np.bool_],
    settings: tuple[Drawn, int, int],
) -> coding.AgreementTable | None:
    """Return the agreement on some units; where they are of one source, that is not drawn anew.

    None if there is none: a coding may lie between all units.
    """
    if not kept.any():
        return None
    drawn, bootstraps, seed = settings
    sources = list(itertools.compress(found.sources(), kept.tolist()))
    alone = drawn == "source" and len(set(sources)) < 2
    return coding.code_agreement(
        {code: table.loc[:, kept] for code, table in presence.items()},
        unit=found.round.unit,
        sources=sources if drawn == "source" and not alone else None,
        bootstraps=0 if alone else bootstraps,
        seed=seed,
    )


def _pairs(study: Study, round_: Round, *, resolved: bool) -> Iterable[tuple[str, Coding]]:
    """Yield coder and coding of everything that was given in a round."""
    coder = {one.id: one.actor_id for one in study.sessions if one.round_id == round_.id}
    decided = [one for one in study.resolutions if one.round_id == round_.id] if resolved else []
    compared = {one for item in decided for one in item.coding_ids}
    for one in study.codings:
        if one.session_id in coder and one.id not in compared:
            yield study.code_of(coder[one.session_id]), one
    by_id = {one.id: one for one in study.codings}
    for name in round_.coder_ids:
        for item in decided:
            for result in item.result_ids:
                yield study.code_of(name), by_id[result]


def _joined(places: list[Place]) -> list[Place]:
    found: list[Place] = []
    for start, end in sorted(places):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
