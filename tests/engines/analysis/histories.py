"""Small studies with dated events, acts of sharing, readings and codings by stage."""

from __future__ import annotations

from typing import Any

from consilience import analysis
from consilience.study import (
    Case,
    Code,
    Coding,
    Incident,
    Indicator,
    Project,
    Reading,
    Record,
    SharingAct,
    Source,
    SourceVersion,
    Stage,
    Study,
    step,
    study_of,
)

Asked = tuple[str, dict[str, Any]]

# The 18 dated happenings that a published study tells: year, dimension, stage that tells it.
TOLD = (
    (2002, "strategy", "basic"), (2003, "resources", "basic"), (2004, "resources", "basic"),
    (2006, "resources", "basic"), (2008, "performance", "basic"), (2008, "strategy", "basic"),
    (2009, "performance", "basic"), (2010, "performance", "basic"), (2010, "resources", "basic"),
    (2010, "resources", "basic"), (2011, "technology", "networking"),
    (2012, "technology", "networking"), (2015, "strategy", "networking"),
    (2015, "resources", "networking"), (2016, "technology", "networking"),
    (2016, "resources", "networking"), (2016, "strategy", "ecology"),
    (2022, "technology", "ecology"),
)  # fmt: skip
PRINTED = (("basic", "1998", "2010"), ("networking", "2011", "2018"), ("ecology", "2016", ""))
THREE = (("early", "2001", "2004"), ("middle", "2005", "2008"), ("late", "2009", "2012"))


def stages_of(*told: tuple[str, str, str]) -> list[Stage]:
    """Return stages from code, first and last date."""
    return [
        Stage(id=f"stage {code}", code=code, name=code, position=n, start_date=first, end_date=last)
        for n, (code, first, last) in enumerate(told)
    ]


def printed(*steps: Asked) -> Study:
    """Return the published history with its overlapping stages."""
    events = [
        Incident(code=f"E{n:02}", title="x", date=str(year), dimension=dimension,
                 stage_id=f"stage {stage}")
        for n, (year, dimension, stage) in enumerate(TOLD, start=1)
    ]  # fmt: skip
    return planned([Project(code="P", title="H"), *stages_of(*PRINTED), *events], steps)


def sharp(*steps: Asked, each: int = 5) -> Study:
    """Return twelve years in three stages, each with events of one dimension only."""
    kinds = ("search", "build", "share")
    events = [
        Incident(code=f"E{year}-{n}", title="x", date=f"{year}-0{n + 1}", dimension=kinds[place])
        for place, first in enumerate((2001, 2005, 2009))
        for year in range(first, first + 4)
        for n in range(each)
    ]
    return planned([Project(code="P", title="Sharp"), *stages_of(*THREE), *events], steps)


def planned(records: list[Any], steps: tuple[Asked, ...]) -> Study:
    """Return a study with a protocol."""
    return study_of([*records, *(step(n, *one) for n, one in enumerate(steps, start=1))])


def add(study: Study, *records: Record) -> Study:
    """Return a study with more records."""
    return study_of([*study.records(), *records])


def done(study: Study) -> analysis.StageEvidence:
    """Return what steps find, through the findings as a study keeps them."""
    found = [finding for _, finding in analysis.run(study)]
    evidence = analysis.evidence(add(study, *found)).stages
    assert evidence is not None
    return evidence


def act(code: str, mode: Any, value: Any, date: str = "", **more: Any) -> SharingAct:
    """Return an act of sharing."""
    return SharingAct(code=code, title=code, mode=mode, value=value, date=date, **more)


def read(code: str, *values: float | None, first: int = 2001, **more: Any) -> list[Any]:
    """Return an indicator with its readings from a year on; None for a year without one."""
    given = {name: more.pop(name) for name in ("low", "high", "rising") if name in more}
    indicator = Indicator(code=code, label=code, **given)
    return [
        indicator,
        *(
            Reading(indicator_id=indicator.id, period=str(first + n), value=value, **more)
            for n, value in enumerate(values)
            if value is not None
        ),
    ]


def coded(*told: tuple[str, str, str], steps: tuple[Asked, ...] = ()) -> Study:
    """Return codings of (code, stage, direction) over two capabilities with two forms each."""
    text = "".join(f"{n:03} " for n in range(len(told)))
    source = Source(id="S", code="S", title="talk", kind="interview")
    version = SourceVersion(id="V", source_id="S", text=text, sha256="x")
    tree = {
        "sensing": ("dimension", None), "sharing": ("dimension", None),
        "identify": ("theme", "sensing"), "create": ("theme", "sensing"),
        "passive": ("theme", "sharing"), "leading": ("theme", "sharing"),
        "ask": ("concept", "identify"),
    }  # fmt: skip
    codes: list[Any] = [
        Code(id=name, name=name, kind=kind, parent_id=parent, position=n)  # type: ignore[arg-type]  # (kinds as texts)
        for n, (name, (kind, parent)) in enumerate(tree.items())
    ]
    codings = [
        Coding(version_id="V", start=4 * n, end=4 * n + 3, code_id=code,
               stage_id=f"stage {stage}" if stage else None, direction=direction)  # type: ignore[arg-type]  # (as texts)
        for n, (code, stage, direction) in enumerate(told)
    ]  # fmt: skip
    case = Case(id="C", code="C1", name="case")
    ground = [Project(code="P", title="Coded"), case, source, version, *stages_of(*THREE)]
    return planned([*ground, *codes, *codings], steps)
