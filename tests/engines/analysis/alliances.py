"""A small alliance that several tests use, with each number easy to work out by hand."""

from __future__ import annotations

from consilience.study import (
    Adoption,
    Collaboration,
    Holding,
    Incident,
    Organisation,
    Participation,
    Project,
    Record,
    Resource,
    Source,
    Stage,
    Study,
    Tie,
    step,
    study_of,
)

SECTORS = {
    "OEM": "cars",
    "TIER": "cars",
    "CHIP": "chips",
    "FAB": "chips",
    "MAP": "software",
    "CLOUD": "software",
    "CITY": "public",
    "NEW": "",
}
PROJECTS = {
    # name: layer, start, end, {member: leads}
    "road": ("R&D", "2019", "2021", {"OEM": True, "CHIP": False, "MAP": False}),
    "pilot": ("R&D", "2021", "", {"OEM": True, "CITY": False, "MAP": False}),
    "rules": ("standards", "2021", "", {"CHIP": True, "OEM": False, "FAB": False}),
    "old": ("R&D", "2015", "2017", {"TIER": True, "CLOUD": False}),
}
TIES = (
    # from, to, layer, strength, start, end
    ("OEM", "TIER", "supply", 2.0, "2018", ""),
    ("OEM", "CHIP", "supply", 1.0, "2020", ""),
    ("CHIP", "FAB", "supply", 3.0, "2020", ""),
    ("MAP", "CLOUD", "data", 1.0, "2020", "2023"),
)
HOLDINGS = (
    ("OEM", "cars", "held", 3.0, ""),
    ("OEM", "data", "held", 1.0, ""),
    ("MAP", "data", "offered", 1.0, ""),
    ("CHIP", "chips", "held", 2.0, ""),
    ("CITY", "roads", "needed", 1.0, ""),
    ("OEM", "chips", "needed", 1.0, ""),
)
ADOPTIONS = (
    ("OEM", "weekly test", "2019", "exact"),
    ("CHIP", "weekly test", "2020", "exact"),
    ("MAP", "weekly test", "2021", "adapted"),
    ("CITY", "late habit", "2030", ""),
)
ACTIONS = (("pool", "2018", "collocation"), ("merge", "2020", "integration"), ("fair", "2020", "x"))


def alliance(*steps: tuple[str, dict[str, object]]) -> Study:
    """Return the study, with these steps as its protocol."""
    members = {
        code: Organisation(code=code, name=code.title(), sector=s) for code, s in SECTORS.items()
    }
    source = Source(code="list", title="list of projects", kind="table")
    records: list[Record] = [Project(code="AD", title="Autonomous driving"), source]
    records += members.values()
    row = 1
    for code, (layer, start, end, parties) in PROJECTS.items():
        one = Collaboration(code=code, title=code, layer=layer, start_date=start, end_date=end)
        records.append(one)
        for name, leads in parties.items():
            row += 1
            records.append(
                Participation(
                    organisation_id=members[name].id,
                    collaboration_id=one.id,
                    leads=leads,
                    source_id=source.id,
                    row=row,
                )
            )
    records += [
        Tie(
            from_id=members[a].id,
            to_id=members[b].id,
            layer=layer,
            strength=strength,
            start_date=start,
            end_date=end,
        )
        for a, b, layer, strength, start, end in TIES
    ]
    resources = {code: Resource(code=code) for code in dict.fromkeys(h[1] for h in HOLDINGS)}
    records += resources.values()
    records += [
        Holding(
            organisation_id=members[name].id,
            resource_id=resources[what].id,
            kind=kind,  # type: ignore[arg-type]  # (a text that is one of the kinds)
            amount=amount,
            period=period,
        )
        for name, what, kind, amount, period in HOLDINGS
    ]
    records += [
        Adoption(organisation_id=members[name].id, routine=routine, date=date, mode=mode)  # type: ignore[arg-type]  # (one of the modes)
        for name, routine, date, mode in ADOPTIONS
    ]
    records += [
        Incident(code=code, title=code, date=date, dimension=dimension)
        for code, date, dimension in ACTIONS
    ]
    records += [
        Stage(code="start", name="start", position=1, start_date="2015", end_date="2019"),
        Stage(code="growth", name="growth", position=2, start_date="2020"),
    ]
    records += [
        step(place, kind, settings) for place, (kind, settings) in enumerate(steps, start=1)
    ]
    return study_of(records)
