"""Membership sheets: how far a case is in a set, line by line, with the quotes that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from consilience import coding
from consilience.analysis.origins import QuoteOrigin, quote_origin
from consilience.errors import DataError
from consilience.results import Note, Result
from consilience.study import (
    Rating,
    cases_of,
    codes_below,
    standing_codings,
    study_seen_by,
)

if TYPE_CHECKING:
    from consilience.study import Case, Coding, Study, Variable
    from consilience.study.coding_records import RatingStatus

_FEWEST = 2  # raters of an agreement


@dataclass(frozen=True)
class SheetRating:
    """What one rater said, or what was agreed; ``value`` is NaN where nothing is said."""

    rater: str
    agreed: bool
    value: float
    status: str
    reason: str


@dataclass(frozen=True)
class SheetLine:
    """One case on a sheet: its ratings, the score that counts, and the quotes.

    ``value`` is NaN where no score counts yet, ``status`` is then "". ``supporting`` and
    ``opposing`` add up intensity times importance (each 1 where it is not given) of the quotes for
    and against: a help for the eye, not a score (a convention of this program).
    """

    case: str
    name: str
    value: float
    status: str
    ratings: tuple[SheetRating, ...]
    quotes: tuple[QuoteOrigin, ...]
    supporting: int
    opposing: int


@dataclass(frozen=True, kw_only=True, eq=False)
class MembershipSheet(Result):
    """The sheet of one set: a line for each case that is analysed."""

    variable: str
    label: str
    lines: tuple[SheetLine, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a case: what counts, each rater's score, weight of the quotes."""
        rows = [
            {
                "case": line.case,
                "value": line.value,
                "status": line.status,
                **{one.rater: one.value for one in line.ratings if not one.agreed},
                "quotes": len(line.quotes),
                "supporting": line.supporting,
                "opposing": line.opposing,
            }
            for line in self.lines
        ]
        return pd.DataFrame(rows)


def membership_sheet(study: Study, variable: str, codes: Sequence[str] = ()) -> MembershipSheet:
    """Return the sheet of a set: for each case its ratings and the quotes that they rest on.

    Parameters
    ----------
    study : Study
        A study with cases and a variable for the set.
    variable : str
        Code of the variable.
    codes : list of str
        Ids of codes whose quotes are shown beside those that the ratings name; codes below them
        are included.

    Raises
    ------
    UnknownNameError
        If the study does not have the variable.

    References
    ----------
    Basurto, X. and Speer, J. (2012). Structuring the Calibration of Qualitative Data as Sets for
    Qualitative Comparative Analysis (QCA). Field Methods.
    """
    study = study_seen_by(study)  # a quote of a blind round that is open is nobody's to see
    item = study.variable(variable)
    wanted = frozenset(below for code in codes for below in codes_below(study, code))
    by_case: dict[str, list[Coding]] = {}
    for one in standing_codings(study):
        if one.code_id in wanted:
            for case in cases_of(study, one):
                by_case.setdefault(case, []).append(one)
    return MembershipSheet(
        parameters={"variable": variable, "codes": len(codes)},
        references=("basurto2012", "toth2017"),
        variable=variable,
        label=item.label,
        lines=tuple(_line(study, item, case, by_case.get(case.id, [])) for case in study.units),
    )


def _line(study: Study, variable: Variable, case: Case, more: Sequence[Coding]) -> SheetLine:
    cell = (case.id, variable.id)
    ratings = study.ratings_of_cell.get(cell, ())
    counts = study.ratings_by_cell.get(cell)
    anchors = {one.anchor_id for one in ratings}
    named = [*anchors - {None}, *(found for one in ratings for found in one.evidence_ids)]
    chosen = {*named, *(one.id for one in more)}
    quotes = tuple(
        quote_origin(study, one, anchor=one.id in anchors)
        for one in study.codings
        if one.id in chosen
    )
    return SheetLine(
        case=case.code,
        name=case.name,
        value=float("nan") if counts is None or counts.value is None else counts.value,
        status="" if counts is None else counts.status,
        ratings=tuple(_shown(study, one) for one in ratings),
        quotes=quotes,
        supporting=_weight(quotes, "for"),
        opposing=_weight(quotes, "against"),
    )


def _shown(study: Study, rating: Rating) -> SheetRating:
    return SheetRating(
        rater="" if rating.actor_id is None else study.code_of(rating.actor_id),
        agreed=rating.agreed,
        value=float("nan") if rating.value is None else rating.value,
        status=rating.status,
        reason=rating.reason,
    )


def _weight(quotes: Sequence[QuoteOrigin], direction: str) -> int:
    return sum(
        (one.intensity or 1) * (one.importance or 1) for one in quotes if one.direction == direction
    )


def rating_of(  # noqa: PLR0913  (a line of a sheet has as many cells)
    study: Study,
    case: str,
    variable: str,
    *,
    rater: str | None = None,
    agreed: bool = False,
    value: float | None = None,
    status: RatingStatus = "present",
    anchor: Coding | None = None,
    evidence: Sequence[Coding] = (),
    confidence: int | None = None,
    reason: str = "",
    at: str = "",
) -> Rating:
    """Return a line of a sheet to put into the study, in place of the rater's earlier one.

    Raises
    ------
    UnknownNameError
        If the study does not have the case, the variable or the rater.
    """
    made = Rating(
        case_id=study.case(case).id,
        variable_id=study.variable(variable).id,
        actor_id=None if rater is None else study.actor(rater).id,
        agreed=agreed,
        value=value,
        status=status,
        anchor_id=None if anchor is None else anchor.id,
        evidence_ids=tuple(one.id for one in evidence),
        confidence=confidence,
        reason=reason,
        created_at=at,
    )
    earlier = [
        one.id
        for one in study.ratings_of_cell.get((made.case_id, made.variable_id), ())
        if one.agreed == agreed and (agreed or one.actor_id == made.actor_id)
    ]
    return replace(made, id=earlier[0]) if earlier else made


