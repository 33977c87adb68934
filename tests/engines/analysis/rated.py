"""A study whose memberships come from sheets: six cases, two conditions, an outcome."""

from __future__ import annotations

from consilience.study import (
    Actor,
    Case,
    Code,
    Coding,
    Condition,
    Project,
    Rating,
    Record,
    Source,
    SourceVersion,
    Study,
    Variable,
    study_of,
)

SCORES = {  # case: (trust, contract, value), None for not mentioned
    "C1": (1.0, 0.67, 1.0),
    "C2": (0.67, 0.0, 0.67),
    "C3": (0.33, 1.0, 0.33),
    "C4": (0.0, 0.33, 0.0),
    "C5": (1.0, 1.0, 1.0),
    "C6": (None, 0.33, 0.33),
}
SETS = ("TR", "CO", "VA")


def rated_study(*extra: Record) -> Study:
    """Each case has one interview with a sentence for and one against trust; two raters."""
    group = Case(code="G", name="group of cases")
    cases = {code: Case(code=code, name=f"case {code}", parent_id=group.id) for code in SCORES}
    raters = {code: Actor(code=code, name=code, role="coder") for code in ("A", "B")}
    variables = {code: Variable(code=code, minimum=0, maximum=1) for code in SETS}
    trust = Code(name="trust", name_zh="信任")
    records: list[Record] = [
        Project(code="P", title="Rated", outcome="VA"),
        group,
        *cases.values(),
        *raters.values(),
        *variables.values(),
        trust,
    ]
    for code, case in cases.items():
        source = Source(code=f"J{code}", title=code, kind="interview", case_ids=(case.id,))
        text = SourceVersion(source_id=source.id, text=f"{code}: we trust. We doubt.", sha256="")
        spans = ((4, 13, "for"), (14, 23, "against"))
        codings = [
            Coding(
                version_id=text.id,
                start=start,
                end=end,
                code_id=trust.id,
                direction="for" if word == "for" else "against",
                intensity=2 if word == "for" else None,
                importance=3 if word == "for" else None,
            )
            for start, end, word in spans
        ]
        records += [source, text, *codings]
        for name, score in zip(SETS, SCORES[code], strict=True):
            for rater in ("A", "B", None):
                moved = code == "C3" and rater == "B"
                records.append(
                    Rating(
                        case_id=case.id,
                        variable_id=variables[name].id,
                        actor_id=None if rater is None else raters[rater].id,
                        agreed=rater is None,
                        value=0.67 if moved and score is not None else score,
                        status="not mentioned" if score is None else "present",
                        anchor_id=codings[0].id if score is not None else None,
                        evidence_ids=() if score is None else (codings[1].id,),
                        reason="both say so" if rater is None else "",
                    )
                )
    conditions = [
        Condition(
            code=name,
            role="outcome" if name == "VA" else "condition",
            variables=(name,),
            method="rubric",
            half="keep",
        )
        for name in SETS
    ]
    return study_of([*records, *conditions, *extra])
