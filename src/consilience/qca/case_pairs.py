"""Cases, and pairs of cases, to study closely after QCA, in the order of their fitness for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as Choice
from typing import get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.kernels.memberships import term_memberships
from consilience.qca.case_scores import BY_ROW, RULES, Field, Memberships, ranked
from consilience.qca.minimization import FREE
from consilience.qca.remainders import cube_of
from consilience.qca.truth_table import TruthTable, row_memberships
from consilience.results import Note, Result

PairKind = Choice[
    "typical",
    "deviant consistency",
    "deviant consistency in degree",
    "deviant coverage",
    "irrelevant",
    "typical-typical",
    "typical-irrelevant",
    "typical-deviant consistency",
    "deviant coverage-irrelevant",
]
_OWNER = "case_pairs"


@dataclass(frozen=True)
class CaseSelection:
    """A case, or a pair of cases, with the numbers that its rank rests on.

    ``memberships`` are those in ``term`` (for the kinds of the whole model: in their union),
    ``outcomes`` those in the outcome. ``unmet`` names the preferences that it fails. ``row`` is
    the number of the truth table row of the cases, ``row_memberships`` their memberships in it,
    ``distances`` the literals of each term that the row lacks; empty for kinds of one term.
    Irrelevant cases alone have neither rank nor score.
    """

    term: str
    rank: int | None
    cases: tuple[str, ...]
    memberships: tuple[float, ...]
    outcomes: tuple[float, ...]
    score: float
    unmet: tuple[str, ...]
    row: int | None = None
    row_memberships: tuple[float, ...] = ()
    distances: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class CasePairs(Result):
    """Selected cases or pairs of one kind, best first within each term or truth table row."""

    outcome: str
    kind: str
    terms: tuple[str, ...]
    selections: tuple[CaseSelection, ...]

    @property
    def best(self) -> tuple[CaseSelection, ...]:
        """All selections of rank 1: of each term, or of each truth table row."""
        return tuple(item for item in self.selections if item.rank == 1)

    def to_frame(self) -> pd.DataFrame:
        """Return one line a case or pair."""
        return pd.DataFrame([_line(item) for item in self.selections])


def case_pairs(
    truth_table: TruthTable, terms: object, *, kind: PairKind, most: int = 5
) -> CasePairs:
    """Rank cases, or pairs of cases, for close study after QCA.

    With x the membership in a term, y in the outcome and w in the truth table row of a case, the
    score of a case or of a pair (1, 2) is, the smaller the better:

    - typical (x > .5, y > .5, x <= y): 2(y - x) + (1 - x);
    - deviant consistency, in kind (x > .5, y < .5): (1 - (x - y)) + (1 - x);
    - deviant consistency in degree (x > .5, y > .5, x > y): the same (our convention);
    - deviant coverage (x < .5, y > .5; x of the whole model), within each row: 1 - w;
    - irrelevant (x < .5, y < .5; x of the whole model): listed by row, without a score;
    - typical-typical: (.5 - (x1 - x2)) + (.5 - (y1 - y2)) + 2|y1 - x1| + 2|y2 - x2|, the more
      typical case first;
    - typical-irrelevant (x of the term): (1 - (x1 - x2)) + (1 - (y1 - y2)) + 2|y1 - x1| +
      2|y2 - x2|;
    - typical-deviant consistency: |x1 - x2| + (1 - (y1 - y2)) + (1 - x1) + (1 - x2);
    - deviant coverage-irrelevant, both of one row: |w1 - w2| + (1 - (y1 - y2)) + (1 - w1) +
      (1 - w2).

    Before the score counts, as in SetMethods, whether a typical case belongs to no other of the
    terms; whether w <= y in a case deviant for coverage; in typical-irrelevant also whether the
    irrelevant case has x <= y and lies outside the whole model. The formulas are those of
    SetMethods 4.1, which follows Schneider and Rohlfing; their focal conjuncts are left out.

    Parameters
    ----------
    truth_table : TruthTable
        The table that was minimised.
    terms : str or list of str
        One path, or the paths of a model as in ``Model.terms``. Give the whole model where other
        paths matter: for unique coverage and for cases that it leaves uncovered.
    kind : {"typical", "deviant consistency", "deviant consistency in degree", \
"deviant coverage", "irrelevant", "typical-typical", "typical-irrelevant", \
"typical-deviant consistency", \
"deviant coverage-irrelevant"}
        What is sought.
    most : int
        Highest rank that is kept in each term (or row), at least 1. Ties share a rank and are all
        kept. It does not shorten the list of irrelevant cases.

    Returns
    -------
    CasePairs
        Selections with memberships in [0, 1], score, rank and the preferences that they fail.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If an argument is not allowed, a term cannot be read or names an unknown condition.

    Examples
    --------
    >>> from consilience.qca import truth_table
    >>> table = truth_table({"A": [0.9, 0.6, 0.8, 0.2], "Y": [0.9, 0.9, 0.3, 0.1]}, "Y")
    >>> found = case_pairs(table, "A", kind="typical")
    >>> [(item.rank, item.cases, round(item.score, 2)) for item in found.selections]
    [(1, ('1',), 0.1), (2, ('2',), 1.0)]
    >>> case_pairs(table, "A", kind="typical-deviant consistency").best[0].cases
    ('1', '3')

    References
    ----------
    Schneider, C. Q. and Rohlfing, I. (2013). Combining QCA and Process Tracing in Set-Theoretic
    Multi-Method Research. Sociological Methods and Research 42(4).
    Schneider, C. Q. and Rohlfing, I. (2016). Case Studies Nested in Fuzzy-Set QCA on Sufficiency:
    Formalizing Case Selection and Causal Inference. Sociological Methods and Research 45(3).
    Schneider, C. Q. and Rohlfing, I. (2019). Set-theoretic Multimethod Research: The Role of Test
    Corridors and Conjunctions for Case Selection. Swiss Political Science Review 25(3).
    Oana, I.-E. and Schneider, C. Q. (2018). SetMethods: An Add-on R Package for Advanced QCA. The
    R Journal 10(1).
    """
    if not isinstance(truth_table, TruthTable):
        raise ArgumentError("truth_table", _OWNER, "truth_table", type(truth_table).__name__)
    listed = checks.names(terms, "terms", _OWNER)
    wanted = checks.choice(kind, get_args(PairKind), "kind", _OWNER)
    highest = checks.whole(most, 1, "most", _OWNER)
    cubes = np.array([cube_of(term, truth_table, _OWNER) for term in listed])
    found = term_memberships(truth_table.memberships, truth_table.multi_value, cubes)
    by_row = wanted in BY_ROW
    fields = _rows(truth_table, listed, cubes, found) if by_row else _terms(listed, found)
    y = truth_table.outcome_memberships
    chosen = [
        item for field in fields for item in _selected(field, y, wanted, highest, truth_table)
    ]
    return CasePairs(
        parameters={
            **truth_table.parameters,
            "terms": listed,
            "kind": wanted,
            "most": highest,
        },
        notes=_notes(truth_table, listed, found, chosen, by_row=by_row),
        references=("schneider2013", "schneider2016", "schneider2019", "oana2018"),
        outcome=truth_table.outcome,
        kind=wanted,
        terms=listed,
        selections=tuple(chosen),
    )


def _terms(terms: tuple[str, ...], found: Memberships) -> Iterator[Field]:
    belongs = (found > 0.5).sum(axis=0)
    everyone = np.ones(found.shape[1], dtype=np.bool_)
    for term, x in zip(terms, found, strict=True):
        yield Field(term, everyone, x, x, belongs == 1, found.max(axis=0) < 0.5)


def _rows(
    table: TruthTable, terms: tuple[str, ...], cubes: NDArray[np.int64], found: Memberships
) -> Iterator[Field]:
    x = found.max(axis=0)
    lacking = (cubes != FREE) & (cubes != table.values[:, None, :])
    memberships = row_memberships(table)
    unique = (found > 0.5).sum(axis=0) == 1
    for place, names in enumerate(table.cases):
        yield Field(
            " + ".join(terms),
            np.isin(table.case_names, names),
            x,
            memberships[place],
            unique,
            x < 0.5,
            table.numbers[place],
            tuple(lacking[place].sum(axis=1).tolist()),
        )


def _selected(
    field: Field, y: Memberships, kind: str, most: int, table: TruthTable
) -> Iterator[CaseSelection]:
    cases, scores, unmet = RULES[kind](field, y)
    order, ranks = ranked(scores, unmet)
    scored = kind != "irrelevant"
    for place, rank in zip(order.tolist(), ranks.tolist(), strict=True):
        if scored and rank > most:
            return
        chosen = cases[place]
        by_row = field.row is not None
        yield CaseSelection(
            field.term,
            rank if scored else None,
            tuple(table.case_names[i] for i in chosen),
            tuple(field.x[chosen].tolist()),
            tuple(y[chosen].tolist()),
            float(scores[place]),
            tuple(name for name, marks in unmet.items() if marks[place]),
            field.row,
            tuple(field.w[chosen].tolist()) if by_row else (),
            field.distances,
        )


def _line(item: CaseSelection) -> dict[str, object]:
    line: dict[str, object] = {"term": item.term}
    if item.row is not None:
        line |= {"row": item.row, "distances": ", ".join(map(str, item.distances))}
    line["rank"] = item.rank
    for place, case in enumerate(item.cases):
        suffix = "_2" if place else ""
        line[f"case{suffix}"] = case
        line[f"membership{suffix}"] = item.memberships[place]
        line[f"outcome{suffix}"] = item.outcomes[place]
        if item.row is not None:
            line[f"row_membership{suffix}"] = item.row_memberships[place]
    return {**line, "score": item.score, "unmet": ", ".join(item.unmet)}


def _notes(
    table: TruthTable,
    terms: tuple[str, ...],
    found: Memberships,
    chosen: list[CaseSelection],
    *,
    by_row: bool,
) -> tuple[Note, ...]:
    notes = []
    sets = found.max(axis=0, keepdims=True) if by_row else found
    half = (table.outcome_memberships == 0.5) | (sets == 0.5).any(axis=0)
    if half.any():
        names = [table.case_names[i] for i in np.flatnonzero(half)]
        notes.append(Note("qca.note.pairs_half", {"cases": names}, "warning"))
    if by_row and table.half_cases:
        notes.append(Note("qca.note.half", {"cases": table.half_cases}, "warning"))
    labels = [" + ".join(terms)] if by_row else terms
    empty = [term for term in labels if term not in {item.term for item in chosen}]
    if empty:
        notes.append(Note("qca.note.pairs_none", {"terms": empty}))
    return tuple(notes)
