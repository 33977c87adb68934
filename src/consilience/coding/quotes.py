"""Evidence tables: one row a first-order concept, with the quotes that show it best."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from consilience import checks
from consilience.coding.coded import LONGEST, SHORTEST, best_first, places_of, read_codings
from consilience.results import Note, Result


@dataclass(frozen=True)
class EvidenceRow:
    """A concept with the quotes chosen for it, and all its codings, best first.

    ``quotes`` and ``codings`` name codings; ``sources`` counts those that they stand in.
    """

    concept: str
    quotes: tuple[str, ...]
    codings: tuple[str, ...]
    sources: int


@dataclass(frozen=True, kw_only=True, eq=False)
class EvidenceTable(Result):
    """One row a concept, in the order given; a concept without coding has no quote."""

    rows: tuple[EvidenceRow, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a concept and quote; a concept without quote has one row too."""
        lines = [
            (row.concept, quote, len(row.codings), row.sources)
            for row in self.rows
            for quote in row.quotes or ("",)
        ]
        return pd.DataFrame(lines, columns=["concept", "quote", "codings", "sources"])


def evidence_table(
    codings: object,
    concepts: object,
    *,
    quotes: int = 1,
    shortest: int = SHORTEST,
    longest: int = LONGEST,
) -> EvidenceTable:
    """Choose the quotes that stand for each concept.

    First come quotes that do not speak against the concept, and of these the ones marked as
    exemplars, then by importance, by intensity, then those of a length that is read at a glance,
    then in the order given (a convention of this program). A second quote comes from another
    source if there is one.

    Parameters
    ----------
    codings : table
        One row a coding and concept: ``coding``, ``code``, ``source``; if known ``exemplar`` (true
        or false), ``direction`` ("", for, against), ``importance``, ``intensity`` (1 to 3) and
        ``length`` (of the quote, at least 1).
    concepts : list of str
        The rows, in order.
    quotes : int, at least 1
        How many quotes a concept gets at most.
    shortest, longest : int, at least 1
        Which lengths are read at a glance, in characters.

    Returns
    -------
    EvidenceTable
        One row a concept.

    Raises
    ------
    ArgumentError, UnknownNameError
        If a column is missing, a cell not allowed, or a code is none of the concepts.

    Examples
    --------
    >>> codings = {
    ...     "coding": ["q1", "q2", "q3"], "code": ["trust", "trust", "trust"],
    ...     "source": ["J1", "J1", "J2"], "importance": [2, 3, 1],
    ... }
    >>> evidence_table(codings, ["trust", "law"], quotes=2).rows[0].quotes
    ('q2', 'q3')

    References
    ----------
    Gioia, Corley and Hamilton (2013), Seeking Qualitative Rigor in Inductive Research; Pratt
    (2008), Fitting Oval Pegs Into Round Holes.
    """
    owner = "evidence_table"
    table = read_codings(codings, ("coding", "code", "source"), owner)
    names = checks.names(concepts, "concepts", owner)
    most = checks.whole(quotes, 1, "quotes", owner)
    least = checks.whole(shortest, 1, "shortest", owner)
    limit = checks.whole(longest, least, "longest", owner)
    table = table.assign(place=places_of(table["code"], names, "code", owner))
    ordered = table.iloc[best_first(table, least, limit)].drop_duplicates(["coding", "place"])
    groups = dict(iter(ordered.groupby("place", sort=False)))
    rows = tuple(_row(name, groups.get(place), most) for place, name in enumerate(names))
    empty = [row.concept for row in rows if not row.codings]
    return EvidenceTable(
        rows=rows,
        parameters={"quotes": most, "shortest": least, "longest": limit},
        notes=(Note("evidence.note.no_quote", {"codes": empty}, "warning"),) if empty else (),
        references=("gioia2013", "pratt2008"),
    )


def _row(concept: str, found: pd.DataFrame | None, most: int) -> EvidenceRow:
    if found is None:
        return EvidenceRow(concept, (), (), 0)
    # the best of each source first, then the others, and what speaks against last
    again = found["source"].duplicated() | ((found["direction"] == "against") & ~found["exemplar"])
    chosen = [*found.loc[~again, "coding"], *found.loc[again, "coding"]][:most]
    return EvidenceRow(
        concept, tuple(chosen), tuple(found["coding"]), int(found["source"].nunique())
    )
