"""Scripts of R: their text; and what R says, where R with the package QCA is installed."""

from __future__ import annotations

import itertools
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from consilience import calibration, formats, qca, scripts
from consilience.errors import ConsilienceError, DataError
from consilience.results import Result
from consilience.version import __version__
from engines.scripts.samples import HOSTILE, random_table

DATA = random_table(6, "fuzzy")
TABLE = qca.truth_table(DATA, "Y", inclusion_cut=0.7, frequency_cut=2)
EXPECTED = """\
# Computed with Consilience {version}; this script computes it again.
library(QCA)

data <- read.csv("data.csv", row.names = "case", encoding = "UTF-8", check.names = FALSE)

# Names that R QCA cannot take, and what they are called below:
# V2: 信任
# V3: n
names(data)[names(data) == "\\u4fe1\\u4efb"] <- "V2"
names(data)[names(data) == "n"] <- "V3"

table <- truthTable(
    data,
    outcome = "~Y",
    conditions = c("A", "V2", "V3"),
    incl.cut = 0.8,
    pri.cut = 0.0,
    n.cut = 1,
    show.cases = TRUE
)

intermediate <- minimize(
    table,
    details = TRUE,
    include = "?",
    dir.exp = c("1", "0", "-"),
    exclude = unique(c(2, findRows(expression = "~A*V2*~V3", obj = table)))
)
print(intermediate)
"""


def test_the_text_of_a_script() -> None:
    data = {
        "A": [1, 0, 0, 1, 1],
        "信任": [1, 0, 1, 0, 1],
        "n": [1, 0, 1, 1, 0],
        "Y": [0, 1, 1, 0, 0],
    }
    table = qca.truth_table(data, "~Y")
    found = qca.minimize(table, "intermediate", "A, ~信任", exclude=[2, "~A*信任*~n"])
    assert scripts.r_script(found) == EXPECTED.format(version=__version__)


def refused() -> dict[str, Callable[[], Result]]:
    wide = {f"C{n:02}": [n % 2, (n + 1) % 2, n % 3 == 0] for n in range(17)} | {"Y": [1, 0, 1]}
    crisp = {"A": [1, 0], "B": [1, 0], "Y": [1, 0]}
    full = {"A": [1, 0], "Y": [1, 0.9]}
    torn = qca.truth_table(DATA, "Y", inclusion_cut=(0.8, 0.5))
    return {
        "above 16 R QCA loses": lambda: qca.necessity(wide, "Y", depth=1),
        "marks the wrong rows": lambda: qca.truth_table(
            DATA, "Y", inclusion_cut=(0.8, 0.5), frequency_cut=2
        ),
        "heeds only the last": lambda: qca.minimize(TABLE, "intermediate", "A, ~B*C"),
        "otherwise": lambda: qca.minimize(torn, "intermediate", "A", contradictions="remainder"),
        "lowest inclusion of paths": lambda: qca.minimize(TABLE, path_cut=0.8),
        "without a sufficient row": lambda: qca.minimize(
            qca.truth_table(DATA, "Y", inclusion_cut=1)
        ),
        "nothing but sufficient": lambda: qca.minimize(qca.truth_table(full, "Y"), "parsimonious"),
        "no counterpart": lambda: qca.remainders(qca.truth_table(crisp, "Y"), ["A"]),
        "preliminary scores": lambda: calibration.indirect([1, 2, 3], scores=[0.2, 0.1, 0.9]),
        "linear terms": lambda: calibration.indirect([1, 2, 3, 4], [1.5, 3], terms="linear"),
    }


@pytest.mark.parametrize("reason", refused())
def test_where_r_is_not_right_it_is_said(reason: str) -> None:
    with pytest.raises(DataError, match=reason):
        scripts.r_script(refused()[reason]())


@cache
def _r() -> str | None:
    program = shutil.which("Rscript")
    if program is None:
        return None
    tried = subprocess.run([program, "-e", "library(QCA)"], capture_output=True, check=False)
    return program if tried.returncode == 0 else None


