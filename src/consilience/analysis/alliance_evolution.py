"""How the network of the alliance changes: who comes and goes, what lasts, where it turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import pandas as pd

from consilience import checks, network
from consilience.analysis.alliance_material import AllianceMaterial, once
from consilience.analysis.alliance_state import merged, notes_of
from consilience.errors import DataError
from consilience.results import Note, Result

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings

OneBase = Literal["participations", "ties"]
EVOLUTION = ("base", "layers", "span", "level", "measures", "predict", "draws", "seed")
_OWNER = "evolution"
_MEASURES = ("members", "ties", "density")
_LEAST_YEARS = 4  # two phases of at least two years


@dataclass(frozen=True)
class MeasureBreaks:
    """Where one yearly measure of the network turns, if it does; notes on that are its own."""

    measure: str
    breaks: network.PhaseBreaks


@dataclass(frozen=True, kw_only=True, eq=False)
class EvolutionFinding(Result):
    """The network year by year, by participations or by stated ties.

    ``phases`` are empty where the years are too few, ``roster`` is None without dated stages,
    ``prediction`` unless it was asked for.
    """

    base: OneBase
    layers: tuple[str, ...]
    panel: network.Panel
    retention: network.Retention
    phases: tuple[MeasureBreaks, ...]
    roster: network.Roster | None
    prediction: network.LinkPrediction | None

    def to_frame(self) -> pd.DataFrame:
        """Return one row a year."""
        frame: pd.DataFrame = self.panel.to_frame()
        return frame


@once
def evolution(material: AllianceMaterial, settings: Settings) -> EvolutionFinding:
    """Follow the network year by year."""
    base, frame = _rows(material, settings)
    span = tuple(settings["span"]) if "span" in settings else None
    panel = network.panel(frame, span=span)
    retention = network.retention(frame, span=span, level=settings.get("level", 0.95))
    phases, told = _phases(panel, settings)
    stages = _stages(material)
    roster = network.roster(frame, stages) if stages else None
    prediction = _prediction(frame, span, settings)
    parts = (panel, retention, roster, prediction)
    return EvolutionFinding(
        base=base,
        layers=tuple(dict.fromkeys(frame["layer"])),
        panel=panel,
        retention=retention,
        phases=phases,
        roster=roster,
        prediction=prediction,
        parameters=dict(settings),
        notes=(*notes_of(*parts), *told),
        references=merged(*parts, *(one.breaks for one in phases)),
    )


def _rows(material: AllianceMaterial, settings: Settings) -> tuple[OneBase, pd.DataFrame]:
    """Return which rows are followed, and these: dated participations, else dated ties."""
    frames = {"participations": material.participations, "ties": material.ties}
    dated = [name for name, frame in frames.items() if (frame["start"] + frame["end"]).any()]
    base: Any = settings.get("base", dated[0] if dated else "participations")
    checks.choice(base, get_args(OneBase), "base", _OWNER)
    frame = frames[base]
    if base not in dated:
        raise DataError("alliance.no_dates", base=base)
    if "layers" in settings:
        available = dict.fromkeys(frame["layer"])
        kept = checks.known_names(settings["layers"], available, "layers", _OWNER)
        frame = frame[frame["layer"].isin(kept)]
    return base, frame


def _phases(
    panel: network.Panel, settings: Settings
) -> tuple[tuple[MeasureBreaks, ...], tuple[Note, ...]]:
    """Return where the measures turn; of those not asked for by name, where each year has one."""
    if "measures" in settings:
        names = list(checks.names(settings["measures"], "measures", _OWNER))
    elif len(panel.years) < _LEAST_YEARS:
        told = Note("alliance.note.few_years", {"count": len(panel.years), "least": _LEAST_YEARS})
        return (), (told,)
    else:
        known = panel.to_frame()[list(_MEASURES)].notna().all()
        names = [name for name in _MEASURES if known[name]]
    found = [MeasureBreaks(name, network.phase_breaks(panel, measure=name)) for name in names]
    return tuple(found), ()


def _stages(material: AllianceMaterial) -> dict[str, tuple[int, int | None]]:
    """Return the years of each stage of the study that has a start."""
    return {
        stage.code: (
            int(stage.start_date[:4]),
            int(stage.end_date[:4]) if stage.end_date else None,
        )
        for stage in material.study.stages
        if stage.start_date
    }


def _prediction(
    frame: pd.DataFrame, span: tuple[Any, ...] | None, settings: Settings
) -> network.LinkPrediction | None:
    """Return who may join what next; ``predict`` says how many pairs are listed, 0 for none."""
    top = checks.whole(settings.get("predict", 0), 0, "predict", _OWNER)
    if top == 0:
        return None
    told = {name: settings[name] for name in ("draws", "seed", "level") if name in settings}
    return network.link_prediction(frame, span=span, top=top, **told)
