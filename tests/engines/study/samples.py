"""Studies that several tests use."""

from __future__ import annotations

from consilience.study import (
    Actor,
    Case,
    Condition,
    Project,
    Record,
    Score,
    Source,
    Study,
    Variable,
    finding,
    step,
    study_of,
)

HOSTILE = "=1+1 \"quoted\", 战略联盟\r\nline\ttab \\ back\rreturn 🦉 \x7f \u2028 ; 'x'"


def small_study() -> Study:
    """Two cases within an alliance, two variables in two waves, a calibrated outcome."""
    project = Project(code="CGCD", title="Collaborative governance 协同治理", outcome="VC")
    alliance = Case(code="A", name="Alliance")
    cases = [
        Case(
            code=f"C0{number}",
            name=name,
            parent_id=alliance.id,
            attributes=(("country", "US"), ("sector", HOSTILE)),
        )
        for number, name in ((1, "Orlando Bridge"), (2, HOSTILE.strip()))
    ]
    table = Source(
        code="T", title="Survey", kind="table", sha256="ab", file_name="t.csv", minutes=0.1
    )
    trust, value = Variable(code="Q1", minimum=1.0, maximum=6.0), Variable(code="Q2", label="价值")
    scores = [
        Score(
            case_id=case.id,
            variable_id=variable.id,
            wave=wave,
            value=1.1 + row,
            source_id=table.id,
            row=row,
            column=f"{variable.code}_{wave}",
        )
        for row, case in enumerate([alliance, *cases], start=2)
        for variable in (trust, value)
        for wave in ("Start", "End")
    ]
    conditions = [
        Condition(
            code="TR",
            role="condition",
            variables=("Q1",),
            waves=("Middle", "End"),
            reverse_from=6.0,
            anchors=(1.0, 3.0, 5.0),
            reason=HOSTILE,
        ),
        Condition(
            code="VC", role="outcome", variables=("Q2",), waves=("End",), anchors=(5.0, 3.0, 1.0)
        ),
    ]
    necessity = step(1, "necessity", {"conditions": ["TR"], "outcome": "~VC", "cuts": {"a b": [1]}})
    found = finding(
        necessity,
        {"inclusion": [0.9, None, HOSTILE]},
        outcome="VC",
        case_ids=(cases[0].id,),
        condition_codes=("TR",),
        input_sha256="cd",
        version="0.1.0",
        seed=2**40,
    )
    everything: list[Record] = [project, alliance, *cases, table, trust, value, *scores]
    actor = Actor(code="R", name="Researcher 研究者", role="researcher")
    return study_of([*everything, *conditions, necessity, found, actor])


def cell(case: Case, variable: Variable, source: Source, value: float, wave: str = "") -> Score:
    """A score in the row and column of its codes."""
    return Score(
        case_id=case.id,
        variable_id=variable.id,
        wave=wave,
        value=value,
        source_id=source.id,
        row=2,
        column=variable.code,
    )
