"""Vertices: where each population plays one strategy, and when that is evolutionarily stable."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from consilience.games.one_population import evolutionarily_stable, matrix_of
from consilience.games.polynomial import Polynomial
from consilience.games.printing import number_text, polynomial_text
from consilience.games.records import REFERENCES, Form, Profile, as_float
from consilience.games.stability import Kind, kind_of
from consilience.games.values import known_values, moving, numeric_gains, range_notes, shown_values
from consilience.results import Note, Result
from consilience.texts import Language, text


@dataclass(frozen=True)
class Eigenvalue:
    """What one population gains at a vertex by moving ``from_strategy`` to ``to_strategy``.

    ``formula`` is the gain in symbols, ``exact`` its value as a text, ``value`` as a number; the
    last two are "" and NaN where parameters have no value.
    """

    population: str
    from_strategy: str
    to_strategy: str
    formula: str
    exact: str
    value: float


@dataclass(frozen=True)
class Vertex:
    """One vertex: the strategy of each population, its eigenvalues, and its kind.

    ``kind`` is "ESS" (all negative), "saddle" (both signs, no zero), "source" (all positive),
    "unstable" (a positive one beside a zero), "degenerate" (zeros, none positive), or "" where
    parameters have no value. ``condition`` is what makes it an ESS.
    """

    profile: tuple[str, ...]
    eigenvalues: tuple[Eigenvalue, ...]
    kind: Kind
    condition: str

    def words(self, language: Language = "en") -> str:
        """Return in a sentence when this vertex is an ESS."""
        parts = [
            text(
                "games.words.loses",
                language,
                population=item.population,
                own=item.from_strategy,
                other=item.to_strategy,
                formula=item.formula,
            )
            for item in self.eigenvalues
        ]
        joined = {"en": "; ", "zh": "；"}[language].join(parts)
        return text("games.words.stable_if", language, profile=self.profile, parts=[joined])


@dataclass(frozen=True, kw_only=True, eq=False)
class Vertices(Result):
    """Every vertex of a game, the first strategies first."""

    populations: tuple[str, ...]
    vertices: tuple[Vertex, ...]

    @property
    def stable(self) -> tuple[tuple[str, ...], ...]:
        """The profiles that are evolutionarily stable."""
        return tuple(item.profile for item in self.vertices if item.kind == "ESS")

    def of(self, *profile: str) -> Vertex:
        """Return the vertex of a profile."""
        return next(item for item in self.vertices if item.profile == profile)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a vertex: strategies, eigenvalues, kind, condition."""
        rows = []
        for item in self.vertices:
            row: dict[str, object] = dict(zip(self.populations, item.profile, strict=True))
            for number, found in enumerate(item.eigenvalues, start=1):
                row[f"eigenvalue {number}"] = found.value if found.exact else found.formula
            rows.append({**row, "kind": item.kind, "condition": item.condition})
        return pd.DataFrame(rows)


def vertices(form: Form, values: object, owner: str) -> Vertices:
    """Return all vertices with their eigenvalues; see :meth:`Game.vertices`."""
    known = known_values(form, values, owner)
    complete = all(name in known for name in moving(form))
    found = tuple(_vertex(form, profile, known, complete=complete) for profile in form.profiles())
    notes = [*form.notes, *range_notes(form, known)]
    if complete:
        notes += [*_degenerate_notes(form, found), *dominance_notes(form, known)]
    return Vertices(
        populations=tuple(item.name for item in form.populations),
        vertices=found,
        parameters={"values": shown_values(known)},
        notes=tuple(notes),
        references=REFERENCES,
    )


def departures(form: Form, profile: Profile) -> Iterator[tuple[int, int, Polynomial]]:
    """Yield population, other strategy and the gain of moving to it, at a vertex."""
    corner = form.corner(profile)
    for population, (own, gains) in enumerate(zip(profile, form.gains, strict=True)):
        at_corner = [item.at(corner) for item in gains]
        for other, gain in enumerate(at_corner):
            if other != own:
                yield population, other, gain - at_corner[own]


def vertex_kind(form: Form, profile: Profile, known: Mapping[str, Fraction]) -> Kind:
    """Return the kind of a vertex where every parameter has a value."""
    return kind_at(form, profile, known, [gain for _, _, gain in departures(form, profile)])


def kind_at(
    form: Form, profile: Profile, known: Mapping[str, Fraction], gains: Sequence[Polynomial]
) -> Kind:
    """Return the kind of a vertex with these gains of departures."""
    exact = [gain.at(known).constant() or Fraction(0) for gain in gains]
    return _kind(form, profile, known, exact)


def _vertex(
    form: Form, profile: Profile, known: Mapping[str, Fraction], *, complete: bool
) -> Vertex:
    eigenvalues, exact = [], []
    for population, other, gain in departures(form, profile):
        strategies = form.populations[population].strategies
        value = gain.at(known).constant()
        exact.append(value or Fraction(0))
        eigenvalues.append(
            Eigenvalue(
                population=form.populations[population].name,
                from_strategy=strategies[profile[population]],
                to_strategy=strategies[other],
                formula=polynomial_text(gain),
                exact="" if value is None else number_text(value),
                value=float("nan") if value is None else as_float(value),
            )
        )
    return Vertex(
        profile=form.names(profile),
        eigenvalues=tuple(eigenvalues),
        kind=_kind(form, profile, known, exact) if complete else "",
        condition=", ".join(f"{item.formula} < 0" for item in eigenvalues),
    )


def _kind(
    form: Form, profile: Profile, known: Mapping[str, Fraction], gains: list[Fraction]
) -> Kind:
    kind = kind_of([(gain > 0) - (gain < 0) for gain in gains])
    matrix = matrix_of(form, known) if kind == "degenerate" else None
    if matrix is not None:
        state = [Fraction(place == profile[0]) for place in range(len(matrix))]
        return "ESS" if evolutionarily_stable(matrix, state) else kind
    return "ESS" if kind == "asymptotically stable" else kind


def _degenerate_notes(form: Form, found: tuple[Vertex, ...]) -> list[Note]:
    zero = [item for item in found if any(one.exact == "0" for one in item.eigenvalues)]
    tied = [f"({', '.join(item.profile)})" for item in zero if item.kind != "ESS"]
    if not tied:
        return []
    key = "games.note.zero_undecided" if form.depends_on_itself else "games.note.zero"
    return [Note(key, {"vertices": tied}, "warning")]


def mixed_notes(form: Form) -> tuple[Note, ...]:
    """Return the note that an answer about vertices leaves out mixed points that may be stable."""
    return (Note("games.note.vertices_only"),) * form.depends_on_itself


def dominance_notes(form: Form, known: Mapping[str, Fraction]) -> list[Note]:
    """Return a note for each strategy that another one beats whatever the others do."""
    if form.depends_on_itself or any(
        exponent > 1
        for row in form.gains
        for item in row
        for monomial in item.collected(form.shares)
        for _, exponent in monomial
    ):
        return []
    corners = [form.corner(profile) for profile in form.profiles()]
    found = []
    for population, gains in zip(form.populations, numeric_gains(form, known), strict=True):
        tables = [[item.at(corner).constant() or 0 for corner in corners] for item in gains]
        for worse, better in itertools.permutations(range(len(tables)), 2):
            if all(a < b for a, b in zip(tables[worse], tables[better], strict=True)):
                blanks = {
                    "population": population.name,
                    "worse": population.strategies[worse],
                    "better": population.strategies[better],
                }
                found.append(Note("games.note.dominated", blanks, "warning"))
    return found
