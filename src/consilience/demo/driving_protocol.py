"""The steps of the constructed study's protocol."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from consilience.demo.files import identity
from consilience.study import Record, Step, step

Steps = tuple[tuple[str, dict[str, Any]], ...]

_NETWORK = {"direction": "ignored"}  # supply runs one way, cooperation both
_TODAY = (0.7, 0.7, 0.6)  # shares of parties that share data, open the platform, give support
_LEVERS = {"B": [0, 100], "F": [0, 10], "beta": [0.45, 0.65]}
_GROWTH = {"incubation": ["R1", "R2"], "growth": ["L1", "L2", "L3"], "maturity": ["W1", "W2", "W3"]}
_LEVELS_OF_NETWORK = ("network", "actors", "boundary")

_ON_TEXTS: Steps = (
    ("structure", {}),
    ("evidence", {"by": "dimension"}),
    ("matrix", {"rows": "concept", "columns": "case"}),
    ("matrix", {"rows": "stage", "columns": "theme"}),
    ("replication", {}),
    ("triangulation", {}),
    ("chains", {}),
    ("saturation", {}),
    ("agreement", {}),
    ("grounding", {}),
)
_ON_ALLIANCE: Steps = (
    *((kind, dict(_NETWORK)) for kind in _LEVELS_OF_NETWORK),
    ("leader", {**_NETWORK, "size": 1, "leaders": ["V"]}),
    ("resources", {}),
    ("routines", dict(_NETWORK)),
    ("scenarios", {}),
    ("evolution", {}),
    ("strategies", {**_NETWORK, "leaders": ["V"]}),
)
_ON_VALUE: Steps = (
    ("match", {}),
    ("synergy", {}),
    ("split", {}),
    ("governance", {}),
    ("pipeline", {"order": ["discovery", "creation", "distribution"]}),
    ("stages", {}),
    ("stage_fit", {"from": "readings", "model": "growth", "items": _GROWTH, "rows": "period"}),
    ("stage_fit", {"from": "acts", "rows": "period"}),
    ("sharing", {}),
    ("capabilities", {}),
    ("game", {"start": list(_TODAY), "levers": _LEVERS, "map": ["B", "beta"], "curves": "B"}),
    ("split_game", {"collaboration": "G05", "links": {"beta": "V"}, "start": list(_TODAY)}),
)


def protocol(project: Mapping[str, Any]) -> Iterator[Record]:
    """Yield the steps: codings, the ratings made from them, the alliance, value, stages, game."""
    steps = (*_ON_TEXTS, *_on_ratings(project), *_ON_ALLIANCE, *_ON_VALUE)
    for position, (kind, settings) in enumerate(steps, start=1):
        made = step(position, kind, settings)
        yield Step(
            id=identity("step", str(position)),
            position=position,
            kind=kind,
            settings_json=made.settings_json,
        )


def _on_ratings(project: Mapping[str, Any]) -> Steps:
    outcome = project["outcome"]
    conditions = [one["code"] for one in project["conditions"] if one["role"] == "condition"]
    sets = {
        "outcome": outcome,
        "conditions": conditions,
        "expectations": dict.fromkeys(conditions, "present"),
        "inclusion_cut": 0.8,
        "pri_cut": 0.7,
    }
    names = {one["expression"]: {"en": one["en"], "zh": one["zh"]} for one in project["paths"]}
    robustness = {"inclusion_cuts": [0.75, 0.85, 0.9], "pri_cuts": [0.65, 0.75]}
    return (
        ("recipe", {**sets, "given": "JD", "names": names, "robustness": robustness}),
        ("cases", {}),
        ("nearest", {"case": "O_OE"}),
        ("ratings", sets),
    )
