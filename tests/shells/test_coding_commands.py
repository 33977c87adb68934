"""The commands for agreement and saturation, as a user types them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from consilience import coding
from shells.commands import run

CODINGS = """unit,source,Ann,Bo,Cy
s1,J1,trust,trust,trust
s2,J1,power,trust,power
s3,J1,law,law,law
s4,J2,trust,trust,NA
s5,J2,,power,power
s6,J3,law,trust,law
s7,J3,trust,trust,trust
"""
SEVERAL = """unit,Ann,Bo
s1,trust; law,law;trust
s2,power,power
s3,,trust
s4,NA,law
s5,trust,trust;law
"""
SCORES = """unit,Ann,Bo
s1,1,1
s2,2,3
s3,3,3
s4,4,4
s5,4,NA
"""
LONG = """interview,code
J1,trust
J1,power
J2,trust
J2,law
J3,
J4,cost
J5,trust
J6,power
"""
WIDE = """source,trust,power,law
J1,2,1,0
J2,1,0,0
J3,0,0,1
J4,1,,0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"codings": CODINGS, "several": SEVERAL, "scores": SCORES, "long": LONG, "wide": WIDE}
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def typed(*arguments: str, folder: Path, language: str = "en") -> tuple[int, str, str]:
    """Run ``consilience coding ...`` in a folder: exit code, answer, errors."""
    return run("coding", *arguments, folder=folder, language=language)


def answer(*arguments: str, folder: Path) -> Any:
    code, out, err = typed(*arguments, "--json", folder=folder)
    assert code == 0, err
    return json.loads(out)


def test_agreement_is_that_of_the_engine(folder: Path) -> None:
    found = answer(
        "agreement", "codings.csv", "--coders", "Ann,Bo,Cy", "--unit", "sentence",
        "--unit-names", "unit", "--sources", "source", "--bootstraps", "200", "--seed", "3",
        folder=folder,
    )  # fmt: skip
    rows = [line.split(",") for line in CODINGS.splitlines()[1:]]
    table = {
        coder: [None if row[place] in {"", "NA"} else row[place] for row in rows]
        for place, coder in enumerate(["Ann", "Bo", "Cy"], start=2)
    }
    wanted = coding.agreement_table(
        table, unit="sentence", sources=[row[1] for row in rows], bootstraps=200, seed=3
    )
    assert coding.AgreementTable.from_dict(found["agreement"]) == wanted
    assert found["agreement"]["parameters"]["unit"] == "sentence"
    assert found["agreement"]["parameters"]["resampled"] == "source"
    assert [item["unit"] for item in found["disagreements"]["units"]] == ["s2", "s6"]


def test_agreement_as_people_read_it(folder: Path) -> None:
    words = ("agreement", "codings.csv", "--coders", "Ann,Bo,Cy", "--disagreements")
    code, out, _ = typed(*words, folder=folder)
    assert code == 0
    lines = out.splitlines()
    assert lines[0].split() == [
        "code", "units", "share", "absent", "percent_agreement", "fleiss_kappa",
        "krippendorff_alpha", "gwet_ac1", "brennan_prediger",
    ]  # fmt: skip
    assert lines[1].lstrip().startswith("pooled")
    assert "0.810 [" in lines[1]
    assert "2 units with disagreement:" in lines
    assert lines[-1].split() == ["7", "law", "trust", "law"]
    _, plain, _ = typed(*words[:-1], "--bootstraps", "0", folder=folder)
    assert "[" not in plain
    assert "disagreement" not in plain


def test_undefined_coefficients_are_a_dash_and_a_sentence(folder: Path) -> None:
    (folder / "same.csv").write_text("Ann,Bo\na,a\na,a\n", encoding="utf-8")
    code, out, _ = typed("agreement", "same.csv", "--coders", "Ann，Bo", folder=folder)
    assert code == 0
    assert " nan" not in out
    assert "- [-, -]" in out
    assert "Undefined, because all codings are the same value" in out
    _, chinese, _ = typed(
        "agreement", "same.csv", "--coders", "Ann,Bo", folder=folder, language="zh"
    )
    assert "无定义，因为所有编码取同一个值" in chinese


def test_numbers_have_levels_and_a_scale(folder: Path) -> None:
    words = ("agreement", "scores.csv", "--coders", "Ann,Bo", "--bootstraps", "0")
    found = answer(*words, "--level", "ordinal", "--values", "1,2,3,4,5", folder=folder)
    data = [[1, 2, 3, 4, 4], [1, 3, 3, 4, None]]
    pooled = found["agreement"]["pooled"]["coefficients"]
    assert pooled["krippendorff_alpha"] == coding.krippendorff_alpha(data, "ordinal").value
    wide = [1, 2, 3, 4, 5]
    assert pooled["gwet_ac1"] == coding.gwet_ac1(data, values=wide).value
    code, _, err = typed(*words, "--values", "1,x", folder=folder)
    assert (code, err.count("\n")) == (2, 1)


