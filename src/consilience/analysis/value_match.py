"""Value propositions: who fits whom, which needs nobody meets, and who could form a consortium."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks, value
from consilience.analysis.alliance_state import merged, notes_of
from consilience.analysis.value_match_records import (
    MatchedPair,
    MatchFinding,
    NeedMet,
    NeedStatus,
    Reason,
)
from consilience.analysis.value_propositions import Propositions, Veto
from consilience.analysis.value_sides import Sides, sides_of
from consilience.errors import DataError
from consilience.results import Note

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings
    from consilience.analysis.value_material import ValueMaterial

Floats = NDArray[np.float64]

MATCH = (
    "rows",
    "columns",
    "by",
    "row_capacity",
    "column_capacity",
    "weights",
    "goal_weight",
    "most_conflict",
    "draws",
    "seed",
    "consortium",
    "size",
    "within",
)
_OWNER = "match"
_GOALS = 0.25  # share of goals in the value of a pair, a convention of this program


@dataclass(frozen=True)
class _Pairs:
    """Two sides, how their goals agree, and which pairs must not be, shape (rows, columns)."""

    found: Propositions
    sides: Sides
    congruence: Floats
    conflict: Floats
    excluded: NDArray[np.bool_]
    goal_weight: float

    def values(self, weights: Floats) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return how much rows value columns, and columns rows, under weights of the topics."""
        rows, columns = self.sides
        own = _answered(self.found, rows, columns, weights)
        other = _answered(self.found, columns, rows, weights).T
        nothing = ~((own > 0) | (other > 0))
        goals = (1 + self.congruence - self.conflict) / 2
        share = self.goal_weight
        frames = []
        for fit in (own, other):
            mixed = (1 - share) * np.nan_to_num(fit) + share * goals
            mixed[nothing | self.excluded] = np.nan
            frames.append(pd.DataFrame(mixed, index=list(rows), columns=list(columns)))
        return frames[0], frames[1]


def match(material: ValueMaterial, settings: Settings) -> MatchFinding:
    """Match the propositions of organisations on two sides."""
    found = Propositions(material.study)
    if not found.of("offer") or not found.of("need"):
        raise DataError("value_study.no_propositions", study=material.study.project.code)
    sides = sides_of(found, settings)
    weights = _weights(found, settings)
    pairs, vetoes = _pairs(found, sides, settings)
    own, other = pairs.values(weights)
    room = {name: settings.get(name, 1) for name in ("row_capacity", "column_capacity")}
    stable = value.stable_matching(own, other, **room)
    best = value.optimal_assignment((own + other) / 2, **room)
    kept, draws = _kept(pairs, settings, room)
    consortia = _consortia(found, settings)
    possible = bool(np.isfinite(own.to_numpy()).any())
    return MatchFinding(
        rows=sides[0],
        columns=sides[1],
        state="found" if possible else "no pair is possible",
        row_values=_read_only(own),
        column_values=_read_only(other),
        stable=stable,
        best=best,
        best_blocking=len(value.blocking_pairs(best.matchings[0], own, other, **room).pairs),
        pairs=_matched(pairs, (own, other), stable, best, kept),
        vetoes=vetoes,
        needs=_needs(found),
        goal_weight=pairs.goal_weight,
        draws=draws,
        consortia=consortia,
        parameters=dict(settings),
        notes=(
            *(() if possible else (Note("value_study.note.no_pair", {}, "warning"),)),
            *(() if pairs.goal_weight == 0 else (_goal_note(pairs.goal_weight),)),
            *notes_of(stable, best, consortia),
        ),
        references=(*merged(stable, best, consortia), "adner2017", "ragin2006"),
    )


def _goal_note(weight: float) -> Note:
    return Note("value_study.note.goals", {"share": weight})


def _read_only(frame: pd.DataFrame) -> Floats:
    values = np.array(frame, dtype=np.float64)
    values.flags.writeable = False
    return values


def _weights(found: Propositions, settings: Settings) -> Floats:
    given = settings.get("weights", {})
    if not isinstance(given, Mapping):
        raise DataError("value_study.weights", got=str(given))
    if given:
        checks.known_names(list(given), found.topics, "weights", _OWNER)
    numbers = [checks.number(given.get(topic, 1.0), "weights", _OWNER) for topic in found.topics]
    if min(numbers) < 0 or not any(numbers):
        raise DataError("value_study.weights", got=str(dict(given)))
    return np.array(numbers)


def _answered(
    found: Propositions, members: tuple[str, ...], partners: tuple[str, ...], weights: Floats
) -> Floats:
    """Return how much of all that each member offers and needs each partner answers.

    What a member needs is answered by what the partner offers, what he offers by what the partner
    needs. (That both count alike is a convention of this program.)
    """
    offers, needs = found.offers, found.needs
    names = [f"{kind} {place}" for kind in "on" for place in range(len(found.topics))]
    wanted = pd.concat([needs, offers], axis=1).set_axis(names, axis=1)
    given = pd.concat([offers, needs], axis=1).set_axis(names, axis=1)
    fit = value.proposition_fit(
        given.loc[list(partners)], wanted.loc[list(members)], [*weights, *weights]
    )
    return np.array(fit.scores)


