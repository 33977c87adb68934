"""How a network changes, from rows of a file or of a study, as the commands offer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from consilience import network
from consilience.analysis import alliance
from consilience.errors import DataError
from consilience.network import LinkPrediction, Panel, PhaseBreaks, Retention, Roster
from consilience.study.edits import MembershipLine, ProjectLine, TieLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from consilience.results import Result
    from consilience.study import Study
    from consilience.study.edits import AllianceLine

__all__ = [
    "Evolution",
    "LinkPrediction",
    "PhaseBreaks",
    "Retention",
    "Roster",
    "Rows",
    "evolution",
    "prediction",
    "rows_of_lines",
    "rows_of_study",
]

Rows = Literal["participations", "ties"]

_FEWEST = 5  # years of a series that is searched for breaks
_PARTICIPATIONS = ("organisation", "collaboration", "role", "start", "end")
_TIES = ("from", "to", "layer", "start", "end", "directed")


@dataclass(frozen=True)
class Evolution:
    """A network year by year, what stays, where it turns, and the actors of stages.

    ``breaks`` is none below five years of a series, ``roster`` where no stages are named.
    """

    panel: Panel
    retention: Retention
    breaks: PhaseBreaks | None
    roster: Roster | None

    def results(self) -> dict[str, Result]:
        """Return the parts that are there, by name."""
        return {name: part for name, part in vars(self).items() if part is not None}


def evolution(
    rows: pd.DataFrame,
    *,
    span: tuple[int, int] | None = None,
    measure: str = "ties",
    stages: Mapping[str, tuple[int, int | None]] | None = None,
) -> Evolution:
    """Return how the network of dated rows changes."""
    panel = network.panel(rows, span=span)
    enough = len(panel.years) > _FEWEST  # the first year lacks some measures
    return Evolution(
        panel=panel,
        retention=network.retention(rows, span=span),
        breaks=network.phase_breaks(panel, measure=measure) if enough else None,
        roster=network.roster(rows, stages) if stages else None,
    )


def prediction(
    rows: pd.DataFrame, *, span: tuple[int, int] | None = None, top: int = 10
) -> LinkPrediction:
    """Return who may join what next, and how well that foretold earlier years."""
    return network.link_prediction(rows, span=span, top=top)


def rows_of_study(study: Study, kind: Rows | None = None) -> pd.DataFrame:
    """Return the dated rows of a study: its participations, else its ties, or those asked for.

    Raises
    ------
    DataError
        If it has none of them.
    """
    wanted: tuple[Rows, ...] = ("participations", "ties") if kind is None else (kind,)
    for name in wanted:
        found: pd.DataFrame = getattr(alliance, name)(study)
        if len(found):
            return found
    raise DataError("network.evolution.study_without_rows")


def rows_of_lines(lines: Iterable[AllianceLine]) -> tuple[pd.DataFrame, tuple[int, ...]]:
    """Return the dated rows of a file, and the numbers of those that cannot be read.

    Raises
    ------
    DataError
        If no row tells who takes part in what, or who is tied to whom.
    """
    kept: list[dict[str, Any]] = []
    left_out: list[int] = []
    for line in lines:
        rows = [] if line.fault else list(_rows(line))
        kept += rows
        if not rows:
            left_out.append(line.row)
    if not kept:
        raise DataError("network.evolution.no_dated_rows")
    columns = _PARTICIPATIONS if "organisation" in kept[0] else _TIES
    return pd.DataFrame(kept, columns=list(columns)), tuple(left_out)


def _rows(line: AllianceLine) -> Iterator[dict[str, Any]]:
    match line:
        case TieLine() if line.first and line.second:
            yield {
                "from": line.first,
                "to": line.second,
                "layer": line.layer,
                "start": line.start,
                "end": line.end,
                "directed": line.directed,
            }
        case MembershipLine() | ProjectLine():
            named = line.title or line.code
            parties = line.parties if isinstance(line, ProjectLine) else (line.party,)
            for party in parties:
                if named and party.name:
                    yield {
                        "organisation": party.name,
                        "collaboration": named,
                        "role": party.role,
                        "start": line.start,
                        "end": line.end,
                    }
