"""The demonstration study: 60 real collaborations, S1's question of dependence and governance."""

from __future__ import annotations

from consilience import formats
from consilience.demo.files import data_file
from consilience.study import Condition, Project, Record, Study, step, study_of

TABLE = "cgcd60.csv"
CONDITIONS = ("JD", "AD", "CG", "RG", "CC")
OUTCOME = "VC"

_ANCHORS = (1.0, 3.01, 5.0)
_REASON = (
    "Ends and middle of the five-point scale; the crossover stands just above 3, "
    "so that no case is at exactly 0.5"
)
_NAMES = (
    ("JD*~AD*CG*RG*~CC", "embedded dual governance", "嵌入式双重治理"),
    ("JD*~AD*CG*~RG*CC", "embedded contracting with coordination", "嵌入式契约协调"),
    ("~JD*AD*CG*RG", "power under dual governance", "权力型双重治理"),
    ("~JD*~AD*~CG*RG*CC", "relational coordination", "关系协调"),
    ("~JD*~CG*~RG*~CC", "loose and ungoverned", "松散无治理"),
    ("AD*~CG*~RG*~CC", "power without governance", "权力无治理"),
)


def demo_project() -> Project:
    """Return the project of the demonstration."""
    return Project(
        code="demo",
        title="Dependence, governance and value creation in 60 collaborations",
        description=(
            "Which combinations of dependence and governance go with high value creation, and "
            "which with its absence? Cases and scores: Collaborative Governance Case Databank."
        ),
        unit_of_analysis="inter-organisational collaboration",
        outcome=OUTCOME,
    )


def demo_import(study: Study) -> formats.ImportPlan:
    """Return what importing the table of the 60 collaborations would write into a study."""
    table = formats.read_table(data_file(TABLE))
    return formats.plan_import(table, formats.suggest_mapping(table), study, "CGCD")


def demo_plan() -> tuple[Record, ...]:
    """Return the conditions and the protocol of the demonstration."""
    whole = {
        "outcome": OUTCOME,
        "conditions": list(CONDITIONS),
        "expectations": dict.fromkeys(("JD", "CG", "RG", "CC"), "present"),
        "given": "AD",
        "names": {path: {"en": english, "zh": chinese} for path, english, chinese in _NAMES},
        "robustness": {
            "inclusion_cuts": [0.75, 0.85, 0.9],
            "pri_cuts": [0.65, 0.75],
            "frequency_cuts": [2],
        },
    }
    return (
        _condition("JD", "joint dependence", "联合依赖", "Q19"),
        _condition("AD", "asymmetric dependence", "不对称依赖", "Q17", reverse_from=6.0),
        _condition("CG", "contractual governance", "契约治理", "Q24"),
        _condition("RG", "relational governance", "关系治理", "Q42"),
        _condition("CC", "conflict coordination", "冲突协调", "Q34"),
        Condition(
            code=OUTCOME,
            label="value creation",
            label_zh="价值创造",
            role="outcome",
            variables=("Q57.1", "Q57.2", "Q57.3"),
            waves=("End",),
            combine="available mean",
            anchors=_ANCHORS,
            reason=_REASON,
        ),
        step(1, "dependence", {"joint": "JD", "asymmetric": "AD"}),
        step(2, "recipe", whole),
        step(3, "cases", {}),
        step(4, "nearest", {"case": "34", "fixed": ["AD"], "resamples": 100}),
    )


def demo_study() -> Study:
    """Return the demonstration as a study in memory, before it is run."""
    empty = study_of([demo_project()])
    return study_of([*empty.records(), *demo_import(empty).records, *demo_plan()])


def _condition(
    code: str, label: str, label_zh: str, variable: str, reverse_from: float | None = None
) -> Condition:
    return Condition(
        code=code,
        label=label,
        label_zh=label_zh,
        role="condition",
        variables=(variable,),
        waves=("Middle", "Start"),
        reverse_from=reverse_from,
        anchors=_ANCHORS,
        reason=_REASON,
    )
