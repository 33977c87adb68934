"""Scripts of Python: run, they give the result again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from consilience import calibration, formats, qca, scripts
from consilience.errors import ArgumentError, DataError
from consilience.results import Result
from consilience.scripts.parts import ORIGINS
from engines.scripts.samples import HOSTILE, random_table

DATA = random_table(6, "fuzzy")
TABLE = qca.truth_table(DATA, "Y", inclusion_cut=0.7)
CASES = TABLE.case_names[:15]
FREE = [row for row in range(1, TABLE.configurations + 1) if row not in TABLE.numbers]
INTERMEDIATE = qca.minimize(TABLE, "intermediate", {"A": 1, "~B*C": 1}, exclude=FREE[:1])
SIDES = (TABLE, qca.truth_table(DATA, "~Y", inclusion_cut=0.6, pri_cut=0.1))
SOLVED = tuple(qca.minimize(table, "parsimonious") for table in SIDES)
TERMS = INTERMEDIATE.models[0].terms
RESULTS: tuple[Result, ...] = (
    qca.necessity(DATA, "~Y", inclusion_cut=0.7, depth=2),
    qca.conditional_necessity(DATA, "Y", "A", ["B", "C"], inclusion_cut=0.6),
    qca.fit(DATA, "A*~B + C", "~Y", "necessity"),
    qca.truth_table(DATA, "Y", ["B", "A"], (0.9, 0.4), 0.1),
    TABLE,
    qca.minimize(TABLE, "parsimonious", exclude=FREE[-1:]),
    INTERMEDIATE,
    qca.minimize(qca.truth_table(DATA, "Y", inclusion_cut=(0.8, 0.5)), contradictions="positive"),
    qca.configurations(INTERMEDIATE),
    qca.path_cases(TABLE, TERMS),
    qca.case_pairs(TABLE, TERMS, kind="typical"),
    qca.remainders(TABLE, TERMS),
    qca.nearest_path(TABLE, TERMS, TABLE.case_names[0], fixed=["B"], costs={"A": 2.0}),
    qca.nearest_path_stability(TABLE, INTERMEDIATE, TABLE.case_names[0], resamples=5, seed=3),
    qca.nca(DATA, "Y", ["A", "B"], permutations=20, seed=4),
    qca.theory_evaluation(DATA, "A*B", "~C + B", "Y"),
    qca.robustness(
        DATA,
        "Y",
        ["A", "B", "C"],
        solution="intermediate",
        expectations="A, ~B*C",
        inclusion_cut=0.7,
        tests=qca.RobustnessTests(subsamples=3, condition_sets=[["A", "D"]], subsets={"s": CASES}),
    ),
    qca.path_relations(TERMS),
    qca.paths_given(TERMS, "A"),
    qca.two_step(DATA, "Y", ["A", "B"], ["C"], first_cut=0.6, inclusion_cut=0.7),
    qca.symmetric_regression(DATA, "Y", ["A", "B"], interactions=True),
    qca.asymmetry(SIDES, SOLVED),
    qca.untenable(SIDES, SOLVED, necessary="A + B", impossible="A*~C"),
    qca.untenable(TABLE, INTERMEDIATE),
    qca.enhanced_analysis(SIDES, impossible="A*~C"),
    qca.enhanced_analysis(SIDES, "intermediate", ({"A": 1}, {"~B*C": 1}), necessary=("A", ())),
)


def again(text: str, name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a script in a folder and return one of its variables."""
    monkeypatch.chdir(folder)
    found: dict[str, Any] = {}
    exec(compile(text, "script.py", "exec"), found)  # noqa: S102  (a script is there to be run)
    return found[name]


