"""Scripts of R: their text; and what R says, where R with the package QCA is installed."""

from __future__ import annotations

import itertools
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

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
