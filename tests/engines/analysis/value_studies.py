"""A small alliance with records of value, with each number easy to work out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from consilience.study import (
    Actor,
    Collaboration,
    Contribution,
    GovernanceMeasure,
    Indicator,
    Organisation,
    PayoffGame,
    Project,
    Proposition,
    Reading,
    Record,
    Source,
    Step,
    Study,
    Transition,
    Worth,
    step,
    study_of,
)

WORTHS: Mapping[str, float] = {"OEM": 4, "MAP": 1, "CHIP": 1, "OEM MAP": 7, "OEM CHIP": 6}
WORTHS = {**WORTHS, "MAP CHIP": 3, "OEM MAP CHIP": 12}
ESTIMATES: Mapping[str, tuple[float, float, float]] = {
    # coalition: low, likely, high
    "OEM": (1, 2, 3),
    "CITY": (0, 1, 2),
    "OEM CITY": (4, 6, 9),
}
SECOND: Mapping[str, tuple[float, float, float]] = {
    "OEM": (3, 4, 5),
    "CITY": (0, 1, 2),
    "OEM CITY": (3, 4, 6),
}
FACTORS = (
    ("OEM", "risk", 6.0),
    ("MAP", "risk", 2.0),
    ("CHIP", "risk", 2.0),
    ("OEM", "input", 2.0),
    ("MAP", "input", 4.0),
    ("CHIP", "input", 4.0),
    ("OEM", "claim", 8.0),
    ("MAP", "claim", 6.0),
    ("CHIP", "claim", 6.0),
    ("OEM", "power", 2.0),
    ("MAP", "power", 1.0),
    ("CHIP", "power", 1.0),
)
PROPOSITIONS = (
    # code, organisation, kind, topic, strength, partner
    ("N1", "OEM", "need", "maps", 0.8, ""),
    ("N2", "OEM", "need", "chips", 0.6, ""),
    ("N3", "CITY", "need", "roads", 0.5, ""),
    ("N4", "OEM", "need", "lidar", 0.9, ""),
    ("O1", "MAP", "offer", "maps", 1.0, ""),
    ("O2", "CHIP", "offer", "chips", 0.7, ""),
    ("O3", "MAP", "offer", "roads", 0.6, ""),
    ("O4", "CHIP", "offer", "lidar", 0.4, ""),
    ("G1", "OEM", "goal", "open standard", 1.0, ""),
    ("G2", "MAP", "goal", "open standard", 0.5, ""),
    ("G3", "CHIP", "goal", "open standard", -0.5, ""),
)
READINGS = {
    # indicator: subsystem, rising, low, high, values by period
    "joint": ("resource", True, 0, 10, (2, 4, 8)),
    "trust": ("relationship", True, 0, 10, (3, 6, 6)),
    "delay": ("relationship", False, 0, 10, (8, 5, 4)),
    "sales": ("value", True, 0, 100, (10, 20, 30)),
}
PERIODS = ("2019", "2020", "2021")
TRANSITIONS = (
    ("road", "discovery", "2018"),
    ("road", "creation", "2020-07"),
    ("pilot", "discovery", "2021"),
    ("rules", "discovery", "2019-01-01"),
    ("rules", "matching", "2020-01-01"),
    ("rules", "creation", "2022-01-01"),
)
MEASURES = (
    # code, dimension, mechanism, owner, trigger, indicator, status
    ("M1", "build", "security", "OEM", "data leak", "", "in force"),
    ("M2", "share", "benefit distribution", "CITY", "", "settled in a year", "agreed"),
)
ALL: tuple[tuple[str, dict[str, object]], ...] = (
    ("match", {"draws": 30}),
    ("synergy", {}),
    ("split", {"claims": "claim", "power": "power", "draws": 30}),
    ("split_game", {"game": "G", "links": {"s": "OEM"}}),
    ("governance", {}),
    ("pipeline", {}),
)
GAME = """
populations = [
    {name = "maker", strategies = ["work", "wait"]},
    {name = "supplier", strategies = ["work", "wait"]},
]
parameters = {s = 0.5}
names_zh = {maker = "整车厂", supplier = "供应商", work = "投入", wait = "观望"}
[advantages]
maker = "5*s*y - 2"
supplier = "5*(1 - s)*x - 2"
"""


def base(*codes: str) -> dict[str, Any]:
    """Return organisations, projects and the source of all rows, by code."""
    found: dict[str, Any] = {
        code: Organisation(code=code, name=code.title(), name_zh=f"{code}公司")
        for code in codes or ("OEM", "MAP", "CHIP", "CITY")
    }
    for code in ("road", "pilot", "rules", "old"):
        found[code] = Collaboration(code=code, title=code.title())
    found["file"] = Source(code="V", title="value", kind="table", file_name="value.csv")
    return found


def worths(
    named: Mapping[str, Any], amounts: Mapping[str, Any], first: str = "W", **given: Any
) -> list[Record]:
    """Return worths of coalitions: an amount, or low, likely, high."""
    records: list[Record] = []
    for place, (coalition, said) in enumerate(amounts.items(), start=1):
        low, likely, high = said if isinstance(said, tuple) else (None, said, None)
        records.append(
            Worth(
                code=f"{first}{place}",
                member_ids=tuple(named[name].id for name in coalition.split()),
                amount=likely,
                low=low,
                high=high,
                source_id=named["file"].id,
                row=place + 1,
                **given,
            )
        )
    return records


def contributions(named: Mapping[str, Any], rows: Iterable[Any] = FACTORS) -> list[Record]:
    """Return what organisations bear."""
    return [
        Contribution(
            organisation_id=named[name].id,
            factor=factor,
            amount=amount,
            source_id=named["file"].id,
            row=place,
        )
        for place, (name, factor, amount) in enumerate(rows, start=20)
    ]


def propositions(named: Mapping[str, Any], rows: Iterable[Any] = PROPOSITIONS) -> list[Record]:
    """Return what organisations offer, need and want, and constraints."""
    return [
        Proposition(
            code=code,
            organisation_id=named[name].id,
            kind=kind,
            topic=topic,
            strength=strength,
            partner_id=named[partner].id if partner else None,
            source_id=named["file"].id,
            row=place,
        )
        for place, (code, name, kind, topic, strength, partner) in enumerate(rows, start=40)
    ]


def readings(table: Mapping[str, Any] = READINGS) -> list[Record]:
    """Return indicators with their readings; None: no reading in that period."""
    records: list[Record] = []
    for code, (subsystem, rising, low, high, values) in table.items():
        one = Indicator(code=code, subsystem=subsystem, rising=rising, low=low, high=high)
        records.append(one)
        records += [
            Reading(indicator_id=one.id, period=period, value=value, row=place)
            for place, (period, value) in enumerate(zip(PERIODS, values, strict=True), start=60)
            if value is not None
        ]
    return records


def value_study(*steps: tuple[str, dict[str, object]], extra: Iterable[Record] = ()) -> Study:
    """Return an alliance with all kinds of records on value, with these steps as its protocol."""
    named = base()
    experts = [Actor(code=code, name=code, role="respondent") for code in ("E1", "E2")]
    records: list[Record] = [Project(code="AD", title="Autonomous driving"), *named.values()]
    records += [*experts, *worths(named, WORTHS), *contributions(named), *propositions(named)]
    for expert, said in zip(experts, (ESTIMATES, SECOND), strict=True):
        given = {"collaboration_id": named["road"].id, "actor_id": expert.id}
        records += worths(named, said, first=expert.code, **given)
    records += readings()
    records += [
        Transition(collaboration_id=named[code].id, stage=stage, date=date, row=place)
        for place, (code, stage, date) in enumerate(TRANSITIONS, start=80)
    ]
    records += [
        GovernanceMeasure(
            code=code,
            dimension=dimension,
            mechanism=mechanism,
            owner_id=named[owner].id,
            trigger=trigger,
            indicator=indicator,
            status=status,
        )
        for code, dimension, mechanism, owner, trigger, indicator, status in MEASURES
    ]
    records.append(PayoffGame(code="G", title="Who works", table=GAME))
    return study_of([*records, *extra, *planned(*steps)])


def bare(*records: Record) -> Study:
    """Return a study with these records only."""
    return study_of([Project(code="AD", title="Autonomous driving"), *records])


def planned(*steps: tuple[str, dict[str, object]]) -> list[Step]:
    """Return the steps of a protocol."""
    return [step(place, kind, settings) for place, (kind, settings) in enumerate(steps, start=1)]