def run_r(text: str, folder: Path) -> str:
    """Run a script of R in a folder and return what it prints."""
    program = _r()
    if program is None:
        pytest.skip("R with the package QCA is not installed")
    (folder / "script.R").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [program, "script.R"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


SHOW = """
shown <- function(models) for (model in models) cat("@", sort(gsub(" ", "", model),
    method = "radix"), "\\n")
"""


def _cases(kind: str) -> list[tuple[pd.DataFrame, qca.Solutions, str]]:
    found = []
    for seed in range(5):
        data = random_table(seed, kind)
        for solution in ("conservative", "parsimonious", "intermediate"):
            try:
                table = qca.truth_table(data, "~Y" if seed % 2 else "Y", inclusion_cut=0.7)
                expectations = {"A": [0], "B": [1]} if solution == "intermediate" else None
                solved = qca.minimize(table, solution, expectations)
                found.append((data, solved, scripts.r_script(solved, file=f"{seed}.csv")))
            except ConsilienceError:
                continue
    return found


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["crisp", "fuzzy", "multi"])
def test_r_finds_the_same_models(kind: str, tmp_path: Path) -> None:
    cases = _cases(kind)
    assert len(cases) >= 4
    text = [SHOW]
    for number, (data, solved, script) in enumerate(cases):
        file = script.partition('read.csv("')[2].partition('"')[0]
        data.to_csv(tmp_path / file)
        where = "i.sol" if solved.solution == "intermediate" else "solution"
        each = f"for (pair in {solved.solution}$i.sol) shown(pair$solution)"
        last = each if where == "i.sol" else f"shown({solved.solution}$solution)"
        body = script.replace(f"print({solved.solution})", last)
        text.append(f'cat("#{number}\\n"); suppressWarnings(local({{\n{body}}}))')
    said = run_r("\n".join(text), tmp_path).split("#")[1:]
    assert len(said) == len(cases)
    for (_, solved, _), answer in zip(cases, said, strict=True):
        models = {" ".join(line.split()[1:]) for line in answer.splitlines() if "@" in line}
        assert models == {" ".join(sorted(model.terms)) for model in solved.models}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cut", "how"),
    [((0.9, 0.75), {"contradictions": "absorbed"}), (0.7, {"covers": "irredundant"})],
)
def test_r_finds_the_same_models_of_other_kinds(
    cut: float | tuple[float, float], how: dict[str, Any], tmp_path: Path
) -> None:
    text, expected = [SHOW], []
    for seed in range(12):
        data = random_table(seed, "fuzzy").drop(columns="E", errors="ignore")
        table = qca.truth_table(data, "Y", inclusion_cut=cut)
        solved = qca.minimize(table, "conservative", **how)
        if solved.status == "solved":
            data.to_csv(tmp_path / f"{seed}.csv")
            body = scripts.r_script(solved, file=f"{seed}.csv")
            last = body.replace("print(conservative)", "shown(conservative$solution)")
            text.append(f'cat("#\\n"); suppressWarnings(local({{\n{last}}}))')
            expected.append({" ".join(sorted(model.terms)) for model in solved.models})
    assert len(expected) >= 3
    said = run_r("\n".join(text), tmp_path).split("#")[1:]
    lines = [[line for line in answer.splitlines() if "@" in line] for answer in said]
    assert [{" ".join(line.split()[1:]) for line in answer} for answer in lines] == expected


def row_numbers(said: str) -> list[list[int]]:
    """Return the row numbers in every vector that R printed."""
    vectors = said.replace("integer(0)", "[1]").split("[1]")[1:]
    return [[int(word) for word in part.split() if word.isdigit()] for part in vectors]


@pytest.mark.slow
@pytest.mark.parametrize("solution", ["parsimonious", "intermediate"])
@pytest.mark.parametrize("seed", [1, 6, 9])
def test_r_finds_the_same_untenable_rows(
    seed: int, solution: qca.SolutionType, tmp_path: Path
) -> None:
    data = random_table(seed, "fuzzy")
    data.to_csv(tmp_path / "data.csv")
    both = tuple(qca.truth_table(data, side, inclusion_cut=0.7) for side in ("Y", "~Y"))
    expected = ({"A": 1}, {"A": 0}) if solution == "intermediate" else (None, None)
    solved = tuple(
        qca.minimize(table, solution, given) for table, given in zip(both, expected, strict=True)
    )
    found = qca.untenable(both, solved, necessary="A + B", impossible="~A*C")
    kinds = ("contradictory", "simultaneous", "against_necessity", "impossible")
    said = run_r(scripts.r_script(found), tmp_path)
    assert row_numbers(said) == [list(getattr(found, kind)) for kind in kinds]


@pytest.mark.slow
def test_r_finds_the_same_enhanced_solutions_and_second_steps(tmp_path: Path) -> None:
    data = random_table(6, "fuzzy")
    data.to_csv(tmp_path / "data.csv")
    both = tuple(qca.truth_table(data, side, inclusion_cut=0.7) for side in ("Y", "~Y"))
    how: dict[str, Any] = {"necessary": ("A + C", ()), "impossible": "A*~C"}
    with pytest.raises(DataError, match="rows made negative"):
        scripts.r_script(qca.enhanced_analysis(both, **how))
    found = qca.enhanced_analysis(both, **how, simultaneous="keep")
    assert all(found.exclude)
    steps = qca.two_step(data, "Y", ["A", "B"], ["C", "D"], first_cut=0.6, inclusion_cut=0.7)
    assert steps.contexts
    contexts = [part for item in steps.contexts for part in (item.conservative, item.parsimonious)]
    said = run_r(scripts.r_script(found, steps), tmp_path).replace(" ", "").replace("\n", "")
    for solved in (*found.solutions, *contexts):
        for model in solved.models:
            assert all(term in said for term in model.terms)


