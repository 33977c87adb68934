"""Studies that the tests of the report render: made here, run through the real analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consilience import analysis
from consilience.study import (
    Case,
    Condition,
    Project,
    Score,
    Source,
    Study,
    Variable,
    step,
    study_of,
)

# Scores of trust, control and skill and of the outcome, on a scale from 1 to 7.
SCORES: Mapping[str, Sequence[float | None]] = {
    "C1": (6, 6, 2, 6),
    "C2": (6, 5, 2, 7),
    "C3": (2, 6, 6, 6),
    "C4": (1, 6, 5, 5),
    "C5": (6, 2, 6, 6),
    "C6": (5, 1, 6, 7),
    "C7": (2, 2, 2, 1),
    "C8": (1, 3, 2, 2),
    "C9": (2, 2, 5, 3),
    "C10": (7, 7, 7, 2),
    "C11": (2, 6, 1, 2),
    "C12": (5, None, 6, 6),
}
NAMES = ("TRUST", "CONTROL", "SKILL", "VALUE")
LABELS = {"TRUST": ("trust", "信任"), "CONTROL": ("control", "控制")}
CUTS = {"inclusion_cut": 0.75, "pri_cut": 0.5, "frequency_cut": 1}


def small_study(
    *,
    names: Mapping[str, str] | None = None,
    codes: Sequence[str] | None = None,
    half: str = "keep",
    anchors: Sequence[float] = (1, 4.1, 7),
    settings: Mapping[str, Any] | None = None,
    scores: Mapping[str, Sequence[float | None]] = SCORES,
    title: str = "Trust, control and skill in twelve alliances",
) -> Study:
    """Return twelve alliances, one of which lacks a score; not yet run."""
    source = Source(
        id="s-1", code="T1", title="Survey", kind="table", file_name="survey.csv", sha256="0" * 64
    )
    variables = [Variable(id=f"v-{n}", code=f"q{n}", minimum=1, maximum=7) for n in range(1, 5)]
    shown = codes or list(scores)
    cases = [
        Case(
            id=f"c-{n}",
            code=code,
            name=(names or {}).get(code, f"Alliance {n}"),
            attributes=(("region", "North"),) if n == 1 else (),
            sampling_reason="polar type" if n == 1 else "",
        )
        for n, code in enumerate(shown, start=1)
    ]
    found = [
        Score(
            id=f"x-{row}-{n}",
            case_id=case.id,
            variable_id=variable.id,
            value=value,
            source_id=source.id,
            row=row + 1,
            column=variable.code,
        )
        for row, (case, line) in enumerate(zip(cases, scores.values(), strict=True), start=1)
        for n, (variable, value) in enumerate(zip(variables, line, strict=True))
        if value is not None
    ]
    conditions = [
        Condition(
            id=f"k-{n}",
            code=name,
            label=LABELS.get(name, ("", ""))[0],
            label_zh=LABELS.get(name, ("", ""))[1],
            role="outcome" if name == "VALUE" else "condition",
            variables=(f"q{n}",),
            anchors=tuple(anchors),
            half=half,  # type: ignore[arg-type]  # (a test gives one of the three names)
            reason="Ends of the scale",
        )
        for n, name in enumerate(NAMES, start=1)
    ]
    given = {"outcome": "VALUE", "conditions": list(NAMES[:3])}
    expected = dict.fromkeys(NAMES[:3], "present")
    protocol = [
        step(1, "calibrate", {}),
        step(2, "dependence", {"joint": "TRUST", "asymmetric": "CONTROL"}),
        step(3, "necessity", {**given, "inclusion_cut": 0.9}),
        step(4, "configurations", {**given, **CUTS, "expectations": expected, **(settings or {})}),
    ]
    project = Project(id="p-1", code="P", title=title, unit_of_analysis="alliance", outcome="VALUE")
    return study_of([project, source, *variables, *cases, *found, *conditions, *protocol])


def run(study: Study) -> tuple[Study, analysis.StudyEvidence]:
    """Return a study with its findings, and what they say."""
    done = study_of([*study.records(), *(found for _, found in analysis.run(study))])
    return done, analysis.evidence(done)
