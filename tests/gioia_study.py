"""A small coded study for tests: four alliances of two firms, five texts, three levels of codes.

Everything in it is made up. The texts hold what hostile or careless people put into transcripts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from consilience.study import (
    Actor,
    Case,
    Code,
    CodeLink,
    Coding,
    Memo,
    Project,
    Record,
    Resolution,
    Round,
    Session,
    Source,
    SourceVersion,
    Stage,
    Step,
    Study,
    step,
    study_of,
)

HOSTILE = "<script>alert('x')</script> \u202egnilkat \U0001f680"
TEXTS = {
    "J11": "We met every Friday. They kept their word. Nobody signed a thing at first. "
    "我们信任他们。",
    "J21": f"The contract ruled all. {HOSTILE} We shared our test data. No trust at all there.",
    "N11": "Minutes: milestones were accepted. Data were shared weekly with both sides.",
    "X31": "The paper reported joint patents of both firms. Trust grew, it said.",
    "O12": "Observed: engineers sat together. " + "W" * 120,
}
KINDS = {
    "J11": "interview",
    "J21": "interview",
    "N11": "internal",
    "X31": "external",
    "O12": "observation",
}
PERIODS = {"J11": "2021-05", "J21": "2020-02", "N11": "2022", "X31": "2023-01-09", "O12": ""}
CASES = {"J11": ("A1",), "J21": ("B1",), "N11": ("A1", "A2"), "X31": ("B1", "B2"), "O12": ("A2",)}
# name, Chinese name, kind, parent, day
CODES = (
    ("governance", "治理", "dimension", "", "2024-04-01"),
    ("relational governance", "关系治理", "theme", "governance", "2024-03-01"),
    ("keeping one's word", "说话算数", "concept", "relational governance", "2024-02-01"),
    ("meeting often", "常碰头", "concept", "relational governance", "2024-02-02"),
    ("“every Friday”", "“每周五”", "in vivo", "meeting often", "2024-02-03"),
    ("contractual governance", "契约治理", "theme", "governance", "2024-01-01"),
    ("rules in writing", "白纸黑字", "concept", "contractual governance", "2024-02-04"),
    ("co-creation", "价值共创", "dimension", "", "2024-05-01"),
    ("sharing", "共享", "theme", "co-creation", "2024-03-02"),
    ("sharing data", "共享数据", "concept", "sharing", "2024-02-05"),
    ("joint results", "联合成果", "concept", "", "2024-02-06"),
    ("never said", "无人提及", "concept", "sharing", "2024-02-07"),
    ("left over", "零散", "free", "", "2024-02-08"),
)
# In each row: source, quote, code, coder, session, case, stage, direction, importance, exemplar.
CODINGS: tuple[tuple[Any, ...], ...] = (
    ("J11", "We met every Friday.", "meeting often", "R", "", "", "start", "for", 2, False),
    ("J11", "every Friday", "“every Friday”", "R", "", "", "start", "for", 3, False),
    ("J11", "They kept their word.", "keeping one's word", "A", "a", "", "start", "for", 3, True),
    ("J11", "They kept their word.", "keeping one's word", "B", "b", "", "start", "for", 2, False),
    ("J11", "我们信任他们。", "keeping one's word", "A", "a", "", "growth", "for", None, False),
    (
        "J11",
        "Nobody signed a thing",
        "rules in writing",
        "A",
        "a",
        "",
        "start",
        "against",
        2,
        False,
    ),
    ("J11", "Nobody signed a thing", "joint results", "B", "b", "", "", "", None, False),
    ("J21", "The contract ruled all.", "rules in writing", "R", "", "", "start", "for", 3, True),
    ("J21", HOSTILE, "sharing data", "R", "", "", "growth", "for", 1, False),
    ("J21", "We shared our test data.", "sharing data", "R", "", "", "growth", "for", 3, False),
    ("J21", "No trust at all", "keeping one's word", "R", "", "", "growth", "against", 3, False),
    ("N11", "milestones were accepted", "rules in writing", "R", "", "A1", "growth", "", 2, False),
    ("N11", "Data were shared weekly", "sharing data", "R", "", "A2", "growth", "for", 2, True),
    ("X31", "joint patents of both firms", "joint results", "R", "", "", "growth", "for", 3, False),
    ("X31", "Trust grew", "relational governance", "R", "", "B2", "", "for", 1, False),
    ("O12", "W" * 120, "meeting often", "R", "", "", "start", "for", 1, False),
)
MEMBERS = (("sharing data", "relational governance"),)
RELATIONS = (
    ("relational governance", "sharing", "opens", "促成", "start"),
    ("sharing", "joint results", "leads to", "带来", "start"),
    ("contractual governance", "sharing", "limits", "限制", "growth"),
    ("joint results", "relational governance", "strengthens", "增强", ""),
)
PLAN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("structure", {}),
    ("evidence", {"quotes": 2}),
    ("matrix", {}),
    ("matrix", {"rows": "stage", "columns": "theme"}),
    ("replication", {}),
    ("triangulation", {}),
    ("chains", {}),
    ("saturation", {"base": 2, "run": 1, "orders": 50}),
    ("grounding", {}),
)


def codebook() -> list[Code]:
    """Return the codes; ids are their names."""
    return [
        Code(
            id=f"k-{name}",
            name=name,
            name_zh=chinese,
            kind=kind,  # type: ignore[arg-type]  # (the table holds kinds)
            parent_id=f"k-{parent}" if parent else None,
            position=place,
            definition=f"What it means: {name}" if kind == "concept" and place % 2 else "",
            created_at=f"{day}T10:00:00Z",
        )
        for place, (name, chinese, kind, parent, day) in enumerate(CODES)
    ]


def coded_study(
    plan: Sequence[tuple[str, dict[str, Any]]] = PLAN, *, more: Sequence[Record] = ()
) -> Study:
    """Return the study with a protocol; not yet run."""
    people = [
        Actor(id=f"p-{code}", code=code, name=f"Coder {code}", role="coder") for code in "RAB"
    ]
    cases = [Case(id=f"c-{code}", code=code, name=f"Firm {code}") for code in "AB"]
    cases += [
        Case(id=f"c-{code}", code=code, name=f"Alliance {code}", parent_id=f"c-{code[0]}",
             attributes=(("result", "strong" if code.endswith("1") else "weak"),))
        for code in ("A1", "A2", "B1", "B2")
    ]  # fmt: skip
    sources = [
        Source(
            id=f"s-{code}",
            code=code,
            title=f"Text {code}",
            kind=kind,  # type: ignore[arg-type]  # (the table holds kinds)
            period=PERIODS[code],
            minutes=60.0 if kind == "interview" else None,
            characters=len(TEXTS[code]),
            documents=3 if kind == "external" else None,
            case_ids=tuple(f"c-{case}" for case in CASES[code]),
        )
        for code, kind in KINDS.items()
    ]
    texts = [
        SourceVersion(
            id=f"t-{code}",
            source_id=f"s-{code}",
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
        )
        for code, text in TEXTS.items()
    ]
    stages = [
        Stage(id=f"g-{code}", code=code, name=name, name_zh=chinese, position=place)
        for place, (code, name, chinese) in enumerate(
            (("start", "starting", "起步期"), ("growth", "growing", "成长期"))
        )
    ]
    project = Project(
        id="p", code="ALL", title="Four made-up alliances", unit_of_analysis="alliance"
    )
    steps: list[Step] = [step(place, *one) for place, one in enumerate(plan, start=1)]
    records: list[Record] = [project, *people, *cases, *sources, *texts, *stages, *codebook()]
    return study_of([*records, *_links(), *_codings(), *_round(), *steps, *more])


def _links() -> list[CodeLink]:
    found = [
        CodeLink(id=f"m-{place}", from_id=f"k-{one}", to_id=f"k-{other}")
        for place, (one, other) in enumerate(MEMBERS)
    ]
    return found + [
        CodeLink(
            id=f"r-{place}",
            from_id=f"k-{one}",
            to_id=f"k-{other}",
            kind="relation",
            label=label,
            label_zh=chinese,
            stage_id=f"g-{stage}" if stage else None,
        )
        for place, (one, other, label, chinese, stage) in enumerate(RELATIONS)
    ]


def _codings() -> list[Coding]:
    found = []
    for place, row in enumerate(CODINGS, start=1):
        source, quote, code, coder, session, case, stage, direction, importance, exemplar = row
        start = TEXTS[source].index(quote)
        found.append(
            Coding(
                id=f"q-{place:02}",
                version_id=f"t-{source}",
                start=start,
                end=start + len(quote),
                code_id=f"k-{code}",
                actor_id=f"p-{coder}",
                session_id=f"w-{session}" if session else None,
                case_id=f"c-{case}" if case else None,
                stage_id=f"g-{stage}" if stage else None,
                direction=direction,
                importance=importance,
                exemplar=exemplar,
                created_at=f"2024-06-{30 - place:02}T08:00:00Z",
            )
        )
    return found


def _round() -> list[Record]:
    """Return a released round of two coders on one text, with one disagreement settled."""
    double = Round(
        id="d-1",
        code="1",
        unit="sentence",
        source_ids=("s-J11",),
        coder_ids=("p-A", "p-B"),
        state="released",
    )
    sessions = [
        Session(id=f"w-{one.lower()}", code=one, actor_id=f"p-{one}", round_id="d-1", blind=True)
        for one in "AB"
    ]
    settled = Resolution(
        id="x-1",
        round_id="d-1",
        coding_ids=("q-06", "q-07"),
        result_ids=("q-06",),
        reason="No contract is a sign of rules, not of results",
        actor_id="p-R",
    )
    memo = Memo(id="n-1", title="Trust before paper", text="Word first.", kind="theory",
                anchor_ids=("k-relational governance",))  # fmt: skip
    return [double, *sessions, settled, memo]
