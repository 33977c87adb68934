"""Studies that several tests use."""

from __future__ import annotations

from consilience.study import (
    Actor,
    Adoption,
    Case,
    Citation,
    Claim,
    Code,
    CodeLink,
    Coding,
    Collaboration,
    Condition,
    Contribution,
    Exclusion,
    GameParameter,
    GovernanceMeasure,
    Holding,
    Incident,
    Indicator,
    Memo,
    NameDecision,
    Organisation,
    Participation,
    PayoffGame,
    Project,
    Proposition,
    Pseudonym,
    Rating,
    Reading,
    Record,
    ReportingAnswer,
    Resolution,
    Resource,
    Round,
    Score,
    Session,
    SharingAct,
    Source,
    SourceVersion,
    Stage,
    Study,
    Suggestion,
    Term,
    Tie,
    Transition,
    Variable,
    Worth,
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


WORDS = "访谈者：你们信任对方吗？\n张工：起初不信任，🚗后来信任。\nThen we shared 𠀀 data."


def coded_study() -> Study:
    """The small study with an interview, its text, a codebook, double coding and what follows."""
    small = small_study()
    case, variable, table = small.case("C01"), small.variable("Q1"), small.source("T")
    coders = [Actor(code=code, name=code, role="coder") for code in ("A", "B")]
    talk = Source(
        code="J/11", title="Talk", kind="interview", case_ids=(case.id,), actor_ids=(coders[0].id,)
    )
    text = SourceVersion(
        source_id=talk.id, text=WORDS, sha256="ef", turns_json='[[4,12,"访谈者",null]]'
    )
    early = Stage(code="S1", name="incubation", start_date="2016", end_date="2018-06")
    theme = Code(name="governance", name_zh="治理", kind="theme", colour="#1F77B4")
    trust = Code(name="trust", parent_id=theme.id, created_at="2026-05-31T08:00:00+00:00")
    data = Code(name="data", parent_id=theme.id, position=1)
    link = CodeLink(from_id=trust.id, to_id=data.id, kind="relation", label="leads to")
    blind = Round(
        code="R1",
        source_ids=(talk.id,),
        code_ids=(trust.id, data.id),
        coder_ids=tuple(coder.id for coder in coders),
    )
    sessions = [
        Session(code=f"R1{one.code}", actor_id=one.id, round_id=blind.id, blind=True)
        for one in coders
    ]
    codings = [
        Coding(
            version_id=text.id,
            start=WORDS.index(found),
            end=WORDS.index(found) + len(found),
            code_id=trust.id,
            actor_id=session.actor_id,
            session_id=session.id,
            stage_id=early.id,
            direction="for",
            intensity=2,
            exemplar=True,
        )
        for session in sessions
        for found in ("🚗后来信任", "不信任")
    ]
    resolution = Resolution(
        round_id=blind.id,
        coding_ids=(codings[1].id, codings[3].id),
        result_ids=(codings[1].id,),
        reason="it denies trust",
    )
    rest: list[Record] = [
        Memo(title="Trust", text=HOSTILE, kind="theory", anchor_ids=(trust.id, case.id)),
        Rating(
            case_id=case.id,
            variable_id=variable.id,
            agreed=True,
            value=0.67,
            anchor_id=codings[0].id,
            evidence_ids=(codings[0].id, codings[1].id),
        ),
        *(network := _network(case, table, codings[0])),
        *_value(network, variable, codings[0]),
        Incident(
            code="E1",
            title="joint venture",
            date="2016-05",
            coding_id=codings[0].id,
            dimension="integration",
        ),
        Claim(code="M1", measure="interviews", value=13, place="section 3"),
        Citation(position=1, source_code="B_RM2", place="table 2", code_id=trust.id),
        Suggestion(
            version_id=text.id, start=0, end=3, code_id=data.id, score=0.5, model="TF-IDF 1"
        ),
        Term(text="知识搜寻动态能力"),
        Pseudonym(name="张工", replacement="工程师甲"),
        ReportingAnswer(guideline="COREQ", item="10", text="by the network of the alliance"),
    ]
    coded: list[Record] = [*coders, talk, text, early, theme, trust, data, link, blind, *sessions]
    return study_of([*small.records(), *coded, *codings, resolution, *rest])


def _network(case: Case, table: Source, quote: Coding) -> list[Record]:
    """A firm that is a case, its daughter and a city in a project, with ties and resources."""
    firm = Organisation(
        code="HW",
        name="Huawei",
        name_zh="华为",
        names=("Huawei Technologies Co., Ltd.", HOSTILE.strip()),
        sector="technology",
        case_id=case.id,
        attributes=(("size", "large"),),
    )
    daughter = Organisation(code="HS", name="HiSilicon", parent_id=firm.id, country="CN")
    city = Organisation(code="SZ", name="Shenzhen")
    project = Collaboration(
        code="P1",
        title="Road test 路测",
        layer="R&D",
        start_date="2016-05",
        size=2,
        source_id=table.id,
        row=2,
        attributes=(("budget", "3"),),
    )
    parties = [
        Participation(
            organisation_id=one.id,
            collaboration_id=project.id,
            role=role,
            leads=one is firm,
            start_date="2016",
            end_date=end,
            printed_name=one.name,
            source_id=table.id,
            row=row,
        )
        for row, (one, role, end) in enumerate([(firm, "home", ""), (city, "host", "2018")], 2)
    ]
    chips = Resource(code="chips", label_zh="芯片", unit="10,000")
    members: list[Record] = [firm, daughter, city, project, *parties, chips]
    return [
        *members,
        Tie(from_id=firm.id, to_id=city.id, layer="standards", strength=2.5, coding_id=quote.id),
        Tie(from_id=daughter.id, to_id=firm.id, layer="supply", directed=True, start_date="2017"),
        Holding(organisation_id=daughter.id, resource_id=chips.id, kind="offered", amount=0.5),
        Adoption(organisation_id=city.id, routine="weekly test", date="2017-03", mode="adapted"),
        NameDecision(first="HiSilicon", second="Huawei", same=False, score=0.4, rule="part of"),
        Exclusion(source_id=table.id, row=4, printed=HOSTILE, reason="no party"),
    ]


def _value(network: list[Record], variable: Variable, quote: Coding) -> list[Record]:
    """What the firm and the city offer and earn, how they share it, and their game."""
    firm, city = network[0], network[2]
    project = next(one for one in network if isinstance(one, Collaboration))
    trust = Indicator(code="trust", label_zh="信任", subsystem="relationship", low=0, high=10)
    game = PayoffGame(code="G", title="Road test 路测", table=HOSTILE.strip())
    found: list[Record] = [
        Proposition(
            code="O1", organisation_id=firm.id, kind="offer", topic="data", coding_id=quote.id
        ),
        Proposition(
            code="G1", organisation_id=city.id, kind="goal", topic="open data", strength=-0.5
        ),
        Proposition(
            code="C1", organisation_id=city.id, kind="constraint", partner_id=network[1].id
        ),
        Worth(code="W1", member_ids=(firm.id,), amount=-2.5, unit="万元"),
        Worth(code="W2", member_ids=(firm.id, city.id), amount=4, low=3, high=6, row=3),
        Contribution(
            organisation_id=firm.id, factor="risk", amount=0.6, collaboration_id=project.id
        ),
        trust,
        Reading(indicator_id=trust.id, period="2016", value=7),
        SharingAct(
            code="A1", title="开放数据", date="2017", organisation_id=city.id, mode="leading"
        ),
        Transition(collaboration_id=project.id, stage="discovery", date="2016-05"),
        GovernanceMeasure(
            code="M1", dimension="build", mechanism="security", owner_id=firm.id, status="agreed"
        ),
        game,
        GameParameter(game_id=game.id, name="β", variable_id=variable.id, origin="measured"),
        GameParameter(game_id=game.id, name="C", value="1/3", spread="0:1", coding_id=quote.id),
    ]
    return found