def _pairs(
    found: Propositions, sides: Sides, settings: Settings
) -> tuple[_Pairs, tuple[Veto, ...]]:
    rows, columns = sides
    share = checks.interval(
        settings.get("goal_weight", _GOALS if found.of("goal") else 0.0),
        0,
        1,
        "goal_weight",
        _OWNER,
    )
    shape = (len(rows), len(columns))
    congruence, conflict = np.zeros(shape), np.zeros(shape)
    if len(found.goals.columns):
        goals = value.goal_fit(found.goals)
        placed = np.ix_(*([found.members.index(one) for one in side] for side in sides))
        congruence, conflict = goals.congruence[placed], goals.conflict[placed]
    limit = checks.interval(settings.get("most_conflict", 1.0), 0, 1, "most_conflict", _OWNER)
    excluded = conflict > limit
    vetoes = []
    for one in found.vetoes:
        for row, column in ((one.member, one.partner), (one.partner, one.member)):
            if row in rows and column in columns:
                excluded[rows.index(row), columns.index(column)] = True
                vetoes.append(one)
    weighed = share if len(found.goals.columns) else 0.0
    pairs = _Pairs(found, sides, congruence, conflict, excluded, weighed)
    return pairs, tuple(dict.fromkeys(vetoes))


def _kept(
    pairs: _Pairs, settings: Settings, room: Mapping[str, object]
) -> tuple[dict[tuple[str, str], float], int]:
    """Return in which share of draws of the weights each pair is in the stable matching."""
    count = checks.whole(settings.get("draws", 200), 0, "draws", _OWNER)
    random = np.random.default_rng(checks.whole(settings.get("seed", 0), 0, "seed", _OWNER))
    found: dict[tuple[str, str], float] = {}
    for _ in range(count):
        own, other = pairs.values(random.exponential(size=len(pairs.found.topics)))
        for pair in value.stable_matching(own, other, **room).pairs:
            found[pair] = found.get(pair, 0.0) + 1 / count
    return found, count


def _matched(
    pairs: _Pairs,
    values: tuple[pd.DataFrame, pd.DataFrame],
    stable: value.StableMatching,
    best: value.OptimalAssignment,
    kept: Mapping[tuple[str, str], float],
) -> tuple[MatchedPair, ...]:
    rows, columns = pairs.sides
    in_best = {pair for one in best.matchings for pair in one}
    found = []
    for row, column in dict.fromkeys((*stable.pairs, *sorted(in_best))):
        place = rows.index(row), columns.index(column)
        found.append(
            MatchedPair(
                row=row,
                column=column,
                stable=(row, column) in stable.pairs,
                best=(row, column) in in_best,
                row_value=float(values[0].to_numpy()[place]),
                column_value=float(values[1].to_numpy()[place]),
                congruence=float(pairs.congruence[place]),
                conflict=float(pairs.conflict[place]),
                kept=kept.get((row, column), 0.0) if kept else float("nan"),
                reasons=(
                    *_reasons(pairs.found, column, row),
                    *_reasons(pairs.found, row, column),
                ),
            )
        )
    return tuple(found)


def _reasons(found: Propositions, giver: str, taker: str) -> Iterator[Reason]:
    offers, needs = found.offers.loc[[giver]].to_numpy()[0], found.needs.loc[[taker]].to_numpy()[0]
    for topic, offer, need in zip(found.topics, offers.tolist(), needs.tolist(), strict=True):
        if min(offer, need) > 0:
            rows = (*found.rows("offer", giver, topic), *found.rows("need", taker, topic))
            yield Reason(giver, taker, topic, offer, need, rows)


def _needs(found: Propositions) -> tuple[NeedMet, ...]:
    fit = value.proposition_fit(found.offers, found.needs)
    refused = {frozenset((one.member, one.partner)) for one in found.vetoes}
    return tuple(_need(found, one, refused) for one in fit.needs)


def _need(found: Propositions, one: value.Need, refused: set[frozenset[str]]) -> NeedMet:
    unwilling = tuple(name for name in one.suppliers if frozenset((name, one.member)) in refused)
    willing = tuple(name for name in one.suppliers if name not in unwilling)
    offers = found.offers[one.kind].drop(one.member)
    able = offers[[frozenset((str(name), one.member)) not in refused for name in offers.index]]
    best = float(able.max()) if len(able) else 0.0
    nearest = tuple(str(name) for name in able.index[able == best]) if best > 0 else ()
    status: NeedStatus = "partly" if best > 0 else "gap"
    if one.suppliers:
        status = "met" if willing else "refused"
    return NeedMet(
        member=one.member,
        topic=one.kind,
        need=one.need,
        status=status,
        suppliers=willing,
        refused=unwilling,
        best_offer=best,
        nearest=nearest,
        rows=found.rows("need", one.member, one.kind),
    )


def _consortia(found: Propositions, settings: Settings) -> value.Consortia | None:
    """Return sets of members who cover what ``consortium`` needs and fit each other best."""
    if "consortium" not in settings:
        return None
    needed = settings["consortium"]
    if not isinstance(needed, Mapping) or not needed:
        raise DataError("value_study.consortium", got=str(needed))
    goals = value.goal_fit(found.goals) if len(found.goals.columns) else None
    fit = None if goals is None else goals.congruence - goals.conflict
    pairs = {tuple(sorted((one.member, one.partner))) for one in found.vetoes}
    size = settings.get("size")
    return value.consortium(
        found.offers,
        needed,
        fit,
        size=tuple(size) if isinstance(size, list) else size,
        conflicts=sorted(pairs),
        within=settings.get("within", 0.0),
    )