def test_texts_have_an_order_by_their_scale(folder: Path) -> None:
    words = ("agreement", "codings.csv", "--coders", "Ann,Bo", "--level", "ordinal")
    code, _, err = typed(*words, folder=folder)
    assert code == 2
    assert err == (
        "texts have no order of their own: name them in order with values, or leave out level\n"
    )
    code, _, _ = typed(*words, "--values", "trust,power,law", "--bootstraps", "0", folder=folder)
    assert code == 0


def test_cells_with_several_codes(folder: Path) -> None:
    words = ("agreement", "several.csv", "--coders", "Ann,Bo", "--separator", ";")
    found = answer(*words, "--bootstraps", "0", folder=folder)
    table = found["agreement"]
    assert [item["code"] for item in table["codes"]] == ["law", "power", "trust"]
    assert [item["units"] for item in table["codes"]] == [4, 4, 4]
    assert table["pooled"]["units"] == 12
    assert table["pooled"]["coefficients"]["percent_agreement"] == pytest.approx(10 / 12)
    listed = found["disagreements"]["units"]
    assert [item["codings"] for item in listed] == [
        ["(no code)", "trust"],
        ["trust", "law; trust"],
    ]
    code, _, err = typed(*words[:-1], "", folder=folder)
    assert code == 2
    assert "separator" in err
    (folder / "empty.csv").write_text("Ann,Bo\nNA,NA\nx,NA\n", encoding="utf-8")
    code, _, err = typed("agreement", "empty.csv", "--coders", "Ann,Bo", folder=folder)
    assert code == 0, err
    (folder / "none.csv").write_text("u,Ann,Bo\n1,,\n2,,NA\n", encoding="utf-8")
    code, _, err = typed(
        "agreement", "none.csv", "--coders", "Ann,Bo", "--separator", ";", folder=folder
    )
    assert (code, err.count("\n")) == (2, 1)


def test_saturation_from_codings_and_from_counts(folder: Path) -> None:
    words = ("saturation", "long.csv", "--source", "interview", "--code", "code")
    found = answer(*words, "--orders", "50", folder=folder)
    listed = {
        "J1": ["trust", "power"], "J2": ["trust", "law"], "J3": [], "J4": ["cost"],
        "J5": ["trust"], "J6": ["power"],
    }  # fmt: skip
    assert coding.Saturation.from_dict(found) == coding.saturation(listed, orders=50)
    assert found["statement"] == "4+2"
    wide = answer(
        "saturation", "wide.csv", "--source", "source", "--base", "2", "--run", "1",
        "--threshold", "0", "--orders", "0", folder=folder,
    )  # fmt: skip
    assert wide["sources"] == ["J1", "J2", "J3", "J4"]
    assert wide["new"] == [2, 0, 1, 0]
    assert wide["statement"] == "3+1"


def test_saturation_as_people_read_it(folder: Path) -> None:
    words = ("saturation", "long.csv", "--source", "interview", "--code", "code")
    code, out, _ = typed(*words, folder=folder)
    assert code == 0
    assert out.startswith("saturation of codes: 4+2\n")
    for base, rounds, status in (("3", "3", "not reached"), ("5", "2", "undefined")):
        _, out, _ = typed(*words, "--base", base, "--run", rounds, folder=folder)
        assert out.startswith(f"saturation of codes: {status}\n")
    _, out, _ = typed(*words, "--base", "6", folder=folder, language="zh")
    assert out.startswith("编码饱和：无定义\n")


def test_a_coding_without_its_source_is_refused(folder: Path) -> None:
    (folder / "gap.csv").write_text("source,code\nJ1,a\n,b\n", encoding="utf-8")
    code, _, err = typed("saturation", "gap.csv", "--code", "code", folder=folder)
    assert code == 2
    assert err == "a coding names no source in column source: every row needs one\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("agreement", "codings.csv", "--coders", "Ann,Bx"), "must be one of unit, source, Ann"),
        (("agreement", "codings.csv", "--coders", "Ann"), "at least two coders"),
        (("agreement", "codings.csv", "--coders", ""), "at least one value"),
        (("agreement", "codings.csv", "--coders", "Ann,Bo", "--level", "ordinl"), "did you mean"),
        (("agreement", "codings.csv", "--coders", "Ann,Bo", "--sources", "Ann"), "list of texts"),
        (("agreement", "codings.csv", "--coders", "Ann,Bo", "--sources", "x"), "must be one of"),
        (("agreement", "codings.csv", "--coders", "Ann,Bo", "--bootstraps", "-1"), "at least 0"),
        (("agreement", "none.csv", "--coders", "Ann,Bo"), "none.csv"),
        (("saturation", "long.csv", "--source", "interview"), "case code J1 in rows 2 and 3"),
        (("saturation", "long.csv", "--code", "code"), "must be one of interview, code"),
        (("saturation", "wide.csv", "--source", "source", "--run", "0"), "at least 1"),
    ],
)
def test_slips_get_one_sentence(words: tuple[str, ...], sentence: str, folder: Path) -> None:
    code, _, err = typed(*words, folder=folder)
    assert code == 2
    assert sentence in err
    assert err.count("\n") == 1