def test_r_finds_the_same_regression_and_clusters(tmp_path: Path) -> None:
    data = random_table(6, "fuzzy").assign(firm=lambda found: ["a", "b"] * (len(found) // 2))
    data.to_csv(tmp_path / "data.csv")
    results: list[Result] = [
        qca.symmetric_regression(data, "Y", ["A", "B", "C"], interactions=True),
        qca.cluster_fit(data, "A + B", "Y", cluster="firm"),
    ]
    said = run_r(scripts.r_script(*results), tmp_path)
    regression, groups = results
    assert isinstance(regression, qca.SymmetricRegression)
    assert isinstance(groups, qca.GroupedFit)
    numbers = {float(word) for word in said.split() if word.lstrip("-").replace(".", "").isdigit()}
    for item in regression.coefficients:
        for value in (item.estimate, item.standard_error):
            assert min(abs(value - number) for number in numbers) < 1e-6
    for part in groups.clusters:
        assert f"{part.consistency:.3f}" in said


def test_r_sorts_dyads_and_panels(tmp_path: Path) -> None:
    frame = pd.DataFrame({"joint": [7, 2, 6, 3], "asymmetry": [0, 3, 4, 1]}, index=list("wxyz"))
    frame.to_csv(tmp_path / "data.csv", index_label="case")
    found = calibration.dual_logic(frame["joint"], frame["asymmetry"], cases=list("wxyz"))
    said = run_r(scripts.r_script(found), tmp_path)
    assert all(
        f"{case} {label}" in " ".join(said.split())
        for case, label in zip(found.cases, found.quadrant, strict=True)
    )
    panel = pd.concat([random_table(6, "fuzzy"), random_table(6, "fuzzy")], ignore_index=True)
    half = len(panel) // 2
    waves = panel.assign(firm=[*range(half)] * 2, wave=["t1"] * half + ["t2"] * half)
    text = scripts.r_script(qca.panel_change(waves, "A + B", "Y", unit="firm", wave="wave"))
    assert text.count("split(data, data") == 2
    with pytest.raises(DataError, match="SetMethods"):
        scripts.r_script(qca.case_pairs(TABLE, ["A"], kind="typical"))


def test_a_context_without_a_path_and_a_side_without_a_row() -> None:
    data = random_table(6, "fuzzy")
    steps = qca.two_step(data, "Y", ["A"], ["B"], first_cut=0.3, inclusion_cut=1.0)
    assert "without a sufficient row" in scripts.r_script(steps)
    both = qca.truth_table(data, "Y", inclusion_cut=0.7), qca.truth_table(data, "~Y")
    sides = both[0], qca.truth_table(data, "~Y", inclusion_cut=1.0)
    assert "without a sufficient row" in scripts.r_script(qca.enhanced_analysis(sides))
    one = qca.untenable(both[0], qca.minimize(both[0], "parsimonious"))
    assert scripts.r_script(one).count("intersect(") == 1


def test_r_takes_hostile_names_as_names(tmp_path: Path) -> None:
    conditions = ["n", "F", "信任", "a_b"]
    data = random_table(7, "fuzzy").set_axis([*conditions, "Y"][-5:], axis=1)
    data.index = pd.Index([f"{HOSTILE[0]}{place}" for place in range(len(data))], name="case")
    data.to_csv(tmp_path / "data.csv")
    outcome = "Y"
    found = qca.fit(data, "~a_b*信任 + F", outcome)
    said = run_r(scripts.r_script(found, qca.truth_table(data, outcome)), tmp_path)
    assert f"{found.inclusion:.3f}" in said
    assert "V" in said
    assert not (tmp_path / "injected").exists()


def test_r_calibrates_to_the_same_memberships(tmp_path: Path) -> None:
    raw = np.array([350.0, 400, 468, 550, 720, 983, 1098])
    pd.DataFrame({"value": raw}).to_csv(tmp_path / "data.csv", index=False)
    bell = (300, 350, 400, 720, 900, 1000)
    ways = itertools.product(("R", "fsQCA"), ((400, 550, 900), bell, (*bell[2::-1], *bell[:2:-1])))
    for profile, anchors in ways:
        found = calibration.direct(raw, anchors, profile=profile)  # type: ignore[arg-type]  # (a loop over both)
        text = scripts.r_script(found, case_column=None)
        said = run_r(text.replace("print(", "cat("), tmp_path)
        assert np.allclose([float(value) for value in said.split()], found.memberships, atol=1e-6)


def test_the_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("案例;A;Y\n甲;0,5;0,2\n乙;0,9;0,8\n".encode("gb18030"))
    read = formats.read_table(file)
    frame = formats.to_numeric_frame(read)
    text = scripts.r_script(qca.fit(frame, "A", "Y"), file=read, case_column="案例")
    assert 'sep = ";"' in text
    assert 'dec = ","' in text
    assert 'fileEncoding = "gb18030"' in text
    python = scripts.python_script(qca.fit(frame, "A", "Y"), file=read, case_column="案例")
    assert "delimiter=';', decimal=','" in python or "decimal=','" in python