@pytest.mark.parametrize("result", RESULTS, ids=lambda item: type(item).__name__)
def test_a_script_gives_the_result_again(
    result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    DATA.to_csv(tmp_path / "data.csv")
    names = {"minimize": "solutions"}
    name = ORIGINS[type(result)].function
    found = again(scripts.python_script(result), names.get(name, name), tmp_path, monkeypatch)
    assert found == result


def test_a_panel_reads_units_and_waves_as_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = pd.concat([DATA.assign(wave="t1"), DATA.assign(wave="t2")], keys=["a", "b"])
    panel = panel.reset_index(names=["half", "firm"])
    panel["case"] = [f"k{place}" for place in range(len(panel))]
    panel.to_csv(tmp_path / "panel.csv", index=False)
    read = formats.read_table(tmp_path / "panel.csv")
    found = qca.panel_fit(panel, "A + B", "Y", unit="firm", wave="wave")
    change = qca.panel_change(panel, "A + B", "Y", unit="case", wave="wave")
    groups = qca.cluster_fit(panel, "A + B", "Y", cluster="firm")
    for result, name in ((found, "panel_fit"), (change, "panel_change"), (groups, "cluster_fit")):
        text = scripts.python_script(result, file=read, case_column=None)
        assert again(text, name, tmp_path, monkeypatch) == result


@pytest.mark.parametrize(
    "found",
    [
        calibration.direct([1, 2, 3, 9.5], (1, 2.5, 9), profile="fsQCA"),
        calibration.direct([1, 2, 3, 9.5], (1, 2, 3, 4, 5, 6), shape="linear"),
        calibration.indirect([3, 7, 11, 12, 15, 21, 22, 30, 34, 45, 60, 61], [11, 21, 45]),
        calibration.indirect([1, 2, 3, 4], scores=[0.1, 0.6, 0.2, 0.8], terms="linear"),
        calibration.thresholds([1, 2, 3, 9.5], [2, 4]),
        calibration.rubric([0, 0.33, 0.67, 1]),
    ],
    ids=lambda item: str(item.parameters["method"]),
)
def test_calibrated_values(
    found: calibration.Calibrated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pd.DataFrame({"raw x": found.values}).to_csv(tmp_path / "data.csv", index=False)
    text = scripts.python_script(found, case_column=None, column="raw x")
    assert again(text, "calibrated", tmp_path, monkeypatch) == found


def test_results_share_their_truth_table() -> None:
    text = scripts.python_script(TABLE, INTERMEDIATE, qca.configurations(INTERMEDIATE))
    assert text.count("qca.truth_table(") == 1
    assert text.count("qca.minimize(") == 1


def test_names_are_never_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = pd.DataFrame(
        {name: DATA[column] for name, column in zip(HOSTILE[:4], "ABCY", strict=True)}
    )
    data.index = pd.Index([f"{HOSTILE[0]}{place}" for place in range(len(data))], name=HOSTILE[4])
    data.to_csv(tmp_path / "data.csv")
    found = qca.nca(data, HOSTILE[3], HOSTILE[:3])
    text = scripts.python_script(found, case_column=HOSTILE[4])
    assert again(text, "nca", tmp_path, monkeypatch) == found
    assert [entry.name for entry in tmp_path.iterdir()] == ["data.csv"]


def test_dependence_reads_the_columns_that_its_arguments_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = {"joint": [7, 2, 6, 3], "asymmetry": [0, 3, 4, 1], "a_on_b": [4, 2, 1, 3]}
    frame = pd.DataFrame(pairs, index=pd.Index(list("wxyz"), name="case"))
    frame.to_csv(tmp_path / "data.csv")
    quadrants = calibration.dual_logic(frame["joint"], frame["asymmetry"], cases=list("wxyz"))
    text = scripts.python_script(quadrants)
    assert again(text, "dual_logic", tmp_path, monkeypatch) == quadrants
    frame.assign(b_on_a=[3, 2, 5, 1]).to_csv(tmp_path / "data.csv", index=False)
    found = calibration.asymmetric_dependence([4, 2, 1, 3], [3, 2, 5, 1], signed=True)
    text = scripts.python_script(found, case_column=None)
    assert again(text, "asymmetric_dependence", tmp_path, monkeypatch) == found


def test_what_has_no_script_is_refused() -> None:
    moved = qca.AlternativeData("A", "9", DATA)
    nearest = qca.nearest_path_alternatives(TABLE, INTERMEDIATE, TABLE.case_names[0], [moved])
    for wrong in ((nearest,), ()):
        with pytest.raises(ArgumentError, match="results that have a script"):
            scripts.python_script(*wrong)


def test_a_truth_table_that_an_enhanced_analysis_changed_has_no_script_of_its_own() -> None:
    data = {"A": [1.0, 0.0, 0.0], "B": [0.0, 1.0, 0.0], "Y": [0.6, 0.6, 0.4]}
    both = tuple(qca.truth_table(data, side, inclusion_cut=0.3) for side in ("Y", "~Y"))
    found = qca.enhanced_analysis(both)
    assert found.simultaneous
    with pytest.raises(DataError, match="made negative"):
        scripts.python_script(found.solutions[0])


def test_every_kind_of_result_has_a_script_or_stands_here() -> None:
    kinds = {
        kind
        for name in qca.__all__
        if isinstance(kind := getattr(qca, name), type) and issubclass(kind, Result)
    }
    left = {kind.__name__ for kind in kinds - ORIGINS.keys()}
    assert left == {"NearestPathAlternatives"}  # the other data are no setting