def agreed_where_equal(study: Study, reason: str, at: str = "") -> tuple[Rating, ...]:
    """Return agreed lines for the cells where at least two raters gave the same value and status.

    Quotes of all raters go into the agreed line; cells that are agreed already are left alone.
    """
    found = []
    for group in study.ratings_of_cell.values():
        said = {(one.value, one.status) for one in group}
        if len(group) < _FEWEST or len(said) > 1 or any(one.agreed for one in group):
            continue
        anchors = [one.anchor_id for one in group if one.anchor_id]
        evidence = dict.fromkeys(one for rating in group for one in rating.evidence_ids)
        found.append(
            Rating(
                case_id=group[0].case_id,
                variable_id=group[0].variable_id,
                agreed=True,
                value=group[0].value,
                status=group[0].status,
                anchor_id=anchors[0] if anchors else None,
                evidence_ids=tuple(evidence),
                reason=reason,
                created_at=at,
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class SheetDifference:
    """A cell on which raters differ, and whether it has been settled."""

    case: str
    variable: str
    ratings: tuple[SheetRating, ...]
    settled: bool


@dataclass(frozen=True)
class SheetCoefficients:
    """The agreement on one sheet; kappa only where there are two raters."""

    variable: str
    cases: int
    percent: coding.Agreement
    kappa: coding.Agreement | None
    alpha: coding.Agreement


@dataclass(frozen=True, kw_only=True, eq=False)
class SheetAgreement(Result):
    """The agreement of raters on each sheet, and the cells on which they differ."""

    raters: tuple[str, ...]
    sheets: tuple[SheetCoefficients, ...]
    differences: tuple[SheetDifference, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a sheet: percent, quadratically weighted kappa, ordinal alpha."""
        rows = [
            {
                "sheet": one.variable,
                "cases": one.cases,
                "percent": one.percent.value,
                "weighted kappa": float("nan") if one.kappa is None else one.kappa.value,
                "ordinal alpha": one.alpha.value,
            }
            for one in self.sheets
        ]
        columns = ["sheet", "cases", "percent", "weighted kappa", "ordinal alpha"]
        return pd.DataFrame(rows, columns=columns)


def sheet_agreement(study: Study) -> SheetAgreement:
    """Measure how far the raters of membership sheets agree, sheet by sheet.

    A line that is absent counts as 0 where it has no value; one that is not mentioned is a gap.

    Returns
    -------
    SheetAgreement
        Only sheets that at least two raters filled in.

    Raises
    ------
    DataError
        If no sheet has two raters.

    References
    ----------
    Cohen, J. (1968). Weighted Kappa. Psychological Bulletin; Krippendorff, K. (2011). Computing
    Krippendorff's Alpha-Reliability.
    """
    single = [one for one in study.ratings if one.actor_id is not None and not one.agreed]
    raters = tuple(sorted({study.code_of(str(one.actor_id)) for one in single}))
    sheets = []
    for variable in study.variables:
        mine = [one for one in single if one.variable_id == variable.id]
        table = _table_of(study, mine)
        if len(table) >= _FEWEST:
            sheets.append(_coefficients(variable.code, table))
    if not sheets:
        raise DataError("analysis.no_two_raters", study=study.project.code)
    notes = (Note("analysis.note.rating_levels", {}),)
    return SheetAgreement(
        parameters={"weights": "quadratic", "level": "ordinal"},
        notes=notes,
        references=("cohen1968", "krippendorff2011"),
        raters=raters,
        sheets=tuple(sheets),
        differences=tuple(_differences(study)),
    )


def _table_of(study: Study, ratings: Sequence[Rating]) -> pd.DataFrame:
    """Return raters x cases, NaN where a rater said nothing."""
    code = study.code_of
    cells = {(code(str(one.actor_id)), code(one.case_id)): one for one in ratings}
    raters = sorted({rater for rater, _ in cells})
    cases = [case.code for case in study.units if any((one, case.code) in cells for one in raters)]
    values = [[_number(cells.get((rater, case))) for case in cases] for rater in raters]
    return pd.DataFrame(values, index=raters, columns=cases, dtype=np.float64)


def _number(rating: Rating | None) -> float:
    if rating is None or rating.status == "not mentioned":
        return float("nan")
    if rating.value is None:
        return 0.0 if rating.status == "absent" else float("nan")
    return rating.value


def _coefficients(variable: str, table: pd.DataFrame) -> SheetCoefficients:
    two = len(table) == _FEWEST
    return SheetCoefficients(
        variable=variable,
        cases=int((table.notna().sum() >= _FEWEST).sum()),
        percent=coding.percent_agreement(table, unit="case"),
        kappa=coding.cohen_kappa(table, "quadratic", unit="case") if two else None,
        alpha=coding.krippendorff_alpha(table, "ordinal", unit="case"),
    )


def _differences(study: Study) -> list[SheetDifference]:
    found = []
    for (case, variable), group in study.ratings_of_cell.items():
        single = [one for one in group if not one.agreed]
        if len({(one.value, one.status) for one in single}) > 1:
            found.append(
                SheetDifference(
                    case=study.code_of(case),
                    variable=study.code_of(variable),
                    ratings=tuple(_shown(study, one) for one in group),
                    settled=any(one.agreed for one in group),
                )
            )
    return found
