"""What became of every row of the files about an alliance: the flow from read to analysed."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Literal

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consilience.study import GovernanceMeasure, Proposition, SharingAct, Study, Worth

State = Literal["kept", "duplicate", "excluded", "excluded by a person"]
DUPLICATES = ("duplicate", "repeated code")


@dataclass(frozen=True)
class RowFate:
    """One row of a source: what it became, or why it became nothing.

    ``record`` is the collaboration, tie, holding, adoption or record of value that it tells of,
    ``of`` what a duplicate repeats. ``reason`` is empty for rows that are kept.
    """

    source: str
    row: int
    state: State
    record: str
    reason: str
    of: str
    printed: str


@dataclass(frozen=True, kw_only=True)
class SourceFlow:
    """How many rows of a source were read, left out and kept.

    ``read`` = ``duplicates`` + ``screened``, ``screened`` = sum of ``reasons`` + ``kept`` rows;
    ``by_person`` of the kept rows tell of a collaboration that a person excluded later, and
    ``analysed`` are left.
    """

    source: str
    file_name: str
    read: int
    duplicates: int
    screened: int
    reasons: tuple[tuple[str, int], ...]
    kept: int
    by_person: int
    analysed: int


@dataclass(frozen=True, kw_only=True)
class Inclusion:
    """The flow of every source, and every row; see :func:`inclusion`.

    ``collaborations`` counts those of the study, ``excluded_collaborations`` those that a person
    excluded, with the reason.
    """

    flows: tuple[SourceFlow, ...]
    rows: tuple[RowFate, ...]
    collaborations: int
    excluded_collaborations: tuple[tuple[str, str], ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a row of a source."""
        names = [one.name for one in fields(RowFate)]
        return pd.DataFrame([asdict(one) for one in self.rows], columns=names)


def inclusion(study: Study) -> Inclusion:
    """Return what became of every row of the files about the alliance of a study.

    Parameters
    ----------
    study
        The study.

    Returns
    -------
    Inclusion
        The flow as PRISMA asks for it: read, duplicates, screened, excluded by reason, kept. Rows
        of tables of organisations and indicators leave no trace but those that were excluded.

    References
    ----------
    Page et al. (2021), The PRISMA 2020 Statement.
    """
    rows = sorted((*_kept(study), *_excluded(study)), key=lambda one: (one.source, one.row))
    by_source: dict[str, list[RowFate]] = defaultdict(list)
    for one in rows:
        by_source[one.source].append(one)
    files = {one.code: one.file_name for one in study.sources}
    return Inclusion(
        flows=tuple(_flow(code, files[code], found) for code, found in by_source.items()),
        rows=tuple(rows),
        collaborations=len(study.collaborations),
        excluded_collaborations=tuple(
            (one.code, one.excluded) for one in study.collaborations if one.excluded
        ),
    )


def _flow(code: str, file_name: str, rows: list[RowFate]) -> SourceFlow:
    states = Counter(one.state for one in rows)
    reasons = Counter(one.reason.partition(": ")[0] for one in rows if one.state == "excluded")
    kept = states["kept"] + states["excluded by a person"]
    return SourceFlow(
        source=code,
        file_name=file_name,
        read=len(rows),
        duplicates=states["duplicate"],
        screened=len(rows) - states["duplicate"],
        reasons=tuple(sorted(reasons.items(), key=lambda one: (-one[1], one[0]))),
        kept=kept,
        by_person=states["excluded by a person"],
        analysed=states["kept"],
    )


def _excluded(study: Study) -> Iterator[RowFate]:
    for one in study.exclusions:
        state: State = "duplicate" if one.reason in DUPLICATES else "excluded"
        of = study.code_of(one.collaboration_id) if one.collaboration_id else ""
        yield RowFate(study.code_of(one.source_id), one.row, state, "", one.reason, of, one.printed)


def _kept(study: Study) -> Iterator[RowFate]:
    """Yield one fate a row that became records: of several, the first names it."""
    out = {one.id: one.excluded for one in study.collaborations if one.excluded}
    seen: set[tuple[str, int]] = set()
    for source_id, row, record, about in _told(study):
        if source_id is None or row is None or (source_id, row) in seen:
            continue
        seen.add((source_id, row))
        reason = out.get(about, "")
        state: State = "excluded by a person" if reason else "kept"
        yield RowFate(study.code_of(source_id), row, state, record, reason, "", "")


def _told(study: Study) -> Iterator[tuple[str | None, int | None, str, str]]:
    """Yield source, row, name and collaboration of everything that a row of a file tells."""
    code = study.code_of
    for party in study.participations:
        about = party.collaboration_id
        yield party.source_id, party.row, code(about), about
    for one in study.collaborations:
        yield one.source_id, one.row, one.code, one.id
    for tie in study.ties:
        yield tie.source_id, tie.row, f"{code(tie.from_id)} - {code(tie.to_id)}", ""
    for holding in study.holdings:
        name = f"{code(holding.organisation_id)}: {code(holding.resource_id)}"
        yield holding.source_id, holding.row, name, ""
    for adoption in study.adoptions:
        name = f"{code(adoption.organisation_id)}: {adoption.routine}"
        yield adoption.source_id, adoption.row, name, ""
    yield from _told_of_value(study)


def _told_of_value(study: Study) -> Iterator[tuple[str | None, int | None, str, str]]:
    code = study.code_of
    named: list[Proposition | Worth | SharingAct | GovernanceMeasure] = [*study.propositions]
    named += [*study.worths, *study.acts, *study.measures]
    for coded in named:
        yield coded.source_id, coded.row, coded.code, ""
    for share in study.contributions:
        name = f"{code(share.organisation_id)}: {share.factor}"
        yield share.source_id, share.row, name, ""
    for reading in study.readings:
        name = f"{code(reading.indicator_id)}: {reading.period}"
        yield reading.source_id, reading.row, name, ""
    for entered in study.transitions:
        about = entered.collaboration_id
        yield entered.source_id, entered.row, f"{code(about)}: {entered.stage}", about
